"""Discovery: a market ranked, the run kept, and the list that was asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.health.list_health import health
from graph_icp.discovery.ranking.exploring import explored
from graph_icp.discovery.ranking.filters import Filters, having_status
from graph_icp.discovery.ranking.hard_rules import check, unheard_of
from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.discovery.ranking.ranking import Ranking, listed, rank
from graph_icp.discovery.ranking.tiers import BEST, GOOD
from graph_icp.graph.model import OPEN_DEAL
from graph_icp.market.accounts.link_dates import link_dates
from graph_icp.market.customers.customer_metrics import read_weighed
from graph_icp.market.decay import Decay
from graph_icp.market.discovery_list import BACKTEST, DiscoveryList
from graph_icp.market.families import families, one_of_each
from graph_icp.market.intent.standing import read_standing
from graph_icp.market.leaving_out import always_left_out, counting
from graph_icp.market.lists.narrowing import narrowed_by
from graph_icp.market.lists.people_known import with_people
from graph_icp.market.lists.worked import read_worked
from graph_icp.market.reach.doors import read_doors
from graph_icp.market.runs import stored
from graph_icp.market.runs.keeping import Kept, keep_run
from graph_icp.market.runs.register import asked
from graph_icp.market.store_opener import unfinished_load
from graph_icp.market.traits.columns import Columns
from graph_icp.market.write_back import Edges, write_back

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.discovery.ranking.link_dates import DatesOf, Link
    from graph_icp.graph.matrix import Graph
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.intent.standing import Standing
    from graph_icp.market.lists.worked import Worked
    from graph_icp.market.reach.doors import Doors
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.personas.persona import Persona
    from graph_icp.progress import Progress

    Marked = NDArray[np.bool_]


@dataclass(frozen=True)
class RankedMarket:
    """A market with all its accounts ranked, and the list that was asked for.

    Attributes
    ----------
    ranking : Ranking
    order : array of int
        The positions of all that are ranked, best first.
    places : array of int
        Those of the accounts of the list.
    matching : array of int
        Those of all that the filters let through, of which the list may have the first alone.
    asked_for : DiscoveryList
    standing : Standing
        Of all accounts.
    worked : Worked
        Likewise.
    doors : Doors, optional
        The ways into the accounts of the list, once they are read.
    """

    ranking: Ranking
    order: NDArray[np.intp]
    places: NDArray[np.intp]
    matching: NDArray[np.intp]
    asked_for: DiscoveryList
    standing: Standing
    worked: Worked
    doors: Doors | None = None


def discover(
    opener: StoreOpener, file: IcpFile, options: DiscoverOptions, progress: Progress | None = None
) -> DiscoveryList:
    """Rank a market, keep the run and list what is asked for; see `Market.discover`."""
    return discover_ranked(opener, file, options, progress).asked_for


def discover_ranked(
    opener: StoreOpener, file: IcpFile, options: DiscoverOptions, progress: Progress | None = None
) -> RankedMarket:
    """Do as `discover`, and return the ranking of all accounts with the list."""
    icp, text = file.read()
    with opener() as store:
        saw = stored.seen(store)
        always = always_left_out(store, icp)
        whole, icp = read_weighed(store, icp, progress)
        decay = Decay.now(store, icp)
        unfinished = unfinished_load(store)
        family = families(store, whole.accounts["id"]) if icp.families_as_one else None
        standing = read_standing(store, whole.accounts, icp, options.as_of)
        missing = options.filters.persona_missing
        worked = read_worked(store, whole.accounts, options.as_of, icp.personas, missing)
    dates_of = partial(_link_dates, opener)
    ranked = rank_market(whole, icp, options, family, always, standing, worked, dates_of, progress)
    ranked = _with_people(opener, ranked, options.as_of, icp.personas)
    found = ranked.asked_for
    kept = Kept(0)
    if not options.preview:
        if progress:
            progress("keeping the run", 0)
        told = asked(options, found.left_out, text, decay, Columns.in_graph(whole))
        kept = keep_run(opener, ranked.ranking, ranked.order, told, saw)
    edges = Edges()
    if options.write_back:
        if progress:
            progress("writing to the accounts", 0)
        with opener(write=True) as store:
            edges = write_back(
                *(store, ranked.ranking, ranked.places, found.table, kept.number, options.as_of),
                personas=icp.personas,
            )
    found = replace(
        found,
        run=kept.number,
        edges=edges.customers,
        introductions=edges.introductions,
        health=(*found.health, BACKTEST + kept.verdict) if kept.verdict else found.health,
        warnings=(*unfinished, *found.warnings, *kept.warnings),
    )
    return replace(ranked, asked_for=found)


def _link_dates(opener: StoreOpener, links: Iterable[Link]) -> LinkDates:
    """Return the dates of links; the store is opened again once the list is known."""
    asked_for = list(links)
    if not asked_for:
        return LinkDates()
    with opener() as store:
        return link_dates(store, asked_for)


def rank_market(
    whole: Graph,
    icp: Icp,
    options: DiscoverOptions,
    family: NDArray[np.int64] | None,
    always: Sequence[LeftOut],
    standing: Standing,
    worked: Worked,
    dates_of: DatesOf,
    progress: Progress | None,
) -> RankedMarket:
    """Rank a market and list what is asked for; raises RankingError and UnknownNameError.

    `family` is the number of each account's family, where a family counts as one; `always` is
    left out of every question; `standing` and `worked` are of all accounts; `dates_of` gives the
    dates of links.
    """
    counts = counting(whole, icp, always, options.without, options.with_)
    if progress:
        progress("learning from your customers", 0)
    ranking = rank(counts.graph, options.method, counts.icp, options.profile, whole)
    of_status = having_status(whole, options.filters)
    check(whole, icp.rules, of_status)
    order = ranking.order(of_status & ~ranking.disqualified)
    in_all = len(order)
    if family is not None:
        customers = (whole.accounts["status"] == "customer").to_numpy()
        order = order[one_of_each(order, family, customers)]
    ruled_out = ranking.order(of_status & ranking.disqualified)
    ranks = np.concatenate([np.arange(1.0, len(order) + 1), np.full(len(ruled_out), np.nan)])
    unheard = _asking(ranking, of_status, standing) if options.filters.requests else order[:0]
    ranks = np.concatenate([ranks, np.full(len(unheard), np.nan)])
    places = np.concatenate([order, ruled_out, unheard])
    standing = standing.among(order)
    narrowed = narrowed_by(ranking, places, options, standing, worked)
    matching = narrowed.matching[places]
    shown = standing.arranged(places, matching, ranking.fits, ranking.tiers, options)
    in_list = places[shown]
    places, table = _listed(ranking, in_list, ranks[shown], options, dates_of, progress)
    asked_for = DiscoveryList(
        table=worked.added_to(standing.added_to(table, places), places),
        method=options.method,
        among=ranking.fit.placement.among,
        hundred=ranking.fit.hundred,
        shares={each.relation: each.share for each in ranking.fit.relations},
        scorers=_scorers(ranking),
        hypothesis=ranking.fit.hypothesis,
        customers=int(ranking.known[ranking.labels.customers].sum()),
        ranked=len(order),
        matching=len(shown),
        unknown=int((of_status & ~ranking.known).sum()),
        open_deals=int(((whole.accounts["status"] == OPEN_DEAL) & ~of_status).sum()),
        disqualified=_by_rule(ranking, of_status),
        relatives=in_all - len(order),
        edges=0,
        ordered_by=standing.ordered_by(options),
        priority=standing.weights,
        below=int(matching.sum()) - len(shown),
        asked_below=_asked_below(ranking, order, of_status, options, standing, worked),
        asking=_asking_command(options),
        filtered=narrowed.left_out,
        said=narrowed.said,
        signals_left_out=standing.left_out,
        signals_weighed=standing.weighed,
        health=tuple(health(ranking, order)),
        left_out=counts.left_out,
        warnings=(*ranking.fit.warnings, *counts.warnings, *unheard_of(whole, icp)),
    )
    return RankedMarket(ranking, order, places, in_list, asked_for, standing, worked)


def _asking(ranking: Ranking, of_status: Marked, standing: Standing) -> NDArray[np.intp]:
    """Return the positions of those of which nothing is known but that they asked for a demo."""
    return np.flatnonzero(of_status & standing.requests & ~ranking.known & ~ranking.disqualified)


def _asking_command(options: DiscoverOptions) -> str:
    """Return the command that lists who asked, of the statuses and on the day of a list."""
    statuses = () if options.filters.statuses == Filters().statuses else options.filters.statuses
    words = ["graph-icp discover --requests", *(f'--status "{each}"' for each in statuses)]
    return " ".join([*words, *([f"--as-of {options.as_of}"] if options.as_of else [])])


def _asked_below(
    ranking: Ranking,
    order: NDArray[np.intp],
    of_status: Marked,
    options: DiscoverOptions,
    standing: Standing,
    worked: Worked,
) -> int:
    """Return how many asked for a demo whom a list of Good fit or better does not hold."""
    if options.filters.requests:
        return 0
    of_list = np.zeros(len(of_status), dtype=bool)
    of_list[order] = True
    of_list[_asking(ranking, of_status, standing)] = True
    low = ~np.isin(ranking.tiers.astype(str), (BEST, GOOD))
    hidden = worked.hidden(options.filters)
    return int(np.count_nonzero(of_list & standing.requests & low & ~hidden))


def _with_people(
    opener: StoreOpener,
    ranked: RankedMarket,
    day: datetime.date | None,
    personas: Sequence[Persona],
) -> RankedMarket:
    """Return it with the doors of its list, and with who is known there."""
    ids = ranked.ranking.graph.accounts["id"].to_numpy(np.int64)[ranked.places]
    with opener() as store:
        doors = read_doors(store, ids, day, personas)
        table = with_people(store, ranked.asked_for.table, ids.tolist(), personas, doors)
        if ranked.standing.known:
            table = table.assign(door=doors.lines(store, ids))
    return replace(ranked, asked_for=replace(ranked.asked_for, table=table), doors=doors)


def _listed(
    ranking: Ranking,
    places: NDArray[np.intp],
    ranks: NDArray[np.float64],
    options: DiscoverOptions,
    dates_of: DatesOf,
    progress: Progress | None,
) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return the positions and the table of the list, as long as asked, with those to explore."""
    if options.explore:
        rank_of = dict(zip(places.tolist(), ranks.tolist(), strict=True))
        places, mixed_in = explored(ranking, places, options.explore)
        ranks = np.array([rank_of[place] for place in places.tolist()])
    places = places[: options.limit]
    table = listed(ranking, places, ranks[: options.limit], dates_of, progress)
    if options.explore:
        table.insert(len(table.columns) - 1, "explored", mixed_in[: options.limit])
    return places, table


def _scorers(ranking: Ranking) -> dict[str, float]:
    """Return what each scorer counts, as parts of 1."""
    weights: dict[str, float] = {}
    for each in ranking.fit.relations:
        for part in each.parts:
            weights[part.scorer] = weights.get(part.scorer, 0.0) + part.weight
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda each: -each[1])
    return {name: weight / total for name, weight in ordered}


def _by_rule(ranking: Ranking, of_status: NDArray[np.bool_]) -> dict[str, int]:
    """Return how many accounts each rule disqualifies, those of several in each."""
    rules = [str(rule) for place in np.flatnonzero(of_status) for rule in ranking.broken[place]]
    return dict(Counter(rules))
