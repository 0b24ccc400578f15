"""Evidence that two people know each other: its kind, strength and day, and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.reach.people import strengths
from graph_icp.reach.people.shared_jobs import shared_jobs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.reach.people.acquaintances import Acquaintances

    Ids = NDArray[np.int64]

SAYS, MAIL, WON, CONNECTION, WORKED, EVENT = (
    *("says", "mail", "won deal", "connection", "worked together", "same event"),
)
# `number` is that of mails each way, employees or attendees; `more` of meetings or months; `word`
# a rating; `place` an account or an event; `since` the first day together.
COLUMNS = (
    *("one", "other", "kind", "strength", "counts", "day", "since", "number", "more"),
    *("word", "place"),
)

_NUMBERS: dict[str, str] = {"one": "int64", "other": "int64", "strength": "float64"}

# What tells the mails and the meetings of one row from those of another of the same day.
ROW = ("by_mention", "of_mention", "source")


def of_colleagues(known: Acquaintances, people: Ids | None = None) -> pd.DataFrame:
    """Return the evidence between colleagues and people, or between colleagues and some of them.

    Returns
    -------
    DataFrame
        COLUMNS; one is a colleague. Evidence that does not count (`counts`) is inferred.
    """
    every = known.once("evidence", lambda: _of_colleagues(known))
    return every if people is None else every[every["other"].isin(people)].reset_index(drop=True)


def _of_colleagues(known: Acquaintances) -> pd.DataFrame:
    """Return the evidence between colleagues and everybody."""
    if not len(known.colleagues):
        return _none()
    told = known.told
    rows = {
        _says: told[told["kind"] == "RATES"],
        _mail: told[told["kind"].isin(["MAILS", "MEETS"])],
        _connection: told[told["kind"] == "KNOWS"],
        _won: known.deals,
    }
    found = [make(known, some) for make, some in rows.items() if len(some)]
    found += worked_together(known, known.colleagues, None)
    found += [_same_event(known, known.guests)] if len(known.guests) else []
    # An empty table has no types that the others could take.
    whole = [each for each in found if len(each)] or [_none()]
    every = pd.concat(whole, ignore_index=True).reindex(columns=list(COLUMNS))
    ours = every["one"].isin(known.colleagues) & known.outside(every["other"])
    return every[ours].reset_index(drop=True)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS)).astype(_NUMBERS)


def worked_together(
    known: Acquaintances, ones: Ids, others: Ids | None, *, counting: bool = False
) -> list[pd.DataFrame]:
    """Return the evidence of shared employers between two groups of people.

    Parameters
    ----------
    known : Acquaintances
    ones, others : array of int
        Everybody where `others` is not given.
    counting : bool
        Whether only evidence that counts is looked for.
    """
    largest = strengths.SMALL if counting else strengths.LARGEST
    found = []
    for pairs in shared_jobs(known.times, ones, others, largest):
        employees = pairs["employees"].to_numpy()
        months = pairs["months"].to_numpy()
        counts = (employees <= strengths.SMALL) & (months >= strengths.LONG)
        kept = counts if counting else months >= strengths.SHORTEST
        evidence = pd.DataFrame(
            {
                "one": pairs["one"],
                "other": pairs["other"],
                "kind": WORKED,
                "strength": strengths.worked(employees, months, known.years(pairs["until"])),
                "counts": counts,
                "day": pairs["until"],
                "since": pairs["since"],
                "number": employees,
                "more": months,
                "place": pairs["account"],
            }
        )
        found.append(evidence[kept])
    return found


def _says(known: Acquaintances, words: pd.DataFrame) -> pd.DataFrame:
    """Return colleagues' words on people, the latest on each."""
    said = words[words["word"].isin(strengths.RATINGS)]
    last = said.sort_values(["day", "word"]).drop_duplicates(["one", "other"], keep="last")
    ratings = np.array([strengths.RATINGS[each] for each in last["word"]], dtype=np.float64)
    return _evidence(last, SAYS, strengths.rated(ratings, known.years(last["day"])))


def _mail(known: Acquaintances, told: pd.DataFrame) -> pd.DataFrame:
    """Return what colleagues and people wrote and met, of several rows of a file the strongest."""
    row = ["one", "other", "day", *ROW]
    mails, meetings = (
        told[told["kind"] == kind].groupby(row)["number"].max() for kind in ("MAILS", "MEETS")
    )
    both = pd.DataFrame({"number": mails, "more": meetings}).fillna(0.0).reset_index()
    years = known.years(both["day"])
    strength = strengths.written(both["number"].to_numpy(), both["more"].to_numpy(), years)
    return _strongest(_evidence(both, MAIL, strength))


def _connection(known: Acquaintances, told: pd.DataFrame) -> pd.DataFrame:
    made = told.drop(columns="number")
    strength = strengths.connected(known.years(made["day"]))
    return _strongest(_evidence(made, CONNECTION, strength))


def _won(known: Acquaintances, deals: pd.DataFrame) -> pd.DataFrame:
    return _strongest(_evidence(deals, WON, strengths.won(known.years(deals["day"]))))


def _same_event(known: Acquaintances, guests: pd.DataFrame) -> pd.DataFrame:
    """Return who was at an event of colleagues: it is inferred that they may have met."""
    many = guests.groupby("event")["person"].transform("nunique").to_numpy(np.float64)
    counted = guests.assign(number=many)
    ours = counted.loc[counted["person"].isin(known.colleagues), ["person", "event"]]
    ours = ours.rename(columns={"person": "one"})
    theirs = counted.rename(columns={"person": "other"})
    both = ours.merge(theirs, on="event").rename(columns={"event": "place"})
    strength = strengths.met(both["number"].to_numpy(np.float64), known.years(both["day"]))
    return _evidence(both, EVENT, strength).assign(counts=False)


def _evidence(rows: pd.DataFrame, kind: str, strength: NDArray[np.float64]) -> pd.DataFrame:
    kept: pd.DataFrame = rows.assign(kind=kind, strength=strength, counts=True)
    return kept[[name for name in COLUMNS if name in kept]]


def _strongest(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the strongest evidence of each pair."""
    ordered = evidence.sort_values(["strength", "day"], kind="stable")
    return ordered.drop_duplicates(["one", "other"], keep="last")
