"""Gaps: whether what `summary --gaps` expects of the rest of a relation comes true.

    python benchmarks/gaps.py                 # three demo markets: some minutes
    python benchmarks/gaps.py --seeds 5 --times 4

Of each relation of a demo market a random part of the accounts forgets its links. Then each
relation comes back whole, one at a time: what the AUC of the back-test gains is compared with what
was expected, for relations that surely add something, that may not, and of which too few customers
are known to tell.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array

import graph_icp
from graph_icp.demo.generate import generate
from graph_icp.discovery.backtest.experiments import ranked_again, run_experiments
from graph_icp.discovery.backtest.relation_table import relation_table
from graph_icp.discovery.backtest.result_tables import means
from graph_icp.discovery.backtest.splits import hidden_at_random
from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import RANKED

if TYPE_CHECKING:
    from graph_icp.graph.matrix import Graph

HIDDEN, SPLITS = 0.3, 5
# The least and the greatest part of the accounts that forgets.
FORGET = (0.05, 0.9)
# What follows from other relations would tell what these forget.
FOLLOWING = ("maturity", "region")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    found = pd.concat([of_demo(seed, given.times) for seed in range(1, given.seeds + 1)])
    print(f"{'':12} {'relations':>9} {'expected':>9} {'gained':>9} {'gained above 0':>15}")
    for name, some in found.groupby("which"):
        expected, gained = some["expected"].fillna(0).mean(), some["gained"].mean()
        above = (some["gained"] > 0).mean()
        print(f"{name:12} {len(some):9} {expected:+9.3f} {gained:+9.3f} {above:15.0%}")
    told = found[found["which"] != "cannot tell"]
    print(f"Correlation where it can be told: {told['expected'].corr(told['gained']):.2f}")


def of_demo(seed: int, times: int) -> pd.DataFrame:
    """Return which, expected and gained of each relation, each time."""
    with tempfile.TemporaryDirectory() as name:
        generate(Path(name) / "files", seed=seed)
        market = graph_icp.open(Path(name) / "market.duckdb")
        market.load(Path(name) / "files")
        with market.store() as store:
            whole = read_graph(store).without(FOLLOWING)
    random = np.random.default_rng(seed)
    return pd.DataFrame([row for _ in range(times) for row in _once(whole, random)])


def _once(whole: Graph, random: np.random.Generator) -> list[dict[str, object]]:
    """Let every relation forget, and return what each would bring and brings."""
    lesser = whole
    for name in whole.matrices:
        lesser = _forgetting(lesser, name, random.random(len(whole.accounts)), random)
    experiments = run_experiments(lesser, hidden_at_random(lesser, HIDDEN, SPLITS))
    table = relation_table(experiments).set_index("relation")
    market = whole.accounts["status"].isin(RANKED).to_numpy()
    rows = []
    for name, row in table.iterrows():
        back = replace(lesser, matrices=lesser.matrices | {name: whole.matrices[name]})
        again = ranked_again(experiments, hidden_at_random(back, HIDDEN, SPLITS), Icp())
        forgot = _known(whole, name, market) - _known(lesser, name, market)
        sure = "sure" if row["gain_known_low"] > 0 else "may be chance"
        rows.append(
            {
                "which": "cannot tell" if np.isnan(row["gain_known"]) else sure,
                "expected": max(row["gain_known"], 0) * forgot,
                "gained": means(again)[0] - means(experiments.chosen)[0],
            }
        )
    return rows


def _forgetting(graph: Graph, name: str, drawn: np.ndarray, random: np.random.Generator) -> Graph:
    matrix = graph.matrices[name]
    kept = (drawn >= random.uniform(*FORGET)).astype(np.float64)
    values = csr_array(diags_array(kept) @ matrix.values)
    values.eliminate_zeros()
    values.sort_indices()
    nobody = np.bincount(values.indices, minlength=values.shape[1]) == 0
    lesser = replace(matrix, values=values).lacking(nobody)
    return replace(graph, matrices=graph.matrices | {name: lesser})


def _known(graph: Graph, name: str, market: np.ndarray) -> float:
    return float(known_in(graph.matrices[name].values)[market].mean())


if __name__ == "__main__":
    main()
