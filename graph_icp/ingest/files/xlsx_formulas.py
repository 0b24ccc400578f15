"""The formulas of a sheet that have no stored value, found in its XML.

A spreadsheet program stores the value of a formula; programs that only write workbooks do not, and
the cell would read as empty.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_SIGNS = (b"<f", b":f")
"""Without either there is no formula; elements may have a prefix."""

_NO_VALUE = re.compile(
    rb"""
    <(?:\w+:)?c\s([^>]*)>\s*
    <(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*
    (<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>)\s*)?
    </(?:\w+:)?c>
    """,
    re.VERBOSE,
)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_IS_TEXT = b't="str"'
"""The value of a formula is a text; an empty text is a value, too."""


def without_value(sheet: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Find the cells that hold a formula without its value.

    Parameters
    ----------
    sheet : binary file
        The sheet's XML.

    Yields
    ------
    tuple of int and str
        The cell's row and column letters, from the top of the sheet down.
    """
    rest = b""
    while chunk := sheet.read(_CHUNK):
        text = rest + chunk
        end = max(text.rfind(b"</row>"), text.rfind(b":row>"))
        rest = text[max(end, 0) :]
        if end > 0 and any(sign in text for sign in _SIGNS):
            yield from _in_rows(text[:end])


def _in_rows(text: bytes) -> Iterator[tuple[int, str]]:
    for cell in _NO_VALUE.finditer(text):
        attributes, empty_value = cell.groups()
        place = _PLACE.search(attributes)
        if place and not (empty_value and _IS_TEXT in attributes):
            yield int(place[2]), place[1].decode()
