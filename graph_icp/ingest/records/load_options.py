"""Options of a load: how the user wants files to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping


@dataclass(frozen=True)
class LoadOptions:
    """The user's wishes for a load.

    Attributes
    ----------
    columns : mapping of str to str
        The file's header by a loader's name or header for the column: {"name": "Firma"}.
    replace : int
        1 where the files are full exports of their sources, so statements that are missing from
        them have ended; 2 where these may be many.
    day_first : bool, optional
        Whether 03/04/2024 is 3 April; if not given, each column's other dates decide if they can.
    people : bool
        Whether people are stored.
    phones : bool
        Whether telephone numbers are stored.
    owner : str, optional
        The colleague whose file it is.
    event : str, optional
        The event of files of attendees that do not say theirs: "Retail Ops Forum 2026".
    event_day : date, optional
        The day of that event, for rows without a day.
    rates : mapping of str to float
        What one unit of a currency is worth, by its code: {"EUR": 1, "USD": 0.92}.
    stages : mapping of str to str
        What a stage of a deal says, "won", "lost" or "open", by its name as `stage_key` gives it.
    shared_domains : frozenset of str
        Domains that name no company, beside those that the project knows.
    companies_alone : bool
        Whether a rejected row still counts for the company that it names.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    replace: int = 0
    day_first: bool | None = None
    people: bool = True
    phones: bool = False
    owner: str | None = None
    event: str | None = None
    event_day: datetime.date | None = None
    rates: Mapping[str, float] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    shared_domains: frozenset[str] = frozenset()
    companies_alone: bool = False
