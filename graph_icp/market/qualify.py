"""Inbound companies: each row of a file gets its tier, in the market already or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.discovery.ranking.hard_rules import TEXTS, broken
from graph_icp.discovery.ranking.points import coverage, fits_of
from graph_icp.discovery.ranking.reasons import reasons
from graph_icp.discovery.ranking.tiers import tiers
from graph_icp.errors import FileError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.model import relation
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.inputs import files
from graph_icp.ingest.load.load import load_sources
from graph_icp.ingest.load.registry import known, recognise
from graph_icp.ingest.records.companies import NAMED_BY
from graph_icp.market import runs
from graph_icp.market.icp_file import RELATION_NAMES
from graph_icp.market.lookup import accounts_meant
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Icp, Rule
    from graph_icp.graph.store import Store
    from graph_icp.ingest.records.loader import Loader
    from graph_icp.market.runs import Run

NEW, THERE, UNCLEAR = "new", "in the market", "unclear"
# The columns by which a row names its company, the surest first.
_NAMING = (*NAMED_BY, "email")


def qualify(store: Store, path: Path, run: Run, icp: Icp, *, keep: bool) -> pd.DataFrame:
    """Return fit, tier and reasons of the company of each row; see `Market.qualify`."""
    loader = _loader(path)
    texts = _named_in(path, loader)
    there = {text for text, ids in accounts_meant(store, texts).items() if ids}

    def work() -> pd.DataFrame:
        loaded = load_sources(store, files([path], loader.name))
        resolve_store(store, loaded.touched)
        table = _scored(store, texts, there, run, icp)
        table.attrs["ignored"] = loaded.files[0].ignored
        return table

    return store.run(work, size=path.stat().st_size, keep=keep)


def _named_in(path: Path, loader: Loader) -> list[str]:
    """Return what names the company of each row."""
    texts: list[str] = []
    with open_table(path, knows=known) as table:
        places = loader.places(table.header)
        naming = [places[each] for each in _NAMING if each in places]
        naming = naming or [places["name"]]
        for batch in table.batches():
            rows = batch.rows.to_pylist()
            texts += [
                next((row[cell] for cell in naming if row[cell]), f"row {row['_row']}")
                for row in rows
            ]
    return [text.rpartition("@")[2] for text in texts]


def _loader(path: Path) -> Loader:
    with open_table(path, knows=known) as table:
        loader = recognise(str(path), table.header)
    if loader.name not in ("companies", "people", "company-technology", "company-event"):
        raise FileError(f"{path} holds {loader.name}; give companies, one a row.")
    return loader


def _scored(
    store: Store, texts: Sequence[str], there: set[str], run: Run, icp: Icp
) -> pd.DataFrame:
    meant = accounts_meant(store, texts)
    found = {text: next(iter(ids)) for text, ids in meant.items() if len(ids) == 1}
    ids = np.array(sorted(set(found.values())), dtype=np.int64)
    table = _accounts(store, ids, run, icp)
    rows = pd.DataFrame({"company": texts, "id": [found.get(text, -1) for text in texts]})
    rows["was"] = [_was(text, meant[text], there) for text in texts]
    rows = rows.drop_duplicates(["company"])
    return rows.merge(table, on="id", how="left").drop(columns="id")


def _was(text: str, meant: set[int], there: set[str]) -> str:
    if len(meant) != 1:
        return UNCLEAR
    return THERE if text in there else NEW


def _accounts(store: Store, ids: np.ndarray, run: Run, icp: Icp) -> pd.DataFrame:
    """Return by account what is told of it."""
    accounts = _accounts_of(store, ids)
    links = runs.links_of(store, ids, runs.traits_of(run))
    fits, why = np.full(len(ids), np.nan), [""] * len(ids)
    columns = np.array([run.columns.get(int(each), 0) for each in ids], dtype=np.intp)
    for column in np.unique(columns):
        places = np.flatnonzero(columns == column)
        mine = {name: X[places] for name, X in links.items()}
        fits[places] = fits_of(run.fit, mine, int(column))
        for place, said in zip(places, _why(run, mine, ids[places], int(column)), strict=True):
            why[place] = said
    covered = coverage(run.fit, links)
    rules = rules_broken(store, ids, icp)
    out = np.array([bool(each) for each in rules], dtype=bool)
    return pd.DataFrame(
        {
            "id": ids,
            "account": accounts["name"],
            "domain": accounts["domain"],
            "tier": tiers(fits, covered, icp.tiers, out),
            "fit": fits,
            "coverage": covered,
            "status": accounts["status"],
            "why": why,
            "disqualified_by": [[str(rule) for rule in each] for each in rules],
            "key": accounts["key"],
        }
    )


def _why(run: Run, links: Mapping[str, csr_array], ids: np.ndarray, column: int) -> list[str]:
    numbers = [int(each) for each in ids]
    closest = run.customers.closest(run.fit, links, numbers)
    return reasons(run.fit, links, run.customers, closest, numbers, column)


def rules_broken(store: Store, ids: np.ndarray, icp: Icp) -> list[list[Rule]]:
    """Return by account the rules of the profile that it breaks."""
    if not icp.rules:
        return [[] for _ in ids]
    accounts = _accounts_of(store, ids)
    spoken_of = {rule.about for rule in icp.rules}.intersection(RELATION_NAMES).difference(TEXTS)
    told = {
        name: store.ask("read/traits", **relation(name).parameters()).to_pandas()
        for name in sorted(spoken_of)
    }
    if not told:
        return broken(Graph(accounts, {}), icp.rules)
    traits = pd.concat([each.assign(relation=name) for name, each in told.items()])
    links = runs.links_of(store, ids, traits)
    matrices = {name: Matrix(name, X, told[name]) for name, X in links.items()}
    return broken(Graph(accounts, matrices), icp.rules)


def _accounts_of(store: Store, ids: np.ndarray) -> pd.DataFrame:
    """Return the accounts of these ids in their order."""
    found: pd.DataFrame = store.ask(
        "read/accounts_by_id", pa.table({"id": pa.array(ids, pa.int64())})
    ).to_pandas()
    return found.set_index("id", drop=False).loc[ids].reset_index(drop=True)
