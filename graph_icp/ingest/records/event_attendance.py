"""Attendance of events: the event of a file, the people who came, and their companies."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import UnsaidError
from graph_icp.graph.model import ATTENDED, EVENT, JOINED, WORKS_AT
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.people import person, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

# The column of the event, which a file may do without; see `event_of`.
EVENT_COLUMN = Column(
    "event", "the event; else --event or the file's name says it", ("event name",)
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
    """State that each row's person took part in an event, and their company through them.

    Parameters
    ----------
    rows : Rows
    guests, employers, event : Nodes
        One per row; null where there is none.
    on : array of date, optional
        The day.
    part : array of str, optional
        The part taken: "registered", "attended", "speaker".
    title : array of str, optional
        The person's job title.
    """
    rows.statements.fact(JOINED, guests, event, since=on, role=part)
    rows.statements.fact(ATTENDED, employers, event, since=on, role=part)
    rows.statements.fact(WORKS_AT, guests, employers, role=title)


def registrations(rows: Rows, part: Array, *, day: str) -> None:
    """State that each row's person took part in the event of its file.

    Parameters
    ----------
    rows : Rows
        With columns of NAMED_PERSON, the company that employs them, EVENT_COLUMN and `title`.
    part : array of str
        The part taken, one per row.
    day : str
        The column of the day.
    """
    employer = company(rows, email="email")
    guest = person(rows, employer)
    event = event_of(rows)
    title = title_of(rows)
    attendance(rows, guest, employer, event, on=day_of(rows, day), part=part, title=title)


def parts_taken(rows: Rows, column: str, parts: Mapping[str, str]) -> Array:
    """Return the part that each row's status means, passing over rows with any other status.

    Parameters
    ----------
    rows : Rows
    column : str
        The column of the status. A row without a status counts.
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
    """Pass over the rows of people who did not come."""
    rows.skip(pc.match_substring_regex(part, _ABSENT), "people who did not come")


_ABSENT = (
    r"(?i)^\s*(no[ _-]?shows?|absent|(not|did ?n.?t)[ _-]attend\w*|cancel\w*|declin\w*|refund\w*"
    r"|reject\w*|wait[ _-]?list\w*|deleted|abgesagt|abwesend|storniert"
    r"|nicht (erschienen|teilgenommen)"
    r"|ausente|cancelad[oa]|assente|afwezig|geannuleerd|afgemeld)\b"
    r"|^\s*(annul|d[ée]sist|欠席|キャンセル|不参加|取消)"
)


def event_of(rows: Rows) -> Nodes:
    """Return each row's event: by the column EVENT_COLUMN, the user's word or the file's name.

    Raises
    ------
    UnsaidError
        If neither names the event.
    """
    told = rows.audit.options.event
    name = told or named_after(rows.file)
    if rows.has("event"):
        said = pc.coalesce(rows.text("event"), pa.scalar(told, pa.string()))
        names = rows.needed("event", said)
    elif name:
        names = pa.array([name] * len(rows), pa.string())
    else:
        raise UnsaidError(
            f"{rows.file} does not say which event it is of; say it with --event "
            '"Retail Ops Forum 2026" --date 2026-03-12, or name the file after the event, such as '
            "retail-ops-forum-2026-03-12.csv."
        )
    return rows.statements.traits(EVENT, names, rows.every)


def day_of(rows: Rows, column: str) -> Array:
    """Return each row's day of the event: by its column, the user's word or the file's name.

    Parameters
    ----------
    rows : Rows
    column : str
        The column of the day.
    """
    told = rows.audit.options.event_day
    if told is None and not rows.audit.options.event:
        told = _event_in(rows.file)[1]
    return pc.coalesce(rows.day(column), pa.scalar(told, pa.date32()))


def named_after(file: str) -> str:
    """Return the event that a file is named after, "" where there is none.

    Parameters
    ----------
    file : str
        Such as "exports/eventbrite-railsconf-2026.csv" (railsconf-2026), "Retail Ops Forum
        2026-03-12.csv" (retail-ops-forum-2026) or "Cloud City - Guests - 2026-10-03-18-40-11.csv"
        (cloud-city).
    """
    return _event_in(file)[0]


def _event_in(file: str) -> tuple[str, datetime.date | None]:
    """Return the event after which a file is named, and its day where the name ends with it."""
    stem = _ENDING.sub("", re.split(r"[/\\]", file)[-1])
    words = [each for each in re.split(r"[\s_\-\N{EN DASH}]+", stem.casefold()) if each]
    told = np.array([each in _SAY_NOTHING for each in words], dtype=bool)
    number = np.array([bool(_NUMBER.fullmatch(each)) for each in words], dtype=bool)
    # A number at the end may be the event's year or day, but not after "guests".
    tail = len(words)
    while tail and (told | number)[tail - 1]:
        tail -= 1
    ends = np.flatnonzero(told[tail:])
    kept = words[: tail + int(ends[0])] if len(ends) else words
    while kept and kept[0] in _SAY_NOTHING:
        kept = kept[1:]
    name = "-".join(kept)
    match = _DAY_BEHIND.fullmatch(name)
    with suppress(ValueError):
        if match:
            on = datetime.date(*(int(match[each]) for each in ("year", "month", "day")))
            event = match["event"]
            named = event if event.endswith(match["year"]) else f"{event}-{match['year']}"
            return named, on
    return name, None


_ENDING = re.compile(r"(\s*\(\d+\))?\.(csv|tsv|txt|jsonl?|ndjson|xlsx|parquet)(\.gz)?$", re.I)
_DAY_BEHIND = re.compile(
    r"(?P<event>.*[^\d-].*)-(?P<year>20\d\d)[-.]?(?P<month>[01]\d)[-.]?(?P<day>[0-3]\d)"
)
_NUMBER = re.compile(r"[\d.:t]+z?")
_SAY_NOTHING = frozenset(
    (
        *("eventbrite", "luma", "cvent", "lu.ma", "zoom", "tito", "ti.to"),
        *("export", "exports", "report", "list", "summary", "attendee", "attendees", "guest"),
        *("guests", "registrant", "registrants", "registration", "registrations", "invitees"),
        *("participant", "participants"),
    )
)
