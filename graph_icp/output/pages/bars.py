"""Bars of a page: pairs of shares on one scale, 0 to 100% in every chart."""

from __future__ import annotations

from dataclasses import dataclass

from graph_icp.output.node_labels import clean
from graph_icp.output.readable_numbers import percent

# The most characters of a name beside its bars; tables have it whole.
NAME = 60


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes
    ----------
    width : float
        Its length in percent of the scale, 0 to 100.
    says : str
        The number beside it.
    """

    width: float
    says: str


@dataclass(frozen=True)
class Pair:
    """A name with its two bars: ours, and the one to compare it with."""

    name: str
    ours: Bar
    other: Bar


@dataclass(frozen=True)
class Chart:
    """Bars under a heading.

    Attributes
    ----------
    title, note : str
        The heading, and a sentence on how to read it ("" for none).
    ours, other : str
        What the bars of each colour are.
    pairs : list of Pair
    """

    title: str
    note: str
    ours: str
    other: str
    pairs: list[Pair]


def bar(share: float, remark: str = "") -> Bar:
    """Return the bar of a share, 0 to 1, with a remark behind the number."""
    behind = f" \N{MIDDLE DOT} {remark}" if remark else ""
    return Bar(round(100 * share, 2), percent(share) + behind)


def counted_bar(number: int, known: int) -> Bar:
    """Return the bar of so many companies of those of which it is known."""
    return bar(number / known, f"{number:,} of {known:,}") if known else Bar(0.0, "unknown")


def short(name: object) -> str:
    """Return a name on one line, cut where it is very long."""
    plain = clean(str(name))
    return plain if len(plain) <= NAME else f"{plain[: NAME - 1]}…"
