"""An export: a delivery as the files of a target, with a receipt beside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, RankingError
from graph_icp.output.atomic_write import written_together
from graph_icp.output.exports.labels import LONGEST_LABEL, label_complaint
from graph_icp.output.exports.machine_csv import write_machine_csv
from graph_icp.output.exports.prepared import Prepared, prepared
from graph_icp.output.exports.receipt import counts, rows_left_out, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from graph_icp.output.exports.receipt import Receipt
    from graph_icp.output.exports.target import Target, Wishes

ENDING = ".csv"


@dataclass(frozen=True)
class Export:
    """The files of a target, filled.

    Attributes
    ----------
    target : Target
    files : tuple of Prepared
        Those that have rows, or would have if none were left out.
    labels : mapping of str to str
        The headers of the target's own columns, by the name of each.
    nobody : str
        Why nobody is left, where no row is.
    """

    target: Target
    files: tuple[Prepared, ...]
    labels: Mapping[str, str]
    nobody: str

    def __len__(self) -> int:
        return sum(map(len, self.files))

    def to_do(self) -> list[str]:
        """Return what to do with the files that have rows, a line each, and what to make before."""
        files = [each for each in self.files if len(each)]
        headers = {header for each in files for header in each.header}
        fields = [
            f"Before: {self.labels[name]}, {what}."
            for name, what in self.target.fields.items()
            if headers & {self.labels[name], f"Account.{self.labels[name]}"}
        ]
        steps = [
            f"{name}: {step}" if name else step
            for name, step in self.target.next_steps.items()
            if name in {each.file.name for each in files}
        ]
        return fields + steps

    def needs(self) -> list[str]:
        """Return what of the target's limits is not met, a sentence each."""
        return [
            f"You have {told(len(each), each.file.noun)}; {self.target.title} needs "
            f"{each.file.limits.least:,}."
            for each in self.files
            if 0 < len(each) < each.file.limits.least
        ]


def export(
    target: Target,
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    left_out: pd.DataFrame,
    wishes: Wishes,
) -> Export:
    """Return a delivery as the files of a target.

    Records that the target has of companies below the list get a file of their own, so that none
    keeps the tier of an earlier export.

    Parameters
    ----------
    target : Target
    accounts, contacts, left_out : DataFrame
        As of `Delivery`.
    wishes : Wishes

    Raises
    ------
    FileError
        If a label cannot be a header.
    """
    for name, label in wishes.labels.items():
        if complaint := label_complaint(target, label):
            raise FileError(f"The label of {name}, '{label[:LONGEST_LABEL]}', {complaint}.")
    files = [*target.files(accounts, contacts, wishes)]
    if target.below and len(accounts):
        files.append(target.below(below_there(target, left_out), wishes))
    made = [prepared(each) for each in files]
    for each in made:
        if twice := _twice(each.header):
            raise FileError(f"Two columns would be called '{twice}'; give one another label.")
    nobody = (
        "nobody known who works at its companies"
        if len(accounts)
        else "no company is on the list: " + ", ".join(counts(left_out))
    )
    with_rows = tuple(each for each in made if len(each) or each.left_out)
    return Export(target, with_rows, wishes.labels, nobody)


def below_there(target: Target, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return the companies below the list that a target has; see `Delivery.left_out`."""
    known = left_out[target.system].map(bool).astype(bool)
    return left_out[known & left_out["below"].astype(bool)]


def in_no_file(target: Target, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return the companies that a target has, and of which an export says nothing."""
    if not target.system:
        return left_out.head(0)
    known = left_out[target.system].map(bool).astype(bool)
    return left_out[known & ~left_out["below"].astype(bool)]


def write_export(
    made: Export, path: Path, receipt: Callable[[Mapping[Path, int]], Receipt]
) -> tuple[dict[Path, int], Path]:
    """Write the files of an export that have rows, and the receipt beside them, all or none.

    Files of the same names are replaced once all are complete, the receipt last.

    Parameters
    ----------
    made : Export
    path : Path
        Ends in .csv; where a target takes several files, their names are put behind its stem.
    receipt : callable
        From how many rows each file has to the receipt.

    Returns
    -------
    written : dict of Path to int
        How many rows each file has.
    receipt : Path

    Raises
    ------
    FileError
        If the path has another ending, or a file cannot be written.
    RankingError
        If there is nobody to export; nothing is written.
    """
    check_path(path)
    if not len(made):
        why = "; ".join(rows_left_out(made.files, 0)) or made.nobody
        earlier = ", ".join(map(str, sorted(_earlier(made, path))))
        raise RankingError(
            f"Nobody is left to export to {made.target.title} ({why}), so no file was written"
            + (f"; {earlier}: of an earlier export." if earlier else ".")
        )
    written: dict[Path, int] = {}
    beside = path.with_name(f"{path.stem}.receipt.txt")
    with written_together() as add:
        for each in made.files:
            if len(each):
                written |= write_machine_csv(each, named(path, each), add)
        add(beside, [receipt(written).text().encode("utf-8", "replace")])
    return written, beside


def check_path(path: Path) -> None:
    """Raise FileError for a path that does not end in .csv."""
    if path.suffix.lower() != ENDING:
        raise FileError(f"{path}: programs import CSV; end the name in {ENDING}.")


def named(path: Path, file: Prepared) -> Path:
    """Return the path of one file of an export."""
    name = file.file.name
    return path.with_name(f"{path.stem}-{name}{path.suffix}") if name else path


def stale(made: Export, path: Path, written: Mapping[Path, int]) -> list[Path]:
    """Return files of an earlier export of the same name that this one did not replace."""
    return sorted(each for each in _earlier(made, path) if each not in written)


def _earlier(made: Export, path: Path) -> Iterator[Path]:
    stem, ending = re.escape(path.stem), re.escape(path.suffix)
    names = "|".join(re.escape(each) for each in made.target.names)
    behind = f"-(?:{names})" if names else ""
    known = re.compile(rf"{stem}{behind}(?:-\d+)?{ending}")
    yield from (each for each in path.parent.glob("*") if known.fullmatch(each.name))


def _twice(headers: Sequence[str]) -> str:
    counted = Counter(each.casefold() for each in headers)
    return next((each for each in headers if counted[each.casefold()] > 1), "")
