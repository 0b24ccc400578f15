"""Users of CRMs: the names of colleagues whom other exports give by id alone."""

from __future__ import annotations

from functools import partial

from graph_icp.ingest.records.colleagues import colleagues, users
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import full_name
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.values.identifiers import id_in


def read(system: str, rows: Rows) -> None:
    """A row is a colleague: the id under which a system knows them, and their name."""
    names = full_name(rows)
    number = rows.needed(rows.places["user_id"], rows.value("user_id", id_in(system)))
    named = colleagues(rows, names)
    rows.reject(named.keys.is_null(), "no name of a colleague")
    users(rows, named, number, system=system)


_USER = (
    Column("user_id", "the user's id"),
    Column("name", "the user's name", ("full name",)),
    Column("first_name", "first name, where names come in two columns", ("firstName",)),
    Column("last_name", "last name", ("lastName",)),
)
_NEEDS = (("user_id",), ("name", "last_name"))

LOADERS = (
    Loader(
        name="salesforce-users",
        title="Salesforce users: the names of owners whom other files give by id",
        columns=with_headers(_USER, user_id=("Id", "User ID")),
        needs=_NEEDS,
        marks=("Username", "UserRoleId", "ProfileId", "UserType"),
        read=partial(read, "salesforce"),
        example={
            "Id": "0055e00000Xy9zwAAC",
            "Username": "ann@ours.example",
            "LastName": "Lee",
            "FirstName": "Ann",
            "Name": "Ann Lee",
            "Email": "ann@ours.example",
            "IsActive": "true",
            "UserRoleId": "",
            "ProfileId": "00e5e00000Pr4stAAE",
        },
        found="Setup > Data Export, or Data Loader > Export > User",
        unused=(
            *("Username", "Email", "IsActive", "UserRoleId", "ProfileId", "UserType", "Alias"),
            *("CompanyName", "Division", "Department", "Title", "ManagerId", "ContactId"),
            *("AccountId", "CreatedDate", "LastLoginDate"),
        ),
    ),
    Loader(
        name="hubspot-owners",
        title="HubSpot owners: the names of owners whom other files give by id",
        columns=with_headers(_USER, user_id=("owner_id", "Owner ID", "hubspot_owner_id", "id")),
        needs=_NEEDS,
        marks=("owner_id", "Owner ID", "userId", "userIdIncludingInactive"),
        read=partial(read, "hubspot"),
        example={
            "owner_id": "18293",
            "first_name": "Ann",
            "last_name": "Lee",
            "email": "ann@ours.example",
            "is_active": "true",
        },
        found="the owners of HubSpot's API (crm/v3/owners), or a warehouse's table owner",
        unused=(
            *("email", "is_active", "archived", "userId", "userIdIncludingInactive", "type"),
            *("createdAt", "updatedAt", "created_at", "updated_at", "portal_id", "teams"),
        ),
    ),
    Loader(
        name="dynamics-users",
        title="Dynamics 365 users: the names of owners whom other files give by id",
        columns=with_headers(_USER, user_id=("systemuserid", "(Do Not Modify) User")),
        needs=_NEEDS,
        marks=("systemuserid", "(Do Not Modify) User"),
        read=partial(read, "dynamics"),
        example={
            "(Do Not Modify) User": "0a1b2c3d-0000-4000-8000-000000000900",
            "(Do Not Modify) Row Checksum": "abc==",
            "(Do Not Modify) Modified On": "2025-11-02 10:03",
            "Full Name": "Ann Lee",
            "Primary Email": "ann@ours.example",
        },
        found="Settings > Security > Users > Export to Excel > Static Worksheet",
        unused=(
            *("(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Primary Email"),
            *("internalemailaddress", "domainname", "isdisabled", "Business Unit", "Title"),
        ),
    ),
)
