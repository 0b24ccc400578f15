"""Operating models of accounts: as a file says, else by the rules that a person wrote down."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.discovery.icp import OperatingModelRule
    from graph_icp.graph.store import Store

# The columns of files that say it, the surest first.
_TOLD = ("operating_model", "business_model")
# What accounts say of themselves.
_SAID = ("description", "topic_keys")


def operating_models(
    store: Store, ids: Sequence[int], rules: Sequence[OperatingModelRule]
) -> list[str]:
    """Return the operating model of each account, "" where it is unknown.

    Parameters
    ----------
    store : Store
    ids : sequence of int
        The accounts.
    rules : sequence of OperatingModelRule
        The first that fits counts, where no file says it.
    """
    asked = sorted(set(ids))
    found: dict[int, str] = {}
    for name in _TOLD:
        for account, values in _values(store, asked, name).items():
            found.setdefault(account, values[0].strip())
    if rules:
        open_ones = [each for each in asked if not found.get(each)]
        industries = _values(store, open_ones, "industry")
        said = [_values(store, open_ones, name) for name in _SAID]
        for account in open_ones:
            texts = [text for each in said for text in each.get(account, ())]
            found[account] = by_rules(rules, industries.get(account, ()), texts)
    return [found.get(each, "") for each in ids]


def by_rules(
    rules: Sequence[OperatingModelRule], industries: Sequence[str], texts: Sequence[str]
) -> str:
    """Return the operating model of the first rule that fits, "" where none does.

    Parameters
    ----------
    rules : sequence of OperatingModelRule
    industries : sequence of str
        The keys of those in which an account is.
    texts : sequence of str
        What it says of itself: its description, its keywords.
    """
    mine, said = {*industries}, _plain(" . ".join(texts))
    for rule in rules:
        there = not rule.industries or not mine.isdisjoint(map(slug, rule.industries))
        if there and (not rule.words or any(_has(said, word) for word in rule.words)):
            return rule.name
    return ""


def _has(said: str, word: str) -> bool:
    """Return whether a text has a word or words, whole."""
    return re.search(rf"(?<!\w){re.escape(_plain(word))}(?!\w)", said) is not None


def _plain(text: str) -> str:
    """Return a text as words are looked for: without case, its keywords' hyphens as blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())


def _values(store: Store, ids: Sequence[int], name: str) -> dict[int, list[str]]:
    """Return what accounts have as a property, by account."""
    rows = rows_of(ids)
    told: dict[int, list[str]] = defaultdict(list)
    for row in store.ask("read/values_of_property", rows, property=name).to_pylist():
        told[row["account"]].append(row["value"])
    return told
