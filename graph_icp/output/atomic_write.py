"""A file written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears under its name only when it is complete.

    An existing file keeps its content until then, and its permissions. Other kinds of file
    (`/dev/stdout`, a named pipe) are written directly.

    Parameters
    ----------
    path : Path
        The file to write; its folder must exist.

    Yields
    ------
    BinaryIO
        The open file.

    Raises
    ------
    FileError
        The file cannot be written: no such folder, a folder itself, no permission, no room.
    BrokenPipeError
        `path` is a pipe whose reader has gone.
    """
    try:
        if _is_file_or_new(path):
            yield from _beside_then_replace(path)
        else:
            with path.open("wb") as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(_sentence(path, error)) from error


def write_text(path: Path, text: str) -> None:
    """Write a text as a file, whole or not at all; raises as `atomic_write` does."""
    with atomic_write(path) as stream:
        stream.write(text.encode("utf-8"))


def _is_file_or_new(path: Path) -> bool:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if path.is_file() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return path.is_file() or not path.exists()


def _beside_then_replace(path: Path) -> Iterator[BinaryIO]:
    # A link keeps pointing where it did: the file at its end is replaced.
    target = os.path.realpath(path)
    part = os.path.join(os.path.dirname(target), f".graph-icp-{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if os.path.exists(target):
            shutil.copymode(target, part)
        os.replace(part, target)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _sentence(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; give the name of a file in it."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{path} cannot be written: there is no folder {path.parent}; make it first."
    if isinstance(error, PermissionError):
        return (
            f"{path} cannot be written: permission denied; close it in other programs, "
            "or give another file."
        )
    if error.errno in NO_ROOM:
        return f"{path} cannot be written: there is no room left; free some space and try again."
    return f"{path} cannot be written: {error.strerror or error}."
