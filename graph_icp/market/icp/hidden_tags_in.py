"""The tags that icp.toml hides: [hygiene]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.errors import UnknownNameError
from graph_icp.hygiene.tags import HIDDEN, tag_called

if TYPE_CHECKING:
    from graph_icp.market.icp.toml_section import Section


def hidden_tags_in(section: Section) -> tuple[str, ...]:
    """Return the tags whose companies lists hide; an empty list hides none.

    Raises
    ------
    FileError
        If there is no such tag, or another option.
    """
    section.only(("hide",))
    told = section.told.get("hide", HIDDEN)
    if told is HIDDEN or told == []:
        return tuple(told)
    try:
        return tuple(dict.fromkeys(tag_called(each) for each in section.texts("hide")))
    except UnknownNameError as unknown:
        raise section.error("hide", f"{unknown}") from unknown
