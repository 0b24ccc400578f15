"""The attribute `market.customers`: the customers, their values and common traits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.customer_value import customer_values, value_parts
from graph_icp.discovery.learning.labels import best_customers
from graph_icp.discovery.selectors import several
from graph_icp.enumeration import first_of
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.market.customers.customer_labels import accounts_in, accounts_where, label_accounts
from graph_icp.market.customers.customer_metrics import weighed
from graph_icp.market.customers.taking_back import LabelChange, said_of_accounts, take_back
from graph_icp.market.customers.what_counts import read_counting
from graph_icp.market.leaving_out import chosen_by_names
from graph_icp.market.lookup import find_account
from graph_icp.market.store_opener import unfinished_load
from graph_icp.name_order import without_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.discovery.customers.outliers import Outliers
    from graph_icp.discovery.customers.profile import Profile
    from graph_icp.market.customers.customer_labels import Verb
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.leaving_out import Counting
    from graph_icp.market.store_opener import StoreOpener


# The most companies that a sentence names.
_NAMED = 10


class Labelled(NamedTuple):
    """What naming customers came to.

    Attributes
    ----------
    customers : int
        The number of customers afterwards.
    unknown : list of str
        Entries of the file that name no company of the store, or several, or are not readable.
    overruled : list of str
        The names of companies that files call customers and that are prospects now.
    change : LabelChange
        By which `take_back` undoes it.
    taken_as : dict of str to str
        By bare word of the condition the trait as which it was taken: "uses=Elixir".
    """

    customers: int
    unknown: list[str]
    overruled: list[str]
    change: LabelChange
    taken_as: dict[str, str]

    @property
    def sentences(self) -> list[str]:
        """What it came to, in sentences."""
        said = [f"'{word}' was taken as {trait}." for word, trait in self.taken_as.items()]
        if self.unknown:
            said.append(f"Not among the loaded companies: {first_of(self.unknown, _NAMED)}.")
        said.append(_so_many(self.customers))
        if self.overruled:
            many = len(self.overruled)
            are = "company that your files call a customer is a prospect"
            are = are if many == 1 else "companies that your files call customers are prospects"
            said.append(
                f"{many:,} {are} now: {first_of(self.overruled, _NAMED)}. "
                "'graph-icp customers add FILE' makes them customers too."
            )
        return said


@dataclass(frozen=True)
class CustomerList:
    """The customers of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def set(
        self,
        file: str | Path | None = None,
        where: Iterable[str] = (),
        accounts: Iterable[str] = (),
    ) -> Labelled:
        """Make these companies the only customers.

        The traits of a condition are left out of what is learned from the customers that it
        chose, until others are set; see `chosen_by`.

        Parameters
        ----------
        file : str or Path, optional
            Domains or names, with a header also value (above 0 to 1) and status.
        where : str or iterable of str
            Traits that they all have, such as "uses=Elixir".
        accounts : str or iterable of str
            Domains, names, aliases or keys.

        Raises
        ------
        FileError
            If nothing is given, or the file cannot be read or names no company.
        UnknownNameError
            If there is no such trait or account, or no account has all of the traits.
        AmbiguousNameError
            If a word without a relation is the name of several traits.
        """
        return self._label("set", file, where, accounts)

    def add(
        self,
        file: str | Path | None = None,
        where: Iterable[str] = (),
        accounts: Iterable[str] = (),
    ) -> Labelled:
        """Make these companies customers too; otherwise like `set`."""
        return self._label("add", file, where, accounts)

    def remove(
        self,
        file: str | Path | None = None,
        where: Iterable[str] = (),
        accounts: Iterable[str] = (),
    ) -> Labelled:
        """Make these companies prospects; otherwise like `set`."""
        return self._label("remove", file, where, accounts)

    def take_back(self, change: LabelChange) -> str:
        """Undo a `set`, `add` or `remove`, and return a sentence; what was said since stays."""
        with self.store(write=True) as store:
            take_back(store, change)
            labelled = store.ask("read/labelled")["status"].to_pylist()
        return f"Taken back. {_so_many(labelled.count('customer'))}"

    def _label(
        self,
        verb: Verb,
        file: str | Path | None,
        where: Iterable[str],
        accounts: Iterable[str],
    ) -> Labelled:
        conditions, companies = several(where), several(accounts)
        if not (file or conditions or companies):
            raise FileError("Give a file, or a condition that the customers meet.")
        icp = self.icp.read()[0] if conditions else Icp()
        with self.store(write=True) as store:
            named, unknown = accounts_in(store, Path(file)) if file else ({}, [])
            ids = (int(str(find_account(store, each)["id"])) for each in companies)
            named = dict.fromkeys(ids, ("customer", None)) | named
            chosen_by: dict[int, str] = {}
            taken_as: dict[str, str] = {}
            if conditions:
                chosen = accounts_where(store, conditions, icp)
                chosen_by = dict.fromkeys(chosen.accounts.keys() - named, chosen.by)
                named, taken_as = chosen.accounts | named, chosen.taken_as
            if not named:
                raise UnknownNameError("account with", " and ".join(conditions))
            before = said_of_accounts(store)
            number, overruled = label_accounts(store, verb, named, chosen_by)
            change = LabelChange.between(before, said_of_accounts(store))
            names = store.ask("read/accounts_by_id", rows_of(overruled))["name"].to_pylist()
            return Labelled(number, unknown, sorted(names), change, taken_as)

    def chosen_by(self) -> list[str]:
        """Return the traits and relations by which customers were chosen: "uses=Elixir"."""
        with self.store() as store:
            return chosen_by_names(store)

    def chosen(self) -> int:
        """Return how many customers were chosen by traits and relations."""
        with self.store() as store:
            return len(store.ask("read/customers_chosen"))

    def table(self) -> pd.DataFrame:
        """Return the customers: account (name), domain, status, value, key; churned ones last."""
        with self.store() as store:
            accounts = store.ask("read/labelled").to_pandas()
        accounts = accounts.sort_values(
            ["status", "value", "name"],
            ascending=[False, False, True],
            na_position="last",
            key=without_case,
        )
        accounts = accounts.rename(columns={"name": "account"})
        listed: pd.DataFrame = accounts[["account", "domain", "status", "value", "key"]]
        return listed.reset_index(drop=True)

    def worth(self) -> pd.DataFrame:
        """Return the value of each customer by icp.toml, the most valuable first.

        Returns
        -------
        DataFrame
            account (name), domain, since (date, None where unknown), worth (above 0 to 1),
            learned_from (whether it is among the share to keep), one column per number with what
            it adds to the worth, key.
        """
        icp, _ = self.icp.read()
        with self.store() as store:
            accounts, icp = weighed(store, store.ask("read/accounts").to_pandas(), icp)
        accounts = accounts[accounts["status"] == "customer"].reset_index(drop=True)
        kept = np.zeros(len(accounts), dtype=bool)
        kept[best_customers(accounts, icp)] = True
        table = pd.DataFrame(
            {
                "account": accounts["name"],
                "domain": accounts["domain"],
                "since": accounts["customer_since"],
                "worth": customer_values(accounts, icp.customer_value),
                "learned_from": kept,
            }
        )
        parts = (
            value_parts(accounts, icp.customer_value)
            if icp.customer_value.weights
            else pd.DataFrame()
        )
        table = table.join(parts).assign(key=accounts["key"])
        table = table.sort_values(["worth", "account"], ascending=[False, True], key=without_case)
        return table.reset_index(drop=True)

    def profile(
        self,
        without: Sequence[str] = (),
        limit: int | None = None,
        with_: Sequence[str] = (),
    ) -> Profile:
        """Return what the best customers have more often than the market, and less.

        Parameters
        ----------
        without : sequence of str
            Traits and relations that do not count: "uses=Elixir", "region".
        limit : int, optional
            At most so many traits that customers have more often, and as many that they have less.
        with_ : sequence of str
            Those that count although they chose the customers, or icp.toml leaves them out.

        Raises
        ------
        RankingError
            If there are fewer than 3 best customers, nobody to compare them with, or nothing is
            known of either; or something cannot be brought back.
        UnknownNameError
            If there is no such trait or relation.
        """
        from graph_icp.discovery.customers.profile import profile

        counting, warnings = self._read(without, with_)
        found = profile(counting.graph, limit, counting.icp)
        said = [*warnings, *found.warnings]
        return replace(found, left_out=counting.left_out, warnings=said)

    def outliers(self, without: Sequence[str] = (), with_: Sequence[str] = ()) -> Outliers:
        """Find customers that look unlike the rest, and the segments that they form.

        Parameters
        ----------
        without : sequence of str
            Traits and relations that do not count: "uses=Elixir", "region".
        with_ : sequence of str
            Those that count although they chose the customers, or icp.toml leaves them out.

        Raises
        ------
        RankingError
            If something is known of fewer than 3 customers, or they share nothing that sets them
            apart from the market; or something cannot be brought back.
        UnknownNameError
            If there is no such trait or relation.
        """
        from graph_icp.discovery.customers.outliers import outliers

        counting, warnings = self._read(without, with_)
        found = outliers(counting.graph, counting.icp)
        said = [*warnings, *found.warnings]
        return replace(found, left_out=counting.left_out, warnings=said)

    def _read(self, without: Sequence[str], with_: Sequence[str]) -> tuple[Counting, list[str]]:
        """Return what counts of the market, and warnings."""
        icp, _ = self.icp.read()
        with self.store() as store:
            counting = read_counting(store, icp, without, with_)
            return counting, [*unfinished_load(store), *counting.warnings]


def _so_many(customers: int) -> str:
    return f"{customers:,} {'customer' if customers == 1 else 'customers'} now."
