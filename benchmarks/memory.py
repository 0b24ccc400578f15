"""Does the memory of a load grow with the file? The same accounts, more and more links.

python benchmarks/memory.py --rows 100000 1000000 10000000
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from measure import measure

HERE = Path(__file__).parent
STEPS = str(HERE / "steps.py")
ACCOUNTS = 20_000


def main() -> None:
    """Load files of each size and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    least = 0.0
    print(f"{'rows':>10} {'seconds':>8} {'peak MB':>8} {'to first':>8}")
    for rows in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = (str(folder / "files"), str(ACCOUNTS), str(rows // ACCOUNTS))
            measure(str(HERE / "generate.py"), *made)
            links = folder / "files" / "links.csv"
            took = measure(STEPS, "load", str(folder / "market.duckdb"), str(links))
        least = least or took.megabytes
        ratio = took.megabytes / least
        print(f"{rows:>10,} {took.seconds:8.1f} {took.megabytes:8.0f} {ratio:8.2f}", flush=True)


if __name__ == "__main__":
    main()
