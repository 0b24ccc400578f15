"""A store of version 2 that is killed while it is brought up to date is no less of a market."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import duckdb

import graph_icp
from graph_icp.graph import tables

BEFORE = Path(__file__).with_name("version_2")
# Opens a store for a look, and is killed in the middle of the change that a number says; says how
# many there were where it was not.
KILLED = """
import os, signal, sys
import graph_icp
from graph_icp.graph.duckdb_store import DuckDBStore

path, last = sys.argv[1], int(sys.argv[2])
made, tell = 0, DuckDBStore.tell

def counted(store, change, rows=None, **parameters):
    global made
    said = tell(store, change, rows, **parameters)
    made += 1
    if made == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return said

DuckDBStore.tell = counted
graph_icp.open(path).summary()
print(made)
"""


def opened_in_a_process(path: Path, killed_after: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(path), str(killed_after)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def old_store(path: Path) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute((BEFORE / "store.sql").read_text(encoding="utf-8"))
    return path


def rows_of(path: Path) -> dict[str, list[str]]:
    with graph_icp.open(path).store() as store:
        return {name: sorted(map(repr, store.dump(name).to_pylist())) for name in tables.TABLES}


def test_killed_in_any_change_it_is_brought_up_to_date_when_opened_again(tmp_path: Path) -> None:
    whole = old_store(tmp_path / "whole.duckdb")
    said = opened_in_a_process(whole, 0)
    assert said.returncode == 0, said.stderr
    expected, changes = rows_of(whole), int(said.stdout)
    assert changes > 10
    for last in (1, changes // 2, changes):
        path = old_store(tmp_path / f"{last}.duckdb")
        said = opened_in_a_process(path, last)
        assert said.returncode == -signal.SIGKILL, said.stderr
        assert rows_of(path) == expected, f"killed after change {last} of {changes}"
