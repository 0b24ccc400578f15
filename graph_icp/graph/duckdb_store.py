"""The embedded store: one DuckDB file."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from graph_icp.errors import StoreError, StoreInUseError
from graph_icp.graph import model, tables
from graph_icp.graph.memory import VARIABLE, memory_limit
from graph_icp.graph.queries import question
from graph_icp.graph.relations import RELATIONS
from graph_icp.graph.store import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    import pyarrow as pa

    from graph_icp.graph.store import T

# What the file says of itself.
_ABOUT = {"about": {"schema_version": "integer", "rules": "integer"}}

# The column of a change's result that says whether a row was made or altered.
_ACTION = "merge_action"

# The rows of a part of an answer.
_PART = 1_000_000

# The errors that DuckDB raises for Ctrl-C in the middle of its work.
_INTERRUPTED = re.compile("Query interrupted|KeyboardInterrupt|INTERRUPT Error")

# The endings of the files beside a store while it is written anew: the copy that is changed, and
# the new file.
CHANGED, NEW = ".graph-icp-changed", ".graph-icp-new"


class DuckDBStore:
    """A market in one DuckDB file; see `graph_icp.graph.open_store` for the parameters."""

    # Every change is one transaction.
    unfinished = False

    def __init__(
        self,
        path: str | Path,
        *,
        write: bool = False,
        create: bool = False,
        checked: bool = False,
    ) -> None:
        self.name = str(path)
        new = self.name == ":memory:" or _holds_nothing(Path(path))
        if new and not create:
            raise StoreError(_missing(self.name))
        if new and Path(path).exists():
            Path(path).unlink()
        self._connection = connect(path, read_only=not (write or new))
        try:
            if not checked or new:
                self._check_schema(create=create, write=write or new)
            if write and not new:
                remove_unfinished(path)
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question; see `Store.ask`."""
        text, rows, parameters = self._asked(question, rows, parameters)
        with explained(self.name, question):
            answer: pa.Table = self._connection.sql(text, params=parameters).to_arrow_table()
        return answer

    def ask_in_parts(
        self, question: str, rows: pa.Table | None = None, **parameters: Any
    ) -> Iterator[pa.RecordBatch]:
        """Give the answer to a question in parts; nothing else may be asked meanwhile."""
        text, rows, parameters = self._asked(question, rows, parameters)
        with explained(self.name, question):
            yield from self._connection.sql(text, params=parameters).to_arrow_reader(_PART)

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change and return what it made and altered; see `Store.tell`."""
        if rows is not None and not len(rows):
            return Changed(0, 0)
        text, rows, parameters = self._asked(change, rows, parameters)
        with explained(self.name, change):
            said = self._connection.execute(text, parameters).fetchnumpy()
        actions = Counter(said[_ACTION].tolist() if _ACTION in said else ())
        return Changed(actions["INSERT"], actions["UPDATE"])

    def dump(self, table: str) -> pa.Table:
        """Return all rows of a table of the model; see `Store.dump`."""
        return self.ask("tables/dump", table=table, columns=_quoted(tables.TABLES[table]))

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert rows into a table; see `Store.insert`."""
        self.tell("tables/insert", rows, table=table, columns=_quoted(rows.column_names))

    def clear(self, table: str) -> None:
        """Delete all rows of a table; see `Store.clear`."""
        self.tell("tables/clear", table=table)

    def transaction(self) -> AbstractContextManager[None]:
        """Make the changes of a `with` block one; see `Store.transaction`."""
        return self._transaction(keep=True)

    @contextmanager
    def _transaction(self, *, keep: bool) -> Iterator[None]:
        with explained(self.name):
            self._connection.execute("begin transaction")
        try:
            yield
            if not keep:
                self._roll_back()
                return
            with explained(self.name):
                self._connection.execute("commit")
        except BaseException:
            self._roll_back()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _roll_back(self) -> None:
        try:
            self._connection.execute("rollback")
        except (duckdb.Error, RuntimeError):
            # A commit that failed, or an interrupted query, has ended the transaction already.
            return

    def run(
        self, work: Callable[[], T], *, size: int = 0, completes: bool = False, keep: bool = True
    ) -> T:
        """Make the changes of `work` one, whatever its size; see `Store.run`."""
        with self._transaction(keep=keep):
            return work()

    def _asked(
        self, name: str, rows: pa.Table | None, given: dict[str, Any]
    ) -> tuple[str, pa.Table | None, dict[str, Any]]:
        """Return a question's text with its slots filled, and its rows and parameters.

        DuckDB finds the caller's variable `rows` by its name. Were it registered instead, it
        would be kept in memory until the transaction ends: in a load, every row of every file.
        """
        asked = question(name, "sql")
        parameters = {key: given[key] for key in asked.parameters}
        taken = None if rows is None else asked.columns(rows)
        return asked.filled(given), taken, parameters

    def _check_schema(self, *, create: bool, write: bool) -> None:
        """Make the tables of a new store, bring an old one up to date, and reject other files."""
        columns = self._columns()
        if not columns:
            if not create:
                raise StoreError(_missing(self.name))
            self._update(columns, model.SCHEMA_VERSION)
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
                self._connection = connect(self.name)
            self._update(columns, version)

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

    def _update(self, columns: dict[str, set[str]], version: int) -> None:
        """Add what the file lacks of the model, and move what older versions kept elsewhere."""
        known = _ABOUT | tables.TABLES
        lacking = [table for table in known if table not in columns]
        listed = [
            ", ".join(f'"{column}" {kind}' for column, kind in known[table].items())
            for table in lacking
        ]
        with self.transaction():
            if "fit" in columns.get("run_fit", ()):
                self.tell("schema/rename_column", table="run_fit", column="fit", to="points")
                columns["run_fit"] = columns["run_fit"] - {"fit"} | {"points"}
                self.tell("schema/migrate_results")
            if lacking:
                self.tell("schema/create_tables", table=lacking, columns=listed)
            for table in columns.keys() & known.keys():
                for column in known[table].keys() - columns[table]:
                    kind = known[table][column]
                    self.tell("schema/add_column", table=table, column=column, type=kind)
            if version < model.COLUMNS_OF_FACTS:
                self.tell("schema/migrate_deals")
                self.tell("schema/migrate_ended")
            if columns and version < model.SINCE_OF_LINKS:
                for each in (each for each in RELATIONS if each.dated()):
                    self.tell("schema/migrate_since", **each.parameters())
            self.tell("schema/record_schema_version", version=model.SCHEMA_VERSION)
            if not columns:
                self.tell("schema/record_rules_version", version=model.RULES_VERSION)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _missing(store: str) -> str:
    return f"There is no store at {store}; 'graph-icp load FILE' or 'graph-icp demo' makes one."


def remove_duckdb_store(path: str | Path) -> None:
    """Remove a store's file and what DuckDB keeps beside it."""
    for file in (Path(path), Path(f"{path}.wal")):
        file.unlink(missing_ok=True)


def remove_unfinished(path: str | Path) -> None:
    """Remove what a process left beside a store that was killed while it wrote it anew.

    Parameters
    ----------
    path : str or Path
        The store's file, which the caller holds open for writing: nobody else is writing it anew.
    """
    real = Path(os.path.realpath(path))
    for file in (real.with_name(real.name + ending) for ending in (CHANGED, NEW)):
        remove_duckdb_store(file)
        shutil.rmtree(f"{file}.tmp", ignore_errors=True)


def connect(
    path: str | Path, *, read_only: bool = False, spilling_to: str | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file, or ":memory:"; what finds no room there goes to a folder.

    Raises
    ------
    StoreError
        If it is no DuckDB file, or in use.
    """
    settings: dict[str, Any] = {
        "memory_limit": memory_limit(),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spilling_to:
        # Files that are read block by block are not worth keeping in memory.
        settings |= {"temp_directory": spilling_to, "enable_external_file_cache": False}
    with explained(str(path)):
        if not _is_duckdb_or_new(Path(path)):
            raise StoreError(f"{path} is not a DuckDB file; give another path with --store.")
        return duckdb.connect(str(path), read_only=read_only, config=settings)


def _holds_nothing(path: Path) -> bool:
    """Return whether there is no file, or an empty one of a program that was killed making it."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def _is_duckdb_or_new(path: Path) -> bool:
    """Return whether a file has DuckDB's signature; DuckDB also opens other kinds of file."""
    if not path.is_file() or _holds_nothing(path):
        return True
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


@contextmanager
def explained(store: str, asked: str = "") -> Iterator[None]:
    """Turn errors of the file into one sentence that says what to do."""
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
        if "conflicting lock" in line.lower() or "could not set lock" in line.lower():
            raise StoreInUseError(
                f"{store} is in use by another process; wait for it to end and try again."
            ) from error
        known = _sentence(store, line)
        place = f" (queries/{asked}.sql)" if asked else ""
        raise StoreError(known or f"{store}: {line}{place}.") from error


def _sentence(store: str, said: str) -> str | None:
    """Return DuckDB's message in the user's words, None where it is unknown."""
    path = Path(store)
    if "No space left" in said or "File too large" in said:
        return (
            f"{store}: the disk is full; nothing of this command was kept. "
            "Free some space and run it again."
        )
    if "Out of Memory" in said:
        return (
            f"{store}: {memory_limit()} of memory are not enough; nothing of this command was "
            f"kept. Allow more by the variable {VARIABLE}, such as 2GB."
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
