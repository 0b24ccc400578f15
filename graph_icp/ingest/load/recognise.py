"""Recognition of a file by its header: its loader, and the meaning of each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, UnknownHeaderError
from graph_icp.ingest.load.header_mapping import header_key, is_meant, mapped, remembered
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.records.loader import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.ingest.records.loader import Loader


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

    def fits(self, input: Input, header: Sequence[str]) -> bool:
        """Return whether a row of an input is a header that can be read."""
        if is_meant(header, self.columns):
            return True
        if input.loader:
            return not input.loader.missing(header)
        return known(header) or header_key(header) in self.remembered

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
            return mapped(self.store, input, header, self.columns)
        said, places = self.remembered.get(header_key(header), (None, {}))
        if said and input.loader in (None, said):
            cells = {plain(cell): cell for cell in header}
            return said, {name: cells[cell] for name, cell in places.items()}
        try:
            loader = input.loader or recognise(input.name, header)
        except UnknownHeaderError:
            if self.columns and not input.tolerant:
                mapped(self.store, input, header, self.columns)  # says what is missing
            raise
        if loader.missing(header):
            raise FileError(
                f"{input.name}: {loader.name} also needs {loader.lacks(header)}; "
                f"its headers are {', '.join(header)}."
            )
        return loader, loader.places(header)


def known(header: Sequence[str]) -> bool:
    """Return whether some loader can read a file with this header."""
    return any(each.suits(header) for each in loaders().values())


def recognise(file: str, header: Sequence[str]) -> Loader:
    """Return the loader that knows most of a header.

    Parameters
    ----------
    file : str
        The file's name, for the message.
    header : sequence of str
        Its column names.

    Raises
    ------
    UnknownHeaderError
        If no loader finds the columns that it needs (the nearest is named with the missing
        ones), a vendor's loader that knows more of them lacks some, or two know equally many.
    """
    known = {name: each.knows(header) for name, each in loaders().items()}
    fitting = [name for name, each in loaders().items() if each.suits(header)]
    if not fitting:
        raise UnknownHeaderError(_unknown(file, header, known))
    # A vendor's file without a needed column does not go to a loader that knows a few of the rest.
    most = max(known[name] for name in fitting)
    if any(known[name] > most and each.marked(header) for name, each in loaders().items()):
        raise UnknownHeaderError(_unknown(file, header, known))
    # Of loaders that know equally many, one with marks or needed columns fits better.
    fits = {
        name: (known[name], bool(loaders()[name].marks), loaders()[name].demanding)
        for name in fitting
    }
    best = [name for name in fitting if fits[name] == max(fits.values())]
    if len(best) > 1:
        raise UnknownHeaderError(
            f"{file}: its headers ({', '.join(header)}) fit {' and '.join(best)} equally well; "
            f"say which with --as {best[0]}."
        )
    return loaders()[best[0]]


def _unknown(file: str, header: Sequence[str], known: dict[str, int]) -> str:
    seen = ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
    nearest = max(known, key=lambda name: (known[name], -len(loaders()[name].missing(header))))
    if not known[nearest]:
        return (
            f"{file}: no loader knows any of its headers ({seen}); "
            "'graph-icp sources' lists the headers that are known."
        )
    return (
        f"{file}: its headers ({seen}) fit no loader; the nearest is {nearest}, "
        f"which also needs {loaders()[nearest].lacks(header)}."
    )
