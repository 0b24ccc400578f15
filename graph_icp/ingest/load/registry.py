"""Loaders by name, found in loaders/."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING

from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from graph_icp.ingest.records.loader import Loader

_PACKAGE = "graph_icp.loaders"


@cache
def loaders() -> dict[str, Loader]:
    """Return every loader by name: the `LOADERS` of each module in a folder of loaders/."""
    package = importlib.import_module(_PACKAGE)
    files = pkgutil.walk_packages(package.__path__, f"{_PACKAGE}.")
    names = sorted((each.name for each in files), key=lambda name: name.rpartition(".")[2])
    found = [importlib.import_module(name) for name in names]
    return {each.name: each for module in found for each in getattr(module, "LOADERS", ())}


def named(name: str) -> Loader:
    """Return the loader of this name, or the only one whose name and title have all its words.

    "linkedin-connections" and "Connections.csv" are the loader "linkedin", LinkedIn connections of
    a colleague. Raises UnknownNameError with the nearest names.
    """
    known = loaders()
    if name in known:
        return known[name]
    wanted = _words(name) - {"csv", "xlsx", "parquet"}
    fitting = [each for each in known.values() if wanted <= _words(f"{each.name} {each.title}")]
    if wanted and len(fitting) == 1:
        return fitting[0]
    raise UnknownNameError("loader", name, known, "'graph-icp sources' lists them.")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))
