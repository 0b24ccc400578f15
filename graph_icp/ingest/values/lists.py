"""Lists that stand in one cell."""

from __future__ import annotations

import ast
import json
import re
from itertools import accumulate

from graph_icp.ingest.values.cells import blank

# Always between items, whatever else separates.
_BETWEEN = "\n\r•‣▪●◦\x0b\u2028"
# Before the item of a line: a bullet, or the number of the line.
_BULLET = re.compile(r"^\s*(?:[-*+·\u2013\u2014]\s+|\d{1,2}[.)]\s+)")
_OPEN, _CLOSE = "([{", ")]}"
# Behind a comma the legal form of the company before it, not a company.
_FORM = re.compile(
    r"(?:inc|llc|l\.l\.c|ltd|limited|lp|l\.p|llp|plc|corp|co|gmbh|ag|s\.a|s\.?a\.?s|pte|pty)\.?"
    r"(?:\s+ltd\.?)?",
    re.I,
)


def items(text: str, separators: str = ";|,") -> list[str]:
    """Split a cell that holds a list; blank items and repetitions are left out.

    Lines and bullets always separate, and a JSON array is its texts. A comma separates only where
    none of the other separators occurs, so "Adobe, Inc; SAP" is two items. Without "," among the
    separators, "Adobe, Inc" is one. What stands in brackets or quotes is not split, and a legal
    form stays with its company.

    Parameters
    ----------
    text : str
        Such as "Go; Rust", "Go,Rust", "- Go\\n- Rust" or '["Go","Rust"]'.
    separators : str
        The characters that may separate.

    Returns
    -------
    list of str
        The trimmed items in their order.
    """
    if text.isalnum():  # most cells of ids
        return [] if blank(text) else [text]
    array = _array(text)
    if array is None:
        array = _split(text, separators)
    return list(dict.fromkeys(item for each in array if not blank(item := each.strip())))


def _array(text: str) -> list[str] | None:
    """Return the texts of a JSON array or a Python list; None for another text."""
    plain = text.strip()
    if not (plain.startswith("[") and plain.endswith("]")):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(plain)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return (
            [name for each in found if (name := _name(each))] if isinstance(found, list) else None
        )
    return None


def _name(entry: object) -> str | None:
    """Return an entry of an array as a text: itself, a number, or the name of an object."""
    if isinstance(entry, dict):
        entry = entry.get("name")
    if isinstance(entry, bool) or not isinstance(entry, (str, int, float)):
        return None
    return str(entry)


def _split(text: str, separators: str) -> list[str]:
    places = _outside(text, separators)
    strong = {mark for mark in separators if mark != ","} | set(_BETWEEN)
    cuts = [place for place in places if text[place] in strong]
    if not cuts and "," in separators:
        cuts = [place for place in places if text[place] == ","]
        return [_unquoted(each) for each in _with_forms(_cut(text, cuts))]
    lines = any(text[place] in _BETWEEN for place in cuts)
    parts = _cut(text, cuts)
    return [_unquoted(_BULLET.sub("", each).rstrip(", \t") if lines else each) for each in parts]


def _outside(text: str, separators: str) -> list[int]:
    """Return the separators outside brackets and quotes, all if those do not match."""
    cuts = re.finditer(f"[{re.escape(separators + _BETWEEN)}]", text)
    if not any(mark in text for mark in (*_OPEN, '"')):
        return [cut.start() for cut in cuts]
    marks = [mark for mark in _OPEN + _CLOSE if mark not in separators]
    steps = [(mark in _OPEN) - (mark in _CLOSE) if mark in marks else 0 for mark in text]
    depths = list(accumulate(steps))
    quotes = list(accumulate(int(mark == '"') for mark in text))
    if min(depths) < 0 or depths[-1] != 0:
        depths = [0] * len(text)
    if quotes[-1] % 2:
        quotes = [0] * len(text)
    return [cut.start() for cut in cuts if not depths[cut.start()] and not quotes[cut.start()] % 2]


def _cut(text: str, cuts: list[int]) -> list[str]:
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _with_forms(parts: list[str]) -> list[str]:
    """Join legal forms to the parts before them: "Adobe", " Inc." """
    joined: list[str] = []
    for part in parts:
        if len(parts) > 2 and joined and joined[-1].strip() and _FORM.fullmatch(part.strip()):
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return joined


def _unquoted(text: str) -> str:
    plain = text.strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] == '"' and plain.count('"') == 2
    return plain[1:-1] if quoted else plain
