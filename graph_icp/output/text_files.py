"""Listings as CSV for spreadsheets, and as JSON and JSON lines for programs."""

from __future__ import annotations

import codecs
import math
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd

from graph_icp.output.cells import kept_columns, kept_rows
from graph_icp.output.csv_columns import csv_lines
from graph_icp.output.inert import inert_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.output.cells import Cell

# The rows of which the lines of a CSV file are held at a time.
_TOGETHER = 50_000


def write_csv(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """Write a listing as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet.

    Headers are the column names unchanged, so the file reads back as the same table.
    Lists are joined with "; " (with " | " where an entry has a semicolon), numbers have the
    decimals that `cells` keeps, a missing value is empty.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        Where to write.
    """
    stream.write(csv_lines([pd.Series([str(name)], dtype=object) for name in frame.columns]))
    columns = kept_columns(frame)
    for start in range(0, len(frame), _TOGETHER):
        stream.write(csv_lines([each.iloc[start : start + _TOGETHER] for each in columns]))


def write_json(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """Write a listing as one JSON array of objects, one object per line.

    Booleans, lists and numbers (with the decimals that `cells` keeps) keep their types; a missing
    value, and a number that JSON does not have (infinity), is null; dates are ISO 8601 text.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        Where to write.
    """
    text = _text_into(stream)
    before = "[\n"
    for line in _json_objects(frame):
        text.write(before + line)
        before = ",\n"
    text.write("[]\n" if before == "[\n" else "\n]\n")


def write_json_lines(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """Write a listing as JSON lines: one object per line, types as in `write_json`.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        Where to write.
    """
    text = _text_into(stream)
    for line in _json_objects(frame):
        text.write(f"{line}\n")


def _text_into(stream: BinaryIO) -> codecs.StreamWriter:
    """Wrap a stream; it stays open without the wrapper, and takes every text.

    Half a surrogate pair has no UTF-8; as a backslash escape it is still what JSON reads.
    """
    return codecs.getwriter("utf-8")(stream, "backslashreplace")


def _json_objects(frame: pd.DataFrame) -> Iterator[str]:
    names = [str(name) for name in frame.columns]
    for row in kept_rows(frame):
        record = dict(zip(names, map(_json_value, row), strict=True))
        yield inert_json(record, allow_nan=False)


def _json_value(cell: Cell) -> Cell:
    if isinstance(cell, list):
        return [_json_value(item) for item in cell]
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    return cell.isoformat() if isinstance(cell, date) else cell
