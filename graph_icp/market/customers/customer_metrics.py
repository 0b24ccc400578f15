"""Numbers of customers in files and deals, for weighting customers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.discovery.icp import CustomerValue
from graph_icp.errors import RankingError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import KNOWN_PROPERTIES
from graph_icp.ingest.values.cells import number_or_none
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.decay import Decay
from graph_icp.market.traits.columns import with_columns

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store
    from graph_icp.progress import Progress

# The number that weights customers if no source gives their values.
WON = "won_amount"


def read_weighed(
    store: Store, icp: Icp, progress: Progress | None = None, *, decaying: bool = True
) -> tuple[Graph, Icp]:
    """Return the graph, with the numbers that weigh customers, and the profile that says so.

    Competitors that are accounts have the status competitor. The columns that the profile names are
    relations of it. Links count as much as the profile's
    half-lives leave of them, unless `decaying` is false.

    Raises
    ------
    RankingError
        If there are no accounts.
    FileError
        If a column cannot be a relation.
    """
    graph = read_graph(store, progress)
    if not len(graph.accounts):
        raise RankingError(
            f"{store.name} holds no accounts yet; load some with 'graph-icp load FILE'."
        )
    graph = with_columns(store, graph, icp)
    decay = Decay.now(store, icp) if decaying else None
    if decay:
        graph = decay.of_graph(store, graph)
    accounts, icp = weighed(store, Themselves.read(store, icp).marked(graph.accounts), icp)
    return replace(graph, accounts=accounts), icp


def weighed(store: Store, accounts: pd.DataFrame, icp: Icp) -> tuple[pd.DataFrame, Icp]:
    """Return accounts with the numbers that weight customers, and the profile for it.

    If neither the profile nor a file gives customers' values, their won deals weight them.
    """
    if icp.customer_value.weights:
        return _with_numbers(store, accounts), icp
    customers = accounts["status"] == "customer"
    if accounts["value"][customers].notna().any():
        return accounts, icp
    numbers = _with_numbers(store, accounts)
    if WON not in numbers:
        return accounts, icp
    weighted = CustomerValue({WON: 1.0}, icp.customer_value.keep, icp.customer_value.churned)
    return numbers, replace(icp, customer_value=weighted)


def _with_numbers(store: Store, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts with a column for each known number of customers.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        id, status and more; only customers get such numbers.
    """
    customers = accounts["id"][accounts["status"] == "customer"]
    rows = rows_of(customers)
    told = store.ask("read/extra_properties", rows, known=",".join(KNOWN_PROPERTIES)).to_pandas()
    if told.empty:
        return accounts
    told["value"] = told["value"].map(number_or_none).astype("float64")
    numbers = told.dropna().pivot(index="account", columns="property", values="value")
    joined: pd.DataFrame = accounts.join(numbers, on="id")
    return joined
