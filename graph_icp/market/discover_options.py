"""Options of a discovery list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.reach.priority import LEVELS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from graph_icp.discovery.ranking.filters import Filters

SORTS = ("priority", "fit", "intent", "reach")


@dataclass(frozen=True)
class DiscoverOptions:
    """The user's wishes for a discovery list.

    Attributes
    ----------
    method : str
        `auto`, which blends several, or one scorer alone: ridge, ridge-unit, walk, cosine,
        naive-bayes, resource-allocation, adamic-adar, pagerank, jaccard, overlap, popularity.
    profile : str, optional
        The kind of customers to learn from alone: a name under [profiles] in icp.toml.
    without : sequence of str
        Traits and relations that do not count: "uses=Elixir", "region".
    with_ : sequence of str
        Those that count although they chose the customers, or icp.toml leaves them out.
    filters : Filters
        The companies in the list; without filters all prospects that break no rule.
    limit : int, optional
        The number of companies; all if it is not given.
    explore : float
        The share of the list, below 1, that goes to accounts from little-known communities;
        they are marked in a column `explored`, and keep their own rank.
    write_back : bool
        Whether to put fit, tier, rank, reasons, reach, intent, priority and run on the listed
        accounts in the store, SIMILAR_TO edges from them to their closest customers, and
        CAN_INTRODUCE edges between the people on their best paths, in place of those of an earlier
        run. On the embedded store they fill the tables result, similar_to and can_introduce.
    sort : str, optional
        "fit", "intent", "reach" or "priority", the greatest first. Where it is not given, priority
        if anything is known of intent or reach, else fit. By all but fit, only accounts of Good
        fit or better are listed unless filters ask for tiers or a fit.
    intent : tuple of str
        Only accounts with an intent of these levels: "high", "medium", "low", "unknown".
    as_of : date, optional
        The day to which signals age; today where it is not given.
    preview : bool
        Whether to keep nothing: the run stays out of the history, and `explain` goes on with the
        one before.
    """

    method: str
    profile: str | None
    without: Sequence[str]
    with_: Sequence[str]
    filters: Filters
    limit: int | None
    explore: float
    write_back: bool
    preview: bool = False
    sort: str | None = None
    intent: tuple[str, ...] = ()
    as_of: datetime.date | None = None
    start: int = 0

    def __post_init__(self) -> None:
        if self.sort and self.sort not in SORTS:
            raise UnknownNameError("order", self.sort, SORTS)
        for each in self.intent:
            if each not in LEVELS:
                raise UnknownNameError("level of intent", each, LEVELS)
        if self.preview and self.write_back:
            raise RankingError("A preview keeps nothing, so it cannot be written back either.")
