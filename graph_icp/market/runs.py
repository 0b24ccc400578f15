"""Runs: what discovery learned, kept in the store, so that explaining is apart from learning."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import coo_array, csr_array

from graph_icp.discovery.learning.fit import Fit, Part, RelationFit
from graph_icp.discovery.learning.scorer import Pairs, Weights, scorers
from graph_icp.discovery.ranking.customer_index import Customers
from graph_icp.graph.model import relation as relation_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.scorer import Learned
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class Run:
    """A run as it was kept.

    Attributes
    ----------
    number : int
    fit : Fit
    customers : Customers
    columns : dict of int to int
        By account id the labeling by which a labelled account is scored.
    options : dict
        What the user chose: without, profile, icp (the text of the ideal customer profile).
    changed : bool
        Whether files were loaded or customers changed since, or icp.toml.
    """

    number: int
    fit: Fit
    customers: Customers
    columns: dict[int, int]
    options: dict[str, Any]
    changed: bool


@dataclass(frozen=True)
class Seen:
    """What a run saw of the store: its last load, and a digest of what people said."""

    load: int
    said: str


def seen(store: Store) -> Seen:
    """Return what there is to see now."""
    told = [
        store.ask(question).to_pylist()
        for question in ("read/labels_told", "identity/decisions", "identity/parents_decided")
    ]
    text = json.dumps(told, default=str)
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return Seen(store.ask("load/last_load")["id"][0].as_py(), digest)


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
        What the user chose.
    saw : Seen
        What there was when the graph was read.
    """
    number = number_of_last(store) + 1
    labelled = np.flatnonzero(ranking.labels.Y.any(axis=1))
    accounts = ranking.graph.accounts
    constants = {
        "typical": ranking.fit.typical,
        "span": ranking.fit.span,
        "hundred": ranking.fit.hundred,
        "hypothesis": ranking.fit.hypothesis,
        "warnings": ranking.fit.warnings,
        "columns": ranking.labels.Y.shape[1],
        "labelled": [
            (accounts["key"].iloc[i], _label(ranking, i), int(ranking.labels.column[i]))
            for i in labelled.tolist()
        ],
        "relations": [
            {
                "relation": each.relation,
                "typical": each.typical.tolist(),
                "share": each.share,
                "parts": [
                    {
                        "scorer": part.scorer,
                        "weight": part.weight,
                        "factor": part.factor.tolist(),
                        "beaten": part.beaten,
                    }
                    for part in each.parts
                ],
            }
            for each in ranking.fit.relations
        ],
    }

    def write() -> None:
        row = {
            "id": number,
            "made_at": datetime.datetime.now(),
            "method": ranking.fit.method,
            "loads": saw.load,
            "labels": saw.said,
            "options": json.dumps(options),
            "constants": json.dumps(constants),
        }
        store.insert("run", pa.Table.from_pylist([row]))
        for each in ranking.fit.relations:
            store.insert("run_weight", _weights(each, number))
        kept = {
            "run": np.full(len(ranks), number, dtype=np.int32),
            "account": accounts["key"].iloc[ranks].to_numpy(),
            "fit": ranking.fits[ranks],
            "rank": np.arange(1, len(ranks) + 1, dtype=np.int32),
        }
        store.insert("run_fit", pa.table(kept))

    store.run(write)
    return number


def number_of_last(store: Store) -> int:
    """Return the number of the last run, 0 where there is none."""
    number: int = store.ask("runs/last_run")["id"][0].as_py()
    return number


def last_run(store: Store) -> Run | None:
    """Return the last run that was kept, None where there is none."""
    number = number_of_last(store)
    return run(store, number) if number else None


def run(store: Store, number: int) -> Run:
    """Return a run that was kept, by its number."""
    [row] = store.ask("runs/run", run=number).to_pylist()
    constants = json.loads(row["constants"])
    keys = [key for key, _, _ in constants["labelled"]]
    ids = _owners(store, keys)
    labelled = _labelled_accounts(store, sorted(set(ids.values())))
    weights = _run_weights(store, number, [each["relation"] for each in constants["relations"]])
    links = links_of(store, labelled["id"].to_numpy(), weights)
    Y = _labeling(constants, ids, labelled["id"].to_numpy())
    relations = [
        _relation_fit(each, weights, links[each["relation"]], Y) for each in constants["relations"]
    ]
    columns = {ids[key]: column for key, _, column in constants["labelled"] if key in ids}
    is_customer = labelled["id"].map(lambda each: columns.get(each, 0) > 0).to_numpy(dtype=bool)
    customers = Customers(
        labelled[is_customer].reset_index(drop=True),
        {name: X[np.flatnonzero(is_customer)] for name, X in links.items()},
    )
    fit = Fit(
        row["method"],
        tuple(relations),
        constants["typical"],
        constants["span"],
        constants["hundred"],
        constants["hypothesis"],
        tuple(constants["warnings"]),
    )
    changed = seen(store) != Seen(row["loads"], row["labels"])
    return Run(number, fit, customers, columns, json.loads(row["options"]), changed)


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


def _run_weights(store: Store, run: int, relations: list[str]) -> pd.DataFrame:
    """Return what a run learned of each trait: relation, key, id, name, scale, weights."""
    found = [
        store.ask("runs/run_weights", run=run, **relation_named(name).parameters())
        .to_pandas()
        .assign(relation=name)
        for name in relations
    ]
    weights: pd.DataFrame = pd.concat(found, ignore_index=True)
    return weights


def _label(ranking: Ranking, place: int) -> float:
    """Return an account's own label, which stands in every column but its fold's."""
    labels = ranking.labels.Y[place]
    return float(labels[0])


def _weights(each: RelationFit, number: int) -> pa.Table:
    """Return what was learned of each trait: weights on links as they are, then on unit rows."""
    learned = each.learned
    size = len(each.traits)
    weights = np.zeros((size, 0))
    if isinstance(learned, Weights):
        weights = np.hstack([learned.plain, learned.unit])
    return pa.table(
        {
            "run": np.full(size, number, dtype=np.int32),
            "relation": [each.relation] * size,
            "kind": [relation_named(each.relation).trait.label] * size,
            "trait": each.traits["key"].to_numpy(),
            "scale": each.idf,
            "weights": pa.array(list(weights), pa.list_(pa.float64())),
        }
    )


def _relation_fit(
    constants: dict[str, Any],
    weights: pd.DataFrame,
    labelled: csr_array,
    Y: NDArray[np.float64],
) -> RelationFit:
    mine = weights[weights["relation"] == constants["relation"]].reset_index(drop=True)
    idf = mine["scale"].to_numpy(np.float64)
    parts = tuple(
        Part(each["scorer"], each["weight"], np.array(each["factor"]), each["beaten"])
        for each in constants["parts"]
    )
    learned: Learned
    pairs = scorers().get(parts[0].scorer)
    if isinstance(pairs, Pairs):
        learned = pairs.learn(labelled, Y).times(parts[0].factor)
    else:
        learned = Weights(idf, *np.hsplit(np.vstack(list(mine["weights"])), 2))
    return RelationFit(
        constants["relation"],
        mine[["id", "key", "name"]],
        learned,
        np.array(constants["typical"]),
        idf,
        constants["share"],
        parts,
    )


def _labeling(
    constants: dict[str, Any], ids: dict[str, int], accounts: NDArray[np.int64]
) -> NDArray[np.float64]:
    place = {account: row for row, account in enumerate(accounts.tolist())}
    Y = np.zeros((len(accounts), constants["columns"]))
    for key, label, column in constants["labelled"]:
        if key in ids and ids[key] in place:
            Y[place[ids[key]]] = label
            if column:
                Y[place[ids[key]], column] = 0
    return Y


def _owners(store: Store, keys: list[str]) -> dict[str, int]:
    found = store.ask("identity/owners_of_keys", pa.table({"key": pa.array(keys, pa.string())}))
    return dict(zip(found["key"].to_pylist(), found["id"].to_pylist(), strict=True))


def _labelled_accounts(store: Store, ids: list[int]) -> pd.DataFrame:
    rows = pa.table({"id": pa.array(ids, pa.int64())})
    accounts: pd.DataFrame = store.ask("read/accounts_by_id", rows).to_pandas()
    return accounts
