"""The file that a team works in: a new list put into it, or the first one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.output.atomic_write import atomic_write
from graph_icp.output.cells import kept_rows
from graph_icp.output.rewriting.csv_file import CsvTable, beside
from graph_icp.output.rewriting.formulas import cells_named
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
class Doubt:
    """What to look at in a file that was written.

    Attributes
    ----------
    path : Path
        The file.
    said : str
        What of it may be other than it was.
    copy : Path or None
        Where it is as it was; None where nothing in it was changed for that.
    """

    path: Path
    said: str
    copy: Path | None = None


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
    doubts : tuple of Doubt
        What is lost or may be other than it was.
    because : mapping of str to int
        As of `Merged`.
    added, theirs : tuple of str
        Likewise.
    """

    rows: int
    new: int = 0
    returned: int = 0
    gone: int = 0
    unknown: int = 0
    left: int = 0
    differing: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    because: Mapping[str, int] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


class TeamFile:
    """An .xlsx or .csv file with a list, which may be there already.

    Parameters
    ----------
    path : Path
    names : sequence of str
        The columns that are written.
    kept : sequence of str
        Those of them that are written only where the team left them empty.
    title : str
        The name of the list's sheet.

    Raises
    ------
    FileError
        The file has another ending, is open in a program, cannot be read, or its rows cannot be
        recognised. It stays as it is.
    """

    def __init__(self, path: Path, names: Sequence[str], kept: Sequence[str], title: str) -> None:
        self._path, self._names, self._kept, self._title = path, names, kept, title
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise FileError(f"{path} is none of the kinds of sheet; end its name in .xlsx or .csv.")
        # All files that are written, as they are now.
        paths = (path, beside(path)) if ending == ".csv" else (path,)
        for each in paths:
            refuse_if_in_use(each)
        self._old = {each: _read(each) for each in paths}
        content = self._old[path]
        self._table: CsvTable | OldWorkbook | None = None
        if ending == ".csv":
            self._table = CsvTable(path, content, self._old[beside(path)], names)
        elif content is not None:
            from graph_icp.output.rewriting.workbook import OldWorkbook

            self._table = OldWorkbook(path, content, names, title)

    def write(
        self,
        frame: pd.DataFrame,
        accounts: Sequence[Hashable],
        meant: Meant,
        layout: Layout,
        day: datetime.date,
        hidden: Callable[[str], str] = str,
        left_out: Mapping[Hashable, str] | None = None,
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
        day : date
            The day on which accounts leave the list now.
        hidden : callable
            From a text that was written before to one that may be shown now; rows that left are
            not written anew.
        left_out : mapping, optional
            By account why it is not in the list.

        Raises
        ------
        FileError
            The file cannot be written, or was changed since it was read.
        """
        if self._table is None:
            self._refuse_if_changed()
            from graph_icp.output.sheets.workbook import write_sheet

            with atomic_write(self._path) as stream:
                write_sheet(frame, stream, self._title, layout)
            return Rewritten(len(frame))
        listed, left = self._table.listed, self._table.left
        old = (*listed.rows, *left.rows)
        names = [str(name) for name in frame.columns]
        told = [dict(zip(names, row, strict=True)) for row in kept_rows(frame)]
        new = NewList(names, told, accounts, hidden, left_out or {})
        merged = merge(new, listed, left, meant(old), self._kept, day)
        doubts = self._put(merged, layout)
        if self._old[self._path] is None:
            return Rewritten(len(frame))
        return Rewritten(
            *(len(frame), merged.new, merged.returned, merged.gone, merged.unknown),
            *(len(merged.left.rows), merged.differing, tuple(doubts)),
            *(merged.because, merged.added, merged.theirs),
        )

    def _put(self, merged: Merged, layout: Layout) -> list[Doubt]:
        """Write the file, and return what is lost or in doubt; copies are made before."""
        table = self._table
        if isinstance(table, CsvTable):
            self._refuse_if_changed()
            doubts = [
                Doubt(path, f"was read as {title}, which is a guess", self._copied(path))
                for path, title in table.guessed.items()
            ]
            table.write(merged, self._kept)
            return doubts
        if table is None:
            raise TypeError("Only a file that was read can be written again.")
        content, formulas = table.written(merged, self._kept, layout)
        self._refuse_if_changed()
        path, said = self._path, []
        if table.not_carried:
            said.append(f"had {', '.join(table.not_carried)}, which cannot be kept")
        if formulas.doubtful:
            named = cells_named(formulas.doubtful)
            said.append(f"has formulas that may speak of other accounts now ({named})")
        doubts = [Doubt(path, each, self._copied(path)) for each in said]
        if formulas.elsewhere:
            named = cells_named(formulas.elsewhere)
            doubts.append(
                Doubt(path, f"has formulas that speak of rows with other accounts now ({named})")
            )
        if table.formats_of_rows:
            named = cells_named(table.formats_of_rows)
            said_of = f"has conditional formats of rows that hold other accounts now ({named})"
            doubts.append(Doubt(path, said_of))
        if table.about_stays:
            doubts.append(Doubt(path, table.about_stays))
        with atomic_write(path) as stream:
            stream.write(content)
        return doubts

    def _copied(self, path: Path) -> Path:
        """Return a copy of a file as it was, made where there is none; no file is replaced."""
        content = self._old[path] or b""
        for number in count(1):
            again = f"-{number}" if number > 1 else ""
            copy = path.with_name(f"{path.stem}-before{again}{path.suffix}")
            there = _read(copy)
            if there is None:
                with atomic_write(copy) as stream:
                    stream.write(content)
            if there in (None, content):
                return copy
        raise AssertionError

    def _refuse_if_changed(self) -> None:
        for path, content in self._old.items():
            refuse_if_in_use(path)
            if _read(path) != content:
                raise FileError(
                    f"{path} was changed while the list was made, so it stays as it is now; "
                    "run the command again."
                )


def _read(path: Path) -> bytes | None:
    """Return the content of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
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
