"""Half-lives: old links count less, in learning, lists and explanations, on both stores."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

import graph_icp
from graph_icp.discovery.icp import Icp
from graph_icp.errors import FileError
from graph_icp.graph.matrix import read_graph
from graph_icp.market.customers.customer_metrics import read_weighed
from graph_icp.market.decay import Decay
from graph_icp.market.icp.icp_toml import parse_icp

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.graph.matrix import Graph
    from graph_icp.market import Market

YEAR = 365.25
DECAY = '[decay]\nattended = "12 months"\nuses = "2 years"\npeople = "30 days"\n'


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    """Return a market of 30 companies told on 1 January 2025; ten are customers."""
    files = {
        "companies": ["domain,name,country,employees"],
        "uses": ["domain,technology"],
        "events": ["event,title,date", "old-fair,Old Fair,2021-01-01", "fair,Fair,2024-01-02"],
        "went": ["domain,event,date,role"],
        "guests": ["name,email,event,date"],
        "jobs": ["name,profile_url,title,domain,until"],
    }
    random = np.random.default_rng(3)
    for place in range(30):
        domain = f"c{place}.example"
        files["companies"].append(f"{domain},Firm {place},DE,{10 * place + 5}")
        tools = {0, 1} if place < 10 else {2 + place % 3}
        files["uses"] += [f"{domain},T{each}" for each in {*tools, *random.integers(0, 6, 2)}]
        event = "fair" if place % 3 else "old-fair"
        files["went"].append(f"{domain},{event},,attendee")
    files["went"].append("c12.example,expo,2023-01-01,attendee")
    files["guests"].append("Ann Lee,ann@c13.example,expo,2024-07-02")
    files["jobs"] += [
        "Bo Kay,https://linkedin.com/in/bokay,Buyer,c0.example,2024-12-02",
        "Bo Kay,https://linkedin.com/in/bokay,Buyer,c14.example,",
    ]
    paths = [tmp_path / f"{name}.csv" for name in files]
    for path, rows in zip(paths, files.values(), strict=True):
        path.write_text(lines(*rows), encoding="utf-8")
    (tmp_path / "icp.toml").touch()
    made = graph_icp.open(anywhere, icp=tmp_path / "icp.toml")
    made.load(*paths, as_of=datetime.date(2025, 1, 1))
    (tmp_path / "new.csv").write_text("domain,technology\nc15.example,T9\n", encoding="utf-8")
    made.load(tmp_path / "new.csv", as_of=datetime.date(2026, 1, 1))
    customers = lines(*(f"c{place}.example" for place in range(10)))
    (tmp_path / "customers.txt").write_text(customers, encoding="utf-8")
    made.customers.set(tmp_path / "customers.txt")
    return made


def value(graph: Graph, relation: str, domain: str, trait: str) -> float:
    matrix = graph.matrices[relation]
    row = graph.accounts.index[graph.accounts["domain"] == domain][0]
    column = matrix.traits.index[matrix.traits["name"] == trait][0]
    return float(matrix.values[row, column])


def test_a_link_counts_by_the_day_on_which_it_was_last_known(market: Market) -> None:
    icp = parse_icp(DECAY)
    with market.store() as store:
        assert Decay.now(store, Icp()) is None
        decay = Decay.now(store, icp)
        assert decay is not None
        assert decay.day == datetime.date(2026, 1, 1)
        faded, plain = read_weighed(store, icp)[0], read_graph(store)
    for relation, domain, trait, day, half_life in (
        # The day of the event, as the event says or its row, also through a guest.
        ("attended", "c3.example", "Old Fair", "2021-01-01", YEAR),
        ("attended", "c4.example", "Fair", "2024-01-02", YEAR),
        ("attended", "c12.example", "expo", "2023-01-01", YEAR),
        ("attended", "c13.example", "expo", "2024-07-02", YEAR),
        # What lasts was so on the day on which it was told, or until it ended.
        ("uses", "c0.example", "T0", "2025-01-01", 2 * YEAR),
        ("uses", "c15.example", "T9", "2026-01-01", 2 * YEAR),
        ("people", "c0.example", "Bo Kay", "2024-12-02", 30),
        ("people", "c14.example", "Bo Kay", "2025-01-01", 30),
    ):
        age = (decay.day - datetime.date.fromisoformat(day)).days
        assert value(plain, relation, domain, trait) == 1
        expected = 2 ** -(age / half_life)
        assert value(faded, relation, domain, trait) == pytest.approx(expected), (domain, trait)
    for relation in plain.matrices.keys() - {"attended", "uses", "people"}:
        same = plain.matrices[relation].values != faded.matrices[relation].values
        assert not same.nnz


@pytest.mark.parametrize("method", ["auto", "jaccard", "cosine"])
def test_explanations_add_up_also_later(market: Market, tmp_path: Path, method: str) -> None:
    plain = market.discover(method=method).table.set_index("domain")["points"]
    market.icp.file.write_text(DECAY, encoding="utf-8")
    table = market.discover(method=method).table.set_index("domain")
    if method != "jaccard":
        assert (plain - table["points"]).abs().max() > 0.1
    file = tmp_path / "inbound.csv"
    file.write_text("domain,name,country\nc12.example,Firm 12,DE\n", encoding="utf-8")

    def explained() -> list[float]:
        found = [market.explain(domain).explanation for domain in table.index[:3]]
        for each in found:
            assert each.points["points"].sum() == pytest.approx(each.total, abs=1e-9)
        return [each.total for each in found]

    assert explained() == pytest.approx(table["points"][:3].tolist(), rel=1e-9)
    assert market.qualify(file).table["fit"][0] == pytest.approx(table["fit"]["c12.example"])
    # What is told later makes no link older.
    (tmp_path / "more.csv").write_text("domain,technology\nc29.example,T5\n", encoding="utf-8")
    others = table.drop("c29.example").index
    market.load(tmp_path / "more.csv", as_of=datetime.date(2028, 1, 1))
    for domain in others[:3]:
        fit = market.explain(domain).explanation.fit
        assert fit == pytest.approx(table["fit"][domain], rel=1e-9)
    assert market.runs.compare(1, 2)["fit"].notna().all()


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_a_backtest_says_whether_it_helps(market: Market) -> None:
    asked = {"repeats": 2, "method": "cosine"}
    plain = market.backtest(**asked)
    assert plain.decay == ""
    market.icp.file.write_text(DECAY, encoding="utf-8")
    tested = market.backtest(**asked)
    auc, precision = tested.methods[["auc", "average_precision"]].iloc[0]
    before, precision_before = plain.methods[["auc", "average_precision"]].iloc[0]
    assert tested.decay == (
        f"With the decay of icp.toml AUC is {auc:.3f} and average precision {precision:.3f}; "
        f"without it {before:.3f} and {precision_before:.3f}."
    )


def test_half_lives_are_checked() -> None:
    halved = parse_icp('[decay]\nuses = "3 years"\nsponsored = "1 day"\npeople = "1.5 weeks"\n')
    assert halved.half_lives == {"uses": 3 * YEAR, "sponsored": 1, "people": 10.5}
    for wrong in ("24", '"24"', '"0 days"', '"soon"', '"-1 year"'):
        with pytest.raises(FileError, match="line 2: attended: must be a time such as"):
            parse_icp(f"[decay]\nattended = {wrong}\n")
    with pytest.raises(FileError, match="industry: is not an option"):
        parse_icp('[decay]\nindustry = "1 year"\n')
