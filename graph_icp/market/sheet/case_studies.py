"""The case study for each account: that of the customer most like it, of those that may be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.graph.model import slug

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store
    from graph_icp.market.sheet.unnamed import Unnamed

CUSTOMER = "customer"
# A line of a cell; the link, which the cell opens, is the last one.
_LINE = "\n"


@dataclass(frozen=True)
class CaseStudies:
    """The case studies of a market.

    Attributes
    ----------
    table : DataFrame
        account (id of the customer), study, link, use_case, blurb, industry (text or None).
    """

    table: pd.DataFrame

    @classmethod
    def read(cls, store: Store) -> CaseStudies:
        """Return those in a store."""
        return cls(store.ask("read/case_studies").to_pandas())

    def no_customers(self, accounts: pd.DataFrame) -> list[str]:
        """Return the names of accounts that have one and are no customers.

        Parameters
        ----------
        accounts : DataFrame
            id, name, status.
        """
        told = accounts[accounts["id"].isin(self.table["account"])]
        return [str(name) for name in told["name"][told["status"] != CUSTOMER]]

    def matched(
        self, ranking: Ranking, places: NDArray[np.intp], unnamed: Unnamed
    ) -> list[str | None]:
        """Return the case study for each account as a text whose last line is its link.

        Parameters
        ----------
        ranking : Ranking
        places : array of int
            The positions of the accounts.
        unnamed : Unnamed
            The customers that are left out.

        Returns
        -------
        list of str or None
            "Acme (route planning): In an hour, not a day.\\nhttps://ours.example/acme"; None where
            no customer with a case study shares anything with the account.
        """
        accounts = ranking.graph.accounts
        having = accounts["id"].isin(self.table["account"]) & (accounts["status"] == CUSTOMER)
        told = np.flatnonzero(having & ~accounts["id"].isin(unnamed.ids))
        if not len(told) or not len(places):
            return [None] * len(places)
        customers = CustomerIndex(accounts.iloc[told], ranking.links(told))
        some = accounts.iloc[places]
        closest, _ = customers.most_like(
            ranking.fit, ranking.links(places), some["id"].tolist(), count=1
        )
        owners = [told[each] if each >= 0 else -1 for each in closest[:, 0].tolist()]
        return [
            None if owner < 0 else self._text(accounts.iloc[owner], industry, unnamed)
            for owner, industry in zip(owners, some["industry"], strict=True)
        ]

    def _text(self, customer: pd.Series, industry: object, unnamed: Unnamed) -> str:
        """Return the story of a customer, of several the one about an industry."""
        mine = self.table[self.table["account"] == customer["id"]]
        keys = {slug(each) for each in str(industry or "").split(";")}
        about = mine["industry"].map(lambda each: slug(each) in keys, na_action="ignore")
        best = mine[about.fillna(value=False).astype(bool)]
        story = (best if len(best) else mine).iloc[0]
        use, blurb, link = (story[each] or "" for each in ("use_case", "blurb", "link"))
        named = f"{customer['name']} ({use})" if use else str(customer["name"])
        said = unnamed.hidden(f"{named}: {blurb}" if blurb else named)
        return _LINE.join(filter(None, [" ".join(said.split()), link]))
