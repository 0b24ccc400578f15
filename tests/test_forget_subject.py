"""Whom a text names that asks what is known of somebody, or to forget them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graph_icp
from graph_icp.errors import AmbiguousNameError, GraphICPError, UnknownNameError
from graph_icp.market.privacy.subject import AN_ACCOUNT

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market.market import Market

PEOPLE = """name,email,profile_url,title,company,domain,opted_out
Ann Lee,ann@acme.example,https://www.linkedin.com/in/ann-lee/,CTO,Acme,acme.example,
Ann Lee,,,CFO,Zork,zork.example,
Bo Ek,bo@mail.acme.example,,Clerk,,other.example,true
Mia Li,mia@gmail.com,,CEO,Zork,zork.example,
"""


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    folder: Path = tmp_path_factory.mktemp("people")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "companies.csv").write_text(
        "domain,company,company linkedin url\nacme.example,Acme,linkedin.com/company/acme\n"
        "zork.example,Zork,\ntwin.example,Twin,\ntwin.test,Twin,\n",
        encoding="utf-8",
    )
    opened = graph_icp.open(folder / "people.duckdb")
    opened.load(folder)
    return opened


@pytest.mark.parametrize(
    "text",
    [
        "ann@acme.example",
        "Ann Lee <ANN@Acme.example>",
        "https://de.linkedin.com/in/ann-lee?x=1",
        "Ann Lee at acme.example",
        "Lee, Ann at Acme",
        "email:ann@acme.example",
    ],
)
def test_a_person_is_named_as_in_a_file(market: Market, text: str) -> None:
    found = market.privacy.subject(text)
    assert (found.kind, found.name) == ("person", "Ann Lee")
    assert {"email:ann@acme.example", "profile:linkedin.com/in/ann-lee"} <= {*found.keys}
    assert "name:ann lee@domain:acme.example" in found.keys
    assert not [key for key in found.keys if "zork" in key]
    assert len(found.owners) == 1


def test_who_opted_out_is_found(market: Market) -> None:
    assert market.privacy.subject("bo ek").name == "Bo Ek"


@pytest.mark.parametrize("text", ["Acme", "linkedin.com/company/acme", "linkedin:acme"])
def test_a_company_is_named_by_any_name(market: Market, text: str) -> None:
    found = market.privacy.subject(text)
    assert (found.kind, found.name) == ("account", "Acme")
    assert {"domain:acme.example", "linkedin:acme"} <= {*found.keys}


@pytest.mark.parametrize("text", ["acme.example", "https://www.acme.example/about"])
def test_a_domain_is_its_company(market: Market, text: str) -> None:
    found = market.privacy.subject(text)
    assert (found.kind, found.name) == ("domain", "acme.example")
    assert found.owners == market.privacy.subject("Acme").owners


def test_one_name_of_several_is_asked_about(market: Market) -> None:
    with pytest.raises(AmbiguousNameError, match=r"fits 2 people \(email:ann@acme\.example: Ann"):
        market.privacy.subject("Ann Lee")
    with pytest.raises(AmbiguousNameError, match="fits 2 companies"):
        market.privacy.subject("Twin")


@pytest.mark.parametrize("text", ["nobody@acme.example", "linkedin.com/in/no", "Nobody"])
def test_nobody_is_said(market: Market, text: str) -> None:
    with pytest.raises(UnknownNameError, match="There is no person or company"):
        market.privacy.subject(text)


def test_a_company_is_no_suggestion_for_a_person(market: Market) -> None:
    with pytest.raises(UnknownNameError, match="known, but nobody of that name there") as told:
        market.privacy.subject("Ann Lee at twin.example")
    assert "mean" not in str(told.value)
    with pytest.raises(UnknownNameError, match="company is not known either"):
        market.privacy.subject("Ann Lee at twim.example")


def test_names_that_only_hold_the_letters_are_no_suggestion(market: Market) -> None:
    with pytest.raises(UnknownNameError) as told:
        market.privacy.subject("wi")
    assert "Twin" not in str(told.value)
    with pytest.raises(UnknownNameError, match="Did you mean Twin"):
        market.privacy.subject("Twi")


def test_a_host_of_pages_is_its_own_company_where_that_is_known(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    (tmp_path / "c.csv").write_text("domain,company\nairbnb.com,Airbnb\n")
    market.load(tmp_path / "c.csv")
    assert market.privacy.subject("airbnb.com").kind == AN_ACCOUNT
    assert market.suppress("airbnb.com").named == {"domain": 1}
    assert market.load(tmp_path / "c.csv").files[0].skipped == {"suppressed": 1}
    with pytest.raises(GraphICPError, match=r"gmail\.com is no company's"):
        market.suppress("gmail.com")


def test_an_unknown_domain_is_said(market: Market) -> None:
    with pytest.raises(UnknownNameError, match=r"no company or person at .none\.example"):
        market.privacy.subject("none.example")


@pytest.mark.parametrize(
    ("text", "said"), [("gmail.com", "gmail.com is no company's"), ("  ", "No name is given")]
)
def test_what_names_nobody_alone_is_refused(market: Market, text: str, said: str) -> None:
    with pytest.raises(GraphICPError, match=said):
        market.privacy.subject(text)
