"""The case studies of the demo's customers, as a marketing team keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.demo.traffic import OURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.tables import Row

_OF_MONEY = (
    ("fraud checks", "Checks each payment in a tenth of a second, without a queue at night."),
    ("ledger audits", "Answers auditors in an hour, where two people took a week."),
)
_OF_SHOPS = (
    ("stock by the hour", "A third fewer empty shelves within a season."),
    ("prices by region", "Tests prices in 40 shops at once, and drops what fails by Monday."),
)
_OF_PLANTS = (
    ("predictive upkeep", "Two days' warning before a machine stops."),
    ("energy per part", "Knows what each part costs in power, and when to make it."),
)
_OF_ALL = (("reports by the minute", "Numbers that came overnight are there within the minute."),)
# By industry: use cases with what came of them.
_TOLD = {
    **dict.fromkeys(("Payments", "Financial services", "Insurance"), _OF_MONEY),
    **dict.fromkeys(("Retail", "Consumer goods", "Fashion"), _OF_SHOPS),
    **dict.fromkeys(("Industrial machinery", "Electronics", "Automotive", "Energy"), _OF_PLANTS),
}
# Of so many customers one has a case study, and of so many case studies one names nobody.
_ONE_IN, _UNNAMED_ONE_IN = 4, 5


def case_studies(market: Sequence[Account]) -> list[Row]:
    """One row a case study: customer, domain, industry, use case, link, blurb, may be named."""
    customers = [each for each in market if each.value]
    rows: list[Row] = []
    for number, account in enumerate(customers[::_ONE_IN]):
        told = _TOLD.get(account.industry, _OF_ALL)
        use, blurb = told[number % len(told)]
        named = "no" if number % _UNNAMED_ONE_IN == _UNNAMED_ONE_IN - 1 else "yes"
        link = f"https://{OURS}/customers/{account.domain.split('.')[0]}"
        rows.append((account.name, account.domain, account.industry, use, link, blurb, named))
    return rows
