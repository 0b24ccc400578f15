"""What counts of a market in the store, read for learning from its customers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.ranking.hard_rules import unheard_of
from graph_icp.market.customers.customer_metrics import read_weighed
from graph_icp.market.leaving_out import always_left_out, chosen_by, counting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store
    from graph_icp.market.leaving_out import Counting
    from graph_icp.progress import Progress


def read_counting(
    store: Store,
    icp: Icp,
    without: str | Iterable[str] = (),
    with_: str | Iterable[str] = (),
    progress: Progress | None = None,
    *,
    decaying: bool = True,
) -> Counting:
    """Read what counts of a market; see `counting` and `read_weighed`.

    It warns of what icp.toml leaves out and the market does not have. Links decay unless
    `decaying` is false.
    """
    whole, weighed = read_weighed(store, icp, progress, decaying=decaying)
    found = counting(whole, weighed, always_left_out(chosen_by(store), icp), without, with_)
    unknown = unheard_of(whole, Icp(leave_out=icp.leave_out))
    return replace(found, warnings=(*found.warnings, *unknown))
