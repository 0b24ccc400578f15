"""Those who are named several times in a list, as one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.model import PERSON
from graph_icp.identity.suppression import kind_of, one_spelling

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from graph_icp.market.privacy.suppress_meant import Meant


def once_each(meant: Sequence[Meant]) -> list[Meant]:
    """Return each of those who are meant once, in the order in which they were first named.

    Two are one if they share an address (in any of its spellings), a page, a name at a company, a
    domain or whom the store knows by it. A telephone number may be that of a whole office, so it
    makes two one only where nothing else is given.
    """
    found: dict[int, Meant] = {}
    place_of: dict[Hashable, int] = {}
    for each in meant:
        signs = _signs(each)
        places = sorted({place_of[sign] for sign in signs if sign in place_of})
        first = places[0] if places else len(place_of)
        if places:
            for other in [*(found.pop(place) for place in places[1:]), each]:
                _join(found[first], other)
            signs |= {sign for sign, place in place_of.items() if place in places[1:]}
        else:
            found[first] = each
        place_of |= dict.fromkeys(signs, first)
    return [found[place] for place in sorted(found)]


def _signs(meant: Meant) -> set[Hashable]:
    """Return by what one who is meant is told to be the same as another."""
    keys = {(label, one_spelling(key)) for label, key in meant.keys}
    sure = {(label, key) for label, key in keys if kind_of(label, key) != "phone"}
    known = {(PERSON.label, str(each)) for each in meant.people}
    known |= {("account", str(each)) for each in meant.accounts}
    return {(meant.scope, *sign) for sign in (sure or keys) | known}


def _join(one: Meant, other: Meant) -> None:
    one.keys |= other.keys
    one.people |= other.people
    one.accounts |= other.accounts
    # Who has no last day in one of the rows has none.
    one.until = max(one.until, other.until) if one.until and other.until else None
