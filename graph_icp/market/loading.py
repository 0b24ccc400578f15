"""A load from end to end: files in, accounts worked out, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.ingest.load.load import load_inputs
from graph_icp.market.families import circles
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.file_report import FileReport
    from graph_icp.ingest.load.full_export import Ended
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.load.upsert import Counts
    from graph_icp.ingest.records.load_options import LoadOptions
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Report:
    """What a load did.

    Attributes
    ----------
    files : list of FileReport
        One a file: what was recognised, rows read, accepted, rejected and why.
    passed_over : list of str
        Why files of a folder were not loaded.
    counts : dict of str to Counts
        How many rows were new, changed and unchanged: node, naming, same_as, property, fact.
    accounts : int
        How many accounts there are now.
    people : int
        How many people there are now.
    mentions : int
        How many ways of naming them were resolved to these.
    ambiguous : dict of str to bool
        The names that could mean several accounts now and could not before, those of
        customers first; whether a customer is among them.
    settled : list of str
        The names that could mean several accounts before and can no more.
    new_accounts : int
        How many more accounts there are than before; negative where rows joined some.
    ended : list of Ended
        What sources told before and do not tell now, where the files replace it.
    nameless : int
        How many accounts are known by an id alone: the file that names them is not loaded yet.
    circles : list of list of str
        The keys of accounts that belong to one another in a circle.
    """

    files: list[FileReport]
    passed_over: list[str]
    counts: dict[str, Counts]
    accounts: int
    people: int
    mentions: int
    ambiguous: dict[str, bool] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    new_accounts: int = 0
    ended: list[Ended] = field(default_factory=list)
    nameless: int = 0
    circles: list[list[str]] = field(default_factory=list)


def load(
    store: Store,
    inputs: Sequence[Input],
    *,
    as_of: datetime.date | None,
    options: LoadOptions,
    dry_run: bool,
    progress: Progress | None,
) -> Report:
    """Load into a store, all or nothing where that can be; see `Market.load`."""

    def work() -> Report:
        return _report(store, inputs, as_of, options, progress)

    return store.run(work, size=_size(inputs), completes=True, keep=not dry_run)


def _size(inputs: Sequence[Input]) -> int:
    """Return about how many bytes there are to load; of what nobody knows, many."""
    return sum(_MANY if each.size is None else each.size for each in inputs)


_MANY = 1_000_000_000


def _report(
    store: Store,
    inputs: Sequence[Input],
    as_of: datetime.date | None,
    options: LoadOptions,
    progress: Progress | None,
) -> Report:
    before = _ambiguous(store)
    accounts_before = store.ask("read/counts")["accounts"][0].as_py()
    loaded = load_inputs(store, inputs, as_of=as_of, options=options, progress=progress)
    # What an earlier load touched that was cut off is not known: everything is worked out then.
    touched = None if store.unfinished else loaded.touched
    resolve_store(store, touched, progress, changes=loaded.changes)
    after = _ambiguous(store)
    [counts] = store.ask("read/counts").to_pylist()
    return Report(
        loaded.files,
        loaded.passed_over,
        loaded.counts,
        counts["accounts"],
        counts["people"],
        counts["mentions"],
        {name: customer for name, customer in after.items() if name not in before},
        [name for name in before if name not in after],
        counts["accounts"] - accounts_before,
        loaded.ended,
        store.ask("identity/nameless_accounts")["n"][0].as_py(),
        circles(store) if "SUBSIDIARY_OF" in loaded.edges else [],
    )


def _ambiguous(store: Store) -> dict[str, bool]:
    names = store.ask("identity/ambiguous_names")
    return dict(zip(names["name"].to_pylist(), names["customer"].to_pylist(), strict=True))
