"""The command backtest: hide customers, and see whether the ranking finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import counted, progress, say, say_left_out, show, tell, warn, write
from graph_icp.cli.options import listing, on_screen, share, with_market
from graph_icp.cli.options import page as page_option
from graph_icp.cli.options import without as without_option
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from graph_icp.discovery.backtest.additions import Additions
    from graph_icp.market import Market
    from graph_icp.market.backtesting import Backtest


@click.command()
@click.option(
    "--hide",
    callback=share,
    metavar="SHARE",
    help="Hide this share of the customers, drawn at random.  [default: 30%]",
)
@click.option(
    "--repeats",
    type=click.IntRange(min=1, max=1_000),
    metavar="N",
    help="Draw them this many times.  [default: 5]",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Instead hide the customers won on or after this day, and everything dated from then "
    "on: the ranking as it would have been then.",
)
@click.option(
    "--method",
    default="auto",
    show_default=True,
    help="How fit is learned; see 'graph-icp discover -h'.",
)
@click.option(
    "--all-methods", is_flag=True, help="Also test every other method, and show the tables."
)
@click.option("--verbose", is_flag=True, help="Also show the tables of methods and relations.")
@page_option
@without_option
@listing
@with_market
def backtest(
    market: Market,
    since: datetime.datetime | None,
    hide: float | None,
    repeats: int | None,
    all_methods: bool,
    verbose: bool,
    page: Path | None,
    format: str | None,
    output: Path | None,
    **asked: Any,
) -> None:
    """Hide known customers and see whether the ranking finds them.

    The ranking learns from the customers that are left. The answer is "Works", "A hint" (better
    than chance, but of few customers or unsure) or "Do not use". --verbose also shows the
    measures, compared with chance, how much is known of a company (popularity), its industry, and
    plain likeness (jaccard). AUC there is how often a hidden customer ranks above another company:
    0.5 is chance.

    \b
    graph-icp backtest
    graph-icp backtest --hide 20% --repeats 10 --page backtest.html
    graph-icp backtest --since 2025-01-01 --without people

    With --since it also says whether intent and reach, as they were known then, added to fit.
    """
    if since and (hide or repeats):
        raise click.UsageError(
            "--since already says which customers to hide; leave out --hide and --repeats."
        )
    with progress() as bar:
        tested = market.backtest(
            hide=hide or 0.3,
            repeats=repeats or 5,
            since=since.date() if since else None,
            all_methods=all_methods,
            progress=bar,
            **asked,
        )
    if on_screen(format, output):
        tell([str(tested.verdict)])
        _show_tiers(tested)
        if tested.additions:
            _show_additions(tested.additions)
        if verbose or all_methods:
            _show_tables(tested)
    else:
        say(str(tested.verdict))
        show(tested.methods, format, output, "Back-test")
    if tested.decay:
        say(tested.decay)
    say_left_out(tested.left_out)
    warn(tested.warnings)
    if page:
        from graph_icp.output.pages.backtest_page import backtest_page

        write_text(page, backtest_page(**vars(tested)))
        say(f"Wrote {page}.")


COMMANDS = (backtest,)


def _show_tiers(tested: Backtest) -> None:
    from graph_icp.output.backtest_tables import tiers_shown

    say(f"Hidden: {tested.hid}. Where they come in the list:\n")
    show(tiers_shown(tested.tiers), title="By tier")
    write()


def _show_additions(found: Additions) -> None:
    """Show whether intent and reach, as they were known then, added to fit."""
    from graph_icp.output.backtest_tables import in_words

    table = found.table
    shown = {"ranked by": table["ranked_by"]}
    for column, title, how in _ADDITIONS:
        middle, low, high = (in_words(table[f"{column}{end}"], how) for end in _ENDS)
        shown[title] = middle + " (" + low.str.removesuffix("%") + " to " + high + ")"
    shown["AUC gain"] = shown["AUC gain"].mask(table.index == 0, "")
    if len(table) > 1:
        say("What intent and reach of then added. In brackets: 95% intervals.\n")
        show(table[[]].assign(**shown), title="Added to fit")
        write()
    for sentence in found.sentences:
        say(sentence)


_ENDS = ("", "_low", "_high")
_ADDITIONS = (
    ("found_50", "found in 50", ".0%"),
    ("auc", "AUC", ".2f"),
    ("auc_gain", "AUC gain", "+.2f"),
)


def _show_tables(tested: Backtest) -> None:
    """Show the methods, what relations add, and what more customers would."""
    from graph_icp.output.backtest_tables import methods_shown, relations_shown

    say("In brackets: 95% intervals over hidden customers.\n")
    show(methods_shown(tested.methods), title="Methods")
    write()
    show(relations_shown(tested.relations), title="What relations add")
    write()
    learned = [
        f"{auc:.2f} from {counted(size, 'customer')}"
        for size, auc in zip(tested.curve["customers"], tested.curve["auc"], strict=True)
    ]
    write(f"AUC: {', '.join(learned)}.")
