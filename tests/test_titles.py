"""Titles as level and function: labelled by hand in seven languages, some held out."""

from __future__ import annotations

import csv
import time
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.title_parts import words_of_today
from graph_icp.personas.titles import FUNCTIONS, Job, job_of, jobs_of
from graph_icp.personas.word_rules import words_of
from graph_icp.reach.moves import is_executive

LABELLED = Path(__file__).with_name("titles_by_hand.csv")
TOP = ("owner", "board", "executive", "vice president")
HELPERS = (
    *("Assistant to the {}", "{} Assistant", "Executive Assistant to the {}", "EA to {}"),
    *("Assistenz des {}", "Assistentin {}", "Assistente do {}", "Asistente del {}"),
    *("Assistante du {}", "Segretaria del {}", "Secretaresse van de {}", "Secretary to {}"),
    *("Praktikant {}", "Intern to the {}", "Werkstudent {}", "Stagiaire {}", "Becario del {}"),
    *("Tirocinante {}", "Stagiair {}", "Estagiário do {}", "Working student, {}", "{} Trainee"),
    *("{} Assistenz", "Sekretariat {}", "{} Sekretariat", "Praktikum {}", "{} Praktikum"),
    *("{} Praktikant", "{} Internship", "{} Secretaria", "{} Segretaria"),
    *("{} Assistente", "{} Secretaresse", "{} Stagiaire", "{} Becario", "{} Estagiário"),
    *("{} Stage", "Ass. {}", "Work-study {}", "{} Werkstudentin", "{} in training"),
)
# Those who work in the office of somebody at the top, and what is not held today.
OFFICES = (
    *("Mitarbeiter {}", "{} Mitarbeiterin", "Referentin {}", "Büro {}", "{} Büro", "{} Office"),
    *("{} Admin", "Admin {}", "Medewerker {}", "Collaborateur {}", "{} Gabinete", "Fahrer {}"),
)
NOT_TODAY = (
    *("{} (former)", "{} - former", "{}, former", "{} (ex)", "{} (ret.)", "{} (ehemalig)"),
    *("{} (ehem.)", "{} (ancien)", "{} honoraire", "{} until 2019", "{} bis 2019", "{} 2010-2015"),
    *("{} (2010 - 03/2015)", "Previously: {}", "was {}", "Alumni {}", "Aspiring {}", "Future {}"),
    *("Wannabe {}", "{} for a day", "{} (emeritus)", "Honorary {}", "{} ehemals"),
)


def labelled() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("held_out", ["", "yes"])
def test_titles_are_read_as_people_read_them(held_out: str) -> None:
    rows = [row for row in labelled() if row["held_out"] == held_out]
    read = [job_of(row["title"]) for row in rows]
    for name, least in (("level", 0.92), ("function", 0.88)):
        wrong = [
            (row["title"], getattr(job, name), row[name])
            for row, job in zip(rows, read, strict=True)
            if (getattr(job, name) or "") != row[name]
        ]
        assert len(wrong) <= (1 - least) * len(rows), wrong


def test_four_hundred_titles_of_seven_languages_are_labelled() -> None:
    rows = labelled()
    assert len({row["title"] for row in rows}) == len(rows) >= 400
    assert {row["language"] for row in rows} == {"en", "de", "fr", "es", "it", "nl", "pt"}
    assert {row["level"] for row in rows} - {""} == set(LEVELS)
    assert {row["function"] for row in rows} - {""} == set(FUNCTIONS)


@pytest.mark.parametrize("helper", HELPERS)
def test_who_assists_or_learns_is_never_at_the_top(helper: str) -> None:
    tops = [row["title"] for row in labelled() if row["level"] in TOP]
    helping = ("Assistant Vice President", "Vice President & Assistant General Counsel")
    tops = [each for each in tops if not each.startswith(helping)]
    tops = [each for each in tops if "formerly" not in each]
    wrong = [
        title
        for top in [*tops, "CEO", "Geschäftsführer", "PDG", "Director General", "Presidente"]
        if (job_of(title := helper.format(top)).level in TOP)
    ]
    assert wrong == []


@pytest.mark.parametrize("place", ["CEO", "Geschäftsführer", "PDG", "Vorstand", "GF", "Founder"])
@pytest.mark.parametrize("written", [*OFFICES, *NOT_TODAY, *HELPERS])
def test_who_works_for_the_top_or_is_not_there_today_is_none_of_it(
    place: str, written: str
) -> None:
    title = written.format(place)
    assert job_of(title).level not in TOP
    assert not is_executive(title)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("CFO, CEO (former)", None),
        ("CFO; CEO (former)", "executive"),
        ("CFO, CEO 2010-2015", "executive"),
        ("CFO, ex-CEO (2010-2015)", "executive"),
        ("CEO until 2019, now CFO", "executive"),
        ("CEO since 2019", "executive"),
        ("CEO 2019 - present", "executive"),
        ("Board Member 2019-2099", "board"),
        ("Previously: CEO, CTO", None),
        ("CTO | Previously: CEO", "executive"),
        ("Former: CEO", None),
        ("VP CX & EX", "vice president"),
        ("Director, GIA", "director"),
        ("Future Mobility Director", "director"),
        ("Alumni Relations Director", "director"),
        ("Owner/Administrator", "owner"),
        ("VP Admin", "vice president"),
        ("Bureau Chief", "executive"),
        ("Leiterin Sekretariat", "head"),
        ("Head of Praktikum", "head"),
        ("VP of Internships", "vice president"),
        ("Managing Director Berlin Office", "executive"),
        ("Assistant Manager", "manager"),
        ("Ass. Manager", "manager"),
        ("President of Student Council", "intern"),
    ],
)
def test_what_stands_beside_what_is_over_counts(title: str, level: str | None) -> None:
    assert job_of(title).level == level


@pytest.mark.parametrize("title", ["Police Chief", "Fire Chief", "Chief Petty Officer"])
def test_ranks_of_public_service_are_no_executives(title: str) -> None:
    assert not is_executive(title)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "/",
        "(",
        "CEO, ",
        " and ",
        "CEO (",
        "former ",
        "'s ",
        "VP of ",
        "ex-",
        "2010-",
        "until ",
    ],
)
def test_what_is_no_title_is_read_in_no_time(piece: str) -> None:
    begun = time.monotonic()
    job_of(piece * 100_000)
    words_of_today(piece * 100_000)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("title", "level", "function"),
    [
        ("vp, engineering & ops", "vice president", "engineering"),
        ("GESCHÄFTSFÜHRER", "executive", "management"),
        ("Geschaeftsfuehrer", None, None),
        ("Leiter*in Vertrieb (m/w/d)", "head", "sales"),
        ("Directeur de l\u2019usine", "director", "production"),
        ("Chef d'équipe", "lead", None),
        ("Account Executive", "specialist", "sales"),
        ("Product Owner", "specialist", "product"),
        ("HR Business Partner", "specialist", "people"),
        ("Vice President", "vice president", None),
        ("Headhunter", None, None),
        ("Internal Auditor", "specialist", "finance"),
        ("International Sales", None, "sales"),
        ("Assistant to the CEO & Founder", "assistant", "management"),
        ("CEO & Co-Founder Assistant", "assistant", "management"),
        ("CEO, Executive Assistant", "assistant", "management"),
        ("(Senior) Product Owner", "senior", "product"),
        ("Go-to-Market VP", "vice president", "marketing"),
        ("Mitglied des Vorstands", "executive", "management"),
        ("CEO at Acme, former CTO", "executive", "management"),
        ("former CEO & founder", None, None),
        ("Ex-officio board member", "board", "management"),
        ("Head of EX", "head", None),
        ("MD, Germany", "executive", "management"),
        ("Sales Manager, Baltimore, MD", "manager", "sales"),
        ("Trainee Marketing", "intern", "marketing"),
        ("Happiness ninja", None, None),
        ("", None, None),
        ("\u200b .,-", None, None),
    ],
)
def test_words_are_whole_and_what_is_unknown_stays_so(
    title: str, level: str | None, function: str | None
) -> None:
    assert job_of(title) == Job(level, function)


def test_many_titles_are_read_in_their_order() -> None:
    titles = pd.Series(["CEO", None, "Werkstudent", "CEO", "?"], index=[7, 3, 5, 1, 9])
    jobs = jobs_of(titles)
    assert jobs.index.tolist() == titles.index.tolist()
    assert jobs["level"].tolist() == ["executive", None, "intern", "executive", None]
    assert jobs["function"].tolist() == ["management", None, None, "management", None]
    assert jobs_of(titles[:0]).columns.tolist() == ["level", "function"]


def test_what_a_vendor_says_goes_before_the_title() -> None:
    titles = pd.Series(["Head of Logistics", "Head of Logistics", "CTO", "Ninja", None])
    seniorities = pd.Series(["Director", "no idea", "C suite", "Vp", "Entry"])
    departments = pd.Series(["Operations", None, "C-Suite", "Information Technology", "C-Suite"])
    jobs = jobs_of(titles, seniorities, departments)
    assert jobs["level"].tolist() == [
        *("director", "head", "executive", "vice president", "specialist")
    ]
    assert jobs["function"].tolist() == ["operations", "supply chain", "engineering", "it", None]


@pytest.mark.parametrize(("file", "names"), [("levels.txt", LEVELS), ("functions.txt", FUNCTIONS)])
def test_rules_name_the_right_things_and_no_phrase_twice_in_a_step(
    file: str, names: tuple[str, ...]
) -> None:
    text = files("graph_icp.personas").joinpath(file).read_text(encoding="utf-8")
    headings = {line.strip("[]") for line in text.splitlines() if line.startswith("[")}
    assert headings - {"nothing"} == set(names)
    for step in text.split("\n---\n"):
        lines = [line for line in step.splitlines() if line and line[0] not in "#["]
        phrases = [" ".join(words_of(each)) for line in lines for each in line.split("|")]
        stars = ["*" in each for line in lines for each in line.split("|")]
        whole = [phrase for phrase, star in zip(phrases, stars, strict=True) if not star]
        assert len(whole) == len(set(whole))
        assert all(phrases)
