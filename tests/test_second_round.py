"""Files of the second round that strangers tried: statuses, currencies, names and placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graph_icp

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market


@pytest.fixture
def market(anywhere: str) -> Market:
    return graph_icp.open(anywhere)


def loaded(market: Market, folder: Path, **files: str) -> None:
    """Load files by name, in which __ is a dot."""
    paths = []
    for name, text in files.items():
        paths.append(folder / name.replace("__", "."))
        paths[-1].write_text(text, encoding="utf-8")
    market.load(*paths, owner="Ann Lee")


def statuses(market: Market) -> dict[str, str]:
    table = market.accounts()
    return dict(zip(table["account"], table["status"], strict=True))


def people(market: Market, account: str) -> list[str]:
    return market.identity.known(account)["people"]["person"].tolist()


CONTACTS = (
    "Record ID,First Name,Last Name,Email,Unsubscribed from all email,"
    "Associated Company IDs (Primary),Associated Company (Primary)\n"
)
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LINKEDIN = "https://www.linkedin.com/in/"


@pytest.mark.parametrize(
    ("title", "company", "status", "won", "lost"),
    [
        ("Titel", "Organisation", "Status", "Gewonnen", "Verloren"),
        ("Title", "Organization", "Status", "Gagné", "Perdu"),
        ("Title", "Organization", "Status", "Ganado", "Perdido"),
    ],
)
def test_a_deal_s_status_is_understood_in_other_languages(
    tmp_path: Path, title: str, company: str, status: str, won: str, lost: str
) -> None:
    market = graph_icp.open(":memory:")
    text = (
        f"Deal - ID,Deal - {title},Deal - Value,Deal - {company},Deal - {status}\n"
        f"1,P1,24000,Pfarrkirch GmbH,{won}\n2,P2,9,Verlust OG,{lost}\n"
    )
    loaded(market, tmp_path, deals__csv=text)
    assert statuses(market) == {"Pfarrkirch GmbH": "customer", "Verlust OG": "prospect"}


def test_a_day_of_winning_decides_where_the_status_does_not(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        "Deal - ID,Deal - Title,Deal - Organization,Deal - Status,"
        "Deal - Won time,Deal - Lost time\n"
        "1,P1,Pfarrkirch,,2026-03-01 10:00:00,\n2,P2,Verlust,,,2026-03-01 10:00:00\n"
    )
    loaded(market, tmp_path, deals__csv=text)
    assert statuses(market) == {"Pfarrkirch": "customer", "Verlust": "prospect"}


def test_currencies_are_found_under_german_headers(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        "Datensatz-ID,Deal-Name,Deal-Phase,Abschlussdatum,Betrag,Währung,"
        "Zugeordnete Unternehmens-IDs (primär),Zugeordnetes Unternehmen (primär)\n"
        "1,G1,Abgeschlossen und gewonnen,2025-03-04 10:00,24000,EUR,81,Wessling\n"
        "2,G2,Abgeschlossen und gewonnen,2025-03-05 10:00,1000000,JPY,81,Wessling\n"
    )
    loaded(market, tmp_path, deals__csv=text)
    numbers = market.identity.known("Wessling")["properties"].set_index("property")["value"]
    assert numbers["won_amount"] == "24000"


def test_who_opted_out_is_listed_under_no_spelling(market: Market, tmp_path: Path) -> None:
    contacts = (
        f"{CONTACTS}1,Owen,Tate,owen@acm.example,true,7,Acm\n2,Lea,Voss,lea@acm.example,true,7,Acm\n"
        "3,Eva,Müller,eva@acm.example,true,7,Acm\n4,Nils,Berg,nils@acm.example,,7,Acm\n"
    )
    connections = (
        f'{CONNECTIONS}Owen,"Tate, MBA",{LINKEDIN}owent,,Acm,CMO,14 Mar 2023\n'
        f"Dr. Lea,Voss,{LINKEDIN}leav,,Acm,CFO,14 Mar 2023\n"
        f"Eva,Mueller,{LINKEDIN}evam,,Acm,COO,14 Mar 2023\n"
        f'Nils,"Berg, PhD",{LINKEDIN}nilsb,,Acm,CTO,14 Mar 2023\n'
    )
    loaded(market, tmp_path, contacts__csv=contacts, Connections__csv=connections)
    assert len(people(market, "Acm")) == 1
    assert people(market, "Acm")[0].startswith("Nils Berg")


def test_a_namesake_cancels_no_opt_out(market: Market, tmp_path: Path) -> None:
    contacts = (
        f"{CONTACTS}1,Lea,Voss,lea@mega.example,,7,Mega\n"
        "2,Lea,Voss,lea.voss@mega.example,true,7,Mega\n3,Jo,Li,jo@mega.example,,7,Mega\n"
    )
    connections = f"{CONNECTIONS}Lea,Voss,{LINKEDIN}leav,,Mega,CFO,14 Mar 2023\n"
    loaded(market, tmp_path, contacts__csv=contacts, Connections__csv=connections)
    assert people(market, "Mega") == ["Jo Li"]


def test_umlauts_may_be_written_out(market: Market, tmp_path: Path) -> None:
    accounts = "company,domain\nMüller GmbH,mueller6.example\n"
    loaded(
        market, tmp_path, list__csv=accounts, own__csv="customer,since\nMueller GmbH,2024-01-01\n"
    )
    assert statuses(market) == {"Müller GmbH": "customer"}


def test_eventbrite_with_the_event_s_name_is_eventbrite(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Order Type,"
        "Attendee Status,Job Title,Company,Event Name\n"
        "9813,2026-03-01 10:00:00,Gus,Gone,gus@kestrelo.example,1,General,77003,Refunded,"
        "Not Attending,Dev,Kestrelo,Ops Forum 2026\n"
        "9814,2026-03-01 10:00:00,Ada,Came,ada@here.example,1,General,77004,Free,"
        "Attending,Dev,Here,Ops Forum 2026\n"
    )
    loaded(market, tmp_path, attendees__csv=text)
    assert people(market, "here.example") == ["Ada Came"]
    with market.store() as store:
        assert store.ask("summary/counts")["people"][0].as_py() == 1


def test_partners_of_a_crm_are_no_prospects(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        "Record ID,Company name,Company Domain Name,Lifecycle Stage,Type\n"
        "1,P,p4.example,Lead,Partner\n2,R,r4.example,,Reseller\n3,C,c4.example,Customer,Partner\n"
        "4,L,l4.example,Lead,Prospect\n"
    )
    loaded(market, tmp_path, hs__csv=text)
    assert statuses(market) == {"P": "partner", "R": "partner", "C": "customer", "L": "prospect"}


def test_deactivated_accounts_are_passed_over(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    header = (
        "(Do Not Modify) Account,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,"
        "Account Name,Website,Relationship Type,Status\n"
    )
    rows = (
        "9f0c2b1e-0003-ed11-9db1-000d3a1b2c3d,abc==,11/20/2026 9:00,Old,https://old.example,"
        "Customer,Inactive\n"
        "9f0c2b1e-0004-ed11-9db1-000d3a1b2c3d,abc==,11/20/2026 9:00,New,https://new.example,"
        "Customer,Active\n"
    )
    loaded(market, tmp_path, accounts__csv=header + rows)
    assert statuses(market) == {"New": "customer"}


def test_a_list_of_customers_says_who_is_none(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        "Kunde;Website;Kunde seit;Status\nA GmbH;a3.example;01.01.2020;aktiv\n"
        "B GmbH;b3.example;01.01.2020;gekündigt\nC GmbH;;01.01.2020;aktiv\n"
        "D GmbH;d3.example;01.01.2020;Churned 2024\nE GmbH;e3.example;01.01.2020;Inactive\n"
    )
    loaded(market, tmp_path, Kundenliste__csv=text)
    assert statuses(market) == {
        "A GmbH": "customer",
        "B GmbH": "churned",
        "C GmbH": "customer",
        "D GmbH": "churned",
        "E GmbH": "churned",
    }


def test_a_link_s_text_is_the_name(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    text = (
        'company,website,industry\n"=HYPERLINK(""https://form.example"",""Formula Inc"")",'
        "form.example,Retail\nInfo Requested,,Retail\nBolt,bolt.example,Retail\n"
    )
    loaded(market, tmp_path, list__csv=text)
    assert {*statuses(market)} == {"Formula Inc", "Bolt"}
