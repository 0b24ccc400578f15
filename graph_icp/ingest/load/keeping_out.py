"""Rows of those who are suppressed, left out before anything of them is kept or counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.identity.suppression import Suppressed
from graph_icp.ingest.load.suppressed_rows import kept_out, names_suppressed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from graph_icp.graph.store import Store
    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.load.file_report import FileReport
    from graph_icp.ingest.records.rows import Rows


def suppressed_in(store: Store, today: datetime.date) -> Suppressed | None:
    """Return who is suppressed in a store on a day, None for nobody.

    The day until which somebody is suppressed is the last one.
    """
    rows = store.dump("suppressed").to_pylist()
    tokens = {
        row["token"]: row["kind"] for row in rows if row["until"] is None or row["until"] >= today
    }
    if not tokens:
        return None
    return Suppressed(store.dump("token_secret")["secret"][0].as_py(), tokens)


def without_suppressed(
    batch: Batch,
    read: Callable[[Batch], Rows],
    report: FileReport,
    suppressed: Suppressed,
    store: Store,
) -> tuple[Batch, Rows]:
    """Read a batch without the rows of those who are suppressed, and count these.

    Where there are any, the others are read anew, so that nothing of the former is in the audit.

    Parameters
    ----------
    batch : Batch
    read : callable
        Reads a batch, and counts in the report's audit.
    report : FileReport
    suppressed : Suppressed
    store : Store
        Into which it is loaded: what it knows of companies tells which of them rows name.

    Returns
    -------
    batch : Batch
        The rest.
    rows : Rows
        The same, read.
    """
    before = report.audit.copy()
    rows = read(batch)
    found = kept_out(rows, suppressed, store)
    unreadable = tuple(each for each in batch.bad if not names_suppressed(each.text, suppressed))
    times = int(found.rows.sum()) + len(batch.bad) - len(unreadable)
    if times:
        report.keep_out(times)
        report.audit = before
        batch = replace(batch, rows=batch.rows.filter(pa.array(~found.rows)), bad=unreadable)
        rows = read(batch)
    found.leave_out(rows)
    return batch, rows
