"""Writing a load in parts: what was told before is merged, however little is held at a time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from dumps import doubled, dump

import graph_icp
from graph_icp.ingest.upsert import deduplicate, gathering, node_ids, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dumps import Dump

DAY = datetime.date(2024, 6, 1)
# Rows that tell again what others told, in one file and in the next, earlier and later; names
# that become smaller; values of one source on several days.
FILES = {
    "companies.csv": "domain,company,industry,employees,as_of\n"
    "acme.com,Zacme,Software,7,2024-02-01\nacme.com,Acme,Retail,70,2024-01-01\n"
    "bolt.com,Bolt,,8,2024-01-01\nacme.com,Zacme,Software,7,2024-03-01\n",
    "first.csv": "domain,technology,since,until,as_of\n"
    "acme.com,Go,2020-01-01,,2024-01-01\nbolt.com,Rust,2020-01-01,,2024-01-01\n"
    "acme.com,Go,2020-01-01,2023-01-01,2024-02-01\n",
    "second.csv": "domain,technology,since,until,as_of\n"
    "acme.com,Go,2020-01-01,,2023-12-01\nacme.com,go,2020-01-01,2023-06-01,2024-02-01\n"
    "cyd.com,Rust,,,2024-01-01\nbolt.com,Rust,2020-01-01,,2024-05-01\n",
}


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Dump]:
    """Return a function that loads the files, twice, into a store of a name."""
    paths = [tmp_path / name for name in FILES]
    for path, text in zip(paths, FILES.values(), strict=True):
        path.write_text(text)

    def loaded(name: str) -> Dump:
        market = graph_icp.open(tmp_path / f"{name}.duckdb")
        market.load(*paths, as_of=DAY)
        with market.store() as store:
            once = dump(store)
        market.load(*paths, as_of=DAY)
        with market.store() as store:
            assert doubled(store) == {}
            again = dump(store)
        assert {name: again[name] for name in STATED} == {name: once[name] for name in STATED}
        return once

    return loaded


STATED = ("node", "naming", "property", "fact")


def test_it_makes_no_difference_how_much_is_held(
    load: Callable[[str], Dump], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load("whole")
    for module, name in (
        (gathering, "TOGETHER"),
        (writing, "TOGETHER"),
        (node_ids, "_HELD"),
    ):
        monkeypatch.setattr(module, name, 0)
    assert load("little") == whole


def test_it_makes_no_difference_if_rows_have_the_hashes_of_others(
    load: Callable[[str], Dump], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load("whole")
    for module in (deduplicate, writing):
        monkeypatch.setattr(module, "row_hashes", lambda rows, *_of: np.zeros(len(rows), np.uint64))
    assert load("colliding") == whole
