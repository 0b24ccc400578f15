"""The command forget: somebody goes from the store for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import agreed, counted, progress, say, show
from graph_icp.cli.options import with_market
from graph_icp.enumeration import first_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.market import Market
    from graph_icp.market.privacy.forgetting import Forgetting

# The tables of the model, in the order in which they are shown, and what their rows are.
_ROWS = {
    "node": "ways of naming them",
    "naming": "names",
    "property": "columns told of them",
    "fact": "jobs, events, visits, deals and other ties",
    "same_as": "ties of names, and decisions on them",
    "label": "statuses that people gave",
    "feedback": "feedback of the team",
    "tag_decision": "decisions on tags",
    "introduction": "introductions",
    "proposal": "proposals of what may be the same",
    "reject": "rejected rows that hold their words",
    "header_map": "remembered headers that hold their words",
    "load": "names of files that hold their words",
    "run": "runs that ranked them or learned from them",
}
# The most files and runs that are named one by one.
_NAMED = 8


@click.command()
@click.argument("who")
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_market
def forget(market: Market, who: str, dry_run: bool, yes: bool) -> None:
    """Forget a person, a company or everybody at a domain, everywhere in the store.

    WHO is an e-mail address, a person's page, "Ann Lee at acme.com", a company by any name, or a
    domain. With a company go its people who are known nowhere else; with a domain everybody who
    has an address at it. Accounts, links and results are worked out again, and the store's file
    is written anew, so that deleted text does not stay in it.

    \b
    graph-icp forget ann@acme.com --dry-run
    graph-icp forget "Ann Lee at acme.com"
    graph-icp forget linkedin.com/in/ann-lee --yes
    graph-icp forget acme.com
    """
    with progress() as bar:
        bar("looking for what is known of them", 0)
        plan = market.privacy.planned(who)
    _show(plan)
    if others := market.privacy.other_names:
        say(
            f"The store's file has {counted(others, 'other name', 'other names')} on the disk "
            "(hard links), which will keep all this: remove them by hand."
        )
    if dry_run:
        say("Nothing was changed; without --dry-run it would be forgotten.")
        return
    if not yes and not agreed("Forget all this for good?"):
        say("Nothing was changed.")
        sys.exit(1)
    with progress() as bar:
        done = market.privacy.forget(who, bar)
    say(f"Forgot {whom(done)}.")
    _say_what_stays(market, done)


def _show(plan: Forgetting) -> None:
    import pandas as pd

    rows = [
        (table, plan.counts[table], words) for table, words in _ROWS.items() if table in plan.counts
    ]
    say(f"{plan.called}: {whom(plan)}.")
    if rows:
        show(pd.DataFrame(rows, columns=["table", "rows", "what"]))
    if plan.staying:
        say(
            f"{counted(plan.staying, 'person', 'people')} of the company "
            f"{'stays, known' if plan.staying == 1 else 'stay, known'} at another company too. "
            "What ties them to this one goes"
            + ("." if plan.of_domain else ", but not an address at its domain: forget that too.")
        )
    if plan.namesakes:
        at = f": {first_of(plan.namesakes_at, _NAMED)}" if plan.namesakes_at else ""
        say(
            f"{counted(plan.namesakes, 'text of others', 'texts of others')} still "
            f"{'holds' if plan.namesakes == 1 else 'hold'} this name, which somebody else has "
            f"too{at}. It cannot be told whom they mean, so they stay."
        )
    if plan.runs:
        say(
            f"{_listing('Run', [str(each) for each in plan.runs])} ranked them or learned from "
            f"them. Lists and exports that were written since {plan.since} may hold them: remove "
            "them there by hand."
        )


def _say_what_stays(market: Market, done: Forgetting) -> None:
    if done.write_back:
        say("What was written back told of them and is gone; 'discover --write-back' writes anew.")
    if done.files:
        say(
            f"{_listing('File', done.files)} told of them and would bring them back; take them "
            "out there too."
        )
    if lines := market.privacy.lines_of_icp(done):
        say(
            f"{market.icp.file} holds their words in {_listing('line', [str(n) for n in lines])}; "
            "take them out there."
        )
    if market.privacy.wipes:
        say("The store's file was written anew. Backups and copies of it still hold them.")
    else:
        say_what_servers_keep()


def whom(plan: Forgetting) -> str:
    """Return who goes, in words: "1 company and 3 people"."""
    people = counted(plan.people, "person", "people")
    if not plan.people and not plan.companies:
        return "nobody who is known, but texts that hold the words"
    if not plan.companies:
        return people
    companies = counted(plan.companies, "company", "companies")
    return f"{companies} and {people}" if plan.people else companies


def say_what_servers_keep() -> None:
    """Say that deleted text stays for a while in the files of a server."""
    say(
        "The server's store files, transaction logs and backups keep deleted text until they "
        "are reused; that is for the server's administrator."
    )


def _listing(noun: str, names: Sequence[str]) -> str:
    return f"{noun if len(names) == 1 else f'{noun}s'} {first_of(names, _NAMED)}"


COMMANDS = (forget,)
