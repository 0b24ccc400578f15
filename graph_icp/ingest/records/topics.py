"""Topics of a row's company: its keywords, and the words by which it describes itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.graph.model import TOPIC, slug
from graph_icp.identity.names import clean_company
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.values.lists import items
from graph_icp.ingest.values.words import KEPT, plain_text, topical_words, words

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

_KEYWORDS = (
    Column(
        "keywords",
        "what it is about, separated by ; or ,: each becomes a topic",
        ("company keywords", "topics", "seo keywords"),
    ),
    Column("tags", "further keywords", ("tag", "categories", "company tags", "category list")),
    Column("specialties", "further keywords", ("specialities", "company specialties")),
)
_TEXTS = (
    Column(
        "description",
        "what it says of itself: its words become topics",
        (
            *("company description", "account description", "about", "about us"),
            *("company about", "about the company", "overview", "company overview"),
        ),
    ),
    Column("full_description", "more of it", ("long description",)),
    Column("short_description", "more of it", ("tagline", "company tagline", "company summary")),
    Column("seo_description", "more of it", ("meta description", "website description")),
)
TOPICS = (*_KEYWORDS, *_TEXTS)
"""The columns that any file about companies may have."""

# A longer keyword is a sentence, and no topic.
_LONGEST_KEYWORD = 100


def topics(rows: Rows, account: Nodes) -> None:
    """Say of each row's company what it is about, and keep its description.

    What is said is one property, `topic_keys`: the keys of topics with blanks between them, of
    keywords and of words each for themselves.

    Parameters
    ----------
    rows : Rows
        With any of TOPICS, and the columns `company` and `domain` of COMPANY.
    account : Nodes
        The companies, one a row.
    """
    for column in _KEYWORDS:
        if rows.has(column.name):
            _tell_keywords(rows, account, column.name)
    texts = [rows.text(column.name) for column in _TEXTS if rows.has(column.name)]
    if texts:
        said = _joined(rows, texts)
        rows.statements.add_property(account, "description", said)
        _tell_words(rows, account, said)


def _tell_keywords(rows: Rows, account: Nodes, column: str) -> None:
    """Tell keywords as they are written; that they are such is said of the topics themselves."""
    index, names = rows.split(column, _keywords)
    named = rows.statements.traits(TOPIC, names, index)
    rows.statements.add_property(named, "kind", pa.repeat(pa.scalar("keyword"), len(index)))
    keys = np.array(named.keys.to_pylist(), dtype=object)
    starts = np.searchsorted(index, np.arange(len(rows) + 1))
    told = [" ".join(sorted(keys[a:b])) or None for a, b in pairwise(starts)]
    rows.statements.add_property(account, "topic_keys", pa.array(told, pa.string()))


def _keywords(cell: str) -> list[str]:
    return [
        each
        for each in items(cell)
        if len(each) <= _LONGEST_KEYWORD and any(map(str.isalnum, each))
    ]


def _joined(rows: Rows, texts: list[Array]) -> Array:
    """Return what several columns say of each row's company as one text; null for nothing."""
    plain = [rows.parse_distinct(each, plain_text).to_pylist() for each in texts]
    said = (" ".join(dict.fromkeys(filter(None, each))) for each in zip(*plain, strict=True))
    return pa.array([each[:KEPT] or None for each in said], pa.string())


def _tell_words(rows: Rows, account: Nodes, said: Array) -> None:
    """Tell the words of descriptions, but those of the company's own name."""
    own = rows.parse_distinct(rows.text("company"), _words_of_name, pa.list_(pa.string()))
    told, flat, counts = [], [], np.zeros(len(rows), dtype=np.int64)
    for row, (text, names) in enumerate(zip(said.to_pylist(), own.to_pylist(), strict=True)):
        found = topical_words(text) if text else []
        if names:
            found = [word for word in found if word not in names]
        flat += found
        counts[row] = len(found)
        keys = dict.fromkeys(word if word.isascii() else slug(word) for word in found)
        told.append(" ".join(keys) or None)
    rows.statements.traits(TOPIC, pa.array(flat, pa.string()), np.repeat(rows.every, counts))
    rows.statements.add_property(account, "topic_keys", pa.array(told, pa.string()))


def _words_of_name(name: str) -> list[str]:
    """Return the words that a company's name may be in a description: "Data Dog", "Datadog"."""
    clean = clean_company(name) or ""
    return [*words(name), *clean.split(), clean.replace(" ", "")]
