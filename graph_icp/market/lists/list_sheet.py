"""The discovery list as a sheet: the order of its columns, and what it is about."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.discovery.left_out import ASKED, CHOSE, WRITTEN
from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.discovery.selectors import summaries
from graph_icp.market.intent.standing import COLUMNS
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from graph_icp.market.discovery_list import DiscoveryList

PRINTED = (
    *("account", "domain", "tier", "fit", "reach", "intent", "priority", "cell"),
    *("why", "door", "strongest_signal", "contacts", "owner"),
)
THEN = (
    *("newest_signal", "industry", "country", "employees", "size"),
    *("personas_known", "personas_missing"),
    *("rank", "status", "feedback", "tags", "tag_reasons", "coverage", "customers_it_resembles"),
    *("disqualified_by", "points", "key"),
)
# Account and domain.
PINNED = 2
LEFT_OUT = {
    CHOSE: "it chose your customers",
    WRITTEN: "icp.toml leaves it out",
    ASKED: "left out with --without",
}


def sheet_of(found: DiscoveryList, store: str) -> Layout:
    """Return how a discovery list stands on a sheet, with all that its reader must know.

    Parameters
    ----------
    found : DiscoveryList
    store : str
        The path or address of the store; its last part alone is told.

    Returns
    -------
    Layout
    """
    return Layout(
        *(PRINTED, THEN, PINNED, TIERS, tuple(_about(found, store))),
        accounts=True,
        numbered=found.ordered_by != "fit",
    )


def without_unknown(table: pd.DataFrame) -> pd.DataFrame:
    """Return a list without the columns of what is known of none, such as tags."""
    nothing = [] if table["priority"].notna().any() else list(COLUMNS)
    nothing += [] if (table["feedback"] != "").any() else ["feedback"]
    nothing += [] if table["tags"].map(bool).any() else ["tags", "tag_reasons"]
    return table.drop(columns=nothing)


def _about(found: DiscoveryList, store: str) -> Iterator[tuple[str, str]]:
    shares = sorted(found.shares.items(), key=lambda each: -each[1])
    yield "Made on", date.today().isoformat()
    yield "Store", Path(store).name
    yield "Customers learned from", f"{found.customers:,}"
    yield "Prospects ranked", f"{found.ranked:,}"
    if found.matching != found.ranked:
        yield "Within your filters", f"{found.matching:,}"
    yield "What fit means", found.meaning
    yield "Based on", ", ".join(f"{name} {share:.0%}" for name, share in shares)
    if found.ordered_by != "fit":
        yield "Ordered by", found.ordered_by
        yield "Rank by fit", "The place by points among all that are ranked, not that in this list"
    if found.requests:
        yield "To answer", found.requests
    for each in found.signals_not_counted():
        yield "Signals that do not count", each
    yield "Counts", "Those of reasons are of the companies where we know this"
    for left_out in found.left_out:
        yield "Did not count", f"{left_out.selector}: {LEFT_OUT[left_out.why]}"
        for summary in summaries([left_out.selector]):
            yield "Did not count", f"{summary}: it sums up what is left out"
    yield from _not_ranked(found)
    for sentence in found.health:
        yield "Before you believe it", sentence
    for warning in found.warnings:
        yield "Warning", warning
    if found.run:
        yield "Run", str(found.run)
    yield "Made by", f"graph-icp {version('graph-icp')}"


def _not_ranked(found: DiscoveryList) -> Iterator[tuple[str, str]]:
    for each in found.filters_left_out():
        yield "Left out by filters", each
    for each in found.said_of():
        yield "Not listed for what the team said", each
    for each in found.hidden_for():
        yield "Hidden by tags", each
    counts = {
        **{f"their status is {status}": many for status, many in found.other_statuses.items()},
        "too little is known of them": found.unknown,
        "they belong to a better one ([families] in icp.toml)": found.relatives,
    }
    counts |= {f"{rule} (icp.toml)": many for rule, many in found.disqualified.items()}
    for why, many in counts.items():
        if many:
            yield "Not ranked", f"{many:,}: {why}"
