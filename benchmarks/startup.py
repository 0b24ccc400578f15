"""`graph-icp --help`, and writing the demo, beside a Python that does nothing: medians of several
runs, in turn.

python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
DEMO = """
import tempfile
from pathlib import Path
from graph_icp.demo.generate import generate
with tempfile.TemporaryDirectory() as folder:
    generate(Path(folder))
"""


def main() -> None:
    """Measure each and print the medians."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "graph-icp --help": [sys.executable, "-m", "graph_icp.cli", "--help"],
        "the demo's files": [sys.executable, "-c", DEMO],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            took[name].append(time.perf_counter() - begun)
    for name, seconds in took.items():
        print(f"{name:18} {statistics.median(seconds):6.3f} s")


if __name__ == "__main__":
    main()
