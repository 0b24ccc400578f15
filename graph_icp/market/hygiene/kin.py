"""Companies that belong to a customer, or a customer to them, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.market.families import families

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from graph_icp.graph.store import Store


def kin_of_customers(store: Store, accounts: pd.DataFrame) -> dict[int, str]:
    """Return how each account that is no customer belongs to one, by its position.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        All accounts: id, name, status.

    Returns
    -------
    dict of int to str
        "belongs to Acme, a customer".
    """
    family = families(store, accounts["id"])
    customer = (accounts["status"] == "customer").to_numpy()
    served = np.isin(family, family[customer]) & ~customer
    places = np.flatnonzero(served)
    if not len(places):
        return {}
    ids = accounts["id"].to_numpy()
    kin = _Kin(store, dict(zip(ids[customer].tolist(), accounts["name"][customer], strict=True)))
    anybody = {int(family[place]): int(ids[place]) for place in np.flatnonzero(customer)[::-1]}
    return {
        place: kin.words(int(ids[place]), anybody[int(family[place])]) for place in places.tolist()
    }


class _Kin:
    """Who belongs to whom, and the names of the customers by their ids."""

    def __init__(self, store: Store, customers: Mapping[int, str]) -> None:
        self._customers = customers
        self._parents: dict[int, list[int]] = {}
        self._children: dict[int, list[int]] = {}
        for edge in store.ask("read/subsidiaries").select(["child", "parent"]).to_pylist():
            self._parents.setdefault(edge["child"], []).append(edge["parent"])
            self._children.setdefault(edge["parent"], []).append(edge["child"])

    def words(self, account: int, distant: int) -> str:
        """Return how an account belongs to the nearest customer, else to a distant one."""
        above, below = self._parents.get(account, []), self._children.get(account, [])
        beside = (each for parent in above for each in self._children[parent])
        for told, near in (
            ("belongs to {}, a customer", above),
            ("{}, a customer, belongs to it", below),
            ("has one parent with {}, a customer", beside),
        ):
            if (customer := self._first(near)) is not None:
                return told.format(self._customers[customer])
        return f"is of one group with {self._customers[distant]}, a customer"

    def _first(self, accounts: Iterable[int]) -> int | None:
        return next((each for each in accounts if each in self._customers), None)
