"""A list ranked on this machine's disk, of a market that is generated as a folder of Parquet.

    python benchmarks/blocks.py --accounts 1000000 10000000

Every market has 30 links an account. *Blocks* is `discover --engine disk` of 25, *memory* the same
held in memory, where --memory asks for it; each in a process of its own, without Python's start.
*In line* is the time for each account, as a multiple of that of the size before.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from generate import EDGES, drawn, name_and_domain, technologies
from measure import measure

from graph_icp.graph.neo4j.rows import schema_of
from graph_icp.graph.parquet_folder import ParquetFolder
from graph_icp.graph.tables import TABLES

if TYPE_CHECKING:
    from measure import Measured

HERE = Path(__file__).parent
WRITE = "--write"


def main() -> None:
    """Measure each size and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--memory", action="store_true", help="also measure it held in memory")
    asked = parser.parse_args()
    print(f"{'accounts':>11} {'blocks s':>9} {'MB':>6} {'in line':>8} {'memory s':>9} {'MB':>6}")
    before = None
    for accounts in asked.accounts:
        with tempfile.TemporaryDirectory() as folder:
            # Not in this process: what it holds at its peak would count as its children's.
            measure(__file__, WRITE, folder, str(accounts))
            store = f"parquet:{folder}"
            blocks = measure(str(HERE / "steps.py"), "discover_on_disk", store)
            memory = measure(str(HERE / "steps.py"), "discover", store) if asked.memory else None
        each = blocks.seconds / accounts
        in_line = f"{each / before:8.2f}" if before else " " * 8
        print(
            f"{accounts:11,} {told(blocks)} {in_line} {told(memory) if memory else ''}", flush=True
        )
        before = each


def told(measured: Measured) -> str:
    """Return seconds and megabytes as columns."""
    return f"{measured.seconds:9.1f} {measured.megabytes:6,.0f}"


def write_tables(folder: Path, accounts: int) -> None:
    """Write the tables of a market as `graph-icp copy` does, the accounts in no order."""
    random = np.random.default_rng(0)
    ids = random.permutation(accounts) + 1
    names, domains = (pa.array(each) for each in name_and_domain(accounts, random))
    customers, links = drawn(accounts, EDGES, random)
    status = np.full(accounts, "prospect", dtype="U8")
    status[customers] = "customer"
    traits = np.arange(technologies(accounts)) + accounts + 1
    account = {"id": ids, "key": domains, "name": names, "domain": domains, "status": status}
    titles = [f"Technology {number}" for number in range(1, len(traits) + 1)]
    node = {"id": traits, "kind": ["Technology"] * len(traits), "key": titles, "name": titles}
    written = ParquetFolder(folder)
    filled = {"account": account, "node": node}
    tables = {name: as_table(name, filled.get(name, {})) for name in TABLES}
    written.write(tables)
    with pq.ParquetWriter(written.file("link"), schema_of("link"), compression="zstd") as file:
        for of_account, technology in links:
            linked = {
                "relation": pa.DictionaryArray.from_arrays(
                    np.zeros(len(technology), dtype=np.int8), ["uses"]
                ).dictionary_decode(),
                "account": ids[of_account],
                "trait": traits[technology],
                "value": np.ones(len(technology)),
            }
            file.write_table(as_table("link", linked))


def as_table(name: str, columns: dict[str, object]) -> pa.Table:
    """Return a table of the model with these columns, and all others empty."""
    schema = schema_of(name)
    rows = len(next(iter(columns.values()), []))  # type: ignore[arg-type]
    return pa.table(
        [
            pa.array(columns[each.name]).cast(each.type)
            if each.name in columns
            else pa.nulls(rows, each.type)
            for each in schema
        ],
        schema=schema,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == [WRITE]:
        write_tables(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
