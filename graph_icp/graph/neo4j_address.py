"""The address of a Neo4j store, and who asks: the password comes from the environment alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph_icp.errors import StoreError

USERNAME = "NEO4J_USERNAME"
PASSWORD = "NEO4J_PASSWORD"  # noqa: S105 - the variable's name
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_PORT = 7687


@dataclass(frozen=True)
class Address:
    """Where a Neo4j server listens.

    Attributes
    ----------
    uri : str
        What the driver connects to: "neo4j://localhost:7687".
    database : str or None
        The database, the server's default one where it is None.
    """

    uri: str
    database: str | None

    def __str__(self) -> str:
        return f"{self.uri}/{self.database}" if self.database else self.uri


def address(text: str) -> Address:
    """Return the address in a text such as "neo4j://localhost:7687/sales".

    Raises
    ------
    StoreError
        If it is none, or holds a user or a password: those end up in histories and logs.
    """
    scheme = text.partition("://")[0].lower()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port or _PORT
    except ValueError:
        host, port = None, 0
    if "@" in text:
        raise StoreError(
            "An address with a user or a password in it ends up in histories and logs; leave "
            f"them out of it and set {USERNAME} and {PASSWORD} in the environment."
        )
    if scheme not in SCHEMES:
        raise StoreError(
            f"{text} is no address of a store; those begin with {', '.join(SCHEMES[:-1])} or "
            f"{SCHEMES[-1]}."
        )
    database = parts.path.strip("/") if host else ""
    if not host or "/" in database or parts.query or parts.fragment:
        raise StoreError(f"{text} is no address of a store, as neo4j://HOST:7687/DATABASE is.")
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{scheme}://{shown}:{port}", database or None)


def credentials(place: Address) -> tuple[str, str]:
    """Return user and password from the environment; raises StoreError where there is none."""
    password = os.environ.get(PASSWORD)
    if not password:
        raise StoreError(
            f"{place} asks for a password; set {PASSWORD} in the environment (and {USERNAME}, "
            "where the user is not neo4j)."
        )
    return os.environ.get(USERNAME) or "neo4j", password
