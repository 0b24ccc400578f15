"""Feedback: what the team says of companies is kept, teaches, leaves the list, and is undone."""

from __future__ import annotations

import datetime
import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner
from dumps import dumped

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, GraphICPError, UnknownNameError
from graph_icp.graph.model import FEEDBACK
from graph_icp.ingest.values.cells import UnknownWord
from graph_icp.ingest.values.feedback_words import LONGEST, feedback_word, short_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_icp.market import Market

TODAY = datetime.datetime.now().astimezone().date()
COMPANIES = (
    "company,domain,country,aliases\n"
    + "".join(f"Customer {i},c{i}.example,DE,\n" for i in range(6))
    + "".join(f"Prospect {i},p{i}.example,{'DE' if i % 2 else 'FR'},\n" for i in range(12))
    + "Twin,twin-one.example,DE,\nTwin,twin-two.example,FR,\n"
)
USES = (
    "domain,technology\n"
    + "".join(f"c{i}.example,Kafka\n" for i in range(6))
    + "".join(f"p{i}.example,{'Kafka' if i < 6 else 'PHP'}\n" for i in range(12))
    + "".join(f"p{i}.example,Rust\n" for i in range(4))
    + "c0.example,Rust\n"
)
CUSTOMERS = "domain,value\n" + "".join(f"c{i}.example,1\n" for i in range(6))

# What is refused and told does not depend on where it is kept: one store is enough.
one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the market, its files and its icp.toml, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    filled(graph_icp.open(folder / "m.duckdb", folder / "icp.toml"), folder)
    return folder


@pytest.fixture
def market(anywhere: str, made: Path, tmp_path: Path) -> Market:
    if anywhere != ":memory:":
        return filled(graph_icp.open(anywhere, tmp_path / "icp.toml"), tmp_path)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return graph_icp.open(tmp_path / "m.duckdb", tmp_path / "icp.toml")


def filled(market: Market, folder: Path) -> Market:
    market.icp.file.write_text("", encoding="utf-8")
    load(market, folder)
    market.customers.set(written(folder, "customers.csv", CUSTOMERS))
    return market


def load(market: Market, folder: Path) -> None:
    files = {"companies.csv": COMPANIES, "uses.csv": USES}
    market.load(*(written(folder, name, text) for name, text in files.items()))


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def statuses(market: Market) -> dict[str, str]:
    accounts = market.accounts("example").set_index("domain")["status"]
    return {str(domain): str(status) for domain, status in accounts.items()}


def listed(market: Market, **filters: Any) -> set[str]:
    found = market.discover(filters=Filters(**filters), preview=True)
    return set(found.table["domain"])


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("Taken", "taken", ""),
        ("übernommen", "taken", ""),
        ("EN_COURS", "taken", ""),
        ("not a fit because too small", "not a fit", "too small"),
        ("Passt nicht, weil zu klein", "not a fit", "zu klein"),
        ("No encaja porque es pequeña", "not a fit", "es pequeña"),
        ("Past niet: te klein", "not a fit", "te klein"),
        ("non adatto (troppo piccolo)", "not a fit", "troppo piccolo"),
        ("Não se encaixa - pequeno", "not a fit", "pequeno"),
        ("Closed Won", "won", ""),
        ("gagné", "won", ""),
        ("Lost because of price", "lost", "of price"),
        ("verloren \N{EN DASH} Preis", "lost", "Preis"),
        ("not now", "later", ""),
        ("Später: nach der Messe", "later", "nach der Messe"),
    ],
)
def test_words_of_several_languages_are_feedback(text: str, status: str, reason: str) -> None:
    word = feedback_word(text)
    assert word is not None
    assert (word.status, word.reason) == (status, reason)


@pytest.mark.parametrize("text", ["won (not sure yet)", "won: no, they said no", "Kunde - nein"])
def test_a_customer_is_one_only_where_nothing_else_is_said(text: str) -> None:
    with pytest.raises(UnknownWord, match="write won alone"):
        feedback_word(text)


@pytest.mark.parametrize(
    "text", ["later until 2030-03-01", "Later (1 March 2030)", "snooze 2030-03"]
)
def test_later_names_its_day(text: str) -> None:
    word = feedback_word(text)
    assert word is not None
    assert word.until == datetime.date(2030, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("maybe", "won by the competitor", "lost and found", "not won", "prospect", "42"),
        *("won?", "customer?", "\N{INVERTED QUESTION MARK}ganado?", "lost (?)", "taken ? perhaps"),
        *("taken - not really", "Taken: not yet, Bob asks", "lost (not really)", "taken - no"),
        *("\u00fcbernommen - doch nicht", "pris: pas vraiment", "later - maybe"),
    ],
)
def test_what_is_no_feedback_is_refused_with_the_right_words(text: str) -> None:
    with pytest.raises(UnknownWord, match=", ".join(FEEDBACK)):
        feedback_word(text)


def test_a_reason_is_a_short_text_without_addresses() -> None:
    mail = "Hi,\nwe bought Booking.com.\nBest, jo@acme.example, +49 170 1234567 " + "words " * 99
    assert short_reason(mail).startswith("Hi, we bought Booking.com. Best, words")
    assert len(short_reason(mail)) <= LONGEST
    assert short_reason("more than 10.000.000 EUR since 2026-05-01") == (
        "more than 10.000.000 EUR since 2026-05-01"
    )


def test_each_status_has_its_effect_and_undoing_takes_it_back(market: Market) -> None:
    before, ranked = statuses(market), listed(market)
    said = {
        "p0.example": ("taken", ""),
        "p1.example": ("not a fit", "too small"),
        "p2.example": ("not a fit", ""),
        "p3.example": ("won", ""),
        "p4.example": ("lost", "price"),
        "p5.example": ("later", ""),
    }
    for domain, (status, reason) in said.items():
        market.feedback.say(domain, status, reason)
    assert {each: now for each, now in statuses(market).items() if now != before[each]} == {
        "p1.example": "bad fit",
        "p3.example": "customer",
    }
    assert ranked - listed(market) == said.keys() - {"p0.example"}
    assert listed(market, untaken=True) == listed(market) - {"p0.example"}
    assert listed(market, feedback=("lost", "later")) == {"p4.example", "p5.example"}
    found = market.discover(preview=True)
    assert found.said == {"not a fit": 2, "won": 1, "lost": 1, "later": 1}
    assert found.said_of()[0] == "2 not a fit (1 with a reason, which teaches)"
    marks = found.table.set_index("domain")["feedback"]
    assert marks["p0.example"] == "taken"
    assert set(marks.drop("p0.example")) == {""}
    table = market.feedback.table().set_index("domain")
    assert table["feedback"].to_dict() == {each: status for each, (status, _) in said.items()}
    assert table["until"]["p5.example"] == TODAY + datetime.timedelta(90)
    for domain in said:
        market.feedback.undo(domain)
    assert statuses(market) == before
    assert listed(market) == ranked
    assert market.feedback.table().empty


def test_a_bad_fit_teaches_against_its_traits(market: Market) -> None:
    def loss_by_rust() -> float:
        points = market.discover(sort="fit").table.set_index("domain")["points"]
        return float(points["p4.example"] - points["p2.example"])

    first = loss_by_rust()
    for domain in ("p0.example", "p1.example"):
        market.feedback.say(domain, "not a fit", "wrong language")
    taught = loss_by_rust()
    assert taught > first + 1
    market.feedback.say("p3.example", "not a fit")
    assert loss_by_rust() == pytest.approx(taught)
    # The lists differ, if not what was learned.
    assert market.runs.last_number() == 3


def test_feedback_survives_loading_again(market: Market, tmp_path: Path) -> None:
    market.feedback.say("p1.example", "not a fit", "too small", said_by="Ann Lee")
    market.feedback.say("p5.example", "later", until=TODAY + datetime.timedelta(7))
    before = dumped(market)["feedback"]
    load(market, tmp_path)
    assert dumped(market)["feedback"] == before
    assert statuses(market)["p1.example"] == "bad fit"
    later = TODAY + datetime.timedelta(7)
    assert "p5.example" not in listed(market)
    found = market.discover(as_of=later, preview=True)
    assert "p5.example" in set(found.table["domain"])


def test_what_is_said_last_counts(market: Market, tmp_path: Path) -> None:
    market.feedback.say("p3.example", "won")
    market.feedback.say("p1.example", "not a fit", "too small")
    customers = market.customers.set(written(tmp_path, "customers.csv", CUSTOMERS))
    assert customers.customers == 6
    assert customers.overruled == ["Prospect 3"]
    now = statuses(market)
    assert (now["p3.example"], now["p1.example"]) == ("prospect", "bad fit")
    assert "p3.example" in listed(market)
    # Said again by a sheet that is read every night, it changes nothing.
    sheet = written(tmp_path, "sheet.csv", "Domain,Status\np3.example,won\n")
    told = market.feedback.read(sheet)
    assert (told.new, told.changed, told.same) == (0, 0, 1)
    assert statuses(market)["p3.example"] == "prospect"
    market.feedback.say("p3.example", "won", said_by="Bo")
    assert statuses(market)["p3.example"] == "customer"


def test_a_sheet_that_is_read_again_replaces_no_later_word(market: Market, tmp_path: Path) -> None:
    def read(status: str) -> Any:
        return market.feedback.read(
            written(tmp_path, "sheet.csv", f"Domain,Status,Reason\np1.example,{status}\n")
        )

    def said() -> list[str]:
        return market.feedback.table()["feedback"].tolist()

    assert read("taken,").new == 1
    market.feedback.say("p1.example", "won")
    assert read("taken,").same == 1
    assert said() == ["won"]
    assert read("won,").same == 1
    market.feedback.say("p1.example", "lost", "price")
    assert read("won,").same == 1
    assert said() == ["lost"]
    assert read("later,").changed == 1
    assert said() == ["later"]
    assert read("taken,").changed == 1
    assert said() == ["taken"]


def test_a_customer_stays_one_that_is_said_to_be_no_fit(market: Market) -> None:
    told = market.feedback.say("c1.example", "not a fit", "too small")
    assert told.stay == ["Customer 1"]
    assert statuses(market)["c1.example"] == "customer"


def test_accounts_that_become_one_keep_what_was_said_last(market: Market) -> None:
    market.feedback.say("p1.example", "taken", said_on=datetime.date(2026, 1, 1))
    market.feedback.say("p2.example", "lost", said_on=datetime.date(2026, 2, 1))
    market.identity.decide("p1.example", "p2.example", "same")
    [row] = market.feedback.table().to_dict("records")
    assert row["feedback"] == "lost"
    market.feedback.undo("p1.example")
    assert market.feedback.table().empty


@one_store
def test_a_file_says_what_is_kept_and_which_rows_are_not(market: Market, tmp_path: Path) -> None:
    rows = """\
Account,Domain,Status,Reason,Date,Until,Who
Prospect 1,p1.example,Passt nicht,zu klein,2026-01-31,,Ann Lee
,p2.example,lost because too dear,,,,
Prospect 3,,taken,,,,Bo
Prospect 4,,,,,,
Prospect 5,,perhaps,,,,
Nobody,nobody.example,taken,,,,
,,taken,,,,
Prospect 6,,later,,,2020-01-01,
Prospect 7,,taken,,,,
Prospect 7,,lost,,,,
Prospect 8,,taken,,2999-01-01,,
Prospect 9,,,no money,,,
Twin,,taken,,,,
"""
    told = market.feedback.read(written(tmp_path, "said.csv", rows))
    assert (told.new, told.changed, told.same, told.blank) == (3, 0, 0, 1)
    assert told.by_status == {"not a fit": 1, "lost": 1, "taken": 1}
    places = [each.split(" (")[0].split(", which")[0] for each in told.passed_over]
    assert places == [
        *("row 6", "row 8", "row 12", "row 13"),
        *("row 7", "row 14", "row 9", "rows 10, 11"),
    ]
    assert "taken, not a fit, won, lost, later" in told.passed_over[0]
    kept = market.feedback.table().set_index("domain")
    assert kept["reason"].to_dict() == {
        "p1.example": "zu klein",
        "p2.example": "too dear",
        "p3.example": "",
    }
    assert kept["said_on"]["p1.example"] == datetime.date(2026, 1, 31)
    assert kept["said_by"]["p3.example"] == "Bo"
    again = market.feedback.read(tmp_path / "said.csv")
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    reasons = market.feedback.reasons()
    assert set(reasons["reason"]) == {"zu klein", "too dear"}


@one_store
def test_an_older_word_does_not_replace_a_newer_one(market: Market, tmp_path: Path) -> None:
    market.feedback.say("p1.example", "won", said_on=datetime.date(2026, 2, 1))
    rows = "domain,status,date\np1.example,taken,2026-01-31\n"
    assert market.feedback.read(written(tmp_path, "old.csv", rows)).older == 1
    with pytest.raises(GraphICPError, match="Something later was said of Prospect 1: won"):
        market.feedback.say("p1.example", "lost", said_on=datetime.date(2026, 1, 1))
    assert market.feedback.table()["feedback"].tolist() == ["won"]


@one_store
def test_a_discovery_list_with_a_column_feedback_can_be_read(
    market: Market, tmp_path: Path
) -> None:
    invoke = invoker(market)
    invoke("discover", "-o", tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    sheet = book.worksheets[0]
    [header] = [row for row in sheet.iter_rows() if row[0].value == "Account"]
    place = len(header) + 1
    sheet.cell(header[0].row, place, "Feedback")
    sheet.cell(header[0].row + 1, place, "not a fit: uses our rival")
    name = sheet.cell(header[0].row + 1, 1).value
    book.save(tmp_path / "list.xlsx")
    ended = invoke("feedback", tmp_path / "list.xlsx")
    assert "1 new, 13 rows without a status" in ended.stderr
    [row] = json.loads(invoke("feedback", "--format", "json").stdout)
    assert (row["account"], row["feedback"], row["reason"]) == (
        name,
        "not a fit",
        "uses our rival",
    )


@one_store
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("domain,reason\np1.example,why\n", "no column Status or Feedback"),
        ("p1.example\np2.example\n", "no column Status or Feedback"),
        ("colour,status\nred,taken\n", "no column domain or company"),
        ("domain,status\np1.example,perhaps\n", "no row can be kept: row 2"),
        ("domain,status\nnobody.example,taken\n", "no company of the store"),
    ],
)
def test_a_file_of_which_nothing_can_be_kept_is_refused(
    market: Market, tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(FileError, match=sentence):
        market.feedback.read(written(tmp_path, "said.csv", text))
    assert market.feedback.table().empty


@one_store
def test_the_command_keeps_lists_counts_and_undoes(market: Market) -> None:
    invoke = invoker(market)
    assert "nothing to show" in invoke("feedback").stderr
    said = invoke("feedback", "p1.example", "--status", "not a fit", "--reason", "Too small!")
    assert said.stderr.strip() == "p1.example is marked as not a fit."
    invoke("feedback", "p2.example", "--status", "not a fit: too small", "--by", "Ann Lee")
    endless = invoke("feedback", "p3.example", "--status", "later")
    assert "after 90 days" in endless.stderr
    assert "nothing is learned" in invoke("feedback", "p4.example", "--status", "no fit").stderr
    assert (
        "1 company is a customer now" in invoke("feedback", "p5.example", "--status", "won").stderr
    )
    [reason] = json.loads(invoke("feedback", "reasons", "--format", "json").stdout)
    assert (reason["feedback"], reason["accounts"]) == ("not a fit", 2)
    assert "The team said on" in invoke("explain", "p1.example").stdout
    assert "1 later" in invoke("discover", "--preview").stderr
    invoke("feedback", "undo", "p1.example")
    with pytest.raises(UnknownNameError, match="no feedback on 'p1"):
        market.feedback.undo("p1.example")


@one_store
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["p1.example"], "There is no file 'p1.example'; of a company say --status"),
        (["said.csv"], "There is no file 'said.csv'"),
        (["p1.example", "--status", "perhaps"], "'perhaps' is no feedback; write one of taken"),
        (["p1.example", "--status", " "], "has no status"),
        (["p77.example", "--status", "won"], "There is no account 'p77.example'"),
        (["p1.example", "--status", "won", "--on", "2999-01-01"], "still to come"),
        (["p1.example", "--status", "later", "--until", "2020-01-01"], "which is over"),
        (["undo", "p1.example"], "There is no feedback on 'p1.example'"),
        (["--reason", "too small"], "Say of which company"),
    ],
)
def test_the_command_refuses_what_it_cannot_keep(
    market: Market, words: list[str], sentence: str
) -> None:
    ended = CliRunner().invoke(main, ["feedback", *words, "--store", market.path])
    assert ended.exit_code in (1, 2)
    assert sentence in ended.stderr.replace("\n", " ")
    assert market.feedback.table().empty


def invoker(market: Market) -> Callable[..., Any]:
    def invoke(*words: object) -> Any:
        arguments = [*map(str, words), "--store", market.path]
        ended = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert ended.exit_code == 0, ended
        return ended

    return invoke
