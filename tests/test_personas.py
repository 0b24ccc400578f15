"""Personas: whom one wants to know at an account, who is of which, and who is missing."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.output.pages.account_page import account_page
from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.matching import alike, coverage, personas_of, weights_of
from graph_icp.personas.persona import Persona
from graph_icp.personas.proposed import proposed
from graph_icp.personas.titles import FUNCTIONS, jobs_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
HEAD = Persona(
    "Head of supply", ("supply chain",), ("head", "director"), ("fleet",), "decides", "must"
)
BUYER = Persona("Buyer", ("purchasing", "finance"), (), (), "signs", "must")
PLANNER = Persona("Planner", ("supply chain",), ("specialist",), (), "uses", "nice")
ALL = (HEAD, BUYER, PLANNER)

ICP = """\
[[persona]]
name = "Head of supply"
functions = ["supply chain"]
levels = ["head", "director"]
words = ["fleet"]
role = "decides"
need = "must"
today = "Plans by hand."

[[persona]]
name = "<b>Buyer"
functions = ["Purchasing", "finance"]
role = "signs"
need = "must"

[[persona]]
name = "Planner"
functions = ["supply chain"]
levels = ["specialist"]
need = "nice"
"""
FILES = {
    "companies.csv": "domain,company,employees,industry,status\n"
    "acme.example,Acme,300,Software,prospect\nbolt.example,Bolt,40,Retail,prospect\n"
    "piper.example,Pied Piper,12,Software,prospect\n"
    "one.example,One,200,Software,customer\ntwo.example,Two,250,Software,customer\n",
    "ann-lee/Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,"
    "Connected On\n"
    "Ines,Silva,https://www.linkedin.com/in/ines-silva,,Acme,Head of Logistics,15 Jun 2026\n"
    "Mia,Fox,https://www.linkedin.com/in/mia-fox,,Bolt,Warehouse Intern,15 Jun 2026\n"
    "Bo,Marsh,https://www.linkedin.com/in/bo-marsh,,Pied Piper,Nurse,15 Jun 2026\n",
    "contacts.csv": "email,name,domain,title,Email Opt Out\n"
    "zoe@acme.example,Zoe Blom,acme.example,Nurse,\n"
    "noa@acme.example,Noa Out,acme.example,CFO,true\n",
}


def jobs(*titles: str | None) -> pd.DataFrame:
    told = pd.Series(titles, dtype=object)
    return jobs_of(told).assign(title=told)


def market_of(folder: Path, files: dict[str, str], icp: str = "", store: str = "") -> Market:
    for name, text in files.items():
        (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "files" / name).write_text(text, encoding="utf-8")
    if icp:
        (folder / "icp.toml").write_text(icp, encoding="utf-8")
    written = folder / "icp.toml" if icp else None
    market = graph_icp.open(store or folder / "market.duckdb", icp=written)
    market.load(folder / "files", as_of=DAY)
    return market


def run(market: Market, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [*arguments, "--store", str(market.path)])
    assert result.exit_code == 0, result.output
    return result


def test_a_title_is_of_the_first_persona_that_it_matches() -> None:
    told = jobs(
        *("Head of Logistics", "Supply Chain Planner", "CFO", "Fleet ninja", "Fleet intern"),
        *("Logistics", "Nurse", None),
    )
    assert personas_of(told, ALL).tolist() == [
        *("Head of supply", "Planner", "Buyer", "Head of supply", None),
        *(None, None, None),
    ]
    assert personas_of(told, ()).tolist() == [None] * len(told)
    assert personas_of(told[:0], ALL).empty


def test_a_path_counts_by_persona_then_by_function() -> None:
    told = jobs("Head of Logistics", "VP Logistics", "Nurse", None)
    told = told.assign(persona=personas_of(told, ALL))
    assert weights_of(told, ALL).tolist() == [1.0, 0.7, 0.4, 0.4]


def test_who_is_known_and_who_is_missing_is_told_in_words() -> None:
    people = pd.DataFrame(
        {"account": ["a", "a", "b", "c"], "persona": ["Buyer", "Planner", None, "Head of supply"]}
    )
    covered = coverage(people, ALL, ["a", "b", "c", "d"]).set_index("account")
    assert covered["sentence"].tolist() == [
        "1 of 2 must-have personas known; missing: the one who decides",
        "0 of 2 must-have personas known; missing: the one who decides, the one who signs",
        "1 of 2 must-have personas known; missing: the one who signs",
        "0 of 2 must-have personas known; missing: the one who decides, the one who signs",
    ]
    assert covered.at["a", "known"] == [BUYER]
    assert covered.at["a", "missing"] == [HEAD]
    assert coverage(people, (PLANNER,), ["a"])["sentence"].tolist() == [""]
    both = coverage(people[people["account"] != "b"].assign(account="a"), ALL, ["a"])
    assert both["sentence"].tolist() == ["2 of 2 must-have personas known"]


def test_two_who_do_the_same_are_told_by_name() -> None:
    other = Persona("Treasurer", ("legal",), role="signs", need="must")
    nobody = pd.DataFrame({"account": [], "persona": []})
    said = coverage(nobody, (BUYER, other), ["a"])["sentence"].iloc[0]
    assert said == "0 of 2 must-have personas known; missing: Buyer, Treasurer"


def test_personas_that_match_the_same_titles_are_told() -> None:
    again = Persona("Logistics boss", ("supply chain",), ("director", "executive"))
    [said] = alike((HEAD, again))
    assert said == (
        "The personas 'Head of supply' and 'Logistics boss' match the same titles (director, "
        "supply chain); who has one is 'Head of supply', which stands first."
    )
    assert alike(ALL) == []
    for words in (("Fleet",), ("Lagerlogistik",)):
        [said] = alike((HEAD, Persona("Fleet", ("it",), ("head",), words)))
        assert words[0].casefold() in said.casefold()


def test_personas_are_read_in_their_order() -> None:
    first, second, third = parse_icp(ICP).personas
    assert first == Persona(
        *("Head of supply", ("supply chain",), ("head", "director"), ("fleet",)),
        *("decides", "must", "Plans by hand."),
    )
    assert second.functions == ("purchasing", "finance")
    assert (third.role, third.need, third.words) == (None, "nice", ())
    assert parse_icp("").personas == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[persona]]\nname = "A"\n', "line 1: persona: 'A' needs functions, of management, sal"),
        ('[[persona]]\nfunctions = ["it"]\n', "line 1: persona: needs a name"),
        ('[persona]\nname = "A"\nfunctions = ["it"]\n', "line 1: persona: must be written as [["),
        ('[[persona]]\nname = "A"\nfunctions = []\n', "line 3: functions: must name at least one"),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\n\n[[persona]]\nname = "B"\n'
            'functions = ["logistic"]\n',
            "line 7: functions: 'logistic' is none of management, sales, ",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\nlevels = ["ceo"]\n',
            "line 4: levels: 'ceo' is none of owner, board, executive, ",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\nrole = "pays"\n',
            "line 4: role: must be one of decides, uses, tests, signs, blocks, not 'pays'",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\nneed = 1\n',
            "line 4: need: must be one of must, nice, not 1",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\n[[persona]]\nname = "a"\n'
            'functions = ["hr"]\n',
            "line 6: functions: 'hr' is none of",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\n[[persona]]\nname = "a "\n'
            'functions = ["people"]\n',
            "line 5: name: 'a' is another persona's already",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\nwords = ["--"]\n',
            "line 4: words: '--' has no letter",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\nwho = "x"\n',
            "line 4: who: is not an option of [persona]",
        ),
        (
            '[[persona]]\nname = "A"\nfunctions = ["it"]\ntoday = 5\n',
            "line 4: today: must be a text, not 5",
        ),
        ("persona = 5\n", "line 1: persona: must be written as [[persona]]"),
    ],
)
def test_a_wrong_persona_is_named_with_line_and_key(text: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        parse_icp(text)
    assert says in str(error.value)


def test_the_example_of_a_first_icp_toml_can_be_used(tmp_path: Path) -> None:
    market = market_of(tmp_path, FILES)
    text = market.icp.propose().text
    assert parse_icp(text).personas == ()
    begin, end = text.index("# [[persona]]"), text.index("# Segments of")
    example = [line for line in text[begin:end].splitlines() if " = " in line or "[[" in line]
    [persona] = parse_icp("\n".join(line.removeprefix("# ") for line in example)).personas
    assert persona.role == "decides"
    assert persona.help
    for name in (*FUNCTIONS, *LEVELS):
        assert name in text[begin:end]


def test_paths_count_less_to_who_is_of_no_persona(tmp_path: Path) -> None:
    market = market_of(tmp_path, FILES)
    before = {
        each: market.paths(f"{each}.example", day=DAY).reach for each in ("acme", "bolt", "piper")
    }
    (tmp_path / "icp.toml").write_text(ICP, encoding="utf-8")
    acme, bolt, piper = (
        market.paths(f"{each}.example", day=DAY) for each in ("acme", "bolt", "piper")
    )
    assert acme.reach == pytest.approx(before["acme"])
    assert bolt.reach == pytest.approx(0.7 * before["bolt"])
    assert before["piper"] > 0
    assert piper.reach == 0  # .4 of a weak path is none
    assert acme.table["persona"].tolist() == ["Head of supply"]
    assert bolt.table["persona"].tolist() == [""]
    assert "Ines Silva" in acme.table["weakest_link"].iloc[0]
    listed = market.discover(sort="fit", as_of=DAY).table.set_index("domain")
    assert listed.at["bolt.example", "reach"] == pytest.approx(bolt.reach)


def test_lists_cards_and_contacts_name_personas(tmp_path: Path) -> None:
    market = market_of(tmp_path, FILES, ICP)
    listed = market.discover(sort="fit", as_of=DAY).table.set_index("domain")
    assert listed.at["acme.example", "personas_known"] == ["Head of supply"]
    assert listed.at["acme.example", "personas_missing"] == ["<b>Buyer"]
    # Who opted out does not count as known.
    assert listed.at["acme.example", "contacts"] == [
        "Ines Silva, Head of Logistics (Head of supply), known by Ann Lee",
        "Zoe Blom, Nurse",
    ]
    said = "1 of 2 must-have personas known; missing: the one who signs."
    assert said in run(market, "explain", "acme.example").output
    explained = market.explain("acme.example", as_of=DAY)
    page = account_page(explained.card, explained.neighbourhood(), explained.approach)
    assert said.rstrip(".") in page
    assert "(<bdi>Head of supply</bdi>)" in page
    assert "Head of Logistics (Head of supply)" in run(market, "paths", "acme.example").output


def test_without_personas_nothing_is_said_of_them(tmp_path: Path) -> None:
    market = market_of(tmp_path, FILES)
    assert not [each for each in market.discover(limit=5).table if "persona" in each]
    assert "persona" not in run(market, "explain", "acme.example").output
    explained = market.explain("acme.example", as_of=DAY)
    page = account_page(explained.card, explained.neighbourhood(), explained.approach)
    assert "persona" not in page
    assert market.paths("acme.example", day=DAY).table["persona"].tolist() == [""]


def test_personas_are_counted_and_what_is_of_none_is_listed(tmp_path: Path) -> None:
    market = market_of(tmp_path, FILES, ICP)
    table = market.personas.of_contacts()
    assert set(zip(table["account"], table["person"], table["persona"], strict=True)) == {
        ("domain:acme.example", "Ines Silva", "Head of supply"),
        ("domain:acme.example", "Zoe Blom", None),
        ("domain:bolt.example", "Mia Fox", None),
        ("domain:piper.example", "Bo Marsh", None),
    }
    only = market.personas.of_contacts(["domain:bolt.example", "domain:nobody.example"])
    assert only["person"].tolist() == ["Mia Fox"]
    listed = market.personas.listed()
    assert listed["contacts"].tolist() == [1, 0, 0]
    assert listed["today"].tolist() == ["Plans by hand.", "", ""]
    unmatched = market.personas.unmatched()
    assert unmatched["title"].tolist() == ["Nurse", "Warehouse Intern"]
    assert unmatched["contacts"].tolist() == [2, 1]
    told = json.loads(run(market, "icp", "personas", "--format", "json").stdout)
    assert [row["what"] for row in told] == [*["persona"] * 3, *["title of no persona"] * 2]
    screen = run(market, "icp", "personas").output
    assert "Head of supply" in screen
    assert "Plans by hand" not in screen
    assert "3 personas" in run(market, "icp", "show").output


def test_personas_are_proposed_from_the_contacts_of_won_deals(
    tmp_path: Path, anywhere: str
) -> None:
    deals = {
        "hubspot-crm-exports-companies.csv": "Record ID,Company name,Company Domain Name\n"
        "1,One,one.example\n2,Two,two.example\n",
        "hubspot-crm-exports-contacts.csv": "Record ID,First Name,Last Name,Email,Job Title,"
        "Primary Associated Company ID\n"
        "11,Ivo,Berg,ivo@one.example,Head of Logistics,1\n"
        "12,Jan,Holm,jan@two.example,Logistics Director,2\n"
        "13,Kim,Lind,kim@two.example,Accountant,2\n"
        "14,Lou,Roth,lou@two.example,Assistant to the CFO,2\n"
        "15,Moe,Wood,moe@two.example,CFO,2\n",
        "hubspot-crm-exports-deals.csv": "Record ID,Deal Name,Deal Stage,Is Closed Won,Close Date,"
        "Associated Company IDs,Associated Contact IDs\n"
        "21,First,Closed won,true,2026-01-05,1,11\n"
        "22,Second,Closed won,true,2026-02-05,2,12;13;14\n"
        "23,Third,Closed lost,false,2026-02-05,2,15\n",
    }
    found = market_of(tmp_path, FILES | deals, store=anywhere).personas.proposed()
    assert found["persona"].tolist() == ["Supply chain"]
    assert found["functions"].tolist() == [["supply chain"]]
    assert found["levels"].tolist() == [["director", "head"]]
    assert found["contacts"].tolist() == [2]
    assert found["share"].tolist() == [pytest.approx(2 / 3)]


def test_no_persona_is_proposed_for_a_function_that_one_has() -> None:
    people = jobs("Head of Logistics", "Fleet Manager", "Lawyer", "Legal Counsel", "Legal Intern")
    people = people.assign(id=range(len(people)), persona=None)
    assert proposed(people)["persona"].tolist() == ["Legal", "Supply chain"]
    assert proposed(people, ALL)["persona"].tolist() == ["Legal"]
    assert proposed(people[:1]).empty
    assert proposed(people[:0]).empty


def test_what_a_vendor_says_of_a_place_decides_its_persona(tmp_path: Path, anywhere: str) -> None:
    apollo = {
        "apollo-contacts-export.csv": "First Name,Last Name,Title,Company,Email,Seniority,"
        "Departments,Website,Apollo Contact Id\n"
        "Pia,Quist,Wizard,Acme,pia@acme.example,Head,Supply Chain,acme.example,c1\n",
        "salesforce.csv": "Id,LastName,FirstName,Email,Title,Department,AccountId,"
        "HasOptedOutOfEmail,IsEmailBounced\n"
        "0035e00000Kl2mnAAD,Keller,Uwe,uwe@bolt.example,Wizard,Purchasing,,false,false\n",
    }
    people = market_of(tmp_path, FILES | apollo, ICP, anywhere).personas.of_contacts()
    told = people.set_index("person")[["level", "function", "persona"]]
    assert told.loc["Pia Quist"].tolist() == ["head", "supply chain", "Head of supply"]
    assert told.loc["Uwe Keller"].tolist() == [None, "purchasing", "<b>Buyer"]
