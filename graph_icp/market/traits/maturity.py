"""Technology maturity: how early accounts take up technologies, and how many they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import MATURITY
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

BANDS = ("early and broad", "early", "broad", "typical", "narrow")
# The part of its dated technologies in which an account must be among the first tenth.
_EARLY = 1 / 3
# The part of the market that is broad, and that is narrow.
_QUARTER = 0.25
_UNDATED = " (dates unknown)"


def derive_maturity(store: Store, accounts: NDArray[np.int64] | None = None) -> None:
    """Work out the maturity of accounts again, and record what is another than before.

    Parameters
    ----------
    store : Store
        Open for writing, its links of the relation `uses` derived.
    accounts : array of int, optional
        The ids of those whose maturity is recorded, by their place in the market of now; all where
        it is not given, as what one uses may change the place of another.
    """
    name = relation("maturity").name
    use = store.ask("derive/breadth_of_use", relation=name).to_pandas()
    if not len(use):
        return
    if accounts is None:
        those = np.ones(len(use), bool)
        early = store.ask("derive/early_uses")
    else:
        those = np.isin(use["account"], accounts)
        early = store.ask("derive/early_uses_of", rows_of(use["account"][those]))
    use = use.merge(early.to_pandas(), on="account", how="left").fillna({"dated": 0, "early": 0})
    bands = maturity_bands(use)
    used = bool((use["breadth"] > 0).any())
    ids = _nodes(store, dated=store.ask("derive/dated_uses")["there"][0].as_py()) if used else {}
    other = those & (bands != use["band"].fillna("")).to_numpy(dtype=bool)
    changed = pa.array(use["account"][other], pa.int64())
    traits = pa.array([ids.get(each) for each in bands[other]], pa.int64())
    store.tell("derive/forget_links", pa.table({"id": changed}), relations=name)
    rows = pa.table({"id": changed, "other": traits})
    store.tell("derive/record_maturity", rows, relation=name)


def maturity_bands(use: pd.DataFrame) -> pd.Series:
    """Return how mature each account is in technology: one of BANDS, "" for one that uses none.

    An account is early where it is among the first tenth of users in a third of the technologies
    since when it is known to use them. It is broad among the quarter of the market that uses most,
    or that spends most; narrow among the quarter that uses least. Of equals all are, or none.

    Parameters
    ----------
    use : DataFrame
        One row an account: breadth (technologies in use, a category once), spend (missing where
        nobody states it), dated (technologies since when is known), early (of these, where it is
        among the first tenth).
    """
    uses = use["breadth"].to_numpy() > 0
    breadth = np.where(uses, use["breadth"], np.nan).astype(float)
    broad = _upper(breadth) | _upper(use["spend"].to_numpy(dtype=float))
    early = (use["dated"] > 0) & (use["early"] >= _EARLY * use["dated"])
    found = np.select(
        [~uses, early & broad, early, broad, _upper(-breadth)],
        ["", "early and broad", "early", "broad", "narrow"],
        "typical",
    )
    return pd.Series(found, index=use.index, dtype=object)


def _upper(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which values are in the upper quarter of those that are known."""
    known = np.sort(values[~np.isnan(values)])
    as_much = len(known) - np.searchsorted(known, values, side="left")
    marks: NDArray[np.bool_] = ~np.isnan(values) & (as_much <= _QUARTER * len(known))
    return marks


def _nodes(store: Store, *, dated: bool) -> dict[str, int]:
    """Return the ids of the bands' nodes by key, made where they lack and named as they are told.

    Their names say so where no source tells since when a technology is used.
    """
    kind = MATURITY.label
    keys = pa.table({"kind": [kind] * len(BANDS), "key": list(BANDS)})
    there = store.ask("load/node_ids", keys, trait=[kind]).to_pylist()
    ids = {row["key"]: int(row["id"]) for row in there}
    names = {key: key if dated else f"{key}{_UNDATED}" for key in BANDS}
    new = [key for key in BANDS if key not in ids]
    if new:
        last = store.ask("load/last_id")["id"][0].as_py()
        ids |= {key: last + 1 + place for place, key in enumerate(new)}
        rows = [{"id": ids[key], "kind": kind, "key": key, "name": names[key]} for key in new]
        store.insert("node", pa.Table.from_pylist(rows))
    renamed = [
        {"id": row["id"], "name": names[row["key"]]}
        for row in there
        if row["name"] != names[row["key"]]
    ]
    if renamed:
        store.tell("load/rename_nodes", pa.Table.from_pylist(renamed), label=kind)
    return ids
