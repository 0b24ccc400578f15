"""Near misses: what colleagues are to people at accounts that is too weak to be a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.reach.people.evidence import of_colleagues
from graph_icp.reach.people.strengths import WEAK
from graph_icp.reach.people.ties import are_apart, combined, factors_of
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.reach.people.acquaintances import Acquaintances

COLUMNS = ("account", "one", "other", "reason", "told")
# Why it is too weak: the tie by itself, what came of asking, how surely the target works there, or
# what they do there.
TIE, ASKED, JOB, PERSONA = ("tie", "asked", "job", "persona")


def near_misses(known: Acquaintances, people: pd.DataFrame) -> pd.DataFrame:
    """Return the strongest acquaintance with somebody at each account that makes no path.

    Parameters
    ----------
    known : Acquaintances
    people : DataFrame
        As of `paths.targets`.

    Returns
    -------
    DataFrame
        COLUMNS: one is a colleague, other works there, told is the day on which that was told
        last, reason one of TIE, ASKED, JOB, PERSONA. An account to which a path leads directly,
        or at which nobody is known to a colleague, has no row.
    """
    evidence = of_colleagues(known, people["person"].unique())
    ties = combined(evidence[evidence["counts"].astype(bool)])
    ties = ties[~are_apart(known, ties)]
    ties = ties.assign(asked=ties["strength"] * factors_of(known, ties))
    found = ties.merge(people, left_on="other", right_on="person")
    found = found.assign(path=found["asked"] * found["factor"])
    order = ["account", "path", "one", "other"]
    ordered = found.sort_values(order, ascending=[True, False, True, True])
    first = ordered.drop_duplicates("account")
    first = first[~reaches(first["path"], WEAK)]
    return first.assign(reason=_reasons(first))[list(COLUMNS)].reset_index(drop=True)


def _reasons(found: pd.DataFrame) -> list[str]:
    """Return why each is too weak: the first that is enough."""
    sure = found["asked"] * found["sure"]
    columns = (found["strength"], found["asked"], sure)
    return [
        next(
            (
                why
                for why, kept in zip((TIE, ASKED, JOB), row, strict=True)
                if not reaches(kept, WEAK)
            ),
            PERSONA,
        )
        for row in zip(*columns, strict=True)
    ]
