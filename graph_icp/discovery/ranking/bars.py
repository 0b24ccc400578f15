"""The bars of an account card: whole net points that add up, few enough to be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.phrases import described
from graph_icp.rounding import apportioned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.discovery.ranking.explaining import Explanation

# The most traits with a bar of their own; of more, the least net points that earn one.
SINGLE, LEAST = 6, 0.5
STARTING_POINT = "Starting point"


@dataclass(frozen=True)
class Bar:
    """One bar: a trait, several small ones together, or the starting point.

    Attributes
    ----------
    relation, trait : str
        "" where it is not one trait's.
    name : str
        What it says of the account: "Uses Go", "3 more traits".
    points : int
        Net points.
    customers, of_customers : int
        The other customers who have it, and those known in its relation.
    prospects, of_prospects : int, optional
        The same in the market; None where that was not kept.
    like : tuple of str
        The names of customers who have it, the most like the account first.
    note : str
        "12 years ago"; the first names of several traits.
    """

    relation: str
    trait: str
    name: str
    points: int
    customers: int = 0
    of_customers: int = 0
    prospects: int | None = None
    of_prospects: int | None = None
    like: tuple[str, ...] = ()
    note: str = ""


def bars(explanation: Explanation) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Return the bars of a scored account, and the traits behind the bar of further ones.

    Parameters
    ----------
    explanation : Explanation

    Returns
    -------
    bars : tuple of Bar
        Single traits (all that its reasons name are), those for it first, then those against it;
        further traits together; the starting point. They add up to the rounded total.
    folded : tuple of Bar
        The further traits, which add up to their bar.
    """
    lines = explanation.points
    traits = lines[lines["trait"] != ""].sort_values("net", key=_size, kind="stable")
    pairs = zip(traits["relation"], traits["name"], strict=True)
    named = pd.Series([each in explanation.reasons for each in pairs], traits.index, bool)
    telling = traits if len(traits) <= SINGLE else traits[named | (traits["net"].abs() >= LEAST)]
    first = telling.index[np.argsort(~named[telling.index].to_numpy(), kind="stable")]
    single = traits[traits.index.isin(first[:SINGLE])]
    rest = traits.drop(single.index)
    single = pd.concat([single[single["net"] > 0], single[single["net"] <= 0]])
    parts = [*single["net"], rest["net"].sum(), lines["net"][lines["trait"] == ""].sum()]
    points = apportioned(parts)
    shown = _of_traits(single, points)
    folded = _of_traits(rest, apportioned(list(rest["net"]), total=points[-2]))
    if folded:
        shown.append(_together(list(rest["name"]), points[-2]))
    start = Bar("", "", STARTING_POINT, int(points[-1]), note="any company of this market")
    return (*shown, start), tuple(folded)


def _size(net: pd.Series) -> pd.Series:
    return -net.abs()


def _of_traits(lines: pd.DataFrame, points: Sequence[float]) -> list[Bar]:
    return [
        Bar(
            relation=line["relation"],
            trait=line["trait"],
            name=_capital(described(line["relation"], [line["name"]])),
            points=int(worth),
            customers=int(line["customers"]),
            of_customers=int(line["of_customers"]),
            prospects=_count(line["prospects"]),
            of_prospects=_count(line["of_prospects"]),
            like=tuple(line["like"]),
            note=line["note"],
        )
        for line, worth in zip(lines.to_dict("records"), points, strict=False)
    ]


def _together(names: Sequence[str], points: float) -> Bar:
    first = ", ".join(names[:3])
    note = f"{first} and {len(names) - 3:,} more" if len(names) > 3 else first
    name = "1 more trait" if len(names) == 1 else f"{len(names):,} more traits"
    return Bar("", "", name, int(points), note=note)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(number: float) -> int | None:
    return None if math.isnan(number) else int(number)
