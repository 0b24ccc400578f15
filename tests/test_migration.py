"""A store that version 2 wrote is the same market when it is opened now.

The folder version_2 holds files, and the stores that an installation of version 2 made of them:
one as the statements of a DuckDB file, one as those of a Neo4j database.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from conftest import entered
from pandas.testing import assert_frame_equal

import graph_icp
from graph_icp.graph import model, tables
from graph_icp.graph.open_store import open_store

if TYPE_CHECKING:
    from conftest import TeamStores

    from graph_icp.market import Market

BEFORE = Path(__file__).with_name("version_2")
# When the commands were given, what this version keeps beside, and numbers that differ in their
# last digits.
OF_THE_MOMENT = {
    "load": {"loaded_at"},
    "label": {"decided_on"},
    "run": {"made_at", "constants", "options"},
    # Reasons that were written back keep the words of their version.
    "result": {"reasons"},
    # The next id is that of what was made in between.
    "node": {"id"},
}
PAIRS = {"same_as", "proposal"}
# What version 2 could not be told.
TOLD_SINCE = {
    *("feedback", "introduction", "can_introduce"),
    *("token_secret", "suppressed", "tag_decision"),
}
STATEMENTS = {"property", "naming", "fact", "label", "feedback"}
# What runs kept stays as it was: they know the relations of their time.
LEARNED = {"run", "run_weight", "run_fit", "result", "similar_to", "can_introduce"}
# Columns that hold ids of nodes.
NODES = {"node", "mention", "other", "a", "b", "owner", "account", "trait", "id"}


@pytest.fixture(scope="module")
def made_now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store to which this version was told what version 2 was told, to be copied."""
    path = tmp_path_factory.mktemp("made") / "now.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(BEFORE)
        tell(graph_icp.open(path))
    return path


@pytest.fixture
def told_now(made_now: Path, tmp_path: Path) -> Market:
    return graph_icp.open(shutil.copy(made_now, tmp_path))


def tell(market: Market) -> None:
    for day, name, options in (
        (1, "companies.csv", {}),
        (1, "company-technology.csv", {}),
        (1, "people.csv", {}),
        (1, "person-event.csv", {}),
        (2, "hubspot-companies.csv", {}),
        (2, "hubspot-deals.csv", {}),
        (3, "firmen.csv", {"columns": {"name": "Firma", "domain": "Netz"}}),
        (5, "company-technology-full.csv", {"replace": 2}),
        (5, "hubspot-deals-full.csv", {"replace": 2}),
    ):
        market.load(Path(name), as_of=datetime.date(2025, 6, day), **options)
    market.identity.decide("flux.example", "echo.example", "same")
    market.identity.decide("acme.example", "dune.example", "different")
    market.identity.decide("crux.example", "bolt.example", "belongs to")
    market.customers.add(Path("labels.csv"))
    market.discover(method="jaccard", limit=5)
    market.discover(write_back=True)


@pytest.fixture(params=["DuckDB", "Neo4j"])
def told_before(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a store as version 2 left it."""
    if request.param == "DuckDB":
        with duckdb.connect(str(tmp_path / "before.duckdb")) as connection:
            connection.execute((BEFORE / "store.sql").read_text(encoding="utf-8"))
        return str(tmp_path / "before.duckdb")
    stores: TeamStores = request.getfixturevalue("team_stores")
    address = stores.new()
    with entered(stores.server) as driver, driver.session() as session:
        session.run((BEFORE / "store.cypher").read_text(encoding="utf-8")).consume()
    return address


@pytest.mark.parametrize("write", [True, False], ids=["for a change", "for a look"])
def test_every_table_is_as_if_this_version_had_been_told(
    told_before: str, told_now: Market, write: bool
) -> None:
    opened = open_store(told_before, write=write)
    version = opened.ask("schema/schema_version")["schema_version"].to_pylist()
    opened.close()
    assert version == [model.SCHEMA_VERSION]
    market = graph_icp.open(told_before)
    with market.store(write=write) as store:
        assert store.ask("schema/rules_version")["rules"].to_pylist() == [model.RULES_VERSION]
    before, now = rows_by_table(market), rows_by_table(told_now)
    assert before.keys() == now.keys()
    for table, rows in now.items():
        assert rows or table in TOLD_SINCE, f"version 2 told nothing of {table}"
        assert before[table] == rows, table


def test_lists_and_explanations_are_the_same(told_before: str, told_now: Market) -> None:
    markets = graph_icp.open(told_before), told_now
    one, other = (market.discover().table for market in markets)
    for column in ("key", "tier", "why"):
        assert one[column].to_list() == other[column].to_list(), column
    assert one["fit"].to_list() == pytest.approx(other["fit"].to_list(), rel=1e-9, abs=1e-9)
    for key in ("domain:bolt.example", "domain:echo.example"):
        a, b = (market.explain(key).explanation for market in markets)
        assert a.account == b.account
        assert (a.tier, a.why, a.broken) == (b.tier, b.why, b.broken)
        assert a.fit == pytest.approx(b.fit, rel=1e-9)
        for table in ("points", "relations", "closest", "what_if"):
            assert_frame_equal(getattr(a, table), getattr(b, table), rtol=1e-9)


def test_what_had_ended_begins_again_when_it_is_told_again(told_before: str) -> None:
    market = graph_icp.open(told_before)
    assert ended(market) == {"rust", "kafka", "hubspot:704"}
    for name in ("company-technology", "hubspot-deals"):
        market.load(BEFORE / f"{name}.csv", as_of=datetime.date(2025, 6, 9))
    assert ended(market) == set()


def ended(market: Market) -> set[str]:
    with market.store() as store:
        keys = {row["id"]: row["key"] for row in store.dump("node").to_pylist()}
        return {keys[row["other"]] for row in store.dump("fact").to_pylist() if row["ended"]}


def test_a_run_of_before_is_explained(told_before: str) -> None:
    market = graph_icp.open(told_before)
    market.customers.add(BEFORE / "labels.csv")
    explained = market.explain("bolt.example").explanation
    assert explained.points["points"].sum() == pytest.approx(explained.total)
    assert 0 <= explained.fit <= 100
    assert not {"country", "maturity"} & set(explained.points["relation"])


def rows_by_table(market: Market) -> dict[str, list[str]]:
    """Return the rows of every table but what depends on the moment of telling.

    Statements are those of the account: version 2 had them at the domain, this one has them at the
    id of a row with both.
    """
    with market.store() as store:
        nodes = {row["id"]: (row["kind"], row["key"]) for row in store.dump("node").to_pylist()}
        owners = {row["mention"]: nodes[row["owner"]] for row in store.dump("belongs").to_pylist()}
        return {
            table: sorted(
                repr(plain(table, row, nodes | owners if table in STATEMENTS else nodes))
                for row in store.dump(table).to_pylist()
            )
            for table in tables.TABLES.keys() - LEARNED
        }


def plain(table: str, row: dict[str, Any], nodes: dict[int, tuple[str, str]]) -> list[Any]:
    person = row.get("decided") or row.get("source") == "person"
    left_out = OF_THE_MOMENT.get(table, set()) | ({"first_seen", "last_seen"} if person else set())
    ids = NODES if table not in tables.RECORDED else set()
    told = [
        nodes[row[name]] if name in ids and isinstance(row[name], int) else rounded(row[name])
        for name in tables.TABLES[table]
        if name not in left_out
    ]
    # Which end of a pair comes first is by their numbers, which are as they come.
    return [*sorted(told[:2]), *told[2:]] if table in PAIRS else told


def rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return round(value, 9) + 0.0 if isinstance(value, float) else value
