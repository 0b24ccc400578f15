"""Weights of relations written into the text of an icp.toml, of which all else stays."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.model import slug
from graph_icp.market.icp.icp_toml import NAME, parse_icp
from graph_icp.market.icp.shares_in import LEARN, OFF, RELATION_NAMES
from graph_icp.market.icp.toml_section import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.discovery.icp import Icp

_BEGINNING = "# The ideal customer profile; what else it can say: docs/profile.md of graph-icp.\n"
_HEADER = re.compile(r"\s*\[\s*relations\s*\]\s*(#.*)?$")
_NEXT = re.compile(r"\s*\[")
_LINE = re.compile(
    r"""(?P<key>\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+))(?P<is>\s*=\s*)"""
    r"""(?:\{[^}]*\}|"[^"]*"|'[^']*'|[^#]*?)(?P<rest>\s*(?:\#.*)?)$"""
)


def with_weights(text: str, weights: Mapping[str, float], name: str = NAME) -> str:
    """Return the text of an icp.toml in which relations have other weights.

    Parameters
    ----------
    text : str
        "" where there is none yet.
    weights : mapping of str to float
        By relation how many times its learned share counts, 0 for none; the others stay.
    name : str
        What errors call the file.

    Raises
    ------
    UnknownNameError
        If there is no such relation.
    FileError
        If the text is wrong or would be, or says what relations count in a way that cannot be
        changed line by line.
    """
    before = parse_icp(text, name)
    known = (*RELATION_NAMES, *before.columns)
    for each in weights:
        if each not in known:
            raise UnknownNameError("relation", each, known)
    wanted = before.constraints.weighed(weights)
    changed = {
        each: _value(each, weight, wanted.caps)
        for each, weight in weights.items()
        if weight != before.constraints.weight(each)
    }
    if not changed:
        return text
    written = _written(text or _BEGINNING, changed, before)
    try:
        after = parse_icp(written, name)
    except FileError:
        after = None
    same = after and replace(after, constraints=wanted, columns=before.columns)
    expected = replace(before, constraints=wanted)
    if after is None or after.constraints != wanted or same != expected:
        raise FileError(
            f"{name} says what relations count in a way that cannot be changed here; write them "
            "under [relations], each on a line of its own."
        )
    return written


def _value(relation: str, weight: float, caps: Mapping[str, float]) -> str:
    """Return what the file says of a relation."""
    if not weight:
        return f'"{OFF}"'
    bounds = [f"weight = {weight:g}"] if weight != 1 else []
    bounds += [f"at_most = {caps[relation]:g}"] if relation in caps else []
    return f"{{ {', '.join(bounds)} }}" if bounds else f'"{LEARN}"'


def _written(text: str, values: Mapping[str, str], before: Icp) -> str:
    """Return the text with other values of relations, each where it stands, else added."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    called = {slug(column): column for column in before.columns}
    left = dict(values)
    start = next((at for at, line in enumerate(lines) if _HEADER.match(line)), None)
    if start is None:
        gap = [] if not lines or lines[-1].endswith("\n") else [end]
        lines += [*gap, end, f"[relations]{end}"]
        last = len(lines)
    else:
        last = start + 1
        for at in range(start + 1, len(lines)):
            if _NEXT.match(lines[at]):
                break
            line = lines[at].rstrip("\r\n")
            found = _LINE.match(line)
            if not found:
                continue
            key = next(iter(tomllib.loads(f"{found['key'].strip()} = 0")))
            if value := left.pop(called.get(key, key), None):
                lines[at] = (
                    f"{found['key']}{found['is']}{value}{found['rest']}" + lines[at][len(line) :]
                )
            last = at + 1
    if left and not lines[last - 1].endswith("\n"):
        lines[last - 1] += end
    lines[last:last] = [f"{_key(each)} = {value}{end}" for each, value in left.items()]
    return "".join(lines)


def _key(relation: str) -> str:
    return relation if re.fullmatch(r"[A-Za-z0-9_-]+", relation) else quoted(relation)
