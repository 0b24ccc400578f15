"""The accounts most like each account, against comparing every pair."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph_icp.discovery.ranking import similarity
from graph_icp.discovery.ranking.similarity import closest, likeness, likeness_to

# Each account's place among these customers, -1 where it is none.
CUSTOMERS = np.array([40, 3, 9, 11, 69, 0, 27, 28, 14, 33, 5, 50])
ITSELF = np.array([[*CUSTOMERS].index(row) if row in CUSTOMERS else -1 for row in range(70)])


def cosine(a: np.ndarray, b: np.ndarray, idf: np.ndarray) -> float:
    a, b = a * idf, b * idf
    return float(a @ b) / np.sqrt(float(a @ a) * float(b @ b)) if a.any() and b.any() else 0.0


def pairs(market: dict[str, np.ndarray], idf: dict[str, np.ndarray]) -> np.ndarray:
    """Return accounts x customers, the mean over the relations in which the account is known."""
    found = np.zeros((70, len(CUSTOMERS)))
    for account in range(70):
        known = [name for name, X in market.items() if X[account].any()]
        for place, customer in enumerate(CUSTOMERS):
            if account != customer and known:
                of_each = [cosine(market[n][account], market[n][customer], idf[n]) for n in known]
                found[account, place] = np.mean(of_each)
    return found


def relation(seed: int, *, traits: int, valued: bool) -> np.ndarray:
    random = np.random.default_rng(seed)
    X = (random.uniform(size=(70, traits)) < 0.2) * 1.0
    X[::9] = 0
    return X * random.choice([0.25, 1, 3], X.shape) if valued else X


@pytest.mark.parametrize("together", [1, 100, 500_000])
@pytest.mark.parametrize("count", [1, 4, 12, 30])
@pytest.mark.parametrize("valued", [False, True])
# More traits than accounts, and fewer, are compared in two ways.
@pytest.mark.parametrize("traits", [15, 90])
@pytest.mark.parametrize("relations", [1, 3])
def test_it_is_the_best_of_all_pairs(
    relations: int,
    traits: int,
    valued: bool,
    count: int,
    together: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similarity, "_TOGETHER", together)
    random = np.random.default_rng(9)
    market = {
        str(seed): relation(seed, traits=traits, valued=valued) for seed in range(1, relations + 1)
    }
    idf = {name: random.uniform(0.5, 4, traits) for name in market}
    links = {name: csr_array(X) for name, X in market.items()}
    customers = {name: X[CUSTOMERS] for name, X in links.items()}
    places, alike = closest(links, customers, idf, count, ITSELF)
    assert places.shape == alike.shape == (70, count)
    every = pairs(market, idf)
    best = np.sort(every, axis=1)[:, ::-1][:, :count]
    np.testing.assert_allclose(alike[:, : best.shape[1]], best, rtol=1e-12)
    assert ((places == -1) == (alike == 0)).all()
    for account, number in zip(*np.nonzero(places >= 0), strict=True):
        place = int(places[account, number])
        assert CUSTOMERS[place] != account
        assert alike[account, number] == pytest.approx(every[account, place], rel=1e-12)
        assert (places[account] == place).sum() == 1
    whole = likeness(links, customers, idf)
    whole[CUSTOMERS, np.arange(len(CUSTOMERS))] = 0
    np.testing.assert_allclose(whole, every, rtol=1e-12)


def test_of_equals_the_first_stands_first() -> None:
    X = csr_array(np.ones((6, 2)) * np.array([[1.0], [4], [0.25], [8], [1], [1]]))
    itself = np.array([3, 1, 2, -1, -1, 0])
    links, customers = {"uses": X}, {"uses": X[[5, 1, 2, 0]]}
    places, _ = closest(links, customers, {"uses": np.ones(2)}, 3, itself)
    assert places.tolist() == [[0, 1, 2], [0, 2, 3], [0, 1, 3], [0, 1, 2], [0, 1, 2], [1, 2, 3]]


@pytest.mark.parametrize("traits", [3, 40])
@pytest.mark.parametrize("others", [79, 80, 333])
def test_of_many_they_are_the_first_of_all_in_order(others: int, traits: int) -> None:
    """Of few traits many accounts have the same ones, so most likenesses are equal to others."""
    random = np.random.default_rng(others)
    ones, theirs = (
        csr_array((random.uniform(size=(rows, traits)) < 0.1) * 1.0) for rows in (60, others)
    )
    itself, idf = np.full(60, -1), {"": random.uniform(0.5, 4, traits)}
    places, alike = closest({"": ones}, {"": theirs}, idf, 10, itself)
    every = likeness({"": ones}, {"": theirs}, idf)
    order = np.argsort(-every, axis=1, kind="stable")[:, :10]
    best = np.take_along_axis(every, order, axis=1)
    np.testing.assert_array_equal(alike, best)
    np.testing.assert_array_equal(places, np.where(best > 0, order, -1))


@pytest.mark.parametrize(
    ("shape", "customers", "count"),
    [((0, 0), [], 3), ((0, 4), [], 3), ((4, 0), [1], 3), ((4, 2), [], 3), ((4, 2), [0, 1], 0)],
)
def test_where_there_is_nothing_nothing_is_found(
    shape: tuple[int, int], customers: list[int], count: int
) -> None:
    X = csr_array(np.zeros(shape))
    theirs = X[np.array(customers, dtype=np.int64)]
    itself = np.full(shape[0], -1)
    places, alike = closest({"": X}, {"": theirs}, {"": np.ones(shape[1])}, count, itself)
    assert places.shape == alike.shape == (shape[0], count)
    assert (places == -1).all()
    assert not alike.any()


def test_any_number_of_traits_can_be_shared() -> None:
    X = csr_array(np.ones((3, 70_000)))
    itself = np.array([-1, 0, -1])
    places, alike = closest({"": X}, {"": X[[1]]}, {"": np.ones(70_000)}, 1, itself)
    assert places.tolist() == [[0], [-1], [0]]
    np.testing.assert_allclose(alike, [[1], [0], [1]])


@pytest.mark.parametrize("relations", [1, 3])
def test_one_account_is_as_like_others_as_all_are_at_once(relations: int) -> None:
    random = np.random.default_rng(4)
    market = {
        str(seed): csr_array(relation(seed, traits=1 if seed == 3 else 20, valued=True))
        for seed in range(1, relations + 1)
    }
    idf = {name: random.uniform(0, 4, X.shape[1]) for name, X in market.items()}
    expected = likeness(market, market, idf)
    for row in range(70):
        one = {name: X[[row]] for name, X in market.items()}
        np.testing.assert_array_equal(likeness_to(one, market, idf), expected[row])
