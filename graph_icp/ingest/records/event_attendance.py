"""Attendance of events: the event of a file, the people who came, and their companies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import FileError
from graph_icp.graph.model import ATTENDED, EVENT, JOINED, WORKS_AT
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.people import person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

# The event of a file in which no column need name it; see `event_of`.
EVENT_COLUMN = Column(
    "event", "the event; the file's name where there is no such column", ("event name",)
)

ATTENDEE, GUEST = "attended", "registered"


def attendance(
    rows: Rows,
    guests: Nodes,
    employers: Nodes,
    event: Nodes,
    *,
    on: Array | None = None,
    part: Array | None = None,
    title: Array | None = None,
) -> None:
    """Say of each row's person that they took part in an event, and their company with them.

    Parameters
    ----------
    rows : Rows
    guests, employers, event : Nodes
        One a row; null where there is none.
    on : array of date, optional
        The day.
    part : array of str, optional
        The part taken: "registered", "attended", "speaker".
    title : array of str, optional
        What the person is in the company.
    """
    rows.statements.fact(JOINED, guests, event, since=on, role=part)
    rows.statements.fact(ATTENDED, employers, event, since=on, role=part)
    rows.statements.fact(WORKS_AT, guests, employers, role=title)


def registrations(rows: Rows, part: Array, *, day: str) -> None:
    """Say of each row that somebody took part in the event that its file is of.

    Parameters
    ----------
    rows : Rows
        With columns of NAMED_PERSON, the company that employs them, EVENT_COLUMN and `title`.
    part : array of str
        The part taken, one a row.
    day : str
        The column of the day.
    """
    employer = company(rows, email="email")
    guest = person(rows, employer)
    event = event_of(rows)
    title = rows.text("title")
    attendance(rows, guest, employer, event, on=rows.day(day), part=part, title=title)


def parts_taken(rows: Rows, column: str, parts: Mapping[str, str]) -> Array:
    """Return the part that each row's status means, and pass over rows with any other.

    Parameters
    ----------
    rows : Rows
    column : str
        The column of the status. A row without one counts, as nothing speaks against it.
    parts : mapping of str to str
        The part, by the status in small letters.
    """
    statuses = rows.text(column)
    part = rows.parse_distinct(statuses, lambda text: parts.get(text.strip().casefold()))
    others = pc.if_else(part.is_null(), statuses, pa.scalar(None, pa.string()))
    for status in pc.unique(others).drop_null().to_pylist():
        rows.skip(pc.equal(others, status), f"people with the status '{status}'")
    return part


def skip_absent(rows: Rows, part: Array) -> None:
    """Pass over the rows in which somebody did not come."""
    rows.skip(pc.match_substring_regex(part, _ABSENT), "people who did not come")


_ABSENT = (
    r"(?i)^\s*(no[ _-]?shows?|absent|(not|did ?n.?t)[ _-]attend\w*|cancel\w*|declin\w*|refund\w*"
    r"|reject\w*|wait[ _-]?list\w*|deleted)\b"
)


def event_of(rows: Rows) -> Nodes:
    """Return each row's event, by the column EVENT_COLUMN or else by the file's name.

    Raises
    ------
    FileError
        If neither says which event it is.
    """
    if rows.has("event"):
        return rows.trait(EVENT, "event")
    name = named_after(rows.file)
    if not name:
        raise FileError(
            f"{rows.file} does not say which event it is of; name the file after the event, such "
            "as railsconf-2026.csv, or add a column 'Event name'."
        )
    return rows.statements.traits(EVENT, pa.array([name] * len(rows), pa.string()), rows.every)


def named_after(file: str) -> str:
    """Return the event that a file is named after, "" where the name says none.

    Parameters
    ----------
    file : str
        Such as "exports/eventbrite-railsconf-2026.csv" (railsconf-2026) or
        "Cloud City - Guests - 2026-10-03-18-40-11.csv" (cloud-city).
    """
    stem = _ENDING.sub("", re.split(r"[/\\]", file)[-1])
    words = [each for each in re.split(r"[\s_\-\N{EN DASH}]+", stem.casefold()) if each]
    told = np.array([each in _SAY_NOTHING for each in words], dtype=bool)
    number = np.array([bool(_NUMBER.fullmatch(each)) for each in words], dtype=bool)
    # A number at the end may be the event's year, but not behind "guests".
    tail = len(words)
    while tail and (told | number)[tail - 1]:
        tail -= 1
    ends = np.flatnonzero(told[tail:])
    kept = words[: tail + int(ends[0])] if len(ends) else words
    while kept and kept[0] in _SAY_NOTHING:
        kept = kept[1:]
    return "-".join(kept)


_ENDING = re.compile(r"(\s*\(\d+\))?\.(csv|tsv|txt|jsonl?|ndjson|xlsx)(\.gz)?$", re.I)
_NUMBER = re.compile(r"[\d.:t]+z?")
_SAY_NOTHING = frozenset(
    (
        *("eventbrite", "luma", "cvent", "lu.ma", "export", "exports", "report", "list", "summary"),
        *("attendee", "attendees", "guest", "guests", "registrants", "registrations", "invitees"),
    )
)
