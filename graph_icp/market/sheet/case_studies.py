"""The case study for each account: of the customers that may be named that of the most alike."""

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
    from graph_icp.market.delivery.unnamed import Unnamed

CUSTOMER = "customer"
TEXT, LINK = "case_study", "case_study_link"


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
    ) -> dict[str, list[str | None]]:
        """Return the case study for each account, and where it can be read.

        Parameters
        ----------
        ranking : Ranking
        places : array of int
            The positions of the accounts.
        unnamed : Unnamed
            The customers that are left out.

        Returns
        -------
        dict of str to list of str or None
            case_study ("Acme (route planning): In an hour, not a day."), case_study_link; None
            where no customer with a case study shares anything with the account.
        """
        accounts = ranking.graph.accounts
        having = accounts["id"].isin(self.table["account"]) & (accounts["status"] == CUSTOMER)
        told = np.flatnonzero(having & ~accounts["id"].isin(unnamed.ids))
        if not len(told) or not len(places):
            return dict.fromkeys((TEXT, LINK), [None] * len(places))
        customers = CustomerIndex(accounts.iloc[told], ranking.links(told))
        some = accounts.iloc[places]
        closest, _ = customers.most_like(
            ranking.fit, ranking.links(places), some["id"].tolist(), count=1
        )
        owners = [told[each] if each >= 0 else -1 for each in closest[:, 0].tolist()]
        asked = list(zip(owners, some["industry"].fillna("").astype(str), strict=True))
        told_of = {
            (owner, industry): self._story(accounts.iloc[owner], industry, unnamed)
            for owner, industry in {*asked}
            if owner >= 0
        }
        stories = [told_of.get(each, (None, None)) for each in asked]
        return {TEXT: [text for text, _ in stories], LINK: [link for _, link in stories]}

    def _story(
        self, customer: pd.Series, industry: str, unnamed: Unnamed
    ) -> tuple[str, str | None]:
        """Return the story of a customer and its link, of several the one about an industry."""
        mine = self.table[self.table["account"] == customer["id"]]
        keys = {slug(each) for each in industry.split(";")}
        about = mine["industry"].map(lambda each: slug(each) in keys, na_action="ignore")
        best = mine[about.fillna(value=False).astype(bool)]
        story = (best if len(best) else mine).iloc[0]
        use, blurb, link = (story[each] or "" for each in ("use_case", "blurb", "link"))
        named = f"{customer['name']} ({use})" if use else str(customer["name"])
        said = unnamed.hidden(f"{named}: {blurb}" if blurb else named)
        return " ".join(said.split()), link or None
