"""Dates of links, read from the store."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.discovery.ranking.link_dates import Dates, Link, LinkDates
from graph_icp.graph.model import EDGES
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store


def link_dates(store: Store, links: Iterable[Link]) -> LinkDates:
    """Return the dates of links, counted to the newest day of any fact.

    What follows from properties (industry, country) has no dates, nor has what sums up others.

    Parameters
    ----------
    store : Store
    links : iterable of Link
    """
    pairs: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        kind = relation(link.relation)
        if not kind.property and not kind.summary_of:
            pairs[link.relation].append(link)
    dates = {}
    for name, some in pairs.items():
        ends = list(zip(*((link.account, link.trait) for link in some), strict=True))
        rows = pa.table({"account": ends[0], "trait": ends[1]})
        for row in store.ask("links/link_dates", rows, **relation(name).parameters()).to_pylist():
            dates[Link(name, row["account"], row["trait"])] = Dates(row["dated"], row["since"])
    if not dates:
        return LinkDates()
    today = store.ask("signals/newest_day", edges="|".join(EDGES))["day"][0].as_py()
    return LinkDates(dates, today)
