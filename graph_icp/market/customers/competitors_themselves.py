"""Competitors that are accounts of the market themselves: they are never ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.enumeration import first_of
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import RANKED, slug
from graph_icp.identity.folding import fold
from graph_icp.market.lookup import accounts_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store

COMPETITOR = "competitor"
_NAMED = 3


@dataclass(frozen=True)
class Themselves:
    """The accounts that bear the name or the domain of a competitor.

    Attributes
    ----------
    taken : DataFrame
        id, name, domain of those that would be ranked otherwise: they count as competitors; and
        competitor (its name), by_domain (whether only the domain says so).
    customers : DataFrame
        Likewise of those that are customers: they stay customers.
    """

    taken: pd.DataFrame
    customers: pd.DataFrame

    @classmethod
    def read(cls, store: Store, icp: Icp) -> Themselves:
        """Return those of a market."""
        named = competitors_named(store, icp)
        meant = accounts_meant(store, named.values()) if named else {}
        unmet = [name for name in named.values() if not meant[name]]
        by_domain = _of_labels(store, unmet) if unmet else {}
        bears = {each: name for name, ids in meant.items() for each in ids}
        accounts = store.ask("read/accounts_by_id", rows_of(sorted(by_domain | bears))).to_pandas()
        accounts["competitor"] = accounts["id"].map(by_domain | bears)
        accounts["by_domain"] = ~accounts["id"].isin(bears)
        status = accounts["status"]
        return cls(accounts[status.isin(RANKED)], accounts[status == "customer"])

    def marked(self, accounts: pd.DataFrame) -> pd.DataFrame:
        """Return accounts (id, status) with the status competitor for those that count as such."""
        if self.taken.empty:
            return accounts
        theirs = accounts["id"].isin(self.taken["id"])
        return accounts.assign(status=accounts["status"].mask(theirs, COMPETITOR))

    def sentences(self) -> Iterator[str]:
        """Give what to know of them before believing a list."""
        if len(self.taken):
            by_domain = self.taken[self.taken["by_domain"]]
            told = f" (by the domain alone: {_listed(by_domain)})" if len(by_domain) else ""
            yield (
                f"Not ranked, as files or icp.toml name {_it(self.taken)} as a competitor: "
                f"{_listed(self.taken)}{told}. If it is another company of that name, rename the "
                "competitor in your list or icp.toml."
            )
        if len(self.customers):
            yield (
                f"Named as a competitor and a customer of yours: {_listed(self.customers)}. It "
                "counts as a customer, and the list learns from it; 'graph-icp customers remove' "
                "takes it out."
            )


def competitors_named(store: Store, icp: Icp) -> dict[str, str]:
    """Return the names of competitors in lists of their customers and in icp.toml, by key."""
    told = store.ask("competitors/named").to_pylist()
    names = {each["key"]: each["name"] for each in told}
    return names | {slug(name): name for name in icp.competitors}


def _of_labels(store: Store, names: Iterable[str]) -> dict[int, str]:
    """Return the accounts without a name whose domain begins with the name of a competitor."""
    label_of = {label: name for name in names for label in _labels(name)}
    labels = pa.table({"label": pa.array(sorted(label_of), pa.string())})
    found = store.ask("competitors/called_by_domain", labels).to_pylist()
    return {each["id"]: label_of[each["label"]] for each in found}


def _labels(name: str) -> tuple[str, str]:
    """Return how a competitor's name is written in a domain: "rival-one" and "rivalone"."""
    plain = fold(name)
    return plain.replace(" ", "-"), plain.replace(" ", "")


def _it(accounts: pd.DataFrame) -> str:
    return "it" if len(accounts) == 1 else "them"


def _listed(accounts: pd.DataFrame) -> str:
    """Return names of accounts with their domains."""
    both = zip(accounts["name"], accounts["domain"], strict=True)
    named = [
        f"{name} ({domain})" if isinstance(domain, str) and domain != name else str(name)
        for name, domain in both
    ]
    return first_of(named, _NAMED)
