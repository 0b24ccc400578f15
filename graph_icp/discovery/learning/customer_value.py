"""The value of a customer: given by the user, or several numbers weighted together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from graph_icp.discovery.icp import CustomerValue
    from graph_icp.discovery.learning.link_scaling import Vector

# The value of the least customer where numbers decide; that of the best is 1.
LEAST = 0.1
_TEXTS = "id key name domain country industry region size status customer_since owner"
_NO_NUMBERS = frozenset(_TEXTS.split())


def customer_values(customers: pd.DataFrame, wanted: CustomerValue) -> Vector:
    """Return the value of each customer, above 0 to 1.

    Parameters
    ----------
    customers : DataFrame
        value (1 if missing), and the numbers that the profile weights.
    wanted : CustomerValue

    Raises
    ------
    UnknownNameError
        If there is no number of such a name.
    """
    if not wanted.weights:
        given: Vector = customers["value"].fillna(1).to_numpy(np.float64)
        return given
    return value_parts(customers, wanted).sum(axis=1).to_numpy(np.float64)


def value_parts(customers: pd.DataFrame, wanted: CustomerValue) -> pd.DataFrame:
    """Return each number's part of the values of customers.

    A number counts by its rank among customers, from LEAST for the least to 1 for the greatest,
    so neither its unit nor one extreme value matters; a missing one counts as the middle.

    Returns
    -------
    DataFrame
        One row a customer and one column a number; a row adds up to the value.
    """
    total = sum(wanted.weights.values())
    parts = {}
    for name, weight in wanted.weights.items():
        if name not in customers or name in _NO_NUMBERS:
            known = [str(each) for each in customers if each not in _NO_NUMBERS]
            raise UnknownNameError("number of customers", name, known)
        numbers = customers[name].astype("float64").replace([np.inf, -np.inf], np.nan)
        place = (numbers.rank(method="average") - 1) / max(int(numbers.notna().sum()) - 1, 1)
        parts[name] = weight / total * (LEAST + (1 - LEAST) * place.fillna(0.5))
    return pd.DataFrame(parts, index=customers.index)
