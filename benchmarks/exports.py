"""The exports that people have, loaded whole, beside the raw insert of the same rows.

    python benchmarks/exports.py --companies 1000000

HubSpot companies, three BuiltWith rows, half a contact and a fifth of a deal for each, in a
temporary folder: with 1,000,000 companies some 900 MB. Raw DuckDB reads the same files and inserts
every row, as text, into one table a kind of file, under the same memory limit. Each step, and
the generating, runs in a process of its own; so does proposing what may be one company. Then the
market is ranked, and a list of at most 50,000 rows, with contacts, is written as each kind of file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from generate import name_and_domain
from measure import Measured, measure
from pyarrow import csv

import graph_icp
from graph_icp.graph.memory import memory_limit
from graph_icp.ingest.load.registry import named
from graph_icp.market.lists.list_sheet import sheet_of
from graph_icp.output.lists import format_for, write_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROWS_LISTED = 50_000
# BuiltWith lists, one a technology; rows of all of them for each company.
LISTS, LISTED = 30, 3
CONTACTS, DEALS = 0.5, 0.2
_COUNTRIES = np.array(["United States", "Germany", "France", "Netherlands", "Canada", "India"])
_INDUSTRIES = np.array(["COMPUTER_SOFTWARE", "BANKING", "RETAIL", "HOSPITALITY", "LOGISTICS"])
_STAGES = np.array(["Lead", "Subscriber", "Opportunity", "Customer", "Other", ""])
_DEAL_STAGES = np.array(["Closed Won", "Closed Lost", "Negotiation", "Proposal"])
_CITIES = np.array(["Berlin", "Paris", "Austin", "Utrecht", "Toronto", "Pune"])
_OWNERS = np.array(["Ann Lee", "Bo Berg", "Cy Hall"])
_FIRST, _LAST = np.array(["Mia", "Tom", "Eve", "Raj", "Zoë"]), np.array(["Ng", "Keller", "Díaz"])
_TITLES = np.array(["Head of Sales", "CTO", "Buyer", "Engineer", ""])
_MAIL = np.array(["@gmail.com", "@outlook.com"])


def main() -> None:
    """Measure one size and print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=100_000)
    companies = parser.parse_args().companies
    with tempfile.TemporaryDirectory() as at:
        folder = Path(at)
        own = str(Path(__file__))
        measure(own, "write", str(folder / "files"), str(companies))
        size = sum(path.stat().st_size for path in (folder / "files").rglob("*.csv")) / 1e6
        print(f"{companies:,} companies, files of {size:,.0f} MB")
        print(f"{'step':24} {'seconds':>8} {'peak MB':>8} {'to raw':>7}")
        raw = measure(own, "raw", str(folder / "raw.duckdb"), str(folder / "files"))
        tell("raw insert", raw, raw)
        store = str(folder / "market.duckdb")
        tell("load", measure(own, "load", store, str(folder / "files")), raw)
        tell("what may be one", measure(own, "propose", store), raw)
        found = str(folder / "found.pickle")
        tell("discover", measure(own, "discover", store, found), raw)
        for ending in ("xlsx", "csv", "json"):
            path = str(folder / f"list.{ending}")
            tell(f"list as {ending}", measure(own, "listing", found, path), raw)


def tell(step: str, took: Measured, raw: Measured) -> None:
    """Print one line."""
    ratio = took.seconds / raw.seconds
    print(f"{step:24} {took.seconds:8.1f} {took.megabytes:8.0f} {ratio:7.1f}", flush=True)


def write(folder: str, companies: str) -> None:
    """Write the files; the same number of companies gives the same files."""
    at, count = Path(folder), int(companies)
    random = np.random.default_rng(0)
    (at / "builtwith").mkdir(parents=True)
    names, domains = name_and_domain(count, random)
    ids = np.arange(1, count + 1).astype(str)

    def drawn(words: NDArray[np.str_], size: int) -> NDArray[np.str_]:
        return random.choice(words, size)

    _write(
        at / "hubspot-companies.csv",
        "hubspot-companies",
        count,
        {
            "Record ID": ids,
            "Company name": names,
            "Company Domain Name": domains,
            "Industry": drawn(_INDUSTRIES, count),
            "Number of employees": random.integers(1, 5_000, count).astype(str),
            "Annual revenue": random.integers(1, 5_000, count).astype(str),
            "City": drawn(_CITIES, count),
            "Country/Region": drawn(_COUNTRIES, count),
            "Company owner": drawn(_OWNERS, count),
            "Lifecycle Stage": drawn(_STAGES, count),
            "Create Date": _days(count, random),
        },
    )
    for number in range(LISTS):
        some = random.choice(count, count * LISTED // LISTS, replace=False)
        _write(
            at / "builtwith" / f"Technology {number}.csv",
            "builtwith",
            len(some),
            {
                "Root Domain": domains[some],
                "Primary Domain": domains[some],
                "Company": names[some],
                "Country": drawn(_COUNTRIES, len(some)),
                "Vertical": drawn(_INDUSTRIES, len(some)),
                "Technology Spend": random.integers(1, 9_000, len(some)).astype(str),
                "Employees": random.integers(1, 5_000, len(some)).astype(str),
                "First Detected": _days(len(some), random),
                "Last Found": _days(len(some), random),
            },
        )
    some = random.integers(0, count, int(count * CONTACTS))
    numbers = np.arange(len(some)).astype(str)
    free = random.random(len(some)) < 0.1
    address = np.where(free, drawn(_MAIL, len(some)), np.char.add("@", domains[some]))
    _write(
        at / "hubspot-contacts.csv",
        "hubspot-contacts",
        len(some),
        {
            "Record ID": numbers,
            "First Name": drawn(_FIRST, len(some)),
            "Last Name": drawn(_LAST, len(some)),
            "Email": np.char.add(np.char.add("p", numbers), address),
            "Job Title": drawn(_TITLES, len(some)),
            "Company name": names[some],
            "Associated Company IDs": ids[some],
        },
    )
    some = random.integers(0, count, int(count * DEALS))
    _write(
        at / "hubspot-deals.csv",
        "hubspot-deals",
        len(some),
        {
            "Record ID": np.arange(len(some)).astype(str),
            "Deal Name": np.char.add(names[some], " plan"),
            "Deal Stage": drawn(_DEAL_STAGES, len(some)),
            "Amount": random.integers(100, 90_000, len(some)).astype(str),
            "Close Date": _days(len(some), random),
            "Associated Company IDs": ids[some],
        },
    )


def raw(database: str, folder: str) -> None:
    """Insert the rows of every file, as text, into one table a kind of file."""
    connection = duckdb.connect(
        database, config={"memory_limit": memory_limit(), "preserve_insertion_order": False}
    )
    for table, files in (
        *((name, f"{folder}/hubspot-{name}.csv") for name in ("companies", "contacts", "deals")),
        ("builtwith", f"{folder}/builtwith/*.csv"),
    ):
        reader = "read_csv(?, all_varchar = true, filename = true)"
        connection.execute(f"create table {table} as from {reader} limit 0", [files])
        connection.execute(f"insert into {table} from {reader}", [files])
    connection.close()


def load(store: str, folder: str) -> None:
    """Load the files of the folder."""
    graph_icp.open(store).load(folder, Path(folder) / "builtwith")


def propose(store: str) -> None:
    """Find what may be one company."""
    graph_icp.open(store).identity.proposals()


def discover(store: str, path: str) -> None:
    """Rank the market and keep the list."""
    found = graph_icp.open(store).discover(limit=ROWS_LISTED)
    pd.to_pickle(found, path)


def listing(kept: str, path: str) -> None:
    """Write the list as the command does."""
    found = pd.read_pickle(kept)  # noqa: S301 - of our own making
    file = Path(path)
    layout = sheet_of(found, "market.duckdb")
    write_list(found.table, format=format_for(file, None), output=file, layout=layout)


def _write(path: Path, loader: str, rows: int, columns: dict[str, NDArray[np.str_]]) -> None:
    """Write a file with the whole header of a loader; what is not given is empty."""
    empty = pa.repeat("", rows)
    table = {name: columns.get(name, empty) for name in named(loader).example}
    csv.write_csv(pa.table(table), path)


def _days(count: int, random: np.random.Generator) -> NDArray[np.str_]:
    days = np.datetime64("2020-01-01") + random.integers(0, 2_300, count)
    return np.datetime_as_string(days)


STEPS = (write, raw, load, propose, discover, listing)


def step(arguments: Sequence[str]) -> None:
    """Run one step and print its seconds."""
    begun = time.perf_counter()
    {each.__name__: each for each in STEPS}[arguments[0]](*arguments[1:])
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in {each.__name__ for each in STEPS}:
        step(sys.argv[1:])
    else:
        main()
