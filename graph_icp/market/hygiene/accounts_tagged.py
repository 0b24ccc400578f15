"""Listings of accounts with their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.market.hygiene.reading import read_tagged

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.customers.competitors_themselves import Themselves


def with_tags(store: Store, listed: pd.DataFrame, icp: Icp) -> pd.DataFrame:
    """Return a listing of accounts with the columns tags and tag_reasons, two lists each.

    Parameters
    ----------
    store : Store
    listed : DataFrame
        key, and whatever else.
    icp : Icp
    """
    accounts = store.ask("read/accounts").to_pandas()
    places = accounts.set_index("key").index.get_indexer(listed["key"])
    tagged = read_tagged(store, accounts, icp, only=places)
    return listed.reset_index(drop=True).join(tagged.columns(places))


def tags_of(
    store: Store,
    accounts: pd.DataFrame,
    account: int,
    icp: Icp,
    as_of: datetime.date | None,
    rivals: Themselves,
) -> tuple[str, ...]:
    """Return the tags of an account, each with its reason: "investor (domain ends in .vc)".

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        As of `read_tagged`.
    account : int
        Its id.
    icp : Icp
    as_of : date, optional
        As of `read_tagged`.
    rivals : Themselves
    """
    place = int((accounts["id"] == account).to_numpy().argmax())
    return read_tagged(store, accounts, icp, as_of, [place], rivals).in_words(place)
