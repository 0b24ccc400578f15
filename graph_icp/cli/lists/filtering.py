"""The options that say which companies a list shows, for commands that make one."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph_icp.cli.console import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_icp.market.discovery_list import DiscoveryList

    Command = TypeVar("Command", bound=Callable[..., Any])


def filter_options(command: Command, tiers: str = "all but Disqualified") -> Command:
    """Give a command the options of a list's filters, and hand it these as `filters`.

    Parameters
    ----------
    command : callable
    tiers : str
        Which tiers it lists where none is named, for its help.
    """

    @wraps(command)
    def wrapped(**options: Any) -> Any:
        # Not for the help of a command.
        from graph_icp.discovery.ranking.filters import Filters

        asked = {name: options.pop(option) for option, name in _NAMES.items()}
        return command(filters=Filters(**asked), **options)

    for option in reversed((_tier(tiers), *_OPTIONS)):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def tell_filters(found: DiscoveryList) -> None:
    """Say how many companies filters left out, what the team said of them, and their tags."""
    if found.filtered:
        say(f"Left out by filters: {', '.join(found.filters_left_out())}.")
    if found.said:
        words = ", ".join(found.said_of())
        say(f"Not listed for what the team said: {words}; 'graph-icp feedback' lists them.")
    if found.hidden:
        words = ", ".join(found.hidden_for())
        say(f"Hidden by tags: {words}; --show TAG lists them, 'graph-icp hygiene' says why.")
    for tag in found.shown_in_vain:
        how = f"; {_ranking(tag)}" if tag in found.other_statuses else ""
        asked = _option("--show", tag)
        say(f"{asked} lists nobody more: no ranked company is hidden for it{how}.")


def of_other_statuses(counts: Mapping[str, int], command: str = "") -> str:
    """Return how many companies are not ranked for their statuses, and how they are.

    Parameters
    ----------
    counts : mapping of str to int
        By status.
    command : str
        The command that ranks them, where it is not the one at hand.
    """
    from graph_icp.market.lists.status_words import statuses_counted

    words = statuses_counted(counts)
    how = _ranking(next(iter(counts)), command)
    return f"Not ranked by status: {words}; {how}."


def _ranking(status: str, command: str = "") -> str:
    """Return how to rank companies of a status: "--status customer ranks customers"."""
    from graph_icp.market.lists.status_words import NOUNS

    option = _option("--status", status)
    asked = f"'{command} {option}'" if command else option
    return f"{asked} ranks {NOUNS[status][1]}"


def _option(name: str, text: str) -> str:
    from graph_icp.discovery.selectors import as_options

    return as_options(name, [text])


def _tier(default: str) -> Callable[[Command], Command]:
    return click.option(
        "--tier",
        "tiers",
        multiple=True,
        metavar="TIER",
        help="Only companies of this tier: 'Best fit', 'Good fit', 'Bad fit', 'Insufficient data' "
        f"or 'Disqualified'.  [default: {default}]",
    )


# The name of each option, and that of its filter.
_NAMES = {
    "status": "statuses",
    "tiers": "tiers",
    "tag": "tags",
    "without_tag": "without_tags",
    "show": "shown_tags",
    **{
        name: name
        for name in (
            *("min_fit", "country", "industry", "size", "where", "owner"),
            *("has_door", "requests", "persona_missing", "feedback", "untaken"),
        )
    },
}
_OPTIONS = (
    click.option(
        "--min-fit",
        type=click.FloatRange(0, 100),
        metavar="FIT",
        help="Only companies with at least this fit, 0 to 100.",
    ),
    click.option(
        "--country", multiple=True, metavar="CODE", help="Only companies in this country."
    ),
    click.option("--industry", multiple=True, help="Only companies in this industry."),
    click.option(
        "--size", multiple=True, metavar="BAND", help="Only companies of this size, such as 51-200."
    ),
    click.option(
        "--owner",
        multiple=True,
        metavar="NAME",
        help="Only companies that NAME owns in your CRM; through whom a door leads, 'paths' says.",
    ),
    click.option(
        "--has-door",
        is_flag=True,
        help="Only companies into which a path of yours leads, Weak or better.",
    ),
    click.option(
        "--requests",
        is_flag=True,
        help="Only companies that asked for a demo or contact in the last 30 days.",
    ),
    click.option(
        "--persona-missing",
        multiple=True,
        metavar="NAME",
        help="Only companies where nobody is known of this persona of icp.toml; given twice, of "
        "neither.",
    ),
    click.option(
        "--feedback",
        multiple=True,
        metavar="WORD",
        help="Only companies of which the team said this last: taken, not a fit, won, lost or "
        "later.  [default: nothing, or taken]",
    ),
    click.option(
        "--untaken", is_flag=True, help="Only companies that nobody of the team has taken."
    ),
    click.option(
        "--tag",
        multiple=True,
        metavar="TAG",
        help="Only companies with this tag, such as 'services firm'; 'graph-icp hygiene' lists all "
        "tags.",
    ),
    click.option("--without-tag", multiple=True, metavar="TAG", help="No companies with this tag."),
    click.option(
        "--show",
        multiple=True,
        metavar="TAG",
        help="Also companies with this tag, which [hygiene] in icp.toml hides; 'all' for all tags.",
    ),
    click.option(
        "--where",
        multiple=True,
        metavar="RELATION=TRAIT",
        help="Only companies with this trait (uses=Kubernetes), or with any of a relation "
        "(sponsored).",
    ),
    click.option(
        "--status",
        multiple=True,
        default=["prospect"],
        show_default=True,
        help="Rank companies of this status.",
    ),
)
