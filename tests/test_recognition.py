"""Recognition of files: by their loaders' columns, in seven languages, in folders, with --map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dumps import dumped
from variants import write

import graph_icp
from graph_icp.errors import FileError, UnknownHeaderError
from graph_icp.ingest.load.recognise import recognise
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.records.loader import plain
from graph_icp.ingest.values.translated_headers import LANGUAGES, english

if TYPE_CHECKING:
    from graph_icp.market import Market

ROOT = Path(__file__).parents[1]
TABLES = [*sorted((ROOT / "loaders").glob("*/*.txt"))]


@pytest.fixture
def market() -> Market:
    return graph_icp.open(":memory:")


# Exports as they are, also with the columns that their loaders leave out.
HEADERS = {
    "Company,Company Name for Emails,Account Stage,Lists,# Employees,Industry,Account Owner,"
    "Website,Company Linkedin Url,Facebook Url,Company City,Company Country,Keywords,"
    "Company Phone,Technologies,Total Funding,Latest Funding,Latest Funding Amount,"
    "Last Raised At,Annual Revenue,Number of Retail Locations,Apollo Account Id,SIC Codes,"
    "Primary Intent Topic,Primary Intent Score": "apollo-accounts",
    "Record ID,Deal Name,Deal Stage,Amount in company currency,Close Date,"
    "Associated Company IDs (Primary)": "hubspot-deals",
    "Record ID - Contact,First Name,Last Name,Email,Associated Company": "hubspot-contacts",
    "Record ID,First Name,Email,Associated Company IDs (Contact with Primary Company)": (
        "hubspot-contacts"
    ),
    "deal_id,deal_name,is_closed,is_closed_won,amount,hubspot_company_id": "hubspot-deals",
    "contact_id,email,first_name,last_name,hubspot_company_id": "hubspot-contacts",
    "property_hs_object_id,property_name,property_domain": "hubspot-companies",
    "Deal - Title*,Deal - Value,Deal - Stage (pipeline),Organization,Contact person": (
        "pipedrive-deals"
    ),
    "Person - Name,Person - Email - Work,Organization": "pipedrive-people",
    "Account ID,Account Name,Account Owner,Billing Country,Type,Industry,Address": (
        "salesforce-accounts"
    ),
    "Lead Owner,First Name,Last Name,Company / Account,Email,Lead Status": "salesforce-leads",
    "Record Id,Account Name,Account Owner.id,Account Type,Parent Account.id": "zoho-accounts",
    "Record Id,Lead Owner.id,Company,First Name,Last Name,Email": "zoho-leads",
    "(Do Not Modify) Account,Account Name,Main Phone,Status": "dynamics-accounts",
    "(Do Not Modify) Opportunity,Topic,Potential Customer,Est. Revenue,Status Reason": (
        "dynamics-opportunities"
    ),
    "Organization Name,Organization Name URL,CB Rank (Company),Website": "crunchbase",
    "Datensatz-ID,Unternehmensname,Unternehmensdomain,Lifecycle-Phase": "hubspot-companies",
    "ID de la fiche d'informations - Contact,Prénom,Nom de famille,E-mail": "hubspot-contacts",
    "ID de registro,Nombre del negocio,Etapa del negocio,Importe,Empresa asociada": (
        "hubspot-deals"
    ),
    "ID record,Nome azienda,Nome dominio dell'azienda,Settore": "hubspot-companies",
    "Record-ID,Dealnaam,Dealfase,Bedrag,Gekoppelde bedrijfs-ID's (Primair)": "hubspot-deals",
    "レコードID,会社名,企業ドメイン名,従業員数": "hubspot-companies",
    "ID do registro,Nome,Sobrenome,E-mail,Cargo": "hubspot-contacts",
    "Deal - Titel,Deal - Wert,Deal - Phase,Organisation": "pipedrive-deals",
    "Pessoa - Nome,Pessoa - E-mail - Trabalho,Pessoa - Organização": "pipedrive-people",
    "組織 - 名前,組織 - 住所,組織 - 所有者": "pipedrive-organizations",
    "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le": "linkedin",
    "名,姓,URL,メールアドレス,会社,役職,つながった日": "linkedin",
    "Record ID,Name,Email addresses,Job title,Company,LinkedIn": "people",
    "ZoomInfo Company ID,Company Name,Website,Primary Industry,Employees": "companies",
    "Name,Title,LinkedIn Profile": "people",
    "Name,Title,Location,Start Date": "people",
    "Company,Website,Industry,Employees,Country,Revenue,First Name,Last Name,Email": "people",
}


@pytest.mark.parametrize("header", HEADERS)
def test_exports_are_recognised_by_what_their_loaders_read(header: str) -> None:
    assert recognise("file.csv", header.split(",")).name == HEADERS[header]


@pytest.mark.parametrize(
    "header",
    [
        "Name,Title,Location",
        "First Name,Middle Name,Last Name,Organization Name,Birthday,Notes,Labels",
        "Full Name,Full Name URL,Primary Organization,Location,CB Rank (Person)",
        "id,subject,status,created",
        "Record ID,Deal name,Deal stage,Deal value,Associated company",
        "Transaction Name,Organization Name,Organization Name URL,Money Raised",
    ],
)
def test_people_and_others_are_not_taken_for_companies_or_events(header: str) -> None:
    with pytest.raises(UnknownHeaderError):
        recognise("file.csv", header.split(","))


def test_a_files_name_says_of_which_system_it_is() -> None:
    header = ["company_id", "company_name", "domain"]
    assert recognise("file.csv", header).name == "companies"
    assert recognise("dumps/hubspot_companies.csv", header).name == "hubspot-companies"
    assert recognise("hubspot.csv", header).name == "companies"


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_tables_of_translations_hold_headers_that_loaders_know(table: Path) -> None:
    known = {
        plain(part)
        for loader in loaders().values()
        if loader.name.startswith(table.stem)
        for column in loader.columns
        for name in (*loader.unused, column.name, *column.headers)
        for part in (name, *name.split(" - "))
    }
    used = set()
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            assert heading not in used
            used.add(heading)
        elif line and not line.startswith("#"):
            assert line.partition(" ")[0] in LANGUAGES
    # Parts of headers, and columns that are kept as they are.
    parts = {"Primary", "Contact", "Company", "Deal", "Person", "City", "State/Region"}
    assert {each for each in used - parts if plain(each) not in known} == set()


def test_translations_need_no_accents_articles_or_capitals() -> None:
    table = ROOT / "loaders" / "crm" / "hubspot.txt"
    assert english(table, "NOMBRE DE EMPRESA") == "Company name"
    assert english(table, "Associated Company IDs (Partner)") == "Associated Company IDs (Partner)"
    assert english(table, "Unternehmen - Primär") == "Company - Primary"


CONTACTS = (
    "Record ID,First Name,Last Name,Email,Contact owner,Firma\n"
    "9001,Ines,Madeup,ines@gmail.com,Ann Lee,100123\n"
)


def test_a_named_column_is_added_to_the_loader_that_knows_the_file(
    tmp_path: Path, market: Market
) -> None:
    path = write(tmp_path, CONTACTS)
    report = market.load(path, columns={"company_id": "Firma"})
    assert report.files[0].loader == "hubspot-contacts"
    assert report.files[0].understood["company_id"] == "Firma"
    assert {row[0] for row in dumped(market)["fact"]} == {"WORKS_AT"}
    assert market.load(path).files[0].loader == "hubspot-contacts"


def test_a_named_column_may_be_what_a_loader_lacks(tmp_path: Path, market: Market) -> None:
    text = "Deal - Title,Deal - Value,Deal - Status,Kunde\nPlan,24000,Won,Acme\n"
    report = market.load(write(tmp_path, text), columns={"company": "Kunde"})
    assert report.files[0].loader == "pipedrive-deals"
    people = "Vorname,Nachname,Firma,Post\nMia,Keller,Acme,mia@acme.example\n"
    columns = {"first_name": "Vorname", "last_name": "Nachname", "email": "Post"}
    report = market.load(write(tmp_path, people), columns=columns | {"company": "Firma"})
    assert report.files[0].loader == "people"


CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Mia,Keller,https://www.linkedin.com/in/mia-{0},,Acme,Head,15 Jun 2026\n"
)
REGISTRATIONS = (
    "First Name,Last Name,Company,Email Address,Registration Type,Status\n"
    "Mia,Keller,Acme,mia@acme.example,Attendee,Attended\n"
)


def test_what_a_file_of_a_folder_lacks_stops_no_other(tmp_path: Path, market: Market) -> None:
    folder = tmp_path / "exports"
    (folder / "linkedin").mkdir(parents=True)
    write(folder / "linkedin", CONNECTIONS, "Connections.csv")
    write(folder, REGISTRATIONS, "registrations.csv")
    write(folder, "Company,Domain\n,gmail.com\n", "nobody.csv")
    write(folder, "Company,Domain\nAcme,acme.example\n", "zebra.csv")

    report = market.load(folder)

    assert [Path(each.file).name for each in report.files if each.accepted] == ["zebra.csv"]
    assert [each.partition(" ")[0].rpartition("/")[2] for each in report.passed_over] == [
        *("nobody.csv:", "registrations.csv", "Connections.csv:")
    ]
    assert "--owner" in report.passed_over[2]
    with pytest.raises(FileError, match="--owner"):
        market.load(folder / "linkedin" / "Connections.csv")


def test_a_file_that_is_passed_over_ends_nothing(tmp_path: Path, market: Market) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    write(folder, "Company,Domain\nAcme,acme.example\n", "companies.csv")
    path = write(folder, CONNECTIONS, "Connections.csv")
    market.load(path, owner="Ann Lee")
    report = market.load(folder, replace=2)
    assert report.ended == []
    assert {row[0] for row in dumped(market)["fact"]} == {"KNOWS", "WORKS_AT"}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("linkedin/ann-lee/Connections.csv", "Ann Lee"),
        ("exports.zip/Connections_Bo_Ray.csv", "Bo Ray"),
        ("Ann Lee connections.csv", "Ann Lee"),
        ("ann-lee.zip/Connections.csv", "Ann Lee"),
        ("linkedin/Connections.csv", ""),
        ("Basic_LinkedInDataExport_06-15-2026/Connections.csv", ""),
        ("crm exports/Connections.csv", ""),
        ("Sales Team/Connections (1).csv", ""),
    ],
)
def test_an_owner_follows_from_a_files_path(file: str, name: str) -> None:
    # The package maps loaders/ to graph_icp.loaders, which type checkers do not find.
    loaders()
    assert sys.modules["graph_icp.loaders.vendors.linkedin"].owner_by_path(file) == name


def test_owners_by_folder_are_told(tmp_path: Path, market: Market) -> None:
    for name in ("ann-lee", "bo_ray"):
        (tmp_path / "linkedin" / name).mkdir(parents=True)
        write(tmp_path / "linkedin" / name, CONNECTIONS.format(name), "Connections.csv")

    report = market.load(tmp_path / "linkedin")

    told = [remark for each in report.files for remark in each.audit.remarks]
    assert [remark.partition(" is taken")[0] for remark in told] == ["Ann Lee", "Bo Ray"]
    knows = {row[1][1] for row in dumped(market)["fact"] if row[0] == "KNOWS"}
    assert knows == {"colleague:ann lee", "colleague:bo ray"}

    report = market.load(tmp_path / "linkedin" / "bo_ray", owner="Ann Lee")
    assert any("not Bo Ray" in remark for remark in report.files[0].audit.remarks)


def test_of_several_tables_the_best_is_read_or_none(tmp_path: Path, market: Market) -> None:
    people = "First Name,Last Name,Email,Company\nMia,Keller,mia@acme.example,Acme\n"
    companies = "Company,Domain\nBolt,bolt.example\n"
    report = market.load(write(tmp_path, f"Company,Our Co\nPeriod,2026\n\n{companies}"))
    assert report.files[0].understood["domain"] == "Domain"
    report = market.load(write(tmp_path, f"{companies}\n{people}"))
    assert (report.files[0].loader, report.files[0].accepted) == ("people", 1)
    with pytest.raises(FileError, match="several tables, one with First Name"):
        market.load(write(tmp_path, f"{people}\n{companies}"))
