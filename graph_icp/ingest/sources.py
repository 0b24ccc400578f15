"""What can be loaded: anything that opens as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.ingest.reading import find_files, open_table
from graph_icp.ingest.registry import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from graph_icp.ingest.loader import Loader
    from graph_icp.ingest.reading import Table

# What is compressed holds some times more.
_PLAIN = (".csv", ".tsv", ".txt")
_COMPRESSED = 8


@dataclass(frozen=True)
class Source:
    """Something to load.

    Attributes
    ----------
    name : str
        What people call it: a file's path.
    open : callable
        Opens it as a table.
    chosen : Loader, optional
        What reads it, where the headers shall not decide.
    told_by : str, optional
        Who tells its facts, where its rows do not say; the loader's name where it is not given.
    tolerant : bool
        Whether it is passed over where no loader knows its headers.
    size : int, optional
        About how many bytes it holds, None where nobody knows.
    """

    name: str
    open: Callable[[], AbstractContextManager[Table]]
    chosen: Loader | None = None
    told_by: str | None = None
    tolerant: bool = False
    size: int | None = None


def files(paths: Iterable[Path], loader: str | None = None) -> list[Source]:
    """Return files, and those that lie in folders, as what is to load.

    Parameters
    ----------
    paths : iterable of Path
        Files and folders.
    loader : str, optional
        The loader's name, where the headers shall not decide.

    Raises
    ------
    FileError
        If one is missing or of another kind.
    UnknownNameError
        If there is no such loader.
    """
    chosen = named(loader) if loader else None
    tolerant = {path: given.is_dir() for given in paths for path in find_files([given])}
    return [_file(path, chosen, tolerant=in_folder) for path, in_folder in tolerant.items()]


def _file(path: Path, chosen: Loader | None, *, tolerant: bool) -> Source:
    size = path.stat().st_size
    if path.suffix.lower() not in _PLAIN:
        size *= _COMPRESSED
    return Source(str(path), lambda: open_table(path), chosen, tolerant=tolerant, size=size)
