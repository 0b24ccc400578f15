"""Evidence, ties, paths and care, on tables that are made up: against formulas and an oracle."""

from __future__ import annotations

from itertools import pairwise, product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_icp.reach import outcomes
from graph_icp.reach.care import spared
from graph_icp.reach.paths import BY_NAME, INTRODUCED, NOBODY, best, each_of, find, reach, targets
from graph_icp.reach.people import strengths
from graph_icp.reach.people.acquaintances import YEAR, Acquaintances
from graph_icp.reach.people.evidence import of_colleagues, worked_together
from graph_icp.reach.people.shared_jobs import comparable, spells
from graph_icp.reach.people.ties import combined, ties_between, ties_of_colleagues

TODAY = 20_000.0
ANN, BOB = 1, 2
BO, INES, KIM = 11, 12, 13
PIPER, ACME, HUGE, UNSIZED = 101, 102, 103, 104
SIZES = {PIPER: 12, ACME: 90, HUGE: 50_000}


def pairs(*rows: tuple[object, ...], columns: str) -> pd.DataFrame:
    """Return rows as a table; one without rows has numbers."""
    names = columns.split()
    return (
        pd.DataFrame(list(rows), columns=names)
        if rows
        else pd.DataFrame(columns=names, dtype=float)
    )


def known(
    told: tuple[tuple[object, ...], ...] = (),
    jobs: tuple[tuple[object, ...], ...] = (),
    deals: tuple[tuple[object, ...], ...] = (),
    guests: tuple[tuple[object, ...], ...] = (),
    said: tuple[tuple[object, ...], ...] = (),
    **others: object,
) -> Acquaintances:
    """Return what is known: years ago for days, in all tables."""
    about = pairs(*said, columns="one other result day")
    given_now = {
        "today": TODAY,
        "colleagues": np.array([ANN, BOB]),
        "told": aged(pairs(*told, columns="one other kind day number word"), "day").assign(
            by_mention=0, of_mention=0, source="counts"
        ),
        "jobs": aged(
            pairs(*jobs, columns="person account since until told present"), "since until told"
        ),
        "deals": aged(pairs(*deals, columns="one other day"), "day"),
        "guests": aged(pairs(*guests, columns="person event day"), "day"),
        "employees": pd.Series(SIZES, dtype=float),
        "nobody": np.array([], dtype=np.int64),
        "by_name": np.array([], dtype=np.int64),
        "apart": outcomes.apart(aged(about, "day"), TODAY),
        "asked": outcomes.factors(aged(about, "day"), TODAY),
        "asks": outcomes.asks_lately(aged(about, "day"), TODAY),
        "outcomes": outcomes.lately(aged(about, "day").assign(account=0), TODAY),
        "later": 0,
    }
    return Acquaintances(**(given_now | others))  # type: ignore[arg-type]


def aged(table: pd.DataFrame, columns: str) -> pd.DataFrame:
    """Return a table in which years ago are days, and ids are whole."""
    days = {name: TODAY - table[name].astype(float) * YEAR for name in columns.split()}
    ids = {name: table[name].astype(np.int64) for name in table if name in IDS}
    flags = {name: table[name].astype(bool) for name in table if name == "present"}
    return table.assign(**days, **ids, **flags)


IDS = {"one", "other", "person", "account", "event"}


def at_work(person: int, account: int, *, told: float = 0.0) -> tuple[object, ...]:
    return (person, account, None, None, told, True)


def strength(found: Acquaintances, one: int = ANN, other: int = BO) -> float:
    ties = ties_of_colleagues(found)
    both = ties[(ties["one"] == one) & (ties["other"] == other)]["strength"]
    return float(both.iloc[0]) if len(both) else 0.0


# The table of the rules


def test_the_examples_of_the_rules() -> None:
    together = ((ANN, PIPER, 3, 1, 0, False), (BO, PIPER, 3, 1, 0, False))
    linked = (ANN, BO, "KNOWS", 0, None, None)
    both = strength(known(told=(linked,), jobs=together))
    assert both == pytest.approx(0.68, abs=0.02)
    assert strengths.label(both) == "Strong"
    alone = strength(known(told=(linked,)))
    assert alone == pytest.approx(0.30)
    assert strengths.label(alone) == "Weak"
    large = strengths.worked(np.array([50_000.0]), np.array([60.0]), np.array([0.0]))
    assert large[0] == pytest.approx(0.0018, abs=1e-3)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (((ANN, BO, "RATES", 0, None, "strong"),), 0.9),
        (((ANN, BO, "RATES", 4, None, "good"),), 0.3),
        (((ANN, BO, "RATES", 1, None, "strong"), (ANN, BO, "RATES", 0, None, "weak")), 0.3),
        (((ANN, BO, "KNOWS", 4, None, None),), 0.3 * 2**-0.8),
        (((ANN, BO, "KNOWS", None, None, None), (ANN, BO, "RATES", 0, None, "weak")), 0.37),
        (((ANN, BO, "MAILS", 0, 11, None), (ANN, BO, "MEETS", 0, 3, None)), 0.21),
        (((ANN, BO, "MAILS", 2, 500, None),), 1 - 0.75 - 0.25 / 3),
        (((ANN, BO, "MAILS", 0, 500, None),), 0.95),
        (((ANN, BO, "MAILS", 6, 500, None),), 0.0),
    ],
)
def test_what_colleagues_are_told_to_be(
    told: tuple[tuple[object, ...], ...], expected: float
) -> None:
    found = strength(known(told=told))
    assert found == pytest.approx(expected if expected >= strengths.WEAK else 0.0, abs=1e-3)


def test_a_won_deal_ties_its_owner_and_contact() -> None:
    assert strength(known(deals=((ANN, BO, 3),))) == pytest.approx(0.3)


def test_evidence_adds_up_to_what_is_not_sure_yet() -> None:
    told = ((ANN, BO, "RATES", 0, None, "good"), (ANN, BO, "KNOWS", 0, None, None))
    assert strength(known(told=told)) == pytest.approx(1 - 0.4 * 0.7)
    many = pairs(*((ANN, BO, 0.9),) * 5, columns="one other strength")
    assert combined(many)["strength"].tolist() == [strengths.MOST]


def test_inferred_evidence_never_counts() -> None:
    """A large or unsized employer, a short time, an event: it is told apart."""
    for account, years in ((UNSIZED, 8.0), (PIPER, 0.4)):
        jobs = ((ANN, account, years, 0, 0, False), (BO, account, years, 0, 0, False))
        found = known(jobs=jobs)
        evidence = of_colleagues(found)
        assert evidence["kind"].tolist() == ["worked together"]
        assert not evidence["counts"].any()
        assert strength(found) == 0
    assert evidence["number"].tolist() == [12]
    met = known(guests=((ANN, 7, 0), (BO, 7, 0)), told=((ANN, BO, "KNOWS", 9, None, None),))
    assert of_colleagues(met).set_index("kind")["counts"].to_dict() == {
        "connection": True,
        "same event": False,
    }


def test_what_is_known_of_some_people_is_part_of_what_is_known_of_all() -> None:
    found = known(
        told=((ANN, BO, "KNOWS", 1, None, None), (BOB, INES, "RATES", 1, None, "strong")),
        jobs=tuple((each, PIPER, 8, 0, 0, False) for each in (ANN, BO, INES, KIM)),
    )
    assert {*of_colleagues(found)["other"]} == {*ties_of_colleagues(found)["other"]}
    assert {*of_colleagues(found)["other"]} == {BO, INES, KIM}
    some = np.array([INES, KIM])
    for told in (of_colleagues, ties_of_colleagues):
        every = told(found)
        theirs = every[every["other"].isin([INES, KIM])].reset_index(drop=True)
        pd.testing.assert_frame_equal(told(found, some), theirs)
        assert told(found) is every


def test_an_employer_of_unknown_size_counts_as_five_hundred() -> None:
    jobs = ((ANN, UNSIZED, 8, 0, 0, False), (BO, UNSIZED, 8, 0, 0, False))
    assert of_colleagues(known(jobs=jobs))["number"].tolist() == [500]


@pytest.mark.parametrize(("employees", "counts"), [(200, True), (201, False)])
def test_two_hundred_people_are_the_most_who_know_each_other(employees: int, counts: bool) -> None:
    jobs = ((ANN, PIPER, 8, 0, 0, False), (BO, PIPER, 8, 0, 0, False))
    found = of_colleagues(known(jobs=jobs, employees=pd.Series({PIPER: float(employees)})))
    assert found["counts"].tolist() == [counts]


def test_who_came_back_is_one_of_the_people_known_somewhere() -> None:
    """Six hundred people may be known at an employer, of however many times."""
    times = pd.DataFrame(
        [(PIPER, person, since, since + 1) for person in range(350) for since in (0, 9)],
        columns=["account", "person", "since", "until"],
    )
    assert len(comparable(times, pd.Series(dtype=float))) == len(times)


def test_employers_above_six_hundred_people_are_never_expanded() -> None:
    jobs = tuple((person, HUGE, 9, 0, 0, False) for person in (ANN, BO, INES))
    assert not len(of_colleagues(known(jobs=jobs)))


@pytest.mark.parametrize(
    "job",
    [
        (BO, PIPER, 1, 4, 0, False),
        (BO, PIPER, None, 1, 0, False),
        (BO, PIPER, 1.2, 1, 0, False),
        (BO, PIPER, 9, 6, 0, False),
    ],
    ids=["ends before it begins", "no beginning", "under three months", "before the other came"],
)
def test_dates_that_prove_nothing(job: tuple[object, ...]) -> None:
    assert not len(of_colleagues(known(jobs=((ANN, PIPER, 5, 0, 0, False), job))))


def test_a_present_job_goes_on_as_far_as_it_was_told() -> None:
    jobs = ((ANN, PIPER, 5, None, 0, True), (BO, PIPER, 5, None, 3, True))
    evidence = of_colleagues(known(jobs=jobs))
    assert evidence["more"].iloc[0] == pytest.approx(24, abs=0.1)
    future = ((ANN, PIPER, 1, -5, 0, False), (BO, PIPER, 1, -5, 0, False))
    assert of_colleagues(known(jobs=future))["more"].iloc[0] == pytest.approx(12, abs=0.1)


def test_times_of_one_job_from_several_sources_are_one() -> None:
    jobs = pd.DataFrame(
        [(1, 7, 0.0, 100.0), (1, 7, 50.0, 80.0), (1, 7, 90.0, 200.0), (1, 7, 300.0, 400.0)],
        columns=["person", "account", "since", "until"],
    ).assign(told=TODAY)
    found = spells(jobs, TODAY)
    assert found[["since", "until"]].to_numpy().tolist() == [[0, 200], [300, 400]]


YEARS = st.floats(0, 30)
MONTHS = st.floats(3, 400)
EMPLOYEES = st.integers(1, 5_000).map(float)


@given(EMPLOYEES, EMPLOYEES, MONTHS, MONTHS, YEARS, YEARS)
def test_more_overlap_fewer_people_and_fewer_years_never_weaken(
    small: float, large: float, short: float, long: float, new: float, old: float
) -> None:
    small, large, short, long = *sorted((small, large)), *sorted((short, long))
    new, old = sorted((new, old))
    arguments = [
        np.array([least, most]) for least, most in ((large, small), (short, long), (old, new))
    ]
    weak, strong = strengths.worked(*arguments)
    assert weak <= strong <= 0.9
    for formula in (strengths.connected, strengths.won):
        assert formula(np.array([old])) <= formula(np.array([new]))


@given(st.lists(st.floats(0, 0.95), min_size=1, max_size=6), st.floats(0, 0.95))
def test_more_evidence_never_weakens(parts: list[float], more: float) -> None:
    def together(strengths_: list[float]) -> float:
        rows = [(ANN, BO, each) for each in strengths_]
        return float(combined(pairs(*rows, columns="one other strength"))["strength"].iloc[0])

    assert together(parts) <= together([*parts, more]) + 1e-12
    assert together(parts) <= strengths.MOST


# Paths


def test_a_path_over_an_introducer() -> None:
    jobs = (
        *((BO, PIPER, 5, 1, 0, False), (INES, PIPER, 5, 1, 0, False)),
        at_work(INES, ACME, told=1),
    )
    found = known(told=((ANN, BO, "RATES", 0, None, "strong"),), jobs=jobs)
    (path,) = each_of(find(found, targets(found, np.array([ACME]))))
    assert (path.starter, path.introducers, path.target) == (ANN, [BO], INES)
    between = strengths.worked(np.array([12.0]), np.array([48.0]), np.array([1.0]))[0]
    assert path.strength == pytest.approx(0.9 * between * INTRODUCED * 2**-0.5)
    assert path.steps == [(ANN, BO), (BO, INES)]
    assert find(found, targets(found, np.array([ACME])), hops=1).empty


def test_who_is_known_by_name_alone_counts_half() -> None:
    told = ((ANN, INES, "RATES", 0, None, "strong"),)
    half = known(told=told, jobs=(at_work(INES, ACME),), by_name=np.array([INES]))
    (path,) = each_of(find(half, targets(half, np.array([ACME]))))
    assert path.strength == pytest.approx(0.9 * BY_NAME)


def test_who_left_is_no_target() -> None:
    jobs = (at_work(INES, ACME, told=2), (INES, ACME, None, 1, 1, False))
    found = known(told=((ANN, INES, "RATES", 0, None, "strong"),), jobs=jobs)
    assert targets(found, np.array([ACME])).empty


def test_nobody_who_opted_out_is_on_a_path() -> None:
    jobs = (
        *((BO, PIPER, 5, 1, 0, False), (INES, PIPER, 5, 1, 0, False)),
        *(at_work(INES, ACME), at_work(BO, ACME)),
    )
    told = ((ANN, BO, "RATES", 0, None, "strong"),)
    for gone, left in ((BO, 0), (INES, 1)):
        found = known(told=told, jobs=jobs, nobody=np.array([gone]))
        paths = find(found, targets(found, np.array([ACME])), hops=3)
        assert len(paths) == left
        assert gone not in paths[["starter", "first", "second", "target"]].to_numpy()
        assert gone not in of_colleagues(found)["other"].to_numpy()


def test_a_refused_pair_is_on_no_path_in_either_order() -> None:
    jobs = ((BO, PIPER, 5, 1, 0, False), (INES, PIPER, 5, 1, 0, False), at_work(INES, ACME))
    told = ((ANN, BO, "RATES", 0, None, "strong"),)
    for pair in ((ANN, BO), (BO, ANN), (INES, BO)):
        found = known(told=told, jobs=jobs, said=((*pair, "never", 0),))
        assert find(found, targets(found, np.array([ACME])), hops=3).empty


@pytest.mark.parametrize(
    ("results", "factor"),
    [(("yes",), 4 / 3), (("no",), 2 / 3), (("yes",) * 9, 1.5), (("silent",) * 20, 0.3), ((), 1.0)],
)
def test_what_came_of_asking_changes_a_strength(results: tuple[str, ...], factor: float) -> None:
    said = tuple((ANN, BO, each, 2) for each in results)
    found = strength(known(told=((ANN, BO, "RATES", 0, None, "good"),), said=said))
    assert found == pytest.approx(min(0.6 * factor, strengths.MOST))


def test_a_no_lets_a_pair_rest_for_a_year() -> None:
    told = ((ANN, BO, "RATES", 0, None, "strong"),)
    assert strength(known(told=told, said=((ANN, BO, "no", 0.9),))) == 0
    assert strength(known(told=told, said=((ANN, BO, "no", 1.1),))) == pytest.approx(0.6)


def test_what_comes_of_asking_later_is_not_known_yet_but_a_refusal_holds() -> None:
    told = ((ANN, BO, "RATES", 0, None, "good"),)
    for result in ("yes", "no", "silent"):
        assert strength(known(told=told, said=((ANN, BO, result, -0.1),))) == pytest.approx(0.6)
    assert strength(known(told=told, said=((ANN, BO, "never", -0.1),))) == 0


def table(*rows: tuple[int, int, int, int, int, float]) -> pd.DataFrame:
    return pairs(*rows, columns="account starter first second target strength")


def test_points_add_up_to_the_reach_of_three_paths_through_different_people() -> None:
    paths = table(
        *((ACME, ANN, BO, NOBODY, INES, 0.6), (ACME, BOB, BO, NOBODY, INES, 0.5)),
        *((ACME, ANN, NOBODY, NOBODY, INES, 0.4), (ACME, BOB, NOBODY, NOBODY, INES, 0.35)),
        *((ACME, ANN, NOBODY, NOBODY, KIM, 0.3), (ACME, ANN, 14, NOBODY, INES, 0.2)),
    )
    chosen = best(paths)
    assert chosen["strength"].tolist() == [0.6, 0.4, 0.3]
    assert chosen["points"].tolist() == pytest.approx([60, 16, 7.2], abs=1e-9)
    assert reach(chosen)[ACME] == pytest.approx(100 * (1 - 0.4 * 0.6 * 0.7), abs=1e-9)


# The oracle: every simple path of networkx


@pytest.mark.parametrize("seed", range(200))
def test_paths_are_those_of_an_oracle(seed: int) -> None:
    random = np.random.default_rng(seed)
    found = drawn(random)
    people = targets(found, np.array([ACME, PIPER]))
    hops = 2 + seed % 2
    ours = find(found, people, hops=hops)
    expected = oracle(found, people, hops)
    assert {key(path): path.strength for path in each_of(ours)} == pytest.approx(expected, abs=1e-9)
    chosen = best(ours)
    for account, rows in chosen.groupby("account"):
        whole = 1 - np.prod(1 - rows["strength"])
        assert rows["points"].sum() == pytest.approx(100 * whole, abs=1e-9)
        assert rows["strength"].tolist() == pytest.approx(greedy(expected, account), abs=1e-9)
    strongest = find(found, people, hops=hops, every_starter=False)
    pd.testing.assert_series_equal(
        reach(best(strongest)), reach(chosen), check_exact=False, atol=1e-9
    )


def drawn(random: np.random.Generator) -> Acquaintances:
    """Return a small market: circles, several jobs, somebody at many companies, bad dates."""
    people, accounts = np.arange(11, 11 + random.integers(3, 12)), (PIPER, ACME, HUGE, UNSIZED)
    told, jobs = [], []
    for person in people:
        for _ in range(40 if person == 11 else random.integers(0, 4)):
            since, until = random.uniform(0, 8, 2)
            jobs.append((person, random.choice(accounts), since, until, 0, False))
        if random.random() < 0.7:
            jobs.append(at_work(int(person), random.choice(accounts), told=random.uniform(0, 2)))
        for colleague in (ANN, BOB):
            if random.random() < 0.4:
                kind = random.choice(["KNOWS", "RATES"])
                word = random.choice(["strong", "good", "weak"])
                told.append((colleague, person, kind, random.uniform(0, 4), None, word))
    jobs += [(ANN, PIPER, 6, 2, 0, False), (BOB, ACME, 4, 1, 0, False)]
    said = (
        *((ANN, random.choice(people), "yes", 2) for _ in range(random.integers(0, 3))),
        *(
            (*random.choice(people, 2, replace=False), "never", 2)
            for _ in range(random.integers(3))
        ),
    )
    by_name = people[random.random(len(people)) < 0.3]
    return known(told=tuple(told), jobs=tuple(jobs), said=said, by_name=by_name)


def oracle(found: Acquaintances, people: pd.DataFrame, hops: int) -> dict[tuple[int, ...], float]:
    """Return the strength of every path from WEAK on, by account and people."""
    graph = acquainted(found)
    paths = {}
    for row, colleague in product(people.itertuples(index=False), found.colleagues.tolist()):
        if {colleague, row.person} - set(graph):
            continue
        for path in nx.all_simple_paths(graph, colleague, row.person, cutoff=hops):
            if set(path[1:]) & set(found.colleagues.tolist()):
                continue
            kept = np.prod([graph.edges[pair]["strength"] for pair in pairwise(path)])
            kept *= INTRODUCED ** (len(path) - 2) * row.factor
            if kept >= strengths.WEAK:
                paths[(int(row.account), *map(int, path))] = float(kept)
    return paths


def acquainted(found: Acquaintances) -> nx.Graph[int]:
    """Return who knows whom how well, pair by pair and without any table operation."""
    graph: nx.Graph[int] = nx.Graph()
    everybody = sorted({*found.jobs["person"], *found.told["other"]} - set(found.colleagues))
    never = {frozenset(pair) for pair in found.apart[["one", "other"]].itertuples(index=False)}
    factor = {(a, b): f for a, b, f in found.asked.itertuples(index=False)}
    spans = spans_of(found)
    for one, other in product([*found.colleagues.tolist(), *everybody], everybody):
        if one == other or frozenset((one, other)) in never:
            continue
        doubt = 1.0
        told = told_between(found, one, other) if one in found.colleagues else []
        for each in told + worked_at(spans, one, other):
            doubt *= 1 - each
        sure = min(strengths.MOST, 1 - doubt)
        if one in found.colleagues:
            sure = min(strengths.MOST, sure * factor.get((one, other), 1.0))
        if sure >= strengths.WEAK:
            graph.add_edge(one, other, strength=sure)
    return graph


def told_between(found: Acquaintances, one: int, other: int) -> list[float]:
    """Return the strengths of what a colleague is told to be to a person."""
    told = found.told[(found.told["one"] == one) & (found.told["other"] == other)]
    linked = [(TODAY - day) / YEAR for day in told["day"][told["kind"] == "KNOWS"]]
    strong = [max(0.1, 0.3 * 2 ** (-min(linked) / 5))] if linked else []
    rated = told[told["kind"] == "RATES"].sort_values("day")
    for _, row in rated.tail(1).iterrows():
        strong.append(strengths.RATINGS[row["word"]] * 2 ** (-(TODAY - row["day"]) / YEAR / 4))
    return strong


def worked_at(spans: Spans, one: int, other: int) -> list[float]:
    """Return the strengths of shared employers, one by one."""
    strong = []
    for account in (PIPER, ACME):
        mine, theirs = (spans.get((person, account), []) for person in (one, other))
        both = [(max(a, c), min(b, d)) for a, b in mine for c, d in theirs if min(b, d) > max(a, c)]
        months = sum(b - a for a, b in both) / (YEAR / 12)
        if months >= 6:
            years = (TODAY - max(b for _, b in both)) / YEAR
            size = min(1, 100 / SIZES[account])
            strong.append(0.9 * size * (1 - 2 ** (-months / 12)) * 2 ** (-years / 4))
    return strong


def spans_of(found: Acquaintances) -> Spans:
    """Return when each person was at each account, in whole spans."""
    spans: Spans = {}
    for row in found.jobs.sort_values("since").itertuples(index=False):
        end = row.told if row.until != row.until else row.until
        joined = spans.setdefault((row.person, row.account), [])
        if not row.since < end:
            continue
        if joined and row.since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((row.since, end))
    return spans


Spans = dict[tuple[int, int], list[tuple[float, float]]]


def greedy(paths: dict[tuple[int, ...], float], account: object) -> list[float]:
    """Return the strengths of the three best paths through different people."""
    taken: set[int] = set()
    chosen: list[float] = []
    for path, kept in sorted(paths.items(), key=lambda each: -each[1]):
        through = set(path[2:-1]) or {path[-1]}
        if path[0] == account and not through & taken and len(chosen) < 3:
            taken |= through
            chosen.append(kept)
    return chosen


def key(path: object) -> tuple[int, ...]:
    account, starter, first, second, target, _ = path  # type: ignore[misc]
    return (account, *(each for each in (starter, first, second, target) if each != NOBODY))


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_ties_between_two_groups_are_the_same_from_both_sides(seed: int) -> None:
    found = drawn(np.random.default_rng(seed))
    everybody = np.setdiff1d(found.jobs["person"], found.colleagues)
    forth = ties_between(found, everybody[:4], everybody[4:])
    back = ties_between(found, everybody[4:], everybody[:4])
    back = back.rename(columns={"one": "other", "other": "one"})
    both = forth.merge(back, on=["one", "other"])
    assert len(both) == len(forth) == len(back)
    assert both["strength_x"].to_numpy() == pytest.approx(both["strength_y"].to_numpy())


def test_pairs_are_the_same_however_few_are_compared_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = drawn(np.random.default_rng(5))
    everybody = found.jobs["person"].unique()

    def compared() -> list[list[object]]:
        whole = pd.concat(worked_together(found, everybody, everybody))
        return sorted(whole[["one", "other", "place", "strength"]].to_numpy().tolist())

    whole = compared()
    assert whole
    monkeypatch.setattr("graph_icp.reach.people.shared_jobs.TOGETHER", 1)
    assert compared() == whole


# Care


def test_nobody_is_asked_more_than_three_times_in_thirty_days() -> None:
    wanted = [(account, ANN, BO, NOBODY, INES, 0.5 + account / 100) for account in range(1, 6)] + [
        (5, ANN, KIM, NOBODY, INES, 0.3),
        (2, ANN, KIM, NOBODY, INES, 0.2),
    ]
    chosen = spared(table(*wanted), {})
    assert sorted(zip(chosen["account"], chosen["first"], strict=True)) == [
        *((2, KIM), (3, BO), (4, BO), (5, BO)),
    ]
    asked = spared(table(*wanted), {BO: 2})
    assert sorted(zip(asked["account"], asked["first"], strict=True)) == [(2, KIM), (5, BO)]


def test_asks_are_counted_for_thirty_days() -> None:
    said = pairs(
        *((ANN, BO, "yes", TODAY - 29), (ANN, BO, "no", TODAY - 31)),
        *((ANN, BO, "never", TODAY), (BOB, BO, "silent", TODAY), (ANN, BO, "no", TODAY + 1)),
        columns="one other result day",
    )
    assert outcomes.asks_lately(said, TODAY) == {BO: 2}
