"""Learning from links in blocks: the same whatever the blocks, and wherever the links are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from test_fit import MARKET, SHAPES, generated, graph_of

import graph_icp
from graph_icp.discovery.learning.fit import learn
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.scorer import Weights, scorers
from graph_icp.graph.blocks import BLOCK, Held, Links, Mapped, added, borders, degrees, held
from graph_icp.graph.chunked import Chunked
from graph_icp.graph.duckdb_store import DuckDBStore
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.parquet_folder import ParquetFolder
from graph_icp.graph.parquet_store import ParquetStore
from graph_icp.graph.tables import TABLES
from graph_icp.market.blocks.tables_on_disk import TablesOnDisk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.discovery.learning.scores import Scores
    from graph_icp.graph.blocks import Blocks
    from graph_icp.graph.matrix import Graph

METHODS = ["auto", *sorted(scorers())]


def in_blocks(graph: Graph, size: int) -> dict[str, Links]:
    """Return the links of a graph in blocks of so many accounts."""
    return {
        name: replace(each, blocks=Held(graph.matrices[name].values, size))
        for name, each in held(graph).items()
    }


def scored(graph: Graph, size: int, method: str) -> Scores:
    """Learn from blocks of so many accounts."""
    return learn(in_blocks(graph, size), label(graph.accounts), method)[1]


@st.composite
def matrices(draw: st.DrawFn) -> csr_array:
    accounts, traits = draw(st.integers(0, 12)), draw(st.integers(0, 5))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    has = random.uniform(size=(accounts, traits)) < draw(st.sampled_from([0.0, 0.3, 1.0]))
    return csr_array(has * random.uniform(0.1, 3, size=has.shape))


@given(matrices(), st.integers(1, 13), st.data())
def test_held_blocks_answer_as_the_whole_matrix(
    X: csr_array, size: int, data: st.DataObject
) -> None:
    blocks: Blocks = Held(X, size)
    places = np.array(sorted(data.draw(st.sets(st.integers(0, 11)))), dtype=np.intp)
    places = places[places < X.shape[0]]
    assert blocks.shape == X.shape
    assert blocks.having.tolist() == degrees(X).tolist()
    sums = blocks.summed(lambda block: np.asarray(block.sum(axis=0)))
    np.testing.assert_allclose(sums, X.sum(axis=0), rtol=1e-12)
    rows = blocks.by_account(lambda block: np.asarray(block.sum(axis=1)))
    assert rows.tolist() == X.sum(axis=1).tolist()
    assert blocks.chosen(places).toarray().tolist() == X.toarray()[places].tolist()


@given(matrices(), st.integers(1, 13), st.data())
def test_blocks_in_files_have_the_bits_of_blocks_in_memory(
    X: csr_array, size: int, data: st.DataObject
) -> None:
    """Links come in parts of any size, some twice with a lesser value, some to unknown traits."""
    links = X.tocoo()
    ids = 10 + 3 * np.random.default_rng(X.nnz).permutation(X.shape[1])
    rows = pd.DataFrame({"place": links.coords[0], "trait": ids[links.coords[1]]})
    rows["value"] = links.data
    every = pd.concat([rows, rows.assign(value=rows["value"] / 2), rows.assign(trait=11)])
    table = pa.Table.from_pandas(every.sort_values("place", kind="stable"), preserve_index=False)
    parts = table.to_batches(max_chunksize=data.draw(st.integers(1, 40)))
    places = np.array(sorted(data.draw(st.sets(st.integers(0, 11)))), dtype=np.intp)
    places = places[places < X.shape[0]]
    with TemporaryDirectory() as folder:
        blocks = Chunked.written(Path(folder), iter(parts), X.shape[0], ids, size)
        here = Held(X, size)
        assert blocks.shape == here.shape
        assert blocks.having.tolist() == here.having.tolist()
        sums = blocks.summed(lambda block: np.asarray(block.sum(axis=0)))
        assert sums.tolist() == here.summed(lambda block: np.asarray(block.sum(axis=0))).tolist()
        sums = blocks.by_account(lambda block: np.asarray(block.sum(axis=1)))
        assert sums.tolist() == here.by_account(lambda block: block.sum(axis=1)).tolist()
        assert blocks.chosen(places).toarray().tolist() == here.chosen(places).toarray().tolist()


@given(matrices(), st.integers(1, 13))
def test_mapped_blocks_are_changed_one_by_one(X: csr_array, size: int) -> None:
    blocks = Mapped(Held(X, size), lambda block: block * 2)
    assert blocks.having.tolist() == degrees(X).tolist()
    assert (
        blocks.by_account(lambda block: block.sum(axis=1)).tolist() == (2 * X).sum(axis=1).tolist()
    )
    every = np.arange(X.shape[0])
    assert blocks.chosen(every).toarray().tolist() == (2 * X).toarray().tolist()
    np.testing.assert_allclose(
        blocks.summed(lambda block: block.sum(axis=0)), 2 * X.sum(axis=0), rtol=1e-12
    )


def test_blocks_are_added_in_their_order() -> None:
    parts = [np.array([1.0]), np.array([1e16]), np.array([-1e16])]
    assert added(iter(parts)).tolist() == [0.0]
    assert added(iter(parts[::-1])).tolist() == [1.0]
    assert borders(5, 2) == [(0, 2), (2, 4), (4, 5)]
    assert borders(0, 2) == [(0, 0)]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("shape", ["everything", "valued links", "4 customers"])
@pytest.mark.parametrize("size", [1, 7, 64])
def test_another_size_of_blocks_changes_hardly_a_bit(method: str, shape: str, size: int) -> None:
    graph = graph_of(*generated(SHAPES[shape], 1))
    whole, parts = scored(graph, BLOCK, method), scored(graph, size, method)
    np.testing.assert_allclose(parts.blended, whole.blended, rtol=0, atol=1e-12)
    assert parts.coverage.tolist() == pytest.approx(whole.coverage.tolist(), abs=1e-12)
    assert parts.known.tolist() == whole.known.tolist()


@pytest.fixture(params=["demo", "real"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DuckDBStore]:
    """Give the store of the demo's market, and of a real one where it is there."""
    path = tmp_path / "market.duckdb"
    if request.param == "demo":
        path = request.getfixturevalue("demo_market").store
    elif MARKET.is_dir():
        opened = graph_icp.open(path)
        opened.load(MARKET)
        opened.customers.set(where=["uses=Kubernetes"])
    else:
        pytest.skip("the real lists are not here")
    opened_store = DuckDBStore(path)
    yield opened_store
    opened_store.close()


@pytest.mark.parametrize("files", [False, True])
@pytest.mark.parametrize("size", [100, BLOCK])
def test_links_read_in_blocks_teach_the_same_bits(
    store: DuckDBStore, size: int, files: bool, tmp_path: Path
) -> None:
    graph = read_graph(store)
    labels = label(graph.accounts)
    fit, scores = learn(in_blocks(graph, size), labels)
    source = store
    if files:
        folder = ParquetFolder(tmp_path)
        folder.write({table: store.dump(table) for table in TABLES})
        source = ParquetStore(tmp_path)
    tables = TablesOnDisk(source)
    names = tables.names()
    pd.testing.assert_frame_equal(names.accounts, graph.accounts)
    assert list(names.matrices) == list(graph.matrices)
    for name, matrix in graph.matrices.items():
        pd.testing.assert_frame_equal(names.matrices[name].traits, matrix.traits)
    with tables.blocks(names, size) as blocks:
        again, same = learn(blocks, labels)
    if files:
        source.close()
    assert scores.blended.tobytes() == same.blended.tobytes()
    assert scores.coverage.tobytes() == same.coverage.tobytes()
    assert (fit.typical, fit.span, fit.hundred) == (again.typical, again.span, again.hundred)
    for one, two in zip(fit.relations, again.relations, strict=True):
        assert isinstance(one.learned, Weights)
        assert isinstance(two.learned, Weights)
        assert one.learned.raw.tobytes() == two.learned.raw.tobytes()
        assert one.learned.normalised.tobytes() == two.learned.normalised.tobytes()
        assert (one.share, one.parts[0].beaten) == (two.share, two.parts[0].beaten)
        assert one.prospects.tobytes() == two.prospects.tobytes()
