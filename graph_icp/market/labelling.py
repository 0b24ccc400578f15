"""Naming customers: from a file, or by what accounts have."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

from graph_icp.discovery.choosing import having_trait
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import STATUSES
from graph_icp.ingest.reading import open_table
from graph_icp.ingest.registry import named
from graph_icp.ingest.standing import status, worth
from graph_icp.ingest.values import Misunderstood, Refused
from graph_icp.market.finding import find_account
from graph_icp.market.resolving import derive

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph_icp.graph.store import Store

    Named = dict[int, tuple[str, float | None]]

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
    with store.transaction():
        told = dict(accounts)
        if verb == "remove":
            told = dict.fromkeys(accounts, ("prospect", None))
        if verb == "set":
            labelled = store.ask("labels")["id"].to_numpy().astype(np.int64)
            store.tell("forget_labels")
            derive(store, labelled)
            others = set(_customers(store)) - set(accounts)
            told |= dict.fromkeys(others, ("prospect", None))
        else:
            store.tell("forget_labels_of", pa.table({"id": pa.array(sorted(told), pa.int64())}))
        ids = sorted(told)
        labels = {
            "mention": pa.array(ids, pa.int64()),
            "status": pa.array([told[each][0] for each in ids], pa.string()),
            "value": pa.array([told[each][1] for each in ids], pa.float64()),
            "decided_on": pa.array([today] * len(ids), pa.date32()),
        }
        store.tell("record_labels", pa.table(labels))
        derive(store, np.array(ids, dtype=np.int64))
        return len(_customers(store))


def accounts_where(store: Store, conditions: Iterable[str]) -> Named:
    """Return the accounts that have all these traits, as customers: "uses=Elixir"."""
    graph = read_graph(store)
    having = np.ones(len(graph.accounts), dtype=bool)
    for condition in conditions:
        having &= having_trait(graph, condition)
    return {int(each): ("customer", None) for each in graph.accounts["id"][having]}


def accounts_in(store: Store, path: Path) -> tuple[Named, list[str]]:
    """Return the accounts that a file lists, and what in it names none that is known.

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
    loader = named("customers")
    found: Named = {}
    unknown: list[str] = []
    with open_table(path) as table:
        places = loader.places(table.header)
        bare = not places.keys() & {"domain", "company", "company_id"}
        if bare and len(table.header) > 1:
            raise FileError(
                f"{path}: its headers ({', '.join(table.header)}) have no column domain or "
                "company; name one of them so."
            )
        if bare:
            _note(store, table.header[0], ("customer", None), found, unknown)
        for batch in table.batches():
            for row in batch.rows.to_pylist():
                line = row.pop("_row")
                cells = {name: row[cell] for name, cell in places.items() if row[cell]}
                text = _naming(row, cells, bare=bare)
                if text:
                    _note(store, text, _standing(path, line, cells), found, unknown)
    if not found:
        raise FileError(
            f"{path}: none of its companies is in the store ({', '.join(unknown[:5])}); "
            "load the companies first, or check the names."
        )
    return found, unknown


def _naming(row: dict[str, str | None], cells: dict[str, str], *, bare: bool) -> str | None:
    if bare:
        return next(iter(row.values()))
    return cells.get("domain") or cells.get("company_id") or cells.get("company")


def _standing(path: Path, line: int, cells: dict[str, str]) -> tuple[str, float | None]:
    try:
        said = status(cells.get("status", "")) or "customer"
        return said, worth(cells.get("value", ""))
    except Refused as refusal:
        raise FileError(f"{path}, row {line}, column value: {refusal}.") from refusal
    except Misunderstood as doubt:
        raise FileError(
            f"{path}, row {line}: {doubt}; write one of {', '.join(STATUSES)}."
        ) from doubt


def _note(
    store: Store, text: str, standing: tuple[str, float | None], found: Named, unknown: list[str]
) -> None:
    try:
        found[int(str(find_account(store, text)["id"]))] = standing
    except UnknownNameError:
        unknown.append(text)


def _customers(store: Store) -> list[int]:
    rows = store.ask("labelled").to_pylist()
    return [row["id"] for row in rows if row["status"] == "customer"]
