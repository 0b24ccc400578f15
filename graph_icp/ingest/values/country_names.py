"""Countries: the ways in which people write them, their ISO 3166-1 codes, names and regions."""

from __future__ import annotations

import gettext
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pycountry

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUNCTUATION = re.compile(r"[^\w]+")
_PARTS = re.compile("[,;/|()]|\\s[-\N{EN DASH}]\\s")
_DOTS = str.maketrans("", "", ".'\N{RIGHT SINGLE QUOTATION MARK}")

# Languages in which people write names of countries, as pycountry calls them.
_LANGUAGES = (
    *("de", "fr", "es", "it", "pt", "pt_BR", "nl", "sv", "da", "nb_NO", "nn", "fi", "pl", "cs"),
    *("hu", "ro", "el", "ru", "uk", "tr", "ja", "zh_CN", "zh_TW", "ko", "ar", "he"),
)
# Kosovo has a code that ISO 3166 leaves to its users.
_KOSOVO = "XK"

_SHOWN = {
    "BN": "Brunei",
    "CD": "DR Congo",
    "FM": "Micronesia",
    "GB": "United Kingdom",
    "LA": "Laos",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RU": "Russia",
    "SY": "Syria",
    "TR": "Turkey",
    "US": "United States",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
    "XK": "Kosovo",
}
"""The names to show where pycountry has none that people use."""


def code_of(name: str) -> str | None:
    """Find a country by its exact name or code; case, accents and punctuation do not matter.

    Parameters
    ----------
    name : str
        A name, official name, alpha-2 or alpha-3 code, or a usual variant.

    Returns
    -------
    str or None
        The alpha-2 code.
    """
    folded = _folded(name)
    return _codes().get(folded) or _beside_its_code(folded) or _foreign().get(folded)


def _beside_its_code(folded: str) -> str | None:
    """Return the code of a name with its code: "Germany (DE)", "US - United States"."""
    first, _, rest = folded.partition(" ")
    before, _, last = folded.rpartition(" ")
    for code, name in ((first, rest), (last, before)):
        if len(code) in (2, 3) and code in _codes() and _codes().get(name) == _codes()[code]:
            return _codes()[code]
    return None


def place_code(place: str) -> str | None:
    """Find the country with which a place ends: DE of "Berlin, Germany", US of "Austin, TX".

    What may be a state of the US or a country is neither: CA and DE of "Fremont, CA" and
    "Dover, DE"; so is Georgia.

    Parameters
    ----------
    place : str
        A place with commas, or other marks between its parts: "Paris (France)".

    Returns
    -------
    str or None
        The alpha-2 code.
    """
    parts = [part for part in _PARTS.split(place) if part.strip()]
    if len(parts) < 2:
        return None
    last = parts[-1]
    code, word = code_of(last), _folded(last)
    if word in _states():
        return None if code else "US"
    return code


def name_of(code: str) -> str:
    """Return the name by which people call a country, by its alpha-2 code."""
    if code in _SHOWN:
        return _SHOWN[code]
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    return str(getattr(country, "common_name", country.name)).partition(", ")[0].partition(" (")[0]


def country_named(codes: object) -> str:
    """Return the names of countries by their codes: "Germany; Austria" of "DE; AT"."""
    return "; ".join(map(name_of, codes.split("; "))) if isinstance(codes, str) else ""


@cache
def regions() -> dict[str, str]:
    """Return the regions of the UN (M49) by code: Africa, Americas, Asia, Europe or Oceania."""
    from countryinfo import all_countries

    found = {}
    for country in all_countries():
        # A code is no name, for which names in other languages would have to be read.
        code = _codes().get(_folded(country.iso(2) or ""))
        if code and country.region():
            found[code] = str(country.region())
    return {**found, _KOSOVO: "Europe"}


@cache
def _states() -> frozenset[str]:
    """Return the states of the US, names and codes, folded."""
    states = [
        each
        for each in pycountry.subdivisions
        if each.country_code == "US" and each.type == "State"
    ]
    codes = {_folded(each.code.removeprefix("US-")) for each in states}
    return frozenset(codes | {_folded(each.name) for each in states})


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_2
        names = [code, country.alpha_3, *_names(country)]
        names += [_turned(country.name), country.name.partition(" (")[0]]
        codes.update({_folded(name): code for name in names})
    for code, names in _also().items():
        codes.update({_folded(name): code for name in (code, *names)})
    codes.pop("", None)
    return codes


def _names(country: Any) -> list[str]:
    """Return the English names that pycountry has for a country."""
    kinds = ("name", "official_name", "common_name")
    return [name for kind in kinds if (name := getattr(country, kind, ""))]


def _translated() -> Iterator[tuple[str, str]]:
    """Yield each country's code and its name in each of _LANGUAGES."""
    for language in _LANGUAGES:
        words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
        for country in pycountry.countries:
            for name in _names(country):
                said = words.gettext(name)
                yield from ((country.alpha_2, each) for each in (said, _turned(said)))


@cache
def _foreign() -> dict[str, str]:
    """Return the codes of names in _LANGUAGES, which take half a second to read."""
    codes = {_folded(name): code for code, name in _translated()}
    # A word of three letters is no country, unless it is a code.
    return {name: code for name, code in codes.items() if len(name) > 3 or not name.isascii()}


@cache
def _also() -> dict[str, list[str]]:
    """Return short names, former names and countries' own names, by code."""
    text = files(__package__).joinpath("country_names.txt").read_text(encoding="utf-8")
    lines = (line.partition("=") for line in text.splitlines() if not line.startswith("#"))
    return {code.strip(): names.split("|") for code, _, names in lines}


def _turned(name: str) -> str:
    """Put the part after the comma first: "Iran, Islamic Republic of" as people write it."""
    head, _, tail = name.partition(", ")
    return f"{tail} {head}".strip()


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_DOTS))
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _PUNCTUATION.sub(" ", unaccented.replace("&", " and ")).strip()
    return words.removeprefix("the ")
