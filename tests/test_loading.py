"""Files to accounts and links: every loader, what it counts, refuses and only pretends to do."""

from __future__ import annotations

import csv
import datetime
import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pytest
from dumps import doubled, dumped, exact_dump, owners
from variants import write

import graph_icp
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph import tables
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.upsert.writing import write as write_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.market import Market

DAY = datetime.date(2024, 6, 1)
DATA = Path(__file__).parents[2] / "shared" / "data"


# What rows mean does not depend on where they are kept: one store is enough.
one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture
def market(anywhere: str) -> Market:
    return graph_icp.open(anywhere)


def facts(market: Market) -> set[tuple[str, ...]]:
    """Return kind, one end, other end, since, until and role of each fact, "" for none."""
    return {
        (row[0], row[1][1], row[2][1], *(str(cell or "") for cell in row[3:6]))
        for row in dumped(market)["fact"]
    }


def properties(market: Market) -> set[tuple[str, ...]]:
    """Return key, property and value of each property."""
    return {(row[0][1], row[1], row[2]) for row in dumped(market)["property"]}


def account(market: Market, key: str) -> dict[str, Any]:
    """Return one account by its key."""
    columns = list(tables.TABLES["account"])
    rows = [dict(zip(columns, row, strict=True)) for row in dumped(market)["account"]]
    return next(row for row in rows if row["key"] == key)


def links(market: Market, relation: str) -> list[tuple[str, str, float]]:
    """Return the account, trait and value of each link of a relation."""
    return [
        (a[1], t[1], value) for kind, a, t, value, _ in dumped(market)["link"] if kind == relation
    ]


def test_entities_of_html_are_decoded(tmp_path: Path, market: Market) -> None:
    text = (
        "company,domain,country,technologies,url\n"
        "O&#039;Acme &amp;amp; B&auml;r Ltd,acme.com,C&ocirc;te d&#x27;Ivoire,"
        "AT&amp;T; R &amp; D,https://acme.com/?a=1&copy=2\n"
    )
    market.load(write(tmp_path, text), as_of=DAY)
    found = account(market, "domain:acme.com")
    assert (found["name"], found["country"]) == ("O'Acme & Bär Ltd", "CI")
    assert {trait for _, trait, _ in links(market, "uses")} == {"at&t", "r-&-d"}


def test_companies(tmp_path: Path, market: Market) -> None:
    text = (
        "Record ID,Company name,Company Domain Name,Country/Region,Industry,Number of employees,"
        "Annual revenue,Territory,Lifecycle Stage,Company owner,Also known as,Backers\n"
        '7,"Acme, Inc.",https://www.acme.com/about,Germany,Software; Retail,1.200,$3M,'
        "Europe,Evangelist,Ann,Acme Works|ACM,Big Fund; Small Fund\n"
    )
    report = market.load(write(tmp_path, text), loader="companies", as_of=DAY)
    assert report.files[0].ignored == []
    assert report.accounts == 1
    found = account(market, "domain:acme.com")
    assert found | {"id": 0} == {
        "id": 0,
        "key": "domain:acme.com",
        "name": "Acme, Inc.",
        "domain": "acme.com",
        "country": "DE",
        "industry": "Retail; Software",
        "region": "Europe",
        "size": "1001-5000",
        "employees": 1200,
        "revenue": 3_000_000.0,
        "status": "customer",
        "value": None,
        "customer_since": None,
        "owner": "Ann",
    }
    assert owners(dumped(market)) == {
        "domain:acme.com": "domain:acme.com",
        "id:7": "domain:acme.com",
    }
    assert {each[1] for each in links(market, "investors")} == {"big-fund", "small-fund"}
    assert {each[1] for each in links(market, "industry")} == {"software", "retail"}
    aliases = {row[1] for row in dumped(market)["naming"] if row[4]}
    assert aliases == {"Acme Works", "ACM"}


def test_technologies(tmp_path: Path, market: Market) -> None:
    report = market.load(write(tmp_path, "Tool,Tag,Publisher\nC++,Language,ISO\nC#,,\n"))
    assert report.files[0].loader == "technologies"
    assert properties(market) == {("c++", "category", "Language"), ("c++", "vendor", "ISO")}
    assert report.counts["node"].new == 2


def test_company_technology(tmp_path: Path, market: Market) -> None:
    text = (
        "Account Name;Website;Technology;First Detected\n"
        "Acme;www.acme.com;Kafka;01.03.2020\nAcme;www.acme.com;Go;\nBolt;;kafka;\n"
    )
    report = market.load(write(tmp_path, text))
    assert report.files[0].loader == "company-technology"
    assert facts(market) == {
        ("USES", "domain:acme.com", "kafka", "2020-03-01", "", ""),
        ("USES", "domain:acme.com", "go", "", "", ""),
        ("USES", "name:bolt|", "kafka", "", "", ""),
    }
    assert len(links(market, "uses")) == 3


def test_events(tmp_path: Path, market: Market) -> None:
    text = "Slug,Event title,Event type,Venue,Start date\nExpo 26,The Expo,fair,Ulm,15 Jun 2026\n"
    assert market.load(write(tmp_path, text)).files[0].loader == "events"
    assert properties(market) == {
        ("expo-26", "title", "The Expo"),
        ("expo-26", "kind", "fair"),
        ("expo-26", "location", "Ulm"),
        ("expo-26", "date", "2026-06-15"),
    }


def test_company_event(tmp_path: Path, market: Market) -> None:
    text = (
        "Domain,Event name,Tier,Event date\n"
        "acme.com,Expo,Gold,2026-06-15\nbolt.com,Expo,Visitor,\ncrux.com,Expo,,\n"
    )
    assert market.load(write(tmp_path, text)).files[0].loader == "company-event"
    assert facts(market) == {
        ("SPONSORED", "domain:acme.com", "expo", "2026-06-15", "", "Gold"),
        ("ATTENDED", "domain:bolt.com", "expo", "", "", "Visitor"),
        ("SPONSORED", "domain:crux.com", "expo", "", "", ""),
    }


def test_people(tmp_path: Path, market: Market) -> None:
    text = (
        "First Name,Last Name,Business Email,LinkedIn URL,Job Title,Company Name,From,To\n"
        "Jo,Li,Jo.Li@acme.com,https://www.pages.example/in/jo/?x=1,CTO,Acme Cloud,2024,\n"
        "Jo,Li,Jo.Li@acme.com,,Dev,Bolt Ltd,2020-01-01,2023-12-31\n"
        "Kim,Roe,kim@gmail.com,,,Bolt,,\n"
        "Sam,Poe,,,,Bolt,,\n"
    )
    report = market.load(write(tmp_path, text))
    assert report.files[0].loader == "people"
    assert facts(market) == {
        ("WORKS_AT", "email:jo.li@acme.com", "domain:acme.com", "2024-01-01", "", "CTO"),
        ("WORKED_AT", "email:jo.li@acme.com", "name:bolt|", "2020-01-01", "2023-12-31", "Dev"),
        ("WORKS_AT", "email:kim@gmail.com", "name:bolt|", "", "", ""),
        ("WORKS_AT", "name:sam poe@name:bolt|", "name:bolt|", "", "", ""),
    }
    assert report.people == 3
    assert owners(dumped(market))["profile:pages.example/in/jo"] == "email:jo.li@acme.com"
    assert len(links(market, "people")) == 4


def test_person_event(tmp_path: Path, market: Market) -> None:
    text = (
        "Attendee,Email,Conference,Ticket type\n"
        "Jo Li,jo@acme.com,Expo,Speaker\nKim,k@gmail.com,Expo,\n"
    )
    report = market.load(write(tmp_path, text))
    assert report.files[0].loader == "person-event"
    assert facts(market) == {
        ("JOINED", "email:jo@acme.com", "expo", "", "", "Speaker"),
        ("ATTENDED", "domain:acme.com", "expo", "", "", "Speaker"),
        ("WORKS_AT", "email:jo@acme.com", "domain:acme.com", "", "", ""),
        ("JOINED", "email:k@gmail.com", "expo", "", "", ""),
    }
    assert links(market, "attended") == [("domain:acme.com", "expo", 1.0)]


def test_customers(tmp_path: Path, market: Market) -> None:
    text = (
        "Customer,Domain,CustomerValue,Customer since,Type\n"
        "Acme,acme.com,0.8,2020,\nBolt,bolt.com,,,Churned\n"
    )
    assert market.load(write(tmp_path, text)).files[0].loader == "customers"
    acme = account(market, "domain:acme.com")
    assert (acme["status"], acme["value"]) == ("customer", 0.8)
    assert acme["customer_since"] == datetime.date(2020, 1, 1)
    assert account(market, "domain:bolt.com")["status"] == "churned"


def test_every_loader_has_a_test() -> None:
    tests = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    others = "".join(path.read_text() for path in Path(__file__).parent.glob("test_loaders_*.py"))
    assert [name for name in loaders() if name not in tests and f'"{name}"' not in others] == []


ROWS = [
    ["Company Name", "Domain", "Country", "Industry", "Employees"],
    ["Café Zürich", "cafe.example", "Switzerland", "Food; Retail", "120"],
    ["Bolt, Ltd", "bolt.example", "", "Software", ""],
]


def as_text(rows: list[list[str]], mark: str = ",", end: str = "\n") -> str:
    return end.join(mark.join(f'"{cell}"' for cell in row) for row in rows) + end


def as_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)


WAYS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "BOM and CRLF": (
        "file.csv",
        lambda path: path.write_bytes(as_text(ROWS, end="\r\n").encode("utf-8-sig")),
    ),
    "semicolons": ("file.csv", lambda path: path.write_text(as_text(ROWS, ";"), "utf-8")),
    "tabs": ("file.tsv", lambda path: path.write_text(as_text(ROWS, "\t"), "utf-8")),
    "Windows-1252": ("file.csv", lambda path: path.write_bytes(as_text(ROWS).encode("cp1252"))),
    "header case and blanks": (
        "file.csv",
        lambda path: path.write_text(
            as_text([["COMPANY_NAME", " domain ", "country", "inDUStry", "Employees "], *ROWS[1:]]),
            "utf-8",
        ),
    ),
    "blank lines": (
        "file.csv",
        lambda path: path.write_text(as_text(ROWS).replace("\n", "\n\n,,,,\n"), "utf-8"),
    ),
    "gzip": ("file.csv.gz", lambda path: path.write_bytes(gzip.compress(as_text(ROWS).encode()))),
    "workbook": ("file.xlsx", as_workbook),
}


@one_store
@pytest.mark.parametrize("way", WAYS)
def test_however_a_file_is_written_it_says_the_same(
    tmp_path: Path, market: Market, way: str
) -> None:
    name, written = WAYS[way]
    written(tmp_path / name)
    report = market.load(tmp_path / name, as_of=DAY)
    assert (report.files[0].accepted, report.files[0].rows_read) == (2, 2)
    plain = graph_icp.open(":memory:")
    plain.load(write(tmp_path, as_text(ROWS), "plain.csv"), as_of=DAY)
    assert dumped(market) == dumped(plain)


def test_counts_say_what_is_new_changed_and_unchanged(tmp_path: Path, market: Market) -> None:
    text = "domain,company,technology\nacme.com,Acme,Go\nbolt.com,Bolt,Go\n"
    path = write(tmp_path, text)
    first = market.load(path, as_of=DAY).counts
    assert {name: each.new for name, each in first.items() if each.new} == {
        "node": 3,
        "naming": 2,
        "fact": 2,
    }
    again = market.load(path, as_of=DAY).counts
    assert all((each.new, each.changed) == (0, 0) for each in again.values())
    assert (again["node"].unchanged, again["fact"].unchanged) == (3, 2)
    write(tmp_path, f"{text}crux.com,Crux,Rust\n")
    later = market.load(path, as_of=DAY + datetime.timedelta(days=1)).counts
    assert (later["fact"].new, later["fact"].changed) == (1, 2)
    assert (later["node"].new, later["node"].changed) == (2, 0)


@one_store
def test_a_value_that_is_not_understood_is_counted_once_a_row(
    tmp_path: Path, market: Market
) -> None:
    report = market.load(
        write(tmp_path, "domain,company,country\na.com,A,Remote\nb.com,B,Remote\n")
    )
    assert dict(report.files[0].notes) == {"country is not known (Remote)": 2}


def test_an_odd_value_costs_its_value_and_not_its_row(tmp_path: Path, market: Market) -> None:
    text = (
        "domain,company,employees,as_of,technologies\n"
        "acme.com,Acme,-5,,Go\nbolt.com,Bolt,5,1900-01-01,Go\n"
        "crux.com,Crux,5,00/00/0000,Go\ndune.com,Dune,5,9999-12-31,Go\n"
    )
    (file,) = market.load(write(tmp_path, text), as_of=DAY).files
    assert (file.accepted, file.rejected.total()) == (4, 0)
    assert dict(file.notes) == {
        "employees is negative (-5)": 1,
        "as_of: date lies outside the years 1970 to 2100 (1900-01-01)": 1,
        "as_of: date lies outside the years 1970 to 2100 (00/00/0000)": 1,
        "as_of: date lies outside the years 1970 to 2100 (9999-12-31)": 1,
    }
    assert len(links(market, "uses")) == 4
    assert account(market, "domain:acme.com")["employees"] is None


BAD = """\
domain,company,country,employees,as_of
acme.com,Acme,US,10,2024-01-01
jo@acme.com,Mail,,,
10.0.0.1,Machine,,,
gmail.com,,,,
,Self-employed,,,
,n/a,,,
dune.com,Dune,,,,,more
eve.com,Eve,,,2024-01-02
"""
REASONS = {
    3: "e-mail address",
    4: "IP address",
    5: "many companies share it",
    6: "not the name of a company",
    7: "no domain, id, LinkedIn page or name",
    8: "cells",
}


def test_refused_rows_are_kept_with_file_row_and_reason(tmp_path: Path, market: Market) -> None:
    path = write(tmp_path, BAD)
    report = market.load(path)
    [file] = report.files
    assert (file.rows_read, file.accepted, file.rejected.total()) == (8, 2, 6)
    rejects = market.rejects()
    assert set(rejects["file"]) == {str(path)}
    assert dict.fromkeys(rejects["row"]) == dict.fromkeys(REASONS)
    for row, reason, original in zip(
        rejects["row"], rejects["reason"], rejects["original"], strict=True
    ):
        assert REASONS[row] in reason
        assert original
    assert set(owners(dumped(market))) == {"domain:acme.com", "domain:eve.com"}
    loads = market.summary()["loads"]
    assert loads[["rows_read", "accepted", "rejected"]].to_numpy().tolist() == [[8, 2, 6]]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    file, path = write(tmp_path, BAD), tmp_path / "store" / "some.duckdb"
    path.parent.mkdir()
    market = graph_icp.open(path)
    pretended = market.load(file, as_of=DAY, dry_run=True)
    assert not list(path.parent.iterdir())
    assert market.load(file, as_of=DAY) == pretended

    more = write(tmp_path, "domain,company,technology\nacme.com,Acme,Go\n", "more.csv")
    with market.store() as store:
        before = exact_dump(store)
    pretended = market.load(more, as_of=DAY, dry_run=True)
    with market.store() as store:
        assert exact_dump(store) == before
    assert market.load(more, as_of=DAY) == pretended
    assert [each.name for each in path.parent.iterdir()] == ["some.duckdb"]


BROKEN = {
    "unknown headers": ("broken.csv", b"colour,taste\nred,sweet\n", "no loader knows"),
    "not a workbook": ("broken.xlsx", b"nonsense", r"broken\.xlsx"),
    "cut off": ("broken.csv.gz", gzip.compress(b"domain,company,status\n" * 999)[:-9], r"\.gz"),
    "no usable row": ("broken.csv", b"domain,industry\ngmail.com,\n", "no row could be used"),
    "empty": ("broken.csv", b"", "empty"),
}


@pytest.mark.parametrize("new", [True, False], ids=["new store", "store"])
@pytest.mark.parametrize("case", BROKEN)
def test_of_a_load_with_a_bad_file_nothing_is_kept(tmp_path: Path, case: str, new: bool) -> None:
    name, content, message = BROKEN[case]
    good = write(tmp_path, "domain,company,technology\nacme.com,Acme,Go\n")
    (tmp_path / name).write_bytes(content)
    path = tmp_path / "some.duckdb"
    market = graph_icp.open(path)
    if not new:
        market.load(write(tmp_path, "domain,company,technology\nbolt.com,Bolt,Go\n", "old.csv"))
        before = path.read_bytes()
    with pytest.raises(FileError, match=message):
        market.load(good, tmp_path / name)
    if new:
        assert not path.exists()
    else:
        assert path.read_bytes() == before


def test_of_a_folder_the_files_that_are_known_are_loaded(tmp_path: Path, market: Market) -> None:
    write(tmp_path, "domain,company,technology\nacme.com,Acme,Go\n")
    write(tmp_path, "colour,taste\nred,sweet\n", "other.csv")
    write(tmp_path, "notes", "notes.md")
    report = market.load(tmp_path)
    assert [Path(each.file).name for each in report.files] == ["file.csv"]
    assert len(report.passed_over) == 1
    assert "other.csv" in report.passed_over[0]


@one_store
def test_a_chosen_loader_decides_and_says_what_it_needs(tmp_path: Path, market: Market) -> None:
    path = write(tmp_path, "domain,name\nacme.com,Acme\n")
    assert market.load(path, loader="companies").files[0].loader == "companies"
    with pytest.raises(FileError, match="technologies also needs technology"):
        market.load(path, loader="technologies")
    with pytest.raises(UnknownNameError, match="company-technology"):
        market.load(path, loader="company-tecnology")


@one_store
def test_a_plain_list_of_companies_is_recognised(tmp_path: Path, market: Market) -> None:
    for header in ("Account Name,Account Domain", "Company,Domain", "name,domain"):
        report = market.load(write(tmp_path, f"{header}\nAcme,acme.com\n"))
        assert report.files[0].loader == "companies"


def test_the_latest_word_wins_then_the_smallest(tmp_path: Path, market: Market) -> None:
    for source, day, country in (
        ("crm", "2024-01-01", "US"),
        ("web", "2024-03-01", "FR"),
        ("ads", "2024-03-01", "DE"),
    ):
        row = f"acme.com,Acme {source},{country},{source},{day}\n"
        text = f"domain,company,country,source,as_of\n{row}"
        market.load(write(tmp_path, text), loader="companies")
    found = account(market, "domain:acme.com")
    assert (found["country"], found["name"]) == ("DE", "Acme ads")


def test_industries_are_those_of_all_rows(tmp_path: Path, market: Market) -> None:
    text = (
        "domain,company,industry,source,as_of\n"
        "acme.com,Acme,Software,crm,2024-01-01\nacme.com,Acme,Retail,crm,2024-01-01\n"
        "acme.com,Acme,Food; Software,web,2023-01-01\n"
    )
    market.load(write(tmp_path, text))
    traits = [trait for _, trait, _ in links(market, "industry")]
    assert traits == ["food", "retail", "software"]


def test_a_name_that_is_spelt_anew_is_spelt_anew_everywhere(tmp_path: Path, market: Market) -> None:
    """An industry bears the smallest of its spellings, also at accounts of earlier loads."""
    for domain, industry in (("acme.com", "software"), ("bolt.com", "Software")):
        market.load(write(tmp_path, f"domain,company,industry\n{domain},,{industry}\n"))
    assert account(market, "domain:acme.com")["industry"] == "Software"
    assert account(market, "domain:bolt.com")["industry"] == "Software"


def test_a_link_has_the_greatest_strength_of_all_sources(tmp_path: Path, market: Market) -> None:
    path = write(tmp_path, "domain,company,technology\nacme.com,Acme,Go\n")
    market.load(path, as_of=DAY)
    with market.store(write=True) as store, store.transaction():
        for source, strength in (("crm", 0.2), ("web", 0.7), ("ads", 0.4)):
            write_to(store, told_fact(source, strength), 1, {}, lambda _what, _share: None)
    market.load(path, as_of=DAY)
    assert links(market, "uses") == [
        ("domain:acme.com", "go", 1.0),
        ("domain:acme.com", "rust", 0.7),
    ]
    with market.store() as store:
        assert doubled(store) == {}


def test_a_value_counts_alike_however_its_characters_are_written(
    market: Market, tmp_path: Path
) -> None:
    text = "domain,company,employees\na.com,A,few &amp; far\nb.com,B,few & far\nc.com,C,7\n"
    (file,) = market.load(write(tmp_path, text), as_of=DAY).files
    assert file.audit.columns["employees"].left_out == 2
    assert [(value, times) for (_, value, _), times in file.audit.refused.items()] == [
        ("few & far", 2)
    ]


def told_fact(source: str, strength: float) -> dict[str, pa.Table]:
    """Return what a loader that knew strengths would tell of Acme and Rust."""
    ends = [("Account", "domain:acme.com", "Acme"), ("Technology", "rust", "Rust")]
    nodes = pa.table(dict(zip(("kind", "key", "name"), zip(*ends, strict=True), strict=True)))
    fact = {
        "kind": ["USES"],
        "mention_kind": ["Account"],
        "mention": ["domain:acme.com"],
        "other_kind": ["Technology"],
        "other": ["rust"],
        "since": pa.nulls(1, pa.date32()),
        "until": pa.nulls(1, pa.date32()),
        "role": pa.nulls(1, pa.string()),
        "strength": [strength],
        "source": [source],
        "as_of": [DAY],
    }
    return {"node": nodes, "fact": pa.table(fact)}


def test_events_are_attended_through_those_who_work_there_now(
    tmp_path: Path, market: Market
) -> None:
    market.load(
        write(
            tmp_path,
            "name,email,title,company,domain,until\n"
            "Jo,jo@mail.example,CTO,Acme,acme.com,\nJo,jo@mail.example,Dev,Bolt,bolt.com,2020\n",
            "people.csv",
        ),
        write(tmp_path, "name,email,event\nJo,jo@mail.example,Expo\n", "guests.csv"),
        write(tmp_path, "domain,event,role\nacme.com,Expo,visitor\n", "visitors.csv"),
    )
    assert ("domain:acme.com", "expo", 1.0) in links(market, "attended")
    assert not [each for each in links(market, "attended") if each[0] == "domain:bolt.com"]
    assert len(links(market, "attended")) == len({each[:2] for each in links(market, "attended")})


def test_labels_survive_joining_and_parting(tmp_path: Path, market: Market) -> None:
    text = "domain,company,technology\nacme.com,Acme,Go\nbolt.com,Bolt,Rust\n"
    market.load(write(tmp_path, text))
    chosen = write(tmp_path, "domain,value\nbolt.com,0.5\n", "chosen.csv")
    assert market.customers.set(chosen)[:2] == (1, [])
    before = dumped(market)
    market.identity.decide("domain:acme.com", "domain:bolt.com", "same")
    joined = account(market, "domain:acme.com")
    assert (joined["status"], joined["value"]) == ("customer", 0.5)
    assert len(market.accounts()) == 1
    market.identity.decide("domain:bolt.com", "domain:acme.com", "undo")
    assert dumped(market) == before
    assert account(market, "domain:acme.com")["status"] == "prospect"


def test_of_two_labels_of_one_day_the_winner_does_not_hang_on_the_order_of_loads(
    tmp_path: Path,
) -> None:
    said = set()
    for domains in (["acme.com", "bolt.com"], ["bolt.com", "acme.com"]):
        market = graph_icp.open(":memory:")
        for domain in domains:
            market.load(write(tmp_path, f"domain,company,technology\n{domain},,Go\n"))
        for domain, value in (("acme.com", "0.5"), ("bolt.com", "0.9")):
            market.customers.add(write(tmp_path, f"domain,value\n{domain},{value}\n", "label.csv"))
        market.identity.decide("domain:acme.com", "domain:bolt.com", "same")
        said.add(account(market, "domain:acme.com")["value"])
    assert len(said) == 1


def test_names_that_become_ambiguous_are_reported_customers_first(
    tmp_path: Path, market: Market
) -> None:
    market.load(write(tmp_path, "domain,company,status\na.com,Acme,\nb.com,Bolt,customer\n"))
    report = market.load(
        write(
            tmp_path,
            "domain,company,technology\nc.com,Acme,Go\nd.com,Bolt,Go\n,Acme,Go\n,Bolt,Go\n",
        )
    )
    assert list(report.ambiguous.items()) == [("Bolt", True), ("Acme", False)]
    market.identity.decide("domain:a.com", "domain:c.com", "same")
    assert market.load(write(tmp_path, "technology,vendor\nGo,Us\n")).settled == []


def test_a_real_list_loads_as_it_lies(market: Market) -> None:
    load_as_it_lies(market, "market")


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_a_larger_real_list_loads_as_it_lies(market: Market) -> None:
    load_as_it_lies(market, "adopters")


def load_as_it_lies(market: Market, name: str) -> None:
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip("the real lists of ../shared/data are not here")
    with (folder / "companies.csv").open(encoding="utf-8") as file:
        companies = {row["company_id"] for row in csv.DictReader(file)}
    pairs = {"uses": set(), "sponsored": set()}
    for relation, trait in (("uses", "technology"), ("sponsored", "event")):
        path = folder / f"company_{trait}.csv"
        if path.exists():
            with path.open(encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
            companies |= {row["company_id"] for row in rows}
            pairs[relation] = {(row["company_id"], row[trait].casefold()) for row in rows}
    report = market.load(folder, as_of=DAY)
    assert all(each.accepted == each.rows_read for each in report.files)
    assert report.accounts == len(companies)
    for relation, expected in pairs.items():
        assert len(links(market, relation)) == len(expected)
    assert market.rejects().empty
    with market.store() as store:
        assert doubled(store) == {}


def test_a_link_is_known_since_the_first_day_that_a_source_tells(
    tmp_path: Path, market: Market
) -> None:
    for name, rows in {
        "one": "a.com,Go,2022-03-01,\na.com,Rust,,\nb.com,Go,2021-01-01,2022-01-01\n",
        "two": "a.com,Go,2021-05-01,\nb.com,Go,2023-01-01,\n",
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(f"domain,technology,since,until\n{rows}")
        market.load(path, as_of=DAY)
    told = {
        (a[1], t[1]): since for kind, a, t, _, since in dumped(market)["link"] if kind == "uses"
    }
    assert told == {
        ("domain:a.com", "go"): datetime.date(2021, 5, 1),
        ("domain:a.com", "rust"): None,
        # What ended does not count.
        ("domain:b.com", "go"): datetime.date(2023, 1, 1),
    }
