"""Shares and ratios as people read them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_icp.output.readable_numbers import percent, ratio, times, whole


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((0.0, "0"), (0.0004, "0"), (0.05, "0.05"), (0.256, "0.26"), (1.0, "1"), (5.84, "5.8")),
        *((9.96, "10"), (11.9, "12"), (166.0, "170"), (941.9, "940"), (1_284.0, "1,300")),
    ],
)
def test_ratios_have_two_digits(value: float, shown: str) -> None:
    assert ratio(value) == shown


@given(st.floats(0, 1e12))
def test_no_ratio_is_written_as_a_power_of_ten(value: float) -> None:
    assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?", ratio(value))
    if value >= 0.1:
        assert float(ratio(value).replace(",", "")) == pytest.approx(value, rel=0.051)


def test_intervals_say_what_is_not_known() -> None:
    assert times(12.2, 5.3, 21.9) == "12 times (5.3 to 22)"
    assert times(math.nan, 12.8, math.nan) == "at least 13 times"
    assert times(0.0, 0.0, 0.24) == "never (at most 0.24 times)"


def test_shares_and_counts() -> None:
    shares = (0, 0.001, 0.005, 0.126, 1)
    assert [percent(each) for each in shares] == ["0%", "under 1%", "under 1%", "13%", "100%"]
    assert percent(math.nan, "unknown") == "unknown"
    assert [whole(each) for each in (17.2, 17.5, 1_030.4)] == ["17", "18", "1,030"]
