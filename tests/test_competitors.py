"""The customers of competitors: counted, listed, researched, and competitors never ranked."""

from __future__ import annotations

import csv
import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner, Result
from dumps import dumped

import graph_icp
from graph_icp.cli.main import main
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.icp.icp_toml import parse_icp

if TYPE_CHECKING:
    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)

RIVALS = (
    "Company,Domain,Competitor,State,Since,Until,Contract end,Satisfaction,Use case,Buyers,"
    "Problems,Evidence,Link,Note,Source,Source day\n"
    'Acme,acme.example,Rival One,,2023-04-01,,,unhappy,routes,"Mia Keller, Head of Logistics",'
    "no API,review,https://g2.example/x,,G2,2026-05-01\n"
    'Bolt,bolt.example,rival one,,2020,2024-12-31,,,=1+1,CTO,"-a\n;=b",case study,,,G2,2024-06-01\n'
    "Crux,crux.example,Rival One,,2022-01-01,,2026-10-01,fine,,,,call,,,G2,2026-05-01\n"
    "Dyne,dyne.example,Rival One,,2022-01-01,,2027-10-01,not unhappy,,,,call,,kept,G2,2026-05-01\n"
    "Echo,echo.example,Rival One,,,,,,,,,logo,,,G2,2023-05-01\n"
    "Fjord,fjord.example,Rival One,Evaluating,,,,,,,,call,,,calls,2026-05-20\n"
    "Gone,gone.example,Rival One,churned,,,,,,,,,,,calls,2026-05-20\n"
    "Nameless Works,,Rival One,,,,,,,,,,,,calls,2026-05-20\n"
    "=cmd,hat.example,@Öko & Co,unknown,,,,,,,,,,who knows,calls,2026-05-20\n"
)
DEALS = (
    "Record ID,Deal Name,Deal Stage,Amount,Create Date,Associated Company IDs (Primary),"
    "Associated Company (Primary),Competitors\n"
    "1,Igloo 1,Qualified,1000,2025-01-01,11,Igloo,Rival One; Third Way\n"
    "2,Jam 1,Closed Lost,1000,2026-01-01,12,Jam,Rival One\n"
)
VISITS = (
    "Company,Domain,Page,At\n"
    "Kite,kite.example,https://ours.example/vs/rival-one,2026-06-01\n"
    "Lyra,lyra.example,https://ours.example/vs/rival-one,2025-06-01\n"
    "Moss,moss.example,https://ours.example/docs/rival-one,2026-06-01\n"
)
USES = (
    "domain,company,technology,since,as_of\n"
    "nova.example,Nova,Shop,2021-01-01,2026-06-01\n"
    "opal.example,Opal,Shop 6,2021-01-01,2026-06-01\n"
    "pine.example,Pine,Rival One,2021-01-01,2026-06-01\n"
)
GONE = "Root Domain,Company,First Detected,Last Found\nquay.example,Quay,2020-01-01,2025-09-01\n"
ICP = '[competitors]\n"Shop" = ["Shop", "Shop 6", "Shop 5"]\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the market, its files and its icp.toml, to be copied."""
    files = {
        "rivals.csv": RIVALS,
        "hubspot-deals.csv": DEALS,
        "visits.csv": VISITS,
        "uses.csv": USES,
        "Shop - no longer detected.csv": GONE,
    }
    made = tmp_path_factory.mktemp("made")
    folder = made / "files"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (made / "icp.toml").write_text(ICP, encoding="utf-8")
    for file in graph_icp.open(made / "m.duckdb").load(folder, as_of=DAY).files:
        assert not file.rejected, file
    return made


@pytest.fixture
def market(made: Path, tmp_path: Path) -> Market:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return graph_icp.open(tmp_path / "m.duckdb")


def states(market: Market, name: str | None = None) -> dict[tuple[str, str], str]:
    table = market.competitors.pool(name, as_of=DAY).table
    pairs = zip(table["account"], table["competitor"], strict=True)
    return dict(zip(pairs, table["state"], strict=True))


def test_who_is_what_to_whom(market: Market) -> None:
    assert states(market) == {
        ("Acme", "Rival One"): "leaving",
        ("Bolt", "Rival One"): "left",
        ("Crux", "Rival One"): "leaving",
        ("Dyne", "Rival One"): "uses",
        ("Echo", "Rival One"): "unknown",
        ("Fjord", "Rival One"): "evaluating",
        ("Gone", "Rival One"): "left",
        ("Nameless Works", "Rival One"): "uses",
        ("=cmd", "@Öko & Co"): "unknown",
        # An open deal names it, however long ago; a lost one says nothing.
        ("Igloo", "Rival One"): "evaluating",
        ("Igloo", "Third Way"): "evaluating",
        # So does a comparison of the last half year.
        ("Kite", "Rival One"): "evaluating",
        # Technologies that icp.toml ties to it, or that bear its name.
        ("Nova", "Shop"): "uses",
        ("Opal", "Shop"): "uses",
        ("Pine", "Rival One"): "uses",
        ("Quay", "Shop"): "left",
    }
    pool = market.competitors.pool(as_of=DAY)
    assert pool.unused == ("Shop 5",)
    assert pool.run == 0
    known_by = pool.table.set_index(["account", "competitor"])["evidence"]
    assert known_by["Nova", "Shop"] == "technology list"
    assert known_by["Igloo", "Rival One"] == "deal"
    assert known_by["Kite", "Rival One"] == "comparison signal"
    assert known_by["Acme", "Rival One"] == "review"


def test_what_is_known_of_a_customer(market: Market) -> None:
    table = market.competitors.pool("rival one", as_of=DAY).table.set_index("account")
    acme = table.loc["Acme"].to_dict()
    assert acme["buyers"] == "Head of Logistics"
    assert (acme["problems"], acme["use_case"], acme["satisfaction"]) == (
        *("no API", "routes", "unhappy"),
    )
    assert acme["link"] == "https://g2.example/x"
    assert (acme["since"], acme["source_day"]) == (
        *(datetime.date(2023, 4, 1), datetime.date(2026, 5, 1)),
    )
    assert table.loc["Crux", "contract_end"] == datetime.date(2026, 10, 1)
    assert table.loc["Gone", "until"] == datetime.date(2026, 5, 20)
    assert "Keller" not in str(dumped(market))


def test_what_was_told_later_does_not_count_on_a_day(market: Market) -> None:
    table = market.competitors.pool(as_of=datetime.date(2024, 7, 1)).table
    found = dict(zip(table["account"], table["state"], strict=True))
    assert (found["Bolt"], found["Echo"]) == ("leaving", "uses")
    assert "Acme" not in found


def test_only_some_states_and_tiers(market: Market) -> None:
    pool = market.competitors.pool("Rival One", states=["Left"], as_of=DAY)
    assert set(pool.table["account"]) == {"Bolt", "Gone"}
    with pytest.raises(UnknownNameError, match="no state 'gone'"):
        market.competitors.pool(states=["gone"])
    with pytest.raises(UnknownNameError, match="no tier"):
        market.competitors.pool(tiers=["Great"])
    with pytest.raises(UnknownNameError, match=r"no competitor 'Rival'\. Did you mean Rival One"):
        market.competitors.pool("Rival")
    with pytest.raises(UnknownNameError, match="no competitor '  '"):
        market.competitors.pool("  ")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_research_sheet_loads_back_without_change(
    market: Market, tmp_path: Path, ending: str
) -> None:
    sheet = tmp_path / f"research.{ending}"
    done("--store", market.path, "competitors", "export", "--as-of", "2026-07-01", "-o", str(sheet))
    before, pool = dumped(market), market.competitors.pool(as_of=DAY).table
    [file] = market.load(sheet, as_of=DAY).files
    assert (file.loader, file.accepted, file.rejected) == ("competitor-customers", 0, {})
    assert file.skipped == {"not changed since they were exported": len(pool)}
    assert dumped(market) == before
    assert market.competitors.pool(as_of=DAY).table.equals(pool)


def test_without_its_marks_the_sheet_says_the_same_again(market: Market, tmp_path: Path) -> None:
    sheet = market.competitors.research("Rival One", as_of=DAY).drop(columns="as_exported")
    sheet[sheet["evidence"] != "technology list"].to_csv(tmp_path / "research.csv", index=False)
    before = states(market)
    [file] = market.load(tmp_path / "research.csv", as_of=DAY).files
    assert file.accepted > 5
    assert states(market) == before


def test_what_a_researcher_fills_in_counts_from_the_load(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "research.xlsx"
    done("--store", market.path, "competitors", "export", "--as-of", "2026-07-01", "-o", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    sheet.cell(rows["Dyne"], heads["Problems"], "slow")
    sheet.cell(rows["Acme"], heads["Problems"], "A new API is slow")
    sheet.cell(rows["Nova"], heads["Contract end"], datetime.date(2026, 9, 1))
    sheet.cell(rows["Fjord"], heads["State"], "uses")
    book.save(path)
    [file] = market.load(path, as_of=datetime.date(2026, 7, 2)).files
    assert file.accepted == 4
    table = market.competitors.pool(as_of=datetime.date(2026, 7, 2)).table.set_index("account")
    assert table.loc["Dyne", "problems"] == "slow"
    assert table.loc["Acme", "problems"] == "A new API is slow"
    assert table.loc["Dyne", "source_day"] == datetime.date(2026, 7, 2)
    assert table.loc["Nova", "state"] == "leaving"
    assert table.loc["Fjord", "state"] == "uses"
    assert table.loc["Echo", "state"] == "unknown"


def test_the_sheet_is_no_full_export(market: Market, tmp_path: Path) -> None:
    market.competitors.research(as_of=DAY).to_csv(tmp_path / "research.csv", index=False)
    before = dumped(market)
    with pytest.raises(FileError, match=r"research\.csv was written by .* load it without"):
        market.load(tmp_path / "research.csv", as_of=DAY, replace=1)
    assert dumped(market) == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Acme,acme.example,,,", "no competitor"),
        ("Acme,acme.example,  ,,", "no competitor"),
        ("Acme,acme.example,Rival,2024-01-02,2024-01-01", "until is before since"),
        (",,Rival,,", "no domain, id, LinkedIn page or name of a company"),
    ],
)
def test_rows_that_say_nothing_are_refused(tmp_path: Path, row: str, why: str) -> None:
    (tmp_path / "rivals.csv").write_text(
        f"company,domain,competitor,since,until\n{row}\nBolt,bolt.example,Rival,,\n"
    )
    [file] = graph_icp.open(tmp_path / "m.duckdb").load(tmp_path / "rivals.csv").files
    assert file.accepted == 1
    assert [why in reason for reason in file.rejected] == [True]


def test_an_unknown_state_is_refused_and_a_bad_link_left_out(tmp_path: Path) -> None:
    (tmp_path / "rivals.csv").write_text(
        "domain,competitor,state,link\nacme.example,Rival,,javascript:alert(1)\n"
        "bolt.example,Rival,moonwalks,\n"
    )
    [file] = graph_icp.open(tmp_path / "m.duckdb").load(tmp_path / "rivals.csv").files
    assert (file.accepted, len(file.notes)) == (1, 1)
    [why] = file.rejected
    assert "moonwalks" in why


def test_of_buyers_titles_are_kept_and_what_is_not_is_said(tmp_path: Path) -> None:
    cells = ("Jo Li (Head of Logistics)", "CTO: Mia Keller; Buyer", "Ann Lee - CFO", "Zoe Zeta")
    rows = "".join(f'c{n}.example,Rival One,"{cell}"\n' for n, cell in enumerate(cells))
    (tmp_path / "b.csv").write_text(f"domain,competitor,buyers\n{rows}c9.example,Rival One,CEO\n")
    market = graph_icp.open(tmp_path / "m.duckdb")
    notes = market.load(tmp_path / "b.csv").files[0].notes
    kept = market.competitors.pool().table["buyers"].dropna()
    assert {*kept} == {"Head of Logistics", "CTO; Buyer", "CFO", "CEO"}
    assert notes["buyer: beside titles names of people are not kept"] == 3
    assert [many for note, many in notes.items() if "names no title" in note] == [1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('"Shop" = []', "Shop: must name at least one"),
        ('"Shop" = 3', "Shop: must be a list of texts"),
        ('"" = ["Shop"]', "names no competitor"),
        ('"Shop" = [" "]', "has a technology without a name"),
        ('"Shop" = ["A"]\n"shop" = ["B"]', "is the same competitor as Shop"),
        ('"Shop" = ["A"]\n"Other" = ["a"]', "a is a technology of Shop already"),
    ],
)
def test_competitors_in_the_profile_that_cannot_be(text: str, why: str) -> None:
    with pytest.raises(FileError, match=why):
        parse_icp(f"[competitors]\n{text}\n")


def test_a_competitor_itself_is_never_ranked(tmp_path: Path) -> None:
    rows = ["domain,company,technology,status"]
    rows += [f"c{each}.example,Customer {each},Kafka,customer" for each in range(6)]
    rows += [f"p{each}.example,Prospect {each},{('Kafka', 'PHP')[each % 2]}," for each in range(6)]
    rows += ["rival.example,Rival One,Kafka,", "shop.example,Shop,Kafka,"]
    (tmp_path / "companies.csv").write_text(
        "\n".join(each.replace("technology", "technologies") for each in rows) + "\n"
    )
    (tmp_path / "rivals.csv").write_text(
        "domain,competitor\np0.example,Rival One\np0.example,Other\np1.example,c0.example\n"
    )
    (tmp_path / "icp.toml").write_text(ICP, encoding="utf-8")
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "companies.csv", tmp_path / "rivals.csv", as_of=DAY)
    found = market.discover(as_of=DAY)
    assert len(found.table) == 6
    assert not {"rival.example", "shop.example"} & set(found.table["domain"])
    assert found.customers == 6
    [taken] = [each for each in found.health if each.startswith("Not ranked")]
    assert "Rival One (rival.example), Shop (shop.example)" in taken
    tagged = market.hygiene.show("competitor").set_index("account")["reason"]
    assert tagged.to_dict() == {
        "Rival One": "it bears the name or domain of Rival One, a competitor in your files "
        "or icp.toml",
        "Shop": "it bears the name or domain of Shop, a competitor in your files or icp.toml",
    }
    [stays] = [each for each in found.health if "customer of yours" in each]
    assert "Customer 0 (c0.example)" in stays
    # Nor are they prospects of each other's pools; tiers are those of the list.
    pool = market.competitors.pool(as_of=DAY)
    assert sorted(pool.table["account"]) == ["Prospect 0", "Prospect 0", "Prospect 1"]
    tiers = found.table.set_index("domain")["tier"]
    assert pool.table["tier"].tolist() == [str(tiers[each]) for each in pool.table["domain"]]
    assert pool.counts()["accounts"].sum() == 3


def test_a_competitor_without_a_name_is_known_by_its_domain(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(
        "domain,company,status\nshopware.com,,prospect\nrival-one.co.uk,,prospect\n"
        "rival.de,Rival Brewery,prospect\nshop.com,,prospect\nbolt.com,,prospect\n"
        "bolt.de,Bolt,prospect\nacme.com,Acme,customer\n"
    )
    (tmp_path / "rivals.csv").write_text(
        "domain,competitor\n"
        + "".join(f"acme.com,{name}\n" for name in ("Shopware", "Rival One", "Rival", "Bolt"))
    )
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "companies.csv", loader="companies")
    market.load(tmp_path / "rivals.csv")
    tagged = market.hygiene.show("competitor").set_index("domain")["reason"]
    # Another account bears the name Bolt, and Rival Brewery has a name of its own.
    assert set(tagged.index) == {"shopware.com", "rival-one.co.uk", "bolt.de"}
    assert tagged["shopware.com"].startswith("its domain says Shopware, a competitor")
    with market.store() as store:
        [said] = Themselves.read(store, market.icp.read()[0]).sentences()
    assert "(by the domain alone: rival-one.co.uk, shopware.com)" in said


def test_customers_who_came_from_a_competitor(tmp_path: Path) -> None:
    rows = ["domain,company,status,customer since"]
    rows += [f"c{each}.example,Customer {each},customer,2025-01-01" for each in range(6)]
    rows += [f"p{each}.example,Prospect {each},prospect," for each in range(20)]
    (tmp_path / "companies.csv").write_text("\n".join(rows) + "\n")
    rivals = ["domain,competitor,until,as_of"]
    rivals += [f"c{each}.example,Rival,2024-12-01,2025-06-01" for each in range(6)]
    rivals += [
        f"p{each}.example,{'Rival' if each < 2 else 'Other'},,2026-01-01" for each in range(20)
    ]
    (tmp_path / "rivals.csv").write_text("\n".join(rivals) + "\n")
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "companies.csv", tmp_path / "rivals.csv", as_of=DAY)
    [won] = market.competitors.won(DAY).to_dict("records")
    assert (won["competitor"], won["customers"], won["prospects"]) == ("Rival", 6, 2)
    assert won["lift"] == pytest.approx(10)
    said = done("--store", market.path, "competitors", "--as-of", "2026-07-01").stderr
    assert "We win from Rival: 6 of 6 customers" in said
    assert "Not listed for what they are to you: 6 customers." in said


def test_a_technology_of_two_names_is_one_competitor_and_an_unused_one_is_said(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(market.path).parent)
    shown = done("competitors", "--store", "m.duckdb", "--as-of", "2026-07-01")
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert ["Shop", "left", "1"] in lines
    assert ["Shop", "uses", "2"] in lines
    assert "no account uses Shop 5" in shown.stderr
    assert "There are no tiers yet" in shown.stderr


def test_names_cannot_run_in_a_spreadsheet_or_steer_a_terminal(
    market: Market, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    done("--store", market.path, "competitors", "show", "--as-of", "2026-07-01", "-o", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=cmd" in cells
    assert "'@Öko & Co" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_who_is_leaving_by_a_list_is_leaving(tmp_path: Path) -> None:
    text = "domain,company,competitor,state,satisfaction\na.example,Ash,Rival,leaving,\n"
    text += "b.example,Birch,Rival,notice given,4/5\nc.example,Cedar,Rival,uses,4/5\n"
    (tmp_path / "r.csv").write_text(text)
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "r.csv")
    told = market.competitors.pool().table.set_index("account")
    assert told["state"].to_dict() == {"Ash": "leaving", "Birch": "leaving", "Cedar": "uses"}
    assert told["satisfaction"].to_dict() == {
        "Ash": "leaving",
        "Birch": "leaving; 4/5",
        "Cedar": "4/5",
    }


@pytest.mark.parametrize("people", [True, False])
def test_a_note_of_an_open_deal_names_a_competitor(tmp_path: Path, people: bool) -> None:
    head = "Record ID,Deal Name,Deal Stage,Associated Company (Primary),Deal Description\n"
    deals = (
        "1,Big,Appointment Scheduled,Acme,They trial Rival One; Jo decides\n"
        "2,Old,Closed Lost,Birch,They trial Rival One\n"
        "3,New,Appointment Scheduled,Cedar,No rival\n"
        "4,Mid,Appointment Scheduled,Birch,Rival Two is cheaper\n"
    )
    (tmp_path / "hubspot-deals.csv").write_text(head + deals)
    names = "company,domain\nAcme,acme.example\nBirch,birch.example\nCedar,cedar.example\n"
    (tmp_path / "companies.csv").write_text(names)
    (tmp_path / "icp.toml").write_text('[competitors]\n"Rival One" = ["Rival One"]\n')
    market = graph_icp.open(tmp_path / "m.duckdb")
    files = (tmp_path / "companies.csv", tmp_path / "hubspot-deals.csv")
    market.load(*files, people=people)
    table = market.competitors.pool().table
    found = table[["account", "competitor", "state", "evidence"]].to_numpy().tolist()
    assert found == ([["Acme", "Rival One", "evaluating", "deal"]] if people else [])


def test_nothing_is_known_of_competitors(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text("domain,company\nacme.example,Acme\n")
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "companies.csv")
    said = done("--store", market.path, "competitors").stderr
    assert "No customers of competitors are known." in said
    for words in (["show"], ["export", "-o", str(tmp_path / "r.xlsx")]):
        said = done("--store", market.path, "competitors", *words).stderr
        assert said.startswith("No customers of competitors are known.")
    assert not (tmp_path / "r.xlsx").exists()
    (tmp_path / "icp.toml").write_text('[competitors]\nShop = ["Shop"]\n')
    said = done("--store", market.path, "competitors", "show", "Shop").stderr
    assert "no account uses Shop" in said
    (tmp_path / "rivals.csv").write_text("domain,competitor\nacme.example,Shop\n")
    market.load(tmp_path / "rivals.csv")
    assert "no account uses" not in done("--store", market.path, "competitors", "show").stderr


def done(*words: str) -> Result:
    ended = CliRunner().invoke(main, words, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended
