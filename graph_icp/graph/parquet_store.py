"""A folder of Parquet files as a store that is only read: its files are the tables."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from graph_icp.errors import StoreError
from graph_icp.graph import model, tables
from graph_icp.graph.duckdb_store import DuckDBStore, connect, explained
from graph_icp.graph.parquet_folder import ParquetFolder

if TYPE_CHECKING:
    from pathlib import Path


class ParquetStore(DuckDBStore):
    """The market of a folder that 'graph-icp copy STORE parquet:FOLDER' wrote.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    StoreError
        If it is no whole folder of this version, or a file is not the table that it was.
    """

    def __init__(self, folder: Path) -> None:
        self.name = f"parquet:{folder}"
        written = ParquetFolder(folder)
        written.check_is_whole()
        # What finds no room in memory.
        self._spilled = TemporaryDirectory(prefix="graph-icp-")
        self._connection = connect(":memory:", spilling_to=self._spilled.name)
        try:
            for table in tables.TABLES:
                self._add_view(table, written.file(table))
            about = pa.table({name: [value] for name, value in _ABOUT.items()})
            self._connection.register("about", about)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the files, and remove what found no room in memory."""
        super().close()
        self._spilled.cleanup()

    def _add_view(self, table: str, file: Path) -> None:
        columns = [
            duckdb.ColumnExpression(name).cast(duckdb.sqltype(kind)).alias(name)
            for name, kind in tables.TABLES[table].items()
        ]
        with explained(self.name):
            try:
                rows = self._connection.read_parquet(str(file)).select(*columns)
            except duckdb.Error as error:
                raise StoreError(
                    f"{file} is not the table that 'graph-icp copy' wrote; copy again."
                ) from error
            rows.create_view(table)


_ABOUT = {"schema_version": model.SCHEMA_VERSION, "rules": model.RULES_VERSION}
