"""Back-testing a market: customers hidden at random or by date, and how they are ranked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_icp.discovery.backtest import result_tables as tables
from graph_icp.discovery.backtest.additions import Additions, additions
from graph_icp.discovery.backtest.caveats import caveats
from graph_icp.discovery.backtest.evidence import evidence
from graph_icp.discovery.backtest.experiments import run_experiments
from graph_icp.discovery.backtest.relation_table import relation_table
from graph_icp.discovery.backtest.splits import (
    Split,
    hidden_at_random,
    hidden_since,
    market_sample,
    without_links,
)
from graph_icp.discovery.backtest.verdict import Verdict, verdict
from graph_icp.graph.model import RANKED
from graph_icp.graph.relations import relation
from graph_icp.market.decay import Decay
from graph_icp.market.intent.standing_then import standing_then

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.discovery.backtest.experiment import Experiments
    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store
    from graph_icp.market.leaving_out import Counting
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Hiding:
    """The choice of customers to hide.

    Attributes
    ----------
    share : float
        The share of customers, drawn at random.
    repeats : int
        The number of draws.
    since : date, optional
        If it is given, customers won on or after it instead, and links from before it.
    """

    share: float = 0.3
    repeats: int = 5
    since: datetime.date | None = None


@dataclass(frozen=True)
class Backtest:
    """The result of a back-test: how a ranking finds customers hidden from its learning.

    Attributes
    ----------
    method : str
    hid : str
        The hidden customers, in words.
    verdict : Verdict
        The conclusion: "Works", "A hint" or "Do not use", and why.
    decay : str
        Whether the half-lives of icp.toml help, "" where it has none.
    warnings : tuple of str
        The caveats: reasons to doubt it.
    methods : DataFrame
        As of `discovery.backtest.method_table`; the method that was tested is first.
    left_out : tuple of LeftOut
        What did not count.
    tiers, relations, curve, calibration, gains : DataFrame
        As of `tier_table`, `relation_table`, `curve_table`, `calibration_table`, `gain_table`.
    additions : Additions, optional
        In a back-test by date, whether intent and reach of then added to fit.
    """

    method: str
    hid: str
    verdict: Verdict
    decay: str
    warnings: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    methods: pd.DataFrame
    tiers: pd.DataFrame
    relations: pd.DataFrame
    curve: pd.DataFrame
    calibration: pd.DataFrame
    gains: pd.DataFrame
    additions: Additions | None = None


def backtest(
    opener: StoreOpener,
    counting: Counting,
    method: str,
    hiding: Hiding,
    *,
    all_methods: bool = False,
    progress: Progress | None = None,
) -> Backtest:
    """Hide customers of a market, rank it, and see where they come; see `Market.backtest`.

    The links of `counting` are as they are; they decay here, to compare. The store is open while it
    is read alone, so that others can change it meanwhile.
    """
    icp = counting.icp
    graph, stands_for = counting.graph, 1.0
    if hiding.since is None:
        graph, stands_for = market_sample(graph)
    plain: list[Split] = []
    with opener() as store:
        decay = Decay.now(store, icp)
        if decay:
            plain = _splits(store, graph, hiding)[0]
            day = min(decay.day, hiding.since or decay.day)
            graph = replace(decay, day=day).of_graph(store, graph)
        splits, warnings = _splits(store, graph, hiding)
    splits, plain = (
        [replace(each, stands_for=stands_for) for each in several] for several in (splits, plain)
    )
    experiments = run_experiments(
        graph, splits, method, all_methods=all_methods, icp=icp, progress=progress
    )
    gain = ""
    if decay:
        gain = tables.decay_gain(experiments, plain, icp)
    methods = tables.method_table(experiments)
    shown = evidence(experiments, graph, methods)
    return Backtest(
        method,
        _hid(splits, hiding),
        verdict(shown),
        gain,
        (
            *counting.warnings,
            *_sampled(counting.graph, graph),
            *warnings,
            *caveats(shown, experiments.relations, method),
        ),
        counting.left_out,
        methods,
        tables.tier_table(experiments),
        relation_table(experiments, shown.first.names),
        tables.curve_table(experiments),
        tables.calibration_table(experiments),
        tables.gain_table(experiments),
        _additions(opener, experiments, counting.icp, hiding),
    )


def _sampled(whole: Graph, tried: Graph) -> list[str]:
    """Say that a sample of the market was tried."""
    every, some = (int(each.accounts["status"].isin(RANKED).sum()) for each in (whole, tried))
    if every == some:
        return []
    return [
        f"{some:,} of the {every:,} companies of the market were tried, evenly over their keys; "
        "numbers of companies and first names are estimates for the whole list."
    ]


def _additions(
    opener: StoreOpener, experiments: Experiments, icp: Icp, hiding: Hiding
) -> Additions | None:
    if hiding.since is None:
        return None
    [tested] = experiments.chosen
    with opener() as store:
        then = standing_then(store, tested.split.graph, icp, hiding.since)
    return additions(tested, then.added, then.weights, then.missing)


def _splits(store: Store, graph: Graph, hiding: Hiding) -> tuple[list[Split], list[str]]:
    """Return the splits, and warnings of customers and links that a date cannot separate."""
    if hiding.since is None:
        return hidden_at_random(graph, hiding.share, hiding.repeats), []
    hidden_since(graph, hiding.since)  # a wrong date is reported before links are read
    then, undated = as_of(store, graph, hiding.since)
    split = hidden_since(then, hiding.since)
    warnings = []
    unsure = int(then.accounts["customer_since"].iloc[split.customers].isna().sum())
    if unsure:
        warnings.append(
            f"{unsure:,} of the {len(split.customers):,} customers learned from have no date, and "
            f"may have been won after {hiding.since}."
        )
    if undated:
        each = ", ".join(f"{name} {number:,}" for name, number in undated.items())
        warnings.append(
            f"{sum(undated.values()):,} links have no date and stay, so what was learned of "
            f"companies after {hiding.since} leaks into this back-test: {each}."
        )
    return [split], warnings


def as_of(store: Store, graph: Graph, day: datetime.date) -> tuple[Graph, dict[str, int]]:
    """Return the graph without links known only from a day on, and the numbers without a date.

    Parameters
    ----------
    store : Store
    graph : Graph
        Of this store; some of it may be left out.
    day : date

    Returns
    -------
    graph : Graph
    undated : dict of str to int
        By relation, the most first: links without a date, which stay.
    """
    late, undated = {}, {}
    for name, matrix in graph.matrices.items():
        if relation(name).of_column():
            undated[name] = matrix.values.nnz
            continue
        links = store.ask("links/links_after", since=day, **relation(name).parameters()).to_pandas()
        links = links[links["trait"].isin(matrix.traits["id"])]
        late[name] = links[links["later"]]
        undated[name] = len(links) - len(late[name])
    counted = sorted(undated.items(), key=lambda each: -each[1])
    return without_links(graph, late), {name: number for name, number in counted if number}


def _hid(splits: Sequence[Split], hiding: Hiding) -> str:
    hidden = len(splits[0].hidden)
    all_of_them = hidden + len(splits[0].customers)
    who = f"{hidden:,} of {all_of_them:,} customers"
    if hiding.since is not None:
        return f"{who}, those won on or after {hiding.since}"
    times = "once" if len(splits) == 1 else f"{len(splits)} times"
    return f"{who}, drawn at random {times}"
