"""The audit of a load's files, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.ingest.load.file_report import FileReport

# The most values of a column that are listed, those refused most often.
NAMED = 20


def audit(files: Sequence[FileReport]) -> pd.DataFrame:
    """Return the audit of each column of each file.

    Parameters
    ----------
    files : sequence of FileReport

    Returns
    -------
    DataFrame
        One row per file and column: file, loader, column (the file's header), read_as (the
        loader's name of it; "kept" where it is kept as a property, "not used" else), filled,
        understood, left_out and refused (cells), and refused_most (a list of the values that
        were left out or refused most, with their number).
    """
    rows = []
    for each in files:
        read_as = dict.fromkeys(sorted(each.audit.opt_outs), "opted_out")
        read_as |= {cell: name for name, cell in each.understood.items()}
        most: dict[str, list[str]] = {}
        for (header, value, _), times in each.audit.refused.most_common():
            most.setdefault(header, []).append(f"{value} ({times:,})")
        for header in (*read_as, *sorted(each.audit.kept), *each.ignored):
            tally = each.audit.columns.get(header)
            kept = "kept" if header in each.audit.kept else "not used"
            filled, left_out, refused = (
                (tally.filled, tally.left_out, tally.refused) if tally else (None, 0, 0)
            )
            understood = None if filled is None else max(filled - left_out - refused, 0)
            rows.append(
                (
                    *(each.file, each.loader, header, read_as.get(header, kept)),
                    *(filled, understood, left_out, refused, most.get(header, [])[:NAMED]),
                )
            )
    columns = ["file", "loader", "column", "read_as", "filled", "understood", "left_out"]
    table = pd.DataFrame(rows, columns=[*columns, "refused", "refused_most"])
    counts = ["filled", "understood", "left_out", "refused"]
    return table.astype(dict.fromkeys(counts, "Int64"))


def refused_most(files: Sequence[FileReport]) -> pd.DataFrame:
    """Return the values that were left out or refused most.

    Returns
    -------
    DataFrame
        At most NAMED rows: file, column, value, times, reason.
    """
    rows = [
        (each.file, header, value, times, reason)
        for each in files
        for (header, value, reason), times in each.audit.refused.items()
    ]
    table = pd.DataFrame(rows, columns=["file", "column", "value", "times", "reason"])
    ordered = table.sort_values(
        ["times", "file", "column", "value"], ascending=[False, *[True] * 3]
    )
    return ordered.head(NAMED).reset_index(drop=True)
