"""Series of events and their editions, from titles and days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.events.edition_names import edition_name, series_key, without_edition_word
from graph_icp.identity.folding import fold_alike

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from graph_icp.discovery.events.edition_names import EditionName

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})", re.I)
_NUMBER = re.compile(r"#?\d{1,3}|#\d+")


@dataclass(frozen=True)
class Editions:
    """The events of a market as editions of series.

    Attributes
    ----------
    table : DataFrame
        One row an event: id, key, title, series (its key), label (the name of the series), day
        (Timestamp, NaT where unknown), year (float, nan where unknown), edition (the year, the day
        where the series has several of a year, else the title).
    """

    table: pd.DataFrame

    def labels(self) -> dict[str, str]:
        """Return the name of each series, by its key."""
        return dict(zip(self.table["series"], self.table["label"], strict=True))

    def upcoming(self, today: datetime.date) -> pd.DataFrame:
        """Return the editions that are still to come on a day, the next of a series first."""
        later = self.table["day"] >= pd.Timestamp(today)
        later |= self.table["day"].isna() & (self.table["year"] > today.year)
        return self.table[later].sort_values(["day", "year", "title"], kind="stable")

    def called(self, text: str) -> pd.DataFrame:
        """Return the editions that a user's text names, in any spelling; none if no event is so.

        The title or short name of one edition names that alone; a series names all of its editions,
        and so does a series with the year of an edition that is not there.
        """
        wanted = fold_alike(text).replace(" ", "")
        exactly = self.table[
            np.array(
                [
                    wanted in (fold_alike(title).replace(" ", ""), fold_alike(key).replace(" ", ""))
                    for title, key in zip(self.table["title"], self.table["key"], strict=True)
                ],
                dtype=bool,
            )
        ]
        bare = series_key(edition_name(text).label)
        of_series = self.table[self.table["series"].isin([bare, series_key(text)])]
        # "Web Summit" may be the title of one edition too, and means the series.
        if len(exactly) and not (exactly["series"] == series_key(text)).all():
            return exactly
        return of_series if len(of_series) else exactly

    @staticmethod
    def years_in(text: str) -> tuple[int, ...]:
        """Return the year that a user's text names, if any."""
        year = edition_name(text).year
        return () if year is None else (year,)


def editions(events: pd.DataFrame) -> Editions:
    """Return events as editions of series.

    A series is the name without year, date, ordinal and "annual", whatever its capitals, accents,
    blanks and first article; a region stays. A file's own word for it goes before. A roman or other
    number at the end is an edition only where other events have that name with other numbers.

    Parameters
    ----------
    events : DataFrame
        id, key, title, series (what a file calls its series, None for nothing), day (Timestamp or
        NaT).
    """
    days = pd.to_datetime(events["day"])
    years = [None if pd.isna(day) else int(day.year) for day in days]
    names = [edition_name(*each) for each in zip(events["title"], years, strict=True)]
    names = _without_numbers(names)
    derived = [series_key(name.label) for name in names]
    told = [str(each).strip() if isinstance(each, str) else "" for each in events["series"]]
    keys = [series_key(word) if word else key for word, key in zip(told, derived, strict=True)]
    labels = [
        name.label if key == own or not word else word
        for name, own, word, key in zip(names, derived, told, keys, strict=True)
    ]
    year = [day or name.year for day, name in zip(years, names, strict=True)]
    table = events[["id", "key", "title"]].assign(
        series=keys, label=labels, day=days, year=pd.array(year, "Float64").astype(float)
    )
    table = table.sort_values(["series", "day", "year", "key"], ignore_index=True)
    # The newest edition tells the name, with blanks and capitals rather than as a short name.
    table["label"] = _best_labels(table)
    return Editions(table.assign(edition=_edition_words(table)))


def _without_numbers(names: list[EditionName]) -> list[EditionName]:
    """Take numbers off the ends of names that other events have with other numbers."""
    numbers: dict[str, set[str]] = {}
    parted = []
    for name in names:
        number, words = _numbered(name)
        key = series_key(name.joint.join(words))
        numbers.setdefault(key, set()).add(number)
        parted.append((words, key))
    return [
        replace(name, words=words) if _count_editions(numbers[key]) else name
        for name, (words, key) in zip(names, parted, strict=True)
    ]


def _numbered(name: EditionName) -> tuple[str, tuple[str, ...]]:
    """Return the number behind a name or the roman one before it, "" for none, and the others."""
    first, last = name.words[:1], name.words[-1:]
    if len(name.words) > 1 and _is_number(last[0], name.joint):
        return last[0].lstrip("#").upper(), without_edition_word(name.words[:-1])
    if len(name.words) > 1 and _is_number(first[0], name.joint) and _ROMAN.fullmatch(first[0]):
        return first[0].upper(), name.words[1:]
    return "", name.words


def _is_number(word: str, joint: str) -> bool:
    is_roman = _ROMAN.fullmatch(word) and (word.isupper() or joint != " ")
    return bool(is_roman or _NUMBER.fullmatch(word))


def _count_editions(numbers: set[str]) -> bool:
    """Return whether the numbers behind one name count editions: a lone V or X does not."""
    sure = any(each.isdigit() or len(each) > 1 for each in numbers)
    return len(numbers) > 1 and sure


def _best_labels(table: pd.DataFrame) -> list[str]:
    """Return for each edition the latest label of its series, one that is no short name first."""
    best: dict[str, str] = {}
    pairs = list(zip(table["series"], table["label"], strict=True))
    for written in (False, True):
        best |= {key: label for key, label in pairs if _is_written(label) == written}
    return [best[key] for key in table["series"]]


def _is_written(label: str) -> bool:
    """Return whether a label has blanks or capitals, as short names have not."""
    return " " in label or label != label.casefold()


def _edition_words(table: pd.DataFrame) -> list[str]:
    """Return what tells an edition from the others of its series."""
    several = table.duplicated(["series", "year"], keep=False)
    told: Iterable[tuple[str, pd.Timestamp, float, bool]] = zip(
        table["title"], table["day"], table["year"], several, strict=True
    )
    return [
        title if year != year else f"{year:.0f}" if not twice else _day_or_title(day, title)
        for title, day, year, twice in told
    ]


def _day_or_title(day: pd.Timestamp, title: str) -> str:
    return title if pd.isna(day) else day.date().isoformat()
