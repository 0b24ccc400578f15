"""Single traits that would lift an account into a better tier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.scorer import Weights
from graph_icp.discovery.ranking.points import coverage, points_of
from graph_icp.discovery.ranking.tiers import BAD, BEST, GOOD, INSUFFICIENT, tiers
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Tiers
    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.relation_fit import RelationFit

SHOWN = 3
_COLUMNS = ["relation", "trait", "name", "points", "fit", "tier"]
_LADDER = {tier: step for step, tier in enumerate((INSUFFICIENT, BAD, GOOD, BEST))}


def what_if(fit: Fit, links: Mapping[str, csr_array], fold: int, cut: Tiers) -> pd.DataFrame:
    """Return which single traits would lift an account into a better tier.

    Only traits that a company can gain count: not its industry, region, size or topics, nor people,
    who are ties and no advice. A method that compares pairs has none.

    Parameters
    ----------
    fit : Fit
    links : mapping of str to csr_array
        By relation: 1 x traits of the fit.
    fold : int
        By which it is scored.
    cut : Tiers

    Returns
    -------
    DataFrame
        relation, trait (key), name, points, fit and tier (then); those that lift it most first,
        at most SHOWN.
    """
    now = float(points_of(fit, links, fold)[0])
    place = fit.placement.fit
    covered = float(coverage(fit, links)[0])
    step = _LADDER[str(tiers(place(np.array([now])), np.array([covered]), cut)[0])]
    blocks = [
        _gains(each, each.learned, links[each.relation], fold)
        for each in fit.relations
        if _can_be_gained(each.relation) and isinstance(each.learned, Weights)
    ]
    if not blocks:
        return pd.DataFrame(columns=_COLUMNS)
    gains = pd.concat(blocks, ignore_index=True)
    then = (0.0 if np.isnan(now) else now) + 100 * gains.pop("gain") / fit.span
    if np.isnan(now):
        then -= 100 * fit.typical / fit.span
    covering = covered + gains.pop("covers").to_numpy()
    fits = place(then.to_numpy())
    gains = gains.assign(points=then, fit=fits, tier=tiers(fits, covering, cut))
    better = gains[gains["tier"].map(_LADDER) > step]
    order = np.argsort(-better["points"].to_numpy(), kind="stable")[:SHOWN]
    return better.iloc[order][_COLUMNS].reset_index(drop=True)


def _can_be_gained(relation: str) -> bool:
    named = relation_named(relation)
    return not named.property and not named.of_people()


def _gains(each: RelationFit, learned: Weights, X: csr_array, fold: int) -> pd.DataFrame:
    """Return for each lacking trait its addition to the blended score, and to coverage."""
    known = bool(each.counted(X)[0])
    gain = learned.raw[:, fold] + _turn(learned, X, fold)
    if not known:
        gain = gain - each.typical[fold]
    lacking = each.counting.copy()
    lacking[X.indices] = False
    return pd.DataFrame(
        {
            "relation": each.relation,
            "trait": each.traits["key"].to_numpy()[lacking],
            "name": each.traits["name"].to_numpy()[lacking],
            "gain": gain[lacking],
            "covers": 0.0 if known else each.share,
        }
    )


def _turn(learned: Weights, X: csr_array, fold: int) -> Vector:
    """Return each trait's addition on rows of length 1, where the other links get shorter."""
    weights, idf = learned.normalised[:, fold], learned.idf
    own = X.data * idf[X.indices]
    length = float(np.sqrt(own @ own))
    before = float(own @ weights[X.indices])
    longer = np.sqrt(length**2 + idf**2)
    after = np.divide(before + idf * weights, longer, out=np.zeros_like(idf), where=longer > 0)
    turned: Vector = after - (before / length if length > 0 else 0.0)
    return turned
