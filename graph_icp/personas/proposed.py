"""Personas that follow from the people with whom deals were won."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.personas.level_words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.personas.persona import Persona

COLUMNS = ("persona", "functions", "levels", "contacts", "share")
# The fewest people of a function who make a persona, and the least part of them at a level.
_FEWEST, _LEAST_PART = 2, 0.2
# The levels of those who help others, or learn.
_NEVER = ("assistant", "intern")


def proposed(people: pd.DataFrame, personas: Sequence[Persona] = ()) -> pd.DataFrame:
    """Return a persona for each function of the people with whom deals were won.

    Parameters
    ----------
    people : DataFrame
        id, level, function, persona (None where of none): the contacts of won deals.
    personas : sequence of Persona
        Those that are set; their functions are not proposed again.

    Returns
    -------
    DataFrame
        persona (a name), functions, levels (lists; levels that a fifth of them have), contacts
        (how many people), share (of the people whose function is known, 0 to 1): the most frequent
        first.
    """
    known = people[people["function"].notna() & ~people["level"].isin(_NEVER)]
    known = known.drop_duplicates("id")
    have = {function for each in personas for function in each.functions}
    rows = []
    for name, some in known.groupby("function"):
        function, many = str(name), len(some)
        if function not in have and many >= _FEWEST:
            levels = _levels(some["level"])
            rows.append((function.capitalize(), [function], levels, many, many / len(known)))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    by = ["contacts", "persona"]
    return table.sort_values(by, ascending=[False, True], ignore_index=True)


def _levels(levels: pd.Series) -> list[str]:
    parts = levels.value_counts(normalize=True)
    return [each for each in LEVELS if parts.get(each, 0) >= _LEAST_PART]
