"""What forgetting does about every column of the model: a new one must be thought of here."""

from __future__ import annotations

import pytest

from graph_icp.graph.tables import TABLES

# Rows about somebody go; texts that hold their words go or are replaced; what follows is worked
# out again; the rest says nothing of anybody.
GOES, WORDS, AGAIN, NOTHING = "the row goes", "their words go", "worked out again", "says nothing"
_TOLD = {"source": NOTHING, "load": NOTHING, "first_seen": NOTHING, "last_seen": NOTHING}
_DAYS = dict.fromkeys(
    (*("since", "until", "strength", "amount", "outcome", "closed_on", "opened_on", "ended"),),
    NOTHING,
)

WHAT_FORGETTING_DOES = {
    "node": {"id": GOES, "kind": NOTHING, "key": WORDS, "name": WORDS},
    "naming": {
        "mention": GOES,
        "name": GOES,
        "clean": GOES,
        "place": WORDS,
        "alias": NOTHING,
        **_TOLD,
    },
    "property": {"node": GOES, "property": WORDS, "value": WORDS, **_TOLD},
    "same_as": {
        "a": GOES,
        "b": GOES,
        "reason": NOTHING,
        "score": NOTHING,
        "decided": NOTHING,
        **_TOLD,
    },
    # The role of a visit is the key of the company.
    "fact": {"kind": NOTHING, "mention": GOES, "other": GOES, "role": GOES, **_DAYS, **_TOLD},
    "label": {
        "mention": GOES,
        "status": NOTHING,
        "value": NOTHING,
        "decided_on": NOTHING,
        "chosen_by": WORDS,
    },
    "feedback": {
        "mention": GOES,
        "status": NOTHING,
        "said_on": NOTHING,
        "until": NOTHING,
        "makes": NOTHING,
        "reason": WORDS,
        "said_by": WORDS,
        "in_file": WORDS,
    },
    "tag_decision": {
        "mention": GOES,
        "tag": NOTHING,
        "verdict": NOTHING,
        "decided_on": NOTHING,
    },
    "introduction": {
        "mention": GOES,
        "other": GOES,
        "account": GOES,
        "result": NOTHING,
        "said_on": NOTHING,
    },
    # Who is suppressed is kept out by tokens, from which nothing can be read.
    "token_secret": {"secret": NOTHING},
    "suppressed": {
        "token": NOTHING,
        "entry": NOTHING,
        "kind": NOTHING,
        "scope": NOTHING,
        "reason": NOTHING,
        "until": NOTHING,
        "said_on": NOTHING,
    },
    "belongs": {"mention": GOES, "owner": AGAIN, "why": AGAIN},
    "account_property": {"account": AGAIN, "property": AGAIN, "value": AGAIN},
    "proposal": {"a": GOES, "b": GOES, "reason": NOTHING, "name": GOES},
    "account": {
        "id": AGAIN,
        "key": AGAIN,
        "name": AGAIN,
        "domain": AGAIN,
        "country": AGAIN,
        "industry": AGAIN,
        "region": AGAIN,
        "size": AGAIN,
        "employees": AGAIN,
        "revenue": AGAIN,
        "status": AGAIN,
        "value": AGAIN,
        "customer_since": AGAIN,
        "owner": AGAIN,
    },
    "link": {
        "relation": AGAIN,
        "account": AGAIN,
        "trait": AGAIN,
        "value": AGAIN,
        "since": AGAIN,
    },
    "load": {
        "id": NOTHING,
        "file": WORDS,
        "loader": NOTHING,
        "as_of": NOTHING,
        "loaded_at": NOTHING,
        "rows_read": NOTHING,
        "accepted": NOTHING,
        "rejected": NOTHING,
    },
    "header_map": {"header": WORDS, "loader": NOTHING, "name": NOTHING, "cell": WORDS},
    "reject": {
        "load": NOTHING,
        "file": WORDS,
        "row": NOTHING,
        "reason": WORDS,
        "original": WORDS,
    },
    # A digest of labels is no text of anybody.
    "run": {
        "id": NOTHING,
        "made_at": NOTHING,
        "method": NOTHING,
        "loads": NOTHING,
        "labels": NOTHING,
        "options": WORDS,
        "constants": WORDS,
    },
    "run_weight": {
        "run": NOTHING,
        "relation": NOTHING,
        "kind": NOTHING,
        "trait": GOES,
        "scale": NOTHING,
        "prospects": NOTHING,
        "weights": NOTHING,
    },
    "run_fit": {"run": NOTHING, "account": GOES, "points": NOTHING, "rank": NOTHING},
    "result": {
        "account": GOES,
        "fit": NOTHING,
        "tier": NOTHING,
        "rank": NOTHING,
        "reasons": GOES,
        "reach": NOTHING,
        "intent": NOTHING,
        "priority": NOTHING,
        "run": NOTHING,
    },
    "similar_to": {
        "account": GOES,
        "customer": GOES,
        "likeness": NOTHING,
        "points": NOTHING,
        "run": NOTHING,
    },
    "can_introduce": {"one": GOES, "other": GOES, "account": GOES, "strength": GOES, "run": GOES},
}


@pytest.mark.parametrize("table", TABLES)
def test_forgetting_knows_every_column(table: str) -> None:
    assert WHAT_FORGETTING_DOES.get(table, {}).keys() == TABLES[table].keys()


def test_nothing_is_known_of_tables_that_are_gone() -> None:
    assert TABLES.keys() == WHAT_FORGETTING_DOES.keys()
