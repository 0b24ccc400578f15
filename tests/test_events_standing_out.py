"""Events at which customers stand out: planted ones are found, random ones hardly ever."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from graph_icp.discovery.events.standing_out import (
    MOST_Q,
    Counted,
    before_customer,
    compared,
    significance,
)

CUSTOMERS, MARKET, SERIES = 40, 400, 40
DAY = "2025-01-01"


def counted(k: object, n: object, K: object, M: object) -> Counted:
    """Return counts of a market without days."""
    k, n, K, M = np.broadcast_arrays(*(np.asarray(each) for each in (k, n, K, M)))
    return Counted(k, n, K, M, K / M, M.astype(float))


def test_the_numbers_are_those_of_the_exact_test() -> None:
    found = significance(counted([7, 3, 0], 20, [31, 300, 40], 990))
    for row in found.itertuples():
        k, n, K, M = row.customers, row.customers_known, row.prospects, row.prospects_known
        assert row.p == pytest.approx(fisher_exact([[k, n - k], [K, M - K]], "greater").pvalue)
        assert row.expected == pytest.approx(n * K / M)
        assert row.lift == pytest.approx((k / n) / (K / M))
        assert row.lift_low <= row.lift <= row.lift_high
    ranked = np.sort(found["p"])
    assert found["q"].min() == pytest.approx((ranked * 3 / np.array([1, 2, 3])).min())
    assert found["stands_out"].tolist() == [True, False, False]


def test_random_series_are_wrong_at_most_one_time_in_ten() -> None:
    wrong = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        chance = rng.uniform(0.005, 0.3, SERIES)
        found = significance(
            counted(
                rng.binomial(CUSTOMERS, chance), CUSTOMERS, rng.binomial(MARKET, chance), MARKET
            )
        )
        wrong += bool(found["stands_out"].any())
    assert wrong / 200 <= MOST_Q


def test_planted_series_are_found_and_few_others() -> None:
    planted = np.arange(SERIES) < 6
    found, false = [], []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        chance = rng.uniform(0.02, 0.1, SERIES)
        ours = np.where(planted, np.minimum(5 * chance + 0.1, 0.9), chance)
        shown = significance(
            counted(rng.binomial(CUSTOMERS, ours), CUSTOMERS, rng.binomial(MARKET, chance), MARKET)
        )["stands_out"]
        found.append(shown[planted].mean())
        false.append(shown[~planted].sum() / max(shown.sum(), 1))
    assert np.mean(found) > 0.75
    assert np.mean(false) <= MOST_Q


def test_two_customers_and_one_event_for_all_are_nothing() -> None:
    found = significance(counted([2, 40], [40, 40], [0, 400], [400, 400]))
    assert not found["stands_out"].any()


def parts(*rows: tuple[int, str, str, str | None]) -> pd.DataFrame:
    """Return parts taken: account, series, role, day."""
    table = pd.DataFrame(list(rows), columns=["account", "series", "role", "day"])
    day = pd.to_datetime(table["day"])
    return table.assign(day=day, year=day.dt.year.astype(float))


def test_roles_are_compared_among_those_known_to_take_such_a_part() -> None:
    rows = [(each, "Fair", "sponsor", None) for each in (1, 2, 3, 11)]
    rows += [(each, "Fair", "attendee", None) for each in (1, 4, 12, 13)]
    rows += [(each, "Other", "exhibitor", None) for each in (5, 14, 15)]
    since = pd.Series(pd.NaT, index=[1, 2, 3, 4, 5, 6], dtype="datetime64[ns]")
    found = compared(parts(*rows), since, range(11, 20)).set_index(["series", "role"])
    columns = ["customers", "customers_known", "prospects", "prospects_known"]
    assert found.loc[("Fair", "sponsor"), columns].tolist() == [3, 4, 1, 3]
    assert found.loc[("Fair", "attendee"), columns].tolist() == [2, 2, 2, 2]
    assert found.loc[("Fair", "any"), columns].tolist() == [4, 5, 3, 5]
    assert ("Other", "any") not in found.index, "one role alone is not counted twice"


def test_only_what_came_before_counts_of_a_customer() -> None:
    since = pd.Series(pd.to_datetime(["2024-06-01", None]), index=[1, 2])
    told = parts(
        (1, "A", "sponsor", "2024-05-31"),
        (1, "A", "sponsor", "2024-06-01"),
        (1, "A", "sponsor", None),
        (2, "A", "sponsor", None),
        (3, "A", "sponsor", DAY),
    )
    assert before_customer(told, since).tolist() == ["", "later", "undated", "", ""]
    years = told.assign(day=pd.NaT, year=[2023.0, 2025.0, 2024.0, np.nan, np.nan])
    assert before_customer(years, since).tolist() == ["", "later", "undated", "", ""]


def test_the_market_is_that_of_the_days_since_when_customers_are_so() -> None:
    """Of 10 prospects 4 were known by 2024, 1 of them at the fair."""
    rows = [(1, "Fair", "sponsor", "2023-05-01"), (11, "Fair", "sponsor", "2023-05-01")]
    rows += [(each, "Old", "sponsor", "2022-05-01") for each in (12, 13, 14)]
    rows += [(each, "Fair", "sponsor", "2025-05-01") for each in (12, 15, 16, 17, 18, 19, 20)]
    since = pd.Series(pd.to_datetime(["2024-01-01"]), index=[1])
    found = compared(parts(*rows), since, range(11, 21)).set_index("series").loc["Fair"]
    assert (found["prospects"], found["prospects_known"]) == (8, 10)
    assert found["market_share"] == pytest.approx(1 / 4)
    without = compared(parts(*rows), since.where(since.isna()), range(11, 21)).set_index("series")
    assert without.loc["Fair", "market_share"] == pytest.approx(8 / 10)


def test_old_events_do_not_stand_out_by_being_old() -> None:
    """All go to everything by chance; customers of then are seen at old events alone."""
    wrong = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        account, series = np.nonzero(rng.random((CUSTOMERS + MARKET, 30)) < 0.06)
        table = pd.DataFrame({"account": account, "series": series, "role": "sponsor"})
        day = pd.Timestamp(2020, 1, 1) + pd.to_timedelta(80 * series, unit="D")
        later = pd.to_timedelta(rng.integers(0, 1500, CUSTOMERS), unit="D")
        since = pd.Series(pd.Timestamp(2020, 6, 1) + later, index=range(CUSTOMERS))
        table = table.assign(day=day, year=day.year.astype(float))
        table = table[before_customer(table, since) == ""]
        found = compared(table, since, range(CUSTOMERS, CUSTOMERS + MARKET))
        wrong += bool(found["stands_out"].any())
    assert wrong <= 1


def test_an_event_of_ones_own_is_marked() -> None:
    found = significance(counted([18, 7], 20, [2, 31], 990))
    assert found["stands_out"].all()
    assert found["giveaway"].tolist() == [True, False]
