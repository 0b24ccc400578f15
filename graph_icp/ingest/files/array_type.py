"""The type of Arrow arrays, in one place."""

from __future__ import annotations

from typing import Any, TypeAlias

# A pyarrow.Array or ChunkedArray. pyarrow ships no types, and its stubs do not know that the
# functions of pyarrow.compute take either.
Array: TypeAlias = Any
