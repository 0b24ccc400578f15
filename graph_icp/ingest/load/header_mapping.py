"""Columns that the user has explained, now or in an earlier load, as no loader knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import FileError, UnknownNameError
from graph_icp.ingest.load.registry import named
from graph_icp.ingest.records.corrected_rejects import REASON
from graph_icp.ingest.records.loader import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.records.loader import Loader

# What divides the cells of a header as it is remembered: no cell holds it.
BETWEEN = "\x1f"


def mapped(
    store: Store,
    input: Input,
    loader: Loader,
    header: Sequence[str],
    columns: Mapping[str, str],
) -> tuple[Loader, dict[str, str]]:
    """Return a file's loader and columns as named by the user, and remember them.

    Parameters
    ----------
    store : Store
        Open for writing.
    input : Input
    loader : Loader
        Its loader.
    header : sequence of str
    columns : mapping of str to str
        The file's header by the loader's name or header for the column.

    Raises
    ------
    FileError
        If the file has no such header, or the loader needs more.
    UnknownNameError
        If the loader has no column of such a name.
    """
    spellings = {
        plain(each): column.name
        for column in loader.columns
        for each in (*column.headers, column.name)
    }
    cells = _cells(header)
    said = {}
    for name, cell in columns.items():
        if plain(name) not in spellings:
            raise UnknownNameError(
                f"column of {loader.name}", name, [each.name for each in loader.columns]
            )
        if plain(cell) not in cells:
            raise FileError(
                f"{input.name} has no column '{cell}'; its headers are {', '.join(header)}."
            )
        said[spellings[plain(name)]] = cells[plain(cell)]
    taken = set(said.values())
    places = {
        name: cell
        for name, cell in loader.places(header).items()
        if name in said or cell not in taken
    } | said
    lacking = [group for group in loader.needs if not places.keys() & set(group)]
    if lacking:
        raise FileError(
            f"{input.name}: {loader.name} also needs "
            f"{', and '.join(' or '.join(group) for group in lacking)}; name it with --map."
        )
    key = header_key(header)
    store.tell("loads/forget_header_map", header=key)
    rows = [(key, loader.name, name, plain(cell)) for name, cell in sorted(places.items())]
    names = ["header", "loader", "name", "cell"]
    store.insert(
        "header_map",
        pa.table([pa.array(each) for each in zip(*rows, strict=True)], names=names),
    )
    return loader, places


def renamed(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """Return a header in which the columns that the user names have those names."""
    said = {plain(cell): name for name, cell in columns.items()}
    return [said.get(plain(cell), cell) for cell in header]


def is_meant(header: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Return whether a header has any of the columns that the user names."""
    return any(plain(cell) in _cells(header) for cell in columns.values())


def _cells(header: Sequence[str]) -> dict[str, str]:
    return {plain(cell): cell for cell in header}


def remembered(store: Store) -> dict[str, tuple[Loader, dict[str, str]]]:
    """Return the loader and the plain columns that the user named for headers, by `header_key`."""
    found: dict[str, tuple[Loader, dict[str, str]]] = {}
    for row in store.dump("header_map").to_pylist():
        _, columns = found.setdefault(row["header"], (named(row["loader"]), {}))
        columns[row["name"]] = row["cell"]
    return found


def header_key(header: Sequence[str]) -> str:
    """Return a header as one text, whatever its order and spelling.

    The extra column of a list of rejected rows is left out.
    """
    return BETWEEN.join(sorted(plain(cell) for cell in header if cell != REASON))
