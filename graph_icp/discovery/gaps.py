"""Gaps of a market: relations unknown of many companies, and what knowing them may add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.learning.relation_shares import lopsided
from graph_icp.graph.model import RANKED
from graph_icp.graph.relations import RELATIONS, relation

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping
    from typing import Any

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import LearningConstraints
    from graph_icp.graph.matrix import Graph

# Whether a relation has links that count, none that counts, or none at all; in their order.
LOADED, NOT_LOADED, NOT_COUNTED = _STATES = "loaded", "not loaded", "not counted"
# A smaller part of the market is no gap.
_HARDLY = 0.005
TESTED = (
    *("names", "found", "found_without", "gain_known", "gain_known_low", "gain_known_high"),
    *("best_known", "best_unknown"),
)


def gaps(
    graph: Graph,
    customers: NDArray[np.intp],
    stored: Collection[str],
    tested: pd.DataFrame | None,
    constraints: LearningConstraints,
) -> pd.DataFrame:
    """Return the relations by what more of them is expected to add, the most first.

    Parameters
    ----------
    graph : Graph
        What counts of the market.
    customers : array of int
        The positions of the customers to learn from; the market is all that is ranked.
    stored : collection of str
        The relations that have links in the store, whether these count or not.
    tested : DataFrame, optional
        As of `relation_table`; none where the back-test cannot tell.
    constraints : LearningConstraints
        The relations whose share the user gives.

    Returns
    -------
    DataFrame
        relation, state (LOADED, NOT_LOADED, NOT_COUNTED), unknown_market and unknown_customers
        (the parts of the market and of the customers learned from that are unknown in it, 0 to
        1; nan where there are none), help (the expected gain of AUC if all of the market were
        known in it: what it adds where it is known x unknown_market; nan where that cannot be
        told), sure (whether it surely adds something there), lopsided (known of customers far
        more often), and TESTED of
        `relation_table`. Relations that sum up others are no rows.
    """
    market = np.flatnonzero(graph.accounts["status"].isin(RANKED))
    known = {name: known_in(each.values) for name, each in graph.matrices.items()}
    parts = {name: (_part(each, customers), _part(each, market)) for name, each in known.items()}
    held = lopsided(parts, len(customers), constraints)
    names = dict.fromkeys([*(each.name for each in RELATIONS), *parts])
    rows = [
        (name, *_known(parts.get(name), stored=name in stored), name in held)
        for name in names
        if not relation(name).summary_of
    ]
    columns = ["relation", "state", "unknown_market", "unknown_customers", "lopsided"]
    table = pd.DataFrame(rows, columns=columns)
    if not len(customers):
        table["unknown_customers"] = np.nan
    found = pd.DataFrame(columns=["relation"]) if tested is None else tested
    table = table.merge(found.reindex(columns=["relation", *TESTED]), on="relation", how="left")
    table[list(TESTED)] = table[list(TESTED)].astype(float)
    table.insert(4, "help", table["gain_known"].clip(lower=0) * table["unknown_market"])
    table.insert(5, "sure", table["gain_known_low"] > 0)
    return _ordered(table)


def _part(marked: NDArray[np.bool_], places: NDArray[np.intp]) -> float:
    return float(marked[places].mean()) if len(places) else 0.0


def _known(parts: tuple[float, float] | None, *, stored: bool) -> tuple[str, float, float]:
    """Return the state of a relation, and the unknown parts of the market and of customers."""
    if parts is not None:
        customers, market = parts
        return LOADED, 1 - market, 1 - customers
    return (NOT_COUNTED, np.nan, np.nan) if stored else (NOT_LOADED, 1.0, 1.0)


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Return what surely adds something first, by its help; the others by what is unknown."""
    by = {
        "state": table["state"].map(_STATES.index),
        "help": -table["help"].where(table["sure"]).fillna(-1),
        "unknown": -table["unknown_market"].fillna(0),
    }
    order = pd.DataFrame(by).sort_values(list(by), kind="stable").index
    ordered: pd.DataFrame = table.loc[order].reset_index(drop=True)
    return ordered


def said(row: Mapping[Hashable, Any], whom: str) -> str:
    """Return in words what is unknown in a relation, and what it adds.

    Parameters
    ----------
    row : mapping
        A row of `gaps` that is LOADED.
    whom : str
        What the customers learned from are called: "customers" or "best customers".
    """
    name = title(row["relation"])
    if row["unknown_market"] < _HARDLY:
        return f"{_capital(name)}: known for all of your market."
    unknown = f"{row['unknown_market']:.0%} of your market"
    if not np.isnan(row["unknown_customers"]):
        unknown += f" and {row['unknown_customers']:.0%} of your {whom}"
    sentences = [f"{_capital(name)}: unknown for {unknown}."]
    if row["sure"]:
        sentences += _added(row, name)
    return " ".join(sentences)


def _added(row: Mapping[Hashable, Any], name: str) -> list[str]:
    """Return in sentences what a relation adds, where that is sure."""
    found, without = (int(row[each] + 0.5) for each in ("found", "found_without"))
    first = f"the first {row['names']:,.0f} names"
    among = (
        f"that changes the order below {first}, of which {found} are customers either way"
        if without == found
        else f"{first} hold {found} customers with {name} and {without} without"
    )
    sentences = [
        f"Where that is known, it puts customers above other companies in "
        f"{100 * row['gain_known']:.1f} more of 100 pairs; {among}."
    ]
    if row["best_known"] > row["best_unknown"]:
        sentences.append(
            f"{row['best_known']:.0%} of hidden customers are Best fits where it is known, "
            f"{row['best_unknown']:.0%} where not."
        )
    if row["lopsided"]:
        sentences.append(
            "It is known of customers far more often than of the market, so part of that may tell "
            "where the data came from: load it of prospects from the same source."
        )
    return sentences


def title(name: str) -> str:
    """Return the name of a relation within a sentence; a column's as files have it."""
    about = relation(name)
    return about.title if about.of_column() else about.title.lower()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
