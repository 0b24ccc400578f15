"""The programs that take lists, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from graph_icp.output.exports.target import Target

NAMES = ("hubspot", "salesforce", "linkedin", "google-ads", "sales-navigator", "outreach")


def target(name: str) -> Target:
    """Return a target by its name; raises UnknownNameError."""
    if name not in NAMES:
        raise UnknownNameError("target", name, NAMES)
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    found: Target = module.TARGET
    return found
