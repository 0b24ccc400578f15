"""The discovery list: companies to sell to next, with reasons and the facts of the ranking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.placement import CUSTOMERS
from graph_icp.graph.model import NOT_A_FIT
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.reach.priority import PriorityWeights

_TEACH = ("teaches", "teach")
# How the line of a list's health begins that is no warning, but the verdict of its back-test.
BACKTEST = "Back-test: "


@dataclass(frozen=True)
class DiscoveryList:
    """Companies to sell to next, best first.

    Attributes
    ----------
    table : DataFrame
        rank (among all prospects, by points), account (name), domain, fit (0 to 100: its place
        among your customers), tier, reach (0 to 100), intent (0 to 100), priority, cell ("A1" to
        "C3", "A-"), door (the best path), strongest_signal, newest_signal (these empty where
        nothing is known of any account), coverage (0 to 1), status, feedback (what the team
        said last, "" for nothing), tags, tag_reasons (lists of as many texts: what else it may be,
        and why), industry, country, size, employees, owner,
        customers_it_resembles (list), why, contacts (list of texts: who works there, whom a
        colleague knows first), personas_known, personas_missing (lists of the must-have personas of
        icp.toml; absent where it has none), disqualified_by (list of rules of icp.toml; these have
        no rank), points (0 a typical company of the market, 100 a typical customer), explored
        (where it was asked to), key.
    method : str
    among : str
        Whose places fits are: "customers", or "market" where these are too few.
    hundred : str
        What 100 points are.
    shares : dict of str to float
        What each relation counts; they add up to 1.
    weights : dict of str to float
        How many times icp.toml lets the learned shares of relations count, where it says so.
    scorers : dict of str to float
        What each scorer counts, the most first; they add up to 1.
    hypothesis : float
        What the hypothesis counts beside what customers say, 0 to 1.
    customers : int
        How many were learned from: those of whom something that counts is known.
    ranked, matching, unknown : int
        How many prospects are ranked, how many of these the filters let through, and of how many
        nothing is known.
    unknown_tagged : dict of str to int
        How many of these would be hidden for which tag.
    other_statuses : dict of str to int
        How many companies are not ranked for which status, such as customers and open deals.
    disqualified : dict of str to int
        How many prospects break each rule of icp.toml.
    relatives : int
        How many are left out for another one of their family.
    edges : int
        How many edges to customers were written back.
    introductions : int
        How many edges between people who can introduce us were written back.
    ordered_by : str
        "priority", "fit", "intent" or "reach".
    priority : PriorityWeights
        What intent and reach count beside fit.
    below : int
        How many that match are not listed since they are below Good fit.
    asked_below : int
        How many companies below Good fit asked for a demo or contact in the last 30 days, listed
        or not, with those of which nothing is known, of those that all filters but those of fit
        and tier let through; 0 where requests are what was asked for.
    asking : str
        The command that lists who asked, with these filters.
    filtered : dict of str to int
        How many each filter left out of those that the ones before it let through, by what those
        are: "in other countries".
    said : dict of str to int
        How many are not in the list for what the team said last: not a fit, lost, later, won.
    taught : int
        How many of these are no fit for a reason, from which is learned.
    hidden : dict of str to int
        How many are not in the list for which tag; see `[hygiene]` in icp.toml.
    shown_in_vain : tuple of str
        Tags whose companies were to be shown, and for which none that is ranked is hidden.
    signals_left_out : dict of str to int
        How many signals do not count, by the reason.
    signals_weighed : str
        By which weights intent is told, "" where there is none.
    health : tuple of str
        What to know before believing the list, the worst first.
    left_out : tuple of LeftOut
        Traits and relations that did not count, each with why: it "chose the customers", or
        "icp.toml" or "this question" names it.
    warnings : tuple of str
    run : int
        The number by which it is kept; 0 where it is not.
    """

    table: pd.DataFrame
    method: str
    among: str
    hundred: str
    shares: dict[str, float]
    scorers: dict[str, float]
    hypothesis: float
    customers: int
    ranked: int
    matching: int
    unknown: int
    unknown_tagged: dict[str, int]
    other_statuses: dict[str, int]
    disqualified: dict[str, int]
    relatives: int
    edges: int
    ordered_by: str
    priority: PriorityWeights
    below: int
    asked_below: int
    asking: str
    filtered: dict[str, int]
    said: dict[str, int]
    taught: int
    hidden: dict[str, int]
    shown_in_vain: tuple[str, ...]
    signals_left_out: dict[str, int]
    signals_weighed: str
    health: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    run: int = 0
    introductions: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def meaning(self) -> str:
        """What a fit is, by an example from the list where there is one."""
        fits = [fit for fit in self.table["fit"] if 1 <= fit <= 99]
        fit = cut_text(fits[0]) if fits else "50"
        if self.among == CUSTOMERS:
            return f"Fit {fit}: more points than {fit}% of your customers."
        return (
            f"Fit {fit}: some {fit} in 100 companies of the market have fewer points (you have too "
            "few customers to compare with)."
        )

    @property
    def requests(self) -> str:
        """Who waits for an answer although the list may not hold them, "" for nobody."""
        if not self.asked_below:
            return ""
        companies = "company" if self.asked_below == 1 else "companies"
        return (
            f"{self.asked_below:,} {companies} below Good fit asked for a demo or contact in the "
            f"last 30 days; answer these too: '{self.asking}' lists all who did"
        )

    def filters_left_out(self) -> list[str]:
        """Return the numbers of what filters left out, with what those are."""
        return [f"{many:,} {others}" for others, many in self.filtered.items()]

    def said_of(self) -> list[str]:
        """Return the numbers of what the team said: "3 not a fit (2 with a reason, ...)"."""
        taught = f" ({self.taught:,} with a reason, which {_TEACH[self.taught != 1]})"
        return [
            f"{many:,} {word}{taught if word == NOT_A_FIT and self.taught else ''}"
            for word, many in self.said.items()
        ]

    def hidden_for(self) -> list[str]:
        """Return how many are hidden for which tag: "12 family of a customer"."""
        return [f"{many:,} {tag}" for tag, many in self.hidden.items()]

    def signals_not_counted(self) -> list[str]:
        """Return the numbers of signals that do not count, with why."""
        return [f"{many:,} {why}" for why, many in self.signals_left_out.items()]
