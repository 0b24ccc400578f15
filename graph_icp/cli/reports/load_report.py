"""Report of a load, on the screen and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.cli.console import counted, say, show

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.ingest.load.file_report import FileReport
    from graph_icp.ingest.upsert.counts import Counts
    from graph_icp.market.loading import Report

# The most reasons for rejected rows, and other details, that are shown for one file.
DETAILS = 5
# The most unknown words beyond those that are shown for one file; more are in no list of choices.
_WORDS = 200


def tell_file(report: FileReport) -> None:
    """Report on one file."""
    refused = report.rejected.total()
    # Lines above the header and footers are not rows, and are reported below.
    skipped = report.rows_read - report.accepted - refused
    say(
        f"{report.file}: {report.loader}, {counted(report.rows_read, 'row')}, "
        f"{report.accepted:,} accepted"
        + (f", {skipped:,} skipped" if skipped else "")
        + (f", {refused:,} rejected" if refused else "")
    )
    for reason, times in report.rejected.most_common(DETAILS):
        more = f" (and {counted(times - 1, 'more row')})" if times > 1 else ""
        say(f"    row {report.first_rejected[reason]}: {reason}{more}")
    if len(report.rejected) > DETAILS:
        left = len(report.rejected) - DETAILS
        say(f"    and {left:,} more reasons; 'graph-icp rejects' lists all")
    for why, times in report.skipped.most_common(DETAILS):
        say(f"    skipped {times:,} x {why}")
    _tell_left_out(report)
    _tell_columns(report)


def _tell_left_out(report: FileReport) -> None:
    """Report the values left out: those left out most, and the words that nobody knows."""
    notes = report.notes.most_common()
    words = [each for each in notes[DETAILS:] if each[0] in report.audit.unknown_words]
    shown = notes[:DETAILS] + words[:_WORDS]
    for note, times in shown:
        say(f"    left out {times:,} x {note}")
    if len(notes) > len(shown):
        say(f"    and {len(notes) - len(shown):,} more kinds of value left out")


def _tell_columns(report: FileReport) -> None:
    """Report how a file's columns were read, and the values that are not in the graph."""
    audit = report.audit
    for remark in audit.remarks:
        say(f"    {remark}")
    named = [f"{times:,} by {how}" for how, times in audit.named_by.items() if times]
    if named:
        say(f"    companies named: {', '.join(named)}")
    if audit.free_mail:
        free = "address names" if audit.free_mail == 1 else "addresses name"
        say(f"    {audit.free_mail:,} e-mail {free} no company (free mail)")
    if audit.opt_outs:
        say(f"    who is not to be written to: {_listed(sorted(audit.opt_outs))}")
    if audit.kept:
        say(f"    kept as they are: {_listed(sorted(audit.kept))}")
    if report.ignored:
        say(f"    not used: {_listed(report.ignored)}")


def tell_load(report: Report) -> None:
    """Report the changes of a load to the graph."""
    nodes, edges = report.counts["node"], report.counts.get("fact")
    say(f"Nodes: {_counted(nodes)}." + (f" Edges: {_counted(edges)}." if edges else ""))
    for each in report.ended:
        say(
            f"Ended: {each.gone:,} of {each.before:,} {each.what} of {each.source}, which the "
            "files no longer contain."
        )
    companies = "1 company" if report.accounts == 1 else f"{report.accounts:,} companies"
    change = f" ({report.new_accounts:+,})" if report.new_accounts else ""
    people = f" and {report.people:,} people" if report.people else ""
    say(f"{companies}{change}{people} found ({report.mentions:,} names and ids).")
    _tell_nameless(report)
    if report.ambiguous:
        names = [
            f"{name} (a customer)" if customer else name
            for name, customer in list(report.ambiguous.items())[:DETAILS]
        ]
        more = len(report.ambiguous) - len(names)
        say(
            f"These names fit several companies and were not matched: {', '.join(names)}"
            + (f" and {more:,} more" if more else "")
            + "; decide with 'graph-icp resolve'."
        )
    for sentence in report.several_companies[:DETAILS]:
        say(sentence)
    if len(report.several_companies) > DETAILS:
        left = len(report.several_companies) - DETAILS
        say(f"{left:,} more domains and pages of several companies; 'graph-icp resolve' names all.")
    _tell_colleagues_alike(report)
    if report.currencies:
        _tell_currencies(report)
    for circle in report.circles[:DETAILS]:
        say(
            f"Warning: {' and '.join(circle[:DETAILS])} belong to each other in a circle; "
            "correct the parents in the file, or 'graph-icp resolve undo A B'."
        )
    if report.settled:
        say(f"No longer ambiguous: {', '.join(report.settled[:DETAILS])}.")


def _tell_colleagues_alike(report: Report) -> None:
    """Report the colleagues with nearly the same name, and how to make two of them one."""
    pairs = report.colleagues_alike
    for each in pairs[:DETAILS]:
        say(
            f"2 colleagues with nearly the same name: {each.one} and {each.other}. One person? "
            f'\'graph-icp resolve accept "{each.key}" "{each.other_key}"\' makes them one, '
            "'resolve refuse' keeps them two."
        )
    if len(pairs) > DETAILS:
        say(f"{len(pairs) - DETAILS:,} more pairs of colleagues with nearly the same name.")


def _tell_nameless(report: Report) -> None:
    """Report the accounts and the owners of deals who are known by an id alone."""
    if report.nameless:
        say(
            f"{counted(report.nameless, 'account')} known by an id alone; load the file that names "
            "the companies of these ids."
        )
    for system, owners in report.nameless_owners.items():
        say(
            f"{counted(owners, 'owner')} of deals known by an id of {system} alone, so it is not "
            "known which colleague won them; load their names too: "
            f"{_NAMES_OF_OWNERS.get(system, 'deals with the names of their owners')}."
        )


# What names the owners of a system, and how to load it.
_NAMES_OF_OWNERS = {
    "salesforce": "Setup > Data Export > User (--as salesforce-users)",
    "hubspot": "the owners of its API (--as hubspot-owners)",
    "dynamics": "Settings > Security > Users (--as dynamics-users)",
}


def _tell_currencies(report: Report) -> None:
    """Report the deals whose amounts do not count, and how to make them count."""
    from graph_icp.market.loading import NO_CURRENCY

    others = ", ".join(
        f"{counted(deals, 'deal')} in {currency}" for currency, deals in report.currencies.items()
    )
    counting = (
        f"Amounts in {report.currency} count" if report.currency else "Amounts with a rate count"
    )
    rates = [f"{name} = ..." for name in report.currencies if name != NO_CURRENCY]
    rates = [f"{report.currency} = 1", *rates] if report.currency else rates
    how = "Load them again with their currency."
    if rates:
        how = (
            f"Say under [currencies] in icp.toml what one unit is worth ({', '.join(rates)}), and "
            "load the deals again."
        )
    say(f"{counting}; left out are those of {others}. {how}")


def write_audit(report: Report, output: Path) -> None:
    """Write the audit of each column, and show the values refused most often."""
    from graph_icp.ingest.load.column_audit import audit, refused_most

    most = refused_most(report.files)
    if len(most):
        show(most, title="Values most often left out or rejected")
    show(audit(report.files), output=output, title="How each column was read")


# The most names of columns in a line.
_NAMED = 12


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _counted(counts: Counts) -> str:
    return f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged"
