"""Other keys of the companies that rows name, by what a store knows of them while it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store


def keys_beside(store: Store, keys: Iterable[str]) -> dict[str, set[str]]:
    """Return the keys of the company that each key of a company means to a store.

    A name means the only company that has it, in its country where that is known of both: a
    company's own name, else an alias.

    Parameters
    ----------
    store : Store
    keys : iterable of str
        "domain:acme.com", "hubspot:1234", "name:acme|us".

    Returns
    -------
    dict of str to set of str
        Of keys that mean a company in the store.
    """
    asked = sorted(set(keys))
    found: dict[str, set[str]] = {}
    if not asked:
        return found
    for row in store.ask("suppression/keys_beside", pa.table({"key": asked})).to_pylist():
        found.setdefault(row["key"], set()).add(row["other"])
    names = [key for key in asked if _is_name(key) and all(map(_is_name, found.get(key, ())))]
    return found | _by_name(store, names)


def _by_name(store: Store, keys: list[str]) -> dict[str, set[str]]:
    parts = {key: key.removeprefix("name:").rpartition("|")[::2] for key in keys}
    clean = pa.array(sorted({clean for clean, _ in parts.values()}), pa.string())
    bearers: dict[str, list[dict[str, Any]]] = {}
    for row in store.ask("suppression/companies_named", pa.table({"clean": clean})).to_pylist():
        bearers.setdefault(row["clean"], []).append(row)
    return {key: _the_only(bearers.get(clean, []), place) for key, (clean, place) in parts.items()}


def _the_only(rows: list[dict[str, Any]], place: str) -> set[str]:
    """Return the keys of the only company among those of a name; none where there are several."""
    there = [row for row in rows if not place or (row["country"] or place).lower() == place]
    own = [row for row in there if not row["alias"]] or there
    # A name that stands alone is of the company that has it beside other keys.
    sure = {row["id"] for row in own if not _is_name(row["key"])} or {row["id"] for row in own}
    return {row["key"] for row in own if row["id"] in sure} if len(sure) == 1 else set()


def _is_name(key: str) -> bool:
    return key.startswith("name:")
