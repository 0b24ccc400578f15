"""The links of a relation in blocks on Spark: functions of a block run where the block is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array, vstack

from graph_icp.graph.blocks import BLOCK, added, borders, degrees
from graph_icp.graph.matrix import links_as_matrix
from graph_icp.spark.session import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from pyspark.sql import DataFrame

    from graph_icp.graph.blocks import Numbers, OfBlock, Places

    OfBatches = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

# A block in one row: the three arrays of its matrix.
_BLOCK = "block int, starts binary, columns binary, values binary"
_RESULT = "block int, result binary"


@dataclass(frozen=True)
class OnSpark:
    """Blocks on Spark.

    What is worked out of a block comes to the driver, and is added there in the order of blocks,
    so the results have the same bits as those of the same links in memory.

    Attributes
    ----------
    blocks : DataFrame of Spark
        One row a block that has links; as `OnSpark.of` makes it.
    accounts, traits : int
    size : int
        The accounts of a block.
    """

    blocks: DataFrame
    accounts: int
    traits: int
    size: int = BLOCK

    @classmethod
    def of(cls, links: DataFrame, accounts: int, traits: int, size: int = BLOCK) -> OnSpark:
        """Return links as blocks, which the cluster keeps until `release`.

        Parameters
        ----------
        links : DataFrame of Spark
            account, trait (positions), value; of a link that is there twice the greatest counts.
        accounts, traits, size : int
        """
        from pyspark.sql import functions as f

        of_block = links.select(
            f.floor(f.col("account") / size).cast("int").alias("block"),
            (f.col("account") % size).cast("int").alias("row"),
            f.col("trait").cast("int").alias("column"),
            f.col("value").cast("double").alias("value"),
        )
        # A lambda, since Spark looks for its kind of function in type hints where there are any.
        each_alone = of_block.repartition(len(borders(accounts, size)), "block")
        packed = each_alone.groupBy("block").applyInArrow(
            lambda key, links: _packed(key[0].as_py(), links, (accounts, traits), size), _BLOCK
        )
        return cls(packed.persist(), accounts, traits, size)

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of accounts and of traits."""
        return self.accounts, self.traits

    @cached_property
    def having(self) -> Numbers:
        """By trait: how many accounts have it."""
        return self.summed(degrees)

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks; see `Blocks.summed`."""
        return added(iter(self._each(of)))

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block; see `Blocks.by_account`."""
        return np.concatenate(self._each(of))

    def chosen(self, places: Places) -> csr_array:
        """Return the links of some accounts; see `Blocks.chosen`."""
        traits, size = self.traits, self.size
        parts = {
            row["block"]: _matrix(row, self.traits)
            for row in self._mapped(lambda batches: _rows_of(batches, traits, size, places), _BLOCK)
        }
        counts = np.bincount(places // self.size, minlength=len(self._borders()))
        return csr_array(
            vstack(
                [
                    parts.get(block, csr_array((count, self.traits), dtype=np.float64))
                    for block, count in enumerate(counts.tolist())
                ],
                format="csr",
            )
        )

    def release(self) -> None:
        """Let the cluster forget the blocks."""
        with told():
            self.blocks.unpersist()

    def _each(self, of: OfBlock) -> list[NDArray[Any]]:
        """Return what `of` makes of each block, in their order; of those without links it is
        worked out here."""
        traits = self.traits
        found = {
            row["block"]: np.load(io.BytesIO(row["result"]))
            for row in self._mapped(lambda batches: _worked_out(batches, traits, of), _RESULT)
        }
        return [
            found[block]
            if block in found
            else of(csr_array((stop - start, self.traits), dtype=np.float64))
            for block, (start, stop) in enumerate(self._borders())
        ]

    def _mapped(self, by: OfBatches, rows: str) -> list[dict[str, Any]]:
        """Return the rows, of these columns, that come of the rows of blocks."""
        with told():
            collected: list[dict[str, Any]] = self.blocks.mapInArrow(by, rows).toArrow().to_pylist()
        return collected

    def _borders(self) -> list[tuple[int, int]]:
        return borders(self.accounts, self.size)


def _packed(block: int, links: pa.Table, shape: tuple[int, int], size: int) -> pa.Table:
    """Return the links of one block, of accounts x traits of this shape, as its matrix's arrays."""
    row, column, value = (links[name].to_numpy() for name in ("row", "column", "value"))
    accounts, traits = shape
    X = links_as_matrix(row, column, value, (min(size, accounts - block * size), traits))
    return pa.table(_cells(block, X))


def _cells(block: int, X: csr_array) -> dict[str, pa.Array]:
    return {
        "block": pa.array([block], pa.int32()),
        "starts": pa.array([X.indptr.astype(np.int32).tobytes()], pa.binary()),
        "columns": pa.array([X.indices.astype(np.int32).tobytes()], pa.binary()),
        "values": pa.array([X.data.astype(np.float64).tobytes()], pa.binary()),
    }


def _matrix(row: dict[str, Any], traits: int) -> csr_array:
    starts, columns = (np.frombuffer(row[name], np.int32) for name in ("starts", "columns"))
    inside = np.frombuffer(row["values"], np.float64), columns, starts
    return csr_array(inside, shape=(len(starts) - 1, traits))


def _matrices(batches: Iterator[pa.RecordBatch], traits: int) -> Iterator[tuple[int, csr_array]]:
    for batch in batches:
        for place in range(len(batch)):
            row = {name: batch.column(name)[place].as_py() for name in batch.schema.names}
            yield row["block"], _matrix(row, traits)


def _worked_out(
    batches: Iterator[pa.RecordBatch], traits: int, of: OfBlock
) -> Iterator[pa.RecordBatch]:
    """Give what `of` makes of each block, as the bytes of a file of NumPy."""
    for block, X in _matrices(batches, traits):
        written = io.BytesIO()
        np.save(written, np.asarray(of(X)), allow_pickle=False)
        yield pa.record_batch(
            {
                "block": pa.array([block], pa.int32()),
                "result": pa.array([written.getvalue()], pa.binary()),
            }
        )


def _rows_of(
    batches: Iterator[pa.RecordBatch], traits: int, size: int, places: Places
) -> Iterator[pa.RecordBatch]:
    """Give the rows at some positions, of blocks that have any of them."""
    for block, X in _matrices(batches, traits):
        start = block * size
        first, last = np.searchsorted(places, (start, start + size))
        if first < last:
            yield pa.record_batch(_cells(block, X[places[first:last] - start]))
