"""Exports: a delivery written for a target, by the labels of icp.toml, with its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.graph.open_store import is_address
from graph_icp.market.delivery.consent import with_consent
from graph_icp.output.exports.export import (
    Export,
    export,
    in_no_file,
    stale,
    write_export,
)
from graph_icp.output.exports.receipt import Receipt
from graph_icp.output.exports.target import Wishes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.output.exports.target import Target


@dataclass(frozen=True)
class ExportOptions:
    """The user's wishes for an export.

    Attributes
    ----------
    labels : mapping of str to str
        Headers of the target's own columns, by name.
    set_owner : bool
        Whether owners in the CRM are overwritten.
    set_stage : str
        The stage that records in the CRM get; "" leaves it as it is.
    campaign : str
        The campaign that people join.
    consent : Path, optional
        A list that says who agreed.
    """

    labels: Mapping[str, str]
    set_owner: bool = False
    set_stage: str = ""
    campaign: str = ""
    consent: Path | None = None


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    written : dict of Path to int
        How many rows each file has.
    receipt : Path
    stale : list of Path
        Files of an earlier export that would now be imported by mistake.
    """

    written: dict[Path, int]
    receipt: Path
    stale: list[Path]


def made_for(target: Target, delivery: Delivery, options: ExportOptions) -> Export:
    """Return a delivery as the files of a target.

    Raises
    ------
    FileError
        If a label cannot be a header, or the list of consents cannot be read.
    RankingError
        If the target asks for consent and nothing is known of it.
    """
    contacts = delivery.contacts
    accounts = delivery.accounts.assign(why=delivery.accounts["brief_why"])
    if target.consent:
        contacts = with_consent(contacts, options.consent, target.title)
    wishes = Wishes(
        delivery.day,
        {**target.labels, **options.labels},
        options.set_owner,
        options.set_stage,
        options.campaign,
    )
    return export(target, accounts, contacts, delivery.left_out, wishes)


def written(made: Export, delivery: Delivery, path: Path, store: str) -> Exported:
    """Write an export and its receipt; see `write_export` for what it raises.

    Parameters
    ----------
    made : Export
    delivery : Delivery
        Of which it is made.
    path : Path
    store : str
        Its path or address; the receipt has the name of a file, and no address.
    """

    def receipt(files: Mapping[Path, int]) -> Receipt:
        return Receipt(
            f"Export for {made.target.title}, {delivery.day.isoformat()}",
            [
                f"From {_store_name(store)}, run {delivery.found.run}: "
                f"{len(delivery.accounts):,} companies.",
            ],
            made.files,
            files,
            delivery.left_out,
            delivery.opted_out,
            made.needs(),
            made.to_do(),
            in_no_file(made.target, delivery.left_out),
            made.target.system,
        )

    files, beside = write_export(made, path, receipt)
    return Exported(files, beside, stale(made, path, files))


def _store_name(path: str) -> str:
    """Return what a receipt calls a store: a file by its name, and no address of a server."""
    return "a server" if is_address(path) else Path(path).name
