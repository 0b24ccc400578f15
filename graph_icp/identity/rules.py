"""Constants of the rules that tell accounts apart, and people."""

from __future__ import annotations

from dataclasses import dataclass

# What an edge's reason is worth, best first.
REASON_RANK = {"same row": 0, "same id": 1}

# Which kind of key names an account or a person best, best first.
KIND_RANK = {"domain": 0, "email": 0, "id": 1, "linkedin": 2, "profile": 2, "name": 3}


@dataclass(frozen=True)
class Rules:
    """How one kind of node is told apart.

    Attributes
    ----------
    apart : str
        The kind of key of which one node has a single one, unless a person said otherwise.
    anchors : frozenset of str
        The kinds of key that a bare name may join.
    unknown_meets : bool
        Whether a name without a place may be one with a place.
    """

    apart: str
    anchors: frozenset[str]
    unknown_meets: bool


ACCOUNTS = Rules(apart="domain", anchors=frozenset({"domain"}), unknown_meets=True)
PEOPLE = Rules(apart="profile", anchors=frozenset({"email", "profile"}), unknown_meets=False)
