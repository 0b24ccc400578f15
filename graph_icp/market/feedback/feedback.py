"""The attribute `market.feedback`: what the team said of the companies that were given to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.errors import FileError, GraphICPError
from graph_icp.graph.model import LATER, NOT_A_FIT
from graph_icp.identity.folding import fold
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.market.feedback.feedback_file import feedback_in, said
from graph_icp.market.feedback.keeping import keep, said_last, undo
from graph_icp.market.lookup import accounts_named, find_account

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.market.feedback.feedback_file import FeedbackFile, Said, SaidRow
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
    passed_over : list of str
        Rows of the file that name no company of the store, or several, or are not understood.
    blank : int
        How many rows say nothing.
    """

    new: int
    changed: int
    same: int
    older: int
    by_status: dict[str, int]
    unexplained: int
    endless: int
    stay: list[str]
    passed_over: list[str]
    blank: int


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

    def table(self) -> pd.DataFrame:
        """Return what was said last of each company, the latest first.

        Columns: account (name), domain, feedback (one of `model.FEEDBACK`), reason, said_on, until
        (of "later"), said_by, status (what the account is now), key.
        """
        with self.store() as store:
            told = said_last(store)
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
            and Who. Rows without a status say nothing.

        Raises
        ------
        FileError
            If it cannot be read, has no such columns, or none of its rows can be kept.
        """
        path = Path(file)
        found = feedback_in(path)
        with self.store(write=True) as store:
            told = _of_accounts(store, found)
            if found.passed_over and not told:
                raise FileError(f"{path}: no row can be kept: {'; '.join(found.passed_over[:5])}.")
            return _told(store, keep(store, told), told, found)

    def undo(self, account: str) -> str:
        """Forget what was said of an account, and return its name; raises UnknownNameError."""
        with self.store(write=True) as store:
            return undo(store, account)


def _of_accounts(store: Store, found: FeedbackFile) -> dict[int, Said]:
    """Return by account what the rows of a file say, the latest; others are passed over."""
    rows: dict[int, list[SaidRow]] = {}
    for row, ids in zip(
        found.rows, accounts_named(store, [each.names for each in found.rows]), strict=True
    ):
        if len(ids) == 1:
            rows.setdefault(next(iter(ids)), []).append(row)
        else:
            many = "the name of several companies" if ids else "no company of the store"
            found.passed_over.append(f"row {row.row} ({row.names.text}): {many}")
    told = {}
    for account, mine in rows.items():
        newest = max(each.said.said_on for each in mine)
        latest = [each for each in mine if each.said.said_on == newest]
        if len({each.said.status for each in latest}) == 1:
            told[account] = latest[-1].said
        else:
            numbers = ", ".join(str(each.row) for each in latest)
            words = " and ".join(dict.fromkeys(each.said.status for each in latest))
            found.passed_over.append(
                f"rows {numbers} ({latest[0].names.text}): they say {words} of the same day"
            )
    return told


def _told(
    store: Store, kept: Kept, told: dict[int, Said], found: FeedbackFile | None = None
) -> Told:
    names = said_last(store)["name"]
    fresh = [told[each] for each in (*kept.new, *kept.changed)]
    return Told(
        *(len(kept.new), len(kept.changed), len(kept.same), len(kept.older)),
        dict(Counter(each.status for each in fresh)),
        sum(each.status == NOT_A_FIT and not each.reason for each in fresh),
        sum(each.status == LATER and not each.until for each in fresh),
        sorted(str(names[each]) for each in kept.stay),
        found.passed_over if found else [],
        found.blank if found else 0,
    )
