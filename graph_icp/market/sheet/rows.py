"""The rows of the plain sheet: one an account, with all that a salesperson asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.accounts.contacts import CONTACTS_LISTED, contact_text
from graph_icp.market.intent.account_intent import told_lately
from graph_icp.market.sheet.operating_models import operating_models
from graph_icp.rounding import whole_score

if TYPE_CHECKING:
    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.market.delivery.unnamed import Unnamed
    from graph_icp.market.sheet.case_studies import CaseStudies

COLUMNS = (
    *("account", "domain", "tier", "fit", "priority", "cell", "intent", "reach"),
    *("industry", "operating_model", "employees", "country"),
    *("customers_it_resembles", "why", "case_study", "case_study_link"),
    *("warm_path", "contacts_to_approach", "last_signal", "owner", "notes", "status", "reason"),
    "account_key",
)
KEPT = ("owner", "notes", "status", "reason")
"""The columns in which the team writes: what it wrote stays."""


def sheet_rows(
    store: Store,
    delivery: Delivery,
    icp: Icp,
    studies: CaseStudies,
) -> pd.DataFrame:
    """Return the rows of the sheet, in the order of the list.

    Customers that may not be named stand in none of its cells.

    Parameters
    ----------
    store : Store
    delivery : Delivery
    icp : Icp
    studies : CaseStudies

    Returns
    -------
    DataFrame
        COLUMNS: fit, priority, intent and reach are whole, rounded down; employees a number,
        else the band or the word of a file; customers_it_resembles is a list;
        contacts_to_approach has a line for each person; notes, status and reason are empty;
        account_key is that of an account without a domain, by which its row is known again.
    """
    table, ranked = delivery.accounts, delivery.ranked
    ranking, places, unnamed = ranked.ranking, ranked.places, delivery.unnamed
    ids = ranking.graph.accounts["id"].to_numpy(np.int64)[places].tolist()
    names = [[each.name for each in some] for some in delivery.alike]
    return pd.DataFrame(
        {
            "account": table["account"].to_numpy(),
            "domain": table["domain"].to_numpy(),
            "tier": table["tier"].to_numpy(),
            "fit": _whole(table["fit"]),
            "priority": _whole(table["priority"]),
            "cell": table["cell"].to_numpy(),
            "intent": _whole(table["intent"]),
            "reach": _whole(table["reach"]),
            "industry": table["industry"].to_numpy(),
            "operating_model": operating_models(store, ids, icp.operating_models),
            "employees": _employees(table),
            "country": table["country_name"].to_numpy(),
            "customers_it_resembles": pd.Series(names, dtype=object),
            "why": table["brief_why"].to_numpy(),
            **studies.matched(
                ranking.graph.accounts, table["industry"].tolist(), delivery.alike, unnamed
            ),
            "warm_path": [_said(text, unnamed) for text in table["door"]],
            "contacts_to_approach": _contacts(delivery),
            "last_signal": [_said(text, unnamed) for text in _shown(table)],
            "owner": table["owner"].to_numpy(),
            **dict.fromkeys(("notes", "status", "reason")),
            "account_key": table["key"].where(table["domain"].fillna("") == "", None).to_numpy(),
        }
    )


def _whole(scores: pd.Series) -> list[int | None]:
    """Return scores without decimals, None where one is unknown."""
    return [whole_score(score) if pd.notna(score) else None for score in scores]


def _shown(table: pd.DataFrame) -> list[str | None]:
    """Return what accounts showed lately; None where nothing is known of any."""
    pairs = zip(table["strongest_signal"], table["newest_signal"], strict=True)
    return [told_lately(*each) if isinstance(each[1], str) else None for each in pairs]


def _employees(table: pd.DataFrame) -> list[object]:
    """Return the employees of accounts: a number, else the band or the word that a file said."""
    pairs = zip(table["employees"], table["size"], strict=True)
    return [
        int(many) if pd.notna(many) else (size if isinstance(size, str) else None)
        for many, size in pairs
    ]


def _contacts(delivery: Delivery) -> list[str | None]:
    """Return whom to approach at each account, with personas, a line for each person."""
    first = delivery.contacts.groupby("key").head(CONTACTS_LISTED)
    texts: dict[str, list[str]] = {}
    columns = ["key", "person", "title", "persona", "known_by"]
    for key, person, title, persona, known_by in first[columns].itertuples(index=False):
        text = contact_text(person, title, persona, known_by)
        texts.setdefault(key, []).append(" ".join(text.split()))
    return ["\n".join(texts.get(key, ())) or None for key in delivery.accounts["key"]]


def _said(text: object, unnamed: Unnamed) -> str | None:
    if not isinstance(text, str) or not text:
        return None
    return unnamed.hidden(text[0].upper() + text[1:])
