"""The links of a market's tables on Spark as blocks, by relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array

from graph_icp.graph.blocks import BLOCK, Links
from graph_icp.graph.matrix import Graph, Matrix, least_having
from graph_icp.graph.model import TOPIC
from graph_icp.graph.relations import RELATIONS, relation
from graph_icp.spark.blocks_on_spark import OnSpark
from graph_icp.spark.session import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession


def read_names(
    accounts: pd.DataFrame, links: DataFrame, traits: DataFrame, keywords: DataFrame | None
) -> Graph:
    """Return the accounts and the traits of a market, without any link.

    Parameters
    ----------
    accounts : DataFrame
    links, traits, keywords : DataFrame of Spark
        As of `SparkTables`.

    Returns
    -------
    Graph
        With an empty matrix for each relation that has links.
    """
    linked = links.select("relation", "trait").distinct()
    named = linked.join(traits.withColumnRenamed("id", "trait"), "trait")
    with told():
        read = named.selectExpr("relation", "trait as id", "key", "name").toArrow()
    every = read.sort_by("key").to_pandas()
    names = set(every["relation"])
    known = [each.name for each in RELATIONS if each.name in names]
    matrices = {}
    for name in (*known, *sorted(names.difference(known))):
        own = every[every["relation"] == name].drop(columns="relation").reset_index(drop=True)
        if relation(name).trait is TOPIC and keywords is not None:
            own = _shared(links, keywords, own, len(accounts))
        if len(own):
            nothing = csr_array((len(accounts), len(own)), dtype=np.float64)
            matrices[name] = Matrix(name, nothing, own)
    return Graph(accounts, matrices)


def blocks_of(links: DataFrame, names: Graph, size: int = BLOCK) -> dict[str, Links]:
    """Return the links of a market's accounts to the traits of `names`, in blocks on Spark."""
    session = links.sparkSession
    places = _places(session, names.accounts["id"], "account")
    found = {}
    for name, matrix in names.matrices.items():
        mine = links.where(links["relation"] == name)
        placed = (
            mine.select("account", "trait", "value")
            .join(places, "account")
            .join(_places(session, matrix.traits["id"], "trait"), "trait")
            .selectExpr("account_place as account", "trait_place as trait", "value")
        )
        blocks = OnSpark.of(placed, *matrix.values.shape, size)
        found[name] = Links(name, matrix.traits, blocks)
    return found


def release(links: Mapping[str, Links]) -> None:
    """Let the cluster forget blocks."""
    for each in links.values():
        if isinstance(each.blocks, OnSpark):
            each.blocks.release()


def _places(session: SparkSession, ids: pd.Series, name: str) -> DataFrame:
    """Return a table of ids and their positions."""
    places = pa.array(np.arange(len(ids), dtype=np.int32))
    rows: DataFrame = session.createDataFrame(
        pa.table({name: pa.Array.from_pandas(ids), f"{name}_place": places})
    )
    return rows


def _shared(
    links: DataFrame, keywords: DataFrame, topics: pd.DataFrame, accounts: int
) -> pd.DataFrame:
    """Return topics without those that few accounts have, as `read_graph` does."""
    from pyspark.sql import functions as f

    mine = links.where(links["relation"] == "topics")
    counted = mine.groupBy("trait").agg(f.countDistinct("account").alias("having"))
    with told():
        having = counted.toArrow().to_pandas().set_index("trait")["having"]
        as_keywords = keywords.toArrow()["id"].to_numpy()
    least = least_having(topics["id"].isin(as_keywords).to_numpy(dtype=bool), accounts)
    return topics[topics["id"].map(having).to_numpy() >= least].reset_index(drop=True)
