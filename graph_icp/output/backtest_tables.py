"""Tables of a back-test as people read them, on a terminal and on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.output.readable_numbers import percent, ratio, whole

if TYPE_CHECKING:
    import pandas as pd

_METHODS = {
    "auc": ("AUC", ".2f"),
    "average_precision": ("average precision", ".2f"),
    "precision_20": ("of first 20", ".0%"),
    "recall_50": ("found in 50", ".0%"),
    "recall_100": ("found in 100", ".0%"),
    "lift": ("lift in top tenth", ".1f"),
}


def tiers_shown(tiers: pd.DataFrame) -> pd.DataFrame:
    """Return where hidden customers come, by tier, as texts under titles.

    Parameters
    ----------
    tiers : DataFrame
        As of `discovery.backtest.result_tables.tier_table`.
    """
    shown = {
        "tier": tiers["tier"],
        "companies": tiers["accounts"].map(whole),
        "of the list": tiers["market_share"].map(percent),
        "hidden": tiers["hidden"].map(whole),
        "of hidden": tiers["hidden_share"].map(percent),
        "times chance": tiers["times_chance"].map(ratio, na_action="ignore").fillna(""),
    }
    return tiers[[]].assign(**shown)


def relations_shown(relations: pd.DataFrame) -> pd.DataFrame:
    """Return what relations add, as texts under titles.

    Parameters
    ----------
    relations : DataFrame
        As of `discovery.backtest.relation_table`.
    """
    shown = {
        "relation": relations["relation"],
        "AUC without it": in_words(relations["auc_without"], ".3f"),
        "it adds": in_words(relations["auc_gain"], "+.3f"),
        "average precision without it": in_words(relations["average_precision_without"], ".3f"),
        "adds": in_words(relations["average_precision_gain"], "+.3f"),
    }
    return relations[[]].assign(**shown)


def methods_shown(methods: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of methods with their 95% intervals, as texts under titles.

    Parameters
    ----------
    methods : DataFrame
        As of `discovery.backtest.result_tables.method_table`.
    """
    shown = {"method": methods["method"]}
    for column, (title, how) in _METHODS.items():
        ends = ("", "_low", "_high")
        middle, low, high = (in_words(methods[f"{column}{end}"], how) for end in ends)
        shown[title] = middle + " (" + low.str.removesuffix("%") + "-" + high + ")"
    return methods[[]].assign(**shown)


def in_words(numbers: pd.Series, how: str) -> pd.Series:
    """Return numbers as text, unknown ones as an empty text; what is shown as 0 has no sign."""
    return numbers.map(lambda each: "" if each != each else _written(each, how))


def _written(number: float, how: str) -> str:
    text = format(number, how)
    return text if text.strip("+-0.%") else text.lstrip("+-")
