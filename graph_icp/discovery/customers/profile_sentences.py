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
NAMED, NAMED_OF_ONE, RARER_NAMED = 5, 3, 2


def whom(number: int, statuses: pd.Series) -> str:
    """Return what so many are called: "customers", or "best customers" where not all count."""
    return "customers" if number == int((statuses == "customer").sum()) else "best customers"


def strongest(more: pd.DataFrame) -> list[str]:
    """Return the strongest traits that prospects have too, a sentence each, none of a person.

    Parameters
    ----------
    more : DataFrame
        The traits that customers have more often than the market, the surest first, with `says`.
    """
    enough = (more["customers"] >= LEAST) & (more["prospects"] > 0)
    surely = _but_people(more[(more["lift_low"] > 1) & enough])
    named = surely[surely.groupby("relation").cumcount() < NAMED_OF_ONE][:NAMED]
    return list(named["says"]) or ["Nothing is surely more common among customers than elsewhere."]


def rarest(less: pd.DataFrame) -> list[str]:
    """Return the traits that customers most surely have less often, a sentence each."""
    return list(_but_people(less)["says"][:RARER_NAMED])


def sentence(row: Mapping[Hashable, Any], number: int, market_size: int, who: str) -> str:
    """Count a trait, of those known: "7 of your 20 customers use Go; so do 3 of 31 prospects.".

    Where it is not known of all: "2 of the 13 customers whose country is known are based in Canada;
    so are 9 of 80 such prospects.".

    Parameters
    ----------
    row : mapping
        A trait.
    number, market_size : int
        How many customers and prospects there are.
    who : str
        As of `whom`.
    """
    customers, prospects, known, market = (
        int(str(row[each]))
        for each in ("customers", "prospects", "customers_known", "prospects_known")
    )
    relation, trait = row["relation"], row["name"]
    counted = {0: "None", known: "All"}.get(customers, f"{customers:,}")
    whose = f" {_known_in(relation)}"
    some, others_some = known < number, market < market_size
    begin = f"{counted} of {'the' if some else 'your'} {known:,} {who if known > 1 else who[:-1]}"
    begin += whose if some else ""
    begin = f"{begin} {predicate(relation, trait, 1 if customers == 1 else 2)}"
    prospect = f"{'such ' if some and others_some else ''}prospect{'' if market == 1 else 's'}"
    prospect += whose if others_some and not some else ""
    the = "the " if others_some and not some else ""
    others = f"{prospects:,} of {the}{market:,} {prospect}"
    if not prospects:
        return f"{begin}; none of {the}{market:,} {prospect} {again(relation, trait, 2)}."
    if row["lift_high"] < 1:
        return f"{begin}, but {others} {again(relation, trait, prospects)}."
    return f"{begin}; so {again(relation, trait, prospects)} {others}."


def _known_in(name: str) -> str:
    """Return that something is known in a relation: "whose country is known"."""
    relation = relation_named(name)
    if relation.of_column():
        return f"whose {relation.title} is known"
    return f"whose {relation.title.lower()} {'are' if relation.title.endswith('s') else 'is'} known"


def scope(tried: int, more: pd.DataFrame, less: pd.DataFrame) -> str:
    """Say how many traits were compared, and how many of them stand out beyond chance."""
    surely = int((more["lift_low"] > 1).sum())
    chance = tried * (1 - LEVEL) / 2
    luck = (
        f"up to {chance:,.0f} would seem more common, and up to {chance:,.0f} rarer."
        if round(chance)
        else "hardly any would seem so."
    )
    return (
        f"{tried:,} traits were compared. {surely:,} {be(surely)} clearly more common among "
        f"customers, and {len(less):,} clearly rarer. By luck alone {luck}"
    )


def warnings(
    graph: Graph, best: NDArray[np.bool_], compared: list[Compared], who: str
) -> list[str]:
    """Return reasons to doubt a profile of these customers."""
    found = []
    number = int(best.sum())
    if number < FEW:
        found.append(
            f"{number} {who} are few: only what nearly all of them share can stand out; "
            "with 20 or more a profile says much more."
        )
    links = (each.values for each in graph.matrices.values())
    unknown = int(np.sum(best & ~known_at_all(links, len(best))))
    if unknown:
        found.append(f"Nothing is known of {unknown:,} of the {number:,} {who}.")
    for each in compared:
        if each.customers.known and not each.market.known:
            title = relation_named(each.matrix.relation).title.lower()
            found.append(f"No prospect's {title} are known, so they are not compared.")
    return found


def _but_people(traits: pd.DataFrame) -> pd.DataFrame:
    return traits[~of_people(traits["relation"])]


def of_people(relations: pd.Series) -> pd.Series:
    """Return of which of some relations the traits are people."""
    return relations.map(lambda name: relation_named(name).of_people()).astype(bool)


def undecided(compared: list[Compared], who: str) -> list[str]:
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
            said.append(_cannot_tell(each, place, who))
    return said


def _cannot_tell(each: Compared, place: int, who: str) -> str:
    relation = relation_named(each.matrix.relation)
    name, share = str(each.matrix.traits["name"].iloc[place]), each.market.share[place]
    return (
        f"All of your {each.customers.known:,} {who} {predicate(relation.name, name, 2)}, and so "
        f"{again(relation.name, name, 2)} {share:.0%} of prospects, so {relation.title.lower()} "
        "cannot tell how much it matters."
    )


def be(number: int) -> str:
    return "is" if number == 1 else "are"
