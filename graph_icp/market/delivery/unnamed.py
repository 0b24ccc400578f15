"""Customers that may not be named to others, and texts without their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.graph.model import MAY_BE_NAMED
from graph_icp.identity.legal_forms import without_legal_form
from graph_icp.ingest.values.tick_boxes import ticked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.graph.store import Store

INSTEAD = "a customer"
# So short a name is looked for in its own capitals: "Go" is none of "go".
_SHORT = 3


@dataclass(frozen=True)
class Unnamed:
    """The customers that may not be named.

    Attributes
    ----------
    ids : frozenset of int
    pattern : re.Pattern or None
        Any of their names, aliases and domains; None where there are none.
    """

    ids: frozenset[int] = frozenset()
    pattern: re.Pattern[str] | None = None

    def named_in(self, text: str) -> bool:
        """Return whether a text names one of them."""
        return self.pattern is not None and self.pattern.search(text) is not None

    def hidden(self, text: str) -> str:
        """Return a text in which none of them is named."""
        return self.pattern.sub(INSTEAD, text) if self.pattern else text


def read_unnamed(store: Store, ids: Sequence[int]) -> Unnamed:
    """Return which accounts may not be named: those of which a file says anything but yes.

    Parameters
    ----------
    store : Store
    ids : sequence of int
        The accounts to look at.
    """
    told = store.ask("read/values_of_property", _rows(ids), property=MAY_BE_NAMED).to_pylist()
    found = {row["account"] for row in told if ticked(row["value"]) is not True}
    if not found:
        return Unnamed()
    names = {row["name"] for row in store.ask("read/names_of_accounts", _rows(found)).to_pylist()}
    for row in store.ask("read/accounts_by_id", _rows(found)).to_pylist():
        names |= {row["name"], row["domain"]}
    return Unnamed(frozenset(found), _any_of(filter(None, names)))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of names with and without their legal form, the longest first."""
    forms = {form.strip() for name in names for form in (name, without_legal_form(name))}
    ordered = sorted(filter(None, forms), key=lambda each: (-len(each), each))
    parts = [
        part if len(form) <= _SHORT else f"(?i:{part})"
        for form in ordered
        for part in [r"[\s_-]*".join(re.escape(word) for word in form.split())]
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def _rows(ids: Iterable[int]) -> pa.Table:
    return pa.table({"id": pa.array(sorted({*map(int, ids)}), pa.int64())})
