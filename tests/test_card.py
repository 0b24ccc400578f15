"""The account card: few bars that add up to the digit, few customers, and who opens the door."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_icp.discovery.icp import Rule
from graph_icp.discovery.ranking.bars import SINGLE, bars
from graph_icp.discovery.ranking.card import CHIPS, CUSTOMERS_NAMED, DOORS, Card, card
from graph_icp.discovery.ranking.explaining import Explanation

ACCOUNT = {
    "id": 1,
    "key": "domain:osier.example",
    "name": "Osier Market",
    "domain": "osier.example",
    "status": "prospect",
    "industry": "Retail",
    "size": "51-200",
    "employees": float("nan"),
    "country": "GB",
    "owner": "Ann Lee",
}
NOBODY = pd.DataFrame(columns=["person", "title", "known_by"])


def explanation(
    nets: list[float], like: list[list[str]] | None = None, start: float = 15.4, **other: Any
) -> Explanation:
    """An explained account that uses a tool for each number of net points."""
    tools = [f"Tool {place}" for place in range(len(nets))]
    having = like or [["Halden Shoes"]] * len(nets)
    lines = {
        "relation": ["uses"] * len(nets) + ["uses", ""],
        "trait": [*tools, "", ""],
        "name": [*tools, "typical for this relation", "typical company"],
        "points": [*nets, 0.0, start],
        "net": [*nets, 0.0, start],
        "customers": [*map(len, having), 0, 0],
        "of_customers": [14] * len(nets) + [0, 0],
        "prospects": [8.0] * len(nets) + [math.nan] * 2,
        "of_prospects": [109.0] * len(nets) + [math.nan] * 2,
        "like": [*having, [], []],
        "note": [""] * (len(nets) + 2),
    }
    known = {"relation": ["uses", "size", ""], "title": ["Technologies", "Size", ""]}
    about: dict[str, Any] = {
        "account": ACCOUNT,
        "fit": 91.2,
        "most_like": "",
        "named": (),
        "total": sum(nets) + start,
        "coverage": 0.5,
        "why": "Uses Tool 0, like Halden Shoes and Birk Sports",
        "points": pd.DataFrame(lines),
        "relations": pd.DataFrame(known | {"known": [True, False, True], "alone": [[], [], []]}),
        "closest": closest(1),
        "tier": "Good fit",
        "broken": (),
        "what_if": pd.DataFrame(columns=["relation", "trait", "name", "points", "fit", "tier"]),
    }
    return Explanation(**about | other)


def closest(as_like: int) -> pd.DataFrame:
    """Five customers like it, of whom the first few equally."""
    names = ["Halden Shoes", *(f"Shop {place}" for place in range(4))]
    likeness = [0.8] * as_like + [0.4] * (5 - as_like)
    return pd.DataFrame({"customer": names, "key": names, "likeness": likeness})


def carded(*nets: float, contacts: pd.DataFrame = NOBODY, **other: Any) -> Card:
    about = explanation([*nets], **other)
    return card(about, contacts, 14, "a typical customer", rank=10, of_how_many=109)


@given(st.lists(st.floats(-200, 200), max_size=60), st.floats(-50, 50))
def test_bars_add_up_to_the_points_to_the_digit(nets: list[float], start: float) -> None:
    explained = explanation(nets, start=start)
    shown, folded = bars(explained)
    assert sum(each.points for each in shown) == round(explained.total)
    assert shown[-1].name == "Starting point"
    singles = [each for each in shown if each.trait]
    assert len(singles) <= SINGLE
    assert len(singles) + len(folded) == len(nets)
    if folded:
        (rest,) = (each for each in shown[:-1] if not each.trait)
        assert sum(each.points for each in folded) == rest.points
        assert rest.name.startswith(f"{len(folded)} more trait")


def test_what_speaks_for_it_comes_first_and_of_either_side_the_most() -> None:
    shown, _ = bars(explanation([3.0, -30.0, 20.0, -4.0]))
    assert [each.points for each in shown] == [20, 3, -30, -4, 15]
    assert [each.name for each in shown[:2]] == ["Uses Tool 2", "Uses Tool 0"]


def test_what_its_sentence_names_has_a_bar_however_small() -> None:
    named = frozenset({("uses", "Tool 10")})
    shown, folded = bars(explanation([*[50.0] * 10, 0.2], reasons=named))
    assert "Uses Tool 10" in [each.name for each in shown]
    assert (len([each for each in shown if each.trait]), len(folded)) == (SINGLE, 5)


def test_few_traits_have_a_bar_each_however_small() -> None:
    shown, folded = bars(explanation([0.1, 9.0]))
    assert [each.name for each in shown] == ["Uses Tool 1", "Uses Tool 0", "Starting point"]
    assert folded == ()


def test_many_small_traits_are_one_bar_that_names_some() -> None:
    shown, folded = bars(explanation([30.0, *[0.3] * 10]))
    assert [each.points for each in shown] == [30, 3, 15]
    assert shown[1].name == "10 more traits"
    assert shown[1].note == "Tool 1, Tool 2, Tool 3 and 7 more"
    assert sorted(each.points for each in folded) == [0] * 7 + [1] * 3


def test_a_card_says_who_it_is() -> None:
    about = carded(48.9, 26.7)
    assert (about.name, about.fit, about.points) == ("Osier Market", 91, 91)
    assert (about.rank, about.of_how_many, about.learned_from) == (10, 109, 14)
    assert about.facts == ("Retail", "51-200 people", "GB", "owner Ann Lee")
    assert about.unknown == ("Size",)
    (first, *_) = about.bars
    assert (first.customers, first.of_customers) == (1, 14)
    assert (first.prospects, first.of_prospects) == (8, 109)


@pytest.mark.parametrize(
    ("known", "facts"),
    [
        ({"employees": 1013.0}, ("1,013 people",)),
        ({"employees": 1}, ("1 person",)),
        ({"size": "enterprise"}, ("enterprise",)),
        ({}, ()),
    ],
)
def test_only_what_is_known_is_a_fact(known: dict[str, object], facts: tuple[str, ...]) -> None:
    nothing = dict.fromkeys(ACCOUNT, None) | {"id": 1, "name": "Osier", "key": "name:osier"}
    explained = replace(explanation([1.0]), account=nothing | known)
    about = card(explained, NOBODY, 14, "a typical customer")
    assert about.facts == facts
    assert about.domain == ""


def test_a_run_of_an_older_version_knows_no_prospects() -> None:
    explained = explanation([9.0])
    lines = explained.points.assign(prospects=math.nan, of_prospects=math.nan)
    (first, _), _ = bars(replace(explained, points=lines))
    assert first.prospects is first.of_prospects is None


def test_few_customers_are_named_and_each_bar_has_one_of_them() -> None:
    like = [[f"Firm {trait}.{place}" for place in range(6)] for trait in range(6)]
    about = carded(*range(60, 0, -10), like=like, most_like="Halden Shoes")
    assert len(about.named) == CUSTOMERS_NAMED
    assert about.named[0] == about.most_like == "Halden Shoes"
    for bar in about.bars[:6]:
        assert 1 <= len(bar.like) <= CHIPS
        assert {*bar.like} <= {*about.named}
        assert bar.customers == 6


def test_the_customers_of_the_sentence_are_among_those_named() -> None:
    common = [f"Firm {place}" for place in range(9)]
    about = carded(
        30.0, 20.0, like=[[*common, "Birk Sports"], common], named=("Birk Sports", "Elsewhere")
    )
    assert {"Birk Sports", "Elsewhere"} <= {*about.named}
    assert "Birk Sports" in about.bars[0].like or len(about.bars[0].like) == CHIPS


def test_who_is_not_scored_has_no_bars() -> None:
    about = card(
        replace(explanation([]), total=math.nan, fit=math.nan, tier="Insufficient data"),
        NOBODY,
        14,
        "a typical customer",
    )
    assert about.bars == about.folded == ()
    assert about.fit is about.points is None
    assert about.why == ""


def test_rules_broken_and_what_would_lift_it_are_said() -> None:
    rule = Rule(required=True, about="country", values=("DE",))
    lifts = pd.DataFrame([{"name": "Go", "fit": 61.7, "tier": "Best fit"}])
    about = carded(5.0, broken=(rule,), what_if=lifts)
    assert about.broken == ("require country: DE",)
    assert [(each.name, each.fit, each.tier) for each in about.what_if] == [("Go", 61, "Best fit")]


def test_people_whom_a_colleague_knows_open_the_door_first() -> None:
    people = [("Mia Fox", "COO", []), ("Rita Rossi", "Head of Logistics", ["Bo Marsh", "Ann Lee"])]
    people += [(f"Person {place}", None, []) for place in range(6)]
    table = pd.DataFrame(people, columns=["person", "title", "known_by"]).assign(persona=None)
    about = carded(1.0, contacts=table)
    first, second, *_ = about.doors
    assert (first.person, first.known_by) == ("Rita Rossi", ("Bo Marsh", "Ann Lee"))
    assert (second.person, second.title, second.known_by) == ("Mia Fox", "COO", ())
    table.loc[3, "persona"] = "Buyer"
    first, second, *_ = carded(1.0, contacts=table).doors
    assert (first.persona, first.known_by, second.person) == ("Buyer", (), "Rita Rossi")
    assert (len(about.doors), about.doors_left_out) == (DOORS, 2)
