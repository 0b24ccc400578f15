"""Weights of signals learned from deals: what teaches, how far, and that nothing looks ahead."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_icp.reach.learned_weights import average_precision, learned_weights, shrunk
from graph_icp.reach.signal_kinds import CAREERS, NAMES, PRICING, signal_kinds
from graph_icp.reach.weekly_cuts import AHEAD, History, rows_at

KINDS = signal_kinds({}, {})
TODAY = 20_000
PLACE = {name: place for place, name in enumerate(KINDS)}


def history(deals: int, *, seed: int = 1, companies: int = 400, noisy: str = CAREERS) -> History:
    """Return a market in which looks at prices precede deals by weeks, and all see other pages."""
    draw = np.random.default_rng(seed)
    opened = np.sort(draw.integers(TODAY - 700, TODAY - 20, deals))
    accounts = draw.permutation(companies)[:deals]
    before = [
        (account, PLACE[PRICING], day - ago, 2.0)
        for account, day in zip(accounts.tolist(), opened.tolist(), strict=True)
        for ago in (10, 24, 38)
        if draw.random() < 0.8
    ]
    noise = [
        (int(account), PLACE[kind], int(day), 1.0)
        for kind, many in ((noisy, 3000), (PRICING, 150))
        for account, day in zip(
            draw.integers(0, companies, many), draw.integers(TODAY - 760, TODAY, many), strict=True
        )
    ]
    signals = pd.DataFrame([*before, *noise], columns=["account", "kind", "day", "count"])
    closed = opened + 30.0
    told = {"account": accounts, "opened": opened, "closed": closed, "won": closed <= TODAY}
    return History(signals, pd.DataFrame(told), pd.Series(dtype=float), companies)


@pytest.fixture(scope="module")
def taught() -> History:
    return history(60)


def test_what_precedes_deals_is_worth_more(taught: History) -> None:
    found = learned_weights(taught, KINDS, TODAY)
    assert found.kinds[PRICING].weight > KINDS[PRICING].weight
    assert found.kinds[PRICING].weight > found.kinds[CAREERS].weight + 15
    assert found.kinds[PRICING].half_life > KINDS[PRICING].half_life
    assert found.counts
    assert found.said() == f"by weights learned from {found.deals} won deals"


def test_a_kind_that_nobody_showed_keeps_its_default(taught: History) -> None:
    found = learned_weights(taught, KINDS, TODAY)
    unseen = set(NAMES) - {PRICING, CAREERS}
    assert all(found.kinds[name] == KINDS[name] for name in unseen)


def test_noise_that_has_a_weight_loses_it() -> None:
    noisy = history(60, noisy="demo")
    found = learned_weights(noisy, KINDS, TODAY)
    assert found.kinds["demo"].weight < KINDS["demo"].weight / 2
    assert found.precision > found.default_precision


def test_ten_deals_teach_nothing() -> None:
    found = learned_weights(history(10), KINDS, TODAY)
    assert found.kinds == KINDS
    assert found.said() == "by default weights (10 of 30 won deals with dates)"


def test_without_signals_or_deals_the_defaults_stay(taught: History) -> None:
    nothing = History(taught.signals.head(0), taught.deals, taught.bought, 400)
    assert learned_weights(nothing, KINDS, TODAY).kinds == KINDS
    undated = History(taught.signals, taught.deals.head(0), taught.bought, 400)
    assert learned_weights(undated, KINDS, TODAY).said().startswith("by default weights (0 of 30")


def test_deals_that_all_opened_at_once_cannot_be_judged(taught: History) -> None:
    deals = taught.deals.assign(opened=TODAY - 50, closed=TODAY - 20.0, won=True)
    found = learned_weights(History(taught.signals, deals, taught.bought, 400), KINDS, TODAY)
    assert not found.counts
    assert "too short a time to judge" in found.said()


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from([7.0, 14.0, 30.0, 60.0, 90.0]))
def test_more_deals_shrink_less(learned: float, default: float, half_life: float) -> None:
    usual = KINDS[PRICING].__class__(PRICING, "", default, 20.0, "visits")
    told = KINDS[PRICING].__class__(PRICING, "", learned, half_life, "visits")
    steps = [shrunk(told, usual, deals) for deals in (0, 10, 30, 100, 1000, 10**6)]
    for away in (
        [abs(each.weight - learned) for each in steps],
        [abs(each.half_life - half_life) for each in steps],
    ):
        assert all(more <= less + 0.051 for less, more in pairwise(away))
    assert steps[0].weight == pytest.approx(default, abs=0.051)
    assert steps[2].weight == pytest.approx((default + learned) / 2, abs=0.051)


LATER = st.lists(
    st.tuples(
        st.integers(0, 399),
        st.integers(0, len(NAMES) - 1),
        st.integers(TODAY - 400, TODAY),
        st.floats(1, 50),
    ),
    min_size=1,
    max_size=20,
)


@given(LATER)
@settings(deadline=None, max_examples=25)
def test_signals_from_a_cut_on_change_nothing_before(
    later: list[tuple[int, int, int, float]],
) -> None:
    market = history(30)
    cut = TODAY - 400
    cuts = np.arange(cut - 70, cut + 1, 7)
    half_lives = np.array([[each.half_life for each in KINDS.values()]])
    more = pd.DataFrame(later, columns=["account", "kind", "day", "count"])
    signals = pd.concat([market.signals, more], ignore_index=True)
    after = History(signals, market.deals, market.bought, market.accounts)
    one, two = (rows_at(each, cuts, half_lives) for each in (market, after))
    np.testing.assert_allclose(one.shown, two.shown, atol=1e-12)
    assert (one.won == two.won).all()
    assert (one.weight == two.weight).all()


def test_who_bought_or_has_an_open_deal_is_not_looked_at() -> None:
    signals = pd.DataFrame(
        [(account, PLACE[PRICING], TODAY - 200, 1.0) for account in range(5)],
        columns=["account", "kind", "day", "count"],
    )
    deals = pd.DataFrame(
        [
            (0, TODAY - 195, TODAY - 150.0, True),  # in talks at the cut
            (1, TODAY - 195, TODAY - 192.0, False),  # lost before it
            (2, TODAY - 180, TODAY - 100.0, True),  # opens soon
            (3, TODAY - 180 + AHEAD, TODAY - 10.0, True),  # opens too late
        ],
        columns=["account", "opened", "closed", "won"],
    )
    bought = pd.Series({4: float(TODAY - 195)})
    found = rows_at(
        History(signals, deals, bought, 10), np.array([TODAY - 190]), np.full((1, len(NAMES)), 10.0)
    )
    shown = found.shown[0].sum(axis=1)
    assert found.won[shown > 0].tolist() == [True, False, False]
    assert shown[0] == pytest.approx(0.5)
    assert found.weight.sum() == 10 - 2


def test_average_precision_by_hand() -> None:
    won = np.array([True, False, True, False])
    ones = np.ones(4)
    assert average_precision(np.array([4.0, 3, 2, 1]), won, ones) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.zeros(4), won, ones) == pytest.approx(0.5)
    assert average_precision(np.array([1.0, 0, 0, 0]), won[:1].repeat(4) & won, np.array(
        [1.0, 9, 1, 89])) == pytest.approx((1 + 2 / 100) / 2)  # fmt: skip
