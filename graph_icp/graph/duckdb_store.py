"""The embedded store: one DuckDB file."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.queries import question
from graph_icp.graph.store import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

    from graph_icp.graph.store import T

# What the file says of itself.
_ABOUT = {"about": {"schema_version": "integer"}}

# The changes that make nothing new.
_ALTERS = re.compile("update|delete", re.IGNORECASE)

# What DuckDB makes of Ctrl-C in the middle of its work.
_INTERRUPTED = re.compile("Query interrupted|KeyboardInterrupt|INTERRUPT Error")

# Enough for the largest joins of a load to run in memory; what is larger goes to disk.
MEMORY_LIMIT = "600MB"


class DuckDBStore:
    """A market in one DuckDB file; see `graph_icp.graph.open_store` for the parameters."""

    # Every change is one transaction.
    unfinished = False

    def __init__(self, path: str | Path, *, write: bool = False, create: bool = False) -> None:
        self.name = str(path)
        new = self.name == ":memory:" or _holds_nothing(Path(path))
        if new and not create:
            raise StoreError(_missing(self.name))
        if new and Path(path).exists():
            Path(path).unlink()
        self._connection = _connect(path, read_only=not (write or new))
        try:
            self._check_schema(create=create, write=write or new)
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        text, rows, parameters = self._asked(question, rows, parameters)
        with _explained(self.name, question):
            answer: pa.Table = self._connection.sql(text, params=parameters).to_arrow_table()
        return answer

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change and return what it made and altered; see `Store.tell`."""
        if rows is not None and not len(rows):
            return Changed(0, 0)
        text, rows, parameters = self._asked(change, rows, parameters)
        with _explained(self.name, change):
            answer = self._connection.execute(text, parameters).fetchone()
        number = int(answer[0]) if answer and isinstance(answer[0], int) else 0
        return Changed(0, number) if _ALTERS.match(text) else Changed(number, 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the changes of a `with` block one; see `Store.transaction`."""
        with _explained(self.name):
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
        except (duckdb.Error, RuntimeError):
            # A commit that failed, or an interrupted query, has ended the transaction already.
            return

    def run(self, work: Callable[[], T], *, size: int = 0, completes: bool = False) -> T:
        """Make the changes of `work` one, of any size; see `Store.run`."""
        with self.transaction():
            return work()

    def _asked(
        self, name: str, rows: pa.Table | None, given: dict[str, Any]
    ) -> tuple[str, pa.Table | None, dict[str, Any]]:
        """Return a question's text with its slots filled, and rows and parameters as it takes them.

        DuckDB finds the caller's variable `rows` by its name. Were it registered instead, it
        would be kept in memory until the transaction ends: in a load, every row of every file.
        """
        asked = question(name, "sql")
        parameters = {key: given[key] for key in asked.parameters}
        taken = None if rows is None else rows.select(asked.rows)
        return asked.filled(given), taken, parameters

    def _check_schema(self, *, create: bool, write: bool) -> None:
        """Make the tables of a new store, refuse what is none, and bring an old one up to date."""
        columns = self._columns()
        if not columns:
            if not create:
                raise StoreError(_missing(self.name))
            self._update(columns)
            return
        if not columns.keys() >= {"about", "node", "fact"}:
            raise StoreError(
                f"{self.name} is a DuckDB database but not a graph-icp store; "
                "give another path with --store."
            )
        version = self.ask("schema/schema_version")["schema_version"][0].as_py()
        if version > model.SCHEMA_VERSION:
            raise StoreError(
                f"{self.name} was written by a newer graph-icp (its schema is {version}, "
                f"this one knows {model.SCHEMA_VERSION}); upgrade graph-icp to open it."
            )
        if version < model.SCHEMA_VERSION:
            if not write:
                self._connection.close()
                self._connection = _connect(self.name, read_only=False)
            self._update(columns)

    def _columns(self) -> dict[str, set[str]]:
        """Return the columns of each table in the file."""
        found: dict[str, set[str]] = {}
        for row in self.ask("schema/columns").to_pylist():
            if row["is_view"]:
                # A view in a file from elsewhere could read other files.
                raise StoreError(
                    f"{self.name} holds a view ({row['table_name']}), as no graph-icp store does; "
                    "give another path with --store."
                )
            found.setdefault(row["table_name"], set()).add(row["column_name"])
        return found

    def _update(self, columns: dict[str, set[str]]) -> None:
        """Give the file every table and column of the model that it lacks."""
        with self.transaction():
            for table, kinds in (_ABOUT | model.TABLES).items():
                if table not in columns:
                    listed = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
                    self.tell("schema/create_table", table=table, columns=listed)
                    continue
                for column in kinds.keys() - columns[table]:
                    self.tell("schema/add_column", table=table, column=column, type=kinds[column])
            self.tell("schema/record_schema_version", version=model.SCHEMA_VERSION)


def _missing(store: str) -> str:
    return f"There is no store at {store}; 'graph-icp load FILE' or 'graph-icp demo' makes one."


def remove_duckdb_store(path: str | Path) -> None:
    """Remove a store's file and what DuckDB keeps beside it."""
    for file in (Path(path), Path(f"{path}.wal")):
        file.unlink(missing_ok=True)


def _connect(path: str | Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    settings: dict[str, Any] = {
        "memory_limit": MEMORY_LIMIT,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with _explained(str(path)):
        if not _is_duckdb_or_new(Path(path)):
            raise StoreError(f"{path} is not a DuckDB file; give another path with --store.")
        return duckdb.connect(str(path), read_only=read_only, config=settings)


def _holds_nothing(path: Path) -> bool:
    """Return whether there is no file, or one that was being made when its maker was killed."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def _is_duckdb_or_new(path: Path) -> bool:
    """Return whether a file bears DuckDB's mark; DuckDB itself also opens other kinds of file."""
    if not path.is_file() or _holds_nothing(path):
        return True
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


@contextmanager
def _explained(store: str, asked: str = "") -> Iterator[None]:
    """Turn what goes wrong with the file into one sentence with what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{store} cannot be read: {error.strerror}.") from error
    except (duckdb.Error, RuntimeError) as error:
        if _INTERRUPTED.search(str(error)):
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        line = str(error).splitlines()[0].rstrip(".")
        known = _sentence(store, line)
        place = f" (queries/{asked}.sql)" if asked else ""
        raise StoreError(known or f"{store}: {line}{place}.") from error


def _sentence(store: str, said: str) -> str | None:
    """Return what DuckDB said in the user's words, None where it says nothing known."""
    path = Path(store)
    if "conflicting lock" in said.lower() or "could not set lock" in said.lower():
        return f"{store} is in use by another process; wait for it to end and try again."
    if "No space left" in said or "File too large" in said or "Out of Memory" in said:
        return (
            f"{store}: the disk is full, or memory is; nothing of this command was kept. "
            "Free some space and run it again."
        )
    if not path.parent.is_dir():
        return (
            f"{store}: the folder {path.parent} does not exist; make it, or give another --store."
        )
    if path.is_dir():
        return f"{store} is a folder; give the path of a file with --store."
    if "read enough bytes" in said or "corrupt" in said.lower() or "checksum" in said.lower():
        return (
            f"{store} is not a whole DuckDB file (damaged, or cut short); bring back a copy of "
            "it, or give another path with --store."
        )
    if "read-only" in said.lower() or "Permission denied" in said:
        return f"{store} may not be written; check its permissions or give another --store."
    return None
