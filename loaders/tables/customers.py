"""Customers, one per row, with what each is worth."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.crm_status import status, worth


def read(rows: Rows) -> None:
    """A row is a customer, unless its status says otherwise; any number may weight it."""
    account = company(rows)
    rows.statements.add_property(
        account, "status", pc.fill_null(rows.value("status", _standing), "customer")
    )
    rows.statements.add_property(account, "value", rows.value("value", worth, pa.float64()))
    keep_unknown_columns(rows, account)
    rows.statements.add_property(account, "customer_since", rows.day("since"))


def _standing(text: str) -> str | None:
    """Return a status; a customer that is active is one."""
    return "customer" if text.strip().casefold() in _ACTIVE else status(text)


_ACTIVE = ("active", "aktiv", "actif", "active customer", "activo", "attivo", "actief", "ativo")
_SINCE = (
    "kunde seit",
    "client depuis",
    "cliente desde",
    "cliente dal",
    "klant sinds",
    "kund sedan",
)

LOADERS = (
    Loader(
        name="customers",
        title="customers, one per row",
        columns=(
            *with_headers(
                COMPANY,
                company=("name", "customer", "kunde", "client", "cliente", "klant", "kund"),
                company_id=("id", "record id"),
            ),
            Column(
                "value",
                "how good a customer it is, above 0 and at most 1",
                ("worth", "weight", "customer value"),
            ),
            Column("status", "customer (also where empty), churned, bad fit, ...", ("type",)),
            Column("since", "customer since", ("customer since", *_SINCE)),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("value", "since")),
        read=read,
        example={
            "domain": "acme.example",
            "company": "Acme GmbH",
            "value": "0.8",
            "status": "customer",
            "since": "2022-01-15",
        },
        found="a table of your own; numbers in further columns can weigh customers in icp.toml",
    ),
)
