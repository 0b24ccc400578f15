"""What the address of a list asks for: filters, order, and which part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import AddressError, UnknownNameError
from graph_icp.ingest.values.country_names import country_named
from graph_icp.market.discover_options import SORTS
from graph_icp.reach.priority import LEVELS
from graph_icp.web.facts import trait_named

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

# The most values of one filter, and the longest of them.
MOST, LONGEST = 100, 200
# By name in addresses: the filter, and what a chip calls it.
LISTS = {
    "tier": ("tiers", "Tier"),
    "country": ("country", "Country"),
    "industry": ("industry", "Industry"),
    "size": ("size", "Size"),
    "owner": ("owner", "Owner"),
    "persona_missing": ("persona_missing", "Nobody known"),
    "feedback": ("feedback", "Feedback"),
    "tag": ("tags", "Tag"),
    "without_tag": ("without_tags", "Without tag"),
    "show": ("shown_tags", "Show hidden"),
    "where": ("where", "Has"),
    "status": ("statuses", "Status"),
}
MARKS = {
    "has_door": "Has a door",
    "requests": "Asked for a demo or contact",
    "untaken": "Not taken",
}


class Chip(NamedTuple):
    """A filter that is set: in words, and the address of the list without it."""

    says: str
    without: str


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for.

    Attributes
    ----------
    filters : Filters
    sort : str or None
    intent : tuple of str
    start : int
        How many companies stand on the pages before.
    pairs : tuple of (str, str)
        All that the address says but for the part.
    path : str
        That of the page.
    """

    filters: Filters
    sort: str | None
    intent: tuple[str, ...]
    start: int
    pairs: tuple[tuple[str, str], ...]
    path: str = "/"

    @classmethod
    def of(cls, query: QueryParams, path: str = "/") -> Asked:
        """Return what the address of a page asks for.

        Raises
        ------
        AddressError
            If a number is none, or there are too many values.
        UnknownNameError
            If there is no such order or level of intent.
        """
        given = {name: _values(query, name) for name in (*LISTS, "intent")}
        for level in given["intent"]:
            if level not in LEVELS:
                raise UnknownNameError("level of intent", level, LEVELS)
        sort = query.get("sort", "").strip()
        if sort and sort not in SORTS:
            raise UnknownNameError("order", sort, SORTS)
        marks = [name for name in MARKS if query.get(name)]
        least = query.get("min_fit", "").strip()
        filters: dict[str, Any] = {field: given[name] for name, (field, _) in LISTS.items()}
        filters |= {name: name in marks for name in MARKS}
        filters["statuses"] = filters["statuses"] or Filters().statuses
        return cls(
            Filters(**filters, min_fit=number(least, 100, "min_fit") if least else None),
            sort or None,
            given["intent"],
            int(number(query.get("start", "").strip() or "0", 10**9, "start")),
            (
                *((name, each) for name, values in given.items() for each in values),
                *((name, "1") for name in marks),
                *([("min_fit", least)] if least else []),
                *([("sort", sort)] if sort else []),
            ),
            path,
        )

    @property
    def chips(self) -> list[Chip]:
        """The filters that are set, each with the address of the list without it."""
        return [
            Chip(_said(*pair), self.address(without=pair))
            for pair in self.pairs
            if pair[0] != "sort"
        ]

    @property
    def query(self) -> str:
        """What it asks for but for the part, as a part of an address."""
        return urlencode(self.pairs)

    def has(self, name: str, value: str) -> bool:
        """Return whether a value of a filter is asked for."""
        return (name, value) in self.pairs

    def address(
        self, *, start: int = 0, without: tuple[str, str] | None = None, **added: str
    ) -> str:
        """Return the address of a page like it: of another part, or with a filter more or less."""
        kept = [each for each in self.pairs if each != without and each[0] not in added]
        query = urlencode([*kept, *added.items(), *([("start", start)] if start else [])])
        return f"{self.path}?{query}" if query else self.path


def _values(query: QueryParams, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(filter(None, (each.strip() for each in query.getlist(name)))))
    if len(values) > MOST or any(len(each) > LONGEST for each in values):
        raise AddressError(
            f"The address asks for too much of '{name}': at most {MOST} values of {LONGEST} "
            "characters each."
        )
    return values


def number(text: str, most: float, name: str) -> float:
    """Return the number in an address, from 0 to `most`; raises AddressError for another text."""
    digits = text.replace(".", "", 1)
    if not (text.isascii() and digits.isdecimal() and len(text) <= LONGEST) or float(text) > most:
        shown = text if len(text) <= 40 else f"{text[:40]}..."
        raise AddressError(f"'{shown}' of '{name}' is no number from 0 to {most:,}.")
    return float(text)


def _said(name: str, value: str) -> str:
    """Return a filter in words, for its chip."""
    if name in MARKS:
        return MARKS[name]
    if name == "min_fit":
        return f"Fit from {value}"
    if name == "country":
        value = country_named(value)
    if name == "where":
        value = trait_named(value)
    return f"{'Intent' if name == 'intent' else LISTS[name][1]}: {value}"
