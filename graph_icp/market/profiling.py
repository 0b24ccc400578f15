"""Profiling a market: what its best customers are like, and which of them are odd."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.discovery.customers.outliers import Outliers, outliers
from graph_icp.discovery.customers.profile import Profile, profile
from graph_icp.graph.model import RELATIONS
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph


def profiled(graph: Graph, limit: int | None, icp: Icp, warnings: list[str]) -> Profile:
    """Return the profile of a graph's best customers, its warnings after those given."""
    found = profile(graph, limit, icp)
    return replace(found, warnings=[*warnings, *found.warnings])


def audited(graph: Graph, icp: Icp, warnings: list[str]) -> Outliers:
    """Return the outliers among a graph's customers, its warnings after those given."""
    found = outliers(graph, icp)
    return replace(found, warnings=[*warnings, *found.warnings])


def write_page(found: Profile, path: Path) -> None:
    """Write a profile as a page that opens in any browser; raises FileError."""
    from graph_icp.output.profile_page import profile_page

    write_text(path, profile_page(found, {each.name: each.title for each in RELATIONS}))
