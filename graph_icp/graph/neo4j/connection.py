"""Transactions with a Neo4j server, each tried again after a temporary fault."""

from __future__ import annotations

import logging
import threading
import time
from concurrent import futures
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph_icp.errors import InterruptedInPartsError
from graph_icp.graph.neo4j.address import credentials
from graph_icp.graph.neo4j.errors import passes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_icp.graph.neo4j.address import Address
    from graph_icp.graph.queries import Question
    from graph_icp.graph.store import T

# Seconds within which a server must accept a connection, and answer.
REACHED, ANSWERED = 5.0, 10.0
# Seconds to wait for an answer after Ctrl-C.
SOON = 1.0
# Seconds that a server may be away before a change is given up, and the longest wait before the
# next attempt.
PATIENCE, PAUSE = 120.0, 8.0
# Records fetched at a time.
FETCHED = 10_000

_log = logging.getLogger(__name__)


class Connection:
    """A connection to one database.

    It tries again in its own way: the driver's way also repeats work that is too large for the
    server, and lets Ctrl-C wait until the server has finished.
    """

    def __init__(self, place: Address) -> None:
        self.place = place
        self.user, password = credentials(place)
        _hush(logging.getLogger("neo4j"))
        self._connect = partial(
            neo4j.GraphDatabase.driver,
            place.uri,
            auth=neo4j.basic_auth(self.user, password),
            user_agent=f"graph-icp/{version('graph-icp')}",
            connection_timeout=REACHED,
            connection_acquisition_timeout=ANSWERED,
            notifications_min_severity="OFF",
        )
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._driver = self._connect()

    def agent(self) -> str:
        """Return the server's name for itself; this connects first, and tries once."""
        return str(self._driver.get_server_info().agent)

    def read(self, work: Callable[[neo4j.Transaction], T]) -> T:
        """Return what `work` finds in a transaction."""
        return self._patiently(neo4j.READ_ACCESS, work)

    def write(self, work: Callable[[neo4j.Transaction], T], *, keep: bool = True) -> T:
        """Make the changes of `work` in a transaction, or in several until one is kept.

        Where the connection breaks during the commit, the changes are made once more, so it must
        be harmless to make them twice. Without `keep` they are rolled back at the end.
        """
        return self._patiently(neo4j.WRITE_ACCESS, work, keep=keep)

    @contextmanager
    def transaction(
        self, mode: str = neo4j.WRITE_ACCESS, seconds: float | None = None, *, keep: bool = True
    ) -> Iterator[neo4j.Transaction]:
        """Open a transaction, which is kept if the `with` block ends well; tried once.

        Parameters
        ----------
        mode : str
            neo4j.READ_ACCESS to make the server refuse writes.
        seconds : float, optional
            The longest time that the server may take; without it there is no limit.
        keep : bool
            Whether the changes are kept; if not, they are rolled back.

        Raises
        ------
        InterruptedInPartsError
            If Ctrl-C came during the commit, so the changes may be kept.
        """
        session = self._driver.session(
            database=self.place.database,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            fetch_size=FETCHED,
        )
        begin = partial(session.begin_transaction, timeout=seconds)
        keeping = False
        try:
            transaction = self.wait_for(begin)
            yield transaction
            if not keep:
                self.wait_for(transaction.rollback)
                return
            keeping = mode == neo4j.WRITE_ACCESS
            self.wait_for(transaction.commit)
        except KeyboardInterrupt as interrupt:
            if keeping:
                raise InterruptedInPartsError from interrupt
            raise
        finally:
            self.wait_for(partial(_close, session))

    def records(
        self, transaction: neo4j.Transaction, asked: Question, text: str, given: dict[str, Any]
    ) -> list[list[Any]]:
        """Return the records that answer a question; an error names the question."""
        try:
            return self.wait_for(lambda: [each.values() for each in transaction.run(text, given)])
        except Neo4jError as error:
            error.add_note(f"queries/{asked.name}.cypher")
            raise

    def wait_for(self, ask: Callable[[], T]) -> T:
        """Return what the server answers, waiting for it in another thread.

        Ctrl-C in the middle of the driver's own code would leave it with half an answer.
        """
        answer: futures.Future[T] = futures.Future()

        def wait() -> None:
            try:
                answer.set_result(ask())
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                answer.set_exception(error)

        try:
            threading.Thread(target=wait, name="graph-icp waits for Neo4j", daemon=True).start()
            return answer.result()
        except KeyboardInterrupt:
            futures.wait([answer], SOON)
            if not answer.done():
                self._hang_up()
                futures.wait([answer], REACHED)
            raise

    def close(self) -> None:
        """Close the connection."""
        _close(self._driver)

    def _patiently(
        self, mode: str, work: Callable[[neo4j.Transaction], T], *, keep: bool = True
    ) -> T:
        pause, end, said = 0.5, 0.0, False
        while True:
            try:
                with self.transaction(mode, keep=keep) as transaction:
                    return work(transaction)
            except (DriverError, Neo4jError) as error:
                now = time.monotonic()
                end = end or now + PATIENCE
                if not passes(error) or now > end:
                    raise
                if isinstance(error, DriverError) and not said:
                    _log.warning("%s does not answer; trying again for a while.", self.place)
                    said = True
            time.sleep(pause)
            pause = min(2 * pause, PAUSE)

    def _hang_up(self) -> None:
        """End all transactions under way: one that waits for another's lock would wait long."""
        self.close()
        self._driver = self._connect()


def _close(each: neo4j.Session | neo4j.Driver) -> None:
    """Close a transaction that may be broken; without a commit it is rolled back."""
    # The last is of what is being sent at this moment.
    with suppress(DriverError, Neo4jError, BufferError):
        each.close()


def _hush(log: logging.Logger) -> None:
    """Keep the driver's log off the terminal where no logging is set up."""
    if not log.handlers:
        log.addHandler(logging.NullHandler())
