"""The attribute `market.personas`: of whom the contacts are, and whom won deals suggest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.accounts.contacts import staff
from graph_icp.market.lookup import owners_of
from graph_icp.market.reach.jobs_told import titled, with_jobs
from graph_icp.personas.matching import alike, coverage
from graph_icp.personas.persona import TEXTS
from graph_icp.personas.proposed import proposed
from graph_icp.personas.word_rules import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.personas.persona import Persona


@dataclass(frozen=True)
class PersonaList:
    """The personas of icp.toml among the contacts of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def of_contacts(self, accounts: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the contacts of accounts with their personas.

        Parameters
        ----------
        accounts : sequence of str, optional
            Keys; all accounts where it is not given.

        Returns
        -------
        DataFrame
            account (key), person (name), title, level, function, persona (None where unknown): at
            each account those first who are of a persona.
        """
        personas = self._set()
        with self.store() as store:
            keys = _keys(store, accounts)
            people, _ = staff(store, keys.index, personas)
        order = people.assign(
            other=people["persona"].isna(), untitled=people["title"].fillna("") == ""
        )
        by = ["account", "other", "untitled", "person", "title"]
        people = people.loc[order.sort_values(by, kind="stable").index]
        told = people[["person", "title", "level", "function", "persona"]]
        told.insert(0, "account", people["account"].map(keys))
        return told.reset_index(drop=True)

    def people(self, text: str) -> pd.DataFrame:
        """Return the contacts with a text in their name, by name.

        Columns: person, title, persona (None where unknown), account (name), key (the account's).
        """
        part = text.strip().casefold()
        found = self.of_contacts()
        found = found[found["person"].map(lambda name: part in name.casefold())]
        with self.store() as store:
            owner = owners_of(store, found["account"])
            rows = store.ask("read/accounts_by_id", rows_of(sorted(set(owner.values()))))
        names = dict(zip(rows["key"].to_pylist(), rows["name"].to_pylist(), strict=True))
        listed = found[["person", "title", "persona"]].assign(
            account=found["account"].map(names), key=found["account"]
        )
        return listed.sort_values(["person", "account"], ignore_index=True)

    def coverage(self, accounts: Sequence[str]) -> pd.DataFrame:
        """Return which must-have personas are known at accounts, by key; see `coverage`."""
        return coverage(self.of_contacts(accounts), self._set(), accounts)

    def listed(self) -> pd.DataFrame:
        """Return the personas of icp.toml, in their order, with how many contacts are of each.

        Columns: persona, role, need, functions, levels, words (lists), contacts, accounts (at how
        many accounts there is one), today, problem, limits, help (texts).
        """
        people = self.of_contacts().groupby("persona")
        many, accounts = people.size(), people["account"].nunique()
        columns = ["persona", "role", "need", "functions", "levels", "words"]
        rows = [
            (
                *(each.name, each.role or "", each.need or ""),
                *(list(each.functions), list(each.levels), list(each.words)),
                *(int(many.get(each.name, 0)), int(accounts.get(each.name, 0))),
                *(getattr(each, text) for text in TEXTS),
            )
            for each in self._set()
        ]
        return pd.DataFrame(rows, columns=[*columns, "contacts", "accounts", *TEXTS])

    def unmatched(self) -> pd.DataFrame:
        """Return the titles of contacts that are of no persona, the most frequent first.

        Columns: title (its most frequent spelling), level, function, contacts.
        """
        people = self.of_contacts()
        rest = people[people["persona"].isna() & (people["title"].fillna("") != "")]
        said = rest["title"].map(lambda title: " ".join(words_of(title))).rename("said")
        columns = {name: (name, _most_frequent) for name in ("title", "level", "function")}
        table = rest.groupby(said).agg(**columns, contacts=("title", "size"))
        by = ["contacts", "title"]
        ordered: pd.DataFrame = table.sort_values(by, ascending=[False, True])
        return ordered.reset_index(drop=True)

    def proposed(self) -> pd.DataFrame:
        """Return personas that the contacts of won deals suggest; see `proposed.proposed`."""
        personas = self._set()
        with self.store() as store:
            met = store.ask("read/contacts_of_won_deals").to_pandas()
            gone = store.ask("read/people_opted_out")["id"].to_numpy()
            named = titled(store, met[~met["person"].isin(gone)], datetime.date.today())
            people = with_jobs(store, named, personas)
        return proposed(people, personas)

    def said(self) -> list[str]:
        """Return what to know of the personas: which match the same titles."""
        return alike(self._set())

    def _set(self) -> tuple[Persona, ...]:
        return self.icp.read()[0].personas


def _keys(store: Store, accounts: Sequence[str] | None) -> pd.Series:
    """Return keys of accounts by their ids."""
    if accounts is None:
        known = store.ask("read/accounts").to_pandas()
        return pd.Series(known["key"].to_numpy(), index=known["id"].to_numpy())
    owners = owners_of(store, accounts)
    return pd.Series({owners[key]: key for key in accounts if key in owners}, dtype=object)


def _most_frequent(values: pd.Series) -> str | None:
    """Return the most frequent of some texts; of several the first by the alphabet."""
    counted = values.value_counts()
    return min(counted[counted == counted.max()].index) if len(counted) else None
