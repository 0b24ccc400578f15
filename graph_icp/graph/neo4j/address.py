"""The address of a Neo4j store; user and password come from the environment alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph_icp.errors import StoreError

USERNAME = "NEO4J_USERNAME"
PASSWORD = "NEO4J_PASSWORD"  # noqa: S105 - the variable's name
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_PORT = 7687
# The database that holds the server's own users and databases, and nothing else.
_SYSTEM = "system"


@dataclass(frozen=True)
class Address:
    """The address of a Neo4j server.

    Attributes
    ----------
    uri : str
        What the driver connects to: "neo4j://localhost:7687".
    database : str or None
        The database, the server's default one where it is None.
    username, password : str
        The variables of the environment that hold user and password.
    """

    uri: str
    database: str | None
    username: str = USERNAME
    password: str = PASSWORD

    def __str__(self) -> str:
        return f"{self.uri}/{self.database}" if self.database else self.uri

    @property
    def scheme(self) -> str:
        """The protocol of the address: "neo4j+s"."""
        return self.uri.partition(":")[0]


def address(text: str, username: str = USERNAME, password: str = PASSWORD) -> Address:
    """Return the address in a text such as "neo4j://localhost:7687/sales".

    Raises
    ------
    StoreError
        If it is not an address, or holds a user or a password: those end up in histories and
        logs. Text that may be one is not repeated.
    """
    if "@" in text:
        raise StoreError(
            "An address with a user or a password in it ends up in histories and logs; leave "
            f"them out of it and set {username} and {password} in the environment."
        )
    scheme = text.partition("://")[0].lower()
    if scheme not in SCHEMES:
        raise StoreError(
            f"No address of a store begins with {scheme}://; those of Neo4j begin with "
            f"{', '.join(SCHEMES[:-1])} or {SCHEMES[-1]}."
        )
    host, port, database = _parts(text)
    if not host or "/" in database:
        raise StoreError(
            f"That is no address of a store; write it as {scheme}://HOST:{_PORT}/DATABASE, "
            f"with user and password in {username} and {password}."
        )
    if database.lower() == _SYSTEM:
        raise StoreError(
            "The database system is the server's own; give another one at the end of the address."
        )
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{scheme}://{shown}:{port}", database or None, username, password)


def _parts(text: str) -> tuple[str, int, str]:
    """Return host, port and database; no host where the text is no address."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port or _PORT
    except ValueError:
        return "", 0, ""
    if parts.query or parts.fragment:
        return "", 0, ""
    return host, port, parts.path.strip("/")


def credentials(place: Address) -> tuple[str, str]:
    """Return user and password from the environment; raises StoreError where there is none."""
    password = os.environ.get(place.password)
    if not password:
        raise StoreError(
            f"{place} asks for a password; set {place.password} in the environment (and "
            f"{place.username}, where the user is not neo4j)."
        )
    return os.environ.get(place.username) or "neo4j", password
