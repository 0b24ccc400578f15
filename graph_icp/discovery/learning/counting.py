"""Traits that count: what one account alone has tells nothing of its likeness to others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import weighted
from graph_icp.discovery.selectors import columns_named
from graph_icp.graph.blocks import Mapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.blocks import Links

    Counting = Mapping[str, NDArray[np.bool_]]
    Hypothesis = Mapping[str, Sequence[str]]


def counting_traits(links: Mapping[str, Links], hypothesis: Hypothesis) -> Counting:
    """Return which traits count.

    Parameters
    ----------
    links : mapping of str to Links
        By relation.
    hypothesis : mapping of str to sequence of str
        By relation the names of the traits that the user expects of best customers.

    Returns
    -------
    dict of str to array of bool
        By relation, for each trait: whether several accounts have it, or it is expected.
    """
    return {name: _counting(each, hypothesis.get(name, ())) for name, each in links.items()}


def counted(links: Mapping[str, Links], counting: Counting) -> dict[str, Links]:
    """Return links with the value 0 where their trait does not count.

    The links stay, as an account that has such traits alone is known to lack the others.
    """
    return {name: _counted(each, counting[name]) for name, each in links.items()}


def _counting(links: Links, expected: Sequence[str]) -> NDArray[np.bool_]:
    counting: NDArray[np.bool_] = links.blocks.having > 1
    for name in expected:
        counting |= columns_named(links.traits, name)
    return counting


def _counted(links: Links, counting: NDArray[np.bool_]) -> Links:
    if counting.all():
        return links
    by = partial(weighted, scale=counting.astype(np.float64))
    return replace(links, blocks=Mapped(links.blocks, by))
