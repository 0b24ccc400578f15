"""The market as it is held in memory: ranked once, and again when somebody asks for it."""

from __future__ import annotations

import datetime
import secrets
import threading
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from graph_icp.market.store_state import state_of
from graph_icp.market.turns import Turns
from graph_icp.web.answers import Answers
from graph_icp.web.background import PATIENCE, Background

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from contextlib import AbstractContextManager

    import pandas as pd

    from graph_icp.market.accounts.explained import Explained
    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.gaps import Gaps
    from graph_icp.market.maps.account_map import AccountMap
    from graph_icp.market.market import Market
    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.market.search.names import Names
    from graph_icp.market.weighing.preview import Preview
    from graph_icp.progress import Progress
    from graph_icp.web.background import Work

T = TypeVar("T")

# So many of the latest changes can be taken back.
DONE_KEPT = 100
# So many of the latest are kept: previews of weights, pages that take long, quick answers, and
# accounts that are explained.
PREVIEWS, WORKED_OUT, ANSWERS, EXPLAINED = 8, 8, 32, 4


@dataclass(frozen=True)
class Done:
    """What became of a form.

    Attributes
    ----------
    says : str
    undo : function or None
        Takes a change back; None where nothing does.
    refused : bool
        Whether nothing was changed, since the form cannot be meant.
    instead : tuple of (str, str)
        What may be meant instead, each with the address of the form filled in so.
    form : tuple of (str, str)
        Fields that the address of the page keeps for the form; "" for those that it forgets.
    """

    says: str
    undo: Callable[[], str] | None = None
    refused: bool = False
    instead: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()


class Held:
    """One market's ranking, made in the background when it is first asked for, and what else is.

    Parameters
    ----------
    market : Market

    Attributes
    ----------
    ranking, gaps, matches, tested, maps, previews : Background
        What is made once somebody asks for it. Maps and previews are those of a ranking.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        # Each of these holds the whole market: two at once would need twice the memory.
        alone = threading.Lock()
        self.ranking = Background(self._rank, turn=alone)
        self.gaps: Background[Gaps] = Background(market.gaps, turn=alone)
        self.matches: Background[pd.DataFrame] = Background(
            lambda tell: market.identity.proposals(progress=tell), turn=alone
        )
        self.tested = Background(self._test, turn=alone)
        self.maps: Background[AccountMap] = Background(market.map)
        self.previews = Background(self._preview, PREVIEWS)
        self._names: Background[Names] = Background(market.names)
        self._worked_out: Background[Any] = Background(lambda work, _tell: work(), WORKED_OUT)
        self._answers = Answers(ANSWERS)
        self._explaining = Answers(1)
        self._explained = Answers(EXPLAINED)
        self._done: dict[str, Done] = {}
        self._lock = threading.Lock()
        self._turns = Turns()

    def ranked(self, patience: float = PATIENCE) -> RankedLists | None:
        """Return the ranking; None where it takes longer than some seconds to make it.

        Raises
        ------
        GraphICPError
            If nothing can be learned; it is tried again when it is asked for again.
        """
        return self.ranking.made(patience=patience)

    def names(self, patience: float = PATIENCE) -> Names | None:
        """Return the names of the store as it is now; None where reading them takes longer.

        Raises
        ------
        GraphICPError
            If the store cannot be read.
        """
        return self._names.made(as_of=state_of(self.market.store), patience=patience)

    def reading_names(self) -> Work[Names] | None:
        """Return the last reading of names."""
        return self._names.last()

    def worked_out(self, question: Hashable, work: Callable[[], T]) -> T | None:
        """Return what a page shows of the data as it is now; None where that takes longer.

        Parameters
        ----------
        question : hashable
            Tells it apart from what other pages show.
        work : function
            Works it out.

        Raises
        ------
        GraphICPError
            Whatever `work` raises.
        """
        found: T | None = self._worked_out.made(work, question=question, as_of=self._state())
        return found

    def working_out(self, question: Hashable) -> Work[Any] | None:
        """Return the work on what a page shows; None where there is none."""
        return self._worked_out.last(question)

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return what is quickly told of the data as it is now; it is asked once.

        Parameters
        ----------
        question : hashable
            Tells it apart from other ones.
        ask : function
            Raises what it likes.
        """
        return self._answers.of(question, ask, self._state())

    def explained(self, account: str, run: int | None) -> Explained:
        """Return an account as it is now explained by a run; see `Market.explain`."""
        state = self._state()
        by_run = self._explaining.of(run, lambda: self.market.explaining(run), state)
        return self._explained.of((account, run), lambda: by_run.explain(account), state)

    @property
    def changed(self) -> str:
        """What has changed since the ranking was made, "" for nothing or where there is none."""
        kept = self.ranking.kept()
        ranked = kept.made if kept else None
        if ranked is None:
            return ""
        return self.answer(("changed", weakref.ref(ranked)), lambda: ranked.changed)

    def reading(self) -> AbstractContextManager[None]:
        """Read the store for a `with` block, while nobody here changes it."""
        return self._turns.reading()

    def writing(self) -> AbstractContextManager[None]:
        """Change the store for a `with` block, alone."""
        return self._turns.writing()

    def wait_for_writing(self) -> None:
        """Wait until no change is being made."""
        with self._turns.reading():
            return

    def keep(self, done: Done) -> str:
        """Keep a change for the page that tells of it, and return by what it is found."""
        name = secrets.token_urlsafe(8)
        with self._lock:
            self._done[name] = done
            for oldest in [*self._done][:-DONE_KEPT]:
                del self._done[oldest]
        return name

    def done(self, name: str) -> Done | None:
        """Return a change; None where it is not known any more."""
        return self._done.get(name)

    def take_back(self, name: str) -> Done | None:
        """Return a change and forget it, so that it is taken back once."""
        with self._lock:
            return self._done.pop(name, None)

    def _state(self) -> Hashable:
        """Return what is another one once the store or icp.toml changed, and each day."""
        file = self.market.icp.file
        there = file.stat() if file.exists() else None
        written = (there.st_ino, there.st_mtime_ns, there.st_size) if there else None
        return state_of(self.market.store), written, datetime.date.today()

    def _rank(self, tell: Progress) -> RankedLists:
        ranked = self.market.ranked(progress=tell)
        tell("keeping the run", 1)
        with self.writing():
            kept = self.market.keep(ranked)
        tell("making the list", 1)
        # What all lists share is worked out, before names are read for the first search.
        _ = kept.everyone
        self.names(patience=0)
        return kept

    def _test(self, tell: Progress) -> Backtest:
        tested = self.market.backtest(keep=False, progress=tell)
        ranked = self.market.ranked(progress=tell)
        with self.writing():
            self.market.keep(ranked, tested)
        return tested

    def _preview(
        self, ranked: RankedLists, weights: Mapping[str, float], _tell: Progress
    ) -> Preview:
        return self.market.preview(ranked, weights)
