"""Parts taken in events, read from what files say in several languages."""

from __future__ import annotations

from functools import cache

from graph_icp.graph.model import ATTENDEE, EXHIBITOR, ORGANISER, SPEAKER, SPONSOR, SPONSORED
from graph_icp.identity.folding import fold_alike
from graph_icp.word_lists import word_lists

# "Speakers" is a tier of sponsorship; who spoke is a "Speaker".
_TIERS = ("speakers",)


@cache
def role_of(kind: str, told: str | None) -> str:
    """Return the part that a row tells.

    Parameters
    ----------
    kind : str
        The type of the edge: SPONSORED, else ATTENDED or JOINED.
    told : str or None
        What the file says: "Gold", "Exhibitor", "Speaker", "Checked in".
    """
    text = fold_alike(told or "")
    if _says(text, ORGANISER):
        return ORGANISER
    if kind == SPONSORED.type:
        if _says(text, SPONSOR) or text.startswith(_TIERS):
            return SPONSOR
        said = (each for each in (EXHIBITOR, SPEAKER, ATTENDEE) if _says(text, each))
        return next(said, SPONSOR)
    return SPEAKER if _says(text, SPEAKER) else ATTENDEE


def _says(text: str, role: str) -> bool:
    """Return whether a folded text has a word that begins so; Japanese has no blanks."""
    words = word_lists(__package__, "event_roles.txt")[role]
    return any(f" {word}" in f" {text}" or (not word.isascii() and word in text) for word in words)
