"""Every file of queries/: its head agrees with its text, and it runs."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from graph_icp.errors import QueryFileError, StoreError
from graph_icp.graph import model, relations
from graph_icp.graph.open_store import open_store
from graph_icp.graph.queries import ANY, Question, parse, question, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import TeamStores

    from graph_icp.graph.store import Store

NAMES = questions("sql")

# What only one of the stores needs: links in blocks, tables and columns; constraints, indexes and
# leases. One reads and writes any table, the other those that stand alike in the graph.
EMBEDDED_ONLY = {
    "links/links_by_account",
    "schema/add_column",
    "schema/attach",
    "schema/columns",
    "schema/copy_database",
    "schema/create_tables",
    "schema/checkpoint",
    "schema/detach",
    "schema/migrate_since",
    "schema/rename_column",
    "tables/clear",
    "tables/count",
    "tables/dump",
    "tables/insert",
}
TEAM_ONLY = {
    "load/add_facts",
    *(each for each in questions("cypher") if each.startswith("tables/")),
    "schema/await_indexes",
    "schema/create_constraint",
    "schema/create_index",
    "schema/release_lease",
    "schema/forget_some",
    "schema/renew_lease",
    "schema/migrate_points",
    "schema/store_state",
    "schema/acquire_lease",
}

# A value for each parameter, slot and column of rows that a file may declare.
PARAMETERS = {
    "rated": False,
    "account": 1,
    "as_of": datetime.date(2024, 1, 1),
    "beginning": "ac",
    "clean": "acme",
    "constants": "{}",
    "dated": True,
    "edge": model.USES.type,
    "edges": model.USES.type,
    "file": "a.csv",
    "id": 1,
    "known": "country,value",
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
    "path": ":memory:",
    "placeholders": "test",
    "properties": "country|industry",
    "property": "industry",
    "regions": "DE=europe|FR=europe",
    "currency": "EUR",
    "relation": "uses",
    "relations": "uses|people",
    "run": 1,
    "header": "Firma",
    "since": datetime.date(2024, 1, 1),
    "source": "companies",
    "version": model.SCHEMA_VERSION,
}
LABELS = {
    "end": "Technology",
    "kind": "Technology",
    "label": "Technology",
    "property": "industry",
    "edge": "IN_INDUSTRY",
    "edges": "USES",
    "starting": ["USES", "JOINED"],
    "ending": ["WORKS_AT"],
    "trait": ["Technology", "Event"],
    "most": 10,
}
SLOTS = {"table": "node", "columns": "name", "column": "name", "type": "text", "name": "another"}
# The columns of the rows that go with a file that takes any.
ANY_ROWS = {"name": "text"}
COUNTED = {"accepted", "rejected", "rows_read"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = open_store(":memory:", create=True)
    yield opened
    opened.close()


def test_there_are_files() -> None:
    assert len(NAMES) > 50
    assert set(relations.RELATIONS[0].parameters()) <= set(PARAMETERS)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_runs(store: Store, name: str) -> None:
    asked = question(name, "sql")
    assert asked.answers.endswith((".", "?"))
    parameters = {each: 0 if each in COUNTED else PARAMETERS[each] for each in asked.parameters}
    slots = {each: SLOTS.get(each, "") for each in asked.slots}
    if name == "schema/create_tables":
        slots = {"table": ["one", "other"], "columns": ["id integer", "name text"]}
    if name == "schema/rename_column":
        store.tell("schema/create_tables", table=["renamed"], columns=["before integer"])
        slots = {"table": "renamed", "column": "before", "to": "after"}
    if name in {"schema/checkpoint", "schema/copy_database", "schema/detach"}:
        slots = {"name": f"of_{name.removeprefix('schema/')}"}
        store.tell("schema/attach", path=":memory:", **slots)
        slots |= {"name": "memory", "to": slots["name"]} if name.endswith("database") else {}
    rows = rows_for(asked) if asked.rows else None
    if asked.text.split()[0].lower() in {"select", "with", "from"}:
        answer = store.ask(name, rows, **parameters, **slots)
        assert answer.column_names
    else:
        store.tell(name, rows, **parameters, **slots)


@pytest.mark.parametrize(
    "name", [each for each in NAMES if question(each, "sql").rows not in ((), (ANY,))]
)
def test_declared_columns_are_those_that_the_text_needs(store: Store, name: str) -> None:
    """Without its last declared column a file no longer runs: none is declared in vain."""
    asked = question(name, "sql")
    parameters = {each: 0 if each in COUNTED else PARAMETERS[each] for each in asked.parameters}
    for column in asked.rows:
        with pytest.raises((StoreError, KeyError)):
            store.ask(name, rows_for(asked).drop_columns([column]), **parameters)


def test_every_question_is_asked_of_both_stores() -> None:
    assert set(NAMES) - EMBEDDED_ONLY == set(questions("cypher")) - TEAM_ONLY
    assert set(NAMES) >= EMBEDDED_ONLY
    assert set(questions("cypher")) >= TEAM_ONLY


@pytest.mark.parametrize("name", sorted(set(NAMES) - EMBEDDED_ONLY))
def test_both_languages_ask_the_same(name: str) -> None:
    """Labels may stand in slots of one and be parameters of the other, or be needed by one."""
    sql, cypher = question(name, "sql"), question(name, "cypher")
    labels = {*LABELS, "relation", "relations", "regions", "currency"}
    assert sql.answers.endswith((".", "?"))
    assert cypher.parameters - labels == sql.parameters - labels
    assert cypher.slots <= labels
    assert not sql.slots
    derived_elsewhere = not cypher.rows and "RETURN 0 AS made" in cypher.text
    assert set(cypher.rows) == set(sql.rows) or derived_elsewhere


@pytest.fixture(scope="module")
def team(team_stores: TeamStores) -> Iterator[Store]:
    opened = open_store(team_stores.new(), create=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(set(NAMES) - EMBEDDED_ONLY))
def test_every_file_runs_on_a_server_and_gives_the_same_columns(
    store: Store, team: Store, name: str
) -> None:
    asked, other = question(name, "cypher"), question(name, "sql")
    given = dict.fromkeys(COUNTED, 0) | PARAMETERS | LABELS
    if name == "identity/record_belongs":
        given["kind"] = "Account"
    rows = rows_for(other) if other.rows else None
    if other.text.split()[0].lower() in {"select", "with", "from"}:
        expected, answer = store.ask(name, rows, **given), team.ask(name, rows, **given)
        assert set(answer.column_names) == set(expected.column_names)
        for column in answer.column_names:
            assert kind_of(answer[column].type) == kind_of(expected[column].type), column
    else:
        team.tell(name, rows, **given)
        assert {column.name for column in asked.gives} <= {"made", "altered"}


def kind_of(type: pa.DataType) -> str:
    """Return a type but for its size."""
    if pa.types.is_integer(type):
        return "integer"
    if pa.types.is_timestamp(type):
        return "timestamp"
    return str(type).replace("large_", "").replace("<item: ", "<").replace("<l: ", "<")


def test_a_block_stands_once_for_each_entry_of_its_slots() -> None:
    source = (
        "// Which are there?\n// {one}: some\n// {other}: as many\n// {kind}: what\n"
        "MATCH (n:{kind})\n// each\nMATCH (n)-[:{one}]->(:{other})\n// end\nRETURN n\n"
    )
    asked = parse(source, "some", "cypher")
    given = {"kind": "Event", "one": ["A", "B"], "other": ["C", "D"]}
    assert asked.filled(given) == (
        "MATCH (n:Event)\nMATCH (n)-[:A]->(:C)\nMATCH (n)-[:B]->(:D)\nRETURN n"
    )
    assert asked.filled(given | {"one": [], "other": []}) == "MATCH (n:Event)\nRETURN n"


def rows_for(asked: Question) -> pa.Table:
    """Return one row with the columns that a file declares."""
    dates = {"first_seen", "last_seen", "since", "until", "closed_on", "opened_on"}
    fractions = {"score", "strength", "amount", "scale", "weight"}
    numbers = {"id", "load", "owner", "row"}
    by_number = asked.name not in {"decisions/record_decision", "decisions/forget_decision"}
    numbers |= {"a", "b", "mention", "other", "node"} if by_number else set()
    numbers |= {"account", "trait"} if asked.name == "links/link_dates" else set()

    def cell(column: str) -> pa.Array:
        if column in dates:
            return pa.array([datetime.date(2024, 1, 1)])
        if column in {"alias", "decided", "same", "ended"}:
            return pa.array([True])
        if column in fractions:
            return pa.array([0.5])
        return pa.array([1]) if column in numbers else pa.array(["text"])

    columns = ANY_ROWS if asked.rows == (ANY,) else asked.rows
    return pa.table({column: cell(column) for column in columns})


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
    with pytest.raises(StoreError, match=r"queries/schema/add_column\.sql"):
        store.tell("schema/add_column", table="no_such_table", column="a", type="text")
