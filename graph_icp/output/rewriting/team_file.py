"""The file that a team works in: a new list put into it, or the first one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.output.atomic_write import atomic_write
from graph_icp.output.cells import kept_rows
from graph_icp.output.lists import write_list
from graph_icp.output.rewriting.csv_file import CsvTable
from graph_icp.output.rewriting.in_use import refuse_if_in_use
from graph_icp.output.rewriting.merging import NewList, merge

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from graph_icp.output.rewriting.merging import Merged
    from graph_icp.output.rewriting.old_file import OldRow
    from graph_icp.output.rewriting.workbook import OldWorkbook
    from graph_icp.output.sheets.layout import Layout

    Meant = Callable[[Sequence[OldRow]], Sequence[Hashable | None]]

ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True)
class Rewritten:
    """What became of a file.

    Attributes
    ----------
    rows : int
    new, returned, gone, unknown : int
        As of `Merged`; all 0 for a file that was not there before.
    left : int
        How many rows stand among those that left.
    differing : mapping of str to int
        As of `Merged`.
    lost : tuple of str
        What the workbook had that cannot be kept.
    copy : Path or None
        Where it is as it was, if anything is lost.
    """

    rows: int
    new: int = 0
    returned: int = 0
    gone: int = 0
    unknown: int = 0
    left: int = 0
    differing: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    copy: Path | None = None


class TeamFile:
    """An .xlsx or .csv file with a list, which may be there already.

    Parameters
    ----------
    path : Path
    names : sequence of str
        The columns that are written.
    kept : sequence of str
        Those of them that are written only where the team left them empty.

    Raises
    ------
    FileError
        The file has another ending, is open in a program, cannot be read, or its rows cannot be
        recognised. It stays as it is.
    """

    def __init__(self, path: Path, names: Sequence[str], kept: Sequence[str]) -> None:
        self._path, self._names, self._kept = path, names, kept
        if path.suffix.lower() not in ENDINGS:
            raise FileError(f"{path} is none of the kinds of sheet; end its name in .xlsx or .csv.")
        refuse_if_in_use(path)
        self._state = _state(path)
        content = _read(path) if self._state else None
        self._table: CsvTable | OldWorkbook | None = None
        if path.suffix.lower() == ".csv":
            self._table = CsvTable(path, content, names)
        elif content is not None:
            from graph_icp.output.rewriting.workbook import OldWorkbook

            self._table = OldWorkbook(path, content, names)

    def write(
        self,
        frame: pd.DataFrame,
        accounts: Sequence[Hashable],
        meant: Meant,
        layout: Layout,
        title: str,
        day: datetime.date,
        hidden: Callable[[str], str] = str,
    ) -> Rewritten:
        """Write a list, whole or not at all.

        Parameters
        ----------
        frame : DataFrame
            With the columns that are written, all of them.
        accounts : sequence
            The account of each row.
        meant : callable
            From old rows to their accounts.
        layout : Layout
        title : str
            The name of the sheet, where the file is new.
        day : date
            The day on which accounts leave the list now.
        hidden : callable
            From a text that was written before to one that may be shown now; rows that left are
            not written anew.

        Raises
        ------
        FileError
            The file cannot be written, or was changed since it was read.
        """
        if self._table is None:
            self._refuse_if_changed()
            write_list(frame, format="xlsx", output=self._path, title=title, layout=layout)
            return Rewritten(len(frame))
        listed, left = self._table.listed, self._table.left
        old = (*listed.rows, *left.rows)
        names = [str(name) for name in frame.columns]
        told = [dict(zip(names, row, strict=True)) for row in kept_rows(frame)]
        new = NewList(names, told, accounts, hidden)
        merged = merge(new, listed, left, meant(old), self._kept, day)
        copy = self._put(merged, layout)
        if self._state is None:
            return Rewritten(len(frame))
        return Rewritten(
            *(len(frame), merged.new, merged.returned, merged.gone, merged.unknown),
            *(len(merged.left.rows), merged.differing, self._table.not_carried, copy),
        )

    def _put(self, merged: Merged, layout: Layout) -> Path | None:
        """Write the file, and return where it is as it was, if it lost anything."""
        table = self._table
        if isinstance(table, CsvTable):
            self._refuse_if_changed()
            table.write(merged, self._kept)
            return None
        if table is None:
            raise TypeError("Only a file that was read can be written again.")
        content = table.written(merged, self._kept, layout)
        self._refuse_if_changed()
        copy = None
        if table.not_carried:
            copy = self._path.with_name(f"{self._path.stem}-before{self._path.suffix}")
            with atomic_write(copy) as stream:
                stream.write(_read(self._path))
        with atomic_write(self._path) as stream:
            stream.write(content)
        return copy

    def _refuse_if_changed(self) -> None:
        refuse_if_in_use(self._path)
        if _state(self._path) != self._state:
            raise FileError(
                f"{self._path} was changed while the list was made, so it stays as it is now; "
                "run the command again."
            )


def _state(path: Path) -> tuple[int, int] | None:
    """Return by what a change of a file shows, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    return found.st_mtime_ns, found.st_size


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> FileError:
    if isinstance(error, IsADirectoryError):
        return FileError(f"{path} is a folder; give the name of a file in it.")
    if isinstance(error, PermissionError):
        return FileError(
            f"{path} cannot be read: permission denied; close it in other programs, or give "
            "another file. Nothing was changed."
        )
    return FileError(f"{path} cannot be read: {error.strerror or error}.")
