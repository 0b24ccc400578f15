"""Likeness between accounts: cosine of their weighted traits, the mean over relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.features import weighted
from graph_icp.discovery.fit import known_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.features import Vector

# Shared traits that a list names.
SHARED_NAMED = 5


def likeness(
    ones: Mapping[str, csr_array], others: Mapping[str, csr_array], idf: Mapping[str, Vector]
) -> NDArray[np.float64]:
    """Return how like accounts are to others, 0 to 1.

    Parameters
    ----------
    ones, others : mapping of str to csr_array
        By relation: accounts x traits.
    idf : mapping of str to array
        By relation: the inverse frequency of each trait.

    Returns
    -------
    array of float
        ones x others: the cosine of their weighted traits, mean over the relations in which
        the one is known; an unknown other counts 0 there.
    """
    rows = next(iter(ones.values())).shape[0]
    columns = next(iter(others.values())).shape[0]
    total = np.zeros((rows, columns))
    known = np.zeros((rows, 1))
    for relation, scale in idf.items():
        mine = weighted(ones[relation], scale, unit=True)
        theirs = weighted(others[relation], scale, unit=True)
        total += (mine @ theirs.T).toarray()
        known += known_in(ones[relation])[:, None]
    return total / np.maximum(known, 1)


def rarest(shared: list[tuple[float, str]]) -> list[str]:
    """Return the names of the rarest of some traits, each given with its inverse frequency."""
    ordered = sorted((-rarity, name) for rarity, name in shared)
    return [name for _, name in ordered[:SHARED_NAMED]]
