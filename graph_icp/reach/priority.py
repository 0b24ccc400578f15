"""Priority: fit first, then what an account showed lately and how well we are introduced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# The intents from which on an account is of the first and of the second column of cells.
HIGH, MEDIUM = 50.0, 20.0
LEVELS = ("high", "medium", "low", "unknown")
UNKNOWN = "-"
# The reaches from which on a path is called so.
_PATHS = ((60.0, "strong"), (35.0, "good"), (-np.inf, "weak"))
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
    chosen = [np.isnan(intent), intent >= HIGH, intent >= MEDIUM]
    found: list[str] = np.select(chosen, ["unknown", "high", "medium"], "low").tolist()
    return found


def next_step(cell: str, reach: float, door: str, newest: str) -> str:
    """Return what to do next in words, "" for an account without a cell.

    Parameters
    ----------
    cell : str
        As of `cells`.
    reach : float
        0 to 100; nan where unknown.
    door : str
        The best path, "" for none: "Ann Lee -> Bo Marsh -> Ines Silva, COO".
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
        return f"{cell}, {_strength(reach)} path: {_ask(door)}{when}."
    seen = f" It {newest}." if newest else ""
    if when:
        return (
            f"{cell}: write to it{when.lstrip(',')}; nobody who could introduce you is known.{seen}"
        )
    return f"{cell}: keep an eye on it.{seen}"


def _strength(reach: float) -> str:
    return next(word for least, word in _PATHS if not reach < least)


def _ask(door: str) -> str:
    """Return a path as what to ask its first person."""
    starter, *between, target = door.split(" -> ")
    if between:
        return f"ask {starter} to have {between[0]} introduce you to {target}"
    return f"ask {starter} to introduce you to {target}"
