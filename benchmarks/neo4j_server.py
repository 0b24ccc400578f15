"""A market on a Neo4j server, beside the driver alone and beside the Graph Data Science plugin.

    python benchmarks/neo4j_server.py --accounts 5000     # a minute; 100000 take half an hour

Starts servers of its own (see tests/neo4j/server.py), or uses the one at GRAPH_ICP_TEST_NEO4J,
with NEO4J_USERNAME and NEO4J_PASSWORD, **which it empties**. Every step runs in a process of its
own; what is compared runs in turn on the same server, but for loads, each of which has a new one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
from measure import measure

from graph_icp.demo.generate import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
HEAP = "2500m"
PAGES = {"server.memory.pagecache.size": "512m"}
# Readings of each kind, of which the middle one counts.
READINGS = 3

Took = dict[str, float]


@dataclass(frozen=True)
class Server:
    """Where a server is and who may enter."""

    address: str
    user: str
    password: str = field(repr=False)


def main() -> None:
    """Measure everything and print one line a comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=30, help="of each account")
    given = parser.parse_args()
    print(f"{'':42} {'ours':>8} {'theirs':>8} {'ratio':>7}  aim")
    with tempfile.TemporaryDirectory() as name:
        compare_demo(Path(name, "demo"))
        files = Path(name, "files")
        measure(str(HERE / "generate.py"), str(files), str(given.accounts), str(given.links))
        bare = {kept: load_bare(files, kept) for kept in ("date", "provenance")}
        with fresh() as server:
            ours = run(server, "load", str(files))["load"]
            tell("load; the driver's edges with a date", ours, bare["date"], "at most 1.3")
            tell("load; the driver's with our columns", ours, bare["provenance"])
            run(server, "label_customers", str(files))
            compare_reading(server, {}, "Python's driver")
            compare_reading(server, with_rust(Path(name, "rust")), "Rust's driver")
            compare_gds(server)


def compare_demo(folder: Path) -> None:
    """Compare loading the demo's files into a new server with merging their rows."""
    generate(folder)
    took = []
    for step in ("demo", "bare_demo"):
        with fresh() as server:
            took.append(run(server, step, str(folder))["load"])
    tell("load the demo; the driver's nodes and edges", *took, "at most 1.5")


def load_bare(files: Path, kept: str) -> float:
    with fresh() as server:
        return run(server, "bare_load", str(files), kept)["load"]


def compare_reading(server: Server, extra: dict[str, str], driver: str) -> None:
    """Compare reading the links, and all of the graph, with reading the links as lists."""
    readings: dict[str, list[Took]] = {"read": [], "bare_read": []}
    for _ in range(READINGS):
        for step, took in readings.items():
            took.append(run(server, step, extra=extra))
    ours, bare = (middle(took) for took in readings.values())
    tell(f"read the links, {driver}", ours["links"], bare["links"], "at most 1.2")
    tell(f"read the whole graph, {driver}", ours["graph"], bare["links"])


def compare_gds(server: Server) -> None:
    """Compare closest customers and PageRank, alone and with what comes before."""
    ours, theirs = {}, {}
    for _ in range(READINGS):
        for step, found in (("closest_and_rank", ours), ("gds", theirs)):
            for name, seconds in run(server, step).items():
                found.setdefault(name, []).append(seconds)
    ours, theirs = ({k: statistics.median(v) for k, v in each.items()} for each in (ours, theirs))
    read = ours["read"]
    tell("10 closest customers", ours["cosine"], theirs["cosine"], "at most 1/15")
    whole = read + ours["cosine"], theirs["directed"] + theirs["cosine"]
    tell("the same, reading or projecting first", *whole)
    for name in ("pagerank", "pagerank, converged"):
        tell(f"{name}", ours["pagerank"], theirs[name], "at most 1/4")
        whole = read + ours["pagerank"], theirs["undirected"] + theirs[name]
        tell("the same, reading or projecting first", *whole)


def middle(readings: list[Took]) -> Took:
    return {name: statistics.median(each[name] for each in readings) for name in readings[0]}


def tell(what: str, ours: float, theirs: float, aim: str = "") -> None:
    """Print one line."""
    print(f"{what:42} {ours:8.2f} {theirs:8.2f} {ours / theirs:7.3f}  {aim}", flush=True)


def run(server: Server, step: str, *given: str, extra: dict[str, str] | None = None) -> Took:
    """Run a step in a process of its own and return what it took."""
    entry = {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    command = [sys.executable, str(HERE / "neo4j_steps.py"), step, server.address, *given]
    done = subprocess.run(
        command, env=os.environ | entry | (extra or {}), stdout=subprocess.PIPE, check=True
    )
    took: Took = json.loads(done.stdout.splitlines()[-1])
    return took


def with_rust(folder: Path) -> dict[str, str]:
    """Install the driver with its part in Rust into a folder; return the environment for it."""
    wanted = f"neo4j-rust-ext=={neo4j.__version__}.*"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), wanted]
    subprocess.run(pip, check=True)
    paths = [str(folder), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def fresh() -> Iterator[Any]:
    """Give an empty server."""
    if address := os.environ.get("GRAPH_ICP_TEST_NEO4J"):
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        foreign = Server(address, user, os.environ["NEO4J_PASSWORD"])
        tests("conftest.py").empty(foreign)
        yield foreign
        return
    with tests("neo4j/server.py").Server(PAGES, heap=HEAP) as server:
        yield server


def tests(path: str) -> Any:
    """Load a module of the tests from its file."""
    file = HERE.parent / "tests" / path
    spec = importlib.util.spec_from_file_location(f"tests_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
