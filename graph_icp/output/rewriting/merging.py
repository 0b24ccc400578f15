"""A new list and what a team wrote into the old one, joined account by account."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.output.cells import heading
from graph_icp.output.rewriting.old_file import (
    KEYS,
    LEFT_BECAUSE,
    LEFT_ON,
    Column,
    OldCell,
    OldRow,
    Page,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from graph_icp.output.cells import Cell

# What is said of a row that left, beside what it held.
_LEFT = (LEFT_ON, LEFT_BECAUSE)
# Why rows leave that are of no account, or are not the first of theirs.
NOBODY, AGAIN = "No company that is known, or several", "Another row is of the same company"


@dataclass(frozen=True)
class NewList:
    """A list to write.

    Attributes
    ----------
    names : sequence of str
        Its columns.
    told : sequence of mappings
        Its rows, by these names.
    accounts : sequence
        The account of each row.
    hidden : callable
        From a text that was written before to one that may be shown now.
    left_out : mapping
        By account why it is not in the list.
    """

    names: Sequence[str]
    told: Sequence[Mapping[str, Cell]]
    accounts: Sequence[Hashable]
    hidden: Callable[[str], str] = str
    left_out: Mapping[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewRow:
    """A row to write: what is written anew, and what stood there before."""

    told: Mapping[str, Cell]
    old: OldRow | None = None

    def before(self, column: Column) -> OldCell | None:
        """Return what stood in a column."""
        return self.old.cells.get(column) if self.old else None


@dataclass(frozen=True)
class NewPage:
    """A table to write; see `Page`."""

    columns: tuple[Column, ...]
    headings: Mapping[Column, str]
    rows: tuple[NewRow, ...]


@dataclass(frozen=True)
class Merged:
    """Both tables of the file to write.

    Attributes
    ----------
    listed : NewPage
    left : NewPage
        What left the list, now or before; it may have no rows.
    new, returned, gone, unknown : int
        How many accounts the old file did not have, how many had left it, how many of its rows
        leave it now, and the accounts of how many of these are unknown.
    because : mapping of str to int
        By the reason how many rows leave it now, the most first.
    differing : mapping of str to int
        By column that the team may write in, how many of its cells say otherwise than the store;
        they stay.
    added, theirs : tuple of str
        The headings of the columns that the old list lacked, and of those that are the team's own.
    """

    listed: NewPage
    left: NewPage
    new: int
    returned: int
    gone: int
    because: Mapping[str, int]
    unknown: int
    differing: Mapping[str, int]
    added: tuple[str, ...]
    theirs: tuple[str, ...]


def merge(
    new: NewList,
    listed: Page,
    left: Page,
    meant: Sequence[Hashable | None],
    kept: Collection[str],
    day: datetime.date,
) -> Merged:
    """Join a new list with an old file.

    Each account gets the row that the old list had of it, else the one that had left. All other
    rows stand in the table of what left, whole: of accounts that left, that nobody knows, or that
    stood there twice; but for rows that had left and in which the team wrote nothing that no other
    row of the account has, as writing that was stopped leaves them.

    Parameters
    ----------
    new : NewList
    listed, left : Page
        The old list, and what had left it.
    meant : sequence
        The account of each old row, those of `listed` first; None where that is unknown.
    kept : collection of str
        The columns that are written only where the team left them empty.
    day : date
        The day on which accounts leave now.
    """
    old: dict[Hashable, OldRow] = {}
    rest: list[tuple[OldRow, str]] = []
    unknown = 0
    wanted = set(new.accounts)
    seen: dict[Hashable, list[OldRow]] = defaultdict(list)
    for row, account in zip((*listed.rows, *left.rows), meant, strict=True):
        alike = seen[tuple(map(row.text, KEYS)) if account is None else account]
        if row.left and any(_has_all(other, row, kept) for other in alike):
            continue
        alike.append(row)
        if account is not None and account in wanted and account not in old:
            old[account] = row
            continue
        rest.append((row, _why(account, new, wanted)))
        unknown += account is None and not row.left
    pairs = zip(new.told, new.accounts, strict=True)
    rows = tuple(NewRow(told, old.get(account)) for told, account in pairs)
    called = {**left.headings, **listed.headings}
    page = _page(listed, new.names, rows, called)
    gone = tuple(
        NewRow({**({} if row.left else _left(day, why)), **_hidden(row, new, kept)}, row)
        for row, why in rest
    )
    return Merged(
        page,
        _page(left if left.columns else page, _LEFT, gone, called),
        new=sum(row.old is None for row in rows),
        returned=sum(row.old is not None and row.old.left for row in rows),
        gone=sum(not row.left for row, _ in rest),
        because=dict(Counter(why for row, why in rest if why and not row.left).most_common()),
        unknown=unknown,
        differing=_differing(rows, kept),
        added=tuple(heading(name) for name in new.names if Column(name) not in listed.columns),
        theirs=tuple(
            filter(None, (listed.headings[each] for each in listed.columns if not each.ours))
        ),
    )


def written(row: NewRow, column: Column, kept: Collection[str]) -> bool:
    """Return whether a cell is written anew; else the old one stays as it is.

    Parameters
    ----------
    row : NewRow
    column : Column
    kept : collection of str
        As of `merge`.
    """
    if column.ours not in row.told:
        return False
    if column.ours not in (*kept, *_LEFT):
        return True
    return not _filled(row.before(column))


def _has_all(row: OldRow, other: OldRow, kept: Collection[str]) -> bool:
    """Return whether a row has all cells of another in which the team writes."""
    return all(
        row.cells.get(column) == cell
        for column, cell in other.cells.items()
        if not column.ours or column.ours in kept
    )


def _why(account: Hashable | None, new: NewList, wanted: Collection[Hashable]) -> str:
    """Return why a row leaves the list, "" where nothing says it."""
    if account is None:
        return NOBODY
    return AGAIN if account in wanted else new.left_out.get(account, "")


def _left(day: datetime.date, why: str) -> dict[str, Cell]:
    return {LEFT_ON: day, LEFT_BECAUSE: why or None}


def _hidden(row: OldRow, new: NewList, kept: Collection[str]) -> dict[str, Cell]:
    """Return the cells of ours in a row that left which may not be shown as they are."""
    told: dict[str, Cell] = {}
    for column, cell in row.cells.items():
        if column.ours in new.names and column.ours not in (*kept, *KEYS) and _filled(cell):
            text = str(cell.value)
            if new.hidden(text) != text:
                told[column.ours] = new.hidden(text)
    return told


def _page(
    old: Page | NewPage,
    names: Sequence[str],
    rows: tuple[NewRow, ...],
    called: Mapping[Column, str],
) -> NewPage:
    """Return a table with the old columns in their order, and behind them those that it lacks."""
    headings = dict(old.headings)
    for name in names:
        headings.setdefault(Column(name), heading(name))
    for row in rows:
        for column, cell in row.old.cells.items() if row.old else ():
            told = _filled(cell) or cell.noted
            if column not in headings and column.ours not in _LEFT and told:
                headings[column] = called[column]
    columns = (*old.columns, *(each for each in headings if each not in old.columns))
    return NewPage(columns, headings, rows)


def _filled(cell: OldCell | None) -> bool:
    return cell is not None and cell.value is not None and str(cell.value).strip() != ""


def _differing(rows: Sequence[NewRow], kept: Collection[str]) -> dict[str, int]:
    found = dict.fromkeys(kept, 0)
    for row in rows:
        for name in kept:
            said, cell = row.told.get(name), row.before(Column(name))
            if said and cell and _filled(cell) and str(cell.value).strip() != str(said).strip():
                found[name] += 1
    return {name: many for name, many in found.items() if many}
