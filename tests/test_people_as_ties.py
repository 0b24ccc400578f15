"""People who tie accounts to customers count in the fit, and are no advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market


@pytest.fixture
def market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
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
    (tmp_path / "uses.csv").write_text("\n".join(uses) + "\n")
    (tmp_path / "people.csv").write_text("\n".join(people) + "\n")
    (tmp_path / "customers.txt").write_text("".join(f"c{i}.example\n" for i in range(10)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    market = graph_icp.open()
    market.load("uses.csv", "people.csv")
    market.customers.set("customers.txt")
    return market


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
