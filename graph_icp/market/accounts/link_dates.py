"""Dates of links, and words that were read as sizes, read from the store."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.discovery.ranking.link_dates import Dates, Link, LinkDates
from graph_icp.graph.model import EDGES
from graph_icp.graph.relations import relation
from graph_icp.market.accounts.sizes_told import sizes_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store


_SIZE = "size"


def link_dates(store: Store, links: Iterable[Link]) -> LinkDates:
    """Return the dates of links, counted to the newest day of any fact.

    What follows from properties (industry, country) has no dates, nor has what sums up others; of a
    size that a file told in words, it is these.

    Parameters
    ----------
    store : Store
    links : iterable of Link
    """
    pairs: dict[str, list[Link]] = defaultdict(list)
    asked_for = list(links)
    for link in asked_for:
        kind = relation(link.relation)
        if not kind.property and not kind.summary_of:
            pairs[link.relation].append(link)
    dates = {}
    for name, some in pairs.items():
        ends = list(zip(*((link.account, link.trait) for link in some), strict=True))
        rows = pa.table({"account": ends[0], "trait": ends[1]})
        for row in store.ask("links/link_dates", rows, **relation(name).parameters()).to_pylist():
            dates[Link(name, row["account"], row["trait"])] = Dates(row["dated"], row["since"])
    words = _words(store, [link for link in asked_for if link.relation == _SIZE])
    if not dates:
        return LinkDates(words=words)
    today = store.ask("signals/newest_day", edges="|".join(EDGES))["day"][0].as_py()
    return LinkDates(dates, today, words)


def _words(store: Store, links: list[Link]) -> dict[Link, str]:
    """Return the words that were read as the bands of links."""
    if not links:
        return {}
    told = sizes_told(store, [link.account for link in links])
    traits = store.ask("links/traits_of_relation", **relation(_SIZE).parameters()).to_pylist()
    bands = {row["id"]: row["name"] for row in traits}
    return {
        link: told[link.account][0]
        for link in links
        if link.account in told and told[link.account][1] == bands.get(link.trait)
    }
