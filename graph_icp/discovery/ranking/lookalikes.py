"""Lookalikes of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.ranking.similarity import closest, rarest
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph


def lookalikes(graph: Graph, account: int, limit: int | None = None) -> pd.DataFrame:
    """Return the accounts most like one, by the cosine of their weighted traits.

    Parameters
    ----------
    graph : Graph
    account : int
        Its id.
    limit : int, optional
        Their number; without it all that share any trait.

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
        name = graph.accounts["name"].iloc[place]
        raise RankingError(f"Too little is known of {name} to find others like it.")
    idf = {name: inverse_frequency(X) for name, X in links.items()}
    count = len(graph.accounts) if limit is None else limit
    places, alike = closest(mine, links, idf, count, np.array([place]))
    order = places[0][places[0] >= 0]
    accounts = graph.accounts.iloc[order]
    columns = ("domain", "status", "country", "industry", "size", "key")
    about = {column: accounts[column].to_numpy() for column in columns}
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": about.pop("domain"),
            "likeness": alike[0, : len(order)],
            **{column: about[column] for column in ("status", "country", "industry", "size")},
            "shares": [_shared(graph, idf, place, int(other)) for other in order],
            "key": about["key"],
        }
    )


def _shared(graph: Graph, idf: dict[str, Vector], one: int, other: int) -> list[str]:
    """Return the names of the rarest traits that two accounts share, the rarest first."""
    shared: list[tuple[float, str]] = []
    for relation, matrix in graph.matrices.items():
        X, names = matrix.values, matrix.traits["name"]
        ones, others = (X.indices[X.indptr[row] : X.indptr[row + 1]] for row in (one, other))
        both = np.intersect1d(ones, others)
        shared += [(float(idf[relation][trait]), str(names.iloc[trait])) for trait in both]
    return rarest(shared)
