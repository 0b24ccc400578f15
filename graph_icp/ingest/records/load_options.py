"""Options of a load: how the user wants files to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class LoadOptions:
    """What the user asks of a load.

    Attributes
    ----------
    columns : mapping of str to str
        The file's header by what a loader calls it or knows it by: {"name": "Firma"}.
    replace : int
        1 where the files are all that their sources have to tell, so that what they told before
        and do not tell now has ended; 2 where that may be much.
    day_first : bool, optional
        Whether 03/04/2024 is 3 April; where not given, each column says it itself if it can.
    people : bool
        Whether people are stored.
    phones : bool
        Whether telephone numbers are stored.
    owner : str, optional
        The colleague whose file it is.
    companies_alone : bool
        Whether a row that names a company counts for that, where the rest of it is refused.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    replace: int = 0
    day_first: bool | None = None
    people: bool = True
    phones: bool = False
    owner: str | None = None
    companies_alone: bool = False
