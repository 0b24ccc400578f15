"""Customers: what each is worth, who is unlike the rest, their segments; and who is one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from graph_icp.discovery.left_out import sentences
from graph_icp.discovery.selectors import parted
from graph_icp.errors import AddressError, AmbiguousNameError, UnknownNameError
from graph_icp.web.columns import Column
from graph_icp.web.held import Done
from graph_icp.web.pages.accounts import FOUND, LONGEST, text_sought
from graph_icp.web.parts import part_of
from graph_icp.web.rendering import market_of, page, standing, worked_out
from graph_icp.web.routing import changes, shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

VIEWS = {"": "All customers", "outliers": "Outliers and segments"}
_CUSTOMERS = (
    Column("account", "Customer", "account"),
    Column("domain", "Domain"),
    Column("since", "Since", "short"),
    Column("worth", "Worth", "decimal"),
    Column("best", "Learned from"),
)
_OTHERS = (Column("account", "Company", "account"), Column("status", "Status"))
_UNLIKE = (
    Column("account", "Customer", "account"),
    Column("fit", "Fit", "number"),
    Column("beats", "Fits better than", "share"),
    Column("why", "Why"),
)
_UNKNOWN = (Column("account", "Customer", "account"), Column("why", "Why"))
# The fields of the form that chooses companies by what they have.
_TRAITS = ("where", "also")
# What is done to customers, and how that is told.
_SAID = {"set": "The only customers are", "add": "Added", "remove": "Removed"}


def customers(request: Request) -> Response:
    """Answer with the customers, or with those unlike the rest and the segments."""
    view = request.query_params.get("view", "")
    if view not in VIEWS:
        raise UnknownNameError("view", view, filter(None, VIEWS))
    values = _outliers(request) if view else _every(request)
    return page(request, "customers", view=view, views=VIEWS, **standing(request), **values)


def _every(request: Request) -> dict[str, Any]:
    """Return all customers, others whose status counts, and what was looked for to add."""
    market, text = market_of(request), text_sought(request)
    table = worked_out(request, "worth", market.customers.worth, "Weighing your customers")
    listed = market.customers.table()
    best = int(table["learned_from"].sum())
    # The numbers that make up a worth stand between these and the key.
    names = [str(each) for each in table]
    numbers = names[names.index("learned_from") + 1 : -1]
    titles = (Column(each, each.replace("_", " ").capitalize(), "decimal") for each in numbers)
    part = part_of(request, table.assign(best=table["learned_from"].map({True: "yes", False: ""})))
    found = market.accounts(text) if text else None
    return {
        "text": text,
        "found": [] if found is None else rows_of(found.head(FOUND)),
        "more": 0 if found is None else max(0, len(found) - FOUND),
        "part": part,
        "best": best,
        "columns": (*_CUSTOMERS, *titles),
        "others": rows_of(listed[listed["status"] != "customer"].head(FOUND)),
        "other_columns": _OTHERS,
        "chosen_by": market.customers.chosen_by(),
        "chosen": market.customers.chosen(),
        **{each: text_sought(request, each) for each in _TRAITS},
    }


def _outliers(request: Request) -> dict[str, Any]:
    outliers = market_of(request).customers.outliers
    found = worked_out(request, "outliers", outliers, "Comparing customers with each other")
    return {
        "told": found.sentences,
        "unlike": rows_of(found.unlike),
        "unlike_columns": _UNLIKE,
        "unknown": rows_of(found.unknown),
        "unknown_columns": _UNKNOWN,
        "segments": rows_of(found.segments),
        "remarks": [
            *found.warnings,
            *sentences(found.left_out, "graph-icp customers outliers"),
        ],
    }


def change(request: Request, fields: dict[str, str]) -> Done:
    """Set, add or remove customers (verb): one company (account), or by traits (where, also)."""
    those = market_of(request).customers
    verb = fields.get("verb", "")
    if verb not in _SAID:
        raise AddressError("Customers can be set, added or removed; nothing else can be done.")
    account = fields.get("account", "")
    typed = {each: fields.get(each, "") for each in _TRAITS}
    traits = [*filter(None, typed.values())]
    if not (account or traits):
        raise AddressError("Say which companies: one by its name, or a trait such as uses=Kafka.")
    if any(len(each) > LONGEST for each in traits):
        raise AddressError(f"A trait has at most {LONGEST} characters here.")
    do = {"set": those.set, "add": those.add, "remove": those.remove}[verb]
    try:
        said = do(where=traits, accounts=[account] if account else [])
    except (UnknownNameError, AmbiguousNameError) as error:
        if account:
            raise
        return _refused(typed, error)
    named = fields.get("name") or account or "all with " + " and ".join(traits)
    words = " ".join([f"{_SAID[verb]}: {named}.", *said.sentences])
    forgotten = tuple(dict.fromkeys(typed, "").items())
    return Done(words, partial(those.take_back, said.change), form=forgotten)


def _refused(typed: dict[str, str], error: UnknownNameError | AmbiguousNameError) -> Done:
    """Keep what was typed in the form, and offer what may be meant instead."""
    instead = [
        (text, f"/customers?{urlencode(typed | {field: text})}")
        for field in typed
        for text in _instead(typed[field], error.name.strip(), error.near)
    ]
    return Done(str(error), refused=True, instead=tuple(instead), form=tuple(typed.items()))


def _instead(text: str, name: str, near: Iterable[str]) -> list[str]:
    """Return a trait with the name in it that is not there replaced; none where it has not."""
    word, mark, trait = parted(text)
    if name == text.strip():
        return [*near]
    if name == word.strip():
        return [f"{each}{mark}{trait}" for each in near]
    return [f"{word}{mark}{each}" for each in near] if name == trait.strip() else []


ROUTES = [shows("/customers", customers), changes("/customers/change", change)]
