"""What the rows of the plain sheet say: twins, sizes, links, columns that are empty."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import graph_icp
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.graph.relations import relation
from graph_icp.market.accounts.link_dates import link_dates

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.market import Market

ALL = Filters(tiers=("Best fit", "Good fit", "Bad fit", "Insufficient data"))
SIZES = ("enterprise", "120", "51-200")
TWINS = {"Germany": "enterprise", "France": "", "": "1001-5000"}
STUDIES = "Customer,Domain,Link,Blurb\n" + "".join(
    f"C{i},c{i}.example,https://ours.example/c{i}-example,Fast.\n" for i in range(0, 40, 4)
)


@pytest.fixture
def market(tmp_path: Path) -> Market:
    """Return a market of 9 customers that use Kafka and Go, 31 others, and three namesakes."""
    rows = ["company,domain,country,employees,technology"]
    for i in range(40):
        used = ("Kafka", "Go") if i % 4 == 0 else (f"T{i % 7}", f"T{i % 5}")
        rows += [f"C{i},c{i}.example,,{SIZES[i % 3]},{name}" for name in used]
    for place, size in TWINS.items():
        rows += [f"Apex Works,,{place},{size},{name}" for name in ("Kafka", "Go")]
    sized = [row.rpartition(",")[0] for row in rows]
    using = [",".join(row.split(",")[at] for at in (0, 1, 2, 4)) for row in rows]
    return made(tmp_path, "\n".join(dict.fromkeys(sized)), "\n".join(using))


def made(folder: Path, companies: str, technologies: str) -> Market:
    market = graph_icp.open(folder / "m.duckdb")
    for name, text in (("companies.csv", companies), ("company_technology.csv", technologies)):
        (folder / name).write_text(text + "\n", encoding="utf-8")
        market.load(folder / name)
    known = folder / "known.csv"
    known.write_text("domain\n" + "".join(f"c{i}.example\n" for i in range(0, 36, 4)))
    market.customers.set(known)
    return market


def listed(path: Path) -> tuple[Worksheet, dict[str, int]]:
    sheet = openpyxl.load_workbook(path)["Accounts"]
    return sheet, {str(cell.value): cell.column for cell in sheet[1]}


@pytest.mark.parametrize("without_key", [False, True])
def test_accounts_of_one_name_keep_their_notes(
    market: Market, tmp_path: Path, *, without_key: bool
) -> None:
    path = tmp_path / "list.xlsx"
    market.sheet(path, filters=ALL, limit=None)
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "Apex Works":
            row[at["Notes"] - 1].value = f"of {row[at['Country'] - 1].value}"
    if without_key:
        sheet.delete_cols(at["Account key"])
    book.save(path)
    done = market.sheet(path, filters=ALL, limit=None)
    assert (done.file.unknown, done.file.gone) == (0, 0)
    sheet, at = listed(path)
    twins = [row for row in sheet.iter_rows(min_row=2) if row[0].value == "Apex Works"]
    assert len(twins) == 3
    for row in twins:
        assert row[at["Notes"] - 1].value == f"of {row[at['Country'] - 1].value}"


def test_employees_are_a_number_or_what_a_file_said(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    market.sheet(path, filters=ALL, limit=None)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = {row["Account"]: row["Employees"] for row in rows if row["Domain"]}
    assert {told[f"C{i}"] for i in (3, 6, 9, 36)} == {"enterprise"}
    assert {told[f"C{i}"] for i in (1, 7, 10)} == {"120"}
    assert {told[f"C{i}"] for i in (2, 5, 11)} == {"51-200"}
    twins = {row["Country"]: row["Employees"] for row in rows if not row["Domain"]}
    assert twins == TWINS


def test_a_size_told_in_a_word_is_no_number_of_employees(market: Market) -> None:
    table = market.discover(filters=ALL, limit=None).table.set_index("account")
    assert {table["size"][f"C{i}"] for i in (3, 6, 9)} == {"enterprise"}
    assert {table["size"][f"C{i}"] for i in (2, 5, 11)} == {"51-200"}
    with market.store() as store:
        ids = {row["name"]: row["id"] for row in store.ask("read/accounts").to_pylist()}
        sizes = store.ask("links/traits_of_relation", **relation("size").parameters()).to_pylist()
        links = [Link("size", ids[name], each["id"]) for name in ("C3", "C2") for each in sizes]
        notes = link_dates(store, pd.DataFrame(links)).notes()
    bands = {each["id"]: each["name"] for each in sizes}
    told = {
        (link.account, bands[link.trait]): note
        for link, note in zip(links, notes, strict=True)
        if note
    }
    assert told == {(ids["C3"], "5001-10000"): 'told as "enterprise"'}
    assert market.explain("c36.example").card.facts[0] == "enterprise"


def test_an_old_signal_is_told_from_none(market: Market, tmp_path: Path) -> None:
    day = datetime.date(2026, 6, 1)
    assert any(each.startswith("Last signal: 'graph-icp") for each in empty(market, tmp_path))
    visits = "domain,page,date\nc3.example,/pricing,2020-01-01\n"
    (tmp_path / "visits.csv").write_text(visits)
    market.load(tmp_path / "visits.csv", as_of=day)
    [said] = [each for each in empty(market, tmp_path) if each.startswith("Last signal")]
    assert said.endswith("still counts; the newest signal of any company is of 2020-01-01")


def empty(market: Market, folder: Path) -> tuple[str, ...]:
    """Return what the sheet says of its empty columns."""
    return market.sheet(folder / "empty.csv", filters=ALL).to_load


def test_what_is_unknown_is_no_reason(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    market.sheet(path, filters=ALL, limit=None)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        why = [row["Why"] for row in csv.DictReader(stream)]
    assert len({*why}) == len(why) == 34
    assert not [line for line in why if "nan" in line.split()]


def test_columns_that_are_empty_are_hidden_until_something_fills_them(
    market: Market, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    done = market.sheet(path)
    sheet, at = listed(path)
    assert "Case study: 'graph-icp sources case-studies' says what to load" in done.to_load
    assert hidden(sheet, at, "Case study", "Warm path", "Priority", "Account key") == [True] * 4
    assert hidden(sheet, at, "Why", "Notes", "Reason", "Owner") == [False] * 4
    (tmp_path / "stories.csv").write_text(STUDIES)
    market.load(tmp_path / "stories.csv")
    done = market.sheet(path)
    sheet, at = listed(path)
    assert not any("Case study" in each for each in done.to_load)
    assert hidden(sheet, at, "Case study", "Warm path", "Account key") == [False, True, True]


def hidden(sheet: Worksheet, at: dict[str, int], *names: str) -> list[bool]:
    """Return which columns are hidden; like neighbours have one entry."""
    spans = [each for each in sheet.column_dimensions.values() if each.hidden]
    return [any(each.min <= at[name] <= each.max for each in spans) for name in names]


def test_links_are_short_and_open_the_story_when_written_again_too(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "stories.csv").write_text(STUDIES)
    market.load(tmp_path / "stories.csv")
    path = tmp_path / "list.xlsx"
    for _ in range(2):
        market.sheet(path)
        sheet, at = listed(path)
        cells = [row[at["Case study link"] - 1] for row in sheet.iter_rows(min_row=2)]
        links = [cell for cell in cells if cell.value]
        assert links
        assert {cell.value for cell in links} == {"Read it"}
        assert all(cell.hyperlink.target.startswith("https://ours.example/c") for cell in links)


def test_a_story_in_what_left_the_list_is_no_longer_linked_once_it_names_nobody(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "stories.csv").write_text(STUDIES)
    market.load(tmp_path / "stories.csv")
    path = tmp_path / "list.xlsx"
    market.sheet(path)
    lines = "".join(f"C{i},c{i}.example,no\n" for i in range(0, 40, 4))
    (tmp_path / "unnamed.csv").write_text(f"company,domain,May be named\n{lines}")
    market.load(tmp_path / "unnamed.csv")
    market.sheet(path, limit=1)
    for sheet in openpyxl.load_workbook(path).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        assert not [cell for cell in cells if "ours.example" in cell.hyperlink.target]


def test_numbers_stand_apart_and_about_says_the_order(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    market.sheet(path)
    sheet, at = listed(path)
    assert sheet.cell(2, at["Fit"]).alignment.indent == 1
    about = dict(openpyxl.load_workbook(path)["About"].iter_rows(values_only=True))
    assert about["Ordered by"] == "Fit, the highest first"
