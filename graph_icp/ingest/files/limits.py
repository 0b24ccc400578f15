"""Limits of what a file may make of itself, so that a small one cannot take the machine.

Big files have no limit of their own: they are read a part at a time. Limited are the growth of
packed files and the width of tables.
"""

from __future__ import annotations

import math

from graph_icp.errors import FileError

RATIO = 100
"""How many times its size a packed file may unpack to; tables take 5 to 30 times."""

SMALL = 100 * 10**6
"""Bytes up to which growth does no harm."""

MOST_COLUMNS = 16_384
"""The most columns of a table, as of a sheet."""

MOST_ROWS = 1_048_576
"""The most rows of a sheet."""

CELLS = 4_000_000
"""The most cells of one batch."""


def check_growth(name: str, unpacked: int, packed: int, small: int | None = None) -> None:
    """Refuse a file that unpacks to far more than a table would.

    Parameters
    ----------
    name : str
        The file's name for people.
    unpacked, packed : int
        Bytes, of the whole file or of what has been read of it.
    small : int, optional
        Bytes up to which any growth is taken; `SMALL` if it is not given.

    Raises
    ------
    FileError
        It grows too much.
    """
    if unpacked > max(SMALL if small is None else small, RATIO * packed):
        times = 10 ** int(math.log10(unpacked / max(packed, 1)))
        raise FileError(
            f"'{name}' unpacks to more than {times:,} times its size, as no table does; unpack it "
            "yourself if you trust it."
        )


def check_columns(name: str, columns: int) -> None:
    """Raise FileError for a table of too many columns."""
    if columns > MOST_COLUMNS:
        raise FileError(
            f"'{name}' has {columns:,} columns, and a table may have {MOST_COLUMNS:,}; "
            "leave out those that you do not need."
        )


def rows_of(batch_rows: int, columns: int) -> int:
    """Return how many rows of a table go into one batch, so that its cells are not too many."""
    return max(1, min(batch_rows, CELLS // max(columns, 1)))
