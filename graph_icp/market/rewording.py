"""Rewording of what earlier versions were told: properties become the traits that they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import (
    ACCOUNT,
    COUNTRY,
    INDUSTRY,
    LIFE_STAGE,
    MENTION,
    REGION,
    REVENUE_BAND,
    RULES_VERSION,
    SIZE_BAND,
    NodeKind,
    slug,
)
from graph_icp.identity.names import joined_company
from graph_icp.ingest.upsert.counts import Counts
from graph_icp.ingest.upsert.writing import merge, write
from graph_icp.ingest.values.bands import founded, founded_band, funding_stage, revenue_band
from graph_icp.ingest.values.cells import RejectRow, SkipValue, size_band
from graph_icp.ingest.values.country_names import name_of, regions
from graph_icp.ingest.values.industries import industry
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_icp.graph.store import Store

# About how many bytes a row takes.
_BYTES = 100


class _Now(NamedTuple):
    """What a value is now: the properties that it becomes, and traits by kind, key and name."""

    said: Mapping[str, str]
    traits: tuple[tuple[NodeKind, str, str], ...] = ()


def is_up_to_date(store: Store) -> bool:
    """Return whether words became traits in a store by the rules of this version."""
    rules: int = store.ask("schema/rules_version")["rules"][0].as_py()
    return rules >= RULES_VERSION


def bring_up_to_date(store: Store) -> None:
    """Reword what an earlier version was told, and work everything out again.

    Parameters
    ----------
    store : Store
        Open for writing.
    """
    nodes, told, names = (store.dump(each) for each in ("node", "property", "naming"))

    def work() -> None:
        gone = _reword(store, nodes, told)
        _clean_again(store, nodes, names)
        resolve_store(store)
        for kind, keys in gone.items():
            mine = pc.and_(
                pc.equal(nodes["kind"], kind), pc.is_in(nodes["key"], pa.array(keys, pa.string()))
            )
            store.tell("load/forget_traits", nodes.filter(mine).select(["id"]), label=kind)
        store.tell("schema/record_rules_version", version=RULES_VERSION)

    store.run(work, size=_BYTES * (len(nodes) + len(told) + len(names)))


def _clean_again(store: Store, nodes: pa.Table, names: pa.Table) -> None:
    """Clean the names of companies by the rules of this version, by which they are compared."""
    accounts = nodes.filter(pc.equal(nodes["kind"], ACCOUNT.label))["id"].combine_chunks()
    named = names.filter(pc.is_in(names["mention"], accounts))
    written = named["name"].combine_chunks().dictionary_encode()
    cleaned = pa.array(map(joined_company, written.dictionary.to_pylist()), pa.string())
    now = cleaned.take(written.indices)
    other = pc.fill_null(pc.not_equal(named["clean"], now), True)
    if not pc.any(other).as_py():
        return
    store.tell("load/forget_namings", named.filter(other).select(_NAMING))
    place = named.schema.get_field_index("clean")
    again = named.set_column(place, "clean", now).filter(other).drop_null()
    merge(store, "naming", again, Counts())


_NAMING = ["mention", "name", "clean", "source"]


def _reword(store: Store, nodes: pa.Table, told: pa.Table) -> dict[str, list[str]]:
    """Add the traits and properties that follow from what was told, and forget the old words.

    Returns
    -------
    dict of str to list of str
        The keys of the traits of which nothing is said any more, by kind.
    """
    accounts = nodes.filter(pc.equal(nodes["kind"], ACCOUNT.label))["id"].combine_chunks()
    of_companies = pc.is_in(told["node"], accounts)
    told = told.filter(pc.and_(of_companies, pc.is_in(told["property"], pa.array([*_NOW]))))
    labels = nodes.filter(pc.equal(nodes["kind"], INDUSTRY.label)).to_pylist()
    names = {row["key"]: row["name"] for row in labels}
    now: dict[tuple[str, str], _Now] = {}
    rows, gone = [], []
    for row in told.to_pylist():
        asked = row["property"], row["value"]
        if asked not in now:
            now[asked] = _now(row["property"], names.get(row["value"], row["value"]))
        said = now[asked].said
        if row["property"] in _REPLACED and said.get(row["property"]) != row["value"]:
            gone.append({name: row[name] for name in ("node", "property", "value", "source")})
        rows += [{**row, "property": name, "value": value} for name, value in said.items()]
    traits = {trait for each in now.values() for trait in each.traits}
    if traits:
        listed = sorted((kind.label, key, name) for kind, key, name in traits)
        table = pa.table(dict(zip(("kind", "key", "name"), zip(*listed, strict=True), strict=True)))
        write(store, {"node": table}, 0, {}, lambda _what, _share: None)
    if rows:
        merge(store, "property", _once(rows, told.schema), Counts(), label=MENTION)
    if gone:
        store.tell("load/forget_properties", pa.Table.from_pylist(gone), label=MENTION)
    replaced = {(row["property"], row["value"]) for row in gone}
    return {
        kind.label: sorted(value for name, value in replaced if name == property)
        for property, kind in (("industry", INDUSTRY), ("size", SIZE_BAND))
    }


def _once(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """Return each property of a node once a source: as first and last told."""
    keys = ["node", "property", "value", "source"]
    told = [("load", "min"), ("first_seen", "min"), ("last_seen", "max")]
    table = pa.Table.from_pylist(rows, schema=schema).group_by(keys).aggregate(told)
    named = {f"{column}_{way}": column for column, way in told}
    return table.rename_columns([named.get(each, each) for each in table.column_names]).select(
        schema.names
    )


def _now(property: str, value: str) -> _Now:
    try:
        return _NOW[property](value)
    except (SkipValue, RejectRow):
        return _Now({})


def _country(code: str) -> _Now:
    region = regions().get(code)
    traits = ((COUNTRY, code, name_of(code)),)
    return _Now({}, (*traits, (REGION, slug(region), region)) if region else traits)


def _industry(text: str) -> _Now:
    name = industry(text)
    if name is None:
        return _Now({})
    key, told = slug(name), {} if slug(text) == slug(name) else {"industry_stated": text}
    return _Now({"industry": key, **told}, ((INDUSTRY, key, name),))


def _size(text: str) -> _Now:
    band = size_band(text)
    if band is None:
        return _Now({})
    told = {} if band == text else {"size_stated": text}
    return _Now({"size": band, **told}, ((SIZE_BAND, band, band),))


def _revenue(text: str) -> _Now:
    band = revenue_band(text)
    return _Now({"revenue_band": band}, ((REVENUE_BAND, band, band),)) if band else _Now({})


def _founded(text: str) -> _Now:
    year = founded(text)
    if year is None:
        return _Now({})
    band = founded_band(year)
    return _Now({"founded": str(year), "founded_band": band}, ((LIFE_STAGE, band, band),))


def _stage(text: str) -> _Now:
    stage = funding_stage(text)
    return _Now({"funding_stage": stage}, ((LIFE_STAGE, stage, stage),)) if stage else _Now({})


_NOW: dict[str, Callable[[str], _Now]] = {
    "country": _country,
    "industry": _industry,
    "size": _size,
    **dict.fromkeys(["revenue", "revenue_band"], _revenue),
    **dict.fromkeys(
        [
            *("founded", "founded_year", "year_founded", "foundation_date", "founded_date"),
            *("founding_year", "yearstarted"),
        ],
        _founded,
    ),
    **dict.fromkeys(
        ["funding_stage", "latest_funding", "last_funding_type", "latest_funding_stage"], _stage
    ),
}
# Whose old words are forgotten.
_REPLACED = ("industry", "size", "revenue_band", "funding_stage")
