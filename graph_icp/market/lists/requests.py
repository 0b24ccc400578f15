"""Companies that asked for a demo or contact, whatever their fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.filters import Filters, one_of
from graph_icp.discovery.ranking.tiers import BEST, GOOD
from graph_icp.discovery.selectors import as_options
from graph_icp.market.lists.narrowing import passing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.hygiene.tagged import Tagged
    from graph_icp.market.intent.standing import Standing
    from graph_icp.market.lists.worked import Worked

    Marked = NDArray[np.bool_]
    Places = NDArray[np.intp]


def asking(ranking: Ranking, of_status: Marked, standing: Standing) -> Places:
    """Return the positions of those of which nothing is known but that they asked for a demo."""
    return np.flatnonzero(of_status & standing.requests & ~ranking.known & ~ranking.disqualified)


def asking_command(options: DiscoverOptions) -> str:
    """Return the command that lists who asked, of a list's statuses, filters and day."""
    filters = options.filters
    statuses = () if filters.statuses == Filters().statuses else filters.statuses
    named = {
        "status": statuses,
        "country": filters.country,
        "industry": filters.industry,
        "size": filters.size,
        "owner": filters.owner,
        "where": filters.where,
        "intent": options.intent,
        "feedback": filters.feedback,
        "persona-missing": filters.persona_missing,
        "tag": filters.tags,
        "without-tag": filters.without_tags,
        "show": filters.shown_tags,
    }
    flags = {"--has-door": filters.has_door, "--untaken": filters.untaken}
    words = [
        "graph-icp discover --requests",
        *(as_options(f"--{name}", texts) for name, texts in named.items() if texts),
        *(flag for flag, given in flags.items() if given),
        *([f"--as-of {options.as_of}"] if options.as_of else []),
    ]
    return " ".join(words)


def asked_below(
    ranking: Ranking,
    order: Places,
    of_status: Marked,
    options: DiscoverOptions,
    standing: Standing,
    worked: Worked,
    tagged: Tagged,
) -> int:
    """Return how many asked for a demo whom a list of Good fit or better does not hold.

    Filters count, but those of fit and tier.
    """
    if options.filters.requests:
        return 0
    of_list = np.zeros(len(of_status), dtype=bool)
    of_list[order] = True
    of_list[asking(ranking, of_status, standing)] = True
    low = ~one_of(ranking.tiers, (BEST, GOOD))
    hidden = worked.hidden(options.filters) | tagged.hidden(options.filters)
    asked = of_list & standing.requests & low & ~hidden
    whatever = replace(options, filters=replace(options.filters, tiers=(), min_fit=None))
    for _, passes in passing(ranking, whatever, standing, worked, tagged):
        asked &= passes
    return int(np.count_nonzero(asked))
