"""Points and fit against a slow, dense oracle, written from the rules and not from the engine."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import norm

import graph_icp
from graph_icp.discovery.icp import Icp, LearningConstraints
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.learning.standardised_score import share_beaten
from graph_icp.discovery.ranking.ranking import Ranking, rank
from graph_icp.discovery.selectors import without
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix, read_graph
from graph_icp.graph.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS = ["auto", *sorted(scorers())]
BLENDED = ("ridge", "ridge-unit", "walk")
MARKET = Path(__file__).parents[2] / "shared" / "data" / "market"


@dataclass
class Expected:
    """What the rules give: points, fits and coverage by account, shares, and the scale."""

    points: np.ndarray
    fits: np.ndarray
    among: str
    coverage: np.ndarray
    shares: dict[str, float]
    typical: float
    span: float
    hundred: str
    warned: bool


def oracle(accounts: pd.DataFrame, relations: dict[str, np.ndarray], method: str) -> Expected:
    """Score a market by the rules; raises ArithmeticError where they refuse."""
    market = np.array([status in ("prospect", "open deal") for status in accounts["status"]])
    customers = [i for i, status in enumerate(accounts["status"]) if status == "customer"]
    y = np.zeros(len(accounts))
    for i, (status, value) in enumerate(zip(accounts["status"], accounts["value"], strict=True)):
        if status == "customer":
            y[i] = 1 if math.isnan(value) else value
        elif status == "churned":
            y[i] = -0.5
    folds = {
        i: fold(accounts["key"][i], place, len(customers)) for place, i in enumerate(customers)
    }
    standard = blended(relations, y, market, folds, method)
    if not standard:
        raise ArithmeticError("no relation sets the customers apart")
    raw: np.ndarray = np.sum(list(standard.values()), axis=0)
    known = {name: counts(relations[name]) for name in standard}
    shares = {name: max(share(z, raw, market), 0) for name, z in standard.items()}
    shares = {name: part / sum(shares.values()) for name, part in shares.items()}
    coverage = np.sum([shares[name] * np.array(known[name]) for name in standard], axis=0)
    a = float(np.median(raw[market]))
    left_out = [raw[i] for i in customers if any(known[name][i] for name in standard)]
    span, hundred, warned = scale(raw[market], a, left_out)
    points = 100 * (raw - a) / span
    anything = np.any(list(known.values()), axis=0)
    theirs = [i for i in customers if anything[i]]
    among, others = "customers", theirs
    if len(theirs) < 5:
        among, others = "market", [i for i in np.flatnonzero(market) if anything[i]]
    fits = np.array(
        [
            place(x, points[others]) if ok else math.nan
            for x, ok in zip(points, anything, strict=True)
        ]
    )
    return Expected(points, fits, among, coverage, shares, a, span, hundred, warned)


def place(x: float, others: np.ndarray) -> float:
    """The place of points among others, 0 to 100: linear between two, equal ones at their mean."""
    ordered = sorted(others)
    n = len(ordered)
    if x < ordered[0] - 1e-9:
        return 0.0
    if x > ordered[-1] + 1e-9:
        return 100.0
    equal = [i for i in range(n) if abs(ordered[i] - x) <= 1e-9]
    if equal:
        return 100 * sum((i + 0.5) / n for i in equal) / len(equal)
    below = max(i for i in range(n) if ordered[i] < x)
    low, high = ordered[below], ordered[below + 1]
    at_low, at_high = place(low, others), place(high, others)
    return at_low + (at_high - at_low) * (x - low) / (high - low)


def blended(
    relations: dict[str, np.ndarray],
    y: np.ndarray,
    market: np.ndarray,
    folds: dict[int, int],
    method: str,
) -> dict[str, np.ndarray]:
    """By relation what it adds to the raw score."""
    known = {name: (X != 0).any(axis=1) for name, X in relations.items()}
    auto = method == "auto"
    parts = []
    for name, X in relations.items():
        ties = name == "people"
        blend_of = ("walk",) if ties else BLENDED
        for each in blend_of if auto else (method,):
            found = standardised(X, y, market, folds, each, ties=ties)
            if found is not None:
                parts.append((name, *found, sum(known[name][i] for i in folds)))
    weights = [1 / len(parts) for _ in parts]
    if parts and auto:
        weights = blend([z for _, z, *_ in parts], [part[2:] for part in parts], market)
    total: dict[str, np.ndarray] = {}
    for (name, z, *_), weight in zip(parts, weights, strict=True):
        if weight > 0:
            total[name] = total.get(name, np.zeros(len(y))) + weight * z
    return total


def fold(key: str, place: int, customers: int) -> int:
    """A customer's fold: itself where they are few, else by its key."""
    if customers < 20:
        return place
    return int.from_bytes(hashlib.blake2b(key.encode()).digest(), "big") % 5


def standardised(
    X: np.ndarray,
    y: np.ndarray,
    market: np.ndarray,
    folds: dict[int, int],
    method: str,
    *,
    ties: bool,
) -> tuple[np.ndarray, float] | None:
    """Standard scores, a customer's from labels without its fold; None where all score equal.

    And the mean share of the known market that left-out customers beat. Who has traits of its own
    alone scores the mean; of ties the mean is taken to be 0.
    """
    told = (X != 0).any(axis=1)
    typical, own = told & market, told & ~counts(X)
    customers = sum(told[i] for i in folds)

    def scored(labels: np.ndarray) -> tuple[np.ndarray, float, float]:
        scores = score(X, labels, method, customers)
        those = scores[typical]
        if not typical.any() or alike(those):
            return np.where(own, np.mean(those) if typical.any() else 0, scores), 0, 0
        mean = 0.0 if ties else float(np.mean(those))
        return np.where(own, mean, scores), mean, float(np.std(those))

    scores, mean, deviation = scored(y)
    if not deviation:
        return None
    z = np.where(told, (scores - mean) / deviation, 0)
    beaten = []
    for number in set(folds.values()):
        members = [i for i, mine in folds.items() if mine == number and told[i]]
        blind = y.copy()
        blind[[i for i, mine in folds.items() if mine == number]] = 0
        scores, mean, deviation = scored(blind)
        for i in members:
            equal = np.abs(scores[typical] - scores[i]) <= 1e-9 * deviation
            beaten.append(np.mean(np.where(equal, 0.5, scores[typical] < scores[i])))
            z[i] = (scores[i] - mean) / deviation if deviation else 0
    return z, (sum(beaten) + 2 * 0.75) / (len(beaten) + 2)


def blend(
    standard: list[np.ndarray], tried: list[tuple[float, int]], market: np.ndarray
) -> list[float]:
    """The weights v >= 0 that minimise v'Mv / 2 - d'v, one at a time until none moves."""
    M = np.cov([z[market] for z in standard], bias=True).reshape(len(standard), len(standard))
    M = M + np.diag([30 / max(customers, 1) for _, customers in tried])
    d = [math.sqrt(2) * norm.ppf(min(max(beaten, 0.01), 0.995)) for beaten, _ in tried]
    v = np.zeros(len(standard))
    for _ in range(20_000):
        before = v.copy()
        for i in range(len(v)):
            v[i] = max((d[i] - M[i] @ v + M[i, i] * v[i]) / M[i, i], 0)
        if np.abs(v - before).max() < 1e-15:
            break
    return [float(each) for each in v]


def alike(scores: np.ndarray) -> bool:
    return float(np.ptp(scores)) <= 1e-12 * float(np.abs(scores).max())


def share(part: np.ndarray, raw: np.ndarray, market: np.ndarray) -> float:
    together = np.mean((part[market] - part[market].mean()) * (raw[market] - raw[market].mean()))
    return float(together / np.var(raw[market]))


def scale(market: np.ndarray, a: float, left_out: list[float]) -> tuple[float, str, bool]:
    enough = len(left_out) >= 5
    if enough and np.median(left_out) - a > np.std(market) / 10:
        return float(np.median(left_out)) - a, "a typical customer", False
    if np.percentile(market, 99) > a:
        return float(np.percentile(market, 99)) - a, "the top hundredth of the market", enough
    if max(market) > a:
        return float(max(market)) - a, "the best of the market", enough
    raise ArithmeticError("nobody stands out")


def score(X: np.ndarray, y: np.ndarray, method: str, customers: int) -> np.ndarray:
    """Scores up to a factor that all accounts share, which standardising takes out."""
    few, has = 1 / max(customers, 1), X != 0
    X = X * (having(X) > 1)
    how: dict[str, Callable[[], np.ndarray]] = {
        "popularity": lambda: X.sum(axis=1),
        "naive-bayes": lambda: X @ log_odds(has, y) * (y > 0).any(),
        "walk": lambda: walked(X, y),
        "pagerank": lambda: surfed(X, y),
        "ridge": lambda: regressed(X, y, has, 3 * few),
        "ridge-unit": lambda: regressed(unit(X), y, has, 10 * few),
        "cosine": lambda: unit(X) @ (unit(X).T @ y),
        "resource-allocation": lambda: shared(X, y, having(X)),
        "adamic-adar": lambda: shared(X, y, np.log(np.maximum(having(X), 1))),
        "jaccard": lambda: in_pairs(has, y, lambda mine, theirs: (mine | theirs).sum(axis=1)),
        "overlap": lambda: in_pairs(
            has, y, lambda mine, theirs: np.minimum(mine.sum(axis=1), theirs.sum())
        ),
    }
    return how[method]()


def counts(X: np.ndarray) -> np.ndarray:
    """Which accounts have a trait that another has too."""
    known: np.ndarray = (X[:, having(X) > 1] != 0).any(axis=1)
    return known


def having(X: np.ndarray) -> np.ndarray:
    counts: np.ndarray = np.count_nonzero(X, axis=0)
    return counts


def unit(X: np.ndarray) -> np.ndarray:
    """Rows of links times their trait's inverse frequency, of length 1."""
    U = X * np.log((1 + len(X)) / (1 + having(X)))
    lengths = np.sqrt((U**2).sum(axis=1, keepdims=True))
    return np.divide(U, lengths, out=np.zeros_like(U), where=lengths > 0)


def shared(X: np.ndarray, y: np.ndarray, divisor: np.ndarray) -> np.ndarray:
    total = np.zeros(len(X))
    for t in range(X.shape[1]):
        total += X[:, t] * float(X[:, t] @ y) / divisor[t] if divisor[t] else 0
    return total


def in_pairs(
    has: np.ndarray, y: np.ndarray, whole: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> np.ndarray:
    total = np.zeros(len(y))
    for j in np.flatnonzero(y > 0):
        both, of = (has & has[j]).sum(axis=1), whole(has, has[j])
        total += y[j] * np.array([b / w if w else 0 for b, w in zip(both, of, strict=True)])
    return total


def regressed(X: np.ndarray, y: np.ndarray, has: np.ndarray, penalty: float) -> np.ndarray:
    """Ridge regression on the accounts that have something, links scaled and centred."""
    known = has.any(axis=1)
    mean_square = float((X**2).sum()) / max(int((X != 0).sum()), 1)
    if not mean_square or not (y[known] != 0).any():
        return np.zeros(len(y))
    Y = X / math.sqrt(mean_square)
    centred = Y[known] - Y[known].mean(axis=0)
    gram = centred.T @ centred + penalty * known.sum() * np.eye(X.shape[1])
    weights: np.ndarray = np.linalg.solve(gram, centred.T @ y[known])
    return Y @ weights


def log_odds(has: np.ndarray, y: np.ndarray) -> np.ndarray:
    known = has.any(axis=1)
    odds = []
    for among in (np.maximum(y, 0), 1.0 * (y <= 0)):
        having = (has * among[:, None]).sum(axis=0)
        odds.append(np.log((having + 1) / (among[known].sum() - having + 1)))
    weights: np.ndarray = odds[0] - odds[1]
    return weights


def walked(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Step by step: from accounts to traits and back, each step damped."""
    accounts, traits = X.sum(axis=1), X.sum(axis=0)
    to_trait = X / np.where(accounts > 0, accounts, 1)[:, None]
    to_account = X.T / np.where(traits > 0, traits, 1)[:, None]
    start = y @ to_trait
    there = start
    for _ in range(3):
        there = start + 0.85 * there @ to_account @ to_trait
    scores: np.ndarray = X @ (there / np.where(traits > 0, traits, 1))
    return scores


def surfed(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Personalised PageRank by solving for it, less what starts at an account itself."""
    accounts, traits = X.shape
    links = np.block([[np.zeros((accounts, accounts)), X], [X.T, np.zeros((traits, traits))]])
    out = links.sum(axis=1)
    walk = links / np.where(out > 0, out, 1)[:, None]
    starts = 0.15 * np.concatenate([y, np.zeros(traits)])
    ranks: np.ndarray = np.linalg.solve(np.eye(accounts + traits) - 0.85 * walk.T, starts)
    return (ranks - starts)[:accounts]


@dataclass(frozen=True)
class Shape:
    """How a market is generated; customers prefer the first third of each relation's traits."""

    customers: int
    relations: int = 3
    density: float = 0.15
    prospects: int = 60
    traits: int = 12
    others: tuple[str, ...] = ()
    worth: bool = False
    valued: bool = False
    sparse_relation: float = 1.0
    more: tuple[str, ...] = ()


SHAPES = {
    "sparse": Shape(12, density=0.04, traits=40),
    "dense": Shape(12, density=0.6),
    "one relation": Shape(9, relations=1),
    "eight relations": Shape(9, relations=8),
    "1 customer": Shape(1),
    "2 customers": Shape(2),
    "4 customers": Shape(4),
    "5 customers": Shape(5),
    "19 customers": Shape(19),
    "20 customers": Shape(20),
    "60 customers": Shape(60),
    "churned ones": Shape(12, others=("churned",) * 6),
    "worth": Shape(25, worth=True),
    "competitors, partners and open deals": Shape(
        12, others=("competitor", "partner", "open deal") * 4
    ),
    "valued links": Shape(12, valued=True),
    "a relation that few are known in": Shape(12, sparse_relation=0.3),
    "accounts without data": Shape(12, more=("unknown",)),
    "a relation in which all score equal": Shape(12, more=("equal",)),
    "a relation that only customers are known in": Shape(12, more=("customers only",)),
    "everything": Shape(
        *(31, 5, 0.12, 80, 15, ("churned", "partner", "open deal", "competitor") * 3),
        *(True, True, 0.6, ("unknown", "equal", "customers only")),
    ),
}


def generated(shape: Shape, seed: int) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    random = np.random.default_rng(seed)
    status = ["customer"] * shape.customers + ["prospect"] * shape.prospects + [*shape.others]
    random.shuffle(status)
    customer = np.array(status) == "customer"
    count = len(status)
    accounts = pd.DataFrame(
        {
            "id": random.permutation(np.arange(3 * count))[:count],
            "key": [f"domain:c{place:04}.example" for place in range(count)],
            "status": status,
            "value": random.uniform(0.05, 1, count) if shape.worth else np.full(count, np.nan),
        }
    )
    accounts["name"] = accounts["key"].str.removeprefix("domain:")
    accounts["domain"] = accounts["name"]
    relations = {}
    for place in range(shape.relations):
        likely = np.full((count, shape.traits), shape.density)
        likely[np.ix_(customer, np.arange(shape.traits) < shape.traits // 3)] *= 2.5
        X = (random.uniform(size=likely.shape) < likely).astype(float)
        if shape.valued:
            X *= random.choice([0.25, 0.5, 1, 3], size=X.shape)
        if place:
            X[random.uniform(size=count) > shape.sparse_relation] = 0
        relations[RELATIONS[place].name] = X
    if "equal" in shape.more:
        relations["region"] = (random.uniform(size=(count, 1)) < 0.5) * 1.0
    if "customers only" in shape.more:
        relations["size"] = (random.uniform(size=(count, 3)) < 0.5) * customer[:, None] * 1.0
    if "unknown" in shape.more:
        for X in relations.values():
            X[::7] = 0
    return accounts, relations


def graph_of(accounts: pd.DataFrame, relations: dict[str, np.ndarray]) -> Graph:
    matrices = {
        name: Matrix(
            name,
            csr_array(X),
            pd.DataFrame(
                {
                    "id": np.arange(X.shape[1]),
                    "key": [f"{name}-{place:03}" for place in range(X.shape[1])],
                    "name": [f"{name} {place}" for place in range(X.shape[1])],
                }
            ),
        )
        for name, X in relations.items()
    }
    return Graph(accounts, matrices)


def assert_as_expected(ranking: Ranking, expected: Expected) -> None:
    exactly: dict[str, Any] = {"rtol": 1e-9, "atol": 1e-9}
    fit = ranking.fit
    np.testing.assert_allclose(ranking.points, expected.points, **exactly)
    np.testing.assert_allclose(ranking.fits, expected.fits, rtol=1e-7, atol=1e-5)
    assert fit.placement.among == expected.among
    np.testing.assert_allclose(ranking.coverage, expected.coverage, **exactly)
    np.testing.assert_allclose([fit.typical, fit.span], [expected.typical, expected.span])
    assert {each.relation: each.share for each in fit.relations} == pytest.approx(expected.shares)
    assert fit.hundred == expected.hundred
    assert bool(fit.warnings) == expected.warned


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("shape", SHAPES)
def test_fit_is_what_the_rules_say(shape: str, method: str) -> None:
    accounts, relations = generated(SHAPES[shape], seed=1)
    expected = oracle(accounts, relations, method)
    assert_as_expected(rank(graph_of(accounts, relations), method), expected)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    if not MARKET.is_dir():
        pytest.skip("../shared/data/market is not there")
    market = graph_icp.open(tmp_path_factory.mktemp("real") / "market.duckdb")
    market.load(MARKET)
    market.customers.set(where=["uses=Elixir"])
    with market.store() as store:
        return without(read_graph(store), ["technology:Elixir"])


@pytest.mark.parametrize("method", METHODS)
def test_fit_of_a_real_market_is_what_the_rules_say(real: Graph, method: str) -> None:
    relations = {name: matrix.values.toarray() for name, matrix in real.matrices.items()}
    expected = oracle(real.accounts, relations, method)
    # No relation is held back for being known of customers far more often.
    free = Icp(constraints=LearningConstraints(caps=dict.fromkeys(relations, 1.0)))
    assert_as_expected(rank(real, method, free), expected)
    assert expected.hundred == "a typical customer"


def by_hand(*rows: tuple[str, int, str]) -> Graph:
    """A market of one relation from rows of status, how many accounts, and their traits."""
    status = [status for status, count, _ in rows for _ in range(count)]
    has = [letters for _, count, letters in rows for _ in range(count)]
    X = np.array([[float(trait in letters) for trait in "ABCDEFG"] for letters in has])
    keys = [f"domain:c{place:04}.example" for place in range(len(status))]
    accounts = pd.DataFrame({"id": range(len(keys)), "key": keys, "name": keys, "status": status})
    return graph_of(accounts.assign(domain=None, value=np.nan), {"uses": X})


@pytest.mark.parametrize("customers", [0, 3, 32, 33, 200])
def test_a_customer_beats_who_scores_less_and_half_of_its_equals(customers: int) -> None:
    random = np.random.default_rng(customers)
    market, own = (random.integers(0, 9, each) * 1.0 for each in (50, customers))
    own += random.choice([-1e-10, 0, 1e-10], customers)
    near = np.abs(market - own[:, None]) <= 1e-9
    below = (market < own[:, None]) & ~near
    expected = (below + near / 2).mean(axis=1)
    np.testing.assert_allclose(share_beaten(market, own, 1e-9), expected, rtol=1e-12)


def test_five_customers_set_the_scale_and_four_do_not() -> None:
    others = (("prospect", 10, "A"), ("prospect", 30, "B"))
    five = rank(by_hand(("customer", 5, "A"), *others), "jaccard")
    four = rank(by_hand(("customer", 4, "A"), *others), "jaccard")
    assert five.fit.hundred == "a typical customer"
    np.testing.assert_allclose(five.points[:5], 100)
    assert four.fit.hundred == "the top hundredth of the market"
    assert (five.fit.placement.among, four.fit.placement.among) == ("customers", "market")


def test_a_customer_of_whom_nothing_is_known_does_not_count_among_the_five() -> None:
    rows = (("customer", 1, ""), ("customer", 4, "A"), ("prospect", 10, "A"), ("prospect", 30, "B"))
    assert rank(by_hand(*rows), "cosine").fit.hundred != "a typical customer"


@pytest.mark.parametrize("method", ["adamic-adar", "cosine", "jaccard", "overlap", "walk"])
def test_customers_that_do_not_beat_the_market_are_said_to(method: str) -> None:
    graph = by_hand(
        ("customer", 1, "AG"),
        *(("customer", 1, letter) for letter in "BCDEF"),
        *(("prospect", 30, "AB"), ("prospect", 5, "ABC"), ("prospect", 4, "G")),
        *(("partner", 1, letter) for letter in "DEF"),
    )
    ranking = rank(graph, method)
    assert ranking.fit.hundred == "the top hundredth of the market"
    assert ["hardly fit better" in each for each in ranking.fit.warnings] == [True]


@pytest.mark.parametrize("method", sorted({*METHODS} - {"popularity"}))
def test_one_lookalike_in_a_thousand_is_a_hundred(method: str) -> None:
    graph = by_hand(("customer", 2, "A"), ("prospect", 1, "A"), ("prospect", 999, "B"))
    ranking = rank(graph, method)
    assert ranking.fit.hundred == "the best of the market"
    np.testing.assert_allclose(ranking.points[:4], [100, 100, 100, 0])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("no customers", (("prospect", 3, "A"),)),
        ("no customers", (("churned", 3, "A"), ("prospect", 3, "A"))),
        ("nobody to rank", (("customer", 3, "A"), ("competitor", 3, "A"))),
        ("sets them apart", (("customer", 3, "A"), ("prospect", 3, "B"))),
        ("sets them apart", (("customer", 3, ""), ("prospect", 3, "B"))),
        ("sets them apart", (("customer", 3, "A"), ("prospect", 9, "A"))),
        ("sets them apart", (("customer", 3, "A"), ("prospect", 9, ""))),
    ],
)
def test_what_the_rules_refuse_is_refused(
    method: str, said: str, rows: tuple[tuple[str, int, str], ...]
) -> None:
    with pytest.raises(RankingError, match=said):
        rank(by_hand(*rows), method)


@pytest.mark.parametrize("method", sorted({*METHODS} - {"naive-bayes", "popularity"}))
def test_who_differs_from_the_market_downwards_alone_does_not_stand_out(method: str) -> None:
    rows = (("customer", 3, "A"), ("prospect", 9, "A"), ("prospect", 1, "B"))
    with pytest.raises(RankingError, match="sets any company of the market apart"):
        rank(by_hand(*rows), method)


@pytest.mark.parametrize("method", METHODS)
def test_who_is_known_by_a_trait_of_its_own_alone_is_as_one_that_is_not_known(method: str) -> None:
    others = (("customer", 6, "A"), ("customer", 2, "BC"), ("prospect", 9, "AB"))
    others = (*others, ("prospect", 20, "B"), ("prospect", 20, "C"))
    ranking = rank(by_hand(*others, ("prospect", 1, "D"), ("prospect", 1, "")), method)
    assert ranking.points[-2] == pytest.approx(ranking.points[-1], abs=1e-9)
    assert ranking.coverage[-2:].tolist() == [0, 0]
    assert not ranking.known[-2]


def test_a_trait_of_its_own_changes_nothing_beside_others() -> None:
    rows = (("customer", 6, "A"), ("customer", 2, "BC"), ("prospect", 20, "B"))
    alone = rank(by_hand(*rows, ("prospect", 1, "AC")))
    beside = rank(by_hand(*rows, ("prospect", 1, "ACD")))
    np.testing.assert_allclose(beside.points, alone.points, atol=1e-9)


def test_what_one_account_has_counts_where_it_is_expected() -> None:
    icp = Icp(constraints=LearningConstraints(hypothesis={"uses": ["uses 3"]}))
    graph = by_hand(("customer", 6, "A"), ("prospect", 20, "B"), ("prospect", 1, "D"))
    ranking = rank(graph, "auto", icp)
    assert ranking.known[-1]
    assert ranking.points[-1] > ranking.points[-2]
