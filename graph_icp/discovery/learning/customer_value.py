"""How good a customer is: what the user gives them, or numbers weighted together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from graph_icp.discovery.icp import Worth
    from graph_icp.discovery.learning.link_weights import Vector

# What the least customer is worth where numbers decide; the best is worth 1.
LEAST = 0.1
_TEXTS = "id key name domain country industry region size status customer_since owner"
_NO_NUMBERS = frozenset(_TEXTS.split())


def worths(customers: pd.DataFrame, worth: Worth) -> Vector:
    """Return what each customer is worth, above 0 to 1.

    Parameters
    ----------
    customers : DataFrame
        value (missing counts as 1), and the numbers that the profile weights.
    worth : Worth

    Raises
    ------
    UnknownNameError
        If nothing is known by the name of a number.
    """
    if not worth.columns:
        given: Vector = customers["value"].fillna(1).to_numpy(np.float64)
        return given
    return worth_parts(customers, worth).sum(axis=1).to_numpy(np.float64)


def worth_parts(customers: pd.DataFrame, worth: Worth) -> pd.DataFrame:
    """Return what each number adds to what customers are worth.

    A number counts by its place among customers, from LEAST for the least to 1 for the greatest,
    so that neither its unit nor one outlier matters; who has none counts as in the middle.

    Returns
    -------
    DataFrame
        One row a customer and one column a number; a row adds up to the worth.
    """
    total = sum(worth.columns.values())
    parts = {}
    for name, weight in worth.columns.items():
        if name not in customers or name in _NO_NUMBERS:
            known = [str(each) for each in customers if each not in _NO_NUMBERS]
            raise UnknownNameError("number of customers", name, known)
        numbers = customers[name].astype("float64").replace([np.inf, -np.inf], np.nan)
        place = (numbers.rank(method="average") - 1) / max(int(numbers.notna().sum()) - 1, 1)
        parts[name] = weight / total * (LEAST + (1 - LEAST) * place.fillna(0.5))
    return pd.DataFrame(parts, index=customers.index)
