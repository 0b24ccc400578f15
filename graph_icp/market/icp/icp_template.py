"""The first icp.toml of a market: every option, commented, with what the data suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.customers.segments import segments
from graph_icp.graph.model import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.matrix import Graph

# The share of left-out customers that "Good fit" shall hold.
_HELD = 0.8
_EXAMPLES = 3
# Fewer customers are not told apart.
_MANY = 8

_TEXT = """\
# The ideal customer profile: which customers are worth most, whom not to sell to, what counts.
# Lines that begin with # are comments; take the # away to use an option.
# 'graph-icp icp show' checks this file. Every 'discover' keeps a copy of it with its result.

[customers]
# Learn from this share of your customers, those worth most first; 1.0 is all of them.
keep = 1.0
# What a churned company, or one whose status is "bad fit", counts against what it has, 0 to 1.
churned = 0.5
# What a customer is worth: numbers that your files give of customers, and what each counts.
# Without any, it is their value (1 where none is given).
# worth = {{ value = 2, revenue = 1 }}

# Companies must meet these. A company that is not known to break one stays in.
[require]
# country = [{countries}]
# size = [{sizes}]
# employees = {{ at_least = 50, at_most = 5000 }}
# uses = ["..."]

# Companies that meet one of these are disqualified.
[exclude]
# industry = [{foreign}]
# account = ["acme.com"]

# How much each relation counts: "learn" it, a fixed share as 0.3, at most as much as
# {{ at_most = 0.3 }}, or "off".
[relations]
{relations}
# Where tiers begin. Fit is 0 for a typical company of the market, 100 for a typical customer.
[tiers]
{tiers}# Of companies known in less than this part of what counts, a fit says little.
coverage = 0.25

# What you think your best customers have. It counts as much as 5 customers do, so it leads while
# you have few, and fades as customers come.
[hypothesis]
# uses = ["Kubernetes"]
# industry = [{industries}]

# Companies of one family: list "each", or "one", the best, and none where one is a customer.
[families]
count_as = "each"

# Old links count less: after this time ("90 days", "24 months", "3 years") half. Off unless given.
[decay]
# attended = "24 months"

# Segments of customers, each to learn from alone: graph-icp discover --profile NAME
[profiles]
{profiles}"""


def proposal(
    graph: Graph,
    ranking: Ranking | None = None,
    profiles: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Return the text of an icp.toml for a market.

    Parameters
    ----------
    graph : Graph
    ranking : Ranking, optional
        Learned without any profile; None where there is nothing to learn from.
    profiles : dict of str to sequence of str, optional
        Kinds of customers: by name the keys of their members.
    """
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    accounts, others = graph.accounts[is_customer], graph.accounts[~is_customer]
    learned = ranking.fit.relations if ranking else ()
    shares = {each.relation: each.share for each in learned}
    theirs = accounts["industry"].dropna().str.split("; ").explode()
    foreign = others["industry"].dropna().str.split("; ").explode()
    relations = "".join(
        f'{each.name} = "learn"{_learned(shares, each.name)}\n' for each in RELATIONS
    )
    named = profiles or {}
    return _TEXT.format(
        countries=_common(accounts["country"].dropna()),
        sizes=_common(accounts["size"].dropna()),
        industries=_common(theirs),
        foreign=_common(foreign[~foreign.isin(theirs)]),
        relations=relations,
        tiers=_tiers(ranking) if ranking else "best = 100\ngood = 50\n",
        profiles="".join(f"{_quoted(name)} = [{_listed(keys)}]\n" for name, keys in named.items()),
    )


def segments_of(ranking: Ranking) -> dict[str, list[str]]:
    """Return the kinds of customers by name, with their members' keys; none where all are alike."""
    places = ranking.labels.customers[ranking.known[ranking.labels.customers]]
    if len(places) < _MANY:
        return {}
    table = segments(ranking.graph, places, ranking.labels.market)
    if len(table) < 2:
        return {}
    names = table["name"].where(~table["name"].duplicated(), table["name"] + " again")
    return {str(name): [*keys] for name, keys in zip(names, table["keys"], strict=True)}


def _learned(shares: dict[str, float], relation: str) -> str:
    return f"  # learned: {shares[relation]:.0%}" if relation in shares else "  # no part so far"


def _common(values: Iterable[str]) -> str:
    """Return the values that most customers have, as TOML."""
    import pandas as pd

    return _listed(pd.Series(values, dtype=object).value_counts().index[:_EXAMPLES]) or '"..."'


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(_quoted(str(each)) for each in texts)


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped)
        + '"'
    )


def _tiers(ranking: Ranking) -> str:
    """Return where tiers begin, with what each holds of customers that were left out."""
    places = ranking.labels.customers
    left_out = ranking.fits[places[ranking.known[places]]]
    market = ranking.fits[ranking.labels.market & ranking.known]
    best = 100.0
    good = best / 2
    if len(left_out):
        good = float(np.clip(np.floor(np.quantile(left_out, 1 - _HELD)), 1, best))
    lines = ""
    for name, cut in (("best", best), ("good", good)):
        lines += f"# {_holds(name, cut, left_out, market)}\n{name} = {cut:g}\n"
    return lines


def _holds(name: str, cut: float, left_out: Vector, market: Vector) -> str:
    share = float(np.mean(market >= cut))
    if not len(left_out):
        return f"{name.capitalize()} fit: the top {share:.1%} of the market."
    held = float(np.mean(left_out >= cut))
    times = f", {held / share:.1f} times chance" if share > 0 else ""
    return (
        f"{name.capitalize()} fit or better: the top {share:.1%} of the market, holds {held:.0%} "
        f"of customers that were left out{times}."
    )
