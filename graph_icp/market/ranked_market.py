"""A market that is ranked: all its accounts, and what is known of them beside fit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_icp.discovery.ranking.hard_rules import unheard_of
from graph_icp.discovery.ranking.ranking import Ranking, rank
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.customers.customer_metrics import read_weighed
from graph_icp.market.decay import Decay
from graph_icp.market.families import families
from graph_icp.market.hygiene.reading import read_tagged
from graph_icp.market.intent.standing import read_standing
from graph_icp.market.leaving_out import always_left_out, chosen_by, counting
from graph_icp.market.runs.stored import seen
from graph_icp.market.store_opener import unfinished_load
from graph_icp.market.traits.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.matrix import Graph
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.hygiene.tagged import Tagged
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.intent.standing import Standing
    from graph_icp.market.runs.stored import Seen
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class RankedMarket:
    """A market with all its accounts ranked, as of a state of its store.

    Attributes
    ----------
    opener : StoreOpener
    file : IcpFile
    options : DiscoverOptions
        By which it was ranked.
    whole : Graph
        With what is left out.
    icp : Icp
    text : str
        That of icp.toml.
    saw : Seen
        The state of the store.
    decay : Decay or None
    ranking : Ranking
    left_out : tuple of LeftOut
    warnings, unfinished : tuple of str
        What to know of the ranking, and of loads that were cut off.
    rivals : tuple of str
        Of accounts that are competitors themselves, in sentences.
    family : array of int or None
        The number of each account's family, where a family counts as one.
    standing : Standing
    tagged : Tagged
    run : int
        The number by which the ranking is kept; 0 where it is not.
    """

    opener: StoreOpener
    file: IcpFile
    options: DiscoverOptions
    whole: Graph
    icp: Icp
    text: str
    saw: Seen
    decay: Decay | None
    ranking: Ranking
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    unfinished: tuple[str, ...]
    rivals: tuple[str, ...]
    family: NDArray[np.int64] | None
    standing: Standing
    tagged: Tagged
    run: int = 0

    @property
    def columns(self) -> Columns:
        """The columns of files that were relations."""
        return Columns.in_graph(self.whole)

    @property
    def changed(self) -> str:
        """What has changed since, in words, "" for nothing: the data, what was said, icp.toml."""
        with self.opener() as store:
            data = seen(store) != self.saw
        if self.file.holds(self.text):
            return "The data has changed" if data else ""
        return "The data and icp.toml have changed" if data else "icp.toml has changed"

    def weighed(self, weights: Mapping[str, float]) -> RankedMarket:
        """Return the market as it would be ranked with other weights of relations, not kept.

        Parameters
        ----------
        weights : mapping of str to float
            By relation how many times its learned share counts, 0 for none; the others stay.

        Raises
        ------
        RankingError
            If nothing is left to learn from.
        """
        profile, counted = (
            replace(each, constraints=each.constraints.weighed(weights))
            for each in (self.icp, self.ranking.icp)
        )
        asked = self.options.method, counted, self.options.profile, self.whole
        return replace(self, icp=profile, ranking=rank(self.ranking.graph, *asked), run=0)


def ranked_market(
    opener: StoreOpener, file: IcpFile, options: DiscoverOptions, progress: Progress | None = None
) -> RankedMarket:
    """Read a market and rank all its accounts.

    Parameters
    ----------
    opener : StoreOpener
    file : IcpFile
    options : DiscoverOptions
        Of which method, profile, what is left out and the day count.
    progress : Progress, optional

    Raises
    ------
    RankingError
        If nothing can be learned.
    UnknownNameError
        If there is no such method, profile, trait or relation.
    """
    icp, text = file.read()
    with opener.once(), opener() as store:
        saw = seen(store)
        always = always_left_out(chosen_by(store), icp)
        whole, icp = read_weighed(store, icp, progress)
        counts = counting(whole, icp, always, options.without, options.with_)
        if progress:
            progress("learning from your customers", 0)
        # What is known beside fit is read meanwhile.
        with ThreadPoolExecutor(1) as thread:
            asked = counts.graph, options.method, counts.icp, options.profile, whole
            learning = thread.submit(rank, *asked)
            rivals = Themselves.read(store, icp)
            decay = Decay.now(store, icp)
            unfinished = unfinished_load(store)
            family = families(store, whole.accounts["id"]) if icp.families_as_one else None
            standing = read_standing(store, whole.accounts, icp, options.as_of)
            tagged = read_tagged(store, whole.accounts, icp, options.as_of, rivals=rivals)
    ranking = learning.result()
    warnings = (*ranking.fit.warnings, *counts.warnings, *unheard_of(whole, icp))
    return RankedMarket(
        *(opener, file, options, whole, icp, text, saw, decay, ranking, counts.left_out, warnings),
        *(tuple(unfinished), tuple(rivals.sentences()), family, standing, tagged),
    )
