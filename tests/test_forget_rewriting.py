"""A store's file that is written anew stands whole at every moment, the old one or the new one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import duckdb
import pytest

import graph_icp
from graph_icp.errors import StoreError
from graph_icp.graph import duckdb_rewrite
from graph_icp.graph.duckdb_store import CHANGED, NEW
from graph_icp.graph.open_store import rewriting

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Qzxcanary"
REWRITING = """
import sys
from graph_icp.graph.open_store import rewriting
print("ready", flush=True)
with rewriting(sys.argv[1]) as store:
    store.tell("derive/forget_links", store.dump("node").select(["id"]), relations="uses")
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    rows = "".join(f"c{n}.example,{CANARY} {n},T{n % 90};Kafka\n" for n in range(2_000))
    file = folder / "companies.csv"
    file.write_text(f"domain,company,technologies\n{rows}", encoding="utf-8")
    graph_icp.open(folder / "market.duckdb").load(file)
    return folder / "market.duckdb"


@pytest.fixture
def path(tmp_path: Path, loaded: Path) -> Path:
    (tmp_path / "store").mkdir()
    return shutil.copy(loaded, tmp_path / "store" / "market.duckdb")


def links(path: Path) -> int:
    with graph_icp.open(path).store() as store:
        return store.dump("link")["relation"].to_pylist().count("uses")


def everything(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.rglob("*"))


def forget_names(path: Path) -> None:
    with rewriting(path) as store:
        store.tell("privacy/forget_mentions", store.dump("node").select(["id"]))


def test_nothing_of_what_is_deleted_stays_in_the_file(path: Path) -> None:
    assert CANARY.encode() in path.read_bytes()
    forget_names(path)
    with graph_icp.open(path).store(write=True) as store:
        store.clear("label")
        store.tell("tables/clear", table="account")
    assert everything(path) == ["market.duckdb"]


@pytest.mark.parametrize("step", ["_copy", "_copied", "_check", "_write_through"])
def test_after_an_error_the_old_file_stands(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duckdb_rewrite, step, fail)
    with pytest.raises(StoreError, match=r"no room for it in .* nothing was changed"):
        forget_names(path)
    assert path.read_bytes() == before
    assert everything(path) == ["market.duckdb"]


def test_without_room_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    usage = shutil.disk_usage(path)._replace(free=1_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match=r"no room for it in .*: \d MB are needed, 0 are free"):
        forget_names(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="limits of the size of files are a matter of Unix")
def test_a_limit_of_the_size_of_files_is_said(path: Path) -> None:
    before = path.read_bytes()
    limited = (
        "import resource, sys; from graph_icp.graph.open_store import rewriting\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) // 2},) * 2)\n"
        "with rewriting(sys.argv[1]) as store: store.clear('label')"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    said = done.stderr.splitlines()[-1]
    assert "there is no room for it" in said
    assert said.endswith("nothing was changed.")
    assert path.read_bytes() == before
    assert everything(path) == ["market.duckdb"]


def test_what_duckdb_could_not_write_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise duckdb.IOException("Detached database 'copied', but CHECKPOINT during DETACH failed.")

    monkeypatch.setattr(duckdb_rewrite, "_copied", fail)
    with pytest.raises(StoreError, match=r"no room for it .* nothing was changed"):
        forget_names(path)


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root gives files away")
def test_owner_group_and_mode_of_the_file_stay(path: Path) -> None:
    os.chown(path, 65_534, 65_534)
    path.chmod(0o640)
    forget_names(path)
    now = path.stat()
    assert (now.st_uid, now.st_gid, now.st_mode & 0o777) == (65_534, 65_534, 0o640)


def test_what_a_killed_process_left_goes_with_the_next_writing(path: Path) -> None:
    for ending in (CHANGED, f"{CHANGED}.wal", NEW):
        path.with_name(path.name + ending).write_bytes(b"left")
    with graph_icp.open(path).store():
        assert len(everything(path)) == 4
    with graph_icp.open(path).store(write=True):
        assert everything(path) == ["market.duckdb"]


def test_a_store_that_another_process_reads_is_left_alone(path: Path) -> None:
    reading = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); "
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reading, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        before = path.read_bytes()
        with pytest.raises(StoreError, match="in use by another process"):
            forget_names(path)
        assert path.read_bytes() == before
        reader.kill()


def test_a_link_to_a_store_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(path)
    forget_names(link)
    assert link.is_symlink()
    assert not [name for name in everything(path) if name != "market.duckdb"]


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
@pytest.mark.parametrize("part", [0.5])
def test_killed_at_any_moment_one_of_the_two_stands_whole(path: Path, part: float) -> None:
    """benchmarks/forget.py kills at twenty moments."""
    before = links(path)
    with subprocess.Popen(
        [sys.executable, "-c", REWRITING, str(path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(part)
        process.kill()
    assert links(path) in (before, 0)
    forget_names(path)
    assert everything(path) == ["market.duckdb"]


KILLED = """
import os, signal, sys
from graph_icp.graph import duckdb_rewrite
place = os if sys.argv[2] == "replace" else duckdb_rewrite
step = getattr(place, sys.argv[2])
def then_killed(*given):
    step(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, sys.argv[2], then_killed)
with duckdb_rewrite.rewriting(sys.argv[1]) as store:
    store.tell("derive/forget_links", store.dump("node").select(["id"]), relations="uses")
"""


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
@pytest.mark.parametrize("step", ["_copy_as_it_is", "_copied", "_check", "_keep_owner", "replace"])
def test_killed_after_each_step_one_of_the_two_stands_whole(path: Path, step: str) -> None:
    before = links(path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), step], check=False)
    assert killed.returncode < 0
    assert links(path) == (0 if step == "replace" else before)
    with graph_icp.open(path).store(write=True):
        assert everything(path) == ["market.duckdb"]
