"""Events of a market: which stand out, by counts that SQL confirms, and the prospects there."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError, RankingError, UnknownNameError

if TYPE_CHECKING:
    from click.testing import Result
    from conftest import Demo

    from graph_icp.market import Market

TODAY = datetime.date(2026, 3, 1)
REAL = Path(__file__).parents[2] / "shared" / "data" / "market"
PAYING = ("p3", "p4", "p6", "p7")


def files() -> dict[str, str]:
    """Return a market of 12 customers and 90 prospects; 8 customers sponsor Freight Days."""
    customers = [f"c{each}" for each in range(12)]
    prospects = [f"p{each}" for each in range(90)]
    companies = ["company,domain,industry"]
    companies += [f"{each},{each}.example,Freight" for each in customers[:9] + prospects[:9]]
    companies += [f"{each},{each}.example,Retail" for each in customers[9:] + prospects[9:]]
    sponsors = ["company,event,tier,date"]
    sponsors += [f"{each},Freight Days 2024,Gold,2024-05-01" for each in customers[:8]]
    sponsors += [f"{each},Freight Days 2024,Silver,2024-05-01" for each in PAYING]
    sponsors += [f"{each},freight-days-2025,Exhibitor,2025-05-02" for each in prospects[:3]]
    sponsors += [f"{each},Big Fair 2025,Silver,2025-09-01" for each in customers + prospects]
    # What a customer does once it is one tells nothing.
    sponsors += [f"{each},Our Summit 2025,Silver,2025-10-01" for each in customers]
    return {
        "companies.csv": "\n".join(companies),
        "customers.csv": "\n".join(
            ["domain,value,since", *(f"{each}.example,1,2025-09-15" for each in customers)]
        ),
        "sponsors.csv": "\n".join(sponsors),
        "events.csv": "event,title,date\n"
        "freight-days-2025,Freight Days 2025,2025-05-02\n"
        "freight-days-2026,Freight Days 2026,2026-05-04\n",
        "guests.csv": "name,email,event,role,title\n"
        "Ada Stone,ada@p0.example,Freight Days 2025,speaker,Head of Logistics\n"
        "Ben Hale,ben@p5.example,Freight Days 2025,attendee,Buyer\n",
        "optout.csv": "name,email,company,opted out\nBen Hale,ben@p5.example,p5,yes\n",
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("events")
    for name, text in files().items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    market = graph_icp.open(folder / "market.duckdb")
    market.load(*(folder / name for name in files()))
    market.discover(limit=0)
    return folder


@pytest.fixture
def market(made: Path, tmp_path: Path) -> Market:
    shutil.copy(made / "market.duckdb", tmp_path / "market.duckdb")
    return graph_icp.open(tmp_path / "market.duckdb")


def ask(*words: str, store: str) -> Result:
    asked = ["events", *words, "--as-of", TODAY.isoformat(), "--store", store]
    return CliRunner().invoke(main, asked, catch_exceptions=False)


def test_an_event_of_customers_stands_out(market: Market) -> None:
    found = market.events(as_of=TODAY)
    assert found.table[["event", "role"]].values.tolist() == [
        ["Freight Days", "sponsor"],
        ["Freight Days", "any"],
    ]
    row = found.table.iloc[0]
    assert (row["customers"], row["customers_known"]) == (8, 12)
    assert (row["prospects"], row["prospects_known"]) == (4, 90)
    # By the day since when they are customers, all of them were there.
    assert row["market_share"] == pytest.approx(4 / 90)
    assert (row["editions"], row["upcoming"]) == (3, "Freight Days 2026")
    assert row["upcoming_on"] == datetime.date(2026, 5, 4)
    assert row["why"].startswith(
        "8 of 12 best customers sponsored Freight Days (market 4%); so did 4 prospects, "
    )
    together = found.table.iloc[1]
    assert (together["prospects"], together["prospects_known"]) == (8, 90)
    assert any("12 times" in each for each in found.remarks), found.remarks


def test_counts_are_those_of_sql_written_by_hand(demo_market: Demo) -> None:
    found = graph_icp.open(demo_market.store).events(everything=True).table
    with duckdb.connect(str(demo_market.store), read_only=True) as store:
        counted = store.sql("""
            with happened as (
                select node, max(try_cast(value as date)) as day
                from property where property = 'date' group by node
            ),
            part as (
                select distinct a.id, a.status,
                    regexp_replace(e.key, '-[0-9]{4}$', '') as series,
                    case when f.role = 'Exhibitor' then 'exhibitor' else 'sponsor' end as role
                from fact f
                join belongs b on b.mention = f.mention
                join account a on a.id = b.owner
                join node e on e.id = f.other
                left join happened h on h.node = e.id
                where f.kind = 'SPONSORED'
                    and (a.status <> 'customer' or a.customer_since is null
                        or coalesce(f.since, h.day) < a.customer_since)
            )
            select series, role, count(*) filter (status = 'customer') as k,
                count(*) filter (status in ('prospect', 'open deal')) as big_k,
                (select count(distinct id) from part where status = 'customer') as n,
                (select count(distinct id) from part where status in ('prospect', 'open deal'))
            from part group by all
            having k + big_k >= 3
        """).fetchall()
    ours = found[found["role"].isin(["sponsor", "exhibitor"])]
    columns = ["role", "customers", "prospects", "customers_known", "prospects_known"]
    keys = ours["event"].str.lower().str.replace(" ", "-")
    told = {(key, *row) for key, row in zip(keys, ours[columns].values.tolist(), strict=True)}
    told = {(key, role, k, big_k, n, m) for key, role, k, big_k, n, m in told}
    assert told == set(counted)
    assert len(told) > 20


def test_the_demo_s_segments_show_at_their_events(demo_market: Demo) -> None:
    found = graph_icp.open(demo_market.store).events().table
    assert {"Edge and Sensor Days", "Connected Factory Expo"} <= set(found["event"])
    assert not {"Digital Leaders Summit", "Startup Harbour"} & set(found["event"])


def test_prospects_at_an_event_come_with_what_one_needs(market: Market) -> None:
    found = market.events.prospects("the freight-days", as_of=TODAY)
    table = found.table.set_index("account")
    assert set(table.index) == {"p0", "p1", "p2", "p5", *PAYING}
    assert table.loc["p0", "role"] == ["exhibitor", "speaker"]
    assert table.loc["p0", "sponsored_as"] == "Exhibitor"
    assert table.loc["p0", "edition"] == ["2025"]
    assert table.loc["p0", "contacts_who_attended"] == ["Ada Stone, Head of Logistics"]
    assert table.loc["p5", "contacts_who_attended"] == [], "who opted out is in no list"
    assert table["tier"].notna().all()
    assert found.editions == ("2026", "2025", "2024")
    assert found.customers == 8


def test_one_edition_may_be_named_and_an_unknown_year_is_said(market: Market) -> None:
    alone = market.events.prospects("Freight Days 2024", as_of=TODAY)
    assert (len(alone.table), alone.customers, alone.editions) == (4, 8, ("2024",))
    assert "one edition of 3" in alone.remarks[0]
    unknown = market.events.prospects("Freight Days 2031", as_of=TODAY)
    assert "No edition of 2031" in unknown.remarks[0]
    single = market.events.prospects("big fair", as_of=TODAY)
    assert (len(single.table), single.remarks) == (90, ())
    with pytest.raises(UnknownNameError, match="Did you mean Freight Days"):
        market.events.prospects("Fright Days")


def test_who_is_lost_is_not_listed(market: Market) -> None:
    market.feedback.say("p1.example", "lost", "too dear")
    found = market.events.prospects("Freight Days", as_of=TODAY)
    assert "p1" not in set(found.table["account"])
    assert found.hidden == 1


def test_ignored_events_are_left_out_and_others_named(market: Market) -> None:
    market.icp.file.write_text('[events]\nignore = ["FREIGHT DAYS 2024", "Nowhere"]\n')
    found = market.events(everything=True, as_of=TODAY)
    assert "Freight Days" not in set(found.table["event"])
    assert "Ignored by icp.toml: Freight Days." in found.remarks
    assert any("'Nowhere'" in each for each in found.remarks)
    assert len(market.events.prospects("Freight Days", as_of=TODAY).table) == 8
    market.icp.file.write_text("[events]\nignored = 3\n")
    with pytest.raises(FileError, match=r"line 2.*did you mean ignore"):
        market.events()


def test_what_chose_the_customers_is_left_out(market: Market) -> None:
    market.customers.set(where=["sponsored=Freight Days 2024"])
    found = market.events(everything=True, as_of=TODAY)
    assert "Freight Days" not in set(found.table["event"])
    assert any("chose your customers" in each for each in found.remarks)


def test_without_a_day_since_all_counts_and_is_said(market: Market, tmp_path: Path) -> None:
    listed = tmp_path / "customers.csv"
    rows = [f"c{each}.example,1" for each in range(12)]
    listed.write_text("\n".join(["domain,value", *rows]) + "\n", encoding="utf-8")
    fresh = graph_icp.open(tmp_path / "fresh.duckdb")
    for name in ("companies.csv", "sponsors.csv"):
        (tmp_path / name).write_text(files()[name] + "\n", encoding="utf-8")
    fresh.load(tmp_path / "companies.csv", tmp_path / "sponsors.csv", listed)
    found = fresh.events(as_of=TODAY)
    assert "Our Summit" in set(found.table["event"])
    assert found.table.set_index("event").loc["Our Summit", "giveaway"]
    assert "your own event" in found.table.set_index("event").loc["Our Summit", "why"]
    assert any("12 customers have no 'customer since'" in each for each in found.remarks)


@pytest.mark.parametrize(
    ("sponsors", "says"),
    [
        ("", "No event is loaded"),
        ("p1,Fair 2024", "of none of your 12 best customers is an event known"),
        ("c1,Fair 2024", "of no company of the market"),
        ("c1,Fair 2024\nc2,Fair 2025\np1,Fair 2025", "no event is known of 3 best customers"),
        (
            "\n".join(f"{each},Fair 2024" for each in ("c1", "c2", "c3", "p1", "p2")),
            "The nearest is Fair (sponsor): 3 of 3 best customers, market 100%",
        ),
    ],
)
def test_nothing_stands_out_for_a_reason(tmp_path: Path, sponsors: str, says: str) -> None:
    told = files()
    told["customers.csv"] = told["customers.csv"].replace(",2025-09-15", ",")
    texts = {name: told[name] for name in ("companies.csv", "customers.csv")}
    if sponsors:
        texts["sponsors.csv"] = f"company,event\n{sponsors}"
    for name, text in texts.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(*(tmp_path / name for name in texts))
    found = market.events()
    assert found.table.empty
    assert says in found.remarks[0]
    ended = ask(store=market.path)
    assert ended.exit_code == 0
    assert says in " ".join(ended.stderr.split())


def test_without_customers_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "sponsors.csv").write_text("company,event\nAcme,Fair 2024\n", encoding="utf-8")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "sponsors.csv")
    with pytest.raises(RankingError, match="customers set FILE"):
        market.events()
    found = market.events.prospects("fair")
    assert found.table["fit"].isna().all()
    ended = ask("Fair", store=market.path)
    assert ended.exit_code == 0
    assert "Nothing is learned" in ended.stderr


def test_the_command_lists_and_writes(market: Market, tmp_path: Path) -> None:
    shown = ask(store=market.path)
    assert shown.exit_code == 0
    assert "1. Freight Days, sponsor" in shown.stdout
    assert "Next: Freight Days 2026, 2026-05-04" in shown.stdout
    assert "graph-icp events 'Freight Days'" in shown.stderr
    every = ask("--all", store=market.path)
    assert "Big Fair" in every.stdout
    rows = json.loads(ask("--format", "json", store=market.path).stdout)
    assert rows[0]["event"] == "Freight Days"
    for name in ("prospects.xlsx", "prospects.csv"):
        written = ask("Freight Days", "-o", str(tmp_path / name), store=market.path)
        assert written.exit_code == 0
        assert "8 prospects took part" in written.stderr
    text = (tmp_path / "prospects.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("account,domain,tier,fit,role,sponsored_as,edition")
    unknown = ask("Fright Days", store=market.path)
    assert unknown.exit_code == 1
    assert "Did you mean Freight Days" in unknown.stderr
    assert ask("Freight Days", "--all", store=market.path).exit_code == 2


def test_a_series_that_a_file_names_goes_before_titles(tmp_path: Path) -> None:
    told = "event,title,series,start\n" + "".join(
        f"x{year},Day {year % 7} of Freight,Freight Days,{year}-05-01\n" for year in (2023, 2024)
    )
    (tmp_path / "events.csv").write_text(told, encoding="utf-8")
    (tmp_path / "sponsors.csv").write_text("company,event\nAcme,x2023\nBolt,x2024\n")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "events.csv", tmp_path / "sponsors.csv")
    found = market.events.prospects("Freight Days")
    assert found.editions == ("2024", "2023")
    assert set(found.table["account"]) == {"Acme", "Bolt"}


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not there")
def test_a_real_market_has_series_of_several_years(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(REAL)
    market.customers.set(where=["uses=Elixir"])
    found = market.events(everything=True)
    assert found.table["editions"].max() > 2
    assert len(found.table) > 10
