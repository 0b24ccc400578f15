"""Companies that the rows of a file name, gathered while the file is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.identity.domains import readable
from graph_icp.market.lookup import namesakes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store
    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.records.rows import Rows


@dataclass
class Inbound:
    """The companies that rows name, by the keys of loading.

    Attributes
    ----------
    called : dict of str to str
        The file's name for each company, by its key.
    unnamed : list of int
        The rows that name no company.
    asked : bool
        Whether the file is about companies at all.
    """

    called: dict[str, str] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)
    asked: bool = False

    def add(self, batch: Batch, rows: Rows) -> None:
        """Add the companies of a batch."""
        self.unnamed += [bad.row for bad in batch.bad]
        if rows.company is None:
            return
        self.asked = True
        numbers = batch.rows["_row"].to_pylist()
        keys, called = rows.company.strongest.to_pylist(), rows.company.called.to_pylist()
        for place, (number, key, name) in enumerate(zip(numbers, keys, called, strict=True)):
            if key and place not in rows.reasons:
                if place not in rows.skipped:
                    self.called.setdefault(key, _shown(key, name))
            elif place not in rows.skipped:
                self.unnamed.append(number)


def _shown(key: str, called: str | None) -> str:
    """Return a company's name for people: its domain, else the file's name for it."""
    kind, _, rest = key.partition(":")
    return readable(rest) if kind == "domain" else called or rest


def borne_by_several(store: Store, keys: Iterable[str]) -> set[str]:
    """Return the keys that are names of several accounts."""
    names = {}
    for key in keys:
        kind, _, rest = key.partition(":")
        if kind == "name":
            clean, _, place = rest.rpartition("|")
            names[key] = clean, place.upper()
    bearers = namesakes(store, names.values())
    return {key for key, name in names.items() if len(bearers[name]) > 1}
