"""The account page: a card, a graph and a table that say the same, in words and in numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted_cards import ACCOUNT, HOSTILE, planted, planted_approach, words

from graph_icp.discovery.ranking.card import Door
from graph_icp.output import node_labels
from graph_icp.output.pages import box, colors, layout, picture
from graph_icp.output.pages.account_page import account_page

# The words on the page


def test_what_is_not_listed_has_no_rank_no_green_tier_and_no_next_step() -> None:
    card, graph = planted(3, 2)
    page = words(account_page(card, graph, planted_approach(graph)))
    assert "B1, strong path" in page
    card, graph = planted(3, 2)
    page = account_page(replace(card, unlisted="not a fit"), graph, planted_approach(graph))
    assert "not listed, as the team said: not a fit" in words(page)
    assert "rank 3" not in words(page)
    assert "B1, strong path" not in words(page)
    assert '<span class="tier good">' not in page


def test_a_customer_is_compared_with_the_others() -> None:
    card, graph = planted(3, 2)
    page = words(account_page(replace(card, status="customer", others=13), graph))
    assert "It is a customer, compared with your 13 other customers." in page
    assert "customer, not ranked" in page
    assert "rank 3" not in page


def test_the_page_opens_on_the_card() -> None:
    page = account_page(*planted(3, 2))
    assert 'id="tab-card" checked' in page
    assert "Good fit · fit 47" in page
    assert "rank 3 of 109" in page
    assert "Uses Trait number 0, like Customer 0." in page
    assert page.index('id="card"') < page.index('id="graph"') < page.index('id="table"')


def test_a_bar_says_how_many_have_it_and_who() -> None:
    card, graph = planted(1, 9)
    first = replace(card.bars[0], customers=1_400, of_customers=3_000, note="12 years ago")
    text = words(account_page(replace(card, bars=(first, card.bars[-1])), graph))
    assert "Uses Trait number 0 1,400 of 3,000 customers · 8 of 109 prospects 12 years ago" in text
    assert "+40 Customer 0 · most like it" in text
    assert f"+{1_400 - len(first.like):,}" in text


def test_runs_of_older_versions_count_no_prospects() -> None:
    card, graph = planted(1, 1)
    first = replace(card.bars[0], prospects=None, of_prospects=None)
    text = words(account_page(replace(card, bars=(first, card.bars[-1])), graph))
    assert "1 of 20 customers" in text
    assert "of 109 prospects" not in text


def test_the_doors_say_who_knows_whom() -> None:
    card, graph = planted(1, 1)
    text = words(account_page(card, graph))
    assert "Bo Marsh knows Rita Rossi , Head of Logistics" in text
    both = replace(card, doors=(Door("Rita Rossi", "", ("Bo Marsh", "Ann Lee")),))
    assert "Bo Marsh and Ann Lee know Rita Rossi" in words(account_page(both, graph))
    many = ("Bo Marsh", "Ann Lee", "Cy Dow", "Di Eck")
    crowd = replace(card, doors=(Door("Rita Rossi", "", many),))
    assert "Bo Marsh, Ann Lee and 2 more know Rita Rossi" in words(account_page(crowd, graph))
    strangers = words(account_page(replace(card, doors=card.doors[1:]), graph))
    assert "load colleagues' LinkedIn connections" in strangers
    assert "No contact there is known" in words(account_page(replace(card, doors=()), graph))


def test_what_is_unknown_and_what_it_would_take_are_said() -> None:
    card, graph = planted(1, 1)
    text = words(account_page(card, graph))
    assert "What we do not know Size." in text
    assert "Learned from 14 customers: treat it as a hint." in text
    assert "With Go : Best fit (fit 62)" in text
    ruled_out = replace(card, broken=("require country: DE",), tier="Disqualified", rank=None)
    text = words(account_page(ruled_out, graph))
    assert "Disqualified by your rule: require country: DE" in text
    assert "prospect, not ranked" in text


def test_who_is_not_scored_is_told_so() -> None:
    card, graph = planted(0, 0)
    text = words(account_page(replace(card, fit=None, points=None, bars=(), why=""), graph))
    assert "Nothing that counts is known of it, so it has no fit." in text
    assert "It shares nothing that we know of with your customers." in text


def test_the_table_adds_up_too() -> None:
    card, graph = planted(15, 8)
    (table, *_) = re.findall(r"<table>(.*?)</table>", account_page(card, graph), re.DOTALL)
    numbers = points_in(table)
    assert len(numbers) == 15 + 2
    assert sum(numbers[:-1]) == numbers[-1] == card.points


def test_a_long_table_is_cut_and_still_adds_up() -> None:
    card, graph = planted(230, 3)
    page = account_page(card, graph)
    assert "and 30 more traits" in page
    (table, *_) = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    numbers = points_in(table)
    assert sum(numbers[:-1]) == numbers[-1] == card.points


def points_in(table: str) -> list[int]:
    """The numbers with a sign in a table."""
    plain = table.replace("\N{MINUS SIGN}", "-").replace(",", "")
    return [int(each) for each in re.findall(r'<td class="number">([+-]?\d+)</td>', plain)]


def test_the_same_account_gives_the_same_bytes() -> None:
    card, graph = planted(9, 9)
    turned: nx.Graph[str] = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, attributes) for a, b, attributes in graph.edges(data=True))
    assert account_page(card, turned) == account_page(card, graph)


# The graph


@pytest.mark.parametrize("names", [None, HOSTILE * 7], ids=["plain", "hostile"])
@pytest.mark.parametrize("size", [(0, 0), (1, 0), (2, 1), (3, 40), (40, 3), (30, 30)])
@pytest.mark.parametrize("above", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("people", [False, True], ids=["nobody", "people"])
def test_no_box_lies_over_another(
    size: tuple[int, int], names: list[str] | None, above: bool, people: bool
) -> None:
    _, graph = planted(*size, names=names)
    if people:
        planted_approach(graph, names)
    placed = layout.boxes(graph, layout.NARROW if above else layout.wide(graph))
    assert placed.keys() == set(graph)
    for one, other in combinations(placed.values(), 2):
        aside = one.right <= other.left or other.right <= one.left
        assert aside or one.bottom <= other.top or other.bottom <= one.top
    assert min(each.top for each in placed.values()) >= 0


def test_a_graph_begins_with_what_the_card_names_and_can_show_all() -> None:
    sets: Any = picture.drawing(planted(15, 15).graph)["sets"]
    assert {name: boxes_of(each["wide"]) for name, each in sets.items()} == {"few": 15, "all": 31}
    assert [*picture.drawing(planted(4, 5).graph)["sets"]] == ["few"]  # type: ignore[call-overload]


def boxes_of(drawn: dict[str, Any]) -> int:
    return sum(node["shape"] == "box" for node in drawn["nodes"])


def test_lines_at_rest_are_those_of_the_account_the_wider_the_more_points() -> None:
    card, graph = planted(6, 8)
    sets: Any = picture.drawing(graph)["sets"]
    lines = sets["few"]["wide"]["edges"]
    assert len(lines) == 6
    by_points = sorted(zip([abs(bar.points) for bar in card.bars], lines, strict=False), key=first)
    widths = [line["width"] for _, line in by_points]
    assert widths == sorted(widths)
    assert len({*widths}) == 6


def first(pair: tuple[int, object]) -> int:
    return pair[0]


def test_people_stand_on_the_other_side_of_the_account_or_below_it() -> None:
    _, graph = planted(3, 3)
    planted_approach(graph)
    people = [node for node, about in graph.nodes(data=True) if about["ring"] in box.PEOPLE]
    assert len(people) == 6
    beside = layout.boxes(graph, layout.wide(graph))
    assert max(beside[each].right for each in people) < beside[ACCOUNT].left < beside["t0"].left
    below = layout.boxes(graph, layout.NARROW)
    others = [below[node].bottom for node in graph if node not in people]
    assert min(below[each].top for each in people) > max(others)


def test_people_have_looks_of_their_own_and_lines_by_strength() -> None:
    _, graph = planted(3, 3)
    planted_approach(graph)
    drawn: Any = picture.drawing(graph)
    for sheet in ("wide", "narrow"):
        some = drawn["sets"]["few"][sheet]
        nodes = {node["label"].split("\n")[0]: node for node in some["nodes"]}
        looks = {nodes[name]["color"]["background"] for name in ("Ann Lee", "Bo Marsh", "Kim Roe")}
        assert len(looks) == 3
        ann, ines, bo = (nodes[name]["id"] for name in ("Ann Lee", "Ines Silva", "Bo Marsh"))
        lines = {(int(each["from"][:-1]), int(each["to"][:-1])): each for each in known(some)}
        assert lines[ann, ines]["width"] > lines[ann, bo]["width"]
        assert "met" in drawn["said"][bo]


def known(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines between people."""
    return [each for each in drawn["edges"] if each["color"]["color"] == colors.GREEN]


def test_points_against_an_account_look_different() -> None:
    _, graph = planted(3, 2)
    drawn: Any = picture.drawing(graph)["sets"]
    for sheet in ("wide", "narrow"):
        nodes = {node["id"]: node for node in drawn["few"][sheet]["nodes"]}
        assert not nodes[1]["shapeProperties"]["borderDashes"]
        assert nodes[3]["shapeProperties"]["borderDashes"]
        assert "\N{MINUS SIGN}38 · " in nodes[3]["label"].replace("\n", " ")
        dashed = [line["to"] for line in drawn["few"][sheet]["edges"] if line.get("dashes")]
        assert dashed == ["3l"]


def test_the_picture_can_be_read_on_a_light_page_and_on_a_dark_one() -> None:
    _, graph = planted(3, 2)
    planted_approach(graph)
    drawn: Any = picture.drawing(graph)
    for scheme in ({each: each for each in drawn["dark"]}, drawn["dark"]):
        for node in drawn["sets"]["few"]["wide"]["nodes"]:
            if node["shape"] in ("box", "text"):
                behind = node["color"]["background"] if node["shape"] == "box" else colors.PAPER
                assert contrast(scheme[node["font"]["color"]], scheme[behind]) >= 4.5
        for line in [*drawn["sets"]["few"]["wide"]["edges"], drawn["line"]]:
            assert contrast(scheme[line["color"]["color"]], scheme[colors.PAPER]) >= 2.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 works it out."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(text=st.text(max_size=60), longest=st.floats(3, 20), most=st.integers(1, 4))
def test_a_label_never_grows_beyond_its_lines(text: str, longest: float, most: int) -> None:
    lines = node_labels.wrapped(node_labels.clean(text), longest, most)
    assert len(lines) <= most
    assert all(node_labels.text_width(line) <= longest for line in lines)


@given(text=st.text("abc de", max_size=60))
def test_a_label_is_cut_only_where_no_line_is_left(text: str) -> None:
    plain = node_labels.clean(text)
    lines = node_labels.wrapped(plain, 8.0, 4)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == plain.replace(" ", "")
    else:
        assert len(lines) == 4


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("Mercedes", {"", "M", "Me", "Mer", "Merc", "Merce", "Merced", "Mercede"}),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦ab", {"", "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦a"}),
        ("e\u0301e\u0301e\u0301", {"", "e\u0301", "e\u0301e\u0301"}),
        ("❤️❤️❤️", {"", "❤️", "❤️❤️"}),
    ],
)
def test_a_name_is_never_cut_inside_a_character(text: str, beginnings: set[str]) -> None:
    for tenths in range(10, 120):
        short = node_labels.shortened(text, tenths / 10)
        assert short == text or short.removesuffix("…") in beginnings
