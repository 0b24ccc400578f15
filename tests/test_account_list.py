"""The list of accounts on a terminal: two lines each, laid out by the width of the line alone."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graph_icp.output.terminal.account_list import AccountLine, write_account_list
from graph_icp.output.terminal.table import write_table
from graph_icp.output.terminal.wording import (
    isolated,
    shortened,
    whole_lines,
    whole_parts,
    wrapped,
    wrapped_whole,
)
from graph_icp.rounding import apportioned

ROOT = Path(__file__).parents[1]
WHY = (
    "Uses Clojure, as 14 of your 59 customers do (22 of 891 prospects); sponsored Steel City Ruby "
    "2014, as 4 of 22 did (5 of 310 prospects; 12 years ago); most like Kiprosh"
)
NAMES = [
    "Stitch Fix",
    "Gesellschaft für angewandte Elektronik und Nachrichtentechnik mbH",
    "x" * 300,
    "very " * 60,
    "石油天然气集团公司" * 8,
    "شركة النفط الوطنية",
    "🚀🚀🚀",
    "👩‍👩‍👧‍👦" * 30,
    "\x1b[31mEvil\x1b]8;;http://evil.example\x07",
    "",
]
WORDS = re.compile(r"[^\s…;,()]+")


def accounts(names: list[str], **columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rank": range(1, len(names) + 1),
            "account": names,
            "domain": "stitchfix.com",
            "fit": 52.3,
            "tier": "Best fit",
            "industry": "Information Technology and Services",
            "country": "US",
            "size": "1001-5000",
            "employees": 1200,
            "owner": "Ann Lee",
            "why": WHY.split("; ")[0],
            "disqualified_by": [[] for _ in names],
            "points": 97.3,
            "key": "domain:stitchfix.com",
        }
    ).assign(**columns)


def shown(frame: pd.DataFrame, width: int, *, numbered: bool = False) -> list[str]:
    stream = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        write_account_list(frame, stream, "Discovery list", numbered=numbered)
    return stream.getvalue().decode().split("\n")[:-1]


@pytest.mark.parametrize("width", [80, 120, 200])
def test_each_account_has_two_lines_that_fit_whatever_its_name(width: int) -> None:
    heading, *lines = shown(accounts(NAMES), width)
    assert heading.split()[:4] == ["Rank", "Account", "Tier", "Fit"]
    assert max(map(cell_len, lines)) <= width
    assert len(lines) == 3 * len(NAMES) - 1
    assert set(lines[2::3]) == {""}
    assert all(line.startswith("      Uses Clojure, as 14 of your 59") for line in lines[1::3])


@pytest.mark.parametrize("width", [80, 120, 200])
def test_columns_stand_where_they_stood_with_other_names(width: int) -> None:
    short, long = (shown(accounts([name, "Acme"]), width) for name in ("A", "x" * 300))
    assert short[0] == long[0]
    assert short[4] == long[4]
    assert {line.index("Best fit") for line in (short[1], short[4], long[1])} == {
        short[0].index("Tier")
    }


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_word_is_broken(width: int) -> None:
    frame = accounts([NAMES[0], NAMES[1], "石油 集团"])
    lines = shown(frame, width)
    assert max(map(cell_len, lines)) <= width
    told = " ".join([*map(str, frame.to_numpy().ravel()), "Rank Account Tier Fit 1,200 52 · 2 3"])
    told += " Domain industry country employees owner fit"
    assert not set(WORDS.findall(" ".join(lines))) - set(WORDS.findall(told))


def test_the_list_reads_like_this() -> None:
    assert shown(accounts(["Stitch Fix"], why=WHY), 120) == [
        "Rank  Account                            Tier               Fit  Domain, industry, "
        "country, employees, owner",
        "   1  Stitch Fix                         Best fit            52  stitchfix.com  "
        "Information Technology and Services · US",
        "      Uses Clojure, as 14 of your 59 customers do (22 of 891 prospects); sponsored Steel "
        "City Ruby 2014, as 4 of 22 did",
        "      (5 of 310 prospects; 12 years ago); most like Kiprosh",
    ]
    assert shown(accounts(["Stitch Fix"], why="Uses Go; most like Acme"), 40) == [
        "1 Stitch Fix",
        "  Best fit, fit 52",
        "  stitchfix.com · Information Technology",
        "  and Services · US · 1,200 employees ·",
        "  Ann Lee",
        "  Uses Go; most like Acme",
    ]


def timed(names: list[str], **columns: object) -> pd.DataFrame:
    """Return accounts of which the first showed something, and the others are unknown."""
    others = len(names) - 1
    beside = {
        "reach": [61.2, *[None] * others],
        "intent": [83.9, *[None] * others],
        "cell": ["A1", *["A-"] * others],
        "door": ["Ann Lee -> Ines Silva, COO", *[""] * others],
        "newest_signal": ["looked at prices on 2026-06-15", *[""] * others],
    }
    return accounts(names, **beside | columns)


def test_what_an_account_showed_and_its_door_stand_on_a_third_line_where_known() -> None:
    lines = shown(timed(["Stitch Fix", "Acme"]), 120)
    assert lines[0].split()[:6] == ["Rank", "Account", "Tier", "Fit", "Cell", "Intent"]
    assert "    A1      83     61  stitchfix.com" in lines[1]
    third = "      It looked at prices on 2026-06-15. Door: Ann Lee -> Ines Silva, COO"
    assert lines[3] == third
    assert lines[4] == ""
    # Of Acme nothing is known, so it has two lines.
    assert len(lines) == 7
    assert "Reach" in shown(timed(["A"]), 200)[0]
    assert "Intent" not in shown(timed(["A"]), 80)[0]
    assert "Cell" not in shown(accounts(["A"]), 200)[0]
    narrow = shown(timed(["A"]), 40)
    assert narrow[1] == "  Best fit, fit 52, cell A1, intent 83,"


def test_what_has_no_room_beside_fit_stands_below_and_long_lines_are_two() -> None:
    lines = shown(
        timed(["A"], door="Ann Lee -> Bo Marsh -> Ines Silva, Chief Operating Officer"), 80
    )
    assert lines[0].split()[:5] == ["Rank", "Account", "Tier", "Fit", "Cell"]
    assert lines[3:] == [
        "      Intent 83, reach 61. It looked at prices on 2026-06-15",
        "      Door: Ann Lee -> Bo Marsh -> Ines Silva, Chief Operating Officer",
    ]


@pytest.mark.parametrize("width", [40, 120])
def test_a_list_of_another_order_is_numbered(width: int) -> None:
    frame = timed(["A", "B", "C"], rank=[2, 7, 1])
    lines = shown(frame, width, numbered=True)
    numbers = [line.split()[0] for line in lines if line.split()[1:2] and line.split()[1] in "ABC"]
    assert numbers == ["1", "2", "3"]
    assert width == 40 or lines[0].split()[:2] == ["#", "Account"]


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_third_line_overflows_or_steers(width: int, name: str) -> None:
    lines = shown(timed(["Acme"], door=f"Ann -> {name}", newest_signal=f"saw {name}"), width)
    assert max(map(cell_len, lines)) <= width
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_what_is_known_of_an_account_stands_whole_beside_its_domain(width: int) -> None:
    frame = timed(["Acme"], domain="juniperdenledger.example", industry="Machinery", employees=337)
    text = "\n".join(shown(frame, width)[1:3])
    assert "juniperdenledger.example" in text
    facts = text.partition("juniperdenledger.example")[2].split("\n")[0]
    whole = {"", "Machinery", "US", "337 employees", "Ann Lee"}
    assert {each.strip() for each in facts.split("·")} <= whole


def test_the_strongest_signal_is_told_before_a_newer_one() -> None:
    asked = "asked for a demo or contact on 2026-06-11"
    newer = "looked at prices on 2026-06-15; more activity than usual"
    lines = shown(timed(["A"], strongest_signal=asked, newest_signal=newer, door=""), 120)
    assert lines[3] == f"      It {asked}; {newer}"
    alone = "looked at prices on 2026-06-15"
    lines = shown(timed(["A"], strongest_signal=alone, newest_signal=newer, door=""), 120)
    assert lines[3] == f"      It {newer}"


def test_a_clause_is_whole_with_what_it_says_in_brackets() -> None:
    first, *_ = WHY.split("; ")
    why = WHY.replace(first, "Uses Go")
    assert "…" not in shown(accounts(["A"], why=why), 160)[2]
    assert "…" not in " ".join(shown(accounts(["A"], why=why), 105))
    long = f"{why}; based in {'the Republic of ' * 9}Utopia"
    assert shown(accounts(["A"], why=long), 90)[3].endswith("years ago); most like Kiprosh; …")


def test_a_domain_is_whole_on_a_line_of_its_own_if_need_be() -> None:
    long = "a-very-long-domain-name-of-a-company-with-many-words.example"
    assert long in shown(accounts(["Acme"], domain=long), 200)[1]
    assert shown(accounts(["Acme"], domain=long), 80)[2] == f"      {long}"
    assert long[:10] not in "".join(shown(accounts(["Acme"], domain=long), 40))


def test_accounts_of_like_reasons_are_told_apart_by_what_had_no_room() -> None:
    shared = f"Uses Go; based in {'the Republic of ' * 8}Utopia; "
    why = [f"{shared}most like {name}" for name in ("Acme", "Bolt", "Crux")]
    lines = shown(accounts(["A", "B", "C"], why=why), 90)
    said = [line for line in lines if "Uses Go" in line]
    assert said[0].startswith("      Uses Go; based in the Republic")
    assert said[1:] == ["      Uses Go; most like Bolt; …", "      Uses Go; most like Crux; …"]


def test_those_to_explore_and_the_disqualified_say_so() -> None:
    frame = accounts(["A", "B"], explored=[True, False], tier=["Bad fit", "Disqualified"])
    frame["rank"] = pd.array([1, None], dtype="Int64")
    frame["disqualified_by"] = [[], ["country is not DE"]]
    lines = shown(frame, 120)
    assert "To explore" in lines[2]
    assert lines[4].startswith("      B")
    assert lines[5].startswith("      Disqualified by country is not DE; Uses Clojure")


def test_what_is_unknown_is_left_out() -> None:
    frame = accounts(["A"], domain=None, industry=None, country=None, owner=None, why=None)
    frame = frame.assign(employees=None, size=None, fit=float("nan"))
    assert shown(frame, 80)[1:] == ["   1  A                       Best fit"]
    assert shown(frame.assign(size="51-200"), 80)[1].endswith("51-200 employees")


def test_nothing_steers_the_terminal_and_right_to_left_names_are_isolated() -> None:
    text = "\n".join(shown(accounts(NAMES), 120))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "\u2068شركة النفط الوطنية\u2069 " in text


def on_terminal(width: int = 100, **environment: str) -> str:
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_account_list import *;"
        "write_account_list(accounts(['Acme', 'B']), sys.stdout.buffer, 'List'); sys.stdout.flush()"
    )
    inherited = {name: each for name, each in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", code],
        stdout=theirs,
        cwd=ROOT,
        env=inherited | {"TERM": "xterm", "COLUMNS": str(width)} | environment,
        check=True,
    )
    os.close(theirs)
    text = b""
    while text.count(b"prospects)\r\n") < 2:
        text += os.read(ours, 10_000)
    os.close(ours)
    return text.decode()


def test_a_terminal_gets_bold_names_and_coloured_tiers() -> None:
    text = on_terminal()
    assert "\x1b[1mAcme\x1b[0m" in text
    assert "\x1b[32mBest fit\x1b[0m" in text


def test_no_colours_where_nobody_wants_them() -> None:
    assert "\x1b[32m" not in on_terminal(NO_COLOR="1")
    assert "\x1b" not in on_terminal(TERM="dumb")


@pytest.mark.parametrize("width", [80, 120])
def test_one_long_value_does_not_rearrange_a_table(width: int) -> None:
    def table(name: str) -> list[str]:
        stream = io.BytesIO()
        frame = pd.DataFrame({"account": [*["Acme"] * 9, name], "owner": "Ann Lee", "fit": 12.0})
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            write_table(frame, stream)
        return stream.getvalue().decode().splitlines()

    assert table("word " * 60)[:10] == table("Acme")[:10]
    assert max(map(cell_len, table("x" * 300))) <= width


# Words


@given(st.text(), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_shortened_text_fits_and_is_a_beginning(text: str, width: int) -> None:
    short = shortened(text, width)
    assert cell_len(short) <= width
    assert short == text or text.startswith(short.removesuffix("…"))


@given(st.lists(st.text("ab石é🚀", min_size=1, max_size=12), min_size=1), st.integers(2, 60))
@settings(max_examples=300, deadline=None)
def test_wrapped_lines_fit_and_hold_every_word_in_order(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width)
    assert max(map(cell_len, lines)) <= width
    if max(map(cell_len, words)) <= width:
        assert " ".join(lines).split() == " ".join(words).split()
    assert " ".join(wrapped_whole(" ".join(words), width)) == " ".join(words)


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("Steel City Ruby 2014", 20, "Steel City Ruby 2014"),
        ("Steel City Ruby 2014", 16, "Steel City Ruby…"),
        ("Steel City Ruby 2014", 15, "Steel City…"),
        ("Professional, Services", 16, "Professional…"),
        ("Elektronik", 5, "Elek…"),
        ("石油天然气", 6, "石油…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("🇩🇪🇫🇷🇮🇳", 3, "🇩🇪…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
    ],
)
def test_text_is_cut_at_a_word_or_between_characters(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short


def test_whole_clauses_come_first() -> None:
    clauses = WHY.split("; ")
    assert whole_parts(clauses, "; ", 500) == WHY
    assert whole_parts(clauses, "; ", 80) == f"{clauses[0]}; …"
    assert whole_parts(clauses, "; ", 30) == "Uses Clojure, as 14 of your…"
    assert whole_parts(clauses, "; ", 60) == "Uses Clojure, as 14 of your 59 customers do…"
    assert whole_parts([], "; ", 30) == ""


def test_reasons_are_cut_behind_a_phrase_with_its_counts() -> None:
    several = (
        "Uses Go, as 9 of 59 customers do (22 of 891 prospects), and Kafka, as 7 do (8 prospects)"
    )
    assert whole_lines([several, "in DE"], "; ", 36, 2) == [
        "Uses Go, as 9 of 59 customers do (22",
        "of 891 prospects); …",
    ]
    assert whole_lines([several, "in DE"], "; ", 50, 2)[-1].endswith("as 7 do (8 prospects); …")
    assert whole_lines([several, "in DE"], "; ", 200, 2) == [f"{several}; in DE"]
    assert whole_lines(["word " * 40], "; ", 30, 2)[0].endswith("…")
    assert whole_lines([], "; ", 30, 2) == []


def test_right_to_left_words_are_isolated_from_numbers_and_marks_beside_them() -> None:
    assert isolated("as شركة النفط, 14 of 59") == "as \u2068شركة النفط\u2069, 14 of 59"
    assert isolated("Acme · 12") == "Acme · 12"


@given(st.lists(st.floats(-1e4, 1e4), max_size=30), st.integers(0, 2))
@settings(deadline=None)
def test_rounded_numbers_add_up_to_their_rounded_sum(numbers: list[float], decimals: int) -> None:
    rounded = apportioned(numbers, decimals)
    assert sum(rounded) == pytest.approx(sum(numbers), abs=0.501 * 10**-decimals)
    assert all(
        abs(one - other) < 10**-decimals * (1 + 1e-9)
        for one, other in zip(rounded, numbers, strict=True)
    )


def test_a_fit_is_rounded_down_as_tiers_go_by_it() -> None:
    row = {"rank": 1, "account": "Acme", "tier": "Bad fit", "fit": 19.6, "domain": "acme.com"}
    assert AccountLine(dict(row)).fit == "19"
