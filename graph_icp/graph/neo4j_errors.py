"""What goes wrong with a Neo4j server, in one sentence each that says what to do."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from neo4j import exceptions as said

from graph_icp.graph.neo4j_address import PASSWORD, USERNAME

if TYPE_CHECKING:
    from graph_icp.graph.neo4j_address import Address

# What a server says of a transaction that is larger than the memory it may take.
_TOO_LARGE = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.ClientError.General.TransactionOutOfMemoryError",
)
_READ_ONLY = (
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessMode",
    "Neo.ClientError.Database.ReadOnlyDatabase",
    "Neo.ClientError.General.ReadOnly",
)


def is_too_large(error: BaseException) -> bool:
    """Return whether a transaction took more memory than the server lets it have."""
    return isinstance(error, said.Neo4jError) and (error.code in _TOO_LARGE)


def passes(error: BaseException) -> bool:
    """Return whether a fault may be gone when the same is tried again."""
    if isinstance(error, said.IncompleteCommit):
        # Whether it was kept is unknown; all changes may be made twice.
        return True
    return isinstance(error, said.DriverError | said.Neo4jError) and error.is_retryable()


def sentence(place: Address, user: str, error: Exception, asked: str = "") -> str:
    """Return what went wrong, and what to do, in one sentence.

    Parameters
    ----------
    place : Address
    user : str
        Who asked.
    error : Exception
        What the driver raised.
    asked : str
        The file of queries/ that was asked, without its ending.
    """
    code = getattr(error, "code", None) or ""
    if code == "Neo.ClientError.Security.AuthenticationRateLimit":
        return f"{place} has seen too many wrong passwords; wait some seconds and try again."
    if isinstance(error, said.AuthError):
        return (
            f"{place} refuses the user '{user}' with the password in {PASSWORD}; correct "
            f"{USERNAME} and {PASSWORD} in the environment."
        )
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return (
            f"There is no database '{place.database}' on {place.uri}; leave it out of the address "
            "for the default one, or make it there."
        )
    if code in _READ_ONLY or "read-only" in str(error).lower():
        return (
            f"The user '{user}' may only read {place}, or it is read-only; give another user in "
            f"{USERNAME}, or ask whoever runs the server for the right to write."
        )
    if is_too_large(error):
        return (
            f"{place}: the server has too little memory for this change, and nothing of it was "
            "kept; raise dbms.memory.transaction.total.max or server.memory.heap.max_size there."
        )
    if isinstance(error, said.Neo4jError):
        where = f" (queries/{asked}.cypher)" if asked else ""
        line = (error.message or code).splitlines()[0].rstrip(".")
        return f"{place}: {line}{where}."
    return _unreached(place, error)


def _unreached(place: Address, error: Exception) -> str:
    """Return why nothing was heard of the server."""
    causes = _causes(error)
    text = " ".join(map(str, causes))
    encrypted = place.uri.partition(":")[0].endswith(("+s", "+ssc"))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return (
            f"The certificate of {place} is signed by nobody this machine knows; write +ssc for "
            "+s where it is the server's own."
        )
    if encrypted and (any(isinstance(cause, ssl.SSLError) for cause in causes) or _broken(text)):
        return (
            f"{place} does not speak an encrypted protocol; write "
            f"{place.uri.partition('+')[0]}:// for {place.uri.partition(':')[0]}://."
        )
    if "resolve" in text.lower() or "getaddrinfo" in text.lower():
        return f"There is no host of that name: {place}; check the address."
    if "HTTP" in text or "handshake" in text.lower() or _broken(text):
        return (
            f"What listens at {place} does not answer as Neo4j does over Bolt (or wants it "
            "encrypted: neo4j+s://); give the port of Bolt, by default 7687."
        )
    if "routing" in text.lower() and "refused" not in text.lower():
        return (
            f"{place} gives no way to its database; write bolt:// for neo4j:// where it is a "
            "single server behind another name."
        )
    return f"No Neo4j server answers at {place}; start it, or give another address with --store."


def _broken(text: str) -> bool:
    return any(part in text for part in ("Connection reset", "closed", "defunct", "EOF", "Broken"))


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and all that led to it."""
    found: list[BaseException] = []
    rest: list[BaseException | None] = [error]
    while rest:
        each = rest.pop()
        if each is None or each in found:
            continue
        found.append(each)
        rest += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
    return found
