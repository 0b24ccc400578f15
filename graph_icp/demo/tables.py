"""The market as a team's own files tell it: with gaps, and not always in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graph_icp.demo.traffic import OURS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.colleagues import Circle
    from graph_icp.demo.events import Event
    from graph_icp.demo.links import Sponsorship, Use
    from graph_icp.demo.people import Attendance, Person
    from graph_icp.demo.technologies import Technology
    from graph_icp.demo.traffic import Traffic

Row: TypeAlias = tuple[str, ...]

_JOBS = ("name", "email", "title", "company", "domain", "profile_url", "since", "until")
_CONNECTIONS = (
    *("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
)
_POSITIONS = (*("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),)

HEADERS: dict[str, Row] = {
    "companies.csv": (
        "company_id",
        "name",
        "domain",
        "country",
        "industry",
        "employees",
        "region",
        "status",
        "aliases",
    ),
    "technologies.csv": ("technology", "category", "vendor"),
    "company_technology.csv": ("domain", "company", "technology", "first_seen"),
    "events.csv": ("event", "title", "kind", "location", "start"),
    "company_event.csv": ("company", "domain", "event", "tier"),
    "people.csv": _JOBS,
    "person_event.csv": ("name", "email", "event", "role"),
    "customers.csv": ("domain", "value", "since"),
    "case_studies.csv": (
        *("customer", "domain", "industry", "use case", "link", "blurb", "may be named"),
    ),
    "colleagues/nora-quist/Connections.csv": _CONNECTIONS,
    "colleagues/nora-quist/Positions.csv": _POSITIONS,
    "colleagues/theo-brandt/Connections.csv": _CONNECTIONS,
    "colleagues/theo-brandt/Positions.csv": _POSITIONS,
    "colleagues/former_jobs.csv": _JOBS,
    "colleagues/employers.csv": ("domain", "name", "employees"),
    "colleagues/words.csv": ("colleague", "name", "email", "strength", "as_of"),
    "signals/visits.csv": ("domain", "page", "visited_at", "count"),
    "signals/demo_requests.csv": ("company", "domain", "signal", "date"),
    "signals/reviews.csv": ("company", "domain", "topic", "week", "score"),
}


def companies(random: Random, market: Sequence[Account]) -> list[Row]:
    """One row an account; a good part of the cells is blank."""
    return [
        (
            f"C{number:04}",
            account.legal_name if random.random() < _LEGAL else account.name,
            account.domain,
            _perhaps(random, account, random.choice((account.country.name, account.country.code))),
            _perhaps(random, account, account.industry),
            _perhaps(random, account, _employees(random, account.employees)),
            _perhaps(random, account, account.country.region),
            account.status,
            _aliases(random, account),
        )
        for number, account in enumerate(market, start=1)
    ]


def technologies(catalogue: Sequence[Technology]) -> list[Row]:
    """One row per technology."""
    return [(technology.name, technology.category, technology.vendor) for technology in catalogue]


def uses(random: Random, seen: Sequence[Use]) -> list[Row]:
    """One row per technology of an account; some name the account, not its domain."""
    return [
        (
            *reversed(_bare_or_full(random, use.account, _BARE_USE)),
            use.technology.name,
            str(use.first_seen),
        )
        for use in seen
    ]


def events(held: Sequence[Event]) -> list[Row]:
    """One row an event."""
    return [
        (event.slug, event.title, event.kind, event.location, str(event.start)) for event in held
    ]


def sponsorships(random: Random, paid: Sequence[Sponsorship]) -> list[Row]:
    """One row a sponsor of an event, as printed on its page: often the name alone."""
    return [
        (*_bare_or_full(random, sponsor.account, _BARE_SPONSOR), sponsor.event.slug, sponsor.tier)
        for sponsor in paid
    ]


def people(random: Random, known: Sequence[Person]) -> list[Row]:
    """One row a job; all rows of a person carry the present e-mail and the profile."""
    return [
        (
            person.name,
            person.email,
            job.title,
            *_bare_or_full(random, job.account, _BARE_JOB),
            person.profile_url,
            str(job.since),
            str(job.until or ""),
        )
        for person in known
        for job in person.jobs
    ]


def attendances(random: Random, attended: Sequence[Attendance]) -> list[Row]:
    """One row a person at an event."""
    rows: list[Row] = [
        (visit.person.name, visit.person.email, visit.event.slug, visit.role) for visit in attended
    ]
    random.shuffle(rows)
    return rows


def customers(random: Random, market: Sequence[Account]) -> list[Row]:
    """One row a customer, with what it is worth and since when it is one."""
    return [
        (
            account.domain,
            str(account.value),
            f"{random.randint(2019, 2025)}-{random.randint(1, 12):02}-01",
        )
        for account in market
        if account.value
    ]


def circle(met: Circle) -> dict[str, list[Row]]:
    """The files of colleagues, one folder each, and what is known beside them."""
    files: dict[str, list[Row]] = {
        "colleagues/former_jobs.csv": [
            (
                *(person.name, person.email, job.title, job.account.name, job.account.domain),
                *(person.profile_url, str(job.since), str(job.until or "")),
            )
            for person, job in met.former
        ],
        "colleagues/employers.csv": [
            (account.domain, account.name, str(account.employees)) for account in met.employers
        ],
        "colleagues/words.csv": [
            (colleague.name, person.name, person.email, word, "2026-06-30")
            for colleague, person, word in met.words
        ],
    }
    for colleague in met.colleagues:
        folder = "colleagues/" + colleague.name.lower().replace(" ", "-")
        files[f"{folder}/Connections.csv"] = [
            (
                *(*person.name.split(" "), person.profile_url, "", person.jobs[0].account.name),
                *(person.jobs[0].title, f"{day:%d %b %Y}"),
            )
            for person, day in colleague.connections
        ]
        files[f"{folder}/Positions.csv"] = [
            (job.account.name, job.title, "", "", f"{job.since:%b %Y}", f"{job.until:%b %Y}")
            for job in colleague.jobs
        ]
    return files


def signals(told: Traffic) -> dict[str, list[Row]]:
    """The files of what companies showed: a website's log, a CRM's list, a review site's."""
    return {
        "signals/visits.csv": [
            (visit.domain, f"https://{OURS}{visit.page}", str(visit.day), str(visit.times))
            for visit in told.visits
        ],
        "signals/demo_requests.csv": [
            (request.account.name, request.account.domain, "demo request", str(request.day))
            for request in told.requests
        ],
        "signals/reviews.csv": [
            (*(each.account.name, each.account.domain), _TOPIC, str(each.monday), str(each.score))
            for each in told.readings
        ],
    }


def respell(random: Random, account: Account) -> str:
    """Spell a company's name as another source might: KESTRELWICK Robotics GmbH."""
    first, *rest = random.choice((account.name, account.legal_name)).split(" ")
    return " ".join([random.choice((first, first.upper(), first.lower())), *rest])


def _bare_or_full(random: Random, account: Account, bare: float) -> tuple[str, str]:
    if random.random() < bare:
        return respell(random, account), ""
    return random.choice((account.name, "")), account.domain


def _perhaps(random: Random, account: Account, cell: str) -> str:
    blank = _BLANK_OF_CUSTOMER if account.value else _BLANK
    return "" if random.random() < blank else cell


def _employees(random: Random, employees: int) -> str:
    if random.random() < _AS_NUMBER:
        return str(employees)
    upper = next((bound for bound in _BANDS if employees <= bound), None)
    if upper is None:
        return f"{_BANDS[-1] + 1}+"
    lower = max((bound for bound in _BANDS if bound < upper), default=0) + 1
    return f"{lower}-{upper}"


def _aliases(random: Random, account: Account) -> str:
    if random.random() < _ALIASED:
        return f"{account.name.split(' ')[0]} Group|The {account.name} Company"
    return ""


_BLANK = 0.55
_BLANK_OF_CUSTOMER = 0.1
_LEGAL = 0.3
_AS_NUMBER = 0.6
_ALIASED = 0.1
_BARE_USE = 0.06
_BARE_SPONSOR = 0.4
_BARE_JOB = 0.2
_BANDS = (10, 50, 200, 500, 1000, 5000, 10000)
_TOPIC = "Operations software"

NOTE = "README.txt"

ICP = f"""\
# What the demo's team says of itself; 'graph-icp icp init --force' proposes more.
[us]
domains = ["{OURS}"]

# Technologies that tell whose customer a company is; 'graph-icp competitors' counts them.
[competitors]
"Jenkins" = ["Jenkins"]
"Argo CD" = ["Argo CD"]

[[operating_model]]
name = "Takes a fee on payments"
industries = ["Payments"]

[[operating_model]]
name = "Sells from shops"
industries = ["Retail", "Fashion"]

[[operating_model]]
name = "Makes things"
industries = ["Industrial machinery", "Electronics", "Automotive"]

# Whom they want to know at an account; 'graph-icp icp personas' counts them.
[[persona]]
name = "Head of engineering"
functions = ["engineering", "it", "data"]
levels = ["executive", "vice president", "director", "head", "manager"]
role = "decides"
need = "must"
today = "Every change of the platform is a ticket for two people."
problem = "Releases wait for days."
limits = "Nobody can add a third team."
help = "Teams release by themselves."

[[persona]]
name = "Platform engineer"
functions = ["engineering", "it", "data"]
levels = ["lead", "senior", "specialist"]
role = "uses"
need = "must"

[[persona]]
name = "Buyer"
functions = ["purchasing", "finance"]
role = "signs"
need = "must"

[[persona]]
name = "Product manager"
functions = ["product", "operations"]
role = "tests"
need = "nice"
"""

README = """\
A made-up market to try graph-icp on
====================================

Nothing here is real: companies, people, events and addresses are generated, and every domain
ends in .example, which nobody can register. Technologies bear the names of real products; who
uses them is invented.

companies.csv           one row a company; many cells are blank, as in any CRM export
technologies.csv        technologies with their category and vendor
company_technology.csv  who is seen to use what, and since when
events.csv              conferences, trade fairs, meetups, webinars
company_event.csv       who sponsored or exhibited; often only by name, as on an event's page
people.csv              one row a job; `until` is filled for a former one
person_event.csv        who went to which event, and as what
customers.csv           the customers, each with a value up to 1: worth having more of
case_studies.csv        stories of some of them, with who may be named to others

colleagues/             two colleagues, who can open doors: a folder for each
  nora-quist/           with Connections.csv and Positions.csv as LinkedIn gives them to their
  theo-brandt/          owner, so colleagues/nora-quist/Connections.csv is Nora Quist's
  former_jobs.csv       where people worked before: one row a job
  employers.csv         how many people work at those employers
  words.csv             how well the two say that they know somebody

signals/                what companies showed in the half year until the day of the demo
  visits.csv            a log of the website: a company, a page, a day, and how often
  demo_requests.csv     who asked for a demo, as a CRM lists it
  reviews.csv           who read reviews of such products, week by week, as a review site tells it

The customers are of three kinds: cloud-native fintechs, analytics-heavy retailers and industrial
IoT manufacturers. One prospect in six is of the same kinds; nothing in the files says which. The
rest of the market has kinds of its own, some in the same industries, and a few giants that use
a little of everything. Some seventy companies are about to buy, most of them of the
customers' kinds.

The team's own domain is ours.example, as icp.toml says; its visits do not count, nor do those of
customers and of two robots. icp.toml also names two competitors; who uses their technologies is
their customer, and who reads compare/jenkins looks at one of them.

A few companies are there twice, as www. or under another spelling of the name, and a dozen rows
are wrong on purpose: see what graph-icp says about them.

To load your own files, copy these headers; columns that you do not have can be left out.
"""
