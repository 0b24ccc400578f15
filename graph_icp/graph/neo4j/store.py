"""The team store: a Neo4j server over Bolt.

A change is one transaction if the server can hold it. A larger one is written in parts, each a
transaction that may be made twice; meanwhile the writer holds a lease, so there is one writer at a
time, and a store whose writer was cut off says so (`unfinished`).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
from neo4j.exceptions import DriverError, Neo4jError

from graph_icp.errors import GraphICPError, InterruptedInPartsError, StoreError
from graph_icp.graph import model, tables
from graph_icp.graph.neo4j.address import address
from graph_icp.graph.neo4j.connection import Connection
from graph_icp.graph.neo4j.errors import OLDEST, is_made_meanwhile, is_too_large, sentence, too_old
from graph_icp.graph.neo4j.lease import Lease
from graph_icp.graph.neo4j.rows import table as table_of
from graph_icp.graph.neo4j.rows import taken
from graph_icp.graph.neo4j.schema import LABELS, MARKER, make_schema
from graph_icp.graph.neo4j.tables import TABLES, clearing, dumping, inserting
from graph_icp.graph.queries import Column, question
from graph_icp.graph.relations import RELATIONS
from graph_icp.graph.store import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import neo4j

    from graph_icp.graph.queries import Question
    from graph_icp.graph.store import T

# The size of files in bytes from which they are written in parts.
AT_ONCE = 8_000_000
# The most rows of one transaction or question, and roughly their most bytes; fewer where the
# server's memory is small.
ROWS = 10_000
BYTES = 16_000_000
# Nodes forgotten, or edges migrated, in one transaction.
FORGOTTEN = 1_000
MIGRATED = 10_000
# What brings an older version's store up to date, by the version since which it is not needed.
_CHANGES = (
    (model.COLUMNS_OF_FACTS, ("schema/migrate_deals", "schema/migrate_ended")),
    (model.POINTS_OF_RUNS, ("schema/migrate_points", "schema/migrate_results")),
)
# The most attempts to make a store that other programs make at the same moment.
_MET = 20

_TRAITS = tuple(kind.label for kind in model.TRAITS)
_KEPT = "What was written so far is kept; running the same again completes it."

# What adds the new rows of a change, in half of the time: the change itself, which compares each
# row with what is there, is made only where something is.
_ADDING = {"load/merge_facts": "load/add_facts"}

Records: TypeAlias = list[list[Any]]
_Within: TypeAlias = "Callable[[Callable[[neo4j.Transaction], Records]], Records]"


class Neo4jStore:
    """A market in a Neo4j database; see `graph_icp.graph.open_store` for the parameters."""

    def __init__(self, store: str, *, write: bool = False, create: bool = False) -> None:
        self._place = address(store)
        self.name = str(self._place)
        self._connection = Connection(self._place)
        self._lease = Lease(self._connection)
        self._transaction: neo4j.Transaction | None = None
        self._rows = ROWS
        try:
            self._check(write=write, create=create)
        except BaseException:
            self.close()
            raise

    @property
    def unfinished(self) -> bool:
        """Whether a change was cut off between its parts; see `Store.unfinished`."""
        return self._lease.unfinished

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        asked = _asked(question, parameters)
        with self._explained():
            return table_of(asked.question, self._records(asked, rows, self._read))

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change and return what it made and altered; see `Store.tell`."""
        added = 0
        if rows is not None and change in _ADDING:
            added = self.tell(_ADDING[change], rows, **parameters).made
            if added == len(rows):
                return Changed(added, 0)
        asked = _asked(change, parameters)
        with self._explained():
            merged = _changed(asked.question, self._records(asked, rows, self._write))
        return merged._replace(made=added + merged.made)

    def dump(self, table: str) -> pa.Table:
        """Return all rows of a table of the model; see `Store.dump`."""
        if table in TABLES:
            asked = _asked(*dumping(table))
            types = tables.TABLES[table]
            gives = tuple(Column(name, type, each=False) for name, type in types.items())
            asked = asked._replace(question=replace(asked.question, gives=gives))
            with self._explained():
                return table_of(asked.question, self._records(asked, None, self._read))
        slots = {"edges": "|".join(model.EDGES), "traits": "|".join(_TRAITS)}
        if table == "link":
            parts = [self.ask("tables/dump_link", **each.parameters()) for each in RELATIONS]
            return pa.concat_tables(parts)
        return self.ask(f"tables/dump_{table}", **slots).select(list(tables.TABLES[table]))

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert rows into a table; see `Store.insert`."""
        if table in TABLES:
            change, slots = inserting(table)
            self.tell(change, rows, **slots)
        elif table == "node":
            for kind in pc.unique(rows["kind"]).to_pylist():
                named = model.KINDS[kind] in model.NAMED
                change = "tables/insert_mentions" if named else "tables/insert_traits"
                self.tell(change, rows.filter(pc.equal(rows["kind"], kind)), kind=kind)
        else:
            self.tell(f"tables/insert_{table}", rows)

    def clear(self, table: str) -> None:
        """Delete all rows of a table; see `Store.clear`."""
        change, slots = clearing(table)
        self.tell(change, **slots)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the changes of a `with` block one; see `Store.transaction`."""
        with self._explained(), self._connection.transaction() as transaction:
            self._lease.acquire(transaction)
            with self._within(transaction):
                yield

    def run(
        self, work: Callable[[], T], *, size: int = 0, completes: bool = False, keep: bool = True
    ) -> T:
        """Make the changes of `work` one, or in parts where they are large; see `Store.run`."""

        def within(transaction: neo4j.Transaction) -> T:
            with self._within(transaction):
                return work()

        with self._explained():
            if size <= AT_ONCE or not keep:
                try:
                    return self._lease.in_one_transaction(within, completes=completes, keep=keep)
                except Neo4jError as error:
                    if not (size and keep and is_too_large(error)):
                        raise
            return self._by_parts(work, completes=completes)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def forget(self) -> None:
        """Remove everything that graph-icp made in the database except constraints and indexes."""
        with self._explained():
            with self._lease.in_parts(completes=True):
                for label in LABELS:
                    while self.tell("schema/forget_some", label=label, most=FORGOTTEN).made:
                        pass
            self.tell("schema/forget_some", label=MARKER, most=FORGOTTEN)

    def _records(self, asked: _Asked, rows: pa.Table | None, within: _Within) -> Records:
        """Return the answer to a question, in as many parts as the server's memory needs."""

        def answer(given: dict[str, Any]) -> Records:
            return within(
                lambda each: self._connection.records(each, asked.question, asked.text, given)
            )

        if rows is None or not asked.question.rows:
            return answer(asked.given)
        found: Records = []
        start = 0
        while start < len(rows):
            part = rows.slice(start, self._rows)
            part = part.slice(0, max(1, len(part) * BYTES // max(part.nbytes, BYTES)))
            try:
                found += answer(asked.given | {"rows": taken(asked.question, part)})
            except Neo4jError as error:
                if not is_too_large(error) or self._transaction or self._rows == 1:
                    raise
                self._rows = max(len(part) // 4, 1)
            else:
                start += len(part)
        return found

    def _read(self, work: Callable[[neo4j.Transaction], T]) -> T:
        """Read in the transaction that is under way, else in one of its own."""
        return work(self._transaction) if self._transaction else self._connection.read(work)

    def _write(self, work: Callable[[neo4j.Transaction], T]) -> T:
        """Write in the transaction that is under way, else in one of its own."""
        if self._transaction:
            return work(self._transaction)

        def part(transaction: neo4j.Transaction) -> T:
            with self._lease.renewed(transaction):
                return work(transaction)

        return self._connection.write(part)

    @contextmanager
    def _within(self, transaction: neo4j.Transaction) -> Iterator[None]:
        """Read and write in this transaction."""
        self._transaction = transaction
        try:
            yield
        finally:
            self._transaction = None

    def _by_parts(self, work: Callable[[], T], *, completes: bool) -> T:
        """Make the changes of `work` in a transaction each, and say so if they are cut off."""
        try:
            with self._explained(), self._lease.in_parts(completes=completes):
                return work()
        except GraphICPError as error:
            if self._lease.written:
                error.args = (f"{error} {_KEPT}",)
            raise
        except KeyboardInterrupt as interrupt:
            if self._lease.written:
                raise InterruptedInPartsError from interrupt
            raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors outside of transactions into one sentence."""
        try:
            yield
        except (DriverError, Neo4jError, OverflowError, UnicodeEncodeError) as error:
            if self._transaction:
                raise
            raise StoreError(sentence(self._place, self._connection.user, error)) from error

    # Opening

    def _check(self, *, write: bool, create: bool) -> None:
        with self._explained():
            agent = self._connection.agent()
        release = re.fullmatch(r"Neo4j/(\d+)\.(\d+)\S*", agent)
        if not release:
            raise StoreError(f"{self.name} is not a Neo4j server (it calls itself {agent}).")
        if tuple(map(int, release.groups())) < OLDEST:
            raise StoreError(too_old(self._place))
        found = self.ask("schema/store_state", labels="|".join(LABELS)).to_pylist()[0]
        self._lease.unfinished = found["unfinished"]
        if found["schema_version"] is None:
            self._make(found["foreign"], create=create)
        elif found["schema_version"] > model.SCHEMA_VERSION:
            raise StoreError(
                f"{self.name} was written by a newer graph-icp (its schema is "
                f"{found['schema_version']}, this one knows {model.SCHEMA_VERSION}); upgrade "
                "graph-icp to open it."
            )
        elif found["schema_version"] < (model.SCHEMA_VERSION if write else model.COLUMNS_OF_FACTS):
            self._migrate(found["schema_version"])

    def _make(self, foreign: str | None, *, create: bool) -> None:
        if not create:
            raise _MissingError(
                f"There is no store at {self.name}; 'graph-icp load FILE' or 'graph-icp demo' "
                "makes one."
            )
        if foreign:
            raise StoreError(
                f"{self.name} holds {foreign} nodes that graph-icp did not make; give a database "
                "of its own at the end of the address."
            )
        self._make_schema()
        self.tell("schema/record_rules_version", version=model.RULES_VERSION)

    def _migrate(self, version: int) -> None:
        """Update an older version's store, in parts that may be made twice."""
        due = [change for since, changes in _CHANGES if version < since for change in changes]
        if due:
            with self._explained(), self._lease.in_parts(completes=False):
                for change in due:
                    while self.tell(change, edges="|".join(model.EDGES), most=MIGRATED).altered:
                        pass
        self._make_schema()

    def _make_schema(self) -> None:
        """Make what the model needs, also when others make it at the same moment."""
        met = 0
        while True:
            try:
                make_schema(self.tell)
                break
            except StoreError as error:
                met += 1
                if met > _MET or not is_made_meanwhile(error.__cause__):
                    raise


def neo4j_store_exists(store: str) -> bool:
    """Return whether a graph-icp store is at an address; raises StoreError without a server."""
    try:
        Neo4jStore(store).close()
    except _MissingError:
        return False
    return True


def remove_neo4j_store(store: str) -> None:
    """Remove the store at an address, and nothing else in its database."""
    try:
        opened = Neo4jStore(store, write=True)
    except _MissingError:
        return
    try:
        opened.forget()
    finally:
        opened.close()


class _MissingError(StoreError):
    """The server has no store."""


class _Asked(NamedTuple):
    """A question with its slots filled, and the parameters that it declares."""

    question: Question
    text: str
    given: dict[str, Any]


def _asked(name: str, parameters: dict[str, Any]) -> _Asked:
    asked = question(name, "cypher")
    given = {key: parameters[key] for key in asked.parameters}
    return _Asked(asked, asked.filled(parameters), given)


def _changed(asked: Question, found: Records) -> Changed:
    """Return the numbers that a change counted itself."""
    said = {column.name: sum(row[i] for row in found) for i, column in enumerate(asked.gives)}
    return Changed(said.get("made", 0), said.get("altered", 0))
