"""Signals of a market: what accounts showed, who is left out, and the lists that follow."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.icp import Icp
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.duckdb_store import DuckDBStore
from graph_icp.market.beside import accounts_beside
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.intent.account_intent import read_intent, read_intent_of
from graph_icp.market.intent.standing import COLUMNS
from graph_icp.market.lookup import find_account
from graph_icp.rounding import cut, cut_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.market import Market

DAY = datetime.date(2026, 6, 16)
RB2B = (
    "LinkedIn URL,First Name,Last Name,Title,Company Name,Business Email,Website,Seen At,"
    "Captured URL\n"
)
# Six companies of which two buy: those with Kafka.
TOLD = {
    "companies.csv": "domain,name,industry\n"
    "pied.example,Pied Piper,Software\nhooli.example,Hooli,Software\n"
    "acme.example,Acme,Software\nbolt.example,Bolt,Retail\ncrux.example,Crux,Retail\n"
    "dune.example,Dune,Retail\n",
    "uses.csv": "domain,technology,since\n"
    + "".join(f"{name}.example,Kafka,2020-01-01\n" for name in ("pied", "hooli", "acme"))
    + "".join(f"{name}.example,PHP,2020-01-01\n" for name in ("acme", "bolt", "crux", "dune")),
    "customers.csv": "domain,value\npied.example,1\nhooli.example,1\n",
}


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Market]:
    """Return what makes a market of files, by their names and texts."""

    def of(**files: str) -> Market:
        for name, text in (TOLD | {f"{name}.csv": text for name, text in files.items()}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        market = graph_icp.open(tmp_path / "market.duckdb")
        market.load(*sorted(tmp_path.glob("*.csv")), as_of=DAY)
        return market

    return of


def visits(*rows: str) -> str:
    return "domain,page,at,count\n" + "".join(f"{row}\n" for row in rows)


def test_an_account_s_signals_with_what_each_still_counts(told: Callable[..., Market]) -> None:
    market = told(
        visits=visits(
            "acme.example,/pricing,2026-06-16,3",
            "acme.example,/blog/pricing,2026-06-15,1",
            "acme.example,/pricing,2026-06-17,1",
            "acme.example,/docs,2026-06-14,1000000",
        ),
        rb2b=RB2B + "linkedin.com/in/mia,Mia,Keller,COO,Acme,mia@acme.example,acme.example,"
        "2026-06-16T10:00:00Z,https://ours.example/pricing\n",
    )
    found = market.signals("acme.example", DAY)
    table = found.table.set_index(["day", "signal", "person"], drop=False).sort_index()
    pricing = found.table[found.table["signal"] == "looked at prices"]
    # Three views were of Acme, of which one was Mia's.
    now = pricing[pricing["day"] == DAY].fillna({"person": ""})
    assert now[["person", "times"]].to_numpy().tolist() == [["", 2], ["Mia Keller", 1]]
    strength = 20 * (2**0.5 + 1)
    assert found.intent == pytest.approx(100 * (1 - 2 ** (-strength / 50)), abs=1e-9)
    assert found.table["points"].sum() == pytest.approx(found.intent, abs=1e-9)
    reasons = found.table.set_index("day")["not_counted"].to_dict()
    assert reasons[datetime.date(2026, 6, 17)] == "later than 2026-06-16"
    assert reasons[datetime.date(2026, 6, 14)].startswith("of more than 500 pages a day")
    assert len(table) == 5
    silent = market.signals("bolt.example", DAY)
    assert silent.intent == 0
    assert silent.table.empty
    assert np.isnan(market.signals("bolt.example", DAY + datetime.timedelta(days=90)).intent)
    # What it showed long ago says nothing where nobody has told of anybody since.
    old = market.signals("acme.example", DAY + datetime.timedelta(days=90))
    assert np.isnan(old.intent)
    assert len(old.table) == len(found.table)
    assert not old.table["points"].any()
    assert np.isnan(market.signals("pied.example", DAY).intent)


def test_who_asked_not_to_be_contacted_is_not_named(told: Callable[..., Market]) -> None:
    row = "linkedin.com/in/mia,Mia,Keller,COO,Acme,mia@acme.example,acme.example,"
    market = told(
        rb2b=RB2B + row + "2026-06-16T10:00:00Z,https://ours.example/pricing\n",
        unsubscribed="name,email,opted_out\nMia Keller,mia@acme.example,yes\n",
    )
    found = market.signals("acme.example", DAY)
    assert found.table["times"].to_list() == [1]
    assert found.table["person"].isna().all()


def test_events_technologies_competitors_and_people_are_signals(
    told: Callable[..., Market],
) -> None:
    market = told(
        attended="name,email,event,date\nMia Keller,mia@acme.example,Freight Day,2026-06-16\n",
        sent="domain,event,role,date\nacme.example,Freight Day,visitor,2026-06-16\n"
        "bolt.example,Freight Day,visitor,2026-06-16\n",
        seminars="event,kind,date\nScale,Webinar,2026-06-16\n",
        heard="domain,event,role\nbolt.example,Scale,visitor\n",
        rivals="company,domain,competitor,since,until\nBolt,bolt.example,Rival,2020-01-01,2026-06-16\n",
        people="name,email,company,domain,title,since,until\n"
        "Ines Silva,ines@pied.example,Pied Piper,pied.example,Analyst,2020-01-01,2026-05-31\n"
        "Ines Silva,ines@pied.example,Crux,crux.example,Analyst,2026-06-16,\n"
        "Omar Haddad,omar@crux.example,Crux,crux.example,Chief Executive,2026-06-16,\n"
        "Pat Lin,pat@crux.example,Crux,crux.example,Analyst,2026-06-16,\n",
    )

    def shown(name: str) -> set[tuple[str, str]]:
        table = market.signals(f"{name}.example", DAY).table
        return {(row.signal, row.what) for row in table.itertuples() if row.points > 0}

    # Mia is Acme there, so Acme was not there a second time.
    assert shown("acme") == {("attended or signed up for an event", "Freight Day")}
    assert len(market.signals("acme.example", DAY).table) == 1
    assert shown("bolt") == {
        ("attended or signed up for an event", "Freight Day"),
        ("attended or signed up for a webinar", "Scale"),
        ("left a competitor", "Rival"),
    }
    assert shown("crux") == {
        ("was joined by an executive or champion", "Analyst, from Pied Piper"),
        ("was joined by an executive or champion", "Chief Executive"),
    }
    moved = market.signals.moves()
    assert moved[["person", "from", "to", "title"]].to_numpy().tolist() == [
        ["Ines Silva", "Pied Piper", "Crux", "Analyst"]
    ]
    assert moved["since"].to_list() == [datetime.date(2026, 6, 16)]
    assert market.signals.moves(datetime.date(2026, 6, 15)).empty


def test_one_account_is_told_what_the_market_is_told_of_it(told: Callable[..., Market]) -> None:
    market = told(
        rb2b=RB2B + "linkedin.com/in/mia,Mia,Keller,COO,Acme,mia@acme.example,acme.example,"
        "2026-06-16T10:00:00Z,https://ours.example/pricing\n",
        visits=visits("acme.example,/pricing,2026-06-15,3", "bolt.example,/blog,2026-06-14,2"),
        attended="name,email,event,date\nMia Keller,mia@acme.example,Freight Day,2026-06-16\n"
        "Omar Haddad,omar@crux.example,Freight Day,2026-06-16\n",
        sent="domain,event,role,date\nacme.example,Freight Day,visitor,2026-06-16\n"
        "bolt.example,Freight Day,visitor,2026-06-16\n",
        changed="domain,technology,since\ndune.example,Kafka,2026-06-01\n",
        rivals="company,domain,competitor,since,until\nBolt,bolt.example,Rival,2020-01-01,2026-06-16\n",
        people="name,email,company,domain,title,since,until\n"
        "Ines Silva,ines@pied.example,Pied Piper,pied.example,Analyst,2020-01-01,2026-05-31\n"
        "Ines Silva,ines@pied.example,Crux,crux.example,Analyst,2026-06-16,\n"
        "Omar Haddad,omar@crux.example,Crux,crux.example,Chief Executive,2026-06-16,\n"
        "Omar Haddad,omar@crux.example,Dune,dune.example,Chief Executive,2020-01-01,2026-06-15\n",
    )
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas()
        every = read_intent(store, accounts, Icp(), DAY)
        assert set(every.signals["account"]) == {
            *accounts["id"][accounts["key"].str.contains("acme|bolt|crux")]
        }
        for number in accounts["id"].tolist():
            one = read_intent_of(store, number, accounts_beside(store, [number]), Icp(), DAY)
            mine = every.signals[every.signals["account"] == number]
            order = ["kind", "visitor", "day", "what"]
            pd.testing.assert_frame_equal(
                *(each.sort_values(order, ignore_index=True) for each in (one.signals, mine)),
                check_dtype=False,
            )
            assert one.accounts.to_dict() == pytest.approx(
                {number: every.accounts[number]}, nan_ok=True
            )
            assert one.newest().to_dict() == every.newest().filter([number]).to_dict()


def test_of_whom_opted_out_no_arrival_is_told(told: Callable[..., Market]) -> None:
    """Neither the job nor the former employer, nor that somebody came at all."""
    market = told(
        people="name,email,company,domain,title,since,until,opted out\n"
        "Ines Silva,ines@pied.example,Pied Piper,pied.example,VP Sales,2020-01-01,2026-05-31,yes\n"
        "Ines Silva,ines@pied.example,Crux,crux.example,VP Sales,2026-06-15,,yes\n"
        "Omar Haddad,omar@acme.example,Acme,acme.example,Chief Executive,2026-06-16,,\n",
    )
    assert market.signals("acme.example", DAY).table["person"].to_list() == ["Omar Haddad"]
    found = market.signals("crux.example", DAY)
    assert found.table.empty
    assert found.intent == 0


@pytest.mark.parametrize("kind", ["arrived", "competitor gone", "technology added"])
def test_signals_of_a_list_count_of_the_companies_that_it_names(
    told: Callable[..., Market], kind: str
) -> None:
    market = told(signals=f"domain,signal,what,date\nacme.example,{kind},Kafka,2026-06-15\n")
    found = market.signals("acme.example", DAY)
    assert found.intent > 0
    assert found.table["points"].sum() == pytest.approx(found.intent, abs=1e-9)
    # Whom the list does not name is no less unknown than before.
    assert np.isnan(market.signals("dune.example", DAY).intent)


def test_a_later_beginning_at_a_company_is_no_arrival(told: Callable[..., Market]) -> None:
    market = told(
        people="name,email,company,domain,title,since\n"
        "Omar Haddad,omar@crux.example,Crux,crux.example,Chief Executive,2026-03-01\n",
        later="name,email,company,domain,title,since\n"
        "Omar Haddad,omar@crux.example,Crux,crux.example,Chief Executive,2026-06-10\n",
    )
    for day in ("2026-04-01", "2026-06-16"):
        found = market.signals("crux.example", datetime.date.fromisoformat(day))
        assert [str(each) for each in found.table["day"]] == ["2026-03-01"]
        assert found.intent > 0


def test_who_left_later_had_the_job_then(told: Callable[..., Market]) -> None:
    market = told(
        people="name,email,company,domain,title,since,until\n"
        "Omar Haddad,omar@crux.example,Crux,crux.example,Chief Executive,2026-03-01,2026-06-01\n",
    )
    assert len(market.signals("crux.example", datetime.date(2026, 5, 1)).table) == 1
    assert market.signals("crux.example", DAY).table.empty


def test_a_technology_that_is_used_again_later_was_gone_before(told: Callable[..., Market]) -> None:
    market = told(
        rivals="company,domain,competitor\nBolt,bolt.example,Rival\n",
        used="domain,technology,since,until\nacme.example,Rival,2020-01-01,2026-05-20\n"
        "acme.example,Rival,2026-06-10,\n",
    )
    found = market.signals("acme.example", datetime.date(2026, 6, 1)).table
    assert found[["signal", "what"]].to_numpy().tolist() == [["left a competitor", "Rival"]]
    assert market.signals("acme.example", DAY).table.empty


def test_a_technology_that_another_source_knew_before_was_not_added(tmp_path: Path) -> None:
    head = "domain,technology,since,source\n"
    used = "".join(f"{name}.example,Kafka,2020-01-01,crm\n" for name in ("pied", "hooli", "bolt"))
    lately = "bolt.example,Kafka,2026-06-01,scan\ncrux.example,Kafka,2026-06-01,scan\n"
    files = TOLD | {"uses.csv": head + used + lately}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(*(tmp_path / name for name in files), as_of=DAY)
    with market.store() as store:
        period = {"since": datetime.date(2026, 1, 1), "as_of": DAY, "account": None}
        added = store.ask("signals/technologies_changed", **period).to_pylist()
        crux = find_account(store, "crux.example")["id"]
    assert [(each["account"], each["key"]) for each in added] == [(crux, "kafka")]


def test_a_guest_who_is_gone_from_the_list_was_not_there(
    told: Callable[..., Market], tmp_path: Path
) -> None:
    head, mia = "name,email,event,date\n", "Mia Keller,mia@acme.example,Freight Day,2026-06-15\n"
    market = told(guests=head + mia + mia.replace("Mia Keller,mia", "Jo Lind,jo"))
    assert len(market.signals("acme.example", DAY).table) == 2
    (tmp_path / "guests.csv").write_text(head + mia, encoding="utf-8")
    market.load(tmp_path / "guests.csv", as_of=DAY + datetime.timedelta(days=1), replace=2)
    assert market.signals("acme.example", DAY).table["person"].to_list() == ["Mia Keller"]


@pytest.mark.parametrize("date", ["2026-06-15 sometime", "20260615", "2026-02-30", "2026-6-15"])
def test_an_event_whose_date_is_none_has_no_day(told: Callable[..., Market], date: str) -> None:
    market = told(
        attended="domain,event,role,date\nacme.example,Scale,visitor,2026-06-15\n",
        events="event,kind,date\nScale,Webinar,2026-06-15\n",
    )
    with market.store(write=True) as store:
        assert isinstance(store, DuckDBStore)
        store._connection.execute("update property set value = ? where property = 'date'", [date])
        store._connection.execute("update fact set since = null where kind = 'ATTENDED'")
        since = datetime.date(2026, 1, 1)
        assert not len(store.ask("signals/events_attended", since=since, account=None))


def test_a_technology_that_sets_customers_apart_is_a_signal_when_added(tmp_path: Path) -> None:
    buyers, others = [f"b{i}" for i in range(8)], [f"o{i}" for i in range(40)]
    lines = [
        "domain,technology,since",
        "new.example,Kafka,2026-06-16",
        "new.example,PHP,2026-06-16",
    ]
    lines += [f"{name}.example,Kafka,2020-01-01" for name in buyers]
    lines += [f"{name}.example,PHP,2020-01-01" for name in (*buyers, *others)]
    (tmp_path / "uses.csv").write_text("\n".join(lines), encoding="utf-8")
    customers = "\n".join(["domain,value", *(f"{name}.example,1" for name in buyers)])
    (tmp_path / "customers.csv").write_text(customers, encoding="utf-8")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(*tmp_path.glob("*.csv"), as_of=DAY)
    assert market.signals("new.example", DAY).table["what"].to_list() == ["Kafka"]
    # What chose the customers tells nothing.
    market.customers.set(where=["uses=Kafka"])
    assert market.signals("b1.example", DAY).table.empty


def test_the_list_has_the_three_numbers_and_is_ordered_by_priority(
    told: Callable[..., Market],
) -> None:
    market = told(
        visits=visits("acme.example,/docs,2026-06-16,1"),
        signals="domain,signal,date\ndune.example,demo request,2026-06-16\n",
    )
    found = market.discover(as_of=DAY)
    assert found.ordered_by == "priority"
    assert set(found.table["tier"]) <= {"Best fit", "Good fit"}
    everyone = market.discover(as_of=DAY, sort="fit").table
    assert len(everyone) == len(found.table) + found.below
    assert everyone["rank"].to_list() == [1, 2, 3, 4]
    fit, intent = everyone["fit"], everyone["intent"].astype(float)
    assert everyone["priority"].astype(float).to_numpy() == pytest.approx(
        (cut(fit, 1) + 0.3 * cut(intent.fillna(0), 1)), abs=1e-6
    )
    dune = everyone.set_index("account").loc["Dune"]
    assert dune["newest_signal"] == "asked for a demo or contact on 2026-06-16"
    assert dune["cell"] in {"A1", "B1", "C1", ""}
    hot = market.discover(as_of=DAY, intent=["high"], sort="fit").table
    assert hot["account"].to_list() == ["Dune"]
    by_intent = market.discover(as_of=DAY, sort="intent", filters=Filters(min_fit=0.0)).table
    assert by_intent["account"].to_list()[:2] == ["Dune", "Acme"]
    with pytest.raises(UnknownNameError, match="order"):
        market.discover(sort="size")
    with pytest.raises(UnknownNameError, match="level of intent"):
        market.discover(intent=["hot"])


def test_an_explanation_has_the_three_numbers_their_parts_and_the_next_step(
    told: Callable[..., Market],
) -> None:
    market = told(
        visits=visits("acme.example,/contact,2026-06-16,1", "acme.example,/pricing,2026-06-15,1")
    )
    explained = market.explain("acme.example", as_of=DAY)
    beside, fit = explained.beside, explained.explanation.fit
    assert beside.signals["points"].sum() == pytest.approx(beside.intent, abs=1e-9)
    by_hand = cut(fit, 1) + 0.3 * cut(beside.intent, 1)
    assert beside.priority == pytest.approx(float(by_hand), abs=1e-6)
    assert np.isnan(beside.reach)
    shown = CliRunner().invoke(
        main, ["explain", "acme.example", "--as-of", "2026-06-16", "--store", market.path]
    )
    assert f"of intent {cut_text(beside.intent, 1)} + reach unknown." in shown.stdout
    assert "visited the contact page" in shown.stdout
    assert "asked for" not in shown.stdout
    assert beside.next_step in " ".join(shown.stdout.split())
    later = market.explain("acme.example", as_of=DAY + datetime.timedelta(days=400)).beside
    assert not later.known
    assert later.next_step == ""


def test_requests_are_answered_whatever_the_fit(told: Callable[..., Market]) -> None:
    """They are counted below a list that hides them, listed when asked for, and the next step."""
    market = told(
        signals="domain,signal,date\ndune.example,demo,2026-06-10\nnew.example,demo,2026-05-18\n"
        "bolt.example,demo,2026-05-17\n",
        more="domain,name,industry\nnew.example,New,Farming\n",
        visits=visits("dune.example,/docs,2026-06-15,1"),
    )
    market.icp.file.write_text("[tiers]\nbest = 99\ngood = 98\n", encoding="utf-8")
    everyone = market.discover(as_of=DAY, sort="fit").table.set_index("account")
    assert everyone.loc["Dune", "tier"] == "Bad fit"
    found = market.discover(as_of=DAY)
    assert "Dune" not in set(found.table["account"])
    # New is not ranked, as it alone is in farming; Bolt asked too long ago.
    assert found.asked_below == 2
    filtered = market.discover(as_of=DAY, filters=Filters(industry=("Farming",), min_fit=50))
    assert filtered.asked_below == 1
    assert filtered.asking.endswith("--requests --industry Farming --as-of 2026-06-16")
    command = found.requests.split("'")[1]
    assert command == "graph-icp discover --requests --as-of 2026-06-16"
    arguments = [*command.split()[1:], "--store", market.path, "--format", "json"]
    ended = CliRunner().invoke(main, arguments)
    listed = json.loads(ended.stdout)
    assert [row["account"] for row in listed] == ["Dune", "New"]
    assert "below Good fit asked" not in ended.stderr
    dune, new = listed
    assert new["why"] == "Nothing that counts is known of it"
    assert dune["strongest_signal"] == "asked for a demo or contact on 2026-06-10"
    assert dune["newest_signal"] == "read documentation or help on 2026-06-15"
    steps = [market.explain(f"{name}.example", as_of=DAY).beside.next_step for name in DUNE_NEW]
    assert steps[0].endswith(
        ": answer its request of 2026-06-10, though it is unlike your customers."
    )
    assert steps[1] == "Answer its request of 2026-05-18, though little is known of it."
    about = market.explain("new.example", as_of=DAY).explanation
    assert about.alone == ["Industry (Farming)"]
    assert "Technologies" in about.unknown
    assert "Industry" not in about.unknown


DUNE_NEW = ("dune", "new")


def test_who_looks_at_a_page_for_demos_has_asked_for_nothing(
    told: Callable[..., Market],
) -> None:
    market = told(
        visits=visits("acme.example,/demo,2026-06-16,1", "bolt.example,/contact,2026-06-16,1"),
        signals="domain,signal,date\ndune.example,quote request,2026-06-16\n",
    )
    said = {
        name: market.signals(f"{name}.example", DAY).table["signal"].to_list()
        for name in ("acme", "bolt", "dune")
    }
    assert said == {
        "acme": ["visited the page for a demo, trial or quote"],
        "bolt": ["visited the contact page"],
        "dune": ["asked for a demo or contact"],
    }
    intents = [market.signals(f"{name}.example", DAY).intent for name in ("dune", "acme", "bolt")]
    assert intents[0] > 2 * intents[1] > 2 * intents[2] > 0


def test_results_in_the_store_have_intent_and_priority(told: Callable[..., Market]) -> None:
    market = told(visits=visits("dune.example,/demo,2026-06-16,1"))
    listed = market.discover(as_of=DAY, sort="fit", write_back=True).table
    with market.store() as store:
        kept = store.dump("result").to_pandas().sort_values("rank")
    for column in ("intent", "priority"):
        expected = listed[column].to_numpy(dtype=float)
        np.testing.assert_array_equal(kept[column].to_numpy(dtype=float), expected)
    assert kept["reach"].isna().all()
    market.runs.clear_results()
    with market.store() as store:
        assert not len(store.dump("result"))


@pytest.mark.parametrize("later", [0, 400])
def test_without_signals_the_list_is_the_one_before(
    told: Callable[..., Market], later: int, tmp_path: Path
) -> None:
    """With none, and with none lately, it has the same columns, rows and bytes."""
    files = {"visits": visits("dune.example,/demo,2026-06-16,1")} if later else {}
    market = told(**files)
    as_of = DAY + datetime.timedelta(days=later)
    found = market.discover(as_of=as_of)
    assert found.ordered_by == "fit"
    assert found.below == 0
    assert found.table[list(COLUMNS)].isna().all().all()
    out = tmp_path / "list.csv"
    asked = ["discover", "--store", market.path, "--as-of", as_of.isoformat(), "-o", str(out)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    header = out.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    empty = (*COLUMNS, "feedback", "tags", "tag_reasons")
    assert header == [each for each in found.table if each not in empty]
    assert header[:6] == ["rank", "account", "domain", "fit", "tier", "coverage"]
    ranks = pd.read_csv(out)["rank"].to_list()
    assert ranks == sorted(ranks)


def test_an_owner_s_companies_alone(tmp_path: Path, told: Callable[..., Market]) -> None:
    market = told(owners="domain,owner\nacme.example,Ann Lee\nbolt.example,Bo Marsh\n")
    asked = ["discover", "--store", market.path, "--owner", "ann lee", "--format", "json"]
    listed = json.loads(CliRunner().invoke(main, asked).stdout)
    assert [row["account"] for row in listed] == ["Acme"]
    # Nobody's name is none.
    for nobody in ("", " "):
        asked = ["discover", "--store", market.path, "--owner", nobody]
        assert CliRunner().invoke(main, asked).exit_code != 0


def test_signals_and_moves_on_the_command_line(told: Callable[..., Market]) -> None:
    market = told(visits=visits("acme.example,/pricing,2026-06-16,1"))
    run, store = CliRunner(), ["--store", market.path]
    shown = run.invoke(main, ["signals", "acme.example", "--as-of", "2026-06-16", *store])
    assert "Acme (acme.example): intent 24.2 of 100 on 2026-06-16." in shown.stdout
    assert "looked at prices" in shown.stdout
    shown = run.invoke(main, ["signals", "dune.example", "--as-of", "2027-06-16", *store])
    assert "intent unknown, as no source would have told lately" in shown.stdout
    listed = run.invoke(main, ["moves", "--format", "json", *store])
    assert json.loads(listed.stdout) == []


def test_sections_of_icp_toml() -> None:
    icp = parse_icp(
        '[us]\ndomains = ["https://ours.example"]\n[priority]\nintent = 0.5\n'
        '[intent]\npricing = { weight = 30 }\nblog = { weight = 1, half_life = "2 weeks" }\n'
    )
    assert icp.own_domains == ("ours.example",)
    assert icp.priority_weights == {"intent": 0.5}
    assert icp.signal_weights == {"pricing": 30.0, "blog": 1.0}
    assert icp.signal_half_lives == {"blog": 14.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[intent]\nprices = { weight = 3 }", "line 2: prices: is not an option"),
        ("[intent]\npricing = 3", "line 2: pricing: must be a table"),
        ("[intent]\npricing = { weight = -3 }", "line 2: weight: must be a number from 0"),
        ('[intent]\npricing = { half_life = "soon" }', "must be a time such as"),
        ("[priority]\nfit = 3", "line 2: fit: is not an option"),
        ('[us]\ndomains = ["ann@ours.example"]', "is an e-mail address"),
    ],
)
def test_wrong_sections_of_icp_toml_are_refused(text: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        parse_icp(text)


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_any_day_may_be_asked_for(told: Callable[..., Market], day: str, tmp_path: Path) -> None:
    market = told(visits=visits("acme.example,/pricing,2026-06-16,1"))
    Path(market.icp.file).write_text('[intent]\npricing = { half_life = "1000000 days" }\n')
    for asked in (["signals", "acme.example"], ["discover"], ["signals", "--weights"]):
        run = CliRunner().invoke(main, [*asked, "--as-of", day, "--store", market.path])
        assert run.exit_code == 0, run.output


def test_views_by_robots_alone_are_no_silence(told: Callable[..., Market]) -> None:
    """What was dropped is said, also where nothing counts."""
    market = told(visits=visits("acme.example,/pricing,2026-06-16,1000"))
    assert np.isnan(market.signals("acme.example", DAY).intent)
    assert market.signals("dune.example", DAY).intent == 0
    asked = ["discover", "--as-of", DAY.isoformat(), "--store", market.path]
    assert "1 signal left out; --verbose says why" in CliRunner().invoke(main, asked).output
    said = CliRunner().invoke(main, [*asked, "--verbose"]).output
    assert "Signals that do not count: 1 of more than 500 pages a day" in " ".join(said.split())


def test_our_own_visits_do_not_count(told: Callable[..., Market]) -> None:
    market = told(
        visits=visits("ours.example,/pricing,2026-06-16,1", "acme.example,/docs,2026-06-16,1")
    )
    Path(market.icp.file).write_text('[us]\ndomains = ["ours.example"]\n', encoding="utf-8")
    found = market.signals("ours.example", DAY)
    assert found.table["not_counted"].to_list() == ["of our own"]
    assert market.discover(as_of=DAY).signals_left_out == {"of our own": 1}


def test_planted_buying_windows_are_found(tmp_path: Path) -> None:
    """Of the first 50 by intent three times as many buy as of all, no fewer than of visitors."""
    random = Random(7)
    names = [f"c{number}.example" for number in range(400)]
    buying = {*random.sample(names, 40)}
    rows = []
    for name in names:
        for _ in range(random.choice((0, 0, 1, 2))):
            ago = random.randrange(120)
            page = random.choice(("/", "/blog/x", "/careers", "/docs", "/product", "/pricing"))
            rows.append((name, page, ago))
        if name in buying:
            pages = random.choices(("/pricing", "/docs", "/vs/rival", "/demo"), k=4)
            rows += [(name, page, random.randrange(25)) for page in pages]
    day = [(DAY - datetime.timedelta(days=ago)).isoformat() for _, _, ago in rows]
    lines = [f"{name},{page},{at},1" for (name, page, _), at in zip(rows, day, strict=True)]
    (tmp_path / "companies.csv").write_text("\n".join(["domain", *names]) + "\n")
    (tmp_path / "visits.csv").write_text(visits(*lines), encoding="utf-8")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "companies.csv", loader="companies")
    market.load(tmp_path / "visits.csv")
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas()
        found = read_intent(store, accounts, Icp(), DAY)
    domains = accounts.set_index("id")["domain"]
    first = found.accounts.sort_values(ascending=False, kind="stable").index[:50].map(domains)
    hits = sum(name in buying for name in first)
    visitors = {name for (name, _, ago) in rows if ago < 30}
    base, any_visit = len(buying) / len(names), len(buying & visitors) / len(visitors)
    assert hits / 50 >= 3 * base
    assert hits / 50 >= any_visit
