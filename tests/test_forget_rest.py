"""What a forgetting takes with it, and what stays as if they had never been there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from dumps import dumped

import graph_icp
from graph_icp.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

COMPANIES = """domain,company,industry,technologies,status,owner
acme.example,Acme,Retail,Kafka;Python,customer,Bo Ek
zork.example,Zork,Retail,Kafka;Go,customer,Bo Ek
bolt.example,Bolt,Steel,Python;Rust,prospect,Bo Ek
dorn.example,Dorn,Retail,Go;Kafka,prospect,Bo Ek
elm.example,Elm,Steel,Kafka,prospect,Bo Ek
fern.example,Fern,Toys,Haskell,prospect,Bo Ek
"""
PEOPLE = """name,email,title,company,domain,since,until
Mia Li,mia@acme.example,CTO,Acme,acme.example,2020-01-01,
Mia Li,mia@acme.example,CTO,Bolt,bolt.example,2015-01-01,2019-01-01
Ann Lee,ann@fern.example,CFO,Fern,fern.example,2019-01-01,
Ann Lee,,CFO,Zork,zork.example,2019-01-01,
Jo Ray,jo@fern.example,CEO,Fern,fern.example,2021-01-01,
Jo Ray,jo@fern.example,CEO,Dorn,dorn.example,2011-01-01,2020-01-01
"""
ANN_AT_FERN = "Ann Lee,ann@fern.example,CFO,Fern,fern.example,2019-01-01,\n"
EVENTS = """name,email,event,role,date
Ann Lee,ann@fern.example,Fern Fair,attendee,2026-02-01
Mia Li,mia@acme.example,Steel Days,attendee,2026-02-01
"""


def market_of(folder: Path, companies: str, people: str, events: str) -> Market:
    folder.mkdir()
    for name, text in (("companies", companies), ("people", people), ("person_event", events)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    market = graph_icp.open(folder / "market.duckdb")
    market.load(*(folder / f"{name}.csv" for name in ("companies", "people", "person_event")))
    return market


def ranked(market: Market) -> object:
    table = market.discover(method="walk").table
    return table[["key", "points", "why"]].to_dict("records")


def test_a_market_without_a_person_is_one_that_never_knew_them(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    market.discover(method="walk", write_back=True)
    told = market.privacy.forget("Ann Lee at Fern")
    assert (told.people, told.companies, told.staying) == (1, 0, 0)
    assert {"node", "naming", "fact"} <= told.counts.keys()
    lines = EVENTS.splitlines(keepends=True)
    people = PEOPLE.replace(ANN_AT_FERN, "")
    never = market_of(tmp_path / "never", COMPANIES, people, lines[0] + lines[2])
    assert dumped(market) == dumped(never)
    assert ranked(market) == ranked(never)
    assert market.privacy.subject("Ann Lee").keys[0].startswith("name:ann lee@")


def test_with_a_company_go_its_people_who_are_nowhere_else(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    told = market.privacy.forget("Fern")
    assert (told.people, told.companies, told.staying) == (1, 1, 1)
    lines = PEOPLE.splitlines(keepends=True)
    without = "".join(each for each in lines if "Fern" not in each)
    never = market_of(
        tmp_path / "never",
        COMPANIES.replace("fern.example,Fern,Toys,Haskell,prospect,Bo Ek\n", ""),
        without,
        "".join(EVENTS.splitlines(keepends=True)[::2]),
    )
    left, expected = dumped(market), dumped(never)
    # What is left of who stays was told on the same rows, so it bears the same name and job.
    assert left == expected
    assert ranked(market) == ranked(never)


def test_with_a_domain_go_all_who_have_an_address_at_it(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    told = market.privacy.forget("fern.example")
    assert (told.people, told.companies, told.staying) == (2, 1, 0)
    with market.store() as store:
        keys = store.dump("node")["key"].to_pylist()
    assert not [key for key in keys if "fern" in key or "haskell" in key]


def test_words_of_theirs_go_from_what_is_told_of_others(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    rejected = tmp_path / "Ann Lee.csv"
    rejected.write_text(
        "domain,company,Ann Lee says\ngmail.com,ann@fern.example,x\nelm.example,Elm,y\n"
    )
    market.load(rejected)
    market.load(tmp_path / "Ann Lee.csv", loader="companies", columns={"industry": "Ann Lee says"})
    market.feedback.say("fern.example", "not a fit", "Ann Lee told me so")
    market.privacy.forget("ann@fern.example")
    with market.store() as store:
        tables = {name: str(store.dump(name).to_pylist()) for name in ("reject", "load")}
        tables |= {name: str(store.dump(name).to_pylist()) for name in ("header_map", "feedback")}
    words = ("ann lee", "annlee", "ann@")
    assert not [name for name, rows in tables.items() for each in words if each in rows.lower()]
    assert "not a fit" in tables["feedback"]


def test_the_command_shows_asks_and_forgets(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    store = ["--store", market.path]
    before = dumped(market)
    shown = CliRunner().invoke(main, ["forget", "mia@acme.example", "--dry-run", *store])
    assert shown.exit_code == 0
    assert "jobs, events" in shown.stdout
    assert "(mia@acme.example): 1 person." in shown.stderr
    assert "Nothing was changed" in shown.stderr
    asked = CliRunner().invoke(main, ["forget", "mia@acme.example", *store], input="n\n")
    assert (asked.exit_code, dumped(market)) == (1, before)
    done = CliRunner().invoke(main, ["forget", "mia@acme.example", "--yes", *store])
    assert done.exit_code == 0
    assert "Forgot 1 person." in done.stderr
    assert "people.csv" in done.stderr
    again = CliRunner().invoke(main, ["forget", "mia@acme.example", "--yes", *store])
    assert again.exit_code == 1
    assert "There is no person or company 'mia@acme.example'" in again.stderr


def test_about_tells_every_statement_with_its_source(tmp_path: Path) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    market.feedback.say("fern.example", "not a fit", "too small")
    market.discover(method="walk")
    file = tmp_path / "ann.json"
    asked = ["about", "ann@fern.example", "-o", str(file), "--store", market.path]
    assert CliRunner().invoke(main, asked).exit_code == 0
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["kind"], told["name"]) == ("person", "Ann Lee")
    job = next(each for each in told["jobs"] if each["source"] == "people")
    assert (job["other"], job["role"], job["source"]) == ("domain:fern.example", "CFO", "people")
    assert job["file"].endswith("people.csv")
    assert [each["other_name"] for each in told["events"]] == ["Fern Fair"]
    assert {each["source"] for each in told["names"]} == {"people", "person-event"}
    assert len(told["files"]) == 2
    company = market.privacy.about("Fern")
    assert [each["reason"] for each in company["feedback"]] == ["too small"]
    assert company["lists"] == []
    assert [each["account"] for each in market.privacy.about("Dorn")["lists"]] == [
        "domain:dorn.example"
    ]
    assert "zork" not in json.dumps(told).lower()


@pytest.mark.parametrize("who", ["about", "forget"])
def test_several_of_a_name_are_asked_about(tmp_path: Path, who: str) -> None:
    market = market_of(tmp_path / "with", COMPANIES, PEOPLE, EVENTS)
    asked = CliRunner().invoke(main, [who, "Ann Lee", "--store", market.path])
    assert asked.exit_code == 1
    assert "'Ann Lee' fits 2 people (" in asked.stderr
    assert "say which, by one of these keys" in asked.stderr
