"""States of customers of competitors by date arithmetic, and whom we win from whom."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from graph_icp.discovery.competitors.states import FRESH, OLD, SOON, states
from graph_icp.discovery.competitors.won_from import AROUND, ENOUGH, won_from
from graph_icp.discovery.competitors.words import may_leave

DAY = datetime.date(2026, 7, 1)
NOW = "2026-06-01"


def ago(days: int) -> str:
    return (DAY - datetime.timedelta(days=days)).isoformat()


def word(day: str = NOW, since: str = "", until: str = "", says: str | None = None) -> Any:
    return (day, since, until, says)


def state(
    *words: Any,
    evaluations: tuple[tuple[str, bool], ...] = (),
    ends: str = "",
    as_of: datetime.date = DAY,
) -> str:
    """Return the state of one account by words of it."""
    table = found(*words, evaluations=evaluations, ends=ends, as_of=as_of)
    return str(table["state"].iloc[0])


def found(
    *words: Any,
    evaluations: tuple[tuple[str, bool], ...] = (),
    ends: str = "",
    as_of: datetime.date = DAY,
) -> pd.DataFrame:
    told = pd.DataFrame(words, columns=["day", "since", "until", "satisfaction"])
    told = told.assign(account=1, competitor="rival", source="list", kind="")
    considered = pd.DataFrame(evaluations, columns=["day", "lasts"])
    considered = considered.assign(account=1, competitor="rival", source="calls", kind="deal")
    for table, names in ((told, ("day", "since", "until")), (considered, ("day",))):
        for name in names:
            table[name] = pd.to_datetime(table[name].replace("", None))
    pair = pd.MultiIndex.from_tuples([(1, "rival")], names=["account", "competitor"])
    end = pd.Series(pd.to_datetime([ends or None]), index=pair)
    return states(told, considered, end, as_of)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([word()], "uses"),
        ([word(since="2020-01-01")], "uses"),
        ([word(since="2026-07-01")], "uses"),
        # A contract that begins later is none yet, unless another word has it as a customer.
        ([word(since="2026-07-02")], "evaluating"),
        ([word(since="2026-07-02", until="2027-01-01")], "evaluating"),
        ([word(since="2026-07-02", says="unhappy")], "evaluating"),
        ([word("2026-05-01", since="2020-01-01"), word(since="2026-07-02")], "uses"),
        # Its last day has come, or the word tells of it.
        ([word(until=DAY.isoformat())], "left"),
        ([word("2024-01-01", until="2024-12-31")], "left"),
        ([word("2025-03-01", until="2025-03-01")], "left"),
        # It is set to come, however far.
        ([word(until="2026-07-02")], "leaving"),
        ([word(until="2031-01-01")], "leaving"),
        # A newer word has it as a customer again, an older one does not.
        ([word("2024-01-01", until="2024-12-31"), word("2025-01-01")], "uses"),
        ([word("2025-05-01", until="2025-04-01"), word("2025-01-01")], "left"),
        ([word("2025-05-01", until="2025-04-01"), word("2025-04-01")], "left"),
        # What was said two years ago may have changed since.
        ([word(ago(OLD))], "uses"),
        ([word(ago(OLD + 1))], "unknown"),
        ([word(ago(OLD + 1), says="unhappy")], "unknown"),
        ([word(ago(OLD + 1), until="2027-01-01")], "leaving"),
        ([word(ago(3 * OLD), until=ago(2 * OLD))], "left"),
        # The newest word of each thing counts.
        ([word(says="unhappy")], "leaving"),
        ([word("2026-01-01", says="unhappy"), word("2026-02-01", says="happy again")], "uses"),
        ([word("2026-01-01", says="unhappy"), word("2026-02-01")], "leaving"),
    ],
)
def test_what_a_customer_is(words: list[Any], expected: str) -> None:
    assert state(*words) == expected
    assert state(*reversed(words)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "uses"), (0, "leaving"), (SOON, "leaving"), (SOON + 1, "uses")]
)
def test_who_leaves_by_the_end_of_a_contract(days: int, expected: str) -> None:
    assert state(word(), ends=ago(-days)) == expected


@pytest.mark.parametrize(
    ("words", "evaluations", "expected"),
    [
        ([], [(ago(FRESH), False)], "evaluating"),
        ([], [(ago(FRESH + 1), False)], "unknown"),
        # An open deal lasts as long as it is open.
        ([], [(ago(FRESH + 1), True)], "evaluating"),
        # Who is a customer is no longer in a sales cycle, unless it left before.
        ([word()], [(NOW, False)], "uses"),
        ([word("2026-01-10", until="2026-01-01")], [(NOW, False)], "evaluating"),
        ([word("2026-06-10", until="2026-06-09")], [(NOW, False)], "left"),
        ([word(ago(OLD + 1))], [(NOW, False)], "evaluating"),
        ([], [], "unknown"),
    ],
)
def test_who_is_in_a_competitors_sales_cycle(
    words: list[Any], evaluations: list[tuple[str, bool]], expected: str
) -> None:
    assert state(*words, evaluations=tuple(evaluations)) == expected


def test_a_state_is_of_a_day() -> None:
    words = [word("2025-01-01", until="2026-01-31")]
    assert state(*words, as_of=datetime.date(2026, 1, 30)) == "leaving"
    assert state(*words, as_of=datetime.date(2026, 1, 31)) == "left"


def test_source_and_day_are_those_of_the_newest_word_behind_the_state() -> None:
    [told] = found(word("2025-01-01"), evaluations=((NOW, False),)).to_dict("records")
    assert (told["source"], str(told["day"].date()), told["kind"]) == ("list", "2025-01-01", "")
    [told] = found(evaluations=((NOW, False),)).to_dict("records")
    assert (told["source"], str(told["day"].date()), told["kind"]) == ("calls", NOW, "deal")
    assert not told["customer"]


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        *((each, True) for each in ("Unhappy", "very unhappy with support", "2/5", "1 of 5")),
        *((each, True) for each in ("not satisfied", "Unzufrieden!", "evaluating alternatives")),
        *((each, False) for each in ("happy", "not unhappy", "nicht schlecht", "3/5", "4 of 5")),
        *((each, False) for each in ("", "0/0", "mixed", "no longer unhappy", "unhappyville")),
        ("not bad at first, now unhappy", True),
    ],
)
def test_words_of_those_who_may_leave(text: str, leaves: bool) -> None:
    assert may_leave(text) is leaves


def pool(customers: int, prospects: int, days: int = -30) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 20 customers and 100 prospects, so many of whom left or have one of two rivals."""
    since = pd.Timestamp("2025-01-01")
    rows = [(each, "rival" if each < customers else "other", True) for each in range(20)]
    rows += [(100 + each, "rival" if each < prospects else "other", True) for each in range(100)]
    pairs = pd.DataFrame(rows, columns=["account", "competitor", "customer"])
    left = since + pd.Timedelta(days=days)
    pairs["until"] = [left if each < 20 else pd.NaT for each in pairs["account"]]
    accounts = pd.DataFrame({"id": pairs["account"]})
    accounts["status"] = ["customer" if each < 20 else "prospect" for each in accounts["id"]]
    accounts["customer_since"] = since
    return pairs, accounts


def test_we_win_from_a_competitor() -> None:
    table = won_from(*pool(12, 10), DAY).set_index("competitor")
    told = table.loc["rival"]
    assert told[["customers", "customers_known", "prospects", "prospects_known"]].tolist() == [
        *(12, 20, 10, 100)
    ]
    assert told["lift"] == pytest.approx((12 / 20) / (10 / 100))
    assert told["low"] > 1
    assert table.loc["other", "low"] < 1


def test_it_is_said_from_five_on() -> None:
    assert ENOUGH == 5
    assert won_from(*pool(5, 10), DAY)["competitor"].tolist() == ["other", "rival"]
    assert won_from(*pool(4, 10), DAY)["competitor"].tolist() == ["other"]


@pytest.mark.parametrize(
    ("days", "came"), [(-AROUND, 2), (AROUND, 2), (-AROUND - 1, 0), (AROUND + 1, 0)]
)
def test_who_left_long_before_or_after_did_not_come_from_it(days: int, came: int) -> None:
    assert len(won_from(*pool(10, 10, days), DAY)) == came


def test_who_came_by_a_day_alone_counts() -> None:
    pairs, accounts = pool(10, 10)
    assert won_from(pairs, accounts, datetime.date(2024, 12, 1)).empty
    assert won_from(pairs, accounts.assign(customer_since=None), DAY).empty
    assert won_from(pairs.assign(customer=False), accounts, DAY).empty


def test_without_a_prospect_of_it_there_is_no_lift() -> None:
    table = won_from(*pool(12, 0), DAY).set_index("competitor")
    assert table.loc["rival", "lift"] != table.loc["rival", "lift"]
