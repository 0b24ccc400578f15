"""Of the rows of a file that speak of one account the one that counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph_icp.market.feedback.feedback_file import over
from graph_icp.market.feedback.keeping import said_last
from graph_icp.market.lookup import accounts_named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.feedback.feedback_file import FeedbackFile, Said, SaidRow

# Between what several rows say of one account.
_APART = " | "


def chosen(store: Store, found: FeedbackFile) -> tuple[dict[int, Said], int]:
    """Return by account what the rows of a file say, and how many that left name none any more.

    The latest row counts; of undated ones that which changed since the file was read last, else
    one that did not leave the list. Other rows are added to those that are passed over.
    """
    rows, unknown = _by_account(store, found)
    told_before: dict[Any, str | None] = said_last(store)["in_file"].to_dict()
    told = {}
    for account, mine in rows.items():
        before = told_before.get(account) or ""
        row = _counting(mine, before.split(_APART))
        if row is None:
            found.passed_over.append(_contradicting(mine))
            continue
        in_file = _APART.join(sorted({_said(each).in_file for each in mine}))
        doubt = over(_said(row))
        # It was for later when it was read; now it is listed again.
        if doubt and in_file != before:
            found.passed_over.append(f"{row.place}: {doubt}")
        else:
            told[account] = replace(_said(row), in_file=in_file)
    return told, unknown


def emptied_in(store: Store, found: FeedbackFile, told: Collection[int]) -> list[str]:
    """Return the names of accounts of which a file said what still counts, and says nothing now."""
    last = said_last(store)
    read = {
        account
        for account, in_file, status in zip(
            last.index, last["in_file"], last["status"], strict=True
        )
        if in_file and in_file.split(":")[0] == status and account not in told
    }
    owners = accounts_named(store, [each.names for each in found.blank]) if read else []
    emptied = {next(iter(each)) for each in owners if len(each) == 1} & read
    return sorted(str(last["name"][each]) for each in emptied)


def _by_account(store: Store, found: FeedbackFile) -> tuple[dict[int, list[SaidRow]], int]:
    rows: dict[int, list[SaidRow]] = {}
    unknown = 0
    owners = accounts_named(store, [each.names for each in found.rows])
    for row, ids in zip(found.rows, owners, strict=True):
        if len(ids) == 1:
            rows.setdefault(next(iter(ids)), []).append(row)
        elif row.left and not ids:
            unknown += 1
        else:
            many = "the name of several companies" if ids else "no company of the store"
            found.passed_over.append(f"{row.place}: {many}")
    return rows, unknown


def _counting(rows: Sequence[SaidRow], before: Collection[str]) -> SaidRow | None:
    """Return the row that counts, None where they contradict each other."""
    newest = max(_said(each).said_on for each in rows)
    latest = [each for each in rows if _said(each).said_on == newest]
    changed = [each for each in latest if _said(each).in_file not in before]
    listed = [each for each in latest if not each.left]
    for some in (latest, changed, listed):
        if len({_said(each).status for each in some}) == 1:
            return some[-1]
    return None


def _contradicting(rows: Sequence[SaidRow]) -> str:
    numbers = ", ".join(str(each.row) for each in rows)
    words = " and ".join(dict.fromkeys(_said(each).status for each in rows))
    return f"rows {numbers} ({rows[0].names.text}): they say {words} of the same day"


def _said(row: SaidRow) -> Said:
    if row.said is None:
        raise TypeError("A row that says nothing is no row of an account.")
    return row.said
