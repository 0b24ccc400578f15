"""Case studies, one per row: what a customer uses us for, told on a page."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import CASE_STUDY, MAY_BE_NAMED, TOLD_IN
from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import UnknownWord, blank
from graph_icp.ingest.values.industries import industry
from graph_icp.ingest.values.tick_boxes import ticked
from graph_icp.ingest.values.web_links import web_link


def read(rows: Rows) -> None:
    """A row is a case study of a customer; where the column has no clear yes nobody is named."""
    account = company(rows)
    link, use = rows.value("link", web_link), rows.text("use case")
    said = pc.coalesce(link, use, rows.text("blurb"))
    rows.reject(said.is_null(), "no link, use case or blurb")
    _reject_repeated(rows, account, said)
    keys = pc.binary_join_element_wise(account.keys, pc.utf8_lower(said), "|")
    study = rows.statements.node(CASE_STUDY, keys, pc.coalesce(use, said), rows.every)
    rows.statements.fact(TOLD_IN, account, study)
    told = {
        "link": link,
        "use_case": use,
        "blurb": rows.text("blurb"),
        "industry": rows.value("industry", industry),
    }
    for name, values in told.items():
        rows.statements.add_property(study, name, values)
    if rows.has("may be named"):
        named = pc.fill_null(rows.value("may be named", _yes_or_no), "no")
        rows.statements.add_property(account, MAY_BE_NAMED, named)


def _reject_repeated(rows: Rows, account: Nodes, said: Array) -> None:
    """Reject rows of which an earlier one tells the same of the same customer."""
    seen: set[tuple[str, str]] = set()
    again = []
    for key, text in zip(account.keys.to_pylist(), said.to_pylist(), strict=True):
        told = (key or "", (text or "").casefold())
        again.append(told in seen and all(told))
        seen.add(told)
    rows.reject(pa.array(again, pa.bool_()), "the same case study stands above; keep one of them")


def _yes_or_no(text: str) -> str | None:
    if blank(text):
        return None
    tick = ticked(text)
    if tick is None:
        raise UnknownWord(f"'{text.strip()}' says neither yes nor no, so nobody is named")
    return "yes" if tick else "no"


# Here an address is that of the story.
_COMPANY = tuple(
    replace(each, headers=tuple(h for h in each.headers if h not in ("url", "web")))
    for each in COMPANY
)

LOADERS = (
    Loader(
        name="case-studies",
        title="case studies of customers, one per row",
        columns=(
            *with_headers(_COMPANY, company=("customer", "name")),
            Column("industry", "the industry that it speaks to", ("sector", "vertical")),
            Column("use case", "what the customer uses the product for", ("usecase", "use_case")),
            Column("link", "where it can be read", ("case study", "url", "story", "page")),
            Column("blurb", "it in a sentence", ("summary", "quote", "result", "teaser")),
            Column(
                "may be named",
                "whether prospects and partners may hear the customer's name: yes or no; without "
                "this column all may, and where its cell is empty nobody",
                ("may name", "can be named", "reference", "public", "nameable"),
            ),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("link",), ("use case", "blurb")),
        read=read,
        example={
            "customer": "Acme GmbH",
            "domain": "acme.example",
            "industry": "Logistics",
            "use case": "route planning",
            "link": "https://ours.example/stories/acme",
            "blurb": "Acme plans its routes in an hour, not a day.",
            "may be named": "yes",
        },
        found="a table of your own; the stories on your website",
    ),
)
