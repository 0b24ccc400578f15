"""Each loader's example as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variants import as_csv

from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from pathlib import Path

# The colleague whose connections they hold.
OWNER = "Ann Lee"
# Where a file's name says what it is about.
NAMED_AFTER = {
    "builtwith": "Shopware",
    **dict.fromkeys(("cvent", "eventbrite", "luma", "zoom"), "railsconf-2026"),
}


def write_example(folder: Path, name: str) -> Path:
    """Write a loader's example as a file."""
    path = folder / f"{name}-{NAMED_AFTER.get(name, 'export')}.csv"
    path.write_text(as_csv(dict(loaders()[name].example)), encoding="utf-8")
    return path


def write_examples(folder: Path) -> list[Path]:
    """Write each loader's example as a file of its own."""
    folder.mkdir()
    return [write_example(folder, name) for name in loaders()]
