"""The command icp personas: whom one wants to know at an account, and how many are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, say, show, warn, write
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market

SET, PROPOSED, NONE = "persona", "proposed", "title of no persona"
_TITLES = {
    SET: "Personas of icp.toml",
    PROPOSED: "Proposed from the contacts of won deals",
    NONE: "The most frequent titles of no persona",
}


@click.command()
@limit_option
@listing
@with_market
def personas(market: Market, limit: int | None, format: str | None, output: Path | None) -> None:
    """List your personas, how many contacts are of each, and whom you may have forgotten.

    Personas are the [[persona]] of icp.toml: by the function and the level that titles tell. From
    the contacts of won deals others are proposed; last come the titles that are of none. A file has
    all three in one table.

    \b
    graph-icp icp personas
    graph-icp icp personas -o personas.xlsx
    """
    found = {
        SET: market.personas.listed(),
        PROPOSED: market.personas.proposed(),
        NONE: market.personas.unmatched()[: rows_shown(limit, format, output)],
    }
    if on_screen(format, output):
        for what, table in found.items():
            if len(table):
                show(table.drop(columns=_long(table)), title=_TITLES[what])
                write()
    else:
        show(_as_one(found), format, output, "Personas")
    _tell(market, found)


def _long(table: pd.DataFrame) -> list[str]:
    """Return the columns that are too long for a terminal, and those without a word."""
    from graph_icp.personas.persona import TEXTS

    texts = table.select_dtypes(exclude="number")
    return [str(name) for name in texts if name in TEXTS or not texts[name].map(bool).any()]


def _as_one(found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    tables = []
    for what, table in found.items():
        rows = table.astype(object).rename(columns={"title": "persona"})
        for name in ("level", "function"):
            if name in rows:
                rows[f"{name}s"] = [[each] if each else [] for each in rows.pop(name)]
        tables.append(rows.assign(what=what))
    columns = ["what", *found[SET].columns, "share"]
    return pd.concat(tables, ignore_index=True).reindex(columns=columns)


def _tell(market: Market, found: dict[str, pd.DataFrame]) -> None:
    if found[SET].empty:
        say(f"{market.icp.file} has no [[persona]]; 'graph-icp icp init' writes an example.")
    if found[PROPOSED].empty and found[SET].empty:
        say("None is proposed: fewer than two contacts of won deals have one function.")
    elif len(found[PROPOSED]):
        say(f"To take {counted(len(found[PROPOSED]), 'proposal')}, add a [[persona]] to icp.toml.")
    warn(market.personas.said())
