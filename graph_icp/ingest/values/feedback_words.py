"""What a team says of a company that was given to them: taken, not a fit, won, lost or later."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_icp.graph.model import FEEDBACK, LATER, WON
from graph_icp.identity.folding import fold_alike
from graph_icp.ingest.values.cells import SkipValue, UnknownWord, blank, day
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    import datetime

# The most characters of a reason: it is to be counted with others, not a protocol.
LONGEST = 140
# What may end a status: "Lost: price", "lost - price", "Not a fit (too small)".
_MARK = re.compile("[:;,(\\[/]|\\s+[-\N{EN DASH}\N{EM DASH}]\\s+|\\s")
_AROUND = " \t:;,.()[]/-\N{EN DASH}\N{EM DASH}"
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_TELEPHONE = re.compile(
    r"\+\d[\d ()/.-]{6,}\d|(?<!\w)0\d[\d ()/-]{6,}\d|(?<!\w)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"
)
# What nobody is sure of is not said.
_DOUBT = re.compile("[?\N{FULLWIDTH QUESTION MARK}\N{INVERTED QUESTION MARK}]")
_ALONE = "write won alone, and what else there is to say as its reason"
_CHOICE = f"write one of {', '.join(FEEDBACK)}"
# So much of a cell is looked at.
_READ = 20 * LONGEST
# The most words of an entry below [because] or [until].
_MOST_WORDS = 4


@dataclass(frozen=True)
class Word:
    """What a cell says.

    Attributes
    ----------
    status : str
        One of `model.FEEDBACK`.
    reason : str
        "" for none.
    until : date or None
        Of "later until 1 March 2027".
    """

    status: str
    reason: str = ""
    until: datetime.date | None = None


def feedback_word(text: str) -> Word | None:
    """Return what a team says, None where the text is blank.

    Parameters
    ----------
    text : str
        Such as "Taken", "not a fit because too small", "Verloren: Preis", "later until 2027-03-01".

    Returns
    -------
    Word or None

    Raises
    ------
    UnknownWord
        It is none of what can be said.
    """
    if blank(text):
        return None
    text = text[:_READ]
    if status := _listed_as(text):
        return Word(status)
    for mark in reversed(list(_MARK.finditer(text))):
        status, rest = _listed_as(text[: mark.start()]), text[mark.start() :].strip(_AROUND)
        if status and not _DOUBT.match(rest):
            # Who is a customer teaches the most: "won: no, they said no" is none.
            if status == WON and rest and mark[0].strip() and not _led(rest, "because"):
                raise UnknownWord(f"'{text.strip()[:60]}' says more than won; {_ALONE}")
            if _led(rest, "denied") or fold_alike(rest) in _listed()["denied alone"]:
                raise UnknownWord(f"'{text.strip()[:60]}' takes back what it says; {_CHOICE}")
            until = day_in(rest) if status == LATER else None
            # What follows in the same breath may say the opposite: "won by the competitor".
            if until or mark[0].strip() or _led(rest, "because"):
                reason = "" if until else rest[_led(rest, "because") :]
                return Word(status, short_reason(reason.strip(_AROUND)), until)
    raise UnknownWord(f"'{text.strip()[:60]}' is no feedback; {_CHOICE}")


def short_reason(text: str) -> str:
    """Return a reason, or who says so, in one line of at most LONGEST characters.

    Addresses and telephone numbers in it are left out.
    """
    plain = " ".join(_TELEPHONE.sub(" ", _ADDRESS.sub(" ", text[:_READ])).split())
    if blank(plain):
        return ""
    if len(plain) <= LONGEST:
        return plain
    return plain[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def day_in(text: str, *, day_first: bool = False) -> datetime.date | None:
    """Return the day of "until 1 March 2027" or "2027-03-01", None where a text is none."""
    if blank(text):
        return None
    with suppress(SkipValue):
        return day(text[_led(text, "until") :].strip(_AROUND), day_first=day_first)
    return None


def _led(text: str, heading: str) -> int:
    """Return where a text goes on behind words of a heading that lead it; 0 without any."""
    ends = [each.end() for each in re.finditer(r"\S+", text)][:_MOST_WORDS]
    return next((end for end in reversed(ends) if fold_alike(text[:end]) in _listed()[heading]), 0)


def _listed_as(text: str) -> str | None:
    if _DOUBT.search(text):
        return None
    word = fold_alike(text)
    return next((each for each in FEEDBACK if word in _listed()[each]), None)


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Return the entries of feedback_words.txt by heading, folded."""
    entries = word_lists(__package__, "feedback_words.txt")
    return {heading: frozenset(map(fold_alike, each)) - {""} for heading, each in entries.items()}
