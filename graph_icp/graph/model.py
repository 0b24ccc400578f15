"""The graph's model: node kinds, edge kinds, relations, keys and the columns of every table."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SCHEMA_VERSION = 4
# The version since which facts have the columns ended, amount, outcome and closed_on.
COLUMNS_OF_FACTS = 3
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
# The label of what a column of files says where it is a relation; stores have no such nodes.
VALUE = "Value"


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


USES = EdgeKind("USES", ACCOUNT, TECHNOLOGY)
SPONSORED = EdgeKind("SPONSORED", ACCOUNT, EVENT, role="tier")
ATTENDED = EdgeKind("ATTENDED", ACCOUNT, EVENT, role="part taken")
JOINED = EdgeKind("JOINED", PERSON, EVENT, role="part taken")
WORKS_AT = EdgeKind("WORKS_AT", PERSON, ACCOUNT, role="title")
WORKED_AT = EdgeKind("WORKED_AT", PERSON, ACCOUNT, role="title")
BACKED_BY = EdgeKind("BACKED_BY", ACCOUNT, INVESTOR)
CUSTOMER_OF = EdgeKind("CUSTOMER_OF", ACCOUNT, COMPETITOR, role="satisfaction")
SHOWED = EdgeKind("SHOWED", ACCOUNT, SIGNAL, counted=True)
# Its strength is what one unit of the currency is worth.
HAS_DEAL = EdgeKind("HAS_DEAL", ACCOUNT, DEAL, role="currency")
SUBSIDIARY_OF = EdgeKind("SUBSIDIARY_OF", ACCOUNT, ACCOUNT, role="how it is known")
KNOWS = EdgeKind("KNOWS", PERSON, PERSON)

EDGES = {
    each.type: each
    for each in (
        *(USES, SPONSORED, ATTENDED, JOINED, WORKS_AT, WORKED_AT, BACKED_BY),
        *(CUSTOMER_OF, SHOWED, HAS_DEAL, SUBSIDIARY_OF, KNOWS),
    )
}
# Nodes that have many mentions; the others are known by one key.
NAMED = (ACCOUNT, PERSON)
TRAITS = (
    *(TECHNOLOGY, EVENT, INVESTOR, INDUSTRY, REGION, SIZE_BAND),
    *(COUNTRY, REVENUE_BAND, LIFE_STAGE, MATURITY),
    *(COMPETITOR, SIGNAL, DEAL, TOPIC),
)
KINDS = {each.label: each for each in (*NAMED, *TRAITS)}
MENTION = "Mention"


def bearer(kind: str) -> str:
    """Return the label that has a kind's keys: Mention for accounts and people, else its own."""
    return MENTION if KINDS[kind] in NAMED else kind


@dataclass(frozen=True)
class Relation:
    """A kind of link from accounts to traits, which the engine scores.

    Attributes
    ----------
    name : str
        What the user types and the tables hold: "uses".
    title : str
        Its heading: "Technologies".
    trait : NodeKind
        The kind of node that accounts share.
    verb : str
        How a sentence about an account begins: "uses Kubernetes".
    edges : tuple of str
        The edge types that make it up. In Neo4j they are its links; those that no source states
        (IN_INDUSTRY) are derived there.
    derived_by : str
        The file of queries/ that derives its links; none where they are derived over the whole
        market at once.
    property : str
        The account property from which they are derived, where they are.
    told_by : tuple of str
        The edge types and properties from which its links follow, beside these.
    summary_of : str
        The relation that it sums up: left out with any part of that, since it would tell of it.
    """

    name: str
    title: str
    trait: NodeKind
    verb: str
    edges: tuple[str, ...]
    derived_by: str = "derive/links_of_facts"
    property: str = ""
    told_by: tuple[str, ...] = ()
    summary_of: str = ""

    def of_people(self) -> bool:
        """Return whether its traits are people, who tie accounts to customers and are no advice."""
        return self.trait is PERSON

    def of_column(self) -> bool:
        """Return whether it is a column of files, which no store links and the reader adds."""
        return self.trait.label == VALUE

    def follows_from(self, told: Collection[str]) -> bool:
        """Return whether its links may change when edges or properties of these names change."""
        return any(each in told for each in (*self.edges, *self.told_by, self.property))

    def parameters(self) -> dict[str, str]:
        """The parameters of every file of queries/ that is about one relation."""
        return {
            "relation": self.name,
            "property": self.property,
            "properties": "|".join((self.property, *self.told_by)),
            "kind": self.trait.label,
            "edge": self.edges[0],
            "edges": "|".join(self.edges),
        }


_BY_PROPERTY = "derive/links_of_properties"
_BY_VALUE = "derive/links_of_values"
RELATIONS = (
    Relation("uses", "Technologies", TECHNOLOGY, "uses", ("USES",)),
    Relation("sponsored", "Sponsored events", EVENT, "sponsored", ("SPONSORED",)),
    Relation(
        *("attended", "Attended events", EVENT, "attended", ("ATTENDED", "SENT_SOMEONE_TO")),
        derived_by="derive/links_of_attendance",
        told_by=("JOINED", "WORKS_AT", "WORKED_AT"),
    ),
    Relation(
        *("people", "Shared people", PERSON, "shares", ("WORKS_AT", "WORKED_AT")),
        derived_by="derive/links_of_people",
    ),
    Relation("investors", "Investors", INVESTOR, "is backed by", ("BACKED_BY",)),
    Relation("competitors", "Competitors", COMPETITOR, "is a customer of", ("CUSTOMER_OF",)),
    Relation(
        *("industry", "Industry", INDUSTRY, "is in", ("IN_INDUSTRY",), _BY_PROPERTY),
        property="industry",
    ),
    Relation("country", "Country", COUNTRY, "is in", ("IN_COUNTRY",), _BY_VALUE, "country"),
    Relation(
        *("region", "Region", REGION, "is in", ("IN_REGION",)),
        derived_by="derive/links_of_regions",
        property="region",
        told_by=("country",),
    ),
    Relation("size", "Size", SIZE_BAND, "is of size", ("OF_SIZE",), _BY_PROPERTY, "size"),
    Relation(
        *("revenue", "Revenue", REVENUE_BAND, "has a revenue of", ("OF_REVENUE",), _BY_VALUE),
        property="revenue_band",
    ),
    Relation(
        *("life_stage", "Life stage", LIFE_STAGE, "is", ("IN_LIFE_STAGE",), _BY_VALUE),
        property="funding_stage",
        told_by=("founded_band",),
    ),
    Relation(
        *("maturity", "Technology maturity", MATURITY, "is", ("OF_MATURITY",)),
        derived_by="",
        told_by=("USES", "technology_spend", "category"),
        summary_of="uses",
    ),
    Relation(
        *("topics", "Topics", TOPIC, "describes itself with", ("DESCRIBED_BY",), _BY_PROPERTY),
        property="topic_keys",
    ),
)

OPEN_DEAL = "open deal"
STATUSES = (*("customer", "prospect", OPEN_DEAL, "churned", "bad fit", "competitor", "partner"),)
# Those that can be sold to: the market that customers are compared with.
RANKED = ("prospect", OPEN_DEAL)
# Those that count against their traits in learning.
NEGATIVE = ("churned", "bad fit")

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

_PROVENANCE = {"source": "text", "load": "integer", "first_seen": "date", "last_seen": "date"}

# The tables of what sources state: their columns and types.
TOLD = {
    "node": {"id": "integer", "kind": "text", "key": "text", "name": "text"},
    "naming": {
        "mention": "integer",
        "name": "text",
        "clean": "text",
        "place": "text",
        "alias": "boolean",
        **_PROVENANCE,
    },
    "property": {"node": "integer", "property": "text", "value": "text", **_PROVENANCE},
    "same_as": {
        "a": "integer",
        "b": "integer",
        "reason": "text",
        "score": "double",
        "decided": "boolean",
        **_PROVENANCE,
    },
    "fact": {
        "kind": "text",
        "mention": "integer",
        "other": "integer",
        "since": "date",
        "until": "date",
        "role": "text",
        "strength": "double",
        # Of a deal: what it is worth; won, lost or open; the day on which it was or will be closed.
        "amount": "double",
        "outcome": "text",
        "closed_on": "date",
        # Whether it is gone from a full export of its source.
        "ended": "boolean",
        **_PROVENANCE,
    },
    "label": {
        "mention": "integer",
        "status": "text",
        "value": "double",
        "decided_on": "date",
        # The traits by which a condition chose it as a customer, one a line: "uses=elixir".
        "chosen_by": "text",
    },
}

# The tables that `resolve` derives from them.
DERIVED = {
    "belongs": {"mention": "integer", "owner": "integer", "why": "text"},
    "account_property": {"account": "integer", "property": "text", "value": "text"},
    "proposal": {"a": "integer", "b": "integer", "reason": "text", "name": "text"},
    "account": {
        "id": "integer",
        "key": "text",
        "name": "text",
        "domain": "text",
        **dict.fromkeys(ACCOUNT_PROPERTIES, "text"),
        "employees": "bigint",
        "revenue": "double",
        "value": "double",
        "customer_since": "date",
    },
    "link": {"relation": "text", "account": "integer", "trait": "integer", "value": "double"},
}

# The tables of loads, rejected rows and runs, and of the results that were written back.
RECORDED = {
    "load": {
        "id": "integer",
        "file": "text",
        "loader": "text",
        "as_of": "date",
        "loaded_at": "timestamp",
        "rows_read": "bigint",
        "accepted": "bigint",
        "rejected": "bigint",
    },
    "header_map": {"header": "text", "loader": "text", "name": "text", "cell": "text"},
    "reject": {
        "load": "integer",
        "file": "text",
        "row": "bigint",
        "reason": "text",
        "original": "text",
    },
    "run": {
        "id": "integer",
        "made_at": "timestamp",
        "method": "text",
        "loads": "integer",
        "labels": "text",
        "options": "text",
        "constants": "text",
    },
    "run_weight": {
        "run": "integer",
        "relation": "text",
        "kind": "text",
        "trait": "text",
        "scale": "double",
        "weights": "double[]",
    },
    "run_fit": {
        "run": "integer",
        "account": "text",
        "points": "double",
        "rank": "integer",
    },
    "result": {
        "account": "integer",
        "fit": "double",
        "tier": "text",
        "rank": "integer",
        "reasons": "text",
        "run": "integer",
    },
    "similar_to": {
        "account": "integer",
        "customer": "integer",
        "likeness": "double",
        "points": "double",
        "run": "integer",
    },
}

TABLES = TOLD | DERIVED | RECORDED


def slug(text: str) -> str:
    """Return the key of a trait's name: compatibility-folded, lower case, blanks as hyphens.

    Punctuation stays, since C, C++ and C# are three technologies.
    """
    return "-".join(unicodedata.normalize("NFKC", text).casefold().split())


def relation(name: str) -> Relation:
    """Return the relation of this name: one of the model, else the column that has the name."""
    return _BY_NAME.get(name) or Relation(
        *(name, name, NodeKind(VALUE, name, name), name, ("HAS",)),
        derived_by="",
        property=property_of(name),
    )


def property_of(column: str) -> str:
    """Return the property under which a column that no loader knows is kept."""
    return re.sub(r"\W+", "_", column.strip().casefold()).strip("_")


_BY_NAME = {each.name: each for each in RELATIONS}
