"""The reader of queries/: every question asked of a store is a file, checked when it is read.

A file begins with comment lines. The first says what the file answers or does; the others
declare what it takes, one per line:

    -- $name: a parameter, and what it means
    -- rows: the columns of the table that comes with the question, as `rows`
    -- {name}: a label or table name, filled from the model and from nowhere else

`rows: *` means any columns. Lines between `-- each` and `-- end` are repeated for each entry of
the lists that fill their slots.

A Cypher file also declares what it gives, as a Neo4j server does not say it: each column and its
type, and `each` behind a column of lists with one entry per row; `*` means the columns of the table
that is read. The last columns of `rows` may be nested in brackets behind a name: consecutive rows
that agree in all other columns then come as one, with a map of that name that holds a list for
each nested column, left out where all are null. A single column comes as its bare values. Dates
in rows come as texts.

    // rows: mention, source, facts(other, since)
    // gives: mention integer, since date each
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from graph_icp.errors import QueryFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

COMMENT = {"sql": "--", "cypher": "//"}

_DECLARATION = re.compile(r"(?:\$(\w+)|\{(\w+)\}|(rows)|(gives)): *(\S.*)")
_NESTED = re.compile(r"(?:(.*), *)?(\w+) *\((.*)\)")
_GIVEN = re.compile(r"(\w+) (\w+(?:\[\])?)( each)?")
_BLOCK = re.compile(r"^ *(?:--|//) each\n(.*?)^ *(?:--|//) end(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"'(?:[^'\\]|\\.|'')*'")


ANY = "*"

# The filling of a slot: one name, or one for each repetition of a block.
Slot: TypeAlias = "str | list[str]"


class Column(NamedTuple):
    """A column of an answer: its name, its type, and whether its lists hold one entry per row."""

    name: str
    type: str
    each: bool


@dataclass(frozen=True)
class Question:
    """One file of queries/: what it answers, its text, what it takes and what it gives.

    Attributes
    ----------
    name, answers, text : str
    parameters, slots : frozenset of str
    rows : tuple of str
        The columns of the table that comes with it; "*" alone for any.
    nested : tuple of str
        Those of them that come as lists, in one row for all that agree in the others.
    nest : str
        The name of the map that holds these lists.
    gives : tuple of Column
        Empty where the store itself knows.
    """

    name: str
    answers: str
    text: str
    parameters: frozenset[str]
    slots: frozenset[str]
    rows: tuple[str, ...]
    nested: tuple[str, ...] = ()
    nest: str = ""
    gives: tuple[Column, ...] = ()

    def filled(self, slots: Mapping[str, Slot]) -> str:
        """Return the text with its slots filled; raises KeyError where one is missing."""
        lists = {name: slots[name] for name in self.slots if isinstance(slots[name], list)}
        single = {name: each for name in self.slots if isinstance(each := slots[name], str)}
        text = _BLOCK.sub(lambda block: _repeated(block[1], lists), self.text)
        return _fill(text, single)

    def columns(self, rows: pa.Table) -> pa.Table:
        """Return the columns of a table that the question takes."""
        return rows if self.rows == (ANY,) else rows.select(self.rows)


def _repeated(block: str, lists: Mapping[str, Slot]) -> str:
    """Return a block repeated for each entry of the lists that fill its slots."""
    mine = {name: each for name, each in lists.items() if f"{{{name}}}" in block}
    entries = [dict(zip(mine, names, strict=True)) for names in zip(*mine.values(), strict=True)]
    return "".join(_fill(block, entry) for entry in entries)


def _fill(text: str, slots: Mapping[str, str]) -> str:
    for name, filling in slots.items():
        text = text.replace(f"{{{name}}}", filling)
    return text


@cache
def question(name: str, language: str) -> Question:
    """Return the checked question `name`, such as "links/links", in "sql" or "cypher".

    Raises
    ------
    QueryFileError
        If there is no such file, or its head and its text do not agree.
    """
    file_name = f"{name}.{language}"
    file = resources.files("graph_icp.queries") / file_name
    if not file.is_file():
        raise QueryFileError(f"There is no file {file_name} in queries/.")
    return parse(file.read_text(encoding="utf-8"), name, language)


def questions(language: str) -> list[str]:
    """Return the names of all questions in "sql" or "cypher", sorted."""
    ending = f".{language}"
    rooms = [each for each in resources.files("graph_icp.queries").iterdir() if each.is_dir()]
    return sorted(
        f"{room.name}/{file.name.removesuffix(ending)}"
        for room in rooms
        for file in room.iterdir()
        if file.name.endswith(ending)
    )


def parse(source: str, name: str, language: str) -> Question:
    """Check the text of a query file and return it as a question.

    Raises
    ------
    QueryFileError
        If the first line says nothing, a declaration is not used, or something used is not
        declared; the message begins with file:line.
    """
    lines = source.splitlines()
    mark = COMMENT[language]
    head_length = next(
        (i for i, line in enumerate(lines) if not line.startswith(mark) or line == f"{mark} each"),
        len(lines),
    )
    head = [line.removeprefix(mark).strip() for line in lines[:head_length]]
    place = f"queries/{name}.{language}"
    if not head or not head[0]:
        raise QueryFileError(f"{place}:1: the first line does not say what the file answers.")
    declared = _declarations(head, place)
    used = _used(lines, head_length, mark)
    for thing, line in declared.items():
        if thing not in used:
            raise QueryFileError(f"{place}:{line}: {thing} is declared but not used.")
    for thing, line in used.items():
        if thing not in declared:
            raise QueryFileError(f"{place}:{line}: {thing} is used but not declared.")
    text = "\n".join(lines[head_length:]).strip()
    if not text:
        raise QueryFileError(f"{place}:{len(lines)}: there is no query below the head.")
    return Question(
        name=name,
        answers=head[0],
        text=text,
        parameters=frozenset(thing[1:] for thing in declared if thing.startswith("$")),
        slots=frozenset(thing[1:-1] for thing in declared if thing.startswith("{")),
        **_row_columns(head),
        gives=_given(head, place),
    )


def _declarations(head: list[str], place: str) -> dict[str, int]:
    declared = {}
    for number, line in enumerate(head[1:], start=2):
        match = _DECLARATION.fullmatch(line)
        if not match:
            raise QueryFileError(
                f"{place}:{number}: '{line}' is not '$name: meaning', 'rows: columns', "
                "'{name}: meaning' or 'gives: columns'."
            )
        parameter, slot, rows, gives, _ = match.groups()
        if gives:
            continue
        declared[f"${parameter}" if parameter else f"{{{slot}}}" if slot else rows] = number
    return declared


def _used(lines: list[str], head_length: int, mark: str) -> dict[str, int]:
    used: dict[str, int] = {}
    for number, line in enumerate(lines[head_length:], start=head_length + 1):
        code = _QUOTED.sub("''", line).split(mark)[0]
        for thing in re.findall(r"\$\w+|\{\w+\}|\brows\b", code):
            used.setdefault("rows" if thing == "$rows" else thing, number)
    return used


def _row_columns(head: list[str]) -> dict[str, Any]:
    listed = next((line for line in head[1:] if line.startswith("rows:")), "rows:")
    listed = listed.removeprefix("rows:").strip()
    nested = _NESTED.fullmatch(listed)
    if not nested:
        return {"rows": _names(listed)}
    outer, nest, inner = nested.groups()
    columns = _names(inner)
    return {"rows": (*_names(outer or ""), *columns), "nested": columns, "nest": nest}


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _given(head: list[str], place: str) -> tuple[Column, ...]:
    columns = []
    for number, line in enumerate(head[1:], start=2):
        if not line.startswith("gives:"):
            continue
        for text in _names(line.removeprefix("gives:")):
            if text == ANY:
                continue
            match = _GIVEN.fullmatch(text)
            if not match:
                raise QueryFileError(f"{place}:{number}: '{text}' is not 'column type'.")
            name, type, each = match.groups()
            columns.append(Column(name, type, each is not None))
    return tuple(columns)
