"""Bands of numbers: each number of a column in one of a few bands that hold about as many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# The most bands.
MOST = 5


@dataclass(frozen=True)
class Bands:
    """The bands of a column of numbers.

    Attributes
    ----------
    edges : tuple of float
        Where each band but the first begins, rising; at least one.
    whole : bool
        Whether all numbers are whole, so that a band ends one before the next begins.
    """

    edges: tuple[float, ...]
    whole: bool

    @classmethod
    def of(cls, numbers: NDArray[np.float64]) -> Bands:
        """Return the bands of numbers, of which at least two differ.

        They begin at quantiles, which are numbers of the column to four digits.
        """
        least = numbers.min()
        quantiles = np.arange(1, MOST) / MOST
        cuts = np.quantile(numbers, quantiles, method="higher")
        edges = {float(f"{cut:.4g}") for cut in cuts if cut > least}
        inside = sorted(edge for edge in edges if least < edge <= numbers.max())
        whole = bool(np.all(numbers == np.round(numbers)))
        return cls(tuple(inside) or (float(numbers[numbers > least].min()),), whole)

    @classmethod
    def kept(cls, told: Mapping[str, Any]) -> Bands:
        """Return bands as `to_keep` gave them."""
        return cls(tuple(map(float, told["edges"])), bool(told["whole"]))

    def to_keep(self) -> dict[str, Any]:
        """Return the bands as JSON holds them."""
        return {"edges": list(self.edges), "whole": self.whole}

    def names_of(self, numbers: NDArray[np.float64]) -> NDArray[np.object_]:
        """Return the name of each number's band: "under 10", "10 to 49", "50 and more"."""
        named = np.array(self.names, dtype=object)
        return named[np.searchsorted(np.array(self.edges), numbers, side="right")]

    @property
    def names(self) -> list[str]:
        """The names of the bands, from the least on."""
        between = [
            self._between(begin, end)
            for begin, end in zip(self.edges, self.edges[1:], strict=False)
        ]
        return [f"under {_told(self.edges[0])}", *between, f"{_told(self.edges[-1])} and more"]

    def _between(self, begin: float, end: float) -> str:
        if not self.whole:
            return f"{_told(begin)} to under {_told(end)}"
        last = end - 1
        return _told(begin) if last == begin else f"{_told(begin)} to {_told(last)}"


def _told(number: float) -> str:
    return f"{number:,.12g}"
