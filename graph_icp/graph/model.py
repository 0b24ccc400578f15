"""The graph's model: node kinds, edge kinds, statuses, properties and keys."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SCHEMA_VERSION = 9
# The version since which facts have the columns ended, amount, outcome and closed_on.
COLUMNS_OF_FACTS = 3
# The version since which links have the column since.
SINCE_OF_LINKS = 9
# The version since which runs keep points, and a fit is a place among customers.
POINTS_OF_RUNS = 4
# The version of the rules by which words become traits: what older ones told is reworded.
RULES_VERSION = 1


@dataclass(frozen=True)
class NodeKind:
    """A kind of node: its label, and its names for people in the singular and plural."""

    label: str
    noun: str
    plural: str


ACCOUNT = NodeKind("Account", "account", "accounts")
PERSON = NodeKind("Person", "person", "people")
TECHNOLOGY = NodeKind("Technology", "technology", "technologies")
EVENT = NodeKind("Event", "event", "events")
INVESTOR = NodeKind("Investor", "investor", "investors")
INDUSTRY = NodeKind("Industry", "industry", "industries")
REGION = NodeKind("Region", "region", "regions")
SIZE_BAND = NodeKind("SizeBand", "size", "sizes")
COUNTRY = NodeKind("Country", "country", "countries")
REVENUE_BAND = NodeKind("RevenueBand", "revenue", "revenues")
LIFE_STAGE = NodeKind("LifeStage", "life stage", "life stages")
MATURITY = NodeKind("Maturity", "technology maturity", "technology maturities")
COMPETITOR = NodeKind("Competitor", "competitor", "competitors")
TOPIC = NodeKind("Topic", "topic", "topics")
SIGNAL = NodeKind("Signal", "signal", "signals")
DEAL = NodeKind("Deal", "deal", "deals")
CASE_STUDY = NodeKind("CaseStudy", "case study", "case studies")


@dataclass(frozen=True)
class EdgeKind:
    """A kind of edge.

    Attributes
    ----------
    type : str
    start, end : NodeKind
    role : str
        The meaning of `role` on it, for people.
    counted : bool
        Whether `strength` is a count: equal rows of one file add up.
    """

    type: str
    start: NodeKind
    end: NodeKind
    role: str = ""
    counted: bool = False


# What roles in events mean.
SPONSOR, EXHIBITOR, SPEAKER, ATTENDEE = "sponsor", "exhibitor", "speaker", "attendee"
# Who runs an event says nothing of who wants to go there.
ORGANISER = "organiser"

USES = EdgeKind("USES", ACCOUNT, TECHNOLOGY)
SPONSORED = EdgeKind("SPONSORED", ACCOUNT, EVENT, role="tier")
ATTENDED = EdgeKind("ATTENDED", ACCOUNT, EVENT, role="part taken")
JOINED = EdgeKind("JOINED", PERSON, EVENT, role="part taken")
WORKS_AT = EdgeKind("WORKS_AT", PERSON, ACCOUNT, role="title")
WORKED_AT = EdgeKind("WORKED_AT", PERSON, ACCOUNT, role="title")
BACKED_BY = EdgeKind("BACKED_BY", ACCOUNT, INVESTOR)
CUSTOMER_OF = EdgeKind("CUSTOMER_OF", ACCOUNT, COMPETITOR, role="satisfaction")
SHOWED = EdgeKind("SHOWED", ACCOUNT, SIGNAL, counted=True)
# Which of the signals that its account showed are a person's.
VISITED = EdgeKind("VISITED", PERSON, SIGNAL, role="key of the account", counted=True)
# Its strength is what one unit of the currency is worth.
HAS_DEAL = EdgeKind("HAS_DEAL", ACCOUNT, DEAL, role="currency")
TOLD_IN = EdgeKind("TOLD_IN", ACCOUNT, CASE_STUDY)
SUBSIDIARY_OF = EdgeKind("SUBSIDIARY_OF", ACCOUNT, ACCOUNT, role="how it is known")
# What a colleague is to people outside: connected on LinkedIn, in their own words, by how many
# mails went each way, and by how many meetings there were.
KNOWS = EdgeKind("KNOWS", PERSON, PERSON)
RATES = EdgeKind("RATES", PERSON, PERSON, role="how well they know them")
MAILS = EdgeKind("MAILS", PERSON, PERSON)
MEETS = EdgeKind("MEETS", PERSON, PERSON)
# A colleague's own job: it tells whom they know, and ties no companies.
HELD_JOB_AT = EdgeKind("HELD_JOB_AT", PERSON, ACCOUNT, role="title")
OWNS = EdgeKind("OWNS", PERSON, DEAL)
CONTACT_OF = EdgeKind("CONTACT_OF", PERSON, DEAL)

EDGES = {
    each.type: each
    for each in (
        *(USES, SPONSORED, ATTENDED, JOINED, WORKS_AT, WORKED_AT, BACKED_BY),
        *(CUSTOMER_OF, SHOWED, VISITED, HAS_DEAL, SUBSIDIARY_OF, KNOWS),
        *(RATES, MAILS, MEETS, HELD_JOB_AT, OWNS, CONTACT_OF, TOLD_IN),
    )
}
# Nodes that have many mentions; the others are known by one key.
NAMED = (ACCOUNT, PERSON)
TRAITS = (
    *(TECHNOLOGY, EVENT, INVESTOR, INDUSTRY, REGION, SIZE_BAND),
    *(COUNTRY, REVENUE_BAND, LIFE_STAGE, MATURITY),
    *(COMPETITOR, SIGNAL, DEAL, TOPIC, CASE_STUDY),
)
KINDS = {each.label: each for each in (*NAMED, *TRAITS)}
MENTION = "Mention"


def bearer(kind: str) -> str:
    """Return the label that has a kind's keys: Mention for accounts and people, else its own."""
    return MENTION if KINDS[kind] in NAMED else kind


OPEN_DEAL = "open deal"
STATUSES = (*("customer", "prospect", OPEN_DEAL, "churned", "bad fit", "competitor", "partner"),)
# Those that can be sold to: the market that customers are compared with.
RANKED = ("prospect", OPEN_DEAL)
# Those that count against their traits in learning.
NEGATIVE = ("churned", "bad fit")

# What the team says of a company that was given to them.
TAKEN, NOT_A_FIT, WON, LOST, LATER = "taken", "not a fit", "won", "lost", "later"
FEEDBACK = (TAKEN, NOT_A_FIT, WON, LOST, LATER)

# Whom a suppression concerns: one, everybody at a company, everybody at a family of companies.
PERSON_ALONE, DOMAIN, GROUP = SCOPES = ("person", "domain", "group")
# Why somebody is suppressed: one of these words, since a text of one's own could name them.
REASONS = ("asked", "unsubscribed", "erasure", "bounced", "customer", "partner", "legal", "other")

# The properties of an account; `industry` may hold several values, the others hold one.
ACCOUNT_PROPERTIES = (
    "country",
    "industry",
    "region",
    "size",
    "employees",
    "revenue",
    "status",
    "value",
    "customer_since",
    "owner",
)
# Those, and what is told of accounts only so that links are derived from it.
KNOWN_PROPERTIES = (*ACCOUNT_PROPERTIES, "topic_keys")

# Properties of accounts from which links follow: they hold keys of traits.
KEYS_OF_TRAITS = ("revenue_band", "funding_stage", "founded_band")
# What is kept as it was told beside the traits that it became, by the relation of these.
KEPT_BESIDE = {
    "founded": "life_stage",
    "description": "topics",
    "industry_stated": "industry",
    "size_stated": "size",
}

# Whether a customer may be named to others: "yes" or "no", or as a file of one's own words it.
MAY_BE_NAMED = "may_be_named"


@lru_cache(1 << 16)
def slug(text: str) -> str:
    """Return the key of a trait's name: compatibility-folded, lower case, blanks as hyphens.

    Punctuation stays, since C, C++ and C# are three technologies.
    """
    return "-".join(unicodedata.normalize("NFKC", text).casefold().split())


def property_of(column: str) -> str:
    """Return the property under which a column that no loader knows is kept."""
    return re.sub(r"\W+", "_", column.strip().casefold()).strip("_")
