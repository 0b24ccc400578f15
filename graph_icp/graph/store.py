"""The store as the rest of the package sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import pyarrow as pa


T = TypeVar("T")


class Changed(NamedTuple):
    """The numbers of rows that a change made, and of existing rows that it altered."""

    made: int
    altered: int


class Store(Protocol):
    """The store of a market. Every question and every change is a file of queries/."""

    @property
    def name(self) -> str:
        """The store's name for the user: its path or address."""

    @property
    def unfinished(self) -> bool:
        """Whether a change was cut off between its parts, so everything must be derived again."""

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question, a table with the columns its file names.

        Parameters
        ----------
        question : str
            The name of a file in queries/.
        rows : pyarrow.Table, optional
            The table that goes with the question, with the columns that the file declares.
        **parameters
            The parameters that the file declares; for a `{slot}`, a name from the model. Names
            that a file does not declare are left out: the two languages need different ones.

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
            The rows made and altered, where the file counts them, else zeros.
        """

    def dump(self, table: str) -> pa.Table:
        """Return all rows of a table of the model, in its columns."""

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert new rows, in the columns of the model, into a table."""

    def clear(self, table: str) -> None:
        """Delete all rows of a table: label, feedback, result, similar_to or can_introduce."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make the changes of a `with` block one: after an error none is kept."""

    def run(
        self, work: Callable[[], T], *, size: int = 0, completes: bool = False, keep: bool = True
    ) -> T:
        """Make the changes of `work` one, and return what it returns.

        A server's transactions are limited in size; `size` and `completes` are about that. An
        embedded store makes any change in one transaction and ignores them.

        Parameters
        ----------
        work : callable
            It may be called again after a temporary fault.
        size : int
            Roughly the bytes that it writes. More than the store can change at once is written
            in parts: after an error those are kept, and `unfinished` is true. Without a size
            nothing is written in parts.
        completes : bool
            Whether `work` derives everything again in an unfinished store, which is then
            finished.
        keep : bool
            Whether the changes are kept; if not, they are made in one transaction, whatever the
            size, and rolled back after `work` has returned.

        Raises
        ------
        StoreError
            If the changes cannot be made.
        """

    def close(self) -> None:
        """Close the store; changes outside a finished transaction are lost."""
