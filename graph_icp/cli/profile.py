"""The command icp profile: traits that the best customers have and the market lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, say_left_out, show, tell, warn, write
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.cli.options import page as page_option
from graph_icp.cli.options import without as without_option
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market


@click.command()
@page_option
@without_option
@limit_option
@listing
@with_market
def profile(
    market: Market,
    page: Path | None,
    without: tuple[str, ...],
    with_: tuple[str, ...],
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Describe the ideal customer: traits of your best customers that the market lacks.

    The strongest come first, as sentences. "14 of 46" is of the companies where this is known;
    "5.8 times (3.1 to 9.8)" is how often customers have it against prospects, counted by their
    worth, with its 95% interval. A file lists the traits: first those that customers have more
    often, then those that they have less often.

    \b
    graph-icp icp profile
    graph-icp icp profile --page profile.html
    graph-icp icp profile --without region -o profile.xlsx
    """
    found = market.customers.profile(without=without, with_=with_, limit=limit)
    if page:
        from graph_icp.output.pages.profile_page import profile_page

        write_text(page, profile_page(found))
        say(f"Wrote {page}.")
    if on_screen(format, output):
        tell([f"{found.compares}. Each count is of the companies where we know it."])
        tell(found.sentences)
        tell(found.rarer)
        _show_traits(found.traits, rows_shown(limit, format, output))
        _show_distributions(found.distributions)
    else:
        show(found.traits, format, output, "Profile")
    say_left_out(found.left_out)
    warn(found.warnings)


def _show_traits(traits: pd.DataFrame, rows: int | None) -> None:
    """Show what customers have more often, then what they have less; people are only counted."""
    from graph_icp.graph.relations import relation

    more = traits["share_of_customers"] > traits["share_of_market"]
    for title, some in (
        ("More common among customers", traits[more]),
        ("Less common among customers", traits[~more]),
    ):
        people = some["relation"].map(lambda name: relation(name).of_people()).astype(bool)
        others = some[~people]
        if len(others):
            show(_readable(others[:rows]), title=title)
            write()
            if rows and len(others) > rows:
                say(f"{len(others) - rows:,} more; --limit or -o FILE shows them.")
        if people.any():
            shared = "person" if people.sum() == 1 else "people"
            say(f"{title}, as ties: {people.sum():,} shared {shared}; -o FILE lists them.")


def _show_distributions(distributions: pd.DataFrame) -> None:
    for relation, some in distributions.groupby("relation", sort=False):
        table = some[["value"]].rename(columns={"value": str(relation)})
        show(table.assign(**_counted(some)), title=str(relation).capitalize())
        write()


def _readable(traits: pd.DataFrame) -> pd.DataFrame:
    from graph_icp.output.readable_numbers import times

    lifts = zip(traits["lift"], traits["lift_low"], traits["lift_high"], strict=True)
    as_often = [times(*each) for each in lifts]
    return traits[["relation", "name"]].assign(**_counted(traits), as_often=as_often)


def _counted(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return both groups as "14 of 46 (30%)"."""
    from graph_icp.output.readable_numbers import percent

    return {
        group: [
            f"{number:,} of {known:,} ({percent(number / known)})" if known else "unknown"
            for number, known in zip(table[group], table[f"{group}_known"], strict=True)
        ]
        for group in ("customers", "prospects")
    }
