"""Statements gathered over batches and files until there are enough to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EDGES

if TYPE_CHECKING:
    from collections.abc import Mapping

# The rows of one table that are gathered before they are written together.
TOGETHER = 200_000


@dataclass
class Gathering:
    """Statements that are not written yet, by table of the graph."""

    _waiting: dict[str, list[pa.Table]] = field(default_factory=dict)
    _counts: list[pa.Table] = field(default_factory=list)

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Add the statements of a batch."""
        for name, rows in tables.items():
            added = named_once(rows) if name == "node" else rows
            if name == "fact":
                added = self._hold_counts_back(added)
            self._waiting.setdefault(name, []).append(added)

    @property
    def full(self) -> bool:
        """Whether there is enough to write."""
        return max((sum(map(len, each)) for each in self._waiting.values()), default=0) > TOGETHER

    def end_file(self) -> None:
        """Release the counts of a file, which add up over its rows."""
        if self._counts:
            self._waiting.setdefault("fact", []).extend(self._counts)
            self._counts = []

    def take(self) -> dict[str, pa.Table]:
        """Return the gathered statements, each node once, and start anew; nothing without nodes."""
        waiting, self._waiting = self._waiting, {}
        told = {
            name: pa.concat_tables(pieces, promote_options="default")
            for name, pieces in waiting.items()
        }
        if "node" not in told:
            return {}
        return told | {"node": named_once(told["node"])}

    def _hold_counts_back(self, facts: pa.Table) -> pa.Table:
        """Keep facts that are counts until the file ends; return the rest."""
        counted = pc.is_in(facts["kind"].cast(pa.string()), _COUNTED)
        if not pc.any(counted).as_py():
            return facts
        self._counts.append(facts.filter(counted))
        if sum(map(len, self._counts)) > TOGETHER:
            self._counts = [_added_up(pa.concat_tables(self._counts))]
        return facts.filter(pc.invert(counted))


_COUNTED = pa.array([each.type for each in EDGES.values() if each.counted])


def named_once(nodes: pa.Table) -> pa.Table:
    """Return each node once: rows repeat the same few nodes."""
    once = nodes.unify_dictionaries().group_by(["kind", "key"]).aggregate([("name", "min")])
    return once.rename_columns({"name_min": "name"})


def _added_up(facts: pa.Table) -> pa.Table:
    """Return equal facts once, their counts added up."""
    keys = [name for name in facts.column_names if name != "strength"]
    summed = facts.unify_dictionaries().group_by(keys).aggregate([("strength", "sum")])
    return summed.rename_columns([*keys, "strength"]).select(facts.column_names)
