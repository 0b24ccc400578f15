"""The rows of the plain sheet: one an account, with all that a salesperson asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.brief_reasons import brief_reasons
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.ranking import CLOSEST_NAMED, reasons_of
from graph_icp.market.accounts.contacts import contact_text
from graph_icp.market.intent.account_intent import told_lately
from graph_icp.market.sheet.operating_models import operating_models
from graph_icp.rounding import whole_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store
    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.market.sheet.case_studies import CaseStudies
    from graph_icp.market.sheet.unnamed import Unnamed

COLUMNS = (
    *("account", "domain", "tier", "fit", "industry", "operating_model", "employees", "country"),
    *("customers_it_resembles", "why", "case_study", "case_study_link"),
    *("warm_path", "contacts_to_approach", "last_signal", "owner", "notes", "status", "reason"),
)
KEPT = ("owner", "notes", "status", "reason")
"""The columns in which the team writes: what it wrote stays."""

CONTACTS_LISTED = 3


def sheet_rows(
    store: Store,
    delivery: Delivery,
    icp: Icp,
    studies: CaseStudies,
    unnamed: Unnamed,
) -> pd.DataFrame:
    """Return the rows of the sheet, in the order of the list.

    Customers that may not be named stand in none of its cells.

    Parameters
    ----------
    store : Store
    delivery : Delivery
    icp : Icp
    studies : CaseStudies
    unnamed : Unnamed

    Returns
    -------
    DataFrame
        COLUMNS: fit is whole, rounded down; employees a number, or a band where that alone is
        known; customers_it_resembles and contacts_to_approach are lists; notes, status
        and reason are empty.
    """
    table, ranked = delivery.accounts, delivery.ranked
    ranking, places = ranked.ranking, ranked.places
    ids = ranking.graph.accounts["id"].to_numpy(np.int64)[places].tolist()
    resembled = _resembled(ranking, places, unnamed)
    return pd.DataFrame(
        {
            "account": table["account"].to_numpy(),
            "domain": table["domain"].to_numpy(),
            "tier": table["tier"].to_numpy(),
            "fit": [whole_score(fit) for fit in table["fit"]],
            "industry": table["industry"].to_numpy(),
            "operating_model": operating_models(store, ids, icp.operating_models),
            "employees": _sizes(table),
            "country": table["country_name"].to_numpy(),
            "customers_it_resembles": pd.Series(resembled, dtype=object),
            "why": _why(ranking, places, table, resembled, unnamed),
            **studies.matched(ranking, places, unnamed),
            "warm_path": [_said(text, unnamed) for text in table["door"]],
            "contacts_to_approach": pd.Series(_contacts(delivery, unnamed), dtype=object),
            "last_signal": [_said(text, unnamed) for text in _shown(table)],
            "owner": table["owner"].to_numpy(),
            **dict.fromkeys(("notes", "status", "reason")),
        }
    )


def _shown(table: pd.DataFrame) -> list[str | None]:
    """Return what accounts showed lately; None where nothing is known of any."""
    pairs = zip(table["strongest_signal"], table["newest_signal"], strict=True)
    return [told_lately(*each) if isinstance(each[1], str) else None for each in pairs]


def _sizes(table: pd.DataFrame) -> list[object]:
    """Return the employees of accounts, or the band of those of which that alone is known."""
    pairs = zip(table["employees"], table["size"], strict=True)
    return [int(many) if many == many and many is not None else size for many, size in pairs]


def _resembled(ranking: Ranking, places: NDArray[np.intp], unnamed: Unnamed) -> list[list[str]]:
    """Return the customers most like each account, of those that may be named."""
    everyone = ranking.labels.customers
    named = everyone[~ranking.graph.accounts["id"].iloc[everyone].isin(unnamed.ids).to_numpy()]
    if not len(named) or not len(places):
        return [[] for _ in places]
    accounts = ranking.graph.accounts
    customers = CustomerIndex(accounts.iloc[named], ranking.links(named))
    own = accounts["id"].iloc[places].tolist()
    closest, _ = customers.most_like(ranking.fit, ranking.links(places), own, CLOSEST_NAMED)
    return [[customers.names[i] for i in row if i >= 0] for row in closest.tolist()]


def _why(
    ranking: Ranking,
    places: NDArray[np.intp],
    table: pd.DataFrame,
    resembled: Sequence[Sequence[str]],
    unnamed: Unnamed,
) -> list[str]:
    """Return short reasons, without those whose trait has the name of an unnamed customer."""
    found = [
        [each for each in some if not unnamed.named_in(each.trait)]
        for some in reasons_of(ranking, places)
    ]
    told = table[["account", "domain", "employees", "industry", "country_name"]]
    rows = zip(told.to_dict("records"), resembled, strict=True)
    return brief_reasons(found, [_details(row, names, unnamed) for row, names in rows])


def _details(row: dict[Any, Any], resembled: Sequence[str], unnamed: Unnamed) -> list[str]:
    """Return what tells an account apart from another with the same reasons."""
    many = row["employees"]
    details = [
        f"most like {resembled[0]}" if resembled else "",
        f"{int(many):,} employees" if many == many and many is not None else "",
        str(row["industry"] or ""),
        f"in {row['country_name']}" if row["country_name"] else "",
        str(row["domain"] or row["account"]),
    ]
    *others, own = [each for each in details if each]
    return [*(each for each in others if not unnamed.named_in(each)), own]


def _contacts(delivery: Delivery, unnamed: Unnamed) -> list[list[str]]:
    """Return whom to approach at each account, with personas."""
    first = delivery.contacts.groupby("key").head(CONTACTS_LISTED)
    texts: dict[str, list[str]] = {}
    columns = ["key", "person", "title", "persona", "known_by"]
    for key, person, title, persona, known_by in first[columns].itertuples(index=False):
        named = None if isinstance(title, str) and unnamed.named_in(title) else title
        text = contact_text(person, named, persona, known_by)
        texts.setdefault(key, []).append(text)
    return [texts.get(key, []) for key in delivery.accounts["key"]]


def _said(text: object, unnamed: Unnamed) -> str | None:
    if not isinstance(text, str) or not text:
        return None
    return unnamed.hidden(text[0].upper() + text[1:])
