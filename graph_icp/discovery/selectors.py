"""Selectors: relations, traits and accounts by the names that users give them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import slug
from graph_icp.graph.relations import RELATIONS
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.matrix import Graph


# What parts a relation from its trait; the first is the spelling, the other is understood.
_MARKS = "=:"


def having_trait(graph: Graph, text: str) -> NDArray[np.bool_]:
    """Return which accounts have a trait, or any of a relation, named as the user names it."""
    has = np.zeros(len(graph.accounts), dtype=bool)
    for relation, columns in _named(graph, text).items():
        links = graph.matrices[relation].values[:, np.flatnonzero(columns)]
        has |= np.diff(links.indptr) > 0
    return has


def several(texts: str | Iterable[str]) -> list[str]:
    """Return the user's names as a list, also a single one."""
    return [texts] if isinstance(texts, str) else list(texts)


def without(graph: Graph, texts: Iterable[str]) -> Graph:
    """Return the graph without the traits and relations that the user names.

    What sums up a relation of which something goes is left out with it, since it would tell of it.

    Parameters
    ----------
    graph : Graph
    texts : iterable of str
        "uses=Elixir", "uses", "sponsored=kubecon-eu-2023" ...; "technology:Elixir" is understood.

    Raises
    ------
    UnknownNameError
        If there is no such relation or trait.
    """
    matrices = dict(graph.matrices)
    for text in texts:
        for relation, columns in _named(graph, text).items():
            if columns.all():
                matrices.pop(relation, None)
            elif relation in matrices:
                gone = set(graph.matrices[relation].traits["key"][columns])
                still = matrices[relation].traits["key"].isin(gone).to_numpy()
                matrices[relation] = matrices[relation].lacking(still)
            for each in RELATIONS:
                if each.summary_of == relation:
                    matrices.pop(each.name, None)
    return replace(graph, matrices=matrices)


def spelled(graph: Graph, text: str, by: str = "name") -> list[str]:
    """Return what the user names as relation=trait: "uses=Elixir"; of a whole relation "region".

    A column of files is told as users type it, without capitals and blanks: "funding-round=Seed".

    Parameters
    ----------
    graph : Graph
    text : str
        However the user spells it; one that names several traits is told as each of them.
    by : str
        What a trait is called by: name or key.

    Raises
    ------
    UnknownNameError
        If there is no such relation or trait.
    """
    found = _named(graph, text)
    if not any(mark in text for mark in _MARKS):
        return [slug(name) for name in found]
    traits = {name: _called(graph.matrices[name].traits, by) for name in found}
    each = (
        f"{slug(name)}={' '.join(str(t).split())}"
        for name, columns in found.items()
        for t in traits[name][columns]
    )
    return list(dict.fromkeys(each))


def traits_called(graph: Graph, name: str) -> list[str]:
    """Return the traits of all relations that have a name: "uses=Kafka"."""
    there = {each: columns_named(m.traits, name) for each, m in graph.matrices.items()}
    return [
        f"{slug(relation)}={trait}"
        for relation, columns in there.items()
        for trait in _called(graph.matrices[relation].traits, "name")[columns]
    ]


def an_example(graph: Graph) -> str:
    """Return the trait of a relation that most have: "uses=Kafka"; "" where there is none."""
    there = [each for each, matrix in graph.matrices.items() if matrix.values.nnz]
    if not there:
        return ""
    name = "uses" if "uses" in there else there[0]
    most = int(np.bincount(graph.matrices[name].values.indices).argmax())
    return f"{slug(name)}={_called(graph.matrices[name].traits, 'name').iloc[most]}"


def _called(traits: pd.DataFrame, by: str) -> pd.Series:
    """Return what traits are called: by name, those of one name by their keys."""
    names = traits[by].astype(str)
    shared = names.map(slug).duplicated(keep=False)
    return names.where(~shared, traits["key"])


def summaries(selectors: Iterable[str]) -> list[str]:
    """Return the relations that are left out with these, since they sum them up."""
    named = {parted(each)[0] for each in selectors}
    return [each.name for each in RELATIONS if each.summary_of in named and each.name not in named]


def there(graph: Graph, text: str) -> list[str]:
    """Return the same as `spelled`, and nothing where the market has no such relation or trait."""
    try:
        return spelled(graph, text)
    except UnknownNameError:
        return []


def as_options(option: str, selectors: Iterable[str]) -> str:
    """Return selectors as any shell takes them: '--without uses=Go --without "uses=Our App"'."""
    return " ".join(f"{option} {_as_word(each)}" for each in selectors)


def _as_word(text: str) -> str:
    """Return a text in double quotes where a shell would part or read it otherwise."""
    if _PLAIN_WORD.fullmatch(text):
        return text
    return '"' + re.sub(r'(["\\$`])', r"\\\1", text) + '"'


# What a shell takes as it stands.
_PLAIN_WORD = re.compile(r"[\w@%+=:,./-]+")


def relations_called(word: str, columns: Iterable[str] = ()) -> list[str]:
    """Return the relations that a user calls so, by name or by the kind of their traits.

    Parameters
    ----------
    word : str
    columns : iterable of str
        Columns of files that are relations beside those of the model.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    wanted = slug(word)
    names = list(dict.fromkeys((*(each.name for each in RELATIONS), *columns)))
    relations = [name for name in names if wanted in map(slug, _words(name))]
    if not relations:
        known = dict.fromkeys(word for name in names for word in _words(name))
        raise UnknownNameError("relation", word.strip(), known)
    return relations


def parted(text: str) -> tuple[str, str, str]:
    """Return the relation, the mark and the trait of "relation=trait"."""
    mark = min((each for each in _MARKS if each in text), key=text.index, default=_MARKS)
    return text.partition(mark)


def _named(graph: Graph, text: str) -> dict[str, NDArray[np.bool_]]:
    """Return by relation which columns "relation", "relation=trait" or "kind:trait" names."""
    kind, mark, trait = parted(text)
    relations = relations_called(kind, graph.matrices)
    there = [name for name in relations if name in graph.matrices]
    if not mark:
        return {name: np.ones(len(graph.matrices[name].traits), dtype=bool) for name in there}
    found = {name: columns_named(graph.matrices[name].traits, trait) for name in there}
    found = {name: columns for name, columns in found.items() if columns.any()}
    if not found:
        names = [name for each in there for name in graph.matrices[each].traits["name"]]
        noun = relation_named(relations[0]).trait.noun
        raise UnknownNameError(noun, trait.strip(), map(str, names))
    return found


def _words(relation: str) -> tuple[str, ...]:
    """Return the user's names for a relation: its name, or the kind of its traits."""
    each = relation_named(relation)
    if each.of_column():
        return (slug(each.name),)
    return (each.name, each.trait.noun, each.trait.plural)


def accounts_named(accounts: pd.DataFrame, texts: Iterable[str]) -> dict[str, NDArray[np.bool_]]:
    """Return the accounts that each text names: by key, domain or name, in any case."""
    wanted = list(texts)
    if not wanted:
        return {}
    columns = [accounts[name].fillna("").str.casefold() for name in ("key", "domain", "name")]
    return {
        text: np.any([each == text.strip().casefold() for each in columns], axis=0)
        for text in wanted
    }


def columns_named(traits: pd.DataFrame, name: str) -> NDArray[np.bool_]:
    """Return the traits that have a text as their key to the letter, else as their name or key."""
    exactly = (traits["key"] == name.strip()).to_numpy(dtype=bool)
    if exactly.any():
        return exactly
    key = slug(name)
    named = traits["name"].map(lambda each: slug(str(each))) == key
    keyed = traits["key"].isin([key, name.strip()]) | (traits["key"].str.casefold() == key)
    columns: NDArray[np.bool_] = (named | keyed).to_numpy(dtype=bool)
    return columns
