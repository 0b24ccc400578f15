"""A market to try graph-icp on: seeded, realistic, and with a known answer."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from graph_icp.demo import dirty_data, stories, tables
from graph_icp.demo.accounts import invent_accounts
from graph_icp.demo.colleagues import meet
from graph_icp.demo.events import hold_events
from graph_icp.demo.links import see_uses, sponsor_events
from graph_icp.demo.names import COINAGES
from graph_icp.demo.people import attend_events, employ_people
from graph_icp.demo.technologies import read_catalogue
from graph_icp.demo.traffic import browse

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.people import Person
    from graph_icp.demo.tables import Row


@dataclass(frozen=True)
class Answer:
    """Whom a good ranking of the market puts first.

    Parameters
    ----------
    prospects : frozenset of str
        Domains of the prospects that are of the same kinds as the customers.
    acquainted : frozenset of frozenset of str
        The pairs of people, by name, who got to know each other at work.
    buying : frozenset of str
        Domains of the prospects that are about to buy.
    """

    prospects: frozenset[str]
    acquainted: frozenset[frozenset[str]]
    buying: frozenset[str]


def generate(
    folder: Path, seed: int = 1, accounts: int = 1500, today: date | None = None
) -> Answer:
    """Write the CSV files of a made-up market, and a README.txt that says what they hold.

    One account in 25 is a customer; one in five is of the three kinds that customers are of. The
    same seed and day write the same bytes.

    Parameters
    ----------
    folder : Path
        Where to write; made if it is not there, files of the same names are replaced.
    seed : int
        Another seed gives another market of the same make.
    accounts : int
        How many companies, from 100 to 3,000.
    today : date, optional
        The day of the newest visits; the present one if it is not given.

    Returns
    -------
    Answer
        What the files do not tell: who is worth selling to, by whose help, and when.

    Raises
    ------
    ValueError
        If there are too few accounts to plant anything in, or too few names for them.
    OSError
        If the folder cannot be made or written to.
    """
    if not _FEWEST <= accounts <= COINAGES:
        raise ValueError(f"accounts is {accounts}; choose from {_FEWEST} to {COINAGES}.")
    random = Random(seed)  # noqa: S311 - a seeded market, not a secret
    market = invent_accounts(random, accounts)
    folder.mkdir(parents=True, exist_ok=True)
    people = employ_people(random, market, count=len(market) * 4 // 5)
    files = _fill(random, market, people)
    met = meet(Random(f"colleagues of {seed}"), market, people)  # noqa: S311 - as above
    traffic = browse(Random(f"visits of {seed}"), market, today or date.today())  # noqa: S311
    for name, rows in (files | tables.circle(met) | tables.signals(traffic)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / name, tables.HEADERS[name], rows)
    (folder / tables.NOTE).write_text(tables.README, encoding="utf-8", newline="\n")
    return Answer(
        frozenset(
            account.domain for account in market if account.is_planted and account.is_prospect
        ),
        met.acquainted,
        frozenset(account.domain for account in traffic.buying),
    )


def _fill(random: Random, market: list[Account], people: list[Person]) -> dict[str, list[Row]]:
    technologies, events = read_catalogue(), hold_events()
    files = {
        "companies.csv": tables.companies(random, market),
        "technologies.csv": tables.technologies(technologies),
        "company_technology.csv": tables.uses(random, see_uses(random, market, technologies)),
        "events.csv": tables.events(events),
        "company_event.csv": tables.sponsorships(random, sponsor_events(random, market, events)),
        "people.csv": tables.people(random, people),
        "person_event.csv": tables.attendances(random, attend_events(random, people, events)),
        "customers.csv": tables.customers(random, market),
        "case_studies.csv": stories.case_studies(market),
    }
    dirty_data.add_duplicates(random, files["companies.csv"], market)
    dirty_data.add_bad_rows(random, files, market)
    return files


def _write(path: Path, header: Row, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


_FEWEST = 100
