"""The rows of an export's file as cells, and what of the data could not go into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.output.exports.machine_cells import machine_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from graph_icp.output.exports.target import Column, ExportFile


@dataclass(frozen=True)
class Prepared:
    """A file to write.

    Attributes
    ----------
    file : ExportFile
    columns : list of list of str
        Its cells, by column.
    left_out : dict of str to int
        How many rows are not in it, by the reason.
    shortened, unfit : dict of str to int
        By header, how many texts lost leading characters, and how many values were left empty as
        they are not of the column's type.
    cut : dict of str to int
        By header of reasons in a line, how many end in "…" as there was no room for all.
    clipped : dict of str to int
        By header, how many texts are cut to what the target takes.
    """

    file: ExportFile
    columns: list[list[str]]
    left_out: Mapping[str, int]
    shortened: Mapping[str, int] = field(default_factory=dict)
    unfit: Mapping[str, int] = field(default_factory=dict)
    cut: Mapping[str, int] = field(default_factory=dict)
    clipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def header(self) -> list[str]:
        """The headers, from left to right."""
        return [column.header for column in self.file.columns]

    def __len__(self) -> int:
        return len(self.columns[0])

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of each row."""
        return zip(*self.columns, strict=True)


def prepared(file: ExportFile) -> Prepared:
    """Return the cells of a file, without the rows that lack what the target needs."""
    rows, left_out = _complete(file)
    made = [machine_column(_values(rows, column), column.kind) for column in file.columns]
    headers = [column.header for column in file.columns]
    pairs = list(zip(headers, made, strict=True))
    clipped = [
        _clipped(each.cells, column) for each, column in zip(made, file.columns, strict=True)
    ]
    return Prepared(
        file,
        [cells for cells, _ in clipped],
        left_out,
        {header: each.shortened for header, each in pairs if each.shortened},
        {header: each.unfit for header, each in pairs if each.unfit},
        {
            column.header: sum(cell.endswith("…") for cell in each.cells)
            for column, each in zip(file.columns, made, strict=True)
            if column.of == "why"
        },
        {header: many for header, (_, many) in zip(headers, clipped, strict=True) if many},
    )


def _clipped(cells: list[str], column: Column) -> tuple[list[str], int]:
    """Return cells no longer than the target takes, and how many were."""
    most = column.longest or None
    many = sum(len(cell) > most for cell in cells) if most else 0
    return ([cell[:most].rstrip() for cell in cells] if many else cells), many


def _complete(file: ExportFile) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the rows that have what the target needs, and how many have not, by the reason."""
    rows, left_out = file.rows, dict(file.left_out)
    for column in file.columns:
        if not column.without:
            continue
        cells = machine_column(_values(rows, column), column.kind).cells
        has = np.array(cells, dtype=object) != ""
        missing = int((~has).sum())
        if missing:
            left_out[column.without] = left_out.get(column.without, 0) + missing
            rows = rows[has]
    return rows, left_out


def _values(rows: pd.DataFrame, column: Column) -> list[object]:
    if not column.of:
        return [None] * len(rows)
    values = rows[column.of].astype(object)
    return list(values.where(values.notna(), None))
