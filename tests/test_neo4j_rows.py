"""What a Neo4j server is handed, as the head of a query's file says."""

from __future__ import annotations

import datetime

import pyarrow as pa

from graph_icp.graph.neo4j.rows import taken
from graph_icp.graph.queries import Question, parse

DAY = datetime.date(2024, 2, 29)


def asked(rows: str) -> Question:
    return parse(f"// What?\n// rows: {rows}\nUNWIND $rows AS row RETURN row", "what", "cypher")


def test_an_only_column_comes_as_its_values() -> None:
    assert taken(asked("id"), pa.table({"id": [3, 1], "more": ["a", "b"]})) == [3, 1]


def test_several_columns_come_as_one_dict_a_row_with_dates_as_texts() -> None:
    rows = pa.table({"id": [3, 1], "seen": pa.array([DAY, None])})
    expected = [{"id": 3, "seen": "2024-02-29"}, {"id": 1, "seen": None}]
    assert taken(asked("id, seen"), rows) == expected


def test_rows_that_follow_each_other_and_agree_come_as_one() -> None:
    rows = pa.table(
        {
            "id": [3, 3, 3, 1, 3],
            "source": pa.array(["a", "a", None, None, None]).dictionary_encode(),
            "other": [1, 2, 3, 4, 5],
            "since": pa.array([DAY, None, None, None, DAY]),
            "until": pa.nulls(5, pa.date32()),
        }
    )
    assert taken(asked("id, source, facts(other, since, until)"), rows) == [
        {"id": 3, "source": "a", "facts": {"other": [1, 2], "since": ["2024-02-29", None]}},
        {"id": 3, "source": None, "facts": {"other": [3], "since": [None]}},
        {"id": 1, "source": None, "facts": {"other": [4], "since": [None]}},
        {"id": 3, "source": None, "facts": {"other": [5], "since": ["2024-02-29"]}},
    ]


def test_all_columns_may_be_nested() -> None:
    rows = pa.table({"a": [1, 2], "b": ["x", "y"]})
    assert taken(asked("edges(a, b)"), rows) == [{"edges": {"a": [1, 2], "b": ["x", "y"]}}]
