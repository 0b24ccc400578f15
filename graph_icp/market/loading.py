"""A load from end to end: files in, accounts derived, and a report of the changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.graph.model import HAS_DEAL
from graph_icp.ingest.load.load import load_inputs
from graph_icp.market.families import circles
from graph_icp.market.identity.colleagues_alike import colleagues_alike
from graph_icp.market.identity.several_companies import several_companies
from graph_icp.market.resolving import money_that_counts, resolve_store

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.file_report import FileReport
    from graph_icp.ingest.load.full_export import Ended
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.records.load_options import LoadOptions
    from graph_icp.ingest.upsert.counts import Counts
    from graph_icp.market.identity.colleagues_alike import Alike
    from graph_icp.progress import Progress


# What deals without one are told to be in.
NO_CURRENCY = "no currency"


@dataclass(frozen=True)
class Report:
    """The report of a load.

    Attributes
    ----------
    files : list of FileReport
        One per file: its loader and columns, and its rows read, accepted, and rejected and why.
    passed_over : list of str
        Why files of a folder were not loaded.
    counts : dict of str to Counts
        The numbers of new, changed and unchanged rows: node, naming, same_as, property, fact.
    accounts : int
        The number of accounts now.
    people : int
        The number of people now.
    mentions : int
        The number of mentions that make up these accounts and people.
    ambiguous : dict of str to bool
        The names that have become ambiguous, those of customers first; whether a customer is
        among the accounts that they fit.
    settled : list of str
        The names that are no longer ambiguous.
    new_accounts : int
        The number of accounts added; negative where rows joined accounts.
    ended : list of Ended
        The sources' earlier statements that are missing from files that replace them.
    nameless : int
        The number of accounts known by an id alone: the file that names them is not loaded yet.
    nameless_owners : dict of str to int
        By CRM the number of owners of deals known by an id alone.
    currencies : dict of str to int
        By currency the number of deals whose amounts do not count, as others are in `currency`.
    currency : str
        The currency of the amounts that count; "" where the user gives rates.
    circles : list of list of str
        The keys of accounts that belong to one another in a circle.
    several_companies : list of str
        A sentence for each address at which, since this load, several companies stand or may.
    colleagues_alike : list of Alike
        Each two colleagues with nearly the same name, on whom nobody decided.
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
    nameless_owners: dict[str, int] = field(default_factory=dict)
    circles: list[list[str]] = field(default_factory=list)
    currencies: dict[str, int] = field(default_factory=dict)
    currency: str = ""
    several_companies: list[str] = field(default_factory=list)
    colleagues_alike: list[Alike] = field(default_factory=list)


def load(
    store: Store,
    inputs: Sequence[Input],
    *,
    as_of: datetime.date | None,
    options: LoadOptions,
    dry_run: bool,
    progress: Progress | None,
) -> Report:
    """Load into a store, all or nothing if possible; see `Loads`."""

    def work() -> Report:
        return _report(store, inputs, as_of, options, progress)

    return store.run(work, size=_size(inputs), completes=True, keep=not dry_run)


def _size(inputs: Sequence[Input]) -> int:
    """Return the rough size in bytes of the inputs, a large one where it is unknown."""
    return sum(_MANY if each.size is None else each.size for each in inputs)


_MANY = 1_000_000_000


def _report(
    store: Store,
    inputs: Sequence[Input],
    as_of: datetime.date | None,
    options: LoadOptions,
    progress: Progress | None,
) -> Report:
    accounts_before = store.ask("summary/counts")["accounts"][0].as_py()
    before: dict[str, bool] = {}
    said_before: set[str] = set()
    if accounts_before:
        before, said_before = _ambiguous(store), set(several_companies(store))
    loaded = load_inputs(store, inputs, as_of=as_of, options=options, progress=progress)
    # If an earlier load was cut off, the nodes it touched are unknown: everything is derived again.
    touched = None if store.unfinished else loaded.touched
    resolve_store(store, touched, progress, changes=loaded.changes)
    after = _ambiguous(store)
    [counts] = store.ask("summary/counts").to_pylist()
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
        _nameless_owners(store),
        circles(store) if "SUBSIDIARY_OF" in loaded.edges else [],
        *_left_out(store, loaded.edges),
        [each for each in several_companies(store) if each not in said_before],
        colleagues_alike(store),
    )


def _nameless_owners(store: Store) -> dict[str, int]:
    found = store.ask("identity/nameless_owners")
    return dict(zip(found["system"].to_pylist(), found["owners"].to_pylist(), strict=True))


def _left_out(store: Store, edges: set[str]) -> tuple[dict[str, int], str]:
    """Return the numbers of deals by currency that do not count, and the currency that does."""
    if HAS_DEAL.type not in edges:
        return {}, ""
    counts = money_that_counts(store)
    return {name or NO_CURRENCY: n for name, n in counts.left_out.items()}, counts.currency


def _ambiguous(store: Store) -> dict[str, bool]:
    names = store.ask("identity/ambiguous_names")
    return dict(zip(names["name"].to_pylist(), names["customer"].to_pylist(), strict=True))
