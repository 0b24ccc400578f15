"""Forgetting in a market of a size, and killing the writing of its file at twenty moments.

    python benchmarks/forget.py --accounts 100000

Every market has 30 links an account, and one domain at which 10,000 people work; it is generated
into a temporary folder. Each forgetting runs in a process of its own; its seconds are those of
the whole, until the new file stands in place. The limit is 60 s for a million accounts.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import measure

HERE = Path(__file__).parent
PEOPLE = 10_000
MOMENTS = 20
FORGET = """
import sys, time, graph_icp
begun = time.perf_counter()
graph_icp.open(sys.argv[1]).privacy.forget(sys.argv[2])
print(time.perf_counter() - begun)
"""
REWRITE = """
import sys
from graph_icp.graph.open_store import rewriting
print("ready", flush=True)
with rewriting(sys.argv[1]) as store:
    store.clear("label")
"""
REST = """
import sys, graph_icp
market = graph_icp.open(sys.argv[1])
market.load(sys.argv[2])
market.customers.set(sys.argv[3])
"""
COUNT = """
import sys, graph_icp
with graph_icp.open(sys.argv[1]).store() as store:
    assert len(store.dump("account")) >= int(sys.argv[2]), "accounts are missing"
    print(len(store.dump("label")))
"""


def main() -> None:
    """Measure, and print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000)
    accounts = parser.parse_args().accounts
    with tempfile.TemporaryDirectory() as folder:
        store = load(Path(folder), accounts)
        size = Path(store).stat().st_size / 1e6
        print(f"{accounts:,} accounts, {size:,.0f} MB", flush=True)
        with (Path(folder) / "files" / "companies.csv").open() as lines:
            rows = csv.DictReader(lines)
            crowded, company = next(rows)["domain"], next(rows)["domain"]
        for what, who in (
            ("a person", f"p7@{crowded}"),
            ("a company", company),
            (f"a domain with {PEOPLE:,} people", crowded),
        ):
            took = measure("-c", FORGET, store, who)
            print(f"forget {what:32} {took.seconds:8.1f} s {took.megabytes:8,.0f} MB", flush=True)
        kill(store, accounts - 2)


def load(folder: Path, accounts: int) -> str:
    """Return a store with a generated market."""
    measure(str(HERE / "generate.py"), str(folder / "files"), str(accounts))
    files = [folder / "files" / f"{name}.csv" for name in ("companies", "links", "customers")]
    with files[0].open() as lines:
        domain = next(csv.DictReader(lines))["domain"]
    people = folder / "files" / "people.csv"
    rows = "".join(f"Person {n},p{n}@{domain},{domain}\n" for n in range(PEOPLE))
    people.write_text(f"name,email,domain\n{rows}")
    store = str(folder / "store" / "market.duckdb")
    Path(store).parent.mkdir()
    measure(str(HERE / "steps.py"), "load", store, *map(str, files))
    measure("-c", REST, store, str(people), str(files[2]))
    return store


def kill(store: str, accounts: int) -> None:
    """Kill the writing of a store's file at moments spread over it, and look at what stands."""
    kept = f"{store}.kept"
    shutil.move(store, kept)
    shutil.copy(kept, store)
    labels = measure("-c", COUNT, store, str(accounts)).seconds
    begun = time.perf_counter()
    rewrite(store, None)
    whole = time.perf_counter() - begun
    for moment in range(MOMENTS):
        shutil.copy(kept, store)
        rewrite(store, whole * (moment + 0.5) / MOMENTS)
        stands = measure("-c", COUNT, store, str(accounts))
        # Where none is there it printed 0, which `measure` takes for no answer.
        assert stands.seconds in (labels, stands.whole), stands
    rewrite(store, None)
    shutil.move(kept, store)
    left = sorted(file.name for file in Path(store).parent.iterdir())
    assert left == [Path(store).name], left
    print(f"killed at {MOMENTS} moments of {whole:.1f} s: whole each time", flush=True)


def rewrite(store: str, moment: float | None) -> None:
    """Write a store's file anew in a process that is killed so many seconds after its start."""
    command = [sys.executable, "-c", REWRITE, store]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    main()
