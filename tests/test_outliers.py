"""Outliers among customers: wrong labels, who is in the dark, and segments only where there are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.customers import two_way_split
from graph_icp.discovery.customers.outliers import outliers
from graph_icp.discovery.customers.segments import segments
from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.ranking.similarity import likeness
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OWN, TOOLS, EVENTS, REGIONS = 7, 50, 20, 4


def market(seed: int, sizes: list[int], prospects: int = 120) -> Graph:
    """Return customers of kinds with technologies and events of their own, and prospects."""
    draw = np.random.default_rng(seed)
    kind = np.repeat([*range(len(sizes)), -1], [*sizes, prospects])
    regions = np.eye(REGIONS)[draw.integers(0, REGIONS, len(kind))]
    return graph_of(
        ["customer"] * sum(sizes) + ["prospect"] * prospects,
        uses=links(draw, kind, TOOLS, OWN, 0.7),
        attended=links(draw, kind, EVENTS, 3, 0.5),
        region=regions,
    )


def links(
    draw: np.random.Generator, kind: NDArray[np.int64], traits: int, own: int, likely: float
) -> NDArray[np.bool_]:
    chance = np.full((len(kind), traits), 0.1)
    for each in range(kind.max() + 1):
        chance[np.ix_(kind == each, range(each * own, (each + 1) * own))] = likely
    return draw.random(chance.shape) < chance


def graph_of(status: list[str], **dense: NDArray[np.generic]) -> Graph:
    count = len(status)
    accounts = pd.DataFrame(
        {
            "id": np.arange(count) + 3,
            "key": [f"domain:a{i:04}.example" for i in range(count)],
            "name": [f"A{i}" for i in range(count)],
            "domain": [f"a{i:04}.example" for i in range(count)],
            "status": status,
            "value": np.nan,
            **dict.fromkeys(("country", "industry", "region", "size"), None),
            "employees": np.nan,
            "revenue": np.nan,
        }
    )
    return Graph(accounts, {name: matrix(name, X) for name, X in dense.items()})


def matrix(relation: str, X: NDArray[np.generic]) -> Matrix:
    names = [f"{relation} {i}" for i in range(X.shape[1])]
    keys = [name.replace(" ", "-") for name in names]
    traits = pd.DataFrame({"id": range(len(names)), "key": keys, "name": names})
    return Matrix(relation, csr_array(X.astype(float)), traits)


def told(graph: Graph) -> pd.DataFrame:
    status = graph.accounts["status"].to_numpy()
    return segments(graph, np.flatnonzero(status == "customer"), status == "prospect")


def mislabelled(seed: int = 0) -> Graph:
    """Return 24 customers who are alike, and a last one that has nothing of what they share."""
    graph = market(seed, [24])
    status = graph.accounts["status"].to_numpy().copy()
    status[24] = "customer"
    matrices = dict(graph.matrices)
    for name, own in (("uses", OWN), ("attended", 3)):
        X = graph.matrices[name].values.toarray()
        X[24, :own] = 0
        matrices[name] = matrix(name, X)
    return Graph(graph.accounts.assign(status=status), matrices)


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_label_is_found(seed: int) -> None:
    found = outliers(mislabelled(seed))
    assert found.unlike["account"].tolist() == ["A24"]
    assert found.unlike["beats"][0] < 0.5
    assert re.search(
        r"1 of 25 customers fits worse than half .*: A24 \(beats \d+%\)\.$", found.sentences[0]
    )


def test_why_says_what_it_lacks_and_what_it_has_alone() -> None:
    graph = mislabelled()
    (why,) = outliers(graph).unlike["why"]
    X = graph.matrices["uses"].values.toarray()
    lacking = re.findall(r"(uses|attended) (\d+) \((\d+) of 24 others have it\)", why)
    assert lacking
    for relation, trait, number in lacking:
        column = graph.matrices[relation].values.toarray()[:25, int(trait)]
        assert column[24] == 0
        assert column[:24].sum() == int(number) > 12
    for trait in re.findall(r"uses (\d+)", why.partition("only customer with ")[2]):
        assert X[24, int(trait)] == 1
        assert X[:24, int(trait)].sum() == 0


def test_what_few_others_have_is_not_lacked() -> None:
    """Four of nine others have the third trait, which nobody in the market has."""
    uses = np.zeros((60, 8))
    uses[:9, :2] = 1
    uses[:4, 2] = 1
    uses[9, 5:] = 1
    uses[10:, 5:] = 1
    uses[10:30, 0] = 1
    (why,) = outliers(graph_of(["customer"] * 10 + ["prospect"] * 50, uses=uses)).unlike["why"]
    assert "(4 of 9 others have it)" not in why
    assert why.count("(9 of 9 others have it)") == 2


def test_one_that_is_alone_and_in_the_dark_is_told_so() -> None:
    uses, sponsored = np.zeros((60, 12)), np.zeros((60, 2))
    uses[:9, :4] = 1
    uses[9, 5:10] = 1
    uses[10:, 5:10] = 1
    uses[10:40, 0] = 1
    sponsored[:9, 0] = 1
    sponsored[10:40, 1] = 1
    graph = graph_of(["customer"] * 10 + ["prospect"] * 50, uses=uses, sponsored=sponsored)
    found = outliers(graph).unlike
    assert found["account"].tolist() == ["A9"]
    assert found["why"][0] == (
        "Lacks uses 1 (9 of 9 others have it), uses 2 (9 of 9 others have it) and uses 3 (9 of 9 "
        "others have it); is the only customer with uses 5, uses 6 and uses 7; nothing is "
        "known of its sponsored events."
    )


def test_customers_who_are_alike_are_all_well() -> None:
    found = outliers(market(1, [24]))
    assert found.unlike.empty
    assert found.unknown.empty
    assert found.sentences == [
        "Each of the 24 customers fits better than half of the market.",
        "Your customers are one segment.",
    ]


def test_customers_without_any_trait_are_listed_apart() -> None:
    graph = market(0, [12])
    rows = (np.arange(len(graph.accounts)) != 5).astype(float)[:, None]
    dark = {
        name: replace(each, values=csr_array(each.values.toarray() * rows))
        for name, each in graph.matrices.items()
    }
    for each in dark.values():
        each.values.eliminate_zeros()
    found = outliers(replace(graph, matrices=dark))
    assert found.unknown["account"].tolist() == ["A5"]
    assert found.unknown["why"].tolist() == ["nothing is known of it"]
    assert "A5" not in found.unlike["account"].tolist()
    assert "1 customer teaches nothing, for lack of data that counts." in found.sentences


def test_one_blob_is_one_kind() -> None:
    several = [seed for seed in range(20) if len(told(market(seed, [30]))) > 1]
    assert len(several) <= 1


@pytest.mark.parametrize("sizes", [[30, 30], [40, 24]])
def test_two_kinds_are_told_apart_and_named(sizes: list[int]) -> None:
    right = 0
    for seed in range(6):
        found = told(market(seed, sizes))
        if len(found) != 2:
            continue
        right += 1
        for row in found.to_dict("records"):
            first = np.array([int(name[1:]) < sizes[0] for name in row["members"]])
            of_first = bool(first.mean() > 0.5)
            assert (first == of_first).mean() >= 0.85
            own = range(OWN) if of_first else range(OWN, 2 * OWN)
            uses = [int(each.split()[1]) for each in row["traits"] if each.startswith("uses")]
            assert uses
            assert set(uses) <= set(own)
            assert row["name"] == ", ".join(row["traits"][:2])
    assert right >= 5


def test_three_kinds_are_told_apart() -> None:
    found = [told(market(seed, [30, 30, 30])) for seed in range(4)]
    assert sum(len(each) == 3 for each in found) >= 3


def test_prospects_go_to_the_kind_that_they_are_like() -> None:
    # Ten prospects of the second kind, which is the larger; the others know nothing.
    graph = market(0, [20, 30], 10)
    second = {
        name: replace(each, values=csr_array(np.vstack([X[:50], X[20:30]])))
        for name, each in graph.matrices.items()
        for X in [each.values.toarray()]
    }
    found = told(replace(graph, matrices=second))
    assert found["prospects"][0] >= 9
    assert found["prospects"].sum() == 10
    assert found["customers"].sum() == 50
    assert found["kind"].tolist() == [1, 2]
    assert [len(each) for each in found["keys"]] == found["customers"].tolist()


def test_one_region_or_the_other_makes_no_kinds() -> None:
    graph = market(0, [30])
    regions = np.zeros((150, 2))
    regions[np.arange(150), np.arange(150) % 2] = 1
    matrices = {"uses": graph.matrices["uses"], "region": matrix("region", regions)}
    assert len(told(replace(graph, matrices=matrices))) == 1


def test_customers_who_are_all_the_same_are_of_one_kind() -> None:
    X = np.zeros((40, 4))
    X[:20, :3] = 1
    X[20:, 3] = 1
    found = told(graph_of(["customer"] * 20 + ["prospect"] * 20, uses=X))
    assert found["customers"].tolist() == [20]
    assert found["prospects"].tolist() == [0]
    assert found["traits"][0] == ["uses 0", "uses 1", "uses 2"]


def test_trading_keeps_how_many_traits_each_has_and_how_many_have_each() -> None:
    graph = market(0, [20])
    before = two_way_split._traits(graph, np.arange(20))
    for after in two_way_split._traded(before):
        assert np.array_equal(np.bincount(after.unit), np.bincount(before.unit))
        assert np.array_equal(after.trait, before.trait)
        pairs = set(zip(after.unit.tolist(), after.trait.tolist(), strict=True))
        assert len(pairs) == len(after.unit)
    assert np.mean(after.unit != before.unit) > 0.5


def test_likeness_is_that_of_the_lists_both_ways() -> None:
    graph = market(0, [12])
    found = two_way_split._likeness(two_way_split._traits(graph, np.arange(12)))
    own = {name: each.values[:12] for name, each in graph.matrices.items()}
    idf = {name: inverse_frequency(each.values) for name, each in graph.matrices.items()}
    one_way = likeness(own, own, idf)
    assert found == pytest.approx((one_way + one_way.T) / 2)


@pytest.mark.parametrize(
    ("customers", "known", "prospects", "says"),
    [
        (0, 0, 5, "There are no customers to learn from"),
        (1, 1, 5, "needs at least 3, and there is 1; name more"),
        (2, 2, 5, "needs at least 3, and there are 2; name more"),
        (5, 2, 5, "needs at least 3, and there are 2 of which anything is known"),
        (5, 0, 5, "Nothing is known of your customers except their names"),
        (5, 5, 0, "Every account is a customer or left out"),
        (5, 5, 5, "share nothing that sets them apart"),
    ],
)
def test_too_little_is_said_in_a_sentence(
    customers: int, known: int, prospects: int, says: str
) -> None:
    X = np.ones((customers + prospects, 1))
    X[known:customers] = 0
    status = ["customer"] * customers + ["prospect"] * prospects
    with pytest.raises(RankingError, match=re.escape(says)):
        outliers(graph_of(status, uses=X))


def test_few_customers_are_of_one_kind_and_it_is_said_why() -> None:
    found = outliers(market(0, [5]))
    assert len(found.segments) == 1
    assert any("need at least 6 customers of which" in each for each in found.warnings)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store of 9 customers who use Elixir and Go, one who uses Java, and 40 who mostly do."""
    tools = [*[("Elixir", "Go")] * 9, *[("Java",)] * 36, *[("Elixir",)] * 5]
    names = [f"{'c' if i < 10 else 'p'}{i}.example" for i in range(len(tools))]
    companies = [f"{name},{name},{'customer' if name[0] == 'c' else ''}" for name in names]
    uses = [f"{name},{tool}" for name, own in zip(names, tools, strict=True) for tool in own]
    for file, lines in (
        ("companies", ["name,domain,status", *companies]),
        ("uses", ["domain,technology", *uses]),
    ):
        (tmp_path / f"{file}.csv").write_text("\n".join(lines) + "\n")
    path = str(tmp_path / "market.duckdb")
    graph_icp.open(path).load(tmp_path / "companies.csv", tmp_path / "uses.csv")
    return path


def test_the_command_tells_and_lists(store: str, tmp_path: Path) -> None:
    found = graph_icp.open(store).customers.outliers()
    assert found.unlike["domain"].tolist() == ["c9.example"]
    shown = CliRunner().invoke(main, ["customers", "outliers", "--store", store])
    assert shown.exit_code == 0, shown.output
    assert "1 of 10 customers fits worse than half of the market" in shown.stdout
    assert "Lacks" in shown.stdout
    listed = CliRunner().invoke(
        main, ["customers", "outliers", "--store", store, "--format", "csv"]
    )
    assert listed.stdout.splitlines()[0] == "account,domain,fit,beats,why,key"
    assert listed.stdout.splitlines()[1].startswith("c9.example,c9.example,")
    output = tmp_path / "unlike.xlsx"
    assert (
        CliRunner()
        .invoke(main, ["customers", "outliers", "--store", store, "-o", str(output)])
        .exit_code
        == 0
    )
    assert output.stat().st_size
    wrong = CliRunner().invoke(
        main, ["customers", "outliers", "--store", store, "--without", "uses"]
    )
    assert wrong.exit_code == 1
    assert isinstance(wrong.exception, SystemExit)
    assert "Nothing is known of your customers" in wrong.stderr
