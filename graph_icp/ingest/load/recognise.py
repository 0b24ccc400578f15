"""Recognition of a file by its header: its loader, and the meaning of each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, UnknownHeaderError
from graph_icp.ingest.load.header_mapping import (
    header_key,
    is_meant,
    mapped,
    remembered,
    renamed,
)
from graph_icp.ingest.load.registry import loaders, named
from graph_icp.ingest.records.loader import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.records.loader import Loader


# The loader of a file where the user names columns and no loader knows it with them.
PLAIN_LIST = "companies"


@dataclass
class Recogniser:
    """Recognises the inputs of one load.

    Attributes
    ----------
    store : Store
        The store, which remembers what the user said of headers in earlier loads.
    columns : mapping of str to str
        The user's wishes now: the file's header by a loader's name or header for the column.
    """

    store: Store
    columns: Mapping[str, str]

    @cached_property
    def remembered(self) -> dict[str, tuple[Loader, dict[str, str]]]:
        """What the user said of headers in earlier loads."""
        return remembered(self.store)

    def fits(self, input: Input, header: Sequence[str]) -> int:
        """Return how many columns of a row can be read if it is a header, 0 if it is none."""
        if is_meant(header, self.columns) or header_key(header) in self.remembered:
            return len(header)
        if input.loader:
            return 0 if input.loader.missing(header) else len(input.loader.places(header))
        return known(header, input.name)

    def meaning(self, input: Input, header: Sequence[str]) -> tuple[Loader, dict[str, str]]:
        """Return the loader of a header, and the header of each column that the loader knows.

        The user's wishes count first, then those for this header in earlier loads, then the
        headers that loaders know.

        Raises
        ------
        UnknownHeaderError
            If no loader knows the header.
        FileError, UnknownNameError
            If the chosen loader needs more, or the user's wishes do not fit.
        """
        if is_meant(header, self.columns):
            loader = input.loader or self._of_named(input, header)
            return mapped(self.store, input, loader, header, self.columns)
        said, places = self.remembered.get(header_key(header), (None, {}))
        if said and input.loader in (None, said):
            cells = {plain(cell): cell for cell in header}
            return said, {name: cells[cell] for name, cell in places.items()}
        try:
            loader = input.loader or recognise(input.name, header)
        except UnknownHeaderError:
            if self.columns and not input.tolerant:  # the next line says what is missing
                mapped(self.store, input, self._of_named(input, header), header, self.columns)
            raise
        if loader.missing(header):
            raise FileError(
                f"{input.name}: {loader.name} also needs {loader.lacks(header)}; "
                f"its headers are {', '.join(header)}."
            )
        return loader, loader.places(header)

    def _of_named(self, input: Input, header: Sequence[str]) -> Loader:
        """Return the loader that knows a header once the user's columns have their names."""
        try:
            return recognise(input.name, renamed(header, self.columns))
        except UnknownHeaderError:
            return named(PLAIN_LIST)


def check_one_table(file: str, chosen: Sequence[str], headers: Sequence[Sequence[str]]) -> None:
    """Raise UnknownHeaderError if a file holds another table below the chosen header.

    Parameters
    ----------
    file : str
    chosen : sequence of str
        The header of the table that is read.
    headers : sequence of sequences of str
        The headers that are known among the file's first rows, from above.
    """
    kinds = [header_key(each) for each in headers]
    key = header_key(chosen)
    below = headers[kinds.index(key) :] if key in kinds else []
    for header in below:
        if header_key(header) != key and len(header) > 1:
            raise UnknownHeaderError(
                f"{file}: it holds several tables, one with {', '.join(chosen[:4])} and one with "
                f"{', '.join(header[:4])}; save each as a file of its own."
            )


def known(header: Sequence[str], file: str = "") -> int:
    """Return how many columns the loaders that can read a file with this header know at most."""
    return max(
        (len(each.places(header)) for each in loaders().values() if each.suits(header, file)),
        default=0,
    )


def recognise(file: str, header: Sequence[str]) -> Loader:
    """Return the loader that reads most of a header; columns that it leaves out do not count.

    Parameters
    ----------
    file : str
        The file's name, for messages, and where it names a vendor's loader.
    header : sequence of str
        Its column names.

    Raises
    ------
    UnknownHeaderError
        If no loader finds the columns that it needs (the nearest is named with the missing
        ones), a vendor's loader that knows more of them lacks some, or two know equally many.
    """
    known = {name: len(each.places(header)) for name, each in loaders().items()}
    fitting = [name for name, each in loaders().items() if each.suits(header, file)]
    if not fitting:
        raise UnknownHeaderError(_unknown(file, header, known))
    # A vendor's file without a needed column does not go to a loader that knows a few of the rest.
    most = max(known[name] for name in fitting)
    if any(
        known[name] > most and each.missing(header) and each.marked(header)
        for name, each in loaders().items()
    ):
        raise UnknownHeaderError(_unknown(file, header, known))
    fits = {name: _fit(loaders()[name], known[name]) for name in fitting}
    best = [name for name in fitting if fits[name] == max(fits.values())]
    if len(best) > 1:
        raise UnknownHeaderError(
            f"{file}: its headers ({', '.join(header)}) fit {' and '.join(best)} equally well; "
            f"say which with {' or '.join(f'--as {name}' for name in best)}."
        )
    return loaders()[best[0]]


def _fit(loader: Loader, known: int) -> tuple[float, int, int]:
    """Return how well a loader fits: the columns it reads, and a fifth more for its marks."""
    return known * (_MARKED if loader.marks else 1), known, loader.demanding


# How much surer a loader is that has found its vendor's own headers.
_MARKED = 1.2


def _unknown(file: str, header: Sequence[str], known: dict[str, int]) -> str:
    seen = ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
    nearest = max(known, key=lambda name: (known[name], -len(loaders()[name].missing(header))))
    if not known[nearest]:
        return (
            f"{file}: no loader knows any of its headers ({seen}); "
            "'graph-icp sources' lists the headers that are known."
        )
    lacks = loaders()[nearest].lacks(header)
    return f"{file}: its headers ({seen}) fit no loader; the nearest is {nearest}, " + (
        f"which also needs {lacks}." if lacks else f"and --as {nearest} reads it as such."
    )
