"""Customers that may not be named to others, and texts without their names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import MAY_BE_NAMED
from graph_icp.identity.legal_forms import without_legal_form
from graph_icp.ingest.values.tick_boxes import ticked
from graph_icp.market.delivery.spellings import any_of, decomposed

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from graph_icp.graph.store import Store

INSTEAD = "a customer"


@dataclass(frozen=True)
class Unnamed:
    """The customers that may not be named.

    Attributes
    ----------
    ids : frozenset of int
    pattern : re.Pattern or None
        Any of their names, aliases and domains, in texts as of `decomposed`; None where there
        are none.
    """

    ids: frozenset[int] = frozenset()
    pattern: re.Pattern[str] | None = None

    def named_in(self, text: str) -> bool:
        """Return whether a text, or an address of the web, names one of them."""
        return self.pattern is not None and any(
            self.pattern.search(decomposed(each)) for each in (text, unquote(text))
        )

    def hidden(self, text: str) -> str:
        """Return a text in which none of them is named."""
        if self.pattern is None:
            return text
        said, found = self.pattern.subn(INSTEAD, decomposed(text))
        if found:
            return unicodedata.normalize("NFC", said)
        return INSTEAD if self.named_in(text) else text


def read_unnamed(store: Store, ids: Sequence[int]) -> Unnamed:
    """Return which accounts may not be named: those of which a file says anything but yes.

    Parameters
    ----------
    store : Store
    ids : sequence of int
        The accounts to look at.
    """
    told = store.ask("read/values_of_property", rows_of(ids), property=MAY_BE_NAMED).to_pylist()
    found = {row["account"] for row in told if ticked(row["value"]) is not True}
    if not found:
        return Unnamed()
    names = {
        row["name"]
        for row in store.ask("read/names_of_accounts", rows_of(sorted(found))).to_pylist()
    }
    for row in store.ask("read/accounts_by_id", rows_of(sorted(found))).to_pylist():
        names |= {row["name"], row["domain"]}
    forms = {form for name in filter(None, names) for form in (name, without_legal_form(name))}
    return Unnamed(frozenset(found), any_of(forms))
