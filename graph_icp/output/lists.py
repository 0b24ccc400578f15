"""A listing as a table on the terminal, or as a file for a spreadsheet or a program."""

from __future__ import annotations

import codecs
import sys
from typing import TYPE_CHECKING, BinaryIO

from graph_icp.errors import FileError, UnknownNameError
from graph_icp.output.atomic_write import atomic_write
from graph_icp.output.rewriting.recognised import refuse_team_sheet

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.output.sheets.layout import Layout

FORMATS = ("table", "csv", "json", "jsonl", "xlsx")
ENDINGS = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".xlsx": "xlsx"}


def format_for(path: Path | None, format: str | None) -> str:
    """Choose the format of a listing from the user's word or the ending of the file.

    Parameters
    ----------
    path : Path or None
        The file to write; None for the terminal.
    format : str or None
        One of `FORMATS` from the user; None follows the ending.

    Returns
    -------
    str
        One of `FORMATS`; "table" by default.

    Raises
    ------
    UnknownNameError
        `format` is none of `FORMATS`.
    FileError
        The ending is unknown, or differs from `format`.
    """
    if format is not None and format not in FORMATS:
        raise UnknownNameError("format", format, FORMATS)
    if path is None:
        return format or "table"
    by_ending = ENDINGS.get(path.suffix.lower())
    if format and by_ending and format != by_ending:
        raise FileError(
            f"{path} ends in {path.suffix} but the format asked for is {format}; "
            "change one of them or leave the format out."
        )
    if not format and not by_ending:
        raise FileError(
            f"{path} does not say which format to write; "
            f"end its name in {', '.join(ENDINGS)} or give --format."
        )
    return format or by_ending or "table"


def write_list(
    frame: pd.DataFrame,
    *,
    format: str,
    output: Path | None,
    title: str = "",
    layout: Layout | None = None,
) -> None:
    """Write a listing to a file, whole or not at all, or to standard output as UTF-8.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows to write, with snake_case column names; the index is left out.
        Cells are text, numbers, booleans, dates, lists of these, or missing.
    format : str
        One of `FORMATS`.
    output : Path or None
        The file to write, replaced if it exists; None is standard output.
    title : str
        The sheet's name, and the line above a table on a terminal.
    layout : Layout, optional
        What the listing wants of its sheet.

    Raises
    ------
    UnknownNameError
        `format` is none of `FORMATS`.
    FileError
        The file cannot be written or is the sheet in which a team works, or the listing does not
        fit the format.
    BrokenPipeError
        The reader of standard output has gone (`| head`); the caller ends quietly.
    """
    if format not in FORMATS:
        raise UnknownNameError("format", format, FORMATS)
    if output is None:
        _print_list(frame, format, title, layout)
        return
    refuse_team_sheet(output, frame.columns.astype(str))
    with atomic_write(output) as stream:
        if format == "csv":
            # Excel reads a CSV file without a byte order mark in the machine's old code page and
            # garbles names. A pipe does not go to Excel, and other tools would take the byte order
            # mark for a part of the first header.
            stream.write(codecs.BOM_UTF8)
        _write(frame, stream, format, title, layout)


def _print_list(frame: pd.DataFrame, format: str, title: str, layout: Layout | None) -> None:
    if format == "xlsx" and sys.stdout.isatty():
        raise FileError("A spreadsheet cannot be shown on a terminal; give -o FILE.")
    try:
        sys.stdout.flush()
        _write(frame, sys.stdout.buffer, format, title, layout)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(
            f"The list cannot be written to standard output: {error.strerror or error}."
        ) from error


def _write(
    frame: pd.DataFrame, stream: BinaryIO, format: str, title: str, layout: Layout | None
) -> None:
    """Import only what the format needs: XlsxWriter and rich each take a while."""
    match format:
        case "table" if layout and layout.accounts:
            from graph_icp.output.terminal.account_list import write_account_list

            write_account_list(frame, stream, title, numbered=layout.numbered)
        case "table":
            from graph_icp.output.terminal.table import write_table

            write_table(frame, stream, title)
        case "xlsx":
            from graph_icp.output.sheets.workbook import write_sheet

            write_sheet(frame, stream, title, layout)
        case _:
            from graph_icp.output import text_files

            by_format = {
                "csv": text_files.write_csv,
                "json": text_files.write_json,
                "jsonl": text_files.write_json_lines,
            }
            by_format[format](frame, stream)
