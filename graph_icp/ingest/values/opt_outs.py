"""Words by which files say that somebody does not want to be written to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from graph_icp.identity.folding import fold
from graph_icp.ingest.values.cells import blank
from graph_icp.ingest.values.lists import items
from graph_icp.ingest.values.tick_boxes import ticked
from graph_icp.word_lists import word_lists

Meaning = Literal["against", "consent", "status"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Scripts that write words without blanks between them.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EMAIL = re.compile(r"\be mail")


@lru_cache(1 << 12)
def about_mail(header: str) -> Meaning | None:
    """Return what a column says of writing to people.

    Parameters
    ----------
    header : str
        Such as "UNSUB_TIME", "HasOptedOutOfEmail", "Marketing contact status", "Abgemeldet am".

    Returns
    -------
    "against", "consent", "status" or None
        "against": a value is an opt-out unless it says no. "consent": a no is an opt-out.
        "status": values may say it among others. None where it is about something else.
    """
    text = _folded(header)
    if _found("other ways", text):
        return None
    if _found("against", text):
        return "against"
    if _found("consent", text):
        return "against" if _denied(text) else "consent"
    return "status" if _found("statuses", text) else None


@lru_cache(1 << 16)
def opted_out_by(meaning: Meaning, text: str) -> str | None:
    """Return whether a cell says that its person does not want to be written to.

    Parameters
    ----------
    meaning : "against", "consent" or "status"
        Of its column.
    text : str
        The cell: a tick, a time, "Unsubscribed", "Non-marketing contact".

    Returns
    -------
    str or None
        "true" or "false"; None where it says neither. What an "against" column holds is "true"
        unless it is a clear no: people in doubt are not written to.
    """
    if blank(text) or text.strip().startswith(("0000-00-00", "00/00/0000")):
        return None
    if meaning == "status":
        against = any(_whole("against", _folded(each)) for each in items(text, separators=";|,\n"))
        return "true" if against else None
    tick = ticked(text)
    if tick is not None:
        return "true" if tick == (meaning == "against") else "false"
    plain = _folded(text)
    if _whole("for", plain):
        return "false"
    if meaning == "against" or _found("against", plain) or _found("no consent", plain):
        return "true"
    return None


@lru_cache(1 << 12)
def about_agreement(header: str) -> bool:
    """Return whether a column says who agreed to be addressed, as ads ask for it.

    Parameters
    ----------
    header : str
        Such as "Marketing consent" or "Legal basis for processing contact's data"; whom a
        newsletter reaches is another matter.
    """
    return about_mail(header) == "consent" and _found("agreement", _folded(header))


@lru_cache(1 << 16)
def agreed_by(text: str) -> str | None:
    """Return whether a cell of such a column says that its person agreed.

    Parameters
    ----------
    text : str
        A tick, "Granted", "Freely given consent from contact".

    Returns
    -------
    str or None
        "true" or "false"; None where it says neither ("Legitimate interest").
    """
    tick = None if blank(text) else ticked(text)
    if tick is not None:
        return "true" if tick else "false"
    if opted_out_by("consent", text) == "true":
        return "false"
    said = any(_whole("agreed", _folded(each)) for each in items(text, separators=";|\n"))
    return "true" if said else None


def of_opt_outs(file: str) -> bool:
    """Return whether a file's name says that it lists those who do not want to be written to.

    Parameters
    ----------
    file : str
        Such as "unsubscribed_members_export.csv", "exports/opt-outs 2026.xlsx".
    """
    stem = re.split(r"[/\\]", file)[-1].rpartition(".")[0]
    return _found("against", _folded(stem))


def _denied(header: str) -> bool:
    """Return whether a header about consent says that there is none: "No consent"."""
    before = _patterns("consent")[0].split(header, maxsplit=1)[0]
    return any(
        (_found("no consent", header), _found("consent ended", header), _found("not", before))
    )


def _found(heading: str, text: str) -> bool:
    return _patterns(heading)[0].search(text) is not None


def _whole(heading: str, text: str) -> bool:
    return _patterns(heading)[1].fullmatch(text) is not None


def _folded(text: str) -> str:
    """Return a text's words in small letters: "HasOptedOutOfEmail" is "has opted out of email"."""
    return _EMAIL.sub("email", fold(_CAMEL.sub(" ", text).replace("_", " ")))


@cache
def _patterns(heading: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the phrases below a heading as patterns: within a text, and as all of it."""
    phrases = [
        _EMAIL.sub("email", fold(each.rstrip("* "))) + (r"\w*" if each.endswith("*") else "")
        for each in word_lists(__package__, "opt_outs.txt")[heading]
    ]
    within = [each if _UNSPACED.search(each) else rf"\b{each}\b" for each in phrases]
    return re.compile("|".join(within)), re.compile("|".join(phrases))
