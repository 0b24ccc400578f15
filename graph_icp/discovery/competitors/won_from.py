"""Whom we win: competitors from which customers came, set against the market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.lift import Group, lift
from graph_icp.graph.model import RANKED

if TYPE_CHECKING:
    import datetime

ENOUGH = 5
"""From how many customers on it is said that we win from a competitor."""
AROUND = 365
"""At most how many days before or after it became ours a customer left the competitor."""


def won_from(pairs: pd.DataFrame, accounts: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    """Return from which competitors customers came, those with the most first.

    Parameters
    ----------
    pairs : DataFrame
        What accounts are or were to competitors: account, competitor, until (datetime64), customer
        (bool: told as a customer of it, now or once).
    accounts : DataFrame
        id, status, customer_since.
    as_of : date
        Who leaves later has not come yet.

    Returns
    -------
    DataFrame
        competitor, customers (who left it at most AROUND days before or after they became ours),
        customers_known (of whom a competitor is known), prospects (of the market, who are or were
        its customers), prospects_known, lift, low, high (95%; see `lift`). Only those from which
        ENOUGH customers came.
    """
    told = pairs[pairs["customer"]].merge(
        accounts[["id", "status", "customer_since"]], left_on="account", right_on="id"
    )
    ours, market = told["status"] == "customer", told["status"].isin(RANKED)
    until = told["until"]
    between = (until - pd.to_datetime(told["customer_since"])).dt.days.abs()
    came = ours & (between <= AROUND) & (until <= pd.Timestamp(as_of))
    names = pd.Index(sorted(told.loc[came, "competitor"].unique()), dtype=object)
    customers = _group(told[came], told[ours], names)
    prospects = _group(told[market], told[market], names)
    ratio, low, high = lift(customers, prospects)
    table = pd.DataFrame(
        {
            "competitor": names,
            "customers": customers.counts.astype(np.int64),
            "customers_known": customers.known,
            "prospects": prospects.counts.astype(np.int64),
            "prospects_known": prospects.known,
            "lift": ratio,
            "low": low,
            "high": high,
        }
    )
    enough = table[table["customers"] >= ENOUGH]
    ordered: pd.DataFrame = enough.sort_values(
        ["customers", "competitor"], ascending=[False, True], kind="stable"
    )
    return ordered.reset_index(drop=True)


def _group(having: pd.DataFrame, known: pd.DataFrame, names: pd.Index[str]) -> Group:
    """Return the accounts of a group of which a competitor is known, and how many have each."""
    everybody = known["account"].nunique()
    counted = having.groupby("competitor")["account"].nunique().reindex(names, fill_value=0)
    counts = np.asarray(counted.to_numpy(), dtype=np.float64)
    share = counts / (everybody or np.nan)
    return Group(everybody, float(everybody), counts, share)
