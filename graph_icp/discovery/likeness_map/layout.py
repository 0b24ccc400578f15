"""Layout of a map: points for accounts, so that those stand together that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import triu
from scipy.spatial import cKDTree

from graph_icp.discovery.likeness_map.neighbours import neighbours
from graph_icp.discovery.likeness_map.repulsion import repulsion

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.progress import Progress

    Places = NDArray[np.intp]

# Steps in which neighbours are drawn together more strongly, so that groups form, and all steps.
_GATHERING, _STEPS = 100, 350
_STRONGER = 12
# How far an account goes in one step at most, so that few accounts do not fly apart.
_FARTHEST = 5
_TOLD = 25
# How near two points may stand, as a part of the distance of points that were spread evenly, and
# how often those are pushed apart that stand nearer.
_APART, _PUSHES = 0.45, 200
# An angle that turned by itself again and again never comes back to where it was.
_TURN = 2.399963
_FIRST_AXES, _FIRST_STEPS = 4, 10


def layout(rows: csr_array, progress: Progress | None = None) -> Dense:
    """Return where accounts stand on a map.

    The same accounts stand at the same places each time.

    Parameters
    ----------
    rows : csr_array
        As of `weighed_traits`; each of them shares something with another.
    progress : Progress, optional

    Returns
    -------
    array of float
        Accounts x 2, around 0, the farthest coordinate at 1 or -1.

    References
    ----------
    van der Maaten, L., Hinton, G. (2008). Visualizing data using t-SNE. Journal of Machine Learning
    Research 9.
    Kobak, D., Berens, P. (2019). The art of using t-SNE for single-cell transcriptomics. Nature
    Communications 10. Of it are the beginning and the length of steps.
    """
    accounts = rows.shape[0]
    if accounts < 2:
        return np.zeros((accounts, 2))
    held = triu(neighbours(rows), format="coo")
    one, other = held.coords
    points = _first(rows).T
    moving, gains = np.zeros_like(points), np.ones_like(points)
    for step in range(_STEPS):
        if progress and step % _TOLD == 0:
            progress("drawing the map", step / _STEPS)
        gathering = step < _GATHERING
        stronger = _STRONGER if gathering else 1
        pulls = _pulls(points, one, other, held.data * stronger)
        pushes, nearness = repulsion(points)
        slope = pulls - pushes / max(nearness, 1e-12)
        turned = (slope > 0) == (moving > 0)
        gains = np.maximum(np.where(turned, gains * 0.8, gains + 0.2), 0.01)
        moving = (0.5 if gathering else 0.8) * moving - accounts / stronger * gains * slope
        moving = np.clip(moving, -_FARTHEST, _FARTHEST)
        points = points + moving
        points -= points.mean(axis=1, keepdims=True)
    return _apart(points).T


def _pulls(points: Dense, one: Places, other: Places, strength: Vector) -> Dense:
    """Return how neighbours pull each point, given each pair once."""
    away = points[:, one] - points[:, other]
    pull = strength / (1 + away[0] ** 2 + away[1] ** 2)
    several = points.shape[1]
    return np.stack(
        [
            np.bincount(one, part, several) - np.bincount(other, part, several)
            for part in pull * away
        ]
    )


def _first(rows: csr_array) -> Dense:
    """Return where accounts stand first: along the two axes in which they differ most."""
    accounts, traits = rows.shape
    mean = np.asarray(rows.sum(axis=0)).ravel() / accounts
    axes = np.random.default_rng(0).normal(size=(traits, _FIRST_AXES))
    for _ in range(_FIRST_STEPS):
        found, _ = np.linalg.qr(rows @ axes - mean @ axes)
        axes = rows.T @ found - np.outer(mean, found.sum(axis=0))
    turned, sizes, _ = np.linalg.svd(rows @ axes - mean @ axes, full_matrices=False)
    points = np.zeros((accounts, 2))
    kept = min(2, turned.shape[1])
    points[:, :kept] = (turned * sizes)[:, :kept]
    # Of an axis and its opposite always the same one; what differs by rounding alone is the same.
    farthest = points[abs(points).argmax(axis=0), [0, 1]]
    points *= np.where(farthest < 0, -1, 1)
    points = np.round(points / max(points[:, 0].std(), 1e-9), 6)
    # Those that are quite alike do not begin at one point.
    beside = np.arange(accounts) * _TURN
    first: Dense = 1e-2 * points + 1e-5 * np.stack([np.cos(beside), np.sin(beside)], axis=1)
    return first


def _apart(points: Dense) -> Dense:
    """Return points (2 x points) around 0 and within 1, none of them upon another."""
    points = points - (points.max(axis=1) + points.min(axis=1))[:, None] / 2
    points /= max(abs(points).max(), 1e-9)
    several = points.shape[1]
    sides = points.max(axis=1) - points.min(axis=1)
    near = _APART * np.sqrt(max(sides.prod(), 0.1) / several)
    for _ in range(_PUSHES):
        one, other = cKDTree(points.T).query_pairs(near, output_type="ndarray").T
        if not len(one):
            break
        away = points[:, one] - points[:, other]
        far = np.hypot(*away)
        upon = far < 1e-12
        away[:, upon] = np.stack([np.cos(one[upon] * _TURN), np.sin(one[upon] * _TURN)])
        push = away / np.where(upon, 1, far) * (near - far) / 4
        for axis, part in enumerate(push):
            points[axis] += np.bincount(one, part, several) - np.bincount(other, part, several)
    kept: Dense = points / max(abs(points).max(), 1e-9)
    return kept
