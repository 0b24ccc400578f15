"""Reading who may know whom from a store."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.reach import outcomes
from graph_icp.reach.acquaintances import Acquaintances

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

_EPOCH = datetime.date(1970, 1, 1)


def read_acquaintances(store: Store, day: datetime.date | None = None) -> Acquaintances:
    """Return what a store knows of who may know whom, aged to a day, today if none is given."""
    today = float((day or datetime.datetime.now().astimezone().date()).toordinal())
    today -= _EPOCH.toordinal()
    colleagues = ids_of(store.ask("reach/colleagues"))
    said = read_said(store)
    return Acquaintances(
        today=today,
        colleagues=colleagues,
        told=table(store.ask("reach/ties")),
        deals=table(store.ask("reach/won_deals")),
        jobs=table(store.ask("reach/jobs")),
        employees=_employees(store),
        guests=table(store.ask("reach/guests", rows_of(colleagues))),
        nobody=np.union1d(
            ids_of(store.ask("read/people_opted_out")), ids_of(store.ask("reach/namesakes"))
        ),
        by_name=ids_of(store.ask("reach/known_by_name")),
        apart=outcomes.apart(said, today),
        asked=outcomes.factors(said),
    )


def read_said(store: Store) -> pd.DataFrame:
    """Return what people said of introductions.

    Returns
    -------
    DataFrame
        one, other (ids), account (a key), result, day (a number), key, other_key, name, other_name.
    """
    return table(store.ask("reach/introductions")).rename(columns={"said_on": "day"})


def table(answer: pa.Table) -> pd.DataFrame:
    """Return an answer with its days as numbers, missing where there is none."""
    columns = {}
    for name, column in zip(answer.column_names, answer.columns, strict=True):
        if pa.types.is_date(column.type):
            columns[name] = column.cast(pa.date32()).cast(pa.int32()).cast(pa.float64()).to_pandas()
        else:
            columns[name] = column.to_pandas()
    return pd.DataFrame(columns)


def ids_of(answer: pa.Table) -> NDArray[np.int64]:
    """Return the column id of an answer, in order, each once."""
    return np.unique(answer["id"].to_numpy().astype(np.int64))


def rows_of(ids: NDArray[np.int64]) -> pa.Table:
    """Return ids as rows that go with a question."""
    return pa.table({"id": pa.array(ids, pa.int64())})


def _employees(store: Store) -> pd.Series:
    """Return the employees of each account; of one whose size alone is known the most it may have.

    So a size never makes two people surer acquaintances than a number would.
    """
    accounts = store.ask("read/accounts").select(["id", "employees", "size"]).to_pandas()
    number = accounts["employees"].astype(np.float64)
    at_most = accounts["size"].map(_at_most, na_action="ignore").astype(np.float64)
    known = number.where(number > 0).fillna(at_most)
    return pd.Series(known.to_numpy(), index=accounts["id"].to_numpy(np.int64)).dropna()


def _at_most(size: str) -> float:
    """Return the upper end of a band of employees: 200 of "51-200", 50001 of "50001+"."""
    return float(size.rstrip("+").rpartition("-")[2])
