"""The columns of the sheet that are empty in every row, and what would fill them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.output.cells import heading

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    import pandas as pd

_STUDIES = ("case_study", "case_study_link")
# By column what to do, where nothing is known of any account.
_FILLED_BY = {
    "industry": "'graph-icp sources companies' says what to load",
    "operating_model": "a column 'Operating model' of companies or [[operating_model]] in icp.toml",
    "employees": "'graph-icp sources companies' says what to load",
    "country": "'graph-icp sources companies' says what to load",
    "case_study": "'graph-icp sources case-studies' says what to load",
    "warm_path": "'graph-icp sources linkedin' says what to load",
    "contacts_to_approach": "'graph-icp sources people' says what to load",
    "last_signal": "'graph-icp sources signals' says what to load",
}
_TOO_OLD = (
    "none of these accounts showed anything that still counts; the newest signal of any company is "
    "of {}"
)
_NO_STORY = "no customer that these accounts resemble has a case study near enough"


@dataclass(frozen=True)
class EmptyColumns:
    """What is empty.

    Attributes
    ----------
    hidden : tuple of str
        The columns.
    sentences : tuple of str
        Of those that something can fill, what that is.
    to_load : tuple of str
        Those of these that ask for a file.
    """

    hidden: tuple[str, ...]
    sentences: tuple[str, ...]
    to_load: tuple[str, ...]


def empty_columns(
    rows: pd.DataFrame,
    kept: Collection[str],
    *,
    has_studies: bool,
    newest_signal: datetime.date | None = None,
) -> EmptyColumns:
    """Return which columns have nothing in any row; a sheet without rows has none.

    Parameters
    ----------
    rows : DataFrame
        The sheet.
    kept : collection of str
        The columns of the team, which are never hidden.
    has_studies : bool
        Whether any case study is known.
    newest_signal : date, optional
        The day of the newest signal of any company, where there is one.
    """
    ours = [str(name) for name in rows.columns if name not in kept] if len(rows) else []
    hidden = tuple(name for name in ours if not any(map(_said, rows[name])))
    told = {name: f"{heading(name)}: {_FILLED_BY[name]}" for name in hidden if name in _FILLED_BY}
    if newest_signal and "last_signal" in told:
        told["last_signal"] = f"{heading('last_signal')}: {_TOO_OLD.format(newest_signal)}"
    to_load = [text for name, text in told.items() if not (name in _STUDIES and has_studies)]
    if has_studies and "case_study" in told:
        told["case_study"] = f"{heading('case_study')}: {_NO_STORY}"
    return EmptyColumns(hidden, tuple(told.values()), tuple(to_load))


def _said(value: object) -> bool:
    """Return whether a cell has anything in it."""
    return bool(value) if isinstance(value, str | list) else value == value and value is not None
