"""Names of people that are nearly the same: in another order, with initials or second names."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def near_names(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that one person may have.

    Parameters
    ----------
    names : iterable of str
        As `names.clean_person` cleans them: "ann lee", "ann b lee", "a lee", "lee ann".

    Returns
    -------
    list of tuple of (str, str)
        In the order of the names, the shorter first.
    """
    alike: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda each: (len(each), each)):
        words = name.split()
        for word in {words[0], words[-1]} if len(words) > 1 else ():
            alike.setdefault(word, []).append(name)
    pairs = {pair for each in alike.values() for pair in combinations(each, 2) if _near(*pair)}
    return sorted(pairs)


def _near(one: str, other: str) -> bool:
    """Return whether two names of several words may be one person's, the shorter first."""
    few, many = one.split(), other.split()
    if sorted(few) == sorted(many):
        return True
    first = few[0] == many[0] or (1 in (len(few[0]), len(many[0])) and few[0][0] == many[0][0])
    if not first or few[-1] != many[-1]:
        return False
    return _goes_with(few[1:-1], many[1:-1])


def _goes_with(few: list[str], many: list[str]) -> bool:
    """Return whether the names between the first and the last are the same where both have one."""
    both = zip(few, many, strict=False)
    return all(a[0] == b[0] and (a == b or 1 in (len(a), len(b))) for a, b in both)
