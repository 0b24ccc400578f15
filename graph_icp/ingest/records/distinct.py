"""Values of texts, each distinct text parsed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.values.cells import RejectRow, SkipValue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from graph_icp.ingest.files.array_type import Array


@dataclass(frozen=True)
class Fault:
    """A text that is not understood, or is refused: the reason, and the rows that hold it."""

    text: str
    error: SkipValue | RejectRow
    rows: NDArray[np.int64]


def parsed(
    texts: Array, understand: Callable[[str], Any], type: pa.DataType
) -> tuple[Array, list[Fault]]:
    """Return the values of texts, one per row, and the texts that have no value.

    Parameters
    ----------
    texts : array of str
        They may be numbers in a dictionary.
    understand : callable
        From a text to a value or None; raises SkipValue or RejectRow for a text without a value.
    type : pyarrow.DataType
        The values' type.

    Returns
    -------
    values : array
        One per row; null where the text is null or has no value.
    faults : list of Fault
    """
    encoded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    faults: list[Fault] = []
    try:
        values = [understand(text) for text in distinct]
    except (RejectRow, SkipValue):
        values, errors = _one_by_one(distinct, understand)
        rows = _rows_of(encoded, list(errors))
        faults = [Fault(distinct[place], errors[place], rows[place]) for place in errors]
    return pa.array(values, type).take(encoded.indices), faults


def _one_by_one(
    texts: Sequence[str], understand: Callable[[str], Any]
) -> tuple[list[Any], dict[int, SkipValue | RejectRow]]:
    """Return the values of texts, None for those without, and the reasons, by position."""
    values: list[Any] = []
    errors: dict[int, SkipValue | RejectRow] = {}
    for place, text in enumerate(texts):
        values.append(None)
        try:
            values[-1] = understand(text)
        except (RejectRow, SkipValue) as error:
            errors[place] = error
    return values, errors


def _rows_of(encoded: Array, places: list[int]) -> dict[int, NDArray[np.int64]]:
    """Return the rows that hold each of some entries of a dictionary."""
    indices = np.asarray(pc.fill_null(encoded.indices, len(encoded.dictionary)))
    order = np.argsort(indices, kind="stable")
    held = indices[order]
    starts = np.searchsorted(held, places)
    ends = np.searchsorted(held, places, side="right")
    return {place: order[start:end] for place, start, end in zip(places, starts, ends, strict=True)}
