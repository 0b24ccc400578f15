"""Rankings of a back-test, and the accounts that they are measured by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from graph_icp.discovery.backtest.metrics import Found

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.backtest.splits import Split
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.relation_fit import RelationFit

Name = TypeVar("Name", str, int)
# The share of hidden customers of whom nothing is known from which on they are not measured by.
HARDLY = 0.1


@dataclass(frozen=True)
class Experiment:
    """One ranking of a split.

    Attributes
    ----------
    split : Split
    scores : array of float
        The scores of the ranked accounts; nan where nothing is known, and everywhere if nothing
        could be learned.
    fits : array of float
        Likewise: their fits, 0 to 100.
    tiers : array of str
        The tiers of the same accounts.
    measured : array of bool
        Which of them it is measured by.
    """

    split: Split
    scores: Vector
    fits: Vector
    tiers: NDArray[np.object_]
    measured: NDArray[np.bool_]

    @cached_property
    def found(self) -> Found:
        """The positions of the hidden customers among the accounts that are measured."""
        mine = self.measured
        return Found.of(self.scores[mine], self.split.wanted[mine], self.split.stands_for)

    @property
    def hidden(self) -> NDArray[np.intp]:
        """The positions of these hidden customers in the graph."""
        return self.split.hidden[self.measured[self.split.wanted]]


@dataclass(frozen=True)
class Experiments:
    """All rankings of a back-test.

    Attributes
    ----------
    method : str
        The tested method.
    relations : tuple of RelationFit
        What it learned from all customers, relation by relation.
    by_method : dict of str to list of Experiment
        One per split; the tested method is first.
    by_relation : dict of str to list of Experiment
        By the relation that the tested method was left without, and without what sums it up.
    by_size : dict of int to list of Experiment
        By the number of customers that it learned from.
    without_lopsided : Experiments, optional
        The tested method and popularity without all lopsided relations that count, measured by
        the accounts of which something else is known; None if there are none.
    """

    method: str
    relations: tuple[RelationFit, ...]
    by_method: dict[str, list[Experiment]] = field(default_factory=dict)
    by_relation: dict[str, list[Experiment]] = field(default_factory=dict)
    by_size: dict[int, list[Experiment]] = field(default_factory=dict)
    without_lopsided: Experiments | None = None

    @property
    def chosen(self) -> list[Experiment]:
        """The experiments of the tested method."""
        return self.by_method[self.method]

    @property
    def lopsided(self) -> frozenset[str]:
        """The relations that are known of customers far more often, and count."""
        return frozenset(each.relation for each in self.relations if each.counts_though_held)

    @cached_property
    def unknown(self) -> float:
        """The share of hidden customers of whom nothing is known; they are ranked last."""
        return float(np.mean([np.isnan(each.scores[each.split.wanted]) for each in self.chosen]))


def of_known(experiments: Experiments) -> Experiments:
    """Measure by the accounts of which something is known, if it is of too few hidden customers.

    How customers of whom nothing is known are ranked says nothing of the ranking.
    """
    known = [~np.isnan(each.scores) for each in experiments.chosen]
    wanted = [each.split.wanted for each in experiments.chosen]
    both = [
        (one & two).any() and (one & ~two).any() for one, two in zip(known, wanted, strict=True)
    ]
    if experiments.unknown < HARDLY or not all(both):
        return experiments
    return replace(
        experiments,
        by_method=measured_by(experiments.by_method, known),
        by_relation=measured_by(experiments.by_relation, known),
        by_size=measured_by(experiments.by_size, known),
    )


def measured_by(
    experiments: dict[Name, list[Experiment]], marks: list[NDArray[np.bool_]]
) -> dict[Name, list[Experiment]]:
    """Return experiments measured by the accounts that are marked, one array a split."""
    return {
        name: [replace(one, measured=mark) for one, mark in zip(several, marks, strict=True)]
        for name, several in experiments.items()
    }
