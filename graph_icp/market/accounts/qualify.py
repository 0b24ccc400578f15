"""Inbound companies: the tier of each company of a file, in the market already or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.customer_index import TOLD_APART
from graph_icp.discovery.ranking.hard_rules import TEXTS, broken
from graph_icp.discovery.ranking.points import coverage, points_by_fold
from graph_icp.discovery.ranking.reasons import Reasons
from graph_icp.discovery.ranking.sentences import sentences
from graph_icp.discovery.ranking.tiers import tiers
from graph_icp.errors import FileError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.relations import relation
from graph_icp.ingest.load.file_report import SUPPRESSED
from graph_icp.ingest.load.inputs import files
from graph_icp.ingest.load.load import load_inputs
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.market.accounts.inbound import Inbound, borne_by_several
from graph_icp.market.accounts.link_dates import link_dates
from graph_icp.market.icp.shares_in import RELATION_NAMES
from graph_icp.market.lookup import owners_of
from graph_icp.market.resolving import resolve_store
from graph_icp.market.runs import stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Icp, Rule
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.store import Store
    from graph_icp.market.runs.stored import Run

CUSTOMER, THERE, NEW, UNCLEAR = "already a customer", "in the market", "new", "unclear"


@dataclass(frozen=True)
class Qualified:
    """Inbound companies with their tiers.

    Attributes
    ----------
    table : DataFrame
        One row per company, in the file's order: company (its domain, else the file's name for
        it), was ("already a customer", "in the market", "new", or "unclear" if it may be several),
        account (name), domain, tier, fit, coverage (0 to 1), status, why, disqualified_by (list
        of rules of icp.toml), key.
    ignored : list of str
        Headers of the file that were not used.
    unnamed_rows : list of int
        The rows that name no company.
    skipped : mapping of str to int
        Why rows were passed over, and how many: "deleted rows".
    left_out : tuple of LeftOut
        What did not count in the run that they are scored by.
    """

    table: pd.DataFrame
    ignored: list[str]
    unnamed_rows: list[int]
    skipped: Mapping[str, int]
    left_out: tuple[LeftOut, ...]


def qualify(store: Store, path: Path, run: Run, icp: Icp, *, keep: bool) -> Qualified:
    """Return fit, tier and reasons of the companies that a file names; see `Market.qualify`."""
    inputs = files([path])
    if len(inputs) > 1:
        raise FileError(f"{path} holds {len(inputs)} files; give one of them.")
    before = _Before(store)

    def work() -> Qualified:
        named = Inbound()
        # The colleague of connections that are not kept does not matter.
        options = LoadOptions(companies_alone=True, owner=None if keep else "a colleague")
        loaded = load_inputs(store, inputs, options=options, on_batch=named.add)
        derived = resolve_store(store, loaded.touched, others=keep)
        (file,) = loaded.files
        if file.skipped[SUPPRESSED] == file.rows_read:
            raise FileError(f"{path}: all that its rows name are suppressed; none is ranked.")
        if not named.asked:
            raise FileError(f"{path} holds {file.loader}; give companies, one per row.")
        table = _scored(store, named, before, derived, run, icp)
        unnamed = sorted(named.unnamed)
        return Qualified(table, file.ignored, unnamed, file.skipped, run.left_out)

    return store.run(work, size=path.stat().st_size, keep=keep)


class _Before:
    """The market before the rows were loaded: its last node, and its customers."""

    def __init__(self, store: Store) -> None:
        self.last: int = store.ask("load/last_id")["id"][0].as_py()
        labelled = store.ask("read/labelled")
        self.customers = np.array(
            [row["id"] for row in labelled.to_pylist() if row["status"] == "customer"], np.int64
        )


def _scored(
    store: Store, named: Inbound, before: _Before, derived: np.ndarray, run: Run, icp: Icp
) -> pd.DataFrame:
    """Return the companies that rows name, each once, with the columns of its account."""
    owners = owners_of(store, named.called)
    unclear = borne_by_several(store, named.called)
    there = _owners(store, derived[derived <= before.last])
    customers = _owners(store, np.intersect1d(derived, before.customers))
    rows = pd.DataFrame(
        {
            "company": list(named.called.values()),
            "id": [-1 if key in unclear else owners[key] for key in named.called],
        }
    ).astype({"id": np.int64})
    was = [
        UNCLEAR if each < 0 else CUSTOMER if each in customers else THERE if each in there else NEW
        for each in rows["id"]
    ]
    rows.insert(1, "was", was)
    rows = rows[(rows["id"] < 0) | ~rows.duplicated(["id"])]
    ids = np.array(sorted({*rows["id"]} - {-1}), dtype=np.int64)
    table = _accounts(store, ids, run, icp)
    return rows.merge(table, on="id", how="left").drop(columns="id")


def _owners(store: Store, mentions: np.ndarray) -> set[int]:
    """Return the accounts to which mentions belong now."""
    rows = rows_of(mentions)
    return set(store.ask("identity/owners_of", rows)["id"].to_pylist())


def _accounts(store: Store, ids: np.ndarray, run: Run, icp: Icp) -> pd.DataFrame:
    """Return the columns of each account."""
    accounts = _accounts_of(store, ids)
    links = stored.links_by(store, ids, run)
    why = [""] * len(ids)
    columns = np.array([run.folds.get(int(each), 0) for each in ids], dtype=np.intp)
    for column in np.unique(columns):
        places = np.flatnonzero(columns == column)
        mine = {name: X[places] for name, X in links.items()}
        sentences = _why(store, run, icp, mine, ids[places], int(column))
        for place, said in zip(places, sentences, strict=True):
            why[place] = said
    placed = placed_by(store, ids, run, icp, links)
    return pd.DataFrame(
        {
            "id": ids,
            "account": accounts["name"],
            "domain": accounts["domain"],
            "tier": placed["tier"],
            "fit": placed["fit"],
            "coverage": placed["coverage"],
            "status": accounts["status"],
            "why": why,
            "disqualified_by": [[str(rule) for rule in each] for each in placed["broken"]],
            "key": accounts["key"],
        }
    )


def placed_by(
    store: Store,
    ids: NDArray[np.int64],
    run: Run,
    icp: Icp,
    links: Mapping[str, csr_array] | None = None,
) -> pd.DataFrame:
    """Return where accounts stand by a run and a profile, in the order of their ids.

    Parameters
    ----------
    store : Store
    ids : array of int
    run : Run
    icp : Icp
    links : mapping of str to csr_array, optional
        Theirs, as of `stored.links_by`, where they are read already.

    Returns
    -------
    DataFrame
        tier, fit, coverage (0 to 1), broken (list of the rules that each breaks).
    """
    links = stored.links_by(store, ids, run) if links is None else links
    columns = np.array([run.folds.get(int(each), 0) for each in ids], dtype=np.intp)
    covered = coverage(run.fit, links)
    fits = run.fit.placement.fit(points_by_fold(run.fit, links, columns))
    rules = rules_broken(store, ids, icp)
    out = np.array([bool(each) for each in rules], dtype=bool)
    tier = tiers(fits, covered, icp.tiers, out)
    return pd.DataFrame({"tier": tier, "fit": fits, "coverage": covered, "broken": rules})


def _why(
    store: Store, run: Run, icp: Icp, links: Mapping[str, csr_array], ids: np.ndarray, fold: int
) -> list[str]:
    numbers = [int(each) for each in ids]
    named = Reasons(run.fit, run.customers, icp.constraints.hypothesis).of(links, numbers, fold)
    dates = link_dates(store, named.links())
    like = run.customers.like(*run.customers.most_like(run.fit, links, numbers, TOLD_APART))
    said: list[str] = sentences(named, dates, like).to_pylist()
    return said


def rules_broken(store: Store, ids: np.ndarray, icp: Icp) -> list[list[Rule]]:
    """Return by account the rules of the profile that it breaks."""
    if not icp.rules:
        return [[] for _ in ids]
    accounts = _accounts_of(store, ids)
    spoken_of = {rule.about for rule in icp.rules}.intersection(RELATION_NAMES).difference(TEXTS)
    told = {
        name: store.ask("links/traits_of_relation", **relation(name).parameters()).to_pandas()
        for name in sorted(spoken_of)
    }
    if not told:
        return broken(Graph(accounts, {}), icp.rules)
    links = stored.links_of(store, ids, told)
    matrices = {name: Matrix(name, X, told[name]) for name, X in links.items()}
    return broken(Graph(accounts, matrices), icp.rules)


def _accounts_of(store: Store, ids: np.ndarray) -> pd.DataFrame:
    """Return the accounts of these ids in their order."""
    found: pd.DataFrame = store.ask("read/accounts_by_id", rows_of(ids)).to_pandas()
    return found.set_index("id", drop=False).loc[ids].reset_index(drop=True)
