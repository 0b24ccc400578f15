"""The store's file: what is opened, migrated, refused, and never made by looking."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest
from dumps import dump, exact_dump

import graph_icp
from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.open_store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_icp.market import Market

LIST = "domain,name,industry,status\nacme.com,Acme,Software,customer\nbolt.com,Bolt,Software,\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a small store."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "list.csv").write_text(LIST)
    graph_icp.open(folder / "some.duckdb").load(folder / "list.csv")
    return (folder / "some.duckdb").read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "some.duckdb").write_bytes(made)
    return tmp_path / "some.duckdb"


def changed(path: Path, *statements: str) -> None:
    """Change a DuckDB file behind the store's back."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


LOOKS: dict[str, Callable[[Market], object]] = {
    "accounts": lambda market: market.accounts(),
    "customers": lambda market: market.customers.table(),
    "discover": lambda market: market.discover(),
    "explain": lambda market: market.explain("acme.com"),
    "similar": lambda market: market.similar("acme.com"),
    "neighbourhood": lambda market: market.neighbourhood("acme.com"),
    "mentions": lambda market: market.identity.mentions("acme.com"),
    "summary": lambda market: market.summary(),
    "rejects": lambda market: market.rejects(),
    "label": lambda market: market.customers.set(where=["industry=Software"]),
    "join": lambda market: market.identity.decide("domain:acme.com", "domain:bolt.com", "same"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_what_reads_or_changes_never_makes_a_store(tmp_path: Path, look: str) -> None:
    path = tmp_path / "none.duckdb"
    with pytest.raises(StoreError, match=r"There is no store at .*none\.duckdb; .*graph-icp load"):
        LOOKS[look](graph_icp.open(path))
    assert not list(tmp_path.iterdir())


def test_opening_alone_makes_nothing(tmp_path: Path) -> None:
    graph_icp.open(tmp_path / "none.duckdb")
    assert not list(tmp_path.iterdir())


def test_reading_changes_no_byte(path: Path, made: bytes) -> None:
    market = graph_icp.open(path)
    market.accounts("acme")
    market.summary()
    market.identity.mentions("acme.com")
    assert path.read_bytes() == made


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    newer = model.SCHEMA_VERSION + 1
    changed(path, "update about set schema_version = schema_version + 1")
    before = path.read_bytes()
    for use in (lambda: graph_icp.open(path).summary(), lambda: loaded(path)):
        with pytest.raises(StoreError, match=f"its schema is {newer}, .*upgrade graph-icp"):
            use()
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [True, False], ids=["for a change", "for a look"])
def test_an_older_store_gets_the_tables_and_columns_that_it_lacks(path: Path, write: bool) -> None:
    before = dumped(path)
    changed(
        path,
        "drop table label",
        "drop table run_fit",
        "alter table fact drop column strength",
        "alter table account drop column owner",
        "update about set schema_version = 0",
    )
    store = open_store(path, write=write)
    assert store.ask("schema/schema_version")["schema_version"].to_pylist() == [
        model.SCHEMA_VERSION
    ]
    store.close()
    assert dumped(path) == before
    loaded(path)
    assert graph_icp.open(path).customers.set(where=["industry=Software"])[:2] == (2, [])


def test_a_migrated_store_has_one_version(path: Path) -> None:
    changed(path, "update about set schema_version = 0")
    loaded(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.sql("select schema_version from about").fetchall() == [
            (model.SCHEMA_VERSION,)
        ]


@pytest.mark.parametrize("content", [b"company,domain\nAcme,acme.com\n", b"\0" * 20_000])
def test_what_is_not_duckdb_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    for use in (lambda: graph_icp.open(path).summary(), lambda: loaded(path)):
        with pytest.raises(StoreError, match=r"list\.csv is not a DuckDB file; give another path"):
            use()
    assert path.read_bytes() == content


@pytest.mark.parametrize("table", ["orders (number integer)", "about (author text)"])
def test_another_programs_duckdb_file_is_refused_and_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "orders.duckdb"
    (tmp_path / "list.csv").write_text(LIST)
    changed(path, f"create table {table}")
    before = path.read_bytes()
    for use in (lambda: graph_icp.open(path).summary(), lambda: loaded(path)):
        with pytest.raises(StoreError, match="is a DuckDB database but not a graph-icp store"):
            use()
    assert path.read_bytes() == before


@pytest.mark.parametrize("made_by", ["nothing written", "an empty database"])
def test_a_store_whose_making_was_interrupted_is_made_by_the_next_load(
    tmp_path: Path, made_by: str
) -> None:
    path = tmp_path / "half.duckdb"
    (tmp_path / "list.csv").write_text(LIST)
    if made_by == "nothing written":
        path.touch()
    else:
        changed(path)
    loaded(path)
    assert len(graph_icp.open(path).accounts()) == 2


def test_a_truncated_store_is_refused(path: Path, made: bytes) -> None:
    path.write_bytes(made[: len(made) // 2])
    with pytest.raises(StoreError, match=r"some\.duckdb"):
        graph_icp.open(path).summary()
    assert path.read_bytes() == made[: len(made) // 2]


def test_a_store_in_use_by_another_process_is_refused(path: Path) -> None:
    holds = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held'); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", holds, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        assert holder.stdin
        holder.stdout.readline()
        for use in (lambda: graph_icp.open(path).summary(), lambda: loaded(path)):
            with pytest.raises(StoreError, match="is in use by another process; wait"):
                use()
        holder.stdin.close()
    loaded(path)


def test_a_store_that_another_made_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.duckdb"
    (tmp_path / "list.csv").write_text(LIST)

    def open_late(_path: str, **_given: bool) -> None:
        changed(path, "create table others (number integer)")
        raise StoreError("in use")

    monkeypatch.setattr("graph_icp.market.store_opener.open_store", open_late)
    with pytest.raises(StoreError, match="in use"):
        loaded(path)
    assert path.exists()


def test_a_store_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    market = graph_icp.open(tmp_path / "none" / "some.duckdb")
    with pytest.raises(StoreError, match=r"the folder .*none does not exist; make it"):
        market.load(tmp_path / "list.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    market = graph_icp.open(tmp_path / "list.csv" / "some.duckdb")
    with pytest.raises(StoreError, match="does not exist"):
        market.load(tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text() == LIST


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    with pytest.raises(StoreError, match="is a folder; give the path of a file"):
        graph_icp.open(tmp_path).load(tmp_path / "list.csv")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="users and permissions are those of POSIX")
def test_a_read_only_store_is_read_and_not_changed(made: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "some.duckdb")
        path.write_bytes(made)
        Path(folder, "list.csv").write_text(LIST)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_anybody():
            assert len(graph_icp.open(path).accounts()) == 2
            with pytest.raises(StoreError, match="may not be written; check its permissions"):
                loaded(path)
            with pytest.raises(StoreError, match="may not be written; check its permissions"):
                loaded(path.with_name("new.duckdb"))
        assert path.read_bytes() == made
        assert len(os.listdir(folder)) == 2
        Path(folder).chmod(0o755)


def test_an_error_in_a_transaction_takes_all_of_it_back(path: Path) -> None:
    store = open_store(path, write=True)
    before = exact_dump(store)

    def half() -> None:
        with store.transaction():
            store.tell("load/rename_nodes", pa.table({"id": [1, 2], "name": ["a", "b"]}))
            assert exact_dump(store) != before
            store.tell("schema/add_column", table="no_such_table", column="a", type="text")

    with pytest.raises(StoreError, match="add_column"):
        half()
    assert exact_dump(store) == before
    store.close()


def test_what_is_not_to_be_kept_is_done_and_taken_back(anywhere: str) -> None:
    store = open_store(anywhere, write=True, create=True)
    before = exact_dump(store)
    node = pa.table({"id": [1], "kind": ["Technology"], "key": ["go"], "name": ["Go"]})

    def work() -> int:
        store.insert("node", node)
        return len(store.dump("node"))

    assert store.run(work, keep=False) == 1
    assert exact_dump(store) == before
    assert store.run(work) == 1
    assert len(store.dump("node")) == 1
    store.close()


def test_a_merge_says_how_many_rows_it_made_and_altered(anywhere: str) -> None:
    store = open_store(anywhere, write=True, create=True)
    store.insert("node", pa.table({"id": [1], "kind": ["Account"], "key": ["a"], "name": ["A"]}))
    day = datetime.date(2025, 1, 1)
    said = {"node": [1, 1], "property": ["plan", "tier"], "value": ["pro", "1"]}
    more = {"source": ["crm"] * 2, "load": [1, 1], "first_seen": [day] * 2}

    def merged(*days: datetime.date) -> tuple[int, int]:
        rows = pa.table(said | more | {"last_seen": list(days)})
        return store.tell("load/merge_properties", rows, label=model.MENTION)

    later = day + datetime.timedelta(days=1)
    assert merged(day, day) == (2, 0)
    assert merged(day, day) == (0, 0)
    assert merged(later, day) == (0, 1)
    store.close()


def test_nothing_is_told_by_an_empty_table(path: Path) -> None:
    store = open_store(path, write=True)
    assert store.tell("decisions/forget_proposals", pa.table({"id": pa.array([], pa.int64())})) == (
        0,
        0,
    )
    store.close()


def test_several_may_read_at_once(path: Path) -> None:
    one, other = open_store(path), open_store(path)
    assert dump(one) == dump(other)
    one.close()
    other.close()


def loaded(path: Path) -> None:
    graph_icp.open(path).load(path.parent / "list.csv")


def dumped(path: Path) -> dict[str, list[tuple[object, ...]]]:
    store = open_store(path)
    try:
        return dump(store)
    finally:
        store.close()


@contextmanager
def as_anybody() -> Iterator[None]:
    """Go without the rights of an administrator, where the tests have them."""
    me = os.geteuid()
    if me:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def test_a_file_with_a_view_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "strange.duckdb"
    open_store(path, write=True, create=True).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table account")
        connection.execute("create view account as select * from node")
    with pytest.raises(StoreError, match="holds a view"):
        open_store(path)
