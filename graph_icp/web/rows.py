"""Rows of tables for templates, with None for what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.rounding import cut_text
from graph_icp.web.columns import with_minus

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table by column; cells that are missing are None."""
    columns = {
        str(name): [
            None if missing else cell
            for cell, missing in zip(
                cells.astype(object).tolist(), cells.isna().tolist(), strict=True
            )
        ]
        for name, cells in table.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def moves_of(table: pd.DataFrame) -> list[Row]:
    """Return companies that moved from one list to another, with both places, fits and tiers.

    Parameters
    ----------
    table : DataFrame
        With rank_before, rank, fit_before, fit (missing where a list has it not), tier_before and
        tier ("" likewise).
    """
    return [
        {
            **row,
            "place": _both(*(_whole(row[each]) for each in ("rank_before", "rank"))),
            "fit": _both(*(_score(row[each]) for each in ("fit_before", "fit"))),
            "moved_by": with_minus(row["moved_by"]),
            "tier": _both(row["tier_before"] or _NOT_LISTED, row["tier"] or _NOT_LISTED),
        }
        for row in rows_of(table)
    ]


_NOT_LISTED = "not listed"


def _both(before: str, now: str) -> str:
    return before if before == now else f"{before} → {now}"


def _whole(rank: int | None) -> str:
    return _NOT_LISTED if rank is None else f"{rank:,}"


def _score(fit: float | None) -> str:
    return "none" if fit is None else cut_text(fit)
