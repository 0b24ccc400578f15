"""Questions of programs: what they take, what they tell, how much, and of whom they say nothing."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from starlette.datastructures import QueryParams

import graph_icp
from graph_icp.discovery.ranking.sentences import without_people
from graph_icp.errors import ArgumentError, GraphICPError, UnknownNameError
from graph_icp.programs.arguments import checked
from graph_icp.programs.companies import discover
from graph_icp.programs.desk import Desk
from graph_icp.programs.plain import text, texts
from graph_icp.programs.private import moved_by
from graph_icp.programs.questions import BY_NAME, DEFINITIONS, QUESTIONS
from graph_icp.web.asked import LISTS, MARKS, Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph_icp.discovery.ranking.filters import Filters
    from graph_icp.market import Market

FIRST = "rich.example"
ASKED: dict[str, dict[str, Any]] = {
    "discover": {},
    "explain": {"account": FIRST},
    "similar": {"account": FIRST},
    "paths": {"account": FIRST},
    "search": {"text": "r"},
    "qualify": {"companies": [{"domain": FIRST}, {"company": "New", "technologies": "Tool 1"}]},
    "summary": {},
    "runs": {},
    "diff": {"old": "first", "new": "second"},
}
# Of the people in the files below: names, titles, addresses, files and texts that name them.
PEOPLE = ("Ada Lovelace", "Zacharias", "Quibble", "Xenia", "Chief Quux", "quux@", "Connections-of")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A market in which people stand wherever they can: ties, doors, signals, owners, feedback."""
    folder = tmp_path_factory.mktemp("people")
    uses, people = ["domain,technology"], ["name,email,domain,title,from,until"]
    for place in range(40):
        domain = FIRST if place == 20 else f"c{place}.example"
        customer = place < 10
        uses += [f"{domain},{'Go' if (place % 10 < 6) == customer else 'Java'}"]
        uses += [f"{domain},Tool {place % 4}"]
        if place < 9 or place in (20, 21):
            until = "2020-01-01" if place else ""
            people.append(
                f"Ada Lovelace,ada.quux@c0.example,{domain},Chief Quux,2018-01-01,{until}"
            )
        else:
            people.append(f"Bo{place} Quibble,bo{place}.quux@{domain},{domain},Chief Quux,,")
    recent = datetime.date.today() - datetime.timedelta(20)
    people.append(f"Xenia Quibble,x.quux@{FIRST},{FIRST},Chief Executive Officer,{recent},")
    files = {
        "uses.csv": uses,
        "people.csv": people,
        "companies.csv": ["domain,name,owner", f"{FIRST},Rich,Zacharias", "c21.example,R21,Xenia"],
        "customers.csv": ["domain", *(f"c{place}.example" for place in range(10))],
        "Connections-of Zacharias.csv": [
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            f"Xenia,Quibble,https://www.linkedin.com/in/xq,x.quux@{FIRST},Rich,Chief Quux,"
            "01 Jun 2025",
        ],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    market = graph_icp.open(folder / "people.duckdb")
    market.load(*(folder / each for each in [*files][:3]))
    market.load(folder / "Connections-of Zacharias.csv", owner="Zacharias Quibble")
    market.customers.set(folder / "customers.csv")
    market.runs.name(market.discover().run, "first")
    market.feedback.say("c21.example", "later", "Xenia said so", said_by="Zacharias")
    lists = market.keep(market.ranked())
    market.runs.name(lists.run, "second")
    return Desk(market, lists)


def named(desk: Desk) -> Desk:
    return Desk(desk.market, desk.lists, people=True)


def answer(desk: Desk, name: str, **given: Any) -> Any:
    question = BY_NAME[name]
    return question.answer(desk, question.read(ASKED[name] | given))


@pytest.fixture(scope="module")
def told(desk: Desk) -> dict[str, str]:
    """What each question is answered, as JSON."""
    return {name: json.dumps(answer(desk, name), allow_nan=False) for name in BY_NAME}


@pytest.fixture(scope="module")
def told_with_people(desk: Desk) -> dict[str, str]:
    return {name: json.dumps(answer(named(desk), name), allow_nan=False) for name in BY_NAME}


# What is told


@pytest.mark.parametrize("name", [*BY_NAME])
def test_answers_are_as_their_schema_says(
    name: str, told: dict[str, str], told_with_people: dict[str, str]
) -> None:
    kinds: dict[str, Any] = {}
    schema = {**BY_NAME[name].gives(kinds, DEFINITIONS), "$defs": kinds}
    for found in (told, told_with_people):
        jsonschema.validate(json.loads(found[name]), schema)


@pytest.mark.parametrize("name", [*BY_NAME])
def test_without_people_nobody_is_named(name: str, told: dict[str, str]) -> None:
    assert [each for each in PEOPLE if each.lower() in told[name].lower()] == []


def test_with_people_they_are(desk: Desk, told_with_people: dict[str, str]) -> None:
    told = told_with_people
    assert "Ada Lovelace has worked at" in told["discover"]
    assert "Ada Lovelace" in told["similar"]
    assert '"door": "Zacharias Quibble -> Xenia Quibble' in told["discover"]
    assert "Xenia Quibble" in told["explain"]
    assert "Chief Executive Officer" in told["explain"]
    assert '"starter": "Zacharias Quibble"' in told["paths"]
    assert '"people": []' in json.dumps(answer(named(desk), "search", text="rich"))
    assert "Xenia Quibble" in json.dumps(answer(named(desk), "search", text="xenia"))
    assert "Connections-of" in told["summary"]
    assert "Xenia said so" in told["diff"]


@pytest.mark.parametrize(
    "given", [{"owner": ["Nobody"]}, {"where": ["people=Nobody"]}, {"where": ["Person: x"]}]
)
def test_filters_by_people_need_people(given: dict[str, Any], desk: Desk) -> None:
    with pytest.raises(ArgumentError, match="--people"):
        answer(desk, "discover", **given)
    with pytest.raises(UnknownNameError, match=r"Nobody|x"):
        answer(named(desk), "discover", **given)


def test_what_is_told_of_one_account_is_what_python_says(desk: Desk) -> None:
    told = answer(desk, "explain", lines=2)
    about = desk.market.explain(FIRST).explanation
    assert (told["tier"], told["key"]) == (about.tier, about.account["key"])
    assert told["cut"][0] == f"points: the first 2 of {len(about.points)}"
    assert [abs(each["points"]) for each in told["points"]] == pytest.approx(
        sorted(about.points["points"].abs(), reverse=True)[:2], abs=0.01
    )
    lines = sum(each["points"] for each in told["points"])
    assert lines + told["rest"] == pytest.approx(about.total, abs=0.05)


def test_the_list_goes_on_where_a_part_ends(desk: Desk) -> None:
    found = answer(desk, "discover", limit=200, sort="fit")
    whole = [each["key"] for each in found["companies"]]
    assert whole == desk.ranked.page(filters_of({}), sort="fit").table["key"].tolist()
    assert (found["next_start"], found["matching"]) == (None, len(whole))
    parts, start = [], 0
    while start is not None:
        part = answer(desk, "discover", limit=20, start=start, sort="fit")
        parts += [each["key"] for each in part["companies"]]
        start = part["next_start"]
    assert parts == whole


def test_qualifying_stores_nothing(desk: Desk) -> None:
    told = answer(desk, "qualify")["companies"]
    assert [each["was"] for each in told] == ["in the market", "new"]
    assert desk.market.accounts("New").empty
    assert not desk.ranked.changed


def test_a_comparison_reads_no_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("account,domain\nA,a.example\n")
    with pytest.raises(UnknownNameError, match="There is no run"):
        answer(desk, "diff", old=str(file), new=str(file))


# How much is told


def test_answers_have_a_bound_and_say_what_was_cut(desk: Desk) -> None:
    small = replace(desk, most=4_000)
    found = answer(small, "discover", limit=200, sort="fit")
    assert 1_000 < len(json.dumps(found)) < 4_200
    many = len(found["companies"])
    assert found["cut"] == [
        f"companies: the first {many} of {found['matching']}, for the answer's size"
    ]
    assert found["next_start"] == many
    none = answer(replace(desk, most=10), "search")
    assert (none["companies"], len(none["cut"])) == ([], 1)


def test_texts_have_a_bound() -> None:
    assert len(text("x" * 10_000)) < 700
    assert texts(["x"] * 100) == [*["x"] * 10, "... and 90 more"]
    assert text("a\x1b[31mb\u202e") == "a[31mb"


# What is taken


def filters_of(given: Mapping[str, Any]) -> Filters:
    """Return the filters that the question asks the market for."""
    seen = []

    class Stop(Exception):  # noqa: N818 - it is no error
        pass

    class Lists:
        def page(self, filters: Filters, **_rest: Any) -> None:
            seen.append(filters)
            raise Stop

    with pytest.raises(Stop):
        discover(Desk(None, Lists(), people=True), **given)  # type: ignore[arg-type]
    return seen[0]


@pytest.mark.parametrize("name", [*LISTS, *MARKS, "min_fit"])
def test_programs_filter_as_the_page_does(name: str) -> None:
    value = {"tier": "Best fit", "feedback": "won", "status": "customer"}.get(name, "1")
    given: Any = (value,) if name in LISTS else 1.0 if name == "min_fit" else True
    assert filters_of({name: given}) == Asked.of(QueryParams([(name, value)])).filters


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("discover", {"limit": 0}, "'limit' is from 1 to 200, and not 0"),
        ("discover", {"limit": "ten"}, "'limit' is a number"),
        ("discover", {"limit": 1.5}, "'limit' is a whole number"),
        ("discover", {"limit": True}, "'limit' is a number"),
        ("discover", {"min_fit": float("nan")}, "'min_fit' is from 0 to 100"),
        ("discover", {"has_door": "perhaps"}, "'has_door' is true or false"),
        ("discover", {"tier": "Great"}, "There is no tier 'Great'"),
        ("discover", {"tiers": "Best fit"}, "There is no parameter 'tiers'. Did you mean tier"),
        ("discover", {"country": ["x" * 201]}, "at most 200 characters"),
        ("discover", {"country": [str(each) for each in range(101)]}, "at most 100 values"),
        ("discover", {"country": {"is": "DE"}}, "'country' is a text"),
        ("explain", {}, "'account' is not given"),
        ("explain", {"account": ["a"]}, "'account' is a text"),
        ("qualify", {"companies": [{}] * 101}, "at most 100"),
        ("qualify", {"companies": ["acme.com"]}, "'companies' holds objects"),
        ("qualify", {"companies": [{"email": "a@b.example"}]}, "There is no field of 'companies'"),
        ("qualify", {"companies": [{"domain": "a.example", "employees": -1}]}, "at least 0"),
    ],
)
def test_arguments_that_cannot_be_meant_are_told_in_a_sentence(
    name: str, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(GraphICPError) as told:
        checked(BY_NAME[name].parameters, given)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_empty_is_not_given_and_words_are_of_any_case() -> None:
    known = BY_NAME["discover"].parameters
    assert checked(known, {"sort": None, "tier": [], "where": ""}) == {}
    assert checked(known, {"tier": "best fit", "limit": 5.0}) == {"tier": ("Best fit",), "limit": 5}


def test_every_question_and_parameter_says_what_it_is() -> None:
    for question in QUESTIONS:
        assert question.title
        assert question.says.endswith(".")
        takes = question.takes({}, DEFINITIONS)
        assert all(each["description"] for each in takes["properties"].values())


def test_reasons_without_people_stay_sentences() -> None:
    said = "Uses Go, as 4 do; Ada Lovelace has worked at 9 of your customers too"
    assert without_people(said) == "Uses Go, as 4 do"
    assert without_people("Ada has worked at Acme too; of your customers most like Bo") == (
        "Of your customers most like Bo"
    )
    assert "Ada" not in without_people("Ada has worked at Acme too")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Ada Lee (née Foo) (Shared people) +3.1", "Shared people +3.1"),
        ("Kafka (Technologies) -2.0", "Kafka (Technologies) -2.0"),
        ("your team said: lost, Ada Lee left", "your team said: lost"),
        ("exclude people: Ada Lee", "a rule of icp.toml about people"),
    ],
)
def test_what_moved_an_account_is_told_without_people(said: str, told: str) -> None:
    assert moved_by(said, people=True) == said
    assert moved_by(said, people=False) == told


def test_a_market_without_files_says_so(tmp_path: Path) -> None:
    market: Market = graph_icp.open(tmp_path / "none.duckdb")
    with pytest.raises(GraphICPError, match=r"none\.duckdb"):
        BY_NAME["summary"].answer(Desk(market), {})
