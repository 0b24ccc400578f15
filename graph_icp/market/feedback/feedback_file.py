"""Feedback in a file: what each row says of its company."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.errors import FileError
from graph_icp.graph.model import LATER
from graph_icp.ingest.records.loader import Column, places
from graph_icp.ingest.values.cells import SkipValue, day
from graph_icp.ingest.values.dates import order_told
from graph_icp.ingest.values.feedback_words import feedback_word, short_reason
from graph_icp.market.customers.named_rows import named_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graph_icp.market.customers.named_rows import NamedRow
    from graph_icp.market.lookup import RowNames

COLUMNS = (
    Column(
        "feedback",
        "taken, not a fit, won, lost, later; maybe with its reason: 'lost because too dear'",
        (
            *("team status", "team's status", "verdict", "outcome", "rückmeldung", "retour"),
            *("terugkoppeling", "status", "statut", "estado", "stato", "resultado", "esito"),
        ),
    ),
    Column(
        "reason",
        "why not",
        (
            *("because", "why not", "reason why", "lost reason", "grund", "begründung", "raison"),
            *("motif", "motivo", "razón", "razon", "reden"),
        ),
    ),
    Column(
        "said_on",
        "the day",
        ("date", "said on", "on", "day", "datum", "fecha", "data", "feedback date"),
    ),
    Column(
        "until",
        "until when it is left alone, of 'later'",
        ("later until", "follow up", "follow up on", "wiedervorlage", "bis", "hasta", "fino a"),
    ),
    Column("said_by", "who says so", ("who", "by", "said by", "von", "par", "por", "da", "door")),
)
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Said:
    """What somebody says of a company.

    Attributes
    ----------
    status : str
        One of `model.FEEDBACK`.
    reason : str
        "" for none.
    said_on : date
    until : date or None
        Of "later"; None where it was not told.
    said_by : str
        "" where it is unknown.
    dated : bool
        Whether the day was told; else it is that of today.
    in_file : str
        The same as a file has it, "" where no file does.
    """

    status: str
    reason: str
    said_on: datetime.date
    until: datetime.date | None = None
    said_by: str = ""
    dated: bool = True
    in_file: str = ""


class SaidRow(NamedTuple):
    """A row that says something: its number in the file, the names of its company, and what."""

    row: int
    names: RowNames
    said: Said


@dataclass
class FeedbackFile:
    """What a file says.

    Attributes
    ----------
    rows : list of SaidRow
    passed_over : list of str
        Rows that are not understood or name no company, with why.
    blank : int
        How many rows say nothing.
    """

    rows: list[SaidRow] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    blank: int = 0


def feedback_in(path: Path) -> FeedbackFile:
    """Return what a file says of companies.

    Parameters
    ----------
    path : Path
        Any file that names companies, with a column Feedback or Status, and maybe those of COLUMNS.

    Raises
    ------
    FileError
        If it cannot be read, no column names a company, or none says what the team says.
    """

    def asked(header: Sequence[str]) -> Mapping[str, str]:
        found = places(COLUMNS, header)
        if "feedback" not in found:
            raise _without_status(path, header)
        return found

    rows = list(named_rows(path, asked))
    if any(not each.row for each in rows):
        raise _without_status(path, ())
    order, _ = order_told(row.cells.get("said_on", "") for row in rows if row.names)
    found = FeedbackFile()
    for row in rows:
        _add(found, row, day_first=order == "day")
    return found


def said(
    status: str,
    reason: str = "",
    said_on: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
    said_by: str = "",
    *,
    day_first: bool = False,
) -> Said | None:
    """Return what texts say, None where the status is blank; raises SkipValue where they do not."""
    today = datetime.datetime.now().astimezone().date()
    word = feedback_word(status)
    why = short_reason(reason)
    if word is None:
        if why:
            raise SkipValue("has a reason but no status")
        return None
    told_on = _day(said_on, day_first)
    if told_on and told_on > today:
        raise SkipValue(f"is dated {told_on}, which is still to come")
    last = (_day(until, day_first) or word.until) if word.status == LATER else None
    if last and last <= (told_on or today):
        raise SkipValue(f"says later, but until {last}, which is over")
    who = short_reason(said_by)[:_LONGEST_NAME]
    return Said(
        *(word.status, why or word.reason, told_on or today, last, who), dated=told_on is not None
    )


def _without_status(path: Path, header: Sequence[str]) -> FileError:
    headers = f"its headers ({', '.join(header)}) have" if header else "it has"
    return FileError(
        f"{path}: {headers} no column Status or Feedback, which says taken, not a fit, won, lost "
        "or later; a column Reason may say why."
    )


def _add(found: FeedbackFile, row: NamedRow, *, day_first: bool) -> None:
    """Add what a row says, or why it is passed over."""
    cells = row.cells
    if row.names is None:
        found.passed_over.append(row.problem)
        return
    try:
        told = said(
            *(cells["feedback"], cells.get("reason", ""), cells.get("said_on", "")),
            *(cells.get("until", ""), cells.get("said_by", "")),
            day_first=day_first,
        )
    except SkipValue as doubt:
        found.passed_over.append(f"row {row.row} ({row.names.text}): {doubt}")
        return
    if told is None:
        found.blank += 1
    else:
        in_file = f"{told.status}: {told.reason}"
        found.rows.append(SaidRow(row.row, row.names, replace(told, in_file=in_file)))


def _day(told: str | datetime.date | None, day_first: bool) -> datetime.date | None:
    return day(told, day_first=day_first) if isinstance(told, str) else told
