"""Distributions: how customers and the market spread over industries, sizes and regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.customers.lift import Compared
    from graph_icp.discovery.learning.link_scaling import Vector

    Places = NDArray[np.intp]

# The relations that are shown as distributions.
FIRMOGRAPHICS = ("industry", "size", "region")
SIZE_WORDS = ("tiny", "small", "medium", "large", "enterprise")
# The most values of one distribution, the share of either group below which a value is rare, and
# how many rare ones become one row.
SHOWN, RARE, FEWEST = 10, 0.01, 3
COLUMNS = (
    *("relation", "value", "customers", "prospects", "customers_known", "prospects_known"),
    *("share_of_customers", "share_of_market"),
)


def distributions(compared: Sequence[Compared], weights: tuple[Vector, Vector]) -> pd.DataFrame:
    """Return how two groups spread over the values of the relations in FIRMOGRAPHICS.

    Parameters
    ----------
    compared : sequence of Compared
    weights : tuple of array of float
        By account: what it counts as a customer, and as one of the market.

    Returns
    -------
    DataFrame
        relation, value, customers, prospects (numbers that have it), customers_known,
        prospects_known (of how many that is known), share_of_customers (by value),
        share_of_market (0 to 1; missing where no account is known). Sizes in their natural order,
        the others by number; rare values are one row at the end, "other (131 industries)".
    """
    by_name = {each.matrix.relation: each for each in compared}
    tables = [_distribution(by_name[name], weights) for name in FIRMOGRAPHICS if name in by_name]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def _distribution(each: Compared, weights: tuple[Vector, Vector]) -> pd.DataFrame:
    table = _table(each)
    there = np.flatnonzero(table["customers"] + table["prospects"])
    kept, rare = _parted(table.iloc[there])
    if len(rare) < FEWEST:
        return _in_order(table.iloc[there])
    return pd.concat([_in_order(kept), _other(each, rare.index.to_numpy(), weights)])


def _table(each: Compared) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "relation": each.matrix.relation,
            "value": each.matrix.traits["name"].astype(str).to_numpy(dtype=object),
            **each.counts(),
        }
    )


def _parted(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values that are common in either group, and the others."""
    shares = [table[each] / table[f"{each}_known"] for each in ("customers", "prospects")]
    most = pd.concat(shares, axis=1).max(axis=1)
    common = most.sort_values(ascending=False, kind="stable").index[:SHOWN]
    keep = table.index.isin(common) & (most >= RARE).to_numpy()
    return table[keep], table[~keep]


def _other(each: Compared, rare: Places, weights: tuple[Vector, Vector]) -> pd.DataFrame:
    """Return the row of those that have any rare value; one that has several counts once."""
    links = each.matrix.values
    known, has = known_in(links), known_in(csr_array(links[:, rare]))
    row: dict[str, object] = {
        "relation": each.matrix.relation,
        "value": f"other ({len(rare):,} {relation_named(each.matrix.relation).trait.plural})",
        "customers_known": each.customers.known,
        "prospects_known": each.market.known,
    }
    for weight, number, share in zip(weights, COLUMNS[2:4], COLUMNS[6:], strict=True):
        whole, part = weight[known & (weight > 0)], weight[has & (weight > 0)]
        row[number] = len(part)
        row[share] = part.sum() / whole.sum() if len(whole) else np.nan
    return pd.DataFrame([row], columns=list(COLUMNS))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    if (table["relation"] == "size").any():
        return table.sort_values("value", key=lambda bands: bands.map(_place_of_size))
    by = ["customers", "prospects", "value"]
    return table.sort_values(by, ascending=[False, False, True])


def _place_of_size(band: str) -> float:
    """Return the least number of employees of a band; words come after numbers, in their order."""
    digits = band.partition("-")[0].removesuffix("+")
    if digits.isdecimal():
        return float(digits)
    return 1e12 + (SIZE_WORDS.index(band) if band in SIZE_WORDS else len(SIZE_WORDS))
