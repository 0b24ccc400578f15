"""The plain sheet of a market, written into the file in which the team works with it."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.graph.model import FEEDBACK
from graph_icp.market.intent.account_intent import newest_signal
from graph_icp.market.sheet.accounts_of_rows import KEY, accounts_of_rows
from graph_icp.market.sheet.case_studies import CaseStudies
from graph_icp.market.sheet.empty_columns import empty_columns
from graph_icp.market.sheet.opted_out import OptedOut
from graph_icp.market.sheet.rows import COLUMNS, KEPT, sheet_rows
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.output.rewriting.team_file import Rewritten

TITLE = "Accounts"
SHOWN = 25
"""How many accounts a sheet has where nobody says otherwise."""

# openpyxl, which reads the sheet again, takes a time that grows with the square of their number.
_LINKS = 5_000
_WIDTHS = {
    "account": 24,
    "domain": 26,
    "tier": 10,
    "fit": 7,
    "priority": 9,
    "cell": 7,
    "intent": 8,
    "reach": 8,
    "industry": 16,
    "operating_model": 14,
    "employees": 12,
    "country": 13,
    "customers_it_resembles": 20,
    "why": 40,
    "case_study": 34,
    "case_study_link": 11,
    "warm_path": 28,
    "contacts_to_approach": 44,
    "last_signal": 26,
    "owner": 13,
    "notes": 28,
    "status": 11,
    "reason": 18,
    "account_key": 24,
    "left_because": 28,
}

# What the lines of its second sheet are about.
_ABOUT = (
    *("Made on", "Store", "Customers learned from", "Prospects ranked", "What fit means"),
    *("Ordered by", "Yours", "Status", "Before you believe it", "Made by", "Not shown"),
)


@dataclass(frozen=True)
class SheetWritten:
    """What became of a sheet.

    Attributes
    ----------
    path : Path
    file : Rewritten
    delivery : Delivery
        From which it was made.
    no_customers : tuple of str
        Accounts with a case study that are no customers, so that it is not used.
    to_load : tuple of str
        Which columns are empty, and what would fill them.
    """

    path: Path
    file: Rewritten
    delivery: Delivery
    no_customers: tuple[str, ...]
    to_load: tuple[str, ...]


def write_sheet(
    opener: StoreOpener, icp: IcpFile, deliver: Callable[[], Delivery], output: str | Path
) -> SheetWritten:
    """Write the plain sheet; see `Market.sheet`.

    Parameters
    ----------
    opener : StoreOpener
    icp : IcpFile
    deliver : callable
        Gives what is delivered; asked once the old file is known to be one that can be written.
    output : str or Path
    """
    path = Path(output)
    _refuse_growth(path)
    from graph_icp.output.rewriting.team_file import TeamFile  # takes a while

    file = TeamFile(path, COLUMNS, KEPT, TITLE)
    delivery = deliver()
    unnamed = delivery.unnamed
    profile, _ = icp.read()
    accounts = delivery.ranked.ranking.graph.accounts
    ids = accounts["id"].to_numpy(np.int64)[delivery.ranked.places].tolist()
    with opener() as store:
        opted_out = OptedOut.read(store)
        studies = CaseStudies.read(store)
        rows = sheet_rows(store, delivery, profile, studies)
        told = _about(delivery, Path(opener.path).name)
        empty = empty_columns(
            *(rows, KEPT),
            has_studies=bool(len(studies.table)),
            newest_signal=newest_signal(store, delivery.day),
        )
        about = [*told, *(("Not shown", each) for each in empty.sentences)]
        layout = layout_of([(label, unnamed.hidden(text)) for label, text in about], empty.hidden)
        written = file.write(
            *(rows, ids, partial(accounts_of_rows, store), layout, delivery.day),
            hidden=lambda text: unnamed.hidden(opted_out.hidden(text)),
            left_out=_left_out(delivery),
        )
    no_customers = tuple(studies.no_customers(accounts))
    return SheetWritten(path, written, delivery, no_customers, empty.to_load)


def _left_out(delivery: Delivery) -> dict[Hashable, str]:
    """Return by account's id why it is not in the list."""
    accounts = delivery.ranked.ranking.graph.accounts
    ids = accounts.set_index("key")["id"]
    why = delivery.left_out.set_index("key")["why"]
    return dict(zip(ids.reindex(why.index).tolist(), why.tolist(), strict=True))


def _refuse_growth(path: Path) -> None:
    """Refuse a workbook that unpacks to far more than a table would."""
    from graph_icp.ingest.files.xlsx_rows import check_parts  # loading openpyxl takes a while

    with suppress(OSError, zipfile.BadZipFile), path.open("rb") as old:
        check_parts(old, str(path))


def layout_of(about: Sequence[tuple[str, str]], hidden: Sequence[str] = ()) -> Layout:
    """Return how the sheet looks.

    Parameters
    ----------
    about : sequence of pairs of str
        The lines of its second sheet.
    hidden : sequence of str
        The columns that are not seen.
    """
    return Layout(
        pinned=1,
        tiers=TIERS,
        about=tuple(about),
        about_labels=_ABOUT,
        linked={"case_study_link": "Read it"},
        hidden=(KEY, *hidden),
        choices={"status": FEEDBACK},
        widths=_WIDTHS,
        most_links=_LINKS,
        pages_wide=2,
    )


def _about(delivery: Delivery, store: str) -> Iterator[tuple[str, str]]:
    found = delivery.found
    yield "Made on", delivery.day.isoformat()
    yield "Store", store
    yield "Customers learned from", f"{found.customers:,}"
    yield "Prospects ranked", f"{found.ranked:,}"
    yield "What fit means", found.meaning
    yield "Ordered by", _order(found)
    yield "Yours", "Owner, Notes, Status, Reason and every column that you add"
    yield "Status", f"One of: {', '.join(FEEDBACK)}; say why in Reason, of later the day"
    for sentence in (*found.health, *found.warnings):
        yield "Before you believe it", sentence
    yield "Made by", f"graph-icp {version('graph-icp')}"


def _order(found: DiscoveryList) -> str:
    """Return by what the list is ordered, in words."""
    if found.ordered_by == "fit":
        return "Fit, the highest first"
    if found.ordered_by != "priority":
        return f"{found.ordered_by.capitalize()}, the highest first; equal ones by fit"
    return f"Priority, the highest first ({found.priority}); equal ones by fit"
