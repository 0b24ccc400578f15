"""Names in a row, of which the first are told: "Acme, Bolt and 3 more"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_of(names: Sequence[str], most: int) -> str:
    """Return at most so many names in a row, with how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
