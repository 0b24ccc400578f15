"""Runs without somebody: what was learned of them, where they stood, and the words about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from graph_icp.graph.model import PERSON

if TYPE_CHECKING:
    import datetime

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.gathered import Gathered
    from graph_icp.market.privacy.phrases import Phrases


@dataclass(frozen=True)
class RunsWithout:
    """The runs that hold somebody, and what is left of each.

    Attributes
    ----------
    runs : dict of int to tuple of (str, str)
        By number the options and constants without them.
    weights : Table
        kind, trait: the traits of which nothing is kept.
    accounts : Table
        account: the keys of which no standing is kept.
    held : tuple of int
        The numbers of all runs that ranked or learned from them, or hold their words.
    since : date or None
        The day of the first of them.
    """

    runs: dict[int, tuple[str, str]]
    weights: pa.Table
    accounts: pa.Table
    held: tuple[int, ...]
    since: datetime.date | None


def runs_without(store: Store, gathered: Gathered, traits: list[dict[str, object]]) -> RunsWithout:
    """Return what is left of each run.

    Parameters
    ----------
    store : Store
    gathered : Gathered
    traits : list of dict
        kind, key, before: traits that bear their names, and get other keys.
    """
    renamed = [each for each in traits if each["key"] != each["before"]]
    kinds = [PERSON.label] * len(gathered.keys) + [str(each["kind"]) for each in renamed]
    names = [*sorted(gathered.keys), *(str(each["before"]) for each in renamed)]
    weights = pa.table(
        {"kind": pa.array(kinds, pa.string()), "trait": pa.array(names, pa.string())}
    )
    accounts = pa.table({"account": pa.array(sorted(gathered.account_keys), pa.string())})
    left, held = {}, set(store.ask("privacy/runs_with_traits", weights)["run"].to_pylist())
    held |= set(store.ask("privacy/standings_in_runs", accounts)["run"].to_pylist())
    made = {row["id"]: row["made_at"] for row in store.ask("runs/runs").to_pylist()}
    for number in made:
        [row] = store.ask("runs/run", run=number).to_pylist()
        before = (json.loads(row["options"] or "{}"), json.loads(row["constants"] or "{}"))
        after = tuple(_without(each, gathered) for each in before)
        if after != before:
            left[number] = (json.dumps(after[0]), json.dumps(after[1]))
    every = tuple(sorted({*left, *held}))
    days = [made[each].date() for each in every if made.get(each)]
    return RunsWithout(left, weights, accounts, every, min(days, default=None))


def keep_without(store: Store, left: RunsWithout) -> None:
    """Keep of each run what is left of it."""
    store.tell("privacy/forget_weights", left.weights)
    store.tell("privacy/forget_standings", left.accounts)
    for number, (options, constants) in left.runs.items():
        store.tell("runs/record_options", run=number, options=options)
        store.tell("privacy/record_constants", run=number, constants=constants)


def _without(value: Any, gathered: Gathered) -> Any:
    """Return a value of JSON without the entries of lists and maps that hold somebody.

    Of a text of several lines, as that of icp.toml, the lines go that hold them.
    """
    if isinstance(value, dict):
        return {
            key: "" if _is_held(each, gathered.phrases) else _without(each, gathered)
            for key, each in value.items()
            if key not in gathered.keys
        }
    if isinstance(value, list):
        return [_without(each, gathered) for each in value if not _names(each, gathered)]
    if isinstance(value, str) and "\n" in value and value in gathered.phrases:
        lines = value.splitlines(keepends=True)
        return "".join(each for each in lines if each not in gathered.phrases)
    return value


def _names(entry: Any, gathered: Gathered) -> bool:
    """Return whether an entry of a list is somebody: a text, or a list that begins with a key."""
    if isinstance(entry, list) and entry and isinstance(entry[0], str):
        return entry[0] in gathered.keys
    return isinstance(entry, str) and (entry in gathered.keys or entry in gathered.phrases)


def _is_held(value: Any, phrases: Phrases) -> bool:
    return isinstance(value, str) and "\n" not in value and value in phrases
