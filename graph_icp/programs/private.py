"""Answers without people: what is left of texts and arguments where nobody may be named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph_icp.discovery.ranking.sentences import without_people
from graph_icp.discovery.selectors import parted
from graph_icp.errors import ArgumentError
from graph_icp.graph.model import PERSON, slug
from graph_icp.graph.relations import relation
from graph_icp.programs.plain import text

if TYPE_CHECKING:
    from collections.abc import Iterable

PEOPLE = "people"
_WORDS = (PEOPLE, PERSON.noun, PERSON.plural)
# A trait or a rule that names somebody: "people=Ada Lee", "exclude people: Ada Lee".
_NAMING = re.compile(rf"\b(?:{'|'.join(_WORDS)})\s*[=:]", re.I)
_TITLE = relation(PEOPLE).title
# What moved an account: "Ada Lee (Shared people) +3.1".
_MOVED = re.compile(rf"^.*\({re.escape(_TITLE)}\)", re.DOTALL)
_RULE = "a rule of icp.toml about people"
_SAID = "your team said: "


def refuse_people(owner: Iterable[str], where: Iterable[str]) -> None:
    """Raise ArgumentError for filters that ask after people."""
    named = [*owner, *(each for each in where if slug(parted(each)[0]) in _WORDS)]
    if named:
        raise ArgumentError(
            "Filters by people, owners of accounts among them, are answered only where graph-icp "
            "was started with --people."
        )


def why(said: Any, *, people: bool) -> str:
    """Return a sentence of reasons."""
    return text(said) if people or not said else text(without_people(str(said)))


def sentences(said: Iterable[Any], *, people: bool) -> list[str]:
    """Return sentences, rules or traits, those alone that name nobody where people are left out."""
    every = [str(each) for each in said]
    return [text(each) for each in every if people or not _NAMING.search(each)]


def moved_by(said: Any, *, people: bool) -> str:
    """Return what moved an account: without people's names, and what the team wrote of it."""
    told = text(said)
    if people:
        return told
    if told.startswith(_SAID):
        return told.split(", ", 1)[0]
    if _NAMING.search(told):
        return _RULE
    return _MOVED.sub(_TITLE, told)
