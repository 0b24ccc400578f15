"""Names of people that are nearly the same, and names with the surname first."""

from __future__ import annotations

import pytest

from graph_icp.errors import UnknownNameError
from graph_icp.identity.names import given_name_first
from graph_icp.identity.near_names import near_names


@pytest.mark.parametrize(
    ("names", "near"),
    [
        (("ann lee", "ann b lee"), True),
        (("a lee", "ann lee"), True),
        (("lee ann", "ann lee"), True),
        (("ann b lee", "ann beth lee"), True),
        (("ann b lee", "ann c lee"), False),
        (("ann lee", "bob lee"), False),
        (("ann lee", "ann marsh"), False),
        (("ann", "ann lee"), False),
    ],
)
def test_which_names_one_person_may_have(names: tuple[str, str], *, near: bool) -> None:
    assert bool(near_names(names)) == near


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Lee, Ann", "Ann Lee"),
        ("van der Berg, Ann", "Ann van der Berg"),
        ("Lee, Ann, PhD", "Ann Lee"),
        ("Ann Lee, PhD", "Ann Lee, PhD"),
        ("Ann Lee", "Ann Lee"),
        (", Ann", ", Ann"),
        ("", ""),
    ],
)
def test_a_surname_that_comes_first(name: str, usual: str) -> None:
    assert given_name_first(name) == usual


def test_names_with_commas_are_listed_in_quotes() -> None:
    with pytest.raises(UnknownNameError, match=r'There is "Lee, Ann", "Bo Marsh"\.'):
        raise UnknownNameError("owner", "Zed", ["Lee, Ann", "Bo Marsh"])
