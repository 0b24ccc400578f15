"""Constants of the rules that tell accounts and people apart."""

from __future__ import annotations

from dataclasses import dataclass

# The reasons of edges, the strongest first.
ADDITIONAL = "additional domain"
REASON_RANK = {"same row": 0, "same id": 1, ADDITIONAL: 2}

# The kinds of key, the one that names an account or a person best first.
KIND_RANK = {"domain": 0, "email": 0, "id": 1, "linkedin": 2, "profile": 2, "name": 3}


@dataclass(frozen=True)
class Rules:
    """The rules that tell nodes of one kind apart.

    Attributes
    ----------
    apart : str
        The kind of key that a node has once at most, unless a person said otherwise.
    anchors : frozenset of str
        The kinds of key that a bare name may join.
    unknown_meets : bool
        Whether a name without a place may be one with a place.
    once_at_a_place : bool
        Whether those of one name at one place are one where nothing speaks against it.
    """

    apart: str
    anchors: frozenset[str]
    unknown_meets: bool
    once_at_a_place: bool = False


ACCOUNTS = Rules(apart="domain", anchors=frozenset({"domain"}), unknown_meets=True)
PEOPLE = Rules(
    apart="profile",
    anchors=frozenset({"email", "profile"}),
    unknown_meets=False,
    once_at_a_place=True,
)
