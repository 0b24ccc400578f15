"""Another Neo4j graph as files to load: a map says in Cypher what its nodes mean here.

    source = "our graph"

    [[load]]
    loader = "companies"
    cypher = "MATCH (c:Company) RETURN c.website AS domain, c.title AS company"

It is only read: in transactions in which its server refuses to write.
"""

from __future__ import annotations

import os
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import neo4j
import pyarrow as pa
from neo4j.exceptions import DriverError, Neo4jError

from graph_icp.errors import FileError, StoreError, UnknownNameError
from graph_icp.graph.neo4j.address import address
from graph_icp.graph.neo4j.connection import Connection
from graph_icp.graph.neo4j.errors import sentence
from graph_icp.ingest.files.batch import Batch, column_names, text_table
from graph_icp.ingest.files.text_file import said_plainly
from graph_icp.ingest.load.inputs import Input
from graph_icp.ingest.load.registry import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph_icp.graph.neo4j.address import Address

USERNAME = "NEO4J_FROM_USERNAME"
PASSWORD = "NEO4J_FROM_PASSWORD"  # noqa: S105 - the variable's name

_KEYS = ("source", "load")
_LOAD_KEYS = ("loader", "cypher")
_TOGETHER = 10_000


def inputs_in(graph: str, path: Path) -> list[Input]:
    """Return the inputs that a map lists, from a Neo4j graph.

    Parameters
    ----------
    graph : str
        The address of its server; user and password come from NEO4J_FROM_USERNAME and
        NEO4J_FROM_PASSWORD, or where those are not set, from those of the store.
    path : Path
        The map, a TOML file: `source` (the source of its facts; the address if it is not given),
        and for each `[[load]]` a `loader` and a `cypher` query whose columns that loader knows.

    Raises
    ------
    FileError
        If the map cannot be read, or is wrong.
    StoreError
        If the address is wrong, or there is no password.
    """
    variables = (USERNAME, PASSWORD) if os.environ.get(PASSWORD) else ()
    place = address(graph, *variables)
    said = _map(path)
    source = said.get("source", str(place))
    return [
        _input(place, f"{path}, load {number} ({each['loader']})", each, source)
        for number, each in enumerate(said["load"], start=1)
    ]


def _map(path: Path) -> dict[str, Any]:
    """Return a map after checking it."""
    with said_plainly(path):
        text = path.read_bytes()
    try:
        said = tomllib.loads(text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"{path} is no TOML file: {error}.") from error
    _check_keys(f"{path}", said, _KEYS)
    loads = said.get("load")
    if not isinstance(loads, list) or not loads or not all(isinstance(x, dict) for x in loads):
        raise FileError(f"{path} says nothing to load; write a [[load]] with loader and cypher.")
    if not isinstance(said.get("source", ""), str):
        raise FileError(f"{path}: source is a text, the name of the facts' source.")
    for number, each in enumerate(loads, start=1):
        place = f"{path}, load {number}"
        _check_keys(place, each, _LOAD_KEYS)
        for key in _LOAD_KEYS:
            if not isinstance(each.get(key), str) or not each[key].strip():
                raise FileError(f'{place} has no {key}; write {key} = "..." in it.')
        try:
            named(each["loader"])
        except UnknownNameError as unknown:
            raise FileError(f"{place}: {unknown}") from unknown
    return said


def _check_keys(place: str, said: dict[str, Any], known: Iterable[str]) -> None:
    for key in said:
        if key not in known:
            raise FileError(f"{place}: {UnknownNameError('key', key, known)}")


def _input(place: Address, name: str, said: dict[str, str], source: str) -> Input:
    return Input(
        name,
        lambda _knows: _answered(place, name, said["cypher"]),
        loader=named(said["loader"]),
        source=source,
    )


@dataclass
class _Answer:
    """The records of a query, as a table to load; their number is not known before."""

    name: str
    header: tuple[str, ...]
    records: Iterator[list[Any]]
    size: int = 0

    def batches(self) -> Iterator[Batch]:
        """Read the records, some at a time."""
        first = 1
        while some := list(islice(self.records, _TOGETHER)):
            columns = [
                pa.array([self._text(cell, column) for cell in cells], pa.string())
                for column, cells in zip(self.header, zip(*some, strict=True), strict=True)
            ]
            rows = pa.array(range(first, first + len(some)), pa.int64())
            yield Batch(text_table(self.header, columns, rows), ())
            first += len(some)

    def position(self) -> int:
        """Return no progress, as the number of records is unknown."""
        return 0

    def _text(self, value: Any, column: str) -> str | None:
        """Return a value as a file would hold it; lists are joined."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, list):
            return ";".join(text for each in value if (text := self._text(each, column)))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else repr(value)
        if hasattr(value, "iso_format"):
            return str(value.iso_format())[: len("2024-01-01")]
        raise FileError(
            f"{self.name}: the column {column} holds a {type(value).__name__.lower()}; return one "
            "of its properties instead."
        )


@contextmanager
def _answered(place: Address, name: str, cypher: str) -> Iterator[_Answer]:
    connection = Connection(place)
    try:
        with connection.transaction(neo4j.READ_ACCESS) as transaction:
            answer = transaction.run(cypher)
            header = column_names(answer.keys())
            if not header:
                raise FileError(f"{name}: the query returns nothing; end it with RETURN.")
            yield _Answer(name, header, (record.values() for record in answer))
    except Neo4jError as error:
        raise _wrong(place, connection, name, error) from error
    except DriverError as error:
        raise StoreError(sentence(place, connection.user, error)) from error
    finally:
        connection.close()


def _wrong(place: Address, connection: Connection, name: str, error: Neo4jError) -> Exception:
    code = error.code or ""
    if code == "Neo.ClientError.Statement.AccessMode":
        return FileError(f"{name}: the query writes, and their graph is only read; take that out.")
    if code.startswith("Neo.ClientError.Statement"):
        line = (error.message or code).splitlines()[0].rstrip(".")
        return FileError(f"{name}: {line}.")
    return StoreError(sentence(place, connection.user, error))
