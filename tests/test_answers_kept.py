"""Answers of a store that are kept while nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from web_client import shops

from graph_icp.graph.answers_kept import AnswersKept
from graph_icp.graph.duckdb_store import DuckDBStore

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that reach the store."""
    questions: list[str] = []
    ask = DuckDBStore.ask

    def counted(self: DuckDBStore, question: str, *rows: Any, **given: Any) -> pa.Table:
        questions.append(question)
        return ask(self, question, *rows, **given)

    monkeypatch.setattr(DuckDBStore, "ask", counted)
    return questions


def test_a_block_asks_the_same_once_and_another_question_again(
    tmp_path: Path, asked: list[str]
) -> None:
    opener = shops(tmp_path).store
    with opener.once(), opener() as store:
        asked.clear()
        ids = store.ask("read/account_ids")["id"]
        first, other = (pa.table({"id": [ids[place].as_py()]}) for place in (0, 1))
        told = [store.ask("read/accounts_by_id", rows) for rows in (first, other, first)]
        for relation in ("uses", "industry", "uses"):
            store.ask("links/traits_of_relation", relation=relation)
    assert told[0]["id"].to_pylist() == told[2]["id"].to_pylist() == first["id"].to_pylist()
    assert told[1]["id"].to_pylist() == other["id"].to_pylist()
    assert asked == [
        "read/account_ids",
        *("read/accounts_by_id", "read/accounts_by_id"),
        *("links/traits_of_relation", "links/traits_of_relation"),
    ]


def test_answers_stay_until_something_is_written(tmp_path: Path, asked: list[str]) -> None:
    market = shops(tmp_path)

    def explained() -> int:
        asked.clear()
        market.explain("shop20.example")
        return len(asked)

    # The first one keeps a run, and reads what it tells of it after that was written.
    assert explained() > 0
    assert explained() == 0
    market.feedback.say("shop20.example", "taken")
    assert "taken" in market.explain("shop20.example").said
    # Also by another process, here another opener.
    type(market)(market.path).feedback.say("shop20.example", "won")
    assert "won" in market.explain("shop20.example").said


def test_outside_a_block_nothing_is_kept(tmp_path: Path, asked: list[str]) -> None:
    opener = shops(tmp_path).store
    with opener() as store:
        asked.clear()
        store.ask("read/account_ids")
        store.ask("read/account_ids")
    assert len(asked) == 2


def test_the_answers_that_were_asked_for_last_are_kept(tmp_path: Path, asked: list[str]) -> None:
    relations = ("uses", "industry", "country")
    with shops(tmp_path).store() as opened:
        kept = AnswersKept()
        store = kept.of(opened, 1)
        sizes = []
        for relation in relations:
            before = kept.bytes
            store.ask("links/links", relation=relation)
            sizes.append(kept.bytes - before)
        store = AnswersKept(sum(sizes) - 1).of(opened, 1)
        asked.clear()
        for relation in (*relations, "country", "industry", "uses"):
            store.ask("links/links", relation=relation)
    assert len(asked) == 4


def test_another_state_and_a_drop_forget_all(tmp_path: Path, asked: list[str]) -> None:
    with shops(tmp_path).store() as opened:
        kept = AnswersKept()
        old = kept.of(opened, "old")
        old.ask("read/account_ids")
        new = kept.of(opened, "new")
        asked.clear()
        new.ask("read/account_ids")
        # Who still reads the old state gets no answer of the new one.
        old.ask("read/account_ids")
        assert len(asked) == 2
        kept.drop()
        assert kept.bytes == 0
        new.ask("read/account_ids")
        assert len(asked) == 3
