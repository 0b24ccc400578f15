"""Legal forms of companies, before and behind their names, in every script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.identity.folding import fold
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

# Scripts whose forms stand beside names without a blank: Hebrew, Arabic, Thai, Asian ones.
_UNSPACED = re.compile("[\u0590-\u06ff\u0e00-\u0e7f\u3000-\ud7a3]")
# The most words of a form.
_LONGEST = 6
# A name of these alone is no name: "SIA Partners" is not Partners.
_NO_NAME = frozenset(
    {
        *("partners", "group", "solutions", "consulting", "bank", "services", "systems", "holding"),
        *("holdings", "international", "institute", "global", "technologies", "technology"),
        *(
            "software",
            "engineering",
            "industries",
            "capital",
            "media",
            "energy",
            "trading",
            "works",
            "library",
            "labs",
        ),
    }
)
# A dot before a form at the end, or within one: "Supership.Inc", "Acme Co.Ltd".
_GLUED = re.compile(
    r"(?<=[\w)])\.(?=(?:inc|incorporated|ltd|limited|llc|gmbh|corp|corporation|plc)\.?\s*$)", re.I
)
_QUOTES = '"«»„\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
_AROUND = " \t,;:()[]-\N{EN DASH}\N{EM DASH}"


class _Word(NamedTuple):
    """A word of a name: as written, without dots, folded, and whether a comma stands before it."""

    written: str
    plain: str
    folded: str
    behind_comma: bool

    @property
    def dotted(self) -> bool:
        """Whether dots stand between its letters: "S.p.A.", "s.a."."""
        return "." in self.written.rstrip(".") and len(self.plain) > 1


def without_legal_form(name: str) -> str:
    """Return a name without the legal forms before and behind it.

    Parameters
    ----------
    name : str
        Such as "Acme, Inc.", "PT Astra Tbk", "株式会社架空".

    Returns
    -------
    str
        "Acme", "Astra", "架空"; the name itself where nothing else would be left. Forms that are
        words too count as they are usually written: "Enel SpA" is Enel, "Blue Spa" is not Blue.
    """
    if _SIMPLE.fullmatch(name):
        written, lowered = name.split(), name.lower().split()
        if not _may_have_form(lowered):
            return " ".join(written)
        if _ends_with_one(lowered) and not _may_have_form(lowered[:-1]):
            return " ".join(written[:-1])
        words = [_Word(*each, False) for each in zip(written, written, lowered, strict=True)]
    else:
        plain = name if name.isascii() else _without_joined(unicodedata.normalize("NFKC", name))
        words = _words(_GLUED.sub(" ", plain))
    kept, behind = _without_behind(words)
    kept = _without_before(kept, behind)
    return " ".join(word.written for word in kept) or name


# Most names are of this kind, and have no form.
_SIMPLE = re.compile("[A-Za-z0-9 ]+")


def _may_have_form(words: list[str]) -> bool:
    """Return whether a form may stand before or behind a name of plain words, in small letters."""
    if len(words) < 2:
        return False
    last = words[-1]
    return len(last) == 1 or last in _words_behind() or words[0] in _words_before()


def _ends_with_one(words: list[str]) -> bool:
    """Return whether just the last of plain words is a form in any case, in small letters."""
    return words[-1] in _sure() and words[-2] not in _words_within()


@cache
def _words_within() -> frozenset[str]:
    """Return the words of forms of several words that count in any case, but for their last."""
    return frozenset(word for form in _sure() for word in form.split()[:-1])


@cache
def _words_behind() -> frozenset[str]:
    """Return the words with which forms end, however they count."""
    written = (each for heading in _BEHIND for each in _listed()[heading])
    return _last_words() | _ambiguous() | _small() | {fold(each).split()[-1] for each in written}


@cache
def _words_before() -> frozenset[str]:
    """Return the words with which forms begin that stand before names."""
    written = (each for heading in _BEFORE for each in _listed()[heading])
    return _first_words() | _dotted_before() | {fold(each).split()[0] for each in written} | {"sc"}


_BEHIND = ("behind as written", "behind in capitals", "behind with dots", "behind")
_BEFORE = ("before", "before quotes", "before in words")


def _words(name: str) -> list[_Word]:
    found = []
    comma = False
    for text in name.replace(",", " , ").split():
        if text == ",":
            comma = True
            continue
        word = _word(text, comma)
        if word.folded:
            found.append(word)
            comma = False
    return found


@lru_cache(1 << 16)
def _word(text: str, behind_comma: bool) -> _Word:
    written = text.strip(_AROUND)
    folded = "&" if written == "&" else fold(written)
    return _Word(written, written.replace(".", ""), folded, behind_comma)


def _without_joined(name: str) -> str:
    """Return a name without the forms that stand beside it without a blank."""
    if not _UNSPACED.search(name):
        return name
    ends = (*_forms("joined"), *_forms("joined behind"))
    bare = name.strip()
    while True:
        lowered = bare.casefold()
        for form in ends:
            if len(bare) > len(form) and lowered.endswith(form):
                rest = bare[: -len(form)]
            elif len(bare) > len(form) and form in _forms("joined") and lowered.startswith(form):
                rest = bare[len(form) :]
            else:
                continue
            if fold(rest):
                bare = rest.strip(_AROUND)
                break
        else:
            return bare


def _without_behind(words: list[_Word]) -> tuple[list[_Word], set[str]]:
    """Return the words before the forms at the end, and those forms."""
    gone: set[str] = set()
    kept = list(words)
    text = " ".join(word.plain for word in words)
    capitals, small = text.isupper(), text == text.lower()
    while len(kept) > 1:
        count = _behind(kept, capitals=capitals, small=small)
        if not count:
            break
        gone.update(word.folded for word in kept[-count:])
        del kept[-count:]
        while len(kept) > 1 and kept[-1].folded == "&":
            del kept[-1]
    return kept, gone


def _behind(words: list[_Word], *, capitals: bool, small: bool) -> int:
    """Return how many words at the end are a form."""
    last = words[-1]
    longest = min(_LONGEST, len(words) - 1) if last.folded in _last_words() else 0
    for count in range(longest, 0, -1):
        if " ".join(word.folded for word in words[-count:]) in _sure():
            return count
    joined = _spelled_out(words)
    if joined:
        return joined
    if last.dotted or last.behind_comma:
        return int(last.folded in _ambiguous())
    if last.plain in _as_written("behind as written"):
        return 1
    if small and last.folded in _small():
        return 1
    return int(last.plain in _as_written("behind in capitals") and not capitals)


def _spelled_out(words: list[_Word]) -> int:
    """Return how many single letters at the end are a form: "Acme S. A.", "Acme s r o"."""
    count = 0
    while count < min(5, len(words) - 1) and len(words[-1 - count].folded) == 1:
        count += 1
    if count < 2:
        return 0
    letters = "".join(word.folded for word in words[-count:])
    dotted = all(word.written.endswith(".") for word in words[-count:-1])
    return count if letters in _sure() or (dotted and letters in _ambiguous()) else 0


def _without_before(words: list[_Word], behind: set[str]) -> list[_Word]:
    """Return the words behind the forms at the beginning."""
    kept = list(words)
    while len(kept) > 1:
        count = _before(kept, behind)
        rest = {word.folded for word in kept[count:]}
        if not count or rest <= _NO_NAME:
            break
        kept = kept[count:]
    return kept


def _before(words: Sequence[_Word], behind: set[str]) -> int:
    longest = min(_LONGEST, len(words) - 1) if words[0].folded in _first_words() else 0
    for count in range(longest, 1, -1):
        if " ".join(word.folded for word in words[:count]) in _forms("before in words"):
            return count
    first = words[0]
    romanian = first.plain == "SC" and bool(behind & {"srl", "sa"})
    dotted = first.dotted and first.folded in _dotted_before()
    written = first.written in _as_written("before") or first.plain in _as_written("before")
    quoted = words[1].written[0] in _QUOTES and first.plain in _as_written("before quotes")
    return int(romanian or dotted or written or quoted)


@cache
def _sure() -> frozenset[str]:
    """Return the forms that count in any case, folded."""
    from cleanco.clean import prepare_default_terms

    known = {" ".join(words) for _, words in prepare_default_terms()}
    words = {fold(each) if "&" not in each else each for each in known}
    return frozenset((words - _ambiguous() - {""}) | set(map(_plain, _listed()["behind"])))


@cache
def _last_words() -> frozenset[str]:
    """Return the words with which forms end that count in any case."""
    return frozenset(form.rpartition(" ")[2] for form in _sure())


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which forms of several words begin that stand before names."""
    return frozenset(form.partition(" ")[0] for form in _forms("before in words"))


@cache
def _ambiguous() -> frozenset[str]:
    """Return the forms that are words too, folded."""
    headings = ("behind as written", "behind in capitals", "behind with dots")
    return frozenset(fold(each) for heading in headings for each in _listed()[heading])


@cache
def _small() -> frozenset[str]:
    """Return the forms that count in a name without capitals."""
    return frozenset({"ag", "sa", "se", "as", "a s", "sl", "nv", "sas", "snc", "lp"})


@cache
def _as_written(heading: str) -> frozenset[str]:
    return frozenset(_listed()[heading])


@cache
def _dotted_before() -> frozenset[str]:
    return frozenset(fold(each) for each in _listed()["before"] if each not in ("S.A.", "AS"))


@cache
def _forms(heading: str) -> tuple[str, ...]:
    """Return the forms below a heading, the longest first."""
    joined = heading.startswith("joined")
    listed_here = _listed()[heading]
    texts = {
        unicodedata.normalize("NFKC", each).casefold() if joined else fold(each)
        for each in listed_here
    }
    return tuple(sorted(texts, key=lambda each: (-len(each), each)))


def _plain(form: str) -> str:
    return form if "&" in form else fold(form)


_listed = partial(word_lists, __package__, "legal_forms.txt")
