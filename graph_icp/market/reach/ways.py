"""The attribute `market.paths`: who can open the door of an account, and what came of asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.market.reach import introductions, what_was_said
from graph_icp.market.reach.account_paths import account_paths
from graph_icp.market.reach.door_openers import door_openers
from graph_icp.market.reach.doors import doors

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.reach.account_paths import AccountPaths
    from graph_icp.market.reach.door_openers import DoorOpeners
    from graph_icp.market.reach.what_was_said import Said
    from graph_icp.market.store_opener import StoreOpener


@dataclass(frozen=True)
class Ways:
    """The ways into the accounts of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
        Its personas tell whom one wants to get to.
    """

    store: StoreOpener
    icp: IcpFile

    def __call__(
        self, account: str, *, hops: int = 2, day: datetime.date | None = None
    ) -> AccountPaths:
        """Return the best ways into one account; raises UnknownNameError.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.
        hops : int
            The most steps: 2 with one introducer, 3 with two.
        day : date, optional
            The day to which all evidence has aged; today if it is not given.
        """
        personas = self.icp.read()[0].personas
        with self.store() as store:
            return account_paths(store, account, hops=hops, day=day, personas=personas)

    def doors(
        self, keys: Sequence[str], *, hops: int = 2, day: datetime.date | None = None
    ) -> pd.DataFrame:
        """Return the best way into each of some accounts, by key; see `doors.doors`."""
        personas = self.icp.read()[0].personas
        with self.store() as store:
            return doors(store, keys, hops=hops, day=day, personas=personas)

    def door_openers(
        self, keys: Sequence[str], *, hops: int = 2, day: datetime.date | None = None
    ) -> DoorOpeners:
        """Return the best way into each of some accounts, and who opens them; see `DoorOpeners`."""
        personas = self.icp.read()[0].personas
        with self.store() as store:
            return door_openers(store, keys, hops=hops, day=day, personas=personas)

    def asked(
        self, person: str, account: str, result: str, day: datetime.date | None = None
    ) -> tuple[str, str]:
        """Keep what came of asking ("yes", "no", "silent"); see `introductions.record_asked`."""
        with self.store(write=True) as store:
            return introductions.record_asked(store, person, account, result, day)

    def refuse(self, one: str, other: str) -> None:
        """Keep that no path leads through two people, by name, e-mail address or profile."""
        with self.store(write=True) as store:
            introductions.refuse(store, one, other)

    def undo(self, one: str, other: str) -> Said:
        """Take back a refusal of two people, or what came of asking one about an account."""
        with self.store(write=True) as store:
            return what_was_said.undo(store, one, other)

    def said(self) -> pd.DataFrame:
        """Return what people said: one, other, account, result, said_on."""
        with self.store() as store:
            return what_was_said.said_of_introductions(store)
