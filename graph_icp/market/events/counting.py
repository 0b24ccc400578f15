"""What counts of events: parts taken by the market, and by customers before they were so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.events.roles import COMING, PAYING
from graph_icp.discovery.events.standing_out import before_customer
from graph_icp.discovery.learning.labels import best_customers
from graph_icp.discovery.selectors import columns_named, parted
from graph_icp.errors import RankingError
from graph_icp.graph.model import RANKED
from graph_icp.market.customers.customer_metrics import weighed
from graph_icp.market.leaving_out import always_left_out, chosen_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.events.reading import EventParts

# The roles of which a relation of the model consists.
_ROLES = {"sponsored": PAYING, "attended": COMING}


@dataclass(frozen=True)
class Counting:
    """The parts taken that count, and what does not.

    Attributes
    ----------
    parts : DataFrame
        As of `EventParts`.
    since : Series
        By id of the best customers since when they are (Timestamp or NaT).
    market : array of int
        The ids of the market.
    undated, later : int
        How many parts of customers do not count, as no day tells whether they come before since
        when it is a customer, or as they come after.
    always : int
        How many customers have no such day, so that all that they took part in counts.
    ignored, chosen, unheard : tuple of str
        The series left out by icp.toml, those that chose the customers, and what icp.toml names
        and no event has.
    """

    parts: pd.DataFrame
    since: pd.Series
    market: NDArray[np.int64]
    undated: int
    later: int
    always: int
    ignored: tuple[str, ...]
    chosen: tuple[str, ...]
    unheard: tuple[str, ...]

    @property
    def customers_known(self) -> int:
        """How many of the best customers took part in something that counts."""
        known: int = self.parts["account"][self.parts["account"].isin(self.since.index)].nunique()
        return known


def what_counts(store: Store, events: EventParts, icp: Icp) -> Counting:
    """Return which parts taken count in comparing best customers with the market."""
    accounts, icp = weighed(store, store.ask("read/accounts").to_pandas(), icp)
    ids = accounts["id"].to_numpy(np.int64)
    customers = ids[best_customers(accounts, icp)]
    if not len(customers):
        raise RankingError(
            "There are no customers to compare with the market; name them with "
            "'graph-icp customers set FILE'."
        )
    market = ids[np.isin(accounts["status"].to_numpy(), RANKED)]
    ignored, unheard = _ignored(events, icp)
    chosen, relations = _chosen(store, events, icp)
    parts = events.parts[~events.parts["series"].isin([*ignored, *chosen])]
    for name in relations:
        parts = parts[~parts["role"].isin(_ROLES[name])]
    since = pd.to_datetime(accounts.set_index("id")["customer_since"].reindex(customers))
    when = before_customer(parts, since)
    labels = events.editions.labels()
    once = parts.drop_duplicates(["account", "series", "year"])
    when_once = pd.Series(when, parts.index)[once.index]
    return Counting(
        parts[when == ""],
        since,
        market,
        int((when_once == "undated").sum()),
        int((when_once == "later").sum()),
        int(since[np.isin(customers, parts["account"])].isna().sum()),
        tuple(sorted(labels[each] for each in ignored)),
        (*sorted(labels[each] for each in chosen), *relations),
        unheard,
    )


def _ignored(events: EventParts, icp: Icp) -> tuple[set[str], tuple[str, ...]]:
    """Return the series that icp.toml ignores, and what of it names none."""
    named = {each: events.editions.called(each)["series"] for each in icp.ignored_events}
    unheard = tuple(each for each, series in named.items() if not len(series))
    return {key for series in named.values() for key in series}, unheard


def _chosen(store: Store, events: EventParts, icp: Icp) -> tuple[set[str], list[str]]:
    """Return the series, and the relations as a whole, that no question counts."""
    series: set[str] = set()
    relations = []
    traits = events.editions.table.rename(columns={"title": "name"})
    for each in always_left_out(chosen_by(store), icp):
        name, mark, trait = parted(each.selector)
        if name not in _ROLES:
            continue
        if mark:
            series |= set(traits["series"][columns_named(traits, trait)])
        elif name not in relations:
            relations.append(name)
    return series, relations
