"""A Parquet file as batches of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import (
    CELL_LIMIT,
    Batch,
    bad_row,
    fault_of,
    text_table,
    value_text,
)
from graph_icp.ingest.files.table_file import TableFile
from graph_icp.ingest.files.text_file import said_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.files.batch import BadRow
    from graph_icp.ingest.files.header import Knows


class ParquetFile(TableFile):
    """A Parquet file, whose values are read as a CSV file would have them.

    Days are ISO 8601, whole numbers have no decimals, truth is TRUE or FALSE, lists are joined
    with ";" and structures are JSON. `_row` counts rows from 1.

    Parameters
    ----------
    path : Path
    name : str
        Its name for people.
    batch_rows : int
        The most rows of one batch.

    Raises
    ------
    FileError
        The file cannot be read, is no whole Parquet file, or has no columns.
    """

    may_repeat = False

    def __init__(self, path: Path, name: str, batch_rows: int, knows: Knows | None = None) -> None:
        self._read = 0
        with said_plainly(path):
            self.size = path.stat().st_size
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise _broken(name) from error
        super().__init__(name, batch_rows, knows)

    def position(self) -> int:
        """Return the share of the file whose rows were read so far, in bytes."""
        return int(self.size * self._read / max(self._file.metadata.num_rows, 1))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        names: list[str] = self._file.schema_arrow.names
        if not names:
            raise FileError(f"'{self._name}' has no columns; export it again.")
        return names

    def _pieces(self) -> Iterator[Batch]:
        try:
            for read in self._file.iter_batches(self._batch_rows):
                yield self._piece(read)
        except (pa.ArrowException, OSError) as error:
            raise _broken(self._name) from error

    def _piece(self, read: pa.RecordBatch) -> Batch:
        places = pa.array(range(self._read + 1, self._read + 1 + len(read)), pa.int64())
        self._read += len(read)
        columns = [_texts(each) for each in read.columns]
        bad: list[BadRow] = []
        for row in range(len(read)) if any(map(_may_have_faults, columns)) else ():
            cells = [each[row].as_py() or "" for each in columns]
            if reason := fault_of(cells):
                bad.append(bad_row(places[row].as_py(), reason, "\t".join(cells)))
        rows = text_table(self.header, columns, places)
        if bad:
            wrong = pa.array([each.row for each in bad], pa.int64())
            rows = rows.filter(pc.invert(pc.is_in(rows["_row"], wrong)))
        return Batch(rows, tuple(bad))


def _broken(name: str) -> FileError:
    return FileError(f"'{name}' is not a whole Parquet file; export it again, or as CSV.")


def _may_have_faults(column: Array) -> bool:
    """Return whether a cell of a column is too large or holds a NUL."""
    most = pc.max(pc.utf8_length(column)).as_py() or 0
    return most > CELL_LIMIT or bool(pc.any(pc.match_substring(column, "\0")).as_py())


def _texts(column: Array) -> Array:
    """Return the values of a column as text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.dictionary_decode())
    if pa.types.is_string(kind):
        return column
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_integer(kind):
        return column.cast(pa.string())
    try:
        values = column.to_pylist()
    except (ValueError, OverflowError):  # a day that Python has no number for
        return column.cast(pa.string())
    return pa.array([value_text(each) for each in values], pa.string())
