"""Personal data as Google Ads compares it: normalised, then its SHA-256 in hexadecimal letters.

https://developers.google.com/data-manager/api/devguides/concepts/formatting and
https://support.google.com/google-ads/answer/7476159
"""

from __future__ import annotations

import hashlib
import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_DOTLESS = ("gmail.com", "googlemail.com")
_BEFORE = re.compile(r"(?:(?:mrs?|ms|miss|dr|prof)\.?\s+)+", re.I)
_BEHIND = re.compile(r"(?:,?\s+(?:jr|sr|ii|iii|iv|phd|md|esq)\.?)+$", re.I)


def hashed_email(text: str) -> str | None:
    """Return the hash of an e-mail address, None of another text.

    Parameters
    ----------
    text : str
        Such as "Cloudy.SanFrancisco+shopping@gmail.com", which at Gmail is the same without dots
        and without what follows a plus.
    """
    plain = normalised_email(text)
    return plain and _sha256(plain)


def normalised_email(text: str) -> str | None:
    """Return an address in small letters, as Google compares it; None of another text."""
    plain = "".join(text.split()).lower()
    if not _EMAIL.fullmatch(plain):
        return None
    name, _, host = plain.rpartition("@")
    if host not in _DOTLESS:
        return plain
    name = name.partition("+")[0].replace(".", "")
    return f"{name}@{host}" if name else None


def hashed_phone(text: str) -> str | None:
    """Return the hash of a telephone number as E.164, None of one without its country.

    Parameters
    ----------
    text : str
        Such as "+1 (800) 555-0100" or "001 800 5550100".
    """
    plain = normalised_phone(text)
    return plain and _sha256(plain)


def normalised_phone(text: str) -> str | None:
    """Return "+18005550100"; None where a number does not begin with its country."""
    bare = re.sub(r"[\s().\-/\u2010-\u2015]", "", text.replace("(0)", ""))
    plain = f"+{bare[2:]}" if bare.startswith("00") else bare
    return plain if _PHONE.fullmatch(plain) else None


def hashed_name(text: str) -> str | None:
    """Return the hash of a first or last name in small letters, without "Mrs." and "Jr."."""
    plain = _BEHIND.sub("", _BEFORE.sub("", text.strip(), count=1)).strip().lower()
    return _sha256(plain) if plain else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
