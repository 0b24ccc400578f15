"""From files to whom to ask: paths to accounts, lists of doors, what came of asking."""

from __future__ import annotations

import datetime
import json
import random
import shutil
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli.main import main
from graph_icp.errors import AmbiguousNameError, GraphICPError, UnknownNameError
from graph_icp.market.reach.path_words import COLUMNS
from graph_icp.market.reach.reach_of import reach_of
from graph_icp.market.reach.reading import read_acquaintances, read_near
from graph_icp.reach.paths import find, targets

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
AS_OF = ("--as-of", "2026-07-01")
FILES = {
    "companies.csv": (
        "domain,company,employees\nacme.example,Acme,300\npiper.example,Pied Piper,12\n"
        "bolt.example,Bolt,40\nhuge.example,Huge,90000\n"
    ),
    "ann-lee/Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Bo,Marsh,https://www.linkedin.com/in/bo-marsh,,Huge,Engineer,15 Jun 2025\n"
        "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,Adviser,15 Jun 2025\n"
    ),
    "ann-lee/Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Pied Piper,CFO,,,Mar 2022,Nov 2025\n"
        "Ours,CEO,,,Dec 2025,\n"
    ),
    "jobs.csv": (
        "name,profile_url,company,title,since,until\n"
        "Bo Marsh,https://www.linkedin.com/in/bo-marsh,Pied Piper,Dev,2022-01-01,2025-12-31\n"
        "Bo Marsh,https://www.linkedin.com/in/bo-marsh,Huge,Engineer,2026-01-01,\n"
        "Ines Silva,https://www.linkedin.com/in/ines-silva,Pied Piper,PM,2024-12-01,2025-12-01\n"
        "Ines Silva,https://www.linkedin.com/in/ines-silva,Acme,COO,2026-01-01,\n"
        "Kim Roe,https://www.linkedin.com/in/kim-roe,Pied Piper,PM,2025-06-20,2025-12-01\n"
        "Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,CTO,2026-01-01,\n"
    ),
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def market(tmp_path: Path, anywhere: str) -> Market:
    opened = graph_icp.open(anywhere)
    opened.load(written(tmp_path / "files", FILES), as_of=DAY)
    return opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the market and its files, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    opened = graph_icp.open(folder / "graph-icp.duckdb")
    opened.load(written(folder / "files", FILES), as_of=DAY)
    return folder


@pytest.fixture
def laptop(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    """Return a market in the current folder, for the command line."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return graph_icp.open("graph-icp.duckdb")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def chains(market: Market, account: str = "acme.example", hops: int = 2) -> list[str]:
    table = market.paths(account, hops=hops, day=DAY).table
    people = table[["starter", "introducer", "target"]].to_numpy().tolist()
    return [" > ".join(filter(None, row)) for row in people]


def test_the_ways_into_an_account(market: Market) -> None:
    found = market.paths("acme.example", day=DAY)
    assert list(found.table.columns) == list(COLUMNS)
    assert chains(market) == ["Ann Lee > Ines Silva", "Ann Lee > Bo Marsh > Ines Silva"]
    direct, over = found.table.to_dict("records")
    assert (direct["title"], direct["domain"], direct["label"]) == ("COO", "acme.example", "Good")
    assert direct["evidence"] == [
        "Ann Lee and Ines Silva: both worked at Pied Piper (12 people), 2024 to 2025"
    ]
    assert direct["ask"] == "Ask Ann Lee to introduce you to Ines Silva, COO at Acme."
    assert over["evidence"][1] == "Ann Lee and Bo Marsh: connected on LinkedIn since 15 Jun 2025"
    assert over["weakest_link"] == "Bo Marsh and Ines Silva: Good (0.40)"
    assert over["ask"].startswith("Ask Ann Lee to ask Bo Marsh")
    assert " for an introduction to Ines Silva" in over["ask"]
    strengths = found.table["strength"].to_numpy()
    assert sum(found.points) == pytest.approx(found.reach, abs=1e-9)
    assert found.reach == pytest.approx(100 * (1 - np.prod(1 - strengths)), abs=1e-9)


def test_an_owner_who_is_also_a_contact_is_neither_introducer_nor_target(market: Market) -> None:
    assert "Ann Lee > Ann Lee" not in chains(market)
    assert market.paths("acme.example", day=DAY).people == 1


def test_a_colleague_is_one_with_their_own_contact_where_a_person_says_so(
    market: Market, tmp_path: Path
) -> None:
    """Then their events count too: whom they may have met there is told apart."""
    guests = tmp_path / "guests.csv"
    guests.write_text(
        "name,email,profile_url,event,date\nAnn Lee,ann@ours.example,,forum-2026,2026-06-01\n"
        "Kim Roe,,https://www.linkedin.com/in/kim-roe,forum-2026,2026-06-01\n"
    )
    market.load(guests, as_of=DAY)
    before = market.paths("acme.example", day=DAY).table
    assert len(market.paths("bolt.example", day=DAY).may_know) == 1
    market.identity.decide("colleague:ann lee", "ann@ours.example", "same")
    assert market.paths("acme.example", day=DAY).table.equals(before)
    (line,) = market.paths("bolt.example", day=DAY).may_know
    assert line == "Ann Lee may know Kim Roe: both at forum-2026 (2 known attendees), 1 Jun 2026"


def test_what_is_inferred_is_told_apart(market: Market) -> None:
    """Less than six months together, at whatever size, does not count."""
    found = market.paths("bolt.example", day=DAY)
    assert found.table.empty
    assert found.reach == 0
    (line,) = found.may_know
    assert line.startswith("Ann Lee may know Kim Roe: both worked at Pied Piper (12 people)")


def test_the_reach_of_many_accounts_is_that_of_each(market: Market) -> None:
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas()
        found = reach_of(store, accounts["id"].to_numpy(np.int64), DAY)
    assert found["account"].tolist() == accounts["id"].tolist()
    for key, reached in zip(accounts["key"], found["reach"], strict=True):
        assert reached == pytest.approx(market.paths(key, day=DAY).reach, abs=1e-9), key


def test_without_colleagues_reach_is_unknown(tmp_path: Path, anywhere: str) -> None:
    files = {name: FILES[name] for name in ("companies.csv", "jobs.csv")}
    market = graph_icp.open(anywhere)
    market.load(written(tmp_path / "files", files), as_of=DAY)
    found = market.paths("acme.example", day=DAY)
    assert np.isnan(found.reach)
    assert found.table.empty
    with market.store() as store:
        ids = store.ask("read/accounts")["id"].to_numpy().astype(np.int64)
        assert reach_of(store, ids, DAY)["reach"].isna().all()


def test_a_colleague_without_a_file_of_their_own_starts_no_path(
    tmp_path: Path, anywhere: str
) -> None:
    deals = (
        "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Associated Company IDs,"
        "Associated Contact IDs\n700,Plan,Closed Won,Ann Lee,2026-06-30,9001,501\n"
    )
    contacts = (
        "Record ID,First Name,Last Name,Email,Job Title,Associated Company IDs\n"
        "501,Mia,Keller,mia@crux.example,CTO,9002\n"
    )
    companies = (
        "Record ID,Company name,Company Domain Name\n"
        "9001,Dyne,dyne.example\n9002,Crux,crux.example\n"
    )
    files = {"deals.csv": deals, "contacts.csv": contacts, "hubspot-companies.csv": companies}
    market = graph_icp.open(anywhere)
    market.load(written(tmp_path / "crm", files), as_of=DAY)
    assert np.isnan(market.paths("crux.example", day=DAY).reach)
    market.load(written(tmp_path / "files", FILES), as_of=DAY)
    # The contact of a won deal who moved.
    (row,) = market.paths("crux.example", day=DAY).table.to_dict("records")
    assert (row["starter"], row["target"], row["label"]) == ("Ann Lee", "Mia Keller", "Good")
    assert row["evidence"] == ["Ann Lee and Mia Keller: Ann Lee won a deal with them in 2026"]


def test_a_deal_was_won_on_the_day_that_was_told_last(tmp_path: Path, anywhere: str) -> None:
    deal = (
        "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Associated Company IDs,"
        "Associated Contact IDs\n700,Plan,Closed Won,Ann Lee,{},{},501\n"
    )
    market = graph_icp.open(anywhere)
    for closed, company, as_of in (("2026-06-30", 9001, 1), ("2024-03-31", 9002, 20)):
        file = written(tmp_path, {"deals.csv": deal.format(closed, company)}) / "deals.csv"
        market.load(file, as_of=datetime.date(2026, 7, as_of))
    with market.store() as store:
        days = store.ask("reach/won_deals")["day"].to_pylist()
    assert days == [datetime.date(2024, 3, 31)]


def test_refusals_hold_over_reloads_and_are_undone(market: Market, tmp_path: Path) -> None:
    market.paths.refuse("Bo Marsh", "Ann Lee")
    market.load(tmp_path / "files", as_of=DAY)
    assert chains(market, hops=3) == ["Ann Lee > Ines Silva"]
    assert "Bo Marsh" not in market.paths("acme.example", day=DAY).table.to_string()
    # The name of a person's files may be another mention of theirs by now.
    market.identity.decide("colleague:ann lee", "linkedin.com/in/ann-lee", "same")
    assert market.paths.undo("Ann Lee", "linkedin.com/in/bo-marsh").result == "never"
    assert len(chains(market)) == 2
    with pytest.raises(UnknownNameError, match="refusal"):
        market.paths.undo("Ann Lee", "Bo Marsh")


def test_who_opted_out_leaves_no_trace(market: Market, tmp_path: Path) -> None:
    market.paths.asked("Bo Marsh", "acme.example", "silent", DAY)
    market.paths.refuse("Bo Marsh", "Ines Silva")
    unsubscribed = tmp_path / "unsubscribed.csv"
    unsubscribed.write_text(
        "name,profile_url,company,opted_out\n"
        "Bo Marsh,https://www.linkedin.com/in/bo-marsh,Huge,yes\n"
    )
    market.load(unsubscribed, as_of=DAY)
    market.load(tmp_path / "files", as_of=DAY)
    for account in ("acme.example", "huge.example"):
        found = market.paths(account, hops=3, day=DAY)
        assert "Bo Marsh" not in found.table.to_string()
        assert not any("Bo Marsh" in line for line in (*found.may_know, *found.remarks))
    assert market.paths.said().empty


def test_who_opted_out_is_nobody_whom_a_user_can_name(market: Market, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "name,email,company,opted_out\nZed Gone,zed@bolt.example,Bolt,yes\n"
        "Zed Gone,zed@acme.example,Acme,yes\nInes Silva,ines@huge.example,Huge,yes\n"
    )
    market.load(people, as_of=DAY)
    for text in ("Zed Gone", "zed@bolt.example", "email:zed@bolt.example"):
        with pytest.raises(UnknownNameError, match="person"):
            market.paths.refuse(text, "Ann Lee")
    # Of her namesakes only one is left.
    market.paths.refuse("Ann Lee", "Ines Silva")
    assert chains(market) == ["Ann Lee > Bo Marsh > Ines Silva"]


def test_nobody_is_parted_from_themselves(market: Market) -> None:
    with pytest.raises(GraphICPError, match="'Ann Lee' and 'ann  lee' are one person"):
        market.paths.refuse("Ann Lee", "ann  lee")
    assert market.paths.said().empty


def test_the_latest_result_counts_whatever_the_order_of_keeping_them(market: Market) -> None:
    market.paths.asked("Bo Marsh", "acme.example", "no", DAY)
    with pytest.raises(GraphICPError, match="A later result counts: no, of 2026-07-01"):
        market.paths.asked("Bo Marsh", "acme.example", "yes", datetime.date(2026, 6, 1))
    assert market.paths.said()["result"].tolist() == ["no"]
    market.paths.asked("Bo Marsh", "acme.example", "silent", DAY)
    assert market.paths.said()["result"].tolist() == ["silent"]


def test_an_earlier_day_knows_nothing_of_later_ones(market: Market, tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text(
        "colleague,name,profile_url,company,strength,as_of\n"
        "Ann Lee,Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,strong,2026-06-20\n"
    )
    market.load(words, as_of=DAY)
    earlier = datetime.date(2026, 6, 10)
    assert market.paths("bolt.example", day=earlier).table.empty
    (row,) = market.paths("bolt.example", day=DAY).table.to_dict("records")
    assert row["label"] == "Strong"
    before = market.paths("acme.example", day=earlier).table
    market.paths.asked("Ann Lee", "acme.example", "no", DAY)
    assert market.paths("acme.example", day=earlier).table.equals(before)
    assert len(market.paths("acme.example", day=DAY).table) < len(before)
    # Ines Silva and Kim Roe began at their present companies in 2026.
    assert market.paths("acme.example", day=datetime.date(2025, 12, 31)).people == 0


@pytest.mark.parametrize("files", [1, 2])
def test_on_each_day_the_word_of_then_counts(market: Market, tmp_path: Path, files: int) -> None:
    header = "colleague,name,profile_url,company,strength,as_of\n"
    kim = "Ann Lee,Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt"
    words = [f"{kim},strong,2026-02-20\n", f"{kim},weak,2026-06-20\n"]
    for number, said in enumerate(["".join(words)] if files == 1 else reversed(words)):
        (tmp_path / f"words {number}.csv").write_text(header + said)
        market.load(tmp_path / f"words {number}.csv", as_of=DAY)
    labels = [
        market.paths("bolt.example", day=day).table["label"].to_list()
        for day in (datetime.date(2026, 6, 19), DAY)
    ]
    assert labels == [["Strong"], ["Weak"]]


@pytest.mark.parametrize("files", [1, 2])
def test_a_newer_count_takes_nothing_from_an_older_one(
    tmp_path: Path, anywhere: str, files: int
) -> None:
    market = graph_icp.open(anywhere)
    jobs = "name,email,domain,since\nInes Silva,ines@acme.example,acme.example,2026-06-30\n"
    written(tmp_path, {"jobs.csv": jobs})
    header = "colleague,email,last_at,mails_in,mails_out,meetings\n"
    rows = ["Ann Lee,ines@acme.example,2026-05-30,90,90,5\n"]
    rows.append("Ann Lee,ines@acme.example,2026-06-30,2,2,0\n")
    for number, text in enumerate(["".join(rows)] if files == 1 else rows):
        written(tmp_path, {f"mail {number}.csv": header + text})
        market.load(tmp_path / "jobs.csv", tmp_path / f"mail {number}.csv", as_of=DAY)
    said = "Ann Lee and Ines Silva: 90 mails each way and 5 meetings, the last on 30 May 2026"
    for day in (datetime.date(2026, 6, 30), DAY):
        assert market.paths("acme.example", day=day).table["evidence"].tolist() == [[said]]
    assert market.paths("acme.example", day=DAY).reach > 90


def test_a_connection_without_a_day_counts_least_and_says_so(
    market: Market, tmp_path: Path
) -> None:
    undated = FILES["ann-lee/Connections.csv"].splitlines()[0] + (
        "\nKim,Roe,https://www.linkedin.com/in/kim-roe,,Bolt,CTO,\n"
    )
    words = (
        "colleague,name,profile_url,company,strength,as_of\n"
        "Ann Lee,Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,weak,2026-07-01\n"
    )
    more = {"ann-lee/Connections.csv": undated, "words.csv": words}
    market.load(written(tmp_path / "more", more), as_of=DAY)
    (path,) = market.paths("bolt.example", day=DAY).table.to_dict("records")
    assert path["evidence"] == [
        "Ann Lee and Kim Roe: Ann Lee says: weak (1 Jul 2026)",
        "Ann Lee and Kim Roe: connected on LinkedIn, unknown since when",
    ]
    assert path["strength"] == pytest.approx(1 - 0.7 * 0.9)


def test_nobody_was_asked_in_the_future(market: Market) -> None:
    tomorrow = datetime.datetime.now().astimezone().date() + datetime.timedelta(days=1)
    market.paths.asked("Bo Marsh", "acme.example", "yes", DAY)
    with pytest.raises(GraphICPError, match="is in the future"):
        market.paths.asked("Bo Marsh", "acme.example", "no", tomorrow)
    assert market.paths.said()["result"].tolist() == ["yes"]


def test_where_all_refuse_or_rest_it_says_so(laptop: Market, tmp_path: Path) -> None:
    jobs = "name,email,domain\nPia Poe,pia@crux.example,crux.example\n"
    mail = (
        "colleague,email,last_at,mails_in,mails_out,meetings\n"
        "Ann Lee,pia@crux.example,2026-06-30,90,90,5\n"
    )
    more = {"jobs.csv": jobs, "mail.csv": mail}
    laptop.load(written(tmp_path / "crux", more), as_of=DAY)
    laptop.paths.asked("Ann Lee", "crux.example", "no", DAY)
    shown = run("paths", "crux.example", *AS_OF)
    assert "Ann Lee was asked for Pia Poe on 1 Jul 2026: no; the two rest until 1 Jul 2027." in (
        shown.output
    )
    assert "strong enough" not in shown.output
    (key,) = {row["key"] for row in [laptop.paths("crux.example", day=DAY).account]}
    (way,) = laptop.paths.doors([str(key)], day=DAY).to_dict("records")
    assert way["lacking"] == "those who could introduce you are refused, or rest after a no"
    laptop.paths.undo("Ann Lee", "crux.example")
    laptop.paths.refuse("Ann Lee", "Pia Poe")
    shown = run("paths", "crux.example", *AS_OF)
    assert "No path leads through Ann Lee and Pia Poe: that is refused" in shown.output
    laptop.paths.undo("Ann Lee", "Pia Poe")
    assert laptop.paths("crux.example", day=DAY).parted == ()


def test_colleagues_are_called_as_other_people_are(market: Market, tmp_path: Path) -> None:
    capitals = (
        "colleague,name,profile_url,company,strength,as_of\n"
        "ANN LEE,Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,strong,2026-06-20\n"
    )
    market.load(written(tmp_path / "more", {"words.csv": capitals}), as_of=DAY)
    assert chains(market, "bolt.example") == ["Ann Lee > Kim Roe"]
    people = market.identity.known("bolt.example")["people"]
    assert people["known_by"].tolist() == [["Ann Lee"]]
    market.paths.asked("ann lee", "bolt.example", "yes", DAY)
    assert market.paths.said()["one"].tolist() == ["Ann Lee"]


def test_a_colleague_is_one_person_surname_first_and_asked_about_with_a_second_name(
    market: Market, tmp_path: Path
) -> None:
    words = (
        "colleague,name,profile_url,company,strength,as_of\n"
        '"Lee, Ann",Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,strong,2026-06-20\n'
        "Ann B. Lee,Kim Roe,https://www.linkedin.com/in/kim-roe,Bolt,good,2026-06-20\n"
    )
    files = written(tmp_path / "more", {"words.csv": words})
    report = market.load(files, as_of=DAY)
    near = ("Ann Lee", "Ann B. Lee", "colleague:ann lee", "colleague:ann b lee")
    assert report.colleagues_alike == [near]
    assert chains(market, "bolt.example") == ["Ann Lee > Kim Roe"]
    market.identity.decide(near[2], near[3], "same")
    assert market.load(files, as_of=DAY).colleagues_alike == []
    market.identity.decide(near[2], near[3], "undo")
    market.identity.decide(near[2], near[3], "different")
    assert market.load(files, as_of=DAY).colleagues_alike == []


def test_who_left_later_still_worked_there(market: Market, tmp_path: Path) -> None:
    people = tmp_path / "left.csv"
    people.write_text(
        "name,email,company,domain,title,since,until\n"
        "Zoe Blom,zoe@bolt.example,Bolt,bolt.example,CFO,2024-01-01,2026-06-15\n"
    )
    words = tmp_path / "words.csv"
    words.write_text(
        "colleague,name,email,strength,as_of\nAnn Lee,Zoe Blom,zoe@bolt.example,strong,2026-05-01\n"
    )
    market.load(people, words, as_of=DAY)
    assert "Ann Lee > Zoe Blom" not in chains(market, "bolt.example")
    earlier = market.paths("bolt.example", day=datetime.date(2026, 6, 1)).table
    assert "Zoe Blom" in set(earlier["target"])


def test_what_came_of_asking_changes_the_path(market: Market) -> None:
    before = market.paths("acme.example", day=DAY).table["strength"].tolist()
    assert market.paths.asked("Bo Marsh", "acme.example", "silent", DAY) == ("Ann Lee", "Bo Marsh")
    assert market.paths.asked("Bo Marsh", "acme.example", "yes", DAY) == ("Ann Lee", "Bo Marsh")
    said = market.paths.said()
    assert said[["one", "other", "account", "result"]].to_numpy().tolist() == [
        ["Ann Lee", "Bo Marsh", "Acme", "yes"]
    ]
    after = market.paths("acme.example", day=DAY).table["strength"].tolist()
    assert after[0] == before[0]
    assert after[1] > before[1]
    market.paths.asked("Ann Lee", "acme.example", "no", DAY)
    assert chains(market) == ["Ann Lee > Bo Marsh > Ines Silva"]


def test_what_came_of_asking_is_taken_back(market: Market) -> None:
    before = market.paths("acme.example", day=DAY).table
    market.paths.asked("Ann Lee", "acme.example", "no", DAY)
    market.paths.asked("Bo Marsh", "acme.example", "yes", DAY)
    with pytest.raises(AmbiguousNameError, match="Ann Lee for Bo Marsh: yes, Ann Lee for Ines"):
        market.paths.undo("Ann Lee", "Acme")
    with pytest.raises(UnknownNameError, match="nor asking of 'Ann Lee' about 'bolt"):
        market.paths.undo("Ann Lee", "bolt.example")
    taken = market.paths.undo("Ines Silva", "acme.example")
    assert (taken.one, taken.other, taken.account, taken.result) == (
        *("Ann Lee", "Ines Silva", "Acme", "no"),
    )
    assert market.paths.said()["result"].tolist() == ["yes"]
    market.paths.undo("Ann Lee", "acme.example")
    assert market.paths.said().empty
    assert market.paths("acme.example", day=DAY).table.equals(before)


@pytest.mark.parametrize(
    ("result", "sentence", "door"),
    [("yes", "yes.", "(said yes)"), ("silent", "no answer yet.", "(asked, no answer yet)")],
)
def test_after_asking_the_path_says_what_came_of_it(
    market: Market, result: str, sentence: str, door: str
) -> None:
    market.paths.asked("Ann Lee", "acme.example", result, DAY)
    found = market.paths("acme.example", day=DAY)
    told = f"Ann Lee was asked for Ines Silva on 1 Jul 2026: {sentence}"
    assert found.table["ask"][0].endswith(told)
    assert found.door is not None
    assert str(found.door).endswith(door)
    # Whom else they know is none the less to be asked.
    assert "was asked" not in "".join(market.paths("bolt.example", day=DAY).table["ask"])


def test_after_a_no_the_way_around_says_so(market: Market) -> None:
    market.paths.asked("Ann Lee", "acme.example", "no", DAY)
    no = "Ann Lee was asked for Ines Silva on 1 Jul 2026: no."
    found = market.paths("acme.example", day=DAY)
    (around,) = found.table.to_dict("records")
    assert around["introducer"] == "Bo Marsh"
    assert around["ask"].endswith(no)
    assert found.door is not None
    assert found.door.outcome == no
    doors = market.paths.doors(["domain:acme.example"], day=DAY)
    assert doors["ask"].tolist() == [around["ask"]]
    # After a year they may be asked as before, and before that day nothing was known.
    for day in (datetime.date(2027, 7, 2), datetime.date(2026, 6, 30)):
        assert "no." not in " ".join(market.paths("acme.example", day=day).table["ask"])


def test_a_name_of_nobody_is_answered_with_the_nearest(market: Market) -> None:
    with pytest.raises(UnknownNameError, match=r"no person 'Bo M'\. Did you mean Bo Marsh\?"):
        market.paths.asked("Bo M", "acme.example", "yes", DAY)
    with pytest.raises(UnknownNameError, match="Did you mean Kim Roe"):
        market.paths.refuse("Ann Lee", "Kim Row")
    with pytest.raises(UnknownNameError, match="Did you mean Ann Lee"):
        market.paths.refuse("Anne Lee", "Kim Roe")


def test_asking_where_there_is_no_path(market: Market) -> None:
    with pytest.raises(UnknownNameError, match="There is no path to Bolt through 'Bo Marsh'"):
        market.paths.asked("Bo Marsh", "bolt.example", "yes", DAY)
    with pytest.raises(UnknownNameError, match="person"):
        market.paths.asked("Nobody Known", "acme.example", "yes", DAY)
    with pytest.raises(UnknownNameError, match="yes, no, silent"):
        market.paths.asked("Bo Marsh", "acme.example", "perhaps", DAY)
    assert market.paths.said().empty


def test_a_copy_holds_what_was_said(market: Market, tmp_path: Path) -> None:
    market.paths.asked("Bo Marsh", "acme.example", "yes", DAY)
    market.paths.refuse("Ann Lee", "Ines Silva")
    market.copy(tmp_path / "copy.duckdb")
    copied = graph_icp.open(tmp_path / "copy.duckdb")
    assert copied.paths.said().equals(market.paths.said())
    one, other = (each.paths("acme.example", day=DAY).table for each in (market, copied))
    assert one.equals(other)
    assert len(one) == 1


def test_a_name_that_two_people_have_is_asked_about(market: Market, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,email,company\nInes Silva,ines@bolt.example,Bolt\n")
    market.load(other, as_of=DAY)
    with pytest.raises(AmbiguousNameError, match=r"email:ines@bolt\.example"):
        market.paths.refuse("Bo Marsh", "Ines Silva")
    # Of the two, Ann Lee knows one.
    market.paths.refuse("Ann Lee", "Ines Silva")
    assert chains(market) == ["Ann Lee > Bo Marsh > Ines Silva"]


def test_near_an_account_the_paths_are_those_of_all_that_is_known(
    tmp_path: Path, anywhere: str
) -> None:
    """Also with circles, somebody at forty companies, and jobs whose dates prove nothing."""
    market = graph_icp.open(anywhere)
    market.load(written(tmp_path / "drawn", drawn(random.Random(4))), as_of=DAY)
    with market.store() as store:
        ids = store.ask("read/accounts")["id"].to_numpy().astype(np.int64)
        whole = read_acquaintances(store, DAY)
        several = 0
        for account in ids[:12]:
            here = np.array([account])
            near = read_near(store, here, DAY, hops=3)
            one, other = (find(each, targets(each, here), hops=3) for each in (near, whole))
            assert one.to_numpy().tolist() == other.to_numpy().tolist()
            several += len(one) > 1
    assert several


def drawn(random_: random.Random) -> dict[str, str]:
    """Return files of a market in which people worked here and there."""
    employers = [f"company{i}" for i in range(15)]
    companies = [f"{name}.example,{name},{random_.choice(['', 8, 60, 5000])}" for name in employers]
    jobs = []
    for person in range(40):
        for _ in range(40 if person == 0 else random_.randrange(4)):
            begin, end = random_.randrange(2018, 2026), random_.randrange(2018, 2026)
            former = f"{random_.choice(employers)}.example,{begin}-02-01,{end}-05-01"
            jobs.append(f"Person N{person},linkedin.com/in/p{person},{former}")
        jobs.append(
            f"Person N{person},linkedin.com/in/p{person},{random_.choice(employers)}.example,2026,"
        )
    known = [
        f"Person,N{person},https://linkedin.com/in/p{person},,,,5 May 2026"
        for person in random_.sample(range(40), 15)
    ]
    return {
        "companies.csv": "domain,company,employees\n" + "\n".join(companies),
        "people.csv": "name,profile_url,domain,since,until\n" + "\n".join(jobs),
        "ann-lee/Connections.csv": FILES["ann-lee/Connections.csv"].splitlines()[0]
        + "\n"
        + "\n".join(known),
        "ann-lee/Positions.csv": FILES["ann-lee/Positions.csv"].splitlines()[0]
        + "\ncompany1,CFO,,,Mar 2018,Nov 2025\ncompany2,CFO,,,Mar 2019,\n",
    }


# The command line


def test_the_terminal_shows_a_block_for_each_path(
    laptop: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("paths", "acme.example", *AS_OF)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("Acme (acme.example): reach ")
    assert lines[1].startswith("1. Good (")
    assert lines[1].endswith("Ann Lee -> Ines Silva, COO")
    assert "   Weakest link: Ann Lee and Ines Silva: Good (0.37)" not in lines
    assert max(map(len, lines)) <= 80
    assert run("paths", "to", "acme.example", *AS_OF).stdout == shown.stdout
    assert (
        run("paths", "--store", "graph-icp.duckdb", "acme.example", *AS_OF).stdout == shown.stdout
    )


def test_paths_are_written_as_a_table(laptop: Market) -> None:
    written_ = run("paths", "acme.example", *AS_OF, "-o", "paths.xlsx")
    assert written_.exit_code == 0, written_.output
    sheet = openpyxl.load_workbook("paths.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 3
    rows = json.loads(run("paths", "acme.example", *AS_OF, "--format", "json").stdout)
    assert list(rows[0]) == list(COLUMNS)


def test_the_best_way_into_each_account_of_the_list(laptop: Market, tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("domain\npiper.example\n")
    uses = tmp_path / "uses.csv"
    uses.write_text(
        "domain,technology\npiper.example,Go\nacme.example,Go\nbolt.example,Go\nhuge.example,Rust\n"
        "huge.example,Go\n"
    )
    laptop.load(uses)
    laptop.customers.set(customers)
    shown = run("paths", "--top", "3", *AS_OF)
    assert shown.exit_code == 0, shown.output
    assert "Acme (acme.example), " in shown.stdout
    # Huge is below Good fit, and so not in a list that is ordered by priority.
    assert "There is no way yet into 1 account of the first 2." in shown.stderr
    assert "no way yet: no colleague knows anybody there well enough" in " ".join(
        shown.stdout.split()
    )
    rows = json.loads(run("paths", "--top", "3", *AS_OF, "--format", "json").stdout)
    assert {row["account"] for row in rows} == {"Acme", "Bolt"}
    acme, bolt = sorted(rows, key=lambda row: row["account"])
    assert [each for each in acme if each in COLUMNS] == list(COLUMNS)
    assert [each for each in acme if each not in COLUMNS] == [
        *("rank", "tier", "fit", "cell", "lacking")
    ]
    assert acme["tier"] in ("Best fit", "Good fit")
    assert (acme["lacking"], acme["starter"]) == ("", "Ann Lee")
    assert (bolt["starter"], bolt["strength"], bolt["evidence"]) == ("", None, [])
    listed = json.loads(run("discover", "--limit", "3", *AS_OF, "--format", "json").stdout)
    assert {(row["rank"], row["fit"], row["cell"]) for row in listed} == {
        (row["rank"], row["fit"], row["cell"]) for row in rows
    }


@pytest.mark.parametrize("arguments", [("--hops", "2"), ("acme.example", "--top", "3")])
def test_an_account_or_a_list_is_asked_for(laptop: Market, arguments: tuple[str, ...]) -> None:
    assert "Give an account, or --top N." in run("paths", *arguments).stderr


def test_decisions_on_the_command_line(laptop: Market) -> None:
    assert "Kept for Ann Lee and Bo Marsh: yes." in (
        run(
            "paths", "asked", "Bo Marsh", "acme.example", "--result", "yes", "--on", "2026-07-01"
        ).stderr
    )
    assert run("paths", "refuse", "Ann Lee", "Ines Silva").exit_code == 0
    listed = json.loads(run("paths", "said", "--format", "json").stdout)
    assert [row["result"] for row in listed] == ["yes", "never"]
    assert "Paths may lead through Ann Lee and Ines Silva again." in (
        run("paths", "undo", "Ann Lee", "Ines Silva").stderr
    )
    assert "asking about Acme is taken back for Ann Lee and Bo Marsh: yes." in (
        run("paths", "undo", "Bo Marsh", "acme.example").stderr
    )
    assert "There is no refusal" in run("paths", "undo", "Ann Lee", "Ines Silva").stderr
    assert "no person" in run("paths", "refuse", "Ann Lee", "Nobody Known").stderr


def test_without_colleagues_the_command_says_what_to_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = written(tmp_path / "files", {"companies.csv": FILES["companies.csv"]})
    graph_icp.open("graph-icp.duckdb").load(files)
    shown = run("paths", "acme.example", *AS_OF)
    assert shown.exit_code == 0
    assert "reach unknown" in shown.stdout
    assert "Connections.csv" in shown.stderr


def test_names_cannot_steer_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = FILES | {"jobs.csv": FILES["jobs.csv"].replace("COO", "C\x1b[31mOO")}
    graph_icp.open("graph-icp.duckdb").load(written(tmp_path / "files", files), as_of=DAY)
    shown = run("paths", "acme.example", *AS_OF)
    assert "COO" in shown.stdout.replace("[31m", "")
    assert "\x1b" not in shown.stdout
