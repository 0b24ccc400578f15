"""Neighbours of accounts: who is like whom, by the traits that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array, hstack

from graph_icp.discovery.learning.link_scaling import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Dense, Vector

# About how many neighbours hold an account in its place, and how many are looked at for that.
PERPLEXITY = 25
NEAREST = 3 * PERPLEXITY
# Neighbours that are equally like are chosen by lot; the lot is the same each time.
_LOT = 1e-7
_TOGETHER = 500
_HALVINGS = 30


def weighed_traits(fit: Fit, links: Mapping[str, csr_array]) -> csr_array:
    """Return what accounts have as one row each, of length 1, or 0 where nothing is known.

    Parameters
    ----------
    fit : Fit
        Whose relations count by their shares, and traits by their inverse frequency.
    links : mapping of str to csr_array
        By relation of the fit: accounts x traits.

    Returns
    -------
    csr_array
        Accounts x traits of all relations. The product of two rows is how alike two accounts are,
        0 to 1.
    """
    blocks = [
        normalised(links[each.relation], each.idf) * np.sqrt(each.share) for each in fit.relations
    ]
    rows = csr_array(hstack(blocks, format="csr"))
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return csr_array(diags_array(1 / lengths) @ rows)


def sharing(rows: csr_array) -> NDArray[np.bool_]:
    """Return which accounts share a trait that counts with another of them."""
    counting = rows.data > 0
    having = np.bincount(rows.indices[counting], minlength=rows.shape[1])
    shared = counting & (having[rows.indices] > 1)
    account = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    together: NDArray[np.bool_] = np.bincount(account[shared], minlength=rows.shape[0]) > 0
    return together


def neighbours(rows: csr_array) -> csr_array:
    """Return how strongly each account is held near which others, the same both ways.

    Each account's weights fall off with unlikeness (1 minus likeness) so fast that they are spread
    over about `PERPLEXITY` neighbours; of an account that has less than three times as many, over
    a third of those that it has.

    Parameters
    ----------
    rows : csr_array
        As of `weighed_traits`.

    Returns
    -------
    csr_array
        Accounts x accounts; all of them add up to 1. Rows of accounts that share nothing with
        another are empty.

    References
    ----------
    van der Maaten, L., Hinton, G. (2008). Visualizing data using t-SNE. Journal of Machine Learning
    Research 9.
    """
    accounts = rows.shape[0]
    count = min(NEAREST, max(accounts - 1, 1))
    lots = np.random.default_rng(0)
    columns, alike = [], []
    for start in range(0, accounts, _TOGETHER):
        block = (rows[start : start + _TOGETHER] @ rows.T).toarray()
        own = np.arange(len(block))
        block[own, own + start] = 0
        drawn = block + lots.uniform(0, _LOT, block.shape)
        nearest = np.argpartition(drawn, -count, axis=1)[:, -count:]
        columns.append(nearest)
        alike.append(np.take_along_axis(block, nearest, axis=1))
    weights = _spread(np.concatenate(alike))
    row = np.repeat(np.arange(accounts), count)
    there = weights.ravel() > 0
    entries = (weights.ravel()[there], (row[there], np.concatenate(columns).ravel()[there]))
    one_way = coo_array(entries, shape=(accounts, accounts)).tocsr()
    both = csr_array(one_way + one_way.T)
    return csr_array(both / max(both.sum(), 1e-300))


def _spread(alike: Dense) -> Dense:
    """Return the weights of each account's neighbours, 1 in all or 0 where it has none."""
    having = alike > 0
    many = having.sum(axis=1)
    wanted = np.log(np.clip(many / 3, 1, PERPLEXITY))
    unlike = np.where(having, alike.max(axis=1, initial=0, keepdims=True) - alike, 0)
    low, high = np.zeros(len(alike)), np.full(len(alike), np.inf)
    fall = np.full(len(alike), 10.0)
    for _ in range(_HALVINGS):
        too_wide = _entropy(unlike, having, fall) > wanted
        low, high = np.where(too_wide, fall, low), np.where(too_wide, high, fall)
        fall = np.where(np.isinf(high), 2 * fall, (low + high) / 2)
    weights = np.exp(-unlike * fall[:, None]) * having
    spread: Dense = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    return spread


def _entropy(unlike: Dense, having: NDArray[np.bool_], fall: Vector) -> Vector:
    """Return the logarithm of over how many neighbours weights are spread that fall off so fast."""
    weights = np.exp(-unlike * fall[:, None]) * having
    sums = np.maximum(weights.sum(axis=1), 1e-300)
    entropy: Vector = np.log(sums) + fall * (weights * unlike).sum(axis=1) / sums
    return entropy
