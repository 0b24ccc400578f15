"""The command resolve and its subcommands: uncertain matches, and decisions on them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, progress, say, show, silence, warn, write
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, share, with_market

if TYPE_CHECKING:
    from graph_icp.market import Market
    from graph_icp.market.identity.decisions import Verdict

least = click.option(
    "--least",
    default="80%",
    show_default=True,
    callback=share,
    metavar="SHARE",
    help="The least probability of pairs that only their names suggest.",
)


@click.group(invoke_without_command=True)
@least
@limit_option
@listing
@with_market
def resolve(
    market: Market,
    least: float,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Decide which accounts are one company: list uncertain matches, or use a command below.

    Only what files say plainly and what you accept is merged. Every decision can be undone, and
    stays when files are loaded again.

    \b
    graph-icp resolve                          uncertain matches
    graph-icp resolve ask                      go through them one by one
    graph-icp resolve -o maybe.csv             fill in the column decision, then
    graph-icp resolve apply maybe.csv
    graph-icp resolve accept acme.com acme.de
    """
    if click.get_current_context().invoked_subcommand:
        return
    with progress() as bar:
        table = market.identity.proposals(least, bar)
    shown = rows_shown(limit, format, output)
    if on_screen(format, output):
        table = table.drop(columns=["decision", "key", "other_key"])
    show(table.head(shown) if shown else table, format, output, "Uncertain matches")
    if shown and len(table) > shown:
        say(f"{len(table) - shown:,} more; --limit or -o FILE shows them.")
    if on_screen(format, output) and len(table):
        say("'graph-icp resolve ask' goes through them; 'resolve accept A B' decides one.")
    if on_screen(format, output):
        for each in market.identity.several_companies():
            say(each)


@resolve.command()
@least
@with_market
def ask(market: Market, least: float) -> None:
    """Go through uncertain matches one by one; q stops and keeps your decisions.

    \b
    graph-icp resolve ask
    graph-icp resolve ask --least 60%
    """
    from graph_icp.market.identity.decisions import Decision

    with progress() as bar:
        table = market.identity.proposals(least, bar)
    if not len(table):
        say("Nothing to decide.")
        return
    answers: dict[str, Verdict | None] = {"y": "same", "n": "different", "p": "belongs to"}
    answers |= dict.fromkeys("sq")
    decisions = []
    for place, row in enumerate(table.to_dict("records"), start=1):
        write(
            f"\n{place} of {len(table)}:  {_named(row['account'], row['domain'], row['key'])}\n"
            f"{'':10}{_named(row['other_account'], row['other_domain'], row['other_key'])}\n"
            f"{'':10}{_likely(row['probability'])}{'; '.join(row['why'])}"
        )
        answer = _answered(list(answers), "p" if row["proposal"] == "belongs to" else "s")
        if answer == "q":
            break
        if verdict := answers[answer]:
            decisions.append(Decision(str(row["key"]), str(row["other_key"]), verdict))
    with progress() as bar:
        without_effect = market.identity.decide_all(decisions, bar)
    warn(without_effect)
    say(f"Kept {counted(len(decisions), 'decision')}; 'graph-icp resolve decisions' lists all.")


@resolve.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_market
def apply(market: Market, file: Path) -> None:
    """Apply a list of 'resolve -o FILE' with your decisions filled in.

    Its column decision holds same, different, belongs to (the first to the other), undo, or
    nothing.

    \b
    graph-icp resolve apply maybe.csv
    """
    with progress() as bar:
        decisions, passed_over = market.identity.decide_by(file, bar)
    for sentence in passed_over:
        say(f"Skipped {sentence}")
    say(f"Kept {counted(len(decisions), 'decision')} of {file}.")
    if passed_over:
        sys.exit(1)


def _pair(name: str, verdict: Verdict, help: str) -> click.Command:
    """Return the command that decides on one pair."""

    @click.command(name=name, help=help)
    @click.argument("one", metavar="A")
    @click.argument("other", metavar="B")
    @with_market
    def decide(market: Market, one: str, other: str) -> None:
        warn(market.identity.decide(one, other, verdict))
        people = all(
            "@" in each
            or each.startswith(("email:", "profile:", "colleague:"))
            or "linkedin.com/in/" in each
            for each in (one, other)
        )
        said = _SAID[verdict].format(one=one, other=other)
        say(said.replace("companies", "people").replace("company", "person") if people else said)

    return decide


_SAID = {
    "same": "{one} and {other} are one company now; 'graph-icp resolve undo' takes it back.",
    "different": "{one} and {other} are two companies now, even where files join them.",
    "belongs to": "{one} belongs to {other}.",
    "undo": "The decision on {one} and {other} is undone.",
}
_EXAMPLE = "\n\n\b\ngraph-icp resolve {} acme.com acme.de"
_PAIRS: tuple[tuple[str, Verdict, str], ...] = (
    ("accept", "same", "Say that A and B, by domain, key or name, are one company."),
    (
        *("refuse", "different"),
        "Say that A and B are two companies, even where files join them; or two people, by e-mail "
        "address or profile.",
    ),
    ("parent", "belongs to", "Say that A belongs to B: they are linked, and stay two accounts."),
    ("undo", "undo", "Undo the decision on A and B."),
)
for name, verdict, help in _PAIRS:
    resolve.add_command(_pair(name, verdict, help + _EXAMPLE.format(name)))


@resolve.command()
@listing
@with_market
def decisions(market: Market, format: str | None, output: Path | None) -> None:
    """List your decisions.

    \b
    graph-icp resolve decisions
    """
    show(market.identity.decided(), format, output, "Decisions")


@resolve.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@with_market
def explain(market: Market, one: str, other: str) -> None:
    """Explain why A and B are one account, or the evidence for and against it.

    \b
    graph-icp resolve explain acme.com "Acme Inc"
    """
    same, reasons = market.identity.explain(one, other)
    write(f"{one} and {other} are {'one account' if same else 'two accounts'}:")
    for reason in reasons:
        write(f"  {reason}")


COMMANDS = (resolve,)


def _answered(answers: list[str], default: str) -> str:
    """Ask, and treat the end of the input as quitting, so earlier answers are kept."""
    try:
        with silence():
            said: str = click.prompt(
                "Same company? y(es), n(o), p (the first belongs to the second), s(kip), q(uit)",
                type=click.Choice(answers, case_sensitive=False),
                default=default,
                show_choices=False,
            )
    except click.Abort:
        write()
        return "q"
    return said


def _named(name: str, domain: object, key: str) -> str:
    return f"{name} ({domain if isinstance(domain, str) else key})"


def _likely(probability: float) -> str:
    return f"{probability:.0%} likely: " if probability == probability else ""
