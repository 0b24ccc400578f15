"""The attribute `market.hygiene`: companies that look like prospects and are something else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from graph_icp.discovery.ranking.filters import Filters
from graph_icp.hygiene.tags import TAGS, tag_called
from graph_icp.market.hygiene.deciding import ACCEPT, REFUSE, decide, decisions, named
from graph_icp.market.hygiene.reading import read_tagged

if TYPE_CHECKING:
    import datetime

    from graph_icp.graph.store import Store
    from graph_icp.market.hygiene.deciding import Decided
    from graph_icp.market.hygiene.tagged import Tagged
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener

# Accounts that stand as examples beside a tag.
_EXAMPLES = 3


class TagCounts(NamedTuple):
    """How many accounts have which tag.

    Attributes
    ----------
    table : DataFrame
        All tags: tag, accounts (their number), hidden (whether lists hide them), examples (list of
        names).
    warnings : list of str
        Which tags so many accounts have that they say little.
    of_status : dict of str to int
        How many accounts have a tag that says only their status, for which they are not ranked.
    hidden : dict of str to int
        How many others lists hide for which tag, each for its first.
    """

    table: pd.DataFrame
    warnings: list[str]
    of_status: dict[str, int]
    hidden: dict[str, int]


@dataclass(frozen=True)
class Hygiene:
    """Tags of companies, each with its reason; they are no part of any score.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
        Whose `[hygiene]` says which tags hide their companies from lists.
    """

    store: StoreOpener
    icp: IcpFile

    def tags(self, as_of: datetime.date | None = None) -> TagCounts:
        """Return all tags with how many accounts have them.

        Parameters
        ----------
        as_of : date, optional
            The day from which it is counted how long nothing was seen; today if it is not given.
        """
        with self.store() as store:
            accounts, tagged = self._read(store, as_of)
        names = accounts["name"].to_numpy()
        by_tag = tagged.table.groupby("tag")["place"]
        counts, first = (
            by_tag.size(),
            by_tag.apply(lambda places: [*dict.fromkeys(names[places])][:_EXAMPLES]),
        )
        table = pd.DataFrame(
            {
                "tag": TAGS,
                "accounts": [int(counts.get(tag, 0)) for tag in TAGS],
                "hidden": [tag in tagged.hide for tag in TAGS],
                "examples": [first.get(tag, []) for tag in TAGS],
            }
        )
        of_status = Counter(tagged.table["tag"][tagged.table["of_status"]].tolist())
        usual = Filters()
        hidden = tagged.counted(accounts["status"].isin(usual.statuses).to_numpy(), usual)
        return TagCounts(table, tagged.too_many(), dict(of_status.most_common()), hidden)

    def show(self, tag: str, as_of: datetime.date | None = None) -> pd.DataFrame:
        """Return the accounts with a tag, by name.

        Columns: account (name), domain, status, reason, key.

        Raises
        ------
        UnknownNameError
            If there is no such tag.
        """
        meant = tag_called(tag)
        with self.store() as store:
            accounts, tagged = self._read(store, as_of)
        mine = tagged.table[tagged.table["tag"] == meant]
        told = accounts.iloc[mine["place"]][["name", "domain", "status", "key"]]
        told = told.rename(columns={"name": "account"}).reset_index(drop=True)
        told.insert(3, "reason", mine["reason"].to_numpy())
        return told.sort_values(["account", "key"], ignore_index=True)

    def accept(self, tag: str, account: str) -> Decided:
        """Keep that an account has a tag, whatever the rules say.

        Raises
        ------
        UnknownNameError
            If there is no such tag or account.
        """
        return self._decide(tag, account, ACCEPT)

    def refuse(self, tag: str, account: str) -> Decided:
        """Keep that an account has a tag no more, whatever the rules say; raises as `accept`."""
        return self._decide(tag, account, REFUSE)

    def undo(self, tag: str, account: str) -> Decided:
        """Take back what was decided; raises as `accept`, and where nothing was."""
        return self._decide(tag, account, None)

    def decisions(self) -> pd.DataFrame:
        """Return what was decided, the latest first.

        Columns: account (name), domain, tag, decision ("accept" or "refuse"), decided_on, key.
        """
        with self.store() as store:
            kept = decisions(store)
        told = kept.rename(columns={"name": "account", "verdict": "decision"}).iloc[::-1]
        columns = ["account", "domain", "tag", "decision", "decided_on", "key"]
        return told[columns].reset_index(drop=True)

    def _decide(self, tag: str, account: str, verdict: str | None) -> Decided:
        with self.store(write=True) as store:
            decided = named(store, tag, account)
            accounts = store.ask("read/accounts").to_pandas()
            place = int((accounts["id"] == decided.id).to_numpy().argmax())
            icp = self.icp.read()[0]

            def tags() -> tuple[bool, bool]:
                """Return whether it has the tag, and whether lists hide it."""
                tagged = read_tagged(store, accounts, icp, only=[place])
                hidden, having = tagged.hidden(Filters()), tagged.having([decided.tag])
                return bool(having[place]), bool(hidden[place])

            before, was_hidden = tags()
            decide(store, decided, verdict)
            _, is_hidden = tags()
        return decided._replace(tagged=before, was_hidden=was_hidden, is_hidden=is_hidden)

    def _read(self, store: Store, as_of: datetime.date | None) -> tuple[pd.DataFrame, Tagged]:
        accounts: pd.DataFrame = store.ask("read/accounts").to_pandas()
        return accounts, read_tagged(store, accounts, self.icp.read()[0], as_of)
