"""A market's tables on Spark: accounts, traits and links, of our Parquet or of a warehouse."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import StoreError
from graph_icp.graph.model import STATUSES
from graph_icp.graph.parquet_folder import ABOUT, VERSIONS
from graph_icp.spark.links import blocks_of, read_names, release
from graph_icp.spark.session import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from graph_icp.graph.blocks import Links
    from graph_icp.graph.matrix import Graph

# The columns of accounts: those that must be there, and those that are empty where they lack.
NEEDED = {"id", "key", "name", "status"}
ACCOUNTS = {
    "id": None,
    **dict.fromkeys(("key", "name", "domain", "country", "industry", "region", "size"), "string"),
    "employees": "bigint",
    "revenue": "double",
    "status": "string",
    "value": "double",
    "customer_since": "date",
    "owner": "string",
}
LINKS = ("relation", "account", "trait", "value")
TRAITS = ("id", "key", "name")


@dataclass(frozen=True)
class SparkTables:
    """A market's tables on Spark.

    Attributes
    ----------
    accounts : DataFrame of Spark
        id, key, name, status, and what else of `ACCOUNTS` is known.
    links : DataFrame of Spark
        relation, account (id), trait (id), value.
    traits : DataFrame of Spark
        id, key, name: of every trait that counts.
    keywords : DataFrame of Spark, optional
        id: topics that were told as keywords. Where it is given, topics that few accounts have do
        not count, as in a store.
    chosen_by : tuple of str
        Traits and relations that chose the customers, and do not count.
    """

    accounts: DataFrame
    links: DataFrame
    traits: DataFrame
    keywords: DataFrame | None = None
    chosen_by: tuple[str, ...] = ()

    @classmethod
    def named(
        cls, session: SparkSession, accounts: str, links: str, traits: str | None = None
    ) -> SparkTables:
        """Return tables that a warehouse has, by their names ("catalog.schema.table").

        Without a table of traits, a trait in `links` is its own key and name.

        Raises
        ------
        StoreError
            If there is no such table, or it lacks a column.
        """
        of_links = _table(session, links, LINKS)
        if traits is not None:
            of_traits = _table(session, traits, TRAITS)
        else:
            each = of_links.select("trait").distinct()
            of_traits = each.selectExpr(
                "trait as id", "cast(trait as string) as key", "cast(trait as string) as name"
            )
        return cls(_accounts(_table(session, accounts, sorted(NEEDED))), of_links, of_traits)

    @classmethod
    def in_folder(cls, session: SparkSession, folder: str) -> SparkTables:
        """Return the tables of a folder that 'graph-icp copy STORE parquet:FOLDER' wrote.

        People who asked not to be contacted are left out, as of a store.

        Parameters
        ----------
        session : SparkSession
        folder : str
            A path or address that the cluster can read.

        Raises
        ------
        StoreError
            If it is no whole folder of this version, or a table lacks a column.
        """
        from pyspark.sql import functions as f

        _check_is_whole(session, folder)

        def table(name: str, *columns: str) -> DataFrame:
            return _read(session, f"{folder}/{name}.parquet", columns)

        stated = table("property", "node", "property", "value", "source", "last_seen")
        node = table("node", "id", "kind", "key", "name")
        titles = (
            stated.where("property = 'title'")
            .groupBy(f.col("node").alias("id"))
            .agg(f.max_by("value", f.struct("last_seen", "value")).alias("title"))
        )
        belongs = table("belongs", "mention", "owner")
        jobs = table("fact", "kind", "mention", "other").where("kind = 'WORKS_AT'")
        names = table("naming", "mention", "clean", "alias").where("not alias")
        gone = _opted_out(stated.where("property = 'opted_out'"), belongs, jobs, names)
        traits = node.join(titles, "id", "left").join(gone, "id", "left_anti")
        chosen = table("label", "status", "chosen_by").where(
            "status = 'customer' and chosen_by is not null"
        )
        with told():
            said = chosen.select("chosen_by").distinct().orderBy("chosen_by").toArrow()
        lines = (line for text in said["chosen_by"].to_pylist() for line in text.splitlines())
        topics = node.where("kind = 'Topic'").select("id")
        kinds = stated.where("property = 'kind'").selectExpr("node as id").distinct()
        return cls(
            _accounts(table("account", *ACCOUNTS)),
            table("link", *LINKS),
            traits.select("id", "key", f.coalesce("title", "name").alias("name")),
            topics.join(kinds, "id", "left_semi"),
            tuple(dict.fromkeys(lines)),
        )

    def names(self) -> Graph:
        """Return the accounts and traits, without any link; raises StoreError."""
        accounts = self.read_accounts().to_pandas()
        return read_names(accounts, self.links, self.traits, self.keywords)

    @contextmanager
    def blocks(self, names: Graph, size: int) -> Iterator[dict[str, Links]]:
        """Give the links in blocks, by relation, which the cluster keeps meanwhile."""
        found = blocks_of(self.links, names, size)
        try:
            yield found
        finally:
            release(found)

    def read_accounts(self) -> pa.Table:
        """Return all accounts, sorted by key, with the columns `ACCOUNTS`.

        Raises
        ------
        StoreError
            If there are none, a key is missing or there twice, or a status is none.
        """
        with told():
            accounts = self.accounts.toArrow().sort_by("key").combine_chunks()
        keys = accounts["key"]
        if not len(accounts):
            raise StoreError("The table of accounts is empty.")
        if keys.null_count or len(keys.unique()) < len(keys):
            raise StoreError("The table of accounts has a key that is missing or there twice.")
        wrong = set(accounts["status"].to_pylist()) - {*STATUSES}
        if wrong:
            raise StoreError(
                f"The table of accounts has the status {min(map(str, wrong))!r}; there are "
                f"{', '.join(STATUSES)}."
            )
        return accounts


def _opted_out(said: DataFrame, belongs: DataFrame, jobs: DataFrame, names: DataFrame) -> DataFrame:
    """Return the ids of people as `queries/read/people_opted_out` does."""
    from pyspark.sql import functions as f

    latest = said.groupBy("node", "source").agg(
        f.max_by("value", f.struct("last_seen", "value")).alias("value")
    )
    of = belongs.select(f.col("mention").alias("node"), f.col("owner").alias("id"))
    out = latest.where("value = 'true'").join(of, "node").select("id").distinct()
    worker = belongs.selectExpr("mention", "owner as id")
    place = belongs.selectExpr("mention as other", "owner as account")
    borne = (
        jobs.join(worker, "mention")
        .join(place, "other")
        .select("id", "account")
        .join(worker, "id")
        .join(names, "mention")
        .select("id", "account", "clean")
        .distinct()
    )
    theirs = out.join(borne, "id").select("account", "clean").distinct()
    return out.union(borne.join(theirs, ["account", "clean"]).select("id")).distinct()


def _check_is_whole(session: SparkSession, folder: str) -> None:
    about = _read(session, f"{folder}/{ABOUT}", (), "json")
    with told():
        versions = about.toArrow().to_pylist()
    if versions != [VERSIONS]:
        raise StoreError(
            f"{folder} was written by another version of graph-icp; copy it into a store with "
            "that one, and write it again with this."
        )


def _read(
    session: SparkSession, path: str, columns: tuple[str, ...], format: str = "parquet"
) -> DataFrame:
    from pyspark.errors import AnalysisException

    try:
        table = session.read.format(format).load(path)
        there = table.columns
    except AnalysisException as error:
        raise StoreError(
            f"{path} is not there or cannot be read; is its folder one that 'graph-icp copy STORE "
            "parquet:FOLDER' wrote whole, and that the cluster can read?"
        ) from error
    return _having(table, there, path, columns)


def _table(session: SparkSession, name: str, columns: tuple[str, ...] | list[str]) -> DataFrame:
    from pyspark.errors import AnalysisException

    try:
        table = session.table(name)
        there = table.columns
    except AnalysisException as error:
        raise StoreError(f"Spark has no table {name} that it may read.") from error
    return _having(table, there, name, columns)


def _having(
    table: DataFrame, there: list[str], name: str, columns: tuple[str, ...] | list[str]
) -> DataFrame:
    if lacking := [each for each in columns if each not in there]:
        raise StoreError(f"{name} lacks the column {', '.join(lacking)}.")
    return table


def _accounts(table: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    there = table.columns
    return table.select(
        *(
            (f.col(name) if name in there else f.lit(None)).cast(type).alias(name)
            if type
            else f.col(name)
            for name, type in ACCOUNTS.items()
        )
    )
