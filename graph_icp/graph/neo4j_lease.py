"""The turn: the right to change a store, which one writer has at a time.

It is a property of the store's marker. Who changes the store in one transaction locks the marker
in it, which makes others wait. Who changes it in parts, a transaction each, writes itself down
there until a moment that it puts off, by the server's clock: with every part, and by a heartbeat
between them. When it is cut off, its turn runs out, and the marker says that the store is
unfinished.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import DriverError, Neo4jError

from graph_icp.errors import StoreError
from graph_icp.graph.queries import question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import neo4j

    from graph_icp.graph.neo4j_connection import Connection
    from graph_icp.graph.store import T

# Seconds that a turn lasts which is not put off, and how often it is.
TURN = 30
HEARTBEAT = 8.0
# Seconds that giving back the turn may take, where what it was held for has failed.
GIVEN_BACK = 3.0
# Seconds between two looks whether another's turn has ended.
LOOK = 1.0
# Seconds after which who waits for another's transaction is told so.
SOON = 3.0

_log = logging.getLogger(__name__)


class Turn:
    """The turn of one writer.

    Attributes
    ----------
    unfinished : bool
        Whether a change in parts was cut off before this writer's turn.
    written : bool
        Whether a part was written in the turn that it holds.
    """

    def __init__(self, connection: Connection) -> None:
        self.unfinished = False
        self.written = False
        self._connection = connection
        self._writer = uuid.uuid4().hex
        self._held = False

    def once(self, work: Callable[[neo4j.Transaction], T], *, completes: bool) -> T:
        """Make the changes of `work` in one transaction when it is this writer's turn.

        Parameters
        ----------
        work : callable
        completes : bool
            Whether it also completes what was cut off.
        """

        def within(transaction: neo4j.Transaction) -> T:
            self.take(transaction)
            done = work(transaction)
            if completes and self.unfinished:
                self._put_off(transaction)
                self._end(transaction, unfinished=False)
            return done

        done = self._awaited(lambda: self._connection.write(within))
        self.unfinished = self.unfinished and not completes
        return done

    @contextmanager
    def held(self, *, completes: bool) -> Iterator[None]:
        """Hold the turn over the many transactions of a `with` block; otherwise like `once`."""
        self._awaited(lambda: self._connection.write(self._begin))
        self._held, self.written = True, False
        try:
            with self._heartbeat():
                yield
            left = self.unfinished and not completes
            self._connection.write(lambda each: self._end(each, unfinished=left))
            self.unfinished = left
        except BaseException:
            self.unfinished = self.unfinished or self.written
            # Tried once and not for long: where that fails, the turn runs out.
            with (
                suppress(DriverError, Neo4jError),
                self._connection.transaction(seconds=GIVEN_BACK) as transaction,
            ):
                self._end(transaction, unfinished=self.unfinished)
            raise
        finally:
            self._held = False

    @contextmanager
    def part(self, transaction: neo4j.Transaction) -> Iterator[None]:
        """Let a `with` block write in a transaction of its own, if the turn is not lost."""
        if not self._held:
            yield
            return
        self._check(transaction)
        yield
        # At the end, as the part may have taken longer than a turn lasts.
        self._put_off(transaction)
        self.written = True

    def take(self, transaction: neo4j.Transaction) -> None:
        """Wait for who is writing in one transaction; raises StoreError where one writes parts."""
        waiting = f"Something is being loaded into {self._connection.place}; waiting for it."
        late = threading.Timer(SOON, _log.warning, (waiting,))
        late.start()
        try:
            found = self._ask(transaction)
        finally:
            late.cancel()
        if found["busy"]:
            raise _BusyError(waiting)
        self.unfinished = found["unfinished"]

    def _awaited(self, change: Callable[[], T]) -> T:
        """Make a change when nobody else writes in parts."""
        said = False
        while True:
            try:
                return change()
            except _BusyError as busy:
                if not said:
                    _log.warning("%s", busy)
                said = True
                time.sleep(LOOK)

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Put the turn off while work goes on between two transactions."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(HEARTBEAT):
                with (
                    suppress(DriverError, Neo4jError, StoreError),
                    self._connection.transaction() as transaction,
                ):
                    self._check(transaction)
                    self._put_off(transaction)

        heart = threading.Thread(target=beat, name="graph-icp heartbeat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            # A beat that is late does no harm: after the end the turn is nobody's.
            ended.set()
            heart.join(HEARTBEAT)

    def _begin(self, transaction: neo4j.Transaction) -> None:
        self.take(transaction)
        self._put_off(transaction)

    def _check(self, transaction: neo4j.Transaction) -> None:
        if self._ask(transaction)["writer"] != self._writer:
            raise StoreError(
                f"Another program began to write to {self._connection.place} while this one stood "
                "still; run this again."
            )

    def _ask(self, transaction: neo4j.Transaction) -> dict[str, Any]:
        [record] = self._told(transaction, "schema/acquire_lease", writer=self._writer)
        names = [column.name for column in question("schema/acquire_lease", "cypher").gives]
        return dict(zip(names, record, strict=True))

    def _put_off(self, transaction: neo4j.Transaction) -> None:
        self._told(transaction, "schema/renew_lease", writer=self._writer, seconds=TURN)

    def _end(self, transaction: neo4j.Transaction, *, unfinished: bool) -> None:
        self._told(transaction, "schema/release_lease", writer=self._writer, unfinished=unfinished)

    def _told(self, transaction: neo4j.Transaction, change: str, **given: Any) -> list[list[Any]]:
        asked = question(change, "cypher")
        return self._connection.records(transaction, asked, asked.text, given)


class _BusyError(StoreError):
    """Somebody else is writing in parts."""
