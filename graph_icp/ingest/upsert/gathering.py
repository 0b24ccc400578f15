"""Statements gathered over batches and files until there are enough to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EDGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# The rows of one table that are gathered before they are written together.
TOGETHER = 200_000


class Grouped:
    """Rows of which equal ones become one whenever there are twice as many as after the last time.

    Parameters
    ----------
    group : callable
        Returns each row once.
    """

    def __init__(self, group: Callable[[pa.Table], pa.Table]) -> None:
        self._group = group
        self._parts: list[pa.Table] = []
        self._last = TOGETHER

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def add(self, rows: pa.Table) -> None:
        """Add rows."""
        self._parts.append(rows)
        if len(self) > 2 * self._last:
            grouped = self.take()
            self._parts, self._last = [grouped], max(len(grouped), TOGETHER)

    def take(self) -> pa.Table:
        """Return the rows, each once, and begin anew; there must have been some."""
        parts, self._parts, self._last = self._parts, [], TOGETHER
        return self._group(pa.concat_tables(parts, promote_options="default"))


@dataclass
class Gathering:
    """Statements that are not written yet, by table of the graph."""

    _waiting: dict[str, list[pa.Table]] = field(default_factory=dict)
    _counts: Grouped = field(default_factory=lambda: Grouped(_added_up))

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
        if len(self._counts):
            self._waiting.setdefault("fact", []).append(self._counts.take())

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
        self._counts.add(facts.filter(counted))
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
