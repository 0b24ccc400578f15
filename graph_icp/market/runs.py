"""Runs in the store: the results of learning, kept for explaining."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import coo_array, csr_array

from graph_icp.discovery.learning.placement import CUSTOMERS, Placement
from graph_icp.discovery.learning.run_record import RunRecord, relations_in
from graph_icp.discovery.left_out import ASKED, LeftOut
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.points import points_of
from graph_icp.errors import StoreError
from graph_icp.graph.model import relation as relation_named
from graph_icp.market.lookup import owners_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class Run:
    """A kept run.

    Attributes
    ----------
    number : int
    fit : Fit
    customers : CustomerIndex
    folds : dict of int to int
        By account id: the fold by which a labelled account is scored.
    options : dict
        What the user chose: without (all that is left out), profile, icp (the text of the ideal
        customer profile); because, where it was not the question that left it out (see `written`).
    changed : bool
        Whether files were loaded or customers changed since, or icp.toml.
    """

    number: int
    fit: Fit
    customers: CustomerIndex
    folds: dict[int, int]
    options: dict[str, Any]
    changed: bool

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What it left out, and why."""
        because = self.options.get("because", {})
        return tuple(LeftOut(each, because.get(each, ASKED)) for each in self.options["without"])


@dataclass(frozen=True)
class Seen:
    """The state of the store at a run: its last load, and a digest of people's labels."""

    load: int
    said: str


def seen(store: Store) -> Seen:
    """Return the present state."""
    told = [
        store.ask(question).to_pylist()
        for question in ("read/labels_told", "identity/decisions", "identity/parents_decided")
    ]
    conditions = store.ask("read/conditions").to_pylist()
    # Runs of stores that know of no conditions stay comparable.
    told += [conditions] if conditions else []
    text = json.dumps(told, default=str)
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return Seen(store.ask("load/last_load")["id"][0].as_py(), digest)


def written(left_out: Iterable[LeftOut]) -> dict[str, Any]:
    """Return what was left out as the options of a run hold it; see `Run.left_out`."""
    why = {each.selector: each.why for each in left_out}
    because = {selector: reason for selector, reason in why.items() if reason != ASKED}
    return {"without": list(why)} | ({"because": because} if because else {})


def keep(
    store: Store, ranking: Ranking, ranks: NDArray[np.intp], options: dict[str, Any], saw: Seen
) -> int:
    """Keep a run in the store and return its number.

    Parameters
    ----------
    store : Store
        Open for writing.
    ranking : Ranking
    ranks : array of int
        The positions of the ranked accounts, best first.
    options : dict
        The user's choices.
    saw : Seen
        The state when the graph was read.
    """
    number = number_of_last(store) + 1
    keys = ranking.graph.accounts["key"]
    record = RunRecord.of(ranking.fit, ranking.labels, keys)
    fits = {
        "run": np.full(len(ranks), number, dtype=np.int32),
        "account": keys.iloc[ranks].to_numpy(),
        "points": ranking.points[ranks],
        "rank": np.arange(1, len(ranks) + 1, dtype=np.int32),
    }

    def write() -> None:
        row = {
            "id": number,
            "made_at": datetime.datetime.now(),
            "method": record.method,
            "loads": saw.load,
            "labels": saw.said,
            "options": json.dumps(options),
            "constants": json.dumps(record.constants),
        }
        store.insert("run", pa.Table.from_pylist([row]))
        for relation, weights in record.weights.items():
            store.insert("run_weight", _as_rows(weights, relation, number))
        store.insert("run_fit", pa.table(fits))

    store.run(write)
    return number


def _as_rows(weights: pd.DataFrame, relation: str, number: int) -> pa.Table:
    """Return the record of a relation as rows for the store."""
    return pa.table(
        {
            "run": np.full(len(weights), number, dtype=np.int32),
            "relation": [relation] * len(weights),
            "kind": [relation_named(relation).trait.label] * len(weights),
            "trait": weights["key"].to_numpy(),
            "scale": weights["scale"].to_numpy(),
            "weights": pa.array(list(weights["weights"]), pa.list_(pa.float64())),
        }
    )


def number_of_last(store: Store) -> int:
    """Return the number of the last run, 0 if there is none."""
    number: int = store.ask("runs/last_run")["id"][0].as_py()
    return number


def last_run(store: Store) -> Run | None:
    """Return the last run that was kept, None if there is none."""
    number = number_of_last(store)
    return run(store, number) if number else None


def run_to_explain(store: Store) -> Run:
    """Return the last run; raises StoreError if none could be kept."""
    found = last_run(store)
    if found is None:
        raise StoreError(f"{store.name} cannot be written, and holds no run to explain.")
    return found


def run(store: Store, number: int) -> Run:
    """Return a kept run by its number."""
    [row] = store.ask("runs/run", run=number).to_pylist()
    record = _record(store, number, row)
    ids = owners_of(store, record.labelled)
    labelled = _accounts(store, sorted(set(ids.values())))
    accounts = labelled["id"].to_numpy()
    links = links_of(store, accounts, record.traits)
    folds = record.folds(ids)
    is_customer = labelled["id"].map(lambda each: folds.get(each, 0) > 0).to_numpy(dtype=bool)
    customers = CustomerIndex(
        labelled[is_customer].reset_index(drop=True),
        {name: X[np.flatnonzero(is_customer)] for name, X in links.items()},
    )
    fit = record.fit(links, accounts, ids)
    if not len(fit.placement.points):
        fit = replace(fit, placement=_placement(fit, links, labelled["id"].map(folds), is_customer))
    changed = seen(store) != Seen(row["loads"], row["labels"])
    return Run(number, fit, customers, folds, json.loads(row["options"]), changed)


def _placement(
    fit: Fit, links: Mapping[str, csr_array], folds: pd.Series, customers: NDArray[np.bool_]
) -> Placement:
    """Return the placement of a run that a version before 4 kept, by its customers as now."""
    points = np.full(len(folds), np.nan)
    for fold in np.unique(folds[customers]):
        places = np.flatnonzero((folds == fold).to_numpy() & customers)
        mine = {name: X[places] for name, X in links.items()}
        points[places] = points_of(fit, mine, int(fold))
    return Placement.among_these(points[~np.isnan(points)], CUSTOMERS)


def _record(store: Store, number: int, row: dict[str, Any]) -> RunRecord:
    """Return the record of a run, of which `row` holds all but the weights."""
    constants = json.loads(row["constants"])
    weights = {
        name: store.ask(
            "runs/run_weights", run=number, **relation_named(name).parameters()
        ).to_pandas()
        for name in relations_in(constants)
    }
    return RunRecord(row["method"], constants, weights)


def links_of(
    store: Store, accounts: NDArray[np.int64], weights: pd.DataFrame
) -> dict[str, csr_array]:
    """Return the links of accounts to the traits that a run knows, by its relations.

    Parameters
    ----------
    store : Store
    accounts : array of int
        Ids.
    weights : DataFrame
        relation, id: the traits, in the order of the columns.
    """
    rows = pa.table({"id": accounts})
    row = pd.Series(np.arange(len(accounts)), index=accounts)
    found = {}
    for name, traits in weights.groupby("relation"):
        column = pd.Series(np.arange(len(traits)), index=traits["id"].to_numpy())
        column = column[~column.index.duplicated()]
        relation = relation_named(str(name))
        links = store.ask("read/links_of", rows, **relation.parameters()).to_pandas()
        mine = links[links["trait"].isin(column.index)]
        places = (row[mine["account"]].to_numpy(), column[mine["trait"]].to_numpy())
        matrix = csr_array(
            coo_array((mine["value"].to_numpy(), places), shape=(len(accounts), len(traits)))
        )
        matrix.sort_indices()
        found[str(name)] = matrix
    return found


def traits_of(run: Run) -> pd.DataFrame:
    """Return the traits that a run knows, as `links_of` takes them."""
    known = [each.traits[["id"]].assign(relation=each.relation) for each in run.fit.relations]
    return pd.concat(known, ignore_index=True)


def _accounts(store: Store, ids: list[int]) -> pd.DataFrame:
    rows = pa.table({"id": pa.array(ids, pa.int64())})
    accounts: pd.DataFrame = store.ask("read/accounts_by_id", rows).to_pandas()
    return accounts
