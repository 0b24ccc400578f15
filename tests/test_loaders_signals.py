"""Loaders of signals: visits to our website, intent, and what competitors have sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dumps import owners
from variants import as_csv, check_variants, facts, links, load, people, properties

import graph_icp
from graph_icp.graph import tables
from graph_icp.ingest.load.recognise import recognise
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.records.website_visits import visited

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("rb2b", "leadfeeder", "visits", "intent", "signals", "competitor-customers")
ACME, BOLT, CRUX = "domain:acme.example", "domain:bolt.example", "domain:crux.example"

RB2B = (
    "LinkedIn URL,First Name,Last Name,Title,Company Name,Business Email,Website,Industry,"
    "Employee Count,Estimate Revenue,City,State,Zipcode,Seen At,Referrer,Captured URL,Tags\n"
    "https://www.linkedin.com/in/miakeller/,Mia 🚀,Keller,Head of Ops,Acme GmbH,Mia@acme.example,"
    "https://acme.example,Logistics,51-200,$22M rev,Ulm,,89073,"
    "2026-06-15T12:34:56:00.00+00:00,https://search.example,"
    'https://ours.example/Pricing/?mail=mia@acme.example#top,"Hot Page, ICP"\n'
    "https://www.linkedin.com/in/miakeller/,Mia 🚀,Keller,Head of Ops,Acme GmbH,mia@acme.example,"
    "https://acme.example,Logistics,51-200,$22M rev,Ulm,,89073,2026-06-15T18:00:00Z,,"
    "https://ours.example/pricing,\n"
    "https://www.linkedin.com/in/miakeller/,Mia 🚀,Keller,Head of Ops,Acme GmbH,,"
    "https://acme.example,Logistics,51-200,$22M rev,Ulm,,89073,2026-06-16T18:00:00+02:00,,"
    "https://ours.example/,\n"
    "https://www.linkedin.com/company/bolt,,,,Bolt Ltd,,bolt.example,Retail,1200,,,,,"
    "2026-06-14T08:00:00Z,,,\n"
    "https://www.linkedin.com/in/joergoz,Jörg,Öz,,Self-employed,joerg@gmail.com,,,,,,,,"
    "2026-06-14T08:00:00Z,,https://ours.example/blog,\n"
    ",,,,,,,,,,,,,2026-06-14T08:00:00Z,,https://ours.example/blog,\n"
)

SIGNALS = (
    "domain,signal,what,date\n"
    "acme.example,Job posting,Head of Data,2026-06-15\n"
    "acme.example,funding,,2026-06-14\n"
    "bolt.example,demo_request,,2026-06-13\n"
    "bolt.example,moonwalk,,2026-06-12\n"
)


def test_rb2b_visitors(tmp_path: Path) -> None:
    report, told = load(tmp_path, RB2B, "rb2b.csv")
    file = report.files[0]
    assert file.loader == "rb2b"
    assert file.accepted == 5
    assert file.rejected == {"no company and no person": 1}
    assert not file.notes
    mia, mias_page = "email:mia@acme.example", "profile:linkedin.com/in/miakeller"
    assert facts(told) == {
        # Two visits of a day add up; what stands behind the path is not kept.
        ("SHOWED", ACME, "visited-/pricing", "2026-06-15", "", "", 2.0),
        ("SHOWED", ACME, "visited-the-website", "2026-06-16", "", "", 1.0),
        ("SHOWED", BOLT, "visited-the-website", "2026-06-14", "", "", 1.0),
        # Who of the company it was; whoever has no company is nobody's visitor.
        ("VISITED", mia, "visited-/pricing", "2026-06-15", "", ACME, 2.0),
        ("VISITED", mias_page, "visited-the-website", "2026-06-16", "", ACME, 1.0),
        ("WORKS_AT", mia, ACME, "", "", "Head of Ops", ""),
        ("WORKS_AT", mias_page, ACME, "", "", "Head of Ops", ""),
    }
    assert owners(told)[mias_page] == mia
    # A company's page names no person.
    assert set(people(told)) == {
        *(mia, mias_page, "email:joerg@gmail.com", "profile:linkedin.com/in/joergoz"),
    }
    assert properties(told, ACME) == {
        "industry": "logistics-and-supply-chain",
        "industry_stated": "Logistics",
        "size": "51-200",
        "revenue": "22000000",
        "revenue_band": "10M-50M",
    }
    assert properties(told, BOLT) == {
        "industry": "retail",
        "size": "1001-5000",
        "employees": "1200",
    }


def test_rb2b_as_its_webhook_sends_it(tmp_path: Path) -> None:
    sent = (
        '{"LinkedIn URL": "https://www.linkedin.com/in/miakeller/", "First Name": "Mia", '
        '"Last Name": "Keller", "Company Name": "Acme", "Business Email": null, '
        '"Website": "https://acme.example", "Employee Count": "200-500", '
        '"Seen At": "2026-06-15T12:34:56:00.00+00:00", "Captured URL": "https://ours.example/demo"}'
    )
    report, told = load(tmp_path, f"{sent}\n{sent}\n", "rb2b.jsonl")
    assert report.files[0].loader == "rb2b"
    assert facts(told, "SHOWED") == {("SHOWED", ACME, "visited-/demo", "2026-06-15", "", "", 2.0)}
    assert properties(told, ACME) == {"size": "201-500"}


LEADFEEDER = (
    "Company,Website,Industry,Employees,Country,City,Visits,Pageviews,First visit,Last visit,"
    "Quality\n"
    'Acme GmbH,https://www.acme.example/,Logistics,51 - 200,Germany,Ulm,"1,204",9000,05/02/2026,'
    "06/15/2026,8\n"
    "Bolt Ltd,bolt.example,,,,,1,1,06/14/2026,06/14/2026,\n"
    "Öz & Söhne,,Retail,12,DE,,3,4,06/01/2026,06/13/2026,2\n"
    "Crux,crux.example,,,,,many,1,06/14/2026,06/14/2026,\n"
    ",,,,Germany,,2,3,06/01/2026,06/13/2026,1\n"
)


def test_leadfeeder_companies(tmp_path: Path) -> None:
    report, told = load(tmp_path, LEADFEEDER, "leads.csv")
    file = report.files[0]
    assert file.loader == "leadfeeder"
    assert file.rejected == {"no domain, id, LinkedIn page or name of a company": 1}
    assert file.notes == {"visits: number is not a number (many)": 1}
    assert facts(told) == {
        ("SHOWED", ACME, "visited-the-website", "2026-06-15", "", "", 1204.0),
        ("SHOWED", BOLT, "visited-the-website", "2026-06-14", "", "", 1.0),
        ("SHOWED", "name:ozsohne|de", "visited-the-website", "2026-06-13", "", "", 3.0),
        ("SHOWED", CRUX, "visited-the-website", "2026-06-14", "", "", 1.0),
    }
    assert properties(told, ACME) == {
        "country": "DE",
        "industry": "logistics-and-supply-chain",
        "industry_stated": "Logistics",
        "size": "51-200",
        "city": "Ulm",
        "quality": "8",
    }


VISITS = (
    "Domain,Company,Page,At,Count\n"
    "https://www.acme.example,,https://ours.example/pricing?utm=x,2026-06-15 10:00:00,\n"
    "acme.example,,/pricing/,2026-06-15 23:59:59 +0200,2\n"
    "acme.example,,pricing,1781481600,\n"
    "acme.example,,,2026-06-15,\n"
    ",Öz & Söhne,/a b/ü,15 Jun 2026,\n"
    "gmail.com,,/pricing,2026-06-15,\n"
    ",,/pricing,2026-06-15,\n"
)


def test_visits(tmp_path: Path) -> None:
    report, told = load(tmp_path, VISITS, "log.csv")
    file = report.files[0]
    assert file.loader == "visits"
    assert file.rejected == {
        "domain: many companies share it, so it names none": 1,
        "no domain, id, LinkedIn page or name of a company": 1,
    }
    assert facts(told) == {
        ("SHOWED", ACME, "visited-/pricing", "2026-06-15", "", "", 4.0),
        ("SHOWED", ACME, "visited-the-website", "2026-06-15", "", "", 1.0),
        ("SHOWED", "name:ozsohne|", "visited-/a-b/ü", "2026-06-15", "", "", 1.0),
    }


def test_a_file_loaded_again_counts_no_visit_twice(tmp_path: Path) -> None:
    store = str(tmp_path / "kept.duckdb")
    _, told = load(tmp_path, VISITS, "log.csv", store=store)
    assert load(tmp_path, VISITS, "again.csv", store=store)[1] == told


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("https://ours.example/pricing?x=1#y", "visited /pricing"),
        ("http://ours.example:8080/a/b/", "visited /a/b"),
        ("//ours.example/docs", "visited /docs"),
        ("ours.example/docs", "visited /docs"),
        ("/docs?next=/x", "visited /docs"),
        ("docs/index.html", "visited /docs/index.html"),
        ("index.html", "visited /index.html"),
        ("https://ours.example", None),
        ("ours.example/", None),
        ("/", None),
        ("n/a", None),
    ],
)
def test_what_a_visit_to_a_page_is_called(page: str, name: str | None) -> None:
    assert visited(page) == name


INTENT = (
    "Company name,Company domain,Topic,Score,Week,Buying stage\n"
    "Acme GmbH,acme.example,Warehouse Software,74,2026-W24,Decision\n"
    "Acme GmbH,acme.example,warehouse software,81.5,2026-06-08,Decision\n"
    "Acme GmbH,acme.example,Warehouse Software,60,2026-W25,Decision\n"
    "Bolt Ltd,bolt.example,Größe & Gewicht,,2026-W01,\n"
    "Crux,crux.example,Routing,55,2026-W60,\n"
    "Crux,crux.example,,55,2026-W24,\n"
    ",,Routing,55,2026-W24,\n"
)


def test_intent(tmp_path: Path) -> None:
    report, told = load(tmp_path, INTENT, "intent.csv")
    file = report.files[0]
    assert file.loader == "intent"
    assert file.rejected == {"no topic": 1, "no domain, id, LinkedIn page or name of a company": 1}
    assert file.notes == {"week: date is not understood (2026-W60)": 1}
    assert facts(told) == {
        # The greater score of a week stands, as scores are no counts.
        ("SHOWED", ACME, "intent:-warehouse-software", "2026-06-08", "", "", 81.5),
        ("SHOWED", ACME, "intent:-warehouse-software", "2026-06-15", "", "", 60.0),
        ("SHOWED", BOLT, "intent:-grösse-&-gewicht", "2025-12-29", "", "", ""),
        ("SHOWED", CRUX, "intent:-routing", "", "", "", 55.0),
    }
    assert told["property"] == []


RIVALS = (
    "Company,Domain,Competitor,Since,Until,Satisfaction,Use case,Buyer,Problem,Source\n"
    "Acme GmbH,acme.example,Rival One,2023-04-01,,unhappy,route planning,Mia Keller,no API,G2\n"
    'Acme GmbH,acme.example,Öko Rival,2020,2022-12-31,,"fleets,\nvans",,,case study\n'
    "Bolt Ltd,bolt.example,rival one,01/02/2024,31/12/2030,3/5,,CTO,,G2\n"
    "Crux,crux.example,Rival One,13/01/2024,01/07/2026,,,,slow,\n"
    "Dyne,dyne.example,,2024-01-01,,,,,,\n"
)


def test_customers_of_competitors(tmp_path: Path) -> None:
    report, told = load(tmp_path, RIVALS, "rivals.csv")
    file = report.files[0]
    assert file.loader == "competitor-customers"
    assert file.rejected == {"no competitor": 1}
    # Who bought it is kept as a title, not as a name.
    assert file.notes == {
        "buyer: names no title such as Head of Logistics; names of people are not kept": 1
    }
    assert properties(told, BOLT) == {"rival-one: buyer": "CTO"}
    assert facts(told) == {
        ("CUSTOMER_OF", ACME, "rival-one", "2023-04-01", "", "unhappy", ""),
        ("CUSTOMER_OF", ACME, "öko-rival", "2020-01-01", "2022-12-31", "", ""),
        ("CUSTOMER_OF", BOLT, "rival-one", "2024-02-01", "2030-12-31", "3/5", ""),
        ("CUSTOMER_OF", CRUX, "rival-one", "2024-01-13", "2026-07-01", "", ""),
    }
    # What has ended by the day of the load is no link; what will end is one.
    assert links(told, "competitors") == {(ACME, "rival-one", 1.0), (BOLT, "rival-one", 1.0)}
    assert properties(told, ACME) == {
        "rival-one: use case": "route planning",
        "rival-one: problem": "no API",
        "öko-rival: use case": "fleets,\nvans",
    }
    source = list(tables.TABLES["fact"]).index("source")
    assert {row[source] for row in told["fact"]} == {"G2", "case study", "competitor-customers"}


def test_customers_of_competitors_are_prospects(tmp_path: Path) -> None:
    store = str(tmp_path / "kept.duckdb")
    load(tmp_path, RIVALS, "rivals.csv", store=store)
    accounts = graph_icp.open(store).accounts()
    assert set(accounts["status"]) == {"prospect"}


def test_who_bought_is_left_out_without_people(tmp_path: Path) -> None:
    _, told = load(tmp_path, RIVALS, "rivals.csv", people=False)
    assert {row[1] for row in told["property"]} == {
        *("rival-one: use case", "rival-one: problem", "öko-rival: use case"),
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [*zip(NAMES, [RB2B, LEADFEEDER, VISITS, INTENT, SIGNALS, RIVALS], strict=True)],
    ids=NAMES,
)
def test_however_they_are_written(tmp_path: Path, name: str, text: str) -> None:
    check_variants(tmp_path, text.replace("🚀", ""), "signals.csv", name)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_loads(tmp_path: Path, name: str) -> None:
    report, told = load(tmp_path, as_csv(dict(loaders()[name].example)), "x.csv")
    file = report.files[0]
    assert (file.loader, file.accepted) == (name, 1)
    assert not file.rejected
    assert not file.notes
    assert told["fact"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("First Name,Last Name,Email,Company,Title,Since", "people"),
        ("First Name,Last Name,Email,Company,Title,Status,Date", "people"),
        ("Name,Email,Company,Event,Status,Date", "person-event"),
        ("Company,Domain,Vendor,Owner", "companies"),
        ("Company,Domain,Category,Score", "companies"),
        ("Company,Domain,Industry,Employees,Visits", "companies"),
        ("Company,Website,Country,Visits,Last visit", "leadfeeder"),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "linkedin"),
    ],
)
def test_a_list_of_ones_own_is_not_taken_for_a_vendors(header: str, name: str) -> None:
    assert recognise("file.csv", header.split(",")).name == name


@pytest.mark.parametrize("name", sorted(loaders()))
def test_without_people_nobody_is_stored(tmp_path: Path, name: str) -> None:
    text = as_csv(dict(loaders()[name].example))
    asked: dict[str, Any] = {"loader": name, "owner": "Ann Lee"}
    _, with_people = load(tmp_path, text, "expo-2026.csv", **asked)
    if any(each.name == "email" for each in loaders()[name].columns):
        assert people(with_people)
    _, told = load(tmp_path, text, "expo-2026.csv", people=False, **asked)
    assert not people(told)
    about_people = ("JOINED", "WORKS_AT", "WORKED_AT", "KNOWS", "VISITED", "RATES", "MAILS")
    about_people += ("MEETS", "HELD_JOB_AT", "OWNS", "CONTACT_OF")
    assert not facts(told, *about_people)
    assert "Keller" not in str(told)
    assert "mia@" not in str(told)
    # What the file says of companies stays.
    assert facts(told) == {fact for fact in facts(with_people) if fact[0] not in about_people}


def test_signals_of_any_kind_are_called_by_their_kind(tmp_path: Path) -> None:
    report, told = load(tmp_path, SIGNALS, "signals.csv")
    assert report.files[0].loader == "signals"
    assert report.files[0].rejected
    assert facts(told, "SHOWED") == {
        ("SHOWED", ACME, "hiring:-head-of-data", "2026-06-15", "", "", 1.0),
        ("SHOWED", ACME, "funding:-funding", "2026-06-14", "", "", 1.0),
        ("SHOWED", BOLT, "demo:-demo", "2026-06-13", "", "", 1.0),
    }


@pytest.mark.parametrize(
    ("loader", "head", "row", "column"),
    [
        ("visits", "domain,page,at,count", "{}.example,/pricing,2026-06-15,{}", "times"),
        ("signals", "domain,signal,date,count", "{}.example,demo,2026-06-15,{}", "times"),
        ("leadfeeder", "company,visits,last visit date", "{},{},2026-06-15", "visits"),
    ],
)
def test_what_is_no_count_is_refused(
    tmp_path: Path, loader: str, head: str, row: str, column: str
) -> None:
    wrong = ("-5", "0", "0.25", "5000000000")
    rows = [head, *(row.format("bolt", count) for count in wrong), row.format("acme", 3)]
    report, told = load(tmp_path, "\n".join(rows), f"{loader}.csv", loader=loader)
    rejected = report.files[0].rejected
    assert rejected == {f"{column}: {count} is not a count": 1 for count in wrong}
    assert report.files[0].accepted == 1
    assert len(facts(told)) == 1
