"""The explanation of one account as a screen of text: fit, reason, points by part and by trait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from rich.cells import cell_len

from graph_icp.output.terminal.account_list import STYLES
from graph_icp.output.terminal.wording import one_line, shortened, whole_parts, wrapped
from graph_icp.reach.priority import cell_in_words
from graph_icp.rounding import apportioned, cut, cut_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from graph_icp.discovery.ranking.explaining import Explanation
    from graph_icp.market.accounts.explained import Explained
    from graph_icp.market.intent.account_standing import AccountStanding

Part: TypeAlias = "str | tuple[str, str]"
"""Text, or text and its style."""

# Lines of points that are shown unless all are asked for, and earlier runs.
LARGEST = 10
_EARLIER = 5
# The widest that lines get: longer ones are hard to read.
_WIDEST = 120
# The least width of the names of like customers, and of traits beside numbers.
_LEAST_LIKE, _LEAST_TRAIT = 14, 24
_GAP = "  "
# What stands before a second line of a trait: the points' seven and the gap.
_UNDER = " " * 9
TYPICAL_COMPANY = "typical company"


def report(
    explained: Explained, width: int, *, whole: bool = False, verbose: bool = False
) -> Iterator[tuple[Part, ...]]:
    """Yield the lines of an explanation.

    Parameters
    ----------
    explained : Explained
    width : int
        The columns of the terminal.
    whole : bool
        Whether all lines of points are shown, not the largest alone.
    verbose : bool
        Whether raw points, and how the fit was learned, are shown too.

    Yields
    ------
    tuple
        The parts of one line: text, or text and its style.
    """
    about = explained.explanation
    width = min(width, _WIDEST)
    if about.fit != about.fit:
        said = f"{about.tier}, not scored, as nothing is known of it that counts"
        yield from _paragraph(f"{_named(about)}: {said}; {about.account['status']}.", width)
        yield from _rules(about, width)
        yield from _said(explained, width)
        yield from _alone(about, width)
        if explained.beside.next_step:
            yield from _paragraph(explained.beside.next_step, width, "bold")
        return
    yield from _head(explained, width)
    yield from _priority(explained.beside, width)
    yield from _known(about, width)
    if explained.personas:
        yield from _paragraph(f"{explained.personas}.", width)
    yield ()
    yield from _by_part(about, width, verbose=verbose)
    yield ()
    yield from _by_trait(about, width, whole=whole, verbose=verbose)
    yield ()
    yield from _closest(about, width, whole=whole)
    for change in about.what_if.to_dict("records"):
        fit = cut_text(change["fit"])
        said = f"With {change['name']} it would be {change['tier']}, fit {fit}."
        yield from _paragraph(said, width)
    yield from _earlier(explained, width)
    if verbose:
        run = explained.run
        yield from _paragraph(f"Learned by {run.fit.method} in run {run.number}.", width)


def _named(about: Explanation) -> str:
    domain = about.account["domain"]
    return f"{about.account['name']}" + (f" ({domain})" if domain else "")


def _paragraph(text: str, width: int, style: str = "") -> Iterator[tuple[Part, ...]]:
    for line in wrapped(one_line(text), width):
        yield ((line, style),)


def _head(explained: Explained, width: int) -> Iterator[tuple[Part, ...]]:
    about = explained.explanation
    rank = f", rank {explained.rank:,} of {explained.of_how_many:,}" if explained.rank else ""
    # A list by priority has other numbers.
    rank += " by fit" if rank and explained.beside.known else ""
    fit = f"fit {cut_text(about.fit)} ({_points(about.total).lstrip('+')} points)"
    said = f"{about.tier}, {fit}{rank}, {about.account['status']}"
    name = one_line(_named(about))
    if cell_len(f"{name}: {said}") <= width:
        yield (
            (name, "bold"),
            ": ",
            (about.tier, STYLES.get(about.tier, "")),
            said[len(about.tier) :],
        )
    else:
        yield ((shortened(name, width), "bold"),)
        yield from _paragraph(said, width, STYLES.get(about.tier, ""))
    yield from _rules(about, width)
    yield from _said(explained, width)
    yield from _paragraph(about.why.removesuffix(".") + ".", width)


def _rules(about: Explanation, width: int) -> Iterator[tuple[Part, ...]]:
    for rule in about.broken:
        yield from _paragraph(f"Disqualified by: {rule} (icp.toml).", width)


def _said(explained: Explained, width: int) -> Iterator[tuple[Part, ...]]:
    if explained.said:
        yield from _paragraph(explained.said, width)
    if explained.tags:
        yield from _paragraph(f"Tagged {', '.join(explained.tags)}.", width)


def _priority(beside: AccountStanding, width: int) -> Iterator[tuple[Part, ...]]:
    """Yield what fit, intent and reach make, what signals make of intent, and the next step."""
    if not beside.known:
        return
    cell = f" Cell {cell_in_words(beside.cell)}." if beside.cell else ""
    yield from _paragraph(_parts_of_priority(beside) + cell, width)
    if len(beside.signals):
        points = apportioned(beside.signals["points"].tolist(), 1, float(cut(beside.intent, 1)))
        kinds = zip(beside.signals["signal"], points, strict=True)
        told = ", ".join(f"{signal} {adds:.1f}" for signal, adds in kinds if adds)
        counts = f": {told}" if told else ""
        shown = "" if beside.shown in beside.next_step else f" It {beside.shown}."
        yield from _paragraph(f"Intent {cut_text(beside.intent, 1)}{counts}.{shown}", width)
    if beside.door:
        yield from _paragraph(f"Reach {cut_text(beside.reach, 1)}: {beside.door}.", width)
    yield from _paragraph(beside.next_step, width, "bold")


def _parts_of_priority(beside: AccountStanding) -> str:
    """Return what fit, intent and reach add to the priority, in numbers that add up to it."""
    values = {"intent": beside.intent, "reach": beside.reach}
    fit, total = (float(cut(each, 1)) for each in (beside.parts["fit"], beside.priority))
    adds = apportioned([beside.parts[name] for name in values], 1, total - fit)
    added = [
        f"{name} unknown" if value != value else f"{each:.1f} of {name} {cut_text(value, 1)}"
        for (name, value), each in zip(values.items(), adds, strict=True)
    ]
    return f"Priority {total:.1f}: fit {fit:.1f} + {' + '.join(added)}."


def _known(about: Explanation, width: int) -> Iterator[tuple[Part, ...]]:
    unknown = f"; nothing is known of: {', '.join(about.unknown)}" if about.unknown else ""
    yield from _paragraph(f"Known: {about.coverage:.0%} of what counts{unknown}.", width)
    yield from _alone(about, width)
    weighed = about.relations[about.relations["weight"] != 1]
    if len(weighed):
        each = [f"{row.title} {row.weight:g} times" for row in weighed.itertuples()]
        yield from _paragraph(f"icp.toml counts {', '.join(each)} as much as learned.", width)


def _alone(about: Explanation, width: int) -> Iterator[tuple[Part, ...]]:
    if about.alone:
        told = ", ".join(about.alone)
        yield from _paragraph(f"Known, but no other company shares it: {told}.", width)


def _by_part(about: Explanation, width: int, *, verbose: bool) -> Iterator[tuple[Part, ...]]:
    """Yield the points by relation, which add up to the total.

    What a relation counts over the whole market, `verbose` shows: no share of these points.
    """
    parts = about.relations[about.relations["known"].astype(bool)]
    of_relations, start = _total_and_start(about)
    points = [*apportioned(parts["points"].tolist()[:-1], 1, of_relations), start]
    room = max(min(width - 20, 30), 10)
    learned = f"{_GAP}Learned" if verbose else ""
    yield ((f"{'Points by part':{room}}{_GAP}{'Points':>7}{learned}", "bold"),)
    for row, each in zip(parts.itertuples(), points, strict=True):
        share = f"{_GAP}{row.share:>7.0%}" if verbose and row.relation else ""
        first, *more = wrapped(one_line(str(row.title)), room)
        yield (f"{_padded(first, room)}{_GAP}{_points(each):>7}{share}",)
        for line in more:
            yield (line,)
    yield ((f"{'Together':{room}}{_GAP}{_points(sum(points)):>7}", "bold"),)


def _total_and_start(about: Explanation) -> tuple[float, float]:
    """Return the points of all relations and those of a typical company, as they are shown."""
    start = float(about.points.loc[about.points["relation"] == "", "net"].sum())
    of_relations, shown = apportioned([about.total - start, start], 1)
    return of_relations, shown


@dataclass(frozen=True)
class TraitLine:
    """One line of points in words; one of a sum has only points and a name."""

    net: str
    name: str
    raw: str = ""
    customers: str = ""
    prospects: str = ""
    like: Sequence[str] = ()


def _by_trait(
    about: Explanation, width: int, *, whole: bool, verbose: bool
) -> Iterator[tuple[Part, ...]]:
    """Yield the largest lines of points, and the rest as one; they add up to the total."""
    lines = about.points[(about.points["relation"] != "") & ((about.points["net"] != 0) | verbose)]
    ordered = lines.loc[lines["net"].abs().sort_values(ascending=False, kind="stable").index]
    shown = ordered if whole else ordered.head(LARGEST)
    rest = float(ordered["net"].iloc[len(shown) :].sum())
    of_relations, start = _total_and_start(about)
    *points, others = apportioned([*shown["net"], rest], 1, of_relations)
    said = [_trait_line(row, each, verbose) for row, each in zip(_rows(shown), points, strict=True)]
    left = len(ordered) - len(shown)
    if left:
        more = f"{left} more {'trait' if left == 1 else 'traits'} (--all lists them)"
        said.append(TraitLine(_points(others), more))
    said.append(TraitLine(_points(start), f"a {TYPICAL_COMPANY}, to begin with"))
    together = TraitLine(_points(sum([*points, others, start])), "together")
    title = f"The {LARGEST} largest" if left else "Points by trait"
    yield from _columns(title, [*said, together], width, whole=whole)
    if any(line.prospects for line in said):
        yield from _paragraph("Counts are of the companies where we know this.", width, "dim")


def _rows(frame: pd.DataFrame) -> Iterable[dict[str, object]]:
    for row in frame.to_dict("records"):
        yield {str(name): cell for name, cell in row.items()}


def _trait_line(row: dict[str, object], points: float, verbose: bool) -> TraitLine:
    note = f", {row['note']}" if row["note"] else ""
    like = row["like"] if isinstance(row["like"], list) else []
    return TraitLine(
        _points(points),
        f"{row['relation']} {row['name']}{note}",
        _points(float(str(row["points"]))) if verbose else "",
        _count(row["customers"], row["of_customers"]) if row["trait"] else "",
        _count(row["prospects"], row["of_prospects"]) if row["trait"] else "",
        [one_line(str(each)) for each in like],
    )


def _count(some: object, of: object) -> str:
    """Return "14 of 59"; without what is not known of runs of older versions."""
    if some != some or some is None:
        return ""
    total = f" of {float(str(of)):,.0f}" if of == of and of is not None else ""
    return f"{float(str(some)):,.0f}{total}"


def _columns(
    title: str, lines: list[TraitLine], width: int, *, whole: bool
) -> Iterator[tuple[Part, ...]]:
    """Yield lines of points in columns: points, trait, numbers, like whom, as far as they fit.

    Traits are whole, on more lines where need be. Like whom gives way to them; with `whole` it
    stands beneath its trait then.
    """
    head = TraitLine("Points", title, "Raw", "Customers", "Prospects", ("Like",))
    trait, like, wide = _room([head, *lines], width)
    for line in [head, *lines]:
        style = "bold" if line is head or line is lines[-1] else ""
        counted = line.raw or line.customers
        first, *more = wrapped(one_line(line.name), trait if counted else width - len(_UNDER))
        cells = [f"{line.net:>7}", _padded(first, trait)]
        if counted:
            cells += [f"{getattr(line, each):<{room}}" for each, room in wide.items()]
            cells += [whole_parts(line.like, ", ", like)] if like and line.like else []
        yield (((_GAP.join(cells) if counted else f"{line.net:>7}{_GAP}{first}").rstrip(), style),)
        for rest in more:
            yield ((f"{_UNDER}{rest}", style),)
        if whole and not like and line.like and line is not head:
            names = whole_parts(line.like, ", ", width - len(_UNDER) - len("like "))
            yield ((f"{_UNDER}like {names}", "dim"),)


def _room(lines: list[TraitLine], width: int) -> tuple[int, int, dict[str, int]]:
    """Return the widths of traits, of like whom (0 for no such column) and of the numbers."""
    wide = {
        each: max(len(getattr(line, each)) for line in lines)
        for each in ("raw", "customers", "prospects")
        if any(getattr(line, each) for line in lines[1:])
    }
    left = width - len(_UNDER) - sum(wide.values()) - len(_GAP) * len(wide)
    if left < _LEAST_TRAIT:
        return width - len(_UNDER), 0, {}
    longest = max(cell_len(one_line(line.name)) for line in lines if line.customers)
    like = left - len(_GAP) - longest
    return (longest, like, wide) if like >= _LEAST_LIKE else (min(longest, left), 0, wide)


def _padded(text: str, width: int) -> str:
    cut = shortened(one_line(text), width)
    return cut + " " * (width - cell_len(cut))


def _closest(about: Explanation, width: int, *, whole: bool) -> Iterator[tuple[Part, ...]]:
    """Yield the customers most like it, and with `whole` what they share."""
    if not len(about.closest):
        return
    rows = list(about.closest.itertuples(index=False))
    if not whole:
        names = [f"{row.customer} {row.likeness:.0%}" for row in rows]
        yield from _paragraph(f"Customers most like it: {', '.join(names)}.", width)
        return
    yield (("Customers most like it", "bold"),)
    for row in rows:
        shares = ", ".join(str(each) for each in cast("list[str]", row.shares))
        yield from _paragraph(f"{row.customer} {row.likeness:.0%}: {shares}", width)
    yield ()


def _earlier(explained: Explained, width: int) -> Iterator[tuple[Part, ...]]:
    standings = explained.standings
    earlier = standings[standings["run"] < explained.run.number].tail(_EARLIER)
    if len(earlier):
        ranks = ", ".join(f"{row.rank:,} (run {row.run})" for row in earlier.itertuples())
        yield from _paragraph(f"Rank in earlier runs: {ranks}.", width)


def _points(points: float) -> str:
    """Return points with their sign: "+23.1", "-12.0", "0.0"."""
    rounded = round(points, 1) + 0.0
    return f"{rounded:+,.1f}" if rounded else "0.0"
