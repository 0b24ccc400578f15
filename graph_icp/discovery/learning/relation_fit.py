"""The fit of one relation: what each trait adds, and what it was blended from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import counted_in, several_have, weighted

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.scorer import Learned


@dataclass(frozen=True)
class Part:
    """What one scorer counts in a relation.

    Attributes
    ----------
    scorer : str
    weight : float
        What a standardised score of it counts.
    factor : array of float
        By fold: what a unit of its score counts.
    beaten : float
        The share of the market that customers beat in it when they were left out; .5 is chance.
    """

    scorer: str
    weight: float
    factor: Vector
    beaten: float


@dataclass(frozen=True)
class RelationFit:
    """What was learned from one relation.

    Attributes
    ----------
    relation : str
    traits : DataFrame
        id, key, name: the columns that it knows.
    learned : Learned
        What each trait adds to the blended score, by fold.
    typical : array of float
        By fold: what `learned` gives a typical account of the market that is known in the
        relation.
    idf : array of float
        Each trait's inverse frequency, for likeness between accounts.
    accounts : float
        How many accounts there were, of which `idf` is worked out; nan in a run of a version that
        counted the traits of one account alone.
    share : float
        The relation's part of the variance of all over the market, 0 to 1; they add up to 1.
    parts : tuple of Part
        The scorers that it was blended from.
    known_customers, known_market : float
        The parts of the customers learned from, and of the market, that are known in it.
    held : bool
        Whether its share is held back because it is known of customers far more often.
    prospects : array of float
        By trait: how many of the market have it; nan in a run that a version before 5 kept.
    of_prospects : float
        How many of the market are known in it; likewise.
    """

    relation: str
    traits: pd.DataFrame
    learned: Learned
    typical: Vector
    idf: Vector
    accounts: float
    share: float
    parts: tuple[Part, ...]
    known_customers: float
    known_market: float
    held: bool
    prospects: Vector
    of_prospects: float

    @cached_property
    def counting(self) -> NDArray[np.bool_]:
        """By trait: whether it counts, which several accounts have or a hypothesis names."""
        return several_have(self.idf, self.accounts) | self.learned.weighed()

    def counted(self, X: csr_array) -> NDArray[np.bool_]:
        """Return which rows (accounts x traits) have a trait that counts."""
        counts = self.counting
        return counted_in(X if counts.all() else weighted(X, counts.astype(np.float64)))

    def score(self, X: csr_array, fold: int) -> Vector:
        """Return what the rows (accounts x traits) have more than a typical one by one fold.

        nan where nothing that counts is known.
        """
        scores = self.learned.by(fold).scores(X)[:, 0] - self.typical[fold]
        return np.where(self.counted(X), scores, np.nan)

    def alone(self, row: csr_array) -> list[str]:
        """Return the names of an account's traits (1 x traits) that no other account has."""
        columns = row.indices[~self.counting[row.indices]]
        return [str(name) for name in self.traits["name"].iloc[columns]]

    @property
    def counts_though_held(self) -> bool:
        """Whether it is held back for being lopsided, and still counts at least 1%."""
        return self.held and round(self.share, 2) > 0
