"""Deals: the company, outcome, amount, and days of opening and closing of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import DEAL, HAS_DEAL, slug
from graph_icp.ingest.records.amounts import AMOUNT, money
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.people import yes_or_no
from graph_icp.ingest.values.deal_stages import outcome_of_stage, stage_key
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
    *AMOUNT,
    Column("close_date", "the day on which it was or will be closed", ("closed on", "closed")),
    Column(
        "opened_on",
        "the day on which it was opened: intent before it tells what signals are worth",
        ("create date", "created date", "created on", "created time", "created", "opened"),
    ),
    Column(
        "competitor",
        "whom else the company considers, in a list",
        (
            *("competitors", "main competitor", "main competitors", "main competitor(s)"),
            *("maincompetitors__c", "competitor__c", "primary competitor", "deal - competitor"),
        ),
    ),
    Column(
        "note",
        "a text about the deal, which may name a competitor",
        (
            *("notes", "deal note", "deal notes", "deal description", "next step", "nextstep"),
            *("deal - note", "deal - notes"),
        ),
    ),
)

# Columns of some systems that say the outcome apart from the stage.
OUTCOME = (
    Column("is_won", "whether it is won, where the system says so"),
    Column("is_closed", "whether it is closed, won or lost, where the system says so"),
)


def deal(
    rows: Rows, companies: Nodes, outcome: Array, *, system: str, closed: Array | None = None
) -> Nodes:
    """Add each row's deal to its companies, and return the deals, one per row.

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
    refused = pc.is_in(pa.array(rows.every), pa.array(list(rows.reasons), pa.int64()))
    rows.skip(pc.and_not(first.is_null(), refused), "deals without a company")
    deals = rows.statements.node(DEAL, key, pc.coalesce(name, key), rows.every)
    rows.statements.add_property(deals, "competitor", rows.text("competitor"))
    if rows.audit.options.people:
        rows.statements.add_property(deals, "note", rows.text("note"))
    index = pa.array(companies.index)
    worth = money(rows)
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
        amount=worth.amount.take(index),
        # Of a deal its currency, and what one unit of it is worth.
        role=worth.currency.take(index),
        strength=worth.rate.take(index),
        outcome=outcome.take(index),
        opened_on=rows.day("opened_on").take(index),
        closed_on=(rows.day("close_date") if closed is None else closed).take(index),
    )
    return deals


def outcome_of(rows: Rows) -> Array:
    """Return "won", "lost" or "open" for each row's deal; null where the stage is not certain.

    Parameters
    ----------
    rows : Rows
        With any of OUTCOME, which count first, and `stage`, whose words decide the rest.
    """
    is_won, is_closed = _is(rows, "is_won"), _is(rows, "is_closed")
    told = pc.or_kleene(is_won, pc.and_(is_won.is_valid(), is_closed.is_valid()))
    staged = staged_outcome(rows, pc.fill_null(told, False))
    won = pc.coalesce(is_won, pc.equal(staged, "won"))
    closed = pc.coalesce(is_closed, pc.not_equal(staged, "open"))
    return pc.if_else(
        won, "won", pc.if_else(closed, "lost", pc.if_else(closed.is_valid(), "open", None))
    )


def staged_outcome(rows: Rows, told: Array) -> Array:
    """Return "won", "lost" or "open" by the words of each row's stage; null for uncertain ones.

    What the user says of a stage counts first.

    Parameters
    ----------
    rows : Rows
        With `stage`.
    told : array of bool
        The rows whose outcome another column says: their stages are not looked at.
    """
    stages = pc.if_else(told, pa.scalar(None, pa.string()), rows.text("stage"))
    said = {stage_key(stage): outcome for stage, outcome in rows.audit.options.stages.items()}

    def outcome(stage: str) -> str:
        return said.get(stage_key(stage)) or outcome_of_stage(stage)

    found = rows.parse_distinct(stages, outcome, column="stage")
    unknown = pc.and_(found.is_null(), stages.is_valid())
    if pc.any(unknown).as_py():
        first = pc.min(stages.filter(unknown)).as_py()
        rows.audit.remarks[
            f"{rows.places['stage']}: say what uncertain stages mean under [stages] in icp.toml "
            f'("{first}" = "won", "lost" or "open") and load the file again, or add a column that '
            "says it: --map is_won=COLUMN"
        ] = None
    return pc.if_else(stages.is_null(), "open", found)


def outcome_by_status(rows: Rows) -> Array:
    """Return "won", "lost" or "open" by the words of a status, else by the stage.

    Parameters
    ----------
    rows : Rows
        With `status`, and `stage`; null where neither is certain.
    """
    said = rows.value("status", outcome_of_stage)
    return pc.coalesce(said, staged_outcome(rows, said.is_valid()))


def _is(rows: Rows, column: str) -> Array:
    return pc.equal(rows.value(column, yes_or_no), "true")


def _first(nodes: Nodes, rows: int) -> Array:
    """Return the first key of each row, null where it has none."""
    keys: list[str | None] = [None] * rows
    for row, key in zip(nodes.index.tolist(), nodes.keys.to_pylist(), strict=True):
        if keys[row] is None:
            keys[row] = key
    return pa.array(keys, pa.string())
