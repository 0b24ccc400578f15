"""A table of a TOML file, read key by key, with errors that name line and key."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(day|week|month|year)s?")
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


@dataclass(frozen=True)
class Section:
    """One table of the file, and the errors in it.

    Attributes
    ----------
    file : str
        Its name in errors.
    text : str
        All of it.
    name : str
        The table's: "relations", "" of the whole file.
    told : dict
        Its keys and values.
    """

    file: str
    text: str
    name: str
    told: dict[str, Any]

    def section(self, key: str) -> Section:
        value = self.told.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "must be a table")
        return Section(self.file, self.text, f"{self.name}.{key}".lstrip("."), value)

    def sections(self, key: str) -> list[Section]:
        """Return the tables of a list of them, each with its own lines: [[key]]."""
        value = self.told.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.error(key, f"must be written as [[{key}]]")
        return [
            Section(self.file, _lines_of(self.text, key, place), key, each)
            for place, each in enumerate(value)
        ]

    def header_error(self, says: str) -> FileError:
        """Return an error that is in the whole table."""
        return replace(self, name="").error(self.name, says)

    def only(self, known: Iterable[str]) -> None:
        names = list(known)
        for key in self.told:
            if key not in names:
                near = difflib.get_close_matches(key, names, n=3, cutoff=0.5) or names
                where = f"[{self.name}]" if self.name else "the file"
                raise self.error(
                    key, f"is not an option of {where}; did you mean {', '.join(near)}?"
                )

    def number(
        self, key: str, usual: float, *, least: float | None = 0.0, most: float | None = None
    ) -> float:
        value = self.told.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"must be a number, not {value!r}")
        within = (least is None or value >= least) and (most is None or value <= most)
        if not within or abs(value) == float("inf") or value != value:
            bounds = f" from {least:g}" if least is not None else " and finite"
            upto = f" to {most:g}" if most is not None else ""
            raise self.error(key, f"must be a number{bounds}{upto}, not {value}")
        return float(value)

    def days(self, key: str) -> float:
        """Return a time in days."""
        told = self.told[key]
        time = _TIME.fullmatch(told.strip()) if isinstance(told, str) else None
        if not time or float(time[1]) * _DAYS[time[2]] < 1:
            raise self.error(key, f'must be a time such as "24 months", not {told!r}')
        return float(time[1]) * _DAYS[time[2]]

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.told[key]
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise self.error(key, "must be a list of texts")
        if not listed:
            raise self.error(key, "must name at least one")
        return tuple(listed)

    def error(self, key: str, says: str) -> FileError:
        return FileError(f"{self.place(key)}: {key}: {says}.".replace("?.", "?"))

    def place(self, key: str) -> str:
        """Return where a key of this table stands: "icp.toml, line 12"."""
        line = self._line(key)
        return f"{self.file}, line {line}" if line else self.file

    def _line(self, key: str) -> int | None:
        """Return the line of a key of this table, None if it is unknown."""
        own = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        inline = re.compile(rf".*\b{re.escape(key)}\b[\"']?\s*=")
        table = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
            if header:
                table = header.group(1).replace('"', "").replace("'", "")
            told = header and table == f"{self.name}.{key}".lstrip(".")
            alone = table == self.name and own.match(line)
            within = self.name.startswith(f"{table}.") and inline.match(line)
            if told or alone or within:
                return number
        return None


def _lines_of(text: str, key: str, place: int) -> str:
    """Return a text with the lines of one table [[key]], all others empty; numbers stay."""
    seen, lines = -1, []
    for line in text.splitlines():
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if header and header[1].strip("\"'") == key:
            seen += 1
        lines.append(line if seen == place else "")
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped)
        + '"'
    )
