"""Lookalikes of one account in the store, by what counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph_icp.discovery.left_out import leave_out
from graph_icp.discovery.ranking.lookalikes import lookalikes
from graph_icp.discovery.selectors import several
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import Graph, read_matrices
from graph_icp.market.leaving_out import always_left_out, chosen_by
from graph_icp.market.lookup import find_account
from graph_icp.market.runs import stored
from graph_icp.market.traits.columns import Columns, with_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.store import Store


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
    """Return the accounts most like one; see `Market.similar`."""
    found = find_account(store, account)
    run = stored.last_run(store) if without is None else None
    always = list(run.left_out) if run else always_left_out(chosen_by(store), icp)
    ids = store.ask("read/account_ids").to_pandas()
    whole = Graph(ids, read_matrices(store, ids["id"]))
    whole = (
        Columns.of(run.options).of_graph(store, whole) if run else with_columns(store, whole, icp)
    )
    graph, left_out = leave_out(whole, always, several(without or ()), several(with_))
    about = partial(_about, store)
    table = lookalikes(graph, int(str(found["id"])), about, limit, people=people)
    return Lookalikes(table, left_out)


def _about(store: Store, ids: NDArray[np.int64]) -> pd.DataFrame:
    found: pd.DataFrame = store.ask("read/accounts_by_id", rows_of(ids)).to_pandas()
    return found
