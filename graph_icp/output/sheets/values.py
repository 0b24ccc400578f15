"""Cells of a listing as Excel can hold them: exact numbers, dates, and text that runs nowhere."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from graph_icp.output.cells import as_text
from graph_icp.output.inert import inert

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph_icp.output.cells import Cell

SheetValue: TypeAlias = "bool | int | float | str | date | datetime | None"

# Excel's own limits.
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
FIRST_YEAR = 1900
MOST_DIGITS = 10**15
LONGEST_DOMAIN = 253
# The characters of a name; a list with longer entries, such as sentences, has a line for each.
LONGEST_NAME = 30
LONGEST_LINK = 2_079

NOT_XML = re.compile("[\ufffe\uffff]")
# Excel reads _x0041_ in a file as the character of that number. XlsxWriter escapes these, but not
# the second of two that have an underscore in common.
CHAINED = re.compile("(?<=_x[0-9A-Fa-f]{4})_(?=x[0-9A-Fa-f]{4}_)")
PLAIN_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})",
    re.ASCII | re.IGNORECASE,
)
# Without quotes, blanks, and what Excel takes for the end of an address.
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}#]+(?:#[^\s\"'<>\\^`{|}#]*)?", re.IGNORECASE)


def sheet_value(cell: Cell) -> SheetValue:
    """Return a cell for Excel: values without an exact number or date in Excel become text.

    An empty text or list is no cell at all, which Excel counts and filters as blank.

    Parameters
    ----------
    cell : None, bool, int, float, str, date, datetime or list
        A value of `kept_rows`.

    Returns
    -------
    None, bool, int, float, str, date or datetime
    """
    if isinstance(cell, str | list):
        return sheet_text(cell_text(cell)) or None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int):
        exact = abs(cell) < MOST_DIGITS
    elif isinstance(cell, float):
        exact = math.isfinite(cell)
    elif isinstance(cell, date):
        exact = cell.year >= FIRST_YEAR and getattr(cell, "tzinfo", None) is None
    else:
        return None
    return cell if exact else as_text(cell)


def cell_text(cell: Cell) -> str:
    """Return a cell as text; entries of a list that are longer than names stand on own lines."""
    if isinstance(cell, list):
        entries = [as_text(entry) for entry in cell]
        if any(len(entry) > LONGEST_NAME for entry in entries):
            return "\n".join(entries)
    return as_text(cell, apart="\n")


def sheet_text(text: str) -> str:
    """Return a text that Excel takes and shows, cut where it is too long.

    It is written as text, with a look that keeps it text (see `Looks`).
    """
    if not text.isprintable():
        text = NOT_XML.sub("", inert(re.sub("\r\n?", "\n", text)))
    raw = CHAINED.sub("__", text) if "_x" in text else text
    if len(raw) * 2 <= LONGEST_TEXT:
        return raw
    # Excel counts in UTF-16, where an emoji is two.
    counted = raw.encode("utf-16-le")
    if len(counted) <= 2 * LONGEST_TEXT:
        return raw
    return counted[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def sheet_name(title: str) -> str:
    """Return the name of a sheet, as far as Excel allows it."""
    allowed = re.sub(r"[\[\]:*?/\\]", " ", NOT_XML.sub("", inert(title)))
    name = _up_to_a_word(" ".join(allowed.split())).strip("' ")
    # Excel keeps the name History for itself.
    return name if name and name.lower() != "history" else "List"


def _up_to_a_word(name: str) -> str:
    """Return a name as long as a sheet's may be, cut between words where it has some."""
    # Excel counts pairs of bytes: an emoji has two of them.
    units = name.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST_SHEET_NAME:
        return name
    fitting = units[: 2 * LONGEST_SHEET_NAME].decode("utf-16-le", "ignore")
    words = name[: len(fitting) + 1].rpartition(" ")[0]
    return words or fitting


def link_of(name: str, value: SheetValue, linked: Collection[str]) -> str | None:
    """Return what a cell opens when it is clicked, None for nothing.

    Parameters
    ----------
    name : str
        The column.
    value : as of `sheet_value`
    linked : collection of str
        The columns of addresses of the web.
    """
    if is_domain(name, value):
        return f"https://{value}"
    return str(value) if name in linked and is_web_address(value) else None


def is_web_address(value: SheetValue) -> bool:
    """Return whether a value is an address of http or https that Excel can open."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_LINK
        and WEB_ADDRESS.fullmatch(value) is not None
    )


def is_domain(name: str, value: SheetValue) -> bool:
    """Return whether a value is the plain domain name of a column of domains."""
    return (
        (name == "domain" or name.endswith("_domain"))
        and isinstance(value, str)
        and len(value) <= LONGEST_DOMAIN
        and PLAIN_DOMAIN.fullmatch(value) is not None
    )
