"""The profile: what it counts, how sure it is, what it says, and the page that it fills."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array
from scipy.stats import binom

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.customers.lift import Group, exact, group, lift
from graph_icp.discovery.customers.profile import Profile, profile
from graph_icp.discovery.selectors import without
from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.model import slug
from graph_icp.graph.relations import RELATIONS
from graph_icp.output.pages.profile_page import profile_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from click.testing import Result

Rows = "Sequence[tuple[str, float | None, Mapping[str, Sequence[str]]]]"


def graph_of(rows: Rows) -> Graph:
    """Return a graph of accounts, each given by status, worth and traits by relation."""
    count = len(rows)
    accounts = pd.DataFrame(
        {
            "id": np.arange(count) + 7,
            "key": [f"domain:a{i:04}.example" for i in range(count)],
            "name": [f"A{i}" for i in range(count)],
            "domain": [f"a{i:04}.example" for i in range(count)],
            "status": [status for status, _, _ in rows],
            "value": pd.array([worth for _, worth, _ in rows], dtype="Float64").to_numpy(
                np.float64, na_value=np.nan
            ),
        }
    )
    order = [each.name for each in RELATIONS]
    names = sorted({name for _, _, has in rows for name in has}, key=order.index)
    return Graph(accounts, {name: matrix_of(name, [has for *_, has in rows]) for name in names})


def matrix_of(relation: str, rows: Sequence[Mapping[str, Sequence[str]]]) -> Matrix:
    names = sorted({trait for has in rows for trait in has.get(relation, ())}, key=slug)
    dense = np.array([[float(name in has.get(relation, ())) for name in names] for has in rows])
    traits = pd.DataFrame({"id": range(len(names)), "key": map(slug, names), "name": names})
    return Matrix(relation, csr_array(dense.reshape(len(rows), len(names))), traits)


def small() -> Graph:
    """Four customers of worth 1, 1, 1 and .5, and ten prospects, one of which is an open deal."""
    return graph_of(
        [
            ("customer", None, {"sponsored": ["KubeCon"], "uses": ["Go"], "size": ["201-500"]}),
            ("customer", 1, {"sponsored": ["KubeCon"], "uses": ["Go"], "size": ["201-500"]}),
            ("customer", 1, {"sponsored": ["DevDay"], "size": ["1-10"]}),
            ("customer", 0.5, {"sponsored": ["KubeCon"], "uses": ["Java"]}),
            ("open deal", None, {"sponsored": ["KubeCon"], "size": ["10001-50000"]}),
            *[("prospect", None, {"sponsored": ["DevDay"], "size": ["51-200"]})] * 4,
            *[("prospect", None, {"uses": ["Java"], "size": ["1001-5000"]})] * 5,
            ("partner", None, {"sponsored": ["KubeCon"], "uses": ["Go"], "size": ["1-10"]}),
            ("churned", None, {"sponsored": ["KubeCon"], "uses": ["Go"], "size": ["1-10"]}),
        ]
    )


def trait(found: Profile, name: str) -> pd.Series:
    (place,) = np.flatnonzero(found.traits["name"] == name)
    return found.traits.iloc[place]


def binomial(having: float, known: int) -> Group:
    return Group(known, known, np.array([having]), np.array([having / known]))


def test_shares_count_those_known_there_and_customers_by_worth() -> None:
    kubecon = trait(profile(small()), "KubeCon")
    assert (kubecon["customers"], kubecon["prospects"]) == (3, 1)
    assert kubecon["share_of_customers"] == pytest.approx(2.5 / 3.5)
    assert kubecon["share_of_market"] == pytest.approx(1 / 5)
    assert kubecon["lift"] == pytest.approx(2.5 / 3.5 * 5)
    assert kubecon["lift_low"] < kubecon["lift"] < kubecon["lift_high"]
    assert (kubecon["relation"], kubecon["trait"], kubecon["key"]) == (
        *("sponsored", "event", "kubecon"),
    )


def test_a_trait_of_one_customer_is_nobodys_profile() -> None:
    found = profile(small())
    assert set(found.traits["name"]) == {"KubeCon", "Go", "201-500"}
    assert found.compares == "4 customers compared with 10 prospects"


def test_what_no_prospect_has_has_no_lift_but_a_least_one() -> None:
    go = trait(profile(small()), "Go")
    assert math.isnan(go["lift"])
    assert math.isnan(go["lift_high"])
    assert go["lift_low"] > 0
    assert go["says"] == (
        "2 of the 3 customers whose technologies are known use Go; none of 5 such prospects do."
    )


def test_sentences_follow_the_verb_and_the_number() -> None:
    assert trait(profile(small()), "KubeCon")["says"] == (
        "3 of your 4 customers sponsored KubeCon; so did 1 of the 5 prospects whose sponsored "
        "events are known."
    )
    rows = [("customer", None, {"investors": ["Fund"], "uses": ["Go"], "region": ["Alps"]})] * 20
    rows += [("prospect", None, {"investors": ["Fund"], "uses": ["Go"], "region": ["Alps"]})] * 2
    rows += [("prospect", None, {"investors": ["X"], "uses": ["C"], "region": ["Sea"]})] * 60
    found = profile(graph_of(rows))
    assert set(found.traits["says"]) == {
        "All of your 20 customers are backed by Fund; so are 2 of 62 prospects.",
        "All of your 20 customers use Go; so do 2 of 62 prospects.",
        "All of your 20 customers are based in Alps; so are 2 of 62 prospects.",
        "None of your 20 customers are backed by X, but 60 of 62 prospects are.",
        "None of your 20 customers use C, but 60 of 62 prospects do.",
        "None of your 20 customers are based in Sea, but 60 of 62 prospects are.",
    }
    # What is rarer comes after what is more common.
    assert list(found.traits["lift"] > 1) == [True] * 3 + [False] * 3
    assert len(profile(graph_of(rows), limit=1).traits) == 2


def test_the_surest_come_first() -> None:
    rows = [("customer", None, {"uses": ["Sure", "Odd"] if i < 2 else ["Sure"]}) for i in range(20)]
    rows += [("prospect", None, {"uses": ["Sure" if i < 40 else "C"]}) for i in range(100)]
    rows += [("prospect", None, {"uses": ["Odd"]})]
    found = profile(graph_of(rows)).traits
    assert list(found["name"]) == ["Sure", "Odd", "C"]
    assert found["lift"][0] < found["lift"][1]
    assert list(found["lift_low"][:2]) == sorted(found["lift_low"][:2], reverse=True)


def test_sizes_stand_in_their_order_others_by_share() -> None:
    found = profile(small()).distributions
    assert list(found["value"]) == ["1-10", "51-200", "201-500", "1001-5000", "10001-50000"]
    assert list(found["share_of_customers"]) == pytest.approx([1 / 3, 0, 2 / 3, 0, 0])
    assert list(found["share_of_market"]) == pytest.approx([0, 0.4, 0, 0.5, 0.1])
    rows = [("customer", None, {"size": [size]}) for size in ("large", "tiny", "50001+")]
    found = profile(graph_of([*rows, ("prospect", None, {"size": ["medium"]})])).distributions
    assert list(found["value"]) == ["50001+", "tiny", "medium", "large"]


def test_rare_values_are_one_row_in_which_each_company_counts_once() -> None:
    rows = [("customer", None, {"industry": ["Fintech"]}) for _ in range(8)]
    rows += [("customer", None, {"industry": ["I1", "I2"]}), ("customer", None, {"uses": ["Go"]})]
    rows += [("prospect", None, {"industry": [f"I{place}"]}) for place in range(131)]
    rows += [("prospect", None, {"industry": ["Retail"]})] * 69
    found = profile(graph_of(rows)).distributions
    assert list(found["value"])[:2] == ["Fintech", "I1"]
    assert len(found) == 5
    other = found.iloc[-1]
    assert other["value"] == "other (129 industries)"
    assert (other["customers"], other["customers_known"]) == (0, 9)
    assert (other["prospects"], other["prospects_known"]) == (129, 200)
    assert other["share_of_market"] == pytest.approx(129 / 200)
    several = [("customer", None, {"industry": ["A", "B", "C", f"D{i}"]}) for i in range(200)]
    folded = profile(graph_of([*several, ("prospect", None, {"industry": ["A"]})])).distributions
    assert folded["customers"].iloc[-1] == 200
    assert folded["value"].iloc[-1] == "other (200 industries)"


def test_the_best_alone_are_called_best() -> None:
    rows = [("customer", worth, {"uses": ["Go"]}) for worth in (1, 1, 1, 0)]
    rows += [("prospect", None, {"uses": ["C"]})] * 20
    found = profile(graph_of(rows))
    assert found.compares == "3 best customers compared with 20 prospects"
    assert trait(found, "Go")["says"].startswith("All of your 3 best customers use Go; none of 20")


def test_the_five_strongest_come_first_and_what_is_rarer_apart() -> None:
    tools = [f"T{place}" for place in range(9)]
    rows = [("customer", None, {"uses": tools[: 4 + i % 5], "region": ["Alps"]}) for i in range(30)]
    rows += [
        ("prospect", None, {"uses": [tools[i % 9], "C"], "region": ["Sea"]}) for i in range(90)
    ]
    rows += [("prospect", None, {"region": ["Alps"]})]
    found = profile(graph_of(rows))
    assert len(found.sentences) == 4  # three of one relation at most
    assert all(each.startswith(("All of your 30", "30 of", "2")) for each in found.sentences)
    assert found.rarer[0] == (
        "None of your 30 customers use C, but 90 of the 90 prospects whose technologies are known "
        "do."
    )


def test_a_relation_in_which_all_are_alike_cannot_tell() -> None:
    rows = [("customer", None, {"industry": ["Fintech"], "uses": [f"T{i}"]}) for i in range(8)]
    rows += [("prospect", None, {"industry": ["Fintech"], "uses": ["T0"]})] * 20
    said = [each for each in profile(graph_of(rows)).rarer if "cannot tell" in each]
    assert said == [
        "All of your 8 customers are in Fintech, and so are 100% of prospects, so "
        "industry cannot tell how much it matters."
    ]
    rows += [("prospect", None, {"industry": ["Retail"]})] * 80
    assert not any("cannot tell" in each for each in profile(graph_of(rows)).rarer)


def test_what_is_left_out_is_not_told() -> None:
    found = profile(without(small(), ["event:KubeCon", "size"]))
    assert set(found.traits["name"]) == {"Go"}
    assert found.distributions.empty


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("prospect", None, {"uses": ["Go"]})], "There are no customers to learn from"),
        (
            [("customer", None, {"uses": ["Go"]})] * 5,
            "Every account is a customer or left out; there is nobody to rank.",
        ),
        (
            [("customer", None, {"uses": ["Go"]}), ("prospect", None, {"uses": ["Go"]})],
            "A profile needs at least 3 best customers, and there is 1; name more",
        ),
        (
            [
                *[("customer", worth, {"uses": ["Go"]}) for worth in (1, 1, 0)],
                ("prospect", None, {"uses": ["Go"]}),
            ],
            "A profile needs at least 3 best customers, and there are 2; name more",
        ),
        (
            [*[("customer", None, {})] * 4, ("prospect", None, {"uses": ["Go"]})],
            "Nothing is known of your customers except their names",
        ),
        (
            [*[("customer", None, {"uses": ["Go"]})] * 4, ("prospect", None, {"size": ["1-10"]})],
            "Nothing is known of the prospects that is also known of your customers",
        ),
        (
            [*[("customer", None, {})] * 4, ("prospect", None, {})],
            "Nothing is known of your customers except their names",
        ),
    ],
)
def test_too_little_is_said_in_a_sentence(rows: Rows, says: str) -> None:
    with pytest.raises(RankingError, match=f"^{re.escape(says)}"):
        profile(graph_of(rows))


def test_few_and_unknown_customers_are_warned_of() -> None:
    rows = [*[("customer", None, {"uses": ["Go"]})] * 3, ("customer", None, {})]
    rows += [("prospect", None, {"uses": ["Go"]})]
    warnings = profile(graph_of(rows)).warnings
    assert warnings[0].startswith("4 customers are few")
    assert warnings[1] == "Nothing is known of 1 of the 4 customers."
    rows = [("customer", None, {"uses": ["Go"], "size": ["1-10"]})] * 12
    found = profile(graph_of([*rows, ("prospect", None, {"uses": ["Go"]})]))
    assert found.warnings == ["No prospect's size are known, so they are not compared."]


def test_exact_intervals_are_those_of_clopper_and_pearson() -> None:
    # Tails of the binomial itself: at either end, what was seen has a chance of 2.5%.
    for having, known in ((7, 34), (1, 34), (3, 8)):
        (low,), (high,) = exact(binomial(having, known))
        assert binom.sf(having - 1, known, low) == pytest.approx(0.025)
        assert binom.cdf(having, known, high) == pytest.approx(0.025)
    # All of 10 and none of 10: the closed form.
    assert exact(binomial(10, 10))[0] == pytest.approx(0.025 ** (1 / 10))
    assert exact(binomial(0, 10))[1] == pytest.approx(1 - 0.025 ** (1 / 10))


@pytest.mark.parametrize(("p", "q"), [(0.5, 0.5), (0.3, 0.1), (0.1, 0.4), (0.9, 0.9), (0.05, 0.02)])
def test_at_least_95_of_100_intervals_hold_the_true_lift(p: float, q: float) -> None:
    customers, market = 12, 60
    x, y = (each.ravel().astype(float) for each in np.mgrid[: customers + 1, : market + 1])
    _, low, high = lift(
        Group(customers, customers, x, x / customers), Group(market, market, y, y / market)
    )
    holds = (low <= p / q) & ~(high < p / q)
    held = np.sum(holds * binom.pmf(x, customers, p) * binom.pmf(y, market, q))
    assert 0.95 <= held < 0.9999


def test_with_many_accounts_it_is_the_interval_of_katz() -> None:
    x, m, y, n = 4_000, 10_000, 20_000, 100_000
    error = 1.959964 * math.sqrt(1 / x - 1 / m + 1 / y - 1 / n)
    (ratio,), (low,), (high,) = lift(binomial(x, m), binomial(y, n))
    assert ratio == pytest.approx(2)
    assert (low, high) == pytest.approx((2 * math.exp(-error), 2 * math.exp(error)), rel=2e-3)


def test_two_of_two_customers_prove_little() -> None:
    _, (low,), _ = lift(binomial(2, 2), binomial(400, 1_000))
    assert low < 1


def test_unequal_worth_widens_the_interval() -> None:
    X = csr_array(np.array([[1.0, 0]] * 6 + [[0, 1.0]] * 6))
    market = binomial(30, 100)
    even = group(X, np.ones(12))
    uneven = group(X, np.array([1, 0.1, 0.1, 0.1, 0.1, 0.1] * 2))
    assert even.size == pytest.approx(12)
    assert uneven.size == pytest.approx(3**2 / 2.1)
    assert uneven.share == pytest.approx(even.share)
    wide = [
        lift(Group(12, each.size, each.counts[:1], each.share[:1]), market)
        for each in (uneven, even)
    ]
    assert wide[0][1] < wide[1][1]
    assert wide[0][2] > wide[1][2]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")
        ]

    def handle_data(self, data: str) -> None:
        self.text += data


NASTY = '<script>a("$x$ & $")</script>'
NAMES = (NASTY, "株式会社", "R&D </svg><img src=x>", "a\u202eb")


def test_the_page_shows_names_and_runs_and_fetches_nothing() -> None:
    rows = [("customer", None, {"uses": [*NAMES], "region": [NASTY]})] * 12
    rows += [("prospect", None, {"uses": ["C"], "region": ["Sea"]})] * 30
    rows += [("prospect", None, {"uses": [NASTY], "region": ["Sea"]})]
    found = profile(graph_of(rows))
    page = profile_page(found)
    parsed = _Page()
    parsed.feed(page)
    assert {"figure", "table"} <= parsed.tags
    assert not {"script", "img", "iframe", "object", "image"} & parsed.tags
    assert all(each.startswith(("#", "data:")) for each in parsed.addresses)
    assert "url(http" not in page
    assert "default-src 'none'" in page
    # In a sentence, in a table, and beside a bar.
    assert parsed.text.count(NASTY) >= 3
    assert parsed.text.count("株式会社") >= 2
    assert "\u202e" not in page
    assert page == profile_page(found)


def test_the_page_of_a_profile_without_firmographics_or_standouts() -> None:
    rows = [("customer", None, {"uses": ["Go"]})] * 4 + [("prospect", None, {"uses": ["Go"]})] * 4
    page = profile_page(profile(graph_of(rows)))
    assert "Nothing is surely more common among customers" in page
    assert "4 customers compared with 4 prospects" in page


def test_it_says_plainly_how_many_traits_stand_out_by_luck() -> None:
    rows = [("customer", None, {"uses": ["Go"]})] * 30
    rows += [("prospect", None, {"uses": ["C"]})] * 90
    assert profile(graph_of(rows)).rarer[-1] == (
        "2 traits were compared. 1 is clearly more common among customers, and 1 clearly rarer. "
        "By luck alone hardly any would seem so."
    )


@pytest.mark.parametrize(("second", "told"), [(["Retail", "Banks"], True), (["Banks"], False)])
def test_the_page_says_where_a_company_has_several_industries(
    second: list[str], told: bool
) -> None:
    rows = [("customer", None, {"industry": ["Retail"]})] * 4
    rows += [("prospect", None, {"industry": second})] * 4
    page = profile_page(profile(graph_of(rows)))
    assert ("the shares add up to more than 100%" in page) == told


def test_a_page_that_cannot_be_written_says_why(store: str, tmp_path: Path) -> None:
    page = str(tmp_path / "none" / "page.html")
    run = CliRunner().invoke(main, ["icp", "profile", "--store", store, "--page", page])
    assert run.exit_code == 1
    assert "there is no folder" in run.stderr


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store of 12 customers who use Elixir, and 40 others who do not."""
    lines = [(f"c{i}.example", "Elixir", "customer") for i in range(12)]
    lines += [(f"p{i}.example", "Java" if i else "Elixir", "prospect") for i in range(40)]
    companies = "".join(f"{domain},{domain},{status}\n" for domain, _, status in lines)
    (tmp_path / "companies.csv").write_text(f"name,domain,status\n{companies}")
    uses = "".join(f"{domain},{tool}\n" for domain, tool, _ in lines)
    (tmp_path / "uses.csv").write_text(f"domain,technology\n{uses}")
    path = str(tmp_path / "market.duckdb")
    graph_icp.open(path).load(tmp_path / "companies.csv", tmp_path / "uses.csv")
    return path


def test_a_market_tells_its_profile(store: str) -> None:
    found = graph_icp.open(store).customers.profile()
    assert list(found.traits["name"]) == ["Elixir", "Java"]
    assert "All of your 12 customers use Elixir; so does 1 of 40 prospects." in found.sentences
    with pytest.raises(UnknownNameError, match="no technology 'Cobol'"):
        graph_icp.open(store).customers.profile(without=["technology:Cobol"])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["icp", "profile", *arguments])


def test_the_command_shows_lists_and_writes_a_page(store: str, tmp_path: Path) -> None:
    shown = run("--store", store, "--page", str(tmp_path / "page.html"))
    assert shown.exit_code == 0, shown.output
    assert "All of your 12 customers use Elixir; so does 1 of 40 prospects." in shown.stdout
    row = r"Elixir +12 of 12 \(100%\) +1 of 40 \(2%\) +40 times \(\d\S* to \d"
    assert re.search(row, shown.stdout)
    assert "Elixir" in (tmp_path / "page.html").read_text(encoding="utf-8")
    listed = run("--store", store, "--format", "csv", "--limit", "1")
    assert listed.stdout.splitlines()[0].startswith("relation,trait,name,customers,prospects,")
    assert len(listed.stdout.splitlines()) == 3
    for name in ("profile.json", "profile.xlsx", "profile.csv"):
        assert run("--store", store, "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).stat().st_size
