"""Answers of a store kept in memory, so that a question is put to it once while nothing changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pyarrow as pa

    from graph_icp.graph.store import Store

# The bytes of all answers that are kept, and of the largest one of them; the most rows that may go
# with its question.
KEPT, LARGEST, MOST_ROWS = 32_000_000, 4_000_000, 1_000


class AnswersKept:
    """The latest answers of a store in one state, up to a number of bytes; threads may share it.

    Parameters
    ----------
    kept : int
        The bytes of all answers and their questions.

    Attributes
    ----------
    bytes : int
        Those of the answers and questions that are kept now.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._state: Hashable = None
        self._answers: dict[str, tuple[pa.Table, int]] = {}
        self.bytes = 0
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[AnswersKept], tuple[int]]:
        """In another process none is kept."""
        return AnswersKept, (self._most,)

    def of(self, store: Store, state: Hashable) -> Store:
        """Return a store whose questions are answered once.

        Parameters
        ----------
        store : Store
            Open for reading.
        state : hashable
            Its state; answers that were given in another one are dropped.
        """
        with self._lock:
            if state != self._state:
                self._drop()
            self._state = state
        return cast("Store", _Reading(store, self, state))

    def drop(self) -> None:
        """Drop all answers, as the store is about to change."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        self._state, self._answers, self.bytes = None, {}, 0

    def answer(self, key: str, state: Hashable, ask: Callable[[], pa.Table]) -> pa.Table:
        """Return the answer to a question in a state, asked where it is not kept."""
        with self._lock:
            if state == self._state and key in self._answers:
                # Behind those that were not asked for since.
                answer, size = self._answers[key] = self._answers.pop(key)
                return answer
        answer = ask()
        size = answer.get_total_buffer_size() + len(key)
        if size <= min(LARGEST, self._most):
            self._keep(key, state, answer, size)
        return answer

    def _keep(self, key: str, state: Hashable, answer: pa.Table, size: int) -> None:
        with self._lock:
            if state != self._state or key in self._answers:
                return
            self._answers[key] = answer, size
            self.bytes += size
            while self.bytes > self._most:
                _, oldest = self._answers.pop(next(iter(self._answers)))
                self.bytes -= oldest


class _Reading:
    """A store open for reading, of which the same question is asked once."""

    def __init__(self, store: Store, kept: AnswersKept, state: Hashable) -> None:
        self._store, self._kept, self._state = store, kept, state

    def __getattr__(self, name: str) -> Any:
        """All but `ask` is the store's own."""
        return getattr(self._store, name)

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        if rows is not None and len(rows) > MOST_ROWS:
            return self._store.ask(question, rows, **parameters)
        given = None if rows is None else rows.to_pydict()
        key = repr((question, given, sorted(parameters.items())))
        return self._kept.answer(
            key, self._state, lambda: self._store.ask(question, rows, **parameters)
        )
