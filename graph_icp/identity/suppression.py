"""Tokens of who is suppressed: they recognise a key, and give back none.

A token is HMAC-SHA256 (RFC 2104) of a node's label and key under the secret of one store, so that
tokens of two stores cannot be compared, and none can be made without the secret.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

# Bytes of a store's secret, as many as of the hash.
_SECRET = 32
# What keys of people and of companies are to people, by how they begin; others are ids.
_KINDS = {
    "Person": {
        "email": "e-mail",
        "profile": "profile",
        "phone": "phone",
        "name": "name at a company",
        "colleague": "colleague",
    },
    "Account": {"domain": "domain", "linkedin": "company page", "name": "company name"},
}
_IDS = {"Person": "id", "Account": "company id"}


def new_secret() -> str:
    """Return a new secret of a store, random, as hexadecimal digits."""
    return secrets.token_hex(_SECRET)


def kind_of(label: str, key: str) -> str:
    """Return of which kind a key is, for people: "e-mail" of "email:ann@acme.com"."""
    return _KINDS[label].get(key.partition(":")[0], _IDS[label])


def one_spelling(key: str) -> str:
    """Return the key of an address without what its mailbox passes over; another key as it is.

    That is a plus and what follows it, and of Gmail the dots; googlemail.com is gmail.com:
    "email:jo.li+news@googlemail.com" is "email:joli@gmail.com".
    """
    kind, _, address = key.partition(":")
    if kind != "email":
        return key
    local, _, host = address.rpartition("@")
    local = local.partition("+")[0] or local
    if host in _WITHOUT_DOTS:
        local, host = local.replace(".", "") or local, _WITHOUT_DOTS[0]
    return f"email:{local}@{host}"


# Hosts of one provider, who passes over dots.
_WITHOUT_DOTS = ("gmail.com", "googlemail.com")


@dataclass(frozen=True)
class Suppressed:
    """Those who are not loaded.

    Attributes
    ----------
    secret : str
        The store's, as hexadecimal digits.
    tokens : mapping of str to str
        The kind of each token, by the token.
    """

    secret: str
    tokens: dict[str, str]

    def token(self, label: str, key: str) -> str:
        """Return the token of a node's key.

        Parameters
        ----------
        label : str
            "Person" or "Account".
        key : str
            Normalised as loading does: "email:ann@acme.com". All spellings of one address have
            one token.
        """
        said = f"{label}:{one_spelling(key)}".encode()
        return hmac.digest(bytes.fromhex(self.secret), said, "sha256").hex()

    def among(self, label: str, keys: Iterable[str | None]) -> set[str]:
        """Return those keys that are suppressed.

        Parameters
        ----------
        label : str
        keys : iterable of str or None
            Those of kinds of which nothing is suppressed cost nothing.
        """
        return {
            key
            for key in set(keys)
            if key and kind_of(label, key) in self._kinds and self.token(label, key) in self.tokens
        }

    def has(self, *kinds: str) -> bool:
        """Return whether anything of these kinds is suppressed."""
        return not self._kinds.isdisjoint(kinds)

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(self.tokens.values())


def where(keys: Iterable[str | None], among: set[str]) -> NDArray[np.bool_]:
    """Return which keys are among some."""
    return np.array([each in among for each in keys], dtype=bool)
