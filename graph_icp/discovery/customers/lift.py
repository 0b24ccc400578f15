"""Lift: how much more common traits are in one group of accounts than in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in, present
from graph_icp.graph.blocks import degrees

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Matrix

# The least share of intervals that hold the true ratio.
LEVEL = 0.95


@dataclass(frozen=True)
class Group:
    """The accounts of a group that are known in a relation, and their traits.

    Attributes
    ----------
    known : int
        The number of accounts.
    size : float
        The effective size: the number of accounts of equal weight that say as much.
    counts : array of float
        By trait: the number of accounts that have it.
    share : array of float
        By trait: the part of the group's weight that has it, 0 to 1; nan in an empty group.
    """

    known: int
    size: float
    counts: Vector
    share: Vector


@dataclass(frozen=True)
class Compared:
    """One relation, with the best customers and the market in it."""

    matrix: Matrix
    customers: Group
    market: Group

    def counts(self) -> dict[str, Any]:
        """Return the columns of a table of its traits that count who has them.

        customers, prospects, customers_known, prospects_known, share_of_customers,
        share_of_market.
        """
        return {
            "customers": self.customers.counts.astype(np.int64),
            "prospects": self.market.counts.astype(np.int64),
            "customers_known": self.customers.known,
            "prospects_known": self.market.known,
            "share_of_customers": self.customers.share,
            "share_of_market": self.market.share,
        }


def group(X: csr_array, weight: Vector) -> Group:
    """Return the accounts of positive weight that are known in a relation.

    Parameters
    ----------
    X : csr_array
        Accounts x traits.
    weight : array of float
        By account.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley. (The effective size, section 11.7.)
    """
    members = np.flatnonzero((weight > 0) & known_in(X))
    if not len(members):
        return Group(0, 0.0, np.zeros(X.shape[1]), np.full(X.shape[1], np.nan))
    has = present(X[members])
    own = weight[members].astype(np.float64)
    share: Vector = has.T @ own / own.sum()
    return Group(len(members), float(own.sum() ** 2 / (own @ own)), degrees(has), share)


def evenly_known(known: int, counts: Vector) -> Group:
    """Return a group of accounts that all count the same.

    Parameters
    ----------
    known : int
        Those that are known in the relation.
    counts : array of float
        By trait: how many of them have it.
    """
    share = counts / known if known else np.full(len(counts), np.nan)
    return Group(known, float(known), counts, share)


def lift(one: Group, other: Group) -> tuple[Vector, Vector, Vector]:
    """Return the ratio of two groups' shares and the 95% interval around it.

    Each share has an exact interval, at the effective size where accounts count differently;
    the two are joined to one of the ratio. That errs on the wide side where accounts are few.

    Parameters
    ----------
    one, other : Group
        Of the same relation.

    Returns
    -------
    ratio, low, high : array of float
        By trait. Ratio and high are nan where no account in the other group has the trait, all
        three where no account of a group is known.

    References
    ----------
    Clopper, C. and Pearson, E. (1934). The use of confidence or fiducial limits illustrated in
    the case of the binomial. Biometrika 26.
    Korn, E. and Graubard, B. (1998). Confidence intervals for proportions with small expected
    number of positive counts estimated from survey data. Survey Methodology 24.
    Donner, A. and Zou, G. (2012). Closed-form confidence intervals for functions of the normal
    mean and standard deviation. Statistical Methods in Medical Research 21. (The ratio.)
    """
    p, q = one.share, other.share
    (p_low, p_high), (q_low, q_high) = exact(one), exact(other)
    least, most = p_low * (2 * p - p_low), p_high * (2 * p - p_high)
    fewest, greatest = q_low * (2 * q - q_low), q_high * (2 * q - q_high)
    under = p * q + np.sqrt(np.maximum((p * q) ** 2 - least * greatest, 0))
    over = p * q + np.sqrt(np.maximum((p * q) ** 2 - most * fewest, 0))
    missing = np.where(np.isnan(p + q), np.nan, 0.0)
    ratio = np.divide(p, q, out=np.full(len(p), np.nan), where=q > 0)
    low = np.divide(least, under, out=missing, where=under > 0)
    high = np.divide(over, fewest, out=np.full(len(p), np.nan), where=fewest > 0)
    return ratio, low, high


def exact(group: Group) -> tuple[Vector, Vector]:
    """Return the exact interval of each trait's share; see `lift`."""
    from scipy.special import betaincinv

    tail = (1 - LEVEL) / 2
    having = group.share * group.size
    lacking = np.maximum(group.size - having, 0)
    low = np.where(having > 0, betaincinv(having, lacking + 1, tail), 0.0)
    # A weighted share of 1 may be a rounding error below it.
    some_lack = lacking > 1e-9 * group.size
    high = np.where(some_lack, betaincinv(having + 1, lacking, 1 - tail), 1.0)
    unknown = np.isnan(group.share)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
