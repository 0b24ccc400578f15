"""Events at which customers are more often than the market, tested all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.lift import Group, lift
from graph_icp.discovery.events.roles import ANY, COMING, PAYING, ROLES
from graph_icp.discovery.health.giveaways import FAR_ABOVE, OFTEN, SEVERAL, TELLING

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Shares = NDArray[np.float64]

# What stands out: so many customers, and a q of at most this.
LEAST, MOST_Q = 3, 0.10


class Counted(NamedTuple):
    """The customers and the companies of the market that took a part in something.

    Attributes
    ----------
    k, n : array of int
        The customers that did, and those that are known to take such a part in anything.
    K, M : array of int
        Likewise of the market.
    share : array of float
        The part of the market that did, 0 to 1, by the days since when these customers are
        customers; K / M where none has such a day. nan where nothing was known of the market.
    size : array of float
        How many of the market were known by these days, in the mean; M where none has one.
    """

    k: Counts
    n: Counts
    K: Counts
    M: Counts
    share: Shares
    size: Shares


def before_customer(parts: pd.DataFrame, since: pd.Series) -> NDArray[np.object_]:
    """Return how each part taken stands to its company becoming a customer.

    Parameters
    ----------
    parts : DataFrame
        account, day (Timestamp or NaT), year (float, where only that is known).
    since : Series
        By account of customers: since when they are (Timestamp or NaT).

    Returns
    -------
    array of str
        "" where it counts: of a company that is no customer, one since an unknown day, or before
        that day; "later" on that day or after it; "undated" where that cannot be told.
    """
    became = pd.to_datetime(since.reindex(parts["account"])).set_axis(parts.index)
    day, year = parts["day"], parts["year"].fillna(parts["day"].dt.year)
    dated = day.notna()
    before = np.where(dated, day < became, year < became.dt.year)
    after = np.where(dated, day >= became, year > became.dt.year)
    told = np.select([became.isna() | before, after], ["", "later"], "undated")
    return told.astype(object)


def compared(parts: pd.DataFrame, since: pd.Series, market: Collection[int]) -> pd.DataFrame:
    """Compare how often customers and the market took part in each series, by role.

    A role is compared among those known to pay (sponsor, exhibitor) or to come (speaker, attendee)
    at some event; all together, where a series has several roles, among those known at any. As of
    a customer only that counts which came before it was one, the market is compared with it as it
    was known before that day.

    Parameters
    ----------
    parts : DataFrame
        account, series, role, day (Timestamp or NaT), year: of customers what counts.
    since : Series
        By account of the customers: since when they are (Timestamp or NaT).
    market : collection of int
        Accounts.

    Returns
    -------
    DataFrame
        series, role, and the columns of `significance`: what at least LEAST companies took part
        in, from where customers stand out most on.
    """
    ours = parts["account"].isin(since.index).to_numpy()
    theirs = parts["account"].isin(list(market)).to_numpy()
    sides = parts[ours | theirs].assign(customer=ours[ours | theirs])
    sides = sides.assign(number=_latest_days(sides), since=sides["account"].map(_numbers(since)))
    blocks = [_block(sides[sides["role"].isin(roles)]) for roles in (PAYING, COMING)]
    several = sides.groupby("series")["role"].nunique()
    together = _block(sides.assign(role=ANY))
    blocks.append(together[together["series"].map(several) > 1])
    table = pd.concat(blocks, ignore_index=True)
    table = table[table["k"] + table["K"] >= LEAST].reset_index(drop=True)
    counts = (table[each].to_numpy(np.int64) for each in ("k", "n", "K", "M"))
    shares = (table[each].to_numpy(np.float64) for each in ("share", "size"))
    found = table[["series", "role"]].join(significance(Counted(*counts, *shares)))
    place = found["role"].map({role: at for at, role in enumerate((*ROLES, ANY))})
    order = found.assign(place=place).sort_values(
        ["stands_out", "giveaway", "q", "p", "series", "place"],
        ascending=[False, True, True, True, True, True],
    )
    return found.loc[order.index].reset_index(drop=True)


def significance(counted: Counted) -> pd.DataFrame:
    """Test whether customers took part more often than the market, in all things together.

    Parameters
    ----------
    counted : Counted

    Returns
    -------
    DataFrame
        customers (k), customers_known (n), prospects (K), prospects_known (M), market_share,
        expected (n times that share), lift (k / n by that share), lift_low, lift_high (its 95%
        interval; see `lift`), p (one-sided), q, stands_out (at least LEAST customers, lift_low
        above 1, and a q of at most MOST_Q), giveaway (whether it may come of being a customer: an
        event of one's own).

    References
    ----------
    Fisher, R. (1935). The logic of inductive inference. Journal of the Royal Statistical Society
    98. (The exact test: p is the chance that k or more of all who took part are customers.)
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57. (q.)
    """
    from scipy.stats import false_discovery_control, hypergeom

    k, n, K, M, theirs, size = counted
    # Whole companies, rounded so that the market has rather more than less of it.
    having, known = np.ceil(np.nan_to_num(theirs) * size - _ERROR), np.floor(size + _ERROR)
    p = np.clip(hypergeom.sf(k - 1, n + known, np.minimum(k + having, n + known), n), 0, 1)
    p = np.where(np.isnan(theirs), 1.0, p)
    ours = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
    ratio, low, high = lift(Group(0, n, k, ours), Group(0, size, K, theirs))  # type: ignore[arg-type]
    q = false_discovery_control(p) if len(p) else p
    stands_out = (k >= LEAST) & (low > 1) & (q <= MOST_Q)
    apart = ((ours >= OFTEN) & (low > FAR_ABOVE)) | ((1 + ours - theirs) / 2 >= TELLING)
    return pd.DataFrame(
        {
            "customers": k,
            "customers_known": n,
            "prospects": K,
            "prospects_known": M,
            "market_share": theirs,
            "expected": n * theirs,
            "lift": ratio,
            "lift_low": low,
            "lift_high": high,
            "p": p,
            "q": q,
            "stands_out": stands_out,
            "giveaway": stands_out & (k >= SEVERAL) & apart,
        }
    )


# How far computing may be off a whole number.
_ERROR = 1e-9


def _numbers(days: pd.Series) -> pd.Series:
    """Return days as numbers, those that are unknown after all others."""
    told = pd.to_datetime(days)
    numbers = (told - pd.Timestamp(1970, 1, 1)).dt.days.astype(float)
    return numbers.fillna(np.inf)


def _latest_days(parts: pd.DataFrame) -> pd.Series:
    """Return the day of each part as a number: the last of its year, where that alone is known."""
    years = parts["year"].dropna().astype(np.int64)
    last = pd.to_datetime(pd.DataFrame({"year": years, "month": 12, "day": 31}))
    return _numbers(parts["day"].fillna(last.reindex(parts.index)))


def _block(sides: pd.DataFrame) -> pd.DataFrame:
    """Return by series and role who took it, and how many are known in any of these roles."""
    first = sides.sort_values("number", kind="stable")
    once = first.drop_duplicates(["account", "series", "role"])
    known = first.drop_duplicates("account")
    since = known["since"][known["customer"]].to_numpy(np.float64)
    market_days = known["number"][~known["customer"]].to_numpy(np.float64)
    groups = once.groupby(["series", "role"])
    table = groups["customer"].agg(k="sum", both="size").reset_index()
    table = table.assign(n=len(since), K=table["both"] - table["k"], M=len(market_days))
    theirs = once.assign(group=groups.ngroup())[~once["customer"]]
    theirs = theirs.sort_values("group", kind="stable")
    parts = np.searchsorted(theirs["group"].to_numpy(), np.arange(1, len(table)))
    having = np.split(theirs["number"].to_numpy(np.float64), parts) if len(table) else []
    shares, size = _market_by(since, having, market_days)
    return table.drop(columns="both").assign(share=shares, size=size)


def _market_by(since: Shares, having: list[Shares], known: Shares) -> tuple[Shares, float]:
    """Return which part of the market did each thing before some days, and how many were known.

    Parameters
    ----------
    since : array of float
        The days, infinite where all counts.
    having : list of array of float
        By thing, the first days on which companies of the market did it, in order.
    known : array of float
        The first days on which they did any, in order.

    Returns
    -------
    share : array of float
        By thing, the mean over the days; nan where nobody was known on any.
    size : float
        How many were known then, in the mean.
    """
    days, times = np.unique(since if len(since) else [np.inf], return_counts=True)
    could = _before(known, days)
    there = could > 0
    if not there.any():
        return np.full(len(having), np.nan), 0.0
    days, weights = days[there], times[there] / times[there].sum()
    shares = np.array([(_before(each, days) / could[there]) @ weights for each in having])
    return shares, float(np.average(could, weights=times))


def _before(sorted_days: Shares, days: Shares) -> Shares:
    """Return how many days come before each of some; all before an infinite one."""
    counts = np.searchsorted(sorted_days, days, side="left").astype(np.float64)
    return np.where(np.isinf(days), len(sorted_days), counts)
