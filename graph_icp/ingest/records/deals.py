"""Deals: the company, outcome, amount and day of closing of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import DEAL, HAS_DEAL, slug
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.people import yes_or_no
from graph_icp.ingest.values.cells import SkipValue, number
from graph_icp.ingest.values.identifiers import id_in

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

# The columns of a deal; a loader adds the headers of its system.
DEALS = (
    Column("deal_id", "the deal's id in your system"),
    Column("deal", "what the deal is called", ("deal name", "deal - title")),
    Column("stage", "the stage it is in; closed won and closed lost end it", ("deal stage",)),
    Column("amount", "what it is worth", ("deal - value",)),
    Column("close_date", "the day on which it was or will be closed", ("closed on", "closed")),
)

# Columns of some systems that say the outcome apart from the stage.
OUTCOME = (
    Column("is_won", "whether it is won, where the system says so"),
    Column("is_closed", "whether it is closed, won or lost, where the system says so"),
)


def deal(
    rows: Rows, companies: Nodes, outcome: Array, *, system: str, closed: Array | None = None
) -> None:
    """Add each row's deal to its companies.

    Parameters
    ----------
    rows : Rows
        With the columns of DEALS.
    companies : Nodes
        The deal's companies, any number per row.
    outcome : array of str
        "won", "lost" or "open", one per row.
    system : str
        The system of the ids in `deal_id`. A deal without an id is known by its name and first
        company.
    closed : array of date, optional
        The days on which they were or will be closed; `close_date` where it is not given.
    """
    name = rows.text("deal")
    number_of = rows.value("deal_id", id_in(system))
    first = _first(companies, len(rows))
    key = pc.coalesce(
        pc.binary_join_element_wise(f"{system}:", number_of, ""),
        pc.binary_join_element_wise(f"{system}:", rows.parse_distinct(name, slug), "@", first, ""),
    )
    rows.reject(key.is_null(), "no deal id, and no deal name with a company")
    nobodys = first.is_null()
    rows.skip(nobodys, "deals without a company")
    rows.statements.node(DEAL, key, pc.coalesce(name, key), rows.every)
    index = pa.array(companies.index)
    rows.statements.add(
        "fact",
        companies.index,
        kind=HAS_DEAL.type,
        mention_kind=companies.kind.label,
        mention=companies.keys,
        other_kind=DEAL.label,
        other=key.take(index),
        # The expected day of closing may change for the same deal, so it is not `since`.
        since=pa.nulls(len(index), pa.date32()),
        amount=rows.value("amount", _amount, pa.float64()).take(index),
        outcome=outcome.take(index),
        closed_on=(rows.day("close_date") if closed is None else closed).take(index),
    )


def outcome_of(rows: Rows) -> Array:
    """Return "won", "lost" or "open" for each row's deal.

    Parameters
    ----------
    rows : Rows
        With any of OUTCOME, which count first, and `stage`, whose words decide the rest.
    """
    staged = rows.parse_distinct(pc.fill_null(rows.text("stage"), ""), outcome_of_stage)
    won = pc.coalesce(_is(rows, "is_won"), pc.equal(staged, "won"))
    closed = pc.coalesce(_is(rows, "is_closed"), pc.not_equal(staged, "open"))
    return pc.if_else(won, "won", pc.if_else(closed, "lost", "open"))


def _is(rows: Rows, column: str) -> Array:
    return pc.equal(rows.value(column, yes_or_no), "true")


# The most that a deal can be worth; a greater amount is a slip.
_MOST = 1e13


def _amount(text: str) -> float | None:
    found = number(text)
    if found is not None and abs(found) > _MOST:
        raise SkipValue(f"amount is more than anything is worth ({text.strip()})")
    return found


def outcome_of_stage(stage: str) -> str:
    """Return "won", "lost" or "open" by the words of a stage: "Closed Won (Sales Pipeline)"."""
    words = stage.casefold().replace("_", " ").replace("-", " ")
    plain = words.replace(" ", "")
    if "lost" in words or "not won" in words or plain.startswith(_LOST):
        return "lost"
    return "won" if "closedwon" in plain or not _WON.isdisjoint(words.split()) else "open"


_LOST = ("abandoned", "disqualified", "verloren", "perdu", "perdid")
_WON = frozenset({"won", "gewonnen", "gagné", "gagnée", "ganado", "ganada"})


def _first(nodes: Nodes, rows: int) -> Array:
    """Return the first key of each row, null where it has none."""
    keys: list[str | None] = [None] * rows
    for row, key in zip(nodes.index.tolist(), nodes.keys.to_pylist(), strict=True):
        if keys[row] is None:
            keys[row] = key
    return pa.array(keys, pa.string())
