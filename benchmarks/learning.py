"""Seconds to learn a fit and rank everybody by it, once the graph is read.

    python benchmarks/learning.py
    python benchmarks/learning.py market.duckdb     # of a store, by `auto`: processor seconds

Markets of one relation are generated; traits are as unevenly spread as words are in texts. Beside
`auto` stands each scorer that it blends, and `cosine`, the simplest.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graph_icp.discovery.ranking.ranking import rank
from graph_icp.graph.matrix import Graph, Matrix, read_graph
from graph_icp.graph.open_store import open_store

# Accounts, traits, links an account, customers, and the seconds that are aimed at.
SIZES = ((5_000, 500, 25, 100, 2), (100_000, 3_000, 30, 500, 6), (100_000, 20_000, 30, 500, 6))
METHODS = ("auto", "ridge", "ridge-unit", "walk", "cosine")


def main() -> None:
    """Measure and print one line a market."""
    for path in sys.argv[1:]:
        of_store(path)
    if sys.argv[1:]:
        return
    print(f"{'accounts':>9} {'traits':>7} {'links':>10} " + "".join(f"{m:>12}" for m in METHODS))
    for accounts, traits, per, customers, aim in SIZES:
        market = generated(accounts, traits, per, customers)
        took = {method: min(seconds(market, method) for _ in range(2)) for method in METHODS}
        links = market.matrices["uses"].values.nnz
        told = "".join(f"{took[method]:12.2f}" for method in METHODS)
        print(f"{accounts:9,} {traits:7,} {links:10,} {told}   auto: at most {aim}")


def of_store(path: str) -> None:
    """Measure learning and ranking the market of a store."""
    store = open_store(path)
    market = read_graph(store)
    store.close()
    begun = time.process_time()
    rank(market)
    took = time.process_time() - begun
    links = sum(each.values.nnz for each in market.matrices.values())
    print(f"{len(market.accounts):9,} accounts {links:12,} links {took:6.1f} s of the processor")


def seconds(market: Graph, method: str) -> float:
    begun = time.perf_counter()
    ranking = rank(market, method)
    ranking.order(ranking.labels.market)
    return time.perf_counter() - begun


def generated(accounts: int, traits: int, per: int, customers: int) -> Graph:
    random = np.random.default_rng(0)
    common = 1 / np.arange(1, traits + 1) ** 0.7
    columns = random.choice(traits, size=accounts * per, p=common / common.sum())
    rows = np.repeat(np.arange(accounts), per)
    X = csr_array((np.ones(len(rows)), (rows, columns)), shape=(accounts, traits))
    X.data[:] = 1
    names = [f"t{place:06}" for place in range(traits)]
    index = pd.DataFrame({"id": range(traits), "key": names, "name": names})
    status = np.full(accounts, "prospect", dtype=object)
    status[random.permutation(accounts)[:customers]] = "customer"
    keys = [f"domain:c{place:07}.example" for place in range(accounts)]
    table = {"id": range(accounts), "key": keys, "name": keys, "domain": None}
    about = pd.DataFrame(table | {"status": status, "value": np.nan})
    return Graph(about, {"uses": Matrix("uses", X, index)})


if __name__ == "__main__":
    main()
