"""The looks of cells: one format for each kind of cell, made once a workbook."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph_icp.output.cells import KEPT, PERCENT
from graph_icp.output.spreadsheet_escape import runs

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

LINK: dict[str, object] = {"font_color": "#0563C1", "underline": 1}
# Numbers stand on the right, away from the text of the next column.
NUMBER: dict[str, object] = {"align": "right", "indent": 1}
# From the best tier to the last. They differ in shade, weight and slant as well as in colour, for
# paper in black and white.
TIERS: tuple[dict[str, object], ...] = (
    {"bg_color": "#1B5E20", "font_color": "#FFFFFF", "bold": True},
    {"bg_color": "#C8E6C9", "font_color": "#1B3A1D", "bold": True},
    {"font_color": "#4A4F55"},
    {"font_color": "#4A4F55", "italic": True},
    {"font_color": "#4A4F55", "font_strikeout": True},
)


class Looks:
    """The formats of one workbook.

    Parameters
    ----------
    book : Workbook
    tiers : tuple of str
        The words of the column `tier`, the best first.
    """

    def __init__(self, book: Workbook, tiers: tuple[str, ...] = ()) -> None:
        self._book = book
        self._tiers = dict(zip(tiers, TIERS, strict=False))
        self._made: dict[tuple[str, type, str, bool], Format] = {}

    def heading(self, text: str) -> Format:
        """Return the look of a heading."""
        return self._quoted_heading if runs(text) else self._heading

    @cached_property
    def _heading(self) -> Format:
        return self._format(bold=True, text_wrap=True, bottom=1)

    @cached_property
    def _quoted_heading(self) -> Format:
        return self._format(bold=True, text_wrap=True, bottom=1, quote_prefix=True)

    @cached_property
    def link(self) -> Format:
        """The look of a domain that opens when it is clicked."""
        return self._format(text_wrap=True, **LINK)

    def of(self, name: str, value: object) -> Format:
        """Return the look of a value in a column.

        A text that a spreadsheet would run gets Excel's own mark of a text (quotePrefix), with
        which it stays one when the cell is edited; an apostrophe in it would be a part of it.
        """
        tier = str(value) if name == "tier" and value in self._tiers else ""
        quoted = isinstance(value, str) and runs(value)
        key = (name, type(value), tier, quoted)
        if key not in self._made:
            self._made[key] = self._format(
                text_wrap=isinstance(value, str),
                num_format=number_format(name, type(value)),
                **(NUMBER if is_number(value) else {}),
                **({"quote_prefix": True} if quoted else {}),
                **self._tiers.get(tier, {}),
            )
        return self._made[key]

    def _format(self, **properties: Any) -> Format:
        return self._book.add_format({"valign": "top", **properties})


def is_number(value: object) -> bool:
    """Return whether a value is a number, which stands on the right."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def number_format(name: str, kind: type) -> str:
    """Return how Excel writes values of a type in a column."""
    if issubclass(kind, date):
        return "yyyy-mm-dd hh:mm:ss" if issubclass(kind, datetime) else "yyyy-mm-dd"
    if kind in (int, float) and name in PERCENT:
        return "0%"
    if kind is int and name in KEPT:
        return "0"
    if kind is float and name in KEPT:
        return "0." + "0" * KEPT[name] if KEPT[name] else "0"
    return "0.00" if kind is float else "General"
