"""The commands of hygiene: companies that look like prospects and are something else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, say, show, warn
from graph_icp.cli.lists.filtering import of_other_statuses
from graph_icp.cli.options import WithDefault, listing, on_screen, store_anywhere, with_market
from graph_icp.cli.options import as_of as as_of_option

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from graph_icp.market import Market
    from graph_icp.market.hygiene.deciding import Decided


_as_of = partial(as_of_option, does="Count from this day how long nothing was seen.")


@click.group(cls=WithDefault, bare=True)
@store_anywhere
def hygiene() -> None:
    """Tag companies that look like prospects and are something else, each with its reason.

    Tags are no part of any score. [hygiene] in icp.toml says which of them hide their companies
    from lists, unless 'discover --show TAG' asks for them; the others are a column of lists and a
    filter (--tag, --without-tag).

    \b
    graph-icp hygiene                                     all tags, and how many have them
    graph-icp hygiene show "services firm"                who has one, and why
    graph-icp hygiene refuse "services firm" acme.com     it is none: never tag it so again
    graph-icp hygiene accept partner acme.com             it is one, whatever the rules say
    graph-icp hygiene undo partner acme.com               take that back
    """


@hygiene.command(name="tags")
@_as_of
@listing
@with_market
def tags(
    market: Market,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List all tags with how many companies have them, and some of these.

    \b
    graph-icp hygiene
    graph-icp hygiene tags -o tags.csv
    """
    found = market.hygiene.tags(as_of.date() if as_of else None)
    show(found.table, format, output, "Tags")
    warn(found.warnings)
    if found.hidden:
        words = ", ".join(f"{many:,} {tag}" for tag, many in found.hidden.items())
        say(
            f"Lists hide {words} ([hygiene] in icp.toml); 'graph-icp discover --show TAG' lists "
            "those of whom enough is known."
        )
    if found.of_status:
        say(of_other_statuses(found.of_status, "graph-icp discover"))


@hygiene.command(name="show")
@click.argument("tag")
@_as_of
@listing
@with_market
def show_tag(
    market: Market,
    tag: str,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List the companies with TAG, and why they have it.

    The beginning of a tag is enough: services, media, school.

    \b
    graph-icp hygiene show "school or public body"
    graph-icp hygiene show services -o services.xlsx
    """
    found = market.hygiene.show(tag, as_of.date() if as_of else None)
    if found.empty and on_screen(format, output):
        from graph_icp.hygiene.tags import tag_called

        say(f"No company is tagged {tag_called(tag)}.")
        return
    show(found, format, output, "Tagged", ("key",))


@hygiene.command()
@click.argument("tag")
@click.argument("company")
@with_market
def accept(market: Market, tag: str, company: str) -> None:
    """Keep that COMPANY has TAG, whatever the rules say.

    \b
    graph-icp hygiene accept partner acme.com
    """
    told = market.hygiene.accept(tag, company)
    already = " already" if told.tagged else ""
    say(f"{told.account} is tagged {told.tag}{already}, and stays so.")
    _tell_hidden(told, company)


@hygiene.command()
@click.argument("tag")
@click.argument("company")
@with_market
def refuse(market: Market, tag: str, company: str) -> None:
    """Keep that COMPANY is not what TAG says: it is never tagged so again.

    Its status and its family in the store stay what they are.

    \b
    graph-icp hygiene refuse "services firm" acme.com
    """
    told = market.hygiene.refuse(tag, company)
    if told.tagged:
        say(f"{told.account} is not tagged {told.tag} any more.")
    else:
        say(f"{told.account} was not tagged {told.tag}; kept that it never will be.")
    _tell_hidden(told, company)


@hygiene.command()
@click.argument("tag")
@click.argument("company")
@with_market
def undo(market: Market, tag: str, company: str) -> None:
    """Take back what was accepted or refused of TAG for COMPANY; the rules decide again.

    \b
    graph-icp hygiene undo partner acme.com
    """
    told = market.hygiene.undo(tag, company)
    say(f"Nothing is decided of {told.tag} for {told.account} now.")
    _tell_hidden(told)


@hygiene.command()
@listing
@with_market
def decisions(market: Market, format: str | None, output: Path | None) -> None:
    """List what was accepted and refused, the latest first.

    \b
    graph-icp hygiene decisions
    """
    kept = market.hygiene.decisions()
    if kept.empty and on_screen(format, output):
        say("Nothing is decided; 'graph-icp hygiene accept' and 'refuse TAG COMPANY' do that.")
        return
    show(kept, format, output, "Decisions on tags", ("key",))
    if len(kept) and output is None:
        many = counted(len(kept), "decision")
        say(f"{many}; 'graph-icp hygiene undo TAG COMPANY' takes one back.")


COMMANDS = (hygiene,)


def _tell_hidden(told: Decided, company: str = "") -> None:
    """Say whether lists hide a company now that did not, or the other way; and how to undo it."""
    if told.was_hidden == told.is_hidden:
        return
    from graph_icp.discovery.selectors import as_options

    words = as_options("graph-icp hygiene undo", [told.tag]) + as_options("", [company])
    undo = f"; undo: {words}" if company else ""
    said = "hidden from lists now" if told.is_hidden else "no longer hidden from lists"
    say(f"It is {said} ([hygiene] in icp.toml){undo}.")
