"""Repulsion between all points of a map, worked out on a mesh."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense

# The width of a cell, in the unit in which forces fall off; and to how many cells sides are
# rounded up, so that the forces of a mesh are worked out once for many steps.
_CELL, _SIDE = 0.7, 16
_CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
# How near corners of a cell are to each other.
_NEAR_CORNERS = 1 / (1 + _CELL**2 * abs(_CORNERS[:, None] - _CORNERS).sum(axis=2))


def repulsion(points: Dense) -> tuple[Dense, float]:
    """Return how all others push each point, and the sum of the nearness of all pairs.

    Pairs at a distance d are near by 1 / (1 + d^2), and push each other by the square of that times
    their distance.

    Parameters
    ----------
    points : array of float
        2 x points.

    Returns
    -------
    pushes : array of float
        2 x points.
    nearness : float
        Over all ordered pairs.

    References
    ----------
    Linderman, G. C., et al. (2019). Fast interpolation-based t-SNE for improved visualization of
    single-cell RNA-seq data. Nature Methods 16. Here each point is spread over the four corners of
    its cell.
    """
    at = (points - points.min(axis=1, keepdims=True)) / _CELL
    cells = at.astype(np.intp)
    within = at - cells
    height, width = (int(-(-(side + 2) // _SIDE) * _SIDE) for side in cells.max(axis=1))
    corners = np.stack([(cells[0] + down) * width + cells[1] + right for down, right in _CORNERS])
    parts = np.stack(
        [abs(1 - down - within[0]) * abs(1 - right - within[1]) for down, right in _CORNERS]
    )
    mass = np.bincount(corners.ravel(), parts.ravel(), height * width).reshape(height, width)
    shape = next_fast_len(2 * height, real=True), next_fast_len(2 * width, real=True)
    fields = irfft2(rfft2(mass, shape) * _forces(*shape), shape)[:, :height, :width]
    told = (fields.reshape(3, -1)[:, corners] * parts).sum(axis=1)
    with_itself = (parts * (_NEAR_CORNERS @ parts)).sum()
    return told[1:], float(told[0].sum() - with_itself)


@lru_cache(maxsize=4)
def _forces(height: int, width: int) -> NDArray[np.complex128]:
    """Return the transforms of nearness and of both parts of the push around the corner 0, 0."""
    down, right = (
        _CELL * np.where(steps <= side // 2, steps, steps - side)
        for side in (height, width)
        for steps in [np.arange(side)]
    )
    near = 1 / (1 + down[:, None] ** 2 + right**2)
    forces: NDArray[np.complex128] = rfft2(
        np.stack([near, near**2 * down[:, None], near**2 * right])
    )
    return forces
