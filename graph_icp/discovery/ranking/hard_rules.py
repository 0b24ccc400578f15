"""Hard rules: the accounts that may be sold to, regardless of their score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.selectors import accounts_named, columns_named, spelled
from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.graph.model import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp, Rule
    from graph_icp.graph.matrix import Graph

    Marks = NDArray[np.bool_]

TEXTS = ("country", "industry", "region", "size")
NUMBERS = ("employees", "revenue")
ACCOUNT = "account"
_NAMED = 5


def broken(graph: Graph, rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return for each account the rules that it breaks; what is unknown breaks none.

    Parameters
    ----------
    graph : Graph
    rules : sequence of Rule
    """
    # Most break none, and all of these share one empty list.
    found: list[list[Rule]] = [[]] * len(graph.accounts)
    for rule, marks in zip(rules, (breaking(graph, rule) for rule in rules), strict=True):
        for place in np.flatnonzero(marks):
            found[place] = [*found[place], rule]
    return found


def breaking(graph: Graph, rule: Rule) -> Marks:
    """Return which accounts break a rule: known not to meet a requirement, or to be excluded."""
    known, meets = _known_and_meeting(graph, rule)
    marks: Marks = known & ~meets if rule.required else known & meets
    return marks


def check(graph: Graph, rules: Sequence[Rule], wanted: Marks) -> None:
    """Raise RankingError if rules leave none of the wanted accounts, naming the first such rule."""
    left = wanted.copy()
    for rule in rules:
        left &= ~breaking(graph, rule)
        if wanted.any() and not left.any():
            raise RankingError(
                f"No account is left: '{rule}' in icp.toml rules out the last of them; "
                "loosen it, or one before it."
            )


def unheard_of(graph: Graph, icp: Icp) -> list[str]:
    """Return warnings of names in an ideal customer profile that the market does not have."""
    named = [text for members in icp.profiles.values() for text in members]
    named += [text for rule in icp.rules if rule.about == ACCOUNT for text in rule.values]
    missing = [
        each for each, marks in accounts_named(graph.accounts, named).items() if not marks.any()
    ]
    for rule in icp.rules:
        if rule.about not in (*TEXTS, *NUMBERS, ACCOUNT):
            traits = graph.matrices[rule.about].traits if rule.about in graph.matrices else None
            missing += [
                f"{rule.about}: {each}"
                for each in rule.values
                if traits is None or not columns_named(traits, each).any()
            ]
    warnings = []
    if missing:
        listed = ", ".join(missing[:_NAMED])
        warnings.append(f"These names in icp.toml are not in the market: {listed}.")
    for each in icp.leave_out:
        try:
            spelled(graph, each)
        except UnknownNameError as unknown:
            warnings.append(f"icp.toml leaves out what the market does not have: {unknown}")
    return warnings


def _known_and_meeting(graph: Graph, rule: Rule) -> tuple[Marks, Marks]:
    accounts = graph.accounts
    if rule.about == ACCOUNT:
        everybody = np.ones(len(accounts), dtype=bool)
        return everybody, np.any([*accounts_named(accounts, rule.values).values()], axis=0)
    if rule.about in NUMBERS:
        return _numbers(accounts[rule.about], rule)
    if rule.about in TEXTS:
        return _texts(accounts[rule.about], rule)
    return _traits(graph, rule)


def _numbers(values: pd.Series, rule: Rule) -> tuple[Marks, Marks]:
    numbers = values.astype("float64").to_numpy()
    least = -np.inf if rule.least is None else rule.least
    most = np.inf if rule.most is None else rule.most
    known = ~np.isnan(numbers)
    return known, known & (numbers >= least) & (numbers <= most)


def _texts(values: pd.Series, rule: Rule) -> tuple[Marks, Marks]:
    wanted = {slug(each) for each in rule.values}
    listed = values.fillna("").map(lambda cell: {slug(each) for each in str(cell).split("; ")})
    known = values.notna().to_numpy(dtype=bool)
    return known, listed.map(lambda each: bool(each & wanted)).to_numpy(dtype=bool)


def _traits(graph: Graph, rule: Rule) -> tuple[Marks, Marks]:
    if rule.about not in graph.matrices:
        nobody = np.zeros(len(graph.accounts), dtype=bool)
        return nobody, nobody
    matrix = graph.matrices[rule.about]
    named = np.any([columns_named(matrix.traits, each) for each in rule.values], axis=0)
    return known_in(matrix.values), known_in(matrix.values[:, np.flatnonzero(named)])
