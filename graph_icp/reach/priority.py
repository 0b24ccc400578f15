"""Priority: fit first, then what an account showed lately and how well we are introduced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.reach.people.strengths import label
from graph_icp.rounding import cut, reaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# Scores count with so many decimals, as they are shown, and priorities are free of the errors of
# floats, by which a sum of 108.1 would be cut to 108.0.
_SCORES, _EXACT = 1, 6
# The intents from which on an account is of the first and of the second column of cells.
HIGH, MEDIUM = 50.0, 20.0
LEVELS = ("high", "medium", "low", "unknown")
UNKNOWN = "-"
_SOON = {"1": "this week", "2": "this month"}


@dataclass(frozen=True)
class PriorityWeights:
    """What intent and reach count beside fit, which counts 1."""

    intent: float = 0.3
    reach: float = 0.2

    def __str__(self) -> str:
        """Return the formula: "fit + .3 intent + .2 reach"."""
        counts = {"intent": self.intent, "reach": self.reach}
        told = (
            f"{f'{weight:g}'.removeprefix('0') or '0'} {name}" for name, weight in counts.items()
        )
        return " + ".join(["fit", *told])


_CAME_OF_IT = {"no": "asked in vain lately", "silent": "asked, no answer yet", "yes": "said yes"}


@dataclass(frozen=True)
class Door:
    """Whom to ask for an introduction.

    Attributes
    ----------
    people : tuple of str
        Their names, the colleague's first and that of somebody at the account last.
    title : str
        Of the last, "" for none.
    strength : float
        0 to 1, of the path.
    outcome, result : str
        What came of asking them about the account lately, in a sentence, and in a word ("yes",
        "no", "silent"); "" where nobody was asked.
    """

    people: tuple[str, ...]
    title: str
    strength: float
    outcome: str = ""
    result: str = ""

    def __str__(self) -> str:
        """Return it in a line: "Ann Lee -> Bo Marsh -> Ines Silva, COO"."""
        line = " -> ".join([*self.people[:-1], self.target])
        return f"{line} ({_CAME_OF_IT[self.result]})" if self.result else line

    @property
    def target(self) -> str:
        """Whom one wants to meet: "Ines Silva, COO"."""
        return f"{self.people[-1]}, {self.title}" if self.title else self.people[-1]

    @property
    def asking(self) -> str:
        """What to do: "ask Ann Lee to have Bo Marsh introduce you to Ines Silva, COO"."""
        starter, *between, _ = self.people
        if between:
            return f"ask {starter} to have {between[0]} introduce you to {self.target}"
        return f"ask {starter} to introduce you to {self.target}"


def priority(fit: Vector, intent: Vector, reach: Vector, weights: PriorityWeights) -> Vector:
    """Return fit + .3 intent + .2 reach of each account; what is unknown (nan) adds nothing."""
    return together(priority_parts(fit, intent, reach, weights))


def priority_parts(
    fit: Vector, intent: Vector, reach: Vector, weights: PriorityWeights
) -> dict[str, Vector]:
    """Return what fit, intent and reach add to the priority of each account.

    They are those of one decimal, so that who adds up what a file shows gets its priority.
    """
    return {
        "fit": cut(fit, _SCORES),
        "intent": weights.intent * np.nan_to_num(cut(intent, _SCORES)),
        "reach": weights.reach * np.nan_to_num(cut(reach, _SCORES)),
    }


def together(parts: Mapping[str, Vector]) -> Vector:
    """Return the priority of each account from what fit, intent and reach add to it."""
    return np.round(sum(parts.values(), np.zeros(1)), _EXACT)


def cells(tiers: NDArray[np.object_], intent: Vector, letters: Mapping[str, str]) -> list[str]:
    """Return the cell of each account: "A1" to "C3", "A-" where intent is unknown.

    Parameters
    ----------
    tiers : array of str
    intent : array of float
        0 to 100; nan where unknown.
    letters : mapping of str to str
        The letter of each tier that has one; other accounts have the cell "".
    """
    columns = dict(zip(LEVELS, ("1", "2", "3", UNKNOWN), strict=True))
    return [
        letters[tier] + columns[level] if tier in letters else ""
        for tier, level in zip(tiers, levels(intent), strict=True)
    ]


def levels(intent: Vector) -> list[str]:
    """Return the level of each intent: high from 50, medium from 20, low, or unknown."""
    chosen = [np.isnan(intent), reaches(intent, HIGH), reaches(intent, MEDIUM)]
    found: list[str] = np.select(chosen, ["unknown", "high", "medium"], "low").tolist()
    return found


# What a cell's letter and its other character mean.
_OF_CELL = {
    "A": "best fit",
    "B": "good fit",
    "C": "bad fit",
    "1": "high intent",
    "2": "medium intent",
    "3": "low intent",
    "-": "intent unknown",
}


def cell_in_words(cell: str) -> str:
    """Return a cell with what it means: "A-: best fit, intent unknown"; "" for none."""
    return f"{cell}: {', '.join(_OF_CELL[each] for each in cell)}" if cell else ""


@dataclass(frozen=True)
class Request:
    """What an account asked for lately and waits to be answered.

    Attributes
    ----------
    day : str
        "2026-06-15".
    though : str
        What speaks against the account, "" for nothing: "it is unlike your customers".
    """

    day: str
    though: str = ""


def next_step(
    cell: str,
    reach: float,
    door: Door | None,
    shown: str,
    *,
    request: Request | None = None,
    almost: str = "",
) -> str:
    """Return what to do next in words, "" for an account without a cell or a request.

    Parameters
    ----------
    cell : str
        As of `cells`.
    reach : float
        0 to 100; nan where unknown.
    door : Door, optional
        The best path over people who may be asked now.
    shown : str
        What it showed lately, "" for nothing: "looked at prices on 2026-06-15".
    request : Request, optional
        Which is answered before all else, whatever the fit.
    almost : str
        Whom a colleague knows there too little for a path, as a sentence without its full stop.
    """
    if request and request.though:
        answer = f"answer its request of {request.day}, though {request.though}."
        return f"{cell}: {answer}" if cell else answer[0].upper() + answer[1:]
    if not cell:
        return ""
    letter, column = cell[0], cell[1]
    if letter == "C":
        return f"{cell}: leave it for now, as it is unlike your customers."
    when = f", {_SOON[column]}" if column in _SOON else ""
    if door:
        path = f"{label(door.strength).lower()} path: {door.asking}{when}."
        step = (
            f"{cell}: answer its request of {request.day}; {path}" if request else f"{cell}, {path}"
        )
        return f"{step} {door.outcome}" if door.outcome else step
    seen = f" It {shown}." if shown else ""
    if when or request:
        lacking = (
            "everybody who could introduce you was asked often enough lately"
            if reach > 0
            else almost or "nobody who could introduce you is known"
        )
        do = f"answer its request of {request.day}" if request else f"write to it{when[1:]}"
        return f"{cell}: {do}; {lacking}.{seen}"
    known = f"; {almost}" if almost else ""
    return f"{cell}: keep an eye on it{known}.{seen}"
