"""Rules of tags on companies of known kinds: how often each is right, and how many it finds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph_icp.errors import UnknownNameError
from graph_icp.hygiene.phrases import Phrases
from graph_icp.hygiene.rules import tagged_by_rules
from graph_icp.hygiene.tags import OF_RULES, tag_called

# Companies labelled by hand, from what such companies are called and say of themselves. The rules
# were written with those of the part "tuned" at hand, and before those "held out" were looked at.
COMPANIES = Path(__file__).with_name("companies_by_kind.csv")
PRECISION = 0.85
# The least part of the companies of a kind that the rules find, in either part.
RECALL = 0.7


def companies(part: str) -> list[dict[str, str]]:
    with COMPANIES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


def tagged(rows: list[dict[str, str]]) -> set[tuple[int, str]]:
    columns = ("name", "domain", "industry", "description")
    found = tagged_by_rules(*([row[each] or None for row in rows] for each in columns))
    return set(zip(found["place"].tolist(), found["tag"].tolist(), strict=True))


@pytest.mark.parametrize("part", ["tuned", "held out"])
@pytest.mark.parametrize("tag", OF_RULES)
def test_a_tag_is_right_and_finds_most(part: str, tag: str) -> None:
    rows = companies(part)
    found = {place for place, each in tagged(rows) if each == tag}
    are = {place for place, row in enumerate(rows) if tag in row["tags"].split("; ")}
    assert len(found & are) / len(found) >= PRECISION, [rows[each] for each in found - are]
    assert len(found & are) / len(are) >= RECALL, [rows[each] for each in are - found]


def test_there_are_enough_companies_of_each_kind_and_of_none() -> None:
    rows = companies("tuned") + companies("held out")
    assert len(rows) >= 300
    for tag in OF_RULES:
        assert sum(tag in row["tags"] for row in rows) >= 20, tag
    assert sum(not row["tags"] for row in rows) >= 100


def one(
    name: str = "Acme", domain: str = "", industry: str = "", description: str = ""
) -> dict[str, str]:
    told = ([each or None] for each in (name, domain, industry, description))
    found = tagged_by_rules(*told)
    return dict(zip(found["tag"], found["reason"], strict=True))


@pytest.mark.parametrize(
    ("company", "reason"),
    [
        ({"domain": "ox.ac.uk"}, "domain ends in .ac.uk"),
        ({"domain": "uni.edu.mx"}, "domain ends in .edu.mx"),
        ({"domain": "bund.de"}, "domain ends in .bund.de"),
        ({"domain": "acme.github.io"}, "domain lies below github.io"),
        ({"domain": "g2.com"}, "domain g2.com"),
        ({"industry": "Software; Management Consulting"}, "industry: Management Consulting"),
        ({"name": "Kanzlei Müller"}, 'name has "kanzlei"'),
        ({"name": "Müller Consulting GmbH"}, 'name has "consulting"'),
        ({"name": "東京大学"}, 'name has "東京大学"'),
        ({"description": "A digital agency for shops"}, 'describes itself as "digital agency"'),
    ],
)
def test_a_reason_says_which_rule_matched(company: dict[str, str], reason: str) -> None:
    assert next(iter(one(**company).values())) == reason


@pytest.mark.parametrize(
    "company",
    [
        {},
        {"name": ""},
        {"domain": "acmeedu.com"},
        {"domain": "github.io"},
        {"name": "Media Markt", "industry": "Retail"},
        {"name": "Fahrschule Hochschule"},
        {"name": "Schoolbox", "description": "Software for the high school"},
        {"name": "Acme", "description": "CRM for your digital agency"},
        {"industry": "Legal Services", "description": "Contracts by machine"},
        {"name": "\x1b[31m\x00", "domain": "....", "description": "\ufffd"},
    ],
    ids=str,
)
def test_what_only_sounds_alike_is_not_tagged(company: dict[str, str]) -> None:
    assert one(**company) == {}


def test_words_are_whole_and_stand_where_the_rule_says() -> None:
    phrases = Phrases({"a": ["... fund", "stadt ...", "*schule", "zoo*", "two words", "大学"]})

    def has(text: str) -> bool:
        return any(phrases.found(text.split()))

    for text in ("seed fund", "stadt wien", "hochschule", "zoologie", "in two words", "京大学校"):
        assert has(text), text
        assert phrases.may_be_in(["nothing of it", text]) == [1]
    for text in ("fund raising", "alt stadt", "schule x", "two other words", "azoo", "fundus"):
        assert not has(text), text


def test_a_tag_is_called_by_its_beginning() -> None:
    assert tag_called("Services") == "services firm"
    assert tag_called("free-host") == "free host page"
    assert tag_called("customer") == "customer"
    for text in ("", "c", "nonsense"):
        with pytest.raises(UnknownNameError):
            tag_called(text)
