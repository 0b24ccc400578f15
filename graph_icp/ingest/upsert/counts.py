"""The changes that a load makes: rows counted by table, and the nodes that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph_icp.graph.id_rows import each_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

# Ids of nodes by their kind.
Touched: TypeAlias = "dict[str, NDArray[np.int64]]"


@dataclass
class Counts:
    """The numbers of new, changed and unchanged rows of a table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def together(touched: Sequence[Touched]) -> Touched:
    """Return the ids of several by kind, each once."""
    kinds = sorted({kind for each in touched for kind in each})
    return {kind: each_once(*(each[kind] for each in touched if kind in each)) for kind in kinds}
