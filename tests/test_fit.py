"""Fit against a slow, dense oracle that is written from the rules and not from the engine."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import graph_icp
from graph_icp.discovery.choosing import without
from graph_icp.discovery.ranking import Ranking, rank
from graph_icp.discovery.scorer import scorer, scorers
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix, read_graph
from graph_icp.graph.model import RELATIONS

METHODS = sorted(scorers())
MARKET = Path(__file__).parents[2] / "shared" / "data" / "market"


@dataclass
class Expected:
    """What the rules give: fits and coverage by account, shares by relation, and the scale."""

    fits: np.ndarray
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
    folds = {i: fold(accounts["key"][i], i, len(customers)) for i in customers}
    standard = {}
    for name, X in relations.items():
        z = standardised(X, y, market, folds, method)
        if z is not None:
            standard[name] = z
    if not standard:
        raise ArithmeticError("no relation sets the customers apart")
    raw: np.ndarray = np.mean(list(standard.values()), axis=0)
    known = {name: [any(row) for row in relations[name] != 0] for name in standard}
    shares = {name: max(share(z / len(standard), raw, market), 0) for name, z in standard.items()}
    shares = {name: part / sum(shares.values()) for name, part in shares.items()}
    coverage = np.sum([shares[name] * np.array(known[name]) for name in standard], axis=0)
    a = float(np.median(raw[market]))
    left_out = [raw[i] for i in customers if any(known[name][i] for name in standard)]
    span, hundred, warned = scale(raw[market], a, left_out)
    return Expected(100 * (raw - a) / span, coverage, shares, a, span, hundred, warned)


def fold(key: str, place: int, customers: int) -> int:
    """A customer's fold: itself where they are few, else by its key."""
    if customers < 20:
        return place
    return int.from_bytes(hashlib.blake2b(key.encode()).digest(), "big") % 5


def standardised(
    X: np.ndarray, y: np.ndarray, market: np.ndarray, folds: dict[int, int], method: str
) -> np.ndarray | None:
    """Standard scores, a customer's from labels without its fold; None where all score equal."""
    known = (X != 0).any(axis=1)
    typical = known & market
    scores = score(X, y, method)
    if not typical.any() or alike(scores[typical]):
        return None
    z = np.zeros(len(y))
    z[known] = (scores[known] - np.mean(scores[typical])) / np.std(scores[typical])
    for number in set(folds.values()):
        members = [i for i, mine in folds.items() if mine == number]
        blind = y.copy()
        blind[members] = 0
        scores = score(X, blind, method)
        for i in members:
            z[i] = 0
            if known[i] and not alike(scores[typical]):
                z[i] = (scores[i] - np.mean(scores[typical])) / np.std(scores[typical])
    return z


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
        return float(np.percentile(market, 99)) - a, "the top hundredth of the market", True
    if max(market) > a:
        return float(max(market)) - a, "the best of the market", True
    raise ArithmeticError("nobody stands out")


def score(X: np.ndarray, y: np.ndarray, method: str) -> np.ndarray:
    """Scores up to a factor that all accounts share, which standardising takes out."""
    accounts, traits = X.shape
    total = np.zeros(accounts)
    td = [int(np.count_nonzero(X[:, t])) for t in range(traits)]
    if method == "cosine":
        U = X * np.array([math.log((1 + accounts) / (1 + n)) for n in td])
        for i in range(accounts):
            length = math.sqrt(float(U[i] @ U[i]))
            U[i] = U[i] / length if length > 0 else 0
        for i in range(accounts):
            total += y[i] * (U @ U[i])
        return total
    if method in ("resource-allocation", "adamic-adar"):
        for t in range(traits):
            divisor = td[t] if method == "resource-allocation" else math.log(max(td[t], 1))
            total += X[:, t] * float(X[:, t] @ y) / divisor if divisor else 0
        return total
    if method == "pagerank":
        return surfed(X, y)
    has = X != 0
    for j in np.flatnonzero(y > 0):
        both = (has & has[j]).sum(axis=1)
        smaller = np.minimum(has.sum(axis=1), has[j].sum())
        either = (has | has[j]).sum(axis=1)
        whole = either if method == "jaccard" else smaller
        total += y[j] * np.array([b / w if w else 0 for b, w in zip(both, whole, strict=True)])
    return total


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
    np.testing.assert_allclose(ranking.fits, expected.fits, **exactly)
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
    assert_as_expected(rank(graph_of(accounts, relations), scorer(method)), expected)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    if not MARKET.is_dir():
        pytest.skip("../shared/data/market is not there")
    market = graph_icp.open(tmp_path_factory.mktemp("real") / "market.duckdb")
    market.load(MARKET)
    market.label("set", where=["uses=Elixir"])
    with market.store() as store:
        return without(read_graph(store), ["technology:Elixir"])


@pytest.mark.parametrize("method", METHODS)
def test_fit_of_a_real_market_is_what_the_rules_say(real: Graph, method: str) -> None:
    relations = {name: matrix.values.toarray() for name, matrix in real.matrices.items()}
    expected = oracle(real.accounts, relations, method)
    assert_as_expected(rank(real, scorer(method)), expected)
    assert expected.hundred == "a typical customer"


def by_hand(*rows: tuple[str, int, str]) -> Graph:
    """A market of one relation from rows of status, how many accounts, and their traits."""
    status = [status for status, count, _ in rows for _ in range(count)]
    has = [letters for _, count, letters in rows for _ in range(count)]
    X = np.array([[float(trait in letters) for trait in "ABCDEFG"] for letters in has])
    keys = [f"domain:c{place:04}.example" for place in range(len(status))]
    accounts = pd.DataFrame({"id": range(len(keys)), "key": keys, "name": keys, "status": status})
    return graph_of(accounts.assign(domain=None, value=np.nan), {"uses": X})


def test_five_customers_set_the_scale_and_four_do_not() -> None:
    others = (("prospect", 10, "A"), ("prospect", 30, "B"))
    five = rank(by_hand(("customer", 5, "A"), *others), scorer("jaccard"))
    four = rank(by_hand(("customer", 4, "A"), *others), scorer("jaccard"))
    assert five.fit.hundred == "a typical customer"
    np.testing.assert_allclose(five.fits[:5], 100)
    assert four.fit.hundred == "the top hundredth of the market"
    assert ["little to learn" in each for each in four.fit.warnings] == [True]


def test_a_customer_of_whom_nothing_is_known_does_not_count_among_the_five() -> None:
    rows = (("customer", 1, ""), ("customer", 4, "A"), ("prospect", 10, "A"), ("prospect", 30, "B"))
    assert rank(by_hand(*rows), scorer("cosine")).fit.hundred != "a typical customer"


@pytest.mark.parametrize("method", METHODS)
def test_customers_that_do_not_beat_the_market_are_said_to(method: str) -> None:
    graph = by_hand(
        ("customer", 1, "AG"),
        *(("customer", 1, letter) for letter in "BCDEF"),
        *(("prospect", 30, "AB"), ("prospect", 5, "ABC"), ("prospect", 4, "G")),
    )
    ranking = rank(graph, scorer(method))
    assert ranking.fit.hundred == "the top hundredth of the market"
    assert ["hardly fit better" in each for each in ranking.fit.warnings] == [True]


@pytest.mark.parametrize("method", METHODS)
def test_one_lookalike_in_a_thousand_is_a_hundred(method: str) -> None:
    graph = by_hand(("customer", 2, "A"), ("prospect", 1, "A"), ("prospect", 999, "B"))
    ranking = rank(graph, scorer(method))
    assert ranking.fit.hundred == "the best of the market"
    np.testing.assert_allclose(ranking.fits[:4], [100, 100, 100, 0])


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
        (
            "company of the market",
            (("customer", 3, "A"), ("prospect", 9, "A"), ("prospect", 1, "B")),
        ),
    ],
)
def test_what_the_rules_refuse_is_refused(
    method: str, said: str, rows: tuple[tuple[str, int, str], ...]
) -> None:
    with pytest.raises(RankingError, match=said):
        rank(by_hand(*rows), scorer(method))
