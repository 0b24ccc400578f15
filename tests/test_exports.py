"""Exports: the files of targets, byte for byte, what is left out of them, and what they say."""

from __future__ import annotations

import csv
import datetime
import io
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, RankingError
from graph_icp.market.delivery.exported import ExportOptions, made_for, written
from graph_icp.output.atomic_write import written_together
from graph_icp.output.exports.export import export
from graph_icp.output.exports.machine_csv import write_machine_csv
from graph_icp.output.exports.prepared import prepared
from graph_icp.output.exports.receipt import cells_changed
from graph_icp.output.exports.target import Column, ExportFile, Limits, Wishes
from graph_icp.output.exports.targets import NAMES, target
from graph_icp.output.lists import write_list

if TYPE_CHECKING:
    from conftest import Demo

    from graph_icp.graph.store import Store
    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.output.exports.prepared import Prepared

DAY = datetime.date(2026, 7, 1)
OURS = "Ideal Customer Profile Tier,ICP Fit,ICP Reach,ICP Intent,ICP Why,ICP Date"
OF_SALESFORCE = "ICP_Tier__c,ICP_Fit__c,ICP_Reach__c,ICP_Intent__c,ICP_Why__c,ICP_Date__c"
HEADERS = {
    "hubspot-companies-update": f"Record ID,{OURS}",
    "hubspot-companies-new": (
        f"Company name,Company Domain Name,Number of employees,Country/Region,{OURS}"
    ),
    "hubspot-contacts-update": "Record ID,Email,ICP Persona,ICP Date",
    "hubspot-contacts-new": (
        "First Name,Last Name,Email,Job Title,Company name,Company Domain Name,ICP Persona,ICP Date"
    ),
    "salesforce-accounts-update": f"Id,{OF_SALESFORCE}",
    "salesforce-accounts-new": (
        "Graph_ICP_Id__c,Name,Website,Industry,NumberOfEmployees,BillingCity,BillingState,"
        f"BillingPostalCode,BillingCountry,{OF_SALESFORCE}"
    ),
    "salesforce-contacts-new": "LastName,FirstName,Email,Title,AccountId",
    "salesforce-contacts-new-accounts": "LastName,FirstName,Email,Title,Account.Graph_ICP_Id__c",
    "salesforce-campaign-contacts": "CampaignId,ContactId,Status",
    "salesforce-campaign-leads": "CampaignId,LeadId,Status",
    "linkedin-companies": (
        "companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,"
        "industry,city,state,companycountry,zipcode"
    ),
    "linkedin-contacts": "email,firstname,lastname,jobtitle,employeecompany,country,googleaid",
    "google-ads": "Email,Phone,First Name,Last Name,Country,Zip",
    "sales-navigator": "Account Name,Website,LinkedIn Company URL",
    "outreach": "email,first_name,last_name,title,company,website,industry,country,persona",
}

COMPANIES = """\
Record ID,Company name,Company Domain Name,Industry,Number of employees,City,State/Region,\
Country/Region,Company owner,Lifecycle Stage,LinkedIn Company Page
1,Apex,apex.io,Software,120,Berlin,Berlin,Germany,Ann Lee,Customer,
2,"Brio, Inc",brio.io,Software,130,Paris,,France,Ann Lee,Lead,
3,'s-Hertog BV,hertog.nl,Retail,40,Breda,,Netherlands,Bo Marsh,Lead,
4,=Corda,corda.io,Software,130,Paris,,France,Ann Lee,Lead,
5,Deal Co,deal.io,Software,130,Paris,,France,Ann Lee,Opportunity,
"""
CONTACTS = """\
Record ID,First Name,Last Name,Email,Job Title,Company name,Associated Company IDs,\
Legal basis for processing contact's data,Unsubscribed from all email
501,Mia,van der Keller,mia@brio.io,CTO,"Brio, Inc",2,Freely given consent from contact,false
502,Bo,Marsh,bo@brio.io,CFO,"Brio, Inc",2,Legitimate interest,false
503,Out,Gone,out@brio.io,CFO,"Brio, Inc",2,Freely given consent from contact,true
504,Jo,Gil,jo@hertog.nl,CFO,x,3,no,false
"""
ACCOUNTS = """\
Id,Name,Website,BillingCountry,Type,Industry,BillingCity,BillingState
0015e00000Ab1cd,Delta,https://delta.io,Germany,Prospect,Software,Berlin,BE
"""
LEADS = """\
Id,AccountId,LastName,FirstName,Email,Title
0035e00000Kl2mnAAD,0015e00000Ab1cdAAB,Keller,Ida,ida@delta.io,VP
"""
USES = """\
domain,technology
apex.io,Elixir
brio.io,Elixir
hertog.nl,Elixir
corda.io,Elixir
delta.io,Elixir
new.io,Elixir
"""
NEW = """\
name,domain,country,employees,linkedin company url,zip,ticker
New Co,new.io,US,51,https://www.linkedin.com/company/new-co,10115,NEW
"""
PEOPLE = """\
name,email,title,domain,phone
Ada Lovelace,ada@new.io,Head of Data,new.io,+1 (800) 555-0100
Cher,cher@new.io,CEO,new.io,0800 5550100
"""
FILES = {
    "hubspot-companies.csv": COMPANIES,
    "hubspot-contacts.csv": CONTACTS,
    "accounts.csv": ACCOUNTS,
    "contacts.csv": LEADS,
    "uses.csv": USES,
    "new.csv": NEW,
    "people.csv": PEOPLE,
}
NONE_LEFT_OUT = pd.DataFrame(
    columns=["account", "domain", "reason", "fit", "why", "below", "hubspot", "salesforce"]
)
ALL_TIERS = ("Best fit", "Good fit", "Bad fit", "Insufficient data")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of these files."""
    folder = tmp_path_factory.mktemp("exports")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    market = graph_icp.open(folder / "x.duckdb")
    market.load(*(folder / name for name in FILES), phones=True)
    return folder


@pytest.fixture(scope="module")
def delivery(folder: Path) -> Delivery:
    market = graph_icp.open(folder / "x.duckdb")
    return market.deliver(filters=Filters(tiers=ALL_TIERS), preview=True, as_of=DAY)


def exported(delivery: Delivery, name: str, path: Path, **options: object) -> list[Path]:
    """Write an export, and return its files."""
    made = made_for(target(name), delivery, ExportOptions({}, **options))  # type: ignore[arg-type]
    return [*written(made, delivery, path / f"{name}.csv", "x.duckdb").written]


def file_written(file: Prepared, path: Path) -> dict[Path, int]:
    with written_together() as add:
        return write_machine_csv(file, path, add)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [*csv.DictReader(stream)]


def column(path: Path, header: str) -> list[str]:
    return [row[header] for row in rows_of(path)]


def test_headers_are_those_of_the_targets(delivery: Delivery, tmp_path: Path) -> None:
    made = {}
    for name in NAMES:
        wishes = Wishes(DAY, target(name).labels, campaign="7015e000000AbCdAAK")
        for file in target(name).files(delivery.accounts, delivery.contacts, wishes):
            path = tmp_path / f"{name}-{file.name}.csv"
            file_written(prepared(file), path)
            whole = f"{name}-{file.name}" if file.name else name
            made[whole] = path.read_bytes().split(b"\r\n")[0].decode()
    assert made == HEADERS


def test_every_header_stands_in_the_documentation() -> None:
    text = Path(__file__).parents[1].joinpath("docs", "exports.md").read_text(encoding="utf-8")
    own = (OURS, OF_SALESFORCE)
    for headers in HEADERS.values():
        rest = headers
        for each in own:
            rest = rest.removesuffix(f",{each}")
        assert rest.replace(",", ", ") in text or "CampaignId" in rest
    assert all(f"`{name}`" in text for name in NAMES)


def test_customers_open_deals_and_who_opted_out_stay(delivery: Delivery) -> None:
    assert set(delivery.accounts["domain"]) == {
        *("brio.io", "hertog.nl", "corda.io", "delta.io", "new.io"),
    }
    out = dict(zip(delivery.left_out["domain"], delivery.left_out["reason"], strict=True))
    assert out == {"apex.io": "Customer", "deal.io": "Open deal"}
    assert "out@brio.io" not in set(delivery.contacts["email"])
    assert "jo@hertog.nl" not in set(delivery.contacts["email"])  # who did not agree
    assert delivery.opted_out == 2


def test_hubspot_gets_updates_by_record_id_and_new_companies_by_domain(
    delivery: Delivery, tmp_path: Path
) -> None:
    exported(delivery, "hubspot", tmp_path)
    assert set(column(tmp_path / "hubspot-companies-update.csv", "Record ID")) == {"2", "3", "4"}
    new = rows_of(tmp_path / "hubspot-companies-new.csv")
    assert {row["Company Domain Name"] for row in new} == {"delta.io", "new.io"}
    assert {row["Country/Region"] for row in new} == {"Germany", "United States"}
    assert {row["ICP Date"] for row in new} == {"2026-07-01"}
    tiers = column(tmp_path / "hubspot-companies-update.csv", "Ideal Customer Profile Tier")
    # Of an account of which too little is known there is none.
    assert set(tiers) <= {"Tier 1", "Tier 2", "Tier 3", ""}
    assert {"501", "502"} == {*column(tmp_path / "hubspot-contacts-update.csv", "Record ID")}


def test_owners_and_stages_are_overwritten_only_when_asked_for(
    delivery: Delivery, tmp_path: Path
) -> None:
    exported(delivery, "hubspot", tmp_path)
    path = tmp_path / "hubspot-companies-update.csv"
    assert not {"Company owner", "Lifecycle Stage", "Company name"} & {*rows_of(path)[0]}
    exported(delivery, "hubspot", tmp_path, set_owner=True, set_stage="Lead")
    assert set(column(path, "Company owner")) == {"Ann Lee", "Bo Marsh"}
    assert set(column(path, "Lifecycle Stage")) == {"Lead"}


def test_salesforce_gets_ids_of_18_characters_and_an_external_id(
    delivery: Delivery, tmp_path: Path
) -> None:
    exported(delivery, "salesforce", tmp_path, campaign="7015e000000AbCdAAK")
    assert column(tmp_path / "salesforce-accounts-update.csv", "Id") == ["0015e00000Ab1cdAAB"]
    keys = column(tmp_path / "salesforce-accounts-new.csv", "Graph_ICP_Id__c")
    assert {"domain:new.io", "domain:brio.io"} <= {*keys}
    members = rows_of(tmp_path / "salesforce-campaign-contacts.csv")
    assert members == [
        {
            "CampaignId": "7015e000000AbCdAAK",
            "ContactId": "0035e00000Kl2mnAAB",
            "Status": "Sent",
        }
    ]
    of_new = rows_of(tmp_path / "salesforce-contacts-new-accounts.csv")
    assert {row["Account.Graph_ICP_Id__c"] for row in of_new} <= {*keys}
    assert ("Cher", "") in {(row["LastName"], row["FirstName"]) for row in of_new}
    assert ("van der Keller", "Mia") in {(row["LastName"], row["FirstName"]) for row in of_new}


def test_linkedin_gets_pages_and_places(delivery: Delivery, tmp_path: Path) -> None:
    exported(delivery, "linkedin", tmp_path)
    rows = rows_of(tmp_path / "linkedin-companies.csv")
    [new] = [row for row in rows if row["companyname"] == "New Co"]
    assert new["linkedincompanypageurl"] == "https://www.linkedin.com/company/new-co"
    assert (new["companycountry"], new["zipcode"], new["stocksymbol"]) == ("US", "10115", "NEW")
    [brio] = [row for row in rows if row["companyname"] == "Brio, Inc"]
    assert (brio["city"], brio["companycountry"]) == ("Paris", "FR")


def test_what_a_target_needs_is_said(delivery: Delivery, tmp_path: Path) -> None:
    exported(delivery, "linkedin", tmp_path)
    receipt = (tmp_path / "linkedin.receipt.txt").read_text()
    assert "You have 5 companies; LinkedIn needs 300." in receipt
    assert "Left out: Customer\n  Apex (apex.io)" in receipt
    assert "2 people: asked not to be contacted" in receipt
    assert "Gone" not in receipt
    assert "@" not in receipt.replace("(= + - @)", "")


def test_google_gets_who_agreed_alone_and_hashed(delivery: Delivery, tmp_path: Path) -> None:
    [path] = exported(delivery, "google-ads", tmp_path)
    [row] = rows_of(path)
    assert re.fullmatch("[0-9a-f]{64}", row["Email"])
    assert (row["Country"], row["Zip"], row["Phone"]) == ("FR", "", "")
    receipt = (tmp_path / "google-ads.receipt.txt").read_text()
    assert "4 people: no consent is known" in receipt


def test_an_address_that_cannot_be_hashed_is_left_out_and_said(delivery: Delivery) -> None:
    people = delivery.contacts.head(2).assign(consent=True, email=["no address", "a@b.io"])
    [file] = export(
        target("google-ads"), delivery.accounts, people, NONE_LEFT_OUT, Wishes(DAY, {})
    ).files
    assert len(file) == 1
    assert file.left_out == {"no e-mail address that can be hashed": 1}


def test_a_list_of_consents_adds_to_what_was_loaded(delivery: Delivery, tmp_path: Path) -> None:
    consents = tmp_path / "consents.csv"
    consents.write_text(
        "E-mail,Marketing consent\nADA@new.io,yes\ncher@new.io,granted\nbo@brio.io,no\nx,yes\n"
    )
    [path] = exported(delivery, "google-ads", tmp_path, consent=consents)
    assert len(rows_of(path)) == 3
    phones = [each for each in column(path, "Phone") if each]
    assert phones == ["fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"]
    assert "1 person: did not consent" in (tmp_path / "google-ads.receipt.txt").read_text()
    assert "Phone: 1 left empty" in (tmp_path / "google-ads.receipt.txt").read_text()


def test_google_refuses_where_no_consent_is_known(delivery: Delivery, tmp_path: Path) -> None:
    silent = delivery.contacts.assign(consent=None)
    with pytest.raises(RankingError, match=r"only people who agreed.*give --consent FILE"):
        made_for(target("google-ads"), _with(delivery, contacts=silent), ExportOptions({}))
    wrong = tmp_path / "consents.csv"
    wrong.write_text("email,age\na@b.io,3\n")
    with pytest.raises(FileError, match=r"consents\.csv.*no column consent"):
        made_for(target("google-ads"), delivery, ExportOptions({}, consent=wrong))


def _with(delivery: Delivery, **changes: object) -> Delivery:
    return replace(delivery, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        *(("hubspot", each) for each in ("companies-update", "companies-new")),
        *(("hubspot", each) for each in ("contacts-update", "contacts-new")),
        *(("salesforce", each) for each in ("accounts-update", "accounts-new")),
        ("salesforce", "contacts-new-accounts"),
        *(("linkedin", each) for each in ("companies", "contacts")),
        *(("sales-navigator", ""), ("outreach", "")),
    ],
)
def test_our_own_loaders_read_machine_files_back_to_the_same_accounts(
    folder: Path, delivery: Delivery, tmp_path: Path, name: str, file: str
) -> None:
    exported(delivery, name, tmp_path)
    path = tmp_path / (f"{name}-{file}.csv" if file else f"{name}.csv")
    (tmp_path / "x.duckdb").write_bytes((folder / "x.duckdb").read_bytes())
    market = graph_icp.open(tmp_path / "x.duckdb")
    before = market.accounts().set_index("key")
    report = market.load(path)
    after = market.accounts().set_index("key")
    assert not report.files[0].rejected
    assert set(after.index) == set(before.index)
    assert after["domain"].equals(before["domain"])
    assert len(rows_of(path)) > 0


def test_labels_can_be_set_and_may_hold_a_comma(delivery: Delivery, tmp_path: Path) -> None:
    options = ExportOptions({"fit": "Fit, as learned"})
    made = made_for(target("hubspot"), delivery, options)
    written(made, delivery, tmp_path / "h.csv", "x.duckdb")
    path = tmp_path / "h-companies-new.csv"
    assert b',"Fit, as learned",' in path.read_bytes()
    assert all(float(fit) >= 0 for fit in column(path, "Fit, as learned"))


@pytest.mark.parametrize(
    ("name", "label", "why"),
    [
        ("hubspot", "=fit", "begins like a formula"),
        ("hubspot", "", "is empty"),
        ("hubspot", "a\nb", "line break"),
        ("hubspot", "icp reach", "Two columns would be called"),
        ("hubspot", "Company Domain Name", "has for something else"),
        ("salesforce", "Fit, as learned", "is no API name of Salesforce"),
    ],
)
def test_labels_that_cannot_be_headers(delivery: Delivery, name: str, label: str, why: str) -> None:
    with pytest.raises(FileError, match=why):
        made_for(target(name), delivery, ExportOptions({"fit": label}))


def numbered(many: int) -> ExportFile:
    """Return a file of so many rows, of which a target takes ten in one."""
    frame = pd.DataFrame({"name": [f"Company {number}" for number in range(many)]})
    columns = (Column("Account Name", "name"),)
    return ExportFile("", "accounts", columns, Limits(rows=10, bytes=10_000), frame)


@pytest.mark.parametrize(("many", "parts"), [(1, [1]), (10, [10]), (11, [6, 5]), (25, [9, 9, 7])])
def test_files_are_split_evenly_at_the_rows_of_a_target(
    tmp_path: Path, many: int, parts: list[int]
) -> None:
    found = file_written(prepared(numbered(many)), tmp_path / "list.csv")
    assert [*found.values()] == parts
    assert [path.name for path in found][:2] == ["list.csv", "list-2.csv"][: len(parts)]
    names = [name for path in found for name in column(path, "Account Name")]
    assert names == [f"Company {number}" for number in range(many)]


def test_files_are_split_at_the_bytes_of_a_target(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["Söhne " * 20] * 50})
    limits = Limits(rows=1_000, bytes=2_000)
    file = ExportFile("", "accounts", (Column("Name", "name"),), limits, frame)
    found = file_written(prepared(file), tmp_path / "list.csv")
    assert len(found) > 1
    assert all(path.stat().st_size <= 2_000 for path in found)
    assert sum(found.values()) == 50


def test_more_people_than_a_sequencer_takes_are_split(tmp_path: Path) -> None:
    people = pd.DataFrame({"key": "domain:x.io", "email": "a@x.io", "persona": None}, index=[0])
    people = people.assign(**dict.fromkeys(("first_name", "last_name", "title", "account"), "A"))
    many = people.loc[[0] * 250_000].assign(person_id=range(250_000))
    made = export(target("outreach"), ONE_ACCOUNT, many, NONE_LEFT_OUT, Wishes(DAY, {}))
    assert [*file_written(made.files[0], tmp_path / "list.csv").values()] == [
        *(83_334, 83_334, 83_332),
    ]


ONE_ACCOUNT = pd.DataFrame(
    {"key": "domain:x.io", "domain": "x.io", "main_industry": None, "country_name": None}, index=[0]
)
PIECES = (
    *("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", "|", " ", "\u200b", "＝", "＠"),  # noqa: RUF001
    *("Acme", "Söhne", "石油", "شركة", "🚀", "=cmd|' /C calc'!A0", "\x1b[31m", "\x00", "\u202e"),
    *("=1+1", "-2", "+49 30", "@x", '=HYPERLINK("https://x.io")', "<b>", "\\", "NULL", "1e5"),
)
STARTING = re.compile(r"[\t\r\n]|[\s\u200b]*[=+\-@＝＋－＠]")  # noqa: RUF001
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def hostile_names(many: int) -> list[str]:
    chance = random.Random(7)
    return [
        "".join(chance.choices(PIECES, k=chance.randint(1, 5))) + f" {number}"
        for number in range(many)
    ]


@pytest.fixture(scope="module")
def hostile() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return accounts and contacts of 10,000 hostile names."""
    names = hostile_names(10_000)
    count = len(names)
    accounts = pd.DataFrame(
        {
            "key": [f"domain:x{number}.io" for number in range(count)],
            "account": names,
            "domain": [f"x{number}.io" for number in range(count)],
            "tier": "Best fit",
            **dict.fromkeys(("fit", "reach", "intent", "employees"), 51.0),
            **dict.fromkeys(("why", "city", "state", "zip", "stock_symbol"), None),
            **dict.fromkeys(("country", "country_name", "owner", "linkedin"), None),
            "hubspot": [[]] * count,
            "salesforce": [[]] * count,
        }
    ).assign(why=names, main_industry=names, city=names)
    contacts = pd.DataFrame(
        {
            "key": accounts["key"],
            "account": names,
            "first_name": "",
            "last_name": names,
            "title": names,
            "email": [f"a{number}@x{number}.io" for number in range(count)],
            "hubspot": [[]] * count,
            "salesforce": [[]] * count,
            "phone": None,
            "consent": True,
            "persona": names,
            "person_id": range(count),
        }
    )
    return accounts, contacts


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_come_back_as_they_are_but_for_what_would_run(
    hostile: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path, name: str
) -> None:
    made = export(
        target(name), *hostile, NONE_LEFT_OUT, Wishes(DAY, target(name).labels, set_owner=True)
    )
    for file in made.files:
        path = tmp_path / f"{file.file.name}.csv"
        parts = file_written(file, path)
        cells = [row for part in parts for row in rows_of(part)]
        assert len(cells) == 10_000
        for where in file.file.columns:
            if where.kind == "text" and where.of:
                before = file.file.rows[where.of].tolist()
                after = [row[where.header] for row in cells]
                pairs = [(_told(old), new) for old, new in zip(before, after, strict=True)]
                most = where.longest or max(len(old) for old, _ in pairs)
                whole = [pair for pair in pairs if len(pair[0]) <= most]
                longer = [pair for pair in pairs if len(pair[0]) > most]
                changed = sum(old != new for old, new in whole)
                told = file.shortened.get(where.header, 0)
                assert changed <= told <= changed + len(longer)
                assert all(_is_kept(old, new) for old, new in whole)
                assert all(len(new) <= most and new in STEERING.sub("", old) for old, new in longer)
                assert file.clipped.get(where.header, 0) <= len(longer)
            assert not any(STARTING.match(row[where.header]) for row in cells)


def _told(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_kept(name: str, cell: str) -> bool:
    """Return whether a cell is a name without what steers and without its running beginning."""
    plain = STEERING.sub("", name)
    if not STARTING.match(plain):
        return cell == plain
    gone = plain.removesuffix(cell)
    return plain.endswith(cell) and not gone.strip("=+-@＝＠'\u200b \t\r\n")  # noqa: RUF001


def test_no_machine_cell_begins_with_an_apostrophe_that_is_not_its_own(
    hostile: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    made = export(target("linkedin"), *hostile, NONE_LEFT_OUT, Wishes(DAY, {}))
    file_written(made.files[0], tmp_path / "list.csv")
    names = hostile[0]["account"].tolist()
    for name, cell in zip(names, column(tmp_path / "list.csv", "companyname"), strict=True):
        assert not cell.startswith("'") or STEERING.sub("", name).startswith("'")


def test_hostile_names_stand_in_sheets_as_they_are(tmp_path: Path) -> None:
    names = hostile_names(10_000)
    path = tmp_path / "list.xlsx"
    write_list(pd.DataFrame({"account": names}), format="xlsx", output=path)
    cells = [cell for [cell] in openpyxl.load_workbook(path).active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    for name, cell in zip(names, cells, strict=True):
        lines = re.sub("\r\n?", "\n", name)
        assert cell.data_type == "s"
        assert cell.value == STEERING.sub("", lines)
        assert cell.quotePrefix or not STARTING.match(str(cell.value))


def test_nobody_to_export_writes_no_file(delivery: Delivery, tmp_path: Path) -> None:
    nobody = _with(delivery, accounts=delivery.accounts.head(0), contacts=delivery.contacts.head(0))
    (tmp_path / "outreach.csv").write_text("old")
    with pytest.raises(RankingError, match=r"Nobody is left.*outreach\.csv: of an earlier export"):
        exported(nobody, "outreach", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["outreach.csv"]


@pytest.mark.parametrize("name", ["hubspot", "salesforce", "linkedin", "sales-navigator"])
def test_companies_of_whom_nobody_is_known_are_exported(
    delivery: Delivery, tmp_path: Path, name: str
) -> None:
    alone = _with(delivery, contacts=delivery.contacts.head(0))
    found = exported(alone, name, tmp_path, campaign="7015e000000AbCdAAK")
    assert sum(len(rows_of(path)) for path in found) == len(delivery.accounts)
    with pytest.raises(RankingError, match=r"Outreach \(nobody known who works at"):
        exported(alone, "outreach", tmp_path)


def test_parts_of_an_earlier_export_are_named(delivery: Delivery, tmp_path: Path) -> None:
    for name in ("outreach-2.csv", "outreach-mine.csv", "outreach.csv"):
        (tmp_path / name).write_text("old")
    made = made_for(target("outreach"), delivery, ExportOptions({}))
    result = written(made, delivery, tmp_path / "outreach.csv", "x.duckdb")
    assert [path.name for path in result.stale] == ["outreach-2.csv"]
    assert "email" in (tmp_path / "outreach.csv").read_text()


# The command


@pytest.fixture(scope="module")
def demo(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo's store, since exports keep runs."""
    return Path(shutil.copy(demo_market.store, tmp_path_factory.mktemp("exports") / "m.duckdb"))


def run(store: Path, *arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(main, ["export", *arguments, "--store", str(store)])
    return ended.exit_code, ended.output


def test_the_command_writes_files_and_says_what_is_left_out(demo: Path, tmp_path: Path) -> None:
    code, said = run(demo, "hubspot", "-o", str(tmp_path / "h.csv"), "--top", "20")
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        *("h-companies-new.csv", "h-contacts-new.csv", "h.receipt.txt"),
    }
    assert len(rows_of(tmp_path / "h-companies-new.csv")) == 20
    assert re.search(r"Left out 1,\d+ accounts: .*Bad fit.*60 Customer.*Competitor", said)
    assert "Behind the first 20" in said


def test_a_dry_run_counts_and_writes_nothing(demo: Path, tmp_path: Path) -> None:
    before = graph_icp.open(demo).runs.last_number()
    path = tmp_path / "l.csv"
    code, said = run(demo, "linkedin", "-o", str(path), "--dry-run")
    assert code == 0
    assert re.search(r"companies: \d+ companies would be written", said)
    assert "LinkedIn needs 300" in said
    assert not list(tmp_path.iterdir())
    assert graph_icp.open(demo).runs.last_number() == before


def test_an_unknown_target_is_answered_with_the_list(demo: Path) -> None:
    code, said = run(demo, "hubspt")
    assert code == 1
    assert all(name in said for name in NAMES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hubspot", "-o", "list.xlsx"), "programs import CSV; end the name in .csv"),
        (("hubspot", "--label", "fitt=x"), "'fitt' is none of tier, fit"),
        (("salesforce", "--campaign", "Spring"), "'Spring' is no campaign"),
        (("hubspot", "--tier", "Great"), "There is no tier 'Great'"),
        (("google-ads",), "Google Ads takes only people who agreed"),
    ],
)
def test_what_cannot_be_is_one_sentence(demo: Path, arguments: tuple[str, ...], said: str) -> None:
    code, output = run(demo, *arguments)
    assert code in (1, 2)
    assert said in " ".join(output.split())
    assert "Traceback" not in output


def test_the_command_chooses_by_owner_and_overwrites_them_when_asked_to(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "h.csv"
    asked = ("hubspot", "-o", str(path), "--owner", "Ann Lee", "--set-owner")
    tiers = [each for tier in ALL_TIERS for each in ("--tier", tier)]
    code, said = run(folder / "x.duckdb", *asked, "--set-stage", "Lead", *tiers)
    assert code == 0, said
    rows = rows_of(tmp_path / "h-companies-update.csv")
    assert {row["Record ID"] for row in rows} == {"2", "4"}
    assert {(row["Company owner"], row["Lifecycle Stage"]) for row in rows} == {("Ann Lee", "Lead")}


def test_labels_stand_in_icp_toml(demo: Path, tmp_path: Path) -> None:
    icp = tmp_path / "icp.toml"
    icp.write_text('[export.hubspot]\nfit = "Fit score"\n')
    path = tmp_path / "h.csv"
    code, _ = run(demo, "hubspot", "-o", str(path), "--icp", str(icp), "--top", "3")
    assert code == 0
    assert "Fit score" in rows_of(tmp_path / "h-companies-new.csv")[0]
    icp.write_text('[export.hubspot]\nfit = "=1"\n')
    code, said = run(demo, "hubspot", "-o", str(path), "--icp", str(icp))
    assert code == 1
    assert "icp.toml, line 2: fit" in said


def test_consents_are_kept_of_people_and_a_no_is_one(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(
        "name,email,company,Marketing consent\n"
        "Ann Lee,ann@acme.io,Acme,yes\nBo Li,bo@acme.io,Acme,No\nCy Poe,cy@acme.io,Acme,\n"
    )
    market = graph_icp.open(":memory:")
    market.load(tmp_path / "contacts.csv")
    with market.store() as store:
        people = store.ask("read/told_of_people", _everybody(store), properties="consent")
    assert sorted(people["value"].to_pylist()) == ["false", "true"]


def _everybody(store: Store) -> pa.Table:
    nodes = store.dump("node").to_pandas()
    return pa.table({"id": pa.array(nodes["id"][nodes["kind"] == "Person"], pa.int64())})


def test_files_for_people_keep_their_apostrophes_in_csv(tmp_path: Path) -> None:
    write_list(pd.DataFrame({"account": ["=1+1"]}), format="csv", output=tmp_path / "l.csv")
    text = (tmp_path / "l.csv").read_text("utf-8-sig")
    assert [*csv.reader(io.StringIO(text))][1] == ["'=1+1"]


def test_scores_are_cut_as_everywhere(delivery: Delivery, tmp_path: Path) -> None:
    almost = _with(delivery, accounts=delivery.accounts.assign(fit=84.784, intent=49.97))
    exported(almost, "hubspot", tmp_path)
    path = tmp_path / "hubspot-companies-update.csv"
    assert {*column(path, "ICP Fit")} == {"84.7"}
    assert {*column(path, "ICP Intent")} == {"49.9"}


def test_an_export_takes_what_a_warning_advises(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    asked = ("hubspot", "-o", str(path), "--top", "30")
    fits = []
    for options in ((), ("--without", "uses")):
        code, said = run(demo, *asked, *options)
        assert code == 0, said
        fits.append(column(tmp_path / "h-companies-new.csv", "ICP Fit"))
    assert fits[0] != fits[1]


def test_companies_below_the_list_get_the_lowest_tier(tmp_path: Path) -> None:
    kinds = (
        *("Software,Germany,Customer", "Software,Germany,Lead", "Software,Germany,Opportunity"),
        *("Retail,France,Lead", "Banking,Spain,Lead", "Mining,Italy,Lead"),
    )
    lines = [
        "Record ID,Company name,Company Domain Name,Industry,Country/Region,Lifecycle Stage",
        *(f"{n + 1},Co {n},co{n}.io,{kinds[n % 6]}" for n in range(60)),
    ]
    (tmp_path / "hubspot-companies.csv").write_text("\n".join(lines))
    market = graph_icp.open(tmp_path / "x.duckdb")
    market.load(tmp_path / "hubspot-companies.csv")
    delivery = market.deliver(preview=True, as_of=DAY)
    exported(delivery, "hubspot", tmp_path)
    rows = rows_of(tmp_path / "hubspot-companies-below.csv")
    assert {row["Record ID"] for row in rows} == {str(n + 1) for n in range(60) if n % 6 > 2}
    assert {(row["Ideal Customer Profile Tier"], row["ICP Why"]) for row in rows} == {
        ("Tier 3", "Bad fit")
    }
    receipt = (tmp_path / "hubspot.receipt.txt").read_text()
    assert "20 companies there and in no file, which may still carry a tier" in receipt
    assert "Co 0: Customer (1)" in receipt
    assert "Co 2: Open deal (3)" in receipt
    for country, below in (("DE", 0), ("FR", 10)):
        there = Filters(country=(country,))
        left_out = market.deliver(filters=there, preview=True, as_of=DAY).left_out
        assert left_out["below"].sum() == below


def test_a_receipt_says_what_to_make_and_how_to_import_what_was_written(
    delivery: Delivery, tmp_path: Path
) -> None:
    new = delivery.accounts["domain"].isin(["delta.io", "new.io"])
    alone = _with(
        delivery,
        accounts=delivery.accounts[new].reset_index(drop=True),
        contacts=delivery.contacts.head(0),
    )
    made = made_for(target("hubspot"), alone, ExportOptions({"fit": "Fit score"}))
    written(made, alone, tmp_path / "h.csv", "x.duckdb")
    receipt = (tmp_path / "h.receipt.txt").read_text()
    assert "Before: Fit score, of companies, a number of 0 to 100." in receipt
    assert "Before: ICP Persona" not in receipt
    assert "companies-new: CRM > Contacts > Import" in receipt
    assert "-update" not in receipt
    assert "ICP Why of companies-new: reasons in at most 140 characters, worded so" in receipt


def test_reasons_are_those_of_the_sheet(demo: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    code, said = run(demo, "sheet", "-o", str(sheet), "--top", "30")
    assert code == 0, said
    code, said = run(demo, *("salesforce", "-o", str(tmp_path / "s.csv"), "--top", "30"))
    assert code == 0, said
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        reasons = {row["Domain"]: row["Why"] for row in csv.DictReader(stream)}
    rows = rows_of(tmp_path / "s-accounts-new.csv")
    assert {row["Website"]: row["ICP_Why__c"] for row in rows} == reasons
    assert max(map(len, reasons.values())) <= 140


@pytest.mark.parametrize(
    ("name", "label"),
    [("hubspot", "Email"), ("hubspot", "company NAME"), ("salesforce", "Website")],
)
def test_a_label_is_none_of_a_target_s_own_columns(name: str, label: str) -> None:
    with pytest.raises(FileError, match="has for something else"):
        export(target(name), ONE_ACCOUNT, ONE_ACCOUNT, NONE_LEFT_OUT, Wishes(DAY, {"fit": label}))


def test_texts_are_cut_to_what_a_target_takes_and_counted() -> None:
    frame = pd.DataFrame({"name": ["A" * 41, "B" * 40, "C" * 39 + " D", None]})
    columns = (Column("City", "name", longest=40),)
    file = prepared(ExportFile("", "accounts", columns, Limits(rows=10, bytes=9_999), frame))
    assert file.columns == [["A" * 40, "B" * 40, "C" * 39, ""]]
    assert [*cells_changed([file])] == ["City: 2 cut to the 40 characters that it takes"]


@pytest.mark.parametrize("at", ["h-contacts-new.csv", "h.receipt.txt"])
def test_where_one_file_cannot_be_written_none_is(
    delivery: Delivery, tmp_path: Path, at: str
) -> None:
    made = made_for(target("hubspot"), delivery, ExportOptions({}))
    earlier = tmp_path / "h-companies-new.csv"
    earlier.write_text("earlier")
    (tmp_path / at).mkdir()
    with pytest.raises(FileError, match="is a folder"):
        written(made, delivery, tmp_path / "h.csv", "x.duckdb")
    assert {*tmp_path.iterdir()} == {earlier, tmp_path / at}
    assert earlier.read_text() == "earlier"


def test_no_company_is_said_to_be_no_company(delivery: Delivery, tmp_path: Path) -> None:
    nobody = _with(delivery, accounts=delivery.accounts.head(0), contacts=delivery.contacts.head(0))
    with pytest.raises(RankingError, match=r"no company is on the list: 1 Customer, 1 Open deal"):
        exported(nobody, "hubspot", tmp_path)


def test_no_title_and_no_reason_names_a_customer_who_may_not_be_named(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(
        "name,domain,industry,May be named\n"
        "Apex Corp,apex.io,Software,no\nArgo,argo.io,Software,\nBrio,brio.io,Software,\n"
        "Cora,cora.io,Retail,\nDune,dune.io,Retail,\n"
    )
    (tmp_path / "contacts.csv").write_text(
        "name,email,title,company,domain\n"
        'Ann Lee,ann@brio.io,"CFO, ex-Apex",Brio,brio.io\nBo Li,bo@brio.io,CTO,Brio,brio.io\n'
    )
    (tmp_path / "customers.csv").write_text("domain\napex.io\nargo.io\n")
    market = graph_icp.open(tmp_path / "x.duckdb")
    market.load(tmp_path / "companies.csv", tmp_path / "contacts.csv")
    market.customers.set(tmp_path / "customers.csv")
    delivery = market.deliver(filters=Filters(tiers=ALL_TIERS), preview=True, as_of=DAY)
    assert dict(zip(delivery.contacts["email"], delivery.contacts["title"], strict=True)) == {
        "ann@brio.io": None,
        "bo@brio.io": "CTO",
    }
    [file] = exported(delivery, "outreach", tmp_path)
    assert "Apex" not in file.read_text()
