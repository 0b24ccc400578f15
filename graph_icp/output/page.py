"""Templates of pages, whose values are made inert and escaped."""

from __future__ import annotations

import re
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from graph_icp.output.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def template(name: str, filters: Mapping[str, Callable[..., object]]) -> Template:
    """Return the template in a file of this folder; its values are made inert and escaped."""
    return environment(filters).get_template(name)


def environment(
    filters: Mapping[str, Callable[..., object]], package: str | None = None
) -> Environment:
    """Return the templates of this folder, and those of a package before them.

    Parameters
    ----------
    filters : mapping of str to callable
    package : str, optional
        One that holds templates of its own.

    Returns
    -------
    jinja2.Environment
        Whose templates make values inert and escape them.
    """
    places = [each for each in (package, __package__) if each]
    made = Environment(
        loader=ChoiceLoader([FunctionLoader(partial(_source, place)) for place in places]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    made.filters |= filters
    return made


def with_options(text: str) -> Markup:
    """Return a text as HTML in which an option of a command and its value stay on one line."""
    parts = _OPTION.split(inert(text))
    marked = Markup('<span class="option">{}</span>')
    return Markup("").join(
        marked.format(part) if place % 2 else part for place, part in enumerate(parts)
    )


# An option with its value, quoted as a shell takes it or one word.
_OPTION = re.compile(r"(--[a-z][a-z-]*(?: (?:\"[^\"]*\"|'[^']*'|[^\s\"'-]\S*))?)")


class LeftOut(Protocol):
    """What did not count; `graph_icp.discovery.left_out` describes it."""

    @property
    def selector(self) -> str: ...
    @property
    def why(self) -> str: ...


def _inert(value: object) -> object:
    """Return a value of a template without steering characters; markup was made without them."""
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(package: str, name: str) -> str | None:
    file = resources.files(package).joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else None
