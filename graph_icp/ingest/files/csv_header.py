"""The header of a CSV file among the first records of its text."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph_icp.ingest.files.header import LOOKED_AT, Candidate, header_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.ingest.files.header import Knows

BLANK_LINES = re.compile(rb"(?:[ \t,;|]*+\n)*+")
_DELIMITERS = ",;\t|"
_RECORD = re.compile(rb'(?:[^"\n]++|"[^"]*+")*+\n')
_LINE = re.compile(rb"[^\n]*+\n")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Record(Candidate):
    """A record near the file's start: its delimiter, position and fault."""

    delimiter: str
    start: int
    end: int
    fault: csv.Error | None


def header_record(window: bytes, knows: Knows | None) -> tuple[Record | None, int]:
    """Find the header; the delimiter of each record is the most frequent one in it.

    Parameters
    ----------
    window : bytes
        UTF-8 text from the start of a file.
    knows : callable, optional
        A test of headers; without it, the first record is the header.

    Returns
    -------
    tuple of Record and int
        The header, None where no record ends in the text; and the number of filled records
        above it.
    """
    number = LOOKED_AT if knows else 1
    records = list(islice(_records(window, _RECORD), number))
    if not records:
        return None, 0
    place = header_place(records, knows)
    if place is None:  # a lone quote above the header may have swallowed it
        lines = list(islice(_records(window, _LINE), number))
        place = header_place(lines, knows)
        records = records if place is None else lines
    return records[place or 0], place or 0


def _records(window: bytes, pattern: re.Pattern[bytes]) -> Iterator[Record]:
    end = 0
    while True:
        blank = BLANK_LINES.match(window, end)
        start = blank.end() if blank else end
        match = pattern.match(window, start) or _LINE.match(window, start)
        if match is None:
            return
        yield _record(match, apart=start > end)
        end = match.end()


def _record(match: re.Match[bytes], *, apart: bool) -> Record:
    text = match[0].decode()
    unquoted = _QUOTED.sub("", text)
    delimiter = max(_DELIMITERS, key=unquoted.count)
    fault = None
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        cells, fault = [text], error
    return Record(tuple(cells), apart, delimiter, match.start(), match.end(), fault)
