"""Whatever the order of files and rows: small generated markets, compared table by table."""

from __future__ import annotations

import csv
import datetime
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pyarrow as pa
import pytest
from dumps import Dump, doubled, dump, exact_dump, owners
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph_icp.graph import tables
from graph_icp.graph.open_store import open_store
from graph_icp.ingest.load.inputs import files as inputs_of
from graph_icp.ingest.load.load import load_inputs
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graph_icp.graph.store import Store

DAY = datetime.date(2024, 6, 1)


class Telling(NamedTuple):
    """One row and the kind of file in which it comes."""

    loader: str
    cells: dict[str, str]


def few(*texts: str) -> st.SearchStrategy[str]:
    """Return a column's cells: few, so that rows meet, and often empty."""
    return st.sampled_from(("", *texts))


# Few names for many companies, and ids that move from one domain to the next. For "#" stands
# the number of a crowd: crowds have traits in common and nothing else, so that one example
# is several at once.
CROWDS = 4
DOMAINS = few("ana#.example", "bob#.example", "cyd#.example")
COMPANIES = few("Acme#", "ACME# Inc.", "Bolt#", "Bolt# Ltd", "Crux#")
COUNTRIES = few("US", "DE")
DAYS = few("2024-01-01", "2024-02-01")
COMPANY = {
    "domain": DOMAINS,
    "company_id": few("1#", "2#"),
    "company": COMPANIES,
    "country": COUNTRIES,
}
PERSON = {
    "name": st.sampled_from(("Jo# Li", "JO# LI", "Kim# Roe")),
    "email": few("jo@ana#.example", "jo@bob#.example", "kim#@gmail.com"),
    "profile_url": few("pages.example/jo#", "pages.example/kim#"),
}
PROVENANCE = {"source": few("crm", "web"), "as_of": DAYS}
FILES = {
    "companies": {
        **COMPANY,
        "aliases": few("Bolt#", "Crux#|Acme#", "Dune"),
        "industry": few("Software", "software", "SOFTWARE; Retail", "retail"),
        "employees": few("7", "70", "700"),
        "region": few("Europe", "europe"),
        "status": few("customer", "churned", "prospect"),
        **PROVENANCE,
    },
    "company-technology": {
        **COMPANY,
        "technology": st.sampled_from(("Go", "Rust")),
        "since": few("2020-01-01"),
        **PROVENANCE,
    },
    "company-event": {
        **COMPANY,
        "event": st.sampled_from(("Expo", "Summit")),
        "role": few("Gold", "Silver", "visitor"),
        **PROVENANCE,
    },
    "customers": {**COMPANY, "value": few("0.5", "0.9", "1"), **PROVENANCE},
    "people": {
        **PERSON,
        "title": few("CEO", "CTO"),
        **COMPANY,
        "since": few("2020-01-01"),
        "until": few("2022-01-01", "2023-01-01"),
        **PROVENANCE,
    },
    # A system's ids at few domains, its parents, and deals in two currencies.
    "hubspot-companies": {
        **COMPANY,
        "company_id": st.sampled_from(("1#", "2#", "3#")),
        "parent_id": few("1#", "2#"),
        "owner": few("Ann", "Bo", "12345"),
        "status": few("Customer", "Lead", "Kunde"),
    },
    "hubspot-deals": {
        "deal_id": st.sampled_from(("7#", "8#")),
        "deal": st.just("Deal"),
        "stage": few("Closed Won", "Cierre perdido", "Offer", "Verbally won"),
        "amount": few("100", "250.5", "1.000,00"),
        "currency": few("EUR", "USD"),
        "company_id": st.sampled_from(("1#", "2#", "3#")),
        "close_date": few("2024-01-01", "2023-01-01"),
    },
    "hubspot-contacts": {
        "first_name": st.sampled_from(("Jo#", "Kim#")),
        "last_name": st.sampled_from(("Li", "Roe")),
        "email": few("jo@ana#.example", "jo@bob#.example", "kim#@gmail.com"),
        "person_id": few("51#", "52#"),
        "company_id": few("1#", "2#"),
        "opted_out": few("true", "false"),
    },
    "person-event": {
        **PERSON,
        "event": st.sampled_from(("Expo", "Summit")),
        "role": few("speaker"),
        **COMPANY,
        **PROVENANCE,
    },
}


def says_who(telling: Telling) -> bool:
    """Return whether the row names a company, and a person where it is about one."""
    company = any(telling.cells.get(column) for column in ("domain", "company_id", "company"))
    return company or bool(telling.cells.get("email") or telling.cells.get("profile_url"))


def of_a_crowd(telling: Telling, crowd: int) -> Telling:
    cells = {column: cell.replace("#", str(crowd)) for column, cell in telling.cells.items()}
    return telling._replace(cells=cells)


ROWS = st.one_of(
    *(
        st.builds(Telling, st.just(loader), st.fixed_dictionaries(columns))
        for loader, columns in FILES.items()
    )
).filter(says_who)
CROWDED = st.builds(of_a_crowd, ROWS, st.integers(1, CROWDS))
TELLINGS = st.lists(CROWDED, min_size=2 * CROWDS, max_size=5 * CROWDS)
FEW_TELLINGS = st.lists(CROWDED, min_size=1, max_size=4)
repeatably = settings(
    max_examples=7,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=["DuckDB", "Neo4j"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Return one store for all examples."""
    if request.param == "Neo4j":
        opened = open_store(request.getfixturevalue("team_stores").new(), create=True)
    else:
        opened = quick_for_few_rows()
    yield opened
    opened.close()


def quick_for_few_rows() -> Store:
    """Return an embedded store that uses one thread."""
    connect = duckdb.connect

    def connect_with_one(path: str, config: dict[str, object], **given: bool) -> object:
        return connect(path, config=config | {"threads": 1}, **given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(duckdb, "connect", connect_with_one)
        return open_store(":memory:", create=True)


@repeatably
@given(tellings=TELLINGS, choice=st.data())
def test_any_order_and_any_split_give_the_same_tables(
    store: Store, tmp_path: Path, tellings: list[Telling], choice: st.DataObject
) -> None:
    shuffled = choice.draw(st.permutations(tellings), label="shuffled")
    cuts = choice.draw(st.lists(st.integers(0, len(tellings)), max_size=2), label="cuts")
    parts = [shuffled[a:b] for a, b in pairwise([0, *sorted(cuts), len(tellings)]) if a < b]
    again = choice.draw(st.sampled_from(parts), label="again")
    with for_now(store):
        load(store, tmp_path, tellings)
        expected = dump(store)
        check_whole(store)
    with for_now(store):
        for part in [*parts, again]:
            load(store, tmp_path, part)
        assert dump(store) == expected


@repeatably
@given(tellings=TELLINGS, more=st.lists(FEW_TELLINGS, min_size=1, max_size=2))
def test_working_out_what_a_load_touched_equals_working_out_all(
    store: Store, tmp_path: Path, tellings: list[Telling], more: list[list[Telling]]
) -> None:
    with for_now(store):
        load(store, tmp_path, tellings)
        for few_tellings in more:
            load(store, tmp_path, few_tellings)
            after_load = dump(store)
            check_whole(store)
            resolve_store(store)
            assert after_load == dump(store)


@settings(repeatably, max_examples=4)
@given(tellings=TELLINGS)
def test_the_same_files_again_change_nothing_and_later_only_when_they_were_seen(
    store: Store, tmp_path: Path, tellings: list[Telling]
) -> None:
    undated = [
        Telling(each.loader, {**each.cells, **dict.fromkeys({"as_of"} & each.cells.keys(), "")})
        for each in tellings
    ]
    later = DAY + datetime.timedelta(days=30)
    with for_now(store):
        load(store, tmp_path, undated)
        before = graph(store)
        load(store, tmp_path, undated)
        assert graph(store) == before
        load(store, tmp_path, undated, as_of=later)
        assert graph(store) == last_seen_on(later, before)


@repeatably
@given(tellings=TELLINGS, choice=st.data())
def test_taking_a_decision_back_restores_every_table(
    store: Store, tmp_path: Path, tellings: list[Telling], choice: st.DataObject
) -> None:
    with for_now(store):
        load(store, tmp_path, tellings)
        before = dump(store)
        decided = some_pairs(before, choice, "decided")
        decide(store, "decisions/record_decision", decided)
        owner_of = owners(dump(store))
        assert all(owner_of[one] == owner_of[other] for one, other in decided)
        assert all(owner_of[owner] == owner for owner in owner_of.values())
        decide(store, "decisions/forget_decision", decided)
        assert dump(store) == before


@repeatably
@given(tellings=TELLINGS, choice=st.data())
def test_what_a_person_said_to_be_two_is_never_one(
    store: Store, tmp_path: Path, tellings: list[Telling], choice: st.DataObject
) -> None:
    with for_now(store):
        load(store, tmp_path, tellings)
        before = dump(store)
        parted = some_pairs(before, choice, "parted")
        decide(store, "decisions/record_decision", parted, same=False)
        told = dump(store)
        owner_of = owners(told)
        assert all(owner_of[one] != owner_of[other] for one, other in parted)
        assert all(owner_of[owner] == owner for owner in owner_of.values())
        proposed = {frozenset((a[1], b[1])) for a, b, *_ in told["proposal"]}
        assert proposed.isdisjoint(map(frozenset, parted))
        load(store, tmp_path, tellings)
        resolve_store(store)
        assert owners(dump(store)) == owner_of
        decide(store, "decisions/forget_decision", parted)
        assert dump(store)["belongs"] == before["belongs"]


def check_whole(store: Store) -> None:
    """Assert what holds of every store in which nobody has decided anything."""
    assert doubled(store) == {}
    told = dump(store)
    owner_of = owners(told)
    named = {key for _, kind, key, _ in told["node"] if kind in {"Account", "Person"}}
    assert set(owner_of) == named
    assert all(owner_of[owner] == owner for owner in owner_of.values())
    for lone in ("domain:", "profile:"):
        held = [owner for mention, owner in owner_of.items() if mention.startswith(lone)]
        assert len(held) == len(set(held)), f"{lone} twice in one, and nobody said so"
    accounts = {key for _, key, *_ in told["account"]}
    assert accounts == {owner for (kind, _), (_, owner), _ in told["belongs"] if kind == "Account"}
    assert {account for (_, account), _, _ in told["account_property"]} <= accounts
    assert {account for _, (_, account), _, _, _ in told["link"]} <= accounts
    assert all(owner_of[a[1]] != owner_of[b[1]] for a, b, _, _ in told["proposal"])


class _Enough(Exception):  # noqa: N818 - leaves the transaction, is no error
    """Ends an example without keeping anything."""


@contextmanager
def for_now(store: Store) -> Iterator[None]:
    """Take back what is done in the block."""
    with suppress(_Enough), store.transaction():
        yield
        raise _Enough


# Headers of HubSpot's deals; others are known by the names of the columns.
DEALS = {
    "deal_id": "Record ID",
    "deal": "Deal Name",
    "stage": "Deal Stage",
    "company_id": "Associated Company IDs",
    "close_date": "Close Date",
}


def load(
    store: Store, folder: Path, tellings: Sequence[Telling], as_of: datetime.date = DAY
) -> None:
    """Write the rows to one file a kind, in their order, and load the files."""
    files = {telling.loader: folder / f"{telling.loader}.csv" for telling in tellings}
    for loader, path in files.items():
        with path.open("w", newline="", encoding="utf-8") as file:
            written = csv.DictWriter(file, list(FILES[loader]))
            labels = DEALS if loader == "hubspot-deals" else {}
            written.writerow({name: labels.get(name, name) for name in FILES[loader]})
            written.writerows(each.cells for each in tellings if each.loader == loader)
    loaded = load_inputs(store, inputs_of(files.values()), as_of=as_of)
    resolve_store(store, loaded.touched, changes=loaded.changes)


def some_pairs(told: Dump, choice: st.DataObject, label: str) -> list[tuple[str, str]]:
    """Draw pairs of ways of naming accounts, none where there is one alone."""
    mentions = [key for _, kind, key, _ in told["node"] if kind == "Account"]
    if len(mentions) < 2:
        return []
    pairs = st.tuples(*[st.sampled_from(mentions)] * 2).filter(lambda pair: pair[0] != pair[1])
    return choice.draw(st.lists(pairs, min_size=1, max_size=3, unique_by=frozenset), label=label)


def decide(
    store: Store, change: str, pairs: Sequence[tuple[str, str]], *, same: bool = True
) -> None:
    """Record or forget that pairs of mentions are one, or two, one pair after the other."""
    for pair in pairs:
        keys = pa.table({"kind": ["Account"] * 2, "key": list(pair)})
        ids = store.ask("load/node_ids", keys, trait=[])["id"].to_numpy().astype("int64")
        one, other = ([each] for each in pair)
        told = pa.table({"kind": ["Account"], "a": one, "b": other, "same": [same]})
        store.tell(change, told)
        resolve_store(store, {"Account": ids}, changes=())


def graph(store: Store) -> Dump:
    """Return every table of the graph as it stands, with the nodes' numbers."""
    whole = exact_dump(store)
    return {table: whole[table] for table in tables.TOLD | tables.DERIVED}


def last_seen_on(day: datetime.date, before: Dump) -> Dump:
    """Return the tables with another day in `last_seen`, where they have that: it is last."""
    return {
        table: sorted(((*row[:-1], day) for row in rows), key=repr)
        if "last_seen" in tables.TABLES[table]
        else rows
        for table, rows in before.items()
    }
