"""One answer to which company a row names: load writes it, qualify and customers set go by it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError

if TYPE_CHECKING:
    from click.testing import Result

    from graph_icp.market import Market

COMPANIES = """Name,Domain,ID,LinkedIn company URL,Country,Technologies
Acme,acme.com,,https://www.linkedin.com/company/acme-inc/,US,Elixir; Go
Bolt,bolt.com,,,US,Elixir
Cinder,,77,,DE,Go
Dune,,,https://www.linkedin.com/company/dune/,FR,Rust
Echo,echo.com,,,US,Rust
Echo,echo.de,,,DE,Go
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a market that has learned a run."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    (folder / "customers.txt").write_text("acme.com\n", encoding="utf-8")
    market = graph_icp.open(folder / "graph-icp.duckdb")
    market.load(folder / "companies.csv")
    market.customers.set(folder / "customers.txt")
    market.discover(limit=0)
    return folder


@pytest.fixture
def market(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return graph_icp.open("graph-icp.duckdb")


def written(text: str, name: str = "inbound.csv") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def was(market: Market, text: str) -> dict[str, str]:
    table = market.qualify(written(text)).table
    return dict(zip(table["company"], table["was"], strict=True))


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result


# Qualify


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("domain\nbolt.com\n", "bolt.com"),
        ("Company,Website\nAnybody,https://www.bolt.com/about\n", "bolt.com"),
        ("name,email\nJo Li,Jo Li <jo@bolt.com>\n", "bolt.com"),
        ("id\n77\n", "77"),
        ("company,LinkedIn company URL\nDune SA,linkedin.com/company/dune\n", "Dune SA"),
        ("LinkedIn company URL\nhttps://linkedin.com/company/dune/about\n", "dune"),
        ("company,country\nEcho,Germany\n", "Echo"),
        ("company\nBolt Inc.\n", "Bolt Inc."),
    ],
)
def test_a_company_of_the_market_is_known_however_a_row_names_it(
    market: Market, text: str, company: str
) -> None:
    assert was(market, text) == {company: "in the market"}


@pytest.mark.parametrize(
    "text",
    [
        "Company,Website,Technologies\nBolt,bolt.com,Elixir\n",
        "domain,value\nbolt.com,0.5\n",
        "Company,Website,Email\nBolt,bolt.com,\n",
        "domain,event,role\nbolt.com,Expo,sponsor\n",
        "deal name,stage,company,deal id,domain\nBig,Open,Bolt,1,bolt.com\n",
    ],
)
def test_any_file_that_names_companies_is_qualified(market: Market, text: str) -> None:
    table = market.qualify(written(text)).table
    assert table["was"].tolist() == ["in the market"]
    assert table["account"].tolist() == ["Bolt"]
    assert table["fit"].notna().all()


def test_rows_that_name_no_company_are_told_and_not_joined(market: Market) -> None:
    file = written(
        "name,email\nJo,jo@bolt.com\nAnn,ann@gmail.com\nBo,bo@new.com\nCy,cy@gmail.com\n"
    )
    qualified = market.qualify(file)
    assert qualified.table["company"].tolist() == ["bolt.com", "new.com"]
    assert qualified.table["was"].tolist() == ["in the market", "new"]
    assert qualified.unnamed_rows == [3, 5]
    assert "2 rows name no company: rows 3 and 5." in run("qualify", "inbound.csv").stderr


def test_one_row_that_names_no_company_is_told_in_the_singular(market: Market) -> None:
    written("name,email\nJo,jo@bolt.com\nAnn,ann@gmail.com\n")
    assert "1 row names no company: row 3." in run("qualify", "inbound.csv").stderr


def test_a_customer_is_told_as_one(market: Market) -> None:
    text = "domain,technology\nacme.com,Elixir\nbolt.com,Elixir\n"
    assert was(market, text) == {"acme.com": "already a customer", "bolt.com": "in the market"}
    result = run("qualify", "inbound.csv")
    assert "1 is already a customer: acme.com." in result.stderr
    assert "already a customer" in run("qualify", "inbound.csv", "--format", "csv").stdout


def test_a_list_that_calls_companies_customers_does_not_make_them_so(market: Market) -> None:
    assert was(market, "domain,value\nbolt.com,1\nacme.com,1\n") == {
        "bolt.com": "in the market",
        "acme.com": "already a customer",
    }
    assert market.customers.table()["domain"].tolist() == ["acme.com"]


def test_a_company_that_two_rows_name_differently_is_told_once(market: Market) -> None:
    table = market.qualify(written("company,domain\nBolt,bolt.com\nBolt,\n")).table
    assert table["company"].tolist() == ["bolt.com"]


def test_a_name_of_several_is_unclear_until_its_country_says_which(market: Market) -> None:
    assert was(market, "company,technology\nEcho,Go\n") == {"Echo": "unclear"}
    assert "Several companies have the name Echo" in run("qualify", "inbound.csv").stderr
    assert was(market, "company,country,technology\nEcho,DE,Go\n") == {"Echo": "in the market"}


def test_a_row_that_a_load_refuses_still_names_its_company_and_is_kept_if_wished(
    market: Market,
) -> None:
    file = written("name,email,company,domain\n,,Bolt,bolt.com\n,,Fir,fir.com\nJo,jo@bolt.com,,\n")
    assert market.qualify(file).table["company"].tolist() == ["bolt.com", "fir.com"]
    assert not len(market.accounts("fir.com"))
    market.qualify(file, keep=True)
    assert market.accounts("fir.com")["account"].tolist() == ["Fir"]


def test_connections_need_no_owner_unless_they_are_kept(market: Market) -> None:
    file = written(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Jo,Li,https://www.linkedin.com/in/jo-li,,Bolt,CTO,15 Jun 2026\n",
        "Connections.csv",
    )
    assert market.qualify(file).table["account"].tolist() == ["Bolt"]
    with pytest.raises(FileError, match="--owner"):
        market.qualify(file, keep=True)


def test_a_file_is_read_once(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    market.discover(limit=0)
    file = written("domain,technology\nbolt.com,Go\n")
    opened: list[str] = []
    there = Path.open

    def counting(path: Path, *words: object, **said: object) -> object:
        opened.append(path.name)
        return there(path, *words, **said)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", counting)
    market.qualify(file)
    # Once to see its encoding, and once to read it.
    assert opened.count("inbound.csv") == 2


# Customers


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("LinkedIn company URL\nhttps://www.linkedin.com/company/dune/\n", "Dune"),
        ("company,LinkedIn company URL\nD,linkedin.com/company/dune\n", "Dune"),
        ("Website\nhttps://www.bolt.com/about\n", "Bolt"),
        ("email\nJo Li <jo@bolt.com>\n", "Bolt"),
        ("email,value\njo@bolt.com,0.5\n", "Bolt"),
        ("id,value\n77,1\n", "Cinder"),
        ("company,country\nEcho,Germany\n", "Echo"),
        ("customer\nBolt Inc.\n", "Bolt"),
        ("company,website\nDune SA,\n", "Dune"),
    ],
)
def test_customers_are_set_by_every_way_of_naming_that_load_takes(
    market: Market, text: str, account: str
) -> None:
    said = market.customers.set(written(text))
    assert (said.customers, said.unknown) == (1, [])
    assert market.customers.table()["account"].tolist() == [account]


def test_a_country_says_which_of_two_namesakes_is_a_customer(market: Market) -> None:
    market.customers.set(written("company,country\nEcho,DE\n"))
    assert market.customers.table()["domain"].tolist() == ["echo.de"]
    with pytest.raises(FileError, match=r"Echo \(the name of several\)"):
        market.customers.set(written("company\nEcho\n"))


def test_a_new_domain_is_no_customer_of_the_same_name(market: Market) -> None:
    with pytest.raises(
        FileError, match=r"names no company of the store \(bolt.io \(nearly bolt.com\)\)"
    ):
        market.customers.set(written("domain,company\nbolt.io,Bolt\n"))


def test_rows_of_customers_that_name_nobody_are_told(market: Market) -> None:
    unknown = market.customers.set(written("domain,owner\nbolt.com,Ann\n,Bo\n")).unknown
    assert unknown == ["row 3, which names no company"]
