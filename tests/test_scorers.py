"""Every scorer of scorers/ keeps one contract, and four of them are networkx's own measures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from graph_icp.discovery.learning import regression
from graph_icp.discovery.learning import scorers as folder
from graph_icp.discovery.learning.labels import Taught
from graph_icp.discovery.learning.scorer import Linear, PairsLearned, scorer, scorers
from graph_icp.errors import UnknownNameError
from graph_icp.graph.blocks import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_icp.discovery.learning.scorer import Learned

METHODS = sorted(scorers())
# Those that see customers, and those in which what no customer has counts neither way.
SEEING = sorted({*METHODS} - {"popularity"})
TYING = sorted({*SEEING} - {"naive-bayes", "ridge", "ridge-unit"})
# The planted market: accounts 0-4 are customers, 5-14 have mostly the customers' traits, 15-44
# mostly others, 45 none.
CUSTOMERS, LOOKALIKES, OTHERS, UNKNOWN = range(5), range(5, 15), range(15, 45), 45


def planted(seed: int = 0) -> csr_array:
    random = np.random.default_rng(seed)
    likely = np.full((46, 20), 0.1)
    likely[:15, :8] = 0.7
    likely[15:45, 8:] = 0.4
    X = (random.uniform(size=likely.shape) < likely).astype(float)
    X[:15, 0] = X[15:45, 19] = 1
    X[UNKNOWN] = 0
    return csr_array(X)


def labels(accounts: int, customers: Iterable[int]) -> np.ndarray:
    """All customers in column 0, each one's own fold in one further column."""
    customers = list(customers)
    Y = np.zeros((accounts, len(customers) + 1))
    Y[customers] = 1
    Y[customers, np.arange(1, len(customers) + 1)] = 0
    return Y


def learn(method: str, X: csr_array, Y: np.ndarray) -> Learned:
    return scorer(method).learn(Held(X), Taught.of(Y))


def test_every_file_of_scorers_is_found() -> None:
    files = {each.stem for each in Path(str(folder.__file__)).parent.glob("[!_]*.py")}
    assert {name.replace("-", "_") for name in scorers()} == files
    known = "adamic-adar cosine jaccard naive-bayes overlap pagerank popularity "
    known += "resource-allocation ridge ridge-unit walk"
    assert set(known.split()) <= set(METHODS)


def test_an_unknown_method_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no method 'jacard'\. Did you mean jaccard"):
        scorer("jacard")


class TestEveryScorer:
    @pytest.mark.parametrize("method", METHODS)
    def test_it_says_in_one_line_what_it_does(self, method: str) -> None:
        each = scorer(method)
        assert each.name == method
        assert each.says
        assert "\n" not in each.says

    @pytest.mark.parametrize("method", SEEING)
    @pytest.mark.parametrize("seed", range(5))
    def test_planted_lookalikes_come_first(self, method: str, seed: int) -> None:
        X = planted(seed)
        Y = labels(46, CUSTOMERS)
        scores = learn(method, X, Y).scores(X)
        assert scores.shape == Y.shape
        assert np.isfinite(scores).all()
        pairs = scores[LOOKALIKES, 0][:, None] - scores[OTHERS, 0]
        # A walk comes by more often where there are more traits, lookalike or not.
        assert (pairs > 0).mean() > (0.85 if method in ("pagerank", "walk") else 0.95)

    @pytest.mark.parametrize("method", METHODS)
    def test_parts_add_up_to_scores(self, method: str) -> None:
        X = csr_array(planted() * np.random.default_rng(1).uniform(0.1, 3, 20))
        Y = labels(46, CUSTOMERS) * np.linspace(0.2, 1, 46)[:, None]
        Y[40] = -0.5
        learned = learn(method, X, Y)
        scores = learned.scores(X)
        for column in range(Y.shape[1]):
            parts = learned.parts(X, column)
            assert parts.shape == X.shape
            np.testing.assert_allclose(parts.sum(axis=1), scores[:, column], rtol=0, atol=1e-12)
            assert not parts.toarray()[X.toarray() == 0].any()

    @pytest.mark.parametrize("method", METHODS)
    def test_who_has_nothing_scores_nothing(self, method: str) -> None:
        X = planted()
        scores = learn(method, X, labels(46, CUSTOMERS)).scores(X)
        assert not scores[UNKNOWN].any()

    @pytest.mark.parametrize("method", SEEING)
    def test_a_fold_is_scored_without_its_own_labels(self, method: str) -> None:
        X, Y = planted(), labels(46, CUSTOMERS)
        before = learn(method, X, Y).scores(X)
        Y[0] *= 0.25
        after = learn(method, X, Y).scores(X)
        np.testing.assert_allclose(after[:, 1], before[:, 1], rtol=1e-12)
        assert not np.allclose(after[LOOKALIKES, 0], before[LOOKALIKES, 0])

    @pytest.mark.parametrize("method", METHODS)
    def test_some_rows_are_scored_as_all_are(self, method: str) -> None:
        X = planted()
        learned = learn(method, X, labels(46, CUSTOMERS))
        some = np.array([44, 7, 45, 0])
        np.testing.assert_allclose(learned.scores(X[some]), learned.scores(X)[some], rtol=1e-12)
        parts = learned.parts(X[some], 2).toarray()
        np.testing.assert_allclose(parts, learned.parts(X, 2).toarray()[some], rtol=1e-12)

    @pytest.mark.parametrize("method", METHODS)
    def test_order_of_accounts_and_traits_changes_nothing(self, method: str) -> None:
        X, Y = planted(), labels(46, CUSTOMERS)
        random = np.random.default_rng(2)
        rows, columns = random.permutation(46), random.permutation(20)
        mixed = csr_array(X.toarray()[rows][:, columns])
        scores = learn(method, X, Y).scores(X)
        np.testing.assert_allclose(
            learn(method, mixed, Y[rows]).scores(mixed), scores[rows], rtol=1e-9, atol=1e-12
        )

    @pytest.mark.parametrize("method", TYING)
    def test_what_is_not_connected_to_customers_scores_nothing(self, method: str) -> None:
        X = csr_array(np.kron(np.eye(2), np.ones((4, 3))))
        scores = learn(method, X, labels(8, [0, 1])).scores(X)
        assert (scores[:4, 0] > 0).all()
        assert not scores[4:].any()

    @pytest.mark.parametrize("method", TYING)
    def test_churned_customers_count_against_their_traits_where_traits_have_weights(
        self, method: str
    ) -> None:
        X = csr_array(np.eye(3)[[0, 1, 0, 1, 2]])
        Y = np.array([[1.0], [-0.5], [0], [0], [0]])
        scores = learn(method, X, Y).scores(X)[:, 0]
        assert scores[2] > scores[4] == 0 >= scores[3]
        assert (scores[3] < 0) == isinstance(scorer(method), Linear)

    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (4, 2)])
    def test_an_empty_graph_scores_nothing(self, method: str, shape: tuple[int, int]) -> None:
        X = csr_array(np.zeros(shape))
        Y = labels(shape[0], range(min(shape[0], 2)))
        learned = learn(method, X, Y)
        assert learned.scores(X).shape == Y.shape
        assert not learned.scores(X).any()
        assert learned.parts(X, 0).shape == shape


INDICES: dict[str, Callable[..., Iterator[tuple[str, str, float]]]] = {
    "resource-allocation": nx.resource_allocation_index,
    "adamic-adar": nx.adamic_adar_index,
    "jaccard": nx.jaccard_coefficient,
}
GRAPHS = {
    "planted": planted(),
    "empty": csr_array(np.zeros((6, 4))),
    "one trait": csr_array(np.ones((6, 1))),
    "in pieces": csr_array(np.kron(np.eye(5), np.ones((3, 2)))),
    "a trait of one account": csr_array(np.vstack([np.eye(6), np.ones((2, 6))])),
    "a chain": csr_array(np.eye(30) + np.eye(30, k=1)),
}


def tied_graph(X: csr_array) -> nx.Graph[str]:
    """Return accounts and traits as one graph, with the links' values as weights."""
    tied: nx.Graph[str] = nx.Graph()
    tied.add_nodes_from(f"account {i}" for i in range(X.shape[0]))
    for i, t in zip(*X.nonzero(), strict=True):
        tied.add_edge(f"account {i}", f"trait {t}", weight=float(X[i, t]))
    return tied


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("method", INDICES)
def test_scores_are_the_indices_of_networkx(method: str, graph: str) -> None:
    X = GRAPHS[graph]
    customers = list(range(min(5, X.shape[0] - 1)))
    tied = tied_graph(X)
    scores = learn(method, X, labels(X.shape[0], customers)).scores(X)
    for account in range(X.shape[0]):
        others = [each for each in customers if each != account]
        pairs = [(f"account {account}", f"account {each}") for each in others]
        column = customers.index(account) + 1 if account in customers else 0
        expected = sum(value for _, _, value in INDICES[method](tied, pairs))
        if method == "jaccard":
            expected /= len(others)
        assert scores[account, column] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("valued", [False, True])
@pytest.mark.parametrize("graph", GRAPHS)
def test_pagerank_is_that_of_networkx(graph: str, valued: bool) -> None:
    X = GRAPHS[graph].copy()
    if valued:
        X.data *= np.random.default_rng(3).uniform(0.1, 3, X.nnz)
    worth = np.zeros(X.shape[0])
    worth[:4] = [1, 0.5, 1, 0.25]
    ranks = nx.pagerank(
        tied_graph(X),
        personalization={f"account {i}": worth[i] for i in np.flatnonzero(worth)},
        tol=1e-15,
        max_iter=1_000,
    )
    expected = np.array([ranks[f"account {i}"] for i in range(X.shape[0])])
    scores = learn("pagerank", X, worth[:, None]).scores(X)[:, 0]
    # Its ranks add up to 1, and ours leave out the walk's own starts.
    ours = scores + 0.15 * worth / 4
    np.testing.assert_allclose(ours / ours.sum(), expected / expected.sum(), rtol=1e-9, atol=1e-13)


def test_pagerank_is_exact_where_a_walk_mixes_slowly() -> None:
    X = GRAPHS["a chain"].toarray()
    walk = np.block([[np.zeros((30, 30)), X], [X.T, np.zeros((30, 30))]])
    walk /= walk.sum(axis=1, keepdims=True)
    starts = np.zeros((60, 2))
    starts[0], starts[29, 1] = 0.15, -0.5 * 0.15
    exact = np.linalg.solve(np.eye(60) - 0.85 * walk.T, starts)
    Y = starts[:30] / 0.15
    scores = learn("pagerank", csr_array(X), Y).scores(csr_array(X))
    expected = (exact - starts)[:30] / [1, 2]
    np.testing.assert_allclose(scores, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", ["jaccard", "overlap"])
def test_customers_with_the_same_traits_are_compared_once(method: str) -> None:
    """And each counts all the same: the mean over customers is that of one customer at a time."""
    X = csr_array(planted()[[*range(46), 0, 3, UNKNOWN, UNKNOWN]])
    customers = [*CUSTOMERS, 46, 47, 48, 49]
    learned = learn(method, X, labels(50, customers))
    assert isinstance(learned, PairsLearned)
    assert learned.theirs.shape[0] == 6
    each = [learn(method, X, np.eye(50)[:, [one]]).scores(X)[:, 0] for one in customers]
    scores = learned.scores(X)
    np.testing.assert_allclose(scores[:, 0], np.mean(each, axis=0), rtol=1e-12)
    for fold in range(1, 10):
        others = [mine for place, mine in enumerate(each, 1) if place != fold]
        np.testing.assert_allclose(scores[:, fold], np.mean(others, axis=0), rtol=1e-12)


def test_ridge_counts_a_churned_customer_against_its_traits() -> None:
    X = csr_array(np.eye(3)[[0, 1, 0, 1, 2, 2, 2]])
    Y = np.array([[1.0], [-0.5], [0], [0], [0], [0], [0]])
    for method in ("ridge", "ridge-unit"):
        scores = learn(method, X, Y).scores(X)[:, 0]
        assert scores[2] > scores[4] > scores[3]


def test_ridge_does_not_pay_twice_for_traits_that_go_together() -> None:
    alone = csr_array(np.eye(2)[[0, 0, 0, 1, 1, 0] * 50])
    doubled = csr_array(alone.toarray()[:, [0, 0, 1]])
    Y = labels(300, range(80))
    paid = {}
    for method in ("ridge", "naive-bayes"):
        one, both = (learn(method, X, Y).parts(X, 0).toarray() for X in (alone, doubled))
        paid[method] = both[299, :2].sum() / one[299, 0]
    assert paid["ridge"] < 1.5
    assert paid["naive-bayes"] == pytest.approx(2)


@pytest.mark.parametrize("penalty", [1e-3, 3, 100])
@pytest.mark.parametrize("size", [(300, 40), (60, 200), (400, 400)])
def test_ridge_is_the_least_squares_solution(size: tuple[int, int], penalty: float) -> None:
    random = np.random.default_rng(4)
    X = (random.uniform(size=size) < 0.1) * random.uniform(0.2, 30, size)
    X[:, 0] = 1  # almost no difference between accounts, and one twice
    X[:, 1] = X[:, 2]
    Y = labels(size[0], range(7))
    Y[20] = -0.5
    scale = np.sqrt((X**2).sum() / (X != 0).sum())
    centred, taught = X / scale - (X / scale).mean(axis=0), Y - Y.mean(axis=0)
    ballast = np.sqrt(penalty * size[0] / 7) * np.eye(size[1])
    below = np.zeros((size[1], Y.shape[1]))
    exact = np.linalg.lstsq(np.vstack([centred, ballast]), np.vstack([taught, below]))[0]
    found = regression.ridge(Held(csr_array(X)), Taught.of(Y), penalty) * scale
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-9 * np.abs(exact).max())


@pytest.mark.parametrize("method", ["ridge", "ridge-unit"])
def test_ridge_learns_a_large_market_from_all_customers_and_some_others(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(5)
    X = csr_array((random.uniform(size=(4_000, 30)) < 0.2).astype(float))
    Y = labels(4_000, [0, 1_999, 3_999])
    whole = learn(method, X, Y).scores(X)[:, 0]
    monkeypatch.setattr(regression, "SAMPLED", 1_000)
    some = learn(method, X, Y).scores(X)[:, 0]
    assert not np.allclose(some, whole, rtol=1e-6)
    assert np.corrcoef(some, whole)[0, 1] > 0.99
