"""Pipedrive: organizations, people and deals, as its list views export them."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.companies import COMPANY, PARENT, company, parents
from graph_icp.ingest.records.deals.deal_people import DEAL_PEOPLE, deal_people
from graph_icp.ingest.records.deals.deals import DEALS, deal, outcome_by_status
from graph_icp.ingest.records.firmographics import (
    FIRMOGRAPHICS,
    add_country,
    country_of,
    firmographics,
)
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, OPTED_OUT, employee
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import number
from graph_icp.ingest.values.crm_status import status_among
from graph_icp.ingest.values.translated_headers import english

SYSTEM = "pipedrive"


def read_organizations(rows: Rows) -> None:
    """A row is a company; its country may end its address, and a label may be its status."""
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    add_country(rows, account, _addressed(rows))
    rows.statements.add_property(account, "status", rows.value("label", status_among))
    rows.statements.add_property(account, "label", rows.text("label"))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    parents(rows, account, SYSTEM, "parent in Pipedrive")
    _tell_won_deals(rows, account)
    keep_unknown_columns(rows, account)


def read_people(rows: Rows) -> None:
    """A row is a person who works at the organization, or at the work address's company."""
    employer = company(rows, system=SYSTEM, email="email")
    employee(rows, employer, system=SYSTEM)


def read_deals(rows: Rows) -> None:
    """A row is a deal of its organization, with its people; deleted ones are passed over."""
    said = pc.utf8_lower(pc.fill_null(rows.text("status"), ""))
    rows.skip(pc.is_in(said, pa.array(_DELETED)), "deleted rows")
    won, lost, *ends = (
        rows.day(each) for each in ("won_on", "lost_on", "close_date", "expected_on")
    )
    by_day = pc.if_else(
        pc.and_(won.is_valid(), lost.is_null()),
        "won",
        pc.if_else(pc.and_(lost.is_valid(), won.is_null()), "lost", pa.scalar(None, pa.string())),
    )
    by_word = outcome_by_status(rows)
    ended = pc.is_in(by_word, pa.array(["won", "lost"]))
    organization = company(rows, system=SYSTEM, optional=True)
    deals = deal(
        rows,
        organization,
        pc.if_else(ended, by_word, pc.coalesce(by_day, by_word)),
        system=SYSTEM,
        closed=pc.coalesce(won, lost, *ends),
    )
    deal_people(rows, deals, organization, system=SYSTEM)


_DELETED = [
    *("deleted", "gelöscht", "supprimé", "supprimée", "eliminado", "excluído", "eliminato"),
    "verwijderd",
]


def _tell_won_deals(rows: Rows, account: Nodes) -> None:
    """Count companies with won deals, which make customers once the deals themselves are loaded."""
    rows.statements.add_property(account, "organization_won_deals", rows.text("won_deals"))
    won = pc.greater(rows.value("won_deals", number, pa.float64()), 0)
    if several := pc.sum(won).as_py():
        rows.notes["won deals: load the export of deals too, which tells them one by one"] += (
            several
        )


def respelled(header: str) -> str:
    """Return the English of a header, without what is particular to the user's fields."""
    plainly = _OWN_ADDRESS.sub(r"\1 of Address", _IN_BRACKETS.sub("", english(_HEADERS, header)))
    return plainly.strip("* ")


_HEADERS = Path(__file__).with_name("pipedrive.txt")
# Fields of addresses have the address's own name: "Country of Company Address".
_OWN_ADDRESS = re.compile(r"\b(Full/combined address|Country) of .+", re.I)
# "Deal - Stage (pipeline)", "Deal - Pipeline (name)".
_IN_BRACKETS = re.compile(r"(?<=stage|eline)\s+\(\w+\)$", re.I)


def _addressed(rows: Rows) -> Array:
    """Return the country of each address, where no column gives the country."""
    return pc.if_else(rows.text("country").is_valid(), None, rows.value("address", country_of))


def _headers(kind: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"{kind} - {field}" for field in fields)


_NAMED = {
    "company_id": _headers("Organization", "ID", "Pipedrive System ID"),
    "company": _headers("Organization", "Name"),
}

LOADERS = (
    Loader(
        name="pipedrive-organizations",
        title="Pipedrive organizations",
        columns=(
            *with_headers(
                COMPANY,
                **_NAMED,
                website=_headers("Organization", "Website", "Website URL"),
                country=_headers("Organization", "Country of Address", "Country"),
                company_page=_headers("Organization", "LinkedIn profile", "LinkedIn"),
            ),
            *with_headers(
                FIRMOGRAPHICS,
                industry=_headers("Organization", "Industry"),
                employees=_headers("Organization", "Number of employees", "Employee count"),
                revenue=_headers("Organization", "Annual revenue"),
                keywords=_headers("Organization", "Keywords", "Topics"),
                tags=_headers("Organization", "Tags"),
                description=_headers("Organization", "Description", "About"),
            ),
            Column(
                "address",
                "where it is; the last part counts where it is a country",
                _headers("Organization", "Full/combined address of Address", "Address"),
            ),
            Column("owner", "who looks after it", _headers("Organization", "Owner")),
            Column(
                "label",
                "its labels; one that is a status (Customer) counts as such",
                _headers("Organization", "Label", "Labels"),
            ),
            *with_headers(
                PARENT,
                parent_id=_headers("Organization", "Parent ID", "Parent organization ID"),
                parent=_headers("Organization", "Parent", "Parent organization"),
            ),
            Column(
                "won_deals",
                "how many deals it has won, which is told",
                _headers("Organization", "Won deals"),
            ),
        ),
        needs=(("company",),),
        foreign=_headers("Deal", "Title", "Value", "Stage"),
        marks=_headers("Organization", "Name", "Owner", "Label", "ID"),
        respelled=respelled,
        read=read_organizations,
        example={
            "Organization - ID": "77",
            "Organization - Name": "Acme, Inc.",
            "Organization - Address": "Ringstr. 1, 10115 Berlin, Germany",
            "Organization - Owner": "Ann Lee",
            "Organization - Label": "Customer",
            "Organization - Website": "https://www.acme.example",
        },
        found="Contacts > Organizations > ... > Export filter results, with the columns you want",
    ),
    Loader(
        name="pipedrive-people",
        title="Pipedrive people",
        columns=(
            *with_headers(
                NAMED_PERSON,
                name=_headers("Person", "Name"),
                first_name=_headers("Person", "First name"),
                last_name=_headers("Person", "Last name"),
                email=_headers("Person", "Email", "Email - Work"),
                person_id=_headers("Person", "ID", "Pipedrive System ID"),
                profile_url=_headers("Person", "LinkedIn profile", "LinkedIn"),
            ),
            Column("title", "job title", _headers("Person", "Job title", "Position", "Title")),
            Column(
                "company_id",
                "the organization's id",
                (*_headers("Person", "Organization ID"), *_NAMED["company_id"]),
            ),
            Column(
                "company",
                "the organization's name",
                (*_headers("Person", "Organization"), *_NAMED["company"], "Organization"),
            ),
            *with_headers((OPTED_OUT,), opted_out=_headers("Person", "Unsubscribed")),
        ),
        needs=(BY_WHAT,),
        marks=_headers("Person", "Name", "Email", "Email - Work", "Organization"),
        respelled=respelled,
        read=read_people,
        example={
            "Person - ID": "501",
            "Person - Name": "Mia Keller",
            "Person - Organization": "Acme, Inc.",
            "Person - Email - Work": "mia@acme.example",
            "Person - Phone - Work": "",
        },
        found="Contacts > People > ... > Export filter results, with the columns you want",
        unused=(
            *_headers("Person", "Email - Home", "Email - Other", "Label", "Labels", "Owner"),
            *_headers("Person", "Phone", "Phone - Work", "Phone - Home", "Phone - Mobile"),
            *_headers("Person", "Phone - Other", "Open deals", "Closed deals", "Update time"),
            *_headers("Person", "Person created", "Next activity date", "Last activity date"),
        ),
    ),
    Loader(
        name="pipedrive-deals",
        title="Pipedrive deals",
        columns=(
            *with_headers(
                DEALS,
                deal_id=_headers("Deal", "ID", "Pipedrive System ID"),
                deal=_headers("Deal", "Title"),
                stage=_headers("Deal", "Stage"),
                amount=_headers("Deal", "Value"),
                close_date=_headers("Deal", "Deal closed on", "Closed on"),
                opened_on=_headers("Deal", "Deal created", "Created", "Creation date"),
            ),
            Column("status", "open, won, lost or deleted", _headers("Deal", "Status")),
            Column("won_on", "when it was won", _headers("Deal", "Won time")),
            Column("lost_on", "when it was lost", _headers("Deal", "Lost time")),
            Column("expected_on", "when it should close", _headers("Deal", "Expected close date")),
            Column(
                "company_id",
                "the organization's id",
                (*_headers("Deal", "Organization ID"), *_NAMED["company_id"]),
            ),
            Column(
                "company",
                "the organization's name",
                (*_headers("Deal", "Organization"), *_NAMED["company"], "Organization"),
            ),
            *with_headers(
                DEAL_PEOPLE,
                deal_owner=_headers("Deal", "Owner"),
                deal_owner_id=_headers("Deal", "Owner ID"),
                contact_ids=(
                    *_headers("Deal", "Contact person ID", "Person ID"),
                    *_headers("Person", "ID", "Pipedrive System ID"),
                ),
                contact=(
                    *_headers("Deal", "Contact person"),
                    *(*_headers("Person", "Name"), "Contact person", "Person"),
                ),
                contact_email=_headers("Person", "Email", "Email - Work"),
            ),
        ),
        needs=(("deal_id", "deal"), ("stage", "status"), ("company_id", "company")),
        marks=_headers("Deal", "Title", "Value", "Status", "Stage"),
        respelled=respelled,
        read=read_deals,
        example={
            "Deal - ID": "700",
            "Deal - Title": "Acme - yearly plan",
            "Deal - Value": "24000",
            "Deal - Currency of Value": "EUR",
            "Deal - Owner": "Ann Lee",
            "Deal - Contact person": "Mia Keller",
            "Deal - Organization": "Acme, Inc.",
            "Deal - Organization ID": "77",
            "Deal - Pipeline": "Sales",
            "Deal - Stage": "Negotiations",
            "Deal - Status": "Won",
            "Deal - Deal created": "2025-09-01 08:00:00",
            "Deal - Won time": "2025-11-30 12:00:00",
            "Deal - Expected close date": "2025-12-15",
        },
        found="Deals > list view > ... > Export filter results, with organization and status",
        unused=_headers(
            *("Deal", "Currency of Value", "Pipeline", "Label"),
            *("Probability", "Weighted value", "Update time", "Lost reason"),
            *("Stage change", "Next activity date", "Last activity date"),
        ),
    ),
)
