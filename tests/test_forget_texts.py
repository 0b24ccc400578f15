"""Texts told of others that hold who is forgotten: they go, unless they may mean a namesake."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from click.testing import CliRunner
from dumps import dumped

import graph_icp
from graph_icp.cli.main import main
from graph_icp.graph.tables import TABLES
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

MIA = "Mia Keller,mia@acme.example,Buyer,Acme GmbH,acme.example\n"
PEOPLE = f"name,email,title,company,domain\n{MIA}Bo Sun,bo@bolt.example,Head,Bolt,bolt.example\n"


def market_of(folder: Path, **files: str) -> Market:
    """Return a market of files by their names, loaded at once."""
    market = graph_icp.open(folder / "market.duckdb")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    market.load(*(folder / f"{name}.csv" for name in files))
    return market


def texts(market: Market, word: str) -> list[str]:
    """Return each row that holds a word, with its table."""
    with market.store() as store:
        return [
            f"{table}: {row}"
            for table in TABLES
            for row in store.dump(table).to_pylist()
            if word in str(row).lower()
        ]


def test_accounts_of_a_forgotten_owner_are_worked_out_again(tmp_path: Path) -> None:
    market = market_of(
        tmp_path,
        companies="company,domain,owner\nAcme,acme.example,Petra Zangl\n"
        'Bolt,bolt.example,Petra Zangl\nElm,elm.example,"Zangl, Petra"\n',
        colleague_person="colleague,person,domain,strength,as_of\n"
        "Petra Zangl,Mia Keller,acme.example,strong,2026-06-15\n",
    )
    market.privacy.forget("Petra Zangl")
    assert texts(market, "zangl") == []
    derived = dumped(market)
    with market.store(write=True) as store:
        store.run(lambda: resolve_store(store))
    assert dumped(market) == derived
    copied = CliRunner().invoke(main, ["copy", market.path, str(tmp_path / "copy.duckdb")])
    assert copied.exit_code == 0, copied.output


def test_an_owner_who_stands_in_a_column_alone_can_be_forgotten(tmp_path: Path) -> None:
    market = market_of(
        tmp_path,
        companies="company,domain,owner,note\nAcme,acme.example,Otto Nurowner,x\n"
        'Bolt,bolt.example,"Nurowner, Otto",ask Otto Nurowner\nElm,elm.example,Bo Ek,y\n',
    )
    told = market.privacy.forget("Otto Nurowner")
    assert told.counts == {"property": 3}
    assert [name.rpartition(os.sep)[2] for name in told.files] == ["companies.csv"]
    assert texts(market, "nurowner") == []
    with market.store() as store:
        assert {*store.dump("account")["owner"].to_pylist()} == {None, "Bo Ek"}


def test_traits_and_columns_of_the_employer_lose_the_name(tmp_path: Path) -> None:
    market = market_of(
        tmp_path,
        people=PEOPLE,
        case_studies="customer,domain,industry,use case,link,blurb,may be named\nAcme GmbH,"
        'acme.example,Steel,planning,https://o.example/mia-keller,"Mia Keller: great",yes\n',
        signals="company,domain,signal,what,date\n"
        "Acme GmbH,acme.example,hiring,successor of Mia Keller,2026-06-15\n",
        companies="Company,Domain,Mia Keller note\nAcme GmbH,acme.example,hello\n",
    )
    assert len({each.partition(":")[0] for each in texts(market, "keller")}) > 3
    told = market.privacy.forget("mia@acme.example")
    assert texts(market, "keller") == []
    assert len(told.files) == 4
    with market.store() as store:
        names = {row["kind"]: row["name"] for row in store.dump("node").to_pylist()}
    assert names["CaseStudy"] == "planning"
    assert names["Signal"].startswith("forgotten ")


NOTED = "company,domain,note,boss\nBolt,bolt.example,{}\nElm,elm.example,fine,Bo Sun\n"


def test_a_full_name_goes_from_the_texts_of_every_company(tmp_path: Path) -> None:
    noted = NOTED.format('"Talked to Mia KELLER, mia@acme.example",Mia Weber')
    market = market_of(tmp_path, people=PEOPLE, companies=noted)
    told = market.privacy.forget("Mia Keller")
    assert (texts(market, "keller"), texts(market, "mia@"), told.namesakes) == ([], [], 0)
    assert texts(market, "mia weber")
    assert texts(market, "'fine'")


def test_a_name_that_a_namesake_bears_is_counted_where_it_stays(tmp_path: Path) -> None:
    namesake = PEOPLE + "Mia Keller,mia@zork.example,CEO,Zork,zork.example\n"
    noted = NOTED.format("ask Mia Keller,x") + "Acme,acme.example,Mia Keller buys,x\n"
    market = market_of(tmp_path, people=namesake, companies=noted)
    store = ["--store", market.path]
    done = CliRunner().invoke(main, ["forget", "mia@acme.example", "--yes", *store])
    assert done.exit_code == 0, done.output
    assert "1 text of others still holds this name" in done.stderr
    assert "somebody else has too: Bolt." in done.stderr
    assert len([each for each in texts(market, "mia keller") if "property" in each[:9]]) == 1
    assert texts(market, "mia@acme") == []
    assert texts(market, "mia@zork")


def test_files_that_hold_them_and_lines_of_the_profile_are_named(tmp_path: Path) -> None:
    market = market_of(tmp_path, people=PEOPLE)
    (tmp_path / "Mia Keller.csv").write_text("company,domain\nElm,elm.example\n")
    (tmp_path / "noted.csv").write_text("company,domain,note\nElm,elm.example,ask Mia Keller\n")
    (tmp_path / "bad.csv").write_text("company,domain\n,page of Mia Keller\nElm,elm.example\n")
    names = ("Mia Keller", "noted", "bad")
    market.load(*(tmp_path / f"{name}.csv" for name in names), loader="companies")
    (tmp_path / "icp.toml").write_text('[events]\nignore = [\n  "Dinner with Mia Keller",\n]\n')
    store = ["--store", market.path]
    done = CliRunner().invoke(main, ["forget", "mia@acme.example", "--yes", *store])
    assert done.exit_code == 0, done.output
    for name in ("Mia Keller.csv", "noted.csv", "bad.csv", "people.csv"):
        assert name in done.stderr
    assert "icp.toml holds their words in line 3;" in done.stderr


def test_another_name_of_the_file_is_said_before_asking(tmp_path: Path) -> None:
    market = market_of(tmp_path, people=PEOPLE)
    os.link(market.path, tmp_path / "other.duckdb")
    asked = ["forget", "mia@acme.example", "--store", market.path]
    told = CliRunner().invoke(main, asked, input="n\n")
    assert told.exit_code == 1
    said, _, _ = told.stderr.partition("Forget all this")
    assert "1 other name on the disk (hard links)" in said


def test_a_technology_stays_that_is_called_as_a_forgotten_company_is(tmp_path: Path) -> None:
    told = tmp_path / "uses.csv"
    told.write_text("company,domain,technology\nKafka,kafka.example,Kafka\nElm,elm.example,Kafka\n")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(told)
    market.privacy.forget("kafka.example")
    with market.store() as store:
        named = {(row["kind"], row["name"]) for row in store.dump("node").to_pylist()}
    assert ("Technology", "Kafka") in named


def test_a_full_name_is_found_however_it_is_written(tmp_path: Path) -> None:
    spelled = ("Keller, Mia", "KELLER MIA", "MiaKeller", "Mia_Keller", "Mi\u00ada Kel\u00adler")
    rows = "".join(f'C{n},c{n}.example,"{text}"\n' for n, text in enumerate(spelled))
    market = market_of(tmp_path, people=PEOPLE, companies=f"company,domain,note\n{rows}")
    (tmp_path / "keller_mia.csv").write_text("company,domain\nFern,fern.example\n")
    market.load(tmp_path / "keller_mia.csv")
    assert market.privacy.forget("mia@acme.example").counts["load"] == 1
    with market.store() as store:
        assert "note" not in store.dump("property")["property"].to_pylist()
    assert texts(market, "keller") == []


def test_a_description_takes_the_topics_along_that_are_parts_of_a_name(tmp_path: Path) -> None:
    text = "company,domain,description\nFern,fern.example,Bicycles (sold by Will Kowalczyk)\n"
    will = PEOPLE + "Will Kowalczyk,will@acme.example,Head,Acme GmbH,acme.example\n"
    market = market_of(tmp_path, people=will, companies=text)
    assert [each for each in texts(market, "kowalczyk") if "topic_keys" in each]
    market.privacy.forget("will@acme.example")
    assert texts(market, "kowalczyk") == []


def test_somebody_whose_names_are_the_other_way_round_is_another(tmp_path: Path) -> None:
    other = PEOPLE + "Keller Mia,keller@zork.example,CEO,Zork,zork.example\n"
    noted = NOTED.format("ask Keller Mia,x") + "Acme,acme.example,Mia Keller buys,x\n"
    market = market_of(tmp_path, people=other, companies=noted)
    assert market.privacy.forget("mia@acme.example").namesakes == 1
    assert texts(market, "keller mia")
    assert texts(market, "mia keller buys") == []
