"""The profile of the best customers, what relations count, and who would move by other weights."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from graph_icp.errors import GraphICPError, UnknownNameError
from graph_icp.output.pages.profile_page import lift_in_words, parts_of
from graph_icp.web.asked import number
from graph_icp.web.columns import Column
from graph_icp.web.held import Done
from graph_icp.web.rendering import held_of, market_of, page, standing, waiting, worked_out
from graph_icp.web.routing import changes, shows
from graph_icp.web.rows import moves_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.weighing.preview import Preview
    from graph_icp.market.weighing.weights import Weight

VIEWS = {"": "What your best customers have", "weights": "What counts, and who would move"}
# What weights are called in addresses and forms: "w.uses=1.5".
_NAMED = "w."
# The greatest weight of a slider, unless icp.toml has a greater one, and the greatest of all.
_USUAL, _MOST = 3.0, 10.0
_STEP, _FINE = 0.05, 0.01

_TRAITS = (
    Column("name", "Trait"),
    Column("title", "Relation"),
    Column("of_customers", "Customers", "number"),
    Column("of_prospects", "Prospects", "number"),
    Column("lift", "As often as prospects", "number"),
)
_COUNTS = (
    Column("title", "Relation"),
    Column("weight", "Weight", "number"),
    Column("now", "Counts", "number"),
    Column("then", "Would count", "number"),
    Column("remark", "Remark"),
)
_MOVES = (
    Column("account", "Company", "account"),
    Column("place", "Place"),
    Column("fit", "Fit"),
    Column("tier", "Tier", "short"),
    Column("moved_by", "Most of it by"),
)


def profile(request: Request) -> Response:
    """Answer with what the best customers have, or with what relations count."""
    view = request.query_params.get("view", "")
    if view not in VIEWS:
        raise UnknownNameError("view", view, filter(None, VIEWS))
    if view == "weights":
        return _weights(request)
    found = worked_out(
        request, "profile", market_of(request).customers.profile, "Comparing your best customers"
    )
    parts = parts_of(found)
    for _, rows, _ in parts["tables"]:
        for row in rows:
            row |= {
                "title": parts["titles"][row["relation"]],
                "lift": lift_in_words(row),
                "of_customers": f"{row['customers']:,} of {row['customers_known']:,}",
                "of_prospects": f"{row['prospects']:,} of {row['prospects_known']:,}",
            }
    return page(request, "profile", view=view, views=VIEWS, columns=_TRAITS, **parts)


def _weights(request: Request) -> Response:
    """Answer with the weights of relations, and who would move by those of the address."""
    held = held_of(request)
    ranked = held.ranked()
    if ranked is None:
        return waiting(request)
    market = held.market
    known = [each for each in market.relation_weights(ranked) if each.share or each.weight != 1]
    told = {each.relation: round(each.weight, 2) for each in known if each.weight is not None}
    asked = _asked(request.query_params.multi_items(), told)
    changed = {name: weight for name, weight in asked.items() if weight != told[name]}
    if len(changed) < len(asked):
        return RedirectResponse(f"/profile?{_query(changed, view='weights')}", 303)
    moves, failed, doing = None, "", ""
    if changed:
        weights = told | changed
        try:
            moves = held.previews.made(
                *(ranked, weights),
                question=tuple(sorted(weights.items())),
                as_of=weakref.ref(ranked),
            )
        except GraphICPError as error:
            failed = str(error)
        doing = "" if moves or failed else "Working out who would move"
    return page(
        request,
        "profile_weights",
        view="weights",
        views=VIEWS,
        sliders=[_slider(each, told | changed) for each in known if each.weight is not None],
        counts=[_count(each, told | changed, moves) for each in known],
        count_columns=_COUNTS if moves else [each for each in _COUNTS if each.name != "then"],
        unlearned=[each.title for each in market.relation_weights(ranked) if each not in known],
        moves=moves,
        tables=_tables(moves) if moves else [],
        move_columns=_MOVES,
        failed=failed,
        doing=doing,
        save=f"/profile/save?{_query(changed)}" if changed and not failed else "",
        **standing(request),
    )


def save(request: Request) -> Response:
    """Answer with what would change in icp.toml."""
    market = market_of(request)
    weights = _asked(request.query_params.multi_items())
    change = market.icp.weigh(weights)
    return page(
        request,
        "profile_save",
        file=str(change.file),
        lines=change.diff,
        exists=change.before is not None,
        seen=change.seen,
        fields=_pairs(weights),
        to="/profile?view=weights",
        again=f"/profile?{_query(weights, view='weights')}",
    )


def keep(request: Request, fields: dict[str, str]) -> Done:
    """Write weights into icp.toml: w.RELATION (the weights), seen (the file that was shown)."""
    icp = market_of(request).icp
    change = icp.weigh(_asked(fields.items()))
    change.make(fields.get("seen", ""))

    def undo() -> str:
        change.take_back()
        return f"{change.file} is {'as it was' if change.before is not None else 'gone again'}."

    return Done(f"Wrote {change.file}. Rank anew to see the list by it.", undo)


def _asked(
    pairs: Iterable[tuple[str, str]], told: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return the weights that an address or a form asks for.

    Raises
    ------
    AddressError
        If one is no number from 0 to 10.
    UnknownNameError
        If `told` has not the relation.
    """
    found = {}
    for name, text in pairs:
        if name.startswith(_NAMED):
            relation = name.removeprefix(_NAMED)
            if told is not None and relation not in told:
                raise UnknownNameError("relation with a weight", relation, told)
            found[relation] = round(number(text.strip(), _MOST, name), 2)
    return found


def _pairs(weights: Mapping[str, float]) -> list[tuple[str, str]]:
    return [(f"{_NAMED}{name}", f"{weight:g}") for name, weight in weights.items()]


def _query(weights: Mapping[str, float], **more: str) -> str:
    return urlencode([*more.items(), *_pairs(weights)])


def _slider(weight: Weight, weights: Mapping[str, float]) -> dict[str, Any]:
    value = weights[weight.relation]
    told = round(weight.weight or 0.0, 2)
    on_grid = all(abs(each / _STEP - round(each / _STEP)) < 1e-6 for each in (value, told))
    return {
        "name": f"{_NAMED}{weight.relation}",
        "title": weight.title,
        "value": f"{value:g}",
        "most": f"{max(_USUAL, value, told):g}",
        "step": _STEP if on_grid else _FINE,
    }


def _count(weight: Weight, weights: Mapping[str, float], moves: Preview | None) -> dict[str, Any]:
    """Return a row of what a relation counts."""
    remarks = []
    if weight.fixed is not None:
        remarks.append(f"icp.toml fixes it at {weight.fixed:.0%}")
    if weight.cap is not None:
        remarks.append(f"icp.toml caps it at {weight.cap:.0%}")
    if weight.held is not None:
        remarks.append(f"at most {weight.held:.0%}, the part of the market where it is known")
    return {
        "title": weight.title,
        "weight": f"{weights[weight.relation]:g}" if weight.weight is not None else "fixed",
        "now": f"{weight.share:.0%}",
        "then": f"{moves.shares.get(weight.relation, 0.0):.0%}" if moves else "",
        "remark": "; ".join(remarks),
    }


def _tables(moves: Preview) -> list[tuple[str, list[dict[str, Any]], int, str]]:
    """Return who would move: heading, rows, how many, and what to say of none."""
    return [
        (heading, moves_of(table), many or len(table), nobody)
        for heading, table, many, nobody in (
            ("Enter the first 25", moves.entering, 0, "Nobody would enter the first 25."),
            ("Leave the first 25", moves.leaving, 0, "Nobody would leave the first 25."),
            ("Become Best fit", moves.new_best, moves.best, "Nobody would become Best fit."),
            ("Best fit no longer", moves.gone_best, moves.no_longer, "All Best fits would stay."),
            ("Rise most", moves.risen, 0, "Nobody would rise."),
            ("Fall most", moves.fallen, 0, "Nobody would fall."),
        )
    ]


ROUTES = [
    shows("/profile", profile),
    shows("/profile/save", save),
    changes("/profile/save", keep),
]
