"""Columns of texts joined row by row, without a Python text of each."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.large_string()
"""The type of texts of which a column may take more than 2 GB."""


def text(said: str) -> pa.Scalar:
    """Return a text that stands in each row."""
    return pa.scalar(said, TEXT)


def joined(*parts: Any, apart: str = "") -> pa.Array:
    """Return columns of texts, and texts of each row, one behind the other in each row."""
    return pc.binary_join_element_wise(*parts, text(apart))
