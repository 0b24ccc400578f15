"""For any market: points add up to fit, nothing but the links matters, unknown is not zero."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.ranking.points import TYPICAL_COMPANY, TYPICAL_RELATION, points
from graph_icp.discovery.ranking.ranking import Ranking, rank
from graph_icp.discovery.selectors import without
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.model import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[[st.SearchStrategy[Any]], Any]

every_method = pytest.mark.parametrize("method", ["auto", *sorted(scorers())])
some_markets = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

VALUES = st.sampled_from([0.0, 0.0, 1.0, 0.25, 3.0])


@st.composite
def markets(draw: Draw) -> Graph:
    """A market of up to three relations, with few customers or enough for five folds."""
    customers = draw(st.sampled_from([2, 5, 20]))
    others = draw(st.lists(st.sampled_from(STATUSES[1:]), max_size=6))
    status = draw(st.permutations(["customer"] * customers + ["prospect"] * 4 + others))
    worth = st.sampled_from([np.nan, 1.0, 0.3])
    keys = [f"domain:c{place:03}.example" for place in range(len(status))]
    accounts = pd.DataFrame(
        {
            "id": np.arange(len(status)) * 2 + 1,
            "key": keys,
            "name": [f"Company {place}" for place in range(len(status))],
            "status": status,
            "value": draw(arrays(np.float64, len(status), elements=worth)),
        }
    )
    names = draw(st.sampled_from([("uses",), ("uses", "region"), ("uses", "sponsored", "region")]))
    return Graph(accounts, {name: draw(links(name, len(status))) for name in names})


@st.composite
def links(draw: Draw, relation: str, accounts: int) -> Matrix:
    traits = draw(st.integers(1, 4))
    X = draw(arrays(np.float64, (accounts, traits), elements=VALUES, fill=st.nothing()))
    return matrix(relation, X, [f"{relation}-{place}" for place in range(traits)])


def matrix(relation: str, X: np.ndarray, keys: list[str]) -> Matrix:
    names = [key.upper() for key in keys]
    traits = pd.DataFrame({"id": range(len(keys)), "key": keys, "name": names})
    return Matrix(relation, csr_array(X), traits)


def ranked(graph: Graph, method: str) -> Ranking:
    """Return the market's ranking, and pass over a market that the rules refuse."""
    try:
        ranking = rank(graph, method)
    except RankingError:
        assume(False)
        raise
    return ranking


def assert_close(one: Any, other: Any) -> None:
    """Fail unless they are equal to 1e-9, of themselves where they are large."""
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


@every_method
@given(graph=markets())
@some_markets
def test_points_add_up_to_the_fit_of_every_account(method: str, graph: Graph) -> None:
    ranking = ranked(graph, method)
    for place in range(len(graph.accounts)):
        own = ranking.links(np.array([place]))
        lines = points(ranking.fit, own, int(ranking.labels.fold[place]))
        assert_close(lines["points"].sum(), ranking.points[place])
        known = [name for name, X in own.items() if X.nnz]
        typical = lines[lines["trait"] == ""]
        assert [*typical["relation"]] == [*known, ""]
        assert [*typical["name"]] == [TYPICAL_RELATION] * len(known) + [TYPICAL_COMPANY]
        assert len(lines) - len(typical) == sum(X.nnz for X in own.values())


@every_method
@given(graph=markets(), data=st.data())
@some_markets
def test_a_trait_left_out_is_as_if_it_had_never_been(
    method: str, graph: Graph, data: st.DataObject
) -> None:
    relation = data.draw(st.sampled_from(sorted(graph.matrices)))
    old = graph.matrices[relation]
    gone = data.draw(st.integers(0, len(old.traits) - 1))
    keys = [key for place, key in enumerate(old.traits["key"]) if place != gone]
    X = np.delete(old.values.toarray(), gone, axis=1)
    never = replace(graph, matrices=graph.matrices | {relation: matrix(relation, X, keys)})
    left_out = without(graph, [f"{relation}:{old.traits['name'][gone]}"])
    one, other = ranked(left_out, method), ranked(never, method)
    np.testing.assert_array_equal(one.points, other.points)
    np.testing.assert_array_equal(one.coverage, other.coverage)


@every_method
@given(graph=markets(), random=st.randoms(use_true_random=False))
@some_markets
def test_order_of_accounts_and_traits_changes_nothing(
    method: str, graph: Graph, random: Any
) -> None:
    order = random.sample(range(len(graph.accounts)), len(graph.accounts))
    mixed = Graph(graph.accounts.iloc[order].reset_index(drop=True), {})
    for name, old in graph.matrices.items():
        columns = random.sample(range(len(old.traits)), len(old.traits))
        keys = [old.traits["key"][column] for column in columns]
        mixed.matrices[name] = matrix(name, old.values.toarray()[order][:, columns], keys)
    one, other = ranked(graph, method), ranked(mixed, method)
    assert_close(other.points, one.points[order])
    assert_close(other.coverage, one.coverage[order])
    assert other.fit.hundred == one.fit.hundred


@every_method
@given(graph=markets(), data=st.data())
@some_markets
def test_unknown_is_neither_zero_nor_ranked(method: str, graph: Graph, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(graph.accounts) - 1))
    unknown = data.draw(st.sets(st.sampled_from(sorted(graph.matrices)), min_size=1))
    matrices = dict(graph.matrices)
    for name in unknown:
        X = matrices[name].values.toarray()
        X[place] = 0
        matrices[name] = matrix(name, X, [*matrices[name].traits["key"]])
    ranking = ranked(replace(graph, matrices=matrices), method)
    fit = ranking.fit
    lines = points(fit, ranking.links(np.array([place])), int(ranking.labels.fold[place]))
    assert not unknown & {*lines["relation"]}
    known = [each for each in fit.relations if each.relation not in unknown]
    known = [each for each in known if matrices[each.relation].values[[place]].nnz]
    assert_close(ranking.coverage[place], sum(each.share for each in known))
    if not known:
        assert place not in ranking.order(np.ones(len(graph.accounts), dtype=bool))
        assert_close(ranking.points[place], -100 * fit.typical / fit.span)
