"""Layout of a map: alike accounts stand together, none upon another, the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_scaling import normalised
from graph_icp.discovery.likeness_map.layout import layout
from graph_icp.discovery.likeness_map.neighbours import neighbours, sharing
from graph_icp.discovery.likeness_map.place_names import place_names
from graph_icp.discovery.likeness_map.repulsion import repulsion

GROUPS, MEMBERS, TRAITS = 5, 40, 60


@pytest.fixture(scope="module")
def rows() -> csr_array:
    """Accounts of groups that have most of some traits, and a few of all others."""
    lots = np.random.default_rng(7)
    likely = np.full((GROUPS, TRAITS), 0.03)
    for group in range(GROUPS):
        likely[group, group * 10 : group * 10 + 10] = 0.6
    having = lots.random((GROUPS * MEMBERS, TRAITS)) < likely[np.arange(200) // MEMBERS]
    return normalised(csr_array(having.astype(float)), np.ones(TRAITS))


@pytest.fixture(scope="module")
def points(rows: csr_array) -> np.ndarray:
    return layout(rows)


def test_those_that_stand_near_are_alike_and_groups_are_apart(
    rows: csr_array, points: np.ndarray
) -> None:
    alike = (rows @ rows.T).toarray()
    nearest = nearest_to(points, 5)
    assert np.take_along_axis(alike, nearest, axis=1).mean() > 3 * alike.mean()
    group = np.arange(len(points)) // MEMBERS
    assert (group[nearest] == group[:, None]).mean() > 0.95


def test_the_same_accounts_stand_at_the_same_places(rows: csr_array, points: np.ndarray) -> None:
    assert (layout(rows) == points).all()


def test_points_fill_the_map_and_none_lies_upon_another(points: np.ndarray) -> None:
    assert abs(points).max() == pytest.approx(1)
    far = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2)) + 9 * np.eye(len(points))
    assert far.min() > 0.02


@pytest.mark.parametrize("several", [0, 1, 2, 3, 40])
def test_accounts_that_are_quite_alike_have_places_of_their_own(several: int) -> None:
    found = layout(csr_array(np.ones((several, 1))))
    assert found.shape == (several, 2)
    assert np.isfinite(found).all()
    assert len(np.unique(found.round(6), axis=0)) == several


def test_each_account_is_held_by_its_own_group(rows: csr_array) -> None:
    held = neighbours(rows)
    assert held.sum() == pytest.approx(1)
    assert abs(held - held.T).max() < 1e-12
    group = np.arange(rows.shape[0]) // MEMBERS
    inside = held.tocoo()
    one, other = inside.coords
    assert inside.data[group[one] == group[other]].sum() > 0.9


def test_who_shares_nothing_is_told_apart() -> None:
    having = csr_array([[1.0, 0, 0], [0.5, 0.5, 0], [0, 0, 1.0], [0, 0, 0]])
    assert sharing(having).tolist() == [True, True, False, False]


def test_names_stand_where_those_are_that_have_them(rows: csr_array, points: np.ndarray) -> None:
    named = place_names(rows, [f"trait {each}" for each in range(TRAITS)], points)
    groups = [int(name.split()[1]) // 10 for name in named["name"]]
    assert {*groups} == {*range(GROUPS)}
    for group, x, y in zip(groups, named["x"], named["y"], strict=True):
        nearest = np.hypot(points[:, 0] - x, points[:, 1] - y).argsort()[:5]
        assert (nearest // MEMBERS == group).all()
    assert named["accounts"].between(15, 40).all()
    assert place_names(rows[:5], ["any"] * TRAITS, points[:5]).empty


def test_the_mesh_pushes_as_all_pairs_do() -> None:
    points = np.random.default_rng(3).normal(0, 12, (2, 300))
    away = points[:, :, None] - points[:, None, :]
    near = 1 / (1 + (away**2).sum(axis=0))
    pushes, nearness = repulsion(points)
    exact = (near**2 * away).sum(axis=2)
    assert nearness == pytest.approx(near.sum() - 300, rel=0.05)
    assert np.corrcoef(pushes.ravel(), exact.ravel())[0, 1] > 0.95


def nearest_to(points: np.ndarray, count: int) -> np.ndarray:
    far = ((points[:, None] - points) ** 2).sum(axis=2)
    np.fill_diagonal(far, np.inf)
    return np.argsort(far, axis=1)[:, :count]
