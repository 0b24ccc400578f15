"""Consent: which people of a delivery agreed to be addressed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, RankingError
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.records.people import NAMED_PERSON
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import address
from graph_icp.ingest.values.opt_outs import about_agreement, about_mail, agreed_by, opted_out_by

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.ingest.values.opt_outs import Meaning

_EMAIL = next(column for column in NAMED_PERSON if column.name == "email")
_ADDRESSES = {each.casefold() for each in (_EMAIL.name, *_EMAIL.headers)}
_NOBODY = (
    "{target} takes only people who agreed, and no file says who did: load contacts with a column "
    "such as 'Marketing consent', or give --consent FILE with the columns email and consent."
)


def with_consent(contacts: pd.DataFrame, file: Path | None, target: str) -> pd.DataFrame:
    """Return the contacts of a delivery with what a file says of their consent.

    Parameters
    ----------
    contacts : DataFrame
        As `Delivery.contacts`.
    file : Path, optional
        A list with an e-mail address and a consent on each row. A no that was loaded stays one.
    target : str
        For whom, in the error.

    Raises
    ------
    FileError
        If the file cannot be read, or lacks a column.
    RankingError
        If nothing is known of anybody's consent.
    """
    if file is not None:
        said = consents_in(file)
        loaded = contacts["consent"]
        told = [said.get(str(email)) for email in contacts["email"]]
        both = [
            before if before is False or now is None else now
            for before, now in zip(loaded, told, strict=True)
        ]
        contacts = contacts.assign(consent=both)
    elif len(contacts) and contacts["consent"].map(lambda said: said is None).all():
        raise RankingError(_NOBODY.format(target=target))
    return contacts


def consents_in(file: Path) -> dict[str, bool]:
    """Return whether the people of a list agreed, by their address; a no counts before a yes.

    What says that somebody does not want to be written to is a no: "Unsubscribed", "No consent".
    """
    found: dict[str, bool] = {}
    with open_table(file) as table:
        emails = [each for each in table.header if each.strip().casefold() in _ADDRESSES]
        consents = [each for each in table.header if about_agreement(each)]
        if not emails or not consents:
            missing = "consent" if emails else "email"
            raise FileError(
                f"{file}: its headers ({', '.join(table.header)}) have no column {missing}; name "
                "one of them so."
            )
        meanings = {
            each: meaning
            for each in table.header
            if each != emails[0] and (meaning := about_mail(each))
        }
        for batch in table.batches():
            for row in batch.rows.select([emails[0], *{*consents, *meanings}]).to_pylist():
                email = _address(row[emails[0]])
                said = [agreed_by(row[each] or "") for each in consents]
                said += ["false" for each in meanings if _refused(meanings[each], row[each])]
                if email and any(said):
                    found[email] = found.get(email, True) and "false" not in said
    return found


def _refused(meaning: Meaning, text: str | None) -> bool:
    return opted_out_by(meaning, text or "") == "true"


def _address(text: str | None) -> str | None:
    with suppress(SkipValue):
        return address(text or "")
    return None
