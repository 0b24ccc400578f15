"""Phrases about accounts: that they use a technology, are based in a region, are an enterprise."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Phrase:
    """The words of a relation, with `{}` for a trait.

    Attributes
    ----------
    one, several : str
        Said of one account, and of several.
    again : tuple of str
        Stands for these verbs: "so does 1 prospect", "so do 2 prospects".
    short : str
        In a reason, where the account is the subject.
    """

    one: str
    several: str
    again: tuple[str, str]
    short: str


_IS, _HAS, _DOES, _DID = ("is", "are"), ("has", "have"), ("does", "do"), ("did", "did")
_PHRASES = {
    "uses": Phrase("uses {}", "use {}", _DOES, "uses {}"),
    "sponsored": Phrase("sponsored {}", "sponsored {}", _DID, "sponsored {}"),
    "attended": Phrase("attended {}", "attended {}", _DID, "attended {}"),
    "people": Phrase("has employed {}", "have employed {}", _HAS, "has employed {}"),
    "investors": Phrase("is backed by {}", "are backed by {}", _IS, "backed by {}"),
    "competitors": Phrase("is a customer of {}", "are customers of {}", _IS, "a customer of {}"),
    "industry": Phrase("is in {}", "are in {}", _IS, "in the {} industry"),
    "topics": Phrase(
        'describes itself with "{}"',
        'describe themselves with "{}"',
        _DOES,
        "describes itself with: {}",
    ),
    "country": Phrase("is based in {}", "are based in {}", _IS, "based in {}"),
    "region": Phrase("is based in {}", "are based in {}", _IS, "based in {}"),
    "revenue": Phrase(
        *("has a yearly revenue of {}", "have a yearly revenue of {}", _HAS),
        short="a yearly revenue of {}",
    ),
    "life_stage": Phrase("is at the stage {}", "are at the stage {}", _IS, "at the stage {}"),
}
_SHORT_OF_SEVERAL = {"industry": "in the {} industries"}
_FOUNDED = Phrase("was {}", "were {}", ("was", "were"), "{}")
_MATURITIES = {
    "early and broad": Phrase(
        "takes up many technologies early",
        "take up many technologies early",
        _DOES,
        "takes up many technologies early",
    ),
    "early": Phrase(
        "takes up technologies early",
        "take up technologies early",
        _DOES,
        "takes up technologies early",
    ),
    "broad": Phrase(
        "uses many technologies", "use many technologies", _DOES, "uses many technologies"
    ),
    "typical": Phrase(
        "uses an average number of technologies",
        "use an average number of technologies",
        _DOES,
        "uses an average number of technologies",
    ),
    "narrow": Phrase(
        "uses few technologies", "use few technologies", _DOES, "uses few technologies"
    ),
}
_EMPLOYEES = Phrase("has {} employees", "have {} employees", _HAS, "{} employees")
_SIZES = {
    "tiny": Phrase("is a tiny company", "are tiny companies", _IS, "a tiny company"),
    "small": Phrase("is a small company", "are small companies", _IS, "a small company"),
    "medium": Phrase(
        "is a medium-sized company", "are medium-sized companies", _IS, "a medium-sized company"
    ),
    "large": Phrase("is a large company", "are large companies", _IS, "a large company"),
    "enterprise": Phrase("is an enterprise", "are enterprises", _IS, "an enterprise"),
}
# Regions that are none.
_EVERYWHERE = frozenset(["worldwide", "global"])
_WORLDWIDE = Phrase("is active worldwide", "are active worldwide", _IS, "active worldwide")
# Regions that are written in capitals, and places that have an article.
_CAPITALS = frozenset(["anz", "apac", "dach", "emea", "eu", "latam", "mena", "uk", "us", "usa"])
_ARTICLE = frozenset(
    [
        "americas",
        "balkans",
        "bahamas",
        "baltics",
        "caribbean",
        "dominican",
        "gulf",
        "maldives",
        "middle",
        "netherlands",
        "nordics",
        "philippines",
        "uk",
        "united",
        "us",
        "usa",
    ]
)


def predicate(relation: str, trait: str, number: int) -> str:
    """Return the predicate of a number of accounts with a trait: "use Go", "is an enterprise"."""
    phrase = _phrase(relation, trait)
    text = phrase.one if number == 1 else phrase.several
    return text.replace("{}", shown(relation, trait))


def again(relation: str, trait: str, number: int) -> str:
    """Return the verb by which a number of accounts do the same: "does", "are", "have"."""
    return _phrase(relation, trait).again[0 if number == 1 else 1]


def described(relation: str, traits: list[str]) -> str:
    """Return an account by its traits: "uses Go and Kafka", "based in the Americas"."""
    named = unlike(traits) if relation == "topics" else traits
    listed = in_words([shown(relation, each) for each in named])
    short = _phrase(relation, traits[0]).short
    if len(named) > 1:
        short = _SHORT_OF_SEVERAL.get(relation, short)
    return short.replace("{}", listed)


def unlike(topics: list[str]) -> list[str]:
    """Return topics without those with which a word of another begins: no "open" of Open Source."""
    begun = {one for one, _ in beginnings(topics)}
    return [each for place, each in enumerate(topics) if place not in begun]


def beginnings(topics: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the positions of topics with which a word of another begins, and those of that one."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, topic in enumerate(topics):
        places[topic.casefold()].append(place)
    for other, topic in enumerate(topics):
        for word in dict.fromkeys(topic.casefold().split()):
            for end in range(len(word) + 1):
                for place in places.get(word[:end], ()):
                    if topics[place] != topic:
                        yield place, other


def in_words(texts: list[str]) -> str:
    """Return texts as a list in words: "a, b and c"."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def shown(relation: str, trait: str) -> str:
    """Return a trait's name within a sentence: "the Americas" of a region "americas"."""
    if relation not in ("region", "country"):
        return trait
    text = re.sub("[a-z]+", _capital, trait) if trait.islower() else trait
    first = re.match(r"\w*", text)
    return f"the {text}" if first and first[0].casefold() in _ARTICLE else text


def _capital(word: re.Match[str]) -> str:
    text = word[0]
    if text in ("and", "of"):
        return text
    return text.upper() if text in _CAPITALS else text.capitalize()


def _phrase(relation: str, trait: str) -> Phrase:
    if relation == "size":
        return _SIZES.get(trait, _EMPLOYEES)
    if relation == "region" and trait.casefold() in _EVERYWHERE:
        return _WORLDWIDE
    if relation == "life_stage" and trait.startswith("founded"):
        return _FOUNDED
    if relation == "maturity":
        return _maturity(trait)
    return _PHRASES.get(relation) or _of_column(relation)


def _of_column(name: str) -> Phrase:
    """Return the words for a column of files: its name, and what it says."""
    said = f"{name}: {{}}"
    return Phrase(f"has {said}", f"have {said}", _HAS, said)


def _maturity(trait: str) -> Phrase:
    """Return the words for a maturity, with the remark that its name has behind it."""
    band, mark, remark = trait.partition(" (")
    if band not in _MATURITIES:
        return Phrase("is {} in technology", "are {} in technology", _IS, "{} in technology")
    phrase = _MATURITIES[band]
    one, several, short = (
        f"{each}{mark}{remark}" for each in (phrase.one, phrase.several, phrase.short)
    )
    return Phrase(one, several, phrase.again, short)
