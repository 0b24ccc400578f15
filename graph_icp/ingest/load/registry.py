"""The loaders that there are, found in loaders/, and which of them a header belongs to."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from graph_icp.errors import UnknownHeaderError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.ingest.records.loader import Loader

_PACKAGE = "graph_icp.loaders"


@cache
def loaders() -> dict[str, Loader]:
    """Return every loader by name: the `LOADERS` of each module in loaders/."""
    package = importlib.import_module(_PACKAGE)
    modules = sorted(each.name for each in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{_PACKAGE}.{name}") for name in modules]
    return {each.name: each for module in found for each in getattr(module, "LOADERS", ())}


def named(name: str) -> Loader:
    """Return the loader of this name; raises UnknownNameError with the names there are."""
    if name not in loaders():
        raise UnknownNameError("loader", name, loaders(), "'graph-icp sources' lists them.")
    return loaders()[name]


def known(header: Sequence[str]) -> bool:
    """Return whether some loader can read a file with this header."""
    return any(each.suits(header) for each in loaders().values())


def recognise(file: str, header: Sequence[str]) -> Loader:
    """Return the loader that knows most of a header.

    Parameters
    ----------
    file : str
        The file's name, for the message.
    header : sequence of str
        Its column names.

    Raises
    ------
    UnknownHeaderError
        If no loader has the columns that it needs (the nearest is named with what is
        missing), a vendor's that knows more of it lacks some, or two know equally many.
    """
    known = {name: each.knows(header) for name, each in loaders().items()}
    fitting = [name for name, each in loaders().items() if each.suits(header)]
    if not fitting:
        raise UnknownHeaderError(_unknown(file, header, known))
    # A vendor's file that lacks something is not another's that happens to know a few columns.
    most = max(known[name] for name in fitting)
    if any(known[name] > most and each.marked(header) for name, each in loaders().items()):
        raise UnknownHeaderError(_unknown(file, header, known))
    # Of those that know equally many, one that is marked or cannot do without some column fits
    # better.
    fits = {
        name: (known[name], bool(loaders()[name].marks), loaders()[name].demanding)
        for name in fitting
    }
    best = [name for name in fitting if fits[name] == max(fits.values())]
    if len(best) > 1:
        raise UnknownHeaderError(
            f"{file}: its headers ({', '.join(header)}) fit {' and '.join(best)} equally well; "
            f"say which with --as {best[0]}."
        )
    return loaders()[best[0]]


def _unknown(file: str, header: Sequence[str], known: dict[str, int]) -> str:
    seen = ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
    nearest = max(known, key=lambda name: (known[name], -len(loaders()[name].missing(header))))
    if not known[nearest]:
        return (
            f"{file}: no loader knows any of its headers ({seen}); "
            "'graph-icp sources' lists the headers that are known."
        )
    return (
        f"{file}: its headers ({seen}) fit no loader; the nearest is {nearest}, "
        f"which also needs {loaders()[nearest].lacks(header)}."
    )
