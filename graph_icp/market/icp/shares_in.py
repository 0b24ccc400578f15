"""What icp.toml says that each relation counts: [relations]."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph_icp.discovery.icp import LearningConstraints
from graph_icp.graph.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.market.icp.toml_section import Section

RELATION_NAMES = tuple(each.name for each in RELATIONS)
# The values of a relation that are words: as it is learned, and not at all.
LEARN, OFF = "learn", "off"
# The greatest weight, and the least: below, a relation is rather off.
MOST_WEIGHT, LEAST_WEIGHT = 10.0, 0.01
_CHOICES = '"learn", "off", a share such as 0.3, { weight = 1.5 } or { at_most = 0.3 }'


class _Told(NamedTuple):
    """What the file says, by relation."""

    shares: dict[str, float]
    caps: dict[str, float]
    weights: dict[str, float]


def shares_in(section: Section, called: Mapping[str, str]) -> LearningConstraints:
    """Return shares, caps and weights of relations.

    Parameters
    ----------
    section : Section
        [relations].
    called : mapping of str to str
        By another name of a relation the one that it is known by: of columns of files.

    Raises
    ------
    FileError
        If there is no such relation, a value is wrong, or nothing is left on.
    """
    section.only((*RELATION_NAMES, *called, *called.values()))
    told = _Told({}, {}, {})
    named: dict[str, str] = {}
    for key in section.told:
        name = called.get(key, key)
        if name in named:
            raise section.error(key, f"is the same relation as {named[name]}")
        named[name] = key
        _add(told, name, section, key)
    total = sum(told.shares.values())
    if total > 1 + 1e-9:
        first = next(iter(told.shares))
        raise section.error(first, f"the fixed shares add up to {total:g}, over 1")
    if len(told.shares) == len(RELATION_NAMES) + len(set(called.values())) and not total:
        raise section.error(next(iter(told.shares)), "all relations are off; leave one on")
    return LearningConstraints(told.shares, told.caps, weights=told.weights)


def _add(told: _Told, name: str, section: Section, key: str) -> None:
    """Add what a key says of a relation."""
    value = section.told[key]
    if value == OFF:
        told.shares[name] = 0.0
    elif isinstance(value, dict):
        bounds = section.section(key)
        bounds.only(("weight", "at_most"))
        if "at_most" in bounds.told:
            told.caps[name] = bounds.number("at_most", 1.0, most=1.0)
        if "weight" in bounds.told:
            weight = bounds.number("weight", 1.0, least=LEAST_WEIGHT, most=MOST_WEIGHT)
            told.weights[name] = weight
    elif isinstance(value, str) and value != LEARN:
        raise section.error(key, f"must be {_CHOICES}, not {value!r}")
    elif value != LEARN:
        told.shares[name] = section.number(key, 0.0, most=1.0)
