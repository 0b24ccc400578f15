"""Splits of the customers: some are hidden, the others are learned from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from graph_icp.discovery.learning.link_scaling import evenly
from graph_icp.errors import RankingError
from graph_icp.graph.model import RANKED

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.matrix import Graph, Matrix

# The least number of customers that can be split.
FEWEST = 5
CURVE_BEGINS = 5
# A larger market is tried by so many of its companies, evenly over the keys in order.
SAMPLED = 50_000


@dataclass(frozen=True)
class Split:
    """A market in which some customers are hidden.

    Attributes
    ----------
    graph : Graph
        Hidden customers are prospects in it, without a value.
    hidden : array of int
        Their positions among its accounts.
    seed : int
        The seed of further random draws in it.
    stands_for : float
        How many companies of the market each one that is ranked stands for; a hidden customer
        stands for itself.
    """

    graph: Graph
    hidden: NDArray[np.intp]
    seed: int
    stands_for: float = 1.0

    @property
    def customers(self) -> NDArray[np.intp]:
        """The positions of the customers that are left to learn from."""
        return _having(self.graph.accounts, "customer")

    @property
    def ranked(self) -> NDArray[np.bool_]:
        """Whether each account is ranked: prospects and open deals, with hidden customers."""
        return self.graph.accounts["status"].isin(RANKED).to_numpy(dtype=bool)

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """Whether each ranked account is a hidden customer."""
        marked = np.zeros(len(self.graph.accounts), dtype=bool)
        marked[self.hidden] = True
        return marked[self.ranked]

    def sizes(self) -> list[int]:
        """Return the numbers of customers to learn from, to see the gain by more of them."""
        whole = len(self.customers)
        doubled = [CURVE_BEGINS * 2**step for step in range(whole.bit_length())]
        return [size for size in doubled if size <= 0.8 * whole] + [whole]

    def learning_from(self, size: int) -> Graph:
        """Return the graph with a number of random customers, without the others."""
        order = np.random.default_rng(self.seed).permutation(self.customers)
        kept = np.ones(len(self.graph.accounts), dtype=bool)
        kept[order[size:]] = False
        return _of_accounts(self.graph, np.flatnonzero(kept))


def market_sample(graph: Graph) -> tuple[Graph, float]:
    """Return a graph with a sample of its market, and how many companies each of it stands for.

    A market of up to SAMPLED companies stays whole, and each stands for itself.
    """
    market = _having(graph.accounts, *RANKED)
    if len(market) <= SAMPLED:
        return graph, 1.0
    kept = np.ones(len(graph.accounts), dtype=bool)
    kept[np.setdiff1d(market, evenly(market, SAMPLED))] = False
    return _of_accounts(graph, np.flatnonzero(kept)), len(market) / SAMPLED


def hidden_at_random(graph: Graph, share: float, repeats: int) -> list[Split]:
    """Hide a share of the customers, drawn at random in each split.

    Parameters
    ----------
    graph : Graph
    share : float
        Above 0 and below 1.
    repeats : int
        The number of splits; the seed of each is its number, from 0 on.

    Raises
    ------
    RankingError
        If there are too few customers, no account is ranked, or no customer is hidden or left.
    """
    customers = _enough_customers(graph)
    number = round(share * len(customers)) if 0 < share < 1 else 0
    if not 0 < number < len(customers):
        raise RankingError(
            f"Hiding {share:.3g} of {len(customers)} customers leaves none to look for or none to "
            "learn from; hide a share such as 30%."
        )
    if repeats < 1:
        raise RankingError("A back-test needs at least one repeat.")
    drawn = [np.random.default_rng(seed).permutation(customers)[:number] for seed in range(repeats)]
    return [Split(_hiding(graph, each), np.sort(each), seed) for seed, each in enumerate(drawn)]


def hidden_since(graph: Graph, day: datetime.date) -> Split:
    """Hide the customers that were won on or after a day; those without a date stay.

    Raises
    ------
    RankingError
        If there are too few customers, no account is ranked, or the day splits no customers.
    """
    customers = _enough_customers(graph)
    since = graph.accounts["customer_since"].iloc[customers]
    dated = since.notna().to_numpy(dtype=bool)
    days = since[dated].tolist()
    if not days or min(days) == max(days):
        raise RankingError(
            "Customers cannot be split by date, since fewer than two dates are known; load a "
            "file with a column 'customer since', or hide some at random with --hide."
        )
    between = f"give a date after {min(days)} and not after {max(days)}."
    if day > max(days):
        raise RankingError(f"No customer was won on or after {day}, so none is hidden; {between}")
    if day <= min(days):
        raise RankingError(
            f"Every customer with a date was won on or after {day}, so none is left to learn from; "
            f"{between}"
        )
    hidden = customers[dated][[each >= day for each in days]]
    return Split(_hiding(graph, hidden), hidden, 0)


def without_links(graph: Graph, links: Mapping[str, pd.DataFrame]) -> Graph:
    """Return the graph without some links, and without traits that lose all their links.

    Parameters
    ----------
    graph : Graph
    links : mapping of str to DataFrame
        By relation: account, trait (ids).
    """
    matrices = {}
    for name, matrix in graph.matrices.items():
        left = matrix
        if name in links:
            left = _lacking_links(matrix, graph.accounts["id"], links[name])
        if left.values.nnz:
            matrices[name] = left
    return replace(graph, matrices=matrices)


def _enough_customers(graph: Graph) -> NDArray[np.intp]:
    customers = _having(graph.accounts, "customer")
    if len(customers) < FEWEST:
        known = f"there are only {len(customers)}" if len(customers) else "no customer is known yet"
        raise RankingError(
            f"A back-test hides some customers and learns from the others, and {known}; name at "
            f"least {FEWEST} with 'graph-icp customers add', better 20."
        )
    if not len(_having(graph.accounts, *RANKED)):
        raise RankingError(
            "There is no prospect or open deal to compare hidden customers with; load companies "
            "that are not customers."
        )
    return customers


def _having(accounts: pd.DataFrame, *statuses: str) -> NDArray[np.intp]:
    return np.flatnonzero(accounts["status"].isin(statuses).to_numpy(dtype=bool))


def _hiding(graph: Graph, hidden: NDArray[np.intp]) -> Graph:
    accounts = graph.accounts
    marked = np.zeros(len(accounts), dtype=bool)
    marked[hidden] = True
    status = accounts["status"].mask(marked, "prospect")
    return replace(
        graph, accounts=accounts.assign(status=status, value=accounts["value"].mask(marked))
    )


def _of_accounts(graph: Graph, places: NDArray[np.intp]) -> Graph:
    accounts = graph.accounts.iloc[places].reset_index(drop=True)
    matrices = {
        name: replace(matrix, values=csr_array(matrix.values[places]))
        for name, matrix in graph.matrices.items()
    }
    return replace(graph, accounts=accounts, matrices=matrices)


def _lacking_links(matrix: Matrix, accounts: pd.Series, links: pd.DataFrame) -> Matrix:
    width = len(matrix.traits)
    rows = pd.Index(accounts).get_indexer(links["account"]).astype(np.int64)
    gone = rows * width + pd.Index(matrix.traits["id"]).get_indexer(links["trait"])
    cells = coo_array(matrix.values)
    kept = ~np.isin(cells.row.astype(np.int64) * width + cells.col, gone)
    places = (cells.row[kept], cells.col[kept])
    values = csr_array(coo_array((cells.data[kept], places), shape=cells.shape))
    values.sort_indices()
    nobody = np.bincount(values.indices, minlength=width) == 0
    return replace(matrix, values=values).lacking(nobody)
