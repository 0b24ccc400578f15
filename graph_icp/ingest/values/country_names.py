"""Countries: the ways in which people write them, their ISO 3166-1 codes, names and regions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pycountry

_PUNCTUATION = re.compile(r"[^\w]+")
_DOTS = str.maketrans("", "", ".'\N{RIGHT SINGLE QUOTATION MARK}")

_ALSO = {
    "AE": "UAE|Emirates",
    "AT": "Österreich",
    "BA": "Bosnia",
    "BE": "België|Belgique|Belgien",
    "BN": "Brunei",
    "BR": "Brasil|Brasilien",
    "CD": "DR Congo|DRC|Democratic Republic of Congo|Democratic Republic of the Congo",
    "CG": "Republic of the Congo|Congo-Brazzaville",
    "CH": "Schweiz|Suisse|Svizzera",
    "CI": "Ivory Coast",
    "CN": "People's Republic of China|PRC|Mainland China|PR China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic|Česko|Česká republika|Tschechien",
    "DE": "Deutschland|Allemagne|Alemania",
    "DK": "Danmark|Dänemark",
    "ES": "España|Spanien|Espagne",
    "FI": "Suomi|Finnland",
    "FR": "Frankreich|Francia",
    "GB": "UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Großbritannien",
    "GR": "EL|Hellas",
    "HK": "Hong Kong SAR|Hong Kong SAR China",
    "HU": "Magyarország|Ungarn",
    "IE": "Republic of Ireland|Irland|Éire",
    "IT": "Italia|Italien|Italie",
    "JP": "Nippon",
    "KP": "DPRK",
    "KR": "Korea South|Republic of Korea",
    "LA": "Lao",
    "LU": "Luxemburg",
    "MK": "Macedonia|FYROM|Republic of North Macedonia",
    "MM": "Burma",
    "MO": "Macau|Macau SAR|Macao SAR",
    "MX": "Mexiko",
    "NL": "Holland|Nederland|Niederlande|Pays-Bas",
    "NO": "Norge|Norwegen",
    "PL": "Polska|Polen",
    "PS": "Palestine|Palestinian Territories|Palestinian Territory",
    "RU": "Russia",
    "SE": "Sverige|Schweden",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey|Türkei",
    "US": "America|United States (US)|United States of America (USA)|Vereinigte Staaten",
    "VA": "Vatican|Vatican City|Holy See",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
}
"""Names that pycountry does not know: short names, former names and countries' own names."""


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
    return _codes().get(_folded(name))


def place_code(place: str) -> str | None:
    """Find the country with which a place ends: DE of "Berlin, Germany", US of "Austin, TX".

    What may be a state of the US or a country is neither: CA and DE of "Fremont, CA" and
    "Dover, DE"; so is Georgia.

    Parameters
    ----------
    place : str
        A place with commas.

    Returns
    -------
    str or None
        The alpha-2 code.
    """
    before, comma, last = place.rpartition(",")
    if not comma or not before.strip():
        return None
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


@cache
def regions() -> dict[str, str]:
    """Return the regions of the UN (M49) by code: Africa, Americas, Asia, Europe or Oceania."""
    from countryinfo import all_countries

    found = {}
    for country in all_countries():
        code = code_of(country.iso(2) or "")
        if code and country.region():
            found[code] = str(country.region())
    return found


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
        names = [code, country.alpha_3, country.name]
        names += [getattr(country, name, "") for name in ("official_name", "common_name")]
        names += [_turned(country.name), country.name.partition(" (")[0]]
        names += _ALSO.get(code, "").split("|")
        codes.update({_folded(name): code for name in names})
    codes.pop("", None)
    return codes


def _turned(name: str) -> str:
    """Put the part after the comma first: "Iran, Islamic Republic of" as people write it."""
    head, _, tail = name.partition(", ")
    return f"{tail} {head}"


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_DOTS))
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _PUNCTUATION.sub(" ", unaccented.replace("&", " and ")).strip()
    return words.removeprefix("the ")
