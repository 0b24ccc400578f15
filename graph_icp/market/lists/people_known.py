"""Who is known at the accounts of a list, and which must-have personas are missing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.market.accounts.contacts import contacts, texts_of
from graph_icp.personas.matching import coverage
from graph_icp.personas.persona import MUST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.reach.doors import Doors
    from graph_icp.personas.persona import Persona


def with_people(
    store: Store,
    table: pd.DataFrame,
    ids: Sequence[int],
    personas: Sequence[Persona],
    doors: Doors,
) -> pd.DataFrame:
    """Return a list with columns `contacts`, `personas_known`, `personas_missing` behind `why`.

    The latter two hold names of must-have personas, and are there where icp.toml has any.

    Parameters
    ----------
    store : Store
    table : DataFrame
        As `DiscoveryList.table`.
    ids : sequence of int
        Of its accounts, in its order.
    personas : sequence of Persona
    doors : Doors
        Of these accounts.
    """
    people = contacts(store, ids, personas, doors)
    columns = {"contacts": texts_of(people, ids)}
    if any(each.need == MUST for each in personas):
        covered = coverage(people, personas, ids)
        for name in ("known", "missing"):
            columns[f"personas_{name}"] = [[each.name for each in some] for some in covered[name]]
    told = pd.DataFrame({name: pd.Series(each, dtype=object) for name, each in columns.items()})
    names = list(table.columns)
    after = names.index("why") + 1
    return table.join(told)[[*names[:after], *told, *names[after:]]]
