"""Paths as a table that people read: names, titles, evidence, the weakest link, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.names_of_people import names_of_people
from graph_icp.reach import words
from graph_icp.reach.paths import NOBODY, Path, each_of
from graph_icp.reach.people.evidence import of_colleagues, worked_together
from graph_icp.reach.people.strengths import MOST, label
from graph_icp.reach.people.ties import combined
from graph_icp.reach.priority import Door

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.reach.people.acquaintances import Acquaintances

COLUMNS = (
    *("account", "domain", "starter", "introducer", "target", "title", "persona", "strength"),
    *("label", "evidence", "weakest_link", "ask"),
)
STEPS = ("path", "one", "name", "other", "other_name", "strength", "label", "evidence")
_PEOPLE = ("starter", "first", "second", "target")


@dataclass(frozen=True)
class PathNames:
    """What is called how on some paths.

    Attributes
    ----------
    names : words.Names
    titles : mapping of (int, int) to str
        By person and account.
    domains : mapping of int to str
    personas : mapping of (int, int) to str
        By person and account, where one is set and theirs.
    """

    names: words.Names
    titles: Mapping[tuple[int, int], str]
    domains: Mapping[int, str]
    personas: Mapping[tuple[int, int], str]


def names_on(
    store: Store, known: Acquaintances, paths: pd.DataFrame, more: tuple[int, ...] = ()
) -> PathNames:
    """Return the names of the people on paths (and of `more` people) and of their employers."""
    people = np.unique(np.concatenate([paths[each] for each in _PEOPLE]).astype(np.int64))
    people = np.union1d(people[people != NOBODY], np.array(more, dtype=np.int64))
    titles = store.ask("reach/titles", rows_of(people), as_of=words.date(known.today)).to_pylist()
    jobs = known.jobs.loc[known.jobs["person"].isin(people), "account"]
    accounts = store.ask("read/accounts_by_id", rows_of(jobs.unique())).to_pylist()
    events = known.guests[["event", "name"]].drop_duplicates("event")
    names = words.Names(
        people=names_of_people(store, people),
        accounts={row["id"]: row["name"] for row in accounts},
        events=dict(zip(events["event"].tolist(), events["name"], strict=True)),
        sized=frozenset(known.employees.index.tolist()),
        jobs=_jobs(store, known, paths),
    )
    return PathNames(
        names,
        {(row["person"], row["account"]): row["title"] for row in titles},
        {row["id"]: row["domain"] for row in accounts},
        _personas(known, people),
    )


def _jobs(store: Store, known: Acquaintances, paths: pd.DataFrame) -> dict[int, str]:
    """Return what the introducers of paths are where, by the latest word on each."""
    between_us = np.unique(paths[["first", "second"]].to_numpy(np.int64))
    rows = rows_of(between_us[between_us != NOBODY])
    told = store.ask("reach/current_jobs", rows, as_of=words.date(known.today)).to_pylist()
    return {
        row["person"]: words.job(row["title"], row["company"], row["status"])
        for row in reversed(told)
    }


def _personas(known: Acquaintances, people: NDArray[np.int64]) -> dict[tuple[int, int], str]:
    if known.wanted is None:
        return {}
    named = known.wanted[known.wanted["person"].isin(people) & known.wanted["persona"].notna()]
    at = zip(named["person"], named["account"], strict=True)
    return dict(zip(at, named["persona"], strict=True))


def door_of(known: Acquaintances, path: Path, called: PathNames) -> Door:
    """Return a path as whom to ask."""
    people = tuple(called.names.people[each] for each in path.people)
    title = called.titles.get((path.target, path.account)) or ""
    return Door(people, title, path.strength, *_outcome(known, path, called))


def _outcome(known: Acquaintances, path: Path, called: PathNames) -> tuple[str, str]:
    """Return what came of asking a path's people about its account lately, and in a word.

    A no concerns every path over either of the two, all else those over both.
    """
    names = {each: called.names.people[each] for each in path.people}
    about = known.outcomes[known.outcomes["account"] == path.account]
    columns = ["one", "other", "day", "result"]
    for one, other, day, result in about[columns].itertuples(index=False, name=None):
        if (one in names and other in names) or (
            result == "no" and (one in names or other in names)
        ):
            ends = names.get(one, ""), names.get(other, "")
            company = called.names.accounts[path.account]
            return words.came_of_asking(*ends, company, day, result), result
    return "", ""


def told_in_words(
    known: Acquaintances, paths: pd.DataFrame, people: pd.DataFrame, called: PathNames
) -> pd.DataFrame:
    """Return paths as people read them.

    Parameters
    ----------
    known : Acquaintances
    paths : DataFrame
        As of `paths.find`.
    people : DataFrame
        As of `paths.targets`.
    called : PathNames

    Returns
    -------
    DataFrame
        COLUMNS: strength (0 to 1), evidence (list of sentences); introducer is empty for a direct
        path, and two names joined by " and " for one over two.
    """
    steps = _steps(known, paths)
    rows = [_told(known, path, people, called, steps) for path in each_of(paths)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def steps_in_words(known: Acquaintances, paths: pd.DataFrame, called: PathNames) -> pd.DataFrame:
    """Return the steps of paths, for drawing them.

    Returns
    -------
    DataFrame
        STEPS: path (its place), one and other (ids), their names, strength (0 to 1), label,
        evidence (sentences, joined by "; ").
    """
    names, steps = called.names, _steps(known, paths)
    rows = [
        (
            *(place, one, names.people[one], other, names.people[other]),
            *(step.strength, label(step.strength)),
            "; ".join(words.said(each, names) for each in step.evidence),
        )
        for place, path in enumerate(each_of(paths))
        for one, other in path.steps
        for step in [steps[one, other]]
    ]
    return pd.DataFrame(rows, columns=list(STEPS))


def _told(
    known: Acquaintances,
    path: Path,
    people: pd.DataFrame,
    called: PathNames,
    steps_of: dict[tuple[int, int], words.Step],
) -> dict[str, object]:
    """Return one path by the names of COLUMNS."""
    names = called.names
    steps = [steps_of[pair] for pair in path.steps]
    target = words.Told(
        path.target,
        called.titles.get((path.target, path.account), ""),
        names.accounts[path.account],
        *_how_surely(people, path),
        by_name=path.target in known.by_name,
    )
    outcome, _ = _outcome(known, path, called)
    return {
        "account": target.company,
        "domain": called.domains[path.account],
        "starter": names.people[path.starter],
        "introducer": " and ".join(names.people[each] for each in path.introducers),
        "target": names.people[path.target],
        "title": target.title,
        "persona": called.personas.get((path.target, path.account), ""),
        "strength": path.strength,
        "label": label(path.strength),
        "evidence": words.evidence_lines(steps, names),
        "weakest_link": words.weakest_link(steps, target, names),
        "ask": " ".join(filter(None, (words.ask(steps, target, names), outcome))),
    }


def _how_surely(people: pd.DataFrame, path: Path) -> tuple[float, float]:
    """Return when a target's job was last told, and what the path keeps for it."""
    at = people[(people["person"] == path.target) & (people["account"] == path.account)]
    day, sure = at[["told", "sure"]].to_numpy()[0].tolist()
    return day, sure


def _steps(known: Acquaintances, paths: pd.DataFrame) -> dict[tuple[int, int], words.Step]:
    """Return each step of paths with the evidence for it, the strongest first."""
    pairs = [*dict.fromkeys(pair for path in each_of(paths) for pair in path.steps)]
    ours = [other for one, other in pairs if one in known.colleagues]
    told = of_colleagues(known, np.unique(np.array(ours, dtype=np.int64)))
    return {
        (one, other): _step(known, one, other, told if one in known.colleagues else None)
        for one, other in pairs
    }


def _step(known: Acquaintances, one: int, other: int, of_ours: pd.DataFrame | None) -> words.Step:
    evidence = between(known, one, other, of_ours)
    strength = combined(evidence)["strength"].to_numpy().max()
    asked = known.asked[(known.asked["one"] == one) & (known.asked["other"] == other)]
    strength = min(MOST, strength * asked["factor"].to_numpy().prod())
    return words.Step(one, other, strength, list(evidence.itertuples(index=False)))


def between(
    known: Acquaintances, one: int, other: int, of_ours: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the evidence between two people that counts, the strongest first.

    Parameters
    ----------
    known : Acquaintances
    one, other : int
    of_ours : DataFrame, optional
        As of `of_colleagues` for some people and this other, so that it is not worked out anew.
    """
    if one in known.colleagues:
        evidence = of_colleagues(known, np.array([other])) if of_ours is None else of_ours
        evidence = evidence[(evidence["one"] == one) & (evidence["other"] == other)]
    else:
        both = worked_together(known, np.array([one]), np.array([other]), counting=True)
        evidence = pd.concat(both)
    counting = evidence[evidence["counts"].astype(bool)]
    return counting.sort_values("strength", ascending=False, kind="stable")
