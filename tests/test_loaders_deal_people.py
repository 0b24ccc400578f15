"""Owners and contacts of deals: who won a deal with whom, as each CRM says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from dumps import dumped
from test_loaders_crm import load_all
from test_paths import DAY, FILES, written
from variants import as_csv, facts, people

import graph_icp
from graph_icp.cli.main import main
from graph_icp.ingest.load.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

OWN = {"ann-lee/Connections.csv": FILES["ann-lee/Connections.csv"]}

SALESFORCE = {
    "accounts.csv": "Id,Name,Website,OwnerId\n"
    "0015e00000Ab1cdAAB,Acme,acme.example,0055e00000Xy9zwAAC\n",
    "contacts.csv": "Id,AccountId,FirstName,LastName,Email,Title\n"
    "0035e00000Kl2mnAAD,0015e00000Ab1cdAAB,Mia,Keller,mia@acme.example,COO\n",
}
SALESFORCE_USERS = {
    "User.csv": "Id,Username,LastName,FirstName,Name,Email,Title,AccountId,UserRoleId,ProfileId\n"
    "0055e00000Xy9zwAAC,ann@ours.example,Lee,Ann,Ann Lee,ann@ours.example,AE,,r,p\n"
}
HUBSPOT = {
    "companies.csv": "Record ID,Company name,Company Domain Name\n9001,Acme,acme.example\n",
    "contacts.csv": "Record ID,First Name,Last Name,Email,Job Title,Associated Company IDs\n"
    "501,Mia,Keller,mia@acme.example,COO,9001\n",
}
PIPEDRIVE = {
    "organizations.csv": "Organization - ID,Organization - Name,Organization - Website\n"
    "77,Acme,acme.example\n",
    "people.csv": "Person - ID,Person - Name,Person - Organization,Person - Email,"
    "Person - Job title\n501,Mia Keller,Acme,mia@acme.example,COO\n",
}
DYNAMICS = {
    "accounts.csv": "(Do Not Modify) Account,Account Name,Website,Relationship Type\n"
    "0a-01,Acme,https://acme.example,Prospect\n",
    "contacts.csv": "(Do Not Modify) Contact,Full Name,Email,Company Name\n"
    "0c-01,Mia Keller,mia@acme.example,Acme\n",
}
ZOHO = {
    "accounts.csv": "Record Id,Account Owner.id,Account Name,Website\n"
    "zcrm_11,zcrm_9,Acme,acme.example\n",
    "contacts.csv": "Record Id,Contact Owner.id,First Name,Last Name,Account Name.id,Email\n"
    "zcrm_31,zcrm_9,Mia,Keller,zcrm_11,mia@acme.example\n",
}

# Files of each system that say that Ann Lee won a deal with Mia Keller of Acme.
SAID = {
    "salesforce by the API": SALESFORCE
    | SALESFORCE_USERS
    | {
        "opportunities.csv": "Id,AccountId,Name,StageName,CloseDate,IsWon,IsClosed,OwnerId\n"
        "0065e00000Op3qrAAE,0015e00000Ab1cdAAB,Plan,Closed Won,2025-11-30,true,true,"
        "0055e00000Xy9zw\n",
        "roles.csv": "Id,OpportunityId,ContactId,Role,IsPrimary\n"
        "00K5e00000Cr8stEAB,0065e00000Op3qr,0035e00000Kl2mnAAD,Decision Maker,true\n",
    },
    "salesforce by a report": SALESFORCE
    | {
        "report.csv": "Opportunity Owner,Opportunity Name,Account Name,Stage,Close Date,"
        "First Name,Last Name,Email,Title\n"
        "Ann Lee,Plan,Acme,Closed Won,2025-11-30,Mia,Keller,mia@acme.example,COO\n",
    },
    "salesforce by a report of names": SALESFORCE
    | {
        "report.csv": "Opportunity Owner,Opportunity Name,Account Name,Stage,Close Date,"
        "Primary Contact\nAnn Lee,Plan,Acme,Closed Won,2025-11-30,Mia Keller\n",
    },
    "hubspot by names": HUBSPOT
    | {
        "deals.csv": "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,"
        "Associated Company IDs,Associated Contact\n"
        "700,Plan,Closed Won,Ann Lee (ann@ours.example),2025-11-30,9001,"
        "Mia Keller (mia@acme.example);Jo Li (jo@acme.example)\n",
    },
    "hubspot by ids": HUBSPOT
    | {
        "owners.csv": "owner_id,email,first_name,last_name\n501,ann@ours.example,Ann,Lee\n",
        "deals.csv": "hs_object_id,dealname,dealstage,hubspot_owner_id,closedate,"
        "associatedcompanyid,associatedcontactids\n"
        "700,Plan,closedwon,501,2025-11-30,9001,501\n",
    },
    "pipedrive": PIPEDRIVE
    | {
        "deals.csv": "Deal - ID,Deal - Title,Deal - Status,Deal - Won time,Deal - Owner,"
        "Deal - Contact person,Deal - Organization\n"
        "700,Plan,Won,2025-11-30 12:00:00,Ann Lee,Mia Keller,Acme\n",
    },
    "pipedrive in German": PIPEDRIVE
    | {
        "deals.csv": "Deal - ID,Deal - Titel,Deal - Status,Deal - Deal closed on,"
        "Deal - Besitzer,Deal - Kontaktperson,Deal - Organisation\n"
        "700,Plan,Gewonnen,30.11.2025,Ann Lee,Mia Keller,Acme\n",
    },
    "dynamics": DYNAMICS
    | {
        "opportunities.csv": "(Do Not Modify) Opportunity,Topic,Potential Customer,"
        "Actual Close Date,Status,Owner,Contact\n"
        "0d-01,Plan,Acme,2025-11-30,Won,Ann Lee,Mia Keller\n",
    },
    "dynamics by ids": DYNAMICS
    | {
        "users.csv": "systemuserid,fullname\n{0E-01},Ann Lee\n",
        "opportunities.csv": "opportunityid,Topic,Potential Customer,actualclosedate,Status,"
        "_ownerid_value,_parentcontactid_value\n0d-01,Plan,Acme,2025-11-30,Won,0e-01,0C-01\n",
    },
    "zoho": ZOHO
    | {
        "deals.csv": "Record Id,Deal Owner.id,Deal Owner,Deal Name,Closing Date,Stage,"
        "Account Name.id,Account Name,Contact Name.id,Contact Name\n"
        "zcrm_21,zcrm_9,Ann Lee,Plan,2025-11-30,Closed Won,11,Acme,31,Mia Keller\n",
    },
    "zoho by names": ZOHO
    | {
        "deals.csv": "Record Id,Deal Owner,Deal Name,Closing Date,Stage,Account Name.id,"
        "Account Name,Contact Name\nzcrm_21,Ann Lee,Plan,2025-11-30,Closed Won,11,Acme,"
        "Mia Keller\n",
    },
    "zoho by an id that another row names": ZOHO
    | {
        "deals.csv": "Record Id,Deal Owner.id,Deal Owner,Deal Name,Closing Date,Stage,"
        "Account Name.id,Contact Name.id\n"
        "zcrm_21,zcrm_9,,Plan,2025-11-30,Closed Won,11,31\n"
        "zcrm_22,zcrm_9,Ann Lee,Other,2025-10-30,Negotiation,11,\n",
    },
}


def evidence(market: Market) -> list[list[str]]:
    return [list(each) for each in market.paths("acme.example", day=DAY).table["evidence"]]


@pytest.mark.parametrize("system", SAID)
def test_the_contact_of_a_won_deal_is_known_to_its_owner(tmp_path: Path, system: str) -> None:
    files = SAID[system]
    folder = written(tmp_path, files | OWN)
    ways = []
    for order in (list(files), list(files)[::-1]):
        market = graph_icp.open(":memory:")
        for name in (*order, *OWN):
            report = market.load(folder / name, as_of=DAY)
            # A file that was loaded by a loader of something else would be no use.
            assert report.files[0].loader.startswith((system.partition(" ")[0], "linkedin"))
        assert not report.nameless_owners
        assert evidence(market) == [
            ["Ann Lee and Mia Keller: Ann Lee won a deal with them in 2025"]
        ], order
        ways.append(dumped(market))
    assert ways[0] == ways[1]


def test_an_owner_known_by_an_id_alone_is_asked_for(tmp_path: Path) -> None:
    files = SAID["salesforce by the API"]
    folder = written(tmp_path, files | OWN)
    market = graph_icp.open(":memory:")
    report = market.load(*(folder / name for name in files if name != "User.csv"), as_of=DAY)
    assert report.nameless_owners == {"salesforce": 1}
    market.load(folder / "ann-lee", as_of=DAY)
    assert not evidence(market)
    assert not market.load(folder / "User.csv", as_of=DAY).nameless_owners
    assert evidence(market)


def test_the_command_line_says_how_to_name_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {name: text for name, text in SAID["salesforce by the API"].items() if name[0] != "U"}
    written(tmp_path, files)
    told = CliRunner().invoke(main, ["load", *files])
    assert told.exit_code == 0
    assert "1 owner of deals known by an id of salesforce alone" in told.stderr
    assert "--as salesforce-users" in told.stderr
    written(tmp_path, {"names.csv": "Id,Name,Email\n0055e00000Xy9zwAAC,Ann Lee,ann@ours.example\n"})
    told = CliRunner().invoke(main, ["load", "names.csv", "--as", "salesforce-users"])
    assert told.exit_code == 0
    assert "owner of deals" not in told.stderr


@pytest.mark.parametrize(
    ("header", "loader"),
    [
        ("Id,AccountId,Name,Stage,Amount,CloseDate,OwnerId", "salesforce-opportunities"),
        ("Id,AccountId,FirstName,LastName,Name,Email,OwnerId,CreatedDate", "salesforce-contacts"),
        ("Id,AccountId,Name,Email,OwnerId,CreatedDate", "salesforce-contacts"),
        ("Id,Name,Website,OwnerId,CreatedDate", "salesforce-accounts"),
        ("Record ID,First Name,Last Name,Email,hubspot_owner_id", "hubspot-contacts"),
        ("Id,OpportunityId,ContactId,Role,IsPrimary", "salesforce-contact-roles"),
        ("Id,Username,Name,Email", "salesforce-users"),
        ("owner_id,email,first_name,last_name,is_active", "hubspot-owners"),
        ("systemuserid,fullname", "dynamics-users"),
    ],
)
def test_columns_of_owners_and_contacts_mislead_nobody(header: str, loader: str) -> None:
    assert recognise("export.csv", header.split(",")).name == loader


def test_users_are_no_contacts_and_their_addresses_are_not_kept(tmp_path: Path) -> None:
    report, told = load_all(tmp_path, User=SALESFORCE_USERS["User.csv"])
    assert report.files[0].loader == "salesforce-users"
    assert people(told) == {
        "colleague:ann lee": "Ann Lee",
        "salesforce-user:0055e00000Xy9zw": "user 0055e00000Xy9zw",
    }
    assert not facts(told)


def test_an_address_of_an_owner_is_no_name_and_is_told(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        deals="Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Associated Company IDs\n"
        "700,Plan,Closed Won,ann@ours.example,2025-11-30,9001\n"
        "701,Plan,Closed Won,Deactivated User 12,2025-11-30,9001\n"
        "702,Plan,Closed Won,,2025-11-30,9001\n",
    )
    assert not facts(told, "OWNS")
    assert report.files[0].notes == {
        "Deal owner: neither the name nor the id of a colleague; export the owner's name": 2
    }


def test_what_stands_in_brackets_behind_an_owner_is_no_name(tmp_path: Path) -> None:
    row = {"Record ID": "1", "Deal Stage": "Closed Won", "Associated Company IDs": "9001"}
    owners = ("Ann Lee (Deactivated User)", "Ann Lee <ann@ours.example>", " Ann  Lee ")
    _, told = load_all(tmp_path, deals=as_csv(*(row | {"Deal owner": each} for each in owners)))
    assert facts(told, "OWNS") == {("OWNS", "colleague:ann lee", "hubspot:1", "", "", "", "")}


def test_several_contacts_have_no_address_in_common(tmp_path: Path) -> None:
    row = {
        "Deal - Title": "Plan",
        "Deal - Status": "Won",
        "Deal - Organization": "Acme",
        "Deal - Contact person": "Keller, Mia; Jo Li",
        "Person - Email": "mia@acme.example",
    }
    _, told = load_all(tmp_path, deals=as_csv(row))
    assert {each[1] for each in facts(told, "CONTACT_OF")} == {
        *("name:keller mia@name:acme|", "name:jo li@name:acme|")
    }


def test_two_people_of_one_name_at_the_company_are_not_guessed_at(tmp_path: Path) -> None:
    files = SAID["pipedrive"]
    more = files["people.csv"] + "502,Mia Keller,Acme,m.keller@acme.example,CTO\n"
    folder = written(tmp_path, files | OWN | {"people.csv": more})
    market = graph_icp.open(":memory:")
    market.load(folder, as_of=DAY)
    assert not evidence(market)
