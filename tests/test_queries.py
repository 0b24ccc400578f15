"""Every file of queries/: its head agrees with its text, and it runs."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.queries import QueryFileError, Question, parse, question, questions
from graph_icp.graph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.store import Store

NAMES = questions("sql")

# A value for each parameter, slot and column of rows that a file may declare.
PARAMETERS = {
    "account": 1,
    "as_of": datetime.date(2024, 1, 1),
    "beginning": "ac",
    "clean": "acme",
    "constants": "{}",
    "edge": model.USES.type,
    "edges": model.USES.type,
    "file": "a.csv",
    "id": 1,
    "kind": model.ACCOUNT.label,
    "labels": "",
    "load": 1,
    "loaded_at": datetime.datetime(2024, 1, 1),
    "loader": "companies",
    "loads": 1,
    "made_at": datetime.datetime(2024, 1, 1),
    "method": "cosine",
    "options": "{}",
    "part": "acme",
    "property": "industry",
    "relation": "uses",
    "run": 1,
    "version": model.SCHEMA_VERSION,
}
SLOTS = {"table": "node", "columns": "id integer", "column": "name", "type": "text"}
COUNTED = {"accepted", "rejected", "rows_read"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = open_store(":memory:", create=True)
    yield opened
    opened.close()


def test_there_are_files() -> None:
    assert len(NAMES) > 50
    assert set(model.RELATIONS[0].parameters()) <= set(PARAMETERS)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_runs(store: Store, name: str) -> None:
    asked = question(name, "sql")
    assert asked.answers.endswith((".", "?"))
    parameters = {each: 0 if each in COUNTED else PARAMETERS[each] for each in asked.parameters}
    slots = {each: SLOTS[each] for each in asked.slots}
    rows = rows_for(asked) if asked.rows else None
    if asked.text.split()[0].lower() in {"select", "with", "from"}:
        answer = store.ask(name, rows, **parameters, **slots)
        assert answer.column_names
    else:
        store.tell(name, rows, **parameters, **slots)


@pytest.mark.parametrize("name", [each for each in NAMES if question(each, "sql").rows])
def test_declared_columns_are_those_that_the_text_needs(store: Store, name: str) -> None:
    """Without its last declared column a file no longer runs: none is declared in vain."""
    asked = question(name, "sql")
    parameters = {each: 0 if each in COUNTED else PARAMETERS[each] for each in asked.parameters}
    for column in asked.rows:
        with pytest.raises((StoreError, KeyError)):
            store.ask(name, rows_for(asked).drop_columns([column]), **parameters)


def rows_for(asked: Question) -> pa.Table:
    """Return one row with the columns that a file declares."""
    types = {
        "first_seen": pa.date32(),
        "last_seen": pa.date32(),
        "since": pa.date32(),
        "until": pa.date32(),
        "decided_on": pa.date32(),
        "score": pa.float64(),
        "strength": pa.float64(),
        "scale": pa.float64(),
        "fit": pa.float64(),
        "alias": pa.bool_(),
        "decided": pa.bool_(),
        "weights": pa.list_(pa.float64()),
    }
    numbers = {"id", "load", "row", "rank", "run", "owner"}
    ends = {"a", "b", "mention", "other", "node"}
    by_number = asked.name not in {"record_decision", "forget_decision"}

    def cell(column: str) -> pa.Array:
        if column in types:
            return pa.nulls(1, types[column])
        number = column in numbers or (by_number and column in ends)
        if column == "value" and asked.name == "record_labels":
            return pa.array([0.5])
        return pa.array([1]) if number else pa.array(["text"])

    return pa.table({column: cell(column) for column in asked.rows})


GOOD = """-- Which names has a mention?
-- $mention: its number
-- rows: id
-- {table}: where to look
select name from {table} join rows using (id) where mention = $mention and name <> '{no} $slot'
"""


def test_a_good_file() -> None:
    asked = parse(GOOD, "names", "sql")
    assert asked.answers == "Which names has a mention?"
    assert asked.parameters == {"mention"}
    assert asked.slots == {"table"}
    assert asked.rows == ("id",)
    assert asked.filled({"table": "naming"}).startswith("select name from naming join")


def test_a_good_file_in_cypher() -> None:
    source = (
        "// Which are there?\n// $kind: what\n// rows: id\nUNWIND $rows AS r RETURN $kind, r.id\n"
    )
    asked = parse(source, "some", "cypher")
    assert (asked.parameters, asked.rows) == ({"kind"}, ("id",))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "queries/bad.sql:1: the first line does not say what the file answers"),
        ("select 1\n", "queries/bad.sql:1: the first line does not say"),
        ("--\nselect 1\n", "queries/bad.sql:1: the first line does not say"),
        ("-- One?\n", "queries/bad.sql:1: there is no query below the head"),
        ("-- One?\n\n\n", "queries/bad.sql:3: there is no query below the head"),
        ("-- One?\n-- $a: a\nselect 1\n", r"queries/bad.sql:2: \$a is declared but not used"),
        ("-- One?\n-- rows: a\nselect 1\n", "queries/bad.sql:2: rows is declared but not used"),
        ("-- One?\n-- {t}: t\nselect 1\n", r"queries/bad.sql:2: \{t\} is declared but not used"),
        ("-- One?\nselect\n  $a\n", r"queries/bad.sql:3: \$a is used but not declared"),
        ("-- One?\nselect 1 from {t}\n", r"queries/bad.sql:2: \{t\} is used but not declared"),
        ("-- One?\nselect id from rows\n", "queries/bad.sql:2: rows is used but not declared"),
        ("-- One?\n-- what is this\nselect 1\n", "queries/bad.sql:2: 'what is this' is not"),
        ("-- One?\n-- $a:\nselect $a\n", "queries/bad.sql:2: '.a:' is not"),
    ],
)
def test_a_broken_file_is_reported_by_file_and_line(source: str, message: str) -> None:
    with pytest.raises(QueryFileError, match=message):
        parse(source, "bad", "sql")


def test_a_comment_below_the_head_uses_nothing() -> None:
    asked = parse("-- One?\nselect 1 -- not $this, nor rows, nor {that}\n", "one", "sql")
    assert not asked.parameters
    assert not asked.slots


def test_a_missing_file_is_named() -> None:
    with pytest.raises(QueryFileError, match=r"There is no file nothing\.sql in queries/"):
        question("nothing", "sql")


def test_a_query_that_fails_is_named_with_its_file(store: Store) -> None:
    with pytest.raises(StoreError, match=r"queries/add_column\.sql"):
        store.tell("add_column", table="no_such_table", column="a", type="text")
