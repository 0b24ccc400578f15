"""Feedback in a file: what each row says of its company."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.errors import FileError
from graph_icp.graph.model import LATER
from graph_icp.ingest.records.loader import Column, places
from graph_icp.ingest.values.cells import SkipValue, day
from graph_icp.ingest.values.dates import order_told
from graph_icp.ingest.values.feedback_words import day_in, feedback_word, short_reason
from graph_icp.market.customers.named_rows import named_rows
from graph_icp.market.feedback.team_sheet import (
    file_of_left,
    has_table,
    is_left,
    is_sheet,
    named_in,
    said_in,
)

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
# The columns in which days may stand.
_DAYS = ("said_on", "until", "reason")
_OF_LEFT = " of those that left the list"


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
    """A row of a company.

    Attributes
    ----------
    row : int
        As a spreadsheet program counts.
    names : RowNames
    said : Said or None
        None where it says nothing.
    left : bool
        Whether it stands among those that left the sheet.
    """

    row: int
    names: RowNames
    said: Said | None
    left: bool = False

    @property
    def place(self) -> str:
        """Where it stands, in words: "row 7 of those that left (Acme)"."""
        return f"row {self.row}{_OF_LEFT if self.left else ''} ({self.names.text})"


@dataclass
class FeedbackFile:
    """What a file says.

    Attributes
    ----------
    columns : dict of str to str
        The headers of the columns that are read, by the names in COLUMNS.
    rows : list of SaidRow
        Those that say something.
    blank : list of SaidRow
        Those that say nothing.
    passed_over : list of str
        Rows that are not understood or name no company, with why.
    """

    columns: dict[str, str] = field(default_factory=dict)
    rows: list[SaidRow] = field(default_factory=list)
    blank: list[SaidRow] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def feedback_in(path: Path) -> FeedbackFile:
    """Return what a file says of companies.

    Of the sheet for a sales team only Status and Reason are read, also of the rows that left it;
    its other columns are the team's.

    Parameters
    ----------
    path : Path
        Any file that names companies, with a column Feedback or Status, and maybe those of COLUMNS.

    Raises
    ------
    FileError
        If it cannot be read, no column names a company, or none says what the team says.
    """
    found = FeedbackFile()
    if not has_table(path, is_sheet):
        _read(found, path, list(named_rows(path, partial(_asked, found, path))))
        return found
    for file, knows in ((path, is_sheet), (file_of_left(path), is_left)):
        if knows is is_sheet or (file.exists() and has_table(file, knows)):
            columns = partial(_asked_of_sheet, found)
            rows = list(named_rows(file, columns, knows, named_in))
            _read(found, path, rows, left=knows is is_left)
    return found


def _asked(found: FeedbackFile, path: Path, header: Sequence[str]) -> Mapping[str, str]:
    columns = places(COLUMNS, header)
    if "feedback" not in columns:
        raise _without_status(path, header)
    found.columns = {each.name: columns[each.name] for each in COLUMNS if each.name in columns}
    return found.columns


def _asked_of_sheet(found: FeedbackFile, header: Sequence[str]) -> Mapping[str, str]:
    columns = said_in(header)
    found.columns = found.columns or columns
    return columns


def _read(found: FeedbackFile, path: Path, rows: Sequence[NamedRow], *, left: bool = False) -> None:
    """Add what rows say, or why they are passed over."""
    if any(not each.row for each in rows):
        raise _without_status(path, ())
    days = (each.cells.get(name, "") for each in rows for name in _DAYS if each.names)
    order, _ = order_told(days)
    for row in rows:
        _add(found, row, left=left, day_first=order == "day")


def said(
    status: str,
    reason: str = "",
    said_on: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
    said_by: str = "",
    *,
    day_first: bool = False,
) -> Said | None:
    """Return what texts say, None where the status is blank; raises SkipValue where they do not.

    A day as the reason of "later" is that until which.
    """
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
    last = None
    if word.status == LATER:
        by_reason = day_in(reason, day_first=day_first)
        last = _day(until, day_first) or word.until or by_reason
        why = "" if by_reason else why
    who = short_reason(said_by)[:_LONGEST_NAME]
    return Said(
        *(word.status, why or word.reason, told_on or today, last, who), dated=told_on is not None
    )


def over(said: Said) -> str:
    """Return that a company was for later until a day that is over, "" where it is not."""
    if said.until is None or said.until > said.said_on:
        return ""
    return f"later, but until {said.until}, which is over"


def _without_status(path: Path, header: Sequence[str]) -> FileError:
    headers = f"its headers ({', '.join(header)}) have" if header else "it has"
    return FileError(
        f"{path}: {headers} no column Status or Feedback, which says taken, not a fit, won, lost "
        "or later; a column Reason may say why."
    )


def _add(found: FeedbackFile, row: NamedRow, *, left: bool, day_first: bool) -> None:
    """Add what a row says, or why it is passed over."""
    cells = row.cells
    if row.names is None:
        # A line of totals, or one with the team's notes alone.
        if not cells or any(cells.values()):
            found.passed_over.append(row.problem + (_OF_LEFT if left else ""))
        return
    place = SaidRow(row.row, row.names, None, left)
    try:
        told = said(
            *(cells["feedback"], cells.get("reason", ""), cells.get("said_on", "")),
            *(cells.get("until", ""), cells.get("said_by", "")),
            day_first=day_first,
        )
    except SkipValue as doubt:
        found.passed_over.append(f"{place.place}: {doubt}")
        return
    if told is None:
        found.blank.append(place)
    else:
        until = f" until {told.until}" if told.until else ""
        in_file = f"{told.status}: {told.reason}{until}"
        found.rows.append(place._replace(said=replace(told, in_file=in_file)))


def _day(told: str | datetime.date | None, day_first: bool) -> datetime.date | None:
    return day(told, day_first=day_first) if isinstance(told, str) else told
