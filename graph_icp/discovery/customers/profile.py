"""Profile: the traits that the best customers have more or less often than the market."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.distributions import distributions
from graph_icp.discovery.customers.lift import Compared, group, lift
from graph_icp.discovery.customers.profile_sentences import (
    LEAST,
    be,
    of_people,
    rarest,
    scope,
    sentence,
    strongest,
    undecided,
    warnings,
    whom,
)
from graph_icp.discovery.learning.labels import label
from graph_icp.errors import RankingError
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.graph.matrix import Graph

# The least number of customers that share a trait of the profile.
HAVING = 2


@dataclass(frozen=True)
class Profile:
    """The traits of the best customers.

    Attributes
    ----------
    traits : DataFrame
        relation, trait (its kind: "technology"), name, customers, prospects (numbers that have it;
        open deals count as prospects), customers_known, prospects_known (the numbers known in the
        relation, of which those are), share_of_customers (by value), share_of_market (both of
        those known in the relation, 0 to 1), lift (the ratio of the two; missing where no
        prospect has it), lift_low, lift_high (its 95% interval; no lift_high where no prospect
        has it), says (a sentence), key. First the traits that customers have more often, by
        lift_low; then those that they surely have less often, by lift_high; of both people last,
        who are ties and no advice.
    distributions : DataFrame
        As of `distributions`.
    sentences : list of str
        What is more common among customers, the strongest first.
    rarer : list of str
        What is rarer, what cannot be told, and how much was compared.
    compares : str
        "59 customers compared with 1,060 prospects".
    warnings : list of str
    left_out : tuple of LeftOut
        What did not count.
    """

    traits: pd.DataFrame
    distributions: pd.DataFrame
    sentences: list[str]
    rarer: list[str]
    compares: str
    warnings: list[str]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """By relation its title."""
        names = {*self.traits["relation"], *self.distributions["relation"]}
        return {name: relation_named(name).title for name in names}


def profile(graph: Graph, limit: int | None = None, icp: Icp | None = None) -> Profile:
    """Return the traits that the best customers have more or less often than the market.

    Parameters
    ----------
    graph : Graph
    limit : int, optional
        At most so many traits that customers have more often, and as many that they have less.
    icp : Icp, optional
        Gives the values of customers, and the share of the best that count.

    Raises
    ------
    RankingError
        If there are fewer than 3 best customers, no market to compare them with, or nothing is
        known of either.
    """
    labels = label(graph.accounts, icp)
    value = np.zeros(len(graph.accounts))
    value[labels.taught.places] = np.maximum(labels.taught.Y[:, 0], 0)
    number = int(np.sum(value > 0))
    if number < LEAST:
        raise RankingError(
            f"A profile needs at least {LEAST} best customers, and there {be(number)} {number}; "
            "name more with 'graph-icp customers add FILE'."
        )
    everybody = labels.market.astype(np.float64)
    compared = [
        Compared(each, group(each.values, value), group(each.values, everybody))
        for each in graph.matrices.values()
    ]
    _something_known(compared)
    who = whom(number, graph.accounts["status"])
    traits = pd.concat([_traits(each) for each in compared], ignore_index=True)
    tried = int((traits["customers"] + traits["prospects"] >= HAVING).sum())
    market = int(labels.market.sum())
    saying = partial(sentence, number=number, market_size=market, who=who)
    more, less = (each.assign(says=_says(each, saying)) for each in (_more(traits), _less(traits)))
    return Profile(
        pd.concat([more[:limit], less[:limit]], ignore_index=True),
        distributions(compared, (value, everybody)),
        strongest(more),
        [*rarest(less), *undecided(compared, who), scope(tried, more, less)],
        f"{number:,} {who} compared with {market:,} prospect{'' if market == 1 else 's'}",
        warnings(graph, value > 0, compared, who),
    )


def _something_known(compared: list[Compared]) -> None:
    if not any(each.customers.known for each in compared):
        raise RankingError(
            "Nothing is known of your customers except their names; load what they use, sponsor, "
            "attend or where they are."
        )
    if not any(each.customers.known and each.market.known for each in compared):
        raise RankingError(
            "Nothing is known of the prospects that is also known of your customers, so there is "
            "nothing to compare; load the same files for both."
        )


def _traits(each: Compared) -> pd.DataFrame:
    """Return all traits of one relation that any account has."""
    ratio, low, high = lift(each.customers, each.market)
    relation = relation_named(each.matrix.relation)
    names = each.matrix.traits["name"].astype(str)
    table = pd.DataFrame(
        {
            "relation": relation.name,
            "trait": relation.trait.noun,
            "name": names.to_numpy(dtype=object),
            **each.counts(),
            "lift": ratio,
            "lift_low": low,
            "lift_high": high,
            "says": "",
            "key": each.matrix.traits["key"].to_numpy(dtype=object),
        }
    )
    return table[(table["customers"] + table["prospects"] > 0) & table["lift_low"].notna()]


def _more(traits: pd.DataFrame) -> pd.DataFrame:
    more = traits["share_of_customers"] > traits["share_of_market"]
    kept = traits[more & (traits["customers"] >= HAVING)]
    kept = kept.sort_values(["lift_low", "customers", "key"], ascending=[False, False, True])
    return _people_last(kept)


def _less(traits: pd.DataFrame) -> pd.DataFrame:
    kept = traits[traits["lift_high"] < 1]
    kept = kept.sort_values(["lift_high", "prospects", "key"], ascending=[True, False, True])
    return _people_last(kept)


def _people_last(traits: pd.DataFrame) -> pd.DataFrame:
    people = of_people(traits["relation"])
    return pd.concat([traits[~people], traits[people]])


def _says(traits: pd.DataFrame, saying: Callable[[Mapping[Hashable, Any]], str]) -> pd.Series:
    told = [saying(row) for row in traits.to_dict("records")]
    return pd.Series(told, index=traits.index, dtype=object)
