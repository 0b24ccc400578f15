"""Marks of rows that were written to be filled in: they tell whether somebody changed a row."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LENGTH = 12
# What our files put before a cell's text, or before a part of it, that a spreadsheet would run.
_ESCAPED = re.compile(r"(^|[;\r\n]\s*)'(?=\s*[=+\-@\t＝＋－＠﹦﹢﹣﹫])")  # noqa: RUF001 - look-alikes


def row_mark(cells: Iterable[str], day: str) -> str:
    """Return the mark of a row: its day, and a digest of its other cells.

    Parameters
    ----------
    cells : iterable of str
        Their texts in the order of the columns, "" for empty ones; blanks and characters that are
        not printed make no difference.
    day : str
        The day on which it was true, as 2026-07-01.
    """
    plain = "\x1f".join(_plain(each) for each in cells)
    return f"{day}/{hashlib.blake2b(plain.encode(), digest_size=_LENGTH // 2).hexdigest()}"


def day_of_mark(mark: str) -> str:
    """Return the day of a mark, "" where a text is none."""
    day, slash, digest = mark.strip().partition("/")
    return day if slash and len(digest) == _LENGTH else ""


def unescaped(text: str) -> str:
    """Return a cell's text without the apostrophes that our CSV files put before formulas."""
    return _ESCAPED.sub(r"\1", text)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in unescaped(text)).split())
