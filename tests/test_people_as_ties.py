"""People who tie accounts to customers count in the fit, and are no advice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten customers, of whom nine share Ada Lee, and thirty prospects, of whom two know her."""
    uses, people = ["domain,technology"], ["name,email,domain,until"]
    for place in range(40):
        domain, customer = f"c{place}.example", place < 10
        uses.append(f"{domain},{'Go' if (place % 10 < 6) == customer else 'Java'}")
        uses.append(f"{domain},Tool {place % 4}")
        if place < 9 or place in (20, 21):
            people.append(f"Ada Lee,ada@c0.example,{domain},{'2020-01-01' if place else ''}")
        else:
            people.append(f"Bo {place},bo{place}@{domain},{domain},")
    return filled(tmp_path_factory.mktemp("made"), uses, people, customers=10)


def filled(folder: Path, uses: list[str], people: list[str], customers: int) -> Path:
    """Make a market in a folder, its first companies customers, and return the folder."""
    (folder / "uses.csv").write_text("\n".join(uses) + "\n")
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    (folder / "customers.txt").write_text("".join(f"c{i}.example\n" for i in range(customers)))
    market = graph_icp.open(folder / "graph-icp.duckdb")
    market.load(folder / "uses.csv", folder / "people.csv")
    market.customers.set(folder / "customers.txt")
    return folder


@pytest.fixture
def market(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    return copied(made, tmp_path, monkeypatch)


def copied(made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    """Return a copy of a market, in what is the current folder from here on."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    return graph_icp.open()


def test_a_shared_person_counts_and_is_told_after_the_others(market: Market) -> None:
    found = market.discover()
    assert found.shares["people"] > 0.1
    first = found.table.iloc[0]
    assert first["domain"] in ("c20.example", "c21.example")
    *others, tie, _ = first["why"].split("; ")
    assert tie.startswith("Ada Lee has worked at") or not others
    assert not any("Ada Lee" in each for each in others)
    points = market.explain(first["key"]).explanation.points.set_index("name")["points"]
    assert points["Ada Lee"] > 0


def test_nobody_is_advised_to_gain_a_person(market: Market) -> None:
    table = market.discover().table
    for key in table["key"].iloc[-10:]:
        assert "people" not in set(market.explain(key).explanation.what_if["relation"])


def test_people_are_no_reason_for_being_odd_and_name_no_segment(market: Market) -> None:
    found = market.customers.outliers()
    said = [*found.unlike["why"], *found.segments["name"], *found.segments["traits"].explode()]
    assert not any("Ada" in str(each) or "people" in str(each) for each in said)


def test_a_profile_tells_people_last_and_folded(market: Market, tmp_path: Path) -> None:
    found = market.customers.profile()
    assert not any("Ada Lee" in each for each in found.sentences)
    more = found.traits[found.traits["share_of_customers"] > found.traits["share_of_market"]]
    assert more["name"].iloc[-1] == "Ada Lee"
    assert len(more) > 1
    ended = CliRunner().invoke(main, ["icp", "profile", "--page", "profile.html"])
    assert ended.exit_code == 0
    assert "Ada Lee" not in ended.stdout
    assert "More common among customers, as ties: 1 shared person" in ended.stderr
    page = (tmp_path / "profile.html").read_text(encoding="utf-8")
    assert "Ada Lee" not in page[: page.index("<details>")]
    assert "Ada Lee" in page[page.index(": shared people (") :]


@pytest.fixture(scope="module")
def few_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve customers of whom four share Ada Lee, and sixty prospects, of whom seven are known."""
    uses, people = ["domain,name,technology"], ["name,email,domain,until"]
    for place in range(72):
        domain, customer = f"c{place}.example", place < 12
        uses.append(f"{domain},C{place},{'Go' if (place % 12 < 9) == customer else 'Java'}")
        uses.append(f"{domain},C{place},Tool {place % 4}")
        if place < 4 or place in (30, 31):
            people.append(f"Ada Lee,ada@c0.example,{domain},{'2020-01-01' if place else ''}")
        elif place in range(40, 45):
            people.append(f"Bo {place},bo{place}@{domain},{domain},")
    return filled(tmp_path_factory.mktemp("made"), uses, people, customers=12)


@pytest.fixture
def few_tied(few_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    return copied(few_made, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "people",
    [
        "name,email,domain,until\nCy Roe,cy@c21.example,c21.example,\n",
        "name,email,domain,until\nCy Roe,cy@c21.example,c21.example,\n"
        "Cy Roe,cy@c21.example,c50.example,2020-01-01\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Cy,Roe,https://www.linkedin.com/in/cyroe,cy@c21.example,C21,CTO,03 Jan 2024\n",
    ],
    ids=["a contact", "a contact who left a prospect", "a connection"],
)
def test_a_lookalike_loses_nothing_by_somebody_who_is_known_there(
    few_tied: Market, tmp_path: Path, people: str
) -> None:
    """Nor does it win anything: the person ties it to no customer."""
    before = few_tied.discover(sort="fit").table.set_index("domain").loc["c21.example"]
    (tmp_path / "more.csv").write_text(people)
    few_tied.load("more.csv", owner="Ann Lee" if people.startswith("First") else None)
    found = few_tied.discover(sort="fit")
    assert found.shares["people"] > 0.01
    after = found.table.set_index("domain").loc["c21.example"]
    assert before["fit"] > 30
    assert (after["fit"], after["tier"]) == (pytest.approx(before["fit"], abs=1), before["tier"])
    told = few_tied.explain("c21.example").explanation
    of_people = told.points[told.points["relation"] == "people"]
    assert of_people["points"].to_numpy() == pytest.approx(0, abs=1e-9)
    assert told.points["points"].sum() == pytest.approx(after["points"], abs=1e-9)


def test_a_technology_of_its_own_adds_and_costs_no_points(few_tied: Market, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        "domain,technology\nd0.example,Go\nd0.example,Homegrown\nd1.example,Go\n"
        "d2.example,Unheard of\n"
    )
    few_tied.load("more.csv")
    table = few_tied.discover(sort="fit").table.set_index("domain")
    told = {name: few_tied.explain(f"{name}.example").explanation for name in ("d0", "d1", "d2")}
    of_uses = {
        name: each.relations.set_index("relation").loc["uses"] for name, each in told.items()
    }
    assert of_uses["d0"]["points"] == pytest.approx(of_uses["d1"]["points"], abs=1e-9)
    assert told["d0"].points.set_index("name").loc["Homegrown", ["points", "net"]].tolist() == [
        0,
        0,
    ]
    for name in ("d0", "d1"):
        total = told[name].points["points"].sum()
        assert total == pytest.approx(table.loc[f"{name}.example", "points"], abs=1e-9)
    assert (of_uses["d2"]["points"], of_uses["d2"]["known"]) == (0, False)
