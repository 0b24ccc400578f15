"""Every kind of file in one market: recognised, joined, and the same in any order on any store."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dumps import doubled, dump, owners
from examples import OWNER, write_example, write_examples

import graph_icp
from graph_icp.errors import UnknownHeaderError
from graph_icp.ingest.load.recognise import recognise
from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from dumps import Dump

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
FILES = Path(__file__).parents[1] / "docs" / "files.md"


def checked(market: Market) -> Dump:
    with market.store() as store:
        assert doubled(store) == {}
        return dump(store)


@pytest.mark.parametrize("name", loaders())
def test_every_example_loads_with_nothing_left_out(tmp_path: Path, name: str) -> None:
    path = write_example(tmp_path, name)
    (file,) = graph_icp.open(":memory:").load(path, owner=OWNER).files
    assert file.loader == name
    assert (file.accepted, file.rejected, file.skipped, file.notes) == (1, {}, {}, {})


@pytest.mark.parametrize("name", loaders())
def test_the_header_of_every_example_is_recognised_as_its_own(name: str) -> None:
    header = list(loaders()[name].example)
    assert recognise("file", header).name == name
    assert recognise("file", [cell.upper() for cell in reversed(header)]).name == name


@pytest.mark.parametrize(
    ("header", "nearest"),
    [
        ("Record ID,Deal Name,Amount", "hubspot-deals, which also needs one of Deal Stage"),
        ("Id,Name,Amount,StageName", "salesforce-opportunities, which also needs"),
    ],
)
def test_a_vendors_file_that_lacks_something_is_not_taken_for_another(
    header: str, nearest: str
) -> None:
    with pytest.raises(UnknownHeaderError, match=nearest):
        recognise("file", header.split(","))


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Company,Domain,Lifecycle Stage,Number of employees,Industry", "companies"),
        ("company_id,company,employees,owner", "companies"),
        ("Account Name,Account Domain", "companies"),
        ("api_id,name,email,created_at,approval_status", "luma"),
    ],
)
def test_lists_of_ones_own_are_recognised(header: str, name: str) -> None:
    assert recognise("file", header.split(",")).name == name


@pytest.mark.parametrize("name", loaders())
def test_every_loader_says_where_its_file_is_found_and_of_what_it_is_made(name: str) -> None:
    loader = loaders()[name]
    assert loader.title
    assert loader.found
    assert all(column.says for column in loader.columns)
    assert loader.missing(list(loader.example)) == []


def test_all_together_are_one_market_in_any_order(tmp_path: Path, anywhere: str) -> None:
    files = write_examples(tmp_path / "exports")
    laptop = graph_icp.open(tmp_path / "market.duckdb")
    laptop.load(*files, owner=OWNER, as_of=DAY)
    expected = checked(laptop)

    market = graph_icp.open(anywhere)
    backwards = list(reversed(files))
    # A server takes its time over each load.
    parts = [[path] for path in backwards] if anywhere == ":memory:" else [backwards]
    for part in parts:
        for file in market.load(*part, owner=OWNER, as_of=DAY).files:
            assert not file.rejected, file.file
            assert not file.skipped, file.file

    assert checked(market) == expected
    # They all speak of one company.
    owner_of = owners(expected)
    keys = {key for key, owner in owner_of.items() if owner == "domain:acme.example"}
    assert {key.partition(":")[0] for key in keys} >= {"hubspot", "salesforce", "attio", "apollo"}
    kinds = {row[0] for row in expected["fact"]}
    assert kinds >= {
        *("USES", "SPONSORED", "ATTENDED", "JOINED", "WORKS_AT", "KNOWS", "BACKED_BY"),
        *("HAS_DEAL", "SHOWED", "CUSTOMER_OF"),
    }


def test_a_folder_and_an_archive_hold_the_same(tmp_path: Path) -> None:
    files = write_examples(tmp_path / "exports")
    with zipfile.ZipFile(tmp_path / "exports.zip", "w") as archive:
        for path in files:
            archive.write(path, path.name)
    folder, packed = (graph_icp.open(tmp_path / f"{name}.duckdb") for name in ("one", "two"))

    folder.load(tmp_path / "exports", owner=OWNER, as_of=DAY)
    packed.load(tmp_path / "exports.zip", owner=OWNER, as_of=DAY)

    assert checked(folder) == checked(packed)


def test_the_page_on_files_names_every_source() -> None:
    text = FILES.read_text(encoding="utf-8").casefold()
    vendors = {name.partition("-")[0] for name in loaders()}
    own = {"company", "competitor", "visits", "intent"}
    assert [name for name in vendors - own if name not in text] == []
