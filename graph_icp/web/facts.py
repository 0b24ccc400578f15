"""What is told of a company beside its name, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.discovery.selectors import parted
from graph_icp.graph.relations import relation
from graph_icp.ingest.values.country_names import country_named

if TYPE_CHECKING:
    from graph_icp.web.rows import Row


def trait_named(selector: str) -> str:
    """Return what a selector names: "Technologies" of "uses", "Technologies: Go" of "uses=Go"."""
    name, mark, trait = parted(selector)
    return f"{relation(name).title}: {trait}" if mark else relation(name).title


def size_named(size: str | None) -> str:
    """Return a size in words: "51-200 employees"; "small" stays what it is."""
    return (
        f"{size} employees" if size and (size[-1].isdigit() or size.endswith("+")) else size or ""
    )


def worded(value: str, name: str) -> str:
    """Return a value of a filter, or of a column, in words."""
    words = {"country": country_named, "size": size_named, "where": trait_named}
    return words[name](value) if name in words else value


def facts(row: Row) -> list[str]:
    """Return what is known of these: domain, status, industry, country, size and owner."""
    told = {
        **row,
        "country": country_named(row.get("country")),
        "size": size_named(row.get("size")),
    }
    names = ("domain", "status", "industry", "country", "size", "owner")
    return [str(told[name]) for name in names if told.get(name)]
