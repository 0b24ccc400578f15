"""Accounts that are not delivered, each with the reason."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.brief_reasons import LONGEST, shortened
from graph_icp.discovery.ranking.filters import let_through
from graph_icp.discovery.ranking.tiers import BAD, DISQUALIFIED
from graph_icp.graph.model import NOT_A_FIT, OPEN_DEAL
from graph_icp.market.delivery.record_ids import record_ids

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.ranked_lists import RankedList

# By its status, why an account is not delivered.
OF_STATUS = {
    "customer": "Customer",
    OPEN_DEAL: "Open deal",
    "churned": "Churned customer",
    "bad fit": "Labelled a bad fit",
    "competitor": "Competitor",
    "partner": "Partner",
    "prospect": "Prospect, not asked for",
}
FAMILY = "Belongs to a better company of the list"
HIDDEN = "Hidden by its tag: "
UNKNOWN = "Nothing known that counts"
SAID = "The team said: "
FILTERED = "Not of those that were asked for"


def left_out(store: Store, ranked: RankedList, options: DiscoverOptions) -> pd.DataFrame:
    """Return every account that a list does not hold, and the first reason that is true.

    Parameters
    ----------
    store : Store
    ranked : RankedList
    options : DiscoverOptions
        Those of the list.

    Returns
    -------
    DataFrame
        account, domain, reason, key, in the order of the reasons and names; fit, why (the reason
        in at most 140 characters), below (whether it is below the tiers that were asked for, or
        ruled out by the profile or the team, and passes the other filters), hubspot, salesforce
        (lists of ids).
    """
    accounts = ranked.ranking.graph.accounts
    reasons = _reasons(ranked, options)
    out = np.setdiff1d(np.arange(len(accounts)), ranked.places)
    told = accounts.iloc[out]
    table = pd.DataFrame(
        {
            "account": told["name"].to_numpy(),
            "domain": told["domain"].to_numpy(),
            "reason": reasons[out],
            "key": told["key"].to_numpy(),
            "fit": ranked.ranking.fits[out],
            "why": [shortened(each, LONGEST) for each in reasons[out].astype(str)],
            "below": _below(ranked, options, reasons)[out],
            **record_ids(store, told["id"].tolist()),
        }
    )
    return table.sort_values(["reason", "account", "key"], ignore_index=True)


def _reasons(ranked: RankedList, options: DiscoverOptions) -> NDArray[np.object_]:
    """Return why each account of the market is left out, if it is."""
    ranking, filters = ranked.ranking, options.filters
    status = ranking.graph.accounts["status"]
    asked = np.isin(status.to_numpy(), filters.statuses)
    tiers = {each.casefold() for each in filters.tiers}
    of_tier = np.array([str(each).casefold() in tiers for each in ranking.tiers], dtype=bool)
    cut = f"Behind the first {options.limit:,}" if options.limit else FILTERED
    said = np.array([SAID + each for each in ranked.worked.feedback], dtype=object)
    hidden_for = ranked.tagged.first_hidden(filters)
    reasons: NDArray[np.object_] = np.select(
        [
            ~asked & ranked.worked.made,
            ~asked,
            ranking.disqualified & ~of_tier,
            ~ranking.known,
            ~_among(ranked.order, len(status)) & ~ranking.disqualified,
            ranked.worked.hidden(options.filters),
            hidden_for != "",
            ~of_tier,
            _among(ranked.matching, len(status)),
        ],
        [
            said,
            status.map(OF_STATUS).to_numpy(dtype=object),
            np.array(["; ".join(map(str, each)) for each in ranking.broken], dtype=object),
            UNKNOWN,
            FAMILY,
            said,
            HIDDEN + hidden_for,
            ranking.tiers.astype(object),
            cut,
        ],
        FILTERED,
    )
    by_rule = asked & ranking.disqualified & ~of_tier
    reasons[by_rule] = "By icp.toml: " + reasons[by_rule]
    return reasons


def _below(
    ranked: RankedList, options: DiscoverOptions, reasons: NDArray[np.object_]
) -> NDArray[np.bool_]:
    """Return which accounts a CRM should no longer call a good fit, of those asked for."""
    tiers = ranked.ranking.tiers
    others = replace(options.filters, tiers=(), min_fit=None)
    passes = let_through(ranked.ranking.graph, ranked.ranking.fits, tiers, others)
    asked = options.filters.of_tiers()
    low = np.isin(tiers.astype(str), [each for each in (BAD, DISQUALIFIED) if each not in asked])
    status = ranked.ranking.graph.accounts["status"]
    prospect = np.isin(status.to_numpy(), options.filters.statuses)
    ruled_out = (status == "bad fit").to_numpy() | (reasons == SAID + NOT_A_FIT)
    below = np.asarray((prospect & low) | ruled_out, dtype=bool)
    return reduce(np.logical_and, (mask for _, mask in passes), below)


def _among(places: NDArray[np.intp], size: int) -> NDArray[np.bool_]:
    mask = np.zeros(size, dtype=bool)
    mask[places] = True
    return mask
