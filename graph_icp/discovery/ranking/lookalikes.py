"""Lookalikes of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.ranking.similarity import likeness_to, rarest
from graph_icp.errors import RankingError
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph


def lookalikes(
    graph: Graph,
    account: int,
    about: Callable[[NDArray[np.int64]], pd.DataFrame],
    limit: int | None = None,
    *,
    people: bool = True,
) -> pd.DataFrame:
    """Return the accounts most like one, by the cosine of their weighted traits.

    Parameters
    ----------
    graph : Graph
        Of its accounts the ids alone are read.
    account : int
        Its id.
    about : callable
        Gives accounts by their ids, sorted by key: id, key, name, domain, status, country,
        industry, size.
    limit : int, optional
        Their number; without it all that share any trait.
    people : bool
        Whether `shares` may name people; they count for likeness all the same.

    Returns
    -------
    DataFrame
        account (name), domain, likeness (0 to 1), status, country, industry, size, shares
        (list of the names of the rarest traits that both have), key.

    Raises
    ------
    RankingError
        If nothing is known of the account.
    """
    place = int(np.flatnonzero(graph.accounts["id"].to_numpy() == account)[0])
    links = {name: matrix.values for name, matrix in graph.matrices.items()}
    mine = {name: X[[place]] for name, X in links.items()}
    if not any(X.nnz for X in mine.values()):
        name = about(np.array([account]))["name"].iloc[0]
        raise RankingError(f"Too little is known of {name} to find others like it.")
    idf = {name: inverse_frequency(X) for name, X in links.items()}
    alike = likeness_to(mine, links, idf)
    alike[place] = 0
    least = 0.0 if limit is None or limit > len(alike) else _greatest(alike, limit)
    near = np.flatnonzero((alike >= least) & (alike > 0))
    ids = graph.accounts["id"].to_numpy(np.int64)
    accounts = about(ids[near])
    order = near[pd.Index(ids[near]).get_indexer(accounts["id"])]
    best = np.argsort(-alike[order], kind="stable")[:limit]
    order, accounts = order[best], accounts.iloc[best]
    columns = ("domain", "status", "country", "industry", "size", "key")
    cells = {column: accounts[column].to_numpy() for column in columns}
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": cells.pop("domain"),
            "likeness": alike[order],
            **{column: cells[column] for column in ("status", "country", "industry", "size")},
            "shares": [_shared(graph, idf, place, int(other), people) for other in order],
            "key": cells["key"],
        }
    )


def _greatest(values: Vector, count: int) -> float:
    """Return the least of so many greatest values; infinity for none."""
    return float(np.partition(values, -count)[-count]) if count else np.inf


def _shared(graph: Graph, idf: dict[str, Vector], one: int, other: int, people: bool) -> list[str]:
    """Return the names of the rarest traits that two accounts share, the rarest first."""
    shared: list[tuple[float, str]] = []
    for relation, matrix in graph.matrices.items():
        if not people and relation_named(relation).of_people():
            continue
        X, names = matrix.values, matrix.traits["name"]
        ones, others = (X.indices[X.indptr[row] : X.indptr[row + 1]] for row in (one, other))
        both = np.intersect1d(ones, others)
        shared += [(float(idf[relation][trait]), str(names.iloc[trait])) for trait in both]
    return rarest(shared)
