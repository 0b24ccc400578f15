"""Full exports: edges missing from them have ended, and missing values are forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import FileError
from graph_icp.graph.model import (
    EDGES,
    EVENT,
    KEYS_OF_TRAITS,
    KNOWN_PROPERTIES,
    MAILS,
    MEETS,
    NAMED,
    RATES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.ingest.upsert.counts import Touched

# The share of a source's statements that may end without --replace twice.
MOST = 0.2
_EDGE = ["kind", "mention", "other", "since"]


@dataclass(frozen=True)
class Ended:
    """The numbers of a source's statements that have ended.

    Attributes
    ----------
    source : str
    what : str
        "edges", or "companies and people" with properties from the source.
    gone, before : int
    """

    source: str
    what: str
    gone: int
    before: int


@dataclass
class Replacing:
    """The statements of a load, to be compared with the earlier ones of its sources.

    Attributes
    ----------
    store : Store
        Open for writing.
    insisted : bool
        Whether many statements may end.
    replaces : dict of str to str
        By source the part of its statements that its files replace; see `Loader`.
    """

    store: Store
    insisted: bool
    replaces: dict[str, str] = field(default_factory=dict)
    _before: dict[str, tuple[pa.Table, pa.Table]] = field(default_factory=dict)
    _edges: dict[str, list[pa.Table]] = field(default_factory=dict)
    _nodes: dict[str, list[NDArray[np.int64]]] = field(default_factory=dict)

    def told(self, table: str, rows: pa.Table, about: Mapping[str, str]) -> None:
        """Remember the edges of a load, and the nodes with properties in it."""
        for source in pc.unique(rows["source"]).to_pylist():
            if source not in self._before:
                self._before[source] = (
                    self.store.ask("load/open_facts_of", source=source),
                    self.store.ask("load/nodes_told_by", source=source),
                )
            self._edges.setdefault(source, [])
            self._nodes.setdefault(source, [])
            mine = rows.filter(pc.equal(rows["source"], source))
            if table == "fact":
                edges = mine.select(["mention", "other", "since", "last_seen"])
                kind = pa.repeat(pa.scalar(about["kind"]), len(edges))
                self._edges[source].append(edges.add_column(0, "kind", kind))
            elif table == "property":
                self._nodes[source].append(np.unique(mine["node"].to_numpy()))

    def end(self) -> tuple[list[Ended], list[Touched], set[str]]:
        """End the earlier statements of this load's sources that are missing now.

        Edges end on the day on which they were last seen; properties of a company or person
        are forgotten.

        Returns
        -------
        ended : list of Ended
        touched : list of dict of str to array of int
            The nodes concerned, by kind.
        changes : set of str
            The types of the edges that ended, and the properties that were forgotten.

        Raises
        ------
        FileError
            If more than a fifth of a source's statements would end, unless the user insists.
        """
        ended: list[Ended] = []
        touched: list[Touched] = []
        changes: set[str] = set()
        for source in sorted(self._edges):
            open_edges, nodes = self._before[source]
            now = pa.concat_tables(self._edges[source]) if self._edges[source] else None
            part = self.replaces.get(source, "all")
            if part != "all":
                open_edges = open_edges.filter(_in_part(open_edges, now, part))
                nodes = nodes.slice(0, 0)
            gone_edges = open_edges if now is None else _without(open_edges, now)
            still = np.concatenate([np.empty(0, np.int64), *self._nodes[source]])
            gone_nodes = nodes.filter(pc.invert(pc.is_in(nodes["id"], pa.array(still))))
            mine = [
                Ended(source, "edges", len(gone_edges), len(open_edges)),
                Ended(source, "companies and people", len(gone_nodes), len(nodes)),
            ]
            if not self.insisted:
                _check(mine)
            ended += [each for each in mine if each.gone]
            self.store.tell("load/end_facts", gone_edges.select(_EDGE), source=source)
            self.store.tell("load/forget_properties_of", gone_nodes.select(["id"]), source=source)
            touched += [_ids_by_kind(gone_nodes), *_ends(gone_edges)]
            changes.update(pc.unique(gone_edges["kind"]).to_pylist())
            if len(gone_nodes):
                changes.update((*KNOWN_PROPERTIES, *KEYS_OF_TRAITS, "technology_spend"))
        return ended, touched, changes


def _ids_by_kind(nodes: pa.Table) -> Touched:
    """Return the ids of nodes (id, kind) by their kind."""
    kinds = pc.unique(nodes["kind"]).to_pylist()
    return {
        kind: nodes.filter(pc.equal(nodes["kind"], kind))["id"].to_numpy().astype(np.int64)
        for kind in kinds
    }


def _ends(edges: pa.Table) -> Iterator[Touched]:
    """Give the ids of the nodes at both ends of edges, by their kind."""
    for kind in pc.unique(edges["kind"]).to_pylist():
        mine = edges.filter(pc.equal(edges["kind"], kind))
        edge = EDGES[kind]
        for node, column in ((edge.start, "mention"), (edge.end, "other")):
            yield {node.label: mine[column].to_numpy().astype(np.int64)}


def _in_part(edges: pa.Table, now: pa.Table | None, part: str) -> pa.Array:
    """Return which edges are of the subjects (traits) or the owners (starts) in this load."""
    if now is None:
        return pa.repeat(pa.scalar(False), len(edges))
    column = "other" if part == "its subjects" else "mention"
    told = pc.is_in(edges[column], now[column].combine_chunks())
    if part != "its subjects":
        return told
    traits = pa.array([each.type for each in EDGES.values() if each.end not in NAMED])
    mine = pc.and_(told, pc.is_in(edges["kind"], traits))
    return pc.and_(mine, pa.array(_of_editions(edges, now)))


def _of_editions(edges: pa.Table, now: pa.Table) -> NDArray[np.bool_]:
    """Return which edges are of the editions of events in this load, or of no event.

    Of an event whose name has no year, days half a year apart are of two editions; an edge without
    a day is of the one about when it was last seen.
    """
    to_events = pa.array([each.type for each in EDGES.values() if each.end == EVENT])
    several = pc.and_not(
        pc.is_in(edges["kind"], to_events), pc.match_substring_regex(edges["key"], _YEAR)
    ).to_numpy(zero_copy_only=False)
    before, days = (
        pd.DataFrame({"other": each["other"].to_numpy(), "day": _days(each)})
        for each in (edges, now)
    )
    near = before.reset_index().merge(days.drop_duplicates(), on="other", suffixes=("", "_now"))
    near = near[(near["day"] - near["day_now"]).abs() < _EDITION]
    of_now: NDArray[np.bool_] = ~several | before.index.isin(near["index"])
    return of_now


# In the key of an event, the year that makes it one edition.
_YEAR = r"\b(19|20)\d\d\b"
# The least days between two editions of an event.
_EDITION = 183


def _days(edges: pa.Table) -> NDArray[np.int64]:
    """Return the day of each edge as a number, that on which it was last seen if it has none."""
    day = pc.coalesce(edges["since"].cast(pa.date32()), edges["last_seen"].cast(pa.date32()))
    days: NDArray[np.int64] = day.cast(pa.int32()).to_numpy().astype(np.int64)
    return days


def _without(edges: pa.Table, others: pa.Table) -> pa.Table:
    """Return the edges that are not among others, by kind, ends and day.

    What is kept day by day has not ended where another day tells of the same two.
    """
    left, right = (each.select(_EDGE).to_pandas() for each in (edges, others))
    for each in (left, right):
        daily = each["kind"].isin(_DAILY)
        each["since"] = each["since"].astype("string").fillna("").mask(daily, "")
        each["kind"] = each["kind"].replace(_DAILY)
    right = right.drop_duplicates()
    among = left.merge(right, on=_EDGE, how="left", indicator=True)["_merge"] == "both"
    return edges.filter(pa.array(~among.to_numpy()))


# Edges that are kept day by day, under one name where a row tells several.
_DAILY = {RATES.type: RATES.type, MAILS.type: MAILS.type, MEETS.type: MAILS.type}


def _check(ended: list[Ended]) -> None:
    """Refuse where more than a fifth of something would end."""
    much = [each for each in ended if each.gone > MOST * each.before]
    if not much:
        return
    said = " and ".join(f"{each.gone:,} of {each.before:,} {each.what}" for each in much)
    raise FileError(
        f"{much[0].source}: {said} from earlier loads are not in these files and would end, more "
        f"than {MOST:.0%}. Load all files of a full export together; if so much is really gone, "
        "give --replace twice."
    )
