"""LinkedIn: the connections and jobs of one colleague, as LinkedIn gives them to their owner."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import UnsaidError
from graph_icp.graph.model import HELD_JOB_AT, KNOWS, WORKS_AT
from graph_icp.identity.names import clean_person, given_name_first
from graph_icp.ingest.records.colleagues import colleagues
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON, person, title_of
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.dates import end_told
from graph_icp.ingest.values.translated_headers import english

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array


def read(rows: Rows) -> None:
    """A row is a person whom the colleague knows, with their present employer."""
    owner = _owner(rows)
    nameless = [rows.text(each).is_null() for each in ("first_name", "last_name", "profile_url")]
    rows.skip(pc.and_(pc.and_(*nameless[:2]), nameless[2]), "connections without a name")
    # Not by the address: people give LinkedIn a private one, or an earlier employer's.
    employer = company(rows, optional=True)
    contact = person(rows, employer)
    since = rows.past_day("connected_on")
    rows.statements.fact(KNOWS, owner, contact, since=since)
    _note_unknown_days(rows, since)
    # The date is the connection's, not the first day of the job.
    rows.statements.fact(WORKS_AT, contact, employer, role=title_of(rows))


def _note_unknown_days(rows: Rows, since: Array) -> None:
    """Count the connections without a day."""
    unread = np.flatnonzero(since.is_null())
    if unknown := sum(row not in rows.reasons and row not in rows.skipped for row in unread):
        header = rows.places.get("connected_on", "connected_on")
        rows.notes[f"{header}: no day, so the connection counts least (.1)"] += unknown


def read_positions(rows: Rows) -> None:
    """A row is a job of the colleague, the present one where it has no end."""
    owner = _owner(rows)
    employer = company(rows)
    rows.statements.fact(
        *(HELD_JOB_AT, owner, employer),
        since=rows.day("started_on"),
        until=rows.day("finished_on", end_told),
        role=title_of(rows),
    )


def _owner(rows: Rows) -> Nodes:
    """Return the colleague, the same in every row; raises UnsaidError if there is none."""
    asked = given_name_first(" ".join((rows.audit.options.owner or "").split()))
    found = owner_by_path(rows.file)
    name = asked if clean_person(asked) else found
    clean = clean_person(name)
    if not clean:
        raise UnsaidError(
            f'{rows.file}: these are one colleague\'s; say whose with --owner "Ann Lee", '
            'or name their folder "ann-lee".'
        )
    if found and clean_person(found) != clean:
        rows.audit.remarks[f"{name} is taken for the owner (--owner), not {found} of its path"] = (
            None
        )
    elif not asked:
        rows.audit.remarks[
            f"{name} is taken for the owner, by the name of its file or folder "
            "(--owner says another)"
        ] = None
    return colleagues(rows, pa.array([name] * len(rows), pa.string()))


def owner_by_path(file: str) -> str:
    """Return the name of a person after whom a file or its folder is named, "" for none.

    Parameters
    ----------
    file : str
        Such as "linkedin/ann-lee/Connections.csv" or "exports.zip/Connections Ann Lee.csv".
    """
    path = PurePath(file)
    for part in (path.name.partition(".")[0], path.parent.name.partition(".")[0]):
        words = [word for word in _BETWEEN.split(part) if word and word.casefold() not in _AROUND]
        named = all(word.isalpha() and word.casefold() not in _NO_NAMES for word in words)
        if named and len(words) in _WORDS_OF_NAME:
            return " ".join(word[:1].upper() + word[1:] for word in words)
    return ""


_BETWEEN = re.compile(r"[\s_.,()-]+")
_WORDS_OF_NAME = (2, 3)
# Words beside a name, and words of folders that are named after something else.
_AROUND = frozenset(
    (
        *("linkedin", "connections", "connection", "contacts", "network", "kontakte", "export"),
        *("exports", "csv", "from", "of", "by", "positions", "position", "jobs"),
        *("positionen", "postes", "puestos", "posizioni", "posities", "cargos"),
    )
)
_NO_NAMES = frozenset(
    (
        *("basic", "complete", "linkedindataexport", "dataexport", "data", "download", "downloads"),
        *(
            "new",
            "old",
            "latest",
            "copy",
            "final",
            "all",
            "my",
            "our",
            "team",
            "sales",
            "marketing",
        ),
        *("crm", "file", "files", "folder", "list", "lists", "import", "imports", "project"),
        *("documents", "desktop", "customers", "market", "events", "event", "test", "tmp", "temp"),
        *("archive", "backup", "profile", "members", "colleague", "colleagues", "the", "a", "and"),
        *("company", "gmbh", "inc", "ltd", "group", "office", "shared", "work", "for", "in", "to"),
    )
)


_respelled = partial(english, Path(__file__).with_name("linkedin.txt"))

LOADERS = (
    Loader(
        name="linkedin",
        title="LinkedIn connections of a colleague (say whose with --owner)",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name not in ("name", "person_id")),
                profile_url=("URL", "Profile URL"),
            ),
            Column("company", "where they work now"),
            Column("title", "what they are there", ("Position",)),
            Column("connected_on", "since when the colleague knows them"),
        ),
        needs=(("connected_on",), ("profile_url", "email"), ("first_name", "last_name")),
        replaces="its owners",
        respelled=_respelled,
        read=read,
        example={
            "First Name": "Mia",
            "Last Name": "Keller",
            "URL": "https://www.linkedin.com/in/mia-keller-example",
            "Email Address": "",
            "Company": "Acme GmbH",
            "Position": "Head of Logistics",
            "Connected On": "15 Jun 2026",
        },
        found=(
            "Connections.csv: LinkedIn > Settings & Privacy > Data privacy > Get a copy of your "
            "data > Connections"
        ),
    ),
    Loader(
        name="linkedin-positions",
        title="LinkedIn jobs of a colleague (say whose with --owner)",
        columns=(
            Column("company", "where the colleague worked", ("Company Name",)),
            Column("title", "what they were there", ("Title", "Position")),
            Column("started_on", "when the job began", ("Started On",)),
            Column(
                "finished_on", "when it ended; empty or Present for a present job", ("Finished On",)
            ),
        ),
        needs=(("company",), ("title",), ("started_on",), ("finished_on",)),
        marks=("Started On", "Finished On"),
        # Jobs of several people are a list of people.
        foreign=(*OF_PEOPLE, "Name", "Full Name", "Email", "E-Mail"),
        replaces="its owners",
        respelled=_respelled,
        read=read_positions,
        example={
            "Company Name": "Acme GmbH",
            "Title": "Head of Logistics",
            "Description": "",
            "Location": "Berlin",
            "Started On": "Mar 2014",
            "Finished On": "Nov 2016",
        },
        found=(
            "Positions.csv: LinkedIn > Settings & Privacy > Data privacy > Get a copy of your "
            "data > Positions"
        ),
        unused=("Description", "Location"),
    ),
)
