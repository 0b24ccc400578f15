"""Choices: what the accounts of a market have, by which a list can be narrowed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.graph.model import FEEDBACK
from graph_icp.hygiene.tags import TAGS
from graph_icp.reach.priority import LEVELS

if TYPE_CHECKING:
    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph

_COLUMNS = ("country", "industry", "size", "owner")


class Choice(NamedTuple):
    """A value, and how many accounts have it; None where they are not counted."""

    value: str
    accounts: int | None = None


Choices = dict[str, list[Choice]]


def choices(graph: Graph, icp: Icp) -> Choices:
    """Return by filter the values that it may have.

    Parameters
    ----------
    graph : Graph
        Of all accounts.
    icp : Icp

    Returns
    -------
    dict of str to list of Choice
        tier, intent, feedback, tag, persona_missing (in their own order); country, industry, size,
        owner (what the most accounts have first); where (relations, by how many accounts have any).
    """
    found = {
        "tier": list(map(Choice, TIERS)),
        "intent": list(map(Choice, LEVELS)),
        "feedback": list(map(Choice, FEEDBACK)),
        "tag": list(map(Choice, TAGS)),
        "persona_missing": [Choice(each.name) for each in icp.personas],
        "where": _most(
            {
                name: int((links.values.indptr[1:] > links.values.indptr[:-1]).sum())
                for name, links in graph.matrices.items()
            }
        ),
    }
    for column in _COLUMNS:
        counts: Counter[str] = Counter()
        for cell, many in graph.accounts[column].value_counts().items():
            counts.update(dict.fromkeys(filter(None, str(cell).split("; ")), int(many)))
        found[column] = _most(counts)
    return found


def _most(counts: dict[str, int]) -> list[Choice]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [Choice(*each) for each in ordered if each[1]]
