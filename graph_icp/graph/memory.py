"""How much memory the embedded store may take; what finds no room goes to the disk."""

from __future__ import annotations

import os
import re

from graph_icp.errors import StoreError

VARIABLE = "GRAPH_ICP_MEMORY"
_HALF = "50%"
_LIMIT = re.compile(r"[1-9]\d*(\.\d+)? ?([MG]i?B)|[1-9]\d?%", re.IGNORECASE)


def memory_limit() -> str:
    """Return the limit as DuckDB takes it: half of the machine's memory, or what a variable says.

    Raises
    ------
    StoreError
        If the variable GRAPH_ICP_MEMORY holds no amount of memory.
    """
    said = os.environ.get(VARIABLE, "").strip() or _HALF
    if not _LIMIT.fullmatch(said):
        raise StoreError(
            f"{VARIABLE} is '{said}', which is no amount of memory; write it as 600MB, 4GB or 50%."
        )
    return said
