"""The values of a column: what kind they are, and as traits of accounts."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.graph.model import slug
from graph_icp.graph.number_bands import MOST, Bands
from graph_icp.ingest.values.cells import SkipValue, blank, day, number_or_none

if TYPE_CHECKING:
    from numpy.typing import NDArray

# So many values are ids or free text; so many accounts without a value in common are, too.
TOO_MANY, TOO_UNLIKE = 1_000, 20
# The part of the values that must be numbers or dates for the column to hold such.
NEARLY_ALL = 0.95
_SEPARATORS = re.compile("[;|]")
# Names of columns that hold people, and full names: two to four words.
_PEOPLE = re.compile(
    r"(.*_)?(owner|manager|rep|reps|representative|executive|exec|contact|person|champion|founder"
    r"|founders|ceo|cto|cfo|coo|cio|csm|sdr|bdr|assignee|seller|salesperson|introducer|referrer"
    r"|account_manager|assigned_to|introduced_by|referred_by|created_by)(_name|_s_name)?"
)
_FULL_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*( [^\W\d_][\w.'\u2019-]*){1,3}")
_ID = re.compile(r"(.*[\W_])?(id|ids|uuid|guid)", re.IGNORECASE)


class Values(NamedTuple):
    """The traits that accounts have of a column, and the bands if it holds numbers.

    Attributes
    ----------
    traits : DataFrame
        account (id), trait (name): each pair once.
    bands : Bands or None
    """

    traits: pd.DataFrame
    bands: Bands | None


def values_of(name: str, told: pd.DataFrame) -> Values:
    """Return the traits of a column.

    Parameters
    ----------
    name : str
        The column.
    told : DataFrame
        account, value (text).

    Raises
    ------
    ValueError
        If it cannot be a relation; it says why, as the end of a sentence.
    """
    told = told[~told["value"].map(blank).astype(bool)]
    if told.empty:
        raise ValueError("no company has a value in such a column")
    if _ID.fullmatch(name.strip()):
        raise ValueError("holds ids, which companies do not share; leave it out")
    if _holds_people(name, told["value"]):
        raise ValueError("holds names of people, who are no traits of companies; leave it out")
    numbers = told["value"].map(_number).astype("float64")
    if _are_dates(told["value"], numbers):
        raise ValueError("holds dates, which companies do not share; leave it out")
    if numbers.notna().mean() >= NEARLY_ALL and numbers.nunique() > MOST:
        bands = Bands.of(numbers.dropna().to_numpy().astype(np.float64))
        return Values(in_bands(told, bands), bands)
    traits = categories(told)
    _check(traits)
    return Values(traits, None)


def _holds_people(name: str, texts: pd.Series) -> bool:
    """Return whether a column is of people by its name, and half of its values are full names."""
    if not _PEOPLE.fullmatch(re.sub(r"\W+", "_", name.strip().casefold())):
        return False
    named = [_is_full_name(each) for each in texts.str.strip().unique()]
    return sum(named) >= len(named) / 2


def _is_full_name(text: str) -> bool:
    first, last = text[:1], text.rpartition(" ")[2][:1]
    return bool(_FULL_NAME.fullmatch(text)) and first.isupper() and last.isupper()


def _are_dates(texts: pd.Series, numbers: pd.Series) -> bool:
    """Return whether nearly all texts are days: no mere numbers, but for 20240131."""
    may_be = numbers.isna() | texts.str.fullmatch(r"(19|20)\d{6}")
    dates = texts.where(may_be, "").map(_is_day)
    return bool(dates.mean() >= NEARLY_ALL)


def _check(traits: pd.DataFrame) -> None:
    having = traits["trait"].value_counts()
    if len(having) > TOO_MANY:
        said = f"has {len(having):,} different values, so hardly any two companies share one"
        raise ValueError(f"{said}; leave it out")
    if traits["account"].nunique() >= TOO_UNLIKE and having.max() == 1:
        said = f"has {len(having):,} different values, and no two companies share one"
        raise ValueError(f"{said}; leave it out")


def in_bands(told: pd.DataFrame, bands: Bands) -> pd.DataFrame:
    """Return the band of each account that has a number: account, trait."""
    numbers = told["value"].map(_number).astype("float64")
    known = numbers.notna()
    names = bands.names_of(numbers[known].to_numpy().astype(np.float64))
    return pd.DataFrame({"account": told["account"][known].to_numpy(), "trait": names})


def categories(told: pd.DataFrame) -> pd.DataFrame:
    """Return the values of each account as traits, by their most common spelling."""
    parts = told.assign(value=told["value"].map(_SEPARATORS.split)).explode("value")
    parts["value"] = parts["value"].map(lambda each: " ".join(each.split()))
    parts = parts[~parts["value"].map(blank).astype(bool)]
    parts["key"] = parts["value"].map(slug)
    spelled: dict[str, str] = {}
    counted = Counter(zip(parts["key"], parts["value"], strict=True))
    for (key, value), _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        spelled.setdefault(key, value)
    pairs = parts.drop_duplicates(["account", "key"])
    names = pairs["key"].map(spelled).astype(object)
    return pd.DataFrame({"account": pairs["account"].to_numpy(), "trait": names.to_numpy()})


def places_in(names: pd.Series, traits: pd.Series) -> NDArray[np.intp]:
    """Return for each trait its place among names, case and blanks aside; -1 where it is none."""
    known = {slug(name): place for place, name in enumerate(names)}
    places = traits.map(lambda each: known.get(slug(str(each)), -1))
    return places.to_numpy(np.intp)


def _number(text: str) -> float | None:
    """Return a text as a number, in any spelling, also with a percent sign."""
    return number_or_none(text.strip().removesuffix("%"))


def _is_day(text: str) -> bool:
    with suppress(SkipValue):
        return day(text) is not None
    return False
