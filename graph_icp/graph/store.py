"""The store as the rest of the package sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import pyarrow as pa


T = TypeVar("T")


class Changed(NamedTuple):
    """How many rows a change made, and how many that were there it altered."""

    made: int
    altered: int


class Store(Protocol):
    """Where a market is kept. Every question and every change is a file of queries/."""

    @property
    def name(self) -> str:
        """What the user calls the store: its path or address."""

    @property
    def unfinished(self) -> bool:
        """Whether a change was cut off between its parts, so that all must be worked out again."""

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question, a table with the columns its file names.

        Parameters
        ----------
        question : str
            The name of a file in queries/.
        rows : pyarrow.Table, optional
            The table that goes with the question, with the columns that the file declares.
        **parameters
            The parameters that the file declares; for a `{slot}`, a name from the model. What a
            file does not declare is left out: the two languages do not need the same names.

        Raises
        ------
        StoreError
            If the store cannot answer.
        """

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change; otherwise like `ask`.

        Returns
        -------
        Changed
            What it made and altered, where its file says so, else zeros.
        """

    def dump(self, table: str) -> pa.Table:
        """Return all rows of a table of the model, in its columns."""

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert rows, in the columns of the model, into a table that holds none of them."""

    def clear(self, table: str) -> None:
        """Delete all rows of a table: label, result or similar_to."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make the changes of a `with` block one: all are kept, or after an error none."""

    def run(
        self, work: Callable[[], T], *, size: int = 0, completes: bool = False, keep: bool = True
    ) -> T:
        """Make the changes of `work` one, and return what it returns.

        A server changes only so much at once; `size` and `completes` are about that. An embedded
        store changes anything in one transaction and takes no notice of them.

        Parameters
        ----------
        work : callable
            It may be called again after a fault that passes.
        size : int
            About how many bytes it writes. What is more than the store can change at once is
            written in parts: after an error those are kept, and `unfinished` is true. Without a
            size nothing is written in parts.
        completes : bool
            Whether `work` works out everything again where the store is unfinished, so that it
            is no longer.
        keep : bool
            Whether the changes are kept; if not, they are made in one transaction, whatever the
            size, and taken back after `work` has returned.

        Raises
        ------
        StoreError
            If the changes cannot be made.
        """

    def close(self) -> None:
        """Let the store go; what was not in a finished transaction is lost."""
