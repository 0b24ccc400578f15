"""A file of JSON as batches of text: BuiltWith's answers, or plain objects, one per row."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from graph_icp.errors import FileError
from graph_icp.ingest.files import builtwith_json
from graph_icp.ingest.files.batch import (
    Batch,
    bad_row,
    fault_of,
    row_table,
    value_text,
)
from graph_icp.ingest.files.table_file import TableFile
from graph_icp.ingest.files.text_file import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.batch import BadRow
    from graph_icp.ingest.files.header import Knows

    Object = dict[str, Any]

_LIMIT = 1 << 28
_LIMIT_SAID = "256 MB"
"""The most characters of a document or line, which takes many times as much memory."""

_LOOKED_AT = 1_000
"""The number of first objects whose keys make the header."""

_NO_TECHNOLOGY = "results without a technology"
_LATE_KEY = "values of a key that the first 1,000 objects lack"


class JsonFile(TableFile):
    """A JSON document, or JSON lines, each an object or a list of objects.

    Objects with `Results` are answers of BuiltWith's Domain API: a row for each domain and
    technology. Other objects are a row each, and the keys of the first thousand are the columns.
    Lists are joined with ";". `_row` is the line; if a document holds many objects, it is the
    object's number.

    Parameters
    ----------
    path : Path
        The file, plain or gzipped.
    name : str
        Its name for people.
    batch_rows : int
        The most rows of one batch.

    Raises
    ------
    FileError
        The file cannot be read, is not JSON or holds no objects, or a document is too large.
    """

    may_repeat = False

    def __init__(self, path: Path, name: str, batch_rows: int, knows: Knows | None = None) -> None:
        self._file = TextFile(path, name)
        self.size = self._file.size
        self._skipped: Counter[str] = Counter()
        super().__init__(name, batch_rows, knows)

    def position(self) -> int:
        """Return the number of bytes of the file on disk read so far."""
        return self._file.position()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _remarks(self) -> tuple[str, ...]:
        return self._file.remarks()

    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        objects = self._objects()
        first = list(islice(objects, 1))
        self._answers = bool(first) and "Results" in first[0][1]
        if not self._answers:
            first += islice(objects, _LOOKED_AT - 1)
        self._check_keys(first)
        self._keys = builtwith_json.HEADER if self._answers else _keys(each for _, each in first)
        self._rows = self._told(chain(first, objects))
        return self._keys

    def _pieces(self) -> Iterator[Batch]:
        while rows := list(islice(self._rows, self._batch_rows)):
            kept: list[list[str]] = []
            numbers: list[int] = []
            bad: list[BadRow] = []
            for row, said in rows:
                try:
                    cells = [_written(said.get(key)) for key in self._keys]
                except RecursionError:
                    bad.append(bad_row(row, "is nested too deeply", ""))
                    continue
                if reason := fault_of(cells):
                    bad.append(bad_row(row, reason, "\t".join(cells)))
                else:
                    kept.append(cells)
                    numbers.append(row)
            skipped, self._skipped = self._skipped, Counter()
            yield Batch(row_table(self.header, kept, numbers), tuple(bad), skipped)
        yield self._no_rows(self._skipped)

    def _check_keys(self, objects: list[tuple[int, Object]]) -> None:
        if not any(each for _, each in objects):
            raise FileError(f"'{self._name}' holds no objects with keys; export it again.")

    def _told(self, objects: Iterable[tuple[int, Object]]) -> Iterator[tuple[int, Object]]:
        """Give the rows of objects, and count the values left out."""
        keys = frozenset(self._keys)
        for row, each in objects:
            if not self._answers:
                late = sum(bool(value) for key, value in each.items() if key not in keys)
                self._skipped += Counter({_LATE_KEY: late})
                yield row, each
                continue
            if "Results" not in each:
                raise FileError(
                    f"'{self._name}', object {row}, has no Results as those before it have; "
                    "put it into another file."
                )
            for result in builtwith_json.results(each):
                told = builtwith_json.technologies(result)
                self._skipped += Counter({_NO_TECHNOLOGY: not told})
                yield from ((row, technology) for technology in told)

    def _objects(self) -> Iterator[tuple[int, Object]]:
        for line, value in self._values():
            for number, each in enumerate(value if isinstance(value, list) else [value], start=1):
                row = number if isinstance(value, list) else line
                if not isinstance(each, dict):
                    raise FileError(
                        f"'{self._name}', item {row}, is not an object; "
                        'write one per row, like {"domain": "acme.com"}.'
                    )
                yield row, each

    def _values(self) -> Iterator[tuple[int, Any]]:
        """Give each line's value, or the document's, and the line where it begins."""
        number = 1
        while (line := self._line()) and not line.strip():
            number += 1
        if not line:
            return
        try:
            value = _parsed(line)
        except (ValueError, RecursionError):
            text = line + self._file.read(_LIMIT).decode()
            self._check_size(text)
            yield number, self._understood(text, number)
            return
        yield number, value
        while line := self._line():
            number += 1
            if line.strip():
                yield number, self._understood(line, number)

    def _line(self) -> str:
        line = self._file.line(_LIMIT)
        self._check_size(line)
        return line

    def _check_size(self, text: str) -> None:
        if len(text) >= _LIMIT:
            raise FileError(
                f"'{self._name}' holds a document of more than {_LIMIT_SAID}; "
                "save it as JSON lines (.jsonl), one object per line."
            )

    def _understood(self, text: str, line: int) -> Any:
        try:
            return _parsed(text.rstrip())
        except json.JSONDecodeError as error:
            line += error.lineno - 1
            said = f"{error.msg.lower()} at column {error.colno}"
            cause: Exception = error
        except ValueError as error:
            said, cause = "a number is too long", error
        except RecursionError as error:
            said, cause = "it is nested too deeply", error
        raise FileError(
            f"'{self._name}', line {line}, is not JSON that can be read ({said}); "
            "correct it or export the file again."
        ) from cause


def _parsed(text: str) -> Any:
    """Read JSON; NaN and Infinity, which some programs write, become None."""
    return json.loads(text, parse_constant=lambda _: None)


def _keys(objects: Iterable[Object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for each in objects for key in each))


def _written(value: Any) -> str:
    """Return a value as text that can be stored: JSON may hold half a letter."""
    return value_text(value).encode("utf-8", "replace").decode()
