"""Answers that pages ask for again and again, kept until the data changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Answers:
    """The answers to the latest questions of one state of the data.

    Parameters
    ----------
    most : int
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._as_of: Hashable = None
        self._kept: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def of(self, question: Hashable, ask: Callable[[], T], as_of: Hashable) -> T:
        """Return the answer to a question, which is asked if it is not known; raises as it does.

        Parameters
        ----------
        question : hashable
        ask : function
        as_of : hashable
            The state of the data before it is asked.
        """
        with self._lock:
            if as_of != self._as_of:
                self._as_of, self._kept = as_of, {}
            if question in self._kept:
                # Behind the others, so that it is the last to go.
                kept: T = self._kept.pop(question)
                self._kept[question] = kept
                return kept
        answer = ask()
        with self._lock:
            if as_of == self._as_of:
                self._kept[question] = answer
                for oldest in [*self._kept][: -self._most]:
                    del self._kept[oldest]
        return answer

    def known(self, question: Hashable) -> Any:
        """Return the answer to a question of the last state; None where there is none."""
        with self._lock:
            return self._kept.get(question)
