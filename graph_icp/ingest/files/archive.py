"""A .zip archive of files: its readable members, each as a table."""

from __future__ import annotations

import lzma
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.ingest.files.limits import check_growth
from graph_icp.ingest.files.open_table import ARCHIVE, ending, is_lock, open_table
from graph_icp.ingest.files.text_file import said_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_icp.ingest.files.header import Knows
    from graph_icp.ingest.files.open_table import Table

_MOST = 20 * 10**9
"""Bytes that an archive may unpack to."""

_ENCRYPTED = 0x1
_SEPARATORS = re.compile(r"[/\\]")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
)
"""Errors of zipfile for a file that is cut, altered or not an archive."""


def members(path: Path) -> list[zipfile.ZipInfo]:
    """Find the files in an archive that can be read, at any depth.

    Parameters
    ----------
    path : Path
        The archive.

    Returns
    -------
    list of zipfile.ZipInfo
        In the order of their names; hidden files and those that macOS adds are left out.

    Raises
    ------
    FileError
        The archive is damaged, protected by a password, holds another archive or a name outside
        of itself, or unpacks to too much.
    """
    with _opened(path) as archive:
        held = [each for each in archive.infolist() if not each.is_dir()]
    for each in held:
        _check_name(path, each.filename)
    shown = [each for each in held if not _is_hidden(each.filename)]
    found = [each for each in shown if ending(each.filename)]
    if found:
        _check_nested(path, shown)
        _check_open(path, found)
        _check_sizes(path, found)
    return sorted(found, key=lambda each: each.filename)


def nothing_in(path: Path) -> FileError:
    """Give the error for an archive that has no member to read."""
    return FileError(
        f"'{path}' holds no .csv, .tsv, .txt, .json, .jsonl, .xlsx or .parquet file; name another "
        "archive."
    )


@contextmanager
def open_member(path: Path, member: zipfile.ZipInfo, knows: Knows | None) -> Iterator[Table]:
    """Unpack a member into a temporary file and open it as a table.

    Parameters
    ----------
    path : Path
        The archive.
    member : zipfile.ZipInfo
        One of its `members`.
    knows : callable, optional
        A test of headers, see `open_table`.

    Yields
    ------
    Table
        The open member; it is closed and its file removed at the end of the block.

    Raises
    ------
    FileError
        The member cannot be unpacked or read.
    """
    name = member_name(path, member)
    with tempfile.TemporaryDirectory(prefix="graph-icp-") as folder:
        file = Path(folder, f"member{ending(member.filename)}")
        _unpack(path, member, file)
        with open_table(file, knows=knows, name=name) as table:
            yield table


def member_name(path: Path, member: zipfile.ZipInfo) -> str:
    """Return a member's name for people: "exports.zip/companies.csv"."""
    return f"{path}/{member.filename}"


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with said_plainly(path):
        try:
            with zipfile.ZipFile(path) as archive:
                yield archive
        except _BROKEN as error:
            raise FileError(
                f"'{path}' is not a whole .zip archive; download or compress it again."
            ) from error
        except NotImplementedError as error:
            raise FileError(
                f"'{path}' is compressed in an unusual way; unpack it and load its files."
            ) from error


def _unpack(path: Path, member: zipfile.ZipInfo, file: Path) -> None:
    """Write a member to a file; zipfile never gives more bytes than the member declares."""
    with _opened(path) as archive, archive.open(member) as packed, file.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, 1 << 20)


def _check_name(path: Path, name: str) -> None:
    parts = _SEPARATORS.split(name)
    if ".." in parts or not parts[0] or re.match(r"[A-Za-z]:", name):
        raise FileError(
            f"'{path}' holds {name!r}, a place outside of the archive; "
            "do not trust it, or compress its files again without that one."
        )


def _is_hidden(name: str) -> bool:
    return any(is_lock(part) or part == "__MACOSX" for part in _SEPARATORS.split(name))


def _check_nested(path: Path, held: Sequence[zipfile.ZipInfo]) -> None:
    for each in held:
        if each.filename.lower().endswith(ARCHIVE):
            raise FileError(
                f"'{path}' holds another archive, {each.filename!r}; unpack it and load that one "
                "beside it."
            )


def _check_open(path: Path, found: Sequence[zipfile.ZipInfo]) -> None:
    for each in found:
        if each.flag_bits & _ENCRYPTED:
            raise FileError(
                f"'{member_name(path, each)}' is protected by a password; "
                "unpack the archive and load its files."
            )


def _check_sizes(path: Path, found: Sequence[zipfile.ZipInfo]) -> None:
    for each in found:
        check_growth(member_name(path, each), each.file_size, each.compress_size)
    whole = sum(each.file_size for each in found)
    check_growth(str(path), whole, path.stat().st_size)  # members may share their bytes
    if whole > _MOST:
        raise FileError(
            f"'{path}' unpacks to more than {_MOST // 10**9} GB; unpack it and load its files "
            "one after the other."
        )
