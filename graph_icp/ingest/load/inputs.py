"""Inputs of a load: anything that opens as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.ingest.files.archive import member_name, members, nothing_in, open_member
from graph_icp.ingest.files.open_table import ARCHIVE, find_files, open_table
from graph_icp.ingest.load.registry import named

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from graph_icp.ingest.files.header import Knows
    from graph_icp.ingest.files.open_table import Table
    from graph_icp.ingest.records.loader import Loader

# The usual ratio of a compressed file's contents to its size.
_PACKED = (".gz", ".xlsx", ".parquet")
_COMPRESSED = 8


@dataclass(frozen=True)
class Input:
    """Something to load.

    Attributes
    ----------
    name : str
        Its name for people: a file's path, "exports.zip/companies.csv".
    open : callable
        Opens it as a table; takes a test of headers, see `open_table`.
    loader : Loader, optional
        Its loader, where the headers do not decide.
    source : str, optional
        The source of rows that do not name one; the loader's name if it is not given.
    tolerant : bool
        Whether it is passed over where no loader knows its headers.
    size : int, optional
        Roughly the bytes that it holds, None where that is unknown.
    """

    name: str
    open: Callable[[Knows | None], AbstractContextManager[Table]]
    loader: Loader | None = None
    source: str | None = None
    tolerant: bool = False
    size: int | None = None


def files(paths: Iterable[Path], loader: str | None = None) -> list[Input]:
    """Return files, also those in folders and archives, as inputs.

    Parameters
    ----------
    paths : iterable of Path
        Files, folders and .zip archives.
    loader : str, optional
        The loader's name, where the headers do not decide.

    Raises
    ------
    FileError
        If one is missing or of another kind, or an archive cannot be read. An archive in a
        folder may hold nothing to read, as long as there is something else.
    UnknownNameError
        If there is no such loader.
    """
    chosen = named(loader) if loader else None
    tolerant = {path: given.is_dir() for given in paths for path in find_files([given])}
    inputs: list[Input] = []
    empty: list[Path] = []
    for path, in_folder in tolerant.items():
        if path.name.lower().endswith(ARCHIVE):
            held = [_member(path, each, chosen) for each in members(path)]
            if not held and not in_folder:
                raise nothing_in(path)
            empty += [] if held else [path]
            inputs += held
        else:
            inputs.append(_file(path, chosen, tolerant=in_folder))
    if empty and not inputs:
        raise nothing_in(empty[0])
    return inputs


def _file(path: Path, chosen: Loader | None, *, tolerant: bool) -> Input:
    size = _size(path.name, path.stat().st_size)
    return Input(
        str(path), lambda knows: open_table(path, knows=knows), chosen, tolerant=tolerant, size=size
    )


def _member(path: Path, member: zipfile.ZipInfo, chosen: Loader | None) -> Input:
    return Input(
        member_name(path, member),
        lambda knows: open_member(path, member, knows),
        chosen,
        tolerant=True,
        size=_size(member.filename, member.file_size),
    )


def _size(name: str, held: int) -> int:
    return held * _COMPRESSED if name.lower().endswith(_PACKED) else held
