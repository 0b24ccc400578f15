"""Arguments of questions, read from addresses or JSON and checked by the types of functions."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from graph_icp.errors import ArgumentError, UnknownNameError
from graph_icp.programs.shapes import LONGEST, MOST, About, fields, optional, schema, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graph_icp.programs.shapes import Schema

_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question.

    Attributes
    ----------
    name : str
    hint : type
        With what stands beside it.
    default : object
        Where it is not given; `inspect.Parameter.empty` where it must be.
    """

    name: str
    hint: Any
    default: Any

    @property
    def must(self) -> bool:
        """Whether it must be given."""
        return self.default is inspect.Parameter.empty

    @property
    def several(self) -> bool:
        """Whether it takes several values."""
        return get_origin(self._kind) is tuple

    @property
    def of_rows(self) -> bool:
        """Whether its values have fields, so that no address can hold them."""
        return self.several and is_typeddict(get_args(self._kind)[0])

    def schema(self, named: dict[str, Schema], place: str) -> Schema:
        """Return its schema; see `shapes.schema`."""
        kind, about = split(self.hint)
        inner, _ = optional(kind)
        said = schema(inner, named, place) if about is None else _with(inner, about, named, place)
        known = not self.must and self.default not in (None, ())
        return said | ({"default": self.default} if known else {})

    def read(self, value: Any) -> Any:
        """Return a value as the question takes it; raises ArgumentError for what it cannot be."""
        _, about = split(self.hint)
        return _read(self.name, self._kind, about, value)

    def of_texts(self, texts: list[str]) -> Any:
        """Return what an address says, of the parameter's type; the last counts of several."""
        if self.several:
            return texts
        text, kind = texts[-1].strip(), self._kind
        if kind is bool:
            return text.lower() in _YES if text.lower() in (*_YES, *_NO) else text
        if kind in (int, float):
            try:
                return kind(text) if text else None
            except ValueError:
                return text
        return text

    @property
    def _kind(self) -> Any:
        return optional(split(self.hint)[0])[0]


def parameters(ask: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the parameters of a question's function, all but the first."""
    hints = get_type_hints(ask, include_extras=True)
    every = list(inspect.signature(ask).parameters.values())[1:]
    return tuple(Parameter(each.name, hints[each.name], each.default) for each in every)


def from_texts(known: Iterable[Parameter], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the arguments that an address gives, as JSON would; see `checked`."""
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    by_name = {each.name: each for each in known}
    return {
        name: by_name[name].of_texts(texts) if name in by_name else texts
        for name, texts in given.items()
    }


def checked(known: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as a question takes them, those that were given.

    Parameters
    ----------
    known : iterable of Parameter
    given : mapping of str to object
        Values of JSON; None and empty texts are as if they were not given.

    Raises
    ------
    ArgumentError
        If there is no such parameter, one lacks that must be given, or one is not of its type and
        bounds.
    UnknownNameError
        If a text is none of those that are allowed.
    """
    by_name = {each.name: each for each in known}
    for name in given:
        if name not in by_name:
            raise ArgumentError(str(UnknownNameError("parameter", name, by_name)))
    told = {name: value for name, value in given.items() if value not in (None, "", [])}
    for each in by_name.values():
        if each.must and each.name not in told:
            raise ArgumentError(f"'{each.name}' is not given: {_says(each)}")
    return {name: by_name[name].read(value) for name, value in told.items()}


def _with(kind: Any, about: About, named: dict[str, Schema], place: str) -> Schema:
    return schema(Annotated[kind, about], named, place)


def _says(parameter: Parameter) -> str:
    _, about = split(parameter.hint)
    return about.says if about else "it must be."


def _read(name: str, kind: Any, about: About | None, value: Any) -> Any:
    if get_origin(kind) is tuple:
        return _several(name, get_args(kind)[0], about, value)
    if is_typeddict(kind):
        return _row(name, kind, value)
    if kind is bool:
        if isinstance(value, bool):
            return value
        raise ArgumentError(f"'{name}' is true or false, and not {_shown(value)}.")
    if kind in (int, float):
        return _number(name, kind, about, value)
    return _text(name, about, value)


def _several(name: str, kind: Any, about: About | None, value: Any) -> tuple[Any, ...]:
    values = value if isinstance(value, list) else [value]
    most = int(about.most) if about and about.most is not None else MOST
    if len(values) > most:
        raise ArgumentError(f"'{name}' takes at most {most:,} values, and {len(values):,} came.")
    read = [_read(name, kind, about, each) for each in values if each not in (None, "")]
    return tuple(read if is_typeddict(kind) else dict.fromkeys(read))


def _row(name: str, kind: Any, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ArgumentError(f"'{name}' holds objects with fields, and {_shown(value)} is none.")
    known = fields(kind)
    for field in value:
        if field not in known:
            raise ArgumentError(str(UnknownNameError(f"field of '{name}'", str(field), known)))
    told = {field: each for field, each in value.items() if each not in (None, "")}
    return {
        field: _read(f"{name}.{field}", *split(known[field]), each) for field, each in told.items()
    }


def _number(name: str, kind: type, about: About | None, value: Any) -> Any:
    whole = isinstance(value, float) and value.is_integer()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ArgumentError(f"'{name}' is a number, and {_shown(value)} is none.")
    if kind is int and not (isinstance(value, int) or whole):
        raise ArgumentError(f"'{name}' is a whole number, and {value} is none.")
    least, most = (about.least, about.most) if about else (None, None)
    low, high = least is None or value >= least, most is None or value <= most
    # A number that is none is neither.
    if not (low and high):
        span = f"from {least:,g} to {most:,g}" if most is not None else f"at least {least:,g}"
        raise ArgumentError(f"'{name}' is {span}, and not {_shown(value)}.")
    return kind(value)


def _text(name: str, about: About | None, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ArgumentError(f"'{name}' is a text, and {_shown(value)} is none.")
    text = str(value).strip()
    if len(text) > LONGEST:
        raise ArgumentError(
            f"'{name}' has at most {LONGEST} characters, and this has {len(text):,}."
        )
    if about and about.words:
        by_lower = {each.casefold(): each for each in about.words}
        if text.casefold() not in by_lower:
            raise UnknownNameError(name.replace("_", " "), text, about.words)
        return by_lower[text.casefold()]
    return text


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}..."
