"""Sentences about events: who stands out, what was left out, and why nothing stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.discovery.events.roles import ANY
from graph_icp.discovery.events.standing_out import LEAST, MOST_Q
from graph_icp.enumeration import first_of
from graph_icp.graph.model import ATTENDEE, EXHIBITOR, SPEAKER, SPONSOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from graph_icp.market.events.counting import Counting

_DID = {
    SPONSOR: "sponsored",
    EXHIBITOR: "exhibited at",
    SPEAKER: "spoke at",
    ATTENDEE: "attended",
    ANY: "took part in",
}
LIFT = (
    "Lift is how many times as common it is among your customers as in the market, with its 95% "
    "interval. q 0.05 means: of all with this q or less, one in 20 may be chance."
)
NO_FITS = "Nothing is learned, so there are no fits: 'graph-icp discover' says why."
# Of fewer customers hardly anything can stand out.
_FEW = 10
_NAMED = 5
# A difference between shares that nobody sees.
_SAME = 0.005
_LEAST_SHOWN = 0.001


def sentence(row: dict[Any, Any]) -> str:
    """Return "7 of 20 best customers sponsored X (market 3%); so did 31 prospects, ...".

    Parameters
    ----------
    row : dict
        A row of `EventList.table`.
    """
    did = _DID[row["role"]]
    by_now = row["prospects"] / (row["prospects_known"] or 1)
    then = " by then" if abs(row["market_share"] - by_now) > _SAME else ""
    said = (
        f"{row['customers']:,} of {row['customers_known']:,} best customers {did} {row['event']} "
        f"(market {percent(row['market_share'])}{then})"
    )
    said += _of_prospects(row["prospects"], row["good_fit"])
    if row["giveaway"]:
        said += (
            " This may come of being a customer: if it is your own event, or you invited them, "
            "ignore it under [events] in icp.toml."
        )
    return said


def part_told(row: Mapping[Any, Any]) -> str:
    """Return the event and the part of a row of `EventList.table`: "Web Summit, in any part"."""
    return f"{row['event']}, {'in any part' if row['role'] == ANY else row['role']}"


def lift_told(row: Mapping[Any, Any]) -> str:
    """Return "3.3 (1.9 to 5.0)"; of what nobody of the market has, "from 4.9"."""
    low = f"{row['lift_low']:.1f}"
    if row["lift"] != row["lift"] or row["lift_high"] != row["lift_high"]:
        return f"from {low}"
    return f"{row['lift']:.1f} ({low} to {row['lift_high']:.1f})"


def q_told(row: Mapping[Any, Any]) -> str:
    """Return the share of chance in what is as sure or surer: "0.016", "1", "under 0.001"."""
    return "under 0.001" if row["q"] < _LEAST_SHOWN else f"{row['q']:.2g}"


def next_told(row: Mapping[Any, Any]) -> str:
    """Return the next edition and its day, "" where none is known."""
    on = f", {row['upcoming_on'].isoformat()}" if row["upcoming_on"] else ""
    return f"Next: {row['upcoming']}{on}" if row["upcoming"] else ""


def outcome(standing_out: int, tested: int) -> str:
    """Return how many of what was tested stand out, and how many of these may be chance."""
    what = "event and role" if tested == 1 else "events and roles"
    stand = "stands" if standing_out == 1 else "stand"
    return (
        f"{standing_out:,} of {tested:,} {what} tested {stand} out; about one in ten of these at "
        "most may be chance."
    )


def took_part(prospects: int, good: int, customers: int) -> str:
    """Return how many prospects took part in an event, and how many customers."""
    of_them = f", {f'{good:,}' if good else 'none'} of them Good fit or better" if prospects else ""
    who = f"{customers:,} {'customer' if customers == 1 else 'customers'}"
    who = f"{who}, before they were yours or since" if customers else "no customer"
    many = f"{prospects:,} {'prospect' if prospects == 1 else 'prospects'}"
    return f"{many} took part{of_them}, and {who}."


def _of_prospects(many: int, good: Any) -> str:
    if not many:
        return "; no prospect did."
    said = f"; so did {many:,} {'prospect' if many == 1 else 'prospects'}"
    if not isinstance(good, int):  # nothing is learned, so there are no fits
        return f"{said}."
    of_them = "" if many == 1 else f"{good:,} of them " if good else "none of them "
    return (
        f"{said}, {of_them}Good fit or better." if good or of_them else f"{said}, below Good fit."
    )


def percent(share: float) -> str:
    """Return a share: "3%", below one percent "0.4%", and "unknown" for nan."""
    if share != share:
        return "unknown"
    return f"{share:.1%}" if 0 < share < 0.01 else f"{share:.0%}"


def what_was_left_out(counting: Counting) -> tuple[str, ...]:
    """Return what does not count, and of whom all counts for want of a day."""
    said = []
    customers, known = len(counting.since), counting.customers_known
    if known:
        dated = " before they were customers" if counting.always < known else ""
        said.append(f"Events are known of {known:,} of your {customers:,} best customers{dated}.")
    if counting.chosen:
        said.append(
            f"Left out, as it chose your customers or icp.toml leaves it out: "
            f"{first_of(counting.chosen, _NAMED)}."
        )
    if counting.ignored:
        said.append(f"Ignored by icp.toml: {first_of(counting.ignored, _NAMED)}.")
    said += [
        f"[events] in icp.toml ignores '{each}', which no event is called."
        for each in counting.unheard
    ]
    if counting.always:
        has = "customer has" if counting.always == 1 else "customers have"
        said.append(
            f"{counting.always:,} {has} no 'customer since': all that they took part in counts, "
            "also what may have come of being a customer."
        )
    if counting.later:
        said.append(
            f"What customers took part in once they were customers does not count: "
            f"{counting.later:,} {'time' if counting.later == 1 else 'times'}."
        )
    if counting.undated:
        said.append(
            f"Without a day of the event it cannot be told whether it came before, and does not "
            f"count: {counting.undated:,} {'time' if counting.undated == 1 else 'times'}."
        )
    return tuple(said)


def nothing_stands_out(found: pd.DataFrame, counting: Counting, events: int) -> tuple[str, ...]:
    """Return why no event stands out.

    Parameters
    ----------
    found : DataFrame
        As of `compared`, with `event`.
    counting : Counting
    events : int
        How many are loaded.
    """
    parts, customers = counting.parts, len(counting.since)
    known = counting.customers_known
    others = parts["account"][parts["account"].isin(counting.market)].nunique()
    if not events:
        return (
            "No event is loaded; 'graph-icp sources company-event' and 'graph-icp sources "
            "person-event' tell how lists of sponsors and attendees look.",
        )
    if not known:
        before = " from before they were customers" if counting.later or counting.undated else ""
        return (
            f"Nothing stands out: of none of your {customers:,} best customers is an event known"
            f"{before}. Load lists of sponsors and attendees that hold them.",
        )
    if not others:
        return (
            f"Nothing stands out: events are known of {known:,} best customers and of no company "
            "of the market, so there is nothing to compare with. Load whole lists of sponsors "
            "and attendees, not those of customers alone.",
        )
    enough = found[found["customers"] >= LEAST]
    if enough.empty:
        return (
            f"Nothing stands out: no event is known of {LEAST} best customers or more ("
            f"{known:,} of {customers:,} are known at any). Load more lists of sponsors and "
            "attendees.",
        )
    return (_nearest(enough.iloc[0].to_dict(), len(found), known),)


def _nearest(row: dict[Any, Any], tested: int, known: int) -> str:
    """Return what comes nearest to standing out, and what it lacks."""
    many = f"{tested:,} {'event and role was' if tested == 1 else 'events and roles were'} tested"
    few = f", and only {known:,} best customers are known at events" if known < _FEW else ""
    lacks = (
        f"a q of {row['q']:.2f}, above {MOST_Q:.2f}"
        if row["q"] > MOST_Q
        else f"a lift that may be as low as {row['lift_low']:.1f}"
    )
    return (
        f"Nothing stands out: {many}{few}. The nearest is {row['event']} ({row['role']}): "
        f"{row['customers']:,} of {row['customers_known']:,} best customers, market "
        f"{percent(row['market_share'])}, with {lacks}. --all lists the rest."
    )
