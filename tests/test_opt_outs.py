"""Who does not want to be written to: by any word of any file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from variants import load, properties, write

import graph_icp
from graph_icp.ingest.values.opt_outs import about_mail, of_opt_outs, opted_out_by

if TYPE_CHECKING:
    from pathlib import Path

AGAINST = (
    *(
        "UNSUB_TIME",
        "UNSUB_REASON",
        "Unsubscribed",
        "unsubscribed_at",
        "Unsubscribed from all email",
    ),
    *("Email Opt Out", "HasOptedOutOfEmail", "Opted Out", "Opt-out", "hs_email_optout", "optedOut"),
    *(
        "Opted out of email: Marketing Information",
        "Unsubscribed from Emails",
        "Email Unsubscribe Date",
    ),
    *("Do Not Contact", "Do not email", "DoNotBulkEMail", "Do not allow Emails", "Don't contact"),
    *("Do not allow Bulk Emails", "No emails", "Suppressed", "Email blacklisted", "Should Forget"),
    *(
        "Abgemeldet am",
        "Newsletter abgemeldet",
        "Werbewiderspruch",
        "Kein Newsletter",
        "Kontaktsperre",
    ),
    *(
        "Von allen E-Mails abgemeldet",
        "Désinscrit",
        "Désabonné de tous les e-mails",
        "Ne pas contacter",
    ),
    *(
        "No contactar",
        "Dado de baja",
        "Fecha de baja",
        "Descadastrado",
        "Não contatar",
        "Disiscritto",
    ),
    *("Uitgeschreven", "Afgemeld voor e-mail", "Avregistrerad", "配信停止", "退订", "수신거부"),
)
CONSENT = (
    *("Marketing contact status", "Email Marketing Consent", "GDPR consent", "GDPR", "Opt-in"),
    *("Subscribed", "Subscription status", "Newsletter", "Accepts Marketing", "Marketing status"),
    *("DSGVO-Einwilligung", "Legal basis for processing contact's data", "Consentement RGPD"),
    *("Consentimiento", "Consenso marketing", "Toestemming", "Double opt-in", "Can be contacted"),
)
OTHERS = (
    *("Do Not Call", "SMS opt-out", "Fax Opt Out", "Unsubscribe link", "Cookie consent", "Company"),
    *("First Name", "Notes", "Number of unsubscribes count", "HasOptedOutOfFax", "Job Title"),
    *("Objections", "Last Contacted", "Contact owner", "Opportunity"),
)


@pytest.mark.parametrize("header", AGAINST)
def test_headers_that_speak_against_writing(header: str) -> None:
    assert about_mail(header) == about_mail(header.upper()) == "against"


@pytest.mark.parametrize("header", CONSENT)
def test_headers_of_consent(header: str) -> None:
    assert about_mail(header) == "consent"


@pytest.mark.parametrize("header", OTHERS)
def test_headers_of_other_things(header: str) -> None:
    assert about_mail(header) is None


@pytest.mark.parametrize(
    ("meaning", "said", "texts"),
    [
        (
            *("against", "true"),
            *(
                [
                    "2026-01-02 10:00:00",
                    "TRUE",
                    "x",
                    "1",
                    "Ja",
                    "Do Not Allow",
                    "NORMAL",
                    "Unsubscribed",
                ],
            ),
        ),
        (
            *("against", "false"),
            *(["FALSE", "0", "No", "nein", "Não", "Allow", "Subscribed", "Opted in", "never"],),
        ),
        ("against", None, ["", " ", "-", "0000-00-00 00:00:00", "n/a"]),
        (
            *("consent", "true"),
            *(
                [
                    "no",
                    "Non-marketing contact",
                    "UNSUBSCRIBED",
                    "Not subscribed",
                    "Never subscribed",
                ],
            ),
        ),
        (
            "consent",
            "true",
            ["No consent", "Withdrawn", "pending", "Nein", "Opted out", "abgemeldet"],
        ),
        ("consent", "false", ["yes", "Marketing contact", "Subscribed", "granted", "Oui"]),
        ("consent", None, ["", "Legitimate interest", "2026-01-02"]),
        ("status", "true", ["Unsubscribed", "opted-out", "vip, unsubscribed", "Do not contact"]),
        ("status", None, ["Active", "no", "Lead", "Unsubscribed customers team", "true"]),
    ],
)
def test_what_a_cell_says(meaning: str, said: str | None, texts: list[str]) -> None:
    assert {text: opted_out_by(meaning, text) for text in texts} == dict.fromkeys(texts, said)  # type: ignore[arg-type]


def test_who_unsubscribed_by_a_column_that_no_loader_knows(tmp_path: Path) -> None:
    text = (
        "Name,Email,Company,UNSUB_TIME,Marketing contact status,Tags\n"
        "Mia,mia@acme.example,Acme,,Marketing contact,vip\n"
        "Cy,cy@acme.example,Acme,2026-02-15 10:00:00,Marketing contact,\n"
        "Jo,jo@acme.example,Acme,,Non-marketing contact,\n"
        'Di,di@acme.example,Acme,,,"vip, Unsubscribed"\n'
    )
    market = graph_icp.open(tmp_path / "m.duckdb")

    report = market.load(write(tmp_path, text))

    assert list(market.identity.known("acme.example")["people"]["person"]) == ["Mia"]
    assert report.files[0].ignored == []
    assert report.files[0].audit.opt_outs == {"UNSUB_TIME", "Marketing contact status", "Tags"}


def test_a_list_of_opt_outs_says_it_by_its_name(tmp_path: Path) -> None:
    report, told = load(tmp_path, "Email\ncy@acme.example\n", "unsubscribed_members_export.csv")
    assert properties(told, "email:cy@acme.example") == {"opted_out": "true"}
    assert any("by its name" in remark for remark in report.files[0].audit.remarks)
    assert not of_opt_outs("subscribed_members_export.csv")
    assert of_opt_outs("exports/Opt-Outs 2026.xlsx")


def test_a_row_that_is_passed_over_still_says_it(tmp_path: Path) -> None:
    people = "Email,Company,Job Title\ncy@acme.example,Acme,CTO\n"
    guests = (
        "First Name,Last Name,Email Address,Company,Registration Type,Status,Email Opt-Out\n"
        "Cy,Roe,cy@acme.example,Acme,Attendee,Declined,Yes\n"
    )
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(write(tmp_path, people, "people.csv"))
    market.load(write(tmp_path, guests, "cvent-forum.csv"), loader="cvent")
    assert market.identity.known("acme.example")["people"].empty
