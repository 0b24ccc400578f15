"""Text that a spreadsheet shows but never runs.

A cell of a spreadsheet or CSV file that starts like a formula is run when the file is opened.
By the OWASP page on CSV injection a formula starts with ``= + - @``, their full-width forms (read
as the plain ones with Japanese or Chinese settings), tab, carriage return or line feed. Some
programs trim white space and invisible characters before these.
"""

from __future__ import annotations

import re

from graph_icp.output.inert import inert

STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫"  # noqa: RUF001 - look-alikes are the point
UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*+"

# On a terminal it would write over what stands before it.
_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
_STARTS_FORMULA = re.compile(rf"[\t\r\n]|{UNSEEN}[{STARTS}]")
# The run of unseen characters is taken whole, with or without a formula behind it, so that a
# cell of nothing but line feeds is read once.
_AFTER_BREAK = re.compile(rf"([;\r\n]{UNSEEN})([{STARTS}]?)")


def spreadsheet_escape(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet would run it.

    Parameters
    ----------
    text : str
        The text of one cell; numbers need no escape.

    Returns
    -------
    str
        The same text, with an apostrophe before it if needed.
    """
    return f"'{text}" if runs(text) else text


def runs(text: str) -> bool:
    """Return whether a spreadsheet would run a text, or read it as something else, as it is."""
    return _STARTS_FORMULA.match(text) is not None


def csv_escape(text: str) -> str:
    """Return text that is safe in a CSV file, also where Excel splits it at semicolons.

    Excel on a machine set for most of Europe splits a comma-separated file at semicolons and
    overlooks quotes that do not start its cells, so a formula after a semicolon or line break
    inside a cell would start a cell of its own. Characters that end a cell early in some readers,
    steer a terminal or turn text around are left out.

    Parameters
    ----------
    text : str
        The text of one cell.

    Returns
    -------
    str
        The same text, with an apostrophe before each place that a spreadsheet would run.
    """
    return spreadsheet_escape(
        _AFTER_BREAK.sub(_with_apostrophe, inert(_CARRIAGE_RETURN.sub("\n", text)))
    )


def _with_apostrophe(found: re.Match[str]) -> str:
    return f"{found[1]}'{found[2]}" if found[2] else found[0]
