"""Loading: inputs to the store's tables, with a record of every rejected row."""

from __future__ import annotations

import datetime
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import FileError, UnknownHeaderError, UnsaidError
from graph_icp.identity.domains import registrable_domain
from graph_icp.identity.names import clean_company, joined_company
from graph_icp.ingest.files.reading_ahead import reading_ahead
from graph_icp.ingest.load.file_report import FileReport, rejects
from graph_icp.ingest.load.full_export import Ended, Replacing
from graph_icp.ingest.load.keeping_out import suppressed_in, without_suppressed
from graph_icp.ingest.load.recognise import Recogniser, check_one_table
from graph_icp.ingest.records.corrected_rejects import restored
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.upsert.counts import Counts, together
from graph_icp.ingest.upsert.gathering import Gathering
from graph_icp.ingest.upsert.writing import Writing
from graph_icp.ingest.values.cells import SkipValue, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.identity.suppression import Suppressed
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.files.open_table import Batch, Table
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.records.loader import Loader
    from graph_icp.ingest.upsert.counts import Touched
    from graph_icp.progress import Progress

# The most files of a folder that are named where none of them could be loaded.
_NAMED = 3


@dataclass
class Loaded:
    """The result of a load.

    Attributes
    ----------
    files : list of FileReport
    counts : dict of str to Counts
        By table of the model: node, naming, same_as, property, fact.
    touched : dict of str to array of int
        The ids of the nodes that the load names, by kind.
    passed_over : list of str
        Why files of a folder were not loaded.
    ended : list of Ended
        The sources' earlier statements that are missing from files that replace them.
    edges : set of str
        The types of the edges in the load.
    changes : set of str
        The types of edges and the properties that are in the load, or have ended with it.
    """

    files: list[FileReport]
    counts: dict[str, Counts]
    touched: Touched
    passed_over: list[str]
    ended: list[Ended]
    edges: set[str]
    changes: set[str]


def load_inputs(
    store: Store,
    inputs: Iterable[Input],
    *,
    as_of: datetime.date | None = None,
    options: LoadOptions | None = None,
    progress: Progress | None = None,
    on_batch: Callable[[Batch, Rows], None] | None = None,
) -> Loaded:
    """Load files, or other inputs, into the store; call it inside a transaction.

    Parameters
    ----------
    store : Store
        Open for writing.
    inputs : iterable of Input
    as_of : date, optional
        The day of rows without a date of their own; today if it is not given.
    options : LoadOptions, optional
        The user's wishes.
    progress : callable, optional
        Called with an input's name and the share of it that is read.
    on_batch : callable, optional
        Called with each batch and its rows, once they are read.

    Raises
    ------
    FileError
        If one cannot be read or recognised, none of its rows was accepted, or `as_of` lies
        outside the years that dates may have.
    """
    today = as_of or datetime.datetime.now().astimezone().date()
    try:
        day(today.isoformat())
    except SkipValue as refusal:
        raise FileError(f"The load cannot have that date: {refusal}.") from refusal
    options = options or LoadOptions()
    loading = _Loading(
        store,
        today,
        options,
        Recogniser(store, options.columns),
        progress or (lambda _file, _share: None),
        on_batch or (lambda _batch, _rows: None),
        Replacing(store, insisted=options.replace > 1) if options.replace else None,
        suppressed_in(store, datetime.datetime.now().astimezone().date()),
    )
    for each in inputs:
        loading.load(each)
    return loading.finished()


@dataclass
class _File:
    """A file that is being loaded, and the number of its load."""

    loader: Loader
    source: str
    unused: frozenset[str]
    report: FileReport
    number: int


@dataclass
class _Loading:
    """A load under way."""

    store: Store
    as_of: datetime.date
    options: LoadOptions
    recogniser: Recogniser
    progress: Progress
    on_batch: Callable[[Batch, Rows], None]
    replacing: Replacing | None
    suppressed: Suppressed | None
    files: list[FileReport] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    gathering: Gathering = field(default_factory=Gathering)
    passed_over: list[str] = field(default_factory=list)
    edges: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    name: str = ""

    @cached_property
    def writing(self) -> Writing:
        """What writes the gathered statements."""
        return Writing(self.store, self.counts, self.replacing.told if self.replacing else None)

    @cached_property
    def last(self) -> int:
        """The number of the last load before this one."""
        last: int = self.store.ask("loads/last_load")["id"][0].as_py()
        return last

    def load(self, input: Input) -> None:
        """Load one input, or pass it over where its owner or event is not said.

        If it is tolerant, it is also passed over if no loader knows it or none of its rows can be
        used.
        """
        self.name = input.name
        self.progress(input.name, 0)
        headers: list[Sequence[str]] = []

        def knows(header: Sequence[str]) -> int:
            count = self.recogniser.fits(input, header)
            headers.extend([header] if count else [])
            return count

        with input.open(knows) as table:
            try:
                check_one_table(input.name, table.header, headers)
                file = self._begun(input, table)
                file.report.audit.texts = partial(self._texts, input)
                with closing(reading_ahead(iter(table.batches()))) as batches:
                    for batch in batches:
                        self._batch(batch, file)
                        self.progress(input.name, table.position() / max(table.size, 1))
            except (UnknownHeaderError, UnsaidError) as lacking:
                # Both come before anything of the file is kept.
                if not (input.tolerant or isinstance(lacking, UnsaidError)):
                    raise
                self.passed_over.append(str(lacking))
                return
        if not file.report.rows_read:
            self._empty(input)
            return
        self.gathering.end_file()
        self._write(file.number)
        self._finish_file(file, tolerant=input.tolerant)

    def _texts(self, input: Input, column: str) -> Iterator[Array]:
        """Give a column's texts batch by batch, by reading the file once more."""
        with input.open(lambda header: self.recogniser.fits(input, header)) as table:
            for batch in table.batches():
                yield batch.rows[column]

    def _begun(self, input: Input, table: Table) -> _File:
        loader, places = self.recogniser.meaning(input, table.header)
        read = set(places.values())
        ignored = [cell for cell in table.header if cell not in read]
        report = FileReport(input.name, loader.name, places, ignored, audit=FileAudit(self.options))
        number = self.last + len(self.files) + 1
        source = input.source or loader.name
        return _File(loader, source, loader.leaves_out(table.header), report, number)

    def _empty(self, input: Input) -> None:
        sentence = f"{input.name} has headers but no rows."
        if not input.tolerant:
            raise FileError(sentence)
        self.passed_over.append(sentence)

    def _batch(self, batch: Batch, file: _File) -> None:
        read = partial(self._read, file)
        if self.suppressed:
            batch, rows = without_suppressed(batch, read, file.report, self.suppressed, self.store)
        else:
            rows = read(batch)
        if self.replacing:
            self.replacing.replaces.setdefault(file.source, file.loader.replaces)
        self.gathering.add(rows.tables())
        refused = file.report.count(batch, rows)
        if refused:
            self.store.insert("reject", rejects(file.number, file.report.file, refused))
        self.on_batch(batch, rows)
        if self.gathering.full:
            self._write(file.number)

    def _read(self, file: _File, batch: Batch) -> Rows:
        rows = Rows(
            restored(batch.rows),
            file.report.understood,
            file.source,
            self.as_of,
            audit=file.report.audit,
            unused=file.unused,
            file=file.report.file,
        )
        if len(rows):  # lines left out, or remarks, may come alone
            file.loader.read(rows)
        return rows

    def _write(self, number: int) -> None:
        """Write the gathered statements, and count them."""
        told = self.gathering.take()
        if not told:
            return
        if "fact" in told:
            self.edges.update(pc.unique(told["fact"]["kind"].cast(pa.string())).to_pylist())
        if "property" in told:
            said = told["property"]["property"].cast(pa.string())
            self.properties.update(pc.unique(said).to_pylist())
        self.writing.write(told, number, self._writing)

    def _writing(self, what: str, share: float) -> None:
        self.progress(f"{self.name}: {what}", share)

    def _finish_file(self, file: _File, *, tolerant: bool) -> None:
        report = file.report
        try:
            report.check()
        except FileError as nothing:
            if not tolerant:
                raise
            self.passed_over.append(str(nothing))
        self.files.append(report)
        load = {
            "id": file.number,
            "file": report.file,
            "loader": report.loader,
            "as_of": self.as_of,
            "loaded_at": datetime.datetime.now(),
            "rows_read": report.rows_read,
            "accepted": report.accepted,
            "rejected": report.rejected.total(),
        }
        self.store.insert("load", pa.Table.from_pylist([load]))

    def finished(self) -> Loaded:
        """End the load; raises FileError if no input could be loaded."""
        # The meanings of texts are not needed again, and resolving needs the memory.
        clean_company.cache_clear()
        joined_company.cache_clear()
        registrable_domain.cache_clear()
        if not any(each.accepted or not each.rejected for each in self.files):
            first = " ".join(self.passed_over[:_NAMED])
            more = len(self.passed_over) - _NAMED
            raise FileError(
                first + (f" {more} more files were not loaded either." if more > 0 else "")
            )
        touched = [self.writing.finish(self._writing)]
        ended: list[Ended] = []
        changes = self.edges | self.properties
        if self.replacing:
            ended, gone, no_more = self.replacing.end()
            touched += gone
            changes |= no_more
        nodes = self.counts.setdefault("node", Counts())
        every = together(touched)
        there = sum(map(len, every.values()))
        nodes.unchanged = max(there - nodes.new - nodes.changed, 0)
        return Loaded(self.files, self.counts, every, self.passed_over, ended, self.edges, changes)
