"""The plain sheet recognised by its columns, in a file whose other columns are the team's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.ingest.files.open_table import open_table
from graph_icp.output.rewriting.old_file import ACCOUNT, DOMAIN, LEFT_ON, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_STATUS, _REASON = "status", "reason"
# Columns that other lists do not have; a team may have taken some of them out.
_MARKS = ("operating_model", "case_study", "case_study_link", "warm_path")
_FEWEST = 2


def is_sheet(header: Sequence[str]) -> bool:
    """Return whether a header is that of the sheet."""
    return _is_ours(header) and plain(LEFT_ON) not in map(plain, header)


def is_left(header: Sequence[str]) -> bool:
    """Return whether a header is that of the rows that left the sheet."""
    return _is_ours(header) and plain(LEFT_ON) in map(plain, header)


def has_table(path: Path, knows: Callable[[Sequence[str]], bool]) -> bool:
    """Return whether a file has a table with such a header; raises FileError."""
    with open_table(path, knows=knows) as table:
        return knows(table.header)


def said_in(header: Sequence[str]) -> dict[str, str]:
    """Return the headers of what a team says in the sheet, as `feedback_file.COLUMNS` names it."""
    found = _found(header, (_STATUS, _REASON))
    return {"feedback": found[_STATUS]} | {each: found[each] for each in found if each == _REASON}


def named_in(header: Sequence[str]) -> list[str]:
    """Return the headers of the columns that name the account of a row of the sheet."""
    return [*_found(header, (ACCOUNT, DOMAIN, "country")).values()]


def file_of_left(path: Path) -> Path:
    """Return the file with the rows that left the sheet: a CSV file has one of its own."""
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.stem}-left.csv")


def _is_ours(header: Sequence[str]) -> bool:
    there = {plain(each) for each in header}
    marks = sum(plain(each) in there for each in _MARKS)
    return marks >= _FEWEST and plain(_STATUS) in there and bool(named_in(header))


def _found(header: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    places = {plain(each): each for each in reversed(header)}
    return {each: places[each] for each in names if each in places}
