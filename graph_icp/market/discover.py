"""Discovery: a market ranked, the run kept, and the list that was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.market.discover_options import DiscoverOptions
from graph_icp.market.discovery_list import BACKTEST
from graph_icp.market.ranked_lists import RankedLists
from graph_icp.market.ranked_market import ranked_market
from graph_icp.market.runs.keeping import Kept, keep_run
from graph_icp.market.runs.register import asked, latest, registered
from graph_icp.market.write_back import Edges, write_back

if TYPE_CHECKING:
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.ranked_lists import RankedList
    from graph_icp.market.ranked_market import RankedMarket
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


def discover(
    opener: StoreOpener, file: IcpFile, options: DiscoverOptions, progress: Progress | None = None
) -> DiscoveryList:
    """Rank a market, keep the run and list what is asked for; see `Market.discover`."""
    return discover_ranked(opener, file, options, progress).asked_for


def discover_ranked(
    opener: StoreOpener, file: IcpFile, options: DiscoverOptions, progress: Progress | None = None
) -> RankedList:
    """Do as `discover`, and return the ranking of all accounts with the list."""
    market = ranked_market(opener, file, options, progress)
    ranked = RankedLists(market).list(options, progress)
    found = ranked.asked_for
    kept = Kept(0)
    if not options.preview:
        if progress:
            progress("keeping the run", 0)
        kept = _kept(market, ranked, options)
    edges = Edges()
    if options.write_back:
        if progress:
            progress("writing to the accounts", 0)
        with opener(write=True) as store:
            edges = write_back(
                *(store, ranked.ranking, ranked.places, found.table, kept.number, options.as_of),
                personas=market.icp.personas,
            )
    found = replace(
        found,
        run=kept.number,
        edges=edges.customers,
        introductions=edges.introductions,
        health=(*found.health, BACKTEST + kept.verdict) if kept.verdict else found.health,
        warnings=(*found.warnings, *kept.warnings),
    )
    return replace(ranked, asked_for=found)


def learn_once(opener: StoreOpener, file: IcpFile, progress: Progress | None = None) -> None:
    """Rank a market and keep the run where there is none yet; raises as `discover`."""
    with opener() as store:
        if latest(registered(store)) is not None:
            return
    asked_for = (AUTO, None, (), (), Filters(), 0, 0.0)
    discover(opener, file, DiscoverOptions(*asked_for, write_back=False), progress)


def ranked_and_kept(lists: RankedLists) -> RankedLists:
    """Keep the run of a market that was ranked, and return its lists with the run's number."""
    market = lists.market
    options = replace(market.options, limit=0)
    run = _kept(market, lists.list(options), options).number
    return RankedLists(replace(market, run=run))


def _kept(market: RankedMarket, ranked: RankedList, options: DiscoverOptions) -> Kept:
    told = asked(options, ranked.asked_for.left_out, market.text, market.decay, market.columns)
    keys = market.whole.accounts["key"]
    told["said"] = ranked.worked.unlisted(keys)
    told["hidden"] = market.tagged.unlisted(options.filters, keys)
    return keep_run(market.opener, ranked.ranking, ranked.order, told, market.saw)
