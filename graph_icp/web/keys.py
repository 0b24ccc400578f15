"""Keys of companies in words: "domain:acme.com" is "Domain acme.com"."""

from __future__ import annotations

import re

from graph_icp.output.node_labels import shown_name

# By kind of key or system: what it is called. Other systems are told as they are.
_CALLED = {
    "apollo": "Apollo",
    "attio": "Attio",
    "domain": "Domain",
    "dynamics": "Dynamics 365",
    "hubspot": "HubSpot",
    "id": "Id",
    "linkedin": "LinkedIn page",
    "name": "Name",
    "pipedrive": "Pipedrive",
    "salesforce": "Salesforce",
    "zoho": "Zoho CRM",
}
_KEY = re.compile(rf"(?<![\w/:])({'|'.join(_CALLED)}):(?=\S)")


def in_words(key: str) -> str:
    """Return a key in words: "HubSpot 1234", "Name acme, US"."""
    kind, _, value = key.partition(":")
    if kind == "name":
        value, _, country = value.partition("|")
        value += f", {country.upper()}" if country else ""
    return shown_name(f"{_CALLED.get(kind, kind)} {value}")


def called(key: str, name: str) -> str:
    """Return a company by its name and a key: "Acme (HubSpot 1234)"; by the key without a name."""
    return f"{shown_name(name)} ({in_words(key)})" if name else in_words(key)


def reason_in_words(reason: str) -> str:
    """Return why a key belongs to a company, with the keys in it in words."""
    said = _KEY.sub(lambda found: f"{_CALLED[found[1]]} ", reason)
    return said.replace("names the account", "names the company")
