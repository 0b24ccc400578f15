"""Learning a fit: from links to points, 0 a typical company of the market, 100 a customer.

The rules are in docs/rules.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.icp import LearningConstraints
from graph_icp.discovery.learning.blend import blended, of_deviation, shares
from graph_icp.discovery.learning.counting import counted, counting_traits
from graph_icp.discovery.learning.hypothesis import COUNTS_AS_CUSTOMERS, hypothesis_scores
from graph_icp.discovery.learning.link_scaling import inverse_frequency_of
from graph_icp.discovery.learning.method import AUTO, scores_of_all, weighted_scores
from graph_icp.discovery.learning.placement import Placement
from graph_icp.discovery.learning.relation_fit import Part, RelationFit
from graph_icp.discovery.learning.relation_shares import constrained, known_parts, lopsided
from graph_icp.discovery.learning.scale import scale
from graph_icp.discovery.learning.scorer import Weights
from graph_icp.discovery.learning.scores import scores_of
from graph_icp.errors import RankingError
from graph_icp.graph.blocks import degrees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.scorer import Learned
    from graph_icp.discovery.learning.scores import Scores
    from graph_icp.discovery.learning.standardised_score import StandardisedScore
    from graph_icp.graph.blocks import Links


@dataclass(frozen=True)
class Fit:
    """A learned fit.

    Attributes
    ----------
    method : str
    relations : tuple of RelationFit
    typical : float
        The blended score of a typical company of the market: 0 points.
    span : float
        How far above it 100 points lie.
    hundred : str
        What 100 points are: "a typical customer", or where they are too few or no better, "the
        top hundredth of the market" or "the best of the market".
    placement : Placement
        What turns points into a fit.
    hypothesis : float
        What the hypothesis counts beside what customers say, 0 to 1.
    warnings : tuple of str
    """

    method: str
    relations: tuple[RelationFit, ...]
    typical: float
    span: float
    hundred: str
    placement: Placement
    hypothesis: float
    warnings: tuple[str, ...]

    def points(self, blended: Vector) -> Vector:
        """Return the points of blended scores."""
        points: Vector = 100 * (blended - self.typical) / self.span
        return points


def learn(
    links: Mapping[str, Links],
    labels: Labels,
    method: str = AUTO,
    constraints: LearningConstraints | None = None,
    learned: Sequence[StandardisedScore] | None = None,
) -> tuple[Fit, Scores]:
    """Learn a fit and return it with the scores of every account.

    Parameters
    ----------
    links : mapping of str to Links
        By relation.
    labels : Labels
        Of the same accounts.
    method : str
        `auto` or the name of a scorer.
    constraints : LearningConstraints, optional
    learned : sequence of StandardisedScore, optional
        What `scores_of_all` gives of the links that count, where that was asked for before.

    Returns
    -------
    fit : Fit
    scores : Scores
        Of which `Fit.points` makes points; a customer's are by labels without those of its fold.

    Raises
    ------
    RankingError
        If the customers share nothing that sets them apart.
    UnknownNameError
        If there is no such method.
    """
    constraints = constraints or LearningConstraints()
    parts_known = {name: known_parts(each, labels) for name, each in links.items()}
    held = lopsided(parts_known, len(labels.customers), constraints)
    constraints = replace(constraints, caps={**held, **constraints.caps})
    counting = counting_traits(links, constraints.hypothesis)
    counting_links = counted(links, counting)
    if learned is None:
        learned = scores_of_all(counting_links, labels, method)
    scores, hypothesis, unknown = _scores(counting_links, labels, learned, constraints)
    by_relation = {
        name: of_it
        for name in links
        if (of_it := [each for each in scores if each[0].relation == name])
    }
    parts = shares([blended(each)[labels.tried.market] for each in by_relation.values()])
    relations = tuple(
        _relation_fit(
            *(links[name], counting[name], of_it, share, parts_known[name]),
            held=name in held,
            market=labels.market,
        )
        for (name, of_it), share in zip(by_relation.items(), parts, strict=True)
    )
    everybody = scores_of(relations, links, labels)
    typical = float(np.median(everybody.blended[labels.market]))
    span, hundred, warnings = scale(everybody.blended, typical, labels, everybody.known)
    warnings = (*unknown, *warnings)
    placement = Placement.of(100 * (everybody.blended - typical) / span, labels, everybody.known)
    fit = Fit(method, relations, typical, span, hundred, placement, hypothesis, warnings)
    return fit, everybody


def _scores(
    links: Mapping[str, Links],
    labels: Labels,
    said: Sequence[StandardisedScore],
    constraints: LearningConstraints,
) -> tuple[WeightedScores, float, list[str]]:
    """Return the scores that count, what the hypothesis counts among them, and warnings."""
    learned = weighted_scores(said, labels)
    thought, unknown = hypothesis_scores(links, labels, constraints.hypothesis)
    counts = 0.0
    if thought:
        counts = COUNTS_AS_CUSTOMERS / (len(labels.customers) + COUNTS_AS_CUSTOMERS)
        counts = counts if learned else 1.0
        learned = of_deviation(learned, labels.tried.market, 1 - counts)
        thought = of_deviation(thought, labels.tried.market, counts)
    scores = constrained([*learned, *thought], labels.tried.market, constraints)
    off = [name for name in links if constraints.shares.get(name) == 0]
    if not scores and off and len(off) == len(links):
        raise RankingError(
            f"icp.toml switches off every relation that this market has ({', '.join(off)}); "
            "leave one on under [relations]."
        )
    if not scores:
        raise RankingError(
            "Your customers share nothing that sets them apart from other companies; "
            "load more of what is known of them, or name more customers."
        )
    return scores, counts, unknown


def _relation_fit(
    links: Links,
    counting: NDArray[np.bool_],
    scores: WeightedScores,
    share: float,
    parts_known: tuple[float, float],
    *,
    held: bool,
    market: NDArray[np.bool_],
) -> RelationFit:
    """Return the scores of one relation as one scorer."""
    blocks, accounts = links.blocks, links.blocks.shape[0]
    factors = [each.factor(weight) for each, weight in scores]
    scored = [each for each, _ in scores]
    scaled = [each.learned.times(factor) for each, factor in zip(scored, factors, strict=True)]
    return RelationFit(
        links.relation,
        links.traits,
        reduce(_together, scaled).only(counting),
        np.sum([each.mean * factor for each, factor in zip(scored, factors, strict=True)], axis=0),
        inverse_frequency_of(accounts, blocks.having),
        accounts,
        share,
        tuple(
            Part(each.scorer, weight, factor, each.beaten)
            for (each, weight), factor in zip(scores, factors, strict=True)
        ),
        *parts_known,
        held,
        blocks.having - degrees(blocks.chosen(np.flatnonzero(~market))),
        float(round(parts_known[1] * np.count_nonzero(market))),
    )


def _together(one: Learned, other: Learned) -> Learned:
    if isinstance(one, Weights) and isinstance(other, Weights):
        return one.plus(other)
    raise RankingError("A method that compares pairs cannot be blended with a hypothesis.")
