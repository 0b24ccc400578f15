"""Filters: the accounts that a list shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.tiers import DISQUALIFIED, TIERS
from graph_icp.discovery.selectors import having_trait
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import STATUSES, slug
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    feedback : tuple of str
        Of which the team said one of these last: "taken", "lost" ...; where it is empty, any but
        those that are no fit, lost, won or for later.
    untaken : bool
        Not those that the team has taken.
    has_door : bool
        With a path of ours into them.
    requests : bool
        Which asked for a demo or contact in the last 30 days, whatever their fit.
    persona_missing : tuple of str
        Where nobody is known of each of these personas of icp.toml.
    tags, without_tags : tuple of str
        With one of these tags, hidden or not; without all of these.
    shown_tags : tuple of str
        Tags whose companies are listed although `[hygiene]` hides them; "all" for all.
    """

    statuses: tuple[str, ...] = ("prospect",)
    country: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    where: tuple[str, ...] = field(default=())
    min_fit: float | None = None
    tiers: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    untaken: bool = False
    has_door: bool = False
    requests: bool = False
    persona_missing: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    shown_tags: tuple[str, ...] = ()

    def of_tiers(self) -> list[str]:
        """Return the tiers that are asked for, as they are spelled; raises UnknownNameError."""
        known = {tier.casefold(): tier for tier in TIERS}
        for tier in self.tiers:
            if tier.casefold() not in known:
                raise UnknownNameError("tier", tier, TIERS)
        return [known[tier.casefold()] for tier in self.tiers]

    def wants_disqualified(self) -> bool:
        """Return whether those are to be listed that break a rule of icp.toml."""
        return DISQUALIFIED in self.of_tiers()


# What the accounts are that a filter leaves out, in words.
_OTHERS = {
    "country": "in other countries",
    "industry": "of other industries",
    "size": "of other sizes",
    "owner": "of other owners",
}


def one_of(texts: NDArray[np.object_], words: Iterable[str]) -> NDArray[np.bool_]:
    """Return which of many texts are one of a few words."""
    marked = np.zeros(len(texts), dtype=bool)
    for word in words:
        marked |= texts == word
    return marked


def having_status(graph: Graph, filters: Filters) -> NDArray[np.bool_]:
    """Return which accounts of the graph are ranked; raises UnknownNameError for no status."""
    for status in filters.statuses:
        if status not in STATUSES:
            raise UnknownNameError("status", status, STATUSES)
    return np.isin(graph.accounts["status"].to_numpy(), filters.statuses)


def let_through(
    graph: Graph, fits: Vector, tiers: NDArray[np.object_], filters: Filters
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Give the accounts that each filter lets through, by what graph, fits and tiers say.

    Yields
    ------
    tuple of (str, array of bool)
        What those are in words that it leaves out ("in other countries"), and by position whether
        an account passes. Filters that are not set give nothing.

    Raises
    ------
    UnknownNameError
        If there is no such country, industry, size, owner, trait or tier.
    """
    for property, others in _OTHERS.items():
        wanted = getattr(filters, property)
        if wanted:
            yield others, _having(graph.accounts[property], property, wanted)
    for text in filters.where:
        yield f"without {text}", having_trait(graph, text)
    if filters.min_fit is not None:
        yield f"below fit {filters.min_fit:g}", reaches(fits, filters.min_fit)
    if filters.tiers:
        yield "of other tiers", one_of(tiers, filters.of_tiers())


def _having(values: pd.Series, property: str, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
    # Each distinct cell once: a market has few of them.
    places, cells = pd.factorize(values.fillna("").astype(str))
    listed = [{slug(each) for each in cell.split("; ")} for cell in cells]
    there = set().union(*listed) - {""}
    for each in wanted:
        if slug(each) not in there:
            known = sorted(set().union(*values.dropna().astype(str).str.split("; ")))
            hint = "" if known else f"No {property} is known of any account."
            raise UnknownNameError(property, each, known, hint)
    keys = {slug(each) for each in wanted}
    marked: NDArray[np.bool_] = np.array([bool(each & keys) for each in listed], dtype=bool)[places]
    return marked
