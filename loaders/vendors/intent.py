"""Intent: topics that companies read about, from review sites and sellers of intent."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import SHOWED, SIGNAL
from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import number


def read(rows: Rows) -> None:
    """A row is a company that read about a topic in a week, with a score of how much."""
    account = company(rows)
    topic = rows.needed("topic", rows.text("topic"))
    names = pc.binary_join_element_wise("intent: ", topic, "")
    signal = rows.statements.traits(SIGNAL, names, rows.every)
    since = rows.day("week", first_day)
    score = rows.value("score", number, pa.float64())
    told = _greatest(account.keys, signal.keys, since, score)
    rows.statements.fact(
        SHOWED, account, Nodes(SIGNAL, told, rows.every), since=since, strength=score
    )


def first_day(text: str) -> str:
    """Return the Monday of a week such as "2026-W24"; any other text as it is."""
    match = _WEEK.fullmatch(text)
    if match is None:
        return text
    try:
        monday = datetime.date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError:
        return text
    return monday.isoformat()


_WEEK = re.compile(r"\s*(?P<year>\d{4})[- ]?W(?:eek)?[- ]?(?P<week>\d{1,2})\s*", re.I)


def _greatest(companies: Array, signals: Array, since: Array, score: Array) -> Array:
    """Return the signals, once per company and week: the one with the greatest score.

    Visits of one day add up; scores do not.
    """
    number = np.arange(len(signals))
    table = pa.table({"company": companies, "signal": signals, "since": since, "score": score})
    order = table.append_column("row", pa.array(number)).sort_by(
        [("score", "descending"), ("row", "ascending")]
    )
    first = order.group_by(["company", "signal", "since"], use_threads=False).aggregate(
        [("row", "first")]
    )
    greatest = pa.array(np.isin(number, first["row_first"].to_numpy()))
    return pc.if_else(greatest, signals, pa.scalar(None, pa.string()))


LOADERS = (
    Loader(
        name="intent",
        title="intent: which company read about which topic, by week",
        columns=(
            *COMPANY,
            Column(
                "topic",
                "what they read about",
                ("topic name", "intent topic", "topics"),
            ),
            Column(
                "score",
                "how much, by the seller's own scale",
                ("intent score", "surge score", "composite score", "topic score", "signal score"),
            ),
            Column("week", "the week (2026-W24) or a day of it", ("week of", "date", "week start")),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("topic",), ("score",)),
        read=read,
        example={
            "company": "Acme GmbH",
            "domain": "acme.example",
            "topic": "Warehouse software",
            "score": "74",
            "week": "2026-W24",
        },
        found="a review site's or intent seller's weekly list, as CSV",
    ),
)
