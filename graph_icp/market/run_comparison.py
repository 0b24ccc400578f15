"""Two runs beside each other: who moved, who is in another tier now, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.list_changes import change_of, in_order, worth_telling
from graph_icp.discovery.ranking.points import (
    TYPICAL_COMPANY,
    TYPICAL_RELATION,
    coverage,
    known,
    trait_points,
)
from graph_icp.discovery.ranking.tiers import DISQUALIFIED, tiers
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import RANKED
from graph_icp.graph.relations import relation as relation_named
from graph_icp.market.accounts.qualify import rules_broken
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.lookup import owners_of
from graph_icp.market.runs import stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.runs.stored import Run

ENTERED, LEFT, ROSE, FELL = "entered", "left", "rose", "fell"
# Of an account whose place is the same: its tier is another.
STAYED = "same place"
# What moved an account whose own fit did not.
OTHERS = "others moved"
# What moved an account of which other things are known than then.
NEWS = "what is known of it has changed"
# What gave an account another tier at the same fit.
TIERS_MOVED = "tiers begin elsewhere in icp.toml"
# Why an account left that breaks no rule.
UNKNOWN = "no longer scored: nothing that counts is known of it"
_NOW = "is no longer in the market: its status is {}"
# Accounts whose moves are explained, the farthest first.
EXPLAINED = 200
# Accounts whose links are read at once.
_AT_ONCE = 50_000
# Points that nobody sees.
_NOTHING = 0.05


@dataclass(frozen=True)
class _Compared:
    """A run as it is compared.

    Attributes
    ----------
    store : Store
    number : int
    run : Run
    icp : Icp
        The profile that it went by.
    unlisted : frozenset of int
        Accounts that it is compared without.
    """

    store: Store
    number: int
    run: Run
    icp: Icp

    unlisted: frozenset[int] = frozenset()

    @classmethod
    def read(cls, store: Store, number: int) -> _Compared:
        run = stored.run(store, number)
        return cls(store, number, run, parse_icp(run.options["icp"]))

    def as_listed(self) -> _Compared:
        """Return it without those that its list left out: for what the team said, or for a tag."""
        out = {**self.run.options.get("hidden", {}), **self.run.options.get("said", {})}
        said = pd.Series([*out], dtype=object)
        return replace(self, unlisted=frozenset(owners_of(self.store, said).values()))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of the accounts that it ranked."""
        return tuple(self.run.options.get("statuses") or RANKED)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """By account's id now: points, rank and fit; the best of those that are one account now."""
        scores = stored.scores(self.store, self.run)
        return scores[~scores.index.isin(self.unlisted)]

    def links(self, ids: NDArray[np.int64]) -> dict[str, Any]:
        """Return the accounts' links to the traits that the run knows, as they are now."""
        return stored.links_by(self.store, ids, self.run)

    def tiers(self, ids: NDArray[np.int64], fits: NDArray[np.float64]) -> NDArray[np.object_]:
        """Return the tiers of accounts that it ranked, by what is known of them now."""
        starts = range(0, len(ids), _AT_ONCE)
        parts = [ids[start : start + _AT_ONCE] for start in starts]
        covered = [coverage(self.run.fit, self.links(each)) for each in parts]
        return tiers(fits, np.concatenate([*covered, np.zeros(0)]), self.icp.tiers)


def compared(store: Store, one: int, other: int) -> pd.DataFrame:
    """Return who moved between two runs, and what moved them; see `RunHistory.compare`."""
    earlier, later = _Compared.read(store, one), _Compared.read(store, other)
    both = _both(earlier, later)
    moved = both[(both["change"] != STAYED) | (both["tier"] != both["tier_before"])].copy()
    least = len(both) + 1
    steps = moved["rank"].fillna(least) - moved["rank_before"].fillna(least)
    moved = moved.iloc[np.argsort(-steps.abs().to_numpy(), kind="stable")]
    moved["moved_by"] = _moved_by(earlier, later, moved)
    return _table(store, moved)


def moves_said(table: pd.DataFrame) -> list[str]:
    """Return in sentences how many companies moved and changed tier, and whether it is icp.toml.

    `table` is that of `RunHistory.compare`.
    """
    counts = table["change"][table["change"] != STAYED].value_counts()
    said = ", ".join(f"{counts[change]:,} {change}" for change in counts.index)
    sentences = [f"{said or 'No company moved to another place'}."]
    ranked = (table["tier_before"] != "") & (table["tier"] != "")
    other = table[ranked & (table["tier"] != table["tier_before"])]
    if len(other):
        steps = (other["tier_before"] + " -> " + other["tier"]).value_counts()
        each = ", ".join(f"{many:,} {step}" for step, many in steps.items())
        sentences.append(f"{len(other):,} in another tier: {each}.")
    if (table["moved_by"] == TIERS_MOVED).any():
        sentences.append("Between these runs icp.toml changed where tiers begin.")
    if not len(table):
        sentences = ["No company moved or changed tier."]
    return [*sentences, _BY_FIT]


_BY_FIT = "Places are those by fit: intent and reach, which order other lists, move nobody here."


def changed(store: Store, one: int, other: int) -> pd.DataFrame:
    """Return whose tier changed between two lists, and what moved them; see `Changes.table`."""
    earlier, later = (_Compared.read(store, each).as_listed() for each in (one, other))
    both = _both(earlier, later)
    how = change_of(
        *(both[each].to_numpy(dtype=object) for each in ("tier_before", "tier")),
        *(both[each].notna().to_numpy() for each in ("rank_before", "rank")),
    )
    moved = both[how != ""]
    # Those first that are told of: not all are explained.
    first = np.argsort(~worth_telling(moved), kind="stable")
    moved = moved.iloc[first].assign(moved_by="")
    moved["moved_by"] = _moved_by(earlier, later, moved)
    return in_order(_table(store, moved).assign(change=how[how != ""][first]))


def _both(earlier: _Compared, later: _Compared) -> pd.DataFrame:
    """Return by account, with its id, points, rank, fit and tier of each run, and its change."""
    both = earlier.scores.add_suffix("_before").join(later.scores, how="outer")
    both = both.assign(id=both.index)
    both["tier_before"] = _tiers(earlier, both["id"], both["fit_before"])
    both["tier"] = _tiers(later, both["id"], both["fit"])
    both["change"] = np.select(
        [
            both["rank_before"].isna(),
            both["rank"].isna(),
            both["rank"] < both["rank_before"],
            both["rank"] > both["rank_before"],
        ],
        [ENTERED, LEFT, ROSE, FELL],
        STAYED,
    )
    return both


def _tiers(run: _Compared, ids: pd.Series, fits: pd.Series) -> pd.Series:
    """Return the tiers of accounts, "" of those that the run did not rank and no rule excludes."""
    has = fits.notna().to_numpy()
    told = np.full(len(ids), "", dtype=object)
    told[has] = run.tiers(ids[has].to_numpy(np.int64), fits[has].to_numpy(np.float64))
    excluded = [bool(each) for each in rules_broken(run.store, ids[~has].to_numpy(), run.icp)]
    told[~has] = np.where(excluded, DISQUALIFIED, "")
    return pd.Series(told, ids.index)


def _moved_by(earlier: _Compared, later: _Compared, moved: pd.DataFrame) -> pd.Series:
    """Return what moved each account, in words."""
    gain = (moved["points"] - moved["points_before"]).head(EXPLAINED)
    why = _reasons(earlier, later, moved["id"].head(EXPLAINED), gain).reindex(moved.index)
    against = (moved["change"] == ROSE) & (moved["points"] <= moved["points_before"])
    against |= (moved["change"] == FELL) & (moved["points"] >= moved["points_before"])
    why[against] = OTHERS
    if earlier.icp.tiers != later.icp.tiers:
        same_fit = (moved["fit"] - moved["fit_before"]).abs() <= _NOTHING
        why[(moved["tier"] != moved["tier_before"]) & same_fit] = TIERS_MOVED
    return _why_left(moved, later).fillna(why).fillna("")


def _table(store: Store, moved: pd.DataFrame) -> pd.DataFrame:
    about = store.ask("read/accounts_by_id", rows_of(moved["id"]))
    named = moved.reset_index(drop=True).merge(
        about.to_pandas()[["id", "name", "domain", "key"]], on="id", how="left"
    )
    columns = (
        *("account", "domain", "change", "rank_before", "rank", "tier_before", "tier"),
        *("fit_before", "fit", "moved_by", "key"),
    )
    table = named.rename(columns={"name": "account"})[[*columns]]
    return table.astype({"rank": "Int64", "rank_before": "Int64"})


def _why_left(moved: pd.DataFrame, later: _Compared) -> pd.Series:
    """Return by account that left the rules that it breaks, else what it is now, or UNKNOWN."""
    gone = moved["id"][moved["change"] == LEFT]
    ids = gone.to_numpy(np.int64)
    broken = rules_broken(later.store, ids, later.icp)
    scored = known(later.run.fit, later.links(ids))
    about = later.store.ask("read/accounts_by_id", rows_of(ids))
    status = dict(zip(about["id"].to_pylist(), about["status"].to_pylist(), strict=True))
    said = [
        ", ".join(map(str, rules))
        or (None if status[each] in later.statuses else _NOW.format(status[each]))
        or (None if is_scored else UNKNOWN)
        for each, rules, is_scored in zip(ids.tolist(), broken, scored, strict=True)
    ]
    return pd.Series(said, gone.index, object).reindex(moved.index)


def _reasons(earlier: _Compared, later: _Compared, ids: pd.Series, gain: pd.Series) -> pd.Series:
    """Return by account the line of points that changed most, as all its points did, in words."""
    before, after = (_lines(each, ids) for each in (earlier, later))
    lines = pd.concat([before.assign(points=-before["points"]), after])
    change = lines.groupby(["place", "title", "name"])["points"].sum().reset_index()
    all_in_all = gain.to_numpy()[change["place"].to_numpy(np.intp)]
    # Lines are of the links of today, so what they do not make is of links that were others then.
    learned = change.groupby("place")["points"].sum().reindex(range(len(ids)), fill_value=0.0)
    told_since = np.nan_to_num(gain.to_numpy() - learned.to_numpy())
    # Of an account that entered or left there are no points to say which way it went.
    change = change[np.isnan(all_in_all) | (change["points"] * all_in_all > 0)]
    farthest = np.argsort(-change["points"].abs().to_numpy(), kind="stable")
    most = change.iloc[farthest].drop_duplicates("place")
    said = pd.Series("", index=range(len(ids)), dtype=object)
    for place, title, name, points in most.itertuples(index=False):
        if abs(points) > _NOTHING:
            said[place] = f"{_WHOLE.get(name, '{} ({})').format(name, title)} {points:+.1f}"
    largest = most.set_index("place")["points"].abs().reindex(range(len(ids)), fill_value=0.0)
    # What moved it the other way is not what moved it.
    said[(told_since * gain.to_numpy() > 0) & (np.abs(told_since) > largest + _NOTHING)] = NEWS
    return said.set_axis(ids.index)


# What is said of the lines that are of no trait.
_WHOLE = {TYPICAL_RELATION: "{1} as a whole", TYPICAL_COMPANY: "an average company"}


def _lines(compared: _Compared, ids: pd.Series) -> pd.DataFrame:
    """Return the lines of the accounts' points: place (among `ids`), title, name, points."""
    fit = compared.run.fit
    links = compared.links(ids.to_numpy(np.int64))
    everybody = np.arange(len(ids))
    typical = -100 * fit.typical / fit.span
    blocks = [_block(everybody, "the market", TYPICAL_COMPANY, np.full(len(ids), typical))]
    points = trait_points(fit, links, 0)
    for each in fit.relations:
        title = relation_named(each.relation).title
        known = np.flatnonzero(each.counted(links[each.relation]))
        mean = -100 * float(each.typical[0]) / fit.span
        blocks.append(_block(known, title, TYPICAL_RELATION, np.full(len(known), mean)))
        parts = points[each.relation].tocoo()
        names = each.traits["name"].to_numpy()[parts.col]
        blocks.append(_block(parts.row, title, names, parts.data))
    return pd.concat(blocks, ignore_index=True)


def _block(place: Any, title: str, name: Any, points: Any) -> pd.DataFrame:
    return pd.DataFrame({"place": place, "title": title, "name": name, "points": points})


def standing_in(store: Store, number: int, ids: NDArray[np.int64]) -> pd.DataFrame:
    """Return how different accounts stand by a run, in their order: tier ("" for none) and fit."""
    run = _Compared.read(store, number)
    every = pd.Series(ids)
    fits = pd.Series(run.scores["fit"].reindex(ids).to_numpy(), every.index)
    return pd.DataFrame({"tier": _tiers(run, every, fits), "fit": fits})
