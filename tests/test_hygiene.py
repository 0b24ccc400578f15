"""Tags of companies in a market: which there are, why, what they hide, and what people decide."""

from __future__ import annotations

import csv
import datetime
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli.main import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.hygiene.tags import HIDDEN, TAGS
from graph_icp.market.beside import accounts_beside, kin_and_doubles
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.hygiene.accounts_tagged import tags_of
from graph_icp.market.hygiene.reading import read_tagged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 6, 1)
CRM = """\
Record ID,Company name,Company Domain Name,Industry,Lifecycle Stage,Parent Company ID
1,Acme,acme.example,Retail,customer,
2,Acme Nordic,acme-nordic.example,Retail,lead,1
3,Acme Holding,acme-holding.example,Retail,lead,
4,Bolt,bolt.example,Retail,customer,3
5,Sister,sister.example,Retail,lead,3
6,Ours,ours.example,Software,lead,
7,Kestrel Consulting,kestrel.example,Management Consulting,lead,
8,Larkhaven University,larkhaven.ac.uk,,lead,
9,Northlight Capital,northlight.vc,,lead,
10,Riverton Gazette,riverton.example,Newspapers,lead,
11,Tiny Shop,tinyshop.wixsite.com,,lead,
12,Plain,plain.example,Retail,lead,
"""
USES = "company,domain,technology\n" + "".join(
    f"{name},{domain},{technology}\n"
    for name, domain in (
        *(("Acme", "acme.example"), ("Acme Nordic", "acme-nordic.example")),
        *(("Acme Holding", "acme-holding.example"), ("Bolt", "bolt.example")),
        *(("Sister", "sister.example"), ("Ours", "ours.example")),
        *(("Kestrel Consulting", "kestrel.example"), ("Plain", "plain.example")),
        *(("Larkhaven University", "larkhaven.ac.uk"), ("Nameless Works", "")),
    )
    for technology in ("Go", "Rust")
)
OLD = "company,domain,technology\nDusty,dusty.example,Go\n"
ICP = '[us]\ndomains = ["ours.example"]\n'
# Everybody that could be listed.
ALL = {"acme-nordic", "acme-holding", "sister", "ours", "kestrel", "plain", "larkhaven", "dusty"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the market, its files and its icp.toml, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    filled(graph_icp.open(folder / "market.duckdb", folder / "icp.toml"), folder)
    return folder


@pytest.fixture
def market(made: Path, tmp_path: Path) -> Market:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return graph_icp.open(tmp_path / "market.duckdb", tmp_path / "icp.toml")


def filled(market: Market, folder: Path) -> Market:
    market.icp.file.write_text(ICP, encoding="utf-8")
    for name, text, day in (
        ("crm.csv", CRM, DAY),
        ("uses.csv", USES, DAY),
        ("old.csv", OLD, datetime.date(2024, 5, 1)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        market.load(folder / name, as_of=day)
    return market


def names(domains: Iterable[str]) -> set[str]:
    return {each.partition(".")[0] for each in domains if isinstance(each, str)}


def discovered(market: Market, **filters: Any) -> Any:
    return market.discover(filters=Filters(**filters), as_of=DAY, preview=True)


def listed(market: Market, **filters: Any) -> set[str]:
    return names(discovered(market, **filters).table["domain"])


def of_tag(market: Market, tag: str) -> dict[str, str]:
    found = market.hygiene.show(tag, DAY)
    return dict(zip(found["account"], found["reason"], strict=True))


def test_each_tag_has_its_companies_with_a_reason(market: Market) -> None:
    assert of_tag(market, "own company") == {"Ours": "ours.example is yours ([us] in icp.toml)"}
    assert of_tag(market, "customer") == {"Acme": "its status", "Bolt": "its status"}
    assert of_tag(market, "family of a customer") == {
        "Acme Nordic": "belongs to Acme, a customer",
        "Acme Holding": "Bolt, a customer, belongs to it",
        "Sister": "has one parent with Bolt, a customer",
    }
    assert of_tag(market, "services firm") == {
        "Kestrel Consulting": "industry: Management Consulting"
    }
    assert of_tag(market, "school") == {"Larkhaven University": "domain ends in .ac.uk"}
    assert of_tag(market, "investor") == {"Northlight Capital": "domain ends in .vc"}
    assert of_tag(market, "media") == {"Riverton Gazette": "industry: Newspapers"}
    assert of_tag(market, "free host page") == {"Tiny Shop": "domain lies below wixsite.com"}
    assert of_tag(market, "name only") == {"Nameless Works": "no domain and no id is known of it"}
    assert of_tag(market, "not seen for two years") == {"Dusty": "last seen on 2024-05-01"}
    found = market.hygiene.tags(DAY)
    assert found.table["tag"].tolist() == [*TAGS]
    assert found.table[found.table["hidden"]]["tag"].tolist() == [*HIDDEN]
    assert not found.warnings


def test_two_years_end_on_their_last_day(market: Market) -> None:
    for day, many in ((datetime.date(2026, 5, 1), 0), (datetime.date(2026, 5, 2), 1)):
        assert len(market.hygiene.show("not seen", day)) == many


def test_a_company_is_seen_by_whatever_is_told_of_it(tmp_path: Path) -> None:
    files = {
        "named.csv": ("2023-01-01", "company,domain\nAcme,acme.example\nBolt,bolt.example\n"),
        "uses.csv": ("2026-01-01", "domain,technology\nacme.example,Kafka\n"),
        "renamed.csv": ("2026-01-01", "company,domain\nCrux,crux.example\n"),
        "old.csv": ("2023-01-01", "domain,technology\ncrux.example,Kafka\n"),
    }
    market = graph_icp.open(tmp_path / "market.duckdb")
    for name, (day, text) in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        market.load(tmp_path / name, as_of=datetime.date.fromisoformat(day))
    assert of_tag(market, "not seen for two years") == {"Bolt": "last seen on 2023-01-01"}


def test_who_may_be_another_is_tagged_with_whom(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    (tmp_path / "a.csv").write_text(
        "company,domain,status\nAcme,acme.test,prospect\nAcme,acme.example,customer\nAcme,,\n"
    )
    market.load(tmp_path / "a.csv")
    found = market.hygiene.show("may be the same as").set_index("key")["reason"]
    assert found["name:acme|"] == "Acme (acme.example, customer), or 1 more"


def test_lists_hide_some_tags_and_say_how_many(market: Market) -> None:
    found = discovered(market)
    assert names(found.table["domain"]) == {"kestrel", "plain", "larkhaven", "dusty"}
    assert found.hidden == {"own company": 1, "family of a customer": 3}
    assert found.hidden_for() == ["1 own company", "3 family of a customer"]
    assert listed(market, shown_tags=("all",)) == ALL
    assert listed(market, shown_tags=("own",)) == listed(market) | {"ours"}
    assert listed(market, tags=("family of a customer",)) == {
        *("acme-nordic", "acme-holding", "sister")
    }
    assert listed(market, tags=("services", "school")) == {"kestrel", "larkhaven"}
    assert listed(market, without_tags=("services",)) == listed(market) - {"kestrel"}
    filtered = discovered(market, without_tags=("services", "school"))
    assert filtered.filtered == {
        "tagged services firm": 1,
        "tagged school or public body": 1,
    }
    assert discovered(market, tags=("investor",)).table.empty
    assert "not tagged investor" in discovered(market, tags=("investor",)).filtered
    assert "with none of these tags" in discovered(market, tags=("investor", "school")).filtered


def test_who_is_asked_for_by_status_is_not_hidden_for_it(market: Market) -> None:
    assert {"acme", "bolt"} <= listed(market, statuses=("customer",))


def test_the_profile_says_which_tags_hide(market: Market) -> None:
    market.icp.file.write_text(ICP + '[hygiene]\nhide = ["services firm", "own company"]\n')
    assert listed(market) == ALL - {"kestrel", "ours"}
    market.icp.file.write_text(ICP + "[hygiene]\nhide = []\n")
    assert listed(market) == ALL
    market.icp.file.write_text('[hygiene]\nhide = ["robots"]\n')
    with pytest.raises(FileError, match=r"icp.toml, line 2: hide: .*tag.*robots"):
        market.discover()
    market.icp.file.write_text("[hygiene]\nhidden = []\n")
    with pytest.raises(FileError, match="did you mean hide"):
        market.discover()


def test_tags_are_no_part_of_the_score(market: Market) -> None:
    hidden = discovered(market).table.set_index("domain")[["fit", "points", "rank"]]
    shown = discovered(market, shown_tags=("all",)).table.set_index("domain")
    assert shown.loc[hidden.index, ["fit", "points", "rank"]].equals(hidden)
    told = shown["tags"].to_dict()
    assert told["kestrel.example"] == ["services firm"]
    assert told["plain.example"] == []
    assert shown["tag_reasons"]["kestrel.example"] == ["industry: Management Consulting"]


def test_what_people_decide_stays(market: Market, tmp_path: Path) -> None:
    market.hygiene.refuse("services", "kestrel.example")
    market.hygiene.refuse("family", "sister.example")
    market.hygiene.accept("competitor", "plain.example")
    market.hygiene.accept("school", "larkhaven.ac.uk")
    market.load(tmp_path / "crm.csv", as_of=DAY)
    assert of_tag(market, "services firm") == {}
    assert "Sister" not in of_tag(market, "family of a customer")
    today = datetime.datetime.now().astimezone().date()
    assert of_tag(market, "competitor") == {"Plain": f"accepted on {today}"}
    assert of_tag(market, "school")["Larkhaven University"] == (
        f"domain ends in .ac.uk; accepted on {today}"
    )
    assert listed(market) == {"kestrel", "sister", "larkhaven", "dusty"}
    assert set(market.hygiene.decisions()["decision"]) == {"accept", "refuse"}
    market.hygiene.accept("services", "kestrel.example")
    assert len(market.hygiene.decisions()) == 4
    market.hygiene.undo("competitor", "plain.example")
    assert "plain" in listed(market)
    with pytest.raises(UnknownNameError):
        market.hygiene.undo("competitor", "plain.example")
    with pytest.raises(UnknownNameError):
        market.hygiene.accept("robot", "plain.example")
    with pytest.raises(UnknownNameError):
        market.hygiene.accept("partner", "nobody.example")


def test_a_decision_follows_its_company_into_another(market: Market) -> None:
    market.hygiene.refuse("services", "kestrel.example")
    market.identity.decide("kestrel.example", "plain.example", "same")
    assert of_tag(market, "services firm") == {}


def test_a_tag_of_half_the_market_is_told(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    (tmp_path / "c.csv").write_text(
        "company,domain\n" + "".join(f"School {i},s{i}.edu\n" for i in range(20)) + "A,a.example\n"
    )
    market.load(tmp_path / "c.csv")
    (told,) = market.hygiene.tags().warnings
    assert told.startswith("20 of 21 companies are tagged school or public body")


def test_a_run_knows_whom_it_hid(market: Market) -> None:
    market.icp.file.write_text(ICP + "[hygiene]\nhide = []\n")
    market.discover(as_of=DAY)
    market.icp.file.write_text(ICP)
    market.discover(as_of=DAY)
    changes = market.diff(everything=True).table
    gone = changes[changes["change"] == "gone"].set_index("domain")["moved_by"]
    assert gone["ours.example"] == "hidden by its tag: own company"


def test_what_is_not_delivered_says_for_which_tag(market: Market) -> None:
    delivery = market.deliver(as_of=DAY, filters=Filters(tiers=("Bad fit", "Good fit", "Best fit")))
    why = delivery.left_out.set_index("domain")["reason"]
    assert why["ours.example"] == "Hidden by its tag: own company"
    assert why["sister.example"] == "Hidden by its tag: family of a customer"
    assert delivery.accounts.set_index("domain")["tags"]["kestrel.example"] == ["services firm"]


def test_one_account_says_its_tags(market: Market) -> None:
    explained = market.explain("kestrel.example", as_of=DAY)
    assert explained.tags == ("services firm (industry: Management Consulting)",)
    assert explained.card.tags == explained.tags
    assert market.accounts("kestrel")["tags"].tolist() == [["services firm"]]


def run(market: Market, *words: str) -> Any:
    return CliRunner().invoke(main, [*words, "--store", str(market.path)])


def test_beside_its_kin_and_doubles_an_account_has_the_tags_that_it_has_among_all(
    market: Market,
) -> None:
    market.hygiene.accept("services firm", "plain.example")
    icp, _ = market.icp.read()
    with market.store() as store:
        every = store.ask("read/accounts").to_pandas()
        rivals, among_all = Themselves.read(store, icp), read_tagged(store, every, icp, DAY)
        for place, number in enumerate(every["id"].tolist()):
            some = accounts_beside(store, kin_and_doubles(store, number))
            assert len(some) < len(every)
            assert tags_of(store, some, number, icp, DAY, rivals) == among_all.in_words(place)
    assert sum(bool(among_all.in_words(place)) for place in range(len(every))) > 8


def test_statuses_and_tags_are_told_alike(market: Market) -> None:
    """A list and the tags say the same of who is not ranked, and what each advises is true."""
    found = discovered(market)
    assert found.other_statuses == {"customer": 2}
    tags = market.hygiene.tags(DAY)
    assert tags.of_status == {"customer": 2}
    assert tags.hidden == found.hidden
    assert found.unknown == 3
    assert not found.shown_in_vain
    assert discovered(market, statuses=("customer",)).other_statuses == {"prospect": 12}
    vain = discovered(market, shown_tags=("customer", "services", "own"))
    assert vain.shown_in_vain == ("customer", "services firm")
    said = run(market, "hygiene", "--as-of", "2026-06-01").stderr
    assert "Lists hide 1 own company, 3 family of a customer" in said
    customers = "Not ranked by status: 2 customers; "
    assert f"{customers}'graph-icp discover --status customer' ranks customers." in said
    day = ("--preview", "--as-of", "2026-06-01")
    said = run(market, "discover", "--show", "customer", *day).stderr
    assert f"{customers}--status customer ranks customers." in said
    assert "--show customer lists nobody more" in said


def test_who_is_unknown_and_would_be_hidden_is_told(market: Market) -> None:
    market.hygiene.accept("competitor", "riverton.example")
    found = discovered(market)
    assert found.unknown_tagged == {"competitor": 1}
    assert "3 accounts not ranked for lack of data (of these 1 competitor)" in (
        run(market, "discover", "--preview", "--as-of", "2026-06-01").stderr
    )


def test_decisions_say_what_they_change(market: Market) -> None:
    said = run(market, "hygiene", "refuse", "services", "plain.example").stderr
    assert said == "Plain was not tagged services firm; kept that it never will be.\n"
    said = run(market, "hygiene", "accept", "competitor", "plain.example").stderr
    assert said.startswith("Plain is tagged competitor, and stays so.\nIt is hidden from lists now")
    undo = said.partition("undo: ")[2].strip().removesuffix(".")
    assert undo == "graph-icp hygiene undo competitor plain.example"
    said = run(market, "hygiene", "accept", "competitor", "plain.example").stderr
    assert said == "Plain is tagged competitor already, and stays so.\n"
    said = run(market, *undo.split()[1:]).stderr
    assert "It is no longer hidden from lists" in said
    said = run(market, "hygiene", "refuse", "family", "sister.example").stderr
    assert "not tagged family of a customer any more.\nIt is no longer hidden" in said


def test_no_tag_is_answered_with_all_tags(market: Market) -> None:
    said = run(market, "hygiene", "show", "bogus").stderr
    assert all(tag in said for tag in TAGS)


def test_the_commands(market: Market, tmp_path: Path) -> None:
    everything = run(market, "hygiene", "--as-of", "2026-06-01")
    assert everything.exit_code == 0, everything.output
    assert "services firm" in everything.stdout
    shown = run(market, "hygiene", "show", "services", "--format", "json")
    assert json.loads(shown.stdout)[0]["reason"] == "industry: Management Consulting"
    assert (
        "not tagged services firm"
        in run(market, "hygiene", "refuse", "services firm", "kestrel.example").output
    )
    assert "refuse" in run(market, "hygiene", "decisions", "--format", "csv").stdout
    assert run(market, "hygiene", "undo", "services", "kestrel.example").exit_code == 0
    found = run(market, "discover", "--preview", "--as-of", "2026-06-01")
    assert "Hidden by tags: 1 own company, 3 family of a customer" in found.output
    assert "Tagged services firm" in found.stdout
    path = tmp_path / "list.csv"
    run(market, "discover", "--tag", "services", "--preview", "-o", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["tags"] == "services firm"
    wrong = run(market, "discover", "--tag", "robot", "--preview")
    assert wrong.exit_code == 1
    assert re.search(r"Error: .*tag.*robot", wrong.output)
    assert "Tagged services firm (industry" in run(market, "explain", "kestrel.example").stdout


def test_both_stores_keep_decisions(tmp_path: Path, anywhere: str) -> None:
    market = filled(graph_icp.open(anywhere, tmp_path / "icp.toml"), tmp_path)
    market.hygiene.refuse("services", "kestrel.example")
    market.hygiene.accept("partner", "plain.example")
    market.hygiene.accept("partner", "kestrel.example")
    market.hygiene.undo("partner", "kestrel.example")
    assert of_tag(market, "services firm") == {}
    assert [*of_tag(market, "partner")] == ["Plain"]
    assert of_tag(market, "not seen for two years") == {"Dusty": "last seen on 2024-05-01"}
