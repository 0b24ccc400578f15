"""Columns of files that set customers apart, proposed as relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_icp.discovery.customers.lift import group, lift
from graph_icp.graph.model import RANKED
from graph_icp.market.traits.column_values import values_of
from graph_icp.market.traits.columns import extra_columns, matrix_of

if TYPE_CHECKING:
    from graph_icp.graph.matrix import Graph, Matrix
    from graph_icp.graph.store import Store

# The least number of customers that must have a trait.
LEAST = 5


class Telling(NamedTuple):
    """A column with the trait that sets customers apart most.

    Attributes
    ----------
    column, trait : str
    having, known : int
        How many customers have it, and of how many the column is known.
    lift, low : float
        The ratio of the customers' share to the market's, and its cautious end.
    """

    column: str
    trait: str
    having: int
    known: int
    lift: float
    low: float

    def __str__(self) -> str:
        said = f"{self.trait}: {self.having} of {self.known} customers"
        return f"{said}, {self.lift:.1f} times the market's share, at least {self.low:.1f} times"


def telling_columns(store: Store, graph: Graph) -> list[Telling]:
    """Return the columns that no loader knows and that set customers apart, the surest first."""
    told = extra_columns(store, graph.accounts["id"].to_numpy(np.int64))
    found = []
    for name, values in told.groupby("property"):
        column = str(name).replace("_", " ").strip().capitalize()
        try:
            traits = values_of(column, values[["account", "value"]])
        except ValueError:
            continue
        matrix = matrix_of(column, traits, graph.accounts["id"].to_numpy(np.int64))
        telling = _telling(graph, matrix)
        found += [telling] if telling else []
    return sorted(found, key=lambda each: (-each.low, each.column))


def _telling(graph: Graph, matrix: Matrix) -> Telling | None:
    """Return what of a column sets customers apart most; None where nothing does surely."""
    status = graph.accounts["status"]
    customers = group(matrix.values, (status == "customer").to_numpy().astype(np.float64))
    market = group(matrix.values, status.isin(RANKED).to_numpy().astype(np.float64))
    ratio, low, _ = lift(customers, market)
    sure = np.flatnonzero((low > 1) & (customers.counts >= LEAST) & ~np.isnan(ratio))
    if not len(sure):
        return None
    best = int(sure[np.argmax(low[sure])])
    return Telling(
        matrix.relation,
        str(matrix.traits["name"].iloc[best]),
        int(customers.counts[best]),
        customers.known,
        float(ratio[best]),
        float(low[best]),
    )
