"""Relations: the kinds of link from accounts to traits, which the engine scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.graph.model import (
    COMPETITOR,
    COUNTRY,
    EVENT,
    INDUSTRY,
    INVESTOR,
    LIFE_STAGE,
    MATURITY,
    PERSON,
    REGION,
    REVENUE_BAND,
    SIZE_BAND,
    TECHNOLOGY,
    TOPIC,
    NodeKind,
    property_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

# The label of what a column of files says where it is a relation; stores have no such nodes.
VALUE = "Value"
_BY_FACT = "derive/links_of_facts"


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
    derived_by: str = _BY_FACT
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

    def dated(self) -> bool:
        """Return whether its links follow from edges alone, which tell since when they are."""
        return self.derived_by == _BY_FACT

    def parameters(self) -> dict[str, object]:
        """The parameters of every file of queries/ that is about one relation."""
        return {
            "relation": self.name,
            "property": self.property,
            "properties": "|".join((self.property, *self.told_by)),
            "kind": self.trait.label,
            "edge": self.edges[0],
            "edges": "|".join(self.edges),
            "dated": self.dated(),
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


def relation(name: str) -> Relation:
    """Return the relation of this name: one of the model, else the column that has the name."""
    return _BY_NAME.get(name) or Relation(
        *(name, name, NodeKind(VALUE, name, name), name, ("HAS",)),
        derived_by="",
        property=property_of(name),
    )


_BY_NAME = {each.name: each for each in RELATIONS}
