"""Text without the characters that steer a terminal or turn text around.

Names of companies, columns and files come from anywhere. A control character in one can move the
cursor, paint, retitle the window or hide a link (OSC 8); an override of the direction makes a line
read as something else (CVE-2021-42574). Every output passes here.
"""

from __future__ import annotations

import json
import re

STEERING = re.compile(
    r"\r(?!\n)"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""C0 except tab and line ends, DEL, C1, overrides of the direction, and halves of characters.

Marks of direction, which Hebrew and Arabic names hold, steer nothing.
"""


def inert(text: str) -> str:
    """Return a text without steering characters; tabs and line ends stay."""
    return STEERING.sub("", text)


def inert_json(value: object, **how: object) -> str:
    """Write a value as JSON in which steering characters are escapes, so that it reads back equal.

    Parameters
    ----------
    value : object
        Anything that JSON can hold.
    **how
        Options of `json.dumps`.

    Returns
    -------
    str
        The text, its other characters as they are.
    """
    text = json.dumps(value, ensure_ascii=False, **how)  # type: ignore[arg-type]
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
