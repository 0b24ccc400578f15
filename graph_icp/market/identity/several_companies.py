"""Domains and pages that several companies have, as a load and `resolve` tell of them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graph_icp.identity.domains import readable
from graph_icp.identity.names import clean_company
from graph_icp.identity.shared_addresses import unrelated

if TYPE_CHECKING:
    from graph_icp.graph.store import Store

# The most names in a sentence.
_NAMED = 4


def several_companies(store: Store) -> list[str]:
    """Return a sentence for each address at which several companies stand, or may stand.

    These are domains and pages on LinkedIn that rows with several ids of one system have, and
    domains that rows call by names that have nothing in common.
    """
    return [*_several_ids(store), *_several_names(store)]


def _several_ids(store: Store) -> list[str]:
    said = []
    rows = store.ask("identity/shared_addresses").to_pylist()
    for (key, system), group in groupby(rows, lambda row: (row["address"], row["system"])):
        ids = list(group)
        address = _called(str(key))
        names = _told_apart(ids)
        owner = next((row["account"] for row in ids if row["whose"]), None)
        if all(row["whose"] for row in ids):
            one, other = (row["id"] for row in ids[:2])
            said.append(
                f"{address}: {len(ids)} ids of {system} have one name there and are taken for one "
                f"company, {owner}; 'graph-icp resolve refuse {one} {other}' parts them."
            )
            continue
        whose = f"; what names it alone counts for {owner}" if owner else ""
        said.append(
            f"{address} is on rows of {len(names)} companies by their {system} ids, "
            f"{_listed(names)}{whose}. 'graph-icp resolve accept A B' makes two of them one."
        )
    return said


def _told_apart(ids: list[dict[str, Any]]) -> list[str]:
    """Return the companies of some ids by name, those of one name with an id."""
    companies = {row["key"]: row for row in reversed(ids)}
    rows = sorted(companies.values(), key=ids.index)
    times = Counter(row["account"] for row in rows)
    return [
        f"{row['account']} ({row['id']})" if times[row["account"]] > 1 else row["account"]
        for row in rows
    ]


def _several_names(store: Store) -> list[str]:
    said = []
    rows = store.ask("identity/names_of_keys").to_pylist()
    for key, group in groupby(rows, lambda row: row["key"]):
        named = {row["clean"]: row["name"] for row in group}
        if unrelated(sorted(clean_company(name) or "" for name in named.values())):
            kind = str(key).partition(":")[0]
            names = _listed(sorted(named.values()))
            said.append(
                f"{_called(str(key))} has names with nothing in common, {names}: "
                f"if these are several companies, {_WHAT_TO_DO[kind]}."
            )
    return said


def _called(key: str) -> str:
    """Return a mention's key as people read it."""
    kind, _, rest = key.partition(":")
    return _CALLED[kind].format(readable(rest) if kind == "domain" else rest)


_CALLED = {"domain": "{}", "id": "Id {}", "linkedin": "linkedin.com/company/{}"}
_WHAT_TO_DO = {
    "domain": (
        "name the domain under [shared_domains] in icp.toml and load your files into a new store"
    ),
    "id": "leave the ids out of one of the files, which number their companies apart",
    "linkedin": "leave the page out of the rows of others",
}


def _listed(names: list[str]) -> str:
    shown = names[:_NAMED]
    more = len(names) - _NAMED
    last = f"{more} more" if more > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last
