"""The filled rows of a sheet, read from its XML without the empty cells between them.

openpyxl makes every cell and row up to the last one; a single cell in the far corner would take
billions of them. So its parser reads each row here, and only filled cells are kept.
"""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import iterparse

from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import cell_text
from graph_icp.ingest.files.limits import MOST_COLUMNS, MOST_ROWS, check_growth

if TYPE_CHECKING:
    from collections.abc import Iterator

    Cells = dict[int, str]

_BODIES = ("xl/worksheets/", "xl/sharedStrings")
_SMALL_BODY = 16 * 10**6
_SMALL_PART = 10**6
"""Bytes up to which a part of a workbook may unpack however small it is: one with cells or texts,
and another, of which openpyxl makes objects."""


def check_parts(file: IO[bytes], name: str) -> None:
    """Refuse a workbook whose parts unpack to far more than those of a table would.

    Parameters
    ----------
    file : binary file
        The workbook.
    name : str
        Its name for people.

    Raises
    ------
    FileError
        A part grows too much.
    """
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            small = _SMALL_BODY if part.filename.startswith(_BODIES) else _SMALL_PART
            check_growth(name, part.file_size, part.compress_size, small)
        whole = sum(part.file_size for part in archive.infolist())
    check_growth(name, whole, file.seek(0, 2))
    file.seek(0)


def filled_rows(sheet: Any, name: str) -> Iterator[tuple[int, Cells]]:
    """Read the rows of a sheet that hold something.

    Parameters
    ----------
    sheet : openpyxl.worksheet._read_only.ReadOnlyWorksheet
        The sheet.
    name : str
        The file's name for people.

    Yields
    ------
    tuple of int and dict of int to str
        The row's number, and the texts of its filled cells by their columns, from 1 up.

    Raises
    ------
    FileError
        A filled cell lies beyond the end of any sheet.
    """
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        below = False
        element: Any
        for _, element in iterparse(source):  # noqa: S314 - expat itself stops entities that grow
            below = below or element.tag == DATA_TAG
            if below:
                element.clear()
            elif element.tag == ROW_TAG:
                _check_place(name, "column", len(element), MOST_COLUMNS)
                number, cells = parser.parse_row(element)
                element.clear()
                parser.row_dimensions.clear()
                filled = _filled(cells)
                if filled:
                    _check_place(name, "row", number, MOST_ROWS)
                    _check_place(name, "column", max(filled), MOST_COLUMNS)
                    yield number, filled


def _filled(cells: list[dict[str, Any]]) -> Cells:
    texts = {cell["column"]: cell_text(cell["value"]) for cell in cells}
    return {column: text for column, text in sorted(texts.items()) if text.strip()}


def _check_place(name: str, what: str, place: int, most: int) -> None:
    if place > most:
        raise FileError(
            f"'{name}' has a cell in {what} {place:,}, and a sheet ends at {most:,}; copy the "
            "table into a new workbook, or save it as CSV."
        )
