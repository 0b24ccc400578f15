"""The commands of targets: a list as CRMs, ad platforms and sequencers import it."""

from __future__ import annotations

import re
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import counted, say, warn
from graph_icp.cli.export.asked import asks

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.cli.export.asked import Asked
    from graph_icp.cli.options import Command
    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.output.exports.export import Export


def _target(name: str) -> Callable[[Command], click.Command]:
    """Make a command of a function that says by its help what a target takes."""

    def made(command: Command) -> click.Command:
        @wraps(command)
        def wrapped(asked: Asked, **options: Any) -> None:
            _export(name, asked, **options)

        options: Any = asks(wrapped)
        for option in (_dry_run, _output(name)):
            options = option(options)
        return click.command(name)(options)

    return made


def _output(name: str) -> Callable[[Command], Command]:
    return click.option(
        *("-o", "--output"),
        type=click.Path(path_type=Path),
        default=Path(f"{name}.csv"),
        show_default=True,
        metavar="FILE.csv",
        help="The file; where there are several, what is in each is put behind this name.",
    )


_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be written.")
_labels = click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="NAME=LABEL",
    help="What a column of ours is called there: tier, fit, reach, intent, why, date, in HubSpot "
    "persona, in Salesforce id; can be given several times, and stand in icp.toml.",
)
_owner = click.option("--set-owner", is_flag=True, help="Overwrite the owners of companies there.")


@_target("hubspot")
@click.option(
    "--set-stage",
    metavar="STAGE",
    default="",
    help="Overwrite the lifecycle stage of companies there with this one.",
)
@_owner
@_labels
def hubspot() -> None:
    """Write companies and contacts for HubSpot, updates by Record ID apart from new ones.

    Tier, fit, reach, intent, why and date go into properties of companies. Owners and lifecycle
    stages in HubSpot stay as they are unless you ask for it.

    \b
    graph-icp export hubspot -o hubspot.csv
    graph-icp export hubspot --label fit="Fit score" --dry-run
    """


@_target("salesforce")
@click.option(
    "--campaign",
    metavar="ID",
    default="",
    callback=lambda _context, _parameter, text: _campaign(text),
    help="Also write the people that Salesforce has as members of this campaign (701...).",
)
@_owner
@_labels
def salesforce() -> None:
    """Write accounts, contacts and campaign members for Salesforce's Data Loader.

    Accounts that Salesforce has are updated by their 18-character Id, others inserted by an
    external id. Owners in Salesforce stay as they are unless you ask for it.

    \b
    graph-icp export salesforce -o salesforce.csv
    graph-icp export salesforce --campaign 7015e000000AbCdAAK
    """


@_target("linkedin")
def linkedin() -> None:
    """Write the company list and the contact list of LinkedIn's Matched Audiences.

    \b
    graph-icp export linkedin -o linkedin.csv
    """


@_target("google-ads")
@click.option(
    "--consent",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list with the columns email and consent; otherwise what loaded files say counts.",
)
def google_ads() -> None:
    """Write the people who agreed, hashed, for Google Ads Customer Match.

    \b
    graph-icp export google-ads --consent consents.csv
    """


@_target("sales-navigator")
def sales_navigator() -> None:
    """Write account lists for LinkedIn Sales Navigator, 1,000 accounts a file.

    \b
    graph-icp export sales-navigator --top 1000
    """


@_target("outreach")
def outreach() -> None:
    """Write people by e-mail address for Outreach and other sequencers.

    \b
    graph-icp export outreach -o outreach.csv
    """


COMMANDS = (hubspot, salesforce, linkedin, google_ads, sales_navigator, outreach)


def _campaign(text: str) -> str:
    """Return the 18 characters of a campaign's id; raises BadParameter for another text."""
    from graph_icp.market.delivery.salesforce_id import whole_id

    if text and not re.fullmatch(r"701[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?", text):
        raise click.BadParameter(
            f"'{text}' is no campaign; its id begins with 701 and stands in its address."
        )
    return whole_id(text)


def _export(
    name: str,
    asked: Asked,
    *,
    output: Path,
    dry_run: bool,
    labels: tuple[str, ...] = (),
    **wishes: Any,
) -> None:
    """Write a delivery for a target, or say what would be written."""
    from graph_icp.market.delivery.exported import ExportOptions, made_for, written
    from graph_icp.output.exports.export import check_path
    from graph_icp.output.exports.targets import target

    check_path(output)
    to = target(name)
    mine = asked.market.icp.read()[0].export_labels.get(name, {})
    options = ExportOptions({**mine, **_parted(labels, to.labels)}, **wishes)
    delivery = asked.deliver(preview=dry_run)
    made = made_for(to, delivery, options)
    if dry_run:
        _tell(made, delivery)
        return
    result = written(made, delivery, output, asked.market.path)
    for path, many in result.written.items():
        say(f"Wrote {counted(many, 'row')} to {path}.")
    _tell(made, delivery, dry=False)
    say(f"{result.receipt} says how to import them, and what was left out and why.")
    if result.stale:
        names = ", ".join(map(str, result.stale))
        warn([f"{names}: of an earlier export, so delete what you do not import."])


def _parted(labels: tuple[str, ...], known: Any) -> dict[str, str]:
    """Return labels by their names; raises UsageError for others."""
    parts = [each.partition("=") for each in labels]
    for name, sign, _ in parts:
        if not sign or name not in known:
            raise click.BadParameter(
                f"'{name}' is none of {', '.join(known)}; write fit=\"Fit score\"",
                param_hint="--label",
            )
    return {name: label for name, _, label in parts}


def _tell(made: Export, delivery: Delivery, *, dry: bool = True) -> None:
    """Say how much there is, who is left out, what a target lacks, and what became of cells."""
    from graph_icp.output.exports.export import in_no_file
    from graph_icp.output.exports.receipt import (
        cells_changed,
        counts,
        rows_left_out,
        told,
        unmentioned_said,
    )

    if dry and not len(made):
        say("Nobody would be exported.")
    if dry:
        for each in made.files:
            name = f"{each.file.name}: " if each.file.name else ""
            say(f"{name}{told(len(each), each.file.noun)} would be written.")
    left_out = counts(delivery.left_out)
    if left_out:
        many = counted(len(delivery.left_out), "account")
        say(f"Left out {many}: {', '.join(left_out)}.")
    for line in (*rows_left_out(made.files, delivery.opted_out), *cells_changed(made.files)):
        say(f"{line}.")
    unmentioned = in_no_file(made.target, delivery.left_out)
    if len(unmentioned):
        say(f"{unmentioned_said(unmentioned)}: the receipt names them.")
    warn(made.needs())
