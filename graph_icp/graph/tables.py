"""Tables of the graph: what sources state, what follows from it, and what is recorded."""

from __future__ import annotations

from graph_icp.graph.model import ACCOUNT_PROPERTIES

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
        # Of a deal: what it is worth; won, lost or open; the day on which it was or will be closed,
        # and the one on which it was opened.
        "amount": "double",
        "outcome": "text",
        "closed_on": "date",
        "opened_on": "date",
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
    # What the team said last of a company that was given to them: taken, not a fit, won, lost or
    # later, and until when. `makes` is the status that the company has by it; none where it says
    # nothing of that, or a label was given since. `in_file` is what a file said of it last.
    "feedback": {
        "mention": "integer",
        "status": "text",
        "reason": "text",
        "said_on": "date",
        "until": "date",
        "said_by": "text",
        "makes": "text",
        "in_file": "text",
    },
    # What a person said of introductions between two people: what came of asking for one to an
    # account (yes, no, silent), or, without an account, that no path leads through them (never).
    "introduction": {
        "mention": "integer",
        "other": "integer",
        "account": "text",
        "result": "text",
        "said_on": "date",
    },
    # What a person decided of a tag of a company: that it holds (accept) or not (refuse).
    "tag_decision": {
        "mention": "integer",
        "tag": "text",
        "verdict": "text",
        "decided_on": "date",
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
    # `since` is the first day from which sources know it, where a link follows from edges alone.
    "link": {
        "relation": "text",
        "account": "integer",
        "trait": "integer",
        "value": "double",
        "since": "date",
    },
}

# The tables of loads, rejected rows, runs, results that were written back, and who is suppressed.
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
        # How many of the market have the trait.
        "prospects": "double",
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
        "reach": "double",
        "intent": "double",
        "priority": "double",
        "run": "integer",
    },
    "similar_to": {
        "account": "integer",
        "customer": "integer",
        "likeness": "double",
        "points": "double",
        "run": "integer",
    },
    # The steps of the best paths into an account (a key): people who know each other.
    "can_introduce": {
        "one": "integer",
        "other": "integer",
        "account": "text",
        "strength": "double",
        "run": "integer",
    },
    # Who is kept out of the store: tokens, and the store's own secret with which they are made.
    "token_secret": {"secret": "text"},
    # An entry is somebody who was named, by a token; with it stand the tokens of all their keys.
    "suppressed": {
        "token": "text",
        "entry": "text",
        "kind": "text",
        "scope": "text",
        "reason": "text",
        "until": "date",
        "said_on": "date",
    },
}

TABLES = TOLD | DERIVED | RECORDED
