"""A text file of any usual encoding, plain or gzipped, as UTF-8 with `\\n` at its line ends."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import stat
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20

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

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TextFile:
    """Read a text file as UTF-8, whatever its encoding, line ends and compression.

    A file without a byte order mark is UTF-8 if all of it is valid UTF-8, else Windows-1252; so a
    plain file is read twice, once to check.

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
            encoding = _encoding(path, name)
            self._disk = path.open("rb")
            self._text = io.TextIOWrapper(
                _unpacked(path, self._disk), encoding=encoding, errors="replace", newline=None
            )

    def read(self, characters: int) -> bytes:
        """Give the next characters as UTF-8 with `\\n` line ends; nothing at the file's end."""
        with said_plainly(self._name):
            return self._text.read(characters).encode()

    def line(self, characters: int) -> str:
        """Give the next line, or as many of its characters; nothing at the file's end."""
        with said_plainly(self._name):
            return self._text.readline(characters)

    def position(self) -> int:
        """Return the number of bytes of the file on disk read so far."""
        return self.size if self._disk.closed else self._disk.tell()

    def close(self) -> None:
        """Close the file."""
        self._text.close()
        self._disk.close()


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


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as disk, _unpacked(path, disk) as stream:
        chunk = stream.read(_CHUNK)
        if not chunk:
            raise FileError(f"'{name}' is empty; export it again.")
        if chunk.startswith(_OTHER_KINDS):
            raise not_text(name)
        for mark, encoding in _BYTE_ORDER_MARKS:
            if chunk.startswith(mark):
                return encoding
        return "utf-8" if _is_utf8(chunk, stream) else "cp1252"


def not_text(name: str) -> FileError:
    """Return the error for a file that is named like text but is not text."""
    return FileError(f"'{name}' does not hold text; export it again as CSV or as .xlsx.")


def _is_utf8(chunk: bytes, stream: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _unpacked(path: Path, disk: IO[bytes]) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=disk, mode="rb"))
    return disk
