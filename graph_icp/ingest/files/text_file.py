"""A text file of any usual encoding, plain or gzipped, as UTF-8 with `\\n` at its line ends."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from graph_icp.encodings.encoding import CHUNK, UNREADABLE, Encoding, encoding_of
from graph_icp.errors import FileError
from graph_icp.ingest.files.limits import check_growth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from typing_extensions import Buffer

_OTHER_KINDS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"PAR1",
    b"SQLite format 3",
)
"""The first bytes of pictures, archives, workbooks, documents and databases."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 100
"""Control characters in the first bytes beyond which a file is not text."""

_LINES_NAMED = 10


class TextFile:
    """Read a text file as UTF-8, whatever its encoding, line ends and compression.

    Its encoding is found by `encoding_of`, so a file is read twice, once to check. What is no
    letter in it is read as U+FFFD, and the lines are remembered.

    Parameters
    ----------
    path : Path
        The file; an ending `.gz` says that it is gzipped.
    name : str
        Its name for people.

    Raises
    ------
    FileError
        The file is missing, may not be read, is not whole or is not text.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        with said_plainly(name):
            self.size = _size(path, name)
            self._encoding = _encoding(path, name)
            self._disk = path.open("rb")
            self._text = io.TextIOWrapper(
                _unpacked(path, self._disk, name),
                encoding=self._encoding.codec,
                errors="replace",
                newline=None,
            )
        self._line = 1
        self._unreadable: list[int] = []
        self._more_unreadable = 0

    def read(self, characters: int) -> bytes:
        """Give the next characters as UTF-8 with `\\n` line ends; nothing at the file's end."""
        with said_plainly(self._name):
            text = self._text.read(characters)
        self._note(text)
        return text.encode()

    def line(self, characters: int) -> str:
        """Give the next line, or as many of its characters; nothing at the file's end."""
        with said_plainly(self._name):
            text = self._text.readline(characters)
        self._note(text)
        return text

    def remarks(self) -> tuple[str, ...]:
        """Return what to say of a guessed encoding, and of lines that it does not fit."""
        said = []
        if self._encoding.guessed:
            said.append(
                f"read as {self._encoding.title}, as it is not UTF-8; if names look wrong, save it "
                "as UTF-8 and load it again"
            )
        if self._unreadable:
            where = _lines(self._unreadable, self._more_unreadable)
            said.append(
                f"{where}: letters that are not {self._encoding.title} were read as {UNREADABLE}; "
                "correct them in the file"
            )
        return tuple(said)

    def position(self) -> int:
        """Return the number of bytes of the file on disk read so far."""
        return self.size if self._disk.closed else self._disk.tell()

    def close(self) -> None:
        """Close the file."""
        self._text.close()
        self._disk.close()

    def _note(self, text: str) -> None:
        """Remember the lines with letters that could not be read."""
        if UNREADABLE in text:
            for number, line in enumerate(text.split("\n"), start=self._line):
                if UNREADABLE in line and number not in self._unreadable[-1:]:
                    self._remember(number)
        self._line += text.count("\n")

    def _remember(self, line: int) -> None:
        if len(self._unreadable) < _LINES_NAMED:
            self._unreadable.append(line)
        else:
            self._more_unreadable += 1


@contextmanager
def said_plainly(path: Path | str) -> Iterator[None]:
    """Turn the system's errors about a file into one sentence that names it.

    Parameters
    ----------
    path : Path or str
        The file, as named by the user.

    Raises
    ------
    FileError
        In place of any OSError and of the gzip reader's errors.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise FileError(f"There is no file '{path}'; check its name and folder.") from error
    except PermissionError as error:
        raise FileError(
            f"'{path}' may not be read; ask for permission to read it or copy it elsewhere."
        ) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileError(
            f"'{path}' is not a whole gzip file; download or compress it again."
        ) from error
    except OSError as error:
        raise FileError(f"'{path}' cannot be read: {error.strerror or error}.") from error


def _size(path: Path, name: str) -> int:
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        raise FileError(f"'{name}' is a folder; name a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise FileError(f"'{name}' is not a file on disk; save it as a file first.")
    return status.st_size


def _encoding(path: Path, name: str) -> Encoding:
    with path.open("rb") as disk, _unpacked(path, disk, name) as stream:
        chunk = stream.read(CHUNK)
        if not chunk:
            raise FileError(f"'{name}' is empty; export it again.")
        if chunk.startswith(_OTHER_KINDS):
            raise not_text(name)
        found = encoding_of(chunk, stream)
    if isinstance(found, Encoding):
        return found
    if len(_CONTROL.findall(chunk, 0, 4_096)) > _MOST_CONTROL:
        raise not_text(name)
    from graph_icp.encodings.legacy_encoding import legacy_encoding

    legacy = legacy_encoding(found)
    if legacy is None:
        raise FileError(
            f"'{name}' is not UTF-8, and its letters do not say for certain which encoding it has; "
            "save it as UTF-8 (in a spreadsheet program: CSV UTF-8)."
        )
    return legacy


def not_text(name: str) -> FileError:
    """Return the error for a file that is named like text but is not text."""
    return FileError(f"'{name}' does not hold text; export it again as CSV or as .xlsx.")


def _lines(numbers: Sequence[int], more: int) -> str:
    """Name lines: "line 3", "lines 3, 7 and 12", "lines 3, 7 and 40 more"."""
    named = [f"{number:,}" for number in numbers]
    *before, last = named + ([f"{more:,} more"] if more else [])
    return f"lines {', '.join(before)} and {last}" if before else f"line {last}"


def _unpacked(path: Path, disk: IO[bytes], name: str) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(_Unpacking(disk, name), CHUNK)
    return disk


class _Unpacking(io.RawIOBase):
    """The bytes of a gzipped file, as long as they do not become far too many."""

    def __init__(self, disk: IO[bytes], name: str) -> None:
        self._disk = disk
        self._name = name
        self._gzip = gzip.GzipFile(fileobj=disk, mode="rb")
        self._given = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Unpack the next bytes."""
        read = self._gzip.readinto(buffer)
        self._given += read
        check_growth(self._name, self._given, self._disk.tell())
        return read
