"""Runs in the store: the results of learning, kept for explaining."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from graph_icp.discovery.learning.placement import CUSTOMERS, Placement
from graph_icp.discovery.learning.run_record import RunRecord, relations_in
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.points import points_by_fold
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.relations import relation as relation_named
from graph_icp.market.decay import Decay
from graph_icp.market.lookup import owners_of
from graph_icp.market.runs.register import latest, left_out_by, registered
from graph_icp.market.traits.columns import Columns, traits_called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.left_out import LeftOut
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
        What the user chose, as of `RegisteredRun`: without (all that is left out), because (why,
        where it was not the question that left it out), profile, icp and more.
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
    def as_of(self) -> datetime.date | None:
        """The day that it was asked for, None where that was the day on which it was asked."""
        day = self.options.get("as_of")
        return datetime.date.fromisoformat(day) if day else None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What it left out, and why."""
        return left_out_by(self.options)


@dataclass(frozen=True)
class Seen:
    """The state of the store at a run: its last load, and a digest of people's labels."""

    load: int
    said: str


def seen(store: Store) -> Seen:
    """Return the present state."""
    told = [
        store.ask(question).to_pylist()
        for question in ("read/labels_told", "decisions/decisions", "decisions/parents_decided")
    ]
    # Runs of stores that know of none of these stay comparable.
    since = (store.ask(each).to_pylist() for each in ("read/conditions", "feedback/statuses"))
    told += [each for each in since if each]
    text = json.dumps(told, default=str)
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return Seen(store.ask("loads/last_load")["id"][0].as_py(), digest)


def last_run(store: Store) -> Run | None:
    """Return the run that was asked for last, None where there is none."""
    last = latest(registered(store))
    return run(store, last.number) if last else None


def run(store: Store, number: int) -> Run:
    """Return the run of this number."""
    [row] = store.ask("runs/run", run=number).to_pylist()
    record = _record(store, number, row)
    ids = owners_of(store, record.labelled)
    labelled = _accounts(store, sorted(set(ids.values())))
    accounts = labelled["id"].to_numpy()
    options = json.loads(row["options"])
    links = links_of(store, accounts, record.weights, Decay.of(options), Columns.of(options))
    folds = record.folds(ids)
    is_customer = labelled["id"].map(lambda each: folds.get(each, 0) > 0).to_numpy(dtype=bool)
    customers = CustomerIndex(
        labelled[is_customer].reset_index(drop=True),
        {name: X[np.flatnonzero(is_customer)] for name, X in links.items()},
    )
    fit = record.fit(links, accounts, ids)
    if not len(fit.placement.points):
        # A version before 4 kept none: the customers' points as they are now.
        theirs = np.array([folds[each] for each in customers.accounts["id"]], dtype=np.intp)
        points = points_by_fold(fit, customers.links, theirs)
        fit = replace(fit, placement=Placement.among_these(points[~np.isnan(points)], CUSTOMERS))
    changed = seen(store) != Seen(row["loads"], row["labels"])
    return Run(number, fit, customers, folds, options, changed)


def scores(store: Store, run: Run) -> pd.DataFrame:
    """Return what accounts scored in a run, by their ids now: points, rank, fit.

    Of several that are one account now, the best counts.
    """
    told: pd.DataFrame = store.ask("runs/run_scores", run=run.number).to_pandas()
    fits = run.fit.placement.fit(told["points"].to_numpy(np.float64))
    ids = pd.Series(owners_of(store, told["account"]), dtype=np.int64).rename("id")
    known = told.assign(fit=fits).join(ids, on="account", how="inner").sort_values("rank")
    return known.drop(columns="account").drop_duplicates("id").set_index("id")


def fits_of(store: Store, ids: NDArray[np.int64], run: Run) -> NDArray[np.float64]:
    """Return the fits of accounts by a run, also of those that it did not rank."""
    folds = np.array([run.folds.get(int(each), 0) for each in ids], dtype=np.intp)
    points = points_by_fold(run.fit, links_by(store, ids, run), folds)
    return run.fit.placement.fit(points)


def _record(store: Store, number: int, row: dict[str, Any]) -> RunRecord:
    """Return the record of a run, of which `row` holds all but the weights."""
    constants = json.loads(row["constants"])
    weights = {name: _weights(store, number, name) for name in relations_in(constants)}
    return RunRecord(row["method"], constants, weights)


def _weights(store: Store, number: int, name: str) -> pd.DataFrame:
    """Return what a run learned of the traits of a relation, as `RunRecord` has it."""
    relation = relation_named(name)
    if relation.of_column():
        question = "runs/run_weights_of_column"
        learned = store.ask(question, run=number, relation=name).to_pandas()
        return traits_called(learned["key"]).join(learned[["scale", "prospects", "weights"]])
    weights: pd.DataFrame = store.ask(
        "runs/run_weights", run=number, **relation.parameters()
    ).to_pandas()
    return weights


def links_of(
    store: Store,
    accounts: NDArray[np.int64],
    traits: Mapping[str, pd.DataFrame],
    decay: Decay | None = None,
    columns: Columns | None = None,
) -> dict[str, csr_array]:
    """Return the links of accounts to the traits that a run knows, by its relations.

    Parameters
    ----------
    store : Store
    accounts : array of int
        Ids.
    traits : mapping of str to DataFrame
        By relation: id, and where it is a column of files, name, in the order of the matrices'
        columns.
    decay : Decay, optional
        How much less old links count.
    columns : Columns, optional
        How columns of files were read that are relations.
    """
    rows = rows_of(accounts)
    found = {}
    for name, known in traits.items():
        relation = relation_named(name)
        if columns and relation.of_column():
            found[name] = columns.links_of(store, name, accounts, known["name"])
            continue
        told = store.ask("links/links_of", rows, **relation.parameters())
        account, trait, value = (each.to_numpy() for each in told.columns)
        column = _places_of(trait, known["id"].to_numpy())
        mine = column >= 0
        places = _places_of(account[mine], accounts), column[mine]
        matrix = csr_array(coo_array((value[mine], places), shape=(len(accounts), len(known))))
        matrix.sort_indices()
        if decay:
            matrix = decay.of_links(store, name, matrix, accounts, known["id"])
        found[name] = matrix
    return found


def _places_of(wanted: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the first place of each wanted one among ids, -1 where it is not there."""
    order = np.argsort(ids, kind="stable")
    after = np.append(order, -1)[np.searchsorted(ids, wanted, sorter=order)]
    places: NDArray[np.intp] = np.where(np.append(ids, -1)[after] == wanted, after, -1)
    return places


def links_by(store: Store, accounts: NDArray[np.int64], run: Run) -> dict[str, csr_array]:
    """Return the links of accounts as a run counts them, by its relations; see `links_of`."""
    traits = {each.relation: each.traits for each in run.fit.relations}
    return links_of(store, accounts, traits, Decay.of(run.options), Columns.of(run.options))


def _accounts(store: Store, ids: list[int]) -> pd.DataFrame:
    rows = rows_of(ids)
    accounts: pd.DataFrame = store.ask("read/accounts_by_id", rows).to_pandas()
    return accounts
