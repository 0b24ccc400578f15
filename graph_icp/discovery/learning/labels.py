"""Labels of accounts: customers and their value, the market to be ranked, and the folds."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.customer_value import customer_values
from graph_icp.discovery.learning.link_scaling import evenly
from graph_icp.discovery.selectors import accounts_named
from graph_icp.errors import NoCustomersError, RankingError, UnknownNameError
from graph_icp.graph.model import NEGATIVE, RANKED

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FOLDS = 5
# Of a larger market so many accounts are compared with, evenly over the keys in order.
SAMPLED = 100_000
# With fewer customers than this, each is a fold of its own.
FEW = 20


@dataclass(frozen=True)
class Taught:
    """The accounts that have a label; that of all others is 0.

    Attributes
    ----------
    places : array of int
        Their positions, ascending.
    Y : array of float
        They x folds: the value of customers, below 0 for churned companies and bad fits. Fold 0
        holds all; in each further fold its own customers are 0.
    """

    places: NDArray[np.intp]
    Y: NDArray[np.float64]

    @classmethod
    def of(cls, Y: NDArray[np.float64]) -> Taught:
        """Return the labels of all accounts (accounts x folds), without those of 0."""
        places = np.flatnonzero(Y.any(axis=1))
        return cls(places, Y[places])


@dataclass(frozen=True)
class Labels:
    """The labels of all accounts.

    Attributes
    ----------
    taught : Taught
        The accounts with a label.
    fold : array of int
        The fold by which each account is scored: its own, 0 if it is in none.
    customers : array of int
        The positions of the customers that are learned from.
    market : array of bool
        Whether an account is one to compare with: not a customer, churned company, competitor or
        partner.
    """

    taught: Taught
    fold: NDArray[np.intp]
    customers: NDArray[np.intp]
    market: NDArray[np.bool_]

    @cached_property
    def tried(self) -> Tried:
        """The accounts by which scores are compared."""
        some = evenly(np.flatnonzero(self.market), SAMPLED)
        places = np.union1d(some, self.customers)
        customers = np.searchsorted(places, self.customers)
        return Tried(places, self.market[places], customers, self.fold[places])


@dataclass(frozen=True)
class Tried:
    """The accounts by which scores are compared: customers and market, of a large one a sample.

    Attributes
    ----------
    places : array of int
        Their positions, ascending.
    market : array of bool
        Of each, whether it is of the market.
    customers : array of int
        Where among them the customers are that are learned from.
    fold : array of int
        Of each, the fold by which it is scored.
    """

    places: NDArray[np.intp]
    market: NDArray[np.bool_]
    customers: NDArray[np.intp]
    fold: NDArray[np.intp]


def label(accounts: pd.DataFrame, icp: Icp | None = None, profile: str | None = None) -> Labels:
    """Return the labels of a market's accounts.

    Parameters
    ----------
    accounts : DataFrame
        key, status, value and other numbers, sorted by key; see `customer_values`.
    icp : Icp, optional
    profile : str, optional
        Learn from the customers of this profile alone.

    Raises
    ------
    RankingError
        If there is no customer and no hypothesis, or no other account.
    UnknownNameError
        If there is no such profile.
    """
    icp = icp or Icp()
    status = accounts["status"]
    customers = best_customers(accounts, icp, profile)
    if not len(customers) and not icp.constraints.hypothesis:
        raise NoCustomersError(
            "There are no customers to learn from; name them with "
            "'graph-icp customers set FILE' or '--where uses=TECHNOLOGY', or write what you think "
            "they have under [hypothesis] in icp.toml ('graph-icp icp init' makes one)."
        )
    market = status.isin(RANKED).to_numpy(dtype=bool)
    if not market.any():
        raise RankingError("Every account is a customer or left out; there is nobody to rank.")
    y = np.zeros(len(accounts))
    y[customers] = customer_values(accounts.iloc[customers], icp.customer_value)
    y[status.isin(NEGATIVE).to_numpy(dtype=bool)] = -icp.customer_value.churned
    folds = _folds(accounts["key"].iloc[customers])
    fold = np.zeros(len(accounts), dtype=np.intp)
    fold[customers] = folds
    labelled = np.flatnonzero(y)
    Y = np.repeat(y[labelled, None], folds.max(initial=0) + 1, axis=1)
    own = np.flatnonzero(fold[labelled])
    Y[own, fold[labelled][own]] = 0
    return Labels(Taught(labelled, Y), fold, customers, market)


def best_customers(
    accounts: pd.DataFrame, icp: Icp, profile: str | None = None
) -> NDArray[np.intp]:
    """Return the positions of the customers to learn from: of the profile, and the best of them."""
    is_customer = accounts["status"].to_numpy() == "customer"
    if profile is not None:
        if profile not in icp.profiles:
            hint = "Profiles are under [profiles] in icp.toml."
            raise UnknownNameError("profile", profile, icp.profiles, hint)
        members = accounts_named(accounts, icp.profiles[profile]).values()
        is_customer &= np.any([*members], axis=0)
        if not is_customer.any():
            raise RankingError(
                f"None of the accounts of profile '{profile}' in icp.toml is a customer; "
                "write their domains as 'graph-icp customers' lists them."
            )
    customers = np.flatnonzero(is_customer)
    kept = math.ceil(icp.customer_value.keep * len(customers) - 1e-9)
    best = np.argsort(
        -customer_values(accounts.iloc[customers], icp.customer_value), kind="stable"
    )[:kept]
    return np.sort(customers[best])


def _folds(keys: pd.Series) -> NDArray[np.intp]:
    """Return the fold of each customer, from 1 on, which depends on its key alone."""
    if len(keys) < FEW:
        return np.arange(1, len(keys) + 1)
    hashes = [hashlib.blake2b(key.encode()).digest() for key in keys]
    numbers = np.array([int.from_bytes(digest) % FOLDS for digest in hashes])
    return 1 + np.unique(numbers, return_inverse=True)[1].astype(np.intp)
