"""What a list says of a company and a competitor: it uses, leaves, has left or evaluates it."""

from __future__ import annotations

from functools import cache

from graph_icp.identity.folding import fold_alike
from graph_icp.ingest.values.cells import RejectRow, blank
from graph_icp.word_lists import word_lists

USES, LEAVING, LEFT, EVALUATING, UNKNOWN = "uses", "leaving", "left", "evaluating", "unknown"


def customer_state(text: str) -> str | None:
    """Return one of USES, LEAVING, LEFT, EVALUATING and UNKNOWN; None for no text.

    Parameters
    ----------
    text : str
        "Evaluating", "in trial", "ehemaliger Kunde".

    Raises
    ------
    RejectRow
        If the text is none of `customer_states.txt`: without it the row would say "uses".
    """
    found = _states().get(fold_alike(text))
    if found is None and not blank(text):
        raise RejectRow(f"'{text.strip()[:60]}' is not uses, leaving, left, evaluating or unknown")
    return found


@cache
def _states() -> dict[str, str]:
    lists = word_lists(__package__, "customer_states.txt")
    return {fold_alike(word): state for state, words in lists.items() for word in words}
