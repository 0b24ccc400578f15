"""A load that is killed, or finds the disk full: nothing is torn, and it can be run again."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from dumps import Dump, dump

import graph_icp
from graph_icp.graph.open_store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

DAY = datetime.date(2024, 6, 1)
KILLS = 10


class Scene(NamedTuple):
    """A store with a first load in it, a second load to interrupt, and how each state looks."""

    store: Path
    file: Path
    before: Dump
    after: Dump
    afresh: Dump


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("scene")
    first, file = folder / "first.csv", folder / "second.csv"
    write_rows(first, 200)
    write_rows(file, 6_000)
    store, both, fresh = (folder / f"{name}.duckdb" for name in ("first", "both", "fresh"))
    graph_icp.open(store).load(first, as_of=DAY)
    shutil.copy(store, both)
    for path in (both, fresh):
        graph_icp.open(path).load(file, as_of=DAY)
    return Scene(store, file, dumped(store), dumped(both), dumped(fresh))


def write_rows(path: Path, rows: int) -> None:
    """Write pairs of 1,500 companies, some with an id that moves, and 300 technologies."""
    chosen = random.Random(rows)
    with path.open("w") as file:
        file.write("domain,company_id,company,technology\n")
        for _ in range(rows):
            number = chosen.randrange(1500)
            domain = f"c{number}.example" if number % 7 else ""
            moved = chosen.randrange(1500) if number % 50 == 0 else number
            technology = f"T{chosen.randrange(300)}"
            file.write(f"{domain},{moved if number % 3 else ''},Company {number},{technology}\n")


def dumped(path: Path) -> Dump:
    store = open_store(path)
    try:
        return dump(store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def processes() -> BaseContext:
    """Return what starts processes; where possible they have imported the engine already."""
    quick = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if quick else "spawn")
    if quick:
        context.set_forkserver_preload(["graph_icp.market", "graph_icp.loaders"])
    return context


def started(processes: BaseContext, path: Path, file: Path) -> multiprocessing.Process:
    """Start a load in a process of its own."""
    load = graph_icp.open(path).load
    process = processes.Process(target=load, args=(file,), kwargs={"as_of": DAY})
    process.start()
    return process


@pytest.mark.parametrize("new", [False, True], ids=["into a store", "into a new store"])
def test_a_killed_load_leaves_no_trace_and_can_be_run_again(
    tmp_path: Path, scene: Scene, processes: BaseContext, new: bool
) -> None:
    path = tmp_path / "some.duckdb"

    def begin() -> multiprocessing.Process:
        for left in tmp_path.iterdir():
            left.unlink()
        if not new:
            shutil.copy(scene.store, path)
        return started(processes, path, scene.file)

    undisturbed = begin()
    since = time.monotonic()
    undisturbed.join()
    whole = time.monotonic() - since
    expected = scene.afresh if new else scene.after
    assert dumped(path) == expected
    chosen = random.Random(new)
    for part in range(KILLS // 2):
        process = begin()
        time.sleep(whole * (part + chosen.random()) / (KILLS // 2))
        process.kill()
        process.join()
        if path.exists() and not new:
            assert dumped(path) in (scene.before, expected)
        graph_icp.open(path).load(scene.file, as_of=DAY)
        assert dumped(path) == expected


LOAD = """
import sys, resource, signal
import graph_icp
from graph_icp.errors import GraphICPError
store, file, limit = sys.argv[1:]
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    graph_icp.open(store).load(file)
except GraphICPError as error:
    sys.exit(str(error))
"""


def loaded_apart(path: Path, file: Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Load in another process, in which no file may grow above `limit` bytes."""
    command = [sys.executable, "-c", LOAD, str(path), str(file), str(limit)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
@pytest.mark.parametrize("most", [10_000, 100_000, 300_000])
def test_a_file_that_may_not_grow_ends_the_load_with_a_sentence(
    tmp_path: Path, scene: Scene, most: int
) -> None:
    path = Path(shutil.copy(scene.store, tmp_path / "some.duckdb"))
    ended = loaded_apart(path, scene.file, most)
    assert dumped(path) == scene.before
    check_sentence(ended)
    graph_icp.open(path).load(scene.file, as_of=DAY)
    assert dumped(path) == scene.after


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
def test_a_new_store_without_room_leaves_nothing(tmp_path: Path, scene: Scene) -> None:
    ended = loaded_apart(tmp_path / "some.duckdb", scene.file, 100_000)
    assert not list(tmp_path.iterdir())
    check_sentence(ended)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system of its own, of 6 MB."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount or not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("mounting a small file system needs an administrator")
    folder = tmp_path / "small"
    folder.mkdir()
    command = [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system needs an administrator")
    yield folder
    subprocess.run([unmount, str(folder)], check=True)


def test_a_full_disk_ends_the_load_with_a_sentence(small_disk: Path, scene: Scene) -> None:
    path = Path(shutil.copy(scene.store, small_disk / "some.duckdb"))
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200_000))
    ended = loaded_apart(path, scene.file)
    assert dumped(path) == scene.before
    filler.unlink()
    graph_icp.open(path).load(scene.file, as_of=DAY)
    assert dumped(path) == scene.after
    check_sentence(ended)


def check_sentence(ended: subprocess.CompletedProcess[str]) -> None:
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "the disk is full" in ended.stderr
    assert "nothing of this command was kept" in ended.stderr
