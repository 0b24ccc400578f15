"""What takes longer than a page may: made in the background, and kept until the data changes."""

from __future__ import annotations

import datetime
import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graph_icp.web.answers import Answers
from graph_icp.web.threads import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from graph_icp.progress import Progress

T = TypeVar("T")

# Seconds that a page waits for work before it says that it goes on.
PATIENCE = 1.0


class Work(Generic[T]):
    """A piece of work, which begins at once.

    Parameters
    ----------
    do : function
        Given a `Progress`, returns what it made.

    Attributes
    ----------
    doing : str
        What goes on, in words; "" where nothing does.
    share : float
        Of what is done, 0 to 1.
    begun : datetime
    made : object or None
        What it made; None until then, and where it failed.
    failed : Exception or None
        Why it failed, GraphICPError as a rule.
    """

    def __init__(self, do: Callable[[Progress], T]) -> None:
        self.doing, self.share = "", 0.0
        self.begun = datetime.datetime.now().astimezone()
        self.made: T | None = None
        self.failed: Exception | None = None
        self._thread = begin(partial(self._run, do))

    @property
    def under_way(self) -> bool:
        """Whether it is not finished."""
        return self._thread.is_alive()

    def join(self, patience: float | None = None) -> None:
        """Wait until it is finished, but no longer than some seconds."""
        self._thread.join(patience)

    def _run(self, do: Callable[[Progress], T]) -> None:
        try:
            self.made = do(self._tell)
        except Exception as error:  # noqa: BLE001 - it is raised where the work is asked for
            self.failed = error
        except KeyboardInterrupt:
            # The process ends, and with it the question that the store was answering.
            return
        finally:
            self.doing = ""

    def _tell(self, doing: str, share: float) -> None:
        self.doing, self.share = doing, share


@dataclass
class _Answer(Generic[T]):
    """What is known of a question: the last work on it, and the last that made something."""

    work: Work[T] | None = None
    before: Work[T] | None = None
    told: bool = False

    @property
    def kept(self) -> Work[T] | None:
        return self.work if self.work and self.work.made is not None else self.before

    def begin(self, do: Callable[[Progress], T]) -> Work[T]:
        self.before, self.told = self.kept, False
        self.work = Work(do)
        return self.work


class Background(Generic[T]):
    """Makes answers to questions in the background; what it made last is kept.

    Parameters
    ----------
    make : function
        Given what a question is about and a `Progress`, returns the answer.
    most : int
        The answers to so many questions are kept, those to the latest.
    turn : context manager, optional
        A lock that work shares of which one may be done at a time.
    """

    def __init__(
        self,
        make: Callable[..., T],
        most: int = 1,
        turn: AbstractContextManager[object] = nullcontext(),  # noqa: B008 - it has no state
    ) -> None:
        self._make = make
        self._turn = turn
        self._answers = Answers(most)
        self._lock = threading.Lock()

    def begin(self, *given: Any) -> Work[T]:
        """Begin to answer the only question, again if need be, unless that is under way."""
        with self._lock:
            answer = self._answer(None, None)
            if answer.work and answer.work.under_way:
                return answer.work
            return answer.begin(partial(self._in_turn, *given))

    def made(
        self,
        *given: Any,
        question: Hashable = None,
        as_of: Hashable = None,
        patience: float = PATIENCE,
        begin: bool = True,
    ) -> T | None:
        """Return the answer to a question; None where it takes longer than some seconds to make it.

        Parameters
        ----------
        *given
            What `make` is given.
        question : hashable
            Tells questions apart, where there are several.
        as_of : hashable
            What the answers are made of: they are forgotten once it is another one.
        patience : float
            Seconds.
        begin : bool
            Whether to begin where nothing was made.

        Raises
        ------
        Exception
            That of work that failed, once; asked again, it is tried again.
        """
        with self._lock:
            answer = self._answer(question, as_of)
            if begin and not answer.kept and (answer.told or not answer.work):
                answer.begin(partial(self._in_turn, *given))
        if answer.work and not answer.kept:
            answer.work.join(patience)
        if answer.kept:
            return answer.kept.made
        if answer.work and answer.work.failed and not answer.told:
            answer.told = True
            raise answer.work.failed
        return None

    def last(self, question: Hashable = None) -> Work[T] | None:
        """Return the last work on a question, finished or not; None where there was none."""
        answer: _Answer[T] | None = self._answers.known(question)
        return answer.work if answer else None

    def kept(self, question: Hashable = None) -> Work[T] | None:
        """Return the last work on a question that made something; None where none did."""
        answer: _Answer[T] | None = self._answers.known(question)
        return answer.kept if answer else None

    def under_way(self, question: Hashable = None) -> bool:
        """Return whether a question is being answered."""
        work = self.last(question)
        return work is not None and work.under_way

    def doing(self, question: Hashable = None) -> str:
        """Return what goes on to answer a question, in words; "" where nothing does."""
        work = self.last(question)
        return work.doing if work else ""

    def _answer(self, question: Hashable, as_of: Hashable) -> _Answer[T]:
        """Return what is known of a question, as the latest that was asked."""
        return self._answers.of(question, _Answer[T], as_of)

    def _in_turn(self, *given: Any) -> T:
        """Make an answer, once no other work goes on that shares the turn."""
        *_, tell = given
        tell("waiting until other work is done", 0)
        with self._turn:
            tell("", 0)
            return self._make(*given)
