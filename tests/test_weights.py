"""Weights of relations: tried on a ranked market, and written into icp.toml."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from web_client import shops

from graph_icp.errors import FileError, RankingError
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.icp.weights_written import with_weights

if TYPE_CHECKING:
    from graph_icp.market import Market
    from graph_icp.market.ranked_lists import RankedLists

WRITTEN = """\
# Ours.
[tiers]
best = 60  # as agreed

[relations]  # what counts
uses = "learn"  # learned: 40%
'region' = { at_most = 0.3 }
size = 0.2
"industry" = "off"   # tells nothing

[traits]
"Account Tier" = true
"""


def test_weights_are_written_where_they_stand_and_all_else_stays() -> None:
    written = with_weights(WRITTEN, {"uses": 1.5, "region": 2, "industry": 1, "attended": 0})
    assert written == WRITTEN.replace('"learn"', "{ weight = 1.5 }").replace(
        "{ at_most = 0.3 }", "{ weight = 2, at_most = 0.3 }"
    ).replace('"off"   # tells nothing', '"learn"   # tells nothing\nattended = "off"')
    told = parse_icp(written).constraints
    assert (told.weights, told.caps) == ({"uses": 1.5, "region": 2}, {"region": 0.3})
    assert told.shares == {"size": 0.2, "attended": 0}
    assert with_weights(written, {"uses": 1, "region": 1, "industry": 0, "attended": 1}) == (
        WRITTEN.replace("# tells nothing", '# tells nothing\nattended = "learn"')
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tiers]\nbest = 60", "[tiers]\nbest = 60\n\n[relations]\nuses = { weight = 2 }\n"),
        ("[relations]", "[relations]\nuses = { weight = 2 }\n"),
        ("[relations]\nuses = 0.3#x", "[relations]\nuses = { weight = 2 }#x"),
        (
            "[relations]\r\nsize = 0.3\r\nuses = 'off'\r\n",
            "[relations]\r\nsize = 0.3\r\nuses = { weight = 2 }\r\n",
        ),
        (
            "[traits]\n'A b' = true\n[relations]\na-b = 'off'\n",
            "[traits]\n'A b' = true\n[relations]\na-b = 'off'\nuses = { weight = 2 }\n",
        ),
    ],
)
def test_any_file_can_be_written(text: str, expected: str) -> None:
    assert with_weights(text, {"uses": 2}) == expected


def test_columns_of_files_have_weights_too() -> None:
    text = "[traits]\n'A b' = true\n"
    written = with_weights(text, {"A b": 2})
    assert written == text + '\n[relations]\n"A b" = { weight = 2 }\n'
    assert with_weights(written.replace('"A b"', "a-b"), {"A b": 0}).endswith('a-b = "off"\n')


def test_a_first_file_says_what_it_is() -> None:
    first = with_weights("", {"uses": 2})
    assert first.startswith("# The ideal customer profile")
    assert first.endswith("\n\n[relations]\nuses = { weight = 2 }\n")
    assert with_weights("", {"uses": 1}) == ""


@pytest.mark.parametrize(
    "text",
    [
        "relations = { uses = 'off' }",
        "relations.uses = 'off'",
        "[relations]\nuses.at_most = 0.3",
        "[relations.uses]\nat_most = 0.3",
        '[operating_model]\n[[persona]]\nname = "[relations]"',
        '[profiles]\nx = ["""\n[relations]\nuses = 1"""]',
    ],
)
def test_what_cannot_be_changed_line_by_line_is_refused(text: str) -> None:
    with pytest.raises(FileError):
        with_weights(text, {"uses": 2})


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    return shops(tmp_path_factory.mktemp("shops"))


def test_a_change_is_shown_made_and_taken_back_unless_the_file_changed(market: Market) -> None:
    file = market.icp.file
    first = market.icp.weigh({"uses": 2})
    assert first.before is None
    assert "+uses = { weight = 2 }" in first.diff
    assert not file.exists()
    first.make(first.seen)
    assert market.icp.read()[0].constraints.weights == {"uses": 2}
    with pytest.raises(FileError, match="changed meanwhile"):
        first.make(first.seen)
    second = market.icp.weigh({"uses": 1})
    assert second.seen != first.seen
    second.make(second.seen)
    with pytest.raises(FileError, match="changed since"):
        first.take_back()
    second.take_back()
    first.take_back()
    assert not file.exists()


@pytest.fixture(scope="module")
def ranked(market: Market) -> RankedLists:
    return market.ranked()


def test_a_preview_says_who_would_move_as_a_new_ranking_does(
    market: Market, ranked: RankedLists
) -> None:
    free = {each.relation: each for each in market.relation_weights(ranked)}
    assert {each.weight for each in free.values()} == {1.0}
    most = "industry"
    runs = market.runs.last_number()
    found = market.preview(ranked, {most: 0.1})
    assert market.runs.last_number() == runs
    assert not market.icp.file.exists()
    assert found.shares[most] < free[most].share
    change = market.icp.weigh({most: 0.1})
    change.make(change.seen)
    again = market.ranked()
    assert ranked.changed == "icp.toml has changed"
    assert again.page(ranked.market.options.filters).shares == pytest.approx(found.shares)
    [kept] = [each for each in market.relation_weights(again) if each.relation == most]
    assert kept.weight == 0.1
    change.take_back()
    assert not ranked.changed
    order = {
        name: [*each.page(each.market.options.filters).table["key"]]
        for name, each in (("before", ranked), ("after", again))
    }
    entered = set(order["after"][:25]) - set(order["before"][:25])
    left = set(order["before"][:25]) - set(order["after"][:25])
    assert set(found.entering["key"]) == entered
    assert set(found.leaving["key"]) == left
    assert entered
    for key, rank_before, rank in zip(
        *(found.risen[each] for each in ("key", "rank_before", "rank")), strict=True
    ):
        assert order["before"].index(key) + 1 == rank_before > rank
        assert order["after"].index(key) + 1 == rank
    rises = found.risen["rank_before"] - found.risen["rank"]
    assert all(one >= other for one, other in itertools.pairwise(rises))


def test_nothing_moves_where_nothing_is_asked_and_all_off_is_refused(
    market: Market, ranked: RankedLists
) -> None:
    found = market.preview(ranked, {})
    assert (found.moved, found.best, found.no_longer) == (0, 0, 0)
    assert found.entering.empty
    assert found.risen.empty
    with pytest.raises(RankingError, match="switches off every relation"):
        market.preview(ranked, {each.relation: 0.0 for each in market.relation_weights(ranked)})
