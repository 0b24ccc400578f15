"""The encoding of a text file, found in its bytes.

A mark at its start decides; else the zeros of UTF-16 and UTF-32; else the file is UTF-8 where most
of its letters are. So one bad byte, or a file that is cut inside a letter, leaves
the others as they are. What is not UTF-8 is for `legacy_encoding` to tell.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import IO

CHUNK = 1 << 20
UNREADABLE = "\N{REPLACEMENT CHARACTER}"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)
_WIDE = (
    ("utf-32-le", "UTF-32", 4),
    ("utf-32-be", "UTF-32", 4),
    ("utf-16-le", "UTF-16", 2),
    ("utf-16-be", "UTF-16", 2),
)
_LOOKED_AT = 4_096
"""Bytes in which the zeros of UTF-16 and UTF-32 are looked for."""

_FEWEST_ZEROS = 0.02
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B][!-~]{2}")

_LINES = re.compile(r"[^\r\n]+[\r\n]+[^\r\n]")
"""A header and the beginning of a row; a line alone is too little to tell."""

_SAMPLE = 1 << 16
"""The most bytes of lines with other letters than ASCII's that are kept."""

_ENOUGH = 10_000
"""The number of bytes that are not UTF-8 after which it is clear that a file is not."""


@dataclass(frozen=True)
class Encoding:
    """How a file's bytes are read.

    Attributes
    ----------
    codec : str
        Python's name of it.
    title : str
        Its name for people.
    guessed : bool
        Whether nothing in the file says so for certain.
    """

    codec: str
    title: str
    guessed: bool = False


def encoding_of(chunk: bytes, stream: IO[bytes]) -> Encoding | bytes:
    """Find the encoding of a file.

    Parameters
    ----------
    chunk : bytes
        The file's first bytes.
    stream : binary file
        The rest of it, which is read where needed.

    Returns
    -------
    Encoding or bytes
        Where it is not Unicode, lines that hold other letters than those of ASCII.
    """
    for mark, codec, title in _MARKS:
        if chunk.startswith(mark):
            return Encoding(codec, title)
    wide = _wide(chunk[:_LOOKED_AT])
    if wide:
        return wide
    if _ISO_2022_JP.search(chunk):
        return Encoding("iso2022_jp", "ISO-2022-JP")
    letters = _Letters()
    while chunk:
        letters.add(chunk)
        if letters.bad > _ENOUGH and not letters.are_utf8:
            break
        chunk = stream.read(CHUNK)
    letters.end()
    return Encoding("utf-8", "UTF-8") if letters.are_utf8 else letters.sample


def _wide(start: bytes) -> Encoding | None:
    """Find UTF-16 and UTF-32 by zeros that stand where they have them, and only there."""
    if start.count(0) < max(_FEWEST_ZEROS * len(start), 2):
        return None
    for codec, title, width in _WIDE:
        text = (
            start[: len(start) // width * width].decode(codec, errors="replace").rstrip(UNREADABLE)
        )
        if _LINES.match(text) and not _is_garbled(text):
            return Encoding(codec, title)
    return None


def _is_garbled(text: str) -> bool:
    ascii_letters = len(text.encode("ascii", "ignore"))
    return UNREADABLE in text or bool(_NO_TEXT.search(text)) or ascii_letters < 2


class _Letters:
    """The letters beyond ASCII that are UTF-8, the bytes that are not, and lines that hold some."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = False
        self._sample: list[bytes] = []
        self._room = _SAMPLE
        self.good = 0
        self.bad = 0

    @property
    def are_utf8(self) -> bool:
        """Whether all are, or most and a few are damaged."""
        return 2 * self.bad <= self.good or (self.bad == 1 and self.good > 0)

    @property
    def sample(self) -> bytes:
        return b"\n".join(self._sample)

    def add(self, chunk: bytes) -> None:
        """Count what stands in the file's next bytes."""
        if chunk.isascii() and not self._pending:
            return
        self._count(self._decoder.decode(chunk))
        # Where they were written as such, they are letters that are UTF-8.
        written = chunk.count(UNREADABLE.encode())
        self.bad -= written
        self.good += written
        self._pending = bool(self._decoder.getstate()[0])
        if self._room > 0:
            self._keep(chunk)

    def end(self) -> None:
        """Count a letter that the end of the file cuts."""
        self._count(self._decoder.decode(b"", final=True))

    def _count(self, text: str) -> None:
        bad = text.count(UNREADABLE)
        self.bad += bad
        self.good += len(text) - bad - len(text.encode("ascii", "ignore"))

    def _keep(self, chunk: bytes) -> None:
        for line in chunk.splitlines():
            if not line.isascii():
                self._sample.append(line[: self._room])
                self._room -= len(line)
                if self._room <= 0:
                    return
