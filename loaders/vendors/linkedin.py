"""LinkedIn: the connections of one colleague, as LinkedIn gives them to their owner."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import FileError
from graph_icp.graph.model import KNOWS, PERSON, WORKS_AT
from graph_icp.identity.names import clean_person
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON, person
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes


def read(rows: Rows) -> None:
    """A row is a person whom the colleague knows, with their present employer."""
    owner = _owner(rows)
    nameless = [rows.text(each).is_null() for each in ("first_name", "last_name", "profile_url")]
    rows.skip(pc.and_(pc.and_(*nameless[:2]), nameless[2]), "connections without a name")
    # Not by the address: people give LinkedIn a private one, or an earlier employer's.
    employer = company(rows, optional=True)
    contact = person(rows, employer)
    rows.statements.fact(KNOWS, owner, contact, since=rows.day("connected_on"))
    # The date is the connection's, not the first day of the job.
    rows.statements.fact(WORKS_AT, contact, employer, role=rows.text("title"))


def _owner(rows: Rows) -> Nodes:
    """Return the colleague, the same in every row; raises FileError if there is none."""
    name = " ".join((rows.audit.options.owner or "").split())
    clean = clean_person(name)
    if not clean:
        raise FileError(
            f'{rows.file}: these are a colleague\'s connections; say whose with --owner "Ann Lee".'
        )
    key, names = (pa.array([text] * len(rows)) for text in (f"colleague:{clean}", name))
    return rows.statements.node(PERSON, key, names, rows.every)


LOADERS = (
    Loader(
        name="linkedin",
        title="LinkedIn connections of a colleague (say whose with --owner)",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name not in ("name", "person_id")),
                profile_url=("URL", "Profile URL"),
            ),
            Column("company", "where they work now"),
            Column("title", "what they are there", ("Position",)),
            Column("connected_on", "since when the colleague knows them"),
        ),
        needs=(("connected_on",), ("profile_url", "email"), ("first_name", "last_name")),
        replaces="its owners",
        read=read,
        example={
            "First Name": "Mia",
            "Last Name": "Keller",
            "URL": "https://www.linkedin.com/in/mia-keller-example",
            "Email Address": "",
            "Company": "Acme GmbH",
            "Position": "Head of Logistics",
            "Connected On": "15 Jun 2026",
        },
        found=(
            "Connections.csv: LinkedIn > Settings & Privacy > Data privacy > Get a copy of your "
            "data > Connections"
        ),
    ),
)
