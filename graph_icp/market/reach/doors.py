"""The best way into each account of a list, with care for introducers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.graph.id_rows import rows_of
from graph_icp.market.lookup import owners_of
from graph_icp.market.reach.almost_known import almost_known
from graph_icp.market.reach.parted import accounts_parted
from graph_icp.market.reach.path_words import COLUMNS, door_of, names_on, told_in_words
from graph_icp.market.reach.reading import read_near
from graph_icp.output.sheets.layout import Layout
from graph_icp.reach.care import spared
from graph_icp.reach.paths import each_of, find, targets

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona
    from graph_icp.reach.people.acquaintances import Acquaintances

# With what is beside it, Ask says all the rest.
_PRINTED = (
    *("account", "domain", "tier", "fit", "cell", "starter", "introducer", "target", "title"),
    *("label", "evidence", "ask", "lacking"),
)
LAYOUT = Layout(printed=_PRINTED, pinned=2, tiers=TIERS)


def doors(
    store: Store,
    keys: Sequence[str],
    *,
    hops: int = 2,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> pd.DataFrame:
    """Return the best way into each of some accounts, in their order, or why there is none.

    No introducer is asked more than three times in thirty days, over the whole list and together
    with what was asked already: the strongest paths come first, and other accounts get their next
    best.

    Parameters
    ----------
    store : Store
    keys : sequence of str
        Of accounts.
    hops : int
        As of `Market.paths`.
    day : date, optional
    personas : sequence of Persona
        Of icp.toml.

    Returns
    -------
    DataFrame
        key, the columns of `AccountPaths.table`, and lacking: why there is no way, "" where there
        is one. Without a way account, domain and lacking alone say something.
    """
    owners = owners_of(store, keys)
    ids = np.array([owners[key] for key in keys if key in owners], dtype=np.int64)
    return doors_told(store, owners, keys, read_doors(store, ids, day, personas, hops=hops))


def doors_told(
    store: Store, owners: Mapping[str, int], keys: Sequence[str], near: Doors
) -> pd.DataFrame:
    """Return doors in words; see `doors`.

    Parameters
    ----------
    store : Store
    owners : mapping of str to int
        The accounts' ids, by their keys.
    keys : sequence of str
        Those that are no key of an account are passed over.
    near : Doors
    """
    ids = [owners[key] for key in keys if key in owners]
    here = np.array(ids, dtype=np.int64)
    lacking = near.lacking(store, here)
    told = told_in_words(
        near.known, near.chosen, near.people, names_on(store, near.known, near.chosen)
    ).to_dict("records")
    ways = dict(zip(near.chosen["account"].tolist(), told, strict=True))
    called = {row["id"]: row for row in store.ask("read/accounts_by_id", rows_of(here)).to_pylist()}
    rows = [
        {"key": key, "lacking": "", **ways[each]}
        if each in ways
        else {"key": key, "lacking": lacking[each], **_no_way(called[each])}
        for key, each in zip([key for key in keys if key in owners], ids, strict=True)
    ]
    return pd.DataFrame(rows, columns=["key", *COLUMNS, "lacking"])


def with_standing(doors: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Return doors behind the rank of their accounts, with tier, fit and cell of these.

    Parameters
    ----------
    doors : DataFrame
        As of `doors`.
    listed : DataFrame
        A table of a discovery list that has their accounts.
    """
    about = listed.set_index("key").loc[doors["key"], ["rank", "tier", "fit", "cell"]]
    about.index = doors.index
    ways = doors.drop(columns=["key", "account", "domain"])
    return about[["rank"]].join(
        [doors[["account", "domain"]], about[["tier", "fit", "cell"]], ways]
    )


@dataclass(frozen=True)
class Doors:
    """What is known near accounts: the people there, all paths, and the one chosen for each.

    Attributes
    ----------
    known : Acquaintances
    people : DataFrame
        As of `paths.targets`.
    paths, chosen : DataFrame
        As of `paths.find`.
    parted : set of int
        The accounts without a path that are parted from everybody by what people said.
    """

    known: Acquaintances
    people: pd.DataFrame
    paths: pd.DataFrame
    chosen: pd.DataFrame
    parted: set[int]

    @property
    def leads_to(self) -> dict[int, int]:
        """The person to whom the chosen path leads, by account."""
        return dict(zip(self.chosen["account"].tolist(), self.chosen["target"], strict=True))

    def lines(self, store: Store, ids: NDArray[np.int64]) -> list[str]:
        """Return the chosen paths in a line each, "" for none, in the order of accounts' ids."""
        called = names_on(store, self.known, self.chosen)
        lines = {
            path.account: str(door_of(self.known, path, called)) for path in each_of(self.chosen)
        }
        return [lines.get(each, "") for each in ids.tolist()]

    def lacking(self, store: Store, ids: NDArray[np.int64]) -> dict[int, str]:
        """Return why no path is chosen for accounts; "" where one is."""
        shut = self.people[~self.people["account"].isin(self.paths["account"])]
        almost = almost_known(store, self.known, shut)
        there, ways, chosen = (
            set(each["account"]) for each in (self.people, self.paths, self.chosen)
        )
        why = {}
        for each in ids.tolist():
            if each in chosen:
                why[each] = ""
            elif not len(self.known.colleagues):
                why[each] = "no file of a colleague is loaded"
            elif each not in there:
                why[each] = "nobody is known who works there"
            elif each in ways:
                why[each] = "everybody who could introduce you is asked often enough already"
            elif each in self.parted:
                why[each] = "those who could introduce you are refused, or rest after a no"
            else:
                why[each] = almost.get(each, "no colleague knows anybody there well enough")
        return why


def read_doors(
    store: Store,
    ids: NDArray[np.int64],
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
    *,
    hops: int = 2,
) -> Doors:
    """Return the doors of accounts by their ids; see `doors` for what else is asked for."""
    return doors_among(read_near(store, ids, day, hops=hops, personas=personas), ids, hops=hops)


def doors_among(
    known: Acquaintances, ids: NDArray[np.int64], *, hops: int = 2, every_starter: bool = False
) -> Doors:
    """Return the doors of accounts by their ids, by what is known near them; see `paths.find`."""
    # Without colleagues no path begins, whoever works there.
    people = targets(known, ids if len(known.colleagues) else known.colleagues)
    paths = find(known, people, hops=hops, every_starter=every_starter)
    unreached = people[~people["account"].isin(paths["account"])]
    parted = accounts_parted(known, unreached, hops)
    return Doors(known, people, paths, spared(paths, known.asks), parted)


def _no_way(account: dict[str, Any]) -> dict[str, Any]:
    """Return the row of an account into which no path leads."""
    blank = dict.fromkeys(COLUMNS, "") | {"strength": np.nan, "evidence": []}
    return blank | {"account": account["name"], "domain": account["domain"]}
