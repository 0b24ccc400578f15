"""The people whom a user names in a decision: by e-mail address, profile or key."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.graph.model import PERSON
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import address, page

if TYPE_CHECKING:
    from graph_icp.graph.store import Store


def people_meant(store: Store, one: str, other: str) -> tuple[str, str] | None:
    """Return the keys of two mentions of people; None where one of the texts names no person.

    Parameters
    ----------
    store : Store
    one, other : str
        Such as "mia@acme.example", "linkedin.com/in/mia", "email:mia@acme.example".
    """
    keys = [_keys(text) for text in (one, other)]
    every = pa.array(sorted({key for each in keys for key in each}), pa.string())
    kinds = pa.array([PERSON.label] * len(every), pa.string())
    rows = pa.table({"kind": kinds, "key": every})
    known = set(store.ask("load/node_ids", rows, trait=[])["key"].to_pylist())
    found = [next((key for key in each if key in known), "") for each in keys]
    return (found[0], found[1]) if all(found) and found[0] != found[1] else None


def _keys(text: str) -> list[str]:
    """Return the keys that a text may be, only those by which people alone are named."""
    known = text.strip().startswith(("email:", "profile:", "name:", "colleague:"))
    keys = [text.strip()] if known else []
    for kind, understand in (("email", address), ("profile", page)):
        with suppress(SkipValue):
            keys += [f"{kind}:{found}"] if (found := understand(text)) else []
    return keys
