"""Lookalikes are found without the market: as from its whole matrix, bit by bit."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.left_out import leave_out
from graph_icp.discovery.ranking.lookalikes import lookalikes
from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.open_store import open_store
from graph_icp.market.accounts import compared
from graph_icp.market.accounts.similar import Lookalikes, similar
from graph_icp.market.leaving_out import always_left_out
from graph_icp.market.traits.columns import with_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_icp.graph.store import Store

ACCOUNTS, DAY = 40, datetime.date(2024, 1, 1)
# By relation: the kind of its traits, how many there are, and the most that an account has.
RELATIONS = {
    "uses": ("Technology", 9, 5),
    "people": ("Person", 25, 2),
    "industry": ("Industry", 3, 1),
    "topics": ("Topic", 30, 4),
}
LEFT_OUT: tuple[tuple[str, ...], ...] = (
    *((), ("uses",), ("uses=T1",), ("industry", "people=T3")),
    *(("topics=T2",), ("tier",), ("tier=Gold", "uses=T0"), ("uses=none",), ("nothing",)),
)


@pytest.fixture(scope="module", autouse=True)
def _few_are_read_first() -> Iterator[None]:
    """Let few accounts be read to learn how alike the most like ones are, as markets are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compared, "_FIRST", 3)
        yield


def market(seed: int) -> Store:
    """Return a store of a random market, in which many accounts are the same but for their keys."""
    random = np.random.default_rng(seed)
    store = open_store(":memory:", create=True)
    ids = np.arange(ACCOUNTS) + 1
    keys = [f"domain:{place:02}.example" for place in random.permutation(ACCOUNTS)]
    names = pa.array([f"Company {each}" for each in ids])
    of_accounts = {"id": pa.array(ids), "key": pa.array(keys), "name": names}
    store.insert("account", pa.table(of_accounts))
    nodes = [{"id": i, "kind": "Account", "key": key, "name": key} for i, key in enumerate(keys, 1)]
    links: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    first = 1000
    for relation, (kind, traits, most) in RELATIONS.items():
        # Keys in another order than ids, two traits of one name.
        order = random.permutation(traits)
        for trait in range(traits):
            name = f"T{trait % (traits - 1)}"
            key = f"{kind.lower()}-{order[trait]:02}"
            nodes.append({"id": first + trait, "kind": kind, "key": key, "name": name})
            if kind == "Topic" and trait % 2:
                said.append({"node": first + trait, "property": "kind", "value": "keyword"})
            if kind == "Person" and trait % 5 == 0:
                said.append({"node": first + trait, "property": "opted_out", "value": "true"})
        few = random.integers(0, most + 1, (6, 1))
        for account in ids:
            kinds_of = int(random.integers(6))
            own = np.random.default_rng(seed + kinds_of).permutation(traits)[: few[kinds_of, 0]]
            own = own if random.random() < 0.5 else random.permutation(traits)[: len(own)]
            links += [
                {"relation": relation, "account": account, "trait": first + trait, "value": value}
                for trait in own
                for value in [1.0 if relation != "uses" else [1.0, 0.5, 3.0][trait % 3]]
            ]
        first += 100
    store.insert("node", pa.Table.from_pylist(nodes))
    mentions = [each["id"] for each in nodes if each["kind"] in {"Account", "Person"}]
    store.insert("belongs", pa.table({"mention": mentions, "owner": mentions}))
    store.insert("link", pa.Table.from_pylist(links))
    told = [each | {"source": "a.csv", "load": 1, "last_seen": DAY} for each in said]
    store.insert("property", pa.Table.from_pylist(told))
    tiers = [["Gold", "gold; New", "Bronze"][int(each)] for each in random.integers(0, 3, 20)]
    column = {"account": pa.array(ids[:20]), "property": ["tier"] * 20, "value": tiers}
    store.insert("account_property", pa.table(column))
    return store


def from_the_whole(
    store: Store, account: int, icp: Icp, limit: int | None, without: Sequence[str], with_: Any
) -> Lookalikes:
    """Return lookalikes as a plain calculation has them, from all links of the market."""
    whole = with_columns(store, read_graph(store), icp)
    graph, left_out = leave_out(whole, always_left_out((), icp), without, with_)
    idf = {name: inverse_frequency(each.values) for name, each in graph.matrices.items()}
    table = lookalikes(
        *(graph, account, idf),
        lambda ids: store.ask("read/accounts_by_id", rows_of(ids)).to_pandas(),
        limit,
    )
    return Lookalikes(table, left_out)


def outcome(asked: Callable[[], Lookalikes]) -> Any:
    """Return an answer, or the words of the error in its place."""
    try:
        return asked()
    except (RankingError, UnknownNameError) as error:
        return f"{type(error).__name__}: {error}"


@settings(max_examples=30)
@given(
    seed=st.integers(0, 10_000),
    account=st.integers(1, ACCOUNTS),
    limit=st.sampled_from((0, 1, 2, 5, 39, 40, 41, None)),
    without=st.sampled_from(LEFT_OUT),
    always=st.booleans(),
    column=st.booleans(),
)
def test_lookalikes_are_those_of_the_whole_matrix(
    seed: int, account: int, limit: int | None, without: Sequence[str], always: bool, column: bool
) -> None:
    store = market(seed)
    [key] = store.ask("read/accounts_by_id", rows_of([account]))["key"].to_pylist()
    icp = Icp(
        leave_out=("uses=T2", "topics=T1", "size") if always else (),
        columns={"tier": "icp.toml:2"} if column else {},
    )
    with_ = ("uses=T2",) if always and "uses" not in without else ()
    asked = icp, limit, without, with_
    found = outcome(lambda: similar(store, key, *asked))
    expected = outcome(lambda: from_the_whole(store, account, *asked))
    if isinstance(expected, str):
        assert found == expected
    else:
        pd.testing.assert_frame_equal(found.table, expected.table, check_exact=True)
        assert found.left_out == expected.left_out
    store.close()


def test_links_are_read_of_those_alone_that_can_be_near_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three twins of an account share two rare technologies with it, all others a common one."""
    store = open_store(":memory:", create=True)
    ids = np.arange(1, 101)
    keys = [f"domain:c{each}.example" for each in ids]
    store.insert("account", pa.table({"id": ids, "key": keys, "name": keys}))
    nodes = {"id": [*ids, 201, 202, 203], "kind": ["Account"] * 100 + ["Technology"] * 3}
    store.insert("node", pa.table(nodes | {"key": [*keys, "a", "b", "c"]}))
    store.insert("belongs", pa.table({"mention": ids, "owner": ids}))
    uses = [(each, 203) for each in ids[:-1]] + [(each, t) for each in ids[:4] for t in (201, 202)]
    links = [{"relation": "uses", "account": a, "trait": t, "value": 1.0} for a, t in uses]
    store.insert("link", pa.Table.from_pylist(links))
    read: set[int] = set()
    ask = type(store).ask

    def heard(self: Store, question: str, *rows: pa.Table, **given: Any) -> pa.Table:
        assert question not in {"links/links", "read/accounts", "read/account_ids"}
        if question == "links/links_of":
            read.update(rows[0]["id"].to_pylist())
        return ask(self, question, *rows, **given)

    monkeypatch.setattr(type(store), "ask", heard)
    found = similar(store, "c1.example", Icp(), 2, (), ())
    assert found.table["account"].to_list() == ["domain:c2.example", "domain:c3.example"]
    assert found.table["likeness"].to_list() == pytest.approx([1, 1])
    assert read == {1, 2, 3, 4}
    store.close()
