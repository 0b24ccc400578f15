"""Counts over all batches of a file: what became of its columns and values."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from graph_icp.ingest.records.load_options import LoadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_icp.ingest.files.array_type import Array

# The most refused values that are counted one by one; a file may hold millions of different ones.
_DISTINCT = 20_000
# The most characters of a value that are kept.
_SHOWN = 80


@dataclass
class Tally:
    """The numbers of a column's cells that held something, and were left out or refused."""

    filled: int = 0
    left_out: int = 0
    refused: int = 0


@dataclass
class FileAudit:
    """One file's counts.

    Attributes
    ----------
    options : LoadOptions
    columns : dict of str to Tally
        By the file's header.
    named_by : Counter of str
        The numbers of rows that name their company by domain, id, e-mail, page, name or not at all.
    free_mail : int
        Addresses at providers that say nothing about a company.
    refused : Counter of (str, str, str)
        Header, value and reason of cells that were left out or refused.
    orders : dict of str to str
        Whether the "day" or the "month" comes first in a column's dates, where it is known.
    decimals : dict of str to str
        Whether "," or "." separates decimals in a column's amounts, None where it is not known.
    kept : set of str
        Headers that the loader does not know and whose texts are kept as they are.
    opt_outs : set of str
        Headers by which it is known who does not want to be written to.
    remarks : dict of str to None
        Notes for the user about how the file was read, each once.
    unknown_words : set of str
        Those notes of values left out that are told in any case, however many there are.
    texts : callable, optional
        Gives a column's texts batch by batch, from the beginning of the file.
    """

    options: LoadOptions = field(default_factory=LoadOptions)
    columns: dict[str, Tally] = field(default_factory=dict)
    named_by: Counter[str] = field(default_factory=Counter)
    free_mail: int = 0
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    orders: dict[str, str] = field(default_factory=dict)
    decimals: dict[str, str | None] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    opt_outs: set[str] = field(default_factory=set)
    remarks: dict[str, None] = field(default_factory=dict)
    unknown_words: set[str] = field(default_factory=set)
    texts: Callable[[str], Iterator[Array]] | None = field(default=None, repr=False, compare=False)

    def copy(self) -> FileAudit:
        """Return the counts as they are now; what is counted later is not in them."""
        whole = {each.name: getattr(self, each.name) for each in fields(self)}
        shared = {name: whole.pop(name) for name in ("options", "texts")}
        return FileAudit(**deepcopy(whole), **shared)

    def told_by_column(
        self, header: str, here: Array, decide: Callable[[list[str]], tuple[str | None, str | None]]
    ) -> tuple[str | None, str | None]:
        """Decide on a column by the texts at hand, else by those of the whole file.

        Parameters
        ----------
        header : str
        here : array of str
        decide : callable
            From texts to what they decide, and a text of which it is not sure.

        Returns
        -------
        decision, unsure : str or None
        """
        found = decide(pc.unique(here).drop_null().to_pylist())
        if found[1] is None or self.texts is None:
            return found
        for texts in self.texts(header):
            decision, unsure = decide(pc.unique(texts).drop_null().to_pylist())
            if decision and unsure is None:
                return decision, None
        return found

    def tally(self, header: str) -> Tally:
        """Return the tally of a column."""
        return self.columns.setdefault(header, Tally())

    def count_refused(self, header: str, value: str, reason: str, times: int) -> None:
        """Count a value that was left out or refused."""
        shown = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
        self.refused[header, shown, reason] += times
        if len(self.refused) > 2 * _DISTINCT:
            self.refused = Counter(dict(self.refused.most_common(_DISTINCT)))
