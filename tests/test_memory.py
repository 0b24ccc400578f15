"""The memory that the embedded store may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from web_client import shops

from graph_icp.errors import StoreError
from graph_icp.graph.memory import VARIABLE, memory_limit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("said", ["600MB", "4 GB", "1.5gib", "50%", " 25% "])
def test_an_amount_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert memory_limit() == said.strip()


def test_half_of_the_machine_is_the_limit_where_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert memory_limit() == "50%"
    monkeypatch.setenv(VARIABLE, "")
    assert memory_limit() == "50%"


@pytest.mark.parametrize("said", ["lots", "600", "0MB", "-1GB", "120%", "0%", "1e9GB"])
def test_what_is_no_amount_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str
) -> None:
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(StoreError, match=f"{VARIABLE} is '{said}', which is no amount of memory"):
        shops(tmp_path)


def test_too_little_is_said_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "5MB")
    with pytest.raises(StoreError, match=r"5MB of memory are not enough; nothing .* such as 2GB"):
        shops(tmp_path)
    monkeypatch.setenv(VARIABLE, "200MB")
    assert len(shops(tmp_path).accounts()) == 72
