"""The desk at which programs ask: a market, its lists, and what may be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from graph_icp.market.market import Market
    from graph_icp.market.ranked_lists import RankedLists

    Answer = TypeVar("Answer", bound=Any)

# The most characters of an answer as JSON.
MOST = 400_000


@dataclass(frozen=True)
class Desk:
    """What questions are asked of.

    Attributes
    ----------
    market : Market
    lists : RankedLists, optional
        For questions that need them.
    people : bool
        Whether people may be named.
    most : int
        The most characters of an answer as JSON.
    """

    market: Market
    lists: RankedLists | None = None
    people: bool = False
    most: int = MOST

    @property
    def ranked(self) -> RankedLists:
        """The lists, for questions that need them."""
        assert self.lists is not None  # noqa: S101 - `Question.ranked` says that they are there
        return self.lists

    @property
    def run(self) -> int | None:
        """The number of the run to explain by; None where none could be kept."""
        return self.ranked.run or None

    def fitted(self, answer: Answer) -> Answer:
        """Return an answer whose longest lists are cut until it fits; "cut" says which.

        Parameters
        ----------
        answer : dict
            With a list of texts under "cut"; it is changed.
        """
        before = {name: len(each) for name, each in answer.items() if isinstance(each, list)}
        sizes = {name: _size(each) for name, each in answer.items()}
        while sum(sizes.values()) > self.most:
            longest = max(before, key=lambda name: sizes[name])
            if not answer[longest]:
                break
            answer[longest] = answer[longest][: len(answer[longest]) // 2]
            sizes[longest] = _size(answer[longest])
        for name, many in before.items():
            if len(answer[name]) < many:
                answer["cut"].append(
                    f"{name}: the first {len(answer[name]):,} of {many:,}, for the answer's size"
                )
        return answer


def first(name: str, rows: list[Any], most: int, cut: list[str]) -> list[Any]:
    """Return the first of some rows; where there are more, `cut` gets a text that says so."""
    if len(rows) > most:
        cut.append(f"{name}: the first {most:,} of {len(rows):,}")
    return rows[:most]


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=True))
