"""Tags read from the store: by status, family, identity, the rules of words, age, and decisions."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.hygiene.rules import tagged_by_rules
from graph_icp.hygiene.tags import (
    FAMILY,
    MAYBE_SAME,
    NAME_ONLY,
    OF_STATUS,
    OWN,
    TAGS,
    UNSEEN,
)
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.hygiene.deciding import ACCEPT, decisions
from graph_icp.market.hygiene.kin import kin_of_customers
from graph_icp.market.hygiene.tagged import Tagged
from graph_icp.market.intent.read_signals import days_before

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store

    Places = Collection[int] | NDArray[np.intp]
    Found = tuple[Places, str, Iterable[str] | str]

# After so many days without a word a company is not seen: two years.
UNSEEN_DAYS = 730


def read_tagged(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    as_of: datetime.date | None = None,
    only: Sequence[int] | NDArray[np.intp] | None = None,
    rivals: Themselves | None = None,
) -> Tagged:
    """Return the tags of all accounts of a store, or of some of them.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        id, key, name, domain, industry, status: all of them, or where some are asked for these,
        all customers, and who is of one family with these or may be the same.
    icp : Icp
        Our own domains, competitors, and what is hidden.
    as_of : date, optional
        The day from which it is counted how long nothing was seen; today if it is not given.
    only : sequence of int, optional
        The positions of the accounts of which they are asked; of others not all tags are told.
    rivals : Themselves, optional
        Where they are read already.
    """
    asked = np.arange(len(accounts)) if only is None else np.array(only, dtype=np.intp)
    rivals = rivals or Themselves.read(store, icp)
    accounts = rivals.marked(accounts)
    parts = [_told(*each) for each in _by_store(store, accounts, icp, rivals) if len(each[0])]
    parts += [_by_age(store, accounts["id"], asked, as_of), _by_rules(store, accounts, asked)]
    table = pd.concat([each for each in parts if len(each)] or parts[:1], ignore_index=True)
    status = accounts["status"].to_numpy()
    table = _decided(store, accounts["id"], table)
    table["of_status"] = table["tag"].to_numpy() == status[table["place"].to_numpy(np.int64)]
    order = table["tag"].map({tag: place for place, tag in enumerate(TAGS)})
    table = table.assign(order=order).sort_values(["place", "order"], kind="stable")
    return Tagged(
        table.drop(columns="order").reset_index(drop=True), len(accounts), icp.hidden_tags
    )


def _told(places: Places, tag: str, reasons: Iterable[str] | str) -> pd.DataFrame:
    at = np.array([*places], dtype=np.int64)
    why = reasons if isinstance(reasons, str) else [*reasons]
    return pd.DataFrame({"place": at, "tag": tag, "reason": why})


def _by_store(
    store: Store, accounts: pd.DataFrame, icp: Icp, rivals: Themselves
) -> Iterator[Found]:
    """Give the positions of accounts that have a tag for what the store says, and the reasons."""
    own = accounts["domain"].isin(icp.own_domains).to_numpy(dtype=bool)
    yield np.flatnonzero(own), OWN, accounts["domain"][own] + " is yours ([us] in icp.toml)"
    named = {each["id"]: _named_as(each) for each in rivals.taken.to_dict("records")}
    why = accounts["id"].map(named).astype(object).fillna("its status")
    for tag in OF_STATUS:
        theirs = accounts["status"] == tag
        yield np.flatnonzero(theirs), tag, why[theirs]
    kin = kin_of_customers(store, accounts)
    yield kin, FAMILY, kin.values()
    same = _maybe_same(store, accounts)
    yield same, MAYBE_SAME, same.values()
    by_name = accounts["key"].str.startswith("name:").to_numpy(dtype=bool)
    yield np.flatnonzero(by_name), NAME_ONLY, "no domain and no id is known of it"


def _named_as(rival: Mapping[Any, Any]) -> str:
    by = "its domain says" if rival["by_domain"] else "it bears the name or domain of"
    return f"{by} {rival['competitor']}, a competitor in your files or icp.toml"


def _maybe_same(store: Store, accounts: pd.DataFrame) -> dict[int, str]:
    """Return by position which account each may be the same as, customers before others."""
    pairs = store.ask("decisions/proposals").select(["a", "b"]).to_pandas().drop_duplicates()
    if pairs.empty:
        return {}
    place_of = pd.Series(np.arange(len(accounts)), index=accounts["id"])
    one, other = (place_of.reindex(pairs[each]).to_numpy() for each in ("a", "b"))
    both = pd.DataFrame({"one": [*one, *other], "other": [*other, *one]}).dropna().astype(np.int64)
    status = accounts["status"].to_numpy()[both["other"]]
    both = both.assign(no_customer=status != "customer").sort_values(
        ["one", "no_customer", "other"], kind="stable"
    )
    many = both.groupby("one").size()
    first = both.drop_duplicates("one")
    told = accounts[["name", "domain", "status"]].iloc[first["other"]].to_dict("records")
    return {
        int(place): _same_as(each) + (f", or {rest - 1:,} more" if rest > 1 else "")
        for place, each, rest in zip(first["one"], told, many[first["one"]], strict=True)
    }


def _same_as(other: Mapping[Any, Any]) -> str:
    """Return the words for an account that another may be: "Acme (acme.com, customer)"."""
    beside = [other["domain"], other["status"] if other["status"] == "customer" else None]
    known = ", ".join(each for each in beside if isinstance(each, str) and each)
    return f"{other['name']} ({known})" if known else str(other["name"])


def _by_age(
    store: Store, ids: pd.Series, asked: NDArray[np.intp], as_of: datetime.date | None
) -> pd.DataFrame:
    """Return which accounts at some positions no source has told anything of for two years."""
    mine = ids.iloc[asked]
    day = as_of or datetime.datetime.now().astimezone().date()
    since = days_before(day, UNSEEN_DAYS)
    unseen = store.ask("hygiene/unseen", rows_of(mine.to_numpy(np.int64)), since=since).to_pandas()
    places = asked[pd.Index(mine).get_indexer(unseen["account"])]
    days = pd.to_datetime(unseen["last_seen"]).dt.strftime("%Y-%m-%d")
    return _told(places, UNSEEN, "last seen on " + days)


def _by_rules(store: Store, accounts: pd.DataFrame, asked: NDArray[np.intp]) -> pd.DataFrame:
    mine = accounts.iloc[asked]
    told = store.ask(
        "read/values_of_property", rows_of(mine["id"].tolist()), property="description"
    ).to_pandas()
    descriptions = told.set_index("account")["value"].reindex(mine["id"]).tolist()
    names, domains, industries = (mine[each].tolist() for each in ("name", "domain", "industry"))
    found = tagged_by_rules(names, domains, industries, descriptions)
    return found.assign(place=asked[found["place"].to_numpy(dtype=np.intp)])


def _decided(store: Store, ids: pd.Series, table: pd.DataFrame) -> pd.DataFrame:
    """Return the tags without those that people refused, and with those that they accepted."""
    kept = decisions(store)
    kept = kept[kept["id"].isin(ids)]
    if kept.empty:
        return table
    place_of = pd.Series(np.arange(len(ids)), index=ids)
    kept = kept.assign(place=place_of.reindex(kept["id"]).to_numpy())
    by = ["place", "tag"]
    others = table[~_keys(table).isin(_keys(kept))]
    accepted = kept[kept["verdict"] == ACCEPT]
    before = table.set_index(by)["reason"]
    reasons = [_accepted(before.get((p, t)), d) for p, t, d in accepted[[*by, "decided_on"]].values]
    return pd.concat([others, accepted[by].assign(reason=reasons)], ignore_index=True)


def _keys(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[["place", "tag"]])


def _accepted(reason: str | None, day: object) -> str:
    said = f"accepted on {pd.Timestamp(str(day)):%Y-%m-%d}"
    return f"{reason}; {said}" if reason else said
