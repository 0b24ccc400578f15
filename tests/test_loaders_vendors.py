"""Loaders of data vendors: BuiltWith, Apollo, Clay, and any vendor's list of technologies."""

from __future__ import annotations

import datetime
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from dumps import dump, owners
from variants import check_variants, facts, links, load, people, properties

import graph_icp
from graph_icp.errors import FileError
from graph_icp.graph import tables
from graph_icp.ingest.load.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from dumps import Dump


def accounts(told: Dump, *columns: str) -> dict[str, tuple[Any, ...]]:
    """Return columns of every account, by its key."""
    places = [list(tables.TABLES["account"]).index(name) for name in ("key", *columns)]
    return {row[places[0]]: tuple(row[each] for each in places[1:]) for row in told["account"]}


BUILTWITH = """\
Root Domain,Location on Site,Primary Domain,Country,Company,Vertical,City,State,Zip,\
Technology Spend,Sales Revenue,Employees,Social,SKU,Telephones,Emails,X,Twitter,Facebook,\
LinkedIn,People,Verified Profiles,First Detected,Last Found,First Indexed,Last Indexed,\
eCommerce Platform,CMS Platform,CRM Platform,Marketing Automation Platform,Payment Platforms,\
CRuX Rank,Cloudflare Rank,Agency,Hosting Provider,AI,Exclusion,Compliance
mueller.example,mueller.example;mueller.example/shop,mueller.example,DE,"Müller, GmbH",Retail,Köln,\
NW,50667,$2500,"$125,000","1,200",,50,+49 1,"a@mueller.example;b@mueller.example",,,,,Mia Öz - CEO,\
,2023-04-01,2026-06-15,2012-02-03,2026-06-15,Shopify;Shopware,WordPress,,,"PayPal;Stripe",1000,,,\
"Hetzner, Online",,,
bolt.example,bolt.example,bolt-group.example,US,Bolt,,,,,,,,,,,,,,,,,,2024-13-45,6/15/2026,,,,,,,,,,,,\
,,
blog.crux.example,,www.crux.example,,,,,,,,,0,,,,,,,,,,,,,,,,,,,,,,,,,,
acme.myshopify.com,,,,,,,,,,,,,,,,,,,,,,2023-01-01,2026-06-01,,,,,,,,,,,,,,
not a domain,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"""


def test_builtwith_list(tmp_path: Path) -> None:
    report, told = load(tmp_path, BUILTWITH, "builtwith-Shopify-current.csv")
    [file] = report.files
    assert file.loader == "builtwith"
    mueller, bolt, crux = (f"domain:{name}.example" for name in ("mueller", "bolt", "crux"))
    assert facts(told) == {
        ("USES", mueller, "shopify", "2023-04-01", "", "", ""),
        *(
            ("USES", mueller, each, "", "", "", "")
            for each in ("shopware", "wordpress", "paypal", "stripe", "hetzner,-online")
        ),
        ("USES", bolt, "shopify", "", "", "", ""),
        ("USES", crux, "shopify", "", "", "", ""),
        ("USES", "domain:acme.myshopify.com", "shopify", "2023-01-01", "", "", ""),
        ("SUBSIDIARY_OF", bolt, "domain:bolt-group.example", "", "", "redirects to it", ""),
    }
    columns = ("name", "country", "industry", "employees", "size", "revenue")
    assert accounts(told, *columns)[mueller] == (
        *("Müller, GmbH", "DE", "Retail", 1200, "1001-5000", 125_000.0),
    )
    assert properties(told, mueller)["technology_spend"] == "2500"
    # Neither people nor telephone numbers, addresses, places and ranks.
    assert set(properties(told, mueller)) == {
        *("country", "industry", "employees", "size", "revenue", "revenue_band"),
        "technology_spend",
    }
    assert not people(told)
    seen = {row[1][1]: row[-1] for row in told["fact"] if row[2][1] == "shopify"}
    assert seen[mueller] == seen[bolt] == datetime.date(2026, 6, 15)
    assert file.accepted == 4
    assert file.rejected == {
        "domain: 'not a domain' is not a domain; write one like acme.com": 1,
    }
    assert file.notes == {"since: date does not exist (2024-13-45)": 1}


def used_and_bought(told: Dump) -> set[tuple[Any, ...]]:
    return {each[:5] for each in facts(told, "USES", "CUSTOMER_OF")}


SHORT = "Root Domain,Company,First Detected,Last Found,Location on Site\n"


@pytest.mark.parametrize(
    "name",
    [
        "Rival Shop - no longer detected.csv",
        "rival-shop-removed-2026-07-01.csv",
        "Formerly using Rival Shop.csv",
        "dropped_Rival Shop_(2).csv",
    ],
)
def test_builtwith_no_longer_detected(tmp_path: Path, name: str) -> None:
    text = SHORT + "mueller.example,Müller,2020-01-01,2025-12-31,\nbolt.example,Bolt,,,\n"
    _, told = load(tmp_path, text, name)
    assert facts(told) == {
        ("USES", "domain:mueller.example", "rival-shop", "2020-01-01", "2025-12-31", "", ""),
        ("USES", "domain:bolt.example", "rival-shop", "", "2026-07-01", "", ""),
    }
    assert links(told, "uses") == set()


def test_builtwith_churned_from_a_competitor(tmp_path: Path) -> None:
    text = SHORT + "mueller.example,Müller,2020-01-01,2025-12-31,\n"
    _, told = load(tmp_path, text, "Competitor Rival - no longer detected.csv")
    where = ("domain:mueller.example", "rival", "2020-01-01", "2025-12-31")
    assert used_and_bought(told) == {("USES", *where), ("CUSTOMER_OF", *where)}
    assert not links(told, "competitors")


def test_builtwith_says_kind_technology_and_competitor_in_columns(tmp_path: Path) -> None:
    text = (
        "Root Domain,Technology,Category,Status,Competitor,First Detected,Last Found,AI,"
        "First Indexed\n"
        "a.example,Rival,Shops,No longer detected,yes,2020-01-01,2025-12-31,,\n"
        "b.example,Rival,Shops,Current,yes,2021-01-01,2026-06-01,,\n"
        "c.example,Kafka,Queues,Recently added,no,2026-05-01,2026-06-01,,\n"
        "d.example,RivalTag,,,Rival Inc,2026-05-01,2026-06-01,,\n"
    )
    _, told = load(tmp_path, text, "export.csv")
    assert used_and_bought(told) == {
        ("USES", "domain:a.example", "rival", "2020-01-01", "2025-12-31"),
        ("CUSTOMER_OF", "domain:a.example", "rival", "2020-01-01", "2025-12-31"),
        ("USES", "domain:b.example", "rival", "2021-01-01", ""),
        ("CUSTOMER_OF", "domain:b.example", "rival", "2021-01-01", ""),
        ("USES", "domain:c.example", "kafka", "2026-05-01", ""),
        ("USES", "domain:d.example", "rivaltag", "2026-05-01", ""),
        ("CUSTOMER_OF", "domain:d.example", "rival-inc", "2026-05-01", ""),
    }
    assert {pair[:2] for pair in links(told, "competitors")} == {
        ("domain:b.example", "rival"),
        ("domain:d.example", "rival-inc"),
    }
    assert properties(told, "rival") == {"category": "Shops"}


def test_what_is_no_longer_detected_is_used_again_once_it_is_found_later(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    for folder, name, found, linked in (
        ("one", "Shopify.csv", "2025-05-01", True),
        ("two", "Shopify - no longer detected.csv", "2025-12-31", False),
        ("three", "Shopify current.csv", "2026-06-01", True),
    ):
        path = tmp_path / folder / name
        path.parent.mkdir()
        path.write_text(SHORT + f"a.example,A,2020-01-01,{found},\n")
        market.load(path)
        with market.store() as store:
            told = dump(store)
        assert bool(links(told, "uses")) == linked, name


@pytest.mark.parametrize(
    ("name", "technology"),
    [
        ("Shopify.csv", "shopify"),
        ("BuiltWith - Node.js - recently added.csv.gz", "node.js"),
        ("websites using HubSpot CRM.csv", "hubspot-crm"),
        (".NET.csv", ".net"),
        ("Google Analytics 4 (3).csv", "google-analytics-4"),
        ("New Relic.csv", "new-relic"),
        ("X-Cart_20260701.csv", "x-cart"),
    ],
)
def test_builtwith_technology_is_the_file_s_name(
    tmp_path: Path, name: str, technology: str
) -> None:
    text = (SHORT + "a.example,A,2020-01-01,2026-06-01,\n").encode()
    _, told = load(tmp_path, gzip.compress(text) if name.endswith("gz") else text, name)
    assert {each[2] for each in facts(told)} == {technology}


def test_builtwith_list_whose_file_names_no_technology(tmp_path: Path) -> None:
    text = SHORT + "a.example,A,2020-01-01,2026-06-01,\n"
    with pytest.raises(FileError, match="name the file after it"):
        load(tmp_path, text, "builtwith export.csv")


def answer(domain: str, *technologies: tuple[str, str, list[str], str, str]) -> dict[str, Any]:
    """Return one result of the Domain API."""
    found = [
        {
            "Name": name,
            "Tag": tag,
            "Categories": categories,
            "FirstDetected": _milliseconds(first),
            "LastDetected": _milliseconds(last),
            "IsPremium": "no",
        }
        for name, tag, categories, first, last in technologies
    ]
    return {
        "Lookup": domain,
        "Result": {"Paths": [{"Domain": domain, "Technologies": found}], "Spend": 2500},
        "Meta": {
            "CompanyName": "Müller, GmbH",
            "Vertical": "Retail",
            "City": "Köln",
            "Country": "DE",
            "Names": [{"Name": "Mia Öz"}],
        },
        "FirstIndexed": _milliseconds("2012-01-01"),
        "LastIndexed": _milliseconds("2026-06-15"),
    }


def _milliseconds(day: str) -> int:
    moment = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
    return int(moment.timestamp() * 1000)


def test_builtwith_domain_api(tmp_path: Path) -> None:
    document = {
        "Results": [
            answer(
                "mueller.example",
                ("Shopify", "shop", ["eCommerce"], "2023-04-01", "2026-06-15"),
                ("Kafka", "queue", [], "2024-01-02", "2025-02-03"),
            ),
            answer("empty.example"),
        ],
        "Errors": [],
    }
    report, told = load(tmp_path, json.dumps(document), "answers.json")
    [file] = report.files
    assert file.loader == "builtwith-domain"
    assert (file.accepted, file.rejected) == (2, {})
    assert facts(told) == {
        ("USES", "domain:mueller.example", "shopify", "2023-04-01", "", "", ""),
        ("USES", "domain:mueller.example", "kafka", "2024-01-02", "", "", ""),
    }
    seen = {row[2][1]: row[-1] for row in told["fact"]}
    assert seen == {"shopify": datetime.date(2026, 6, 15), "kafka": datetime.date(2025, 2, 3)}
    assert properties(told, "shopify") == {"category": "eCommerce"}
    assert properties(told, "kafka") == {"category": "queue"}
    assert accounts(told, "name", "country", "industry") == {
        "domain:mueller.example": ("Müller, GmbH", "DE", "Retail")
    }
    assert properties(told, "domain:mueller.example")["technology_spend"] == "2500"
    assert not people(told)


BUILTWITH_DOMAIN = """\
Domain,Company,Vertical,City,State,Postcode,Country,Technology,Tag,Categories,First Detected,\
Last Detected,Spend
mueller.example,"Müller, GmbH",Retail,Köln,,,DE,Shopify,shop,eCommerce,1680307200000,\
1781481600000,2500
mueller.example,"Müller, GmbH",Retail,Köln,,,DE,,shop,,1680307200000,1781481600000,2500
bolt.example,,,,,,,Kafka,queue,,1709286000,n/a,
"""

TECHNOLOGIES = """\
domain,technology,category,first seen,last seen,removed on
mueller.example,Kafka,Queues,2023-04-01 09:30,2026-06-15T10:00:00Z,
mueller.example,Flink,Streams,6/15/2024,2026-06-15,2026-05-01
bolt.example,C++,,,1781481600000,
bolt.example,,,,,
"""


def test_a_list_of_technologies_of_any_vendor(tmp_path: Path) -> None:
    report, told = load(tmp_path, TECHNOLOGIES, "wappalyzer.csv")
    [file] = report.files
    assert file.loader == "company-technology"
    assert facts(told) == {
        ("USES", "domain:mueller.example", "kafka", "2023-04-01", "", "", ""),
        ("USES", "domain:mueller.example", "flink", "2024-06-15", "2026-05-01", "", ""),
        ("USES", "domain:bolt.example", "c++", "", "", "", ""),
    }
    assert {each[:2] for each in links(told, "uses")} == {
        ("domain:mueller.example", "kafka"),
        ("domain:bolt.example", "c++"),
    }
    assert {row[-1] for row in told["fact"]} == {datetime.date(2026, 6, 15)}
    assert properties(told, "flink") == {"category": "Streams"}
    assert (file.accepted, file.rejected) == (3, {"no technology": 1})


APOLLO_ACCOUNTS = """\
Company Name,Company Name for Emails,# Employees,Industry,Website,Company Linkedin Url,\
Company Country,Keywords,Apollo Record Id,Short Description,Founded Year,\
Subsidiary of (Organization ID)
"Müller, GmbH",Müller,120,logistics & supply chain,http://www.mueller.example,\
http://www.linkedin.com/company/M%C3%BCller,Germany,"freight, b2b",66f0a1,"Plans
lorries",2011.0,66f0ff
Bolt,,,,,https://www.linkedin.com/company/bolt,Atlantis,,66f0a2,,,
,,50,,,,,,66f0a3,,,
Solo,,1,,gmail.com,,,,,,,
"""


def test_apollo_accounts(tmp_path: Path) -> None:
    report, told = load(tmp_path, APOLLO_ACCOUNTS, "accounts.csv")
    [file] = report.files
    assert file.loader == "apollo-accounts"
    mueller = "domain:mueller.example"
    found = accounts(told, "name", "country", "industry", "employees", "size")
    assert found[mueller] == ("Müller, GmbH", "DE", "Logistics and Supply Chain", 120, "51-200")
    assert found["apollo:66f0a2"] == ("Bolt", None, None, None, None)
    assert found["apollo:66f0a3"] == ("66f0a3", None, None, 50, "11-50")
    assert owners(told)["linkedin:müller"] == mueller
    assert owners(told)["linkedin:bolt"] == "apollo:66f0a2"
    assert facts(told) == {
        ("SUBSIDIARY_OF", "apollo:66f0a1", "apollo:66f0ff", "", "", "parent in Apollo", "")
    }
    assert [row[1] for row in told["naming"] if row[4]] == ["Müller"]
    said = properties(told, "apollo:66f0a1")
    assert (said["founded"], said["founded_band"]) == ("2011", "founded 2010-2014")
    assert said["description"] == "Plans\nlorries"
    assert (file.accepted, file.rejected) == (4, {})
    assert file.notes == {
        "company_country: country is not known (Atlantis)": 1,
        "domain: gmail.com is free mail or shared, and names no company": 1,
    }


APOLLO_CONTACTS = """\
First Name,Last Name,Title,Company,Email,Email Status,Seniority,Departments,Stage,Lists,\
# Employees,Industry,Keywords,Person Linkedin Url,Website,Company Linkedin Url,City,State,Country,\
Company City,Company State,Company Country,Technologies,Annual Revenue,Total Funding,\
Latest Funding,Last Raised At,Apollo Contact Id,Apollo Account Id
Mia,Öz,"Head, IT","Müller, GmbH",Mia@mueller.example,Verified,Head,IT,Do Not Contact,"A, B",\
"1,200",logistics,x,http://www.linkedin.com/in/mia-oz,http://mueller.example,\
http://www.linkedin.com/company/mueller,Paris,,France,Köln,,Germany,\
"Amazon AWS,Salesforce, Stripe",12000000,"$8,000,000",Series A,2024-03-01,c1,66f0a1
Jörg,O'Neil,CTO,Bolt,"'jörg.o'neil@gmail.com'",Invalid,,,Cold,,,,,,,,,,,,,,,,,,,c2,
Kim,,,,kim@dyne.example,,,,,,,,,,,,,,,,,,,,,,,c3,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,CEO,,,,,,,,,,,,,,,,,,,,,,,,,,
"""


def test_apollo_contacts(tmp_path: Path) -> None:
    report, told = load(tmp_path, APOLLO_CONTACTS, "contacts.csv")
    [file] = report.files
    assert file.loader == "apollo-contacts"
    mueller, mia = "domain:mueller.example", "email:mia@mueller.example"
    known = "apollo:66f0a1"
    joerg = "email:jörg.o'neil@gmail.com"
    assert facts(told) == {
        ("WORKS_AT", mia, known, "", "", "Head, IT", ""),
        ("WORKS_AT", joerg, "name:bolt|", "", "", "CTO", ""),
        ("WORKS_AT", "email:kim@dyne.example", "domain:dyne.example", "", "", "", ""),
        *(("USES", known, each, "", "", "", "") for each in ("amazon-aws", "salesforce", "stripe")),
    }
    # The contact lives in France, the company in Germany.
    assert accounts(told, "name", "country", "employees", "revenue")[mueller] == (
        *("Müller, GmbH", "DE", 1200, 12_000_000.0),
    )
    said = properties(told, known)
    assert (said["total_funding"], said["funding_stage"]) == ("8000000", "Series A")
    assert said["last_raised_at"] == "2024-03-01"
    assert properties(told, mia) == {
        "seniority": "Head",
        "department": "IT",
        "opted_out": "true",
    }
    assert properties(told, joerg) == {}
    assert owners(told)["profile:linkedin.com/in/mia-oz"] == mia
    assert owners(told)["apollo:66f0a1"] == mueller
    assert file.accepted == 3
    assert file.rejected == {"no e-mail, profile, id, or name with a company": 1}


CLAY = """\
Company,Domain,Company LinkedIn URL,Employee Count,Industry,Location,Headquarters,Funding Stage,\
Estimated Revenue,Technologies,Description
"Müller, GmbH",mueller.example,https://www.linkedin.com/company/mueller,120,Logistics,Remote,\
"Köln, Germany",Series A,$10M-$50M,"Salesforce, Segment","Plans
lorries"
Bolt,bolt.example,,51-200,,"Austin, TX, United States",,,1200000,"[""Amazon AWS"",""Stripe""]",
Crux,,linkedin.com/company/crux,,,"Dover, DE",,Seed,,,
,,,,,,,Seed,,,
"""


def test_clay(tmp_path: Path) -> None:
    report, told = load(tmp_path, CLAY, "clay.csv")
    [file] = report.files
    assert file.loader == "clay"
    assert accounts(told, "name", "country", "size", "employees", "revenue") == {
        "domain:mueller.example": ("Müller, GmbH", "DE", "51-200", 120, None),
        "domain:bolt.example": ("Bolt", "US", "51-200", None, 1_200_000.0),
        "linkedin:crux": ("Crux", None, None, None, None),
    }
    assert {each[1:3] for each in facts(told)} == {
        ("domain:mueller.example", "salesforce"),
        ("domain:mueller.example", "segment"),
        ("domain:bolt.example", "amazon-aws"),
        ("domain:bolt.example", "stripe"),
    }
    said = properties(told, "domain:mueller.example")
    assert (said["funding_stage"], said["revenue_band"]) == ("Series A", "10M-50M")
    assert said["headquarters"] == "Köln, Germany"
    assert properties(told, "linkedin:crux") == {"funding_stage": "Seed", "location": "Dover, DE"}
    assert (file.accepted, file.rejected) == (
        3,
        {"no domain, id, LinkedIn page or name of a company": 1},
    )


FILES = {
    "builtwith": ("Shopify.csv", BUILTWITH),
    "builtwith-domain": ("answers.csv", BUILTWITH_DOMAIN),
    "company-technology": ("list.csv", TECHNOLOGIES),
    "apollo-accounts": ("accounts.csv", APOLLO_ACCOUNTS),
    "apollo-contacts": ("contacts.csv", APOLLO_CONTACTS),
    "clay": ("clay.csv", CLAY),
}


@pytest.mark.parametrize("name", FILES)
def test_however_it_is_written_it_says_the_same(tmp_path: Path, name: str) -> None:
    file, text = FILES[name]
    check_variants(tmp_path, text, file, name)


PARTS = {
    "Root Domain,Company,Technology Spend,First Detected,Last Found": "builtwith",
    "Domain,Technology,Tag": "company-technology",
    "Website,Technology,First Seen,Last Seen": "company-technology",
    "Company Name,Website,Apollo Account Id": "apollo-accounts",
    "First Name,Last Name,Email,Person Linkedin Url,Website": "apollo-contacts",
    "Name,Domain,Tech Stack,Headquarters": "clay",
}


@pytest.mark.parametrize("header", PARTS)
def test_an_export_of_some_columns_is_recognised(header: str) -> None:
    assert recognise("file.csv", header.split(",")).name == PARTS[header]
