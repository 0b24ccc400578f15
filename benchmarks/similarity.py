"""The customers most like each account, and personalised PageRank, beside libraries for each.

    pip install sparse-dot-topn scikit-network
    python benchmarks/similarity.py --accounts 1000000

The market is that of `learning.py`, with 5,000 traits, 30 links an account and 500 customers. Ours
and theirs take turns in one process, on the same matrices in memory, each three times; the least
seconds count. Both multiply in as many threads as there are processors. Their PageRank ends after
as many steps as said; ours goes on until the error is 1e-12.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from learning import generated
from scipy.sparse import csr_matrix
from sknetwork.ranking import PageRank
from sparse_dot_topn import sp_matmul_topn

from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.link_scaling import inverse_frequency, normalised
from graph_icp.discovery.learning.scorer import scorer
from graph_icp.discovery.ranking.similarity import closest
from graph_icp.graph.blocks import Held

if TYPE_CHECKING:
    from collections.abc import Callable

TRAITS, LINKS, CUSTOMERS, CLOSEST = 5_000, 30, 500, 10
TIMES = 3


def main() -> None:
    """Measure both and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    market = generated(parser.parse_args().accounts, TRAITS, LINKS, CUSTOMERS)
    X, labels = market.matrices["uses"].values, label(market.accounts)
    customers, idf = labels.customers, inverse_frequency(X)
    itself = np.full(X.shape[0], -1)
    itself[customers] = np.arange(len(customers))

    def ours() -> None:
        closest({"uses": X}, {"uses": X[customers]}, {"uses": idf}, CLOSEST, itself)

    def topn() -> None:
        A = csr_matrix(normalised(X, idf))
        B = csr_matrix(A[customers].T)
        sp_matmul_topn(A, B, top_n=CLOSEST, sort=True, n_threads=os.cpu_count())

    # Fold 0 alone, of all customers: theirs ranks once, too.
    taught = replace(labels.taught, Y=labels.taught.Y[:, :1])

    def our_pagerank() -> None:
        scorer("pagerank").learn(Held(X), taught).scores(X)

    def their_pagerank(steps: int) -> Callable[[], None]:
        ranks = PageRank(damping_factor=0.85, n_iter=steps, tol=1e-12)
        starts = dict.fromkeys(customers.tolist(), 1.0)
        links = csr_matrix(X)
        return lambda: ranks.fit(links, weights_row=starts)

    print(f"{X.shape[0]:,} accounts, {X.nnz:,} links")
    compare(f"{CLOSEST} closest of {CUSTOMERS} customers", ours, "sparse_dot_topn", topn)
    for steps in (10, 200):
        theirs = f"scikit-network, {steps} steps at most"
        compare("personalised PageRank", our_pagerank, theirs, their_pagerank(steps))


def compare(what: str, ours: Callable[[], None], name: str, theirs: Callable[[], None]) -> None:
    """Run both in turns and print the least seconds of each."""
    took = [(seconds(ours), seconds(theirs)) for _ in range(TIMES)]
    mine, other = (min(each) for each in zip(*took, strict=True))
    print(f"{what}: {mine:.2f} s; {name}: {other:.2f} s; {mine / other:.2f} times", flush=True)


def seconds(step: Callable[[], None]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
