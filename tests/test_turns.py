"""Turns at a store: readers together, writers alone, and nobody is kept waiting for ever."""

from __future__ import annotations

import threading

import pytest

from graph_icp.market.turns import Turns

SECONDS = 30


def begun(work: object) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


def test_readers_read_together_and_a_writer_writes_alone() -> None:
    turns, together, seen = Turns(), threading.Barrier(2), []

    def read() -> None:
        with turns.reading():
            together.wait(SECONDS)
            seen.append("read")

    def write() -> None:
        with turns.writing():
            seen.append("wrote")

    with turns.reading():
        writer = begun(write)
        writer.join(0.05)
        assert seen == []
        # A thread that reads may read once more while somebody waits to write.
        with turns.reading():
            assert seen == []
    writer.join(SECONDS)
    for each in [begun(read), begun(read)]:
        each.join(SECONDS)
    assert seen == ["wrote", "read", "read"]


def test_later_readers_wait_for_a_writer_that_waits() -> None:
    turns, seen = Turns(), []

    def write() -> None:
        with turns.writing():
            seen.append("wrote")

    def read() -> None:
        with turns.reading():
            seen.append("read")

    with turns.reading():
        writer = begun(write)
        writer.join(0.05)
        reader = begun(read)
        reader.join(0.05)
        assert seen == []
    for each in (writer, reader):
        each.join(SECONDS)
    assert seen == ["wrote", "read"]


def test_after_an_error_the_turn_is_over() -> None:
    turns = Turns()
    for turn in (turns.writing, turns.reading):
        with pytest.raises(KeyError), turn():
            raise KeyError
    with turns.writing():
        assert True
