"""The team store: a Neo4j server over Bolt.

A change is one transaction where the server can hold it. What is larger is written in parts, each
a transaction of its own that may be made twice; meanwhile the writer's turn is kept, so that
there is one writer at a time, and a store whose writer was cut off says so (`unfinished`).
"""

from __future__ import annotations

import logging
import re
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph_icp.errors import InterruptedInPartsError, StoreError
from graph_icp.graph import model
from graph_icp.graph.neo4j_address import address, credentials
from graph_icp.graph.neo4j_errors import is_too_large, passes, sentence
from graph_icp.graph.neo4j_rows import table, taken
from graph_icp.graph.neo4j_schema import LABELS, make_schema
from graph_icp.graph.queries import question
from graph_icp.graph.store import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from graph_icp.graph.queries import Question
    from graph_icp.graph.store import T

OLDEST = 5
# Files of more bytes than this are written in parts.
AT_ONCE = 8_000_000
# Rows of one transaction or one question; fewer where the server's memory is small.
ROWS = 10_000
FEWEST_ROWS = 10
# Nodes that are forgotten in one transaction.
FORGOTTEN = 1_000
# How long a server may be away before a change is given up.
PATIENCE = 120.0
# How long a turn lasts that is not kept, and how often it is kept.
TURN = 30
HEARTBEAT = 8.0

_log = logging.getLogger(__name__)


class Neo4jStore:
    """A market in a Neo4j database; see `graph_icp.graph.store.open_store` for the parameters."""

    def __init__(self, store: str, *, write: bool = False, create: bool = False) -> None:
        self._place = address(store)
        self.name = str(self._place)
        self.unfinished = False
        self._user, password = credentials(self._place)
        self._writer = uuid.uuid4().hex
        self._rows = ROWS
        self._transaction: neo4j.ManagedTransaction | neo4j.Transaction | None = None
        self._in_parts = False
        self._driver = neo4j.GraphDatabase.driver(
            self._place.uri,
            auth=(self._user, password),
            user_agent=f"graph-icp/{version('graph-icp')}",
            connection_timeout=10,
            max_transaction_retry_time=PATIENCE,
            notifications_min_severity="OFF",
        )
        self._session = self._driver.session(database=self._place.database, fetch_size=10_000)
        try:
            self._check(write=write, create=create)
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        asked, text, given = _asked(question, parameters)
        parts = [None] if rows is None else _parts(rows, ROWS)
        with self._explained(question):
            found = [self._read(text, _with_rows(given, asked, part)) for part in parts]
        return table(asked, chain.from_iterable(found))

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change and return what it made and altered; see `Store.tell`."""
        asked, text, given = _asked(change, parameters)
        if rows is None or not asked.rows:
            with self._explained(change):
                return _changed(asked, self._write(text, given))
        made = altered = start = 0
        with self._explained(change):
            while start < len(rows):
                part = rows.slice(start, self._rows)
                try:
                    records = self._write(text, _with_rows(given, asked, part))
                except _TooLargeError:
                    if self._transaction or self._rows <= FEWEST_ROWS:
                        raise
                    self._rows = max(self._rows // 4, FEWEST_ROWS)
                    continue
                changed = _changed(asked, records)
                made, altered = made + changed.made, altered + changed.altered
                start += len(part)
        return Changed(made, altered)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the changes of a `with` block one; see `Store.transaction`."""
        with self._explained(), self._session.begin_transaction() as transaction:
            self._transaction = transaction
            try:
                self._take_turn(transaction)
                yield
                transaction.commit()
            finally:
                self._transaction = None

    def run(self, work: Callable[[], T], *, size: int = 0) -> T:
        """Make the changes of `work` one, or in parts where they are large; see `Store.run`."""
        with self._explained():
            if size <= AT_ONCE:
                try:
                    return self._patiently(lambda: self._at_once(work, clear=size > 0))
                except _TooLargeError:
                    if not size:
                        raise
            return self._by_parts(work)

    def close(self) -> None:
        """Let the server go."""
        with suppress(DriverError, Neo4jError):
            self._session.close()
        self._driver.close()

    def forget(self) -> None:
        """Remove everything that graph-icp made in the database but constraints and indexes."""
        for label in LABELS:
            while self.tell("forget_some", label=label, most=FORGOTTEN).made:
                pass

    # Reading and writing

    def _read(self, text: str, given: dict[str, Any]) -> list[list[Any]]:
        if self._transaction:
            return _records(self._transaction, text, given)
        return self._session.execute_read(_records, text, given)

    def _write(self, text: str, given: dict[str, Any]) -> list[list[Any]]:
        """Write in the transaction that is under way, else in one of its own."""
        if self._transaction:
            return _careful(self._transaction, text, given)
        return self._repeatedly(lambda: self._session.execute_write(self._part, text, given))

    def _part(
        self, transaction: neo4j.ManagedTransaction, text: str, given: dict[str, Any]
    ) -> list[list[Any]]:
        if self._in_parts:
            self._keep_turn(transaction)
        return _careful(transaction, text, given)

    def _at_once(self, work: Callable[[], T], *, clear: bool) -> T:
        """Make the changes of `work` in one transaction; it is called again if that fails."""

        def within(transaction: neo4j.ManagedTransaction) -> T:
            self._transaction = transaction
            try:
                self._take_turn(transaction)
                done = work()
                if clear:
                    self.tell("end_turn", writer=self._writer, unfinished=False)
                return done
            finally:
                self._transaction = None

        return self._repeatedly(lambda: self._session.execute_write(within))

    def _by_parts(self, work: Callable[[], T]) -> T:
        """Make the changes of `work` in one transaction each, keeping others from writing."""
        self._patiently(lambda: self._session.execute_write(self._begin))
        self._in_parts = True
        ended = threading.Event()
        heart = threading.Thread(target=self._beat, args=(ended,), daemon=True)
        heart.start()
        try:
            done = work()
        except BaseException as error:
            self._in_parts = False
            ended.set()
            heart.join()
            self._end(unfinished=True)
            if isinstance(error, KeyboardInterrupt):
                raise InterruptedInPartsError from error
            raise
        self._in_parts = False
        ended.set()
        heart.join()
        self._end(unfinished=False)
        return done

    def _beat(self, ended: threading.Event) -> None:
        """Keep the turn while work goes on between two transactions."""
        with self._driver.session(database=self._place.database) as session:
            while not ended.wait(HEARTBEAT):
                with suppress(DriverError, Neo4jError, StoreError):
                    session.execute_write(self._keep_turn)

    # Turns

    def _begin(self, transaction: neo4j.ManagedTransaction) -> None:
        self._take_turn(transaction)
        self._extend(transaction)

    def _take_turn(self, transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        """Wait for who is writing in one transaction; raises _BusyError for who writes parts."""
        turn = _one(transaction, "take_turn", writer=self._writer)
        if turn["busy"]:
            raise _BusyError
        self.unfinished = turn["unfinished"]

    def _keep_turn(self, transaction: neo4j.ManagedTransaction) -> None:
        if _one(transaction, "take_turn", writer=self._writer)["writer"] != self._writer:
            raise StoreError(
                f"Another program has begun to write to {self.name} since this one stood still "
                "for long; run this again."
            )
        self._extend(transaction)

    def _extend(self, transaction: neo4j.ManagedTransaction) -> None:
        asked = question("keep_turn", "cypher")
        transaction.run(asked.text, writer=self._writer, seconds=TURN).consume()

    def _end(self, *, unfinished: bool) -> None:
        asked = question("end_turn", "cypher")
        given = {"writer": self._writer, "unfinished": unfinished}
        with suppress(*([DriverError, Neo4jError] if unfinished else [])):
            self._repeatedly(lambda: self._session.execute_write(_records, asked.text, given))
        self.unfinished = unfinished

    def _patiently(self, change: Callable[[], T]) -> T:
        """Make a change when it is this store's turn."""
        said = False
        while True:
            try:
                return change()
            except _BusyError:
                if not said:
                    _log.warning("Something is being loaded into %s; waiting for it.", self.name)
                said = True
                time.sleep(1)

    def _repeatedly(self, change: Callable[[], T]) -> T:
        """Make a change again where the connection broke while it was being kept."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return change()
            except neo4j.exceptions.IncompleteCommit:
                if time.monotonic() > end:
                    raise

    # Opening

    def _check(self, *, write: bool, create: bool) -> None:
        with self._explained():
            # This connects, which the driver's constructor does not, and does not try again.
            agent = self._driver.get_server_info().agent
        release = re.match(r"Neo4j/v?(\d+)", agent)
        if not release:
            raise StoreError(f"{self.name} is no Neo4j server (it calls itself {agent}).")
        if int(release[1]) < OLDEST:
            raise StoreError(
                f"{self.name} runs {agent.replace('/', ' ')}; graph-icp needs Neo4j {OLDEST} or "
                "newer."
            )
        found = self.ask("standing").to_pylist()[0]
        self.unfinished = found["unfinished"]
        if found["schema_version"] is None:
            self._make(found["foreign"], create=create)
        elif found["schema_version"] > model.SCHEMA_VERSION:
            raise StoreError(
                f"{self.name} was written by a newer graph-icp (its schema is "
                f"{found['schema_version']}, this one knows {model.SCHEMA_VERSION}); upgrade "
                "graph-icp to open it."
            )
        elif found["schema_version"] < model.SCHEMA_VERSION and write:
            make_schema(self.tell)

    def _make(self, foreign: str | None, *, create: bool) -> None:
        if not create:
            raise StoreError(
                f"There is no store at {self.name}; 'graph-icp load FILE' or 'graph-icp demo' "
                "makes one."
            )
        if foreign:
            raise StoreError(
                f"{self.name} holds {foreign} nodes that graph-icp did not make; give a database "
                "of its own at the end of the address."
            )
        make_schema(self.tell)

    @contextmanager
    def _explained(self, asked: str = "") -> Iterator[None]:
        """Turn what goes wrong into one sentence, outside of transactions that may be repeated."""
        try:
            yield
        except (DriverError, Neo4jError) as error:
            if self._transaction and passes(error):
                raise
            raise StoreError(sentence(self._place, self._user, error, asked)) from error
        except _TooLargeError as error:
            if self._transaction:
                raise
            raise StoreError(sentence(self._place, self._user, error.cause, asked)) from error.cause


def neo4j_store_exists(store: str) -> bool:
    """Return whether a graph-icp store is at an address; raises StoreError without a server."""
    try:
        Neo4jStore(store).close()
    except StoreError as error:
        if str(error).startswith("There is no store"):
            return False
        raise
    return True


def remove_neo4j_store(store: str) -> None:
    """Remove the store at an address, and nothing else in its database."""
    if neo4j_store_exists(store):
        opened = Neo4jStore(store, write=True)
        try:
            opened.forget()
        finally:
            opened.close()


class _BusyError(Exception):
    """Somebody else is writing in parts."""


class _TooLargeError(Exception):
    """A transaction took more memory than the server has; holds what the server said."""

    def __init__(self, cause: Neo4jError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def _asked(name: str, parameters: dict[str, Any]) -> tuple[Question, str, dict[str, Any]]:
    asked = question(name, "cypher")
    return asked, asked.filled(parameters), {key: parameters[key] for key in asked.parameters}


def _with_rows(given: dict[str, Any], asked: Question, rows: pa.Table | None) -> dict[str, Any]:
    return given if rows is None or not asked.rows else given | {"rows": taken(asked, rows)}


def _parts(rows: pa.Table, most: int) -> list[pa.Table]:
    return [rows.slice(start, most) for start in range(0, len(rows), most)]


def _records(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction, text: str, given: dict[str, Any]
) -> list[list[Any]]:
    return [record.values() for record in transaction.run(text, given)]


def _careful(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction, text: str, given: dict[str, Any]
) -> list[list[Any]]:
    """Return the records; what is too large is not tried again as it stands."""
    try:
        return _records(transaction, text, given)
    except Neo4jError as error:
        if is_too_large(error):
            raise _TooLargeError(error) from error
        raise


def _one(
    transaction: neo4j.ManagedTransaction | neo4j.Transaction, name: str, **given: Any
) -> dict[str, Any]:
    asked = question(name, "cypher")
    record = _records(transaction, asked.text, given)[0]
    return {column.name: value for column, value in zip(asked.gives, record, strict=True)}


def _changed(asked: Question, records: Sequence[Sequence[Any]]) -> Changed:
    """Return the numbers that a change itself counted."""
    said = {column.name: sum(row[i] for row in records) for i, column in enumerate(asked.gives)}
    return Changed(said.get("made", 0), said.get("altered", 0))
