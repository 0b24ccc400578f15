"""The scale of points: how far above a typical company 100 of them lie, and what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.standardised_score import ROUNDING
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector

# So many left-out customers are needed for their median to set the scale, and for fits.
ENOUGH = 5
# Their median sets it if it lies this part of the market's deviation above a typical company;
# below, separately standardised folds differ by as much.
CLEAR = 0.1


def scale(
    blended: Vector, typical: float, labels: Labels, known: NDArray[np.bool_]
) -> tuple[float, str, tuple[str, ...]]:
    """Return how far 100 points lie above a typical company, what they are, and warnings."""
    customers = labels.customers[known[labels.customers]]
    market = blended[labels.market]
    warnings: tuple[str, ...] = ()
    if len(customers) >= ENOUGH:
        span = float(np.median(blended[customers])) - typical
        if span > max(CLEAR * float(market.std()), ROUNDING):
            return span, "a typical customer", ()
        warnings = (
            "Customers left out of the learning hardly fit better than the market does: "
            "the ranking may be worth little.",
        )
    for top, hundred in (
        (float(np.percentile(market, 99)), "the top hundredth of the market"),
        (float(market.max()), "the best of the market"),
    ):
        if top > typical + ROUNDING:
            return top - typical, hundred, warnings
    raise RankingError(
        "Your customers share nothing that sets any company of the market apart; "
        "load more data about them, or name more customers."
    )
