"""The accounts that rows of an old sheet are about: by domain, key, or name and country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.id_rows import rows_of
from graph_icp.ingest.values.country_names import name_of
from graph_icp.market.lookup import accounts_meant
from graph_icp.output.rewriting.old_file import ACCOUNT, DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.output.rewriting.old_file import OldRow

KEY, COUNTRY = "account_key", "country"


def accounts_of_rows(store: Store, rows: Sequence[OldRow]) -> list[int | None]:
    """Return the account of each old row, None where it is none or may be several.

    Parameters
    ----------
    store : Store
    rows : sequence of OldRow
        Known by their domain, else their key, else their name; of several accounts with one name
        it is the one in the row's country.
    """
    texts = [[row.text(name) for name in (DOMAIN, KEY, ACCOUNT)] for row in rows]
    owners = accounts_meant(store, {text for each in texts for text in each if text})
    found = [next(filter(None, map(owners.get, each)), set()) for each in texts]
    places = _countries(store, {account for some in found if len(some) > 1 for account in some})
    return [_only(some, row.text(COUNTRY), places) for some, row in zip(found, rows, strict=True)]


def _only(some: set[int], country: str, places: Mapping[int, str]) -> int | None:
    """Return the only one of some accounts, or the only one of them in a country."""
    there = (
        some if len(some) == 1 else {each for each in some if places[each] == country.casefold()}
    )
    return next(iter(there)) if len(there) == 1 else None


def _countries(store: Store, accounts: set[int]) -> dict[int, str]:
    """Return the countries of accounts as the sheet names them, "" where they are unknown."""
    rows = rows_of(sorted(accounts))
    told = store.ask("read/accounts_by_id", rows).select(["id", "country"]).to_pylist()
    return {row["id"]: name_of(row["country"]).casefold() if row["country"] else "" for row in told}
