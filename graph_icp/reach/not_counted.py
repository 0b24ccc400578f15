"""Signals that say nothing of a buyer: of ourselves, of customers, of networks, of robots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.identity.domains import FREE_MAIL
from graph_icp.reach.intent import SOMEBODY
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from numpy.typing import NDArray

# Nobody looks at more pages in a day, or more often at one of them.
MOST_VIEWS, MOST_OF_ONE_PAGE = 50, 20
# Those of a company of whom nothing is known may be so many people.
_UNKNOWN = 10
_ROBOT, _ROBOTS_UNKNOWN = (
    f"of more than {MOST_VIEWS * people} pages a day, or {MOST_OF_ONE_PAGE * people} times one "
    f"page, by {whom}"
    for people, whom in ((1, "one visitor"), (_UNKNOWN, "unknown visitors"))
)
# The reasons why views are taken for those of robots.
ROBOTS = (_ROBOT, _ROBOTS_UNKNOWN)

_SCHOOL_DOMAIN = r"\.(edu|ac)(\.[a-z]{2})?$"
_SCHOOLS = ("Education", "Higher Education", "Primary/Secondary Education")
_OF_NO_BUYER = {"customer": "customers", "partner": "partners", "competitor": "competitors"}


def not_counted(signals: pd.DataFrame, of_accounts: pd.Series, as_of: datetime.date) -> pd.Series:
    """Return why each signal does not count, "" where it does; the first reason that holds.

    A network's visitors do count who are known by name.

    Parameters
    ----------
    signals : DataFrame
        account, visitor, day (datetime64), what (the path of a page), count.
    of_accounts : Series of str
        As of `reasons_of_accounts`.
    as_of : date
        What is later does not count.
    """
    if signals.empty:
        return pd.Series("", index=signals.index)
    of_account = signals["account"].map(of_accounts).fillna("")
    day, unknown = signals["day"], signals["visitor"] == SOMEBODY
    robots = _robots(signals)
    reasons = {
        "without a day": day.isna(),
        f"later than {as_of.isoformat()}": day > pd.Timestamp(as_of),
        _ROBOT: robots & ~unknown,
        _ROBOTS_UNKNOWN: robots & unknown,
    }
    told = np.select(list(reasons.values()), list(reasons), "")
    networks = of_account.isin(_NETWORKS)
    of_account = of_account.where(~networks | unknown, "")
    return pd.Series(np.where(of_account != "", of_account, told), index=signals.index)


def reasons_of_accounts(accounts: pd.DataFrame, own: Collection[str]) -> pd.Series:
    """Return why the signals of each account do not count, "" where they do, by its id.

    Schools do count where a customer is one.

    Parameters
    ----------
    accounts : DataFrame
        id, domain, status, industry.
    own : collection of str
        Our own domains.
    """
    domain = accounts["domain"].fillna("")
    status = accounts["status"].map(_OF_NO_BUYER).fillna("")
    school = _schools(accounts)
    if (school & (accounts["status"] == "customer").to_numpy()).any():
        school = np.zeros(len(accounts), dtype=bool)
    networks = word_lists(__package__, "networks.txt")
    ours = domain.isin(own)
    conditions = {
        _OWN: ours,
        _PROVIDERS: domain.isin(FREE_MAIL | {*networks["providers"]}),
        _HOSTS: domain.isin(networks["hosts"]),
        "of schools": pd.Series(school, index=accounts.index),
    }
    found = pd.Series(np.select([*conditions.values()], [*conditions], ""), index=accounts.index)
    told = found.where((status == "") | ours, "of " + status)
    return told.set_axis(accounts["id"])


_OWN = "of our own"
_PROVIDERS, _HOSTS = "of providers of access and mail", "of hosts"
_NETWORKS = (_PROVIDERS, _HOSTS)


def _schools(accounts: pd.DataFrame) -> NDArray[np.bool_]:
    domains, industries = accounts["domain"], accounts["industry"]
    told = pa.array(domains, pa.string(), from_pandas=True)
    by_domain = pc.match_substring_regex(told, _SCHOOL_DOMAIN).fill_null(False)
    kinds = industries.dropna().unique()
    of_schools = [each for each in kinds if not set(_SCHOOLS).isdisjoint(each.split("; "))]
    schools: NDArray[np.bool_] = industries.isin(of_schools).to_numpy() | np.array(by_domain)
    return schools


def _robots(signals: pd.DataFrame) -> pd.Series:
    """Return which are views of pages by those who saw more in a day than people do."""
    day, pages = ["account", "visitor", "day"], signals[signals["what"].str.startswith("/")]
    if pages.empty:
        return pd.Series(data=False, index=signals.index)
    people = pages["visitor"].eq(SOMEBODY).map({True: _UNKNOWN, False: 1}).astype(np.float64)
    views: pd.Series = pages.groupby(day)["count"].transform("sum") / people
    busy = pages[views > min(MOST_VIEWS, MOST_OF_ONE_PAGE)]
    of_one = busy.groupby([*day, "what"])["count"].transform("sum").reindex(views.index) / people
    too_many: pd.Series = (views > MOST_VIEWS) | (of_one > MOST_OF_ONE_PAGE)
    return too_many.reindex(signals.index, fill_value=False)
