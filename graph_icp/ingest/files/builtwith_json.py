"""The answers of BuiltWith's Domain API as rows of domains and their technologies."""

from __future__ import annotations

import datetime as dt
from typing import Any

HEADER = (
    "Domain",
    "Company",
    "Vertical",
    "City",
    "State",
    "Postcode",
    "Country",
    "Technology",
    "Tag",
    "Categories",
    "First Detected",
    "Last Detected",
    "Spend",
)

Object = dict[str, Any]


def results(answer: Object) -> list[Object]:
    """Give an answer's results, each with the values in its `Result` and next to it."""
    return [each | _object(each.get("Result")) for each in _objects(answer.get("Results"))]


def technologies(result: Object) -> list[Object]:
    """Give a row for each technology of a result.

    Parameters
    ----------
    result : dict
        As `results` gives it.

    Returns
    -------
    list of dict
        The columns of HEADER. A technology on several paths has one row, from the first day on
        which it was detected to the last.
    """
    paths = _objects(result.get("Paths"))
    meta = _object(result.get("Meta"))
    domains = [result.get("Lookup"), *(path.get("Domain") for path in paths)]
    company = {
        "Domain": next((each for each in domains if each), None),
        "Company": meta.get("CompanyName"),
        **{key: meta.get(key) for key in ("Vertical", "City", "State", "Postcode", "Country")},
        "Spend": result.get("Spend"),
    }
    found: dict[str, Object] = {}
    for path in paths:
        for each in _objects(path.get("Technologies")):
            name = str(each.get("Name") or "").strip()
            if name:
                found[name] = _together(found.get(name, {}), company | _row(name, each))
    return list(found.values())


def _row(name: str, technology: Object) -> Object:
    return {
        "Technology": name,
        "Tag": technology.get("Tag"),
        "Categories": technology.get("Categories"),
        "First Detected": _day(technology.get("FirstDetected")),
        "Last Detected": _day(technology.get("LastDetected")),
    }


def _together(before: Object, row: Object) -> Object:
    first = [each["First Detected"] for each in (before, row) if each.get("First Detected")]
    last = [each["Last Detected"] for each in (before, row) if each.get("Last Detected")]
    said = row | {key: value for key, value in before.items() if value}
    return said | {
        "First Detected": min(first, default=""),
        "Last Detected": max(last, default=""),
    }


def _day(moment: Any) -> str:
    """Return the day of milliseconds since 1970, none for 0; other values stay as they are."""
    if not moment:
        return ""
    try:
        return dt.datetime.fromtimestamp(int(moment) / 1000, dt.UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return str(moment)


def _objects(value: Any) -> list[Object]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _object(value: Any) -> Object:
    return value if isinstance(value, dict) else {}
