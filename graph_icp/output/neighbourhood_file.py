"""A neighbourhood in a file: a page to look at, or a graph for other programs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, UnknownNameError
from graph_icp.output import graph_files
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    import networkx as nx

    from graph_icp.output.pages.account_page import Approach, Card

FORMATS = ("html", *graph_files.FORMATS)


def write_neighbourhood(
    graph: nx.Graph[str],
    card: Card,
    path: Path | None = None,
    format: str | None = None,
    approach: Approach | None = None,
) -> Path:
    """Write a neighbourhood to a file and return its path.

    Parameters
    ----------
    graph : networkx.Graph
        From `graph_icp.discovery.ranking.neighbourhood`.
    card : Card
        The account's card, on which a page opens.
    path : Path, optional
        The file; by default named after the account, in the current folder.
    format : str, optional
        "html", "graphml", "gexf" or "json"; by default from the path's ending.
    approach : Approach, optional
        How to approach the account, which a page shows too.

    Raises
    ------
    FileError
        If the ending is not a format's, or the file cannot be written.
    UnknownNameError
        If there is no such format.
    """
    ending = path.suffix.removeprefix(".").lower() if path else "html"
    how = format or ending
    if format is None and ending not in FORMATS:
        known = ", ".join(f".{each}" for each in FORMATS)
        raise FileError(f"{path} does not say which format to write; end its name in {known}.")
    if how not in FORMATS:
        raise UnknownNameError("format", how, FORMATS)
    target = path or Path(f"{_file_name(str(graph.graph['account']))}.{how}")
    text = _page(card, graph, approach) if how == "html" else graph_files.graph_text(graph, how)
    write_text(target, text)
    return target


def _page(card: Card, graph: nx.Graph[str], approach: Approach | None) -> str:
    from graph_icp.output.pages.account_page import account_page

    return account_page(card, graph, approach)


def _file_name(key: str) -> str:
    return re.sub(r"[^\w.-]+", "-", key.partition(":")[2]).strip("-.") or "neighbourhood"
