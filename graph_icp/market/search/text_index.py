"""Texts in memory, in which a part is found without reading most of them.

Texts stand in blocks, and for each block it is kept which three letters follow one another in it:
a part is looked for only where all of its own stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# Texts of a block, and how many blocks are marked together, a bit each.
_BLOCK, _TOGETHER = 32, 8
# Three letters, of each its last five bits: "a" to "z" are apart.
_BITS = 5
_CODES = 1 << 3 * _BITS
# So many of a part's codes are looked up; more seldom leave out further blocks.
_LOOKED_UP = 8


class TextIndex:
    """Texts in the order of the alphabet, to find those that hold a part.

    Parameters
    ----------
    texts : sequence of str
        In lower case.

    Attributes
    ----------
    order : array of int
        The position among `texts` of each place.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        lines = [text.replace("\n", " ").encode() for text in texts]
        order = sorted(range(len(lines)), key=lines.__getitem__)
        self.order: NDArray[np.int64] = np.array(order, dtype=np.int64)
        lengths = np.fromiter((len(lines[each]) + 1 for each in order), np.int64, len(order))
        self._starts = np.concatenate([[0], np.cumsum(lengths)])
        self._text = b"".join(lines[each] + b"\n" for each in order)
        self._marks = self._marked()

    def find(self, part: str, most: int) -> list[int]:
        """Return the places of the texts that hold a part, those that begin with it first.

        Parameters
        ----------
        part : str
            In lower case.
        most : int
            How many are looked for.
        """
        wanted = part.encode()
        if not wanted or b"\n" in wanted:
            return []
        first, last = self._beginning(wanted)
        places = list(range(first, min(last, first + most)))
        if len(places) == most:
            return places
        find, starts = self._text.find, self._starts
        for at, end in self._stretches(wanted):
            while (at := find(wanted, at, end)) >= 0:
                place = int(np.searchsorted(starts, at, "right")) - 1
                if not first <= place < last:
                    places.append(place)
                    if len(places) == most:
                        return places
                at = int(starts[place + 1])
        return places

    def holds(self, place: int, part: str) -> bool:
        """Return whether the text at a place holds a part, in lower case."""
        start, end = self._starts[place : place + 2].tolist()
        return self._text.find(part.encode(), start, end) >= 0

    def _beginning(self, wanted: bytes) -> tuple[int, int]:
        """Return between which places the texts begin with a part."""

        def before(low: int, *, also: bool) -> int:
            high = len(self.order)
            while low < high:
                middle = (low + high) // 2
                start = int(self._starts[middle])
                mine = self._text[start : start + len(wanted)]
                if mine < wanted or (also and mine == wanted):
                    low = middle + 1
                else:
                    high = middle
            return low

        first = before(0, also=False)
        return first, before(first, also=True)

    def _stretches(self, wanted: bytes) -> Iterator[tuple[int, int]]:
        """Give the stretches of the text in which a part may stand: where they begin and end."""
        codes = np.unique(_codes(np.frombuffer(wanted, np.uint8)))[:_LOOKED_UP]
        if not len(codes):
            yield 0, len(self._text)
            return
        marked = np.bitwise_and.reduce(self._marks[codes], axis=0)
        blocks = np.flatnonzero(np.unpackbits(marked))
        if not len(blocks):
            return
        breaks = np.flatnonzero(np.diff(blocks) != 1)
        firsts = blocks[np.concatenate([[0], breaks + 1])]
        lasts = blocks[np.concatenate([breaks, [len(blocks) - 1]])]
        count = len(self.order)
        starts = self._starts[np.minimum(firsts * _BLOCK, count)]
        ends = self._starts[np.minimum((lasts + 1) * _BLOCK, count)]
        yield from zip(starts.tolist(), ends.tolist(), strict=True)

    def _marked(self) -> NDArray[np.uint8]:
        """Return by code, and blocks together, which of the blocks hold it, a bit each."""
        count = len(self.order)
        together = _BLOCK * _TOGETHER
        marks = np.zeros((-(-count // together), _CODES), dtype=np.uint8)
        letters = np.frombuffer(self._text, np.uint8)
        for block in range(-(-count // _BLOCK)):
            first = block * _BLOCK
            start, end = self._starts[[first, min(first + _BLOCK, count)]]
            place, bit = divmod(block, _TOGETHER)
            marks[place, _codes(letters[start:end])] |= 1 << (_TOGETHER - 1 - bit)
        # A code's blocks beside one another, since they are read together.
        return np.ascontiguousarray(marks.T)


def _codes(letters: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return a code for each three letters that follow one another."""
    low = (letters & ((1 << _BITS) - 1)).astype(np.uint16)
    codes = (low[:-2] << 2 * _BITS) | (low[1:-1] << _BITS) | low[2:]
    return codes.astype(np.uint16)
