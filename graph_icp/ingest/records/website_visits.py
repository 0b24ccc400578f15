"""Signals of interest: companies' visits to our website."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import SHOWED, SIGNAL, VISITED
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import RejectRow, SkipValue, blank, number

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows

ANY_PAGE = "visited the website"
# No row stands for more than a billion.
_MOST_TIMES = 1e9


def visits(
    rows: Rows,
    visitors: Nodes,
    *,
    on: Array,
    times: Array,
    page: str = "",
    people: Nodes | None = None,
) -> None:
    """State that each row's company visited our website.

    Parameters
    ----------
    rows : Rows
    visitors : Nodes
        The companies, one per row; null where the visitor is unknown.
    on : array of date
    times : array of float
        The number of visits; null is one. Visits of one day in one file add up.
    page : str
        A column of our pages' addresses; where it is empty, the page is unknown.
    people : Nodes, optional
        Who of each company it was, one per row; null where that is unknown.
    """
    names = pc.fill_null(rows.value(page, visited), ANY_PAGE) if page else _everywhere(rows)
    signal = rows.statements.traits(SIGNAL, names, rows.every)
    count = pc.fill_null(times, 1.0)
    rows.statements.fact(SHOWED, visitors, signal, since=on, strength=count)
    if people is not None:
        # Whom no company employs says nothing of one.
        theirs = pc.if_else(visitors.keys.is_valid(), people.keys, pa.scalar(None, pa.string()))
        at_work = Nodes(people.kind, theirs, people.index)
        rows.statements.fact(VISITED, at_work, signal, since=on, strength=count, role=visitors.keys)


def _everywhere(rows: Rows) -> Array:
    return pa.array([ANY_PAGE] * len(rows), pa.string())


def times_of(rows: Rows, column: str) -> Array:
    """Return how often something was, null where it is not said; what is no count rejects its row.

    A count is a whole number from 1 to a billion.
    """

    def counted(text: str) -> float | None:
        found = number(text)
        if found is not None and not (1 <= found <= _MOST_TIMES and found.is_integer()):
            raise RejectRow(f"{column}: {text.strip()[:60]} is not a count")
        return found

    return rows.value(column, counted, pa.float64())


def once_a_row(rows: Rows) -> Array:
    """Return the count of rows that are one visit each."""
    return pa.repeat(1.0, len(rows))


def visited(page: str) -> str | None:
    """Return the name of one of our pages: its path, without host and query."""
    if blank(page):
        return None
    address = page.strip()
    if not _SCHEME.match(address):
        address = f"//{address}" if _HOST.match(address) else f"//-/{address.lstrip('/')}"
    try:
        path = urlsplit(address).path.rstrip("/")
    except ValueError as error:
        raise SkipValue(f"'{page[:60]}' is not an address of a page") from error
    kept = "/".join("…" if _OF_ONE.search(part) else part for part in path.split("/"))
    return f"visited {kept}" if path else None


# A part of a path that identifies one visitor: an address, or a token.
_OF_ONE = re.compile(r"@|%40|^(?=.*\d)[\w-]{20,}$", re.I)


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.I)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.(?!html?\b|php\b|aspx?\b)[a-z]{2,}([/:?#]|$)", re.I)
