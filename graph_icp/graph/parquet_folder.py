"""A market as a folder of Parquet files, one for each table, which warehouses read and join."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.neo4j.rows import schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The file about the folder, and what it says of one that this version wrote.
ABOUT = "about.json"
VERSIONS = {"schema": model.SCHEMA_VERSION, "rules": model.RULES_VERSION}


class ParquetFolder:
    """A folder with the tables of a market.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    def check_is_free(self) -> None:
        """Make the folder; raises StoreError where it holds something, or cannot be made."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            held = next(self._path.iterdir(), None)
        except OSError as error:
            raise StoreError(f"{self._path} is no folder to write to: {error.strerror}.") from error
        if held:
            raise StoreError(f"{self._path} holds {held.name} already; copy into an empty folder.")

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Write the tables of a market; the folder is whole once the file about it is there.

        Raises
        ------
        StoreError
            If there is no room.
        """
        try:
            for table, rows in tables.items():
                pq.write_table(_typed(table, rows), self.file(table), compression="zstd")
            (self._path / ABOUT).write_text(json.dumps(VERSIONS), encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"{self._path} could not be written: {error.strerror or error}; remove it, and "
                "copy again."
            ) from error

    def check_is_whole(self) -> None:
        """Raise StoreError where the folder is no whole market of this version."""
        try:
            versions = json.loads((self._path / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{self._path} is no market that 'graph-icp copy STORE parquet:FOLDER' wrote whole."
            ) from error
        if versions != VERSIONS:
            raise StoreError(
                f"{self._path} was written by another version of graph-icp; copy it into a store "
                "with that one, and open the store with this."
            )

    def dump(self, table: str) -> pa.Table:
        """Return all rows of a table; raises StoreError where its file is not what it was."""
        try:
            return _typed(table, pq.read_table(self.file(table)))
        except (OSError, pa.ArrowException, KeyError, ValueError) as error:
            raise StoreError(
                f"{self.file(table)} is not the table that 'graph-icp copy' wrote; copy again."
            ) from error

    def file(self, table: str) -> Path:
        """Return the file of a table."""
        return self._path / f"{table}.parquet"


def _typed(table: str, rows: pa.Table) -> pa.Table:
    schema = schema_of(table)
    return rows.select(schema.names).cast(schema)
