"""A list of accounts, two lines each: who it is and how well it fits, then why.

The reasons have a second line where one does not hold them. Where something is known of their
intent or reach, a further line says what, and another where that is too long for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from rich.cells import cell_len

from graph_icp.output.cells import plain_rows
from graph_icp.output.terminal.lines import console_on, print_line
from graph_icp.output.terminal.wording import (
    one_line,
    shortened,
    whole_lines,
    whole_parts,
    wrapped,
)
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from rich.console import Console

    from graph_icp.output.cells import Cell

NARROW = 80
"""The width below which lines are wrapped instead of cut."""
ROOMY = 100
"""The width from which every tier is written out."""
GAP = "  "
SHORT_TIERS = {"Insufficient data": "Little data"}
"""Tiers in few letters, for lines that have no room."""
STYLES = {
    "Best fit": "green",
    "Good fit": "cyan",
    "Bad fit": "yellow",
    "Insufficient data": "dim",
    "Disqualified": "red",
}
HEADINGS = "Domain, industry, country, employees, owner"
CLAUSES = re.compile(r"; (?![^(]*\))")
"""The end of a clause of the reasons, which is none in brackets."""
BETWEEN = " · "
STOP = ". "
BESIDE = ("cell", "intent", "reach")
"""The columns beside fit, the most telling first."""
DOMAIN = 20
"""The width that those leave to a domain at least."""
REASON_LINES, WRAPPED_LINES = 2, 3
"""The most lines of reasons, and those on a narrow terminal."""


def write_account_list(
    frame: pd.DataFrame, stream: BinaryIO, title: str = "", *, numbered: bool = False
) -> None:
    """Write a list of accounts, whose layout follows the width of the terminal alone.

    The one or two lines below the first hold as many whole reasons as fit. Nothing breaks inside a
    word; what is too long ends in "…".

    Parameters
    ----------
    frame : pandas.DataFrame
        rank, account, tier, fit, cell, intent, reach, domain, industry, country, employees, size,
        owner, why, disqualified_by, explored, strongest_signal, newest_signal, door, tags; those
        that it lacks are left out.
    stream : BinaryIO
        The output; no colours where it is no terminal.
    title : str
        The line above the list on a terminal.
    numbered : bool
        Whether a running number stands in place of the rank, as in a list of another order.
    """
    console = console_on(stream)
    rows = [
        AccountLine(dict(zip(frame.columns, cells, strict=True))) for cells in plain_rows(frame)
    ]
    known = tuple(name for name in BESIDE if any(row.number(name) for row in rows))
    first = [f"{place:,}" if numbered else row.rank for place, row in enumerate(rows, start=1)]
    layout = Layout.of(console.width, max(map(len, first), default=0), known)
    if title and console.is_terminal:
        print_line(console, (shortened(one_line(title), console.width), "bold"))
    if console.width >= NARROW:
        print_line(console, (layout.heading("#" if numbered else "Rank"), "dim"))
    taken: set[str] = set()
    for place, row in enumerate(rows):
        if place:
            print_line(console)
        if console.width >= NARROW:
            _print_wide(console, first[place], row, layout, taken)
        else:
            _print_narrow(console, first[place], row, layout)


@dataclass(frozen=True)
class AccountLine:
    """One account of the list in words."""

    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """Return a cell as one inert line; empty where there is none."""
        cell = self.cells.get(column)
        return "" if cell is None else one_line(str(cell))

    @property
    def rank(self) -> str:
        """The rank."""
        cell = self.cells.get("rank")
        return f"{cell:,}" if isinstance(cell, int) else ""

    def number(self, column: str) -> str:
        """Return a cell as a whole number, cut, or as its text."""
        cell = self.cells.get(column)
        return cut_text(cell) if isinstance(cell, int | float) else self.text(column)

    @property
    def fit(self) -> str:
        """The fit as a whole number."""
        return self.number("fit")

    @property
    def timing(self) -> list[str]:
        """The sentences of its third line: what it showed lately, who can open the door, tags."""
        newest, strongest = self.text("newest_signal"), self.text("strongest_signal")
        shown = newest if newest.startswith(strongest) else f"{strongest}; {newest}"
        door = self.text("door")
        tags = self.cells.get("tags")
        tagged = f"Tagged {', '.join(map(str, tags))}" if isinstance(tags, list) and tags else ""
        told = (f"It {shown}" if shown else "", f"Door: {door}" if door else "", tagged)
        return [part for part in told if part]

    @property
    def facts(self) -> list[str]:
        """What is known of it: industry, country, employees, owner."""
        employees = self.cells.get("employees")
        people = f"{employees:,}" if isinstance(employees, int) else self.text("size")
        # A word that a file told, such as "enterprise", stands for itself.
        several = f"{people} employees" if people[:1].isdigit() else people
        facts = (self.text("industry"), self.text("country"), several, self.text("owner"))
        return [fact for fact in facts if fact]

    @property
    def reasons(self) -> list[str]:
        """The clauses of its second line, the most important first."""
        broken = self.cells.get("disqualified_by")
        rules = broken if isinstance(broken, list) else []
        clauses = [f"Disqualified by {one_line(str(rule))}" for rule in rules]
        if self.cells.get("explored") is True:
            clauses.append("To explore: little is known of its kind")
        return clauses + [clause for clause in CLAUSES.split(self.text("why")) if clause]


@dataclass(frozen=True)
class Layout:
    """The width of the list, and of its columns."""

    width: int
    rank: int
    name: int
    tier: int
    beside: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @classmethod
    def of(cls, width: int, rank: int, beside: tuple[str, ...] = ()) -> Layout:
        """Return the layout of a terminal; only ranks of many digits ask for more room.

        Of the columns `beside` fit stand there those that leave room for a domain, the others
        below it.
        """
        tier = 17 if width >= ROOMY else 12
        name = min(max(width * 28 // 100, 22), 40)
        whole = [
            cls(width, max(rank, 4), name, tier, beside[:many], beside[many:])
            for many in range(len(beside) + 1)
        ]
        return next((each for each in reversed(whole) if each.rest >= DOMAIN), whole[0])

    @property
    def indent(self) -> str:
        """What stands before the second line."""
        return " " * self.rank + GAP

    @property
    def rest(self) -> int:
        """The width of what comes behind fit."""
        beside = sum(len(name) + len(GAP) for name in self.beside)
        return self.width - sum((self.rank, self.name, self.tier, 3)) - 4 * len(GAP) - beside

    def heading(self, first: str) -> str:
        """Return the line above the list, whose first column has a name."""
        known = whole_parts(HEADINGS.split(", "), ", ", self.rest)
        names = (f"{first:>{self.rank}}", f"{'Account':{self.name}}", f"{'Tier':{self.tier}}")
        return GAP.join((*names, "Fit", *(name.capitalize() for name in self.beside), known))


def _print_wide(
    console: Console, first: str, row: AccountLine, layout: Layout, taken: set[str]
) -> None:
    name = shortened(row.text("account"), layout.name)
    tier = row.text("tier")
    shown = shortened(
        tier if layout.tier >= len(tier) else SHORT_TIERS.get(tier, tier), layout.tier
    )
    print_line(
        console,
        f"{first:>{layout.rank}}{GAP}",
        (name, "bold"),
        " " * (layout.name - cell_len(name)) + GAP,
        (shown, STYLES.get(tier, "")),
        " " * (layout.tier - cell_len(shown)) + GAP,
        f"{row.fit:>3}{GAP}",
        "".join(f"{row.number(name):>{len(name)}}{GAP}" for name in layout.beside),
        *_known(row, layout.rest),
    )
    room = layout.width - len(layout.indent)
    if layout.rest < cell_len(row.text("domain")) <= room:
        print_line(console, layout.indent, row.text("domain"))
    for why in _reason_lines(row.reasons, room, taken):
        print_line(console, layout.indent, why)
    for line in _timing(row, layout):
        print_line(console, layout.indent, (line, "magenta"))


def _reason_lines(clauses: list[str], room: int, taken: set[str]) -> list[str]:
    """Return the lines of an account's reasons, and note them in what is taken.

    Where other clauses have no room and an account above has the same lines, one of those comes
    second that sets it apart.
    """
    further = [[*clauses[:1], each, *clauses[1:]] for each in reversed(clauses[2:])]
    tried = [whole_lines(each, "; ", room, REASON_LINES) for each in (clauses, *further)]
    lines = next((each for each in tried if " ".join(each) not in taken), tried[0])
    taken.add(" ".join(lines))
    return lines


def _timing(row: AccountLine, layout: Layout) -> list[str]:
    """Return its third line, in two where one does not hold all: numbers, signal, door."""
    numbers = [f"{name} {row.number(name)}" for name in layout.below if row.number(name)]
    sentences = [*([", ".join(numbers).capitalize()] if numbers else []), *row.timing]
    room = layout.width - len(layout.indent)
    lines: list[str] = []
    for each in sentences:
        longer = STOP.join([*lines[-1:], each])
        if lines and cell_len(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(each, room))
    return lines


def _known(row: AccountLine, width: int) -> Iterator[tuple[str, str]]:
    """Yield the domain, where it has room, and those facts that fit behind it, each whole."""
    domain = row.text("domain")
    domain = domain if cell_len(domain) <= width else ""
    yield domain, ""
    between = GAP if domain else ""
    facts = _within(row.facts, width - cell_len(domain) - len(between))
    yield (between + facts if facts else ""), "dim"


def _within(facts: list[str], width: int) -> str:
    """Return those facts on a line, from the first on, that fit whole."""
    line = ""
    for fact in facts:
        longer = BETWEEN.join(filter(None, (line, fact)))
        line = longer if cell_len(longer) <= width else line
    return line


def _print_narrow(console: Console, first: str, row: AccountLine, layout: Layout) -> None:
    head = f"{first} {row.text('account')}".strip()
    numbers = [f"{name} {row.number(name)}" for name in ("fit", *BESIDE) if row.number(name)]
    tier = ", ".join(filter(None, (row.text("tier"), *numbers)))
    domain = row.text("domain")
    known = [domain] if 0 < cell_len(domain) <= layout.width - len(GAP) else []
    room = max(layout.width - len(GAP), 1)
    why = whole_parts(row.reasons, "; ", room * WRAPPED_LINES * 9 // 10)
    for text, style, indent in (
        (shortened(head, layout.width * 2), "bold", ""),
        (tier, STYLES.get(row.text("tier"), ""), GAP),
        (BETWEEN.join([*known, *row.facts]), "dim", GAP),
        (why, "", GAP),
        (STOP.join(row.timing), "magenta", GAP),
    ):
        for line in wrapped(text, max(layout.width - len(indent), 1)) if text else ():
            print_line(console, indent, (line, style))
