"""Links in blocks that lie in files: a market need not fit into memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array, vstack

from graph_icp.graph.blocks import BLOCK, added, borders, degrees
from graph_icp.graph.matrix import links_as_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from graph_icp.graph.blocks import Numbers, OfBlock, Places

    Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Chunked:
    """Blocks of which each is a file, read when it is asked for.

    Attributes
    ----------
    files : tuple of Path
        Of each block, in their order.
    shape : (int, int)
        The numbers of accounts and of traits.
    size : int
        The accounts of a block.
    """

    files: tuple[Path, ...]
    shape: tuple[int, int]
    size: int = BLOCK

    @classmethod
    def written(
        cls,
        folder: Path,
        links: Iterable[pa.RecordBatch],
        accounts: int,
        traits: Ids,
        size: int = BLOCK,
    ) -> Chunked:
        """Write links into a folder, block by block, and return them.

        Parameters
        ----------
        folder : Path
            An empty folder, of which the files are read as long as the blocks are used.
        links : iterable of RecordBatch
            place (of the account), trait (id), value; sorted by place. Of a link that is there
            twice the greater value counts, and links to other traits are passed over.
        accounts : int
        traits : array of int
            The ids of traits, in the order of columns.
        size : int
        """
        shape = accounts, len(traits)
        # At each id its position, -1 at the ids of no trait.
        column = np.full(int(traits.max(initial=0)) + 1, -1, dtype=np.int32)
        column[traits] = np.arange(len(traits), dtype=np.int32)
        files: list[Path] = []
        parts = _parted(links, [stop for _, stop in borders(accounts, size)])
        for (start, stop), (places, ids, values) in zip(
            borders(accounts, size), parts, strict=True
        ):
            columns = np.where(ids < len(column), column[np.minimum(ids, len(column) - 1)], -1)
            known = columns >= 0
            rows = places[known] - start
            X = links_as_matrix(rows, columns[known], values[known], (stop - start, shape[1]))
            files.append(folder / f"{len(files)}.npy")
            _write(files[-1], X)
        return cls(tuple(files), shape, size)

    @cached_property
    def having(self) -> Numbers:
        """By trait: how many accounts have it."""
        return self.summed(degrees)

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks; see `Blocks.summed`."""
        return added(of(self._read(file)) for file in self.files)

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block; see `Blocks.by_account`."""
        return np.concatenate([of(self._read(file)) for file in self.files])

    def chosen(self, places: Places) -> csr_array:
        """Return the links of some accounts; see `Blocks.chosen`."""
        parts = [csr_array((0, self.shape[1]), dtype=np.float64)]
        firsts = np.searchsorted(places, np.arange(len(self.files) + 1) * self.size)
        for block, (first, last) in enumerate(pairwise(firsts.tolist())):
            if first < last:
                X = self._read(self.files[block])
                parts.append(X[places[first:last] - block * self.size])
        return csr_array(vstack(parts, format="csr"))

    def _read(self, file: Path) -> csr_array:
        with file.open("rb") as written:
            values, columns, starts = (np.load(written, allow_pickle=False) for _ in range(3))
        X = csr_array((values, columns, starts), shape=(len(starts) - 1, self.shape[1]))
        X.has_canonical_format = True
        return X


def _write(file: Path, X: csr_array) -> None:
    with file.open("wb") as written:
        for part in (X.data, X.indices.astype(np.int32), X.indptr.astype(np.int32)):
            np.save(written, part, allow_pickle=False)


def _parted(
    links: Iterable[pa.RecordBatch], stops: list[int]
) -> Iterator[tuple[Ids, Ids, Numbers]]:
    """Give the links of each block: places, ids of traits and values, up to the block's end."""
    waiting = iter(stops)
    stop, held = next(waiting), [_NOTHING]
    for batch in links:
        some = [batch[name].to_numpy(zero_copy_only=False) for name in _COLUMNS]
        while len(some[0]) and some[0][-1] >= stop:
            end = np.searchsorted(some[0], stop)
            yield _joined([*held, [each[:end] for each in some]])
            stop, held = next(waiting), [_NOTHING]
            some = [each[end:] for each in some]
        held.append(some)
    yield _joined(held)
    for _ in waiting:
        yield _joined([_NOTHING])


_COLUMNS = ("place", "trait", "value")
_NOTHING: list[Any] = [np.empty(0, dtype=np.int64)] * 2 + [np.empty(0)]


def _joined(parts: list[list[Any]]) -> tuple[Ids, Ids, Numbers]:
    places, ids, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return places, ids, values.astype(np.float64)
