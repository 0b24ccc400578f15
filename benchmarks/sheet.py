"""The plain sheet of many accounts, beside a plain openpyxl way.

    python benchmarks/sheet.py --accounts 50000

Writes the sheet of made-up companies as CSV and as XLSX, new and over the file itself, and
what openpyxl takes to write the same cells without looks, links and heights. Seconds are of the
processor, as others may use the machine too.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd

from graph_icp.market.sheet.rows import COLUMNS, KEPT
from graph_icp.market.sheet.sheet import TITLE, layout_of
from graph_icp.output.rewriting.team_file import TeamFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_icp.output.rewriting.old_file import OldRow


def main() -> None:
    """Measure one size and print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=50_000)
    rows = sheet_of(parser.parse_args().accounts)
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("csv", "xlsx"):
            path = Path(folder) / f"list.{ending}"
            with timed(f"{ending}, new"):
                written(path, rows)
            with timed(f"{ending}, over itself"):
                written(path, rows)
        with timed("xlsx, plain openpyxl"):
            plainly(Path(folder) / "plain.xlsx", rows)


def sheet_of(accounts: int) -> pd.DataFrame:
    """Return the rows of a sheet with all of its cells filled but those of the team."""
    number = pd.Series(range(accounts)).astype(str)
    cells = {
        "account": "Company " + number + " Holdings",
        "domain": "company" + number + ".example",
        "tier": "Best fit",
        "fit": range(accounts),
        "employees": range(accounts),
        "customers_it_resembles": pd.Series([["Acme", "Bolt", "Crux"]] * accounts),
        "why": "Uses Kafka and Looker, as 19 and 14 of your 60 customers do; company" + number,
        "case_study_link": "https://ours.example/customers/" + number,
        "contacts_to_approach": pd.Series([["Ann Garcia, CIO; known by Bo Marsh"]] * accounts),
        **dict.fromkeys(KEPT),
    }
    usual = "Theo Brandt -> Ann Garcia, Chief Information Officer"
    return pd.DataFrame({name: cells.get(name, usual) for name in COLUMNS})


def written(path: Path, rows: pd.DataFrame) -> None:
    """Write the sheet, over the file where there is one."""
    file = TeamFile(path, COLUMNS, KEPT, TITLE)
    domains = rows["domain"].tolist()
    file.write(rows, domains, meant, layout_of(()), datetime.date(2026, 1, 1))


def meant(rows: Sequence[OldRow]) -> list[str]:
    """Return the account of each old row."""
    return [row.text("domain") for row in rows]


def plainly(path: Path, rows: pd.DataFrame) -> None:
    """Write the same cells by openpyxl alone."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows.itertuples(index=False):
        sheet.append(["; ".join(cell) if isinstance(cell, list) else cell for cell in row])
    book.save(path)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Print the seconds of a step."""
    start = time.process_time()
    yield
    print(f"{step}: {time.process_time() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
