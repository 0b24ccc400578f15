"""Loaders of address books and mailing lists: Mailchimp, Google Contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variants import facts, load, people, properties, write

import graph_icp

if TYPE_CHECKING:
    from pathlib import Path

SUBSCRIBED = (
    "Email Address,First Name,Last Name,Address,Phone Number,Company,MEMBER_RATING,OPTIN_TIME,LEID,"
    "EUID,NOTES,TAGS\n"
    'mia@acme.example,Mia,Keller,,,Acme,2,2026-01-02 10:00:00,1,a,,"""customer"",""vip"""\n'
    "lin@gmail.com,Lin,Roe,,,Bolt Ltd,2,2026-01-02 10:00:00,2,b,,\n"
)
UNSUBSCRIBED = (
    "Email Address,First Name,Last Name,Address,Phone Number,Company,MEMBER_RATING,OPTIN_TIME,"
    "UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_REASON,LEID,EUID,NOTES,TAGS\n"
    "cy@acme.example,Cy,Poe,,,Acme,2,2026-01-02 10:00:00,2026-02-15 10:00:00,News,NORMAL,3,c,,\n"
)


def test_a_mailchimp_audience(tmp_path: Path) -> None:
    report, told = load(tmp_path, SUBSCRIBED, "subscribed_members_export.csv")
    file = report.files[0]
    assert (file.loader, file.accepted, file.audit.opt_outs) == ("mailchimp", 2, set())
    assert properties(told, "email:mia@acme.example") == {}
    assert facts(told) == {
        ("WORKS_AT", "email:mia@acme.example", "domain:acme.example", "", "", "", ""),
        ("WORKS_AT", "email:lin@gmail.com", "name:bolt|", "", "", "", ""),
    }
    assert told["account"]


def test_who_unsubscribed_at_mailchimp_is_not_listed(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(
        write(tmp_path, SUBSCRIBED, "subscribed.csv"), write(tmp_path, UNSUBSCRIBED, "others.csv")
    )
    assert list(market.identity.known("acme.example")["people"]["person"]) == ["Mia Keller"]


GOOGLE = (
    "First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Birthday,Notes,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Address 1 - Country\n"
    "Mia,,Keller,,Acme GmbH,COO,1990-01-01,met,* myContacts,* Work,"
    "mia@acme.example ::: mk@acme.example,+49 000,Germany\n"
    "Jo,,Poe,,Bolt Ltd,,,,,,,,\n"
    "Aunt,,May,,,,,,,Home,,+49 111,\n"
)
GOOGLE_BEFORE = (
    "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Organization 1 - Name,Organization 1 - Title\n"
    "Mia Keller,Mia,Keller,* myContacts,* Work,mia@acme.example,Acme GmbH,COO\n"
)


def test_google_contacts_are_people_with_their_employers(tmp_path: Path) -> None:
    for text, accepted in ((GOOGLE, 2), (GOOGLE_BEFORE, 1)):
        report, told = load(tmp_path, text, "contacts.csv")
        file = report.files[0]
        assert (file.loader, file.accepted, file.rejected) == ("google-contacts", accepted, {})
        assert file.audit.kept == set()
        works = ("WORKS_AT", "email:mia@acme.example", "domain:acme.example", "", "", "COO", "")
        assert works in facts(told)
        assert people(told)["email:mia@acme.example"] == "Mia Keller"
        assert told["property"] == []
