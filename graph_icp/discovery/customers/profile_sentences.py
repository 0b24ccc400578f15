"""A profile in sentences: the traits that stand out, and reasons for caution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from graph_icp.discovery.customers.lift import LEVEL, lift
from graph_icp.discovery.learning.link_scaling import known_at_all
from graph_icp.discovery.ranking.phrases import again, predicate
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.customers.lift import Compared
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph

# The least number of customers for a profile.
LEAST = 3
# The number of customers below which a profile is doubtful.
FEW = 10
# The most traits that the sentences name: of all, of one relation, and of the rarer ones.
NAMED, NAMED_OF_ONE, RARER_NAMED = 6, 3, 2


def sentences(
    more: pd.DataFrame, less: pd.DataFrame, compared: list[Compared], numbers: tuple[int, int, int]
) -> list[str]:
    """Return the whole profile in a few sentences, none of which names a person.

    Parameters
    ----------
    more, less : DataFrame
        The traits that customers have more often than the market, and less, with `says`.
    compared : list of Compared
    numbers : tuple of int
        The numbers of best customers, prospects and traits that were compared.
    """
    return [
        _lead(*numbers, more, less),
        *_named(_but_people(more))["says"],
        *_but_people(less)["says"][:RARER_NAMED],
        *_undecided(compared),
    ]


def sentence(row: Mapping[Hashable, Any]) -> str:
    """Count a trait: "7 of 20 best customers sponsored KubeCon EU; so did 31 prospects."."""
    customers, prospects, known = (
        int(str(row[each])) for each in ("customers", "prospects", "known")
    )
    relation, trait = row["relation"], row["name"]
    who = f"{known} best customers"
    if known != row["all"]:
        who = f"the {known} best customers where we know this"
    begin = f"{customers or 'None'} of {who} {predicate(relation, trait, customers)}"
    others = f"{prospects:,} prospect{'' if prospects == 1 else 's'}"
    if not prospects:
        return f"{begin}; no prospect {again(relation, trait, 1)}."
    if row["lift_high"] < 1:
        return f"{begin}, but {others} {again(relation, trait, prospects)}."
    return f"{begin}; so {again(relation, trait, prospects)} {others}."


def warnings(graph: Graph, best: NDArray[np.bool_], compared: list[Compared]) -> list[str]:
    """Return reasons to doubt a profile of these best customers."""
    found = []
    number = int(best.sum())
    if number < FEW:
        found.append(
            f"{number} best customers are few: only what nearly all of them share can stand out; "
            "with 20 or more a profile says much more."
        )
    links = (each.values for each in graph.matrices.values())
    unknown = int(np.sum(best & ~known_at_all(links, len(best))))
    if unknown:
        found.append(f"Nothing is known of {unknown} of the {number} best customers.")
    for each in compared:
        if each.customers.known and not each.market.known:
            title = relation_named(each.matrix.relation).title.lower()
            found.append(f"No prospect's {title} are known, so they are not compared.")
    return found


def _lead(number: int, market: int, tried: int, more: pd.DataFrame, less: pd.DataFrame) -> str:
    surely = int((more["lift_low"] > 1).sum())
    chance = tried * (1 - LEVEL) / 2
    return (
        f"{number:,} best customers compared with {market:,} prospects in {tried:,} traits: "
        f"{surely:,} are more common among customers, and {len(less):,} rarer, even at the "
        f"cautious end of the 95% interval; chance alone makes up to {chance:,.0f} look so "
        "each way."
    )


def _named(more: pd.DataFrame) -> pd.DataFrame:
    """Return the traits that stand out most and that prospects have, not all of one relation."""
    surely = more[(more["lift_low"] > 1) & (more["prospects"] > 0)]
    return surely[surely.groupby("relation").cumcount() < NAMED_OF_ONE][:NAMED]


def _but_people(traits: pd.DataFrame) -> pd.DataFrame:
    return traits[~of_people(traits["relation"])]


def of_people(relations: pd.Series) -> pd.Series:
    """Return of which of some relations the traits are people."""
    return relations.map(lambda name: relation_named(name).of_people()).astype(bool)


def _undecided(compared: list[Compared]) -> list[str]:
    """Name the relations in which all customers are alike, and much like the market."""
    said = []
    for each in compared:
        known, counts = each.customers.known, each.customers.counts
        if relation_named(each.matrix.relation).of_people():
            continue
        if known < LEAST or np.sum(counts) != known or np.max(counts) != known:
            continue
        place = int(np.argmax(counts))
        low: Vector = lift(each.customers, each.market)[1]
        if low[place] <= 1:
            said.append(_cannot_tell(each, place))
    return said


def _cannot_tell(each: Compared, place: int) -> str:
    relation = relation_named(each.matrix.relation)
    name, share = str(each.matrix.traits["name"].iloc[place]), each.market.share[place]
    return (
        f"All {each.customers.known} customers where we know this "
        f"{predicate(relation.name, name, 2)}, and so {again(relation.name, name, 2)} {share:.0%} "
        f"of the market, so {relation.title.lower()} cannot tell how much it matters."
    )


def be(number: int) -> str:
    return "is" if number == 1 else "are"
