"""Terminals: what steers them reaches no output, and one that is gone stops no work."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import click
import networkx as nx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import graph_icp.cli
from graph_icp.cli import console, main, streams
from graph_icp.cli.streams import lost_listing
from graph_icp.output import inert, page
from graph_icp.output.graph_files import graph_text
from graph_icp.output.pages import account_page
from graph_icp.output.sheets.workbook import write_sheet
from graph_icp.output.terminal.table import write_table
from graph_icp.output.text_files import write_csv, write_json, write_json_lines

COMMAND = (sys.executable, "-m", "graph_icp.cli")
LINK = "\x1b]8;;http://evil.example\x1b\\Acme\x1b]8;;\x07"
HOSTILE = [LINK, "a\u202eb", "\u2066c\u2069", "d\x9b31me", "f\rg", "h\x7fi"]
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
LISTING = pd.DataFrame({f"name {LINK}": HOSTILE, "others": [[each, "x"] for each in HOSTILE]})


@pytest.mark.parametrize("write", [write_table, write_csv, write_json, write_json_lines])
def test_no_listing_carries_steering_characters(write: object) -> None:
    stream = io.BytesIO()
    write(LISTING, stream)  # type: ignore[operator]
    text = stream.getvalue().decode()
    assert not STEERING.search(text)
    assert "Acme" in text


def test_json_for_programs_still_reads_back_equal() -> None:
    stream = io.BytesIO()
    write_json(LISTING, stream)
    assert [row["others"][0] for row in json.loads(stream.getvalue())] == HOSTILE


def test_csv_keeps_the_breaks_of_lines_in_a_cell() -> None:
    stream = io.BytesIO()
    write_csv(pd.DataFrame({"note": ["one\r\ntwo\nthree\tx"]}), stream)
    assert list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))[1] == [
        "one\r\ntwo\nthree\tx"
    ]


def test_no_sheet_carries_steering_characters() -> None:
    stream = io.BytesIO()
    write_sheet(LISTING, stream, LINK)
    book = openpyxl.load_workbook(stream)
    texts = [str(cell.value) for row in book.active for cell in row]  # type: ignore[union-attr]
    assert not [text for text in [*texts, *book.sheetnames] if STEERING.search(text)]


def test_no_page_carries_steering_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_source", lambda *_: "<p title='{{ name }}'>{{ name }}</p>")
    text = page.template("any", {}).render(name="".join(HOSTILE) + "<b>")
    assert not STEERING.search(text)
    assert "Acme" in text
    assert "<b>" not in text
    assert not STEERING.search(account_page._json_for_html({"names": HOSTILE}))


@pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
def test_no_graph_file_carries_steering_characters(format: str) -> None:
    graph: nx.Graph[str] = nx.Graph()
    for name in HOSTILE:
        graph.add_node(name, name=name)
    assert not STEERING.search(graph_text(graph, format))


def test_marks_of_direction_stay_in_names() -> None:
    assert inert.inert("\u200fאקמה\u200e Ltd\tx\n") == "\u200fאקמה\u200e Ltd\tx\n"


def test_no_message_carries_steering_characters(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(HOSTILE)
    console.say(text)
    console.tell([text])
    console.write(text)
    said = "".join(capsys.readouterr())
    assert said.count("Acme") == 3
    assert not STEERING.search(said)


def test_commands_write_through_the_console_alone() -> None:
    folder = Path(graph_icp.cli.__file__).parent
    others = [file for file in folder.glob("*.py") if file.name != "console.py"]
    assert not [
        file.name for file in others if re.search(r"click\.echo\b|\bprint\(", file.read_text())
    ]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_progress_bar_shows_no_steering_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with console.progress() as bar:
        bar(LINK + "\u202e[red]", 0.5)
    shown = terminal.getvalue()
    assert "Acme" in shown
    assert "[red]" in shown
    assert "\x1b]8" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("arguments", [["no\x1b[31mcommand"], ["load", "--as\x1b[31m"]])
def test_complaints_about_the_command_line_carry_none(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


# Streams that go away


class _Gone(io.StringIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _text: str) -> int:
        raise self.error


@click.command()
@click.argument("file")
def page_after_words(file: str) -> None:
    """Write to stdout, then a file."""
    console.write("words")
    Path(file).write_text("page")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (BrokenPipeError(), ""),
        (OSError(28, "No space left on device"), "Standard output cannot be written: No space"),
    ],
)
def test_a_page_is_written_though_nobody_reads_stdout(
    error: OSError, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.html"
    monkeypatch.setattr(sys, "stdout", _Gone(error))
    page_after_words.main([str(file)], standalone_mode=False)
    assert file.read_text() == "page"
    assert (lost_listing() or "").startswith(why)
    assert lost_listing() is None


def test_messages_go_nowhere_once_the_terminal_is_lost() -> None:
    lasting = streams._Lasting(_Gone(OSError(5, "Input/output error")))
    assert lasting.write("said") == 4
    lasting.flush()


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
def test_a_closed_stream_makes_no_traceback(closed: tuple[int, ...], tmp_path: Path) -> None:
    said = tmp_path / "said"
    shell = f"exec {' '.join(COMMAND)} --help 2>>{said} " + " ".join(f"{n}>&-" for n in closed)
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    expected = "" if 1 not in closed or 2 in closed else "Error: Standard output cannot be written"
    assert said.read_text().startswith(expected)
    assert len(said.read_text().splitlines()) == bool(expected)
    assert done.returncode == (1 if 1 in closed else 0)


INTERRUPTED_IMPORT = """
import sys
class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
import graph_icp.cli
"""


def test_ctrl_c_during_the_imports_is_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, "Interrupted before anything was done.\n")


def test_temporary_copies_are_gone_after_a_request_to_end(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    rows = "".join(f"Company {n},company{n}.example\n" for n in range(20_000))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("companies.csv", f"company,domain\n{rows}")
    command = subprocess.Popen(
        [*COMMAND, "load", "a.zip"],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )
    with command:
        while not list(temporary.glob("graph-icp-*/*")) and command.poll() is None:
            time.sleep(0.01)
        command.terminate()
        _, stderr = command.communicate()
    assert stderr == "Interrupted; nothing of this command was kept.\n"
    assert command.returncode == 128 + signal.SIGTERM
    assert not list(temporary.iterdir())
    assert not list(tmp_path.glob("*.duckdb*"))


# The line that says what goes on

SILENT_COMMAND = """
import sys, time
from graph_icp.cli.console import progress, say, working
with working():
    time.sleep(1)
    say("said")
    with progress() as step:
        step("reading\\x1b[31m the graph", 0.5)
        time.sleep(0.3)
"""


def on_terminal(**environment: str) -> str:
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", SILENT_COMMAND],
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"} | environment,
        check=True,
    )
    os.close(theirs)
    text = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while more := os.read(ours, 10_000):
            text += more
    os.close(ours)
    return text.decode()


def test_a_silent_command_says_that_it_works_and_leaves_nothing_behind() -> None:
    text = on_terminal()
    before, after = text.split("said")
    assert "Working" in before
    assert re.search(r"\r +\r$", before)
    assert "reading" in after
    assert "50%" in after
    assert re.search(r"\r +\r$", after)
    assert "\x1b" not in text


def test_a_terminal_that_cannot_go_back_in_a_line_gets_words_alone() -> None:
    assert on_terminal(TERM="dumb") == "said\r\n"
