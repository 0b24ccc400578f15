"""Lookalikes of one account in the store, by what counts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.left_out import leave_out
from graph_icp.discovery.ranking.lookalikes import lookalikes
from graph_icp.discovery.selectors import parted, relations_called, several
from graph_icp.errors import UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import Graph
from graph_icp.graph.some_links import SomeLinks
from graph_icp.market.accounts.compared import Compared
from graph_icp.market.leaving_out import always_left_out, chosen_by
from graph_icp.market.lookup import find_account
from graph_icp.market.runs.register import latest, registered
from graph_icp.market.traits.columns import Columns, with_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.store import Store
    from graph_icp.market.runs.register import RegisteredRun


@dataclass(frozen=True)
class Lookalikes:
    """The accounts most like one.

    Attributes
    ----------
    table : DataFrame
        As of `discovery.ranking.lookalikes`.
    left_out : tuple of LeftOut
        What did not count.
    """

    table: pd.DataFrame
    left_out: tuple[LeftOut, ...]


def similar(
    store: Store,
    account: str,
    icp: Icp,
    limit: int | None,
    without: Sequence[str] | None,
    with_: Sequence[str],
    *,
    people: bool = True,
) -> Lookalikes:
    """Return the accounts most like one; see `Market.similar`.

    The links of the market stay in the store: it tells who can be most like the account, and
    of these alone the links are read.
    """
    one = int(str(find_account(store, account)["id"]))
    run = latest(registered(store)) if without is None else None
    always = list(run.left_out) if run else always_left_out(chosen_by(store), icp)
    asked = several(without or ()), several(with_)
    columns = _columns(store, icp, run)
    selectors = [*(each.selector for each in always), *asked[0], *asked[1]]
    links = SomeLinks.read(store, columns, _named(selectors, columns))
    whole = links.of(np.array([one]))
    own, left_out = leave_out(whole, always, *asked)
    compared = Compared(links.alone(whole), own, [each.selector for each in left_out])
    graph = compared.nearest(limit)
    idf = compared.inverse_frequencies(graph)
    table = lookalikes(graph, one, idf, partial(_about, store), limit, people=people)
    return Lookalikes(table, left_out)


def _columns(store: Store, icp: Icp, run: RegisteredRun | None) -> Graph:
    """Return the columns of files that count, as those of a run or else of the profile."""
    read = Columns.of(run.options) if run else None
    if not (read.bands if read else icp.columns):
        return Graph(pd.DataFrame({"id": np.empty(0, np.int64)}), {})
    ids = Graph(store.ask("read/account_ids").to_pandas(), {})
    return read.of_graph(store, ids) if read else with_columns(store, ids, icp)


def _named(selectors: Iterable[str], columns: Graph) -> set[str]:
    """Return the relations that selectors name, those that name none aside."""
    named: set[str] = set()
    for each in selectors:
        with suppress(UnknownNameError):
            named |= {*relations_called(parted(each)[0], columns.matrices)}
    return named


def _about(store: Store, ids: NDArray[np.int64]) -> pd.DataFrame:
    found: pd.DataFrame = store.ask("read/accounts_by_id", rows_of(ids)).to_pandas()
    return found
