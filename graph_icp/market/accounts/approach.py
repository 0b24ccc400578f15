"""How to approach an account: who can open the door, why now, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.output.path_blocks import weakest_shown
from graph_icp.reach.priority import cell_in_words
from graph_icp.rounding import added, apportioned, cut, whole_score

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from graph_icp.market.intent.account_signals import AccountSignals
    from graph_icp.market.intent.account_standing import AccountStanding
    from graph_icp.market.reach.account_paths import AccountPaths

# The most signals that are shown, and the most people beside those of the paths.
SIGNALS, OTHERS = 5, 6


@dataclass(frozen=True)
class Way:
    """A path into the account, from a colleague over introducers to somebody there.

    Attributes
    ----------
    people : tuple of str
        The names, the colleague's first.
    title, persona : str
        Of the last; "" where unknown.
    label, ask : str
    weakest_link : str
        "" where it only repeats the strength.
    strength : float
        0 to 1, cut to two decimals.
    points : int
        What it adds to the reach.
    evidence : tuple of str
    """

    people: tuple[str, ...]
    title: str
    persona: str
    label: str
    strength: float
    points: int
    evidence: tuple[str, ...]
    weakest_link: str
    ask: str


@dataclass(frozen=True)
class Kind:
    """A kind of signal, and what it adds to intent."""

    signal: str
    points: int


@dataclass(frozen=True)
class Signal:
    """What the account showed on a day: in words, of what, and how often."""

    day: datetime.date
    signal: str
    what: str
    times: int


@dataclass(frozen=True)
class Approach:
    """How to approach an account.

    Attributes
    ----------
    reach, intent : int, optional
        0 to 100, cut; None where unknown.
    cell, next_step : str
        "" for none.
    ways : tuple of Way
        The best ways into it; their points add up to `reach`.
    may_know : tuple of str
        Who may know somebody there; it counts for nothing.
    almost : str
        Where there is no way: whom a colleague knows there, and why that makes none.
    people : int
        How many are known there to whom paths may lead.
    parted : bool
        Whether there is no path as those who could introduce are refused, or rest after a no.
    others : tuple of (str, str, str)
        The names, titles and personas of further contacts there.
    others_left_out : int
    remarks : tuple of str
    kinds : tuple of Kind
        Those that add a point, the most first; they add up to `intent`.
    signals : tuple of Signal
        The newest that still add to intent.
    surging : bool
        Whether it shows far more activity than usual.
    """

    reach: int | None
    intent: int | None
    cell: str
    next_step: str
    ways: tuple[Way, ...]
    may_know: tuple[str, ...]
    almost: str
    people: int
    parted: bool
    others: tuple[tuple[str, str, str], ...]
    others_left_out: int
    remarks: tuple[str, ...]
    kinds: tuple[Kind, ...]
    signals: tuple[Signal, ...]
    surging: bool

    @property
    def cell_in_words(self) -> str:
        """The cell with what it means: "A-: best fit, intent unknown"."""
        return cell_in_words(self.cell)


def approach(
    beside: AccountStanding, paths: AccountPaths, told: AccountSignals, contacts: pd.DataFrame
) -> Approach | None:
    """Return how to approach an account; None where neither its reach nor its intent is known.

    Parameters
    ----------
    beside : AccountStanding
    paths : AccountPaths
    told : AccountSignals
    contacts : DataFrame
        The people there; see `contacts.contacts`.
    """
    if not beside.known:
        return None
    intent = whole_score(beside.intent)
    others = _others(contacts, paths)
    return Approach(
        reach=whole_score(beside.reach),
        intent=intent,
        cell=beside.cell,
        next_step=beside.next_step,
        ways=_ways(paths),
        may_know=paths.may_know,
        almost=paths.almost,
        people=paths.people,
        parted=bool(paths.parted),
        others=others[:OTHERS],
        others_left_out=max(len(others) - OTHERS, 0),
        remarks=paths.remarks,
        kinds=_kinds(beside, intent),
        signals=_newest(told),
        surging=told.surging,
    )


def _ways(paths: AccountPaths) -> tuple[Way, ...]:
    points = added(paths.points)
    people = [
        (*rows["name"], rows["other_name"].iloc[-1]) for _, rows in paths.steps.groupby("path")
    ]
    return tuple(
        Way(
            people=names,
            points=int(adds),
            strength=float(cut(row["strength"], 2)),
            evidence=tuple(row["evidence"]),
            weakest_link=weakest_shown(names, row["weakest_link"]),
            **{each: row[each] for each in ("title", "persona", "label", "ask")},
        )
        for row, names, adds in zip(paths.table.to_dict("records"), people, points, strict=True)
    )


def _others(contacts: pd.DataFrame, paths: AccountPaths) -> tuple[tuple[str, str, str], ...]:
    """Return the contacts to whom none of the paths leads, without who knows them."""
    met = {*paths.table["target"]}
    rows = contacts[~contacts["person"].isin(met)]
    about = (rows[name].fillna("") for name in ("person", "title", "persona"))
    return tuple(zip(*about, strict=True))


def _kinds(beside: AccountStanding, intent: int | None) -> tuple[Kind, ...]:
    if not len(beside.signals):
        return ()
    points = apportioned(beside.signals["points"].tolist(), total=intent)
    return tuple(
        Kind(str(signal), int(adds))
        for signal, adds in zip(beside.signals["signal"], points, strict=True)
        if adds
    )


def _newest(told: AccountSignals) -> tuple[Signal, ...]:
    """Return the newest signals that still add to intent, those of one day and kind together."""
    newest: dict[tuple[datetime.date, str], tuple[list[str], int]] = {}
    columns = (told.table[each].tolist() for each in ("day", "signal", "what", "times", "points"))
    for day, signal, what, times, points in zip(*columns, strict=True):
        if points > 0:
            whats, before = newest.get((day, signal), ([], 0))
            newest[day, signal] = [*whats, what], before + times
    return tuple(
        Signal(day, signal, "; ".join(dict.fromkeys(filter(None, whats))), times)
        for (day, signal), (whats, times) in [*newest.items()][:SIGNALS]
    )
