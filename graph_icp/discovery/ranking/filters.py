"""Filters: the accounts that a list shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.tiers import DISQUALIFIED, TIERS
from graph_icp.discovery.selectors import having_trait
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import STATUSES, slug

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph


@dataclass(frozen=True)
class Filters:
    """The accounts that a list shows.

    Attributes
    ----------
    statuses : tuple of str
        Of these statuses.
    country, industry, size, owner : tuple of str
        Of one of these each; any where empty.
    where : tuple of str
        With all these traits or relations: "uses=Elixir", "sponsored".
    min_fit : float, optional
        Of at least this fit, 0 to 100.
    tiers : tuple of str
        Of one of these tiers; of any but Disqualified where empty.
    """

    statuses: tuple[str, ...] = ("prospect",)
    country: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    where: tuple[str, ...] = field(default=())
    min_fit: float | None = None
    tiers: tuple[str, ...] = ()


def chosen(graph: Graph, fits: Vector, filters: Filters) -> NDArray[np.bool_]:
    """Return which accounts of the graph a list shows.

    Raises
    ------
    UnknownNameError
        If there is no such status, country, industry, size, owner or trait.
    """
    for status in filters.statuses:
        if status not in STATUSES:
            raise UnknownNameError("status", status, STATUSES)
    accounts = graph.accounts
    marked = np.isin(accounts["status"].to_numpy(), filters.statuses)
    for property in ("country", "industry", "size", "owner"):
        wanted = getattr(filters, property)
        if wanted:
            marked &= _having(accounts[property], property, wanted)
    for text in filters.where:
        marked &= having_trait(graph, text)
    if filters.min_fit is not None:
        marked &= fits >= filters.min_fit
    return marked


def of_tier(tiers: NDArray[np.object_], filters: Filters) -> NDArray[np.bool_]:
    """Return which accounts a list shows by their tiers; raises UnknownNameError."""
    known = {tier.casefold(): tier for tier in TIERS}
    for tier in filters.tiers:
        if tier.casefold() not in known:
            raise UnknownNameError("tier", tier, TIERS)
    if filters.tiers:
        return np.isin(tiers.astype(str), [known[tier.casefold()] for tier in filters.tiers])
    return np.asarray(tiers != DISQUALIFIED, dtype=bool)


def _having(values: pd.Series, property: str, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
    listed = values.fillna("").map(lambda cell: {slug(each) for each in str(cell).split("; ")})
    there = set().union(*listed) - {""}
    for each in wanted:
        if slug(each) not in there:
            known = sorted(set().union(*values.dropna().astype(str).str.split("; ")))
            raise UnknownNameError(property, each, known)
    keys = {slug(each) for each in wanted}
    marked: NDArray[np.bool_] = listed.map(lambda each: bool(each & keys)).to_numpy(dtype=bool)
    return marked
