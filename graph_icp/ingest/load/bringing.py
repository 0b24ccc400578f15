"""Kinds of files by the relations that they bring, as their examples tell."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.graph.relations import RELATIONS
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.ingest.records.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_icp.graph.relations import Relation
    from graph_icp.ingest.records.loader import Column, Loader

# Tables of one's own, which anybody can fill in.
_OWN = "graph_icp.loaders.tables"
# What the user says of files that do not say it, and a file's name, which may be a technology.
_OPTIONS = LoadOptions(owner="a colleague", event="an event", event_day=datetime.date(2000, 1, 1))
_FILE = "a technology.csv"


@cache
def loaders_bringing() -> dict[str, tuple[str, ...]]:
    """Return the names of the loaders whose files bring traits of a relation, by its name.

    A loader brings a relation if its example names a trait of it and what links accounts to that.
    Tables of one's own have every column that they may have, filled as in other examples. They
    come first, then those that bring most relations.
    """
    cells = {
        (each.name, each.says): loader.example[header]
        for loader in loaders().values()
        for each, header in _in_example(loader)
    }
    told = {name: _told(each, cells) for name, each in loaders().items()}
    brought = {
        name: [each.name for each in RELATIONS if _brings(each, *told[name])] for name in told
    }
    order = sorted(told, key=lambda name: (not _is_own(loaders()[name]), -len(brought[name]), name))
    return {
        each.name: tuple(name for name in order if each.name in brought[name]) for each in RELATIONS
    }


def _in_example(loader: Loader) -> Iterator[tuple[Column, str]]:
    """Give the columns that a loader's example has, with their headers."""
    places = loader.places(list(loader.example))
    for each in loader.columns:
        if each.name in places:
            yield each, places[each.name]


def _told(loader: Loader, cells: Mapping[tuple[str, str], str]) -> tuple[set[str], set[str]]:
    """Return the kinds of nodes that a loader's row names, and its edges and properties.

    Parameters
    ----------
    loader : Loader
    cells : mapping of (str, str) to str
        By name and meaning of a column: a cell of it.
    """
    there = {each.name for each, _ in _in_example(loader)}
    more = [each for each in loader.columns if _is_own(loader) and each.name not in there]
    row = {
        each.name: cells[each.name, each.says] for each in more if (each.name, each.says) in cells
    } | dict(loader.example)
    texts = {header: pa.array([cell], pa.string()) for header, cell in row.items()}
    rows = Rows(
        pa.table(texts | {"_row": pa.array([1])}),
        loader.places(list(row)),
        loader.name,
        datetime.date.max,
        audit=FileAudit(_OPTIONS),
        file=_FILE,
    )
    loader.read(rows)
    tables = rows.tables()
    kinds, edges, properties = (
        set(tables[table][column].cast(pa.string()).to_pylist()) if table in tables else set()
        for table, column in (("node", "kind"), ("fact", "kind"), ("property", "property"))
    )
    return kinds, edges | properties


def _brings(relation: Relation, kinds: set[str], told: set[str]) -> bool:
    return relation.trait.label in kinds and relation.follows_from(told)


def _is_own(loader: Loader) -> bool:
    return loader.read.__module__.startswith(_OWN)
