"""Faults as in real files: companies that are there twice, and rows that make no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.demo.tables import respell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.tables import Row


def add_duplicates(random: Random, rows: list[Row], market: Sequence[Account]) -> None:
    """Enter a few companies a second time: with www., or by a variant of the name alone."""
    for number, account in enumerate(random.sample(market, _TWICE), start=len(market) + 1):
        domain = random.choice((f"www.{account.domain}", ""))
        name = account.legal_name if domain else respell(random, account)
        country = account.country.code
        _slip_in(random, rows, (f"C{number:04}", name, domain, country, "", "", "", "", ""))


def add_bad_rows(random: Random, files: dict[str, list[Row]], market: Sequence[Account]) -> None:
    """Slip a dozen bad rows in, all about companies that have a good row as well."""
    one, two, three, four, five, six, seven, eight = random.sample(market, 8)
    bad: dict[str, list[Row]] = {
        "companies.csv": [
            ("", one.name, one.domain, "", "", "-250", "", "", ""),
            ("", two.name, two.domain, "", "", "-1", "", "", ""),
            ("", three.name, f"info@{three.domain}", "", "", "", "", "", ""),
            ("", "", "gmail.com", "", "", "", "", "", ""),
            ("", four.name, four.domain, "", "", "40", "", "", "", "call back", "in May"),
        ],
        "company_technology.csv": [
            (five.domain, "", "Slack", "0202-11-30"),
            (f"it@{six.domain}", "", "Docker", ""),
            (seven.domain,),
        ],
        "events.csv": [("startup-harbour-2023", "Startup Harbour 2023", "", "", "0202-06-01")],
        "people.csv": [
            ("Jo Doe", f"jo.doe@{eight.domain}", "", "", eight.domain, "", "0202-01-15", ""),
            ("Jo Doe", f"jo.doe@{eight.domain}", "", "", eight.domain, "", "", "", "", "left?"),
        ],
        "person_event.csv": [("", "", "digital-leaders-summit-2024", "attendee")],
    }
    for name, rows in bad.items():
        for row in rows:
            _slip_in(random, files[name], row)


def _slip_in(random: Random, rows: list[Row], row: Row) -> None:
    rows.insert(random.randrange(len(rows) + 1), row)


_TWICE = 8
