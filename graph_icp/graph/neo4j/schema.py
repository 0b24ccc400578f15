"""The schema of a Neo4j store: constraints for unique keys, and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.graph import model

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = tuple(model.KINDS)
# The label of the marker: the one node that makes a database a store, and names its writer.
MARKER = "GraphICP"
# Every other label, in the order in which nodes are forgotten.
LABELS = (
    *("Account", "Person", model.MENTION, "Name", "Source"),
    *(kind.label for kind in model.TRAITS),
    *("Load", "HeaderMap", "Reject", "RunFits", "RunWeights", "Run"),
    *("TokenSecret", "Suppressed", "TagDecision"),
)
KEYS = (
    # With the constraint, two programs that make the store at once make one marker.
    (MARKER, "schema_version"),
    (model.MENTION, "id"),
    (model.MENTION, "kind", "key"),
    *((kind, "id") for kind in _KINDS),
    *((kind, "key") for kind in _KINDS),
    ("Name", "clean"),
    ("Source", "name"),
    ("Load", "id"),
    ("Run", "id"),
    ("Suppressed", "token", "entry"),
    ("TagDecision", "mention", "tag"),
)
INDEXES = {
    "graph_icp_called_place": ("()-[n:CALLED]-()", "place"),
    "graph_icp_labelled": (f"(n:{model.MENTION})", "label_status"),
    "graph_icp_feedback": (f"(n:{model.MENTION})", "feedback_status"),
    "graph_icp_rejects": ("(n:Reject)", "load", "row"),
    "graph_icp_run_fits": ("(n:RunFits)", "run"),
    "graph_icp_account_name": ("(n:Account)", "name"),
    "graph_icp_account_domain": ("(n:Account)", "domain"),
}


def make_schema(tell: Callable[..., Any]) -> None:
    """Make missing constraints and indexes, and record the schema's version."""
    for label, *properties in KEYS:
        name = "_".join(("graph_icp", label.lower(), *properties))
        tell("schema/create_constraint", name=name, label=label, properties=_listed(properties))
    for name, (pattern, *properties) in INDEXES.items():
        tell("schema/create_index", name=name, pattern=pattern, properties=_listed(properties))
    tell("schema/await_indexes")
    tell("schema/record_schema_version", version=model.SCHEMA_VERSION)


def _listed(properties: list[str]) -> str:
    return ", ".join(f"n.{each}" for each in properties)
