"""Moves: people who knew us at a customer and work at a company that we may sell to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.levels import own_words
from graph_icp.personas.titles import job_of
from graph_icp.reach.listed_words import folded_lists, has_word

if TYPE_CHECKING:
    from collections.abc import Collection

_BELOW = LEVELS[LEVELS.index("manager") :]


def moves(
    moved: pd.DataFrame, accounts: pd.DataFrame, statuses: Collection[str], gone: Collection[int]
) -> pd.DataFrame:
    """Return who came from a customer to a company of some status, the newest first.

    Parameters
    ----------
    moved : DataFrame
        person, former, present (accounts' ids), until, since (days), title (the present one).
    accounts : DataFrame
        id, name, domain, status, customer_since.
    statuses : collection of str
        Of the companies where they work now.
    gone : collection of int
        People who are named in no list.

    Returns
    -------
    DataFrame
        person (id), from, to (names), to_domain, title, since, account (the id of where they work
        now), knew_us (whether they left after it became a customer, as far as is known).
    """
    known = accounts.set_index("id")
    found = moved[~moved["person"].isin(gone)]
    found = found[found["present"].map(known["status"]).isin(statuses)]
    since, until = (pd.to_datetime(found[each]) for each in ("since", "until"))
    customer_since = pd.to_datetime(found["former"].map(known["customer_since"]))
    table = pd.DataFrame(
        {
            "person": found["person"],
            "from": found["former"].map(known["name"]),
            "to": found["present"].map(known["name"]),
            "to_domain": found["present"].map(known["domain"]),
            "title": found["title"],
            "since": since,
            "account": found["present"],
            "knew_us": ~(until < customer_since),
        }
    )
    order = ["since", "to", "from", "person"]
    return table.sort_values(
        order, ascending=[False, True, True, True], na_position="last"
    ).reset_index(drop=True)


def is_executive(title: str | None) -> bool:
    """Return whether a title is that of somebody who decides: "Chief of Staff", "VP Sales".

    The words of the list are also in titles of others: "Driver to the CEO", "Product Owner". It
    cannot be the levels alone: their rules know no Nordic, Slavic, Turkish or Asian words
    (toimitusjohtaja, 代表取締役), a Chief of Staff decides and a Hoofd Inkoop need not, though both
    are heads, and a seat on a supervisory board is a level, but nobody who arrives to buy.
    """
    if not title or job_of(title).level in _BELOW:
        return False
    return has_word(" ".join(own_words(title)), folded_lists("executives.txt")["executives"])
