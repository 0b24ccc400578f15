"""What `discover` lists, `explain`, `similar` and `neighbourhood` say again, from the kept run."""

from __future__ import annotations

import csv
import math
import random
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import graph_icp
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import RankingError, StoreError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.ranking.explaining import Explanation
    from graph_icp.market import Market

# A blend, one that weighs rows of length 1, one that compares pairs, one that sees no customers.
METHODS = ["auto", "cosine", "jaccard", "popularity"]
EVERYBODY = Filters(statuses=("customer", "prospect", "churned", "competitor"))
ACCOUNTS, CUSTOMERS, CHURNED = 34, 18, (26, 27, 30, 31, 33)
# A prospect with more traits than a picture holds, a customer, and one with a region at most.
HUB, CUSTOMER, UNKNOWN = "firm-20.example", "firm-3.example", "firm-29.example"

Rows = list[tuple[str, ...]]


def tables() -> dict[str, Rows]:
    """The files of a market whose customers share technologies, events and people."""
    draw = random.Random(0)
    domains = [domain_of(place) for place in range(ACCOUNTS)]
    told: dict[str, Rows] = {
        "companies": [("domain", "name", "country", "region", "status")],
        "uses": [("domain", "technology")],
        "sponsors": [("domain", "event", "tier")],
        "people": [("name", "email", "domain", "until")],
        "customers": [("domain", "value")],
    }
    for place, domain in enumerate(domains):
        status = "churned" if place in CHURNED else "competitor" if place == 32 else ""
        region = ("Alps", "Coast", "")[(place + 1) % 3]
        told["companies"].append((domain, f"Firm {place}", "DE", region, status))
        if place < CUSTOMERS:
            told["customers"].append((domain, draw.choice(["", "0.5", "1"])))
        if domain == UNKNOWN:
            continue
        told["uses"] += [(domain, f"Tool {each}") for each in tools(draw, place)]
        told["sponsors"] += [
            (domain, f"Day {event}", "Gold")
            for event in range(8)
            if draw.random() < (0.5 if place < CUSTOMERS and event < 2 else 0.1)
        ]
        for person in range(draw.choice([0, 0, 1, 2])):
            name, email = f"Ada {person}", f"ada{person}@{domain}"
            former = draw.choice([each for each in domains if each != UNKNOWN])
            told["people"] += [(name, email, domain, ""), (name, email, former, "2020-01-01")]
    return told


def tools(draw: random.Random, place: int) -> list[int]:
    """What a company uses; who has the last tool has churned, but for the first customer."""
    if domain_of(place) == HUB:
        return [*range(20)]
    if place in CHURNED:
        return [19]
    likely = [0.7 if place < CUSTOMERS and tool < 5 else 0.15 for tool in range(19)]
    return [tool for tool in range(19) if draw.random() < likely[tool]] + [19] * (place == 0)


def domain_of(place: int) -> str:
    return f"firm-{place}.example"


def write(folder: Path, told: dict[str, Rows]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in told.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return folder


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody else changes."""
    folder = tmp_path_factory.mktemp("loaded")
    graph_icp.open(folder / "market.duckdb").load(write(folder / "files", tables()))
    return folder / "market.duckdb"


@pytest.fixture(scope="module")
def in_memory(loaded: Path) -> Market:
    """The same market in memory: a file is opened anew for each question."""
    market = graph_icp.open(":memory:")
    market.load(loaded.with_name("files"))
    return market


@pytest.fixture(params=["DuckDB", "Neo4j"])
def market(request: pytest.FixtureRequest, loaded: Path) -> Market:
    """A market that is only asked, but for its runs."""
    if request.param == "DuckDB":
        in_memory: Market = request.getfixturevalue("in_memory")
        return in_memory
    stores = request.getfixturevalue("team_stores")
    files = loaded.with_name("files")
    address = stores.holding("firms", lambda address: graph_icp.open(address).load(files))
    return graph_icp.open(address)


@pytest.fixture(params=["DuckDB", "Neo4j"])
def own(request: pytest.FixtureRequest, loaded: Path, tmp_path: Path) -> Market:
    """A market of the test's own, to change."""
    if request.param == "DuckDB":
        shutil.copy(loaded, tmp_path / "own.duckdb")
        return graph_icp.open(tmp_path / "own.duckdb")
    own = graph_icp.open(request.getfixturevalue("team_store"))
    own.load(loaded.with_name("files"))
    return own


@pytest.mark.parametrize("method", METHODS)
def test_explain_says_of_each_what_the_list_says(market: Market, method: str) -> None:
    found = market.discover(method=method, filters=EVERYBODY, without=["technology:Tool 3"])
    table = found.table
    assert len(table) == found.ranked
    # Who is known in one relation alone is not ranked where that tells nobody apart.
    assert len(table) + found.unknown == ACCOUNTS
    assert found.unknown == (method in ("auto", "popularity"))
    # An explanation opens the run anew, so that not all of them are asked for.
    some = table[:: 3 if method == "auto" else 8]
    for row in rows(some):
        explanation = assert_explained(market, row)
        names = [*explanation.points["name"]]
        assert "Tool 3" not in names
        assert row.domain != HUB or "Tool 4" in names
        assert row.account not in [*explanation.closest["customer"], *row.customers_it_resembles]
        assert all(row.account not in like for like in explanation.points["like"])
        assert not re.search(rf"{row.account}\b", row.why)


def rows(table: pd.DataFrame) -> Iterator[Any]:
    return table.itertuples(index=False)


def assert_explained(market: Market, row: Any) -> Explanation:
    """Hold the explanation of one account against its row in the list."""
    explained = market.explain(row.key)
    explanation = explained.explanation
    total = pytest.approx(row.points, rel=1e-9, abs=1e-9)
    assert explanation.fit == pytest.approx(row.fit, abs=1e-6)
    assert explanation.total == total
    assert explanation.points["points"].sum() == total
    assert explanation.relations["points"].sum() == total
    assert explanation.coverage == pytest.approx(row.coverage)
    assert explanation.why == row.why
    assert [*explanation.closest["customer"][:3]] == row.customers_it_resembles
    assert explained.rank == row.rank
    assert not explained.run.changed
    return explanation


@pytest.mark.parametrize("account", [HUB, CUSTOMER])
def test_every_line_names_the_customers_who_have_the_trait(market: Market, account: str) -> None:
    market.discover()
    told = tables()
    names = {row[0]: row[1] for row in told["companies"]}
    customers = {names[domain] for domain, _ in told["customers"][1:]}
    having: dict[tuple[str, str], set[str]] = {}
    for relation, file in (("uses", "uses"), ("sponsored", "sponsors")):
        for domain, trait, *_ in told[file][1:]:
            having.setdefault((relation, trait), set()).add(names[domain])
    lines = market.explain(account).explanation.points
    lines = lines[lines["relation"].isin(["uses", "sponsored"]) & (lines["trait"] != "")]
    assert len(lines) == sum(names[account] in each for each in having.values())
    for line in rows(lines):
        expected = having[line.relation, line.name] & customers - {names[account]}
        assert set(line.like) == expected
        assert line.customers == len(line.like) == len(expected)


def test_a_customers_own_worth_does_not_move_its_traits(own: Market, tmp_path: Path) -> None:
    own.discover(method="cosine", limit=0)
    before = own.explain(CUSTOMER)
    (tmp_path / "worth.csv").write_text(f"domain,value\n{CUSTOMER},0.01\n", encoding="utf-8")
    own.customers.add(tmp_path / "worth.csv")
    own.discover(method="cosine", limit=0)
    after = own.explain(CUSTOMER)
    # Others' points change with it, and with them where 0 lies.
    raw = [
        each.explanation.total * each.run.fit.span + 100 * each.run.fit.typical
        for each in (before, after)
    ]
    assert before.run.fit.typical != after.run.fit.typical
    assert raw[0] == pytest.approx(raw[1], rel=1e-9)


def test_a_load_and_a_change_of_customers_are_said_to_have_changed_the_market(
    own: Market, tmp_path: Path
) -> None:
    own.discover(limit=0)
    assert not own.explain(HUB).run.changed
    (tmp_path / "names.txt").write_text("firm-25.example\n", encoding="utf-8")
    own.customers.add(tmp_path / "names.txt")
    assert own.explain(HUB).run.changed
    own.discover(limit=0)
    assert not own.explain(HUB).run.changed
    more: dict[str, Rows] = {"more": [("domain", "technology"), (UNKNOWN, "Tool 1")]}
    own.load(write(tmp_path / "more", more))
    assert own.explain(HUB).run.changed


def test_explain_without_a_run_learns_one(own: Market) -> None:
    explained = own.explain(HUB)
    table = own.discover().table.set_index("domain")
    assert explained.run.number == 1
    assert explained.run.fit.method == "auto"
    assert explained.explanation.fit == pytest.approx(table["fit"][HUB])
    assert explained.rank == table["rank"][HUB]


def test_explain_without_customers_says_what_to_do(own: Market) -> None:
    own.customers.remove(where=["technology"])
    own.customers.remove(where=["region"])
    with pytest.raises(RankingError, match="no customers to learn from"):
        own.explain(HUB)


@pytest.mark.parametrize("method", METHODS)
def test_a_run_outlives_the_program_that_made_it(own: Market, method: str) -> None:
    found = own.discover(method=method, without=["region"], limit=2)
    table = found.table
    for row in rows(table):
        explained = graph_icp.open(own.path).explain(row.account)
        run = explained.run
        assert explained.explanation.fit == pytest.approx(row.fit, rel=1e-9, abs=1e-9)
        assert (run.fit.method, run.fit.hundred) == (method, found.hundred)
        assert run.options["without"] == ["region"]
        assert (run.options["profile"], run.options["icp"]) == (None, "")
        assert {each.relation: each.share for each in run.fit.relations} == found.shares


def test_what_is_unknown_is_not_ranked_and_has_no_fit(market: Market) -> None:
    found = market.discover(without=["region"])
    table = found.table
    assert found.unknown == 1
    assert UNKNOWN not in [*table["domain"]]
    explained = market.explain(UNKNOWN)
    assert math.isnan(explained.explanation.fit)
    assert explained.explanation.coverage == 0
    assert explained.rank is None
    assert not explained.explanation.relations["known"][:-1].any()


def test_the_order_of_rows_and_files_changes_nothing(market: Market, tmp_path: Path) -> None:
    draw = random.Random(1)
    mixed = {
        f"{9 - place}-{name}": [rows[0], *draw.sample(rows[1:], len(rows) - 1)]
        for place, (name, rows) in enumerate(tables().items())
    }
    other = graph_icp.open(":memory:")
    other.load(write(tmp_path / "mixed", mixed))
    one, another = market.discover().table, other.discover().table
    assert one["key"].to_list() == another["key"].to_list()
    assert one["why"].to_list() == another["why"].to_list()
    assert one["fit"].to_list() == pytest.approx(another["fit"].to_list(), rel=1e-9)


def test_a_list_may_be_cut_and_filtered_and_keeps_its_ranks(market: Market) -> None:
    whole = market.discover().table
    ranks = whole.set_index("key")["rank"]
    cut = market.discover(limit=3).table
    assert cut["key"].to_list() == whole["key"][:3].to_list()
    found = market.discover(filters=Filters(where=("region=Alps",)), limit=2)
    alps = found.table
    assert found.matching >= 2
    assert found.ranked == len(whole)
    assert alps["rank"].to_list() == ranks[alps["key"]].to_list()
    assert market.explain(whole["key"].iloc[-1]).rank == len(whole)


def test_similar_leaves_out_what_the_last_run_did(market: Market) -> None:
    market.discover(without=["uses"], limit=0)
    shared = market.similar(HUB).table["shares"].explode()
    assert not shared.str.startswith("Tool").any()
    back = market.similar(HUB, without=()).table["shares"].explode()
    assert back.str.startswith("Tool").any()


def test_lookalikes_are_alike_both_ways_where_as_much_is_known(market: Market) -> None:
    only = ["sponsored", "people", "region", "attended"]
    there = market.similar(HUB, without=only).table.set_index("domain")["likeness"]
    for domain in there.index[:5]:
        back = market.similar(domain, without=only).table.set_index("domain")["likeness"]
        assert back[HUB] == pytest.approx(there[domain], rel=1e-9)


def test_a_picture_is_cut_to_what_can_be_read_and_counts_the_rest(market: Market) -> None:
    table = market.discover().table.set_index("domain")
    lines = market.explain(HUB).explanation.points
    lines = lines[lines["customers"] > 0]
    graph = market.neighbourhood(HUB)
    traits, customers = ring(graph, "trait"), ring(graph, "customer")
    assert (len(traits), len(customers)) == (15, 15)
    assert graph.graph["traits_left_out"] == len(lines) - 15 > 0
    assert graph.graph["fit"] == pytest.approx(table["fit"][HUB])
    assert graph.graph["reasons"] == table["why"][HUB]
    assert graph.graph["rank"] == table["rank"][HUB]
    further = [abs(graph.nodes[each]["net"]) for each in traits if not graph.nodes[each]["on_card"]]
    assert graph.nodes["uses:tool-19"]["points"] < 0
    assert (lines["net"].abs() > min(further) + 1e-9).sum() < 15
    nodes = lines["relation"] + ":" + lines["trait"]
    sharing = {*lines["like"][nodes.isin(traits)].explode()}
    assert graph.graph["customers_left_out"] == len(sharing) - 15 > 0
    assert {graph.nodes[each]["name"] for each in customers} <= sharing
    whole = market.neighbourhood(HUB, traits=100, customers=100)
    assert whole.graph["traits_left_out"] == whole.graph["customers_left_out"] == 0
    assert len(ring(whole, "trait")) == len(lines)


@pytest.mark.parametrize("account", [HUB, CUSTOMER, UNKNOWN])
def test_a_picture_ties_an_account_to_customers_by_what_they_share(
    market: Market, account: str
) -> None:
    market.discover(limit=0)
    lines = market.explain(account).explanation.points
    named = {f"{line.relation}:{line.trait}": line for line in rows(lines)}
    graph = market.neighbourhood(account, traits=100, customers=100)
    (middle,) = ring(graph, "account")
    assert middle == graph.graph["account"] == f"domain:{account}"
    assert set(graph[middle]) == set(ring(graph, "trait"))
    for trait in ring(graph, "trait"):
        about = graph.nodes[trait]
        assert about["net"] == pytest.approx(named[trait].net)
        assert abs(about["points"] - about["net"]) < 2
        assert about["customers"] == named[trait].customers
        tied = {graph.nodes[each]["name"] for each in graph[trait] if each != middle}
        assert tied == set(named[trait].like)
    for customer in ring(graph, "customer"):
        assert graph.nodes[customer]["shared"] == graph.degree(customer) > 0


def ring(graph: nx.Graph[str], ring: str) -> list[str]:
    return [node for node, about in graph.nodes(data=True) if about["ring"] == ring]


def test_an_account_is_found_by_domain_address_name_and_key(market: Market) -> None:
    named = ("firm-20.example", "https://www.firm-20.example/about", "Firm 20", "firm 20 GmbH")
    for text in (*named, "domain:firm-20.example"):
        assert market.explain(text).explanation.account["domain"] == HUB
    with pytest.raises(UnknownNameError, match="no account 'firm-444"):
        market.explain("firm-444.example")


def test_a_store_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for ask in ("explain", "similar", "neighbourhood"):
        with pytest.raises(StoreError, match="There is no store"):
            getattr(graph_icp.open(tmp_path / "none.duckdb"), ask)(HUB)
    assert not (tmp_path / "none.duckdb").exists()
