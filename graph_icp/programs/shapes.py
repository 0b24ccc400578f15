"""Types of arguments and answers, and what they are as JSON Schema."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]
# The longest text of an argument, in characters, and the most values of one.
LONGEST, MOST = 200, 100
_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}


@dataclass(frozen=True)
class About:
    """What stands beside a type, in `Annotated`.

    Attributes
    ----------
    says : str
        What the value means, for people, assistants and documents.
    least, most : float, optional
        Bounds of a number, both included; of a list `most` is how many it may hold.
    words : tuple of str
        The texts that are allowed; any where it is empty.
    """

    says: str
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] = ()


def split(hint: Any) -> tuple[Any, About | None]:
    """Return a type without what stands beside it, and that."""
    if get_origin(hint) in (NotRequired, Required):
        return split(get_args(hint)[0])
    if get_origin(hint) is Annotated:
        kind, *beside = get_args(hint)
        return kind, next((each for each in beside if isinstance(each, About)), None)
    return hint, None


def optional(hint: Any) -> tuple[Any, bool]:
    """Return a type without None, and whether None belongs to it."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    rest = [each for each in get_args(hint) if each is not types.NoneType]
    assert len(rest) == 1, hint  # noqa: S101 - a type of ours
    return rest[0], True


def schema(hint: Any, named: dict[str, Schema], place: str) -> Schema:
    """Return the schema of a type.

    Parameters
    ----------
    hint : type
        Of str, bool, int, float, None, Literal, list, tuple, dict and TypedDict.
    named : dict of str to dict
        Gets the schema of every TypedDict that it speaks of.
    place : str
        Where these stand in the document: "#/$defs/".
    """
    kind, about = split(hint)
    inner, may_lack = optional(kind)
    found = _of(inner, named, place, about)
    if may_lack:
        found = _or_nothing(found)
    return found | ({"description": about.says} if about else {})


def fields(kind: Any) -> dict[str, Any]:
    """Return the fields of a TypedDict with their types."""
    return get_type_hints(kind, include_extras=True)


def _of(kind: Any, named: dict[str, Schema], place: str, about: About | None) -> Schema:
    origin = get_origin(kind)
    if is_typeddict(kind):
        if kind.__name__ not in named:
            named[kind.__name__] = {}
            named[kind.__name__] = _of_fields(kind, named, place)
        return {"$ref": place + kind.__name__}
    if origin is Literal:
        return {"type": "string", "enum": [*get_args(kind)]}
    if origin in (list, tuple):
        items = schema(get_args(kind)[0], named, place)
        if about and about.words:
            items["enum"] = [*about.words]
        most = {"maxItems": int(about.most)} if about and about.most is not None else {}
        return {"type": "array", "items": items} | most
    if origin is dict:
        return {"type": "object", "additionalProperties": schema(get_args(kind)[1], named, place)}
    return {"type": _PLAIN[kind]} | _bounds(about)


def _of_fields(kind: Any, named: dict[str, Schema], place: str) -> Schema:
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {name: schema(each, named, place) for name, each in fields(kind).items()},
        "required": sorted(kind.__required_keys__),
        "additionalProperties": False,
    }


def _bounds(about: About | None) -> Schema:
    if about is None:
        return {}
    known = {"minimum": about.least, "maximum": about.most, "enum": [*about.words] or None}
    return {name: each for name, each in known.items() if each is not None}


def _or_nothing(found: Schema) -> Schema:
    if "type" not in found:
        return {"anyOf": [found, {"type": "null"}]}
    return found | {"type": [found["type"], "null"]}
