"""The market as it counts: without what chose the customers and what else is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.discovery.left_out import (
    CHOSE,
    WRITTEN,
    LeftOut,
    check_something_left,
    hypothesis_left,
    leave_out,
)
from graph_icp.discovery.selectors import parted, several
from graph_icp.graph.relations import relation
from graph_icp.market.words_of_files import selector_as_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class Counting:
    """What counts of a market.

    Attributes
    ----------
    graph : Graph
        The market without what is left out.
    icp : Icp
        The profile without what is left out.
    left_out : tuple of LeftOut
    warnings : tuple of str
    """

    graph: Graph
    icp: Icp
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]


def always_left_out(chosen: Iterable[str], icp: Icp) -> list[LeftOut]:
    """Return what every question leaves out: what chose the customers, and what icp.toml names."""
    by_choice = [LeftOut(each, CHOSE) for each in chosen]
    return [*by_choice, *(LeftOut(each, WRITTEN) for each in icp.leave_out)]


def chosen_by(store: Store) -> list[str]:
    """Return by which traits and relations customers were chosen, a trait by its key."""
    told = store.ask("read/conditions")["chosen_by"].to_pylist()
    return list(dict.fromkeys(line for each in told for line in each.splitlines()))


def chosen_by_names(store: Store) -> list[str]:
    """Return the same as `chosen_by`, a trait by its name: "uses=Elixir"."""
    said = []
    for each in chosen_by(store):
        name, mark, key = parted(each)
        if mark and not relation(name).of_column():
            traits = store.ask("links/traits_of_relation", **relation(name).parameters())
            names = dict(zip(traits["key"].to_pylist(), traits["name"].to_pylist(), strict=True))
            key = names.get(key, key)
        said.append(f"{name}{mark}{key}")
    return said


def counting(
    whole: Graph,
    icp: Icp,
    always: Iterable[LeftOut],
    without: str | Iterable[str] = (),
    with_: str | Iterable[str] = (),
) -> Counting:
    """Return what counts of a market.

    Parameters
    ----------
    whole : Graph
    icp : Icp
    always, without, with_
        As of `leave_out`.

    Raises
    ------
    RankingError
        If nothing is left of the customers, or something cannot be brought back.
    UnknownNameError
        If there is no such relation or trait.
    """
    named = (
        [selector_as_told(whole, each) for each in several(those)] for those in (without, with_)
    )
    graph, left_out = leave_out(whole, always, *named)
    thought, warnings = hypothesis_left(whole, icp, left_out)
    if not thought.constraints.hypothesis:
        check_something_left(whole, graph, left_out)
    return Counting(graph, thought, left_out, warnings)
