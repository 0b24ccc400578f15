"""Columns of tables on pages: what stands in a column, and how its values are written."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Literal

from graph_icp.output.node_labels import shown_name
from graph_icp.rounding import cut_text

# What stands in a column: words, words or a day that stay on one line, a count or a number (also in
# words), a number to two places, a share of 1, the name of an account that leads to its page by the
# row's "key", several words, or people from the one who asks to the one who is reached.
Kind = Literal["text", "short", "number", "decimal", "share", "account", "list", "path"]


@dataclass(frozen=True)
class Column:
    """A column of a table on a page.

    Parameters
    ----------
    name : str
        Under which its values stand in a row.
    title : str
    kind : str
    """

    name: str
    title: str
    kind: Kind = "text"


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def with_minus(text: str) -> str:
    """Return a text whose negative numbers have a minus as wide as a plus."""
    return _NEGATIVE.sub("\N{MINUS SIGN}", text)


_NEGATIVE = re.compile(r"(?<!\S)-(?=\d)")


def with_arrows(text: str) -> str:
    """Return a text with arrows where the terminal has "->"."""
    return text.replace(" -> ", " → ")


def written(value: Any, kind: Kind) -> str:
    """Return a value as its column writes it; nothing where it is unknown."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if kind == "share":
        return f"{value:.0%}"
    if kind == "number" and isinstance(value, str):
        return with_minus(value)
    if kind == "number":
        return with_minus(f"{value:,}" if isinstance(value, int) else cut_text(value))
    if kind == "decimal":
        return with_minus(f"{value:,.2f}")
    if kind == "list":
        return "; ".join(shown_name(str(each)) for each in value)
    if kind == "path":
        return with_arrows(str(value))
    if kind == "account":
        return shown_name(str(value))
    return str(value)
