"""Loading, reading, ranking and explaining at several sizes, beside raw DuckDB.

    python benchmarks/scale.py --accounts 10000 100000 1000000

Every market has 30 links an account and is generated into a temporary folder. Every step, and the
generating, runs in a process of its own; its seconds are the step's, with the imports that it
makes. Raw DuckDB reads the same
files and merges each into a keyed table under the same memory limit.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path

from measure import Measured, measure

HERE = Path(__file__).parent
STEPS = str(HERE / "steps.py")
# Rows of the small file that is loaded into a market that is there already.
FEW = 100


def main() -> None:
    """Measure each size and print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[10_000, 100_000])
    sizes = parser.parse_args().accounts
    print(f"{'accounts':>9} {'step':22} {'seconds':>8} {'peak MB':>8} {'to raw':>7}")
    for accounts in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure_market(Path(folder), accounts)


def measure_market(folder: Path, accounts: int) -> None:
    """Measure every step on one generated market."""
    # Not in this process: what it holds at its peak would count as its children's.
    measure(str(HERE / "generate.py"), str(folder / "files"), str(accounts))
    companies, links, customers = (
        folder / "files" / f"{name}.csv" for name in ("companies", "links", "customers")
    )
    store = str(folder / "market.duckdb")
    names = (str(companies), str(links), str(customers))
    raw = measure(STEPS, "raw_load", str(folder / "raw.duckdb"), *names[:2])
    tell(accounts, "raw DuckDB load", raw, raw)
    tell(accounts, "load", measure(STEPS, "load", store, *names), raw)
    few = folder / "few.csv"
    with links.open() as lines:
        few.write_text("".join(line for line, _ in zip(lines, range(FEW + 1), strict=False)))
    tell(accounts, f"load {FEW} rows more", measure(STEPS, "load", store, str(few)))
    tell(accounts, "open and read matrix", measure(STEPS, "read_matrix", store))
    tell(accounts, "discover, 25 rows", measure(STEPS, "discover", store))
    with companies.open() as lines:
        account = next(csv.DictReader(lines))["domain"]
    tell(accounts, "explain one", measure(STEPS, "explain", store, account))
    tell(accounts, "similar to one", measure(STEPS, "similar", store, account))
    tell(accounts, "back-test", measure(STEPS, "backtest", store))
    whole = measure(STEPS, "whole_list", store, str(folder / "list.csv"))
    tell(accounts, "all of them as CSV", whole)


def tell(accounts: int, step: str, took: Measured, raw: Measured | None = None) -> None:
    """Print one line."""
    ratio = f"{took.seconds / raw.seconds:.1f}" if raw else ""
    print(
        f"{accounts:>9,} {step:22} {took.seconds:8.1f} {took.megabytes:8.0f} {ratio:>7}", flush=True
    )


if __name__ == "__main__":
    main()
