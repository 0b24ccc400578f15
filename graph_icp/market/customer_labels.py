"""Naming customers: from a file, or by what accounts have."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

from graph_icp.discovery.selectors import having_trait
from graph_icp.errors import FileError
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import STATUSES
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.registry import named
from graph_icp.ingest.records.companies import NAMED_BY
from graph_icp.ingest.values.cells import RejectRow, SkipValue
from graph_icp.ingest.values.crm_status import status, worth
from graph_icp.market.lookup import accounts_meant
from graph_icp.market.resolving import derive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from graph_icp.graph.store import Store

    Standing = tuple[str, float | None]
    Named = dict[int, Standing]

Verb = Literal["set", "add", "remove"]


def label_accounts(store: Store, verb: Verb, accounts: Named) -> int:
    """Give accounts the status that a person says, and return how many are customers then.

    Parameters
    ----------
    store : Store
        Open for writing.
    verb : "set", "add" or "remove"
        `set` makes these the only customers, `add` makes them customers too, `remove` makes
        them prospects.
    accounts : dict
        By account id: status and worth.
    """
    today = datetime.datetime.now().astimezone().date()

    def write() -> int:
        told = dict(accounts)
        if verb == "remove":
            told = dict.fromkeys(accounts, ("prospect", None))
        if verb == "set":
            labelled = store.ask("derive/labels")["id"].to_numpy().astype(np.int64)
            store.clear("label")
            derive(store, labelled)
            others = set(_customers(store)) - set(accounts)
            told |= dict.fromkeys(others, ("prospect", None))
        else:
            store.tell(
                "derive/forget_labels_of", pa.table({"id": pa.array(sorted(told), pa.int64())})
            )
        ids = sorted(told)
        labels = {
            "mention": pa.array(ids, pa.int64()),
            "status": pa.array([told[each][0] for each in ids], pa.string()),
            "value": pa.array([told[each][1] for each in ids], pa.float64()),
            "decided_on": pa.array([today] * len(ids), pa.date32()),
        }
        store.insert("label", pa.table(labels))
        derive(store, np.array(ids, dtype=np.int64))
        return len(_customers(store))

    return store.run(write)


def accounts_where(store: Store, conditions: Iterable[str]) -> Named:
    """Return the accounts that have all these traits, as customers: "uses=Elixir"."""
    graph = read_graph(store)
    having = np.ones(len(graph.accounts), dtype=bool)
    for condition in conditions:
        having &= having_trait(graph, condition)
    return {int(each): ("customer", None) for each in graph.accounts["id"][having]}


def accounts_in(store: Store, path: Path) -> tuple[Named, list[str]]:
    """Return the accounts that a file lists, and what in it names no account.

    Parameters
    ----------
    store : Store
    path : Path
        A file with a header that names a domain or a company, and maybe value and status; or
        one with a domain or name a line and no header.

    Raises
    ------
    FileError
        If it cannot be read, or none of its accounts is known.
    """
    standings, passed_over = _listed(path)
    meant = accounts_meant(store, standings)
    found = {
        next(iter(meant[text])): standing
        for text, standing in standings.items()
        if len(meant[text]) == 1
    }
    passed_over += [text for text in standings if not meant[text]]
    passed_over += [f"{text} (the name of several)" for text in standings if len(meant[text]) > 1]
    if not found:
        raise FileError(
            f"{path}: it names no company of the store ({', '.join(passed_over[:5])}); "
            "load the companies first, or check the names."
        )
    return found, passed_over


def _naming(header: Sequence[str]) -> set[str]:
    """Return the columns of a header that name a company."""
    return named("customers").places(header).keys() & set(NAMED_BY)


def _listed(path: Path) -> tuple[dict[str, Standing], list[str]]:
    """Return the companies that a file names, with their standing, and its unreadable rows."""
    loader = named("customers")
    listed: dict[str, Standing] = {}
    unreadable: list[str] = []
    with open_table(path, knows=lambda header: bool(_naming(header))) as table:
        places = loader.places(table.header)
        bare = not _naming(table.header)
        if bare and len(table.header) > 1:
            raise FileError(
                f"{path}: its headers ({', '.join(table.header)}) have no column domain or "
                "company; name one of them so."
            )
        if bare:
            listed[table.header[0]] = ("customer", None)
            places = {"company": table.header[0]}
        for batch in table.batches():
            unreadable += [f"row {bad.row}, which {bad.reason}" for bad in batch.bad]
            for row in batch.rows.to_pylist():
                cells = {name: row[cell] for name, cell in places.items() if row[cell]}
                text = next((cells[name] for name in NAMED_BY if name in cells), None)
                if text:
                    listed[text] = _standing(path, row["_row"], cells)
    return listed, unreadable


def _standing(path: Path, line: int, cells: dict[str, str]) -> Standing:
    try:
        said = status(cells.get("status", "")) or "customer"
    except SkipValue as doubt:
        raise FileError(
            f"{path}, row {line}: {doubt}; write one of {', '.join(STATUSES)}."
        ) from doubt
    try:
        return said, worth(cells.get("value", ""))
    except (RejectRow, SkipValue) as wrong:
        raise FileError(f"{path}, row {line}, column value: {wrong}.") from wrong


def _customers(store: Store) -> list[int]:
    rows = store.ask("read/labelled").to_pylist()
    return [row["id"] for row in rows if row["status"] == "customer"]
