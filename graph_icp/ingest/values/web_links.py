"""Links to pages of the web, as people may click them."""

from __future__ import annotations

from urllib.parse import urlsplit

from graph_icp.ingest.values.cells import SkipValue, blank

_SCHEMES = ("http", "https")


def web_link(text: str) -> str | None:
    """Return a link of http or https; an address without either is one of https.

    Parameters
    ----------
    text : str
        "https://example.com/stories/acme", "www.example.com/acme".

    Returns
    -------
    str or None
        None for no text.

    Raises
    ------
    SkipValue
        If it is no such link: "javascript:...", "file:///...", "see the wiki".
    """
    if blank(text):
        return None
    plain = text.strip()
    address = plain if ":" in plain.split("/", 1)[0] else f"https://{plain}"
    if not plain.isprintable() or any(map(str.isspace, plain)) or not _is_of_web(address):
        raise SkipValue(f"'{plain}' is no link that begins with http:// or https://")
    return address


def _is_of_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is none
        return False
    return parts.scheme in _SCHEMES and "." in (parts.hostname or "") and not parts.username
