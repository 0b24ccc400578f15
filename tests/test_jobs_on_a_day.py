"""Signals of people belong to whom they worked for on the day, in the jobs that they had then."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import graph_icp
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 11, 30)
COMPANIES = (
    "domain,company,employees,status\n"
    "acme.example,Acme Uno,12,prospect\nbeta.example,Beta Due,12,prospect\n"
    "cust.example,Custo Tre,12,customer\n"
)
JOBS = "name,email,profile_url,title,domain,since,until\n"
RB2B = (
    "LinkedIn URL,First Name,Last Name,Title,Company Name,Business Email,Website,Seen At,"
    "Captured URL\n"
)


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Market]:
    """Return what makes a market of three companies and files, by their names and texts."""

    def of(**files: str) -> Market:
        for name, text in ({"companies": COMPANIES} | files).items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        market = graph_icp.open(":memory:")
        market.load(*sorted(tmp_path.glob("*.csv")), as_of=DAY)
        return market

    return of


def jobs(*rows: str) -> str:
    """Return a file of jobs: a first name, title, the company's first word, since, until."""
    told = (row.split(",") for row in rows)
    return JOBS + "".join(
        f"{name} Lind,{name.lower()}@gmail.com,linkedin.com/in/{name.lower()},{title},"
        f"{place}.example,{since},{until}\n"
        for name, title, place, since, until in told
    )


def shown(market: Market, company: str, day: datetime.date = DAY) -> list[list[object]]:
    table = market.signals(f"{company}.example", day).table
    found: list[list[object]] = table[["what", "times", "person"]].fillna("").to_numpy().tolist()
    return found


@pytest.mark.parametrize("until", ["2025-01-01", ""])
def test_a_visitor_s_views_are_of_the_company_of_the_row(
    told: Callable[..., Market], until: str
) -> None:
    """Whom else a person worked for showed what its own visitors showed, on the same day too."""
    mia = "linkedin.com/in/mia,Mia,Lind,Dev,,mia@beta.example,beta.example,2026-11-28,"
    row = mia + "https://ours.example/pricing\n"
    other = row.replace("mia", "bo").replace("Mia", "Bo").replace("beta", "acme")
    market = told(
        people=jobs(f"Mia,Dev,acme,2020-01-01,{until}"),
        rb2b=RB2B + 9 * row + other,
        visits="domain,page,at,times\nacme.example,/pricing,2026-11-28,1\n",
    )
    assert shown(market, "acme") == [["/pricing", 1, "Bo Lind"]]
    assert shown(market, "beta") == [["/pricing", 9, "Mia Lind"]]


GUEST = "name,email,event,role,date\nGus Lind,gus@gmail.com,Freight Day,attendee,2026-11-10\n"


@pytest.mark.parametrize(
    ("rows", "company"),
    [
        # The next job has not begun, or not when the event was.
        (("Gus,Dev,acme,2020-01-01,2027-01-31", "Gus,Dev,beta,2027-02-01,"), "acme"),
        (("Gus,Dev,acme,2020-01-01,2026-11-14", "Gus,Dev,beta,2026-11-15,"), "acme"),
        (("Gus,Dev,acme,2020-01-01,2026-10-31", "Gus,Dev,beta,2026-11-01,"), "beta"),
        # Whoever rose, or whose former job has no beginning.
        (("Gus,Dev,acme,2020-01-01,2025-12-31", "Gus,Lead,acme,2026-01-01,"), "acme"),
        (("Gus,Dev,acme,,2026-11-20", "Gus,Dev,beta,2026-11-21,"), "acme"),
        # Dates tell more than a job without any; without dates it is the present one.
        (("Gus,Dev,acme,2020-01-01,", "Gus,Dev,beta,,"), "acme"),
        (("Gus,Dev,acme,,2020-01-01", "Gus,Dev,beta,,"), "beta"),
        # What somebody did before they came says nothing of where they are.
        (("Gus,Dev,acme,2026-11-11,",), ""),
    ],
)
def test_an_event_counts_for_the_employer_of_its_day(
    told: Callable[..., Market], rows: tuple[str, ...], company: str
) -> None:
    market = told(people=jobs(*rows), guests=GUEST)
    for day in (DAY, datetime.date(2026, 11, 12)):
        been = {name for name in ("acme", "beta") if shown(market, name, day)}
        assert been == {company} - {""}


def test_who_rose_at_a_company_was_at_an_event_for_it_in_learning_too(
    told: Callable[..., Market],
) -> None:
    market = told(
        people=jobs(
            "Gus,Dev,acme,2020-01-01,2025-12-31",
            "Gus,Lead,acme,2026-01-01,",
            "Ann,Dev,beta,2020-01-01,2026-11-15",
        ),
        guests=GUEST + GUEST.splitlines()[1].replace("Gus", "Ann").replace("gus", "ann") + "\n",
    )
    with market.store() as store:
        links = store.ask("links/links", **relation("attended").parameters()).to_pylist()
        names = store.ask("read/accounts").to_pandas().set_index("id")["name"]
    assert [names[each["account"]] for each in links] == ["Acme Uno"]


@pytest.mark.parametrize("system", ["", "Record ID,Lifecycle Stage,"])
def test_an_undated_job_is_over_where_its_end_is_told(
    told: Callable[..., Market], system: str
) -> None:
    """As a list of contacts, of one's own or a CRM, keeps whoever is gone."""
    market = told(
        people=jobs("Gus,Dev,cust,2020-01-01,2026-08-31", "Gus,Dev,acme,2026-09-01,"),
        contacts=f"{system}First Name,Last Name,Email,LinkedIn URL,Job Title,Company Domain Name\n"
        f"{'7,lead,' if system else ''}Gus,Lind,gus@gmail.com,linkedin.com/in/gus,Dev,"
        "cust.example\n",
        guests=GUEST,
    )
    assert shown(market, "cust") == []
    assert market.signals.moves(DAY)["from"].to_list() == ["Custo Tre"]


def test_a_promotion_neither_hides_nor_makes_a_move(told: Callable[..., Market]) -> None:
    market = told(
        people=jobs(
            "Bob,Dev,cust,2020-01-01,2026-08-31",
            "Bob,Developer,acme,2026-09-01,2026-10-31",
            "Bob,Chief Executive,acme,2026-11-01,",
            "Cat,Dev,cust,2020-01-01,2024-01-01",
            "Cat,Lead,cust,2024-01-02,",
            "Cat,Advisor,acme,2026-11-20,",
            # Back after years, with a job at a customer between.
            "Eve,Trainee,beta,2020-01-01,2021-01-01",
            "Eve,Dev,cust,2021-02-01,2026-09-30",
            "Eve,Lead,beta,2026-10-01,",
        )
    )

    def moves(day: datetime.date) -> list[list[object]]:
        found = market.signals.moves(day)
        rows: list[list[object]] = (
            found[["person", "to", "title", "since"]].astype(str).to_numpy().tolist()
        )
        return rows

    assert moves(DAY) == [
        ["Eve Lind", "Beta Due", "Lead", "2026-10-01"],
        ["Bob Lind", "Acme Uno", "Chief Executive", "2026-09-01"],
    ]
    # Titles of later are not known, and a job that ended later went on.
    then = datetime.date(2026, 10, 15)
    assert moves(then)[1] == ["Bob Lind", "Acme Uno", "Developer", "2026-09-01"]
    assert shown(market, "acme", then) == [["Developer, from Custo Tre", 1, "Bob Lind"]]
    assert market.signals("acme.example", then).intent > 0
    assert shown(market, "acme") == [["Chief Executive, from Custo Tre", 1, "Bob Lind"]]


def test_who_becomes_an_executive_later_is_none_before(told: Callable[..., Market]) -> None:
    market = told(
        people=jobs(
            "Bob,Dev,acme,2026-09-01,2026-10-31",
            "Bob,Chief Executive,acme,2026-11-01,",
            "Ann,Head of Dev,beta,2026-10-01,",
            "Ann,Dev,beta,2024-02-01,2026-09-30",
        )
    )
    assert shown(market, "acme", datetime.date(2026, 10, 15)) == []
    # Who rose joined when their stay began, not when they rose.
    assert shown(market, "beta") == []
    assert shown(market, "acme") == [["Chief Executive", 1, "Bob Lind"]]


def test_on_an_earlier_day_a_path_leads_to_the_title_of_then(
    told: Callable[..., Market], tmp_path: Path
) -> None:
    (tmp_path / "ann-lee").mkdir()
    (tmp_path / "ann-lee" / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Bob,Lind,https://www.linkedin.com/in/bob,,,,15 Jun 2026\n",
        encoding="utf-8",
    )
    market = told(
        people=jobs(
            "Bob,Dev,acme,2024-01-01,2026-10-31",
            "Bob,Chief Executive,acme,2026-11-01,",
        )
    )
    market.load(tmp_path / "ann-lee", as_of=DAY)
    for day, title in ((DAY, "Chief Executive"), (datetime.date(2026, 10, 15), "Dev")):
        assert market.paths("acme.example", day=day).table["title"].to_list() == [title]
