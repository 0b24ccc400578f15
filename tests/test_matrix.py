"""The matrix that the engine reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.graph.matrix import _matrix


def test_of_a_link_that_is_told_twice_the_greater_value_counts() -> None:
    accounts = pd.Series([7, 3, 9])
    traits = pd.DataFrame({"id": [5, 2], "key": ["a", "b"], "name": ["A", "B"]})
    links = pa.table(
        {
            "account": [3, 7, 3, 9, 3, 7],
            "trait": [2, 5, 2, 5, 5, 5],
            "value": [0.5, 1.0, 3.0, 0.25, 1.0, 1.0],
        }
    )
    found = _matrix("uses", links, accounts, traits).values
    np.testing.assert_array_equal(found.toarray(), [[1, 0], [1, 3], [0.25, 0]])
    assert found.nnz == 4
    assert found.has_sorted_indices


def test_links_of_one_value_become_the_matrix_that_all_links_do() -> None:
    random = np.random.default_rng(3)
    accounts = pd.Series(random.permutation(50) + 7)
    traits = pd.DataFrame({"id": random.permutation(9) + 100, "key": range(9), "name": range(9)})
    links = pa.table(
        {
            "account": random.choice(accounts, 300),
            "trait": random.choice(traits["id"], 300),
            "value": np.full(300, 0.5),
        }
    )
    parts = pa.concat_tables([links[:100], links[100:]])
    found = _matrix("uses", parts, accounts, traits).values
    expected = np.zeros((50, 9))
    places = (
        pd.Index(each).get_indexer(links[name])
        for name, each in (("account", accounts), ("trait", traits["id"]))
    )
    expected[*places] = 0.5
    np.testing.assert_array_equal(found.toarray(), expected)
    # Nothing is told twice, and the places of each row are in order.
    assert found.nnz == np.count_nonzero(expected)
    assert all(
        (np.diff(found.indices[a:b]) > 0).all()
        for a, b in zip(found.indptr[:-1], found.indptr[1:], strict=True)
    )
    assert found.indices.dtype == found.indptr.dtype == np.int32
