"""Rules of tags.txt: what names, domains, industries and descriptions say of companies."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.hygiene.phrases import Phrases
from graph_icp.hygiene.tags import HOSTED, OF_RULES
from graph_icp.identity.domains import SITE_HOSTS
from graph_icp.identity.folding import fold
from graph_icp.identity.names import clean_company
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

COLUMNS = ("place", "tag", "reason")
# Words and characters at the beginning of a description that say what a company is.
_WORDS, _CHARACTERS = 12, 160
# Headings of phrases of names.
_OF_NAMES = _NAMES, _NO_FIRM, _HINTS = "names", "names of no firm", "hints"
# Headings that are of no tag.
_PRODUCTS, _OTHERS, _ENDS = "products", "other trades", "ends of what one says one is"


def tagged_by_rules(
    names: Sequence[str | None],
    domains: Sequence[str | None],
    industries: Sequence[str | None],
    descriptions: Sequence[str | None],
) -> pd.DataFrame:
    """Return which tags the rules give to companies, each once a company, with the first reason.

    Parameters
    ----------
    names, domains, industries, descriptions : sequence of str or None
        One of each a company; several industries are parted by "; ".

    Returns
    -------
    DataFrame
        place (the company's position), tag, reason ("domain ends in .ac.uk").
    """
    kinds = _Kinds(industries)
    leads = _Leads(descriptions)
    telling = _telling(names)
    found = [
        *_of_domains(domains),
        *kinds.tags(leads),
        *leads.tags(),
        *_of_names(telling, kinds, leads),
        *_of_hints(telling, domains, kinds, leads),
    ]
    table = pd.DataFrame(found, columns=list(COLUMNS))
    return table.drop_duplicates(["place", "tag"], ignore_index=True)


def _of_domains(domains: Sequence[str | None]) -> Iterator[tuple[int, str, str]]:
    """Give the tags of domains that are listed, end so, or lie below a host of pages."""
    whole, endings, hosts = _domain_rules()
    for place in _not_plain(domains, whole, endings):
        domain = domains[place] or ""
        if domain in whole:
            yield place, whole[domain], f"domain {domain}"
        labels = domain.split(".")
        for start in range(len(labels)):
            rest = ".".join(labels[start:])
            if start and rest in hosts:
                yield place, HOSTED, f"domain lies below {rest}"
            tag = endings.get(rest) or endings.get(_of_any_country(labels[start:]))
            if tag:
                yield place, tag, f"domain ends in .{rest}"
                break


def _not_plain(
    domains: Sequence[str | None], whole: dict[str, str], endings: dict[str, str]
) -> list[int]:
    """Return the positions of domains but for those as most are, acme.com, of which no rule is."""
    told = pa.array(domains, pa.string(), from_pandas=True)
    end = pc.replace_substring_regex(told, r"^[^.]*\.", "")
    listed, ends = pa.array([*whole, *endings], pa.string()), pa.array(endings, pa.string())
    plain = pc.and_(
        pc.equal(pc.count_substring(told, "."), 1),
        pc.invert(pc.or_(pc.is_in(told, listed), pc.is_in(end, ends))),
    )
    places: list[int] = np.flatnonzero(pc.invert(plain).fill_null(False)).tolist()
    return places


def _of_any_country(labels: Sequence[str]) -> str:
    """Return an ending with * for its country: "edu.*" of edu.mx, "" of others."""
    return f"{'.'.join(labels[:-1])}.*" if len(labels) > 1 and len(labels[-1]) == 2 else ""


class _Kinds:
    """The industries of companies, each that differs looked at once.

    Attributes
    ----------
    names_count : dict of str to array of bool
        By tag, where a word of the name counts.
    fit : dict of str to array of bool
        By tag, where an industry is known that suits it.
    """

    def __init__(self, industries: Sequence[str | None]) -> None:
        self._codes, texts = pd.factorize(np.array(industries, dtype=object))
        self._told = [{*str(text).split("; ")} for text in texts]
        self.names_count = {tag: self._fitting(tag, unknown=True) for tag in OF_RULES}
        self.fit = {tag: self._fitting(tag, unknown=False) for tag in OF_RULES}

    def tags(self, leads: _Leads) -> Iterator[tuple[int, str, str]]:
        """Give the tags of companies of an industry, but for those who say that they are others."""
        for tag in OF_RULES:
            for where, others in (("industries", leads.products), ("silent", leads.told)):
                wanted = _entries(f"{tag}: {where}")
                words = [_both(some, wanted) for some in self._told]
                fitting = self._spread([word != "" for word in words], unknown=False)
                for place in np.flatnonzero(fitting).tolist():
                    if place not in others:
                        yield place, tag, f"industry: {words[self._codes[place]]}"

    def _fitting(self, tag: str, *, unknown: bool) -> NDArray[np.bool_]:
        headings = ("industries", "silent", "names count in")
        also = [each for where in headings for each in _entries(f"{tag}: {where}")]
        return self._spread([bool(_both(some, also)) for some in self._told], unknown=unknown)

    def _spread(self, values: Sequence[bool], *, unknown: bool) -> NDArray[np.bool_]:
        """Return a value of each text of industries by company."""
        # A code of -1, of companies without industry, is the last place.
        spread: NDArray[np.bool_] = np.array([*values, unknown], dtype=bool)[self._codes]
        return spread


def _both(told: set[str], wanted: Iterable[str]) -> str:
    """Return the first of some industries that is told, "" for none; of "A + B" both must be."""
    return next((each for each in wanted if told.issuperset(each.split(" + "))), "")


class _Leads:
    """What companies say they are, at the beginning of their descriptions.

    Attributes
    ----------
    told : set of int
        The places of those that have a description.
    products : set of int
        Of these, those that say that they make one of [products].
    """

    def __init__(self, descriptions: Sequence[str | None]) -> None:
        phrases, never = _phrases("says"), _phrases("not")
        ends = {*_entries(_ENDS)}
        self.products: set[int] = set()
        self._texts = descriptions
        self._tags: dict[int, dict[str, str]] = {}
        texts = pa.array(descriptions, pa.string(), from_pandas=True)
        places = np.flatnonzero(pc.not_equal(texts, "").fill_null(False)).tolist()
        begun = [_beginning(descriptions[place] or "") for place in places]
        self.told = {*places}
        for place, text in ((places[at], begun[at]) for at in phrases.may_be_in(begun)):
            words = [*_until(fold(text).split(), ends)]
            out = {tag for tag, _ in never.found(words)}
            said: dict[str, str] = {}
            for tag, phrase in phrases.found(words):
                if tag not in out:
                    said.setdefault(tag, phrase)
            product = said.pop(_PRODUCTS, None)
            if said:
                self._tags[place] = said
            elif product:
                self.products.add(place)

    def tags(self) -> Iterator[tuple[int, str, str]]:
        """Give the tags of those that say what they are."""
        for place, said in self._tags.items():
            for tag, phrase in said.items():
                yield place, tag, f'describes itself as "{phrase}"'

    def hint_at(self, place: int, tag: str) -> bool:
        """Return whether the beginning of a company's description has a word that suits a tag."""
        text = self._texts[place]
        if not isinstance(text, str):
            return False
        words = fold(text[:_CHARACTERS]).split()
        return any(found == tag for found, _ in _phrases("words beside").found(words))


def _beginning(description: str) -> str:
    return " ".join(description[:_CHARACTERS].split()[:_WORDS])


def _until(words: Iterable[str], ends: set[str]) -> Iterator[str]:
    for word in words:
        if word in ends:
            return
        yield word


def _telling(names: Sequence[str | None]) -> dict[int, str]:
    """Return by place the names of which a word may be of a phrase of names."""
    return {place: names[place] or "" for place in _phrases(*_OF_NAMES).may_be_in(names)}


def _of_names(
    names: Mapping[int, str], kinds: _Kinds, leads: _Leads
) -> Iterator[tuple[int, str, str]]:
    """Give the tags of names that hold a phrase."""
    for place, tag, phrase in _in_names(names, _NAMES, leads):
        if kinds.names_count[tag][place]:
            yield place, tag, f'name has "{phrase}"'
    for place, tag, phrase in _in_names(names, _NO_FIRM, leads):
        if kinds.names_count[tag][place] and not _has_legal_form(names[place]):
            yield place, tag, f'name has "{phrase}"'


def _of_hints(
    names: Mapping[int, str], domains: Sequence[str | None], kinds: _Kinds, leads: _Leads
) -> Iterator[tuple[int, str, str]]:
    """Give the tags at which a name only hints, where something else says so too."""
    for place, tag, phrase in _in_names(names, _HINTS, leads):
        if kinds.fit[tag][place]:
            yield place, tag, f'name has "{phrase}", and the industry suits'
        elif not kinds.names_count[tag][place]:
            continue
        elif _ending(domains[place]) in _entries(f"{tag}: endings beside"):
            yield place, tag, f'name has "{phrase}", domain ends in .{_ending(domains[place])}'
        elif leads.hint_at(place, tag):
            yield place, tag, f'name has "{phrase}", and the description suits'


def _in_names(
    names: Mapping[int, str], where: str, leads: _Leads
) -> Iterator[tuple[int, str, str]]:
    """Give the places of names with a phrase of one kind of heading, the tags and the phrases."""
    phrases, never, others = _phrases(where), _phrases("not"), _other_trades()
    for place, name in names.items():
        words = (clean_company(name) or "").split()
        if place in leads.products or any(others.found(words)):
            continue
        out = {tag for tag, _ in never.found(words)}
        for tag, phrase in phrases.found(words):
            if tag not in out:
                yield place, tag, phrase


def _has_legal_form(name: str) -> bool:
    """Return whether a name says that it is a firm: "Stadt Bau GmbH"."""
    return (clean_company(name) or "") != fold(name)


def _ending(domain: str | None) -> str:
    return domain.rpartition(".")[2] if isinstance(domain, str) else ""


@cache
def _other_trades() -> Phrases:
    return Phrases({_OTHERS: _entries(_OTHERS)})


def _entries(heading: str) -> tuple[str, ...]:
    return word_lists(__package__, "tags.txt").get(heading, ())


@cache
def _domain_rules() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return the tags of domains and of endings, and the hosts of pages."""
    whole, endings = (
        {each: tag for tag in OF_RULES for each in _entries(f"{tag}: {where}")}
        for where in ("domains", "endings")
    )
    return whole, endings, frozenset(_entries(f"{HOSTED}: hosts")) | SITE_HOSTS


@cache
def _phrases(*where: str) -> Phrases:
    """Return the phrases of all tags below some kinds of headings."""
    of_tags = {
        tag: [phrase for each in where for phrase in _entries(f"{tag}: {each}")] for tag in OF_RULES
    }
    return Phrases(of_tags | ({_PRODUCTS: [*_entries(_PRODUCTS)]} if "says" in where else {}))
