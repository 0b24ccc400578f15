"""The rows of a CSV file as a spreadsheet program counts them: a cell with line breaks is one."""

from __future__ import annotations

import csv
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from graph_icp.ingest.files.batch import CELL_LIMIT
from graph_icp.ingest.files.text_file import TextFile

if TYPE_CHECKING:
    from pathlib import Path


def first_lines(path: Path, name: str, delimiter: str) -> list[int]:
    """Return the line at which each row begins, blank ones too.

    Parameters
    ----------
    path : Path
    name : str
        Its name for people.
    delimiter : str

    Raises
    ------
    FileError
        It cannot be read.
    """
    lines = [1]
    with closing(TextFile(path, name)) as file:
        records = csv.reader(iter(lambda: file.line(CELL_LIMIT), ""), delimiter=delimiter)
        # Behind a cell without an end there are no rows to count.
        with suppress(csv.Error):
            lines.extend(records.line_num + 1 for _ in records)
    return lines[:-1]
