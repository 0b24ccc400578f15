"""The ideal customer profile: what the best customers have more often than the market, and less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.lift import LEVEL, Group, group, lift
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.link_weights import known_at_all
from graph_icp.errors import RankingError
from graph_icp.graph.model import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.learning.link_weights import Vector
    from graph_icp.graph.matrix import Graph, Matrix

# With fewer customers nothing can be said of them together.
LEAST = 3
# With fewer, hardly anything is beyond doubt.
FEW = 10
# Customers that must have a trait for it to be called theirs.
HAVING = 2
# Relations that are also told as distributions.
FIRMOGRAPHICS = ("industry", "size", "region")
SIZE_WORDS = ("tiny", "small", "medium", "large", "enterprise")
# Traits that the sentences name: of all, of one relation, and of the rarer ones.
NAMED, NAMED_OF_ONE, RARER_NAMED = 6, 3, 2


@dataclass(frozen=True)
class Profile:
    """What the best customers are like.

    Attributes
    ----------
    traits : DataFrame
        relation, trait (its kind: "technology"), name, customers, prospects (how many have it;
        open deals count as prospects), share_of_customers (by worth), share_of_market (both of
        those known in the relation, 0 to 1), lift (the ratio of the two; missing where no
        prospect has it), lift_low, lift_high (its 95% interval; no lift_high where no prospect
        has it), says (a sentence), key. First the traits that customers have more often, by
        lift_low; then those that they surely have less often, by lift_high.
    distributions : DataFrame
        relation (industry, size, region), value, share_of_customers, share_of_market (0 to 1;
        missing where nobody is known). Sizes in their natural order, the others by share.
    sentences : list of str
        The whole in a few sentences.
    customers : int
        How many best customers it rests on.
    warnings : list of str
    """

    traits: pd.DataFrame
    distributions: pd.DataFrame
    sentences: list[str]
    customers: int
    warnings: list[str]


@dataclass(frozen=True)
class _Compared:
    """One relation, with the best customers and the market in it."""

    matrix: Matrix
    customers: Group
    market: Group


def profile(graph: Graph, limit: int | None = None, icp: Icp | None = None) -> Profile:
    """Return what the best customers have more often than the market, and less.

    Parameters
    ----------
    graph : Graph
    limit : int, optional
        At most so many traits that customers have more often, and as many that they have less.
    icp : Icp, optional
        Says what a customer is worth, and how many of the best count.

    Raises
    ------
    RankingError
        If there are fewer than 3 best customers, nobody to compare them with, or nothing is
        known of either.
    """
    labels = label(graph.accounts, icp)
    worth = np.maximum(labels.Y[:, 0], 0)
    number = int(np.sum(worth > 0))
    if number < LEAST:
        raise RankingError(
            f"A profile needs at least {LEAST} best customers, and there {_be(number)} {number}; "
            "name more with 'graph-icp customers add FILE'."
        )
    everybody = labels.market.astype(np.float64)
    compared = [
        _Compared(each, group(each.values, worth), group(each.values, everybody))
        for each in graph.matrices.values()
    ]
    _something_known(compared)
    traits = pd.concat([_traits(each, number) for each in compared], ignore_index=True)
    tried = int((traits["customers"] + traits["prospects"] >= HAVING).sum())
    more, less = _more(traits), _less(traits)
    return Profile(
        pd.concat([more[:limit], less[:limit]], ignore_index=True),
        _distributions(compared),
        [
            _lead(number, int(labels.market.sum()), tried, more, less),
            *_named(more)["says"],
            *less["says"][:RARER_NAMED],
            *_undecided(compared),
        ],
        number,
        _warnings(graph, worth > 0, compared),
    )


def _something_known(compared: list[_Compared]) -> None:
    if not any(each.customers.known for each in compared):
        raise RankingError(
            "Nothing is known of your customers but their names; load what they use, sponsor, "
            "attend or where they are."
        )
    if not any(each.customers.known and each.market.known for each in compared):
        raise RankingError(
            "Nothing is known of the prospects that is also known of your customers, so there is "
            "nothing to compare; load the same files for both."
        )


def _traits(each: _Compared, number: int) -> pd.DataFrame:
    """Return the traits of one relation, all that anybody in it has."""
    ratio, low, high = lift(each.customers, each.market)
    relation = relation_named(each.matrix.relation)
    names = each.matrix.traits["name"].astype(str)
    table = pd.DataFrame(
        {
            "relation": relation.name,
            "trait": relation.trait.noun,
            "name": names.to_numpy(dtype=object),
            "customers": each.customers.counts.astype(np.int64),
            "prospects": each.market.counts.astype(np.int64),
            "share_of_customers": each.customers.share,
            "share_of_market": each.market.share,
            "lift": ratio,
            "lift_low": low,
            "lift_high": high,
            "says": "",
            "key": each.matrix.traits["key"].to_numpy(dtype=object),
        }
    )
    table["known"] = each.customers.known
    table["all"] = number
    return table[(table["customers"] + table["prospects"] > 0) & table["lift_low"].notna()]


def _more(traits: pd.DataFrame) -> pd.DataFrame:
    more = traits["share_of_customers"] > traits["share_of_market"]
    kept = traits[more & (traits["customers"] >= HAVING)]
    kept = kept.sort_values(["lift_low", "customers", "key"], ascending=[False, False, True])
    return _saying(kept)


def _less(traits: pd.DataFrame) -> pd.DataFrame:
    kept = traits[traits["lift_high"] < 1]
    kept = kept.sort_values(["lift_high", "prospects", "key"], ascending=[True, False, True])
    return _saying(kept)


def _saying(traits: pd.DataFrame) -> pd.DataFrame:
    says = [_sentence(row) for row in traits.to_dict("records")]
    return traits.assign(says=pd.Series(says, index=traits.index, dtype=object)).drop(
        columns=["known", "all"]
    )


def _sentence(row: Mapping[Hashable, Any]) -> str:
    """Say who has a trait: "7 of 20 best customers sponsored KubeCon EU; so did 31 prospects."."""
    customers, prospects, known = (
        int(str(row[each])) for each in ("customers", "prospects", "known")
    )
    verb = relation_named(row["relation"]).verb
    who = (
        f"{known} best customers"
        if known == row["all"]
        else (f"the {known} best customers of whom this is known")
    )
    begin = f"{customers or 'None'} of {who} {_agreeing(verb, customers)} {row['name']}"
    others = f"{prospects:,} prospect{'' if prospects == 1 else 's'}"
    if not prospects:
        return f"{begin}; no prospect {_does(verb, 1)}."
    if row["lift_high"] < 1:
        return f"{begin}, but {others} {_does(verb, prospects)}."
    return f"{begin}; so {_does(verb, prospects)} {others}."


def _agreeing(verb: str, number: int) -> str:
    """Return "uses" as it stands after one, "use" after several."""
    first, blank, rest = verb.partition(" ")
    plural = "are" if first == "is" else first.removesuffix("s")
    return verb if number == 1 else f"{plural}{blank}{rest}"


def _does(verb: str, number: int) -> str:
    """Return what stands for a verb: "do" for "uses", "did" for "sponsored", "are" for "is in"."""
    if verb.startswith("is "):
        return _be(number)
    if verb.partition(" ")[0].endswith("s"):
        return "does" if number == 1 else "do"
    return "did"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _distributions(compared: list[_Compared]) -> pd.DataFrame:
    by_name = {each.matrix.relation: each for each in compared}
    tables = [_distribution(by_name[name]) for name in FIRMOGRAPHICS if name in by_name]
    empty = pd.DataFrame(columns=["relation", "value", "share_of_customers", "share_of_market"])
    return pd.concat(tables, ignore_index=True) if tables else empty


def _distribution(each: _Compared) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "relation": each.matrix.relation,
            "value": each.matrix.traits["name"].astype(str).to_numpy(dtype=object),
            "share_of_customers": each.customers.share,
            "share_of_market": each.market.share,
        }
    )[each.customers.counts + each.market.counts > 0]
    if each.matrix.relation == "size":
        return table.sort_values("value", key=lambda bands: bands.map(_place_of_size))
    shares = ["share_of_customers", "share_of_market"]
    return table.sort_values([*shares, "value"], ascending=[False, False, True])


def _place_of_size(band: str) -> float:
    """Return the least number of employees of a band; words come after numbers, in their order."""
    digits = band.partition("-")[0].removesuffix("+")
    if digits.isdecimal():
        return float(digits)
    return 1e12 + (SIZE_WORDS.index(band) if band in SIZE_WORDS else len(SIZE_WORDS))


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
    """Return the traits that stand out the most and lead to prospects, not all of one relation."""
    surely = more[(more["lift_low"] > 1) & (more["prospects"] > 0)]
    return surely[surely.groupby("relation").cumcount() < NAMED_OF_ONE][:NAMED]


def _undecided(compared: list[_Compared]) -> list[str]:
    """Say in which relations all customers are alike, and hardly otherwise than the market."""
    said = []
    for each in compared:
        known, counts = each.customers.known, each.customers.counts
        if known < LEAST or np.sum(counts) != known or np.max(counts) != known:
            continue
        place = int(np.argmax(counts))
        low: Vector = lift(each.customers, each.market)[1]
        if low[place] <= 1:
            said.append(_cannot_tell(each, place))
    return said


def _cannot_tell(each: _Compared, place: int) -> str:
    relation = relation_named(each.matrix.relation)
    name, share = each.matrix.traits["name"].iloc[place], each.market.share[place]
    return (
        f"All {each.customers.known} customers of whom it is known "
        f"{_agreeing(relation.verb, 2)} {name}, and so {_does(relation.verb, 2)} {share:.0%} of "
        f"the market, so {relation.title.lower()} cannot tell how much it matters."
    )


def _warnings(graph: Graph, best: NDArray[np.bool_], compared: list[_Compared]) -> list[str]:
    warnings = []
    number = int(best.sum())
    if number < FEW:
        warnings.append(
            f"{number} best customers are few: only what nearly all of them share can stand out; "
            "20 and more tell much more."
        )
    links = (each.values for each in graph.matrices.values())
    unknown = int(np.sum(best & ~known_at_all(links, len(best))))
    if unknown:
        warnings.append(f"Nothing is known of {unknown} of the {number} best customers.")
    for each in compared:
        if each.customers.known and not each.market.known:
            title = relation_named(each.matrix.relation).title.lower()
            warnings.append(f"No prospect's {title} are known, so they are not compared.")
    return warnings
