"""A listing as a Parquet file, for warehouses: whole numbers of any size, nothing rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from graph_icp.output.atomic_write import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def write_parquet(frame: pd.DataFrame, output: Path) -> None:
    """Write a listing to a Parquet file, whole or not at all.

    Parameters
    ----------
    frame : DataFrame
        Cells are text, numbers, booleans, dates, lists of text, or missing.
    output : Path
        Replaced if it exists.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    with atomic_write(output) as stream:
        pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), stream)
