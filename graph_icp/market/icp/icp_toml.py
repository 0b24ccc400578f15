"""The text of icp.toml as the ideal customer profile, checked line by line."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_icp.discovery.icp import CustomerValue, Icp, LearningConstraints, Rule, Tiers
from graph_icp.discovery.ranking.hard_rules import ACCOUNT, NUMBERS, TEXTS
from graph_icp.discovery.selectors import parted, relations_called
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.model import RELATIONS
from graph_icp.ingest.values.cells import RejectRow, SkipValue, country, size_band
from graph_icp.ingest.values.industries import industry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "icp.toml"
RELATION_NAMES = tuple(each.name for each in RELATIONS)
_SECTIONS = (
    *("customers", "require", "exclude", "relations", "tiers", "hypothesis", "profiles"),
    *("families", "leave_out"),
    *("families", "decay"),
)
_FAMILIES = ("each", "one")
# Relations whose links have dates.
_DATED = tuple(each.name for each in RELATIONS if not each.property)
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(day|week|month|year)s?")
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_ABOUT = (*TEXTS, *NUMBERS, ACCOUNT, *(name for name in RELATION_NAMES if name not in TEXTS))


def read_icp(path: Path) -> tuple[Icp, str]:
    """Return the profile in a file, and its text; raises FileError with line and key."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise FileError(f"There is no {path}; 'graph-icp icp init' proposes one.") from missing
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not UTF-8; save it as such.") from error
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    return parse_icp(text, str(path)), text


def parse_icp(text: str, name: str = NAME) -> Icp:
    """Return the profile of a text.

    Parameters
    ----------
    text : str
        TOML, with the options of `icp_template`.
    name : str
        Its name in errors.

    Raises
    ------
    FileError
        If a key is unknown, a value of the wrong kind or out of bounds, or two values contradict
        each other; the message names line and key.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{name} is not TOML: {error}.") from error
    top = _Section(name, text, "", told)
    top.only(_SECTIONS)
    return Icp(
        _worth(top.section("customers")),
        _guidance(top.section("relations"), top.section("hypothesis")),
        (*_rules(top.section("require"), True), *_rules(top.section("exclude"), False)),
        _tiers(top.section("tiers")),
        _profiles(top.section("profiles")),
        families_as_one=_count_as(top.section("families")) == "one",
        leave_out=_left_out(top.section("leave_out")),
        half_lives=_half_lives(top.section("decay")),
    )


def _worth(section: _Section) -> CustomerValue:
    section.only(("keep", "churned", "worth"))
    columns = section.section("worth")
    weights = {key: columns.number(key, 0.0) for key in columns.told}
    if weights and not any(weights.values()):
        raise columns.error(next(iter(weights)), "all weights are 0; give at least one more")
    keep = section.number("keep", 1.0, most=1.0)
    if keep <= 0:
        raise section.error("keep", "must be above 0 and at most 1")
    return CustomerValue(weights, keep, section.number("churned", 0.5, most=1.0))


def _guidance(relations: _Section, hypothesis: _Section) -> LearningConstraints:
    relations.only(RELATION_NAMES)
    hypothesis.only(RELATION_NAMES)
    shares, caps = {}, {}
    for name, value in relations.told.items():
        if value == "off":
            shares[name] = 0.0
        elif isinstance(value, dict):
            bounds = relations.section(name)
            bounds.only(("at_most",))
            caps[name] = bounds.number("at_most", 1.0, most=1.0)
        elif isinstance(value, str) and value != "learn":
            choices = '"learn", "off", a share such as 0.3, or { at_most = 0.3 }'
            raise relations.error(name, f"must be {choices}, not {value!r}")
        elif value != "learn":
            shares[name] = relations.number(name, 0.0, most=1.0)
    total = sum(shares.values())
    if total > 1 + 1e-9:
        raise relations.error(next(iter(shares)), f"the fixed shares add up to {total:g}, over 1")
    if len(shares) == len(RELATION_NAMES) and not total:
        raise relations.error(next(iter(shares)), "all relations are off; leave one on")
    return LearningConstraints(
        shares, caps, {name: _as_told(hypothesis, name) for name in hypothesis.told}
    )


def _rules(section: _Section, required: bool) -> list[Rule]:
    section.only(_ABOUT if not required else tuple(each for each in _ABOUT if each != ACCOUNT))
    rules = []
    for about in section.told:
        if about in NUMBERS:
            bounds = section.section(about)
            bounds.only(("at_least", "at_most"))
            least, most = (
                bounds.number(key, 0.0) if key in bounds.told else None
                for key in ("at_least", "at_most")
            )
            if least is None and most is None:
                raise section.error(about, "needs at_least or at_most, as { at_least = 50 }")
            if least is not None and most is not None and least > most:
                raise section.error(about, f"at_least {least:g} is above at_most {most:g}")
            rules.append(Rule(required, about, least=least, most=most))
        else:
            rules.append(Rule(required, about, _as_told(section, about)))
    return rules


def _as_told(section: _Section, about: str) -> tuple[str, ...]:
    """Return the values of a key, in the words that files are read into."""
    values = section.texts(about)
    if about == "country":
        return tuple(_country(section, each) for each in values)
    if about == "industry":
        return tuple(industry(each) or each for each in values)
    return tuple(map(_size, values)) if about == "size" else values


def _size(text: str) -> str:
    try:
        return size_band(text) or text
    except (SkipValue, RejectRow):
        return text


def _country(section: _Section, text: str) -> str:
    try:
        return country(text) or text
    except SkipValue as doubt:
        raise section.error("country", f"{doubt}") from doubt


def _tiers(section: _Section) -> Tiers:
    section.only(("best", "good", "coverage"))
    usual = Tiers()
    best = section.number("best", usual.best, most=100.0)
    good = section.number("good", min(usual.good, best), most=100.0)
    if good > best:
        raise section.error("good", f"{good:g} is above best, {best:g}: the tiers overlap")
    return Tiers(best, good, section.number("coverage", usual.coverage, most=1.0))


def _count_as(section: _Section) -> str:
    section.only(("count_as",))
    word = section.told.get("count_as", _FAMILIES[0])
    if word not in _FAMILIES:
        raise section.error("count_as", f'must be "each" or "one", not {word!r}')
    return str(word)


def _left_out(section: _Section) -> tuple[str, ...]:
    section.only(("traits",))
    named = section.texts("traits") if section.told else ()
    for each in named:
        try:
            relations_called(parted(each)[0])
        except UnknownNameError as unknown:
            said = f'{unknown} Write relation=trait, as "uses=Elixir"'
            raise section.error("traits", said) from unknown
    return named


def _half_lives(section: _Section) -> dict[str, float]:
    """Return by relation a half-life in days."""
    section.only(_DATED)
    days = {}
    for name, told in section.told.items():
        time = _TIME.fullmatch(told.strip()) if isinstance(told, str) else None
        if not time or float(time[1]) * _DAYS[time[2]] < 1:
            raise section.error(name, f'must be a time such as "24 months", not {told!r}')
        days[name] = float(time[1]) * _DAYS[time[2]]
    return days


def _profiles(section: _Section) -> dict[str, tuple[str, ...]]:
    return {name: section.texts(name) for name in section.told}


@dataclass(frozen=True)
class _Section:
    """One table of the file, and the errors in it."""

    file: str
    text: str
    name: str
    told: dict[str, Any]

    def section(self, key: str) -> _Section:
        value = self.told.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "must be a table")
        return _Section(self.file, self.text, f"{self.name}.{key}".lstrip("."), value)

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

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.told[key]
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise self.error(key, "must be a list of texts")
        if not listed:
            raise self.error(key, "must name at least one")
        return tuple(listed)

    def error(self, key: str, says: str) -> FileError:
        line = self._line(key)
        place = f"{self.file}, line {line}" if line else self.file
        return FileError(f"{place}: {key}: {says}.".replace("?.", "?"))

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
