"""Intent: what signals count, how they fade, and that points add up; pure functions."""

from __future__ import annotations

import datetime
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_icp.reach.intent import SOMEBODY, Intent, intent, newest, requests, strongest
from graph_icp.reach.moves import is_executive
from graph_icp.reach.not_counted import not_counted, reasons_of_accounts
from graph_icp.reach.signal_kinds import NAMES, VISITS, is_webinar, kind_of, signal_kinds
from graph_icp.reach.surge import surges
from graph_icp.reach.watched import watched

DAY = datetime.date(2026, 6, 16)
KINDS = signal_kinds({}, {})


def signals(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return signals of rows (account, kind, days ago, and visitor, count and what if given)."""
    whole = [(*row, *(SOMEBODY, 1.0, "")[len(row) - 3 :]) for row in rows]
    table = pd.DataFrame(whole, columns=["account", "kind", "ago", "visitor", "count", "what"])
    ago = pd.to_timedelta(table.pop("ago").astype("int64"), unit="D")
    return table.assign(day=(pd.Timestamp(DAY) - ago).astype("datetime64[us]"))


def intent_of(*rows: tuple[Any, ...]) -> Intent:
    return intent(signals(*rows), KINDS, DAY)


def of_strength(strength: float) -> float:
    return 100 * (1 - 2 ** (-strength / 50))


@pytest.mark.parametrize(
    ("rows", "strength"),
    [
        ([(1, "pricing", 0)], 20),
        ([(1, "pricing", 14)], 10),
        ([(1, "pricing", 28)], 5),
        ([(1, "demo", 30), (1, "blog", 0)], 30),
        # The views of one visitor and day count as their root, up to nine.
        ([(1, "page", 0, SOMEBODY, 4.0)], 8),
        ([(1, "page", 0, SOMEBODY, 1e6)], 4 * 2.5),
        # Two visitors, or two days, are two.
        ([(1, "pricing", 0, 7), (1, "pricing", 0, 8)], 40),
        ([(1, "pricing", 0), (1, "pricing", 14)], 30),
        # A kind is full at two and a half of today.
        ([(1, "pricing", 0, visitor) for visitor in range(20)], 50),
        # After ten half-lives a signal is forgotten.
        ([(1, "pricing", 0), (1, "pricing", 141)], 20),
    ],
)
def test_strength_by_hand(rows: list[tuple[Any, ...]], strength: float) -> None:
    found = intent_of(*rows)
    assert found.accounts[1] == pytest.approx(of_strength(strength), abs=1e-9)
    assert found.kinds["strength"].sum() == pytest.approx(strength, abs=1e-9)


SOME = st.tuples(
    st.integers(1, 3),
    st.sampled_from(NAMES),
    st.integers(0, 400),
    st.integers(-1, 4),
    st.floats(0.5, 100),
)


@given(st.lists(SOME, min_size=1, max_size=40))
@settings(max_examples=40)
def test_points_of_signals_and_of_kinds_add_up_to_intent(rows: list[tuple[Any, ...]]) -> None:
    found = intent_of(*rows)
    for table in (found.signals, found.kinds):
        summed = table.groupby("account")["points"].sum()
        assert (summed - found.accounts).abs().max() < 1e-9
    assert found.accounts.between(0, 100).all()
    assert (found.signals["points"] >= 0).all()


@given(st.lists(SOME, min_size=1, max_size=20), SOME)
@settings(max_examples=40)
def test_one_more_signal_never_lowers_intent(rows: list[Any], more: Any) -> None:
    before, after = intent_of(*rows).accounts, intent_of(*rows, more).accounts
    assert (after.reindex(before.index) >= before - 1e-9).all()


def test_the_newest_signal_is_the_best_of_its_day_and_adds_something() -> None:
    found = newest(intent_of((1, "blog", 0), (1, "page", 2), (1, "pricing", 2), (2, "blog", 1)))
    assert found["kind"].to_dict() == {1: "pricing"}


def test_signals_that_add_a_point_together_alone_are_told_too() -> None:
    found = intent_of(*((1, "page", 40 + day) for day in range(30)), (2, "page", 40))
    assert found.accounts[1] >= 1 > found.signals["points"].max()
    assert newest(found).to_dict("index") == {
        1: {"kind": "page", "day": pd.Timestamp(DAY) - pd.Timedelta(days=40)}
    }
    assert strongest(found, KINDS, DAY).index.tolist() == [1]


def test_the_strongest_signal_goes_by_weight_and_age_and_not_by_how_often() -> None:
    found = intent_of(
        *((1, "demo", 8), (1, "documentation", 6), (1, "pricing", 5, -1, 9.0)),
        *((2, "demo", 90), (2, "pricing", 1)),
    )
    first = strongest(found, KINDS, DAY)
    assert first["kind"].to_dict() == {1: "demo", 2: "pricing"}
    assert (pd.Timestamp(DAY) - first.loc[1, "day"]).days == 8


def test_requests_are_those_of_thirty_days() -> None:
    found = intent_of((1, "demo", 29), (1, "demo", 40), (2, "demo", 30), (3, "pricing", 1))
    days = requests(found, "demo", DAY)
    assert days.index.to_list() == [1]
    assert (pd.Timestamp(DAY) - days[1]).days == 29


def test_weights_and_half_lives_are_the_user_s() -> None:
    kinds = signal_kinds({"blog": 10.0}, {"pricing": 7.0})
    assert (kinds["blog"].weight, kinds["pricing"].half_life) == (10.0, 7.0)
    found = intent(signals((1, "blog", 0), (1, "pricing", 7)), kinds, DAY)
    assert found.accounts[1] == pytest.approx(of_strength(20), abs=1e-9)


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        ("visited /pricing", "pricing"),
        ("visited /de/Preise", "pricing"),
        ("visited /fr/tarifs", "pricing"),
        ("visited /%E6%96%99%E9%87%91", "pricing"),
        ("visited /blog/how-to-price-a-demo", "blog"),
        ("visited /book-a-demo", "demo_page"),
        ("visited /kontakt", "contact_page"),
        ("visited /contact-sales", "contact_page"),
        ("visited /free-trial", "demo_page"),
        ("visited /vs/acme", "comparison"),
        ("visited /docs/pricing-api", "pricing"),
        ("visited /docs/start", "documentation"),
        ("visited /careers/sales", "careers"),
        ("visited /aboutpricingless", "page"),
        ("visited the website", "page"),
        ("intent: Warehouse software", "review"),
        ("hiring: Head of Data", "hiring"),
        ("demo: demo", "demo"),
    ],
)
def test_the_kind_of_a_signal_follows_from_its_name(signal: str, kind: str) -> None:
    assert kind_of(signal) == kind


def test_webinars_and_executives_are_known_by_their_words() -> None:
    assert is_webinar("Webinar", "Freight 2026")
    assert is_webinar(None, "Freight Webinar 2026")
    assert not is_webinar("conference", "Freight 2026")
    assert is_executive("Geschäftsführerin")
    assert is_executive("VP, Sales")
    assert is_executive("Toimitusjohtaja")
    assert is_executive("代表取締役")
    for title in ("Developer", "Assistant to the CEO", "Product Owner", "HR Business Partner"):
        assert not is_executive(title)
    for title in ("Former CEO", "Speechwriter to the President", "CEO's Office", "Chair, ex-CEO"):
        assert not is_executive(title)
    assert not is_executive(None)


def test_a_surge_is_far_more_than_usual_by_several_or_on_several_days() -> None:
    told_since = DAY - datetime.timedelta(days=365)
    usual = [(2, "page", ago) for ago in range(14, 98, 2)]
    found = surges(
        signals(
            *[(1, "page", ago) for ago in (0, 1, 2)],
            *[(2, "page", ago) for ago in (0, 1, 2)],
            *usual,
            (3, "page", 0),
            (3, "page", 1),
            *[(4, kind, 0) for kind in ("page", "pricing", "demo")],
            *[(5, kind, 0, 7) for kind in ("page", "pricing", "demo")],
            (5, "page", 0, 8),
        ),
        DAY,
        told_since,
    )
    assert {account for account, surging in found.items() if surging} == {1, 5}


@pytest.mark.parametrize(("before", "surging"), [(6, True), (7, False)])
def test_how_much_more_than_usual_a_surge_is(before: int, surging: bool) -> None:
    """4 events where 1 is usual are (4 - 1) / sqrt(1 + 1) = 2.1 sigmas, 1.9 where 7/6 are."""
    rows = [(1, "page", ago) for ago in (*range(4), *range(20, 20 + before))]
    found = surges(signals(*rows), DAY, DAY - datetime.timedelta(days=365))
    assert found.to_dict() == {1: surging}


def test_nothing_surges_while_nobody_knows_what_is_usual() -> None:
    rows = signals(*[(1, "page", ago) for ago in (0, 1, 2, 3)])
    assert not surges(rows, DAY, DAY - datetime.timedelta(days=20)).any()
    assert surges(rows, DAY, DAY - datetime.timedelta(days=40)).all()


def sources(**newest: int) -> pd.DataFrame:
    """Return sources by what they see, with how many days ago their newest signal was."""
    days = [pd.Timestamp(DAY) - pd.Timedelta(days=ago) for ago in newest.values()]
    told = pd.DataFrame({"seen_by": [*newest], "source": [*newest], "newest": days})
    return told.astype({"newest": "datetime64[us]"})


def test_silence_says_something_only_where_somebody_would_have_told() -> None:
    covered = pd.DataFrame(
        {"account": [1], "seen_by": ["technologies"], "source": ["technologies"]}
    )
    ids = np.array([1, 2])

    def seen(**newest: int) -> list[bool]:
        return watched(ids, sources(**newest), lambda: covered, KINDS, DAY).tolist()

    assert seen(visits=42) == [True, True]
    assert seen(visits=43) == [False, False]
    assert seen(technologies=120) == [True, False]
    assert seen(technologies=121) == [False, False]
    assert seen() == [False, False]
    off = signal_kinds({each.name: 0.0 for each in KINDS.values() if each.seen_by == VISITS}, {})
    assert not watched(ids, sources(visits=1), lambda: covered, off, DAY).any()


ACCOUNTS = pd.DataFrame(
    {
        "id": [1, 2, 3, 4, 5, 6, 7],
        "domain": [
            *("acme.example", "ours.example", "bolt.example", "comcast.com"),
            *("amazonaws.com", "mit.edu", None),
        ],
        "status": ["prospect", "prospect", "customer", *["prospect"] * 3, "competitor"],
        "industry": [None, None, "Retail", None, None, None, None],
    }
)


def why(*rows: tuple[Any, ...], accounts: pd.DataFrame = ACCOUNTS) -> list[str]:
    reasons = reasons_of_accounts(accounts, {"ours.example"})
    return not_counted(signals(*rows), reasons, DAY).to_list()


def test_ourselves_customers_networks_and_schools_do_not_count() -> None:
    told = why(*[(number, "pricing", 1) for number in range(1, 8)])
    assert told == [
        *("", "of our own", "of customers", "of providers of access and mail", "of hosts"),
        *("of schools", "of competitors"),
    ]
    # Somebody who is known by name is no network.
    assert why((4, "pricing", 1, 77)) == [""]
    with_schools = ACCOUNTS.assign(industry=[None, None, "Higher Education", *[None] * 4])
    assert why((6, "pricing", 1), accounts=with_schools) == [""]


def test_robots_tomorrow_and_signals_without_a_day_do_not_count() -> None:
    many = "of more than 50 pages a day, or 20 times one page, by one visitor"
    assert why((1, "pricing", 1, 7, 21.0, "/pricing")) == [many]
    assert why((1, "pricing", 1, 7, 20.0, "/pricing")) == [""]
    # Those of whom nothing is known may be several people.
    unknown = "of more than 500 pages a day, or 200 times one page, by unknown visitors"
    assert why((1, "pricing", 1, SOMEBODY, 200.0, "/pricing")) == [""]
    assert why((1, "pricing", 1, SOMEBODY, 201.0, "/pricing")) == [unknown]
    assert why(*[(1, "page", 1, SOMEBODY, 100.0, f"/{page}") for page in range(5)]) == [""] * 5
    assert why(*[(1, "page", 1, SOMEBODY, 84.0, f"/{page}") for page in range(6)]) == [unknown] * 6
    assert why(*[(1, "page", 1, 7, 9.0, f"/{page}") for page in range(6)]) == [many] * 6
    assert why(*[(1, "page", 1, person, 9.0, f"/{person}") for person in range(6)]) == [""] * 6
    # How often somebody came in all says nothing of one day's pages.
    assert why((1, "page", 1, SOMEBODY, 900.0, "the website")) == [""]
    assert why((1, "pricing", -1)) == ["later than 2026-06-16"]
    assert why((1, "pricing", 0)) == [""]
    undated = signals((1, "pricing", 0)).assign(day=pd.NaT)
    reasons = reasons_of_accounts(ACCOUNTS, ())
    assert not_counted(undated, reasons, DAY).to_list() == ["without a day"]


def test_no_signals_at_all() -> None:
    found = intent(signals(), KINDS, DAY)
    assert found.accounts.empty
    assert newest(found).empty
    assert not_counted(signals(), reasons_of_accounts(ACCOUNTS, ()), DAY).empty
    assert surges(signals(), DAY, DAY).empty
    assert math.isclose(found.signals["points"].sum(), 0)
