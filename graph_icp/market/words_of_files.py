"""Values that users name, in the words that files are read into."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from graph_icp.discovery.selectors import parted, relations_called, there
from graph_icp.errors import UnknownNameError
from graph_icp.ingest.values.cells import RejectRow, SkipValue, country, size_band
from graph_icp.ingest.values.industries import industry

if TYPE_CHECKING:
    from graph_icp.graph.matrix import Graph


def as_told(relation: str, text: str) -> str:
    """Return a country's code, an industry's name or a size's band; other texts as they are.

    Parameters
    ----------
    relation : str
        "country", "industry", "size" or any other.
    text : str
        "Berlin, Germany", "Transportation/Logistics", "medium".

    Raises
    ------
    SkipValue
        If it is no country.
    """
    if relation == "country":
        return country(text) or text
    if relation == "industry":
        return industry(text) or text
    if relation == "size":
        with suppress(SkipValue, RejectRow):
            return size_band(text) or text
    return text


def selector_as_told(graph: Graph, text: str) -> str:
    """Return "relation=trait" in the words of the market, where it has none of the user's."""
    word, mark, trait = parted(text)
    if not mark or there(graph, text):
        return text
    with suppress(SkipValue, UnknownNameError):
        return f"{word}{mark}{as_told(relations_called(word, graph.matrices)[0], trait)}"
    return text
