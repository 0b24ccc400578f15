"""Reading who may know whom from a store: all of it, or what is near some accounts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.lookup import owners_of
from graph_icp.market.reach.jobs_told import read_wanted
from graph_icp.reach import outcomes
from graph_icp.reach.people.acquaintances import Acquaintances
from graph_icp.reach.people.strengths import LARGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona

    Ids = NDArray[np.int64]

_EPOCH = datetime.date(1970, 1, 1)


def read_acquaintances(
    store: Store, day: datetime.date | None = None, *, personas: Sequence[Persona] = ()
) -> Acquaintances:
    """Return what a store knows of who may know whom.

    Parameters
    ----------
    store : Store
    day : date, optional
        The day to which all has aged; today if it is not given.
    personas : sequence of Persona
        Of icp.toml: whom one wants to know.
    """
    colleagues = ids_of(store.ask("reach/colleagues"))
    accounts = store.ask("read/accounts").select(["id", "employees", "size"])
    # Without colleagues no path begins, whoever worked where.
    wanted = ids_of(accounts) if len(colleagues) else colleagues
    return _read(store, day, colleagues, _employees(accounts), wanted, personas)


def read_near(
    store: Store,
    accounts: Ids,
    day: datetime.date | None = None,
    *,
    hops: int = 2,
    personas: Sequence[Persona] = (),
) -> Acquaintances:
    """Return what matters to the paths to some accounts, which are the same as by all of it.

    People are compared with those who worked where the people of these accounts and colleagues
    did; of paths over two introducers, also where those in turn did.

    Parameters
    ----------
    store : Store
    accounts : array of int
    day : date, optional
        As of `read_acquaintances`.
    hops : int
        The most steps of the paths.
    personas : sequence of Persona
        As of `read_acquaintances`.
    """
    colleagues = people = ids_of(store.ask("reach/colleagues"))
    sizes = pd.Series(dtype=np.float64)
    wanted = np.unique(accounts)
    # Without colleagues no path begins, and without accounts none ends, whoever worked where.
    for _ in range(hops if len(colleagues) and len(wanted) else 0):
        jobs = store.ask("reach/jobs", rows_of(wanted), as_of=_on(day))
        workers = jobs["person"].to_numpy().astype(np.int64)
        people = np.union1d(people, workers)
        employers = store.ask("reach/employers", rows_of(people))
        sizes = _employees(employers)
        large = sizes.index[sizes > LARGEST].to_numpy(np.int64)
        wanted = np.union1d(accounts, np.setdiff1d(ids_of(employers), large))
    return _read(store, day, colleagues, sizes, wanted, personas)


def _read(
    store: Store,
    day: datetime.date | None,
    colleagues: Ids,
    employees: pd.Series,
    accounts: Ids,
    personas: Sequence[Persona],
) -> Acquaintances:
    """Return what is known of the people of some accounts: nothing dated after the day."""
    today = float(_on(day).toordinal() - _EPOCH.toordinal())
    jobs = table(store.ask("reach/jobs", rows_of(accounts), as_of=_on(day)))
    people = rows_of(jobs["person"].unique())
    told = table(store.ask("reach/ties", people))
    # A connection without a day was made before it was told of.
    told_by_then = told[told["day"].fillna(told["first_told"]) <= today].reset_index(drop=True)
    said = read_said(store)
    nobody = [ids_of(store.ask(each)) for each in ("read/people_opted_out", "reach/namesakes")]
    return Acquaintances(
        today=today,
        colleagues=colleagues,
        told=told_by_then,
        deals=_until(table(store.ask("reach/won_deals")), today),
        jobs=jobs,
        employees=employees,
        guests=_until(table(store.ask("reach/guests", rows_of(colleagues))), today),
        nobody=np.setdiff1d(np.concatenate(nobody), colleagues),
        by_name=ids_of(store.ask("reach/known_by_name", people)),
        apart=outcomes.apart(said, today),
        asked=outcomes.factors(said, today),
        asks=outcomes.asks_lately(said, today),
        outcomes=outcomes.lately(_by_account(store, said), today),
        later=len(told) - len(told_by_then),
        wanted=read_wanted(store, jobs[jobs["present"].astype(bool)], personas, _on(day)),
    )


def _on(day: datetime.date | None) -> datetime.date:
    """Return the day, today where it is not given."""
    return day or datetime.datetime.now().astimezone().date()


def _until(dated: pd.DataFrame, today: float) -> pd.DataFrame:
    """Return the rows of a day that had come."""
    return dated[dated["day"] <= today].reset_index(drop=True)


def read_said(store: Store) -> pd.DataFrame:
    """Return what people said of introductions.

    Returns
    -------
    DataFrame
        one, other (ids), account (a key), result, day (a number), key, other_key.
    """
    return table(store.ask("reach/introductions")).rename(columns={"said_on": "day"})


def _by_account(store: Store, said: pd.DataFrame) -> pd.DataFrame:
    """Return what people said with the ids of accounts in place of keys, -1 for none."""
    owners = owners_of(store, said["account"])
    return said.assign(account=[owners.get(key, -1) for key in said["account"]])


def table(answer: pa.Table) -> pd.DataFrame:
    """Return an answer with its days as numbers, missing where there is none."""
    columns = {}
    for name, column in zip(answer.column_names, answer.columns, strict=True):
        if pa.types.is_date(column.type):
            column = column.cast(pa.date32()).cast(pa.int32()).cast(pa.float64())
        elif pa.types.is_integer(column.type):
            column = column.cast(pa.int64())
        columns[name] = column.to_pandas()
    return pd.DataFrame(columns)


def ids_of(answer: pa.Table) -> Ids:
    """Return the column id of an answer, in order, each once."""
    return np.unique(answer["id"].to_numpy().astype(np.int64))


def _employees(accounts: pa.Table) -> pd.Series:
    """Return the employees of each account; of one whose size alone is known the most it may have.

    So a size never makes two people surer acquaintances than a number would.
    """
    known = accounts.to_pandas().drop_duplicates("id")
    number = known["employees"].astype(np.float64)
    at_most = known["size"].map(_at_most, na_action="ignore").astype(np.float64)
    found = number.where(number > 0).fillna(at_most)
    return pd.Series(found.to_numpy(), index=known["id"].to_numpy(np.int64)).dropna()


def _at_most(size: str) -> float:
    """Return the upper end of a band of employees: 200 of "51-200", 50001 of "50001+"."""
    return float(size.rstrip("+").rpartition("-")[2])
