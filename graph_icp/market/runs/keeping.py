"""Keeping runs: what `discover` learned is kept once for each question and state of the data."""

from __future__ import annotations

import datetime
import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from graph_icp.discovery.learning.run_record import RunRecord
from graph_icp.errors import StoreError
from graph_icp.graph.relations import relation as relation_named
from graph_icp.market.runs.register import Question, latest, registered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store
    from graph_icp.market.runs.register import RegisteredRun
    from graph_icp.market.runs.stored import Seen
    from graph_icp.market.store_opener import StoreOpener

# So many runs without a name are kept, those that were asked for last.
UNNAMED_KEPT = 50


class Kept(NamedTuple):
    """A run that was kept.

    Attributes
    ----------
    number : int
        0 where it could not be kept.
    verdict : str
        That of a back-test of its question on its data, "" where none was made.
    warnings : tuple of str
    """

    number: int
    verdict: str = ""
    warnings: tuple[str, ...] = ()


def keep_run(
    opener: StoreOpener,
    ranking: Ranking,
    order: NDArray[np.intp],
    options: dict[str, Any],
    saw: Seen,
) -> Kept:
    """Keep a run, where the store can be written.

    Parameters
    ----------
    opener : StoreOpener
    ranking : Ranking
    order : array of int
        The positions of the ranked accounts, best first.
    options : dict
        As of `register.asked`.
    saw : Seen
        What there was when the graph was read.
    """
    try:
        with opener(write=True) as store:
            return keep(store, ranking, order, options, saw)
    except StoreError as error:
        return Kept(0, warnings=(f"The run is not kept for 'explain': {error}",))


def keep(
    store: Store, ranking: Ranking, order: NDArray[np.intp], options: dict[str, Any], saw: Seen
) -> Kept:
    """Keep a run in a store that is open for writing; otherwise like `keep_run`.

    A run that asked the same of the same data and learned the same keeps its number. Of runs
    without a name the oldest are forgotten.
    """
    keys = ranking.graph.accounts["key"]
    record = RunRecord.of(ranking.fit, ranking.labels, keys)
    options = options | {"customers": len(ranking.labels.customers)}

    def work() -> Kept:
        known = registered(store)
        now = {"asked_at": _now(known).isoformat(), "as_of": options.get("as_of")}
        for each in _like(known, record, options, saw):
            [row] = store.ask("runs/run", run=each.number).to_pylist()
            if each.ranked == len(order) and _equal(_plain(record), json.loads(row["constants"])):
                text = json.dumps(each.options | now)
                store.tell("runs/record_options", run=each.number, options=text)
                return Kept(each.number, each.verdict)
        number = max((each.number for each in known), default=0) + 1
        _insert(store, number, record, options | now, saw)
        store.insert("run_fit", _ranked(number, keys, ranking, order))
        _forget_old(store, known)
        return Kept(number)

    return store.run(work)


def keep_verdict(store: Store, run: int, verdict: str, last: int | None) -> None:
    """Keep the verdict of a back-test with the run of its question.

    Parameters
    ----------
    store : Store
        Open for writing.
    run : int
        The run of its question on its data.
    verdict : str
    last : int or None
        The run that was the last one before, and stays it.
    """
    known = registered(store)
    options = {each.number: each.options for each in known}
    changes = {run: options[run] | {"verdict": verdict}}
    if last is not None and last != run:
        changes[last] = options[last] | {"asked_at": _now(known).isoformat()}

    def write() -> None:
        for number, kept in changes.items():
            store.tell("runs/record_options", run=number, options=json.dumps(kept))

    store.run(write)


def _now(known: Sequence[RegisteredRun]) -> datetime.datetime:
    """Return the present moment, later than any at which a run was asked for."""
    last = latest(known)
    now = datetime.datetime.now()
    return max(now, last.asked_at + datetime.timedelta(microseconds=1)) if last else now


def _like(
    known: Sequence[RegisteredRun], record: RunRecord, options: dict[str, Any], saw: Seen
) -> list[RegisteredRun]:
    """Return the runs that were asked the same of the same data, the latest first.

    Each has the list of its day, so what the team said to be left out of lists is data, too.
    """
    question = Question.of(record.method, options)
    said = options.get("said", {})
    return [
        each
        for each in reversed(known)
        if (each.loads, each.labels) == (saw.load, saw.said)
        and each.question == question
        and each.options.get("said", {}) == said
    ]


def _plain(record: RunRecord) -> Any:
    """Return a record's constants as a store gives them back."""
    return json.loads(json.dumps(record.constants))


def _equal(one: Any, other: Any) -> bool:
    """Return whether two values of JSON are equal, numbers but for their last digits."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    return bool(one == other)


def _insert(
    store: Store, number: int, record: RunRecord, options: dict[str, Any], saw: Seen
) -> None:
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


def _as_rows(weights: pd.DataFrame, relation: str, number: int) -> pa.Table:
    """Return what a record keeps of a relation as the store takes it."""
    return pa.table(
        {
            "run": np.full(len(weights), number, dtype=np.int32),
            "relation": [relation] * len(weights),
            "kind": [relation_named(relation).trait.label] * len(weights),
            "trait": weights["key"].to_numpy(),
            "scale": weights["scale"].to_numpy(),
            "prospects": weights["prospects"].to_numpy(),
            "weights": pa.array(list(weights["weights"]), pa.list_(pa.float64())),
        }
    )


def _ranked(number: int, keys: pd.Series, ranking: Ranking, order: NDArray[np.intp]) -> pa.Table:
    """Return points and ranks as the store takes them."""
    return pa.table(
        {
            "run": np.full(len(order), number, dtype=np.int32),
            "account": keys.iloc[order].to_numpy(),
            "points": ranking.points[order],
            "rank": np.arange(1, len(order) + 1, dtype=np.int32),
        }
    )


def _forget_old(store: Store, known: Sequence[RegisteredRun]) -> None:
    """Forget runs without a name that were not asked for lately; `known` lacks the newest."""
    unnamed = sorted((each for each in known if not each.name), key=lambda each: each.asked_at)
    for each in unnamed[: max(len(unnamed) + 1 - UNNAMED_KEPT, 0)]:
        for change in ("runs/forget_run_fits", "runs/forget_run_weights", "runs/forget_run"):
            store.tell(change, run=each.number)
