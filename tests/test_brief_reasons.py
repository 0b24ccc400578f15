"""Reasons in a line of a sheet: short, and different for each account."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph_icp.discovery.ranking.brief_reasons import LONGEST, brief_reasons
from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.discovery.ranking.named_reasons import Reason


def reason(trait: str, relation: str = "uses", customers: int = 14, **more: bool) -> Reason:
    return Reason(Link(relation, 1, 2), trait, 5.0, customers, 60, 22.0, 891.0, "Intuit", **more)


def test_a_line_counts_customers_and_names_none() -> None:
    found = [
        [reason("Kafka", customers=19), reason("Looker"), reason("dach", "region", 1)],
        [reason("Ann Lee", "people", 1)],
        [reason("Go", customers=0)],
    ]
    assert brief_reasons(found, [[], [], []]) == [
        "Uses Kafka and Looker, as 19 and 14 of your 60 customers do; "
        "based in DACH, as 1 of your 60 customers is",
        "Ann Lee has worked at one of your customers too",
        "Uses Go, as your hypothesis says",
    ]


def test_equal_reasons_are_told_apart_by_what_else_is_known() -> None:
    same = [reason("Kafka")]
    details = [["most like Acme"], ["most like Acme"], ["most like Acme", "b.example"], []]
    assert brief_reasons([same] * 4, details) == [
        "Uses Kafka, as 14 of your 60 customers do",
        "Uses Kafka, as 14 of your 60 customers do; most like Acme",
        "Uses Kafka, as 14 of your 60 customers do; b.example",
        "Uses Kafka, as 14 of your 60 customers do; no. 2",
    ]


def test_without_a_reason_the_line_says_so() -> None:
    assert brief_reasons([[], []], [["a.example"], ["b.example"]]) == [
        "No reason that stands out",
        "No reason that stands out; b.example",
    ]


def test_counts_go_before_reasons_do() -> None:
    long = [
        reason(f"{'Long' * 8} {place}", relation, 9)
        for place, relation in enumerate(("uses", "sponsored", "attended"))
    ]
    [line] = brief_reasons([long], [[]])
    assert len(line) <= LONGEST
    assert line.startswith(f"Uses {'Long' * 8} 0, as 9 of your 60 customers do; sponsored")


names = st.text(min_size=1, max_size=200).filter(lambda text: text.split())
relations = st.sampled_from(["uses", "attended", "people", "industry", "region", "size", "topics"])
some = st.lists(st.builds(reason, names, relations, st.integers(0, 9)), max_size=3)


@given(st.lists(st.tuples(some, st.lists(st.text(max_size=200), max_size=3)), max_size=8))
def test_lines_are_short_and_all_different(
    accounts: list[tuple[list[Reason], list[str]]],
) -> None:
    lines = brief_reasons([each for each, _ in accounts], [more for _, more in accounts])
    assert all(0 < len(line) <= LONGEST for line in lines)
    assert len({*lines}) == len(accounts)


def test_what_one_customer_has_or_many_companies_are_does_not_lead() -> None:
    found = [
        [reason("Kafka", customers=1)],
        [reason("dach", "region")],
        [reason("Kafka"), reason("dach", "region")],
        [reason("Go", customers=1)],
    ]
    assert brief_reasons(found, [["most like Acme", "a.example"]] * 4, ["Acme"] * 3 + [""]) == [
        "Most like Acme; uses Kafka, as 1 of your 60 customers does",
        "Most like Acme; based in DACH, as 14 of your 60 customers are",
        "Uses Kafka, as 14 of your 60 customers do; based in DACH, as 14 of your 60 customers are",
        "Uses Go, as 1 of your 60 customers does",
    ]
