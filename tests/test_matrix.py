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
