"""Points: one line a trait, one a known relation, and one for the market; they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Vector

TYPICAL_RELATION = "typical for this relation"
TYPICAL_COMPANY = "typical company"


def trait_points(fit: Fit, links: Mapping[str, csr_array], fold: int) -> dict[str, csr_array]:
    """Return the points of each trait (accounts x traits, one for each link), by relation.

    Parameters
    ----------
    fit : Fit
    links : mapping of str to csr_array
        By relation: accounts x traits of the fit.
    fold : int
        By which the accounts are scored: 0, or that of customers.
    """
    return {
        each.relation: each.learned.parts(links[each.relation], fold) * (100 / fit.span)
        for each in fit.relations
    }


def net_points(fit: Fit, links: Mapping[str, csr_array], fold: int) -> dict[str, csr_array]:
    """Return the net points of each trait (accounts x traits, one for each link), by relation.

    What a relation gives a typical company is taken off an account's traits there that count, in
    equal parts: so a trait's net points are what it adds to those of a company of which something
    else is known.

    Parameters
    ----------
    fit, links, fold
        As of `trait_points`.
    """
    nets = trait_points(fit, links, fold)
    for each in fit.relations:
        net = nets[each.relation]
        row = np.repeat(np.arange(net.shape[0]), np.diff(net.indptr))
        counts = each.counting[net.indices]
        number = np.bincount(row, weights=counts, minlength=net.shape[0])
        taken_off = 100 * each.typical[fold] / fit.span / np.maximum(number, 1)
        net.data -= taken_off[row] * counts
    return nets


def points(fit: Fit, links: Mapping[str, csr_array], fold: int) -> pd.DataFrame:
    """Return every line of one account's points; they add up to its total.

    Parameters
    ----------
    fit, links, fold
        As of `trait_points`, for one account.

    Returns
    -------
    DataFrame
        relation ("" on the last line), trait (its key, "" on lines that are no trait's), name,
        points, net (see `net_points`; these add up to the same total).
    """
    nets = net_points(fit, links, fold)
    lines = []
    for each, parts in zip(fit.relations, trait_points(fit, links, fold).values(), strict=True):
        order = np.argsort(-parts.data, kind="stable")
        traits = each.traits[["key", "name"]].iloc[parts.indices[order]]
        net = nets[each.relation].data[order]
        added = zip(parts.data[order].tolist(), net.tolist(), strict=True)
        for trait, both in zip(traits.itertuples(index=False, name=None), added, strict=True):
            lines.append((each.relation, *trait, *both))
        if not each.counted(links[each.relation])[0]:
            continue
        mean = 0.0 - 100 * each.typical[fold] / fit.span
        lines.append((each.relation, "", TYPICAL_RELATION, float(mean), 0.0))
    start = -100 * fit.typical / fit.span
    lines.append(("", "", TYPICAL_COMPANY, start, start))
    return pd.DataFrame(lines, columns=["relation", "trait", "name", "points", "net"])


def points_of(fit: Fit, links: Mapping[str, csr_array], fold: int) -> Vector:
    """Return the points of accounts by one fold, nan where nothing is known.

    Parameters
    ----------
    fit, links, fold
        As of `trait_points`.
    """
    scores = np.array([each.score(links[each.relation], fold) for each in fit.relations])
    points = fit.points(np.nansum(scores, axis=0))
    return np.where(np.isnan(scores).all(axis=0), np.nan, points)


def points_by_fold(fit: Fit, links: Mapping[str, csr_array], folds: NDArray[np.intp]) -> Vector:
    """Return the points of accounts, each by its own fold; nan where nothing is known.

    Parameters
    ----------
    fit, links
        As of `trait_points`.
    folds : array of int
        By account: the fold by which it is scored.
    """
    points: Vector = np.full(len(folds), np.nan)
    for fold in np.unique(folds):
        places = np.flatnonzero(folds == fold)
        mine = {name: X[places] for name, X in links.items()}
        points[places] = points_of(fit, mine, int(fold))
    return points


def coverage(fit: Fit, links: Mapping[str, csr_array]) -> Vector:
    """Return for each account the share of what counts in which it is known, 0 to 1."""
    total: Vector = np.sum(
        [each.share * each.counted(links[each.relation]) for each in fit.relations], axis=0
    )
    return total


def known(fit: Fit, links: Mapping[str, csr_array]) -> NDArray[np.bool_]:
    """Return of which accounts anything is known in some relation of the fit."""
    known: NDArray[np.bool_] = np.any(
        [each.counted(links[each.relation]) for each in fit.relations], axis=0
    )
    return known
