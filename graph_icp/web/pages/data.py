"""The data: what the market holds, the files that were loaded, and what was rejected of them."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from graph_icp.discovery.gaps import title
from graph_icp.market.gaps_report import readable, sentences
from graph_icp.web.columns import Column, capital
from graph_icp.web.parts import part_of
from graph_icp.web.rendering import held_of, market_of, page, waiting, worked_out
from graph_icp.web.routing import begins, shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from starlette.requests import Request
    from starlette.responses import Response

# The parts of the page, as tabs.
VIEWS = {
    "/data": "Overview",
    "/data/gaps": "Gaps",
    "/data/rejects": "Rejected rows",
    "/data/matches": "Uncertain matches",
}
# How many loads and rejected rows stand on a page, and how many reasons are offered.
ROWS, REASONS = 50, 30
# The most characters of a rejected row that are shown.
ORIGINAL = 400
_GAPS = {"unknown": "Unknown of the market", "of customers": "Unknown of customers"}
_QUOTED = re.compile(r"'.*'")
_KINDS = {
    "Account": "Companies",
    "Person": "People",
    "Technology": "Technologies",
    "Event": "Events",
    "Investor": "Investors",
    "Industry": "Industries",
    "Region": "Regions",
    "Country": "Countries",
    "SizeBand": "Bands of size",
    "RevenueBand": "Bands of revenue",
    "LifeStage": "Stages of life",
    "Maturity": "Levels of maturity",
    "Competitor": "Competitors",
    "Signal": "Kinds of signal",
    "Deal": "Deals",
    "Topic": "Topics",
    "CaseStudy": "Case studies",
}
_HELD = (Column("kind", "What"), Column("number", "Number", "number"))
_STATUSES = (Column("status", "Status"), Column("accounts", "Companies", "number"))
_COVERAGE = (
    Column("relation", "Relation"),
    Column("coverage", "Coverage", "share"),
    Column("accounts", "Companies", "number"),
    Column("traits", "Traits", "number"),
    Column("links", "Links", "number"),
)
_LOADS = (
    Column("file", "File"),
    Column("loader", "Kind"),
    Column("loaded_at", "Loaded", "short"),
    Column("as_of", "Tells of", "short"),
    Column("rows_read", "Rows", "number"),
    Column("rejected", "Rejected", "number"),
)
_REJECTS = (
    Column("file", "File"),
    Column("row", "Row", "number"),
    Column("reason", "Why"),
    Column("original", "The row"),
)


def overview(request: Request) -> Response:
    """Answer with what the market holds, and the files that were loaded."""
    found = worked_out(request, "summary", market_of(request).summary, "Counting what there is")
    loads = found["loads"].iloc[::-1]
    part = part_of(request, loads, ROWS)
    for row in part.rows:
        row["loaded_at"] = f"{row['loaded_at']:%Y-%m-%d %H:%M}"
    nodes, relations = found["nodes"], found["relations"]
    return page(
        request,
        "data",
        views=VIEWS,
        held=rows_of(nodes.assign(kind=nodes["kind"].replace(_KINDS))),
        statuses=rows_of(found["statuses"]),
        relations=[
            {**row, "relation": capital(title(row["relation"]))} for row in rows_of(relations)
        ],
        columns={"held": _HELD, "statuses": _STATUSES, "coverage": _COVERAGE, "loads": _LOADS},
        accounts=int(found["statuses"]["accounts"].sum()),
        has_customers="customer" in set(found["statuses"]["status"]),
        rejected=int(loads["rejected"].sum()),
        part=part,
    )


def rejects(request: Request) -> Response:
    """Answer with the rejected rows of each file's last load, all or those of one reason."""
    kind = request.query_params.get("reason", "")
    found = worked_out(request, "rejects", market_of(request).rejects, "Reading rejected rows")
    kinds = found["reason"].map(_kind_of)
    counted = kinds.value_counts()
    part = part_of(request, found[kinds == kind] if kind else found, ROWS)
    return page(
        request,
        "data_rejects",
        views=VIEWS,
        columns=_REJECTS,
        rows=[
            {**row, "file": PurePath(row["file"]).name, "original": _cut(row["original"] or "")}
            for row in part.rows
        ],
        kind=kind,
        kinds=[
            (each, int(many), f"/data/rejects?{urlencode({'reason': each})}")
            for each, many in counted.head(REASONS).items()
        ],
        more_kinds=max(0, len(counted) - REASONS),
        many=len(found),
        part=part,
    )


def gaps(request: Request) -> Response:
    """Answer with what is unknown of the market, once somebody asked for it."""
    work = held_of(request).gaps
    found, kept = work.made(begin=False), work.kept()
    if found is None and work.under_way():
        return waiting(
            request,
            work.last(),
            "Trying what each kind of data adds",
            "This takes up to some minutes; the page shows the gaps as soon as they are there.",
        )
    values: dict[str, Any] = {"found": found, "views": VIEWS, "under_way": work.under_way()}
    if found is not None and kept is not None:
        shown = readable(found.table)
        shown["relation"] = [capital(title(each)) for each in shown["relation"]]
        said = list(sentences(found))
        values |= {
            "said": [line for line in said if not line.startswith(" ")],
            "missing": [line.strip() for line in said if line.startswith(" ")],
            "columns": _gap_columns(shown),
            "rows": rows_of(shown),
            "made_at": kept.begun,
        }
    return page(request, "data_gaps", **values)


def _gap_columns(table: pd.DataFrame) -> tuple[Column, ...]:
    """Return the columns of the gaps, as `readable` has them."""
    names = [str(each) for each in table.columns]
    return tuple(Column(name, _GAPS.get(name, capital(name))) for name in names)


def _kind_of(reason: str) -> str:
    """Return a reason without the values that it quotes, so that it is the same of many rows."""
    return _QUOTED.sub("\N{HORIZONTAL ELLIPSIS}", reason)


def _cut(text: str) -> str:
    """Return a rejected row as it is shown: its cells in words, cut where they are very long."""
    try:
        cells = json.loads(text)
    except ValueError:
        cells = None
    if isinstance(cells, dict):
        text = ", ".join(f"{name}: {cell}" for name, cell in cells.items() if cell)
    return text if len(text) <= ORIGINAL else f"{text[:ORIGINAL]}..."


ROUTES = [
    shows("/data", overview),
    shows("/data/rejects", rejects),
    shows("/data/gaps", gaps),
    begins("/data/gaps", lambda held: held.gaps),
]
