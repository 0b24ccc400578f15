"""On a real market the default method finds hidden customers, and better than what it has to beat.

A short form of benchmarks/quality.py, whose whole form measures more sets and splits.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_hidden_customers_of_a_real_market_are_found() -> None:
    spec = importlib.util.spec_from_file_location("quality", ROOT / "benchmarks" / "quality.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules["quality"] = benchmark
    spec.loader.exec_module(benchmark)
    found: dict[str, list[tuple[float, float]]] = {}
    methods = ["auto", "jaccard", "popularity"]
    for method, each in benchmark.measured(benchmark.SETS["market"], DATA, 2, methods):
        found.setdefault(method, []).append((each.auc, each.average_precision))
    mean = {
        method: tuple(statistics.mean(column) for column in zip(*values, strict=True))
        for method, values in found.items()
    }
    assert len(found["auto"]) == 10
    assert mean["auto"][0] > max(0.82, mean["jaccard"][0] + 0.04, mean["popularity"][0] + 0.1)
    assert mean["auto"][1] > max(0.13, 1.5 * mean["jaccard"][1], 2 * mean["popularity"][1])
