"""Priority: fit first, what is unknown adds nothing, and the next step in words."""

from __future__ import annotations

import numpy as np
import pytest

from graph_icp.reach.priority import (
    PriorityWeights,
    cells,
    next_step,
    priority,
    priority_parts,
)

UNKNOWN = float("nan")
LETTERS = {"Best fit": "A", "Good fit": "B", "Bad fit": "C"}


def test_priority_is_fit_and_a_part_of_intent_and_reach_and_splits_exactly() -> None:
    fit, intent, reach = (
        np.array(each) for each in ([80.0, 80, 80], [50.0, UNKNOWN, 0], [UNKNOWN, 40.0, 10])
    )
    found = priority(fit, intent, reach, PriorityWeights())
    assert found == pytest.approx([95, 88, 82], abs=1e-9)
    parts = priority_parts(fit, intent, reach, PriorityWeights(1.0, 0.5))
    assert sum(parts.values()) == pytest.approx(
        priority(fit, intent, reach, PriorityWeights(1.0, 0.5)), abs=1e-9
    )


def test_cells_are_tier_and_level_of_intent() -> None:
    tiers = np.array(["Best fit", "Good fit", "Bad fit", "Best fit", "Insufficient data"], object)
    intent = np.array([50.0, 49.9, 19.9, UNKNOWN, 90.0])
    assert cells(tiers, intent, LETTERS) == ["A1", "B2", "C3", "A-", ""]


@pytest.mark.parametrize(
    ("cell", "reach", "door", "newest", "said"),
    [
        (
            *("A1", 64.0, "Ann Lee -> Ines Silva, COO", "looked at prices on 2026-06-15"),
            "A1, strong path: ask Ann Lee to introduce you to Ines Silva, COO, this week.",
        ),
        (
            *("B2", 40.0, "Ann Lee -> Bo Marsh -> Ines Silva, COO", ""),
            "B2, good path: ask Ann Lee to have Bo Marsh introduce you to Ines Silva, COO, "
            "this month.",
        ),
        (
            *("A1", UNKNOWN, "", "looked at prices on 2026-06-15"),
            "A1: write to it this week; nobody who could introduce you is known. "
            "It looked at prices on 2026-06-15.",
        ),
        ("A3", UNKNOWN, "", "", "A3: keep an eye on it."),
        (
            *("C1", 90.0, "Ann Lee -> Ines Silva, COO", ""),
            "C1: leave it for now, as it is unlike your customers.",
        ),
        ("", 90.0, "Ann Lee -> Ines Silva, COO", "", ""),
    ],
)
def test_the_next_step_in_words(cell: str, reach: float, door: str, newest: str, said: str) -> None:
    assert next_step(cell, reach, door, newest) == said
