"""Templates of pages, and plots drawn into them."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from graph_icp.output.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from matplotlib.figure import Figure

# Text stays text, in the browser's fonts; a $ in a name begins no formula.
_LOOK: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "graph-icp",
    "text.parse_math": False,
}


def template(name: str, filters: Mapping[str, Callable[..., object]]) -> Template:
    """Return the template in a file next to this one; its values are made inert and escaped."""
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    environment.filters |= filters
    return environment.get_template(name)


class LeftOut(Protocol):
    """What did not count; `graph_icp.discovery.left_out` describes it."""

    @property
    def selector(self) -> str: ...
    @property
    def why(self) -> str: ...


@contextmanager
def drawing(look: dict[str, object] | None = None) -> Iterator[None]:
    """Draw within a `with` block with the settings of pages and some further ones."""
    import matplotlib as mpl

    with mpl.rc_context(_LOOK | (look or {})), warnings.catch_warnings():
        # Names in scripts that matplotlib's own font lacks are shown by the browser's.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        yield


def svg(figure: Figure, name: str) -> Markup:
    """Return a figure as an element of a page, its ids apart from those of other figures."""
    drawn = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(drawn, format="svg", metadata=nothing, transparent=True)
    text = drawn.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r'(\bid="|url\(#|href="#)', rf"\1{name}-", text)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    return Markup(inert(text))  # noqa: S704 - matplotlib escapes what it is given


def _inert(value: object) -> object:
    """Return a value of a template without steering characters; markup was made without them."""
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
