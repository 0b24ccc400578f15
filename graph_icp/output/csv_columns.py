"""Columns of a listing as cells of a CSV file, a whole column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.joined_texts import TEXT, joined, text
from graph_icp.output.cells import APART, APART_ELSE, as_text, plain_cells
from graph_icp.output.spreadsheet_escape import csv_escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.output.cells import Cell

_NUMBERS = frozenset([bool, int, float])
_TEXTS = frozenset([str, type(None)])
# A cell that holds one of these is put in quotes.
_QUOTED = '[",\r\n]'

# What most cells are, found by one look: a text that begins with a letter or digit, as does what
# stands behind each semicolon and blank, without a line break or anything unseen.
_PLAIN = (
    r"^(?:[\p{L}\p{N}](?:[^;\x{0}-\x{1f}\x{7f}-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{206f}]|; [\p{L}\p{N}])*)?$"
)


def csv_lines(columns: Sequence[pd.Series]) -> pa.Buffer:
    """Return the rows of columns as lines of CSV, their texts as `csv_escape` has them.

    Parameters
    ----------
    columns : sequence of Series
        As of `cells.kept_columns`.
    """
    if not columns:
        return pa.py_buffer(b"\r\n")
    *cells, last = (_quoted(_cells(each)) for each in columns)
    if not cells:
        # An empty line would be no row.
        last = pc.if_else(pc.equal(last, text("")), text('""'), last)
    lines = joined(*cells, joined(last, text("\r\n")), apart=",")
    _, ends, told = lines.buffers()
    first, behind = np.frombuffer(ends, dtype=np.int64)[[lines.offset, lines.offset + len(lines)]]
    return told.slice(int(first), int(behind - first))


def _cells(column: pd.Series) -> pa.Array:
    """Return the cells of a column as texts, "" where there is none; numbers need no escape."""
    if column.dtype == np.float64:
        return _of_floats(column.to_numpy())
    if pd.api.types.is_integer_dtype(column.dtype):
        return _whole(pa.array(column)).cast(TEXT).fill_null("")
    if isinstance(column.dtype, pd.StringDtype):
        return _escaped(_whole(pa.array(column, TEXT)))
    told = column.tolist()
    try:
        if {*map(type, told)} == {list}:
            return _escaped(_of_lists(pa.array(told, pa.large_list(TEXT))))
        cells = plain_cells(column)
        if {*map(type, cells)} <= _TEXTS:
            return _escaped(pa.array(cells, TEXT))
    except (pa.ArrowTypeError, UnicodeEncodeError):
        # Lists of other things than texts, and half a character, which no escaped text has.
        cells = plain_cells(column)
    return pa.array([_cell(each) for each in cells], TEXT)


def _whole(cells: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column in one piece: pandas may hold one that came of several tables in as many."""
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _cell(cell: Cell) -> str:
    return str(cell) if type(cell) in _NUMBERS else csv_escape(as_text(cell))


def _of_lists(lists: pa.Array) -> pa.Array:
    """Return lists of texts as `as_text` has them."""
    entries = lists.flatten().fill_null("")
    lists = pa.LargeListArray.from_arrays(lists.offsets, entries)
    told = pc.binary_join(lists, text(APART))
    holding = pc.list_parent_indices(lists).filter(pc.match_substring(entries, APART)).unique()
    if not len(holding):
        return told
    mask = np.isin(np.arange(len(lists)), holding)
    others = pc.binary_join(lists.filter(pa.array(mask)), text(APART_ELSE))
    return pc.replace_with_mask(told, pa.array(mask), others)


def _of_floats(numbers: NDArray[np.float64]) -> pa.Array:
    """Return numbers as texts, each that differs written once; by their bits 0.0 is not -0.0."""
    each = pa.array(numbers.view(np.int64)).dictionary_encode()
    distinct: list[float] = each.dictionary.to_numpy().view(np.float64).tolist()
    told = ["" if number != number else str(number) for number in distinct]
    return pa.array(told, TEXT).take(each.indices)


def _escaped(texts: pa.Array) -> pa.Array:
    """Return texts as `csv_escape` has them, "" for none."""
    texts = texts.fill_null("")
    other = pc.invert(pc.match_substring_regex(texts, _PLAIN))
    if not pc.any(other).as_py():
        return texts
    odd = texts.filter(other).dictionary_encode()
    escaped = pa.array([csv_escape(each) for each in odd.dictionary.to_pylist()], TEXT)
    return pc.replace_with_mask(texts, other, escaped.take(odd.indices))


def _quoted(cells: pa.Array) -> pa.Array:
    """Return cells in quotes where they need some (RFC 4180)."""
    needed = pc.match_substring_regex(cells, _QUOTED)
    if not pc.any(needed).as_py():
        return cells
    doubled = pc.replace_substring(cells.filter(needed), '"', '""')
    return pc.replace_with_mask(cells, needed, joined(text('"'), doubled, text('"')))
