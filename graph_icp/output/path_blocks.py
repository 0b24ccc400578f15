"""Paths on a terminal: a block of lines for each, in place of a table of twelve columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

_INDENT = " " * 3


def path_blocks(
    table: pd.DataFrame, width: int, points: Sequence[float] = (), *, accounts: bool = False
) -> Iterator[str]:
    """Give the lines of paths, apart by an empty one, no wider than words allow.

    Parameters
    ----------
    table : DataFrame
        account, domain, starter, introducer, target, title, persona, strength, label, evidence
        (list), weakest_link, ask; where they stand beside, tier, fit and cell; where there may be
        none, lacking (why there is none, or "").
    width : int
    points : sequence of float
        What each path adds to the reach, where that is shown.
    accounts : bool
        Whether each path names its account.
    """
    for place, row in enumerate(table.to_dict("records")):
        if place:
            yield ""
        if row.get("lacking"):
            yield from _wrapped(
                f"{place + 1}. {_named(row)}: no way yet: {row['lacking']}", width, first=""
            )
            continue
        adds = cut_text(row["strength"], 2)
        adds += f", adds {points[place]:.1f}" if points else ""
        at = f"{_named(row)}: " if accounts else ""
        head = f"{place + 1}. {at}{row['label']} ({adds})  {chain(row)}"
        yield from _wrapped(head, width, first="", others=_INDENT)
        for line in row["evidence"]:
            yield from _wrapped(line, width, first=f"{_INDENT}- ")
        people = (row["starter"], row["introducer"], row["target"])
        weakest = weakest_shown(people, row["weakest_link"])
        if weakest:
            yield from _wrapped(f"Weakest link: {weakest}", width)
        yield from _wrapped(row["ask"], width)


def chain(row: dict[Any, Any]) -> str:
    """Return the people of a path in a line: "Ann Lee -> Bo Marsh -> Ines Silva, COO"."""
    target = f", {row['title']}" if row["title"] else ""
    target += f" ({row['persona']})" if row["persona"] else ""
    people = (row["starter"], *filter(None, [row["introducer"]]), row["target"])
    return " -> ".join(people) + target


def weakest_shown(people: Sequence[str], link: str) -> str:
    """Return the weakest link of a path, "" where it only repeats the path's own strength.

    Parameters
    ----------
    people : sequence of str
        The starter, introducers ("" for none) and the target.
    link : str
    """
    starter, *between, target = filter(None, people)
    if between:
        return f"{link} (a path of several steps is weaker than each)"
    return "" if link.startswith(f"{starter} and {target}: ") else link


def _named(row: dict[Any, Any]) -> str:
    named = f"{row['account']} ({row['domain']})" if row["domain"] else str(row["account"])
    if "tier" not in row:
        return named
    cell = f", {row['cell']}" if isinstance(row["cell"], str) and row["cell"] else ""
    return f"{named}, {row['tier']} {cut_text(row['fit'])}{cell}"


def _wrapped(
    text: str, width: int, first: str = _INDENT, others: str = f"{_INDENT}  "
) -> Iterator[str]:
    one_line = " ".join(text.split())
    yield from textwrap.wrap(
        *(one_line, width),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
