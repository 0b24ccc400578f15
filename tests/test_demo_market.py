"""The generated market is reproducible, safe to show, blemished like real files, and solvable."""

from __future__ import annotations

import csv
import datetime
import importlib.util
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pytest

import graph_icp
from graph_icp.demo.generate import Answer, generate
from graph_icp.demo.tables import ICP
from graph_icp.demo.traffic import OURS
from graph_icp.discovery.icp import Icp
from graph_icp.market.intent.account_intent import read_intent
from graph_icp.market.reach.reading import read_acquaintances
from graph_icp.reach.paths import each_of, find, targets

if TYPE_CHECKING:
    from types import ModuleType

    from graph_icp.market import Market

TODAY = datetime.date(2026, 7, 1)
HEADERS = {
    "companies.csv": "company_id,name,domain,country,industry,employees,region,status,aliases",
    "technologies.csv": "technology,category,vendor",
    "company_technology.csv": "domain,company,technology,first_seen",
    "events.csv": "event,title,kind,location,start",
    "company_event.csv": "company,domain,event,tier",
    "people.csv": "name,email,title,company,domain,profile_url,since,until",
    "person_event.csv": "name,email,event,role",
    "customers.csv": "domain,value,since",
    "case_studies.csv": "customer,domain,industry,use case,link,blurb,may be named",
    "colleagues/former_jobs.csv": "name,email,title,company,domain,profile_url,since,until",
    "colleagues/employers.csv": "domain,name,employees",
    "colleagues/words.csv": "colleague,name,email,strength,as_of",
    "signals/visits.csv": "domain,page,visited_at,count",
    "signals/demo_requests.csv": "company,domain,signal,date",
    "signals/reviews.csv": "company,domain,topic,week,score",
}
HEADERS |= {
    f"colleagues/{colleague}/{name}.csv": header
    for colleague in ("nora-quist", "theo-brandt")
    for name, header in (
        (
            "Connections",
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ),
        ("Positions", "Company Name,Title,Description,Location,Started On,Finished On"),
    )
}


class Demo(NamedTuple):
    folder: Path
    answer: Answer

    def rows(self, name: str) -> list[list[str]]:
        """All rows below the header, the bad ones included."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))[1:]

    def records(self, name: str) -> list[dict[str, str]]:
        """The rows that have as many cells as the header."""
        header = HEADERS[name].split(",")
        return [
            dict(zip(header, row, strict=True))
            for row in self.rows(name)
            if len(row) == len(header)
        ]

    def customers(self) -> set[str]:
        return {row["domain"] for row in self.records("customers.csv")}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "made" / "on the way"
    return Demo(folder, generate(folder, today=TODAY))


@pytest.fixture(scope="module")
def market(demo: Demo) -> Market:
    market = graph_icp.open(":memory:")
    market.load(demo.folder, as_of=TODAY)
    return market


def test_every_file_is_there_with_its_header(demo: Demo) -> None:
    files = [path for path in demo.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(demo.folder).as_posix() for path in files}
    assert names == {*HEADERS, "README.txt"}
    for name, header in HEADERS.items():
        assert (demo.folder / name).read_text(encoding="utf-8").splitlines()[0] == header


def test_readme_says_what_every_file_is(demo: Demo) -> None:
    readme = (demo.folder / "README.txt").read_text(encoding="utf-8")
    assert all(Path(name).name in readme for name in HEADERS)


def test_same_seed_and_day_write_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    answer = generate(tmp_path, today=TODAY)
    assert answer == demo.answer
    for name in (*HEADERS, "README.txt"):
        assert (tmp_path / name).read_bytes() == (demo.folder / name).read_bytes()


def test_another_seed_makes_another_market(demo: Demo, tmp_path: Path) -> None:
    assert generate(tmp_path, seed=2, today=TODAY) != demo.answer
    assert (tmp_path / "companies.csv").read_bytes() != (demo.folder / "companies.csv").read_bytes()


def test_every_domain_and_address_is_reserved(demo: Demo) -> None:
    for name in HEADERS:
        for record in demo.records(name):
            for column in ("domain", "email"):
                cell = record.get(column, "")
                free_mail_row = cell == "gmail.com" and not record["name"]
                assert not cell or cell.endswith(".example") or free_mail_row


def test_competitors_have_customers_and_are_evaluated(demo: Demo, tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    names = ("companies.csv", "company_technology.csv", "signals/visits.csv")
    market.load(*(demo.folder / name for name in names), as_of=TODAY)
    (tmp_path / "icp.toml").write_text(ICP, encoding="utf-8")
    counts = market.competitors.pool(as_of=TODAY).counts()
    states = {*zip(counts["competitor"], counts["state"], strict=True)}
    assert states == {("Argo CD", "uses"), ("Jenkins", "evaluating"), ("Jenkins", "uses")}
    assert counts["accounts"].min() > 20


def test_sixty_customers_are_worth_something(demo: Demo) -> None:
    customers = demo.records("customers.csv")
    assert len({customer["domain"] for customer in customers}) == len(customers) == 60
    assert all(0.2 <= float(customer["value"]) <= 1 for customer in customers)


def test_answer_holds_prospects_only(demo: Demo) -> None:
    status = {row["domain"]: row["status"] for row in demo.records("companies.csv")}
    assert 180 <= len(demo.answer.prospects) <= 240
    assert not demo.answer.prospects & demo.customers()
    assert {status[domain] for domain in demo.answer.prospects} <= {"", "prospect"}
    assert {"open deal", "churned", "competitor", "partner"} <= set(status.values())


def test_sizes_of_the_market(demo: Demo) -> None:
    assert len({row["domain"] for row in demo.records("companies.csv") if row["status"]}) > 300
    assert 1500 <= len(demo.rows("companies.csv")) <= 1520
    assert 170 <= len(demo.rows("technologies.csv")) <= 190
    assert len(demo.records("events.csv")) == 61
    assert len({row["email"] for row in demo.records("people.csv")}) == 1201


def test_companies_are_distinct_but_for_a_few_that_are_there_twice(demo: Demo) -> None:
    numbered = [row for row in demo.records("companies.csv") if row["company_id"]]
    domains = Counter(row["domain"].removeprefix("www.") for row in numbered if row["domain"])
    names_alone = sum(not row["domain"] for row in numbered)
    assert len(domains) == 1500
    assert max(domains.values()) == 2
    assert sum(count == 2 for count in domains.values()) + names_alone == 8
    assert any(row["domain"].startswith("www.") for row in numbered)


@pytest.mark.parametrize("column", ["country", "industry", "employees", "region"])
def test_a_good_part_of_the_cells_is_blank(demo: Demo, column: str) -> None:
    blank = sum(not row[column] for row in demo.records("companies.csv"))
    assert 0.3 < blank / 1500 < 0.7


def test_bad_rows_are_spread_over_the_files(demo: Demo) -> None:
    companies = demo.records("companies.csv")
    bad = {
        "negative employees": sum(row["employees"].startswith("-") for row in companies),
        "free mail without a name": sum(row["domain"] == "gmail.com" for row in companies),
        "e-mail as domain": sum(
            "@" in row["domain"]
            for name in ("companies.csv", "company_technology.csv")
            for row in demo.records(name)
        ),
        "year 0202": sum(
            any(cell.startswith("0202-") for cell in row)
            for name in HEADERS
            for row in demo.rows(name)
        ),
        "ragged": sum(len(demo.rows(name)) - len(demo.records(name)) for name in HEADERS),
        "nobody": sum(not row["email"] for row in demo.records("person_event.csv")),
    }
    assert all(bad.values())
    assert 10 <= sum(bad.values()) <= 15


def test_files_refer_to_each_other(demo: Demo) -> None:
    technologies = {row["technology"] for row in demo.records("technologies.csv")}
    events = {row["event"] for row in demo.records("events.csv")}
    people = {row["email"] for row in demo.records("people.csv")} | {""}
    assert {row["technology"] for row in demo.records("company_technology.csv")} <= technologies
    assert {row["event"] for row in demo.records("company_event.csv")} <= events
    assert {row["event"] for row in demo.records("person_event.csv")} <= events
    assert {row["email"] for row in demo.records("person_event.csv")} <= people


def test_some_companies_are_named_without_their_domain(demo: Demo) -> None:
    for name in ("company_technology.csv", "company_event.csv", "people.csv"):
        bare = [row["company"] for row in demo.records(name) if not row["domain"]]
        assert all(bare)
        assert len(bare) > 50


def test_people_moved_from_customers_to_prospects_of_their_kinds(demo: Demo) -> None:
    jobs = demo.records("people.csv")
    former = {job["email"]: job["domain"] for job in jobs if job["until"]}
    present = {job["email"]: job["domain"] for job in jobs if not job["until"]}
    movers = [
        email
        for email, domain in former.items()
        if domain in demo.customers() and present[email] in demo.answer.prospects
    ]
    assert len(movers) >= 5


@pytest.mark.parametrize(
    ("name", "trait"), [("company_technology.csv", "technology"), ("company_event.csv", "event")]
)
def test_no_trait_gives_the_answer_away(demo: Demo, name: str, trait: str) -> None:
    prospects = {row["domain"] for row in demo.records("companies.csv")} - demo.customers()
    links = {(row["domain"], row[trait]) for row in demo.records(name)}
    known = Counter(end for domain, end in links if domain in prospects)
    wanted = Counter(end for domain, end in links if domain in demo.answer.prospects)
    common = [end for end, count in known.items() if count >= 20]
    assert max(wanted[end] / known[end] for end in common) < 0.85
    assert max(wanted[end] / len(demo.answer.prospects) for end in common if known[end] < 200) < 0.5


def test_paths_lead_over_people_who_are_acquainted(demo: Demo, market: Market) -> None:
    """At least twice as often as what people do without: each way of the benchmark."""
    reach = benchmark()
    with market.store() as store:
        known = read_acquaintances(store, reach.DAY)
        nodes = store.dump("node").to_pylist()
        people = targets(known, store.ask("read/accounts")["id"].to_numpy())
    names = {row["id"]: row["name"] for row in nodes}

    def right(paths: pd.DataFrame) -> float:
        steps = [
            [frozenset(map(names.get, step)) for step in path.steps] for path in each_of(paths)
        ]
        return float(np.mean([demo.answer.acquainted.issuperset(each) for each in steps]))

    ours = right(find(known, people).sort_values("strength", ascending=False).head(50))
    every = reach.all_paths(known, people).sample(frac=1, random_state=0)
    others = {
        "shortest path": -every["steps"],
        "connections alone": every["connected"],
        "overlap alone": every["months"],
        "best-connected colleague": every["friends"] - every["steps"],
    }
    for name, score in others.items():
        first = every.iloc[np.argsort(-score.to_numpy(float), kind="stable")[:50]]
        assert ours >= 2 * right(first), name
    assert ours >= 0.6


def benchmark() -> ModuleType:
    """Return benchmarks/reach.py, which knows the other ways to find paths."""
    folder = Path(__file__).parents[1] / "benchmarks"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        spec = importlib.util.spec_from_file_location("reach_measured", folder / "reach.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


def test_buying_windows_are_found_by_intent(demo: Demo, market: Market) -> None:
    """In the first 50 at three times the base rate, and never worse than by any visit lately."""
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas()
        found = read_intent(store, accounts, Icp(own_domains=(OURS,)), TODAY)
    prospects = accounts[accounts["status"] == "prospect"].set_index("id")["domain"]
    buying = prospects.isin(demo.answer.buying)
    by_intent = found.accounts.reindex(prospects.index).sort_values(ascending=False)
    right = buying[by_intent.index[:50]].mean()
    lately = found.signals["day"] > pd.Timestamp(TODAY - datetime.timedelta(days=30))
    visits = found.signals["what"].str.startswith("/") & (found.signals["not_counted"] == "")
    by_visit = buying[buying.index.isin(found.signals.loc[lately & visits, "account"])].mean()
    assert len(demo.answer.buying) >= 50
    assert right >= max(3 * buying.mean(), by_visit)
    assert {"of our own", "of customers"} <= found.left_out().keys()
    assert any("by unknown visitors" in why for why in found.left_out())


@pytest.mark.parametrize("later", [0, 365])
def test_the_list_shows_who_is_about_to_buy_on_any_day(tmp_path: Path, later: int) -> None:
    day = TODAY + datetime.timedelta(days=later)
    answer = generate(tmp_path, today=day)
    market = graph_icp.open(":memory:")
    market.load(tmp_path, as_of=day)
    table = market.discover(limit=10, as_of=day, preview=True).table
    hot = table[table["cell"] == "A1"]
    assert len(hot) >= 2
    assert {*hot["domain"]} <= answer.buying
    assert hot["newest_signal"].str.contains(f"on {day.year}-0[67]-").all()
    assert table["door"].astype(bool).sum() >= 5


def test_the_busiest_accounts_are_not_the_answer(demo: Demo) -> None:
    seen = Counter(row["domain"] for row in demo.records("company_technology.csv"))
    del seen[""]
    busiest = {domain for domain, _ in seen.most_common(20)}
    assert not busiest & demo.answer.prospects


@pytest.mark.parametrize("accounts", [99, 100_000])
def test_a_market_too_small_or_too_large_is_refused(tmp_path: Path, accounts: int) -> None:
    with pytest.raises(ValueError, match="choose from 100 to"):
        generate(tmp_path, accounts=accounts)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("accounts", [100, 400, 3000])
def test_markets_of_other_sizes_keep_their_make(tmp_path: Path, accounts: int) -> None:
    answer = generate(tmp_path, accounts=accounts)
    customers = Demo(tmp_path, answer).customers()
    assert len(customers) == pytest.approx(accounts / 25, abs=2)
    assert len(answer.prospects) == pytest.approx(accounts * 0.144, rel=0.3)
