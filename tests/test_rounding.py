"""Scores are one number on every surface, never shown above what they are, and parts add up."""

from __future__ import annotations

import json
import math
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import graph_icp
from graph_icp.cli.main import main
from graph_icp.reach.people.strengths import label
from graph_icp.rounding import added, cut, cut_text, whole_score

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Demo

SCORES = ("fit", "intent", "reach", "priority")
DECIMALS = st.integers(0, 3)


@given(st.floats(-1e6, 1e6), DECIMALS)
def test_what_is_cut_is_never_above_and_less_than_one_digit_below(
    number: float, decimals: int
) -> None:
    down = float(cut(number, decimals))
    assert down <= number + 1e-9
    assert number - down < 10**-decimals * (1 + 1e-6)


@given(st.integers(0, 100_000), DECIMALS)
def test_what_has_so_many_decimals_stays_as_it_is(digits: int, decimals: int) -> None:
    number = digits / 10**decimals
    assert cut(number, decimals) == number


@given(st.floats(0, 150))
def test_fewer_decimals_say_the_same(number: float) -> None:
    assert math.floor(float(cut_text(number, 1))) == int(cut_text(number)) == whole_score(number)


def test_who_is_shown_with_50_has_50() -> None:
    assert (cut_text(49.97), cut_text(49.97, 1), cut_text(50.0)) == ("49", "49.9", "50")
    assert cut_text(50 - 1e-6, 2) == "49.99"
    assert whole_score(float("nan")) is None


def test_what_falls_short_by_computing_alone_is_not_cut() -> None:
    eight = 0.6 * (2 / 3 / 0.5)
    assert eight < 0.8
    assert cut_text(eight, 2) == "0.80"
    assert added([100 * eight], 1) == [80.0]
    assert label(0.45 * (2 / 3 / 0.5) - 1e-12) == "Strong"
    assert label(0.6 - 1e-6) == "Good"


@given(st.lists(st.floats(0, 100), max_size=4), DECIMALS)
def test_what_parts_add_is_the_cut_sum_and_the_first_is_as_it_is_alone(
    parts: list[float], decimals: int
) -> None:
    adds = added(parts, decimals)
    assert sum(adds) == pytest.approx(float(cut(np.cumsum([0.0, *parts])[-1], decimals)), abs=1e-9)
    assert adds[:1] == [float(cut(part, decimals)) for part in parts[:1]]


class Surfaces(NamedTuple):
    """An account, its exact scores, and the store."""

    domain: str
    scores: dict[str, float]
    store: str


@pytest.fixture(scope="module")
def surfaces(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Surfaces:
    """Return the account of the demo's first 60 whose scores rounding would raise most."""
    store = tmp_path_factory.mktemp("surfaces") / "demo.duckdb"
    shutil.copy(demo_market.store, store)
    found = graph_icp.open(store).discover(limit=60).table
    known = found[(found["intent"] > 1) & (found["reach"] > 1)]
    raised = sum((known[each] % 1 >= 0.5).astype(int) for each in SCORES)
    row = known.loc[raised.idxmax()]
    assert raised.max() >= 2
    return Surfaces(row["domain"], {each: row[each] for each in SCORES}, str(store))


def shown(surfaces: Surfaces, *words: str) -> str:
    ended = CliRunner().invoke(
        main, [*words], env={"COLUMNS": "200", "GRAPH_ICP_STORE": surfaces.store}
    )
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+\.\d", text)]


def test_every_surface_shows_the_same_scores(surfaces: Surfaces, tmp_path: Path) -> None:
    domain, scores, _ = surfaces
    wholes = {name: math.floor(score) for name, score in scores.items()}
    tenths = {name: f"{math.floor(score * 10) / 10:.1f}" for name, score in scores.items()}

    listed = shown(surfaces, "discover", "--limit", "60")
    line = next(each for each in listed.splitlines() if domain in each)
    before, _, _ = line.partition(domain)
    fit, _, intent, reach = before.split()[-4:]
    assert {"fit": int(fit), "intent": int(intent), "reach": int(reach)} == {
        name: wholes[name] for name in ("fit", "intent", "reach")
    }

    shown(surfaces, "discover", "--limit", "60", "-o", str(tmp_path / "list.xlsx"))
    header, *rows = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].iter_rows()
    names = [str(cell.value).lower() for cell in header]
    cells = next(
        dict(zip(names, row, strict=True)) for row in rows if domain in [each.value for each in row]
    )
    for name in SCORES:
        assert cells[name].number_format == "0.0"
        assert f"{cells[name].value:.1f}" == tenths[name]

    head, *_ = shown(surfaces, "signals", domain).splitlines()
    assert f"intent {tenths['intent']} of 100" in head
    head, *_ = shown(surfaces, "paths", domain).splitlines()
    assert f"reach {tenths['reach']} of 100" in head

    told = shown(surfaces, "explain", domain)
    assert f"fit {wholes['fit']} (" in told
    assert f"Priority {tenths['priority']}: fit {tenths['fit']} + " in told
    assert f" of intent {tenths['intent']} + " in told
    assert f" of reach {tenths['reach']}." in told
    assert f"\nIntent {tenths['intent']}: " in told
    assert f"\nReach {tenths['reach']}: " in told

    page = tmp_path / "card.html"
    shown(surfaces, "neighbourhood", domain, "-o", str(page))
    text = page.read_text()
    assert f">reach {wholes['reach']}</span>" in text
    assert f">intent {wholes['intent']}</span>" in text
    assert re.search(rf"\bfit {wholes['fit']}\b", text)


def test_parts_add_up_to_the_score_that_is_shown(surfaces: Surfaces) -> None:
    told = shown(surfaces, "explain", surfaces.domain).splitlines()
    line = next(line for line in told if line.startswith("Priority "))
    priority, fit, of_intent, intent, of_reach, reach = numbers(line)
    assert fit + of_intent + of_reach == pytest.approx(priority)
    assert of_intent == pytest.approx(0.3 * intent, abs=0.1)
    assert of_reach == pytest.approx(0.2 * reach, abs=0.1)
    text = " ".join(told).partition(" Intent ")[2]
    intent, *kinds = numbers(re.split(" Newest: | Reach ", text)[0])
    assert sum(kinds) == pytest.approx(intent)

    head, *lines = shown(surfaces, "paths", surfaces.domain).splitlines()
    adds = [float(each) for line in lines for each in re.findall(r"adds (\d+\.\d)\)", line)]
    assert sum(adds) == pytest.approx(numbers(head)[0])

    head, *_ = shown(surfaces, "signals", surfaces.domain).splitlines()
    rows = shown(surfaces, "signals", surfaces.domain, "--format", "json")
    points = [row["points"] for row in json.loads(rows)]
    assert sum(points) == pytest.approx(numbers(head)[0])
