"""What is unknown of a market, and which data would help most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.discovery.backtest.verdict import DO_NOT_USE
from graph_icp.discovery.customers.profile_sentences import whom
from graph_icp.discovery.gaps import LOADED, gaps, said
from graph_icp.discovery.learning.labels import best_customers
from graph_icp.discovery.learning.method import AUTO
from graph_icp.errors import RankingError
from graph_icp.graph.summary import summary
from graph_icp.ingest.load.bringing import loaders_bringing
from graph_icp.market.backtesting import Hiding, backtest
from graph_icp.market.customers.what_counts import read_counting

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.leaving_out import Counting
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Gaps:
    """What is unknown of a market, by relation.

    Attributes
    ----------
    table : DataFrame
        As of `discovery.gaps.gaps`, with says (the row in words, "" where it is not loaded) and
        files (the loaders whose files bring it).
    verdict : str
        What the back-test says of the ranking, or why it cannot be made.
    tells : bool
        Whether the back-test can tell what relations add.
    warnings : tuple of str
    left_out : tuple of LeftOut
        What does not count.
    """

    table: pd.DataFrame
    verdict: str
    tells: bool
    warnings: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def read_gaps(opener: StoreOpener, icp: Icp, progress: Progress | None = None) -> Gaps:
    """Return what is unknown of a market, by relation; see `Market.gaps`."""
    with opener() as store:
        counting = read_counting(store, icp, progress=progress, decaying=False)
        stored = set(summary(store)["relations"]["relation"])
    tested, verdict = _tested(opener, counting, progress)
    tells = tested is not None and tested.verdict.answer != DO_NOT_USE
    customers = best_customers(counting.graph.accounts, counting.icp)
    table = gaps(
        counting.graph,
        customers,
        stored,
        tested.relations if tested and tells else None,
        counting.icp.constraints,
    )
    called = whom(len(customers), counting.graph.accounts["status"])
    says = [said(row, called) if row["state"] == LOADED else "" for row in table.to_dict("records")]
    if progress:
        progress("reading the kinds of files", 1)
    bring = loaders_bringing()
    files = table["relation"].map(lambda name: list(bring.get(name, ())))
    warnings = (*counting.warnings, *(tested.warnings if tested else ()))
    return Gaps(table.assign(says=says, files=files), verdict, tells, warnings, counting.left_out)


def _tested(
    opener: StoreOpener, counting: Counting, progress: Progress | None
) -> tuple[Backtest | None, str]:
    """Return a back-test and what it says; None and the reason where there can be none."""
    try:
        tested = backtest(opener, counting, AUTO, Hiding(), progress=progress)
    except RankingError as error:
        return None, str(error)
    return tested, str(tested.verdict)
