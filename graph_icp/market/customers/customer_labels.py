"""Naming customers: from a file, or by accounts' traits."""

from __future__ import annotations

import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from graph_icp.discovery.selectors import (
    an_example,
    having_trait,
    parted,
    relations_called,
    spelled,
    traits_called,
)
from graph_icp.errors import AmbiguousNameError, FileError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import property_of
from graph_icp.market.customers.customer_file import customers_listed
from graph_icp.market.lookup import accounts_named, names_near
from graph_icp.market.resolving import derive
from graph_icp.market.traits.columns import extra_columns, with_columns
from graph_icp.market.words_of_files import selector_as_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store
    from graph_icp.market.customers.customer_file import Standing

    Named = dict[int, Standing]

Verb = Literal["set", "add", "remove"]


def label_accounts(
    store: Store, verb: Verb, accounts: Named, chosen_by: Mapping[int, str] | None = None
) -> tuple[int, list[int]]:
    """Give accounts the status that a person says.

    Parameters
    ----------
    store : Store
        Open for writing.
    verb : "set", "add" or "remove"
        `set` makes these the only customers, `add` makes them customers too, `remove` makes
        them prospects.
    accounts : dict
        By account id: status and worth.
    chosen_by : mapping of int to str, optional
        By account id the traits of the condition that chose it, as `Chosen` has them; none of
        those that a file names.

    Returns
    -------
    customers : int
        How many are customers then.
    overruled : list of int
        The ids of those that files call customers, and that this made prospects.
    """
    conditions = chosen_by if chosen_by and verb != "remove" else {}
    today = datetime.datetime.now().astimezone().date()

    def write() -> tuple[int, list[int]]:
        told, others = dict(accounts), set[int]()
        if verb == "remove":
            told = dict.fromkeys(accounts, ("prospect", None))
        if verb == "set":
            labelled = (
                store.ask("read/accounts_labelled_by_people")["id"].to_numpy().astype(np.int64)
            )
            store.clear("label")
            derive(store, labelled)
            others = set(_customers(store)) - set(accounts)
            told |= dict.fromkeys(others, ("prospect", None))
        else:
            store.tell("derive/forget_labels_of", rows_of(sorted(told)))
        ids = sorted(told)
        # What is said last counts.
        store.tell("feedback/overrule", rows_of(ids))
        labels = {
            "mention": pa.array(ids, pa.int64()),
            "status": pa.array([told[each][0] for each in ids], pa.string()),
            "value": pa.array([told[each][1] for each in ids], pa.float64()),
            "decided_on": pa.array([today] * len(ids), pa.date32()),
            "chosen_by": pa.array([conditions.get(each) for each in ids], pa.string()),
        }
        store.insert("label", pa.table(labels))
        derive(store, np.array(ids, dtype=np.int64))
        return len(_customers(store)), sorted(others)

    return store.run(write)


class Chosen(NamedTuple):
    """The accounts that meet a condition.

    Attributes
    ----------
    accounts : dict
        By id, as customers.
    by : str
        The traits and relations of the condition, one a line, by key.
    taken_as : dict of str to str
        By bare word of the condition the trait as which it is taken: "uses=Elixir".
    """

    accounts: Named
    by: str
    taken_as: dict[str, str]


def accounts_where(store: Store, conditions: Sequence[str], icp: Icp) -> Chosen:
    """Return the accounts that have all these traits, as customers: "uses=Elixir".

    Columns that the profile names are relations too. A word that is no relation, but the name of
    one trait alone, is taken as that.

    Raises
    ------
    UnknownNameError
        If there is no such relation or trait.
    AmbiguousNameError
        If a word is the name of several traits.
    """
    graph = with_columns(store, read_graph(store), icp)
    conditions = [selector_as_told(graph, each) for each in conditions]
    taken_as = _words_taken(store, graph, conditions)
    conditions = [taken_as.get(each, each) for each in conditions]
    having = np.ones(len(graph.accounts), dtype=bool)
    for condition in conditions:
        having &= having_trait(graph, condition)
    accounts: Named = {int(each): ("customer", None) for each in graph.accounts["id"][having]}
    traits = [each for condition in conditions for each in spelled(graph, condition, by="key")]
    return Chosen(accounts, "\n".join(dict.fromkeys(traits)), taken_as)


def _words_taken(store: Store, graph: Graph, conditions: Sequence[str]) -> dict[str, str]:
    """Return by condition that names no relation the trait as which it is taken.

    Raises UnknownNameError also for a column of files that is no relation yet.
    """
    taken_as = {}
    for condition in conditions:
        word, mark, _ = parted(condition)
        try:
            relations_called(word, graph.matrices)
        except UnknownNameError as unknown:
            columns = set(extra_columns(store, graph.accounts["id"].to_numpy())["property"])
            if property_of(word) not in columns:
                if mark or not word.strip():
                    raise
                taken_as[condition] = _only_trait(graph, word.strip())
                continue
            raise UnknownNameError(
                "relation",
                word.strip(),
                hint=f'It is a column of your files: write "{word.strip()}" = true under [traits] '
                "in icp.toml, and it becomes a relation.",
            ) from unknown
    return taken_as


def _only_trait(graph: Graph, word: str) -> str:
    """Return the only trait that has a name: "uses=Elixir"."""
    found = traits_called(graph, word)
    if len(found) > 1:
        raise AmbiguousNameError("traits", word, found, "say which")
    if not found:
        names = {str(each) for m in graph.matrices.values() for each in m.traits["name"]}
        example = an_example(graph)
        hint = f"Write a relation and its trait, such as {example}." if example else ""
        raise UnknownNameError("relation or trait", word, sorted(names), hint)
    return found[0]


def accounts_in(store: Store, path: Path) -> tuple[Named, list[str]]:
    """Return the accounts that a file lists, and its entries that name no account.

    Parameters
    ----------
    store : Store
    path : Path
        A file about companies or people, maybe with value and status; or one with a domain or
        name per line and no header.

    Raises
    ------
    FileError
        If it cannot be read, or none of its accounts is known.
    """
    listed, passed_over = customers_listed(path)
    found: Named = {}
    for each, ids in zip(listed, accounts_named(store, [row.names for row in listed]), strict=True):
        if len(ids) == 1:
            found[next(iter(ids))] = each.standing
        else:
            passed_over.append(_unclear(store, each.names.text, several=bool(ids)))
    passed_over = list(dict.fromkeys(passed_over))
    if not found:
        those = f" ({', '.join(passed_over[:5])})" if passed_over else ", nor any other"
        raise FileError(
            f"{path}: it names no company of the store{those}; "
            "load the companies first, or check the names."
        )
    return found, passed_over


def _unclear(store: Store, text: str, *, several: bool) -> str:
    """Return an entry that names no account for sure, with the one that it nearly names."""
    if several:
        return f"{text} (the name of several)"
    near = get_close_matches(text.casefold(), names := _by_lower(store, text), n=1, cutoff=_NEARLY)
    return f"{text} (nearly {names[near[0]]})" if near else text


def _by_lower(store: Store, text: str) -> dict[str, str]:
    return {each.casefold(): each for each in names_near(store, text)}


_NEARLY = 0.8


def _customers(store: Store) -> list[int]:
    rows = store.ask("read/labelled").to_pylist()
    return [row["id"] for row in rows if row["status"] == "customer"]
