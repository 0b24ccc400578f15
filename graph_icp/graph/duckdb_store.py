"""The embedded store: one DuckDB file."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.queries import question

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

# Enough for the largest joins of a load to run in memory; what is larger goes to disk.
MEMORY_LIMIT = "1GB"


class DuckDBStore:
    """A market in one DuckDB file; see `graph_icp.graph.store.open_store` for the parameters."""

    def __init__(self, path: str | Path, *, write: bool = False, create: bool = False) -> None:
        self.name = str(path)
        in_memory = self.name == ":memory:"
        new = in_memory or not Path(path).exists()
        if new and not create:
            raise StoreError(
                f"There is no store at {path}; 'graph-icp load FILE' or 'graph-icp demo' makes one."
            )
        self._connection = _connect(path, read_only=not (write or new))
        try:
            self._check_schema(new=new, write=write or new)
        except BaseException:
            self.close()
            if new and not in_memory:
                Path(path).unlink(missing_ok=True)
            raise

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        with self._asked(question, rows, parameters) as (text, values):
            answer: pa.Table = self._connection.sql(text, params=values).to_arrow_table()
        return answer

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> int:
        """Make a change and return how many rows it made or altered; see `Store.tell`."""
        if rows is not None and not len(rows):
            return 0
        with self._asked(change, rows, parameters) as (text, values):
            answer = self._connection.execute(text, values).fetchone()
        return int(answer[0]) if answer and isinstance(answer[0], int) else 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the changes of a `with` block one; see `Store.transaction`."""
        self._connection.execute("begin transaction")
        try:
            yield
            with _explained(self.name):
                self._connection.execute("commit")
        except BaseException:
            self._roll_back()
            raise

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _roll_back(self) -> None:
        try:
            self._connection.execute("rollback")
        except duckdb.Error:
            # A commit that failed has ended its transaction already.
            return

    @contextmanager
    def _asked(
        self, name: str, rows: pa.Table | None, parameters: dict[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        asked = question(name, "sql")
        slots = {key: parameters.pop(key) for key in asked.slots}
        if rows is not None:
            self._connection.register("rows", rows.select(asked.rows))
        try:
            with _explained(self.name, asked.name):
                yield asked.filled(slots), parameters
        finally:
            if rows is not None:
                self._connection.unregister("rows")

    def _check_schema(self, *, new: bool, write: bool) -> None:
        if not new:
            self._refuse_strangers()
            version = self.ask("schema_version")["schema_version"][0].as_py()
            if version > model.SCHEMA_VERSION:
                raise StoreError(
                    f"{self.name} was written by a newer graph-icp (its schema is {version}, "
                    f"this one knows {model.SCHEMA_VERSION}); upgrade graph-icp to open it."
                )
            if version == model.SCHEMA_VERSION:
                return
            if not write:
                self._connection.close()
                self._connection = _connect(self.name, read_only=False)
        with self.transaction():
            self._migrate()

    def _refuse_strangers(self) -> None:
        tables = set(self.ask("tables")["name"].to_pylist())
        if "about" not in tables:
            raise StoreError(
                f"{self.name} is a DuckDB database but not a graph-icp store; "
                "give another path with --store."
            )

    def _migrate(self) -> None:
        """Give the file every table and column of the model that it lacks."""
        for table, columns in model.TABLES.items():
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self.tell("create_table", table=table, columns=listed)
            for column, kind in columns.items():
                self.tell("add_column", table=table, column=column, type=kind)
        self.tell("forget_schema_version")
        self.tell("record_schema_version", version=model.SCHEMA_VERSION)


def _connect(path: str | Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    settings: dict[str, Any] = {
        "memory_limit": MEMORY_LIMIT,
        "preserve_insertion_order": False,
        "enable_external_access": str(path) != ":memory:",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with _explained(str(path)):
        return duckdb.connect(str(path), read_only=read_only, config=settings)


@contextmanager
def _explained(store: str, asked: str = "") -> Iterator[None]:
    """Turn DuckDB's errors into one sentence with what to do."""
    try:
        yield
    except duckdb.IOException as error:
        raise StoreError(_io_sentence(store, str(error))) from error
    except duckdb.OutOfMemoryException as error:
        raise StoreError(
            f"{store}: the disk beside the store is full, or memory is "
            f"({_first_line(error)}); free some space and run the command again."
        ) from error
    except duckdb.Error as error:
        place = f" (queries/{asked}.sql)" if asked else ""
        raise StoreError(f"{store}: {_first_line(error)}{place}") from error


def _io_sentence(store: str, message: str) -> str:
    folder = os.path.dirname(store) or "."
    if "lock" in message.lower():
        return f"{store} is in use by another process; wait for it to end and try again."
    if not os.path.isdir(folder):
        return f"{store}: the folder {folder} does not exist; make it or give another --store."
    if os.path.isdir(store):
        return f"{store} is a folder; give the path of a file with --store."
    if "not a valid DuckDB database file" in message or "corrupt" in message.lower():
        return f"{store} is not a DuckDB file; give another path with --store."
    if "No space left" in message or "File too large" in message:
        return f"{store}: the disk is full; nothing of this command was kept. Free some space."
    if "read-only" in message.lower() or "Permission denied" in message:
        return f"{store} may not be written; check its permissions or give another --store."
    return f"{store}: {message.splitlines()[0]}"


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0]
