"""Loading: files to the store's tables, with a record of each file and every refused row."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import FileError
from graph_icp.graph.model import EDGES
from graph_icp.identity.domains import registrable_domain
from graph_icp.identity.names import clean_company
from graph_icp.ingest.load.full_export import Ended, Replacing
from graph_icp.ingest.load.header_mapping import header_key, is_meant, mapped, remembered
from graph_icp.ingest.load.registry import UnknownHeaderError, known, recognise
from graph_icp.ingest.load.upsert import Counts, write
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.ingest.records.loader import plain
from graph_icp.ingest.records.rows import REASON, Rows
from graph_icp.ingest.values.cells import RejectRow, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.files.open_table import Batch
    from graph_icp.ingest.load.inputs import Source
    from graph_icp.ingest.load.upsert import Touched
    from graph_icp.ingest.records.loader import Loader

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
    audit: FileAudit = field(default_factory=FileAudit)
    skipped: Counter[str] = field(default_factory=Counter)
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
    touched : dict of str to array of int
        The ids of the nodes that were told of, by kind.
    passed_over : list of str
        Why files of a folder were not loaded.
    ended : list of Ended
        What sources told before and do not tell now, where the files replace it.
    edges : set of str
        The types of the edges that were told.
    changes : set of str
        The types of the edges and the properties that were told, or are not told any more.
    """

    files: list[FileReport]
    counts: dict[str, Counts]
    touched: Touched
    passed_over: list[str]
    ended: list[Ended]
    edges: set[str]
    changes: set[str]


def load_sources(
    store: Store,
    sources: Iterable[Source],
    *,
    as_of: datetime.date | None = None,
    options: LoadOptions | None = None,
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
    options : LoadOptions, optional
        How to read them.
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
    except RejectRow as refusal:
        raise FileError(f"The load cannot be as of that day: {refusal}.") from refusal
    options = options or LoadOptions()
    replacing = Replacing(store, insisted=options.replace > 1) if options.replace else None
    loading = _Loading(store, today, options, progress or (lambda _file, _share: None), replacing)
    for source in sources:
        loading.source(source)
    return loading.finished()


@dataclass
class _Loading:
    """A load under way."""

    store: Store
    as_of: datetime.date
    options: LoadOptions
    progress: Progress
    replacing: Replacing | None
    files: list[FileReport] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    waiting: dict[str, list[pa.Table]] = field(default_factory=dict)
    counts_held: list[pa.Table] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    edges: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    name: str = ""

    @cached_property
    def remembered(self) -> dict[str, tuple[Loader, dict[str, str]]]:
        """What the user said earlier of headers."""
        return remembered(self.store)

    @cached_property
    def last(self) -> int:
        """The number of the last load before this one."""
        last: int = self.store.ask("load/last_load")["id"][0].as_py()
        return last

    def source(self, source: Source) -> None:
        """Load one source; one of no known kind is passed over if it is tolerant."""
        self.name = source.name
        with source.open(lambda header: self._fits(source, header)) as table:
            try:
                loader, places = self._meaning(source, table.header)
            except UnknownHeaderError as unknown:
                if not source.tolerant:
                    raise
                self.passed_over.append(str(unknown))
                return
            read = set(places.values())
            ignored = [cell for cell in table.header if cell not in read]
            report = FileReport(
                source.name, loader.name, places, ignored, audit=FileAudit(self.options)
            )
            number = self.last + len(self.files) + 1
            told_by = source.told_by or loader.name
            if self.replacing:
                self.replacing.replaces.setdefault(told_by, loader.replaces)
            unused = loader.leaves_out(table.header)
            for batch in table.batches():
                self._batch(batch, loader, told_by, unused, report, number)
                self.progress(source.name, table.position() / max(table.size, 1))
        if not report.rows_read:
            self._empty(source)
            return
        if self.counts_held:
            self.waiting.setdefault("fact", []).extend(self.counts_held)
            self.counts_held = []
        self._write(number)
        self._finish_file(report, number)

    def _fits(self, source: Source, header: Sequence[str]) -> bool:
        """Return whether a row of a file is a header that can be read."""
        if is_meant(header, self.options.columns):
            return True
        if source.chosen:
            return not source.chosen.missing(header)
        return known(header) or header_key(header) in self.remembered

    def _meaning(self, source: Source, header: Sequence[str]) -> tuple[Loader, dict[str, str]]:
        """Return the loader of a header and the column in which each that it knows stands.

        What the user says of the columns counts first, then what was said of this header
        earlier, then the headers that loaders know.
        """
        if is_meant(header, self.options.columns):
            return mapped(self.store, source, header, self.options.columns)
        said, places = self.remembered.get(header_key(header), (None, {}))
        if said and source.chosen in (None, said):
            cells = {plain(cell): cell for cell in header}
            return said, {name: cells[cell] for name, cell in places.items()}
        try:
            loader = source.chosen or recognise(source.name, header)
        except UnknownHeaderError:
            if self.options.columns and not source.tolerant:
                mapped(self.store, source, header, self.options.columns)  # says what is missing
            raise
        if loader.missing(header):
            raise FileError(
                f"{source.name}: {loader.name} also needs {loader.lacks(header)}; "
                f"its headers are {', '.join(header)}."
            )
        return loader, loader.places(header)

    def _empty(self, source: Source) -> None:
        sentence = f"{source.name} has headers but no rows."
        if not source.tolerant:
            raise FileError(sentence)
        self.passed_over.append(sentence)

    def finished(self) -> Loaded:
        # What texts mean is not asked again; resolving needs the room.
        clean_company.cache_clear()
        registrable_domain.cache_clear()
        if not self.files:
            first = " ".join(self.passed_over[:_NAMED])
            more = len(self.passed_over) - _NAMED
            raise FileError(first + (f" So do {more} more files." if more > 0 else ""))
        ended: list[Ended] = []
        changes = self.edges | self.properties
        if self.replacing:
            ended, gone, no_more = self.replacing.end()
            self.touched += gone
            changes |= no_more
        touched = _together(self.touched)
        nodes = self.counts.setdefault("node", Counts())
        there = sum(map(len, touched.values()))
        nodes.unchanged = max(there - nodes.new - nodes.changed, 0)
        return Loaded(
            self.files, self.counts, touched, self.passed_over, ended, self.edges, changes
        )

    def _batch(
        self,
        batch: Batch,
        loader: Loader,
        told_by: str,
        unused: frozenset[str],
        report: FileReport,
        number: int,
    ) -> None:
        rows = Rows(
            _as_it_was(batch.rows),
            report.understood,
            told_by,
            self.as_of,
            audit=report.audit,
            unused=unused,
            file=report.file,
        )
        loader.read(rows)
        pieces = rows.pieces()
        for what, piece in pieces.items():
            each = _named_once(piece) if what == "node" else piece
            if what == "fact":
                each = self._hold_counts_back(each)
            self.waiting.setdefault(what, []).append(each)
        report.ignored = [each for each in report.ignored if each not in report.audit.kept]
        report.rows_read += len(rows) + len(batch.bad)
        report.accepted += len(rows) - len(rows.reasons) - len(rows.skipped)
        report.skipped.update(rows.skipped.values())
        report.skipped.update(batch.skipped)
        report.notes += rows.notes
        self._keep_rejects(batch, rows, report, number)
        if max(sum(map(len, pieces)) for pieces in self.waiting.values()) > TOGETHER:
            self._write(number)

    def _hold_counts_back(self, facts: pa.Table) -> pa.Table:
        """Keep facts that are counts until the file ends, as its rows add up; return the rest."""
        counted = pc.is_in(facts["kind"].cast(pa.string()), _COUNTED)
        if not pc.any(counted).as_py():
            return facts
        self.counts_held.append(facts.filter(counted))
        if sum(map(len, self.counts_held)) > TOGETHER:
            self.counts_held = [_added_up(pa.concat_tables(self.counts_held))]
        return facts.filter(pc.invert(counted))

    def _keep_rejects(self, batch: Batch, rows: Rows, report: FileReport, number: int) -> None:
        refused = [(bad.row, bad.reason, bad.text) for bad in batch.bad]
        lines = batch.rows["_row"]
        for place, reason in sorted(rows.reasons.items()):
            original = batch.rows.slice(place, 1).drop_columns(["_row"]).to_pylist()[0]
            if not self.options.people:
                original = {}
            refused.append((lines[place].as_py(), reason, json.dumps(original, ensure_ascii=False)))
        for row, reason, _ in refused:
            report.rejected[reason] += 1
            report.first_rejected.setdefault(reason, row)
        if not refused:
            return
        rows_, reasons, originals = zip(*refused, strict=True)
        kept = {
            "load": pa.array([number] * len(refused), pa.int32()),
            "file": pa.array([report.file] * len(refused), pa.string()),
            "row": pa.array(rows_, pa.int64()),
            "reason": pa.array(reasons, pa.string()),
            "original": pa.array(originals, pa.string()),
        }
        self.store.insert("reject", pa.table(kept))

    def _write(self, number: int) -> None:
        """Hand over what waits, and count."""
        waiting, self.waiting = self.waiting, {}
        told = {
            what: pa.concat_tables(pieces, promote_options="default")
            for what, pieces in waiting.items()
        }
        if "node" not in told:
            return
        if "fact" in told:
            self.edges.update(pc.unique(told["fact"]["kind"].cast(pa.string())).to_pylist())
        if "property" in told:
            said = told["property"]["property"].cast(pa.string())
            self.properties.update(pc.unique(said).to_pylist())
        told["node"] = _named_once(told["node"])
        seen = self.replacing.told if self.replacing else None
        self.touched.append(write(self.store, told, number, self.counts, self._writing, seen))

    def _writing(self, what: str, share: float) -> None:
        self.progress(f"{self.name}: {what}", share)

    def _finish_file(self, report: FileReport, number: int) -> None:
        if not report.accepted and report.rejected:
            reason, times = report.rejected.most_common(1)[0]
            row = report.first_rejected[reason]
            raise FileError(
                f"{report.file}: no row could be used; row {row}: {reason}"
                + (f" (and so {times - 1} more)" if times > 1 else "")
                + "; correct it and load the file again."
            )
        self.files.append(report)
        load = {
            "id": number,
            "file": report.file,
            "loader": report.loader,
            "as_of": self.as_of,
            "loaded_at": datetime.datetime.now(),
            "rows_read": report.rows_read,
            "accepted": report.accepted,
            "rejected": report.rejected.total(),
        }
        self.store.insert("load", pa.Table.from_pylist([load]))


def _together(touched: Sequence[Touched]) -> Touched:
    """Return the ids of all nodes by kind, each once."""
    kinds = sorted({kind for each in touched for kind in each})
    return {
        kind: np.unique(np.concatenate([each[kind] for each in touched if kind in each]))
        for kind in kinds
    }


_COUNTED = pa.array([each.type for each in EDGES.values() if each.counted])


def _added_up(facts: pa.Table) -> pa.Table:
    """Return facts that are told alike once, their counts added up."""
    keys = [name for name in facts.column_names if name != "strength"]
    summed = facts.unify_dictionaries().group_by(keys).aggregate([("strength", "sum")])
    return summed.rename_columns([*keys, "strength"]).select(facts.column_names)


def _as_it_was(rows: pa.Table) -> pa.Table:
    """Return refused rows that come back without the apostrophes that kept sheets from harm."""
    if REASON not in rows.column_names:
        return rows
    texts = [name for name in rows.column_names if pa.types.is_string(rows[name].type)]
    for name in texts:
        plain = pc.replace_substring_regex(rows[name], r"^'([=+@-])", r"\1")
        rows = rows.set_column(rows.column_names.index(name), name, plain)
    return rows


def _named_once(nodes: pa.Table) -> pa.Table:
    """Return each node once: rows name the same few over and over."""
    once = nodes.unify_dictionaries().group_by(["kind", "key"]).aggregate([("name", "min")])
    return once.rename_columns({"name_min": "name"})
