"""Loaders of people: connections on LinkedIn, and job histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dumps import owners
from variants import as_csv, check_variants, facts, links, load, people, variants

from graph_icp.errors import FileError
from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from pathlib import Path

PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are '
    'missing. You will only see email addresses for connections who have allowed it."\n'
    "\n"
)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Mia,Keller,https://www.linkedin.com/in/mia-keller,,Acme GmbH,Head of Logistics,15 Jun 2026\n"
    'Jörg 🚀,"Öz, MBA",https://www.linkedin.com/in/j%C3%B6rg-oz,joerg@gmail.com,"Bolt, Inc.",'
    '"CTO\n& founder",03 Mar 2021\n'
    ",,,,,,01 Feb 2020\n"
    "Sam,Poe,https://www.linkedin.com/in/sampoe,sam@oldjob.example,Crux,,29 Feb 2024\n"
    "Kim,Roe,https://de.linkedin.com/in/KimRoe/,,Self-employed,Freelance Consultant,2 Jan 2023\n"
    "Lea,Blank,https://www.linkedin.com/in/lea-blank,,,,9 Nov 2025\n"
)
ANN = "colleague:ann lee"


def test_connections_are_known_to_their_owner(tmp_path: Path) -> None:
    report, told = load(tmp_path, PREAMBLE + CONNECTIONS, "Connections.csv", owner="Ann  Lee")
    file = report.files[0]
    assert file.loader == "linkedin"
    assert (file.rows_read, file.accepted) == (6, 5)
    assert file.skipped["connections without a name"] == 1
    assert not file.rejected
    assert not file.notes
    assert facts(told) == {
        ("KNOWS", ANN, "profile:linkedin.com/in/mia-keller", "2026-06-15", "", "", ""),
        ("KNOWS", ANN, "email:joerg@gmail.com", "2021-03-03", "", "", ""),
        ("KNOWS", ANN, "email:sam@oldjob.example", "2024-02-29", "", "", ""),
        ("KNOWS", ANN, "profile:linkedin.com/in/kimroe", "2023-01-02", "", "", ""),
        ("KNOWS", ANN, "profile:linkedin.com/in/lea-blank", "2025-11-09", "", "", ""),
        *(
            ("WORKS_AT", who, where, "", "", role, "")
            for who, where, role in (
                ("profile:linkedin.com/in/mia-keller", "name:acme|", "Head of Logistics"),
                ("email:joerg@gmail.com", "name:bolt|", "CTO\n& founder"),
                # The address is of an earlier job, so it names no employer.
                ("email:sam@oldjob.example", "name:crux|", ""),
            )
        ),
    }
    assert people(told)[ANN] == "Ann Lee"
    assert owners(told)["profile:linkedin.com/in/jörg-oz"] == "email:joerg@gmail.com"
    assert {key for key in people(told) if owners(told)[key] == ANN} == {ANN}


@pytest.mark.parametrize("owner", [None, "", " - "])
def test_connections_need_their_owner(tmp_path: Path, owner: str | None) -> None:
    with pytest.raises(FileError, match=r"Connections\.csv.*--owner"):
        load(tmp_path, CONNECTIONS, "Connections.csv", owner=owner)


@pytest.mark.parametrize("preamble", ["", PREAMBLE], ids=["", "with notes"])
def test_connections_however_they_are_written(tmp_path: Path, preamble: str) -> None:
    text, file = CONNECTIONS.replace("🚀", ""), "Connections.csv"
    check_variants(tmp_path, text, file, "linkedin", preamble=preamble, owner="Ann Lee")


def test_two_colleagues_know_one_contact(tmp_path: Path) -> None:
    store = str(tmp_path / "kept.duckdb")
    load(tmp_path, CONNECTIONS, "ann.csv", store=store, owner="Ann Lee")
    later = CONNECTIONS.replace("15 Jun 2026", "20 Jun 2026")
    _, told = load(tmp_path, later, "bob.csv", store=store, owner="Bob Fox")
    mia = "profile:linkedin.com/in/mia-keller"
    assert {fact for fact in facts(told, "KNOWS") if fact[2] == mia} == {
        ("KNOWS", ANN, mia, "2026-06-15", "", "", ""),
        ("KNOWS", "colleague:bob fox", mia, "2026-06-20", "", "", ""),
    }
    assert len(facts(told, "WORKS_AT")) == 3


JOBS = (
    "Person,Email,LinkedIn,Company,Title,From,To\n"
    "Mia Keller,mia@acme.example,,Acme GmbH,Head of Logistics,02/2024,Present\n"
    "Mia Keller,mia@acme.example,,Bolt Ltd,Dispatcher,2020-01-01,2023-12-31\n"
    "Jörg Öz,,https://www.linkedin.com/in/joergoz/?trk=x,Crux AG,CTO,13/01/2021,15/06/2022\n"
    "Jörg Öz,,http://uk.linkedin.com/in/joergoz/en,Dyne Ltd,CEO,01/07/2022,now\n"
    "Kim Roe,kim@dyne.example,,,,Mar 2022,Current\n"
    "Sam Poe,,,Stealth Startup,CEO,2022,\n"
    '"O\'Neil, Pat","""Pat O\'Neil"" <pat.o\'neil@acme.example>",,,,,heute\n'
    "Jo Li,jo at acme,,Acme GmbH,CFO,,\n"
)


def test_jobs_now_and_before(tmp_path: Path) -> None:
    report, told = load(tmp_path, JOBS, "jobs.csv")
    file = report.files[0]
    assert file.loader == "people"
    assert file.accepted == 7
    assert file.rejected == {
        "no e-mail, profile, id, or name with a company": 1,
    }
    assert file.notes == {"email: 'jo at acme' is not an e-mail address": 1}
    mia, joerg = "email:mia@acme.example", "profile:linkedin.com/in/joergoz"
    assert facts(told) == {
        ("WORKS_AT", mia, "domain:acme.example", "2024-02-01", "", "Head of Logistics", ""),
        ("WORKED_AT", mia, "name:bolt|", "2020-01-01", "2023-12-31", "Dispatcher", ""),
        ("WORKED_AT", joerg, "name:crux|", "2021-01-13", "2022-06-15", "CTO", ""),
        ("WORKS_AT", joerg, "name:dyne|", "2022-07-01", "", "CEO", ""),
        ("WORKS_AT", "email:kim@dyne.example", "domain:dyne.example", "2022-03-01", "", "", ""),
        ("WORKS_AT", "email:pat.o'neil@acme.example", "domain:acme.example", "", "", "", ""),
        ("WORKS_AT", "name:jo li@name:acme|", "name:acme|", "", "", "CFO", ""),
    }
    # One who moved is shared by both companies.
    assert {account for account, person, _ in links(told, "people") if person == mia} == {
        "domain:acme.example",
        "name:bolt|",
    }


def test_jobs_however_they_are_written(tmp_path: Path) -> None:
    _, told = load(tmp_path, JOBS, "jobs.csv")
    for way, content in variants(JOBS).items():
        _, other = load(tmp_path, content, "jobs.csv")
        assert other == told, way


@pytest.mark.parametrize("name", ["linkedin", "people"])
def test_the_example_loads(tmp_path: Path, name: str) -> None:
    report, told = load(tmp_path, as_csv(dict(loaders()[name].example)), "x.csv", owner="Ann Lee")
    file = report.files[0]
    assert (file.loader, file.accepted) == (name, 1)
    assert not file.rejected
    assert not file.notes
    assert told["fact"]


def test_a_text_too_long_to_be_a_title_is_left_out_and_counted(tmp_path: Path) -> None:
    text = f"name,email,title,domain\nAnn Lee,ann@acme.io,{'CEO, ' * 900}x,acme.io\n"
    text = text.replace("CEO, ", "CEO ") + "Bo Li,bo@acme.io,CTO,acme.io\n"
    report, told = load(tmp_path, text, "people.csv")
    assert report.files[0].accepted == 2
    assert any("characters, and is no title" in note for note in report.files[0].notes)
    roles = {fact[1]: fact[5] for fact in facts(told) if fact[0] == "WORKS_AT"}
    assert roles == {"email:ann@acme.io": "", "email:bo@acme.io": "CTO"}
