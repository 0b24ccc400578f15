"""Parts of long tables: so many rows on a page, and the addresses of those before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graph_icp.web.asked import LONGEST, number
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from starlette.requests import Request

    from graph_icp.web.rows import Row

# How many rows stand on a page.
ROWS = 100


@dataclass(frozen=True)
class Part:
    """Rows of a table that stand together.

    Attributes
    ----------
    rows : list of dict
    first, last, total : int
        The places of the first and the last, from 1 on, and how many rows the table has.
    before, after : str
        The addresses of the other parts, "" where there is none.
    """

    rows: list[Row]
    first: int
    last: int
    total: int
    before: str
    after: str


def part_of(request: Request, table: pd.DataFrame, most: int = ROWS, name: str = "start") -> Part:
    """Return the part of a table for which an address asks; raises AddressError.

    Parameters
    ----------
    request : Request
    table : DataFrame
    most : int
        The most rows of a part.
    name : str
        Under which an address says how many rows come before: a page may have several tables.
    """
    start = int(number(request.query_params.get(name, "").strip() or "0", 10**9, name))
    rows = rows_of(table.iloc[start : start + most])
    return part_at(
        *(start, rows, len(table), most), lambda start: address_of(request, **{name: start or None})
    )


def part_at(
    start: int, rows: list[Row], total: int, most: int, address: Callable[[int], str]
) -> Part:
    """Return a part of a table of which its rows alone are at hand.

    Parameters
    ----------
    start : int
        How many rows come before.
    rows : list of dict
    total : int
        How many rows the table has.
    most : int
        The most rows of a part.
    address : function
        Returns the address of the part before which so many rows come.
    """
    last = start + len(rows)
    before = address(max(0, start - most)) if start else ""
    after = address(start + most) if rows and last < total else ""
    return Part(rows, start + 1, last, total, before, after)


def address_of(request: Request, **changed: object) -> str:
    """Return the address of a page with some of it changed; what is None goes."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name != "done" and name not in changed and len(value) <= LONGEST
    ]
    asked = urlencode([*kept, *((name, value) for name, value in changed.items() if value)])
    return f"{request.url.path}?{asked}" if asked else request.url.path
