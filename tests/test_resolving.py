"""What people decide of accounts: proposed, accepted, refused, undone, kept, and families."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner
from dumps import doubled, dump, dumped
from variants import write

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.market.identity.decisions import Decision
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from graph_icp.market import Market

COMPANIES = """\
company,domain,country
Acme Corp,acme.com,US
Acme,acme.io,US
Globex International,,US
Globex,globex.com,US
Siemens,siemens.com,DE
Siemens Healthineers,siemens-healthineers.com,DE
Initech,initech.com,
"""
UNDECIDED = ("acme.com", "acme.io")


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    market = graph_icp.open(anywhere)
    market.load(write(tmp_path, COMPANIES))
    return market


def pairs(table: pd.DataFrame) -> set[tuple[str, str, str]]:
    ends = table[["key", "other_key"]].apply(lambda row: tuple(sorted(row)), axis=1)
    return {(*pair, what) for pair, what in zip(ends, table["proposal"], strict=True)}


def number(market: Market) -> int:
    return len(market.accounts())


ACME = ("domain:acme.com", "domain:acme.io", "same")
GLOBEX = ("domain:globex.com", "name:globexinternational|us", "same")
SIEMENS = ("domain:siemens-healthineers.com", "domain:siemens.com", "belongs to")


def test_what_may_be_one_is_proposed_with_reasons(market: Market) -> None:
    table = market.identity.proposals(0.3)

    assert pairs(table) >= {ACME, GLOBEX, SIEMENS}
    assert table["why"].map(bool).all()
    assert table["probability"].dropna().between(0, 1).all()


def test_nothing_proposed_is_merged(market: Market) -> None:
    assert number(market) == 7


def test_accepted_is_one_refused_is_two_and_undone_is_as_before(market: Market) -> None:
    before = dumped(market)

    market.identity.decide("acme.com", "acme.io", "same")
    assert number(market) == 6
    assert market.identity.explain("acme.com", "acme.io")[0]
    market.identity.decide("acme.com", "acme.io", "different")
    assert number(market) == 7
    assert ACME not in pairs(market.identity.proposals(0.01))
    said = market.identity.explain("acme.com", "acme.io")
    assert not said[0]
    assert any("a person decided" in reason for reason in said[1])
    market.identity.decide("acme.io", "acme.com", "undo")

    assert dumped(market) == before


def test_decisions_hold_when_files_are_loaded_again(market: Market, tmp_path: Path) -> None:
    market.identity.decide("acme.com", "acme.io", "same")
    market.identity.decide("globex.com", "Globex International", "different")
    market.identity.decide("siemens-healthineers.com", "siemens.com", "belongs to")
    decided = market.identity.decided()

    market.load(write(tmp_path, COMPANIES), as_of=datetime.date(2027, 1, 1))

    assert market.identity.decided().equals(decided)
    assert number(market) == 6
    assert pairs(market.identity.proposals(0.01)).isdisjoint({ACME, GLOBEX, SIEMENS})


def test_who_belongs_to_another_stays_an_account_of_its_own(market: Market) -> None:
    before = dumped(market)

    market.identity.decide("siemens-healthineers.com", "siemens.com", "belongs to")

    assert number(market) == 7
    said = market.identity.explain("siemens.com", "siemens-healthineers.com")[1]
    assert said[0].startswith("domain:siemens-healthineers.com belongs to the other")
    market.identity.decide("siemens.com", "siemens-healthineers.com", "undo")
    assert dumped(market) == before


def test_a_list_of_decisions_is_taken_back_in(market: Market, tmp_path: Path) -> None:
    table = market.identity.proposals(0.3)
    words = {ACME: "same", GLOBEX: "No", SIEMENS: "belongs to"}
    filled = [
        words.get((*sorted((row.key, row.other_key)), row.proposal), "")
        for row in table.itertuples()
    ]
    path = tmp_path / "decided.csv"
    table.assign(decision=filled).to_csv(path, index=False)

    decisions, passed_over = market.identity.decide_by(path)

    assert (len(decisions), passed_over) == (3, [])
    decided = market.identity.decided()
    assert sorted(decided["decision"]) == ["belongs to", "different", "same"]
    (parent,) = decided[decided["decision"] == "belongs to"].to_dict("records")
    assert (parent["key"], parent["other_key"]) == SIEMENS[:2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("key,other_key\na,b\n", "no column decision"),
        ("key,other_key,decision\na,b,perhaps\n", "row 2, column decision: 'perhaps'"),
    ],
)
def test_a_list_that_is_none_is_refused(
    text: str, words: str, market: Market, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=words):
        market.identity.decide_by(write(tmp_path, text, "decisions.csv"))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("acme.com", "nowhere.example", "same"),
        ("acme.com", "acme.com", "different"),
        (*UNDECIDED, "undo"),
    ],
)
def test_what_cannot_be_decided_is_said(one: str, other: str, verdict: str, market: Market) -> None:
    with pytest.raises(UnknownNameError):
        market.identity.decide(one, other, verdict)  # type: ignore[arg-type]


def test_a_name_that_was_refused_goes_to_the_only_one_that_is_left(
    market: Market, tmp_path: Path
) -> None:
    market.load(write(tmp_path, "company,technology\nAcme,Go\n", "uses.csv"))
    name = "name:acme|"
    assert not market.identity.explain(name, "acme.com")[0]

    market.identity.decide(name, "acme.com", "different")

    assert market.identity.explain(name, "acme.io")[0]
    market.identity.decide(name, "acme.io", "different")
    assert not market.identity.explain(name, "acme.io")[0]


def test_a_circle_of_parents_is_told_and_harms_nothing(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Company name,Company Domain Name,Company owner,Parent Company ID\n"
    rows = "1,A,a.example,Al,2\n2,B,b.example,Al,3\n3,C,c.example,Al,1\n4,D,d.example,Al,4\n"

    report = market.load(write(tmp_path, header + rows, "hubspot.csv"))

    assert report.circles == [["domain:a.example", "domain:b.example", "domain:c.example"]]


FAMILY = """\
Record ID,Company name,Company Domain Name,Company owner,Lifecycle Stage,Parent Company ID
1,Parent,parent.example,Al,customer,
2,Child,child.example,Al,lead,1
3,Holding,holding.example,Al,lead,
4,Daughter,daughter.example,Al,lead,3
5,Other,other.example,Al,customer,
6,Alone,alone.example,Al,lead,
"""
USES = "domain,technology\n" + "".join(
    f"{name}.example,{technology}\n"
    for name, technologies in {
        "parent": "Go Rust",
        "other": "Go Rust",
        "child": "Go Rust",
        "holding": "Go C",
        "daughter": "Go Rust",
        "alone": "C",
    }.items()
    for technology in technologies.split()
)


def test_a_family_counts_as_one_where_the_profile_says_so(tmp_path: Path, anywhere: str) -> None:
    market = graph_icp.open(anywhere, icp=tmp_path / "icp.toml")
    market.load(write(tmp_path, FAMILY, "family.csv"), write(tmp_path, USES, "uses.csv"))
    (tmp_path / "icp.toml").write_text('[families]\ncount_as = "each"\n')
    hidden = market.discover(method="cosine")
    every = market.discover(method="cosine", filters=Filters(shown_tags=("family",))).table
    (tmp_path / "icp.toml").write_text('[families]\ncount_as = "one"\n')

    found = market.discover(method="cosine")
    one = found.table

    assert set(every["domain"]) == {
        f"{n}.example" for n in ("child", "holding", "daughter", "alone")
    }
    assert set(every["domain"]) - set(hidden.table["domain"]) == {"child.example"}
    assert hidden.hidden == {"family of a customer": 1}
    # A customer's family is hidden by its tag; of the others the best stands for all.
    assert one["domain"].tolist() == ["daughter.example", "alone.example"]
    assert found.hidden == {"family of a customer": 1}
    assert found.relatives == 1


def test_a_word_that_no_family_can_count_as_is_refused(tmp_path: Path) -> None:
    (tmp_path / "icp.toml").write_text('[families]\ncount_as = "two"\n')
    with pytest.raises(FileError, match=r"icp.toml, line 2: count_as: must be"):
        graph_icp.open(tmp_path / "m.duckdb", icp=tmp_path / "icp.toml").icp.read()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    graph_icp.open("graph-icp.duckdb").load(write(tmp_path, COMPANIES))
    return tmp_path


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["resolve", *arguments], input=text)


def test_one_walks_through_the_proposals_on_a_terminal(here: Path) -> None:
    said = run("ask", "--least", "30%", text="y\nx\nn\nq\n")

    assert said.exit_code == 0, said.output
    assert "Kept 2 decisions" in said.output
    decided = graph_icp.open("graph-icp.duckdb").identity.decided()
    assert sorted(decided["decision"]) == ["different", "same"]


def test_the_commands_decide_and_take_back(here: Path) -> None:
    before = dumped(graph_icp.open("graph-icp.duckdb"))
    for words in (
        ("accept", "acme.com", "acme.io"),
        ("undo", "acme.com", "acme.io"),
        ("refuse", "Globex", "Globex International"),
        ("undo", "globex.com", "Globex International"),
        ("parent", "siemens-healthineers.com", "siemens.com"),
    ):
        assert run(*words).exit_code == 0
    assert "belongs to" in run("decisions", "--format", "csv").stdout
    assert run("undo", "siemens.com", "siemens-healthineers.com").exit_code == 0

    assert dumped(graph_icp.open("graph-icp.duckdb")) == before


def test_a_filled_list_is_applied_and_what_is_unknown_is_told(here: Path) -> None:
    assert run("-o", "maybe.csv", "--least", "30%").exit_code == 0
    table = pd.read_csv("maybe.csv")
    table["decision"] = "different"
    table.loc[len(table)] = table.iloc[0].to_dict() | {"key": "domain:nobody.example"}
    table.to_csv("maybe.csv", index=False)

    said = run("apply", "maybe.csv")

    assert said.exit_code == 1
    assert f"Kept {len(table) - 1} decisions" in said.stderr
    assert "nobody.example" in said.stderr
    assert "nothing to show" in run("--least", "30%").stderr


def test_names_that_are_nearly_alike_stay_apart(tmp_path: Path) -> None:
    text = (
        'company,domain,technology\nNAV,nav.no,Go\n"Nav, Inc",nav.com,Go\n'
        "Weave,getweave.com,Go\nWeaveworks,weave.works,Go\n"
        'NAV,,Rust\n"Nav, Inc",,Rust\nWeave,,Rust\nWeaveworks,,Rust\n'
    )
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(write(tmp_path, text))

    for one, other in (("nav.no", "nav.com"), ("getweave.com", "weave.works")):
        assert not market.identity.explain(one, other)[0]
    # A name that both bear joins neither; one that a single company bears joins it.
    assert not market.identity.explain("name:nav|", "nav.no")[0]
    assert market.identity.explain("name:weaveworks|", "weave.works")[0]


def test_one_id_of_two_companies_is_a_proposal(tmp_path: Path, market: Market) -> None:
    text = "company,domain,company_id\nBolt,bolt.example,7\nCrux,crux.example,7\n"
    market.load(write(tmp_path, text))

    assert not market.identity.explain("bolt.example", "crux.example")[0]
    table = market.identity.proposals()
    (why,) = table.loc[table["key"].str.contains("bolt|crux"), "why"]
    assert any("two domains" in each for each in why)


def test_what_is_known_besides_is_shown(tmp_path: Path, market: Market) -> None:
    header = "Record ID,Company name,Company Domain Name,Company owner,Parent Company ID,Colour\n"
    rows = "1,Bolt,bolt.example,Al,2,red\n2,Bolt Holding,holding.example,Al,,\n"
    market.load(
        write(tmp_path, header + rows, "hubspot.csv"),
        write(tmp_path, "domain,page,at\nbolt.example,/a,2026-06-01\n" * 1, "visits.csv"),
    )

    known = market.identity.known("bolt.example")

    assert known["properties"].to_dict("list") == {"property": ["colour"], "value": ["red"]}
    assert known["signals"]["signal"].tolist() == ["visited /a"]
    assert known["signals"]["count"].tolist() == [1.0]
    (related,) = known["family"].to_dict("records")
    assert (related["key"], related["related"]) == ("domain:holding.example", "it belongs to")
    (back,) = market.identity.known("holding.example")["family"].to_dict("records")
    assert back["related"] == "belongs to it"


def test_only_the_decision_that_is_named_is_undone(market: Market, tmp_path: Path) -> None:
    market.load(write(tmp_path, "company,domain\nAcme,acme.fr\n", "more.csv"))
    market.identity.decide("acme.com", "acme.io", "same")
    market.identity.decide("acme.io", "acme.fr", "same")

    market.identity.decide("acme.io", "acme.fr", "undo")

    (left,) = market.identity.decided().to_dict("records")
    assert (left["key"], left["other_key"]) == ("domain:acme.com", "domain:acme.io")


def test_decisions_are_undone_by_the_words_by_which_they_were_made(
    market: Market, tmp_path: Path
) -> None:
    market.load(write(tmp_path, "company,technology\nApex,Go\nApex Tools,Go\n", "uses.csv"))
    market.identity.decide("Apex", "Apex Tools", "same")
    market.identity.decide("Apex", "Apex Tools", "undo")

    assert market.identity.decided().empty


def test_the_last_word_on_a_pair_counts_and_stands_once(market: Market) -> None:
    one, other = (f"domain:{each}" for each in UNDECIDED)
    words = ("same", "same", "belongs to", "different")
    market.identity.decide_all(
        [Decision(*pair, word) for word in words for pair in ((one, other), (other, one))]
    )

    assert market.identity.decided()["decision"].tolist() == ["different"]
    with market.store() as store:
        assert doubled(store) == {}


def test_what_contradicts_is_said(market: Market, tmp_path: Path) -> None:
    market.load(write(tmp_path, "company,domain\nAcme,acme.fr\n", "more.csv"))
    assert market.identity.decide("acme.com", "acme.io", "same") == []
    assert market.identity.decide("acme.com", "acme.fr", "different") == []

    (said,) = market.identity.decide("acme.io", "acme.fr", "same")
    assert "stay two accounts" in said

    market.identity.decide("siemens-healthineers.com", "siemens.com", "belongs to")
    market.identity.decide("siemens.com", "acme.com", "belongs to")
    header = "Record ID,Company name,Company Domain Name,Company owner,Parent Company ID\n"
    rows = "1,Siemens,siemens.com,Al,\n2,Acme,acme.com,Al,1\n"
    report = market.load(write(tmp_path, header + rows, "hubspot.csv"))
    assert report.circles == [["domain:acme.com", "domain:siemens.com"]]


def test_a_pair_is_explained_by_domain_and_name(market: Market, tmp_path: Path) -> None:
    market.load(write(tmp_path, "company,technology\nInitech,Go\n", "uses.csv"))

    same, (reason,) = market.identity.explain("initech.com", "Initech Inc")

    assert same
    assert "only account of that name" in reason
    # A name that only rows with the domain bear is no way of naming of its own.
    assert market.identity.explain("siemens.com", "Siemens AG") == (
        True,
        ["both mean domain:siemens.com, as rows name it"],
    )


def test_who_works_there_and_who_knows_them_is_shown(market: Market, tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Mia,Roe,https://www.linkedin.com/in/mia,mia@initech.com,Initech,CEO,15 Jun 2026\n"
    market.load(write(tmp_path, header + row, "Connections.csv"), owner="Ann Lee")
    out = "name,email,title,opted out\nEve Ng,eve@initech.com,CTO,yes\nBo Li,bo@initech.com,CFO,\n"
    market.load(write(tmp_path, out, "people.csv"))

    people = market.identity.known("initech.com")["people"]

    assert people[["person", "title"]].values.tolist() == [["Mia Roe", "CEO"], ["Bo Li", "CFO"]]
    assert people["known_by"].map(list).tolist() == [["Ann Lee"], []]


def test_answers_are_kept_where_the_input_ends(here: Path) -> None:
    said = run("ask", "--least", "30%", text="y\n")

    assert "Kept 1 decision" in said.output
    assert "nan" not in said.output
    assert len(graph_icp.open("graph-icp.duckdb").identity.decided()) == 1


def test_people_are_one_until_a_person_parts_them(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    crm = "Record ID,First Name,Last Name,Email,Job Title,Company name,Contact owner\n"
    connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    files = {
        "companies.csv": "domain,company\nacme.example,Acme\n",
        "contacts.csv": f"{crm}7,MIA,KELLER,mia@acme.example,COO,Acme,Al\n",
        "connections.csv": f"{connections}Mia,Keller,https://www.linkedin.com/in/mia,,Acme GmbH,"
        "COO,15 Jun 2026\n",
        "guests.csv": "Person,Company,Event\nMia Keller,Acme,Expo 2026\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    market.load(*(tmp_path / name for name in files), owner="Ann Lee")

    people = market.identity.known("acme.example")["people"]
    assert people["person"].tolist() == ["Mia Keller"]
    assert people["known_by"].map(list).tolist() == [["Ann Lee"]]

    market.identity.decide("mia@acme.example", "https://linkedin.com/in/mia", "different")
    assert len(market.identity.known("acme.example")["people"]) >= 2
    (decision,) = market.identity.decided().to_dict("records")
    assert decision["decision"] == "different"
    with market.store(write=True) as store:
        before = dump(store)
        resolve_store(store)
        assert dump(store) == before

    market.identity.decide("mia@acme.example", "linkedin.com/in/mia", "undo")
    assert len(market.identity.known("acme.example")["people"]) == 1


def test_the_name_that_most_sources_bear_and_an_owners_name_before_an_id(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    rows = {
        "a": "2026-03-01,ACME INTERNATIONAL,123456",
        "b": "2026-01-01,Acme International,Ann Lee",
        "c": "2026-02-01,Test Account,",
        "d": "2026-01-01,Acme International,",
        "e": "2026-02-15,Acme Int.,",
    }
    header = "domain,source,as of,company,owner\n"
    for source, row in rows.items():
        file = tmp_path / f"{source}.csv"
        file.write_text(f"{header}acme.example,{source},{row}\n", encoding="utf-8")
        market.load(file, loader="companies")
    with market.store() as store:
        (account,) = store.ask("read/accounts").to_pylist()
    assert (account["name"], account["owner"]) == ("Acme International", "Ann Lee")
