"""The lists that are asked of a ranked market, without ranking it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.exploring import explored
from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.discovery.ranking.ranking import Ranking, listed
from graph_icp.market.accounts.link_dates import link_dates
from graph_icp.market.accounts.sizes_told import as_told
from graph_icp.market.discovery_list import DiscoveryList
from graph_icp.market.lists.candidates import Candidates
from graph_icp.market.lists.choices import Choices, choices
from graph_icp.market.lists.narrowing import narrowed_by
from graph_icp.market.lists.people_known import with_people
from graph_icp.market.lists.requests import asked_below, asking_command
from graph_icp.market.lists.worked import read_worked
from graph_icp.market.reach.doors import read_doors

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.filters import Filters
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.hygiene.tagged import Tagged
    from graph_icp.market.intent.standing import Standing
    from graph_icp.market.lists.worked import Worked
    from graph_icp.market.ranked_market import RankedMarket
    from graph_icp.market.reach.doors import Doors
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress

    Marked = NDArray[np.bool_]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class RankedList:
    """A list of a ranked market.

    Attributes
    ----------
    ranking : Ranking
        Of all accounts.
    order : array of int
        The positions of all that are ranked, best first.
    places : array of int
        Those of the accounts of the list.
    matching : array of int
        Those of all that the filters let through, of which the list may have some alone.
    asked_for : DiscoveryList
    standing : Standing
        Of all accounts.
    worked : Worked
    tagged : Tagged
        Likewise.
    doors : Doors
        The ways into the accounts of the list.
    """

    ranking: Ranking
    order: NDArray[np.intp]
    places: NDArray[np.intp]
    matching: NDArray[np.intp]
    asked_for: DiscoveryList
    standing: Standing
    worked: Worked
    tagged: Tagged
    doors: Doors


@dataclass(frozen=True, eq=False)
class RankedLists:
    """The lists of a ranked market; those of another ranking are others.

    Attributes
    ----------
    market : RankedMarket
    """

    market: RankedMarket

    @property
    def run(self) -> int:
        """The number by which the ranking is kept; 0 where it is not."""
        return self.market.run

    @cached_property
    def choices(self) -> Choices:
        """What lists can be narrowed by; see `choices`."""
        return choices(self.market.whole, self.market.icp)

    @cached_property
    def everyone(self) -> RankedList:
        """The list that nothing narrows, in its order, without a table."""
        return self.list(replace(self.market.options, limit=0))

    @property
    def changed(self) -> str:
        """What has changed since, in words, "" for nothing: the data, what was said, icp.toml."""
        return self.market.changed

    def page(
        self,
        filters: Filters,
        *,
        sort: str | None = None,
        intent: Sequence[str] = (),
        start: int = 0,
        limit: int | None = None,
    ) -> DiscoveryList:
        """Return a part of a list; for parameters see `DiscoverOptions`, and `list`."""
        asked = replace(
            self.market.options,
            filters=filters,
            sort=sort,
            intent=tuple(intent),
            start=start,
            limit=limit,
        )
        return self.list(asked).asked_for

    def list(self, options: DiscoverOptions, progress: Progress | None = None) -> RankedList:
        """Return the list that is asked for.

        Parameters
        ----------
        options : DiscoverOptions
            Whose method, profile, day and what is left out are those of the ranking.
        progress : Progress, optional

        Raises
        ------
        RankingError, UnknownNameError
            If nobody is ranked, or a filter asks for what is not known.
        """
        market, ranking, whole = self.market, self.market.ranking, self.market.whole
        with market.opener() as store:
            missing = options.filters.persona_missing
            worked = read_worked(store, whole.accounts, options.as_of, market.icp.personas, missing)
        candidates = self._candidates(options)
        of_status, order = candidates.of_status, candidates.order
        standing, tagged = market.standing.among(order), market.tagged
        narrowed = narrowed_by(ranking, candidates.places, options, standing, worked, tagged)
        matching = narrowed.matching[candidates.places]
        shown = standing.arranged(candidates.places, matching, ranking.fits, ranking.tiers, options)
        in_list = candidates.places[shown]
        places, table = self._table(in_list, candidates.ranks[shown], options, progress)
        table = worked.added_to(standing.added_to(table, places), places)
        table = tagged.added_to(table, places)
        ids = whole.accounts["id"].to_numpy(np.int64)[places]
        with market.opener() as store:
            table = table.assign(size=as_told(store, table["size"], ids.tolist()))
            doors = read_doors(store, ids, options.as_of, market.icp.personas)
            table = with_people(store, table, ids.tolist(), market.icp.personas, doors)
            if standing.known:
                table = table.assign(door=doors.lines(store, ids))
        asked_for = DiscoveryList(
            table=table,
            method=options.method,
            among=ranking.fit.placement.among,
            hundred=ranking.fit.hundred,
            shares={each.relation: each.share for each in ranking.fit.relations},
            weights=market.icp.constraints.weights,
            scorers=_scorers(ranking),
            hypothesis=ranking.fit.hypothesis,
            customers=int(ranking.known[ranking.labels.customers].sum()),
            ranked=len(order),
            matching=len(shown),
            unknown=int(candidates.unknown.sum()),
            unknown_tagged=tagged.counted(candidates.unknown, options.filters),
            other_statuses=candidates.other_statuses,
            disqualified=candidates.disqualified,
            relatives=candidates.relatives,
            edges=0,
            ordered_by=standing.ordered_by(options),
            priority=standing.weights,
            below=int(matching.sum()) - len(shown),
            asked_below=asked_below(ranking, order, of_status, options, standing, worked, tagged),
            asking=asking_command(options),
            filtered=narrowed.left_out,
            said=narrowed.said,
            taught=narrowed.taught,
            hidden=narrowed.hidden,
            shown_in_vain=narrowed.shown_in_vain,
            signals_left_out=standing.left_out,
            signals_weighed=standing.weighed,
            health=(*candidates.health, *market.rivals),
            left_out=market.left_out,
            warnings=(*market.unfinished, *market.warnings, *tagged.too_many_hidden()),
        )
        known = standing, worked, tagged
        return RankedList(ranking, order, places, in_list, asked_for, *known, doors)

    @cached_property
    def _known_candidates(self) -> dict[tuple[tuple[str, ...], bool], Candidates]:
        """The candidates of lists that were asked for, by statuses and whether for requests."""
        return {}

    def _candidates(self, options: DiscoverOptions) -> Candidates:
        """Return whom a list may hold, which is the same whatever filters narrow it by."""
        asked = options.filters.statuses, options.filters.requests
        if asked not in self._known_candidates:
            self._known_candidates[asked] = Candidates.of(self.market, options)
        return self._known_candidates[asked]

    def _table(
        self,
        places: Places,
        ranks: NDArray[np.float64],
        options: DiscoverOptions,
        progress: Progress | None,
    ) -> tuple[Places, pd.DataFrame]:
        """Return positions and table of the part that is asked for, with those to explore."""
        ranking, part = self.market.ranking, slice(options.start, None)
        if options.limit is not None:
            part = slice(options.start, options.start + options.limit)
        if options.explore:
            rank_of = dict(zip(places.tolist(), ranks.tolist(), strict=True))
            places, mixed_in = explored(ranking, places, options.explore)
            ranks = np.array([rank_of[place] for place in places.tolist()])
        places = places[part]
        dates_of = partial(_link_dates, self.market.opener)
        table = listed(ranking, places, ranks[part], dates_of, progress)
        if options.explore:
            table.insert(len(table.columns) - 1, "explored", mixed_in[part])
        return places, table


def _link_dates(opener: StoreOpener, links: pd.DataFrame) -> LinkDates:
    """Return the dates of links; the store is opened again once the list is known."""
    if not len(links):
        return LinkDates.unknown(links)
    with opener() as store:
        return link_dates(store, links)


def _scorers(ranking: Ranking) -> dict[str, float]:
    """Return what each scorer counts, as parts of 1."""
    weights: dict[str, float] = {}
    for each in ranking.fit.relations:
        for part in each.parts:
            weights[part.scorer] = weights.get(part.scorer, 0.0) + part.weight
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda each: -each[1])
    return {name: weight / total for name, weight in ordered}
