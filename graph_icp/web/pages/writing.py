"""What people say by buttons: feedback, and whether accounts are one; it can be taken back."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from graph_icp.errors import AddressError
from graph_icp.output.node_labels import shown_name
from graph_icp.web.held import Done
from graph_icp.web.keys import in_words
from graph_icp.web.rendering import held_of, market_of
from graph_icp.web.routing import changes
from graph_icp.web.rows import rows_of
from graph_icp.web.settled import settled_beside

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_icp.market.market import Market

# What is said of a company, in the order in which `feedback.say` takes it.
_WORDS = ("feedback", "reason", "said_on", "until", "said_by")
# What can be decided of two accounts, and how that is told.
_DECISIONS: dict[str, tuple[Literal["same", "different", "belongs to"], str]] = {
    "same": ("same", "{} and {} are one company now."),
    "different": ("different", "{} and {} stay two companies."),
    "belongs to": ("belongs to", "{} belongs to {}, and stays a company of its own."),
}


def feedback(request: Request, fields: dict[str, str]) -> Done:
    """Keep what is said of a company: account, status, reason, until (a day)."""
    market, account = market_of(request), _given(fields, "account")
    before = _said(market, account)
    status, until = _given(fields, "status"), _day(fields.get("until", ""))
    market.feedback.say(account, status, fields.get("reason", ""), until=until)
    now = _said(market, account)
    assert now is not None  # noqa: S101 - it was kept just now
    words = f"{shown_name(now['account'])} is marked “{now['feedback']}”"
    words += f" until {now['until']}" if now["until"] else ""
    words += f", because: {now['reason']}" if now["reason"] else ""
    return Done(f"{words}.", partial(_unsay, market, before, now))


def unsay(request: Request, fields: dict[str, str]) -> Done:
    """Forget what was said of a company."""
    market, account = market_of(request), _given(fields, "account")
    before = _said(market, account)
    name = market.feedback.undo(account)
    undo = partial(_unsay, market, before, None) if before else None
    return Done(f"{shown_name(name)} is not marked any more.", undo)


def decide(request: Request, fields: dict[str, str]) -> Done:
    """Decide whether two accounts are one: one, other (keys), verdict (of `_DECISIONS`)."""
    one, other = _given(fields, "one"), _given(fields, "other")
    verdict = fields.get("verdict", "")
    if verdict not in _DECISIONS:
        raise AddressError(
            "Two companies are 'same' or 'different', or one 'belongs to' the other; nothing else "
            "can be decided."
        )
    meant, words = _DECISIONS[verdict]
    market, found = market_of(request), held_of(request).matches.made(begin=False)
    identity = market.identity
    before = None if found is None else identity.still_open(found)

    def undo() -> str:
        identity.decide(one, other, "undo")
        return "It is undecided again whether they are one company."

    without_effect = identity.decide(one, other, meant)
    said = words.format(fields.get("one_name") or one, fields.get("other_name") or other)
    beside = "" if before is None else settled_beside(market, before, one, other)
    return Done(" ".join(filter(None, [said, beside, *without_effect])), undo)


def undecide(request: Request, fields: dict[str, str]) -> Done:
    """Take back what was decided of two companies: one, other (keys)."""
    one, other = _given(fields, "one"), _given(fields, "other")
    identity = market_of(request).identity
    decided = identity.decided()
    ends = zip(decided["key"], decided["other_key"], strict=True)
    before = rows_of(decided[[{*pair} == {one, other} for pair in ends]])
    identity.decide(one, other, "undo")

    def undo() -> str:
        for row in before:
            identity.decide(row["key"], row["other_key"], row["decision"])
        return "It is decided again as it was."

    said = f"{in_words(one)} and {in_words(other)}: it is undecided again what they are."
    return Done(said, undo)


def undo(request: Request, fields: dict[str, str]) -> Done:
    """Take back a change."""
    done = held_of(request).take_back(fields.get("change", ""))
    if done is None or done.undo is None:
        raise AddressError(
            "This cannot be taken back any more; it was, or the server is a new one."
        )
    return Done(done.undo())


def _unsay(market: Market, before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    """Let what is said of a company be what it was before, unless more was said since."""
    told = after or before
    assert told is not None  # noqa: S101 - something was said, before or after
    account, now = told["key"], _said(market, told["key"])
    if _words(now) != _words(after):
        raise AddressError(
            f"Something else was said of {told['account']} since; that stays. Its page has it."
        )
    if now is not None:
        market.feedback.undo(account)
    if before is None:
        return "Taken back; it is not marked any more."
    market.feedback.say(account, *(before[each] for each in _WORDS))
    return f"Taken back; it is marked “{before['feedback']}” again."


def _words(said: dict[str, Any] | None) -> list[Any]:
    return [said[each] for each in _WORDS] if said else []


def _said(market: Market, account: str) -> dict[str, Any] | None:
    """Return what is said of an account, as a row of `market.feedback.table`."""
    told = rows_of(market.feedback.table(account))
    return told[0] if told else None


def _given(fields: dict[str, str], name: str) -> str:
    if not fields.get(name):
        raise AddressError(f"The form says no {name}.")
    return fields[name]


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise AddressError(f"'{text[:40]}' is no day; write it as 2027-03-01.") from error


ROUTES = [
    changes("/feedback", feedback),
    changes("/feedback/undo", unsay),
    changes("/decide", decide),
    changes("/decide/undo", undecide),
    changes("/undo", undo),
]
