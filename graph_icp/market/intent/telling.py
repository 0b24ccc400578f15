"""Technologies that tell customers from others: that one was added is a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.customers.lift import Group, group, lift
from graph_icp.discovery.selectors import parted
from graph_icp.graph.model import RANKED
from graph_icp.market.leaving_out import chosen_by

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store

# The least number of customers with a technology that sets them apart.
_FEWEST = 3


def telling(store: Store) -> set[str]:
    """Return the keys of the technologies that set customers apart and did not choose them."""
    counted = store.ask("signals/technologies_counted").to_pandas()
    known, each = counted[counted["key"].isna()].iloc[0], counted[counted["key"].notna()]
    theirs, others = (
        Group(int(known[of]), float(known[of]), having, having / max(known[of], 1))
        for of in ("customers", "market")
        for having in (each[of].to_numpy(np.float64),)
    )
    chose = {key for name, _, key in map(parted, chosen_by(store)) if name == "uses"}
    return _apart(each["key"], theirs, others) - chose


def telling_in(graph: Graph) -> set[str]:
    """Return the keys of the technologies that set the customers of a graph apart."""
    if "uses" not in graph.matrices:
        return set()
    uses, status = graph.matrices["uses"], graph.accounts["status"]
    theirs, others = (
        group(uses.values, status.isin(those).to_numpy().astype(np.float64))
        for those in (("customer",), RANKED)
    )
    return _apart(uses.traits["key"], theirs, others)


def _apart(keys: pd.Series, theirs: Group, others: Group) -> set[str]:
    if not theirs.known or not others.known:
        return set()
    _, low, _ = lift(theirs, others)
    return {*keys[(low > 1) & (theirs.counts >= _FEWEST)]}
