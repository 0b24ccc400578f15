"""The accounts of the demo's market: who they are, of which segment, and who is a customer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.demo.names import COUNTRIES, INDUSTRIES, REGIONS, Country, coin_company_names
from graph_icp.demo.planted import DECOYS, PLANTED, Segment

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True)
class Account:
    """A company of the market as it truly is; the files tell less.

    Parameters
    ----------
    name, legal_name, domain, industry, status : str
        `status` is blank for customers and for most prospects.
    country : Country
    employees : int
    segment : Segment or None
        None for a company that is like no other.
    giant : bool
        So large and well known that it is seen to use and sponsor a little of everything.
    visibility : float
        The part of its traits that anybody gets to see, 0 to 1.
    value : float
        0.2 to 1 for a customer, 0 for the others.
    """

    name: str
    legal_name: str
    domain: str
    industry: str
    status: str
    country: Country
    employees: int
    segment: Segment | None
    giant: bool
    visibility: float
    value: float

    @property
    def is_planted(self) -> bool:
        """Whether it is of a segment that customers are of."""
        return self.segment in PLANTED

    @property
    def is_prospect(self) -> bool:
        """Whether it can be ranked: no customer, and no status that says otherwise."""
        return not self.value and self.status in ("", "prospect")


def invent_accounts(random: Random, count: int) -> list[Account]:
    """Invent the companies of a market.

    Parameters
    ----------
    random : random.Random
        Where chance comes from.
    count : int
        How many; one in 25 is a customer, all of them of the planted segments.

    Returns
    -------
    list of Account
        In no particular order.
    """
    segments = _draw_segments(random, count)
    giants = set(random.sample([i for i in range(count) if segments[i] is None], count // 60))
    customers = _draw_customers(random, segments)
    coinages = coin_company_names(random, count)
    return [
        _invent(random, coinages[i], segments[i], giant=i in giants, customer=i in customers)
        for i in range(count)
    ]


def _draw_segments(random: Random, count: int) -> list[Segment | None]:
    segments: list[Segment | None] = [
        segment for segment in PLANTED + DECOYS for _ in range(round(segment.share * count))
    ]
    segments += [None] * (count - len(segments))
    random.shuffle(segments)
    return segments


def _draw_customers(random: Random, segments: list[Segment | None]) -> set[int]:
    customers: set[int] = set()
    for segment in PLANTED:
        own = [i for i, other in enumerate(segments) if other is segment]
        customers.update(random.sample(own, round(len(own) * _CUSTOMERS)))
    return customers


def _invent(
    random: Random, coinage: str, segment: Segment | None, *, giant: bool, customer: bool
) -> Account:
    industry = _lean(random, segment.industries if segment else (), tuple(INDUSTRIES))
    region = _lean(random, segment.regions if segment else (), REGIONS)
    country = random.choice([country for country in COUNTRIES if country.region == region])
    name = coinage
    if random.random() < _CALLED_BY_INDUSTRY:
        name = f"{coinage} {random.choice(INDUSTRIES[industry])}"
    return Account(
        name=name,
        legal_name=f"{name} {random.choice(country.legal_forms)}",
        domain=name.lower().replace(" ", random.choice(("", "-"))) + ".example",
        industry=industry,
        status="" if customer else random.choices(*_STATUSES)[0],
        country=country,
        employees=_draw_employees(random, segment, giant=giant),
        segment=segment,
        giant=giant,
        visibility=_draw_visibility(random, giant=giant),
        value=round(random.uniform(0.2, 1), 2) if customer else 0.0,
    )


def _lean(random: Random, towards: tuple[str, ...], anywhere: tuple[str, ...]) -> str:
    return random.choice(towards if towards and random.random() < _LEAN else anywhere)


def _draw_employees(random: Random, segment: Segment | None, *, giant: bool) -> int:
    middle = _GIANT_EMPLOYEES if giant else segment.employees if segment else _USUAL_EMPLOYEES
    return 2 + round(middle * math.exp(random.gauss(0, _SIZE_SPREAD)))


def _draw_visibility(random: Random, *, giant: bool) -> float:
    if giant:
        return 1.0
    return random.uniform(*(_BARELY if random.random() < _BARELY_SEEN else _WELL))


_CUSTOMERS = 0.2
_LEAN = 0.6
_CALLED_BY_INDUSTRY = 0.7
_USUAL_EMPLOYEES = 250
_GIANT_EMPLOYEES = 30_000
_SIZE_SPREAD = 1.2
_BARELY_SEEN = 0.08
_BARELY = (0.12, 0.3)
_WELL = (0.55, 1.0)
_STATUSES = (
    ("", "prospect", "open deal", "churned", "partner", "competitor"),
    (0.7, 0.2, 0.04, 0.03, 0.02, 0.01),
)
