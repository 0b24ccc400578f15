"""The personas of icp.toml, checked name by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.persona import NEEDS, ROLES, TEXTS, Persona
from graph_icp.personas.titles import FUNCTIONS
from graph_icp.personas.word_rules import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.market.icp.toml_section import Section

_OPTIONS = ("name", "functions", "levels", "words", "role", "need", *TEXTS)


def personas_in(top: Section) -> tuple[Persona, ...]:
    """Return the personas of a file, in its order.

    Parameters
    ----------
    top : Section
        The whole file.

    Raises
    ------
    FileError
        If one lacks a name or a function, two have one name, or a level, function, role or need is
        none of the right ones, which the message lists.
    """
    named: dict[str, Persona] = {}
    for section in top.sections("persona"):
        persona = _persona(section)
        if persona.name.casefold() in named:
            raise section.error("name", f"{persona.name!r} is another persona's already")
        named[persona.name.casefold()] = persona
    return tuple(named.values())


def _persona(section: Section) -> Persona:
    section.only(_OPTIONS)
    name = _text(section, "name").strip()
    if not name:
        raise section.header_error('needs a name, as name = "Head of logistics"')
    if "functions" not in section.told:
        raise section.header_error(f"{name!r} needs functions, of {', '.join(FUNCTIONS)}")
    words = section.texts("words") if "words" in section.told else ()
    empty = next((each for each in words if not words_of(each)), None)
    if empty is not None:
        raise section.error("words", f"{empty!r} has no letter")
    return Persona(
        name,
        _named(section, "functions", FUNCTIONS),
        _named(section, "levels", LEVELS) if "levels" in section.told else (),
        words,
        _one_of(section, "role", ROLES),
        _one_of(section, "need", NEEDS),
        *(_text(section, each) for each in TEXTS),
    )


def _named(section: Section, key: str, right: Iterable[str]) -> tuple[str, ...]:
    names = tuple(each.strip().casefold() for each in section.texts(key))
    for told, name in zip(section.texts(key), names, strict=True):
        if name not in right:
            raise section.error(key, f"{told!r} is none of {', '.join(right)}")
    return tuple(dict.fromkeys(names))


def _one_of(section: Section, key: str, right: Iterable[str]) -> str | None:
    told = section.told.get(key)
    if told is not None and told not in right:
        raise section.error(key, f"must be one of {', '.join(right)}, not {told!r}")
    return told


def _text(section: Section, key: str) -> str:
    told = section.told.get(key, "")
    if not isinstance(told, str):
        raise section.error(key, f"must be a text, not {told!r}")
    return told
