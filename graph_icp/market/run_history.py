"""The attribute `market.runs`: runs of `discover`, and the companies that moved between two."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.ranking.points import (
    TYPICAL_COMPANY,
    TYPICAL_RELATION,
    known,
    trait_points,
)
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import relation as relation_named
from graph_icp.market import runs
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.qualify import rules_broken
from graph_icp.market.write_back import clear_results

if TYPE_CHECKING:
    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.runs import Run
    from graph_icp.market.store_opener import StoreOpener

ENTERED, LEFT, ROSE, FELL = "entered", "left", "rose", "fell"
# The reason of an account that moved although its own fit did not.
OTHERS = "others moved"
# The reason of an account that left without breaking a rule.
UNKNOWN = "no longer scored: nothing is known of it"
# The most accounts whose moves are explained, the farthest first.
EXPLAINED = 200
# The most points that are too few to show.
_NOTHING = 0.05


@dataclass(frozen=True)
class RunHistory:
    """The runs of `discover` that a market keeps.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def table(self) -> pd.DataFrame:
        """Return the runs: run, made_at, method, loads, profile, without (list), icp (text)."""
        with self.store() as store:
            return _table(store)

    def icp_text(self, run: int) -> str:
        """Return the text of a run's icp.toml; raises UnknownNameError."""
        with self.store() as store:
            return _icp_text(store, run)

    def last(self) -> Run | None:
        """Return the last run, None if there is none."""
        with self.store() as store:
            return runs.last_run(store)

    def compare(self, one: int, other: int) -> pd.DataFrame:
        """Return the companies that moved between two runs, and why.

        Returns
        -------
        DataFrame
            account (name), domain, change (entered, left, rose, fell), rank_before, rank,
            fit_before, fit, moved_by (the rule that disqualifies it now, OTHERS if its own fit
            did not move that way, UNKNOWN if nothing is known of it any more, else the trait or
            relation whose points changed most, with the change), key; the farthest moves first.

        Raises
        ------
        UnknownNameError
            If there is no such run.
        """
        with self.store() as store:
            return _compared(store, one, other)

    def clear_results(self) -> None:
        """Remove what `discover` wrote back to the store."""
        with self.store(write=True) as store:
            clear_results(store)


def _table(store: Store) -> pd.DataFrame:
    table: pd.DataFrame = store.ask("runs/runs").to_pandas()
    options = [json.loads(each) for each in table.pop("options")]
    return table.rename(columns={"id": "run"}).assign(
        profile=[each["profile"] for each in options],
        without=[each["without"] for each in options],
        icp=[each["icp"] for each in options],
    )


def _icp_text(store: Store, run: int) -> str:
    texts = _table(store).set_index("run")["icp"]
    if run not in texts:
        raise UnknownNameError("run", str(run), map(str, texts.index))
    return str(texts[run])


def _compared(store: Store, one: int, other: int) -> pd.DataFrame:
    _icp_text(store, one)
    icp = parse_icp(_icp_text(store, other))
    earlier, later = (runs.run(store, number) for number in (one, other))
    before, after = (_scores(store, each) for each in (earlier, later))
    both = before.add_suffix("_before").join(after, how="outer")
    ids = store.ask("identity/owners_of_keys", pa.table({"key": pa.array(both.index, pa.string())}))
    both = both.join(ids.to_pandas().set_index("key"), how="inner")
    both["change"] = np.select(
        [both["rank_before"].isna(), both["rank"].isna(), both["rank"] < both["rank_before"]],
        [ENTERED, LEFT, ROSE],
        FELL,
    )
    moved = both[~(both["rank"] == both["rank_before"])].copy()
    least = len(both) + 1
    steps = moved["rank"].fillna(least) - moved["rank_before"].fillna(least)
    moved = moved.iloc[np.argsort(-steps.abs().to_numpy(), kind="stable")]
    moved["moved_by"] = _reasons(store, moved["id"].head(EXPLAINED), earlier, later)
    against = (moved["change"] == ROSE) & (moved["points"] <= moved["points_before"])
    against |= (moved["change"] == FELL) & (moved["points"] >= moved["points_before"])
    moved.loc[against, "moved_by"] = OTHERS
    moved["moved_by"] = _why_left(store, moved, later, icp).fillna(moved["moved_by"]).fillna("")
    about = store.ask("read/accounts_by_id", pa.table({"id": pa.array(moved["id"], pa.int64())}))
    named = moved.reset_index(names="key").merge(
        about.to_pandas()[["id", "name", "domain"]], on="id", how="left"
    )
    columns = ["account", "domain", "change", "rank_before", "rank", "fit_before", "fit"]
    table = named.rename(columns={"name": "account"})[[*columns, "moved_by", "key"]]
    return table.astype({"rank": "Int64", "rank_before": "Int64"})


def _scores(store: Store, run: Run) -> pd.DataFrame:
    """Return the points, ranks and fits of a run, by the accounts' keys."""
    scores: pd.DataFrame = store.ask("runs/run_scores", run=run.number).to_pandas()
    fits = run.fit.placement.fit(scores["points"].to_numpy())
    return scores.assign(fit=fits).set_index("account")


def _why_left(store: Store, moved: pd.DataFrame, later: Run, icp: Icp) -> pd.Series:
    """Return for each account that left the rules that it breaks, else whether it is unknown."""
    gone = moved["id"][moved["change"] == LEFT]
    ids = gone.to_numpy(np.int64)
    broken = rules_broken(store, ids, icp)
    scored = known(later.fit, runs.links_of(store, ids, runs.traits_of(later)))
    said = [
        ", ".join(map(str, rules)) or (None if is_scored else UNKNOWN)
        for rules, is_scored in zip(broken, scored, strict=True)
    ]
    return pd.Series(said, gone.index, object).reindex(moved.index)


def _reasons(store: Store, ids: pd.Series, earlier: Run, later: Run) -> pd.Series:
    """Return by account the line of points that changed most, in words."""
    before, after = (_lines(store, run, ids) for run in (earlier, later))
    lines = pd.concat([before.assign(points=-before["points"]), after])
    change = lines.groupby(["place", "title", "name"])["points"].sum().reset_index()
    farthest = np.argsort(-change["points"].abs().to_numpy(), kind="stable")
    most = change.iloc[farthest].drop_duplicates("place")
    said = pd.Series("", index=range(len(ids)), dtype=object)
    for place, title, name, points in most.itertuples(index=False):
        if abs(points) > _NOTHING:
            said[place] = f"{name} ({title}) {points:+.1f}"
    return said.set_axis(ids.index)


def _lines(store: Store, run: Run, ids: pd.Series) -> pd.DataFrame:
    """Return the lines of the accounts' points: place (among `ids`), title, name, points."""
    links = runs.links_of(store, ids.to_numpy(np.int64), runs.traits_of(run))
    everybody = np.arange(len(ids))
    typical = -100 * run.fit.typical / run.fit.span
    blocks = [_block(everybody, "the market", TYPICAL_COMPANY, np.full(len(ids), typical))]
    points = trait_points(run.fit, links, 0)
    for each in run.fit.relations:
        title = relation_named(each.relation).title
        known = np.flatnonzero(known_in(links[each.relation]))
        mean = -100 * float(each.typical[0]) / run.fit.span
        blocks.append(_block(known, title, TYPICAL_RELATION, np.full(len(known), mean)))
        parts = points[each.relation].tocoo()
        names = each.traits["name"].to_numpy()[parts.col]
        blocks.append(_block(parts.row, title, names, parts.data))
    return pd.concat(blocks, ignore_index=True)


def _block(place: Any, title: str, name: Any, points: Any) -> pd.DataFrame:
    return pd.DataFrame({"place": place, "title": title, "name": name, "points": points})
