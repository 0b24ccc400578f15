"""A run's record: the parts of a fit that are kept, to explain accounts without learning again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.fit import Fit
from graph_icp.discovery.learning.labels import Taught
from graph_icp.discovery.learning.link_scaling import several_have
from graph_icp.discovery.learning.placement import CUSTOMERS, Placement
from graph_icp.discovery.learning.relation_fit import Part, RelationFit
from graph_icp.discovery.learning.scorer import Pairs, Weights, scorers
from graph_icp.graph.blocks import Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.scorer import Learned


@dataclass(frozen=True)
class RunRecord:
    """The kept parts of a fit.

    Attributes
    ----------
    method : str
    constants : dict
        Kept as JSON: the scale, each relation's share and parts, and the labels of accounts.
    weights : dict of str to DataFrame
        By relation one row per trait: key, scale (its inverse frequency), prospects (how many have
        it), weights (array: those on links as they are, then those on rows of length 1; empty
        where a scorer compares pairs); also id and name, which a store adds when it reads them.
    """

    method: str
    constants: dict[str, Any]
    weights: dict[str, pd.DataFrame]

    @classmethod
    def of(cls, fit: Fit, labels: Labels, keys: pd.Series) -> RunRecord:
        """Return the record of a fit that was learned from labels of the accounts of these keys."""
        constants = {
            "typical": fit.typical,
            "span": fit.span,
            "hundred": fit.hundred,
            "placement": {
                "points": fit.placement.points.tolist(),
                "fits": fit.placement.fits.tolist(),
                "among": fit.placement.among,
            },
            "hypothesis": fit.hypothesis,
            "warnings": fit.warnings,
            "columns": labels.taught.Y.shape[1],
            # An account's own label is in every column except its fold's, so it is in the first.
            "labelled": [
                (keys.iloc[place], float(label), int(labels.fold[place]))
                for place, label in zip(labels.taught.places, labels.taught.Y[:, 0], strict=True)
            ],
            "relations": [_constants(each) for each in fit.relations],
        }
        return cls(fit.method, constants, {each.relation: _weights(each) for each in fit.relations})

    @property
    def labelled(self) -> list[str]:
        """The keys of the accounts that had a label."""
        return [key for key, _, _ in self.constants["labelled"]]

    def folds(self, ids: Mapping[str, int]) -> dict[int, int]:
        """Return the fold by which each account is scored; `ids` are the accounts of keys."""
        labelled = self.constants["labelled"]
        return {ids[key]: column for key, _, column in labelled if key in ids}

    def fit(
        self, links: Mapping[str, csr_array], accounts: NDArray[np.int64], ids: Mapping[str, int]
    ) -> Fit:
        """Return the fit.

        Parameters
        ----------
        links : mapping of str to csr_array
            By relation: labelled accounts x the traits that the fit knows.
        accounts : array of int
            The ids of the labelled accounts, as the rows of `links`.
        ids : mapping of str to int
            By key the account that has it now.
        """
        Y = self._labels(accounts, ids)
        return Fit(
            self.method,
            tuple(
                _relation_fit(each, self.weights[each["relation"]], links[each["relation"]], Y)
                for each in self.constants["relations"]
            ),
            self.constants["typical"],
            self.constants["span"],
            self.constants["hundred"],
            self._placement(),
            self.constants["hypothesis"],
            tuple(self.constants["warnings"]),
        )

    def _placement(self) -> Placement:
        """Return the placement, without points where a version before 4 kept the record."""
        kept = self.constants.get("placement", {"points": [], "fits": [], "among": CUSTOMERS})
        return Placement(np.array(kept["points"]), np.array(kept["fits"]), kept["among"])

    def _labels(self, accounts: NDArray[np.int64], ids: Mapping[str, int]) -> NDArray[np.float64]:
        """Return the labels of accounts, as `Taught.Y` holds them."""
        place = {account: row for row, account in enumerate(accounts.tolist())}
        Y = np.zeros((len(accounts), self.constants["columns"]))
        for key, label, column in self.constants["labelled"]:
            if key in ids and ids[key] in place:
                Y[place[ids[key]]] = label
                if column:
                    Y[place[ids[key]], column] = 0
        return Y


def relations_in(constants: Mapping[str, Any]) -> list[str]:
    """Return the relations in a record's constants, in the order of its fit."""
    return [each["relation"] for each in constants["relations"]]


def _constants(each: RelationFit) -> dict[str, Any]:
    return {
        "relation": each.relation,
        "typical": each.typical.tolist(),
        "share": each.share,
        "known": [each.known_customers, each.known_market],
        "held": each.held,
        "of_prospects": each.of_prospects,
        "accounts": each.accounts,
        "parts": [
            {
                "scorer": part.scorer,
                "weight": part.weight,
                "factor": part.factor.tolist(),
                "beaten": part.beaten,
            }
            for part in each.parts
        ],
    }


def _weights(each: RelationFit) -> pd.DataFrame:
    weights = np.zeros((len(each.traits), 0))
    if isinstance(each.learned, Weights):
        weights = np.hstack([each.learned.raw, each.learned.normalised])
    return pd.DataFrame(
        {
            "key": each.traits["key"].to_numpy(),
            "scale": each.idf,
            "prospects": each.prospects,
            "weights": list(weights),
        }
    )


def _relation_fit(
    constants: Mapping[str, Any], weights: pd.DataFrame, links: csr_array, Y: NDArray[np.float64]
) -> RelationFit:
    idf = weights["scale"].to_numpy(np.float64)
    parts = tuple(
        Part(each["scorer"], each["weight"], np.array(each["factor"]), each["beaten"])
        for each in constants["parts"]
    )
    learned: Learned
    pairs = scorers().get(parts[0].scorer)
    if isinstance(pairs, Pairs):
        learned = pairs.learn(Held(links), Taught.of(Y)).times(parts[0].factor)
    else:
        learned = Weights(idf, *np.hsplit(np.vstack(list(weights["weights"])), 2))
    accounts = constants.get("accounts", math.nan)
    learned = learned.only(several_have(idf, accounts) | learned.weighed())
    # Versions before 4 kept neither of these, those before 5 no counts of
    # prospects, and those before 9 counted the traits of one account alone.
    customers, market = constants.get("known", (math.nan, math.nan))
    return RelationFit(
        constants["relation"],
        weights[["id", "key", "name"]],
        learned,
        np.array(constants["typical"]),
        idf,
        accounts,
        constants["share"],
        parts,
        customers,
        market,
        constants.get("held", False),
        weights["prospects"].to_numpy(np.float64),
        constants.get("of_prospects", math.nan),
    )
