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

    Shares are of companies where the relation is known, customers weighted by their worth. Lift
    is the ratio of the two shares, with its 95% interval. A file lists the traits: first those
    that customers have more often, then those that they have less often.

    \b
    graph-icp icp profile
    graph-icp icp profile --page profile.html
    graph-icp icp profile --without region -o profile.xlsx
    """
    found = market.customers.profile(without=without, with_=with_, limit=limit)
    if page:
        from graph_icp.graph.relations import relation
        from graph_icp.output.profile_page import profile_page

        names = {*found.traits["relation"], *found.distributions["relation"]}
        write_text(page, profile_page(found, {name: relation(name).title for name in names}))
        say(f"Wrote {page}.")
    if on_screen(format, output):
        tell(found.sentences)
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
        table = some.drop(columns="relation").rename(columns={"value": str(relation)})
        for column in ("share_of_customers", "share_of_market"):
            table[column] = table[column].map(_percent)
        show(table, title=str(relation).capitalize())
        write()


def _readable(traits: pd.DataFrame) -> pd.DataFrame:
    table = traits[["relation", "name", "customers", "prospects"]].copy()
    table["of_customers"] = traits["share_of_customers"].map(_percent)
    table["of_market"] = traits["share_of_market"].map(_percent)
    lifts = zip(traits["lift"], traits["lift_low"], traits["lift_high"], strict=True)
    table["lift"] = [_lift(*each) for each in lifts]
    return table


def _lift(lift: float, low: float, high: float) -> str:
    """Return "6.5 (4.0 to 9.9)", without an upper end if no prospect has the trait."""
    if high != high:
        return f"above {low:.1f}"
    return f"{lift:.1f} ({low:.1f} to {high:.1f})" if high >= 1 else f"{lift:.2f} (to {high:.2f})"


def _percent(share: float) -> str:
    return "" if share != share else f"{share:.0%}"
