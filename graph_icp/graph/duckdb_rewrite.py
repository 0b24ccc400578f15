"""Changes of an embedded store that leave nothing of what they delete in its file.

DuckDB keeps deleted texts in a file until it is copied table by table. So the file is copied, the
copy is changed, copied table by table into a new file, checked, written through to the disk, and
put in the place of the old file in one step. Until that step the old file stands as it was.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager, suppress
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graph_icp.errors import StoreError
from graph_icp.graph import tables
from graph_icp.graph.duckdb_store import (
    CHANGED,
    NEW,
    DuckDBStore,
    explained,
    remove_unfinished,
)
from graph_icp.graph.memory import memory_limit
from graph_icp.graph.queries import question

if TYPE_CHECKING:
    from collections.abc import Iterator

# The files of its own size that a rewriting may need at once.
_COPIES = 2
# What systems and DuckDB say where the disk is full, or a file may not grow any more.
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_NOT_WRITTEN = re.compile("No space left|File too large|quota exceeded|during DETACH failed", re.I)


@contextmanager
def rewriting(path: str | Path) -> Iterator[DuckDBStore]:
    """Open a copy of a store for a `with` block, and put it in the store's place afterwards.

    After an error the store is as it was. No other process can read or write it meanwhile.

    Parameters
    ----------
    path : str or Path
        The store's file, of the present version.

    Raises
    ------
    StoreError
        If the file is in use, or there is no room beside it; nothing has changed.
    """
    old = Path(os.path.realpath(path))
    changed, new = (old.with_name(old.name + each) for each in (CHANGED, NEW))
    with explained(str(path)), _room_explained(old), _holding(old) as holder:
        try:
            # What a process left that was killed: no other has the store now.
            shutil.rmtree(f"{old}.tmp", ignore_errors=True)
            remove_unfinished(old)
            _check_room(old)
            _copy_as_it_is(holder, old, changed)
            with _opened(changed) as store:
                yield store
            counts = _copied(changed, new)
            _check(new, counts, str(path))
            _write_through(new)
            _keep_owner(old, new)
            shutil.copymode(old, new)
            _tell(holder, "schema/detach", name="store")
            if Path(f"{old}.wal").exists():
                raise StoreError(f"{path} could not be closed; nothing was changed.")
            os.replace(new, old)
            _write_through(old.parent)
        finally:
            remove_unfinished(old)


@contextmanager
def _room_explained(old: Path) -> Iterator[None]:
    """Say that there was no room where a file could not be written to its end."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        full = isinstance(error, OSError) and error.errno in _FULL
        if not full and not _NOT_WRITTEN.search(str(error)):
            raise
        raise StoreError(
            f"{old} must be written anew, and there is no room for it in {old.parent}: the disk is "
            "full, or files may be no larger here; nothing was changed."
        ) from error


@contextmanager
def _holding(old: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold a store's file open for writing, which keeps other processes out."""
    if not old.exists():
        raise StoreError(f"There is no store at {old}.")
    holder = _connection(f"{old}.tmp")
    try:
        _tell(holder, "schema/attach", {"path": str(old)}, name="store")
        yield holder
    finally:
        holder.close()


@contextmanager
def _opened(file: Path) -> Iterator[DuckDBStore]:
    store = DuckDBStore(file, write=True)
    try:
        yield store
    finally:
        store.close()


def _copy_as_it_is(holder: duckdb.DuckDBPyConnection, old: Path, changed: Path) -> None:
    """Copy the file that is held, byte by byte where other hands may read it meanwhile."""
    if os.name == "nt":
        _copy(holder, "store", changed)
        return
    _tell(holder, "schema/checkpoint", name="store")
    shutil.copyfile(old, changed)


def _copied(changed: Path, new: Path) -> dict[str, int]:
    """Copy the changed file into a new one, and return the number of rows of each table."""
    with _holding(changed) as holder:
        _copy(holder, "store", new)
        return {
            table: _count(holder, f"store.{table}") for table in sorted({*tables.TABLES, "about"})
        }


def _copy(holder: duckdb.DuckDBPyConnection, name: str, to: Path) -> None:
    _tell(holder, "schema/attach", {"path": str(to)}, name="copied")
    _tell(holder, "schema/copy_database", name=name, to="copied")
    _tell(holder, "schema/detach", name="copied")


def _check(new: Path, counts: dict[str, int], name: str) -> None:
    """Raise StoreError if a new file lacks rows, or keeps some of them in a log beside it."""
    with _holding(new) as holder:
        found = {table: _count(holder, f"store.{table}") for table in counts}
    if found != counts or Path(f"{new}.wal").exists():
        raise StoreError(f"{name} could not be copied whole; nothing was changed.")


def _check_room(old: Path) -> None:
    needed, free = _COPIES * old.stat().st_size, shutil.disk_usage(old.parent).free
    if needed > free:
        raise StoreError(
            f"{old} must be written anew, and there is no room for it in {old.parent}: "
            f"{ceil(needed / 1e6):,} MB are needed, {floor(free / 1e6):,} are free; nothing was "
            "changed."
        )


def _connection(spilled: str) -> duckdb.DuckDBPyConnection:
    """Open DuckDB without a file; rows that find no room in memory go into a folder."""
    config: dict[str, Any] = {
        "memory_limit": memory_limit(),
        "temp_directory": spilled,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(":memory:", config=config)


def _tell(
    connection: duckdb.DuckDBPyConnection,
    change: str,
    parameters: dict[str, str] | None = None,
    **slots: str,
) -> None:
    connection.execute(question(change, "sql").filled(slots), parameters or {})


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    asked = question("tables/count", "sql").filled({"table": table})
    [(number,)] = connection.execute(asked).fetchall()
    return int(number)


def _keep_owner(old: Path, new: Path) -> None:
    """Give a new file the owner and the group of the old one, where that is allowed."""
    if os.name == "nt":
        return
    known = old.stat()
    with suppress(PermissionError):
        os.chown(new, -1, known.st_gid)
    with suppress(PermissionError):
        os.chown(new, known.st_uid, -1)


def _write_through(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
