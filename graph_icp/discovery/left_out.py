"""What is left out of learning: what chose the customers, what icp.toml and one question name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_at_all
from graph_icp.discovery.selectors import as_options, parted, spelled, summaries, there
from graph_icp.discovery.selectors import without as lacking
from graph_icp.errors import RankingError
from graph_icp.graph.model import slug
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph

CHOSE, WRITTEN, ASKED = "chose the customers", "icp.toml", "this question"


@dataclass(frozen=True)
class LeftOut:
    """A trait or a relation that does not count, and why.

    Attributes
    ----------
    selector : str
        "uses=Elixir", or "region" of a whole relation.
    why : str
        "chose the customers", "icp.toml" or "this question".
    """

    selector: str
    why: str


def leave_out(
    graph: Graph, always: Iterable[LeftOut], without: Iterable[str], with_: Iterable[str]
) -> tuple[Graph, tuple[LeftOut, ...]]:
    """Return the graph without what does not count, and what that is.

    Parameters
    ----------
    graph : Graph
    always : iterable of LeftOut
        What is left out of every question; what the market does not have is passed over.
    without : iterable of str
        Traits and relations that this question leaves out too.
    with_ : iterable of str
        Those of `always` that count in this question.

    Raises
    ------
    RankingError
        If something is to be brought back that is not left out, or that is in `without` as well.
    UnknownNameError
        If there is no such relation or trait.
    """
    why = {selector: each.why for each in always for selector in _standing(graph, each.selector)}
    back = _brought_back(graph, why, with_)
    found = {selector: reason for selector, reason in why.items() if selector not in back}
    for text in without:
        for selector in spelled(graph, text):
            if selector in back:
                raise RankingError(f"{selector} is both left out and brought back; choose one.")
            found.setdefault(selector, ASKED)
    for selector in back:
        if parted(selector)[0] in found:
            raise _part_of_what_is_out(selector, found)
    # Who leaves out a relation says no more by leaving out a trait of it.
    found = {each: reason for each, reason in found.items() if not _is_within(each, found)}
    return lacking(graph, found), tuple(LeftOut(*each) for each in found.items())


def _standing(graph: Graph, selector: str) -> list[str]:
    """Return what a selector of earlier names now; a band that has moved names its whole column."""
    named = there(graph, selector)
    relation, mark, _ = parted(selector)
    if named or not mark:
        return named
    columns = [name for name in graph.matrices if relation_named(name).of_column()]
    return [relation] if relation in map(slug, columns) else []


def _part_of_what_is_out(selector: str, why: Mapping[str, str]) -> RankingError:
    relation = parted(selector)[0]
    return RankingError(
        f"{selector} cannot be brought back while all of {relation} is left out ({why[relation]})."
    )


def _is_within(selector: str, others: Collection[str]) -> bool:
    relation, mark, _ = parted(selector)
    return bool(mark) and relation in others


def _brought_back(graph: Graph, why: dict[str, str], with_: Iterable[str]) -> set[str]:
    """Return which of what is left out is asked for: by itself, or by its relation.

    Where a whole relation is left out, its name brings that back, but not what chose the customers.
    """
    back: set[str] = set()
    for text in with_:
        wanted = set(spelled(graph, text))
        named = wanted.intersection(why)
        named |= {
            each
            for each, reason in why.items()
            if parted(each)[0] in wanted and not (reason == CHOSE and parted(each)[0] in why)
        }
        if not named:
            for selector in wanted:
                if parted(selector)[0] in why:
                    raise _part_of_what_is_out(selector, why)
            if summed := wanted.intersection(summaries(why)):
                raise RankingError(
                    f"{', '.join(sorted(summed))} sums up what is left out, {', '.join(why)}, and "
                    f"comes back with that: {as_options('--with', why)}."
                )
            listed = ", ".join(f"{each} ({reason})" for each, reason in why.items())
            raise RankingError(
                f"{text} is not left out, so it cannot be brought back; "
                + (f"left out: {listed}." if why else "nothing is left out.")
            )
        back |= named
    return back


def check_something_left(whole: Graph, lesser: Graph, left_out: Sequence[LeftOut]) -> None:
    """Raise RankingError where nothing else is known of any customer than what is left out."""
    by_itself = [each.selector for each in left_out if each.why != ASKED]
    if by_itself and _any_known(whole) and not _any_known(lesser):
        options = as_options("--with", by_itself)
        raise RankingError(
            f"Nothing is known of your customers but what is left out ({', '.join(by_itself)}), so "
            "there is nothing to learn from. Load more of what is known of them: what they use, "
            f"sponsor or attend, their industry, country and size; or bring it back with {options}."
        )


def _any_known(graph: Graph) -> bool:
    customers = (graph.accounts["status"] == "customer").to_numpy()
    links = (each.values for each in graph.matrices.values())
    return bool(np.any(known_at_all(links, len(customers))[customers]))


def hypothesis_left(
    whole: Graph, icp: Icp, left_out: Sequence[LeftOut]
) -> tuple[Icp, tuple[str, ...]]:
    """Return the profile without what of its hypothesis is left out, and a warning of that."""
    gone = {each.selector for each in left_out}
    gone |= {*summaries(gone)}
    kept: dict[str, list[str]] = {}
    idle = []
    for relation, names in icp.constraints.hypothesis.items():
        for name in names:
            selectors = there(whole, f"{relation}={name}")
            if selectors and (relation in gone or gone.issuperset(selectors)):
                idle += selectors
            else:
                kept.setdefault(relation, []).append(name)
    if not idle:
        return icp, ()
    warning = f"Your hypothesis names what is left out, which counts nothing: {', '.join(idle)}."
    constraints = replace(icp.constraints, hypothesis=kept)
    return replace(icp, constraints=constraints), (warning,)


def sentences(left_out: Iterable[LeftOut], command: str = "") -> list[str]:
    """Return what is left out and how to bring it back, a sentence or two for each reason.

    Parameters
    ----------
    left_out : iterable of LeftOut
    command : str
        The command that can bring it back where the one at hand cannot, and that left out what
        `ASKED` names; where it is not given, the user named that just now and is not told.
    """
    by_reason: dict[str, list[str]] = {CHOSE: [], WRITTEN: [], ASKED: []}
    for each in left_out:
        by_reason[each.why].append(each.selector)
    said = []
    for why, selectors in by_reason.items():
        listed, many = ", ".join(selectors), len(selectors) > 1
        for summary in summaries(selectors):
            listed += f" (and {summary}, which sums up {relation_named(summary).summary_of})"
        options = as_options("--with", selectors)
        how = f"{command} {options}".strip()
        how = f"'{how}'" if command else how
        back = f"{how} brings {'them' if many else 'it'} back."
        if selectors and why == CHOSE:
            because = f"because {'they' if many else 'it'} chose your customers"
            said.append(f"Left out, {because}: {listed}. {back}")
        elif selectors and why == WRITTEN:
            said.append(f"Left out by icp.toml: {listed}. {back}")
        elif selectors and command:
            said.append(f"Left out by the last '{command}': {listed}.")
    return said
