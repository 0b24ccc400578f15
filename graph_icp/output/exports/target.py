"""A target: the files that a program takes, as columns, limits and rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Column:
    """A column of a file.

    Attributes
    ----------
    header : str
        As the target wants it, byte for byte.
    of : str
        The column of the rows that fills it; "" leaves it empty.
    kind : str
        What its cells are, one of `machine_cells.KINDS`.
    without : str
        Why a row is left out where its cell is empty; "" keeps it.
    longest : int
        How many characters of a text the target takes; 0 for any number.
    """

    header: str
    of: str
    kind: str = "text"
    without: str = ""
    longest: int = 0


@dataclass(frozen=True)
class Limits:
    """What a target takes of one file.

    Attributes
    ----------
    rows : int
        The most rows below the header.
    bytes : int
        The greatest size.
    least : int
        How many rows it needs at least.
    """

    rows: int
    bytes: int
    least: int = 0


@dataclass(frozen=True)
class ExportFile:
    """One file of an export, which may be split.

    Attributes
    ----------
    name : str
        What tells it from the other files of the export: "companies-new"; "" where it is alone.
    noun : str
        What its rows are, in the plural: "companies".
    columns : tuple of Column
    limits : Limits
    rows : DataFrame
        With the columns that `columns` name.
    left_out : dict of str to int
        How many of `noun` are not among the rows, by the reason.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    limits: Limits
    rows: pd.DataFrame
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wishes:
    """What the user wants of an export.

    Attributes
    ----------
    day : date
        Of the export.
    labels : mapping of str to str
        The headers of the target's own columns, by the name of each.
    set_owner : bool
        Whether owners in the CRM are to be overwritten.
    set_stage : str
        The stage that records in the CRM are to get; "" leaves it as it is.
    campaign : str
        The id of a campaign that people are to join; "" for none.
    """

    day: datetime.date
    labels: Mapping[str, str]
    set_owner: bool = False
    set_stage: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Target:
    """A program that takes lists.

    Attributes
    ----------
    name : str
        What the user types: "google-ads".
    title : str
        What people call it: "Google Ads".
    files : callable
        From the accounts and contacts of a delivery (see `Delivery`) and the wishes to its files.
    labels : mapping of str to str
        The usual headers of columns that users may call otherwise, by the name of each.
    label_rule : str
        A regular expression that a header of these must match; "" for any.
    next_steps : mapping of str to str
        What to do with each file, a sentence, by its name.
    fields : mapping of str to str
        What the user makes there before, by the names of `labels`: "of companies, a number".
    below : callable, optional
        From the companies left out that should no longer be called a good fit there (see
        `Delivery.left_out`) and the wishes to a file that says so.
    system : str
        Whose record ids it goes by, a column of `Delivery.left_out`; "" for none.
    names : tuple of str
        What tells its files apart; empty where there is one.
    consent : bool
        Whether only people who agreed may be in it.
    taken : frozenset of str
        Columns that it has itself for other things, which no label may be; without capitals.
    """

    name: str
    title: str
    files: Callable[[pd.DataFrame, pd.DataFrame, Wishes], tuple[ExportFile, ...]]
    next_steps: Mapping[str, str]
    names: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    label_rule: str = ""
    consent: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    below: Callable[[pd.DataFrame, Wishes], ExportFile] | None = None
    system: str = ""
    taken: frozenset[str] = frozenset()


LOWEST = "Tier 3"
"""What CRMs call the tier of companies that are no good fit."""

SCORES = {
    "tier": "text",
    "fit": "number",
    "reach": "number",
    "intent": "number",
    "why": "text",
    "date": "date",
}
"""What CRMs are told of companies, in a column of the user's label each, with its kind."""

OF_BELOW = ("tier", "fit", "why", "date")
"""What of it they are told of companies that are no good fit."""


def tiers_numbered(tiers: pd.Series) -> list[Any]:
    """Return tiers as CRMs number them: Tier 1 of "Best fit", Tier 2 and Tier 3; else None."""
    numbers = {"Best fit": "Tier 1", "Good fit": "Tier 2", "Bad fit": LOWEST}
    return [numbers.get(tier) for tier in tiers]


def score_columns(wishes: Wishes, names: Sequence[str] = tuple(SCORES)) -> tuple[Column, ...]:
    """Return the columns of some of SCORES, all of them by default, under the user's labels."""
    return tuple(Column(wishes.labels[name], name, SCORES[name]) for name in names)
