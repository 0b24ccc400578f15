"""Priority: fit first, what is unknown adds nothing, and the next step in words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from graph_icp.discovery.ranking.filters import Filters
from graph_icp.market.discover_options import DiscoverOptions
from graph_icp.market.intent.standing import COLUMNS, Standing
from graph_icp.reach.priority import (
    Door,
    PriorityWeights,
    Request,
    cells,
    next_step,
    priority,
    priority_parts,
)

UNKNOWN = float("nan")
INES = Door(("Ann Lee", "Ines Silva"), "COO", 0.64)
OVER_BO = Door(("Ann Lee", "Bo Marsh", "Ines Silva"), "COO", 0.4)
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


def test_priority_is_the_sum_of_what_files_show() -> None:
    scores = [np.array([each]) for each in (84.7999, 82.95, 60.19)]
    found = priority(*scores, PriorityWeights())
    assert found.tolist() == [round(84.7 + 0.3 * 82.9 + 0.2 * 60.1, 6)]
    assert priority(*map(np.array, ([84.1], [80.0], [0.0])), PriorityWeights()).tolist() == [108.1]


def test_cells_are_tier_and_level_of_intent() -> None:
    tiers = np.array(["Best fit", "Good fit", "Bad fit", "Best fit", "Insufficient data"], object)
    intent = np.array([50.0, 49.9, 19.9, UNKNOWN, 90.0])
    assert cells(tiers, intent, LETTERS) == ["A1", "B2", "C3", "A-", ""]


@pytest.mark.parametrize(
    ("cell", "reach", "door", "newest", "said"),
    [
        (
            *("A1", 64.0, INES, "looked at prices on 2026-06-15"),
            "A1, strong path: ask Ann Lee to introduce you to Ines Silva, COO, this week.",
        ),
        (
            *("B2", 40.0, OVER_BO, ""),
            "B2, good path: ask Ann Lee to have Bo Marsh introduce you to Ines Silva, COO, "
            "this month.",
        ),
        (
            *("A1", UNKNOWN, None, "looked at prices on 2026-06-15"),
            "A1: write to it this week; nobody who could introduce you is known. "
            "It looked at prices on 2026-06-15.",
        ),
        (
            *("A1", 64.0, None, ""),
            "A1: write to it this week; everybody who could introduce you was asked often enough "
            "lately.",
        ),
        ("A3", UNKNOWN, None, "", "A3: keep an eye on it."),
        (
            *("C1", 90.0, INES, ""),
            "C1: leave it for now, as it is unlike your customers.",
        ),
        ("", 90.0, INES, "", ""),
    ],
)
def test_the_next_step_in_words(
    cell: str, reach: float, door: Door | None, newest: str, said: str
) -> None:
    assert next_step(cell, reach, door, newest) == said


@pytest.mark.parametrize(
    ("cell", "door", "though", "said"),
    [
        (
            *("A1", INES, ""),
            "A1: answer its request of 2026-06-15; strong path: ask Ann Lee to introduce you to "
            "Ines Silva, COO, this week.",
        ),
        (
            *("B3", None, ""),
            "B3: answer its request of 2026-06-15; nobody who could introduce you is known.",
        ),
        (
            *("C1", INES, "it is unlike your customers"),
            "C1: answer its request of 2026-06-15, though it is unlike your customers.",
        ),
        (
            *("", None, "little is known of it"),
            "Answer its request of 2026-06-15, though little is known of it.",
        ),
    ],
)
def test_a_request_is_answered_whatever_the_fit(
    cell: str, door: Door | None, though: str, said: str
) -> None:
    assert next_step(cell, UNKNOWN, door, "", request=Request("2026-06-15", though)) == said


@pytest.mark.parametrize(
    ("strength", "word"),
    [(0.15, "weak"), (0.349, "weak"), (0.35, "good"), (0.599, "good"), (0.6, "strong")],
)
def test_a_path_is_called_by_its_own_strength_and_not_by_the_reach(
    strength: float, word: str
) -> None:
    """Three weak paths make a high reach, and none of them strong."""
    door = Door(("Ann Lee", "Ines Silva"), "", strength)
    assert next_step("A1", 90.0, door, "").startswith(f"A1, {word} path: ask Ann Lee")


def test_an_arrow_in_a_name_or_a_title_is_a_part_of_it() -> None:
    door = Door(("Ann Lee", "Bo -> Marsh"), "VP -> COO", 0.7)
    assert str(door) == "Ann Lee -> Bo -> Marsh, VP -> COO"
    assert door.asking == "ask Ann Lee to introduce you to Bo -> Marsh, VP -> COO"
    over = Door(("Ann -> Lee", "Bo -> Marsh", "Ines Silva"), "", 0.7)
    assert over.asking == "ask Ann -> Lee to have Bo -> Marsh introduce you to Ines Silva"


FITS = np.array([90.0, 60.0, 30.0, 10.0, 70.0])
TIERS = np.array(["Best fit", "Best fit", "Good fit", "Bad fit", "Insufficient data"], object)
# Positions, the best fit first.
PLACES = np.array([0, 4, 1, 2, 3])


def standing(intent: list[float], reach: list[float]) -> Standing:
    newest = np.array(["looked at prices" if value > 0 else "" for value in intent], object)
    values = (np.array(intent), np.array(reach))
    asked = np.array([value >= 100 for value in intent])
    ranked = np.ones(len(intent), dtype=bool)
    return Standing(*values, newest, newest, asked, PriorityWeights(), {}, "", ranked)


def listed(by: Standing, sort: str | None = None, **filters: object) -> list[int]:
    filtered = Filters(**filters)  # type: ignore[arg-type]
    options = DiscoverOptions("auto", None, (), (), filtered, None, 0.0, False, sort=sort)
    everybody = np.ones(len(PLACES), dtype=bool)
    return by.arranged(PLACES, everybody, FITS, TIERS, options).tolist()


def test_a_list_is_by_priority_and_never_makes_a_low_fit_hot() -> None:
    """Of equal ones, and where it is unknown, the better fit comes first."""
    known = standing([0, 100, UNKNOWN, 100, 0], [UNKNOWN, 50, 90, 100, UNKNOWN])
    # Priorities 90, 100, 48 of those of Good fit or better, by their places in PLACES.
    assert listed(known) == [2, 0, 3]
    assert listed(known, "reach") == [3, 2, 0]
    assert listed(known, "intent") == [2, 0, 3]
    assert listed(known, "fit") == [0, 1, 2, 3, 4]
    assert listed(known, min_fit=0.0) == [2, 0, 1, 4, 3]
    assert listed(known, tiers=("Bad fit",)) == [2, 0, 1, 4, 3]


@pytest.mark.parametrize("sort", [None, "intent", "reach", "priority", "fit"])
def test_where_nothing_is_known_the_list_is_by_fit(sort: str | None) -> None:
    for nothing in (standing([UNKNOWN] * 5, [UNKNOWN] * 5), standing([0.0] * 5, [0.0] * 5)):
        assert not nothing.known
        assert listed(nothing, sort) == [0, 1, 2, 3, 4]
        table = pd.DataFrame({"rank": [1], "tier": ["Best fit"], "fit": [90.0], "key": ["a"]})
        added = nothing.added_to(table, np.array([0]))
        assert added[list(COLUMNS)].isna().all().all()


def test_what_is_known_of_companies_that_are_not_ranked_changes_no_list() -> None:
    """A customer that a colleague knows neither orders nor shortens the list."""
    customer = standing([UNKNOWN, UNKNOWN, UNKNOWN, 0, 60.0], [0, 0, 0, 80.0, 0])
    assert listed(customer) == [0, 2, 3]
    others = customer.among(np.array([0, 1, 2]))
    assert not others.known
    assert listed(others) == [0, 1, 2, 3, 4]
    assert customer.among(np.array([0, 3])).known
    assert customer.among(np.array([4])).known


def test_the_columns_stand_behind_the_tier() -> None:
    known = standing([0, 100, UNKNOWN, 100, 0], [UNKNOWN, 50, 90, 100, UNKNOWN])
    table = pd.DataFrame({"fit": FITS[[1, 2]], "tier": TIERS[[1, 2]], "key": ["a", "b"]})
    added = known.added_to(table, np.array([1, 2]))
    assert list(added) == ["fit", "tier", *COLUMNS, "key"]
    assert added["cell"].to_list() == ["A1", "B-"]
    assert added["priority"].to_list() == pytest.approx([100, 48], abs=1e-9)
    assert added["door"].isna().all()
    assert added["newest_signal"].to_list() == ["looked at prices", ""]
