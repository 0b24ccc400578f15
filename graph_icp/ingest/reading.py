"""The door to the user's files: find them, and read any of them as batches of text."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Protocol

from graph_icp.errors import FileError
from graph_icp.ingest.batch import BadRow, Batch
from graph_icp.ingest.csv_file import CsvFile
from graph_icp.ingest.text_file import said_plainly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["BadRow", "Batch", "Table", "find_files", "open_table"]

_TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
_WORKBOOK_ENDING = ".xlsx"


class Table(Protocol):
    """A file that is open for reading.

    Attributes
    ----------
    header : tuple of str
        The columns' names.
    size : int
        Bytes on disk.
    """

    @property
    def header(self) -> tuple[str, ...]: ...

    @property
    def size(self) -> int: ...

    def batches(self) -> Iterator[Batch]:
        """Read the rows below the header, once."""

    def position(self) -> int:
        """Say how many of the file's bytes are read so far."""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Find the files to read: those named, and those that lie directly in the folders named.

    Parameters
    ----------
    paths : iterable of Path
        Files and folders.

    Returns
    -------
    list of Path
        Files in the order given, a folder's in the order of their names; each once.

    Raises
    ------
    FileError
        A path is missing, a file is of another kind, or a folder holds no file to read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        with said_plainly(path):
            path.stat()
            files = _files_in(path) if path.is_dir() else [path]
        for file in files:
            _check_ending(file)
        found.update(dict.fromkeys(files))
    return list(found)


@contextmanager
def open_table(path: Path, batch_rows: int = 100_000) -> Iterator[Table]:
    """Open a CSV or .xlsx file and read its header.

    Parameters
    ----------
    path : Path
        The file; its ending says what it is.
    batch_rows : int
        The most rows of one batch.

    Yields
    ------
    Table
        The open file, closed at the end of the block.

    Raises
    ------
    FileError
        The file cannot be read, is not what its ending says, is empty, or has no header.
    """
    _check_ending(path)
    if path.name.lower().endswith(_WORKBOOK_ENDING):
        from graph_icp.ingest.xlsx_file import XlsxFile  # loading openpyxl takes a while

        table: XlsxFile | CsvFile = XlsxFile(path, batch_rows)
    else:
        table = CsvFile(path, batch_rows)
    with closing(table):
        yield table


def _files_in(folder: Path) -> list[Path]:
    files = [file for file in sorted(folder.iterdir()) if _is_readable(file)]
    if not files:
        raise FileError(
            f"The folder '{folder}' holds no .csv, .tsv, .txt or .xlsx file; name another one."
        )
    return files


def _is_readable(file: Path) -> bool:
    hidden = file.name.startswith((".", "~$"))  # a spreadsheet program's lock is named ~$...
    known = file.name.lower().endswith((*_TEXT_ENDINGS, _WORKBOOK_ENDING))
    return known and not hidden and file.is_file()


def _check_ending(file: Path) -> None:
    name = file.name.lower()
    if name.endswith(".xls"):
        raise FileError(
            f"'{file}' is an old .xls workbook; "
            "open it in a spreadsheet program and save it as .xlsx."
        )
    if not name.endswith((*_TEXT_ENDINGS, _WORKBOOK_ENDING)):
        raise FileError(
            f"'{file}' is not a .csv, .tsv, .txt (each also .gz) or .xlsx file; "
            "export it as one of these."
        )
