"""Batches that are read while others are used."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from graph_icp.ingest.files.reading_ahead import reading_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_batches_come_in_their_order_and_the_next_is_read_meanwhile() -> None:
    second_was_read = threading.Event()

    def batches() -> Iterator[int]:
        yield 1
        second_was_read.set()
        yield 2

    with closing(reading_ahead(batches())) as ahead:
        assert next(ahead) == 1
        assert second_was_read.wait(timeout=60)
        assert list(ahead) == [2]


def test_an_error_of_reading_comes_behind_the_batches_before_it() -> None:
    def batches() -> Iterator[int]:
        yield 1
        raise ValueError("the rest cannot be read")

    with closing(reading_ahead(batches())) as ahead:
        assert next(ahead) == 1
        with pytest.raises(ValueError, match="the rest"):
            next(ahead)


def test_nothing_is_read_any_more_once_it_is_closed() -> None:
    read: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    with closing(reading_ahead(batches())) as ahead:
        next(ahead)
    assert len(read) <= 2
    assert all(not each.name.startswith("ThreadPool") for each in threading.enumerate())
