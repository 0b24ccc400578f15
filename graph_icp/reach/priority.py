"""Priority: fit first, then what an account showed lately and how well we are introduced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.reach.people.strengths import label
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

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
    declined : str
        Who of them was asked in vain about the account lately, in a sentence, "" for nobody.
    """

    people: tuple[str, ...]
    title: str
    strength: float
    declined: str = ""

    def __str__(self) -> str:
        """Return it in a line: "Ann Lee -> Bo Marsh -> Ines Silva, COO"."""
        line = " -> ".join([*self.people[:-1], self.target])
        return f"{line} (asked in vain lately)" if self.declined else line

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
    parts = priority_parts(fit, intent, reach, weights)
    return np.asarray(sum(parts.values()), dtype=np.float64)


def priority_parts(
    fit: Vector, intent: Vector, reach: Vector, weights: PriorityWeights
) -> dict[str, Vector]:
    """Return what fit, intent and reach add to the priority of each account."""
    return {
        "fit": np.asarray(fit, dtype=np.float64),
        "intent": weights.intent * np.nan_to_num(intent),
        "reach": weights.reach * np.nan_to_num(reach),
    }


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


def next_step(cell: str, reach: float, door: Door | None, newest: str) -> str:
    """Return what to do next in words, "" for an account without a cell.

    Parameters
    ----------
    cell : str
        As of `cells`.
    reach : float
        0 to 100; nan where unknown.
    door : Door, optional
        The best path over people who may be asked now.
    newest : str
        Its newest signal, "" for none: "looked at prices on 2026-06-15".
    """
    if not cell:
        return ""
    letter, column = cell[0], cell[1]
    if letter == "C":
        return f"{cell}: leave it for now, as it is unlike your customers."
    when = f", {_SOON[column]}" if column in _SOON else ""
    if door:
        step = f"{cell}, {label(door.strength).lower()} path: {door.asking}{when}."
        return f"{step} {door.declined}" if door.declined else step
    seen = f" It {newest}." if newest else ""
    if when:
        lacking = (
            "everybody who could introduce you was asked often enough lately"
            if reach > 0
            else "nobody who could introduce you is known"
        )
        return f"{cell}: write to it{when.lstrip(',')}; {lacking}.{seen}"
    return f"{cell}: keep an eye on it.{seen}"
