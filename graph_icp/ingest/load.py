"""Loading: files to the store's tables, with a record of each file and every refused row."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.errors import FileError
from graph_icp.ingest.registry import UnknownHeaderError, recognise
from graph_icp.ingest.rows import Rows
from graph_icp.ingest.values import Refused, day
from graph_icp.ingest.writing import Counts, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.ingest.loader import Loader
    from graph_icp.ingest.reading import Batch
    from graph_icp.ingest.sources import Source

    Progress = Callable[[str, float], None]

# Rows of one table that are gathered before they go to the store together.
TOGETHER = 200_000

# Files of a folder that are told of, where none of them could be loaded.
_NAMED = 3


@dataclass
class FileReport:
    """What became of one file."""

    file: str
    loader: str
    understood: dict[str, str]
    ignored: list[str]
    rows_read: int = 0
    accepted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: dict[str, int] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)


@dataclass
class Loaded:
    """What became of a load.

    Attributes
    ----------
    files : list of FileReport
    counts : dict of str to Counts
        By table of the model: node, naming, same_as, property, fact.
    touched : array of int
        The ids of the nodes that were told of.
    passed_over : list of str
        Why files of a folder were not loaded.
    """

    files: list[FileReport]
    counts: dict[str, Counts]
    touched: NDArray[np.int64]
    passed_over: list[str]


def load_sources(
    store: Store,
    sources: Iterable[Source],
    *,
    as_of: datetime.date | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Load files, or what else opens as a table, into the store; call it inside a transaction.

    Parameters
    ----------
    store : Store
        Open for writing.
    sources : iterable of Source
    as_of : date, optional
        When rows without a date of their own are true; today where it is not given.
    progress : callable, optional
        Called with a source's name and the share of it that is read.

    Raises
    ------
    FileError
        If one cannot be read or recognised, none of its rows was accepted, or `as_of` lies
        outside the years that dates may have.
    """
    today = as_of or datetime.datetime.now().astimezone().date()
    try:
        day(today.isoformat())
    except Refused as refusal:
        raise FileError(f"The load cannot be as of that day: {refusal}.") from refusal
    loading = _Loading(store, today, progress or (lambda _file, _share: None))
    for source in sources:
        loading.source(source)
    return loading.finished()


@dataclass
class _Loading:
    """A load under way."""

    store: Store
    as_of: datetime.date
    progress: Progress
    files: list[FileReport] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    waiting: dict[str, list[pa.Table]] = field(default_factory=dict)
    touched: list[NDArray[np.int64]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    name: str = ""

    def source(self, source: Source) -> None:
        """Load one source; one of no known kind is passed over if it is tolerant."""
        self.name = source.name
        with source.open() as table:
            try:
                loader = source.chosen or recognise(source.name, table.header)
            except UnknownHeaderError as unknown:
                if not source.tolerant:
                    raise
                self.passed_over.append(str(unknown))
                return
            places = loader.places(table.header)
            if loader.missing(table.header):
                raise FileError(
                    f"{source.name}: {loader.name} also needs {loader.lacks(table.header)}; "
                    f"its headers are {', '.join(table.header)}."
                )
            ignored = [cell for cell in table.header if cell not in places.values()]
            report = FileReport(source.name, loader.name, places, ignored)
            number = 1 + self.store.ask("last_load")["id"][0].as_py()
            for batch in table.batches():
                self._batch(batch, loader, source.told_by or loader.name, report, number)
                self.progress(source.name, table.position() / max(table.size, 1))
        if not report.rows_read:
            self._empty(source)
            return
        self._write(number)
        self._finish_file(report, number)

    def _empty(self, source: Source) -> None:
        sentence = f"{source.name} has headers but no rows."
        if not source.tolerant:
            raise FileError(sentence)
        self.passed_over.append(sentence)

    def finished(self) -> Loaded:
        if not self.files:
            first = " ".join(self.passed_over[:_NAMED])
            more = len(self.passed_over) - _NAMED
            raise FileError(first + (f" So do {more} more files." if more > 0 else ""))
        touched = np.unique(np.concatenate([np.empty(0, np.int64), *self.touched]))
        nodes = self.counts.setdefault("node", Counts())
        nodes.unchanged = max(len(touched) - nodes.new - nodes.changed, 0)
        return Loaded(self.files, self.counts, touched, self.passed_over)

    def _batch(
        self, batch: Batch, loader: Loader, told_by: str, report: FileReport, number: int
    ) -> None:
        rows = Rows(batch.rows, report.understood, told_by, self.as_of)
        loader.read(rows)
        pieces = rows.pieces()
        for what, piece in pieces.items():
            each = _named_once(piece) if what == "node" else piece
            self.waiting.setdefault(what, []).append(each)
        report.ignored = [header for header in report.ignored if header not in rows.beside]
        report.rows_read += len(rows) + len(batch.bad)
        report.accepted += len(rows) - len(rows.reasons)
        report.notes += rows.notes
        self._keep_rejects(batch, rows, report, number)
        if max(sum(map(len, pieces)) for pieces in self.waiting.values()) > TOGETHER:
            self._write(number)

    def _keep_rejects(self, batch: Batch, rows: Rows, report: FileReport, number: int) -> None:
        refused = [(bad.row, bad.reason, bad.text) for bad in batch.bad]
        lines = batch.rows["_row"]
        for place, reason in sorted(rows.reasons.items()):
            original = batch.rows.slice(place, 1).drop_columns(["_row"]).to_pylist()[0]
            refused.append((lines[place].as_py(), reason, json.dumps(original, ensure_ascii=False)))
        for row, reason, _ in refused:
            report.rejected[reason] += 1
            report.first_rejected.setdefault(reason, row)
        rows_, reasons, originals = zip(*refused, strict=True) if refused else ((), (), ())
        kept = {
            "load": pa.array([number] * len(refused), pa.int32()),
            "file": pa.array([report.file] * len(refused), pa.string()),
            "row": pa.array(rows_, pa.int64()),
            "reason": pa.array(reasons, pa.string()),
            "original": pa.array(originals, pa.string()),
        }
        self.store.tell("record_rejects", pa.table(kept))

    def _write(self, number: int) -> None:
        """Hand over what waits, and count."""
        waiting, self.waiting = self.waiting, {}
        told = {
            what: pa.concat_tables(pieces, promote_options="default")
            for what, pieces in waiting.items()
        }
        if "node" not in told:
            return
        told["node"] = _named_once(told["node"])
        self.touched.append(write(self.store, told, number, self.counts, self._writing))

    def _writing(self, what: str, share: float) -> None:
        self.progress(f"{self.name}: {what}", share)

    def _finish_file(self, report: FileReport, number: int) -> None:
        if not report.accepted:
            reason, times = report.rejected.most_common(1)[0]
            row = report.first_rejected[reason]
            raise FileError(
                f"{report.file}: no row could be used; row {row}: {reason}"
                + (f" (and so {times - 1} more)" if times > 1 else "")
                + "; correct it and load the file again."
            )
        self.files.append(report)
        self.store.tell(
            "record_load",
            id=number,
            file=report.file,
            loader=report.loader,
            as_of=self.as_of,
            loaded_at=datetime.datetime.now(),
            rows_read=report.rows_read,
            accepted=report.accepted,
            rejected=report.rejected.total(),
        )


def _named_once(nodes: pa.Table) -> pa.Table:
    """Return each node once: rows name the same few over and over."""
    once = nodes.unify_dictionaries().group_by(["kind", "key"]).aggregate([("name", "min")])
    return once.rename_columns({"name_min": "name"})
