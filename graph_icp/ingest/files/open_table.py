"""Finding the user's files, and reading any of them as batches of text."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Protocol

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import BadRow, Batch
from graph_icp.ingest.files.csv_file import CsvFile
from graph_icp.ingest.files.text_file import said_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from graph_icp.ingest.files.header import Knows
    from graph_icp.ingest.files.table_file import TableFile

__all__ = ["ARCHIVE", "BadRow", "Batch", "Table", "ending", "find_files", "is_lock", "open_table"]

ARCHIVE = ".zip"


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
        """Return the number of the file's bytes read so far."""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Find the files to read: those named, and those in the folders named and below them.

    Parameters
    ----------
    paths : iterable of Path
        Files and folders.

    Returns
    -------
    list of Path
        Files and archives in the order given, a folder's in the order of their names; each once.

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
def open_table(
    path: Path, batch_rows: int = 100_000, knows: Knows | None = None, name: str | None = None
) -> Iterator[TableFile]:
    """Open a file and read its header.

    Parameters
    ----------
    path : Path
        The file; its ending says what it is.
    batch_rows : int
        The most rows of one batch.
    knows : callable, optional
        A test whether column names are a known header. With it the header is looked for below
        the first lines too, and in each sheet of a workbook.
    name : str, optional
        The file's name for people; its path if it is not given.

    Yields
    ------
    TableFile
        The open file, closed at the end of the block.

    Raises
    ------
    FileError
        The file cannot be read, is not what its ending says, is empty, or has no header.
    """
    _check_ending(path)
    kind = ending(path.name)
    if kind is None:
        raise FileError(f"'{path}' is an archive of files; unpack it and name one of them.")
    with closing(_OPENERS[kind](path, name or str(path), batch_rows, knows)) as table:
        yield table


def ending(name: str) -> str | None:
    """Return the ending that gives the kind of a table's file; None for other files."""
    return next((each for each in _OPENERS if name.lower().endswith(each)), None)


def is_lock(name: str) -> bool:
    """Return whether a file is hidden or the lock of a spreadsheet program."""
    return name.startswith((".", "~$"))


def _workbook(path: Path, name: str, batch_rows: int, knows: Knows | None) -> TableFile:
    from graph_icp.ingest.files.xlsx_file import XlsxFile  # loading openpyxl takes a while

    return XlsxFile(path, name, batch_rows, knows)


def _json(path: Path, name: str, batch_rows: int, knows: Knows | None) -> TableFile:
    from graph_icp.ingest.files.json_file import JsonFile

    return JsonFile(path, name, batch_rows, knows)


def _parquet(path: Path, name: str, batch_rows: int, knows: Knows | None) -> TableFile:
    from graph_icp.ingest.files.parquet_file import ParquetFile

    return ParquetFile(path, name, batch_rows, knows)


_OPENERS: dict[str, Callable[[Path, str, int, Knows | None], TableFile]] = {
    ".csv": CsvFile,
    ".tsv": CsvFile,
    ".txt": CsvFile,
    ".csv.gz": CsvFile,
    ".tsv.gz": CsvFile,
    ".txt.gz": CsvFile,
    ".json": _json,
    ".jsonl": _json,
    ".ndjson": _json,
    ".json.gz": _json,
    ".jsonl.gz": _json,
    ".ndjson.gz": _json,
    ".xlsx": _workbook,
    ".parquet": _parquet,
}


def _files_in(folder: Path) -> list[Path]:
    files = [file for file in sorted(_held(folder), key=_place) if _is_readable(file)]
    if not files:
        raise FileError(
            f"The folder '{folder}' holds no .csv, .tsv, .txt, .json, .jsonl, .xlsx, .parquet or "
            ".zip file; name another one."
        )
    return files


def _held(folder: Path) -> Iterator[Path]:
    """Yield what a folder and the folders in it hold, without hidden ones and links to folders."""
    for each in folder.iterdir():
        if not each.is_dir():
            yield each
        elif not (is_lock(each.name) or each.is_symlink() or each.name == "__MACOSX"):
            yield from _held(each)


def _place(file: Path) -> tuple[Path, str]:
    """Return the order of a file: a folder's own files come together."""
    return file.parent, file.name


def _is_readable(file: Path) -> bool:
    return _is_known(file) and not is_lock(file.name) and file.is_file()


def _is_known(file: Path) -> bool:
    return file.name.lower().endswith(ARCHIVE) or ending(file.name) is not None


def _check_ending(file: Path) -> None:
    if file.name.lower().endswith(".xls"):
        raise FileError(
            f"'{file}' is an old .xls workbook; "
            "open it in a spreadsheet program and save it as .xlsx."
        )
    if not _is_known(file):
        raise FileError(
            f"'{file}' is not a .csv, .tsv, .txt, .json, .jsonl (each also .gz), .xlsx, "
            ".parquet or .zip file; export it as one of these."
        )
