"""Loaders by name, found in loaders/."""

from __future__ import annotations

import importlib
import pkgutil
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
    """Return the loader of this name; raises UnknownNameError with all names."""
    if name not in loaders():
        raise UnknownNameError("loader", name, loaders(), "'graph-icp sources' lists them.")
    return loaders()[name]
