"""What a decision on two companies settles beside: pairs that are uncertain no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.web.keys import called

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.market.market import Market

# What can be decided of two companies, in words.
DECIDED = {
    "same": "one company",
    "different": "two companies",
    "belongs to": "the first belongs to the second",
}
# The most pairs that are named.
_NAMED = 3


def settled_beside(market: Market, before: pd.DataFrame, one: str, other: str) -> str:
    """Return which pairs a decision settled beside its own, "" for none.

    Parameters
    ----------
    market : Market
        As it is now.
    before : DataFrame
        The pairs of `identity.proposals` that were open before the decision.
    one, other : str
        The keys of the two that were decided on.
    """
    gone = before.drop(market.identity.still_open(before).index)
    ends = zip(gone["key"], gone["other_key"], strict=True)
    gone = gone[[{*pair} != {one, other} for pair in ends]]
    if gone.empty:
        return ""
    told = market.identity.told([*dict.fromkeys([*gone["key"], *gone["other_key"]])])
    owners = dict(zip(told["asked"], zip(told["key"], told["account"], strict=True), strict=True))
    columns = ("key", "account", "other_key", "other_account")
    said = [
        f"{called(key, name)} and {called(other_key, other_name)}, "
        f"{_now(owners.get(key), owners.get(other_key))}"
        for key, name, other_key, other_name in zip(*(gone[each] for each in columns), strict=True)
    ]
    many = "one pair" if len(said) == 1 else f"{len(said):,} pairs"
    more = [f"and {len(said) - _NAMED:,} more"] if len(said) > _NAMED else []
    return f"This settles {many} more: {'; '.join([*said[:_NAMED], *more])}."


def _now(owner: tuple[str, str] | None, other: tuple[str, str] | None) -> str:
    """Return where two companies belong now."""
    if owner and owner == other:
        return f"which both belong to {called(*owner)} now"
    return "which are two companies by that"
