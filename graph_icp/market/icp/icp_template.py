"""The first icp.toml of a market: every option, commented, with the data's suggestions."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from graph_icp.discovery.customers.segments import segments
from graph_icp.discovery.icp import Tiers
from graph_icp.graph.relations import RELATIONS
from graph_icp.hygiene.tags import HIDDEN
from graph_icp.market.icp.toml_section import quoted
from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.titles import FUNCTIONS
from graph_icp.reach.priority import PriorityWeights
from graph_icp.reach.signal_kinds import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.matrix import Graph
    from graph_icp.market.traits.proposed import Telling
    from graph_icp.reach.signal_kinds import SignalKind

_EXAMPLES = 3
# The most characters of a line of names.
_WIDTH = 80
# The least number of customers for proposing segments.
_MANY = 8

_TEXT = """\
# The ideal customer profile: your best customers, companies to leave out, and what counts.
# Lines that begin with # are comments; take the # away to use an option.
# 'graph-icp icp show' checks this file. Every 'discover' keeps a copy of it with its result.

[customers]
# Learn from this share of your customers, those worth most first; 1.0 is all of them.
keep = 1.0
# How much a churned company, or one with the status "bad fit", counts against its traits, 0 to 1.
churned = 0.5
# What a customer is worth: numbers in your files about customers, and the weight of each.
# Without any, it is their value (1 if they have none).
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

# How much each relation counts: "learn" it, what is learned so many times as {{ weight = 1.5 }}, a
# fixed share as 0.3, at most as much as {{ at_most = 0.3 }}, or "off".
[relations]
{relations}
# Traits that do not count in any question, as relation=trait; "region" alone is the whole relation.
# What chose your customers (customers set --where) is left out by itself.
[leave_out]
# traits = ["uses=Elixir", "industry=Software"]

# Other columns of your files that count as relations: their values as they are (";" and "|" part
# several), numbers in bands. {columns}
[traits]
{traits}
# The fits at which tiers begin. A fit of 50 is a company with more points than half of your
# customers.
[tiers]
{tiers}# Companies known in less than this part of what counts are "Insufficient data".
# coverage = 0.25

# What you think your best customers have. It counts as much as 5 customers do, so it leads while
# you have few, and fades as customers come.
[hypothesis]
# uses = ["Kubernetes"]
# industry = [{industries}]

# Companies of one family: list "each", or "one", the best. [hygiene] hides families of customers.
[families]
count_as = "each"

# Our own domains: visits from there are no signals, and no list holds us.
[us]
# domains = ["ours.example"]

# Competitors, and the technologies by which lists such as BuiltWith's know their customers.
[competitors]
# "Rival" = ["Rival Shop", "Rival Shop 6"]
# Companies with these tags are in no list; 'graph-icp hygiene' shows all tags, and 'discover --show
# TAG' lists them once. [] hides none.
[hygiene]
# hide = [{hidden}]

# What one signal of a kind counts, and after which time half of that.
[intent]
{signals}
# What intent and reach, 0 to 100 each, count beside fit, which counts 1.
[priority]
# intent = {usual.intent:g}
# reach = {usual.reach:g}

# Events that 'graph-icp events' leaves out, such as your own, at which customers are for being so.
[events]
# ignore = ["Our User Conference"]

# Old links count less: after this time ("90 days", "24 months", "3 years") half. Off unless given.
[decay]
# attended = "24 months"

# What one unit of a currency is worth. Without it the amounts of deals in the most frequent
# currency count, and 'load' says which do not. Load the deals again after a change.
[currencies]
# EUR = 1
# USD = 0.92

# What stages of deals say, where 'load' is not certain: "won", "lost" or "open".
[stages]
# "Verbally won" = "won"

# Domains that many companies share, such as that of an access provider: they name no company.
# 'load' says where it suspects one. Load all files into a new store after a change.
[shared_domains]
# domains = ["provider.example"]

# Operating models, for 'export sheet', where no column "Operating model" or "Business model" says
# it: an account has the first of which it is in one of the industries (if any are given) and says
# one of the words of itself (likewise). Write down only what you would say of each of them.
# [[operating_model]]
# name = "Marketplace"
# industries = ["Retail"]
# words = ["marketplace", "sellers and buyers"]

# What columns of 'graph-icp export' are called there: tier, fit, reach, intent, why, date.
[export.hubspot]
# fit = "ICP Fit"
[export.salesforce]
# fit = "ICP_Fit__c"

# Whom you want to know at an account, each a [[persona]] of its own, by what titles tell.
# 'graph-icp icp personas' counts and proposes them. A path to somebody else counts less. Take the #
# of [[persona]] away as well.
# [[persona]]
# name = "Head of logistics"
# Functions are {functions}.
# functions = ["supply chain", "operations"]
# Levels are {levels}; all unless given.
# levels = ["executive", "vice president", "director", "head"]
# Words of titles that stand for these functions.
# words = ["fleet"]
# role = "decides"  # or uses, tests, signs, blocks
# need = "must"  # or nice
# What you know of them: how they work today, what is wrong with it, where it stops, how you help.
# today = "Plans the loads by hand, in a spreadsheet."
# problem = "Changes of the day come by phone."
# limits = "From ten lorries on nobody sees all of it."
# help = "Plans again within a minute."

# Segments of customers, each to learn from alone: graph-icp discover --profile NAME
[profiles]
{profiles}"""


_TELLING = """Each of these sets your customers apart, by the trait behind it.
# Beware of columns that are filled or changed because a company is a customer."""
_NONE_TELLING = "None of them sets your customers apart for sure."


def proposal(
    graph: Graph,
    ranking: Ranking | None = None,
    profiles: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[Telling] = (),
) -> str:
    """Return the text of an icp.toml for a market.

    Parameters
    ----------
    graph : Graph
    ranking : Ranking, optional
        Learned without a profile; None if there is nothing to learn from.
    profiles : dict of str to sequence of str, optional
        Kinds of customers: by name the keys of their members.
    columns : sequence of Telling, optional
        Columns of files that set customers apart.
    """
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    accounts, others = graph.accounts[is_customer], graph.accounts[~is_customer]
    learned = ranking.fit.relations if ranking else ()
    shares = {each.relation: each.share for each in learned}
    theirs = accounts["industry"].dropna().str.split("; ").explode()
    if any(each.relation == "industry" and each.held for each in learned):
        others = others[:0]  # The files of customers name industries that those of others do not.
    foreign = others["industry"].dropna().str.split("; ").explode()
    relations = "".join(
        f'{each.name} = "learn"{_learned(shares, each.name)}\n' for each in RELATIONS
    )
    named = profiles or {}
    return _TEXT.format(
        countries=_common(accounts["country"].dropna()),
        sizes=_common(accounts["size"].dropna()),
        industries=_common(theirs),
        foreign=_common(foreign[~foreign.isin(theirs)] if len(theirs) else ()),
        relations=relations,
        columns=_TELLING if columns else _NONE_TELLING,
        traits="".join(f"# {quoted(each.column)} = true  # {each}\n" for each in columns)
        or '# "..." = true\n',
        tiers=_tiers(ranking),
        signals="".join(map(_signal, USUAL)),
        usual=PriorityWeights(),
        hidden=_listed(HIDDEN),
        functions=_wrapped(FUNCTIONS),
        levels=_wrapped(LEVELS),
        profiles="".join(f"{quoted(name)} = [{_listed(keys)}]\n" for name, keys in named.items()),
    )


def _wrapped(names: Iterable[str]) -> str:
    """Return names as lines of a comment."""
    return "\n# ".join(wrap(", ".join(names), _WIDTH))


def segments_of(ranking: Ranking) -> dict[str, list[str]]:
    """Return the segments of customers by name, with their members' keys; none if all are alike."""
    places = ranking.labels.customers[ranking.known[ranking.labels.customers]]
    if len(places) < _MANY:
        return {}
    table = segments(ranking.graph, places, ranking.labels.market)
    if len(table) < 2:
        return {}
    names = table["name"].str.replace(", ", " and ").str.replace(",", "")
    names = names.where(~names.duplicated(), names + " again")
    return {str(name): [*keys] for name, keys in zip(names, table["keys"], strict=True)}


def _learned(shares: dict[str, float], relation: str) -> str:
    return f"  # learned: {shares[relation]:.0%}" if relation in shares else "  # no part so far"


def _common(values: Iterable[str]) -> str:
    """Return the values that most customers have, as TOML."""
    import pandas as pd

    return _listed(pd.Series(values, dtype=object).value_counts().index[:_EXAMPLES]) or '"..."'


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(quoted(str(each)) for each in texts)


def _signal(kind: SignalKind) -> str:
    """Return a kind of signal as a comment, with what it usually counts."""
    half_life = f'"{kind.half_life:g} days"'
    return f"# {kind.name} = {{ weight = {kind.weight:g}, half_life = {half_life} }}\n"


def _tiers(ranking: Ranking | None) -> str:
    """Return where tiers begin, as comments, with what each holds of customers and the market."""
    usual, lines = Tiers(), ""
    for name, cut in (("best", usual.best), ("good", usual.good)):
        holds = f"# {_holds(name, cut, ranking)}\n" if ranking else ""
        lines += f"{holds}# {name} = {cut:g}\n"
    return lines


def _holds(name: str, cut: float, ranking: Ranking) -> str:
    """Say how many customers, each scored without itself, and market accounts reach a tier."""
    reached = ranking.fits >= cut
    customers = ranking.labels.customers
    customers = customers[ranking.known[customers]]
    market = reached[ranking.labels.market & ranking.known]
    of_market = f"{market.sum():,} of {len(market):,} market accounts"
    tier = f"{name.capitalize()} fit" + (" or better" if name == "good" else "")
    if not len(customers):
        return f"{tier}: {of_market}."
    return f"{tier}: {reached[customers].sum():,} of {len(customers):,} customers, {of_market}."
