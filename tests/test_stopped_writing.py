"""Writing that stops midway: what a team wrote is in one of its files, and no half is left."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_team_file_safe import put

from graph_icp.errors import FileError
from graph_icp.output.atomic_write import atomic_write, written_together

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("Acme", "Bolt", "Crux", "Dora")
BEFORE, AFTER = ("Bolt", "Dora"), ("Acme", "Bolt")
PARTS = ".graph-icp-*.part"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return a list of two accounts, two having left it, with a note of each."""
    path = tmp_path / "team.csv"
    put(path, *NAMES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([*row[:3], f"note of {row[0]}"] for row in rows)])
    put(path, *BEFORE)
    return path


def noted(folder: Path) -> list[str]:
    """Return the notes in the files of the team."""
    found = []
    for path in (folder / "team.csv", folder / "team-left.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [row["Notes"] for row in csv.DictReader(file)]
    return found


def assert_healed(path: Path) -> None:
    """Check that each note is somewhere, and after the next list once."""
    every = sorted(f"note of {name}" for name in NAMES)
    assert sorted(set(noted(path.parent))) == every
    put(path, *AFTER)
    assert sorted(noted(path.parent)) == every
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Notes"] for row in csv.DictReader(file)] == ["note of Acme", "note of Bolt"]


def failing(real: Callable[..., None], at: int) -> Callable[..., None]:
    calls = []

    def call(*given: object) -> None:
        calls.append(given)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        real(*given)

    return call


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_failure_at_any_step_loses_no_note(
    team: Path, step: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {each.name: each.read_bytes() for each in team.parent.iterdir()}
    with monkeypatch.context() as patched:
        patched.setattr(os, step, failing(getattr(os, step), at))
        with pytest.raises(FileError, match="no room left"):
            put(team, *AFTER)
    assert not [*team.parent.glob(PARTS)]
    if step == "fsync" or at == 1:
        assert {each.name: each.read_bytes() for each in team.parent.iterdir()} == before
    assert_healed(team)


KILLED = """
import os, signal, sys
from pathlib import Path
from test_team_file_safe import put
real, calls = os.replace, []
def replace(*given):
    calls.append(given)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    real(*given)
os.replace = replace
put(Path(sys.argv[1]), *sys.argv[3:])
"""


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_kill_at_any_step_loses_no_note_and_its_parts_are_removed_later(
    team: Path, at: int
) -> None:
    command = [sys.executable, "-c", KILLED, str(team), str(at), *AFTER]
    done = subprocess.run(command, cwd=Path(__file__).parent, check=False)
    assert done.returncode == -signal.SIGKILL
    parts = [*team.parent.glob(PARTS)]
    assert len(parts) == 4 - at
    long_ago = time.time() - 7200
    for part in parts:
        os.utime(part, (long_ago, long_ago))
    assert_healed(team)
    assert not [*team.parent.glob(PARTS)]


def test_only_what_was_abandoned_is_removed(tmp_path: Path) -> None:
    long_ago = time.time() - 7200
    fresh = tmp_path / f".graph-icp-{'0' * 16}.part"
    theirs = tmp_path / ".graph-icp-mine.part"
    for each in (fresh, theirs):
        each.write_bytes(b"")
    os.utime(theirs, (long_ago, long_ago))
    with atomic_write(tmp_path / "list.csv") as stream:
        stream.write(b"x")
    assert {*tmp_path.iterdir()} == {fresh, theirs, tmp_path / "list.csv"}


def test_a_row_that_stands_among_those_that_left_with_another_note_stays(team: Path) -> None:
    left = team.with_name("team-left.csv")
    text = left.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if "note of Acme" in line)
    left.write_text(f"{text}{row}\n{row.replace('note of', 'more of')}\n", encoding="utf-8")
    put(team, *AFTER)
    notes = sorted(noted(team.parent))
    assert notes == ["more of Acme", *(f"note of {name}" for name in NAMES)]


def put_together(first: Path, second: Path) -> None:
    with written_together() as add:
        add(first, [b"n", b"ew"])
        add(second, [b"new"])
        assert (first.read_bytes(), second.exists()) == (b"old", False)


def test_files_appear_together_or_none_does(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"old")
    second.mkdir()
    with pytest.raises(FileError, match="is a folder"):
        put_together(first, second)
    assert first.read_bytes() == b"old"
    second.rmdir()
    put_together(first, second)
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"new")
    assert {*tmp_path.iterdir()} == {first, second}
