"""The customers most like each account, against comparing every pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph_icp.discovery.ranking import similarity
from graph_icp.discovery.ranking.similarity import MEASURES, closest_customers
from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

ALIKE: dict[str, Callable[[np.ndarray, np.ndarray], float]] = {
    "jaccard": lambda a, b: ((a > 0) & (b > 0)).sum() / ((a > 0) | (b > 0)).sum(),
    "overlap": lambda a, b: ((a > 0) & (b > 0)).sum() / min((a > 0).sum(), (b > 0).sum()),
    "cosine": lambda a, b: float(a @ b) / np.sqrt(float(a @ a) * float(b @ b)),
}


def pairs(X: np.ndarray, customers: np.ndarray, measure: str) -> np.ndarray:
    """Return accounts x customers."""
    found = np.zeros((len(X), len(customers)))
    for account, a in enumerate(X):
        for place, customer in enumerate(customers):
            if account != customer and a.any() and X[customer].any():
                found[account, place] = ALIKE[measure](a, X[customer])
    return found


def market(seed: int, *, valued: bool) -> csr_array:
    random = np.random.default_rng(seed)
    X = (random.uniform(size=(70, 15)) < 0.2) * 1.0
    X[::9] = 0
    return csr_array(X * random.choice([0.25, 1, 3], X.shape) if valued else X)


@pytest.mark.parametrize("dense", [0, 100_000])
@pytest.mark.parametrize("together", [1, 100, 500_000])
@pytest.mark.parametrize("count", [1, 4, 12, 30])
@pytest.mark.parametrize("valued", [False, True])
@pytest.mark.parametrize("measure", MEASURES)
def test_it_is_the_best_of_all_pairs(
    measure: str,
    valued: bool,
    count: int,
    together: int,
    dense: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similarity, "_TOGETHER", together)
    monkeypatch.setattr(similarity, "_MOST_DENSE", dense)
    X = market(1, valued=valued)
    customers = np.array([40, 3, 9, 11, 69, 0, 27, 28, 14, 33, 5, 50])
    rows, alike = closest_customers(X, customers, measure, count)
    assert rows.shape == alike.shape == (70, count)
    every = pairs(X.toarray(), customers, measure)
    best = np.sort(every, axis=1)[:, ::-1][:, :count]
    np.testing.assert_allclose(alike[:, : best.shape[1]], best, rtol=1e-12)
    assert ((rows == -1) == (alike == 0)).all()
    place = {customer: place for place, customer in enumerate(customers.tolist())}
    for account, customer in zip(*np.nonzero(rows >= 0), strict=True):
        row = int(rows[account, customer])
        assert row != account
        expected = every[account, place[row]]
        assert alike[account, customer] == pytest.approx(expected, rel=1e-12)
        assert (rows[account] == row).sum() == 1


@pytest.mark.parametrize("measure", MEASURES)
def test_of_equals_the_first_stands_first(measure: str) -> None:
    X = csr_array(np.ones((6, 2)) * np.array([[1.0], [3], [0.1], [7], [1], [1]]))
    rows, _ = closest_customers(X, np.array([5, 1, 2, 0]), measure, 3)
    assert rows.tolist() == [[5, 1, 2], [5, 2, 0], [5, 1, 0], [5, 1, 2], [5, 1, 2], [1, 2, 0]]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("shape", "customers", "count"),
    [((0, 0), [], 3), ((0, 4), [], 3), ((4, 0), [1], 3), ((4, 2), [], 3), ((4, 2), [0, 1], 0)],
)
def test_where_there_is_nothing_nothing_is_found(
    measure: str, shape: tuple[int, int], customers: list[int], count: int
) -> None:
    chosen = np.array(customers, dtype=np.int64)
    rows, alike = closest_customers(csr_array(np.zeros(shape)), chosen, measure, count)
    assert rows.shape == alike.shape == (shape[0], count)
    assert (rows == -1).all()
    assert not alike.any()


@pytest.mark.parametrize("measure", MEASURES)
def test_any_number_of_traits_can_be_shared(measure: str) -> None:
    X = csr_array(np.ones((3, 70_000)))
    rows, alike = closest_customers(X, np.array([1]), measure, 1)
    assert rows.tolist() == [[1], [-1], [1]]
    np.testing.assert_allclose(alike, [[1], [0], [1]])


def test_an_unknown_measure_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no measure 'jacard'\. Did you mean jaccard"):
        closest_customers(csr_array((2, 2)), np.array([0]), "jacard", 1)
