"""Files written whole or not at all, one or several together."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Add = Callable[[Path, Iterable[bytes]], None]

NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
# What a killed program leaves of a file, and after how many seconds nobody writes it any more.
_PART = re.compile(r"\.graph-icp-[0-9a-f]{16}\.part")
_ABANDONED = 3600


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
    with _in_words(path):
        if not _is_file_or_new(path):
            with path.open("wb") as stream:
                yield stream
            return
        target = os.path.realpath(path)
        with _part_beside(target) as part:
            with open(part, "xb") as stream:
                yield stream
                _complete(stream, target)
            os.replace(part, target)


@contextmanager
def written_together() -> Iterator[Add]:
    """Give a function that writes files; all appear under their names once all are complete.

    Where one cannot be written, none appears. At the end they are replaced one after the other, in
    the order in which they were written; a file may be written twice, to be replaced twice. Only a
    program that is killed between two of these steps leaves some of them old. Other kinds of file
    are written directly.

    Yields
    ------
    callable
        Takes the path and the content, in pieces; it and the end raise as `atomic_write` does.
    """
    ready: list[tuple[Path, str, str]] = []
    with ExitStack() as parts:

        def add(path: Path, content: Iterable[bytes]) -> None:
            with _in_words(path):
                if not _is_file_or_new(path):
                    with path.open("wb") as stream:
                        stream.writelines(content)
                    return
                target = os.path.realpath(path)
                part = parts.enter_context(_part_beside(target))
                with open(part, "xb") as stream:
                    stream.writelines(content)
                    _complete(stream, target)
                ready.append((path, part, target))

        yield add
        for path, part, target in ready:
            with _in_words(path):
                os.replace(part, target)


def write_text(path: Path, text: str) -> None:
    """Write a text as a file, whole or not at all; raises as `atomic_write` does."""
    with atomic_write(path) as stream:
        stream.write(text.encode("utf-8"))


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Tell in a sentence why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(_sentence(path, error)) from error


def _is_file_or_new(path: Path) -> bool:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if path.is_file() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return path.is_file() or not path.exists()


@contextmanager
def _part_beside(target: str) -> Iterator[str]:
    """Give a name for a file that is not complete, beside the one that it will be.

    A link keeps pointing where it did: `target` is the file at its end.
    """
    folder = os.path.dirname(target)
    _remove_abandoned(folder)
    part = os.path.join(folder, f".graph-icp-{secrets.token_hex(8)}.part")
    try:
        yield part
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def _remove_abandoned(folder: str) -> None:
    """Remove what killed programs left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _ABANDONED:
                        os.unlink(entry.path)


def _complete(stream: BinaryIO, target: str) -> None:
    """Bring all of a new file onto the disk, with the permissions of the one it replaces."""
    stream.flush()
    os.fsync(stream.fileno())
    if os.path.exists(target):
        shutil.copymode(target, stream.name)


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
