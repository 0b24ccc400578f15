"""One scorer's scores of one relation, made comparable with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import counted_in, known_in
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.discovery.learning.scorer import Learned, Scorer
    from graph_icp.graph.blocks import Links

# A relation counts as if so many customers more had been left out, which beat this share of the
# market: before any is tried, it is thought to be worth something.
ADDED_CUSTOMERS, ADDED_BEATEN = 2, 0.75
# Scores that differ by this part of their deviation are the same but for rounding.
ROUNDING = 1e-9
# To count the scores below each of so many is quicker than to sort all of them.
_FEW = 32


@dataclass(frozen=True)
class StandardisedScore:
    """A scorer's results for a relation, and the standardised scores of the accounts tried.

    Attributes
    ----------
    relation, scorer : str
    learned : Learned
    known : array of bool
        Of each of `Labels.tried`: whether it has a link of the relation that counts.
    standard : array of float
        Likewise: its score less the mean, over the deviation, both of its fold; 0 where it is
        not known.
    mean, deviation : array of float
        By fold: of the scores of market accounts that have a link (the mean is 0 where traits are
        people); a deviation of 0 leaves the
        scorer out of that fold.
    beaten : float
        The share of known market accounts that score below a customer that was left out, the mean
        over customers and ADDED_CUSTOMERS: the area under the ROC curve, held back.
    customers : int
        The number of customers that have a link of the relation.
    """

    relation: str
    scorer: str
    learned: Learned
    known: NDArray[np.bool_]
    standard: Vector
    mean: Vector
    deviation: Vector
    beaten: float
    customers: int

    @property
    def tells(self) -> bool:
        """Whether it tells accounts apart."""
        return bool(self.deviation[0] > 0)

    def factor(self, weight: float) -> Vector:
        """Return by fold what a unit of score counts, where a standard one counts `weight`."""
        return np.divide(
            weight, self.deviation, out=np.zeros_like(self.deviation), where=self.deviation > 0
        )


def score(links: Links, labels: Labels, scorer: Scorer) -> StandardisedScore:
    """Learn one relation by one scorer and score the accounts tried, customers out of fold.

    A link of the value 0 does not count. Who has such links alone teaches as one that lacks the
    other traits, and scores the mean, as one does of whom nothing is known. Of people the mean is
    taken to be 0: they are ties, and who has none is no worse for that.
    """
    tried = labels.tried
    learned = scorer.learn(links.blocks, labels.taught)
    X = links.blocks.chosen(tried.places)
    told, known = known_in(X), counted_in(X)
    scores = learned.scores(X)
    market = np.take(scores, np.flatnonzero(told & tried.market), axis=0)
    mean, deviation = _typical(market)
    if relation(links.relation).of_people():
        mean = np.zeros_like(mean)
    lacking = told & ~known
    scores[lacking] = mean
    market[lacking[told & tried.market]] = mean
    own = scores[np.arange(len(known)), tried.fold]
    divisor = deviation[tried.fold]
    standard = np.divide(
        own - mean[tried.fold], divisor, out=np.zeros_like(own), where=known & (divisor > 0)
    )
    customers = tried.customers[told[tried.customers]]
    beaten = _beaten(market, own[customers], tried.fold[customers], ROUNDING * deviation)
    return StandardisedScore(
        *(links.relation, scorer.name, learned, known, standard, mean, deviation),
        *(beaten, len(customers)),
    )


def share_beaten(market: Vector, own: Vector, alike: float) -> Vector:
    """Return the share of the market's scores below each of some, counting half of equals.

    Parameters
    ----------
    market, own : array of float
    alike : float
        Up to this difference two scores are equal.
    """
    if len(own) <= _FEW:
        below = np.array([np.count_nonzero(market < each) for each in own - alike])
        upto = np.array([np.count_nonzero(market <= each) for each in own + alike])
    else:
        ordered = np.sort(market)
        below = np.searchsorted(ordered, own - alike, "left")
        upto = np.searchsorted(ordered, own + alike, "right")
    share: Vector = (below + upto) / (2 * len(market))
    return share


def _typical(market: Dense) -> tuple[Vector, Vector]:
    """Return mean and deviation of each column, ignoring differences by rounding."""
    if not len(market):
        return np.zeros(market.shape[1]), np.zeros(market.shape[1])
    mean = market.mean(axis=0)
    deviation: Vector = np.sqrt(((market - mean) ** 2).mean(axis=0))
    deviation[deviation <= 1e-12 * np.abs(market).max(axis=0)] = 0
    return mean, deviation


def _beaten(market: Dense, own: Vector, fold: NDArray[np.intp], alike: Vector) -> float:
    """Return the mean share of the market that customers left out beat; counting half of equals."""
    beaten = np.full(len(own), 0.5)
    if not len(market):
        return 0.5
    for each in np.unique(fold):
        mine = fold == each
        beaten[mine] = share_beaten(market[:, each], own[mine], float(alike[each]))
    added = ADDED_CUSTOMERS * ADDED_BEATEN
    return float((beaten.sum() + added) / (len(own) + ADDED_CUSTOMERS))
