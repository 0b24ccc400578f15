"""The errors that a user can meet, each one sentence that says what to do.

GraphICPError
├── StoreError             a store that cannot be opened, read or written
├── FileError              a file that cannot be read, recognised or written
│   ├── UnknownHeaderError a file whose header no loader knows, or several know equally well
│   └── UnsaidError        a file that needs what only the user can say: its owner, its event
├── UnknownNameError       a name that is not there, answered with the nearest that are
├── AmbiguousNameError     a name that fits several things, answered with what it fits
├── RunNameError           a name that a run cannot bear
├── RankingError           a question that the data cannot answer
│   └── NoCustomersError   a market of which nobody is said to be a customer
├── ServingError           a local page, or tools for assistants, that cannot be served
├── AddressError           an address or a form of the local page that cannot be meant
├── ArgumentError          an argument of a program's question that cannot be meant
└── QueryFileError         a file of queries/ whose head and text do not agree

Two more kinds of StoreError never leave graph_icp/graph, where they are caught: `_MissingError` of
neo4j.store (a server without a store) and `_BusyError` of neo4j.lease (another program writes).

KeyboardInterrupt
└── InterruptedInPartsError  Ctrl-C in the middle of a change that a store makes in parts
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# The most characters of the user's text that a message repeats.
_SHOWN = 100
# The most things that fit a name and are listed.
_LISTED = 8


class GraphICPError(Exception):
    """An error that the user can correct; its text is the whole message."""


class StoreError(GraphICPError):
    """A store that cannot be opened, read or written."""


class StoreInUseError(StoreError):
    """A store that another process has, for as long as that changes it."""


class FileError(GraphICPError):
    """A file that cannot be read, recognised or written."""


class UnknownHeaderError(FileError):
    """A file whose header no loader knows, or several know equally well."""


class UnsaidError(FileError):
    """A file that needs what only the user can say: whose it is, or of which event."""


class InterruptedInPartsError(KeyboardInterrupt):
    """Ctrl-C in the middle of a change that a store makes in parts; finished parts are kept."""


class RunNameError(GraphICPError):
    """A name that a run cannot bear."""


class RankingError(GraphICPError):
    """A question that the data cannot answer."""


class NoCustomersError(RankingError):
    """A market of which nobody is said to be a customer, so that there is nothing to learn from."""


class ServingError(GraphICPError):
    """A local page, or tools for assistants, that cannot be served."""


class AddressError(GraphICPError):
    """An address of the local page, or a form of it, that asks for what cannot be."""


class ArgumentError(GraphICPError):
    """An argument of a program's question that lacks, or is not of its type and bounds."""


class QueryFileError(GraphICPError):
    """A file of queries/ whose head and text do not agree; names file and line."""


class UnknownNameError(GraphICPError):
    """An unknown name, answered with the nearest known names.

    Parameters
    ----------
    kind : str
        The kind of thing, in the user's words: "account", "loader", "technology".
    name : str
        The user's text.
    known : iterable of str
        The right names; the nearest are suggested.
    hint : str
        Further advice, as a sentence of its own.

    Attributes
    ----------
    name : str
    near : list of str
        The names that are suggested.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), hint: str = "") -> None:
        names = list(known)
        by_lower = {known_name.lower(): known_name for known_name in reversed(names)}
        wanted = name.lower().strip()
        near = [
            by_lower[match]
            for match in difflib.get_close_matches(wanted, by_lower, n=5, cutoff=_SOMEWHAT)
            if _likely_meant(wanted, match)
        ]
        near.sort(key=lambda each: not _begins(wanted, each.lower()))
        self.name, self.near = name, near
        if near:
            advice = f" Did you mean {_listing(near)}?"
        elif 0 < len(names) <= _FEW:
            advice = f" There is {_listing(names)}."
        else:
            advice = ""
        if hint:
            advice += f" {hint}"
        super().__init__(f"There is no {kind} '{_shown(name)}'.{advice}")


def _listing(names: Sequence[str]) -> str:
    """Return names in a line, in quotes where one of them holds a comma."""
    quoted = any("," in name for name in names)
    return ", ".join(f'"{name}"' if quoted else name for name in names)


def _likely_meant(wanted: str, name: str) -> bool:
    """Return whether a name is spelled nearly so, or one begins with the other."""
    if _begins(wanted, name):
        return True
    return difflib.SequenceMatcher(None, wanted, name).ratio() >= _NEARLY


def _begins(wanted: str, name: str) -> bool:
    """Return whether one of two names begins with the other."""
    return bool(wanted and name) and (name.startswith(wanted) or wanted.startswith(name))


_SOMEWHAT, _NEARLY = 0.5, 0.7
# So many right names are told where none is near.
_FEW = 16


class AmbiguousNameError(GraphICPError):
    """A name that fits several things, answered with these.

    Parameters
    ----------
    kinds : str
        The kind of things, in the user's words and in the plural: "accounts", "decisions".
    name : str
        The user's text.
    fitting : sequence of str
        The things that the name fits; the first are listed.
    advice : str
        How to choose one, the end of the sentence.

    Attributes
    ----------
    name : str
    near : list of str
        The things that are listed.
    """

    def __init__(self, kinds: str, name: str, fitting: Sequence[str], advice: str) -> None:
        self.name, self.near = name, list(fitting[:_LISTED])
        listed = ", ".join(self.near)
        more = f" and {len(fitting) - _LISTED:,} more" if len(fitting) > _LISTED else ""
        super().__init__(
            f"'{_shown(name)}' fits {len(fitting):,} {kinds} ({listed}{more}); {advice}."
        )


def _shown(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
