"""The events of the demo's market: invented series, one event a year each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Event(NamedTuple):
    """An event as events.csv lists it, with the series it belongs to."""

    slug: str
    title: str
    kind: str
    location: str
    start: date
    series: str


def hold_events() -> list[Event]:
    """List every year's event of every series."""
    return [
        Event(
            slug=f"{title.lower().replace(' ', '-')}-{year}",
            title=f"{title} {year}",
            kind=kind,
            location=location,
            start=date(year, month, 5 + (year * month) % 20),
            series=title,
        )
        for title, kind, location, month, first_year in _SERIES
        for year in range(first_year, _LAST_YEAR + 1)
    ]


# Where everybody goes, whatever their segment.
POPULAR_SERIES = ("Digital Leaders Summit", "Startup Harbour", "Growth and Marketing Live")

_LAST_YEAR = 2025

_SERIES = (
    ("Open Ledger Forum", "conference", "London, United Kingdom", 3, 2022),
    ("Payments Frontier", "conference", "Amsterdam, Netherlands", 9, 2022),
    ("Commerce Data Summit", "conference", "Chicago, United States", 5, 2022),
    ("Retail Insight Week", "trade fair", "Paris, France", 10, 2022),
    ("Connected Factory Expo", "trade fair", "Stuttgart, Germany", 4, 2022),
    ("Edge and Sensor Days", "conference", "Gothenburg, Sweden", 11, 2022),
    ("Core Banking Congress", "conference", "Frankfurt, Germany", 6, 2022),
    ("Boutique Commerce Meetup", "meetup", "Melbourne, Australia", 2, 2022),
    ("Precision Parts Fair", "trade fair", "Hanover, Germany", 9, 2022),
    ("Care IT Congress", "conference", "Boston, United States", 6, 2022),
    ("Publishers Assembly", "conference", "Copenhagen, Denmark", 5, 2022),
    ("Builders of Tools", "meetup", "Berlin, Germany", 8, 2022),
    ("Platform Engineering Days", "conference", "Dublin, Ireland", 10, 2023),
    ("Digital Leaders Summit", "conference", "Singapore, Singapore", 11, 2023),
    ("Startup Harbour", "meetup", "Helsinki, Finland", 6, 2023),
    ("Growth and Marketing Live", "webinar", "online", 1, 2023),
)
