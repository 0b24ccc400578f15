"""Loaders of whom colleagues know: their words, mail counts, their own jobs, people of deals."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from variants import facts, load, people

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path

ANN, MIA = "colleague:ann lee", "email:mia@acme.example"
WORDS = (
    "colleague,name,email,company,title,strength,as_of\n"
    "Ann  Lee,Mia Keller,mia@acme.example,,CTO,Strong,2026-01-05\n"
    "Ann Lee,Jo Li,,Bolt,,weak,2026-02-01\n"
    ",Jo Li,,Bolt,,weak,\n"
    "Ann Lee,Sam Poe,,Crux,,best friends,\n"
    "Ann Lee,Kim Roe,,Crux,,,\n"
)


def test_colleagues_say_how_well_they_know_people(tmp_path: Path) -> None:
    report, told = load(tmp_path, WORDS, "words.csv")
    assert report.files[0].loader == "colleague-person"
    assert report.files[0].rejected == {
        "no colleague": 1,
        "strength: 'best friends' is none of strong, good, weak": 1,
        "no strength": 1,
    }
    assert facts(told, "RATES") == {
        ("RATES", ANN, MIA, "2026-01-05", "", "strong", ""),
        ("RATES", ANN, "name:jo li@name:bolt|", "2026-02-01", "", "weak", ""),
    }
    assert ("WORKS_AT", MIA, "domain:acme.example", "", "", "CTO", "") in facts(told)
    assert people(told)[ANN] == "Ann Lee"


def test_each_word_is_kept_with_its_day(tmp_path: Path) -> None:
    store = str(tmp_path / "kept.duckdb")
    later = WORDS.replace("Strong,2026-01-05", "good,2026-05-05")
    for text in (later, WORDS, later):
        _, told = load(tmp_path, text, "words.csv", store=store)
    assert {each for each in facts(told, "RATES") if each[2] == MIA} == {
        ("RATES", ANN, MIA, "2026-01-05", "", "strong", ""),
        ("RATES", ANN, MIA, "2026-05-05", "", "good", ""),
    }


def test_words_from_the_future_are_rejected(tmp_path: Path) -> None:
    later = WORDS.replace("Strong,2026-01-05", "Strong,2031-01-05")
    report, told = load(tmp_path, later, "words.csv")
    assert report.files[0].rejected["as_of is in the future (after 2026-07-01)"] == 1
    assert [row[2] for row in facts(told, "RATES")] == ["name:jo li@name:bolt|"]


def test_connections_from_the_future_are_rejected(tmp_path: Path) -> None:
    connections = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Bo,Marsh,https://www.linkedin.com/in/bo-marsh,,Acme,CEO,15 Jun 2031\n"
        "Kim,Roe,https://www.linkedin.com/in/kim-roe,,Acme,CTO,01 Jul 2026\n"
    )
    report, told = load(tmp_path, connections, "Connections.csv", owner="Ann Lee")
    assert report.files[0].rejected == {"Connected On is in the future (after 2026-07-01)": 1}
    assert len(facts(told, "KNOWS")) == 1


COUNTS = (
    "colleague,email,mails_in,mails_out,meetings,last_at\n"
    "Ann Lee,mia@acme.example,14,11,3,2026-06-15\n"
    "Ann Lee,jo@bolt.example,2,0,,2026-06-15\n"
    "Ann Lee,kim@crux.example,-1,4,0,2026-06-15\n"
    "Ann Lee,sam@crux.example,1.5,4,0,2026-06-15\n"
    "Ann Lee,pat@crux.example,1,4,0,2027-06-15\n"
    "Ann Lee,lea@crux.example,1,4,0,\n"
    "Ann Lee,max@crux.example,1e308,1000001,0,2026-06-15\n"
)


def test_counts_of_mail_and_meetings(tmp_path: Path) -> None:
    """Of mails the smaller number of both ways is kept, and nothing else."""
    report, told = load(tmp_path, COUNTS, "mail.csv")
    assert report.files[0].loader == "mail-counts"
    assert report.files[0].rejected == {
        "mails_in: -1 is not a count": 1,
        "mails_in: 1.5 is not a count": 1,
        "mails_in: 1e308 is not a count": 1,
        "last_at is in the future (after 2026-07-01)": 1,
        "no last_at": 1,
    }
    jo = "email:jo@bolt.example"
    assert facts(told) == {
        ("MAILS", ANN, MIA, "2026-06-15", "", "", 11.0),
        ("MEETS", ANN, MIA, "2026-06-15", "", "", 3.0),
        ("MAILS", ANN, jo, "2026-06-15", "", "", 0.0),
        ("WORKS_AT", MIA, "domain:acme.example", "", "", "", ""),
        ("WORKS_AT", jo, "domain:bolt.example", "", "", "", ""),
    }
    seen = {row[-1] for row in told["fact"]}
    assert seen == {datetime.date(2026, 6, 15)}


def test_counts_of_each_day_are_kept_and_of_one_day_the_strongest_row(tmp_path: Path) -> None:
    header = "colleague,email,last_at,mails_in,mails_out,meetings\n"
    rows = (
        "Ann Lee,mia@acme.example,2026-03-30,90,90,5\n",
        "Ann Lee,mia@acme.example,2026-06-25,2,2,0\n",
        "Ann Lee,mia@acme.example,2026-06-25,1,1,4\n",
        "Ann Lee,mia@acme.example,2026-06-25,-1,100,400\n",
    )
    _, told = load(tmp_path, header + "".join(rows), "mail.csv")
    assert facts(told, "MAILS", "MEETS") == {
        ("MAILS", ANN, MIA, "2026-03-30", "", "", 90.0),
        ("MEETS", ANN, MIA, "2026-03-30", "", "", 5.0),
        ("MAILS", ANN, MIA, "2026-06-25", "", "", 1.0),
        ("MEETS", ANN, MIA, "2026-06-25", "", "", 4.0),
    }


def test_connections_without_a_day_are_counted(tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = (
        "Bo,Marsh,https://www.linkedin.com/in/bo-marsh,,Acme,CEO,\n"
        "Kim,Roe,https://www.linkedin.com/in/kim-roe,,Acme,CTO,01 Jul 2026\n"
        ",,,,,,\n"
    )
    report, _ = load(tmp_path, header + rows, "Connections.csv", owner="Ann Lee")
    assert report.files[0].notes == {"Connected On: no day, so the connection counts least (.1)": 1}


POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Pied Piper,CFO,Did things,Berlin,Mar 2014,Nov 2016\n"
    "Acme GmbH,CEO,,,Dec 2016,\n"
)


def test_a_colleagues_own_jobs(tmp_path: Path) -> None:
    """They tie no companies, so they are edges of their own kind."""
    report, told = load(tmp_path, POSITIONS, "Positions.csv", owner="Ann Lee")
    assert report.files[0].loader == "linkedin-positions"
    assert facts(told) == {
        ("HELD_JOB_AT", ANN, "name:piedpiper|", "2014-03-01", "2016-11-01", "CFO", ""),
        ("HELD_JOB_AT", ANN, "name:acme|", "2016-12-01", "", "CEO", ""),
    }
    assert not told["link"]


def test_positions_need_their_owner(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"Positions\.csv.*--owner"):
        load(tmp_path, POSITIONS, "Positions.csv")


IN_OTHER_LANGUAGES = {
    "German": "Name des Unternehmens,Titel,Beschreibung,Standort,Gestartet am,Beendet am\n"
    "Pied Piper,CFO,,Berlin,März 2014,Nov. 2016\nAcme GmbH,CEO,,,Dez. 2016,Heute\n",
    "French": "Nom de l'entreprise,Titre,Description,Lieu,Date de début,Date de fin\n"
    "Pied Piper,CFO,,Lyon,mars 2014,nov. 2016\nAcme GmbH,CEO,,,déc. 2016,aujourd'hui\n",
    "Spanish": "Nombre de la empresa,Cargo,Descripción,Ubicación,Fecha de inicio,"
    "Fecha de finalización\nPied Piper,CFO,,,mar. de 2014,nov 2016\n"
    "Acme GmbH,CEO,,,dic 2016,Actualidad\n",
    "Italian": "Nome dell'azienda,Qualifica,Descrizione,Località,Data di inizio,Data di fine\n"
    "Pied Piper,CFO,,,mar 2014,nov 2016\nAcme GmbH,CEO,,,dic 2016,Presente\n",
    "Dutch": "Bedrijfsnaam,Functie,Beschrijving,Locatie,Begonnen op,Beëindigd op\n"
    "Pied Piper,CFO,,,mrt 2014,nov. 2016\nAcme GmbH,CEO,,,dec. 2016,Heden\n",
    "Portuguese": "Nome da empresa,Cargo,Descrição,Localidade,Data de início,Data de término\n"
    "Pied Piper,CFO,,,mar/2014,nov de 2016\nAcme GmbH,CEO,,,dez de 2016,o momento\n",
}


@pytest.mark.parametrize("language", IN_OTHER_LANGUAGES)
def test_a_colleagues_own_jobs_in_other_languages(tmp_path: Path, language: str) -> None:
    _, expected = load(tmp_path, POSITIONS, "Positions.csv", owner="Ann Lee")
    text = IN_OTHER_LANGUAGES[language]
    report, told = load(tmp_path, text, "Positions.csv", owner="Ann Lee")
    assert report.files[0].loader == "linkedin-positions"
    assert not report.files[0].notes
    assert len(report.files[0].ignored) == 2  # description and place
    assert facts(told) == facts(expected)


def test_jobs_of_several_people_are_no_colleagues_jobs(tmp_path: Path) -> None:
    text = "Name,Company Name,Title,Started On,Finished On\nJo Li,Bolt,CTO,Mar 2014,\n"
    _, told = load(tmp_path, text, "jobs.csv", owner="Ann Lee")
    assert not facts(told, "HELD_JOB_AT")


DEALS = (
    "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Associated Company IDs,"
    "Associated Contact IDs\n"
    "700,Acme plan,Closed Won,Ann Lee,2025-11-30,9001,501;502\n"
    "701,Bolt plan,Closed Won,18293,2025-11-30,9002,\n"
    "702,Crux plan,Open,ann@ours.example,2025-11-30,9003,503\n"
)


def test_the_people_of_a_deal(tmp_path: Path) -> None:
    """An owner's address is no name of a colleague, and an id waits for the file that names it."""
    _, told = load(tmp_path, DEALS, "hubspot-deals.csv")
    assert facts(told, "OWNS") == {
        ("OWNS", ANN, "hubspot:700", "", "", "", ""),
        ("OWNS", "hubspot-user:18293", "hubspot:701", "", "", "", ""),
    }
    assert {fact[1:3] for fact in facts(told, "CONTACT_OF")} == {
        ("hubspot:501", "hubspot:700"),
        ("hubspot:502", "hubspot:700"),
        ("hubspot:503", "hubspot:702"),
    }


def test_no_people_means_nobody(tmp_path: Path) -> None:
    for text, name in ((WORDS, "words.csv"), (COUNTS, "mail.csv"), (POSITIONS, "Positions.csv")):
        _, told = load(tmp_path, text, name, owner="Ann Lee", people=False)
        assert not told["fact"]
        assert not people(told)
