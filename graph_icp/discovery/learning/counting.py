"""Traits that count: what one account alone has tells nothing of its likeness to others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import degrees, weighted
from graph_icp.discovery.selectors import columns_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.matrix import Graph, Matrix

    Counting = Mapping[str, NDArray[np.bool_]]
    Hypothesis = Mapping[str, Sequence[str]]


def counting_traits(graph: Graph, hypothesis: Hypothesis) -> Counting:
    """Return which traits count.

    Parameters
    ----------
    graph : Graph
    hypothesis : mapping of str to sequence of str
        By relation the names of the traits that the user expects of best customers.

    Returns
    -------
    dict of str to array of bool
        By relation, for each trait: whether several accounts have it, or it is expected.
    """
    return {
        name: _counting(matrix, hypothesis.get(name, ())) for name, matrix in graph.matrices.items()
    }


def counted(graph: Graph, counting: Counting) -> Graph:
    """Return the graph with the value 0 for links to traits that do not count.

    The links stay, as an account that has such traits alone is known to lack the others.
    """
    matrices = {
        name: replace(matrix, values=weighted(matrix.values, counting[name].astype(np.float64)))
        for name, matrix in graph.matrices.items()
    }
    return replace(graph, matrices=matrices)


def _counting(matrix: Matrix, expected: Sequence[str]) -> NDArray[np.bool_]:
    counting: NDArray[np.bool_] = degrees(matrix.values) > 1
    for name in expected:
        counting |= columns_named(matrix.traits, name)
    return counting
