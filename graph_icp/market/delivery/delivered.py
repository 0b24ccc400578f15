"""A delivery: the accounts of a discovery list with their people, and who is left out and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.discovery.ranking.tiers import BEST, GOOD
from graph_icp.market.delivery.account_details import with_details
from graph_icp.market.delivery.brief_why import brief_whys
from graph_icp.market.delivery.left_out import left_out
from graph_icp.market.delivery.people import people_of
from graph_icp.market.delivery.resembled import resembled
from graph_icp.market.delivery.unnamed import read_unnamed
from graph_icp.market.discover import discover_ranked

if TYPE_CHECKING:
    from graph_icp.market.delivery.resembled import Alike
    from graph_icp.market.delivery.unnamed import Unnamed
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.ranked_lists import RankedList, RankedLists
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress

TIERS = (BEST, GOOD)


@dataclass(frozen=True)
class Delivery:
    """What is delivered, whatever the file.

    Attributes
    ----------
    accounts : DataFrame
        The columns of `DiscoveryList.table`, best first, and main_industry, country_name, city,
        state, zip, stock_symbol (text or None, as a file told them), hubspot (list of record ids),
        salesforce (list of 18-character ids), linkedin (name or number of its page, or None),
        brief_why (at most 140 characters, in which no customer is named that may not be); owner is
        None where it names such a customer.
    contacts : DataFrame
        Who works there and may be contacted, a row for each person and account, in the order of
        the accounts: key (the account's), account (name), person (name), first_name, last_name,
        title (None where it names such a customer), email, hubspot, salesforce (lists of ids),
        profile_url, phone (where loading kept it), consent (True, False or None), known_by
        (list of colleagues), level, function, persona (None where unknown), person_id.
    left_out : DataFrame
        Every other account of the market: account, domain, reason, key, fit, below (whether a
        CRM should no longer call it a good fit), hubspot, salesforce (lists of ids).
    alike : list of list of Alike
        The customers that each of `accounts` resembles, of those that may be named.
    unnamed : Unnamed
        The customers that may not be named.
    opted_out : int
        How many people at these accounts asked not to be contacted.
    ranked : RankedList
        The ranking of all accounts, from which it comes.
    day : date
        The day of the delivery, to which signals aged.
    """

    accounts: pd.DataFrame
    contacts: pd.DataFrame
    left_out: pd.DataFrame
    alike: list[list[Alike]]
    unnamed: Unnamed
    opted_out: int
    ranked: RankedList
    day: datetime.date

    @property
    def found(self) -> DiscoveryList:
        """The list that it comes from."""
        return self.ranked.asked_for


def delivered(
    opener: StoreOpener,
    file: IcpFile,
    options: DiscoverOptions,
    progress: Progress | None = None,
    lists: RankedLists | None = None,
) -> Delivery:
    """Return what is delivered of a market; see `Market.deliver`.

    Parameters
    ----------
    opener : StoreOpener
    file : IcpFile
    options : DiscoverOptions
        Whose filters choose the accounts: Best and Good fit where they name no tier.
    progress : Progress, optional
    lists : RankedLists, optional
        Those of a market that is ranked already; no other run is kept.
    """
    filters = options.filters
    filters = filters if filters.tiers else replace(filters, tiers=TIERS)
    options = replace(options, filters=filters)
    if lists:
        ranked = lists.list(options, progress)
        ranked = replace(ranked, asked_for=replace(ranked.asked_for, run=lists.run))
    else:
        ranked = discover_ranked(opener, file, options, progress)
    found = ranked.asked_for
    graph = ranked.ranking.graph.accounts
    ids = graph["id"].to_numpy()[ranked.places].tolist()
    with opener() as store:
        accounts = with_details(store, found.table, ids)
        people = people_of(store, accounts, ids, file.read()[0].personas, ranked.doors)
        others = left_out(store, ranked, options)
        unnamed = read_unnamed(store, graph["id"].tolist())
    alike = resembled(ranked.ranking, ranked.places, unnamed)
    accounts["brief_why"] = brief_whys(ranked.ranking, ranked.places, accounts, alike, unnamed)
    accounts = accounts.assign(owner=_without_names(accounts["owner"], unnamed))
    titles = _without_names(people.contacts["title"], unnamed)
    contacts = people.contacts.assign(title=titles)
    return Delivery(
        accounts,
        contacts,
        others,
        alike,
        unnamed,
        people.opted_out,
        ranked,
        options.as_of or datetime.date.today(),
    )


def _without_names(texts: pd.Series, unnamed: Unnamed) -> pd.Series:
    """Return texts, None in place of those that name a customer who may not be named."""
    kept = [None if isinstance(each, str) and unnamed.named_in(each) else each for each in texts]
    return pd.Series(kept, texts.index, object)
