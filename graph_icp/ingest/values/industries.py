"""Industries as people and products word them, each with its one name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from graph_icp.ingest.values.cells import is_rest
from graph_icp.ingest.values.lists import items

_WORDS = re.compile(r"[^\W_]+")
# Characters up to which capitals are an acronym, as in SAAS.
_ACRONYM = 5


def industry(text: str) -> str | None:
    """Return the one name of an industry; one that no table knows keeps its own, in plain letters.

    Parameters
    ----------
    text : str
        Such as "COMPUTER_SOFTWARE", "Software Development", "Transportation/Logistics".

    Returns
    -------
    str or None
        "Software", "Logistics and Supply Chain"; None where no letter is in the text, or it is
        what a list has for all the rest, as in "Other".
    """
    if not _WORDS.search(text) or is_rest(text):
        return None
    return _names().get(_folded(text)) or _plain(text)


def industries(cell: str) -> list[str]:
    """Split a cell into industries: at ; and |, and at commas where all the parts are known.

    "Engineering, Product and Design" is one; "Software, Retail" are two.

    Parameters
    ----------
    cell : str
        What stands in a column of industries.
    """
    whole = items(cell, separators=";|")
    parts = items(whole[0]) if len(whole) == 1 else []
    if len(parts) < 2 or _folded(whole[0]) in _names():
        return whole
    return parts if all(_folded(part) in _names() for part in parts) else whole


def _plain(text: str) -> str:
    """Return an industry in plain letters where a system writes FOOD_TRUCKS."""
    words = text.replace("_", " ").strip()
    return words.title() if words.isupper() and len(words) > _ACRONYM else words


@cache
def _names() -> dict[str, str]:
    """Return the names of industries by all the words for them, folded."""
    text = files(__package__).joinpath("industries.txt").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, _, others = line.partition("=")
        for each in (name, *others.split("|")):
            names[_folded(each)] = name.strip()
    names.pop("", None)
    return names


def _folded(text: str) -> str:
    words = _WORDS.findall(text.casefold())
    return " ".join(word for word in words if word != "and")
