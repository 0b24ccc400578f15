"""The scale of the fit: the distance from a typical company to 100, and the meaning of 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.standardised_score import ROUNDING
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector

# The least number of left-out customers whose median sets the scale, and that weight scorers.
ENOUGH = 5
# Their median sets it if it lies this part of the market's deviation above a typical company;
# below, separately standardised folds differ by as much.
CLEAR = 0.1


def scale(
    blended: Vector, typical: float, labels: Labels, known: NDArray[np.bool_]
) -> tuple[float, str, tuple[str, ...]]:
    """Return the distance of 100 from a typical company, the meaning of 100, and warnings."""
    customers = labels.customers[known[labels.customers]]
    market = blended[labels.market]
    warnings: tuple[str, ...] = ()
    if len(customers) < ENOUGH:
        warnings = (
            f"There is little to learn from {len(customers)} customer"
            f"{'s' * (len(customers) != 1)} of which something is known; name at least {ENOUGH}, "
            "better 20.",
        )
    else:
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
