"""CSV for programs: UTF-8, CRLF, quoted as RFC 4180 asks, split at a target's limits."""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING

from graph_icp.output.rewriting.recognised import refuse_team_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_icp.output.atomic_write import Add
    from graph_icp.output.exports.prepared import Prepared


def write_machine_csv(file: Prepared, path: Path, add: Add) -> dict[Path, int]:
    """Write a file, in parts where the target takes no more in one.

    Parameters
    ----------
    file : Prepared
    path : Path
        Of the first part; the others end in -2, -3 ... Files of these names are replaced.
    add : callable
        As of `written_together`.

    Returns
    -------
    dict of Path to int
        How many rows each part has below its header.

    Raises
    ------
    FileError
        If a part cannot be written or is the sheet in which a team works.
    """
    written: dict[Path, int] = {}
    for number, lines in enumerate(_parts(file), 1):
        part = part_of(path, number)
        refuse_team_sheet(part, file.header)
        add(part, lines)
        written[part] = len(lines) - 1
    return written


def part_of(path: Path, number: int) -> Path:
    """Return the path of a part of a file, counted from 1."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _parts(file: Prepared) -> Iterator[list[bytes]]:
    """Yield the lines of each part, its header first.

    Parts have about as many rows each, so that the last is not below what the target needs.
    """
    limits = file.file.limits
    header = next(_lines(iter([tuple(file.header)])))
    most = _rows_of_a_part(file, len(header))
    part, size = [header], len(header)
    for line in _lines(file.rows()):
        if len(part) > most or (size + len(line) > limits.bytes and len(part) > 1):
            yield part
            part, size = [header], len(header)
        part.append(line)
        size += len(line)
    yield part


def _rows_of_a_part(file: Prepared, header: int) -> int:
    """Return how many rows each part has where they share them evenly."""
    limits = file.file.limits
    size = sum(map(len, _lines(file.rows())))
    parts = max(
        1, math.ceil(len(file) / limits.rows), math.ceil(size / max(1, limits.bytes - header))
    )
    return math.ceil(len(file) / parts)


def _lines(rows: Iterator[tuple[str, ...]]) -> Iterator[bytes]:
    """Yield each row as a line of the file."""
    line = _LastWritten()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow(row)
        yield line.text.encode("utf-8", "replace")


class _LastWritten:
    """What a writer of lines wrote last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
