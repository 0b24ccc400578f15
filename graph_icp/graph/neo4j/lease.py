"""The lease: the right to change a store, held by one writer at a time.

It is a property of the store's marker. A writer that needs one transaction locks the marker in it,
which makes others wait. A writer that needs several puts its name there, and the moment of the
server's clock at which the lease expires; it renews the lease in every transaction, and by a
heartbeat between them. If the writer is cut off, the lease expires, and the marker says that the
store is unfinished.
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

    from graph_icp.graph.neo4j.connection import Connection
    from graph_icp.graph.store import T

# Seconds until a lease expires without renewal, and seconds between two renewals.
LEASE = 30
RENEWAL = 8.0
# Seconds that the release may take after a failed change.
RELEASE = 3.0
# Seconds between two checks whether another writer's lease has ended.
POLL = 1.0
# Seconds after which a waiting writer says that it waits.
PATIENCE = 3.0

_log = logging.getLogger(__name__)


class Lease:
    """The lease of one writer.

    Attributes
    ----------
    unfinished : bool
        Whether a change in parts was cut off before this writer's lease.
    written : bool
        Whether a part was written under the lease.
    """

    def __init__(self, connection: Connection) -> None:
        self.unfinished = False
        self.written = False
        self._connection = connection
        self._writer = uuid.uuid4().hex
        self._held = False

    def in_one_transaction(
        self, work: Callable[[neo4j.Transaction], T], *, completes: bool, keep: bool = True
    ) -> T:
        """Make the changes of `work` in one transaction when nobody else writes.

        Parameters
        ----------
        work : callable
        completes : bool
            Whether it also completes a change that was cut off.
        keep : bool
            Whether the changes are kept.
        """
        completes = completes and keep

        def within(transaction: neo4j.Transaction) -> T:
            self.acquire(transaction)
            done = work(transaction)
            if completes and self.unfinished:
                self._renew(transaction)
                self._release(transaction, unfinished=False)
            return done

        done = self._awaited(lambda: self._connection.write(within, keep=keep))
        self.unfinished = self.unfinished and not completes
        return done

    @contextmanager
    def in_parts(self, *, completes: bool) -> Iterator[None]:
        """Hold the lease over the many transactions of a `with` block.

        Parameters
        ----------
        completes : bool
            Whether they also complete a change that was cut off.
        """
        self._awaited(lambda: self._connection.write(self._acquire_for_long))
        self._held, self.written = True, False
        try:
            with self._heartbeat():
                yield
            left = self.unfinished and not completes
            self._connection.write(lambda each: self._release(each, unfinished=left))
            self.unfinished = left
        except BaseException:
            self.unfinished = self.unfinished or self.written
            # Tried once and briefly: if it fails, the lease expires by itself.
            with (
                suppress(DriverError, Neo4jError),
                self._connection.transaction(seconds=RELEASE) as transaction,
            ):
                self._release(transaction, unfinished=self.unfinished)
            raise
        finally:
            self._held = False

    @contextmanager
    def renewed(self, transaction: neo4j.Transaction) -> Iterator[None]:
        """Let a `with` block write in its own transaction, unless the lease is lost."""
        if not self._held:
            yield
            return
        self._check(transaction)
        yield
        # At the end, as the part may have taken longer than a lease lasts.
        self._renew(transaction)
        self.written = True

    def acquire(self, transaction: neo4j.Transaction) -> None:
        """Wait for a writer in one transaction; raises StoreError if one writes in parts."""
        waiting = f"Something is being loaded into {self._connection.place}; waiting for it."
        late = threading.Timer(PATIENCE, _log.warning, (waiting,))
        late.start()
        try:
            found = self._state(transaction)
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
                time.sleep(POLL)

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Renew the lease while work goes on between two transactions."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(RENEWAL):
                with (
                    suppress(DriverError, Neo4jError, StoreError),
                    self._connection.transaction() as transaction,
                ):
                    self._check(transaction)
                    self._renew(transaction)

        heart = threading.Thread(target=beat, name="graph-icp heartbeat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            # A late renewal does no harm: after the end nobody holds the lease.
            ended.set()
            heart.join(RENEWAL)

    def _acquire_for_long(self, transaction: neo4j.Transaction) -> None:
        self.acquire(transaction)
        self._renew(transaction)

    def _check(self, transaction: neo4j.Transaction) -> None:
        if self._state(transaction)["writer"] != self._writer:
            raise StoreError(
                f"Another program began to write to {self._connection.place} while this one was "
                "paused; run this again."
            )

    def _state(self, transaction: neo4j.Transaction) -> dict[str, Any]:
        [record] = self._told(transaction, "schema/acquire_lease", writer=self._writer)
        names = [column.name for column in question("schema/acquire_lease", "cypher").gives]
        return dict(zip(names, record, strict=True))

    def _renew(self, transaction: neo4j.Transaction) -> None:
        self._told(transaction, "schema/renew_lease", writer=self._writer, seconds=LEASE)

    def _release(self, transaction: neo4j.Transaction, *, unfinished: bool) -> None:
        self._told(transaction, "schema/release_lease", writer=self._writer, unfinished=unfinished)

    def _told(self, transaction: neo4j.Transaction, change: str, **given: Any) -> list[list[Any]]:
        asked = question(change, "cypher")
        return self._connection.records(transaction, asked, asked.text, given)


class _BusyError(StoreError):
    """Another program is writing in parts."""
