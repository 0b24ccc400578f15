"""`explain` on a screen: net points that add up to what is shown, and nothing that overflows."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graph_icp.cli.reports.explain_report import LARGEST, report
from graph_icp.market.intent.account_standing import AccountStanding

NOTHING = float("nan")
UNKNOWN = AccountStanding(
    *(NOTHING, NOTHING, {"fit": 52.3, "intent": 0.0, "reach": 0.0}),
    *(pd.DataFrame({"signal": [], "points": []}), "", "", "A-", ""),
)
LIKE = ["WePay", "Kiprosh", "A company with a very long name", "TeamSnap"]


def explained(nets: list[float], *, name: str = "Stitch Fix", known: bool = True) -> Any:
    points = pd.DataFrame(
        {
            "relation": [*["uses"] * len(nets), "uses", ""],
            "trait": [*(f"t{place}" for place in range(len(nets))), "", ""],
            "name": [
                *(f"Trait number {place}" for place in range(len(nets))),
                "typical for this relation",
                "typical company",
            ],
            "points": [*(net + 1 for net in nets), -float(len(nets)), -7.77],
            "net": [*nets, 0.0, -7.77],
            "customers": 6,
            "of_customers": 14.0 if known else float("nan"),
            "prospects": 8.0 if known else float("nan"),
            "of_prospects": 1090.0 if known else float("nan"),
            "like": [*[LIKE] * len(nets), [], []],
            "note": [*["12 years ago"] * len(nets), "", ""],
        }
    )
    relations = pd.DataFrame(
        {
            "relation": ["uses", "size", ""],
            "title": ["Technologies", "Size", "Typical company"],
            "share": [0.7, 0.3, 0.0],
            "weight": [1.5, 1.0, 1.0],
            "points": [sum(nets), 0.0, -7.77],
            "known": [True, False, True],
            "alone": [[], [], []],
        }
    )
    closest = pd.DataFrame(
        {"customer": ["WePay"], "domain": ["wepay.com"], "likeness": [0.45], "shares": [["Ruby"]]}
    )
    about = SimpleNamespace(
        account={"name": name, "domain": "stitchfix.com", "status": "prospect"},
        fit=52.3,
        total=sum(nets) - 7.77,
        coverage=0.7,
        why="Uses Clojure, as 14 of 59 customers do (22 of 891 prospects); most like WePay",
        points=points,
        relations=relations,
        closest=closest,
        tier="Best fit",
        broken=(),
        unknown=["Size"],
        alone=[],
        what_if=pd.DataFrame(columns=["name", "tier", "fit"]),
    )
    return SimpleNamespace(
        explanation=about,
        run=SimpleNamespace(number=2, fit=SimpleNamespace(method="auto")),
        standings=pd.DataFrame({"run": [1, 2], "rank": [9, 2]}),
        rank=2,
        of_how_many=1060,
        beside=UNKNOWN,
        personas="1 of 2 must-have personas known; missing: the one who signs",
        said="",
        tags=(),
    )


def lines_of(about: Any, width: int = 80, **options: bool) -> list[str]:
    return [
        "".join(part if isinstance(part, str) else part[0] for part in line)
        for line in report(about, width, **options)
    ]


def table(lines: list[str], title: str) -> list[str]:
    start = next(place for place, line in enumerate(lines) if title in line)
    end = next((i for i in range(start, len(lines)) if not lines[i]), len(lines))
    return lines[start + 1 : end]


def points_in(line: str) -> float:
    found = re.search(r"(?:^| ) *([+-][\d,]+\.\d|0\.0)(?: |$)", line)
    assert found, line
    return float(found[1].replace(",", ""))


NETS = [23.14, 12.35, -8.05, 5.0, 4.44, -3.33, 2.22, 1.11, 0.55, 0.44, 0.33, -0.22, 0.11]


def test_the_screen_is_short_and_says_what_matters_first() -> None:
    lines = lines_of(explained(NETS))
    assert lines[0] == "Stitch Fix (stitchfix.com)"
    assert lines[1] == "Best fit, fit 52 (30.3 points), rank 2 of 1,060, prospect"
    assert lines[2].startswith("Uses Clojure, as 14 of 59")
    assert "Known: 70% of what counts; nothing is known of: Size." in lines
    assert len(lines) <= 32
    assert "typical for this relation" not in "\n".join(lines)
    assert "auto" not in "\n".join(lines)


def test_the_ten_largest_lines_are_shown_with_counts_and_like_whom() -> None:
    first, *_ = shown = table(lines_of(explained(NETS), 120), "largest")
    assert re.fullmatch(
        r"  \+23\.1  uses Trait number 0, 12 years ago +6 of 14    8 of 1,090  "
        r"WePay, Kiprosh, A company with a very long name, …",
        first,
    )
    assert [points_in(line) for line in shown[:3]] == pytest.approx([23.14, 12.35, -8.05], abs=0.1)
    assert "3 more traits (--all lists them)" in shown[LARGEST]
    assert shown[-1] == "Counts are of the companies where we know this."


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=30), st.sampled_from([60, 80, 120]))
@settings(max_examples=50, deadline=None)
def test_shown_points_add_up(nets: list[float], width: int) -> None:
    for whole in (False, True):
        lines = lines_of(explained(nets), width, whole=whole)
        every = any("Points by trait" in line for line in lines)
        by_trait = table(lines, "Points by trait" if every else "largest")
        for rows in (table(lines, "Points by part"), by_trait):
            numbers = [points_in(line) for line in rows if not re.match(r"Counts|\s{9}", line)]
            assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-6)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize(
    "name", ["x" * 300, "石油天然气集团公司" * 9, "🚀", "شركة النفط", "\x1b[31mE"]
)
def test_every_line_fits_and_steers_nothing(width: int, name: str) -> None:
    for options in ({}, {"whole": True, "verbose": True}):
        lines = lines_of(explained(NETS, name=name), width, **options)
        assert max(map(cell_len, lines)) <= width
        assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_names_that_differ_at_their_ends_are_whole(width: int) -> None:
    about = explained(NETS)
    events = [f"attended Open Ledger Forum of the Northern Cities {2000 + at}" for at in range(13)]
    about.explanation.points["name"] = [*events, "", ""]
    shown = " ".join(" ".join(table(lines_of(about, width), "largest")).split())
    if width < 80:
        assert "like WePay" not in shown
    for year in range(2000, 2000 + LARGEST):
        assert re.search(rf"Cities .*{year}, 12 years ago", shown)


def test_no_kind_of_signal_is_told_that_counts_nothing() -> None:
    about = explained([10.0])
    about.beside = AccountStanding(
        *(50.0, NOTHING, {"fit": 52.3, "intent": 15.0, "reach": 0.0}),
        pd.DataFrame({"signal": ["looked at prices", "attended"], "points": [49.98, 0.02]}),
        *("", "looked at prices on 2026-06-15", "A1", "A1: write to it this week."),
    )
    assert "Intent 50.0: looked at prices 50.0. It looked" in " ".join(lines_of(about, 200))


def test_what_a_relation_counts_over_all_is_no_share_of_these_points() -> None:
    assert "icp.toml counts Technologies 1.5 times as much as learned." in "\n".join(
        lines_of(explained(NETS))
    )
    assert "70%" not in "\n".join(table(lines_of(explained(NETS)), "Points by part"))
    verbose = lines_of(explained(NETS), verbose=True)
    assert next(line for line in verbose if "Points by part" in line).endswith("Learned")
    assert "70%" in "\n".join(table(verbose, "Points by part"))


def test_all_lines_and_jargon_are_there_for_the_asking() -> None:
    whole = "\n".join(lines_of(explained(NETS), whole=True))
    assert "Trait number 12" in whole
    assert "typical for this relation" not in whole
    verbose = "\n".join(lines_of(explained(NETS), 120, whole=True, verbose=True))
    assert "typical for this relation" in verbose
    assert "Learned by auto in run 2." in verbose
    assert "+24.1" in verbose


def test_runs_of_older_versions_are_explained_without_what_they_did_not_keep() -> None:
    text = "\n".join(lines_of(explained(NETS, known=False)))
    assert "nan" not in text
    assert "Prospects" not in text
    assert "Counts are" not in text


def test_an_account_that_is_not_scored_says_so() -> None:
    about = explained(NETS)
    about.explanation.fit = float("nan")
    head = [
        "Stitch Fix (stitchfix.com): Best fit, not scored, as nothing is known of it that",
        "counts; prospect.",
    ]
    assert lines_of(about) == head
    about.explanation.alone = ["Industry (Farming)", "Country (France)"]
    answer = "Answer its request of 2026-06-15, though little is known of it."
    about.beside = replace(UNKNOWN, next_step=answer)
    shared = "Known, but no other company shares it: Industry (Farming), Country (France)."
    assert lines_of(about) == [*head, shared, answer]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_priority_is_told_with_all_that_makes_it(width: int) -> None:
    about = explained([10.0])
    about.beside = AccountStanding(
        *(83.9, 61.0, {"fit": 52.3, "intent": 25.17, "reach": 12.2}),
        pd.DataFrame({"signal": ["asked for a demo", "looked at prices"], "points": [50.0, 33.9]}),
        *("Ann Lee -> Ines Silva, COO", "looked at prices on 2026-06-15", "A1"),
        "A1, strong path: ask Ann Lee to introduce you to Ines Silva, COO, this week.",
    )
    told = lines_of(about, width)
    assert max(map(cell_len, told)) <= width
    text = " ".join(told)
    assert "Priority 89.6: fit 52.3 + 25.1 of intent 83.9 + 12.2 of reach 61.0." in text
    assert "Intent 83.9: asked for a demo 50.0, looked at prices 33.9. It looked at" in text
    assert "Reach 61.0: Ann Lee -> Ines Silva, COO." in text
    assert "ask Ann Lee to introduce you to Ines Silva, COO, this week." in text
    assert not any("Priority" in line for line in lines_of(explained([10.0]), width))
