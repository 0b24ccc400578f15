"""Commands about what companies show: signals, moves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import counted, say, show, show_lines, write
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.intent.account_signals import AccountSignals
    from graph_icp.market.intent.weights import SignalWeights


@click.command()
@click.argument("account", required=False)
@click.option(
    "--weights", is_flag=True, help="Show what each kind of signal counts, and what deals taught."
)
@as_of_option
@limit_option
@listing
@with_market
def signals(
    market: Market,
    account: str | None,
    weights: bool,
    as_of: datetime.datetime | None,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List what an account showed, when, and what each signal still counts.

    ACCOUNT is a domain, a name (in quotes) or an alias. The points add up to its intent.

    \b
    graph-icp signals acme.com
    graph-icp signals acme.com --as-of 2026-06-30 -o signals.xlsx
    graph-icp signals --weights
    """
    from graph_icp.output.terminal.wording import one_line, wrapped

    day = as_of.date() if as_of else None
    if weights == bool(account):
        raise click.UsageError("Name one account, or ask for --weights.")
    if not account:
        _show_weights(market.signals.weights(day), format, output)
        return
    found = market.signals(account, as_of=day)
    if on_screen(format, output):
        show_lines(lambda width: ((line,) for line in wrapped(one_line(_head(found)), width)))
        write()
    told = _adding_up(found)
    folded = on_screen(format, output) and limit is None
    counting = told[~_spent(found, told)] if folded else told
    table = counting.head(rows_shown(limit, format, output) or len(counting))
    show(table, format, output, f"Signals of {found.account['name']}", _idle(table))
    if len(counting) > len(table):
        say(f"{len(counting) - len(table):,} more; --limit or -o FILE shows them.")
    if len(told) > len(counting):
        spent = counted(len(told) - len(counting), "older signal")
        say(f"And {spent}, worth 0.0 by now; --limit or -o FILE shows them.")


@click.command()
@limit_option
@partial(as_of_option, does="List who works there on this day, leaving out jobs that began later.")
@click.option(
    "--all",
    "everybody",
    is_flag=True,
    help="Also who left before it was a customer, with a column 'knew us'.",
)
@listing
@with_market
def moves(
    market: Market,
    limit: int | None,
    as_of: datetime.datetime | None,
    everybody: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """List people who came from a customer to a prospect, the newest first.

    They were there when it was a customer, as far as is known, and so they know you.

    \b
    graph-icp moves
    graph-icp moves --limit 100 -o moves.xlsx
    graph-icp moves --as-of 2026-06-30
    graph-icp moves --all
    """
    every = market.signals.moves(as_of.date() if as_of else None, everybody=True)
    found = every if everybody else every[every["knew_us"]].drop(columns="knew_us")
    table = found.head(rows_shown(limit, format, output) or len(found))
    one = ("status",) if (table["status"] == "prospect").all() else ()
    show(table, format, output, "People who came from a customer", one)
    if len(found) > len(table):
        say(f"{len(found) - len(table):,} more; --limit or -o FILE shows them.")
    if len(every) > len(found):
        say(f"{len(every) - len(found):,} left before it was a customer; --all lists them too.")


COMMANDS = (signals, moves)


def _show_weights(found: SignalWeights, format: str | None, output: Path | None) -> None:
    table, learned = found.table(), found.learned
    shown = _short(table) if on_screen(format, output) else table
    show(shown, format, output, "Weights of signals")
    say(f"Intent is told {found.said}; [intent] in icp.toml stands before both.")
    if learned.precision == learned.precision:
        say(
            "Average precision in the later half of the time: learned in the earlier one "
            f"{learned.precision:.3f}, default {learned.default_precision:.3f}."
        )


def _adding_up(found: AccountSignals) -> pd.DataFrame:
    """Return the signals with points of one decimal, which add up to the intent that is shown."""
    from graph_icp.rounding import apportioned, cut

    if found.intent != found.intent:
        return found.table
    points = apportioned(found.table["points"].tolist(), 1, float(cut(found.intent, 1)))
    return found.table.assign(points=points)


def _spent(found: AccountSignals, told: pd.DataFrame) -> pd.Series:
    """Return which signals count 0.0 for their age or kind, where others may count."""
    nothing: pd.Series = (told["points"] == 0) & (told["not_counted"] == "")
    return nothing & (found.intent == found.intent)


def _short(table: pd.DataFrame) -> pd.DataFrame:
    """Return each kind's weights with their half-lives: "20, 14 days"; "" for unknown ones."""
    columns: dict[str, Any] = {"kind": table["kind"]}
    for title, begin in (("counts", ""), ("default", "default_"), ("learned", "learned_")):
        pairs = zip(table[f"{begin}weight"], table[f"{begin}half_life"], strict=True)
        columns[title] = [f"{one:g}, {two:g} days" if one == one else "" for one, two in pairs]
    return table[[]].assign(**columns)


def _idle(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that say nothing of any signal of a list."""
    told = {"person": table["person"].notna(), "not_counted": table["not_counted"] != ""}
    return tuple(name for name, some in told.items() if not some.any())


def _head(found: AccountSignals) -> str:
    from graph_icp.rounding import cut_text

    domain = found.account["domain"]
    head = f"{found.account['name']}" + (f" ({domain})" if domain else "")
    if found.intent != found.intent:
        none_counts = len(found.table) and (found.table["not_counted"] != "").all()
        unknown = "its signals do not count" if none_counts else "no source would have told lately"
        return f"{head}: intent unknown, as {unknown}."
    more = ", more activity than usual" if found.surging else ""
    return f"{head}: intent {cut_text(found.intent, 1)} of 100 on {found.as_of.isoformat()}{more}."
