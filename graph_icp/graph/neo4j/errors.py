"""Faults of a Neo4j server, each in one sentence that says what to do."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from neo4j import exceptions as said

if TYPE_CHECKING:
    from graph_icp.graph.neo4j.address import Address

_RATE_LIMIT = "{place} has seen too many wrong passwords; wait some seconds and try again."
_EXPIRED = (
    "The password of the user '{user}' at {place} was meant for the first login only; change it "
    "there (ALTER CURRENT USER SET PASSWORD) and set {password} to the new one."
)
_REFUSED = (
    "{place} refuses the user '{user}' with the password in {password}; correct {username} and "
    "{password} in the environment."
)
_NO_DATABASE = (
    "There is no database '{database}' on {uri}; give another one at the end of the address (none "
    "for the server's default), or make it there."
)
_READ_ONLY = (
    "{place} is read-only; ask its administrator to let it be written, or give another address."
)
_FORBIDDEN = (
    "The user '{user}' may not do this at {place}; give another user in {username}, or ask its "
    "administrator for the right."
)
_TOO_LARGE = (
    "{place}: the server has too little memory for this; raise dbms.memory.transaction.total.max, "
    "db.memory.transaction.max or server.memory.heap.max_size there."
)
_TOO_LONG = (
    "{place}: the server ends what takes longer than it allows; raise db.transaction.timeout there."
)
_KEY_TOO_LONG = "{place} takes no name or key of more than 8,000 bytes; shorten it in the file."

# By the server's error code, or else by the driver's exception class.
_BY_CODE = {
    "Neo.ClientError.Security.AuthenticationRateLimit": _RATE_LIMIT,
    "Neo.ClientError.Security.CredentialsExpired": _EXPIRED,
    "Neo.ClientError.Database.DatabaseNotFound": _NO_DATABASE,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Neo.ClientError.Statement.AccessMode": _READ_ONLY,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": _TOO_LARGE,
    "Neo.TransientError.General.TransactionOutOfMemoryError": _TOO_LARGE,
    "Neo.TransientError.General.OutOfMemoryError": _TOO_LARGE,
    "Neo.ClientError.General.TransactionOutOfMemoryError": _TOO_LARGE,
    "Neo.ClientError.Transaction.TransactionTimedOut": _TOO_LONG,
}
_BY_CLASS = {
    said.AuthError: _REFUSED,
    said.Forbidden: _FORBIDDEN,
    said.ForbiddenOnReadOnlyDatabase: _READ_ONLY,
}

_MADE_MEANWHILE = (
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
    "Neo.ClientError.Schema.IndexAlreadyExists",
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
)

# The oldest release that can leave out the notes on every answer.
OLDEST = (5, 7)
_PORT = "give the port of Bolt, by default 7687"


def is_too_large(error: BaseException) -> bool:
    """Return whether a transaction took more memory or time than the server allows."""
    return isinstance(error, said.Neo4jError) and _BY_CODE.get(error.code or "") in (
        _TOO_LARGE,
        _TOO_LONG,
    )


def is_made_meanwhile(error: BaseException | None) -> bool:
    """Return whether another program has just made the same thing."""
    return isinstance(error, said.Neo4jError) and error.code in _MADE_MEANWHILE


def passes(error: said.DriverError | said.Neo4jError) -> bool:
    """Return whether a fault may be gone at the next attempt."""
    if isinstance(error, said.IncompleteCommit):
        # It is unknown whether the change was kept.
        return True
    for_good = is_too_large(error) or isinstance(error, said.ForbiddenOnReadOnlyDatabase)
    return error.is_retryable() and not for_good


def sentence(place: Address, user: str, error: Exception) -> str:
    """Return what went wrong, and what to do, in one sentence.

    Parameters
    ----------
    place : Address
    user : str
        The name with which the store was opened.
    error : Exception
        The driver's exception.
    """
    if isinstance(error, said.Neo4jError):
        return _answered(place, user, error)
    if isinstance(error, said.DriverError):
        return _unreached(place, error)
    return f"{place} cannot keep a value ({error}); correct it and try again."


def too_old(place: Address) -> str:
    """Return that a server is too old."""
    needed = ".".join(map(str, OLDEST))
    return f"{place} runs an older Neo4j than {needed}, which graph-icp needs; upgrade it."


def _answered(place: Address, user: str, error: said.Neo4jError) -> str:
    """Return the server's message."""
    line = " ".join((error.message or error.code or "").split()).rstrip(".")
    by_class = [text for kind, text in _BY_CLASS.items() if isinstance(error, kind)]
    text = _BY_CODE.get(error.code or "", *by_class[:1])
    if "too large to index" in line:
        text = _KEY_TOO_LONG
    if text is None:
        where = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
        return f"{place}: {line}{where}."
    return text.format(
        place=place,
        uri=place.uri,
        database=place.database or "neo4j",
        user=user,
        username=place.username,
        password=place.password,
    )


def _unreached(place: Address, error: said.DriverError) -> str:
    """Return why the server did not answer."""
    causes = _causes(error)
    plain, _, encrypted = place.scheme.partition("+")

    def caused_by(kind: type[BaseException]) -> bool:
        return any(isinstance(cause, kind) for cause in causes)

    if caused_by(socket.gaierror):
        return f"There is no host of that name: {place}; check the address."
    if caused_by(ssl.SSLCertVerificationError):
        return (
            f"This machine does not trust the certificate of {place}, or it is for another name; "
            "write +ssc for +s if the server signed it itself."
        )
    met = any("handshake" in str(cause) or "HTTP" in str(cause) for cause in causes)
    if caused_by(ssl.SSLError) or (encrypted and caused_by(ConnectionResetError) and not met):
        return f"{place} is not encrypted; write {plain}:// for {place.scheme}://."
    if caused_by(said.UnsupportedServerProduct):
        return f"The server at {place} is not Neo4j, or is a very old one; {_PORT}."
    if caused_by(said.ConfigurationError):
        return too_old(place)
    if caused_by(TimeoutError):
        return f"{place} does not answer; check that the server runs, and {_PORT}."
    if met:
        wanted = "" if encrypted else f" (or wants it encrypted: {plain}+s://)"
        return f"The server at {place} does not answer as Neo4j does over Bolt{wanted}; {_PORT}."
    return f"No Neo4j server answers at {place}; start it, or give another address."


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and all its causes."""
    found: list[BaseException] = []
    rest: list[BaseException | None] = [error]
    while rest:
        each = rest.pop()
        if each is None or each in found:
            continue
        found.append(each)
        rest += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
    return found
