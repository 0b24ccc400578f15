"""What a load can be asked: columns named, full exports, dates, people, telephone numbers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from dumps import dump, dumped, exact_dump
from variants import write

import graph_icp
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph import tables
from graph_icp.graph.matrix import read_graph
from graph_icp.ingest.load.column_audit import audit, refused_most
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

MONDAY = datetime.date(2026, 6, 1)
TUESDAY = datetime.date(2026, 6, 2)


# What rows mean does not depend on where they are kept: one store is enough.
one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture
def market(anywhere: str) -> Market:
    return graph_icp.open(anywhere)


def said(market: Market, key: str) -> dict[str, str]:
    """Return what sources say of a node, by property."""
    return {row[1]: row[2] for row in dumped(market)["property"] if row[0][1] == key}


def links(market: Market, relation: str) -> set[tuple[str, str]]:
    return {(a[1], t[1]) for kind, a, t, _, _ in dumped(market)["link"] if kind == relation}


def test_columns_can_be_named_and_are_remembered_for_their_header(
    tmp_path: Path, market: Market
) -> None:
    first = write(tmp_path, "Firma;Netz;Ort\nÄhre AG;aehre.example;Ulm\n", "first.csv")
    second = write(tmp_path, "Firma;Netz;Ort\nBolt;bolt.example;Köln\n", "second.csv")
    with pytest.raises(FileError, match=r"no loader|nearest"):
        market.load(first)

    report = market.load(first, columns={"name": "Firma", "domain": "Netz"})
    market.load(second)

    assert report.files[0].loader == "companies"
    assert said(market, "domain:bolt.example") == {"ort": "Köln"}
    keys = {row["key"]: row["name"] for row in accounts(market)}
    assert keys == {"domain:aehre.example": "Ähre AG", "domain:bolt.example": "Bolt"}


def accounts(market: Market) -> list[dict[str, str]]:
    columns = list(tables.TABLES["account"])
    return [dict(zip(columns, row, strict=True)) for row in dumped(market)["account"]]


def test_naming_columns_again_replaces_what_was_said(tmp_path: Path, market: Market) -> None:
    file = write(tmp_path, "Firma,Netz,Werk\nAcme,acme.example,nail.example\n")
    market.load(file, columns={"company": "Firma", "domain": "Netz"})
    market.load(file, columns={"company": "Firma", "domain": "Werk"})

    market.load(file)

    with market.store() as store:
        told = store.dump("header_map").to_pylist()
    assert {(row["name"], row["cell"]) for row in told} == {
        ("company", "firma"),
        ("domain", "werk"),
    }


@one_store
@pytest.mark.parametrize(
    ("columns", "error", "words"),
    [
        ({"name": "Firm"}, FileError, "no column 'Firm'; its headers are Firma, Netz"),
        ({"colour": "Netz"}, UnknownNameError, "colour"),
        ({"country": "Netz"}, FileError, "companies also needs domain or website"),
    ],
)
def test_columns_that_cannot_be_are_refused(
    columns: dict[str, str], error: type[Exception], words: str, tmp_path: Path, market: Market
) -> None:
    file = write(tmp_path, "Firma,Netz\nAcme,acme.example\n")
    with pytest.raises(error, match=words):
        market.load(file, columns=columns)


USES = "domain,technology\n"


def uses(*pairs: str) -> str:
    return USES + "".join(f"{pair}\n" for pair in pairs)


def test_a_full_export_ends_what_is_gone_from_it(tmp_path: Path, market: Market) -> None:
    kept = [f"a{number}.example,Go" for number in range(9)]
    market.load(write(tmp_path, uses(*kept, "gone.example,Rust")), as_of=MONDAY)

    report = market.load(write(tmp_path, uses(*kept)), as_of=TUESDAY, replace=1)

    (ended,) = report.ended
    assert (ended.source, ended.what, ended.gone, ended.before) == (
        *("company-technology", "edges"),
        *(1, 10),
    )
    assert ("domain:gone.example", "rust") not in links(market, "uses")
    assert len(links(market, "uses")) == 9
    until = {
        row[2][1]: row[4] for row in dumped(market)["fact"] if row[1][1].endswith("gone.example")
    }
    assert until == {"rust": MONDAY}


def test_what_ended_begins_again_when_it_is_told_again(tmp_path: Path, market: Market) -> None:
    whole = uses("a.example,Go", "b.example,Rust")
    market.load(write(tmp_path, whole), as_of=MONDAY)
    market.load(write(tmp_path, uses("a.example,Go")), as_of=MONDAY, replace=2)
    assert links(market, "uses") == {("domain:a.example", "go")}

    market.load(write(tmp_path, whole), as_of=TUESDAY)

    assert links(market, "uses") == {("domain:a.example", "go"), ("domain:b.example", "rust")}


def test_properties_of_companies_that_are_gone_are_forgotten(
    tmp_path: Path, market: Market
) -> None:
    header = "domain,status,Plan\n"
    first = header + "a.example,customer,Pro\nb.example,customer,Free\n"
    market.load(write(tmp_path, first))

    market.load(write(tmp_path, header + "a.example,customer,Pro\n"), replace=2)

    assert {row["key"]: row["status"] for row in accounts(market)} == {
        "domain:a.example": "customer",
        "domain:b.example": "prospect",
    }
    assert said(market, "domain:b.example") == {}


def test_much_that_is_gone_is_refused_and_nothing_changes(tmp_path: Path, market: Market) -> None:
    market.load(write(tmp_path, uses("a.example,Go", "b.example,Rust", "c.example,Go")))
    with market.store() as store:
        before = exact_dump(store)

    with pytest.raises(FileError, match=r"1 of 3 edges .* give --replace twice"):
        market.load(write(tmp_path, uses("a.example,Go", "b.example,Rust")), replace=1)

    with market.store() as store:
        assert exact_dump(store) == before


def test_another_source_is_not_replaced(tmp_path: Path, market: Market) -> None:
    market.load(write(tmp_path, "domain,technology,source\na.example,Go,ours\n"))

    report = market.load(write(tmp_path, uses("b.example,Rust")), replace=1)

    assert report.ended == []
    assert links(market, "uses") == {("domain:a.example", "go"), ("domain:b.example", "rust")}


@one_store
def test_an_edge_that_will_end_is_still_one(tmp_path: Path, market: Market) -> None:
    text = "person,email,company,from,to\nAda,ada@acme.example,Acme,2020-01-01,{}\n"
    market.load(write(tmp_path, text.format("2021-01-01")))
    assert {row[0] for row in dumped(market)["fact"]} == {"WORKED_AT"}


@pytest.mark.parametrize(
    ("days", "day_first", "expected", "remarks"),
    [
        (("03/04/2026", "25/12/2025"), None, "2026-04-03", 0),
        (("03/04/2026", "12/25/2025"), None, "2026-03-04", 0),
        (("03/04/2026", "05/06/2025"), None, "2026-03-04", 1),
        (("03/04/2026", "05/06/2025"), True, "2026-04-03", 0),
        (("03/04/2026", "25/12/2025"), False, "2026-03-04", 0),
        (("05/05/2026", "2025-12-25"), None, "2026-05-05", 0),
        (("03/04/2026", "25/12/2025", "12/25/2025"), None, "2026-03-04", 1),
    ],
)
def test_a_column_of_dates_says_itself_what_comes_first(
    days: tuple[str, ...], day_first: bool | None, expected: str, remarks: int, tmp_path: Path
) -> None:
    rows = "".join(f"a{place}.example,Go,{day}\n" for place, day in enumerate(days))
    market = graph_icp.open(":memory:")

    report = market.load(
        write(tmp_path, f"domain,technology,since\n{rows}"), day_first=day_first, dry_run=True
    )

    assert len(report.files[0].audit.remarks) == remarks
    store_at = graph_icp.open(str(tmp_path / "market.duckdb"))
    store_at.load(write(tmp_path, f"domain,technology,since\n{rows}"), day_first=day_first)
    with store_at.store() as store:
        (since,) = (row[3] for row in dump(store)["fact"] if row[1][1] == "domain:a0.example")
    assert str(since) == expected


@one_store
def test_people_are_left_out_on_demand(tmp_path: Path, market: Market) -> None:
    text = "name,email,event,company\nAda,ada@acme.example,fair-2026,Acme\n"

    market.load(write(tmp_path, text), people=False)

    told = dumped(market)
    assert {row[0][0] if isinstance(row[0], tuple) else row[1] for row in told["node"]}
    assert not [row for row in told["node"] if "Person" in row]
    assert links(market, "attended") == {("domain:acme.example", "fair-2026")}


@one_store
def test_telephone_numbers_are_kept_on_demand_alone(tmp_path: Path, market: Market) -> None:
    file = write(tmp_path, "domain,Telephone Number,Fax,Colour\na.example,+49 1,+49 2,red\n")

    report = market.load(file)
    assert said(market, "domain:a.example") == {"colour": "red"}
    assert report.files[0].ignored == ["Telephone Number", "Fax"]

    market.load(file, phones=True)
    assert said(market, "domain:a.example") == {
        "colour": "red",
        "telephone_number": "+49 1",
        "fax": "+49 2",
    }


def test_the_audit_counts_every_column(tmp_path: Path) -> None:
    text = (
        "domain,employees,country,Colour,Phone\n"
        "a.example,12,Germany,red,1\n"
        "b.example,-3,Atlantis,,\n"
        "not a domain,4,Atlantis,blue,\n"
        "c.example,many,,,\n"
    )
    market = graph_icp.open(str(tmp_path / "market.duckdb"))

    report = market.load(write(tmp_path, text))

    table = audit(report.files).set_index("column")
    counts = table[["read_as", "filled", "understood", "left_out", "refused"]]
    assert counts.loc["domain"].tolist() == ["domain", 4, 3, 0, 1]
    assert counts.loc["employees"].tolist() == ["employees", 4, 2, 2, 0]
    assert counts.loc["country"].tolist() == ["country", 3, 1, 2, 0]
    assert counts.loc["Colour"].tolist() == ["kept", 2, 2, 0, 0]
    assert table.loc["Phone", "read_as"] == "not used"
    most = refused_most(report.files)
    assert most.loc[0, ["column", "value", "times"]].tolist() == ["country", "Atlantis", 2]
    assert report.files[0].audit.named_by["domain"] == 3


def test_who_opted_out_ties_nobody(tmp_path: Path, market: Market) -> None:
    jobs = (
        "name,email,company,to\n"
        "Ada,ada@a.example,A,\nAda,ada@a.example,B Corp,2020-01-01\n"
        "Ben,ben@a.example,A,\nBen,ben@a.example,B Corp,2020-01-01\n"
    )
    out = "Record ID,Email,Job Title,Unsubscribed from all email\n7,ada@a.example,CTO,TRUE\n"
    market.load(write(tmp_path, jobs, "jobs.csv"))
    market.load(write(tmp_path, out, "contacts.csv"))

    with market.store() as store:
        traits = read_graph(store).matrices["people"].traits

    assert traits["key"].tolist() == ["email:ben@a.example"]


def test_deals_make_customers_and_numbers(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs\n"
    deals = header + (
        "1,Acme,Closed Won,1000,2024-05-01,10\n"
        "2,Acme more,Closed Won,500.4,2025-02-01,10\n"
        "3,Acme next,Proposal,900,2026-12-01,10\n"
        "4,Bolt,Proposal,10,2026-12-01,11\n"
        "5,Cove,Closed Lost,10,2024-12-01,12\n"
        "6,Dune,Closed Won,10,,13\n"
        "7,Eve,Closed won,10,2024-01-01,14\n"
    )
    market.load(write(tmp_path, deals, "deals.csv"))
    market.load(
        write(
            tmp_path,
            "Record ID,Company name,Lifecycle Stage,Company owner\n"
            "13,Dune,Former customer,Al\n10,Acme,,Al\n14,Eve,,Al\n",
            "c.csv",
        )
    )

    by_key = {row["key"]: row for row in accounts(market)}
    assert {key: row["status"] for key, row in by_key.items()} == {
        "hubspot:10": "customer",
        "hubspot:11": "open deal",
        "hubspot:12": "prospect",
        "hubspot:13": "churned",
        "hubspot:14": "customer",
    }
    assert by_key["hubspot:10"]["customer_since"] == datetime.date(2024, 5, 1)
    numbers = {
        row[1]: row[2] for row in dumped(market)["account_property"] if row[0][1] == "hubspot:10"
    }
    assert numbers == {
        "won_amount": "1500.4",
        "won_2024": "1000",
        "won_2025": "500.4",
        "won_deals": "2",
        "open_deals": "1",
        "first_won": "2024-05-01",
        "owner": "Al",
    }
    # Where nobody says what customers are worth, the won amounts do, by their place.
    worth = market.customers.worth().set_index("key")
    assert worth["worth"].to_dict() == {"hubspot:10": 1.0, "hubspot:14": pytest.approx(0.1)}
    assert worth["won_amount"].sum() == pytest.approx(1.1)


def test_a_deal_that_was_won_meanwhile_is_won(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs,Company\n"
    market.load(write(tmp_path, f"{header}1,Acme,Proposal,900,2026-12-01,10,Acme\n"), as_of=MONDAY)
    market.load(
        write(tmp_path, f"{header}1,Acme,Closed Won,800,2026-06-02,10,Acme\n"), as_of=TUESDAY
    )

    assert [row["status"] for row in accounts(market)] == ["customer"]
    numbers = {row[1]: row[2] for row in dumped(market)["account_property"]}
    assert numbers == {
        "won_deals": "1",
        "won_amount": "800",
        "won_2026": "800",
        "first_won": "2026-06-02",
    }


def test_a_wrong_file_cannot_end_everything(tmp_path: Path, market: Market) -> None:
    market.load(write(tmp_path, uses(*(f"a{number}.example,Go" for number in range(4)))))
    others = uses(*(f"b{number}.example,Go" for number in range(60)))

    with pytest.raises(FileError, match="4 of 4 edges"):
        market.load(write(tmp_path, others), replace=1)


def test_what_a_mistaken_replacement_ended_comes_back_on_the_same_day(
    tmp_path: Path, market: Market
) -> None:
    whole = write(tmp_path, uses("a.example,Go", "b.example,Rust"), "whole.csv")
    market.load(whole, as_of=MONDAY)
    before = dumped(market)
    part = write(tmp_path, uses("a.example,Go"), "part.csv")
    market.load(part, as_of=MONDAY, replace=2)
    assert links(market, "uses") == {("domain:a.example", "go")}

    market.load(whole, as_of=MONDAY)

    assert dumped(market) == before


BUILTWITH = "Root Domain,Company,First Detected,Last Found,First Indexed,Technology Spend\n"


def test_a_list_about_one_technology_replaces_its_own_part(tmp_path: Path, market: Market) -> None:
    row = "{},,2024-01-01,2026-05-01,2020-01-01,\n"
    one = write(tmp_path, BUILTWITH + row.format("a.example") + row.format("b.example"), "One.csv")
    market.load(one, write(tmp_path, BUILTWITH + row.format("c.example"), "Other.csv"))

    market.load(write(tmp_path, BUILTWITH + row.format("a.example"), "One.csv"), replace=2)

    assert links(market, "uses") == {("domain:a.example", "one"), ("domain:c.example", "other")}


def test_connections_of_one_colleague_replace_the_own_alone(tmp_path: Path, market: Market) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "{0},Roe,https://www.linkedin.com/in/{0},,Acme,,15 Jun 2026\n"
    for owner, names in (("Ann Lee", ("mia", "tom")), ("Bo Berg", ("eve",))):
        text = header + "".join(map(row.format, names))
        market.load(write(tmp_path, text, f"{owner}.csv"), owner=owner)

    text = header + row.format("mia")
    report = market.load(write(tmp_path, text, "again.csv"), owner="Ann Lee", replace=2)

    assert [(each.gone, each.what) for each in report.ended] == [(1, "edges")]
    ended = {row[2][1] for row in dumped(market)["fact"] if row[0] == "KNOWS" and row[4]}
    assert ended == {"profile:linkedin.com/in/tom"}


def test_counts_of_an_earlier_day_do_not_end_with_a_newer_file(
    tmp_path: Path, market: Market
) -> None:
    header = "colleague,email,last_at,mails_in,mails_out,meetings\n"
    earlier = "Ann Lee,mia@a.example,2026-01-10,9,9,2\nAnn Lee,tom@a.example,2026-01-10,9,9,\n"
    market.load(write(tmp_path, header + earlier, "mail.csv"), as_of=TUESDAY)

    newer = "Ann Lee,mia@a.example,2026-02-10,1,1,\n"
    market.load(write(tmp_path, header + newer, "newer.csv"), as_of=TUESDAY, replace=2)

    told = [row for row in dumped(market)["fact"] if row[0] in ("MAILS", "MEETS")]
    assert sorted((row[0], row[2][1], row[3].month) for row in told if row[4] is None) == [
        ("MAILS", "email:mia@a.example", 1),
        ("MAILS", "email:mia@a.example", 2),
        ("MEETS", "email:mia@a.example", 1),
    ]
    assert {row[2][1] for row in told if row[4]} == {"email:tom@a.example"}


def test_who_opted_out_stays_so(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Email,Job Title,Unsubscribed from all email\n"
    market.load(write(tmp_path, f"{header}7,ada@a.example,CTO,TRUE\n"), as_of=MONDAY)
    market.load(write(tmp_path, f"{header}8,ben@a.example,CTO,\n"), as_of=MONDAY, replace=2)
    salesforce = "Id,AccountId,LastName,FirstName,Email,Title,HasOptedOutOfEmail\n"
    row = "0035e00000Aaaaa,0015e00000Aaaaa,Li,Ada,ada@a.example,CTO,false\n"

    market.load(write(tmp_path, salesforce + row), as_of=TUESDAY)

    with market.store() as store:
        assert len(store.ask("read/people_opted_out")) == 1


DEALS = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs\n"
COMPANIES = "Record ID,Company name,Company owner\n1,Acme,Al\n2,Bolt,Al\n"


def derived(market: Market, key: str) -> dict[str, str]:
    return {row[1]: row[2] for row in dumped(market)["account_property"] if row[0][1] == key}


def test_a_won_deal_of_a_company_that_no_file_names_makes_no_customer(
    tmp_path: Path, market: Market
) -> None:
    market.load(write(tmp_path, DEALS + "700,Plan,Closed Won,1000,2026-01-01,2\n", "deals.csv"))
    assert [row["status"] for row in accounts(market)] == ["prospect"]

    market.load(write(tmp_path, COMPANIES, "companies.csv"))
    assert {row["name"]: row["status"] for row in accounts(market)} == {
        "Acme": "prospect",
        "Bolt": "customer",
    }


def test_the_most_frequent_currency_counts_until_rates_are_given(
    tmp_path: Path, market: Market
) -> None:
    header = "Record ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Associated Company IDs\n"
    deals = header + (
        "1,A,Closed Won,100.50,EUR,2026-01-01,1\n2,B,Closed Won,200,Euro,2026-01-01,1\n"
        '3,C,Closed Won,"12,000,000",JPY,2026-01-01,2\n4,D,Closed Won,A$ 50,,2026-01-01,2\n'
    )
    companies, file = write(tmp_path, COMPANIES, "c.csv"), write(tmp_path, deals, "deals.csv")
    report = market.load(companies, file)
    assert (report.currency, report.currencies) == ("EUR", {"AUD": 1, "JPY": 1})
    assert (
        derived(market, "hubspot:1")["won_amount"],
        "won_amount" in derived(market, "hubspot:2"),
    ) == (
        "300.5",
        False,
    )
    # Another file of the same makes another currency the most frequent one: all follow.
    more = "".join(f"{number},E,Closed Won,1000,JPY,2026-01-01,2\n" for number in (5, 6))
    report = market.load(write(tmp_path, header + more, "more.csv"))
    assert (report.currency, report.currencies) == ("JPY", {"EUR": 2, "AUD": 1})
    assert derived(market, "hubspot:2")["won_amount"] == "12002000"
    assert "won_amount" not in derived(market, "hubspot:1")
    with market.store(write=True) as store:
        before = dump(store)
        resolve_store(store)
        assert dump(store) == before

    market.icp.file.write_text("[currencies]\nEUR = 1\nJPY = 0.006\n", encoding="utf-8")
    report = market.load(file, tmp_path / "more.csv")
    market.icp.file.unlink()
    assert (report.currency, report.currencies) == ("", {"AUD": 1})
    assert derived(market, "hubspot:1")["won_amount"] == "300.5"
    assert derived(market, "hubspot:2")["won_amount"] == "72012"


def test_a_converted_amount_counts_before_the_amount(tmp_path: Path, market: Market) -> None:
    deals = (
        "Record ID,Deal Name,Deal Stage,Amount Currency,Amount,Amount (converted) Currency,"
        "Amount (converted),Close Date,Associated Company IDs\n"
        '1,A,Closed Won,JPY,"12,000,000.00",USD,"80,000.00",2026-01-01,1\n'
        "2,B,Closed Won,EUR,90000,USD,98000,2026-01-01,2\n"
    )
    report = market.load(write(tmp_path, COMPANIES, "c.csv"), write(tmp_path, deals, "deals.csv"))
    assert (report.currency, report.currencies) == ("USD", {})
    assert derived(market, "hubspot:1")["won_amount"] == "80000"
    assert derived(market, "hubspot:2")["won_amount"] == "98000"


def test_stages_mean_what_the_user_says(tmp_path: Path, market: Market) -> None:
    deals = DEALS + "1,A,Verbally won,10,2026-01-01,1\n2,B,Closed Won,10,2026-01-01,2\n"
    files = write(tmp_path, COMPANIES, "c.csv"), write(tmp_path, deals, "deals.csv")
    report = market.load(*files)
    (remark,) = report.files[1].audit.remarks
    assert '("Verbally won" = "won", "lost" or "open")' in remark
    assert [row["status"] for row in accounts(market)] == ["open deal", "customer"]

    told = '[stages]\n"verbally  WON" = "won"\n"Closed Won" = "lost"\n'
    market.icp.file.write_text(told, encoding="utf-8")
    report = market.load(*files)
    market.icp.file.unlink()
    assert not report.files[1].audit.remarks
    assert accounts(market)[0]["status"] == "customer"


def test_a_deal_that_moved_belongs_to_the_last_company(tmp_path: Path, market: Market) -> None:
    won = "700,Plan,Closed Won,1000,2026-01-01,{}\n"
    market.load(write(tmp_path, COMPANIES), as_of=MONDAY)
    market.load(write(tmp_path, DEALS + won.format(1)), as_of=MONDAY)
    market.load(write(tmp_path, DEALS + won.format(2)), as_of=TUESDAY)

    assert {row["key"]: row["status"] for row in accounts(market)} == {
        "hubspot:1": "prospect",
        "hubspot:2": "customer",
    }
    with market.store(write=True) as store:
        before = dump(store)
        resolve_store(store)
        assert dump(store) == before


def test_a_deal_that_is_gone_is_none(tmp_path: Path, market: Market) -> None:
    rows = "1,One,Proposal,10,2026-12-31,1\n", "2,Two,Closed Won,10,2026-12-31,2\n"
    market.load(write(tmp_path, COMPANIES))
    market.load(write(tmp_path, DEALS + "".join(rows)))

    market.load(write(tmp_path, DEALS + rows[1]), replace=2)

    assert {row["key"]: row["status"] for row in accounts(market)} == {
        "hubspot:1": "prospect",
        "hubspot:2": "customer",
    }
    with market.store() as store:
        facts = store.dump("fact").to_pylist()
    assert {fact["closed_on"] for fact in facts} == {datetime.date(2026, 12, 31)}
    assert sorted((fact["outcome"], fact["ended"]) for fact in facts) == [
        ("open", True),
        ("won", False),
    ]


def test_columns_are_remembered_in_any_order_and_spelling_and_for_refused_rows(
    tmp_path: Path, market: Market
) -> None:
    columns = {"company": "Firma", "website": "Netz"}
    market.load(write(tmp_path, "Firma,Netz\nAcme,acme.example\n"), columns=columns)

    market.load(write(tmp_path, "NETZ,firma\nbolt.example,Bolt\n"))
    market.load(write(tmp_path, "Firma,Netz,refused because\nCrux,crux.example,wrong\n"))

    assert {row["key"]: row["name"] for row in accounts(market)} == {
        "domain:acme.example": "Acme",
        "domain:bolt.example": "Bolt",
        "domain:crux.example": "Crux",
    }


def test_a_thousand_columns_are_kept(tmp_path: Path, market: Market) -> None:
    header = ",".join(f"c{number}" for number in range(1_000))
    cells = ",".join(str(number) for number in range(1_000))

    market.load(write(tmp_path, f"company,domain,{header}\nAcme,acme.example,{cells}\n"))

    assert len(said(market, "domain:acme.example")) == 1_000


@one_store
def test_an_impossible_day_in_a_kept_column_is_told(tmp_path: Path, market: Market) -> None:
    days = "2026-02-30", "2026-03-01", "9999-12-31", "12 mars 2026"
    rows = "".join(f"c{place}.example,<10,{day},{place}.5\n" for place, day in enumerate(days))
    report = market.load(write(tmp_path, f"domain,employees,Renewal,Version\n{rows}"))

    (file,) = report.files
    assert (file.accepted, file.notes) == (4, {})
    assert list(file.audit.remarks) == [
        "Renewal: 2026-02-30 and 1 more cannot be a day that is meant; kept as it is"
    ]
    assert said(market, "domain:c0.example")["renewal"] == "2026-02-30"
    assert {row["size"] for row in accounts(market)} == {"1-10"}


@one_store
def test_personal_columns_of_companies_are_not_kept(tmp_path: Path, market: Market) -> None:
    text = (
        "company,domain,Billing Email,Contact name,MobilePhone,Booker,Colour\n"
        "Acme,acme.example,ann@x.example,Ann,+49,eve@x.example,red\n"
    )
    report = market.load(write(tmp_path, text))

    assert said(market, "domain:acme.example") == {"colour": "red"}
    assert report.files[0].ignored == ["Billing Email", "Contact name", "MobilePhone", "Booker"]


@one_store
def test_refused_rows_hold_nobody_where_people_are_left_out(tmp_path: Path, market: Market) -> None:
    text = "name,email,event\nAda,ada@a.example,fair\nEve,nothing,fair\n"
    market.load(write(tmp_path, text), people=False)

    (original,) = market.rejects()["original"]
    assert "Eve" not in original


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1,234", "hubspot:1234"),
        ('="77"', "hubspot:77"),
        ("5;6", "hubspot:5"),
        ("7.0", "hubspot:7"),
    ],
)
def test_an_id_is_read_however_a_sheet_wrote_it(text: str, key: str, tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    cell = '"' + text.replace('"', '""') + '"'
    header = "Record ID,Company name,Company owner\n"
    market.load(write(tmp_path, f"{header}{cell},Acme,Al\n"))

    assert [row["key"] for row in accounts(market)] == [key]


@one_store
def test_a_rounded_id_is_refused(tmp_path: Path, market: Market) -> None:
    text = "Record ID,Company name,Company owner\n1E+10,Acme,Al\n2,Bolt,Al\n"
    report = market.load(write(tmp_path, text))

    assert list(report.files[0].rejected.values()) == [1]


@one_store
def test_an_id_of_two_companies_is_told(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Company name,Company owner\n"
    report = market.load(
        write(tmp_path, f"{header}77,Acme Inc,Al\n77,Beta Foods,Al\n8,Bolt,Al\n8,Bolt Ltd,Al\n")
    )

    (remark,) = report.files[0].audit.remarks
    assert remark.startswith(
        "Record ID 77 is on rows of several companies, Acme Inc and Beta Foods"
    )
