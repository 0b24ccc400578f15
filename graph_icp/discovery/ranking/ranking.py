"""The discovery list: who is ranked, in which order, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.fit import Fit, learn
from graph_icp.discovery.learning.labels import Labels, label
from graph_icp.discovery.learning.link_scaling import present
from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.customer_index import TOLD_APART, CustomerIndex
from graph_icp.discovery.ranking.hard_rules import broken
from graph_icp.discovery.ranking.named_reasons import Named
from graph_icp.discovery.ranking.points import trait_points
from graph_icp.discovery.ranking.reasons import Reasons
from graph_icp.discovery.ranking.sentences import sentences
from graph_icp.discovery.ranking.tiers import tiers
from graph_icp.graph.blocks import held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Rule
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.standardised_score import StandardisedScore
    from graph_icp.discovery.ranking.link_dates import DatesOf
    from graph_icp.discovery.ranking.named_reasons import Reason
    from graph_icp.graph.blocks import Links
    from graph_icp.graph.matrix import Graph
    from graph_icp.progress import Progress

# Accounts that are explained at a time: bounds the dense blocks that it takes.
_TOGETHER = 5_000
CLOSEST_NAMED = 3
NOTHING_KNOWN = "Nothing that counts is known of it"


@dataclass(frozen=True)
class Ranking:
    """A market, ranked.

    Attributes
    ----------
    graph : Graph
        Without matrices where the links are not in memory.
    blocks : mapping of str to Links
        The links that it was learned from, by relation.
    labels : Labels
    fit : Fit
    points : array of float
        Of every account of the graph, by position.
    coverage : array of float
        Likewise: the share of what counts in which the account is known.
    known : array of bool
        Likewise: whether anything is known of it that counts.
    icp : Icp
    broken : list of lists of Rule
        Likewise: the rules of the profile that it breaks.
    """

    graph: Graph
    blocks: Mapping[str, Links]
    labels: Labels
    fit: Fit
    points: Vector
    coverage: Vector
    known: NDArray[np.bool_]
    icp: Icp
    broken: list[list[Rule]]

    @cached_property
    def disqualified(self) -> NDArray[np.bool_]:
        """Of every account whether it breaks a rule."""
        return np.array([bool(rules) for rules in self.broken], dtype=bool)

    @cached_property
    def tiers(self) -> NDArray[np.object_]:
        """The tier of every account."""
        return tiers(self.fits, self.coverage, self.icp.tiers, self.disqualified)

    @cached_property
    def fits(self) -> Vector:
        """The fit of every account, 0 to 100; nan where nothing is known."""
        return self.fit.placement.fit(np.where(self.known, self.points, np.nan))

    @property
    def customers(self) -> CustomerIndex:
        """The customers that it was learned from."""
        places = self.labels.customers
        return CustomerIndex(self.graph.accounts.iloc[places], self.links(places))

    def links(self, places: NDArray[np.intp]) -> dict[str, csr_array]:
        """Return the links of the accounts at these positions, by relation of the fit."""
        some, back = np.unique(places, return_inverse=True)
        return {
            each.relation: self.blocks[each.relation].blocks.chosen(some)[back]
            for each in self.fit.relations
        }

    def order(self, chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return the positions of the chosen accounts of which anything is known, best first."""
        places = np.flatnonzero(chosen & self.known)
        return places[np.argsort(-self.points[places], kind="stable")]


def rank(
    graph: Graph,
    method: str = AUTO,
    icp: Icp | None = None,
    profile: str | None = None,
    whole: Graph | None = None,
) -> Ranking:
    """Learn from a market's customers and score all its accounts; see `fit.learn`.

    Parameters
    ----------
    graph : Graph
    method : str
        `auto` or the name of a scorer.
    icp : Icp, optional
    profile : str, optional
        The kind of customers to learn from alone, one of the profiles of `icp`.
    whole : Graph, optional
        The graph that the rules of `icp` see, where traits are left out of the one to learn from.
    """
    return rank_blocks(graph, held(graph), method, icp, profile, whole)


def rank_blocks(
    graph: Graph,
    blocks: Mapping[str, Links],
    method: str = AUTO,
    icp: Icp | None = None,
    profile: str | None = None,
    whole: Graph | None = None,
    learned: Sequence[StandardisedScore] | None = None,
) -> Ranking:
    """Do as `rank`, with the links of the graph's accounts in `blocks`, wherever they are.

    `learned` is as of `fit.learn`.
    """
    icp = icp or Icp()
    labels = label(graph.accounts, icp, profile)
    fit, scores = learn(blocks, labels, method, icp.constraints, learned)
    return Ranking(
        *(graph, blocks, labels, fit, fit.points(scores.blended), scores.coverage, scores.known),
        *(icp, broken(whole or graph, icp.rules)),
    )


def listed(
    ranking: Ranking,
    places: NDArray[np.intp],
    ranks: NDArray[np.float64],
    dates_of: DatesOf,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the accounts at these positions, with their ranks (or nan), as a list with reasons.

    `dates_of` gives the dates of links.

    Returns
    -------
    DataFrame
        rank, account (name), domain, fit, tier, coverage (0 to 1), status, industry, country, size,
        employees, owner, customers_it_resembles (list of names), why, disqualified_by (list of
        rules), points, key.
    """
    accounts = ranking.graph.accounts.iloc[places]
    why, alike = _explained(ranking, places, dates_of, progress)
    return pd.DataFrame(
        {
            "rank": pd.Series(ranks).astype("Int64").array,
            "account": accounts["name"].array,
            "domain": accounts["domain"].array,
            "fit": ranking.fits[places],
            "tier": ranking.tiers[places],
            "coverage": ranking.coverage[places],
            **{
                column: accounts[column].array
                for column in ("status", "industry", "country", "size", "employees", "owner")
            },
            "customers_it_resembles": alike,
            "why": pc.if_else(
                pa.array(ranking.known[places]), why, pa.scalar(NOTHING_KNOWN, why.type)
            ).to_pandas(),
            "disqualified_by": _rules_broken(ranking, places),
            "points": ranking.points[places],
            "key": accounts["key"].array,
        }
    )


def _rules_broken(ranking: Ranking, places: NDArray[np.intp]) -> list[list[str]]:
    """Return the rules that the accounts at these positions break; most break none."""
    found: list[list[str]] = [[] for _ in places]
    for row in np.flatnonzero(ranking.disqualified[places]).tolist():
        found[row] = [str(rule) for rule in ranking.broken[places[row]]]
    return found


def ties_to_customers(ranking: Ranking, places: NDArray[np.intp]) -> pd.DataFrame:
    """Return the customers most like the accounts at these positions.

    Returns
    -------
    DataFrame
        account, customer (ids), likeness (0 to 1), points (what the traits that both have add to
        the account's points); at most `CLOSEST_NAMED` rows an account.
    """
    customers = ranking.customers
    own, ids = (each["id"].to_numpy() for each in (customers.accounts, ranking.graph.accounts))
    having = {name: present(X).T for name, X in customers.links.items()}
    blocks = []
    for fold, mine in _blocks(ranking, places):
        some = places[mine]
        links = ranking.links(some)
        closest, alike = customers.most_like(ranking.fit, links, ids[some].tolist(), CLOSEST_NAMED)
        parts = trait_points(ranking.fit, links, fold)
        shared = np.sum([(parts[name] @ X).toarray() for name, X in having.items()], axis=0)
        row, rank = np.nonzero(closest >= 0)
        customer = closest[row, rank]
        blocks.append((ids[some][row], own[customer], alike[row, rank], shared[row, customer]))
    columns = [np.concatenate(each) for each in zip(*blocks, strict=True)]
    names = ("account", "customer", "likeness", "points")
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


def reasons_of(ranking: Ranking, places: NDArray[np.intp]) -> list[list[Reason]]:
    """Return the reasons of the accounts at these positions, as their sentences name them."""
    found: list[list[Reason]] = [[] for _ in places]
    ids = ranking.graph.accounts["id"].to_numpy()[places]
    reasons = Reasons(ranking.fit, ranking.customers, ranking.icp.constraints.hypothesis)
    for fold, mine in _blocks(ranking, places):
        named = reasons.of(ranking.links(places[mine]), ids[mine].tolist(), fold)
        for place, some in zip(mine.tolist(), named.by_account(), strict=True):
            found[place] = some
    return found


def _blocks(ranking: Ranking, places: NDArray[np.intp]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Give where some of the positions stand at a time, with the fold by which they are scored."""
    folds = ranking.labels.fold[places]
    for fold in np.unique(folds):
        mine = np.flatnonzero(folds == fold)
        for start in range(0, len(mine), _TOGETHER):
            yield int(fold), mine[start : start + _TOGETHER]


def _explained(
    ranking: Ranking,
    places: NDArray[np.intp],
    dates_of: DatesOf,
    progress: Progress | None,
) -> tuple[pa.Array, list[list[str]]]:
    """Return the sentence about each account, and the names of the customers most like it."""
    customers = ranking.customers
    reasons = Reasons(ranking.fit, customers, ranking.icp.constraints.hypothesis)
    ids = ranking.graph.accounts["id"].to_numpy()[places]
    found, order = [reasons.none], []
    like: list[str] = []
    alike: list[list[str]] = []
    for fold, mine in _blocks(ranking, places):
        if progress:
            progress("finding reasons", len(like) / len(places))
        links = ranking.links(places[mine])
        own = ids[mine].tolist()
        found.append(reasons.of(links, own, fold))
        order.append(mine)
        closest, likeness = customers.most_like(ranking.fit, links, own, TOLD_APART)
        like += customers.like(closest, likeness)
        alike += _names(customers, closest[:, :CLOSEST_NAMED])
    named = Named.joined(found)
    # Customers are explained by folds, so behind others.
    back = np.argsort(np.concatenate([np.empty(0, dtype=np.intp), *order]))
    why = sentences(named, dates_of(named.links()), like).take(pa.array(back))
    return why, [alike[place] for place in back.tolist()]


def _names(customers: CustomerIndex, positions: NDArray[np.int64]) -> list[list[str]]:
    """Return the names of the customers at the positions of each row, of which -1 is none."""
    names: list[list[str]] = np.array([*customers.names, ""], dtype=object)[positions].tolist()
    for row in np.flatnonzero((positions < 0).any(axis=1)).tolist():
        names[row] = names[row][: np.count_nonzero(positions[row] >= 0)]
    return names
