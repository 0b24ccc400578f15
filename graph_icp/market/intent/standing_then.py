"""What was known of accounts on an earlier day beside fit: intent, and reach."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.graph.model import RANKED
from graph_icp.market.intent.account_intent import read_intent
from graph_icp.market.intent.telling import telling_in
from graph_icp.market.reach.reading import read_acquaintances
from graph_icp.reach.paths import reach_into
from graph_icp.reach.priority import PriorityWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store

    Vector = NDArray[np.float64]

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class StandingThen:
    """What intent and reach of an earlier day would have added to priority.

    Attributes
    ----------
    added : dict of str to array of float
        By "intent" and "reach", where anything was known of them: what it adds to each account,
        in the order of the graph, 0 where it is unknown.
    weights : dict of str to float
        What each counts beside fit.
    missing : dict of str to str
        Of the others, what is missing, in words.
    """

    added: dict[str, Vector]
    weights: dict[str, float]
    missing: dict[str, str]


def standing_then(store: Store, graph: Graph, icp: Icp, since: datetime.date) -> StandingThen:
    """Return what was known of accounts before a day.

    Parameters
    ----------
    store : Store
    graph : Graph
        As it was then: customers won later are prospects in it.
    icp : Icp
        Its weights of signals and of priority.
    since : date
        Only what is dated before it counts.
    """
    weights = replace(PriorityWeights(), **icp.priority_weights)
    counted = {"intent": weights.intent, "reach": weights.reach}
    ranked = graph.accounts["status"].isin(RANKED).to_numpy(dtype=bool)
    added, missing = {}, {}
    for name, (values, lacking) in {
        "intent": _intent(store, graph, icp, since),
        "reach": _reach(store, graph, icp, since),
    }.items():
        known = np.nan_to_num(values)
        if known[ranked].any():
            added[name] = counted[name] * known
        else:
            missing[name] = lacking
    return StandingThen(added, counted, missing)


def _intent(store: Store, graph: Graph, icp: Icp, since: datetime.date) -> tuple[Vector, str]:
    """Return the intent of accounts on the day before, and what is missing if there is none."""
    day = since - _DAY
    market = read_intent(store, graph.accounts, icp, day, apart=telling_in(graph))
    days = market.signals["day"]
    undated, later = int(days.isna().sum()), int((days.dt.date > day).sum())
    numbers = {"dated later": later, "without a day": undated}
    lacking = f"no signal that would have counted then is dated before {since}"
    return market.accounts.to_numpy(np.float64), lacking + _of_these(numbers)


def _reach(store: Store, graph: Graph, icp: Icp, since: datetime.date) -> tuple[Vector, str]:
    """Return the reach of accounts by what was known of acquaintances then; see `_intent`."""
    day = since - _DAY
    ids = graph.accounts["id"].to_numpy(np.int64)
    known = read_acquaintances(store, day, personas=icp.personas)
    if not len(known.colleagues):
        return np.zeros(len(ids)), "no file of a colleague is loaded"
    begun = known.jobs["since"].fillna(known.jobs["first_told"])
    jobs = known.jobs[begun <= known.today].reset_index(drop=True)
    undated = int(known.jobs["since"].isna().sum())
    numbers = {"ties dated later": known.later, "jobs without a day": undated}
    lacking = f"no path leads over jobs and ties dated before {since}" + _of_these(numbers)
    return reach_into(replace(known, jobs=jobs), ids), lacking


def _of_these(numbers: dict[str, int]) -> str:
    some = [f"{number:,} {what}" for what, number in numbers.items() if number]
    return f" ({', '.join(some)})" if some else ""
