"""Which companies should we sell to next, why, and who can open the door?

>>> import graph_icp
>>> market = graph_icp.open(":memory:")

`market.load(...)`, `market.discover()`, `market.customers.profile()`: see `Market`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

__all__ = ["Market", "open"]


def open(  # noqa: A001 - graph_icp.open(...)
    store: str | Path = "graph-icp.duckdb", icp: str | Path | None = None
) -> Market:
    """Return the market in a store; the store is made by the first load.

    Parameters
    ----------
    store : str or Path
        A DuckDB file, ":memory:", or the address of a Neo4j server ("neo4j://host:7687"; user
        and password come from NEO4J_USERNAME and NEO4J_PASSWORD in the environment).
    icp : str or Path, optional
        The file of the ideal customer profile; by default icp.toml next to the store's file, or
        in the current folder for a server.
    """
    from graph_icp.market import Market

    return Market(store, icp)


def __getattr__(name: str) -> Any:
    """Import heavy modules on demand."""
    if name == "Market":
        from graph_icp.market import Market

        return Market
    if name == "__version__":
        from importlib.metadata import version

        return version("graph-icp")
    raise AttributeError(name)
