"""Names of a market taken apart, for comparing many pairs of them at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graph_icp.identity.legal_forms import without_legal_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

# Words in names that tell no two companies apart: legal forms that stay when a name is cleaned,
# and words that join others.
FORMS = frozenset(
    {
        *("a", "ag", "and", "co", "company", "corp", "corporation", "gmbh", "inc", "kk"),
        *("limited", "llc", "ltd", "of", "plc", "pte", "pty", "s", "sa", "the"),
    }
)

# Words in many companies' names. A market may be too small to show it, so each is counted as if
# COMMON_IN of PRIOR further names had it.
COMMON_WORDS = frozenset(
    {
        *("ai", "bank", "brasil", "brazil", "capital", "china", "cloud", "consulting", "data"),
        *("digital", "engineering", "europe", "foundation", "france", "games", "germany"),
        *("global", "group", "grupo", "health", "holding", "holdings", "india", "industries"),
        *("international", "it", "japan", "lab", "labs", "media", "mobile", "network"),
        *("networks", "online", "partners", "research", "security", "services", "software"),
        *("solution", "solutions", "studio", "studios", "system", "systems", "team", "tech"),
        *("technologies", "technology", "uk", "university", "us", "usa", "ventures"),
    }
)
PRIOR = 1000
COMMON_IN = 20

# A name that is written as a web address: "Scan.com", "Frame.io", "paypal.com Inc.".
_ADDRESS = re.compile(r"(\S+?)\.(?:com|net|org|app|dev|team|tech|[a-z]{2})\.?", re.I)


@dataclass(frozen=True)
class NameTokens:
    """The names of a market, by account.

    Attributes
    ----------
    bare : list of str
        Cleaned, without FORMS and without the ending of a web address.
    joined : list of str
        The same without blanks.
    letters : array of int
        How many characters `joined` has.
    same : array of int
        Equal where `joined` is.
    initials : array of int
        What `same` would be for the first letters of three words or more, -1 otherwise.
    first : array of int
        The first word, as a column of `words`.
    words : sparse array
        Accounts x words, 1 where the name has the word.
    rarity : array of float
        For each word: 1 where one name in a large market has it, 0 where all have.
    """

    bare: list[str]
    joined: list[str]
    letters: NDArray[np.int64]
    same: NDArray[np.int64]
    initials: NDArray[np.int64]
    first: NDArray[np.int64]
    words: csr_array
    rarity: NDArray[np.float64]


def name_tokens(names: Iterable[str], cleaned: Iterable[str]) -> NameTokens:
    """Return the names of a market taken apart.

    Parameters
    ----------
    names : iterable of str
        As they are written in files.
    cleaned : iterable of str
        The same by `clean_company`; "" where there is none.

    Returns
    -------
    NameTokens
    """
    bare = [_bare(name, clean) for name, clean in zip(names, cleaned, strict=True)]
    split = [each.split() for each in bare]
    joined = ["".join(words) for words in split]
    initials = ["".join(w[0] for w in words) if len(words) > 2 else "" for words in split]
    codes, _ = pd.factorize(pd.Series([*joined, *initials], dtype=object))
    short = np.array([not each for each in initials], dtype=bool)
    first, words, rarity = _words(split)
    return NameTokens(
        bare,
        joined,
        np.array([len(each) for each in joined], dtype=np.int64),
        codes[: len(bare)].astype(np.int64),
        np.where(short, -1, codes[len(bare) :]).astype(np.int64),
        first,
        words,
        rarity,
    )


def _bare(name: str, clean: str) -> str:
    if "." in name and (address := _ADDRESS.fullmatch(without_legal_form(name).strip())):
        ending = re.sub(r"[^a-z0-9]+", "", address[0][len(address[1]) :].lower())
        start = clean.replace(" ", "").removesuffix(ending)
        clean = start if start and " " not in clean else clean
    words = [word for word in clean.split() if word not in FORMS]
    return " ".join(words) or clean


def _words(
    split: list[list[str]],
) -> tuple[NDArray[np.int64], csr_array, NDArray[np.float64]]:
    """Return each name's first word, who has which word, and how rare each word is."""
    counts = np.array([len(words) for words in split], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(counts)))
    flat = pd.Series([word for words in split for word in words], dtype=object)
    codes, found = pd.factorize(flat)
    first = np.full(len(split), -1, dtype=np.int64)
    first[counts > 0] = codes[starts[:-1][counts > 0]]
    words = csr_array(
        (np.ones(len(codes), np.int32), codes.astype(np.int32), starts),
        shape=(len(split), max(len(found), 1)),
    )
    words.sum_duplicates()
    words.data[:] = 1
    having = np.bincount(words.indices, minlength=words.shape[1])
    common = np.array([each in COMMON_WORDS for each in found] or [False])
    everybody = 1 + len(split) + PRIOR
    rarity = np.log(everybody / (1 + having + COMMON_IN * common)) / np.log(everybody)
    return first, words, rarity
