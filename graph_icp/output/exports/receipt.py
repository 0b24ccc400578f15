"""The receipt beside an export: what was written, what was left out and why, for people.

It names companies, and counts people without naming them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.output.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from graph_icp.output.exports.prepared import Prepared

# The most companies that are named for one reason.
NAMED = 500


@dataclass(frozen=True)
class Receipt:
    """What a receipt tells.

    Attributes
    ----------
    title : str
        Of what and when: "Export for HubSpot, 2026-07-01".
    asked : sequence of str
        What was asked for and of what, a line each.
    files : sequence of Prepared
    written : mapping of Path to int
        How many rows each file has; several may be parts of one.
    left_out : DataFrame
        Companies: account, domain, reason.
    opted_out : int
        How many people asked not to be contacted.
    needs : sequence of str
        What of the target's limits is not met.
    to_do : sequence of str
        What to do with the files, a line each.
    unmentioned : DataFrame
        Companies that the target has and of which no file says anything: as `left_out`.
    system : str
        Whose record ids `unmentioned` has, a column of it.
    """

    title: str
    asked: Sequence[str]
    files: Sequence[Prepared]
    written: Mapping[Path, int]
    left_out: pd.DataFrame
    opted_out: int
    needs: Sequence[str]
    to_do: Sequence[str]
    unmentioned: pd.DataFrame
    system: str

    def text(self) -> str:
        """Return it as plain text, from which nothing steers a terminal."""
        sections = (
            ("", [self.title, *self.asked]),
            (
                "Files",
                [f"{path.name}: {told(many, 'rows')}" for path, many in self.written.items()],
            ),
            ("To do", [*self.to_do, *self.needs]),
            ("Companies left out", [*counts(self.left_out)]),
            ("Rows left out", [*rows_left_out(self.files, self.opted_out)]),
            ("Cells", [*cells_changed(self.files)]),
            *self._unmentioned(),
            *self._companies(),
        )
        return "\n".join(line for head, lines in sections for line in _section(head, lines))

    def _unmentioned(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the records of the target that may still carry what an earlier export said."""
        rows = self.unmentioned
        if len(rows):
            shown = rows.head(NAMED)
            lines = [
                f"{name}: {reason} ({', '.join(ids)})"
                for name, reason, ids in zip(
                    shown["account"], shown["reason"], shown[self.system], strict=True
                )
            ]
            if len(rows) > NAMED:
                lines.append(f"and {len(rows) - NAMED:,} more")
            yield unmentioned_said(rows), lines

    def _companies(self) -> Iterator[tuple[str, list[str]]]:
        """Yield for each reason the companies that it leaves out."""
        for reason, rows in self.left_out.groupby("reason", sort=False):
            shown = rows.head(NAMED)
            lines = [
                f"{name} ({domain})" if isinstance(domain, str) and domain else str(name)
                for name, domain in zip(shown["account"], shown["domain"], strict=True)
            ]
            if len(rows) > NAMED:
                lines.append(f"and {len(rows) - NAMED:,} more")
            yield f"Left out: {reason}", lines


def unmentioned_said(rows: pd.DataFrame) -> str:
    """Return how many records keep what an earlier export may have said of them."""
    many = told(len(rows), "companies")
    return f"{many} there and in no file, which may still carry a tier from an earlier export"


def counts(left_out: pd.DataFrame) -> list[str]:
    """Return how many companies each reason leaves out, most first: "1,199 Bad fit"."""
    return [f"{many:,} {reason}" for reason, many in left_out["reason"].value_counts().items()]


def rows_left_out(files: Iterable[Prepared], opted_out: int) -> Iterator[str]:
    """Yield how many rows each reason keeps out of a file, and how many people opted out."""
    if opted_out:
        yield f"{told(opted_out, 'people')}: asked not to be contacted"
    for each in files:
        for reason, many in each.left_out.items():
            where = f" of {each.file.name}" if each.file.name else ""
            yield f"{told(many, each.file.noun)}{where}: {reason}"


def cells_changed(files: Iterable[Prepared]) -> Iterator[str]:
    """Yield how many texts of each column lost characters, and how many values are left empty."""
    for each in files:
        where = f" of {each.file.name}" if each.file.name else ""
        for header, many in each.shortened.items():
            yield (
                f"{header}{where}: {many:,} without the characters with which a spreadsheet would "
                "run them (= + - @) or that steer a terminal"
            )
        longest = {column.header: column.longest for column in each.file.columns}
        for header, many in each.clipped.items():
            yield f"{header}{where}: {many:,} cut to the {longest[header]} characters that it takes"
        for header, many in each.unfit.items():
            yield f"{header}{where}: {many:,} left empty, as the target could not read them"
        for header, many in each.cut.items():
            ends = f"; {many:,} end in '…'" if many else ""
            yield (
                f"{header}{where}: reasons in at most 140 characters, worded so that no two "
                f"companies have the same{ends}; 'graph-icp explain NAME' tells all"
            )


def told(many: int, noun: str) -> str:
    """Return a number with its noun in the plural, or in the singular of one: "1 person"."""
    return f"1 {_SINGULAR[noun]}" if many == 1 else f"{many:,} {noun}"


_SINGULAR = {
    "rows": "row",
    "people": "person",
    "contacts": "contact",
    "companies": "company",
    "accounts": "account",
}


def _section(head: str, lines: Iterable[str]) -> Iterator[str]:
    plain = [" ".join(inert(line).split()) for line in lines]
    if not plain:
        return
    if head:
        yield " ".join(inert(head).split())
    yield from (f"  {line}" if head else line for line in plain)
    yield ""
