"""What a formula speaks of: its references, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string, get_column_letter, quote_sheetname

if TYPE_CHECKING:
    from collections.abc import Callable

_END = re.compile(
    r"(?:(?P<fixed>\$?)(?P<letters>[A-Za-z]{1,3}))?(?:(?P<pinned>\$?)(?P<row>\d{1,7}))?#?"
)
_LAST_ROW = 1_048_576


@dataclass(frozen=True)
class End:
    """A cell, or one end of a range: its column and row, 0 where a range has none.

    Attributes
    ----------
    column, row : int
    fixed, pinned : bool
        Whether a $ stands before the column, and before the row.
    """

    column: int
    row: int
    fixed: bool = False
    pinned: bool = False

    def __str__(self) -> str:
        column = f"{'$' * self.fixed}{get_column_letter(self.column)}" if self.column else ""
        return f"{column}{'$' * self.pinned}{self.row}" if self.row else column


@dataclass(frozen=True)
class Reference:
    """A reference to a cell or a range.

    Attributes
    ----------
    sheet : str
        The name of its sheet, "" where none is told.
    ends : tuple of End
        One of a cell, two of a range.
    spill : bool
        Whether it speaks of all that a formula fills.
    """

    sheet: str
    ends: tuple[End, ...]
    spill: bool = False

    def __str__(self) -> str:
        sheet = f"{quote_sheetname(self.sheet)}!" if self.sheet else ""
        return f"{sheet}{':'.join(map(str, self.ends))}{'#' * self.spill}"

    @property
    def rows(self) -> tuple[int, int]:
        """The first row and the last."""
        numbers = [end.row for end in self.ends]
        return (min(numbers), max(numbers)) if all(numbers) else (1, _LAST_ROW)

    @property
    def columns(self) -> range | None:
        """The columns, None where they are all."""
        numbers = [end.column for end in self.ends]
        return range(min(numbers), max(numbers) + 1) if all(numbers) else None

    def on(self, sheet: str) -> Reference:
        """Return the reference with the name of a sheet."""
        return replace(self, sheet=sheet)


def replaced(formula: str, change: Callable[[Reference], Reference | None]) -> tuple[str, bool]:
    """Return a formula with other references.

    Parameters
    ----------
    formula : str
    change : callable
        From a reference to the one in its place; None where that is in doubt, and it stays.

    Returns
    -------
    str
        The formula itself, where it cannot be read.
    bool
        Whether none of it is in doubt.
    """
    if not formula.startswith("="):
        return formula, True
    try:
        tokens = Tokenizer(formula).items
    except (TokenizerError, IndexError):
        return formula, False
    sure, parts = True, []
    for token in tokens:
        text = str(token.value)
        found = read(text) if token.subtype == Token.RANGE else None
        new = change(found) if found else None
        parts.append(text if new is None or new == found else str(new))
        if found:
            sure &= new is not None
        elif ":" in text and "[" not in text and token.subtype != Token.TEXT:
            sure = False  # A range up to what a function gives, or over several sheets.
    return "=" + "".join(parts), sure


def read(text: str) -> Reference | None:
    """Return what a word of a formula refers to, None where it is no cell or range."""
    before, _, named = text.rpartition("!")
    sheet = before[1:-1].replace("''", "'") if before.startswith("'") else before
    if "[" in text or (":" in sheet):
        return None
    found = [_END.fullmatch(part) for part in named.split(":")]
    ends = tuple(
        End(
            column_index_from_string(each["letters"]) if each["letters"] else 0,
            int(each["row"] or 0),
            bool(each["fixed"]),
            bool(each["pinned"]),
        )
        for each in found
        if each and each[0]
    )
    whole = all(end.column and end.row for end in ends)
    kinds = {(bool(end.column), bool(end.row)) for end in ends}
    if len(ends) != len(found) or len(ends) > 2 or len(kinds) != 1 or not (whole or len(ends) == 2):
        return None
    return Reference(sheet, ends, named.endswith("#"))
