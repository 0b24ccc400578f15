"""What each relation of a ranked market counts, and what icp.toml says of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from graph_icp.discovery.icp import LearningConstraints
    from graph_icp.market.ranked_lists import RankedLists


@dataclass(frozen=True)
class Weight:
    """What a relation counts.

    Attributes
    ----------
    relation, title : str
    weight : float or None
        How many times icp.toml lets its learned share count, as the file is now: 1 where it says
        nothing, 0 where it is off, None where its share is fixed.
    fixed, cap : float or None
        The share at which it is fixed, and the greatest that it may have, 0 to 1.
    share : float
        What it counts in the ranking, 0 to 1.
    held : float or None
        The most that it may count since it is known of customers far more often than of the
        market, 0 to 1.
    """

    relation: str
    title: str
    weight: float | None
    fixed: float | None
    cap: float | None
    share: float
    held: float | None


def relation_weights(ranked: RankedLists, told: LearningConstraints) -> list[Weight]:
    """Return what each relation of a ranked market counts, those that count most first.

    Parameters
    ----------
    ranked : RankedLists
    told : LearningConstraints
        Of icp.toml as it is now.
    """
    learned = {each.relation: each for each in ranked.market.ranking.fit.relations}
    found = []
    for name in ranked.market.ranking.graph.matrices:
        fit = learned.get(name)
        weight = told.weight(name)
        found.append(
            Weight(
                name,
                relation_named(name).title,
                weight,
                told.shares[name] if weight is None else None,
                told.caps.get(name),
                fit.share if fit else 0.0,
                fit.known_market if fit and fit.held else None,
            )
        )
    return sorted(found, key=lambda each: -each.share)
