"""Jobs of people as titles, levels and functions: by vendors' own columns first, else by titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.id_rows import rows_of
from graph_icp.personas.matching import personas_of, weights_of
from graph_icp.personas.titles import jobs_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona


def with_jobs(store: Store, people: pd.DataFrame, personas: Sequence[Persona]) -> pd.DataFrame:
    """Return people with the level and the function of their titles, and their personas.

    Parameters
    ----------
    store : Store
    people : DataFrame
        id, title and more.
    personas : sequence of Persona

    Returns
    -------
    DataFrame
        The same with level, function (None where unknown), persona (a name or None).
    """
    places = (
        store.ask("read/places_stated", rows_of(people["id"].unique())).to_pandas().set_index("id")
    )
    told = {name: people["id"].map(places[name]) for name in ("seniority", "department")}
    jobs = jobs_of(people["title"], told["seniority"], told["department"])
    found = people.assign(level=jobs["level"], function=jobs["function"])
    return found.assign(persona=personas_of(found, personas))


def read_wanted(
    store: Store, jobs: pd.DataFrame, personas: Sequence[Persona], as_of: datetime.date
) -> pd.DataFrame | None:
    """Return of which persona people are where they work, and what a path to them counts.

    Parameters
    ----------
    store : Store
    jobs : DataFrame
        person, account.
    personas : sequence of Persona
    as_of : date
        The day of whose titles they are.

    Returns
    -------
    DataFrame or None
        person, account, persona (a name or None), weight (0 to 1); None where no persona is set.
    """
    if not personas:
        return None
    pairs = jobs[["person", "account"]].drop_duplicates()
    told = with_jobs(store, titled(store, pairs, as_of), personas)
    told = told.assign(weight=weights_of(told, personas))
    wanted: pd.DataFrame = told.rename(columns={"id": "person"})[
        ["person", "account", "persona", "weight"]
    ]
    return wanted


def titled(store: Store, jobs: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    """Return people where they work (person, account) as id, account and title on a day."""
    titles = store.ask("reach/titles", rows_of(jobs["person"].unique()), as_of=as_of).to_pandas()
    found: pd.DataFrame = jobs.merge(titles, on=["person", "account"], how="left")
    return found.rename(columns={"person": "id"})
