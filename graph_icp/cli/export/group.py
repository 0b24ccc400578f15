"""The group of all exports."""

from __future__ import annotations

import click

from graph_icp.cli.export import sheet, targets
from graph_icp.cli.options import store_anywhere
from graph_icp.errors import UnknownNameError


class Targets(click.Group):
    """A group that answers an unknown target with the list of targets."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a target."""
        name = args[0]
        if not name.startswith("-") and name not in self.commands:
            raise UnknownNameError(
                "target", name, hint=f"The targets are {', '.join(self.commands)}."
            )
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the targets in the order of their use."""
        return list(self.commands)


@click.group(cls=Targets)
@store_anywhere
def export() -> None:
    """Write the list as a sales team works with it, or as another program imports it.

    Best and Good fit leave; customers, open deals, churned customers, competitors, partners and
    people who opted out do not. 'sheet' is for people. All others are for programs, with a receipt
    of who was left out and why: open them in an editor rather than in a spreadsheet.

    \b
    graph-icp export sheet -o team.xlsx
    graph-icp export hubspot -o hubspot.csv
    graph-icp export linkedin --dry-run
    """


for command in (*sheet.COMMANDS, *targets.COMMANDS):
    export.add_command(command)

COMMANDS = (export,)
