"""The attribute `market.feedback`: what the team said of the companies that were given to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.errors import FileError, GraphICPError
from graph_icp.graph.model import LATER, NOT_A_FIT
from graph_icp.identity.folding import fold
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.market.feedback.feedback_file import feedback_in, over, said
from graph_icp.market.feedback.keeping import keep, said_last, undo
from graph_icp.market.feedback.rows_of_accounts import chosen, emptied_in
from graph_icp.market.lookup import find_account

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.market.feedback.feedback_file import Said
    from graph_icp.market.feedback.keeping import Kept
    from graph_icp.market.store_opener import StoreOpener

_COLUMNS = {
    "name": "account",
    "domain": "domain",
    "status": "feedback",
    "reason": "reason",
    "said_on": "said_on",
    "until": "until",
    "said_by": "said_by",
    "now": "status",
    "key": "key",
}
# Accounts that stand as examples beside a reason.
_EXAMPLES = 5


class Told(NamedTuple):
    """What telling feedback came to.

    Attributes
    ----------
    new, changed, same, older : int
        Of how many companies nothing was said before, something else, or that; and how many rows
        are older than what is kept.
    by_status : dict of str to int
        How many new and changed ones say what.
    unexplained : int
        How many of these are no fit without a reason: they leave the list and teach nothing.
    endless : int
        How many of these are for later without a day.
    stay : list of str
        The names of customers, partners and competitors that are said to be no fit: they stay that.
    passed_over : sequence of str
        Rows of the file that name no company of the store, or several, or are not understood.
    blank : int
        How many rows say nothing.
    unknown : int
        How many rows that left the sheet name no company of the store any more.
    emptied : sequence of str
        The names of companies whose row said something before and says nothing now: it counts.
    columns : mapping of str to str
        The headers of the columns that were read: feedback, reason, said_on, until, said_by.
    """

    new: int
    changed: int
    same: int
    older: int
    by_status: dict[str, int]
    unexplained: int
    endless: int
    stay: list[str]
    passed_over: Sequence[str] = ()
    blank: int = 0
    unknown: int = 0
    emptied: Sequence[str] = ()
    columns: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Feedback:
    """What a team says of companies: taken, not a fit, won, lost or later, and why.

    "Not a fit" with a reason makes a prospect a bad fit, which learning counts against its traits;
    "won" makes a customer. What is said last counts, here and in `market.customers`.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def table(self, account: str = "") -> pd.DataFrame:
        """Return what was said last of each company, or of one alone, the latest first.

        Parameters
        ----------
        account : str, optional
            A domain, a name, an alias or a key.

        Returns
        -------
        DataFrame
            account (name), domain, feedback (one of `model.FEEDBACK`), reason, said_on, until (of
            "later"), said_by, status (what the account is now), key.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If there is no such account, or several.
        """
        with self.store() as store:
            told = said_last(store)
            if account:
                told = told[told.index == find_account(store, account)["id"]]
        listed: pd.DataFrame = told[[*_COLUMNS]].rename(columns=_COLUMNS)
        by = ["said_on", "account"]
        return listed.sort_values(by, ascending=[False, True], ignore_index=True)

    def reasons(self) -> pd.DataFrame:
        """Return the reasons, the most frequent first.

        Columns: feedback, reason (as it was said first), accounts (their number), examples (list of
        names). Case and punctuation make no other reason.
        """
        told = self.table()
        told = told[told["reason"] != ""].iloc[::-1]
        keys = [told["feedback"], told["reason"].map(lambda text: fold(text) or text)]
        found = told.groupby(keys, sort=False).agg(
            reason=("reason", "first"),
            accounts=("account", "size"),
            examples=("account", lambda names: sorted(names)[:_EXAMPLES]),
        )
        table = found.rename_axis(["feedback", "folded"]).reset_index().drop(columns="folded")
        return table.sort_values("accounts", ascending=False, kind="stable", ignore_index=True)

    def say(
        self,
        account: str,
        status: str,
        reason: str = "",
        said_on: datetime.date | None = None,
        until: datetime.date | None = None,
        said_by: str = "",
    ) -> Told:
        """Keep what is said of one company, in place of what was said before.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.
        status : str
            One of `model.FEEDBACK`, or another word for it; maybe with its reason: "lost: price".
        reason : str
            Addresses and telephone numbers in it are left out, and it is cut at 140 characters.
        said_on : date, optional
            Today where it is not given.
        until : date, optional
            Of "later"; 90 days where it is not given.
        said_by : str

        Raises
        ------
        UnknownNameError
            If there is no such account.
        GraphICPError
            If the status is unknown, or a day is wrong; or something later was said already.
        """
        try:
            told = said(status, reason, said_on, until, said_by)
        except SkipValue as doubt:
            raise GraphICPError(f"{account}: {doubt}.") from doubt
        if told is None:
            raise GraphICPError(f"{account}: say what it is; {account!r} has no status.")
        with self.store(write=True) as store:
            found = find_account(store, account)
            if doubtful := over(told):
                day = f"{told.said_on}, when it was said" if told.dated else "today"
                raise GraphICPError(f"{found['name']}: {doubtful}; choose a day after {day}.")
            number = int(str(found["id"]))
            kept = keep(store, {number: told})
            if kept.older:
                later = said_last(store).loc[number]
                raise GraphICPError(
                    f"Something later was said of {found['name']}: {later['status']}, on "
                    f"{later['said_on']}; that day, or a later one, corrects it."
                )
            return _told(store, kept, {number: told})

    def read(self, file: str | Path) -> Told:
        """Keep what a file says of companies: CSV, XLSX or JSON, such as the sheet of a team.

        Parameters
        ----------
        file : str or Path
            It names companies and has a column Status or Feedback, and maybe Reason, Date, Until
            and Who. Rows without a status say nothing. Of the sheet for a sales team Status and
            Reason are read, also of the rows that left it.

        Raises
        ------
        FileError
            If it cannot be read, has no such columns, or none of its rows can be kept.
        """
        path = Path(file)
        found = feedback_in(path)
        with self.store(write=True) as store:
            told, unknown = chosen(store, found)
            if found.passed_over and not told and not found.blank:
                raise FileError(f"{path}: no row can be kept: {'; '.join(found.passed_over[:5])}.")
            emptied = emptied_in(store, found, told)
            kept = _told(store, keep(store, told), told)
        return kept._replace(
            passed_over=found.passed_over,
            blank=len(found.blank),
            unknown=unknown,
            emptied=emptied,
            columns=found.columns,
        )

    def undo(self, account: str) -> str:
        """Forget what was said of an account, and return its name; raises UnknownNameError."""
        with self.store(write=True) as store:
            return undo(store, account)


def _told(store: Store, kept: Kept, told: dict[int, Said]) -> Told:
    names = said_last(store)["name"]
    fresh = [told[each] for each in (*kept.new, *kept.changed)]
    return Told(
        *(len(kept.new), len(kept.changed), len(kept.same), len(kept.older)),
        dict(Counter(each.status for each in fresh)),
        sum(each.status == NOT_A_FIT and not each.reason for each in fresh),
        sum(each.status == LATER and not each.until for each in fresh),
        sorted(str(names[each]) for each in kept.stay),
    )
