"""Who opens the doors of a list: how many rest on each person, and how often each was asked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.market.lookup import owners_of
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.reach.doors import doors_told, read_doors
from graph_icp.market.reach.reading import read_said
from graph_icp.name_order import without_case
from graph_icp.reach.outcomes import MOST_ASKS, asks_lately
from graph_icp.reach.paths import each_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.reach.doors import Doors
    from graph_icp.personas.persona import Persona


class DoorOpeners(NamedTuple):
    """Doors of accounts, and who opens them.

    Attributes
    ----------
    doors : DataFrame
        As of `doors.doors`.
    people : DataFrame
        person (name), colleague (bool: one of us, with whom paths start), doors (how many of these
        rest on them), asked (how often they were asked in the last thirty days, and colleagues
        asked others), left (how often
        they may be asked beside that; missing of colleagues, who are not spared), accounts (list of
        names) and keys (list) of the doors: who has most doors first. An introducer to whom a path
        leads and who was asked lately is in it without a door too.
    """

    doors: pd.DataFrame
    people: pd.DataFrame


def door_openers(
    store: Store,
    keys: Sequence[str],
    *,
    hops: int = 2,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> DoorOpeners:
    """Return the doors of accounts and who opens them; for parameters see `doors.doors`."""
    owners = owners_of(store, keys)
    ids = np.array([owners[key] for key in keys if key in owners], dtype=np.int64)
    near = read_doors(store, ids, day, personas, hops=hops)
    told = doors_told(store, owners, keys, near)
    return DoorOpeners(told, _people(store, near, told, owners))


def _people(store: Store, near: Doors, told: pd.DataFrame, owners: dict[str, int]) -> pd.DataFrame:
    names = {
        owners[key]: (name, key) for key, name in zip(told["key"], told["account"], strict=True)
    }
    opened: dict[int, list[tuple[str, str]]] = defaultdict(list)
    starters = set()
    for path in each_of(near.chosen):
        starters.add(path.starter)
        for each in (path.starter, *path.introducers):
            opened[each].append(names[path.account])
    for path in each_of(near.paths):
        for each in path.introducers:
            if near.known.asks.get(each):
                opened.setdefault(each, [])
    called = names_of_people(store, opened)
    begun = asks_lately(read_said(store), near.known.today, by="one")
    rows = []
    for each, at in opened.items():
        colleague = each in starters
        asked = (begun if colleague else near.known.asks).get(each, 0)
        rows.append(
            {
                "person": called[each],
                "colleague": colleague,
                "doors": len(at),
                "asked": asked,
                "left": np.nan if colleague else max(0, MOST_ASKS - asked - len(at)),
                "accounts": [name for name, _ in at],
                "keys": [key for _, key in at],
            }
        )
    columns = ["person", "colleague", "doors", "asked", "left", "accounts", "keys"]
    table = pd.DataFrame(rows, columns=columns).astype({"left": "Int64"})
    order = ["doors", "asked", "person"]
    return table.sort_values(
        order, ascending=[False, False, True], ignore_index=True, key=without_case
    )
