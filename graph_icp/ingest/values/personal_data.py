"""Columns about people, which files about companies do not keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array


def is_phone(header: str) -> bool:
    """Return whether a column holds telephone numbers, by its name."""
    return bool(_PHONE.search(_words(header)))


def is_personal(header: str, texts: Array) -> bool:
    """Return whether a column is about people, by its name or because most cells are addresses.

    Numbers are not about people: "Number of contacts".
    """
    filled = texts.drop_null()
    if not len(filled) or pc.all(pc.match_substring_regex(filled, _NUMBER)).as_py():
        return False
    addresses = pc.sum(pc.match_substring_regex(filled, _ADDRESS)).as_py()
    return bool(_PERSONAL.search(_words(header))) or 2 * addresses > len(filled)


def _words(header: str) -> str:
    """Return a header's words in small letters with _ between them: "MobilePhone" too."""
    return re.sub(r"\W+", "_", _CAMEL.sub("_", header).strip().casefold())


def phone_key(text: str | None) -> str | None:
    """Return a telephone number's key, its digits with those of the country: "phone:4930901820".

    None where there are fewer than seven digits.
    """
    digits = _NO_DIGIT.sub("", (text or "").replace("(0)", "")).removeprefix("00")
    return f"phone:{digits}" if len(digits) >= _FEWEST_DIGITS else None


_NO_DIGIT = re.compile(r"\D")
_FEWEST_DIGITS = 7

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PHONE = re.compile(
    r"(^|_)((tele)?(phones?|phonenumber|fone?)|mobile|mobil|cell|fax|tel|telefon\w*|handy|whatsapp"
    r"|direct_dial)(_|$)"
)
_PERSONAL = re.compile(
    r"(^|_)(e_?mails?|contacts?|people|persons?|first_name|last_name|full_name|team|surname"
    r"|salutation|birth\w*)(_|$)"
)
_NUMBER = r"^[\d.,\s%+-]+$"
_ADDRESS = r"^\S+@\S+$"
