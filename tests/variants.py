"""A file in the ways in which programs write it, and what loading it gives."""

from __future__ import annotations

import csv
import datetime
import io
import random
from typing import TYPE_CHECKING, Any

from dumps import dump

import graph_icp
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.recognise import known

if TYPE_CHECKING:
    from pathlib import Path

    from dumps import Dump

    from graph_icp.market.loading import Report

DAY = datetime.date(2026, 7, 1)


def variants(text: str, *, preamble: str = "") -> dict[str, bytes]:
    """Return a table as several programs write it.

    Parameters
    ----------
    text : str
        Comma separated; all of it must be there in Windows-1252 too.
    preamble : str
        Lines that stand above it.
    """
    rows = list(csv.reader(io.StringIO(text)))
    order = list(range(len(rows[0])))
    random.Random(4).shuffle(order)
    assert order != sorted(order)
    shuffled = [[row[place] for place in order] for row in rows]
    semicolons = preamble + _written(rows, delimiter=";")
    return {
        "columns shuffled": (preamble + _written(shuffled)).encode(),
        "byte order mark, CRLF": (preamble + _written(rows, end="\r\n")).encode("utf-8-sig"),
        "semicolons": semicolons.encode(),
        "tabs": (preamble + _written(rows, delimiter="\t")).encode(),
        "Windows-1252": (preamble + _written(rows)).encode("cp1252"),
        "everything quoted": (preamble + _written(rows, quoting=csv.QUOTE_ALL)).encode(),
        "Windows-1252, semicolons, CRLF": semicolons.replace("\n", "\r\n").encode("cp1252"),
    }


def _written(rows: list[list[str]], *, end: str = "\n", **style: Any) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator=end, **style).writerows(rows)
    return file.getvalue()


def write(folder: Path, text: str, name: str = "file.csv") -> Path:
    """Write a file into a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def check_variants(
    folder: Path, text: str, file: str, loader: str, *, preamble: str = "", **asked: Any
) -> None:
    """Assert that a file says the same however a program writes it.

    A loader gets cells: where they are the same, so is what they say. Where their columns are
    shuffled, all is loaded again.
    """
    report, told = load(folder, text, file, **asked)
    cells = read(folder / file)
    ways = variants(text, preamble=preamble)
    other, same = load(folder, ways.pop("columns shuffled"), file, **asked)
    assert other.files[0].loader == loader
    assert same == told
    for counted in ("accepted", "rejected", "notes", *(["skipped"] * (not preamble))):
        assert getattr(other.files[0], counted) == getattr(report.files[0], counted)
    for way, content in ways.items():
        (folder / file).write_bytes(content)
        assert read(folder / file) == cells, way


def read(path: Path) -> tuple[tuple[str, ...], list[dict[str, str]], list[str]]:
    """Return a file's header, its rows as a loader gets them, and why others cannot be read."""
    with open_table(path, knows=known) as table:
        batches = list(table.batches())
    rows = [row for batch in batches for row in batch.rows.drop_columns(["_row"]).to_pylist()]
    return table.header, rows, [bad.reason for batch in batches for bad in batch.bad]


def load(
    folder: Path, content: str | bytes, name: str, *, store: str = ":memory:", **asked: Any
) -> tuple[Report, Dump]:
    """Load a file into a store; return the report and what the store holds then."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    market = graph_icp.open(store)
    report = market.load(path, **{"as_of": DAY, **asked})
    with market.store() as opened:
        return report, dump(opened)


def facts(told: Dump, *kinds: str) -> set[tuple[Any, ...]]:
    """Return kind, one end, other end, since, until, role and strength of each fact.

    Of a deal the day of closing, outcome and amount stand in the last three places. Days are texts,
    and "" where there is none. All kinds where none is named.
    """
    return {
        (
            row[0],
            row[1][1],
            row[2][1],
            *(_plain(cell) for cell in _said(row)),
        )
        for row in told["fact"]
        if not kinds or row[0] in kinds
    }


def _said(row: tuple[Any, ...]) -> list[Any]:
    """Return what a fact says beside kind and ends, checking that it says nothing elsewhere."""
    cells = dict(zip(TABLES["fact"], row, strict=False))
    of_deals = ("closed_on", "outcome", "amount")
    of_others = ("until", "role", "strength")
    # Of a deal, role and strength are the currency and its rate.
    said, empty = (of_deals, ("until",)) if row[0] == "HAS_DEAL" else (of_others, of_deals)
    assert all(cells[name] is None for name in empty)
    assert row[0] == "HAS_DEAL" or cells["opened_on"] is None
    return [cells["since"], *(cells[name] for name in said)]


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def people(told: Dump) -> dict[str, str]:
    """Return the name of each way of naming a person, by its key."""
    return {row[2]: row[3] for row in told["node"] if row[1] == "Person"}


def links(told: Dump, relation: str) -> set[tuple[str, str, float]]:
    """Return account, trait and value of each link of a relation."""
    return {(a[1], t[1], value) for name, a, t, value, _ in told["link"] if name == relation}


def properties(told: Dump, key: str) -> dict[str, str]:
    """Return what is said of the node of this key."""
    return {row[1]: row[2] for row in told["property"] if row[0][1] == key}


def as_csv(*rows: dict[str, str]) -> str:
    """Return rows of one header as a table."""
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
