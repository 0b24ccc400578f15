"""Cells that programs import: each of a type that no spreadsheet runs, and never guarded.

An apostrophe before a value would be imported as a part of it, so what begins like a formula is
prevented by type: an id, a number, a date, a domain or an address cannot begin so. Free text loses
the characters with which it would (`= + - @`, also behind white space, see `spreadsheet_escape`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING

from graph_icp.output.exports.hashing import hashed_email, hashed_name, hashed_phone
from graph_icp.output.inert import inert
from graph_icp.output.spreadsheet_escape import STARTS, UNSEEN
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The beginning that would run, and whatever stands behind it that would run or guard it then.
_FORMULA = re.compile(rf"(?:[\t\r\n]{UNSEEN}|{UNSEEN}[{STARTS}])(?:{UNSEEN}[{STARTS}'])*{UNSEEN}")
_ID = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_EMAIL = re.compile(r"[\w.!#$%&*/?^`{|}~][^@\s,;\"()<>\[\]\\]*@[^@\s,;\"()<>\[\]\\]+\.[^@\s,;]+")
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})",
    re.ASCII | re.IGNORECASE,
)
_URL = re.compile(r"https://[^\s\"<>]+")
_CODE = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass(frozen=True)
class MachineColumn:
    """The cells of one column.

    Attributes
    ----------
    cells : list of str
        "" for nothing.
    shortened : int
        How many texts lost characters with which a spreadsheet would run them, or that steer a
        terminal.
    unfit : int
        How many values are not of the column's type, and empty.
    """

    cells: list[str]
    shortened: int = 0
    unfit: int = 0


def machine_column(values: Iterable[object], kind: str) -> MachineColumn:
    """Return the cells of a column.

    Parameters
    ----------
    values : iterable
        Texts, numbers and dates; None and nan are nothing.
    kind : str
        One of `KINDS`.
    """
    told = [None if value is None or value != value else value for value in values]
    cells = [None if value is None else KINDS[kind](value) for value in told]
    unfit = sum(
        cell is None and value not in (None, "") for value, cell in zip(told, cells, strict=True)
    )
    texts = [cell or "" for cell in cells]
    if kind != "text":
        return MachineColumn(texts, unfit=unfit)
    shortened = sum(
        value is not None and cell != value for value, cell in zip(told, texts, strict=True)
    )
    return MachineColumn(texts, shortened=shortened)


def machine_text(value: object) -> str:
    """Return a text without the characters with which a spreadsheet would run it.

    An apostrophe at its beginning stays, as in "'s-Hertogenbosch": it is part of the name.
    """
    text = str(value)
    if not text.isprintable():
        text = inert(text)
    return _FORMULA.sub("", text, count=1) if _FORMULA.match(text) else text


def _matching(pattern: re.Pattern[str]) -> Callable[[object], str | None]:
    return lambda value: str(value) if pattern.fullmatch(str(value)) else None


def _number(value: object) -> str | None:
    if not isinstance(value, Real) or not math.isfinite(value) or value < 0:
        return None
    return cut_text(float(value), 1).removesuffix(".0")


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


KINDS: dict[str, Callable[[object], str | None]] = {
    "text": machine_text,
    "id": _matching(_ID),
    "email": _matching(_EMAIL),
    "domain": _matching(_DOMAIN),
    "url": _matching(_URL),
    "code": _matching(_CODE),
    "hashed-email": lambda value: hashed_email(str(value)),
    "hashed-phone": lambda value: hashed_phone(str(value)),
    "hashed-name": lambda value: hashed_name(str(value)),
    "number": _number,
    "date": _day,
}
