"""What a listing wants to look like: the order of columns, what is printed, what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True)
class Layout:
    """The wishes of one listing; without any its columns stay and print as they are.

    Attributes
    ----------
    printed : tuple of str
        The columns that come first and are printed, the others being for the screen alone; all
        are printed where none is named.
    then : tuple of str
        The columns that come next; those that are not named follow in their own order.
    pinned : int
        How many columns stay in view when one scrolls to the right.
    tiers : tuple of str
        The words of the column `tier`, the best first; they are coloured.
    about : tuple of pairs of str
        The lines of a second sheet About: what each is about, and its text.
    about_labels : tuple of str
        What such lines may be about; by them a sheet is known on which nobody else wrote.
    accounts : bool
        Whether a terminal shows two lines a row: who the account is, and why.
    numbered : bool
        Whether it numbers these rows, as they are not in the order of their ranks.
    linked : mapping of str to str
        The columns of addresses of the web, which open when they are clicked, and the short text
        that stands in place of such an address.
    hidden : tuple of str
        The columns that are there and not seen.
    choices : mapping of str to tuple of str
        By column the words to choose from, while others may be written too.
    widths : mapping of str to int
        The widths of columns, in characters, that do not follow from their texts; such columns
        are shown where they are empty too, as somebody may fill them.
    most_links : int, optional
        How many cells at most open something; as many as Excel allows where it is not given.
    pages_wide : int
        How many pages it is wide in print; the pinned columns stand on each.
    """

    printed: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    pinned: int = 0
    tiers: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    about_labels: tuple[str, ...] = ()
    accounts: bool = False
    numbered: bool = False
    linked: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    most_links: int | None = None
    pages_wide: int = 1

    def arranged(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a listing with its columns in order; wishes for absent ones mean nothing."""
        wanted = (*self.printed, *self.then)
        names = [name for name in wanted if name in frame.columns]
        if not names:
            return frame
        return frame[[*names, *(name for name in frame.columns if name not in wanted)]]

    def columns_printed(self, frame: pd.DataFrame) -> int:
        """Return how many columns of an arranged listing are printed."""
        named = sum(name in frame.columns for name in self.printed)
        return named or len(frame.columns)
