"""Who is a customer and worth what, who is to be ranked, and which fold each customer is in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.errors import RankingError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FOLDS = 5
# With fewer customers than this, each is a fold of its own.
FEW = 20
# What a churned customer counts against its traits.
CHURNED = -0.5


@dataclass(frozen=True)
class Labels:
    """The labels of all accounts.

    Attributes
    ----------
    Y : array of float64
        Accounts x columns: worth of customers, CHURNED of churned ones, else 0. Column 0 holds
        all; in each further one the customers of one fold are 0.
    column : array of int
        For each account the column by which it is scored: its fold's, 0 where it is in none.
    customers : array of int
        The positions of the customers.
    market : array of bool
        Whether an account is one to compare with: no customer, churned one, competitor or
        partner.
    """

    Y: NDArray[np.float64]
    column: NDArray[np.intp]
    customers: NDArray[np.intp]
    market: NDArray[np.bool_]


def label(accounts: pd.DataFrame) -> Labels:
    """Return the labels of a market's accounts.

    Parameters
    ----------
    accounts : DataFrame
        key, status, value (worth; missing counts as 1), sorted by key.

    Raises
    ------
    RankingError
        If there is no customer, or nobody else.
    """
    status = accounts["status"].to_numpy()
    customers = np.flatnonzero(status == "customer")
    if not len(customers):
        raise RankingError(
            "There are no customers to learn from; name them with "
            "'graph-icp customers set FILE' or '--where uses=TECHNOLOGY'."
        )
    market = np.isin(status, ["prospect", "open deal"])
    if not market.any():
        raise RankingError("Every account is a customer or left out; there is nobody to rank.")
    y = np.where(status == "customer", accounts["value"].fillna(1).to_numpy(np.float64), 0.0)
    y[status == "churned"] = CHURNED
    folds = _folds(accounts["key"].iloc[customers])
    column = np.zeros(len(accounts), dtype=np.intp)
    column[customers] = folds
    Y = np.repeat(y[:, None], folds.max() + 1, axis=1)
    Y[customers, folds] = 0
    return Labels(Y, column, customers, market)


def _folds(keys: pd.Series) -> NDArray[np.intp]:
    """Return the fold of each customer, from 1 on, by its key alone."""
    if len(keys) < FEW:
        return np.arange(1, len(keys) + 1)
    hashes = [hashlib.blake2b(key.encode()).digest() for key in keys]
    numbers = np.array([int.from_bytes(digest) % FOLDS for digest in hashes])
    return 1 + np.unique(numbers, return_inverse=True)[1].astype(np.intp)
