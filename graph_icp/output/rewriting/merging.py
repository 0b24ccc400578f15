"""A new list and what a team wrote into the old one, joined account by account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.output.cells import heading
from graph_icp.output.rewriting.old_file import KEYS, LEFT_ON, Column, OldCell, OldRow, Page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from graph_icp.output.cells import Cell


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
    """

    names: Sequence[str]
    told: Sequence[Mapping[str, Cell]]
    accounts: Sequence[Hashable]
    hidden: Callable[[str], str] = str


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
    differing : mapping of str to int
        By column that the team may write in, how many of its cells say otherwise than the store;
        they stay.
    """

    listed: NewPage
    left: NewPage
    new: int
    returned: int
    gone: int
    unknown: int
    differing: Mapping[str, int]


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
    stood there twice.

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
    rest: list[OldRow] = []
    unknown = 0
    wanted = set(new.accounts)
    for row, account in zip((*listed.rows, *left.rows), meant, strict=True):
        if account is not None and account in wanted and account not in old:
            old[account] = row
            continue
        rest.append(row)
        unknown += account is None and not row.left
    pairs = zip(new.told, new.accounts, strict=True)
    rows = tuple(NewRow(told, old.get(account)) for told, account in pairs)
    called = {**left.headings, **listed.headings}
    page = _page(listed, new.names, rows, called)
    gone = tuple(
        NewRow({LEFT_ON: None if row.left else day, **_hidden(row, new, kept)}, row) for row in rest
    )
    return Merged(
        page,
        _page(left if left.columns else page, (LEFT_ON,), gone, called),
        new=sum(row.old is None for row in rows),
        returned=sum(row.old is not None and row.old.left for row in rows),
        gone=sum(not row.left for row in rest),
        unknown=unknown,
        differing=_differing(rows, kept),
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
    if column.ours not in kept and column.ours != LEFT_ON:
        return True
    return not _filled(row.before(column))


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
            if column not in headings and column != Column(LEFT_ON) and _filled(cell):
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
