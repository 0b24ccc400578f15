"""The options of every export: which accounts leave, and from which market."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import counted, progress, warn
from graph_icp.cli.lists.filtering import filter_options, tell_filters
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import with_market
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from graph_icp.cli.options import Command
    from graph_icp.discovery.ranking.filters import Filters
    from graph_icp.market import Market
    from graph_icp.market.delivery.delivered import Delivery


@dataclass(frozen=True)
class Asked:
    """Which accounts an export is asked for.

    Attributes
    ----------
    market : Market
    filters : Filters
    top : int, optional
        How many of them, the best first; all where it is not given.
    as_of : date, optional
        The day of the export; today where it is not given.
    without, with_ : tuple of str
        What does not count for fit, and what does although it would not.
    """

    market: Market
    filters: Filters
    top: int | None
    as_of: datetime.date | None
    without: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()

    def deliver(self, *, preview: bool = False) -> Delivery:
        """Return what is to leave, and say how many warnings the list has that it comes from."""
        from graph_icp.market.discovery_list import BACKTEST

        with progress() as bar:
            delivery = self.market.deliver(
                without=self.without,
                with_=self.with_,
                filters=self.filters,
                limit=self.top,
                preview=preview,
                as_of=self.as_of,
                progress=bar,
            )
        found = delivery.found
        doubts = [each for each in found.health if not each.startswith(BACKTEST)]
        if doubts:
            many = counted(len(doubts), "warning")
            warn([f"{many} about the list; 'graph-icp discover' says which, and what to do."])
        warn(found.warnings)
        tell_filters(found)
        return delivery


def asks(command: Command, *, usual: int | None = None) -> Command:
    """Give a command the options by which accounts are chosen, and hand it `Asked` first.

    `usual` is how many accounts leave where nobody says it; all of them where it is not given.
    """

    @wraps(command)
    def wrapped(
        market: Market,
        icp: Path | None,
        top: int | None,
        as_of: datetime.datetime | None,
        without: tuple[str, ...],
        with_: tuple[str, ...],
        filters: Filters,
        **rest: Any,
    ) -> Any:
        from graph_icp.market import Market as Opened

        chosen = Opened(market.path, icp) if icp else market
        day = as_of.date() if as_of else None
        return command(Asked(chosen, filters, top, day, without, with_), **rest)

    with_options: Any = filter_options(with_market(wrapped), "'Best fit' and 'Good fit'")
    for option in (*reversed(_OPTIONS), _top(usual)):
        with_options = option(with_options)
    return with_options  # type: ignore[no-any-return]


def _top(usual: int | None) -> Callable[[Command], Command]:
    return click.option(
        "--top",
        type=click.IntRange(min=1),
        default=usual,
        metavar="N",
        help=f"Only the first N companies of the list.  [default: {usual or 'all'}]",
    )


_OPTIONS = (
    without_option,
    as_of_option,
    click.option(
        "--icp",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="The profile to go by.  [default: icp.toml beside the store]",
    ),
)
