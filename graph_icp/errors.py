"""The errors that a user can meet, each one sentence that says what to do.

GraphICPError
├── StoreError       a store that cannot be opened, read or written
├── FileError        a file that cannot be read, recognised or written
├── UnknownNameError a name that is not there, answered with the nearest that are
└── RankingError     a question that the data cannot answer
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


# Characters of what the user wrote that a message repeats.
_SHOWN = 100


class GraphICPError(Exception):
    """Something that the user can put right; its text is the whole message."""


class StoreError(GraphICPError):
    """A store that cannot be opened, read or written."""


class FileError(GraphICPError):
    """A file that cannot be read, recognised or written."""


class InterruptedInPartsError(KeyboardInterrupt):
    """Ctrl-C in the middle of a change that a store makes in parts; those made are kept."""


class RankingError(GraphICPError):
    """A question that the data cannot answer."""


class UnknownNameError(GraphICPError):
    """A name that is not there, answered with the nearest names that are.

    Parameters
    ----------
    kind : str
        What was looked for, in the user's words: "account", "loader", "technology".
    name : str
        What the user wrote.
    known : iterable of str
        The names that would have been right; the nearest are suggested.
    hint : str
        What else to do, as a sentence of its own.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = (), hint: str = "") -> None:
        names = list(known)
        by_lower = {known_name.lower(): known_name for known_name in reversed(names)}
        near = [
            by_lower[match]
            for match in difflib.get_close_matches(name.lower(), by_lower, n=5, cutoff=0.5)
        ]
        if near:
            advice = f" Did you mean {', '.join(near)}?"
        elif 0 < len(names) <= 12:
            advice = f" There is {', '.join(names)}."
        else:
            advice = ""
        if hint:
            advice += f" {hint}"
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
        super().__init__(f"There is no {kind} '{shown}'.{advice}")
