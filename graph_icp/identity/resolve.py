"""Mentions to accounts, and to people: the mentions that are one, and why.

The rules are in docs/rules.md. In short: edges from sources or people join mentions, the strongest
first, but never two domains (two profile URLs for people) unless a person said so, nor mentions
that a person marked as two. Then mentions without a domain join by name, where exactly one account
has the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.identity.by_edges import among, join_by_edges
from graph_icp.identity.by_name import join_by_name, meeting
from graph_icp.identity.rules import ADDITIONAL, KIND_RANK, REASON_RANK
from graph_icp.identity.shared_addresses import Told, parted_at_addresses

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.identity.rules import Rules


@dataclass(frozen=True)
class Resolved:
    """The result of resolving.

    Attributes
    ----------
    belongs : DataFrame
        One row per mention: mention (id), owner (id of the mention whose key is the
        account's), why ("key", "edge", "only account of that name", "only place of that name").
    proposals : DataFrame
        One row per pair that may be one: a, b (mention ids), reason, name.
    """

    belongs: pd.DataFrame
    proposals: pd.DataFrame


def resolve(
    mentions: pd.DataFrame,
    edges: pd.DataFrame,
    namings: pd.DataFrame,
    rules: Rules,
    parents: pd.DataFrame | None = None,
) -> Resolved:
    """Return the account (or person) of each mention, and the pairs left for a person to decide.

    Parameters
    ----------
    mentions : DataFrame
        id, key ("domain:acme.com"); all of them, or whole groups of those that edges and
        names tie together: the answer for a group does not depend on the others.
    edges : DataFrame
        a, b (mention ids), reason, score, decided (by a person), last_seen. A decided edge of
        score 0 says that the two are not one.
    namings : DataFrame
        mention (id), name, clean, place (a country; for people the account's id as text; ""
        where unknown), alias.
    rules : Rules
        ACCOUNTS or PEOPLE.
    parents : DataFrame, optional
        child, parent (mention ids), key (the parent's): accounts that sources say to belong to
        others, these being among the mentions or not.

    Returns
    -------
    Resolved
    """
    ordered = _in_order(mentions)
    position = pd.Series(np.arange(len(ordered)), index=ordered["id"].to_numpy())
    placed = _placed(edges, position)
    is_domain = (ordered["kind"] == "domain").to_numpy()
    free = _of_nobody_else(placed, namings, position, is_domain)
    placed["certain"] = placed["decided"].astype(bool) | free
    parted = placed["decided"].astype(bool) & (placed["score"] == 0)
    two = placed.loc[parted, ["a", "b"]].to_numpy(np.intp)
    joins = placed[~parted]
    told = _told(namings, joins, two, parents, position)
    elsewhere, shared = parted_at_addresses(ordered, joins, told)
    group, refused = join_by_edges(ordered["kind"].to_numpy(), joins[~elsewhere], two, rules)
    bears = _names_borne(namings, position, group)
    moved, reason, by_name = join_by_name(ordered, group, bears, group[two], rules)
    final = moved[group]
    why = np.where(final == group, "edge", reason[group])
    why[final == np.arange(len(ordered))] = "key"
    ids = ordered["id"].to_numpy()
    belongs = pd.DataFrame({"mention": ids, "owner": ids[final], "why": why})
    proposals = _proposals(ids, final, [refused, by_name, _aliases(bears, rules), shared], two)
    return Resolved(belongs, proposals)


def _in_order(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return id and kind of the mentions best key first: a group's lowest position is its owner."""
    column = pa.Table.from_pandas(mentions[["key"]], preserve_index=False)["key"]
    keys = column.cast(pa.large_string()).combine_chunks()
    encoded = pc.replace_substring_regex(keys, ":.*", "").dictionary_encode()
    kinds = np.array(encoded.dictionary.to_pylist(), dtype=object)
    ranks = np.array([KIND_RANK.get(kind, KIND_RANK["id"]) for kind in kinds], dtype=np.int8)
    places = encoded.indices.to_numpy()
    table = pa.table({"rank": ranks[places], "key": keys})
    order = pc.sort_indices(table, [("rank", "ascending"), ("key", "ascending")]).to_numpy()
    ids = mentions["id"].to_numpy()
    return pd.DataFrame(
        {"id": ids[order], "kind": kinds[places[order]], "key": mentions["key"].to_numpy()[order]}
    )


def _told(
    namings: pd.DataFrame,
    joins: pd.DataFrame,
    two: NDArray[np.intp],
    parents: pd.DataFrame | None,
    position: pd.Series,
) -> Told:
    names = namings.assign(at=position[namings["mention"]].to_numpy())
    above: dict[int, set[int]] = {}
    named: dict[int, set[str]] = {}
    for child, parent, key in () if parents is None else parents.itertuples(index=False):
        at = int(position[child])
        # Whom nothing here ties to these mentions has a number of its own below 0.
        above.setdefault(at, set()).add(int(position.get(parent, -1 - parent)))
        kind, _, rest = str(key).partition(":")
        if kind == "name":
            named.setdefault(at, set()).add(rest.partition("|")[0])
    one = joins.loc[joins["decided"].astype(bool), ["a", "b"]].to_numpy(np.intp)
    return Told(names[[*_NAMES]], above, named, one, two)


_NAMES = ("at", "clean", "place", "alias")


def _placed(edges: pd.DataFrame, position: pd.Series) -> pd.DataFrame:
    """Return the edges between positions, the strongest first."""
    a, b = position[edges["a"]].to_numpy(), position[edges["b"]].to_numpy()
    placed = edges.assign(
        a=np.minimum(a, b),
        b=np.maximum(a, b),
        rank=edges["reason"].map(REASON_RANK),
        seen=-pd.to_datetime(edges["last_seen"]).to_numpy().astype("int64"),
        undecided=~edges["decided"].astype(bool),
        weak=-edges["score"].astype(float),
    )
    return placed.sort_values(["undecided", "rank", "weak", "seen", "a", "b"])


def _of_nobody_else(
    edges: pd.DataFrame,
    namings: pd.DataFrame,
    position: pd.Series,
    is_domain: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return which edges tie a company to an additional domain that no other row has as its own."""
    additional = (edges["reason"] == ADDITIONAL).to_numpy()
    if not additional.any():
        return additional
    others = edges[edges["rank"].notna() & ~additional]
    own = namings.loc[~namings["alias"].astype(bool), "mention"]
    taken = np.concatenate([others["a"], others["b"], position[own].to_numpy()])
    ends = edges[["a", "b"]].to_numpy(np.intp)
    # Of two domains either may be the additional one.
    free: NDArray[np.bool_] = (is_domain[ends] & ~np.isin(ends, taken)).any(axis=1)
    return additional & free


def _names_borne(
    namings: pd.DataFrame, position: pd.Series, group: NDArray[np.intp]
) -> pd.DataFrame:
    """Return one row per group, cleaned name and place: group, clean, place, alias.

    Names and places are categories, which are compared and sorted by their numbers.
    """
    borne = namings.assign(
        group=group[position[namings["mention"]].to_numpy()],
        clean=namings["clean"].astype("category"),
        place=namings["place"].astype(pd.CategoricalDtype(sorted({"", *namings["place"]}))),
    )
    columns = ["group", "clean", "place", "alias"]
    return borne[columns].drop_duplicates().sort_values(columns, ignore_index=True)


def _aliases(bears: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the pairs in which one's name is another's alias."""
    pairs = meeting(bears[bears["alias"]], bears[~bears["alias"]], rules)
    return pairs.assign(reason="alias")


def _proposals(
    ids: NDArray[np.int64],
    final: NDArray[np.intp],
    found: list[pd.DataFrame],
    two: NDArray[np.intp],
) -> pd.DataFrame:
    """Return the pairs that ended in two groups and may be one: a, b (ids), reason, name."""
    columns = ["a", "b", "reason", "name"]
    some = [each[columns] for each in found if len(each)]
    if not some:
        return pd.DataFrame(columns=columns)
    pairs = pd.concat(some, ignore_index=True)
    pairs = pairs[final[pairs["a"].to_numpy(np.intp)] != final[pairs["b"].to_numpy(np.intp)]]
    pairs = pairs[~among(pairs, final[two], final)]
    low, high = pairs[["a", "b"]].min(axis=1), pairs[["a", "b"]].max(axis=1)
    pairs = pairs.assign(
        a=ids[low.to_numpy(np.intp)],
        b=ids[high.to_numpy(np.intp)],
        name=pairs["name"].astype("str"),
    )
    distinct: pd.DataFrame = pairs.drop_duplicates(ignore_index=True)
    return distinct
