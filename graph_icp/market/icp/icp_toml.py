"""The text of icp.toml as the ideal customer profile, checked line by line."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.discovery.icp import (
    CustomerValue,
    Icp,
    OperatingModelRule,
    Rule,
    Tiers,
)
from graph_icp.discovery.ranking.hard_rules import ACCOUNT, NUMBERS, TEXTS
from graph_icp.discovery.selectors import parted, relations_called
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.model import KEPT_BESIDE, KEYS_OF_TRAITS, KNOWN_PROPERTIES, property_of, slug
from graph_icp.graph.relations import RELATIONS
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.currencies import currency
from graph_icp.ingest.values.deal_stages import OUTCOMES
from graph_icp.market.icp.hidden_tags_in import hidden_tags_in
from graph_icp.market.icp.personas_in import personas_in
from graph_icp.market.icp.shares_in import RELATION_NAMES, shares_in
from graph_icp.market.icp.toml_section import Section
from graph_icp.market.words_of_files import as_told
from graph_icp.output.exports.labels import label_complaint
from graph_icp.output.exports.targets import NAMES as TARGETS
from graph_icp.output.exports.targets import target
from graph_icp.reach.signal_kinds import NAMES as SIGNALS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graph_icp.output.exports.target import Target

NAME = "icp.toml"
# What users call relations of the model.
_WORDS = {slug(word) for r in RELATIONS for word in (r.name, r.title, r.trait.noun, r.trait.plural)}
_SECTIONS = (
    *("customers", "require", "exclude", "relations", "tiers", "hypothesis", "profiles"),
    *("families", "leave_out"),
    *("traits", "decay", "currencies", "stages", "shared_domains"),
    *("intent", "priority", "us", "competitors", "events", "hygiene"),
    *("persona", "export", "operating_model"),
)
_FAMILIES = ("each", "one")
# Relations whose links have dates.
_DATED = tuple(each.name for each in RELATIONS if not each.property)
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
    top = Section(name, text, "", told)
    top.only(_SECTIONS)
    columns = _columns(top.section("traits"))
    called = {slug(name): name for name in columns}
    shares = shares_in(top.section("relations"), called)
    return Icp(
        _worth(top.section("customers")),
        replace(shares, hypothesis=_hypothesis(top.section("hypothesis"), called)),
        (*_rules(top.section("require"), True), *_rules(top.section("exclude"), False)),
        _tiers(top.section("tiers")),
        _profiles(top.section("profiles")),
        families_as_one=_count_as(top.section("families")) == "one",
        leave_out=_left_out(top.section("leave_out"), columns),
        half_lives=_half_lives(top.section("decay")),
        columns={name: place for name, place in columns.items() if top.told["traits"][name]},
        rates=_rates(top.section("currencies")),
        stages=_stages(top.section("stages")),
        shared_domains=_domains(top.section("shared_domains")),
        signal_weights=_signal_weights(top.section("intent")),
        signal_half_lives=_signal_half_lives(top.section("intent")),
        priority_weights=_priority_weights(top.section("priority")),
        own_domains=_domains(top.section("us")),
        operating_models=tuple(map(_operating_model, top.sections("operating_model"))),
        competitors=_competitors(top.section("competitors")),
        personas=personas_in(top),
        ignored_events=_ignored(top.section("events")),
        export_labels=_export_labels(top.section("export")),
        hidden_tags=hidden_tags_in(top.section("hygiene")),
    )


def _worth(section: Section) -> CustomerValue:
    section.only(("keep", "churned", "worth"))
    columns = section.section("worth")
    weights = {key: columns.number(key, 0.0) for key in columns.told}
    if weights and not any(weights.values()):
        raise columns.error(next(iter(weights)), "all weights are 0; give at least one more")
    keep = section.number("keep", 1.0, most=1.0)
    if keep <= 0:
        raise section.error("keep", "must be above 0 and at most 1")
    return CustomerValue(weights, keep, section.number("churned", 0.5, most=1.0))


def _columns(section: Section) -> dict[str, str]:
    """Return the columns that the file names, with where; those with false as well."""
    known: dict[str, str] = {}
    for name, value in section.told.items():
        if not isinstance(value, bool):
            raise section.error(name, f"must be true or false, not {value!r}")
        if {slug(name), property_of(name)} & _WORDS:
            raise section.error(name, "is a relation already, so leave it out here")
        told = [r.name for r in RELATIONS if property_of(name) in (r.property, *r.told_by)]
        told += [KEPT_BESIDE[property_of(name)]] if property_of(name) in KEPT_BESIDE else []
        if told:
            raise section.error(name, f"counts already, as {told[0]}, so leave it out here")
        if property_of(name) in (*KNOWN_PROPERTIES, *KEYS_OF_TRAITS):
            raise section.error(name, "is read by 'graph-icp load' already, so leave it out here")
        if not property_of(name) or "=" in name or ":" in name:
            raise section.error(name, "must have letters, and blanks in place of = and :")
        if property_of(name) in known:
            raise section.error(name, f"is the same column as {known[property_of(name)]}")
        known[property_of(name)] = name
    return {name: section.place(name) for name in known.values()}


def _hypothesis(section: Section, called: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return by relation or column what is expected of best customers."""
    section.only((*RELATION_NAMES, *called, *called.values()))
    named: dict[str, tuple[str, ...]] = {}
    for key in section.told:
        name = called.get(key, key)
        if name in named:
            raise section.error(key, "names the same column as another key")
        named[name] = _as_told(section, key)
    return named


def _rules(section: Section, required: bool) -> list[Rule]:
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


def _as_told(section: Section, about: str) -> tuple[str, ...]:
    """Return the values of a key, in the words that files are read into."""
    try:
        return tuple(as_told(about, each) for each in section.texts(about))
    except SkipValue as doubt:
        raise section.error(about, f"{doubt}") from doubt


def _tiers(section: Section) -> Tiers:
    section.only(("best", "good", "coverage"))
    usual = Tiers()
    best = section.number("best", usual.best, most=100.0)
    good = section.number("good", min(usual.good, best), most=100.0)
    if good > best:
        raise section.error("good", f"{good:g} is above best, {best:g}: the tiers overlap")
    return Tiers(best, good, section.number("coverage", usual.coverage, most=1.0))


def _count_as(section: Section) -> str:
    section.only(("count_as",))
    word = section.told.get("count_as", _FAMILIES[0])
    if word not in _FAMILIES:
        raise section.error("count_as", f'must be "each" or "one", not {word!r}')
    return str(word)


def _left_out(section: Section, columns: Mapping[str, str]) -> tuple[str, ...]:
    section.only(("traits",))
    named = section.texts("traits") if section.told else ()
    for each in named:
        try:
            relations_called(parted(each)[0], columns)
        except UnknownNameError as unknown:
            said = f'{unknown} Write relation=trait, as "uses=Elixir"'
            raise section.error("traits", said) from unknown
    return named


def _half_lives(section: Section) -> dict[str, float]:
    """Return by relation a half-life in days."""
    section.only(_DATED)
    return {name: section.days(name) for name in section.told}


def _rates(section: Section) -> dict[str, float]:
    """Return what one unit of each currency is worth."""
    rates = {}
    for name in section.told:
        code = currency(name)
        if not code or code in rates:
            raise section.error(name, "names no currency, or one that is there already")
        rates[code] = section.number(name, 1.0)
        if not rates[code]:
            raise section.error(name, "must be above 0")
    return rates


def _stages(section: Section) -> dict[str, str]:
    """Return what stages of deals say, by the stage."""
    for name, told in section.told.items():
        if told not in OUTCOMES:
            raise section.error(name, f"must be {' or '.join(OUTCOMES)}, not {told!r}")
    return dict(section.told)


def _domains(section: Section) -> tuple[str, ...]:
    section.only(("domains",))
    try:
        named = section.texts("domains") if section.told else ()
        return tuple(registrable_domain(each) for each in named)
    except NotADomainError as error:
        raise section.error("domains", f"{error}") from error


def _ignored(section: Section) -> tuple[str, ...]:
    section.only(("ignore",))
    return section.texts("ignore") if section.told else ()


def _competitors(section: Section) -> dict[str, tuple[str, ...]]:
    """Return the technologies of each competitor."""
    names: dict[str, str] = {}
    tied: dict[str, str] = {}
    for name in section.told:
        if not slug(name):
            raise section.error(name, "names no competitor; write its name before the =")
        if slug(name) in names:
            raise section.error(name, f"is the same competitor as {names[slug(name)]}")
        names[slug(name)] = name
        for each in section.texts(name):
            if not slug(each):
                raise section.error(name, "has a technology without a name")
            if tied.setdefault(slug(each), name) != name:
                raise section.error(name, f"{each} is a technology of {tied[slug(each)]} already")
    return {name: section.texts(name) for name in section.told}


def _signal_weights(section: Section) -> dict[str, float]:
    """Return what one signal of a kind counts, of the kinds of which the file says it."""
    return {each: kind.number("weight", 0.0) for each, kind in _signals(section, "weight").items()}


def _signal_half_lives(section: Section) -> dict[str, float]:
    """Return after how many days a signal of a kind counts half, likewise."""
    return {each: kind.days("half_life") for each, kind in _signals(section, "half_life").items()}


def _signals(section: Section, key: str) -> dict[str, Section]:
    """Return the tables of kinds of signal that have a key."""
    section.only(SIGNALS)
    kinds = {name: section.section(name) for name in section.told}
    for kind in kinds.values():
        kind.only(("weight", "half_life"))
    return {name: kind for name, kind in kinds.items() if key in kind.told}


def _priority_weights(section: Section) -> dict[str, float]:
    section.only(("intent", "reach"))
    return {name: section.number(name, 0.0) for name in section.told}


def _operating_model(section: Section) -> OperatingModelRule:
    section.only(("name", "industries", "words"))
    name = section.told.get("name")
    if not isinstance(name, str) or not name.strip():
        raise section.header_error("needs a name")
    if len(section.told) < 2:
        raise section.error("name", "needs industries or words by which it is known")
    told = {key: section.texts(key) for key in section.told if key != "name"}
    industries = tuple(as_told("industry", each) for each in told.get("industries", ()))
    return OperatingModelRule(name.strip(), industries, told.get("words", ()))


def _export_labels(section: Section) -> dict[str, dict[str, str]]:
    """Return by target what its columns are called."""
    section.only(TARGETS)
    named = {name: _labels_of(target(name), section.section(name)) for name in section.told}
    return {name: labels for name, labels in named.items() if labels}


def _labels_of(to: Target, section: Section) -> dict[str, str]:
    section.only(to.labels)
    for name, label in section.told.items():
        complaint = label_complaint(to, label) if isinstance(label, str) else "is no text"
        if complaint:
            raise section.error(name, f"{label!r} {complaint}")
    return dict(section.told)


def _profiles(section: Section) -> dict[str, tuple[str, ...]]:
    return {name: section.texts(name) for name in section.told}
