"""Dates of links, and words that were read as sizes, read from the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.graph.model import EDGES
from graph_icp.graph.relations import relation
from graph_icp.market.accounts.sizes_told import sizes_told

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.link_dates import Days
    from graph_icp.graph.relations import Relation
    from graph_icp.graph.store import Store

    Marked = NDArray[np.bool_]


_SIZE = "size"
# Ids of traits are below it.
_IDS = 1 << 32


def link_dates(store: Store, links: pd.DataFrame) -> LinkDates:
    """Return the dates of links, counted to the newest day of any fact.

    What follows from properties (industry, country) has no dates, nor has what sums up others; of a
    size that a file told in words, it is these.

    Parameters
    ----------
    store : Store
    links : DataFrame
        relation, account, trait (ids).
    """
    dates = LinkDates.unknown(links)
    for name in dict.fromkeys(dates.relation):
        places = np.flatnonzero(dates.relation == name)
        mine, kind = links.iloc[places], relation(name)
        if name == _SIZE:
            dates.words[places] = _words(store, mine)
        if not kind.property and not kind.summary_of:
            known, *days = _told(store, mine, kind)
            dates.dated[places] = known
            dates.last[places], dates.since[places] = days
    if not dates.dated.any():
        return dates
    today = store.ask("signals/newest_day", edges="|".join(EDGES))["day"][0].as_py()
    return replace(dates, today=today)


def _told(store: Store, links: pd.DataFrame, kind: Relation) -> tuple[Marked, Days, Days]:
    """Return of links of one relation whether dates are known, when last, and since when."""
    asked = pa.table({name: links[name].to_numpy(np.int64) for name in ("account", "trait")})
    told = store.ask("links/link_dates", asked, **kind.parameters())
    row = pd.Index(_keys(told)).get_indexer(pd.Index(_keys(asked)))
    last, since = (told[each].cast(pa.date32()).to_numpy() for each in ("dated", "since"))
    # The last one, at -1, is that of a link that nobody told.
    never = np.array([np.datetime64("NaT", "D")])
    return row >= 0, np.append(last, never)[row], np.append(since, never)[row]


def _keys(links: pa.Table) -> NDArray[np.int64]:
    """Return a number for each link, by its account and trait."""
    account, trait = (links[each].to_numpy().astype(np.int64) for each in ("account", "trait"))
    keys: NDArray[np.int64] = account * _IDS + trait
    return keys


def _words(store: Store, links: pd.DataFrame) -> list[str]:
    """Return the words that were read as the bands of links, "" for none."""
    told = sizes_told(store, links["account"].tolist())
    traits = store.ask("links/traits_of_relation", **relation(_SIZE).parameters()).to_pylist()
    bands = {row["id"]: row["name"] for row in traits}
    ends = zip(links["account"].tolist(), links["trait"].tolist(), strict=True)
    read = ((*told.get(account, ("", "")), bands.get(trait)) for account, trait in ends)
    return [word if band == its else "" for word, band, its in read]
