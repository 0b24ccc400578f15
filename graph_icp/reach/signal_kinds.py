"""Kinds of signal: how much each counts, for how long, and to which a signal's name belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graph_icp.identity.folding import fold
from graph_icp.reach.listed_words import folded_lists, has_word

if TYPE_CHECKING:
    from collections.abc import Mapping

# Who sees signals: visits, review sites and lists of attendees may tell of any company, lists of
# technologies, of people and of competitors' customers of those that they name.
VISITS, REVIEWS, EVENTS, STATED = "visits", "reviews", "events", "stated"
TECHNOLOGIES, PEOPLE, COMPETITORS = "technologies", "people", "competitors"
OF_ANYBODY = (VISITS, REVIEWS, EVENTS, STATED)


@dataclass(frozen=True)
class SignalKind:
    """A kind of signal.

    Attributes
    ----------
    name : str
        As in `[intent]` of icp.toml: "pricing".
    title : str
        In words for people: "looked at prices".
    weight : float
        What one signal of today counts; 0 counts nothing.
    half_life : float
        After how many days it counts half.
    seen_by : str
        The sort of source that sees it.
    """

    name: str
    title: str
    weight: float
    half_life: float
    seen_by: str


DEMO, PRICING, COMPARISON, REVIEW = "demo", "pricing", "comparison", "review"
DEMO_PAGE, CONTACT_PAGE = "demo_page", "contact_page"
DOCUMENTATION, PAGE, CAREERS, BLOG = "documentation", "page", "careers", "blog"
EVENT, WEBINAR, ARRIVED = "event", "webinar", "arrived"
COMPETITOR_GONE, TECHNOLOGY_ADDED = "competitor_gone", "technology_added"
HIRING, FUNDING = "hiring", "funding"

USUAL = (
    SignalKind(DEMO, "asked for a demo or contact", 60, 30, STATED),
    SignalKind(COMPETITOR_GONE, "left a competitor", 30, 60, COMPETITORS),
    SignalKind(ARRIVED, "was joined by an executive or champion", 25, 90, PEOPLE),
    SignalKind(PRICING, "looked at prices", 20, 14, VISITS),
    SignalKind(COMPARISON, "looked at a comparison", 20, 21, VISITS),
    SignalKind(DEMO_PAGE, "visited the page for a demo, trial or quote", 20, 14, VISITS),
    SignalKind(EVENT, "attended or signed up for an event", 20, 45, EVENTS),
    SignalKind(
        TECHNOLOGY_ADDED, "began to use a technology of your customers", 15, 60, TECHNOLOGIES
    ),
    SignalKind(CONTACT_PAGE, "visited the contact page", 12, 14, VISITS),
    SignalKind(DOCUMENTATION, "read documentation or help", 12, 14, VISITS),
    SignalKind(WEBINAR, "attended or signed up for a webinar", 12, 30, EVENTS),
    SignalKind(HIRING, "advertised a job", 10, 60, STATED),
    SignalKind(FUNDING, "was funded", 10, 30, STATED),
    SignalKind(REVIEW, "read about the category", 8, 14, REVIEWS),
    SignalKind(PAGE, "visited the website", 4, 7, VISITS),
    SignalKind(BLOG, "read the blog", 0, 7, VISITS),
    SignalKind(CAREERS, "looked at our jobs", 0, 7, VISITS),
)
NAMES = tuple(each.name for each in USUAL)

# The kinds of pages, in the order in which their words count.
_PAGES = (CAREERS, BLOG, DEMO_PAGE, CONTACT_PAGE, PRICING, COMPARISON, DOCUMENTATION)
_VISITED, _READ = "visited ", "intent: "


def signal_kinds(
    weights: Mapping[str, float],
    half_lives: Mapping[str, float],
    base: Mapping[str, SignalKind] | None = None,
) -> dict[str, SignalKind]:
    """Return the kinds by name, with the user's weights and half-lives (days) where given.

    The others are as in `base`, the default ones where it is not given.
    """
    usual = base or {each.name: each for each in USUAL}
    return {
        each.name: replace(
            each,
            weight=weights.get(each.name, each.weight),
            half_life=half_lives.get(each.name, each.half_life),
        )
        for each in usual.values()
    }


@lru_cache(maxsize=1 << 16)
def kind_of(signal: str) -> str:
    """Return the kind of a signal by its name.

    Parameters
    ----------
    signal : str
        "visited /pricing", "visited the website", "intent: Warehouse software", "hiring: CFO".
    """
    if signal.startswith(_READ):
        return REVIEW
    told, mark, _ = signal.partition(": ")
    if mark and told in NAMES:
        return told
    return kind_of_page(signal.removeprefix(_VISITED))


def kind_of_page(path: str) -> str:
    """Return the kind of a page of ours by the words of its path.

    Parameters
    ----------
    path : str
        "/de/preise", "/vs/acme", "/blog/our-pricing-explained" (a page of the blog).
    """
    text = " / ".join(fold(part) for part in unquote(path).split("/"))
    pages = folded_lists("pages.txt")
    return next((kind for kind in _PAGES if has_word(text, pages[kind])), PAGE)


def is_webinar(*texts: str | None) -> bool:
    """Return whether an event's kind or name says that it is a webinar."""
    words = folded_lists("pages.txt")[WEBINAR]
    return any(has_word(fold(text), words) for text in texts if text)
