"""The register of runs: what each was asked, what it is called, and which one a user means."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_icp.discovery.left_out import ASKED, LeftOut
from graph_icp.errors import RunNameError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.decay import Decay
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.traits.columns import Columns

# Whom runs ranked that did not keep it.
_USUAL = ("prospect",)


@dataclass(frozen=True)
class Question:
    """What decides whom a run ranks where, beside the data.

    Attributes
    ----------
    method : str
    profile : str or None
    without : tuple of str
        What was left out, in one order and without capitals.
    statuses : tuple of str
        Of which accounts were ranked.
    icp : str
        The text of the ideal customer profile.
    """

    method: str
    profile: str | None
    without: tuple[str, ...]
    statuses: tuple[str, ...]
    icp: str

    @classmethod
    def of(cls, method: str, options: dict[str, Any]) -> Question:
        """Return the question of a run by the options that it kept."""
        return cls(
            method,
            options["profile"],
            tuple(sorted({each.strip().casefold() for each in options["without"]})),
            tuple(sorted({*options.get("statuses", _USUAL)})),
            options["icp"],
        )


@dataclass(frozen=True)
class RegisteredRun:
    """A run as the register knows it.

    Attributes
    ----------
    number : int
    made_at : datetime
    method : str
    loads : int
        The last load that it saw.
    labels : str
        A digest of what people had said.
    ranked : int
        How many accounts it ranked.
    options : dict
        As JSON holds them: without, profile, icp; of runs made since they are kept also statuses,
        customers (how many it learned from), asked_at, as_of (the day that was asked for last, None
        for that of asking), said, hidden and, where it has one, name.
    """

    number: int
    made_at: datetime.datetime
    method: str
    loads: int
    labels: str
    ranked: int
    options: dict[str, Any]

    @property
    def question(self) -> Question:
        """What it was asked."""
        return Question.of(self.method, self.options)

    @property
    def asked_like(self) -> Question:
        """What the user asked, whatever icp.toml and the customers were at the time."""
        because = self.options.get("because", {})
        asked = [each for each in self.options["without"] if each not in because]
        return Question.of(self.method, self.options | {"without": asked, "icp": ""})

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What it left out, and why."""
        return left_out_by(self.options)

    @property
    def said(self) -> dict[str, str]:
        """By account's key what the team said of those that its list left out for it."""
        return dict(self.options.get("said", {}))

    @property
    def hidden(self) -> dict[str, str]:
        """By account's key the tag for which its list hid it."""
        return dict(self.options.get("hidden", {}))

    @property
    def name(self) -> str:
        """What people call it, "" where nobody named it."""
        return str(self.options.get("name", ""))

    @property
    def verdict(self) -> str:
        """The verdict of a back-test of its question on its data, "" where none was made."""
        return str(self.options.get("verdict", ""))

    @property
    def asked_at(self) -> datetime.datetime:
        """When it was last asked for."""
        asked = self.options.get("asked_at")
        return datetime.datetime.fromisoformat(asked) if asked else self.made_at


def asked(
    options: DiscoverOptions,
    left_out: Iterable[LeftOut],
    icp: str,
    decay: Decay | None,
    columns: Columns,
) -> dict[str, Any]:
    """Return the options that a run keeps of what was asked.

    Parameters
    ----------
    options : DiscoverOptions
    left_out : iterable of LeftOut
        All that did not count, kept with the reason where it is not the question.
    icp : str
        The profile's text.
    decay : Decay or None
        How links counted, so that they do when the run is explained.
    columns : Columns
        Those that were relations, likewise.
    """
    why = {each.selector: each.why for each in left_out}
    because = {selector: reason for selector, reason in why.items() if reason != ASKED}
    return {
        "without": list(why),
        **({"because": because} if because else {}),
        "profile": options.profile,
        "icp": icp,
        "statuses": list(options.filters.statuses),
        "as_of": options.as_of.isoformat() if options.as_of else None,
        **(decay.options() if decay else {}),
        **columns.options(),
    }


def left_out_by(options: Mapping[str, Any]) -> tuple[LeftOut, ...]:
    """Return what a run left out and why, by the options that it kept."""
    because = options.get("because", {})
    return tuple(LeftOut(each, because.get(each, ASKED)) for each in options["without"])


def registered(store: Store) -> list[RegisteredRun]:
    """Return the runs that a store keeps, by number."""
    return [
        RegisteredRun(
            row["id"],
            row["made_at"],
            row["method"],
            row["loads"],
            row["labels"],
            row["ranked"],
            json.loads(row["options"]),
        )
        for row in store.ask("runs/runs").to_pylist()
    ]


def latest(known: Sequence[RegisteredRun]) -> RegisteredRun | None:
    """Return the run that was asked for last, None where there is none."""
    return max(known, key=lambda each: (each.asked_at, each.number), default=None)


def find_run(store: Store, run: int | str) -> RegisteredRun:
    """Return the run of a number or a name.

    Raises
    ------
    UnknownNameError
        If there is none; it lists those that are.
    """
    known = registered(store)
    text = _one_line(str(run))
    for each in known:
        if text == str(each.number) or (each.name and text.casefold() == each.name.casefold()):
            return each
    raise UnknownNameError("run", text, hint=_there_are(known))


def name_run(store: Store, run: int | str, name: str | None) -> RegisteredRun:
    """Name a run, or with None take its name away, and return it as it was.

    Parameters
    ----------
    store : Store
        Open for writing.
    run : int or str
        Its number or its name.
    name : str or None

    Raises
    ------
    UnknownNameError
        If there is no such run.
    RunNameError
        If the name has no letter, or another run bears it.
    """
    found = find_run(store, run)
    options = {key: each for key, each in found.options.items() if key != "name"}
    if name is not None:
        options["name"] = _fitting(name, found, registered(store))
    store.run(
        lambda: store.tell("runs/record_options", run=found.number, options=json.dumps(options))
    )
    return found


def _fitting(name: str, run: RegisteredRun, known: Sequence[RegisteredRun]) -> str:
    """Return a name as it is kept; raises RunNameError where it would not tell runs apart."""
    text = _one_line(name)
    if not any(each.isalpha() for each in text):
        raise RunNameError(f"'{text}' is no name for a run; give it at least one letter.")
    for each in known:
        if each.number != run.number and each.name.casefold() == text.casefold():
            raise RunNameError(
                f"Run {each.number} is '{each.name}' already; give another name, or take that one "
                f"away with 'graph-icp icp name {each.number} --remove'."
            )
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _there_are(known: Sequence[RegisteredRun]) -> str:
    """Return a sentence that lists the runs, numbers in a row as one."""
    if not known:
        return "No run has been kept yet; 'graph-icp discover' makes one."
    rows: list[list[int]] = []
    for each in known:
        if rows and each.number == rows[-1][-1] + 1:
            rows[-1].append(each.number)
        else:
            rows.append([each.number])
    parts = [str(row[0]) if len(row) == 1 else f"{row[0]} to {row[-1]}" for row in rows]
    *before, last = parts
    numbers = f"{', '.join(before)} and {last}" if before else last
    names = "".join(f"; run {each.number} is '{each.name}'" for each in known if each.name)
    return f"There {'is run' if len(known) == 1 else 'are runs'} {numbers}{names}."
