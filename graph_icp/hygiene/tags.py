"""The tags of companies: their names, and which of them hide their companies from lists."""

from __future__ import annotations

from graph_icp.errors import UnknownNameError

OWN = "own company"
CUSTOMER = "customer"
COMPETITOR = "competitor"
PARTNER = "partner"
FAMILY = "family of a customer"
MAYBE_SAME = "may be the same as"
SERVICES = "services firm"
MEDIA = "media or review site"
INVESTOR = "investor"
PUBLIC = "school or public body"
HOSTED = "free host page"
NAME_ONLY = "name only"
UNSEEN = "not seen for two years"

TAGS = (
    *(OWN, CUSTOMER, COMPETITOR, PARTNER, FAMILY, MAYBE_SAME),
    *(SERVICES, MEDIA, INVESTOR, PUBLIC, HOSTED, NAME_ONLY, UNSEEN),
)
# Tags that a status gives; a company that is listed for its status is not hidden for the tag.
OF_STATUS = (CUSTOMER, COMPETITOR, PARTNER)
# Tags that rules of words, domains and industries give; see tags.txt.
OF_RULES = (SERVICES, MEDIA, INVESTOR, PUBLIC, HOSTED)
HIDDEN = (OWN, CUSTOMER, COMPETITOR, FAMILY)
"""Tags whose companies a list hides where `[hygiene]` of icp.toml does not say which."""


def tag_called(text: str) -> str:
    """Return the tag that is meant, by its name or what only its name begins with.

    Parameters
    ----------
    text : str
        "services firm", "Services", "free-host".

    Raises
    ------
    UnknownNameError
        If no tag begins so, or several do.
    """
    wanted = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    fitting = [tag for tag in TAGS if tag.startswith(wanted)] if wanted else []
    if wanted in TAGS:
        return wanted
    if len(fitting) != 1:
        raise UnknownNameError("tag", text, fitting or TAGS)
    return fitting[0]
