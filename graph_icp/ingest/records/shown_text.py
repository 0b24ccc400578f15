"""What a cell shows: the characters that HTML's entities and the text that a link stand for."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.identity.names import UMLAUTS
from graph_icp.ingest.records.distinct import parsed

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array

# With its semicolon, so that "a?b=1&copy=2" stays an address.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


# A formula that shows a link's text: =HYPERLINK("https://acme.com","Acme").
_LINK = re.compile(r"""\s*=HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)\s*""", re.I)


def decoded(texts: Array) -> Array:
    """Return texts with the characters for which their entities stand, and links by their texts.

    Parameters
    ----------
    texts : array of str
        Such as "Dr&auml;xl &amp; Dahl".

    Returns
    -------
    array of str
        "Dräxl & Dahl"; what is encoded twice is decoded twice.
    """
    if _any_has(texts, "=") and _any_has(texts, "=HYPERLINK(", ignore_case=True):
        texts = parsed(texts, _shown, pa.string())[0]
    if not _any_has(texts, "&"):
        return texts
    if not pc.any(pc.match_substring_regex(texts, _ENTITY.pattern)).as_py():
        return texts
    return parsed(texts, _decoded, pa.string())[0]


def has_umlauts(texts: Array) -> bool:
    """Return whether a text has a letter that keyboards without umlauts write out."""
    if pc.all(pc.string_is_ascii(texts)).as_py() is not False:  # none at all of no text
        return False
    found: bool = pc.any(pc.match_substring_regex(texts, UMLAUTS.pattern)).as_py()
    return bool(found)


def _any_has(texts: Array, part: str, *, ignore_case: bool = False) -> bool:
    return bool(pc.any(pc.match_substring(texts, part, ignore_case=ignore_case)).as_py())


def _shown(text: str) -> str:
    link = _LINK.fullmatch(text)
    return (link[2] or link[1]) if link else text


def _decoded(text: str) -> str:
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text.replace("\N{NO-BREAK SPACE}", " ").strip()
