"""What is unknown of a market, for people: the gaps that may help, and a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.discovery.gaps import LOADED, NOT_LOADED, title
from graph_icp.output.readable_numbers import percent, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from graph_icp.market.gaps import Gaps

# The gaps that are told in sentences, and the kinds of files that are named for each.
_TOLD, _FILES = 3, 3
_PLACES = ("most", "next", "then")


def sentences(found: Gaps) -> Iterator[str]:
    """Give what to know of the gaps, a paragraph each, the one that would help most first."""
    loaded = found.table[found.table["state"] == LOADED]
    if found.tells:
        yield f"The back-test says: {found.verdict}"
    else:
        yield (
            "What each relation adds cannot be told, so gaps are only counted and the greatest "
            f"stands first. {found.verdict}"
        )
    helping = loaded[loaded["sure"] & (loaded["help"] > 0)]
    for place, row in zip(_PLACES, helping.head(_TOLD).to_dict("records"), strict=False):
        name = title(row["relation"])
        by = f", by {_named(row['files'])}" if row["files"] else ""
        yield f"{row['says']} More {name} would help {place}{by}."
    rest = loaded[~loaded["sure"] & (loaded["unknown_market"] > 0)]
    if found.tells and len(rest):
        told = [
            f"{title(name)} ({percent(share)} unknown)"
            for name, share in zip(rest["relation"], rest["unknown_market"], strict=True)
        ]
        yield (
            "Whether more of these would help cannot be told; what they add may be chance, or too "
            f"few customers are known there: {', '.join(told)}."
        )
    missing = found.table[found.table["state"] == NOT_LOADED]
    if len(missing):
        yield "Not loaded, with the kinds of file that bring it ('graph-icp sources'):"
    for name, files in zip(missing["relation"], missing["files"], strict=True):
        yield f"  {title(name)}: {_named(files)}"


def _named(files: Sequence[str]) -> str:
    """Return the first of some kinds of files by name."""
    more = len(files) - _FILES
    return ", ".join(files[:_FILES]) + (f" and {more} more" if more > 0 else "")


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return the relations that are loaded, with their numbers as people read them.

    Columns: relation, the unknown parts of the market and of customers, and where the back-test
    can tell, customers found without it and with, the AUC that it adds where it is known, and
    that times the unknown part, if it is sure.
    """
    loaded = table[table["state"] == LOADED]
    shown = {
        "relation": loaded["relation"],
        "unknown": loaded["unknown_market"].map(percent),
        "of customers": loaded["unknown_customers"].map(percent),
    }
    if loaded["found"].notna().any():
        shown[f"first {whole(loaded['names'].max())} without"] = loaded["found_without"].map(whole)
        shown["with"] = loaded["found"].map(whole)
        shown["adds"] = loaded["gain_known"].map(_signed)
        shown["may help"] = loaded["help"].where(loaded["sure"]).map(_signed)
    return loaded[[]].assign(**shown)


def _signed(number: float) -> str:
    return f"{number:+.3f}" if number == number else ""
