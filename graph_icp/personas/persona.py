"""The people whom a team wants to know at an account, as icp.toml describes them."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = {
    "decides": "the one who decides",
    "uses": "the one who uses it",
    "tests": "the one who tests it",
    "signs": "the one who signs",
    "blocks": "the one who can block it",
}
"""What a persona does when a company buys, each in words."""

TEXTS = ("today", "problem", "limits", "help")
"""What a team knows of a persona: how they work, what is wrong, where it stops, how it helps."""

MUST = "must"
NEEDS = (MUST, "nice")
"""Whether an account without somebody of a persona lacks something."""


@dataclass(frozen=True)
class Persona:
    """A kind of person to know at an account.

    Attributes
    ----------
    name : str
    functions : tuple of str
        Of `titles.FUNCTIONS`; never empty.
    levels : tuple of str
        Of `levels.LEVELS`; any where it is empty.
    words : tuple of str
        Words of titles that stand for the functions.
    role : str, optional
        Of ROLES.
    need : str, optional
        Of NEEDS.
    today, problem, limits, help : str
        How they work today, what is wrong with it, where it stops, and how we help.
    """

    name: str
    functions: tuple[str, ...]
    levels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    role: str | None = None
    need: str | None = None
    today: str = ""
    problem: str = ""
    limits: str = ""
    help: str = ""
