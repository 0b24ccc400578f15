"""Reasons that sentences about accounts name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.link_dates import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector

    Places = NDArray[np.intp]


class Reason(NamedTuple):
    """A trait that lifts an account above a typical company.

    Attributes
    ----------
    link : Link
        The account's link to it.
    trait : str
        Its name.
    net : float
        Its net points.
    customers, of_customers : int
        How many other customers have it, of those known in the relation.
    prospects, of_prospects : float
        Likewise of the market; nan where a run did not keep it.
    alone : str
        The name of the customer that has it, where there is but one.
    of_all : bool
        Whether all customers are known in the relation.
    """

    link: Link
    trait: str
    net: float
    customers: int
    of_customers: int
    prospects: float
    of_prospects: float
    alone: str
    of_all: bool = True

    def of(self, account: int, net: float) -> Reason:
        """Return the reason of another account, with its net points."""
        relation, _, trait = self.link
        return Reason(Link(relation, account, trait), self.trait, net, *self[3:])


@dataclass(frozen=True)
class Named:
    """The reasons of accounts that their sentences name.

    Attributes
    ----------
    accounts : array of int
        The accounts' ids; a warehouse may have texts for ids.
    kinds : sequence of Reason
        The reasons that differ, as reasons of nobody.
    row : array of int
        Of each reason the position of its account: ascending, and in a row in the order of its
        sentence.
    kind : array of int
        Of each its position among the kinds.
    net : array of float
        Of each its net points.
    """

    accounts: NDArray[Any]
    kinds: Sequence[Reason]
    row: Places
    kind: Places
    net: Vector

    @classmethod
    def joined(cls, parts: Sequence[Named]) -> Named:
        """Return the reasons of several sets of accounts, all of the same kinds."""
        before = np.cumsum([0, *(len(each.accounts) for each in parts)])
        rows = [each.row + first for each, first in zip(parts, before, strict=False)]
        return cls(
            np.concatenate([each.accounts for each in parts]),
            parts[0].kinds,
            np.concatenate(rows),
            *(np.concatenate(each) for each in zip(*((p.kind, p.net) for p in parts), strict=True)),
        )

    def links(self) -> pd.DataFrame:
        """Return the accounts' links to the traits: relation, account, trait."""
        relations = np.array([each.link.relation for each in self.kinds], dtype=object)
        traits = np.array([each.link.trait for each in self.kinds])
        account = self.accounts[self.row]
        columns = {"account": account, "trait": traits[self.kind]}
        return pd.DataFrame({"relation": pd.Categorical(relations[self.kind]), **columns})

    def by_account(self) -> list[list[Reason]]:
        """Return the reasons of each account."""
        accounts = self.accounts.tolist()
        found: list[list[Reason]] = [[] for _ in accounts]
        each = zip(self.row.tolist(), self.kind.tolist(), self.net.tolist(), strict=True)
        for row, kind, net in each:
            found[row].append(self.kinds[kind].of(accounts[row], net))
        return found
