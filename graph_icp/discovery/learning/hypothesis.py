"""The hypothesis: scores by the traits that the user expects of best customers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.scorer import Linear
from graph_icp.discovery.learning.standardised_score import score
from graph_icp.discovery.selectors import columns_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels, Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks, Links

# The number of customers that count as much as the hypothesis.
COUNTS_AS_CUSTOMERS = 5
NAME = "hypothesis"


def hypothesis_scores(
    links: Mapping[str, Links], labels: Labels, told: Mapping[str, Sequence[str]]
) -> tuple[WeightedScores, list[str]]:
    """Return scores by the hypothesis, and warnings of its traits that no company has."""
    parts, unknown = [], []
    for relation, names in told.items():
        wanted = np.zeros(0)
        if relation in links:
            traits = links[relation].traits
            found = [columns_named(traits, name) for name in names]
            unknown += [name for name, at in zip(names, found, strict=True) if not at.any()]
            wanted = np.any(found, axis=0).astype(np.float64)
        else:
            unknown += names
        if wanted.any():
            column = (wanted / np.linalg.norm(wanted))[:, None]
            weights = partial(_same, column)
            how = Linear(NAME, "how near an account is to it", normalised=True, weights=weights)
            parts.append(score(links[relation], labels, how))
    parts = [part for part in parts if part.tells]
    said = [f"No company has these of your hypothesis: {', '.join(unknown)}."] if unknown else []
    return [(part, 1 / len(parts)) for part in parts], said


def _same(column: Dense, _: Blocks, taught: Taught) -> Dense:
    return np.repeat(column, taught.Y.shape[1], axis=1)
