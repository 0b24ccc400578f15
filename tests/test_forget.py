"""Who is forgotten is nowhere in the store, nor in its files, and everybody else stays."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from variants import as_csv

import graph_icp
from graph_icp.errors import UnknownNameError
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

CANARY = "Qzxcanary"
NAME = f"{CANARY} Zed"
# Files that name neither a person nor a company.
OF_NOBODY = {"technologies", "events"}


def canary_row(example: dict[str, str]) -> dict[str, str]:
    """Return an example with the canary in every text cell; numbers and days stay."""
    return {header: canary(header, cell) for header, cell in example.items()}


def canary(header: str, cell: str) -> str:
    if not re.search("[A-Za-z]{2}", cell) or (re.search(r"\d", cell) and "." not in cell):
        return cell
    if "@" in cell:
        return f"{CANARY.lower()}@{CANARY.lower()}.example"
    if page := re.search(r"linkedin\.com/(in|company)/", cell):
        return f"https://www.linkedin.com/{page[1]}/{CANARY.lower()}"
    if re.search(r"\w\.\w{2,}", cell):
        return f"{CANARY.lower()}.example"
    return CANARY if "first" in header.lower() else "Zed" if "last" in header.lower() else NAME


def holds(folder: Path) -> list[str]:
    """Return the files of a folder that hold the canary, in UTF-8 or UTF-16, in any case."""
    word = CANARY.lower()
    kinds = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file()
        and any(
            each in file.read_bytes().lower() or each in str(file).lower().encode()
            for each in kinds
        )
    ]


def texts(market: Market) -> list[str]:
    """Return each table and row that holds the canary: files may hold it compressed."""
    with market.store() as store:
        return [
            f"{table}: {row}"
            for table in TABLES
            for row in store.dump(table).to_pylist()
            if CANARY.lower() in str(row).lower()
        ]


def forget_all(market: Market, *whos: str) -> None:
    for who in whos:
        with suppress(UnknownNameError):
            market.privacy.forget(who)


EVERY_WAY = (
    f"{CANARY.lower()}@{CANARY.lower()}.example",
    f"{CANARY.lower()}.example",
    f"linkedin.com/in/{CANARY.lower()}",
    f"linkedin.com/company/{CANARY.lower()}",
)


@pytest.fixture
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every loader's example as a canary, by files whose names are canaries too."""
    folder = tmp_path_factory.mktemp("canaries")
    for name in sorted({*loaders()} - OF_NOBODY):
        row = canary_row(dict(loaders()[name].example))
        (folder / f"{NAME} {name}.csv").write_text(as_csv(row), encoding="utf-8")
    return folder


def test_nothing_stays_of_who_is_forgotten_by_any_loader(tmp_path: Path, canaries: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    loaded = market.load(canaries, owner=NAME, event=NAME)
    assert {file.loader for file in loaded.files} == {*loaders()} - OF_NOBODY
    assert sum(file.accepted for file in loaded.files) > len(loaded.files) / 2
    assert any(file.rejected for file in loaded.files)
    others = canaries / "others.csv"
    others.write_text(f"Netz,{NAME}\nelm.example,Steel\nfern.example,Toys\n", encoding="utf-8")
    market.load(others, loader="companies", columns={"domain": "Netz", "industry": NAME})
    market.identity.decide(f"{CANARY.lower()}.example", "elm.example", "different")
    market.feedback.say("fern.example", "later", f"after {NAME}")
    market.feedback.say(f"{CANARY.lower()}.example", "not a fit", "too small")
    assert {each.partition(":")[0] for each in texts(market)} >= {
        *("node", "naming", "property", "fact", "load", "header_map", "feedback", "account"),
    }
    assert holds(tmp_path)
    forget_all(market, *EVERY_WAY, f"colleague:{NAME.lower()}", NAME)
    assert texts(market) == []
    assert holds(tmp_path) == []
    with market.store() as store:
        assert {row["domain"] for row in store.dump("account").to_pylist()} == {
            *("elm.example", "fern.example"),
        }
