"""The difference of two lists: files, runs, or what the store listed then and lists now."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.discovery.ranking.list_changes import (
    GONE,
    Changes,
    change_of,
    in_order,
    worth_telling,
)
from graph_icp.errors import FileError, GraphICPError, RankingError
from graph_icp.ingest.files.open_table import ending
from graph_icp.market.feedback.keeping import said_last
from graph_icp.market.lists.list_file import identities, list_in
from graph_icp.market.lookup import owners_of
from graph_icp.market.run_comparison import changed
from graph_icp.market.runs.register import find_run, latest, registered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.runs.register import RegisteredRun
    from graph_icp.market.store_opener import StoreOpener

_AGO = re.compile(r"(\d{1,5}) ?(d|days?|w|weeks?)", re.I)


def difference(
    opener: StoreOpener,
    old: str | Path | int | None,
    new: str | Path | int | None,
    since: str | datetime.date | None,
    *,
    everything: bool,
) -> Changes:
    """Return what changed from one list to another; see `Market.diff`."""
    if old is None or new is None:
        day = _day(since)
        with opener() as store:
            one, other, remark = _since(store, day)
            return replace(_of_runs(store, one, other, everything=everything), remark=remark)
    files = [_is_file(each) for each in (old, new)]
    if all(files):
        return of_files(Path(str(old)), Path(str(new)), everything=everything)
    if any(files):
        raise FileError(f"{old} and {new}: give two files, or two runs.")
    with opener() as store:
        runs = (find_run(store, each) for each in (str(old), str(new)))
        return _of_runs(store, *runs, everything=everything)


def of_files(old: Path, new: Path, *, everything: bool) -> Changes:
    """Return what changed from one file to another; see `list_file.list_in` for what they hold.

    Parameters
    ----------
    old, new : Path
    everything : bool
        Whether also those are listed that are below Good fit before and now.

    Raises
    ------
    FileError
        If one cannot be read, or they name companies by different columns.
    """
    lists = list_in(old), list_in(new)
    known = identities(lists)
    both = _joined(lists, known)
    untold = [
        str(path)
        for path, each in zip((old, new), lists, strict=True)
        if "tier" not in each.attrs["columns"]
    ]
    if untold:
        both[["tier_before", "tier"]] = ""
    both["change"] = change_of(
        *(both[each].to_numpy(dtype=object) for each in ("tier_before", "tier")),
        *(both[each].to_numpy(dtype=bool) for each in ("in_before", "in_now")),
    )
    table = in_order(both[both["change"] != ""].assign(moved_by=""))
    remarks = [_WITHOUT_TIERS.format(" and ".join(untold))] if untold else []
    remarks += [_twice(*each) for each in zip((old, new), lists, known, strict=True)]
    told = _told(table, str(old), str(new), everything=everything)
    return replace(told, remark=" ".join(filter(None, remarks)))


_WITHOUT_TIERS = "Tiers are not compared: {} has no column Tier."


def _twice(path: Path, listed: pd.DataFrame, known: pd.Series) -> str:
    """Return which companies a file has several times, "" where it has none."""
    names = listed.loc[known.duplicated(), ["account", "domain", "key"]]
    told = [next(filter(None, each)) for each in names.itertuples(index=False)]
    if not told:
        return ""
    some = ", ".join([*dict.fromkeys(told)][:_NAMED])
    more = " ..." if len({*told}) > _NAMED else ""
    return f"Several times in {path}, where the first row counts: {some}{more}."


# Companies that are named which stand several times in a file.
_NAMED = 5


def _of_runs(
    store: Store, one: RegisteredRun, other: RegisteredRun, *, everything: bool
) -> Changes:
    """Return what changed from the list of one run to that of another.

    Who is gone for what the team said, or for a tag, is told with that.
    """
    table = changed(store, one.number, other.number)
    said = _said(store, other)
    words = table["key"].map(owners_of(store, table["key"])).map(said)
    told = (table["change"] == GONE) & words.notna()
    table["moved_by"] = table["moved_by"].where(~told, words)
    return _told(table, _called(one), _called(other), everything=everything)


def _said(store: Store, run: RegisteredRun) -> dict[int, str]:
    """Return by account why a list left it out: for its tag, or what the team said of it."""
    reasons = said_last(store)[["status", "reason"]].to_dict("index")
    owners = owners_of(store, pd.Series([*run.hidden, *run.said], dtype=object))
    told = {owners.get(key, -1): f"hidden by its tag: {tag}" for key, tag in run.hidden.items()}
    for key, word in run.said.items():
        last = reasons.get(owners.get(key), {})
        why = last["reason"] if last and last["status"] == word else ""
        told[owners.get(key, -1)] = f"your team said: {word}" + (f", {why}" if why else "")
    return told


def _since(store: Store, day: datetime.date | None) -> tuple[RegisteredRun, RegisteredRun, str]:
    """Return the run of a day, the last run that was asked alike, and what to say of the first.

    Without a day it is the run before the last. Of a day it is the last run made on it or before;
    where none was, the oldest. It may be the last run itself. Raises RankingError without any run.
    """
    known = registered(store)
    last = latest(known)
    if last is None:
        raise RankingError("No list has been made yet; 'graph-icp discover' makes one.")
    alike = [each for each in known if each.asked_like == last.asked_like]
    earlier = [each for each in alike if each.number < last.number]
    by_then = [each for each in alike if day and each.made_at.date() <= day]
    if not earlier:
        return last, last, "" if by_then else _FIRST
    if day is None:
        return earlier[-1], last, ""
    if by_then:
        return by_then[-1], last, ""
    return earlier[0], last, f"No list is as old as {day}; this is compared with the oldest."


_FIRST = "This is the first list of its kind, so there is nothing to compare it with yet."


def _day(since: str | datetime.date | None) -> datetime.date | None:
    """Return the day of "7d", "2 weeks" or "2026-11-23"; raises GraphICPError for what is none."""
    if since is None or isinstance(since, datetime.date):
        return since
    today = datetime.datetime.now().astimezone().date()
    if ago := _AGO.fullmatch(since.strip()):
        days = int(ago[1]) * (7 if ago[2].lower().startswith("w") else 1)
        return today - datetime.timedelta(days)
    with suppress(ValueError):
        day = datetime.date.fromisoformat(since.strip())
        if day <= today:
            return day
    raise GraphICPError(f"'{since[:40]}' is no day of before; write 7d, 2w or a date: 2026-11-23.")


def _is_file(named: str | Path | int) -> bool:
    """Return whether a file is meant, and no run; a number is always that of a run."""
    if isinstance(named, int):
        return False
    return isinstance(named, Path) or Path(named).exists() or bool(ending(named))


def _called(run: RegisteredRun) -> str:
    name = f" '{run.name}'" if run.name else ""
    return f"run {run.number}{name} of {run.made_at:%Y-%m-%d %H:%M}"


def _joined(lists: Sequence[pd.DataFrame], known: Sequence[pd.Series]) -> pd.DataFrame:
    """Return the companies of two lists, each once, with what each list says."""
    one, other = (
        each.assign(identity=names).drop_duplicates("identity").set_index("identity")
        for each, names in zip(lists, known, strict=True)
    )
    both = one.add_suffix("_before").join(other, how="outer")
    both["in_before"] = both.index.isin(one.index)
    both["in_now"] = both.index.isin(other.index)
    for name in ("key", "domain", "account"):
        both[name] = both[name].where(both[name].fillna("") != "", both[f"{name}_before"])
    texts = ["tier_before", "tier", "key", "domain", "account"]
    both[texts] = both[texts].fillna("")
    return both


def _told(table: pd.DataFrame, before: str, now: str, *, everything: bool) -> Changes:
    told = worth_telling(table) | everything
    return Changes(table[told].reset_index(drop=True), before, now, int((~told).sum()))
