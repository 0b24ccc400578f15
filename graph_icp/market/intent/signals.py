"""The attribute `market.signals`: what accounts showed, what it counts, and who moved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.market.intent.account_signals import AccountSignals, account_signals
from graph_icp.market.intent.people_moved import people_moved
from graph_icp.market.intent.weights import SignalWeights, signal_weights

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener


@dataclass(frozen=True)
class Signals:
    """The signals of the accounts of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def __call__(self, account: str, as_of: datetime.date | None = None) -> AccountSignals:
        """Return what an account showed, when, and what each signal still counts.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.
        as_of : date, optional
            The day to which signals age; today where it is not given.
        """
        icp, _ = self.icp.read()
        with self.store() as store:
            return account_signals(store, account, icp, as_of)

    def weights(self, as_of: datetime.date | None = None) -> SignalWeights:
        """Return what each kind of signal counts: by default, as deals taught, and by icp.toml.

        Parameters
        ----------
        as_of : date, optional
            The day until which deals and signals are known; today where it is not given.
        """
        icp, _ = self.icp.read()
        with self.store() as store:
            accounts = store.ask("read/accounts").to_pandas()
            return signal_weights(store, accounts, icp, as_of or datetime.date.today())

    def moves(self, as_of: datetime.date | None = None, *, everybody: bool = False) -> pd.DataFrame:
        """Return the people who came from a customer to a prospect, the newest first.

        Those who left before it was a customer do not know us: as for intent, they are left out.

        Parameters
        ----------
        as_of : date, optional
            The day on which they work there; today where it is not given.
        everybody : bool
            Whether those are listed too.

        Returns
        -------
        DataFrame
            person, from, to (accounts), to_domain, title and since (of the job there), status and
            fit (of where they work; fit by the last run), knew_us (bool, of everybody). Who asked
            not to be contacted is left out.
        """
        with self.store() as store:
            return people_moved(store, as_of or datetime.date.today(), everybody=everybody)
