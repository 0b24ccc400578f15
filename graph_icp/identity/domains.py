"""The domain of a company, from a web address or an e-mail address."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tldextract import TLDExtract


def _listed(file: str) -> frozenset[str]:
    return frozenset(
        (resources.files("graph_icp.identity") / file).read_text(encoding="utf-8").split()
    )


# Providers whose addresses say nothing about the holder's company.
FREE_MAIL = _listed("free_mail.txt")

# Hosts below which each name is a site of its own, as the Public Suffix List has others.
SITE_HOSTS = _listed("site_hosts.txt")
_SITE_DOMAINS = frozenset(".".join(host.rsplit(".", 2)[-2:]) for host in SITE_HOSTS) | SITE_HOSTS

# Hosts on which many companies have a page: the page's host names none of them.
HOSTED_PAGES = _listed("hosted_pages.txt") | SITE_HOSTS

# Names below a host of sites that are parts of the host's own: www.wordpress.com, de.jimdo.com.
_HOST_S_OWN = frozenset(
    {
        *("www", "m", "app", "api", "my", "web", "mail", "login", "account", "accounts", "admin"),
        *("blog", "blogs", "support", "help", "docs", "developer", "developers", "status", "about"),
        *("community", "shop", "store", "careers", "jobs", "go", "info", "get", "learn", "page"),
    }
)

_HOST = re.compile(r"(?=.{4,253}$)([\w-]{1,63}\.)+[\w-]{2,63}")
_ADDRESS = re.compile(r"(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/@?#]*@)?([^/?#:]*).*", re.DOTALL)


class NotADomainError(ValueError):
    """A text is not a domain; the message says what it is."""


@lru_cache(maxsize=1 << 20)
def registrable_domain(text: str) -> str:
    """Return the registered part of a web address.

    Parameters
    ----------
    text : str
        A domain, a host or a web address: "https://www.shop.acme.co.uk/about".

    Returns
    -------
    str
        "acme.co.uk"; by the Public Suffix List with its private part, so that
        "acme.github.io" is a domain of its own, and so is "acme.wordpress.com" by SITE_HOSTS.
        FREE_MAIL and HOSTED_PAGES are not left out.

    Raises
    ------
    NotADomainError
        If the text is an e-mail address, an IP address or no address at all.
    """
    address = text.strip().lower().rstrip(".")
    if _PLAIN.fullmatch(address) and _is_registered(address):
        return address
    host = _host(address)
    domain = _registrable(host)
    if domain in _SITE_DOMAINS:
        domain = _site(host, domain)
    if not domain:
        raise NotADomainError(f"'{_short(text)}' is not a domain; write one like acme.com")
    return domain


def readable(domain: str) -> str:
    """Return a domain as people read it: "aehre.de" as it is, "xn--hre-pla.de" as "ähre.de"."""
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _host(address: str) -> str:
    if "@" in address and "/" not in address.split("@")[0]:
        raise NotADomainError(
            f"'{_short(address)}' is an e-mail address; write the domain alone, like acme.com"
        )
    match = _ADDRESS.fullmatch(address)
    host = (match.group(1) if match else "").rstrip(".")
    if _is_ip(host) or address.startswith(("[", "http://[", "https://[")):
        raise NotADomainError(f"'{_short(address)}' is an IP address; write a domain like acme.com")
    try:
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return ""
    return ascii_host if _HOST.fullmatch(ascii_host) else ""


def _is_ip(host: str) -> bool:
    if not host[-1:].isdigit():
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _registrable(host: str) -> str:
    """Return the registrable part; reserved endings such as .example count as endings."""
    if not host:
        return ""
    pair = ".".join(host.rsplit(".", 2)[-2:])
    if _is_registered(pair):
        return pair
    found: str = _suffix_list()(host)
    if found:
        return found
    return pair if host.rsplit(".", 1)[-1] in _RESERVED else ""


def _site(host: str, domain: str) -> str:
    """Return the site below a host of sites, or the host's domain where it is a part of its own."""
    labels = host.split(".")
    for start in range(1, len(labels) - 1):
        rest = ".".join(labels[start:])
        if rest in SITE_HOSTS:
            name = labels[start - 1]
            own = name in _HOST_S_OWN or len(name) == 2
            return domain if own else f"{name}.{rest}"
    return domain


def _is_registered(pair: str) -> bool:
    """Return whether a name and its ending are a registered domain, by the list alone."""
    plain, longer = _endings()
    return pair.rsplit(".", 1)[-1] in plain and pair not in longer and "xn--" not in pair


# A domain as most files have it; labels have at most 63 letters.
_PLAIN = re.compile(r"[a-z0-9-]{1,63}\.[a-z]{2,63}")


# Endings set aside for examples and tests (RFC 2606, RFC 6761): in no list of suffixes.
_RESERVED = frozenset({"example", "test", "invalid", "localhost"})


@cache
def _endings() -> tuple[frozenset[str], frozenset[str]]:
    """Return the endings of one label below which any label but some can be registered.

    Nearly every host has such an ending, and looking it up takes a tenth of asking tldextract.
    """
    rules = [rule.split(".") for rule in _extract().tlds]
    wild = {labels[-1] for labels in rules if len(labels) > 1 and labels[-2] == "*"}
    plain = {labels[0] for labels in rules if len(labels) == 1} - wild
    return frozenset(plain), frozenset(".".join(each[-2:]) for each in rules if len(each) > 1)


@cache
def _extract() -> TLDExtract:
    import tldextract

    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )


@cache
def _suffix_list() -> Callable[[str], str]:
    extract = _extract()

    def registered(host: str) -> str:
        found = extract(host)
        if found.is_private and not found.domain:
            # Others can register below this host, which is itself registered: jpn.com.
            found = extract(host, include_psl_private_domains=False)
        return str(found.top_domain_under_public_suffix)

    return registered


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
