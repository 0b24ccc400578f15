"""The ways into one account: its three best paths, and who may know somebody there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.errors import UnknownNameError
from graph_icp.market.lookup import find_account
from graph_icp.market.reach.almost_known import almost_known
from graph_icp.market.reach.doors import doors_among
from graph_icp.market.reach.parted import why_parted
from graph_icp.market.reach.path_words import (
    door_of,
    names_on,
    steps_in_words,
    told_in_words,
)
from graph_icp.market.reach.people_named import people_named
from graph_icp.market.reach.reading import read_near, read_said
from graph_icp.reach import words
from graph_icp.reach.outcomes import MONTH, MOST_ASKS, refused
from graph_icp.reach.paths import NOBODY, best, each_of, find, targets
from graph_icp.reach.people.evidence import of_colleagues
from graph_icp.reach.people.ties import are_apart

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.reach.doors import Doors
    from graph_icp.market.reach.path_words import PathNames
    from graph_icp.personas.persona import Persona
    from graph_icp.reach.people.acquaintances import Acquaintances
    from graph_icp.reach.priority import Door

# The people whom colleagues may know who are listed.
_MAY_KNOW = 5


@dataclass(frozen=True)
class AccountPaths:
    """The ways into one account.

    Attributes
    ----------
    account : dict
        id, key, name, domain and properties.
    reach : float
        0 to 100, the sum of the points; missing where no file of a colleague is loaded.
    table : DataFrame
        Its best paths through different people, the strongest first: account, domain, starter,
        introducer, target, title, persona, strength (0 to 1), label, evidence (list of sentences),
        weakest_link, ask.
    points : tuple of float
        What each path adds to the reach.
    door : Door, optional
        The strongest path over people who were not asked too often lately.
    steps : DataFrame
        Of these paths; see `path_words.steps_in_words`.
    may_know : tuple of str
        Who may know somebody there, as is inferred; it counts for nothing.
    almost : str
        Where there is no path: whom a colleague knows there, and why that makes none; "" for
        nobody.
    people : int
        How many people are known there to whom paths may lead.
    remarks : tuple of str
    parted : tuple of str
        Where there is no path, who is refused or rests after a no and would else be on one.
    """

    account: dict[str, object]
    reach: float
    table: pd.DataFrame
    points: tuple[float, ...]
    door: Door | None
    steps: pd.DataFrame
    may_know: tuple[str, ...]
    almost: str
    people: int
    remarks: tuple[str, ...]
    parted: tuple[str, ...]


def account_paths(
    store: Store,
    account: str,
    *,
    hops: int = 2,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> AccountPaths:
    """Return the best ways into an account; see `Market.paths`."""
    found = find_account(store, account)
    here = np.array([found["id"]], dtype=np.int64)
    known = read_near(store, here, day, hops=hops, personas=personas)
    return paths_into(
        store, found, doors_among(known, here, hops=hops, every_starter=True), hops=hops
    )


def paths_into(
    store: Store, found: dict[str, object], near: Doors, *, hops: int = 2
) -> AccountPaths:
    """Return the best ways into an account.

    Parameters
    ----------
    store : Store
    found : dict
        As `lookup.find_account` gives it.
    near : Doors
        Its own, with every starter of a path.
    hops : int
        The most steps of a path.
    """
    number = int(str(found["id"]))
    known, people, paths = near.known, near.people, near.paths
    chosen, door = best(paths), next(each_of(near.chosen), None)
    called = names_on(store, known, chosen, door.people if door else ())
    return AccountPaths(
        account=found,
        reach=float(chosen["points"].sum()) if len(known.colleagues) else float("nan"),
        table=told_in_words(known, chosen, people, called),
        points=tuple(chosen["points"]),
        door=door_of(known, door, called) if door else None,
        steps=steps_in_words(known, chosen, called),
        may_know=_may_know(store, known, paths, people),
        almost="" if len(paths) else almost_known(store, known, people).get(number, ""),
        people=len(people),
        remarks=tuple(_asked_enough(known, chosen, called)),
        parted=why_parted(store, known, people, hops) if chosen.empty else (),
    )


def path_through(store: Store, person: str, account: str) -> tuple[int, int, str]:
    """Return the pair that a user asked on the way to an account, and the account's key.

    What came of asking before does not count here: it may be corrected. Who was asked some time ago
    is looked for on the paths of today, which are those that the user sees.

    Parameters
    ----------
    store : Store
    person : str
        A starter or an introducer of a path: a name, an e-mail address, a profile.
    account : str

    Returns
    -------
    tuple of (int, int, str)
        The starter of the strongest such path, whom they ask, and the key.

    Raises
    ------
    UnknownNameError
        If there is no such person, or no path to the account leads through them.
    """
    found = find_account(store, account)
    here = np.array([found["id"]], dtype=np.int64)
    known = read_near(store, here, hops=3)
    known = replace(known, asked=known.asked.head(0), apart=refused(read_said(store)))
    paths = find(known, targets(known, here), hops=3)
    theirs = paths[["starter", "first", "second"]]
    names = names_on(store, known, paths).names.people
    asked_for = [names[each] for each in pd.unique(theirs.to_numpy().ravel()) if each != NOBODY]
    meant = [each.id for each in people_named(store, person, asked_for)]
    through = paths[theirs.isin(meant).any(axis=1)]
    if through.empty:
        hint = f"'graph-icp paths \"{found['name']}\"' lists the paths."
        raise UnknownNameError(f"path to {found['name']} through", person, asked_for, hint)
    path = through.iloc[0]
    asked = path["target"] if path["first"] == NOBODY else path["first"]
    return int(path["starter"]), int(asked), str(found["key"])


def _may_know(
    store: Store, known: Acquaintances, paths: pd.DataFrame, people: pd.DataFrame
) -> tuple[str, ...]:
    """Return the strongest inferred evidence on people to whom no path leads directly."""
    evidence = of_colleagues(known, people["person"].to_numpy(np.int64))
    if evidence.empty:
        return ()
    evidence = evidence[~are_apart(known, evidence)]
    direct = paths[paths["first"] == NOBODY]
    reached = pd.MultiIndex.from_frame(direct[["starter", "target"]])
    pairs = pd.MultiIndex.from_frame(evidence[["one", "other"]])
    inferred = evidence[~evidence["counts"].astype(bool) & ~pairs.isin(reached)]
    first = inferred.sort_values("strength", ascending=False, kind="stable")
    first = first.drop_duplicates(["one", "other"]).head(_MAY_KNOW)
    ones, others = first["one"].tolist(), first["other"].tolist()
    names = names_on(store, known, paths.head(0), (*ones, *others)).names
    return tuple(
        f"{names.people[one]} may know {names.people[other]}: {words.said(each, names)}"
        for one, other, each in zip(ones, others, first.itertuples(index=False), strict=True)
    )


def _asked_enough(known: Acquaintances, paths: pd.DataFrame, called: PathNames) -> list[str]:
    """Return who was asked so often lately that they should not be asked again now."""
    return [
        f"{called.names.people[each]} was asked {known.asks[each]} times in the last {MONTH} days: "
        "wait."
        for each in paths["first"]
        if known.asks.get(each, 0) >= MOST_ASKS
    ]
