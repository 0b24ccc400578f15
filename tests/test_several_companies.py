"""Domains that several companies have: told at load and by resolve, and taken from icp.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graph_icp
from graph_icp.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

GROUP = """\
Id,Name,Type,ParentId,BillingCountry,Website,NumberOfEmployees
0015e00000Gr001AAA,Nordwall Group,Prospect,,US,https://nordwall.example,45000
0015e00000Gr002AAA,Sudlicht GmbH,Customer,0015e00000Gr001AAA,DE,nordwall.example/de,800
0015e00000Gr003AAA,Ferntal Logistics,Prospect,0015e00000Gr001AAA,US,www.nordwall.example,1200
0015e00000Gr004AAA,Twice Ltd,Prospect,,GB,twice.example,10
0015e00000Gr005AAA,Twice Limited,Customer,,GB,twice.example,20
"""
PROVIDER = "company,domain\nBakery Alder,provider.example\nFlorist Birch,provider.example\n"


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    market = graph_icp.open(anywhere, icp=tmp_path / "icp.toml")
    market.icp.file.write_text("")
    return market


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder / name


def accounts(market: Market) -> dict[str, tuple[str, str]]:
    table = market.accounts()
    told = zip(table["domain"].fillna(""), table["status"], strict=True)
    return dict(zip(table["account"], told, strict=True))


def test_a_group_at_one_domain_is_several_accounts(market: Market, tmp_path: Path) -> None:
    report = market.load(written(tmp_path, "Account.csv", GROUP))
    assert accounts(market) == {
        "Nordwall Group": ("nordwall.example", "prospect"),
        "Sudlicht GmbH": ("", "customer"),
        "Ferntal Logistics": ("", "prospect"),
        "Twice Limited": ("twice.example", "customer"),
    }
    family = market.identity.known("nordwall.example")["family"]
    assert {*family["account"]} == {"Sudlicht GmbH", "Ferntal Logistics"}
    group, twice = report.several_companies
    assert group.startswith("nordwall.example is on rows of 3 companies by their salesforce ids, ")
    assert "what names it alone counts for Nordwall Group" in group
    assert twice.startswith("twice.example: 2 ids of salesforce have one name there")
    assert market.identity.several_companies() == [group, twice]
    assert market.load(tmp_path / "Account.csv").several_companies == []
    people = "name,email,title\nAnn Lee,ann@nordwall.example,CTO\n"
    market.load(written(tmp_path, "people.csv", people))
    assert "Ann Lee" in {*market.identity.known("nordwall.example")["people"]["person"]}


def test_names_that_have_nothing_in_common_are_told(market: Market, tmp_path: Path) -> None:
    [said] = market.load(written(tmp_path, "list.csv", PROVIDER)).several_companies
    assert said.startswith("provider.example has names with nothing in common, Bakery Alder and ")
    assert "[shared_domains]" in said
    assert len(accounts(market)) == 1


def test_the_user_says_which_domains_are_shared(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.icp.file.write_text('[shared_domains]\ndomains = ["https://www.provider.example"]\n')
    people = "name,email\nAnn Lee,ann@provider.example\n"
    report = market.load(
        written(tmp_path, "list.csv", PROVIDER), written(tmp_path, "people.csv", people)
    )
    assert report.several_companies == []
    assert accounts(market) == {"Bakery Alder": ("", "prospect"), "Florist Birch": ("", "prospect")}
    market.icp.file.write_text('[shared_domains]\ndomains = ["no domain"]\n')
    with pytest.raises(FileError, match="is not a domain"):
        market.load(tmp_path / "list.csv")


def test_blanks_part_no_names(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    text = "company,domain\nQuill Forge Inc.,quillforge.example\nQuillforge,\n"
    market.load(written(tmp_path, "list.csv", text))
    assert [*accounts(market)] == ["Quill Forge Inc."]


def test_a_name_that_is_nearly_one_is_told(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    text = "company,domain\nQuill Forge,quillforge.example\nBolt,bolt.example\n"
    market.load(written(tmp_path, "list.csv", text))
    said = market.customers.set(written(tmp_path, "own.txt", "Quill Forgge\nBolt\nZed\n"))
    assert said.unknown == ["Quill Forgge (nearly Quill Forge)", "Zed"]


def test_a_decision_is_undone_by_the_words_that_made_it(market: Market, tmp_path: Path) -> None:
    crm = "Record ID,Company name,Company Domain Name\n2,Marble,\n3,Basalt,\n"
    market.load(written(tmp_path, "c.csv", crm))
    market.identity.decide("Marble", "Basalt", "same")
    assert len(accounts(market)) == 1
    market.identity.decide("Marble", "Basalt", "undo")
    assert {*accounts(market)} == {"Marble", "Basalt"}


def test_ids_and_pages_of_several_names_are_told(market: Market, tmp_path: Path) -> None:
    one = written(tmp_path, "a.csv", "id,name,industry\n1,Acme Logistics,Logistics\n")
    other = written(tmp_path, "b.csv", "id,name,industry\n1,Umbrella Bank,Banking\n")
    page = "linkedin.com/company/startup-hub"
    pages = written(tmp_path, "p.csv", f"company,company page\nGranite,{page}\nMarble,{page}\n")
    said = market.load(one, other, pages).several_companies
    assert [each.split(" has ")[0] for each in said] == ["Id 1", page]


def test_companies_of_one_name_are_told_by_their_ids(market: Market, tmp_path: Path) -> None:
    header = "Record ID,Company name,Company Domain Name,Country/Region\n"
    rows = "1,Acme,acme.example,US\n2,Acme,acme.example,DE\n"
    [said] = market.load(written(tmp_path, "c.csv", header + rows)).several_companies
    assert "on rows of 2 companies by their hubspot ids, Acme (hubspot:1) and Acme (hub" in said


def test_a_large_file_is_read_as_its_column_says(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    header = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs\n"
    rows = "".join(
        f"{place},{'x' * 60},Closed Won,24.000,02/03/2025,1\n" for place in range(60_000)
    )
    market.load(
        written(tmp_path, "d.csv", f'{header}{rows}60000,x,Closed Won,"1.234,50",25/03/2025,1\n')
    )
    with market.store() as store:
        deals = store.dump("fact").to_pandas()
    assert {*deals["amount"]} == {24000.0, 1234.5}
    assert {each.month for each in deals["closed_on"]} == {3}


def test_an_amount_and_its_currency_are_one_statement(market: Market, tmp_path: Path) -> None:
    market.icp.file.write_text("[currencies]\nEUR = 1\nJPY = 0.006\n")
    header = "Record ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Associated Company IDs\n"
    company = written(
        tmp_path, "c.csv", "Record ID,Company name,Company Domain Name\n1,A,a.example\n"
    )
    yen = written(tmp_path, "y.csv", f"{header}7,x,Closed Won,15000,JPY,2025-01-01,1\n")
    euro = written(tmp_path, "e.csv", f"{header}7,x,Closed Won,90,EUR,2025-01-01,1\n")
    for files in ((company, yen), (euro,), (yen,)):
        market.load(*files)
        numbers = market.identity.known("a.example")["properties"].set_index("property")["value"]
        assert numbers["won_amount"] == "90"
    none = written(tmp_path, "n.csv", f"{header}8,y,Closed Won,5000000,,2025-01-01,1\n")
    assert market.load(none).currencies == {"no currency": 1}
    numbers = market.identity.known("a.example")["properties"].set_index("property")["value"]
    assert numbers["won_amount"] == "90"
