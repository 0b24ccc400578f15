"""Who is suppressed is forgotten, and no later file brings them back."""

from __future__ import annotations

import csv
import datetime
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from click.testing import CliRunner
from dumps import dumped, exact_dump

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import AmbiguousNameError, FileError, GraphICPError, StoreError
from graph_icp.identity.suppression import Suppressed, new_secret
from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 1, 15)
PEOPLE = """Name,Email,LinkedIn,Company,Domain,Title
Mia Keller,mia@acme.example,linkedin.com/in/mia-keller,Acme GmbH,acme.example,Head of Logistics
Jo Li,jo@acme.example,,Acme GmbH,acme.example,Buyer
Mia Keller,mia@beta.example,,Beta AG,beta.example,Head of Logistics
"""
GUESTS = """name,email,domain,company,event,date
Mia Keller,,acme.example,Acme GmbH,Retail Day 2025,2025-05-01
Jo Li,jo@acme.example,acme.example,Acme GmbH,Retail Day 2025,2025-05-01
"""


@pytest.fixture
def market(tmp_path: Path) -> Market:
    return graph_icp.open(tmp_path / "market.duckdb")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def emails(market: Market) -> set[str]:
    with market.store() as store:
        keys = store.dump("node")["key"].to_pylist()
    return {key.removeprefix("email:") for key in keys if key.startswith("email:")}


def everything(market: Market) -> str:
    with market.store() as store:
        return json.dumps(exact_dump(store), default=str).casefold()


def test_the_same_files_bring_nobody_back_and_a_namesake_stays(
    tmp_path: Path, market: Market
) -> None:
    files = [written(tmp_path, "people.csv", PEOPLE), written(tmp_path, "guests.csv", GUESTS)]
    market.load(*files, as_of=DAY)
    done = market.suppress("mia@acme.example")
    assert done.named == {"person": 1}
    assert done.forgotten is not None
    assert done.forgotten.people == 1
    report = market.load(*files, as_of=DAY)
    assert [each.skipped["suppressed"] for each in report.files] == [1, 1]
    assert [each.rows_read for each in report.files] == [3, 2]
    assert emails(market) == {"jo@acme.example", "mia@beta.example"}
    without = graph_icp.open(tmp_path / "without.duckdb")
    rest = [
        written(tmp_path, f"rest_{file.name}", text)
        for file, text in (
            (files[0], "".join(each for each in PEOPLE.splitlines(True) if "mia@acme" not in each)),
            (files[1], "".join(each for each in GUESTS.splitlines(True) if "Mia" not in each)),
        )
    ]
    without.load(*rest, as_of=DAY)
    assert dumped(market) == dumped(without)


def test_nothing_of_a_suppressed_row_is_kept_or_told(tmp_path: Path, market: Market) -> None:
    market.suppress("mia@acme.example")
    file = written(
        tmp_path,
        "contacts.csv",
        "Name,Email,Domain,Country,as_of\n"
        "Mia Zanzibar,mia@acme.example,acme.example,Zanzibarland,2025-01-01\n"
        "Mia Zanzibar,mia@acme.example,zanzi bar,DE,2025-01-01\n"
        "Jo Li,jo@acme.example,acme.example,DE,2025-01-01\n",
    )
    report = market.load(file, loader="people")
    (loaded,) = report.files
    assert loaded.skipped == {"suppressed": 2}
    assert not loaded.rejected
    assert not loaded.notes
    assert "zanzi" not in repr(loaded).casefold()
    assert "zanzi" not in everything(market)
    assert market.rejects().empty


def test_a_row_that_cannot_be_read_is_not_kept_either(tmp_path: Path, market: Market) -> None:
    market.suppress("mia@acme.example")
    text = "name,email,domain\nJo,jo@acme.example,acme.example\n"
    text += 'Mia,mia@acme.example,acme.example,"more","cells"\n'
    report = market.load(written(tmp_path, "p.csv", text), loader="people")
    assert report.files[0].skipped == {"suppressed": 1}
    assert "mia" not in everything(market)


def example_of(name: str, folder: Path) -> Path:
    """Write the example row of a loader as a file."""
    example = loaders()[name].example
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(example)
        writer.writerow(example.values())
    return path


def read_by(name: str) -> bool:
    cells = " ".join(loaders()[name].example.values())
    return "Mia" in cells or "mia@" in cells or "mia-keller" in cells


# The primary contact that accounts of Dynamics name is not read.
TELLING_OF_PEOPLE = [name for name in loaders() if read_by(name) and name != "dynamics-accounts"]


def people_in(market: Market) -> list[str]:
    with market.store() as store:
        rows = store.dump("node").to_pylist()
    return [row["key"] for row in rows if row["kind"] == "Person" and "mia" in row["key"].lower()]


@pytest.mark.parametrize("name", TELLING_OF_PEOPLE)
def test_no_loader_brings_somebody_back(tmp_path: Path, name: str) -> None:
    market = graph_icp.open(":memory:")
    file = example_of(name, tmp_path)
    options = {"loader": name, "owner": "Ann Lee", "event": "Retail Day 2025"}
    market.load(file, **options)
    before = people_in(market)
    assert before
    while before:
        key = before[0]
        market.suppress(key.split(":", 1)[1] if key.startswith(("email:", "profile:")) else key)
        before = people_in(market)
    market.load(file, **options)
    assert people_in(market) == []


def test_there_are_such_loaders() -> None:
    assert len(TELLING_OF_PEOPLE) >= 20


DEALS = (
    "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company,Associated Contact,"
    "Deal owner\n77,Big,Closed Won,1000,2025-02-03,Acme GmbH,"
    "Mia Keller (mia@acme.example);Jo Li (jo@acme.example),Ann Lee\n"
)


def test_a_deal_stays_without_its_suppressed_contact(tmp_path: Path, market: Market) -> None:
    market.suppress("mia@acme.example")
    report = market.load(written(tmp_path, "deals.csv", DEALS), loader="hubspot-deals", as_of=DAY)
    assert report.files[0].accepted == 1
    assert sum(report.files[0].notes.values()) == 1
    assert emails(market) == {"jo@acme.example"}
    assert "mia" not in everything(market)


def test_a_domain_takes_its_company_and_everybody_at_it(tmp_path: Path, market: Market) -> None:
    files = [written(tmp_path, "people.csv", PEOPLE), written(tmp_path, "guests.csv", GUESTS)]
    market.load(*files, as_of=DAY)
    done = market.suppress("https://www.acme.example/about")
    assert done.named == {"domain": 1}
    assert (done.forgotten.people, done.forgotten.companies) == (2, 1)
    more = written(
        tmp_path,
        "more.csv",
        "domain,company,technology\nshop.acme.example,Acme,Kafka\n"
        "beta.example,Beta AG,Kafka\n,Acme GmbH,Kafka\n",
    )
    report = market.load(*files, more, as_of=DAY)
    assert [each.skipped["suppressed"] for each in report.files] == [2, 2, 2]
    assert list(market.accounts()["domain"]) == ["beta.example"]
    assert "acme" not in everything(market).replace(str(tmp_path), "")


def test_a_group_takes_the_family_of_companies(tmp_path: Path, market: Market) -> None:
    file = written(
        tmp_path,
        "companies.csv",
        "Record ID,Company name,Company Domain Name,Parent Company ID\n1,Acme,acme.example,\n"
        "2,Acme Labs,acmelabs.example,1\n3,Beta,beta.example,\n",
    )
    market.load(file, loader="hubspot-companies")
    market.suppress("acme.example", scope="group")
    market.load(file, loader="hubspot-companies")
    assert set(market.accounts()["domain"]) == {"beta.example"}


def test_after_the_last_day_they_may_be_loaded_again(tmp_path: Path, market: Market) -> None:
    file = written(tmp_path, "people.csv", PEOPLE)
    market.suppress("mia@acme.example", until=datetime.date.today())
    market.load(file)
    assert "mia@acme.example" not in emails(market)
    with market.store(write=True) as store:
        rows = store.dump("suppressed").to_pylist()
        yesterday = datetime.date.today() - datetime.timedelta(1)
        store.tell("suppression/lift", pa.table({"entry": [row["entry"] for row in rows]}))
        store.insert("suppressed", pa.Table.from_pylist([r | {"until": yesterday} for r in rows]))
    market.load(file)
    assert "mia@acme.example" in emails(market)


def test_lifting_takes_everything_back_that_was_kept_with_somebody(
    tmp_path: Path, market: Market
) -> None:
    file = written(tmp_path, "people.csv", PEOPLE)
    market.load(file)
    market.suppress("mia@acme.example")
    assert market.suppress.lift("https://www.linkedin.com/in/mia-keller/") == 1
    assert market.suppress.table().empty
    market.load(file)
    assert "mia@acme.example" in emails(market)
    with pytest.raises(GraphICPError, match="is not suppressed"):
        market.suppress.lift("mia@acme.example")


def test_a_person_within_a_domain_is_not_lifted_alone(tmp_path: Path, market: Market) -> None:
    market.load(written(tmp_path, "people.csv", PEOPLE))
    market.suppress("acme.example")
    with pytest.raises(GraphICPError, match="with everybody at a domain"):
        market.suppress.lift("mia@acme.example")
    assert market.suppress.lift("acme.example") == 1
    assert market.suppress.table().empty


def test_suppressed_again_nothing_that_was_known_is_lost(tmp_path: Path, market: Market) -> None:
    market.load(written(tmp_path, "people.csv", PEOPLE))
    first = market.suppress("mia@acme.example")
    again = market.suppress("mia@acme.example", reason="erasure")
    assert (again.again, again.keys) == (1, first.keys)
    assert set(market.suppress.table()["reason"]) == {"erasure"}


def test_a_name_that_two_have_at_a_company_is_asked_for(tmp_path: Path, market: Market) -> None:
    two = (
        PEOPLE
        + "Mia Keller,mia.keller@acme.example,linkedin.com/in/other,Acme GmbH,acme.example,CEO\n"
    )
    file = written(tmp_path, "people.csv", two)
    market.load(file)
    with pytest.raises((AmbiguousNameError, GraphICPError), match="fits 2 people"):
        market.suppress("Mia Keller at acme.example")
    market.suppress("mia@acme.example")
    market.load(file)
    assert "mia.keller@acme.example" in emails(market)
    assert "mia@acme.example" not in emails(market)


def test_who_is_unknown_is_suppressed_by_what_is_given(market: Market) -> None:
    for who in (
        "zoe@zeta.example",
        "linkedin.com/in/zoe",
        "+49 (0)30 901820",
        "zeta.example",
        "Zoe Zeta at zeta.example",
    ):
        assert market.suppress(who).keys == (2 if " at " in who else 1)
    kinds = set(market.suppress.table()["kind"])
    assert kinds == {"e-mail", "profile", "phone", "domain", "name at a company"}
    with pytest.raises(GraphICPError, match="Zoe Zeta"):
        market.suppress("Zoe Zeta")
    with pytest.raises(GraphICPError, match="gmail"):
        market.suppress("gmail.com")


def test_a_phone_keeps_its_row_out(tmp_path: Path, market: Market) -> None:
    market.suppress("+49 (0)30 901820")
    text = "name,email,domain,Phone\nMia,mia@acme.example,acme.example,0049 30/901820\n"
    text += "Jo,jo@acme.example,acme.example,+49 30 901821\n"
    market.load(written(tmp_path, "p.csv", text), loader="people")
    assert emails(market) == {"jo@acme.example"}


def test_a_copy_keeps_them_out_too(tmp_path: Path, market: Market) -> None:
    file = written(tmp_path, "people.csv", PEOPLE)
    market.load(file)
    market.suppress("mia@acme.example")
    other = tmp_path / "copy.duckdb"
    market.copy(other)
    copied = graph_icp.open(other)
    copied.load(file)
    assert "mia@acme.example" not in emails(copied)
    own = graph_icp.open(tmp_path / "own.duckdb")
    own.suppress("zoe@zeta.example")
    with pytest.raises(StoreError, match="by a secret of its own"):
        market.copy(tmp_path / "own.duckdb")
    assert len(own.suppress.table()) == 1


def test_an_inbound_company_that_is_suppressed_is_not_ranked(
    tmp_path: Path, market: Market
) -> None:
    text = "domain,company,technology\n"
    rows = [f"c{n}.example,C{n},{tool}\n" for n in range(12) for tool in ("Kafka", f"T{n % 3}")]
    market.load(written(tmp_path, "techs.csv", text + "".join(rows)))
    market.customers.set(written(tmp_path, "ours.csv", "domain\nc1.example\nc4.example\n"))
    market.discover()
    market.suppress("c7.example")
    inbound = written(tmp_path, "inbound.csv", "domain\nc7.example\nc2.example\n")
    found = market.qualify(inbound)
    assert list(found.table["domain"]) == ["c2.example"]
    assert found.skipped == {"suppressed": 1}
    with pytest.raises(FileError, match="are suppressed"):
        market.qualify(written(tmp_path, "only.csv", "domain\nc7.example\n"))


def test_a_colleague_who_is_suppressed_owns_nothing(tmp_path: Path, market: Market) -> None:
    owned = "domain,company,owner\nacme.example,Acme,Ann Lee\nb.example,B,Bo Berg\n"
    deals = written(tmp_path, "deals.csv", DEALS)
    market.load(deals, loader="hubspot-deals", as_of=DAY)
    market.suppress("Ann Lee")
    market.load(deals, loader="hubspot-deals", as_of=DAY)
    market.load(written(tmp_path, "owned.csv", owned))
    text = everything(market)
    assert "ann lee" not in text
    assert "bo berg" in text


def test_without_a_store_a_dry_run_makes_none(tmp_path: Path, market: Market) -> None:
    file = written(tmp_path, "list.csv", "Email\nmia@acme.example\n")
    assert market.suppress(file, dry_run=True).named == {"person": 1}
    assert not market.store.exists()
    market.suppress(file)
    assert market.store.exists()


CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Mia,Keller,https://www.linkedin.com/in/mia-keller,,Acme GmbH,Buyer,15 Jun 2025
Mia,Keller,https://www.linkedin.com/in/mia-at-beta,,Beta AG,Buyer,15 Jun 2025
"""
NAMED_ALONE = "name,company,event,date\nMia Keller,Acme GmbH,Retail Day 2025,2025-05-01\n"
COMPANIES = (
    "company,domain,status\nAcme GmbH,acme.example,customer\nBeta AG,beta.example,prospect\n"
)
ALONE = "Name,Email,Company,Domain\nMia Keller,mia@acme.example,Acme GmbH,acme.example\n"


@pytest.mark.parametrize("who", ["mia@acme.example", "Mia Keller at acme.example"])
@pytest.mark.parametrize("known_before", [True, False])
def test_a_company_by_its_name_alone_brings_nobody_back(
    tmp_path: Path, market: Market, who: str, known_before: bool
) -> None:
    companies = written(tmp_path, "companies.csv", COMPANIES)
    people = written(tmp_path, "people.csv", ALONE)
    files = [companies, people] if known_before or "@" in who else []
    if files:
        market.load(*files, as_of=DAY)
    market.suppress(who)
    if not files:
        market.load(companies, as_of=DAY)
    report = market.load(
        written(tmp_path, "Connections.csv", CONNECTIONS),
        written(tmp_path, "guests.csv", NAMED_ALONE),
        owner="Ann Lee",
        as_of=DAY,
    )
    assert [each.skipped["suppressed"] for each in report.files] == [1, 1]
    assert people_in(market) == ["profile:linkedin.com/in/mia-at-beta"]


def test_a_namesake_at_another_company_of_that_name_stays(tmp_path: Path, market: Market) -> None:
    market.load(
        written(tmp_path, "companies.csv", COMPANIES),
        written(tmp_path, "people.csv", ALONE),
        as_of=DAY,
    )
    market.suppress("mia@acme.example")
    text = "name,company,domain,event,date\nMia Keller,Acme Ltd,acme.test,Day 2025,2025-05-01\n"
    market.load(written(tmp_path, "guests.csv", text), as_of=DAY)
    assert people_in(market) == ["name:mia keller@domain:acme.test"]


def test_an_owner_who_is_suppressed_at_the_company_is_left_out(
    tmp_path: Path, market: Market
) -> None:
    market.suppress("Mia Keller at acme.example")
    owned = "domain,company,owner\nacme.example,Acme,Mia Keller\nbeta.example,Beta,Mia Keller\n"
    market.load(written(tmp_path, "owned.csv", owned))
    with market.store() as store:
        rows = store.dump("property").to_pylist()
    assert [row["value"] for row in rows if row["property"] == "owner"] == ["Mia Keller"]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("mia@acme.example", "Mia+news@acme.example"),
        ("mia+news@acme.example", "mia@acme.example"),
        ("m.ia@gmail.com", "mi.a+x@googlemail.com"),
    ],
)
def test_other_spellings_of_an_address_are_the_same_person(
    tmp_path: Path, market: Market, known: str, asked: str
) -> None:
    file = written(tmp_path, "people.csv", f"Name,Email,Domain\nMia,{known},\nJo,jo@a.example,\n")
    market.load(file)
    assert market.suppress(asked).known == 1
    report = market.load(file)
    assert report.files[0].skipped == {"suppressed": 1}
    assert emails(market) == {"jo@a.example"}
    assert market.suppress("zoe@a.example").known == 0
    assert market.suppress.lift(known) == 1


def test_a_dry_run_says_who_would_go_and_names_customers(tmp_path: Path, market: Market) -> None:
    market.load(
        written(tmp_path, "companies.csv", COMPANIES), written(tmp_path, "people.csv", ALONE)
    )
    said = CliRunner().invoke(
        main, ["suppress", "acme.example", "--dry-run", "--store", str(tmp_path / "market.duckdb")]
    )
    assert said.exit_code == 0
    assert "Known here: 1 of 1." in said.output
    assert "Would be forgotten with them: 1 company and 1 person." in said.output
    assert "Acme GmbH is a customer" in said.output
    assert emails(market) == {"mia@acme.example"}


def test_an_access_request_of_who_is_suppressed_says_so(market: Market) -> None:
    market.suppress("mia@acme.example", reason="erasure")
    with pytest.raises(GraphICPError, match=r"suppressed: since 2.*'erasure', by 1 token from"):
        market.privacy.about("mia+x@acme.example")
    with pytest.raises(GraphICPError, match="There is no person or company"):
        market.privacy.about("jo@acme.example")


def test_tokens_tell_nothing_and_differ_between_stores() -> None:
    one, other = (Suppressed(new_secret(), {}) for _ in range(2))
    assert one.token("Person", "email:a@b.co") != other.token("Person", "email:a@b.co")
    assert one.token("Person", "id:1") != one.token("Account", "id:1")
    assert len(one.token("Person", "email:a@b.co")) == 64


def test_a_past_day_is_refused(market: Market) -> None:
    with pytest.raises(GraphICPError, match="is past"):
        market.suppress("mia@acme.example", until=datetime.date(2020, 1, 1))
    assert not market.store.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("Email\n", "no rows"),
        ("colour,shape\nred,round\n", "name no people"),
        ("Email\n" + "a" * 32 + "\n", "holds hashes"),
        ("b" * 64 + "\n" + "a" * 64 + "\n", "holds hashes"),
        ("sha1\n" + "a" * 40 + "\n", "holds hashes"),
        ("Email\nsha256:" + "a" * 64 + "\n", "holds hashes"),
        ("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=\n", "holds hashes"),
        ("mia@acme.example,jo@acme.example\n", "first row has no headers"),
        ("Name\nMia Keller\n", "gives a name alone"),
    ],
)
def test_files_that_name_nobody_are_refused(
    tmp_path: Path, market: Market, text: str, said: str
) -> None:
    with pytest.raises(FileError, match=said):
        market.suppress(written(tmp_path, "list.csv", text))
    assert not market.store.exists()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mia@acme.example\nzoe@zeta.example\n", {"e-mail": 2}),
        ("Email\nmia@acme.example\n", {"e-mail": 1}),
        ("E-Mail;Name\nMia@Acme.example;Mia\n", {"e-mail": 1}),
        ("Domain\nacme.example\nhttps://www.beta.example/x\n", {"domain": 2}),
        ("acme.example\nbeta.example\n", {"domain": 2}),
        ("Name,Domain\nMia Keller,acme.example\n", {"name at a company": 2}),
        ("LinkedIn\nhttps://de.linkedin.com/in/Mia-Keller/\n", {"profile": 1}),
    ],
)
def test_files_of_any_shape_are_read(
    tmp_path: Path, market: Market, text: str, kinds: dict[str, int]
) -> None:
    market.suppress(written(tmp_path, "list.csv", text))
    table = market.suppress.table()
    assert dict(zip(table["kind"], table["keys"], strict=True)) == kinds


def test_a_list_of_people_takes_no_company_by_a_row_without_a_person(
    tmp_path: Path, market: Market
) -> None:
    text = "Email,Company,Domain\nmia@acme.example,Acme,acme.example\n,Beta,beta.example\n"
    file = written(tmp_path, "list.csv", text)
    done = market.suppress(file)
    assert done.named == {"person": 1}
    assert done.unread[0].startswith("row 3 names no person")
    assert market.suppress(file, scope="domain").named == {"domain": 2}


def test_rows_that_are_not_understood_are_named(tmp_path: Path, market: Market) -> None:
    done = market.suppress(
        written(tmp_path, "list.csv", "Email,Name\nmia@acme.example,\n,Zoe\n,\nnobody,\n")
    )
    assert done.named == {"person": 1}
    assert [each.split(" ", 2)[1] for each in done.unread] == ["3", "5"]


@pytest.mark.parametrize("name", ["Keller, Mia", "Kel\u00adler Mia", "M\u200cia Keller"])
def test_a_name_in_another_order_or_with_unseen_characters_is_the_same(
    tmp_path: Path, market: Market, name: str
) -> None:
    head = "Name,Email,Company,Domain\n"
    known = "Mia Keller,mia@acme.example,Acme,acme.example\nJo Li,jo@acme.example,,\n"
    market.load(written(tmp_path, "people.csv", head + known))
    market.suppress("mia@acme.example")
    market.load(written(tmp_path, "again.csv", f'{head}"{name}",,Acme,acme.example\n'))
    market.load(written(tmp_path, "mails.csv", f"{head}Mia,mia@acme.example\u200b,Acme,\n"))
    assert "mia" not in everything(market)
    assert emails(market) == {"jo@acme.example"}


def test_who_bears_the_name_in_another_order_stays(tmp_path: Path, market: Market) -> None:
    text = "Name,Email,Domain\nMia Keller,mia@acme.example,acme.example\n"
    text += "Keller Mia,keller@acme.example,acme.example\n"
    market.load(written(tmp_path, "people.csv", text))
    market.suppress("mia@acme.example")
    again = "Name,Title,Domain\nKeller Mia,CTO,acme.example\n"
    assert market.load(written(tmp_path, "again.csv", again)).files[0].accepted == 1


def test_who_is_named_several_times_is_one(tmp_path: Path, market: Market) -> None:
    market.load(written(tmp_path, "p.csv", "Name,Email,Domain\nMia K,mia@acme.example,\n"))
    text = "mia@acme.example\nMIA+news@acme.example\nMia K at acme.example\njo@acme.example\n"
    done = market.suppress(written(tmp_path, "out.csv", text + "zeta.example\nzeta.example\n"))
    assert (done.named, done.known) == ({"person": 2, "domain": 1}, 1)


def test_a_telephone_number_of_an_office_is_no_person(tmp_path: Path, market: Market) -> None:
    text = "Email,Phone\nmia@acme.example,+49 30 901820\njo@acme.example,+49 30 901820\n"
    again = ",+49 30 901821\n,+49 30 901821\njo@acme.example,\n"
    assert market.suppress(written(tmp_path, "out.csv", text + again)).named == {"person": 3}


def test_a_row_may_have_a_last_day_of_its_own(tmp_path: Path, market: Market) -> None:
    text = "Email,Until\na@acme.example,2091-01-31\nb@acme.example,2020-01-01\n"
    text += "c@acme.example,soon\nd@acme.example,\ne@acme.example,2091-01-31\ne@acme.example,\n"
    later = datetime.date(2090, 1, 1)
    done = market.suppress(written(tmp_path, "out.csv", text), until=later)
    assert done.unread == [
        "row 3 is over: its last day is 2020-01-01",
        "row 4 has 'soon' as its last day, which is no day; write 2027-12-31",
    ]
    told = market.suppress.table()
    days = dict(zip(told["until"], told["keys"], strict=True))
    assert days == {datetime.date(2091, 1, 31): 1, later: 2}
