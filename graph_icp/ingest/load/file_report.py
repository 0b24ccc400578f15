"""Report of one file of a load: its rows counted, and the rejected ones."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import BadRow
from graph_icp.ingest.records.file_audit import FileAudit

if TYPE_CHECKING:
    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.records.rows import Rows

# Why rows are passed over of which no text is kept.
SUPPRESSED = "suppressed"


@dataclass
class FileReport:
    """The result of loading one file.

    Attributes
    ----------
    file, loader : str
    understood : dict of str to str
        The file's header by the loader's name of the column.
    ignored : list of str
        Headers that are neither known nor kept.
    rows_read, accepted : int
    audit : FileAudit
    skipped, rejected, notes : Counter of str
        Why rows were passed over or rejected, and what was left out of accepted ones.
    first_rejected : dict of str to int
        By reason the first row that was rejected for it.
    """

    file: str
    loader: str
    understood: dict[str, str]
    ignored: list[str]
    rows_read: int = 0
    accepted: int = 0
    audit: FileAudit = field(default_factory=FileAudit)
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: dict[str, int] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def count(self, batch: Batch, rows: Rows) -> list[BadRow]:
        """Count a batch that was read, and return its rejected rows."""
        used = self.audit.kept | self.audit.opt_outs
        self.ignored = [each for each in self.ignored if each not in used]
        self.rows_read += len(rows) + len(batch.bad)
        self.accepted += len(rows) - len(rows.reasons) - len(rows.skipped)
        self.skipped.update(rows.skipped.values())
        self.skipped.update(batch.skipped)
        self.notes += rows.notes
        self.audit.remarks.update(dict.fromkeys(batch.remarks))
        refused = _refused(batch, rows)
        for each in refused:
            self.rejected[each.reason] += 1
            self.first_rejected.setdefault(each.reason, each.row)
        return refused

    def keep_out(self, rows: int) -> None:
        """Count rows of those who are suppressed, of which nothing is kept."""
        self.rows_read += rows
        self.skipped[SUPPRESSED] += rows

    def check(self) -> None:
        """Raise FileError if every row was rejected."""
        if self.accepted or not self.rejected:
            return
        reason, times = self.rejected.most_common(1)[0]
        raise FileError(
            f"{self.file}: no row could be used; row {self.first_rejected[reason]}: {reason}"
            + (f" (and so {times - 1} more)" if times > 1 else "")
            + "; correct it and load the file again."
        )


def _refused(batch: Batch, rows: Rows) -> list[BadRow]:
    """Return the rows that could not be read, and those that the loader rejected, as JSON."""
    lines = batch.rows["_row"]
    refused = list(batch.bad)
    for place, reason in sorted(rows.reasons.items()):
        cells = batch.rows.slice(place, 1).drop_columns(["_row"]).to_pylist()[0]
        original = cells if rows.audit.options.people else {}
        text = json.dumps(original, ensure_ascii=False)
        refused.append(BadRow(lines[place].as_py(), reason, text))
    return refused


def rejects(load: int, file: str, refused: list[BadRow]) -> pa.Table:
    """Return rejected rows as the store keeps them: load, file, row, reason, original."""
    return pa.table(
        {
            "load": pa.array([load] * len(refused), pa.int32()),
            "file": pa.array([file] * len(refused), pa.string()),
            "row": pa.array([each.row for each in refused], pa.int64()),
            "reason": pa.array([each.reason for each in refused], pa.string()),
            "original": pa.array([each.text for each in refused], pa.string()),
        }
    )
