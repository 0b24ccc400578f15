"""Case studies, operating models and customers that may not be named."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from variants import write

import graph_icp
from graph_icp.discovery.icp import OperatingModelRule
from graph_icp.errors import FileError
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.web_links import web_link
from graph_icp.market.delivery.resembled import Alike
from graph_icp.market.delivery.spellings import any_of
from graph_icp.market.delivery.unnamed import Unnamed, read_unnamed
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.sheet.case_studies import LIKE_ENOUGH, CaseStudies
from graph_icp.market.sheet.operating_models import by_rules, operating_models

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

HEADER = "Customer,Domain,Industry,Use case,Link,Blurb,May be named\n"
STUDIES = HEADER + (
    "Acme GmbH,acme.example,Logistics,routes,https://ours.example/acme,An hour not a day.,yes\n"
    "Bolt,bolt.example,Retail,stock,www.ours.example/bolt,Less waste.,No\n"
)


def told(market: Market) -> list[dict[str, object]]:
    with market.store() as store:
        names = {row["id"]: row["name"] for row in store.ask("read/accounts").to_pylist()}
        rows = store.ask("read/case_studies").to_pylist()
    return [{**row, "account": names[row["account"]]} for row in rows]


def test_a_file_of_case_studies_is_recognised_and_kept(anywhere: str, tmp_path: Path) -> None:
    market = graph_icp.open(anywhere)
    report = market.load(write(tmp_path, STUDIES, "stories.csv"))
    assert [each.loader for each in report.files] == ["case-studies"]
    acme, bolt = told(market)
    assert acme["account"] == "Acme GmbH"
    assert (acme["use_case"], acme["industry"]) == ("routes", "Logistics and Supply Chain")
    assert acme["blurb"] == "An hour not a day."
    assert bolt["link"] == "https://www.ours.example/bolt"
    market.load(write(tmp_path, STUDIES, "stories.csv"))
    assert len(told(market)) == 2


def test_a_newer_blurb_of_the_same_story_replaces_the_older(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    for day, blurb in ((1, "Old"), (2, "New")):
        text = f"Customer,Link,Blurb\nAcme,https://ours.example/acme,{blurb}\n"
        path = write(tmp_path, text, "stories.csv")
        market.load(path, as_of=datetime.date(2026, 1, day))
    assert [each["blurb"] for each in told(market)] == ["New"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",,Retail,x,https://ours.example/x,y,yes\n", "no domain, id, LinkedIn page or name"),
        ("Crux,crux.example,,,,,yes\n", "no link, use case or blurb"),
        (
            "ACME,acme.example,,,https://ours.example/ACME,again,yes\n",
            "the same case study stands above",
        ),
    ],
)
def test_rows_that_tell_nothing_are_rejected(tmp_path: Path, row: str, why: str) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(write(tmp_path, STUDIES + row, "stories.csv"))
    [refused] = market.rejects()["reason"]
    assert why in refused
    assert len(told(market)) == 2


def test_a_file_without_a_customer_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "Use case,Link,Blurb\nroutes,https://ours.example/a,b\n", "s.csv")
    with pytest.raises(FileError, match="domain"):
        graph_icp.open(tmp_path / "m.duckdb").load(path, loader="case-studies")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (" https://ours.example/a?b=c#d ", "https://ours.example/a?b=c#d"),
        ("HTTP://ours.example", "HTTP://ours.example"),
        ("ours.example/a", "https://ours.example/a"),
        ("n/a", None),
    ],
)
def test_links(text: str, link: str | None) -> None:
    assert web_link(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "see the wiki",
        "https://",
        "https://localhost/a",
        "ftp://ours.example/a",
        "https://ours.example/a b",
        "https://ours.example/\x07",
        "https://us:secret@ours.example/",
        "https://[ours.example",
        "=HYPERLINK(1)",
    ],
)
def test_texts_that_are_no_links_are_left_out(text: str) -> None:
    with pytest.raises(SkipValue):
        web_link(text)


def unnamed(market: Market) -> tuple[list[str], str]:
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas()
        found = read_unnamed(store, accounts["id"].tolist())
    names = accounts["name"][accounts["id"].isin(found.ids)].tolist()
    text = "Acme, acme.example, Bolt Inc. and BOLT; thunderbolt, bolt.example"
    return sorted(names), found.hidden(text)


def test_customers_may_be_named_unless_the_column_says_otherwise(
    anywhere: str, tmp_path: Path
) -> None:
    market = graph_icp.open(anywhere)
    market.load(write(tmp_path, STUDIES, "stories.csv"))
    names, text = unnamed(market)
    assert names == ["Bolt"]
    assert text == "Acme, acme.example, a customer Inc. and a customer; thunderbolt, a customer"


@pytest.mark.parametrize("said", ["", "maybe", "nein", "false"])
def test_nobody_is_named_without_a_clear_yes(tmp_path: Path, said: str) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    row = f"Bolt,bolt.example,,x,https://ours.example/b,y,{said}\n"
    market.load(write(tmp_path, HEADER + row, "stories.csv"))
    assert unnamed(market)[0] == ["Bolt"]


def test_without_the_column_all_may_be_named(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    text = "Customer,Link,Blurb\nBolt,https://ours.example/b,y\n"
    market.load(write(tmp_path, text, "stories.csv"))
    assert unnamed(market)[0] == []


def test_any_file_about_companies_may_say_who_is_not_named(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    text = "name,domain,May be named\nBolt,bolt.example,No\nAcme,acme.example,Yes\n"
    market.load(write(tmp_path, text, "companies.csv"))
    assert unnamed(market)[0] == ["Bolt"]


RULES = (
    OperatingModelRule("Marketplace", words=("two-sided market", "Sellers")),
    OperatingModelRule("Carrier", ("Logistics",), ("trucks",)),
    OperatingModelRule("Bank", ("Banking",)),
)


@pytest.mark.parametrize(
    ("industries", "texts", "model"),
    [
        ([], ["Brings SELLERS and buyers together"], "Marketplace"),
        ([], ["resellers only"], ""),
        ([], ["freight two-sided-market"], "Marketplace"),
        (["logistics"], ["Has 40 trucks."], "Carrier"),
        (["logistics"], ["Has ships"], ""),
        (["retail"], ["Has 40 trucks."], ""),
        (["retail", "banking"], [], "Bank"),
        ([], [], ""),
    ],
)
def test_the_first_rule_that_fits_gives_the_operating_model(
    industries: list[str], texts: list[str], model: str
) -> None:
    assert by_rules(RULES, industries, texts) == model


def test_a_column_says_the_operating_model_before_rules_do(anywhere: str, tmp_path: Path) -> None:
    market = graph_icp.open(anywhere)
    text = (
        "domain,Business model,industry,description\n"
        "a.example,Franchise,Banking,\n"
        "b.example,,Banking,\n"
        "c.example,,Retail,A place for sellers\n"
        "d.example,,Retail,Shops\n"
    )
    market.load(write(tmp_path, text, "companies.csv"))
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas().sort_values("domain")
        found = operating_models(store, accounts["id"].tolist(), RULES)
        told_alone = operating_models(store, accounts["id"].tolist(), ())
    assert found == ["Franchise", "Bank", "Marketplace", ""]
    assert told_alone == ["Franchise", "", "", ""]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[operating_model]\nname = 'a'", "must be written as [[operating_model]]"),
        ("[[operating_model]]\nname = 'a'", "line 2: name: needs industries or words"),
        ("[[operating_model]]\nwords = ['a']", "line 1: operating_model: needs a name"),
        ("[[operating_model]]\nname = 'a'\nwords = 3", "line 3: words: must be a list of texts"),
        ("[[operating_model]]\nname = 'a'\nword = 'b'", "line 3: word: is not an option"),
    ],
)
def test_wrong_rules_are_named(text: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        parse_icp(text)
    assert says in str(error.value)


def test_industries_of_rules_are_read_like_those_of_files() -> None:
    icp = parse_icp("[[operating_model]]\nname = 'Carrier'\nindustries = ['LOGISTICS']\n")
    assert icp.operating_models == (OperatingModelRule("Carrier", ("Logistics and Supply Chain",)),)


UNNAMED = (
    "Customer,Domain,Link,Blurb,May be named\n"
    "Weyland-Yutani Corp,wy.example,https://ours.example/w,x,no\n"
    "Müller & Söhne,ms.example,https://ours.example/m,x,no\n"
    "Secret Corp.,secret.example,https://ours.example/s,x,no\n"
    "Go,go.example,https://ours.example/g,x,no\n"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("CTO, formerly Weyland Yutani", "CTO, formerly a customer"),
        ("ex weylandyutani", "ex a customer"),
        ("CIO, ex Mueller & Soehne", "CIO, ex a customer"),
        ("at Muller und Sohne", "at a customer"),
        ("at Mu\u0308ller + Söhne", "at a customer"),
        ("https://ours.example/with_secretcorp", "https://ours.example/with_a customer"),
        ("https://ours.example/m%C3%BCller-s%C3%B6hne", "a customer"),
        ("Ready to go", "Ready to go"),
        ("Yutani, Head of Müll", "Yutani, Head of Müll"),
        ("Secretary", "Secretary"),
        ("Café Zoë", "Café Zoë"),
    ],
)
def test_unnamed_customers_are_found_however_they_are_spelled(
    tmp_path: Path, text: str, shown: str
) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(write(tmp_path, UNNAMED, "stories.csv"))
    with market.store() as store:
        found = read_unnamed(store, store.ask("read/accounts")["id"].to_pylist())
    assert found.hidden(text) == shown
    assert found.named_in(text) == (text != shown)


ACCOUNTS = pd.DataFrame(
    {
        "id": [1, 2, 3],
        "name": ["Acme", "Bolt", "Crux"],
        "status": ["customer", "customer", "prospect"],
        "industry": ["Retail; Media", None, "Retail"],
    }
)
STORIES = CaseStudies(
    pd.DataFrame(
        {
            "account": [1, 2, 2, 3],
            "study": ["a", "b", "c", "d"],
            "link": ["https://ours.example/a", "https://ours.example/with-bolt", None, None],
            "use_case": [None, "routes", "stock", "tills"],
            "blurb": ["Fast.", "Short.", None, None],
            "industry": [None, "Logistics", "Banking", None],
        }
    )
)


@pytest.mark.parametrize(
    ("industry", "alike", "told"),
    [
        # Of its own industry, however little alike; without one a story has its customer's.
        ("Media", [(2, 0.9), (1, 0.01)], "Acme: Fast."),
        ("Banking", [(2, 0.01)], "Bolt (stock)"),
        ("Logistics; Banking", [(2, 0.9)], "Bolt (routes): Short."),
        # Of another or an unknown industry, only of who is much alike.
        ("Energy", [(1, LIKE_ENOUGH - 0.01), (2, LIKE_ENOUGH)], "Bolt (routes): Short."),
        (None, [(1, LIKE_ENOUGH)], "Acme: Fast."),
        (None, [(1, LIKE_ENOUGH - 0.01)], None),
        # Of who is a customer.
        ("Retail", [(3, 0.9)], None),
        ("Retail", [], None),
    ],
)
def test_a_case_study_is_of_the_industry_or_of_a_customer_much_alike(
    industry: str | None, alike: list[tuple[int, float]], told: str | None
) -> None:
    resembled = [Alike(account, "", likeness) for account, likeness in alike]
    found = STORIES.matched(ACCOUNTS, [industry], [resembled], Unnamed())
    assert found["case_study"] == [told]


def test_a_link_that_names_who_may_not_be_named_is_left_out() -> None:
    hidden = Unnamed(frozenset({9}), any_of(["Bolt Ltd", "with bolt"]))
    found = STORIES.matched(ACCOUNTS, ["Logistics"], [[Alike(2, "Bolt", 1.0)]], hidden)
    assert found["case_study_link"] == [None]
