"""Loaders of events: who came by Eventbrite, Luma and Cvent, and lists of sponsors and speakers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from dumps import dump, owners
from variants import as_csv, check_variants, facts, links, load, people

import graph_icp
from graph_icp.errors import FileError
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.records.event_attendance import named_after

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("eventbrite", "luma", "cvent", "person-event", "company-event")

EVENTBRITE = (
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,"
    "Group,Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,"
    "Attendee Status,Home Address 1,Home Address 2,Home City,Home State,Home Zip,Home Country,"
    "Company,Job Title\n"
    "1,2026-04-02,Mia 🚀,Keller,Mia@acme.example,1,,VIP,11,,Free,EUR,0,0,0,0,Checked In,,,Ulm,,,DE,"
    '"Acme,\nInc.","Head of ""Ops"""\n'
    "2,2026-04-03,Jörg,Öz,joerg@gmail.com,1,,VIP,12,,Free,EUR,0,0,0,0,Attending,,,,,,,Bolt Ltd,\n"
    "3,2026-04-03,Kim,Roe,kim@gmail.com,1,,VIP,13,,Free,EUR,0,0,0,0,attending,,,,,,,Freelance,CEO\n"
    "4,2026-04-03,Sam,Poe,sam@crux.example,1,,VIP,14,,Paid,EUR,9,1,0,0,Refunded,,,,,,,Crux,\n"
    "5,2026-04-03,Lea,Fox,lea@crux.example,1,,VIP,15,,Paid,EUR,9,1,0,0,Not Attending,,,,,,,Crux,\n"
    "6,2026-04-03,Max,Fox,max@crux.example,1,,VIP,16,,Paid,EUR,9,1,0,0,Deleted,,,,,,,Crux,\n"
    "7,2026-04-03,Ida,Fox,ida@crux.example,1,,VIP,17,,Paid,EUR,9,1,0,0,Transferred,,,,,,,Crux,\n"
    "8,2026-04-03,Info Requested,Info Requested,mia@acme.example,1,,VIP,18,,Free,EUR,0,0,0,0,"
    "Attending,,,,,,,,\n"
    "9,2026-04-03,Pat,Ash,pat at dyne,1,,VIP,19,,Free,EUR,0,0,0,0,Attending,,,,,,,Dyne,\n"
    "9,2026-04-03,Uli,Ash,,1,,VIP,20,,Free,EUR,0,0,0,0,Attending,,,,,,,Dyne,\n"
    "9,2026-04-03,Jan,Ash,,1,,VIP,21,,Free,EUR,0,0,0,0,Attending,,,,,,,,\n"
)


def test_eventbrite_attendees(tmp_path: Path) -> None:
    report, told = load(tmp_path, EVENTBRITE, "eventbrite-railsconf-2026.csv")
    file = report.files[0]
    assert file.loader == "eventbrite"
    assert (file.rows_read, file.accepted) == (11, 5)
    assert file.skipped == {
        "people with the status 'Refunded'": 1,
        "people with the status 'Not Attending'": 1,
        "people with the status 'Deleted'": 1,
        "people with the status 'Transferred'": 1,
        "tickets whose holder is not named": 1,
    }
    assert file.rejected == {
        "no e-mail, profile, id, or name with a company": 1,
    }
    assert file.notes["email: 'pat at dyne' is not an e-mail address"] == 1
    event = "railsconf-2026"
    uli, pat = "name:uli ash@name:dyne|", "name:pat ash@name:dyne|"
    assert facts(told) == {
        ("JOINED", "email:mia@acme.example", event, "", "", "attended", ""),
        ("JOINED", "email:joerg@gmail.com", event, "", "", "registered", ""),
        ("JOINED", "email:kim@gmail.com", event, "", "", "registered", ""),
        ("JOINED", uli, event, "", "", "registered", ""),
        ("JOINED", pat, event, "", "", "registered", ""),
        ("ATTENDED", "domain:acme.example", event, "", "", "attended", ""),
        ("ATTENDED", "name:bolt|", event, "", "", "registered", ""),
        ("ATTENDED", "name:dyne|", event, "", "", "registered", ""),
        ("WORKS_AT", "email:mia@acme.example", "domain:acme.example", "", "", 'Head of "Ops"', ""),
        ("WORKS_AT", "email:joerg@gmail.com", "name:bolt|", "", "", "", ""),
        ("WORKS_AT", uli, "name:dyne|", "", "", "", ""),
        ("WORKS_AT", pat, "name:dyne|", "", "", "", ""),
    }
    assert links(told, "attended") == {
        ("domain:acme.example", event, 1.0),
        ("name:bolt|", event, 1.0),
        ("name:dyne|", event, 1.0),
    }
    # Nothing of what people paid or where they live, and the number of a ticket is no name.
    assert told["property"] == []
    assert people(told)["email:mia@acme.example"] == "Mia 🚀 Keller"


def test_eventbrite_says_the_event_and_its_day(tmp_path: Path) -> None:
    text = (
        "Order #,First Name,Surname,Email,Event Name,Event Date,Attendee Status,Company name\n"
        "1,Mia,Keller,mia@acme.example,Summer Rooftop,06/13/2026,Attending,\n"
        "2,Jo,Li,jo@bolt.example,Winter  Cellar,12/02/2025,,\n"
        "3,Jo,Li,jo@bolt.example,,12/02/2025,Attending,\n"
    )
    report, told = load(tmp_path, text, "report-2026-06-15T0830.csv")
    assert report.files[0].loader == "eventbrite"
    assert report.files[0].rejected == {"no event": 1}
    assert facts(told, "ATTENDED") == {
        ("ATTENDED", "domain:acme.example", "summer-rooftop", "2026-06-13", "", "registered", ""),
        # Where there is no status, nothing speaks against it.
        ("ATTENDED", "domain:bolt.example", "winter-cellar", "2025-12-02", "", "", ""),
    }


LUMA = (
    "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,"
    "custom_source,qr_code_url,amount,amount_tax,amount_discount,currency,coupon_code,eth_address,"
    "solana_address,survey_response_rating,survey_response_feedback,ticket_type_id,ticket_name,"
    "What\N{RIGHT SINGLE QUOTATION MARK}s your company?,What is your job title?,"
    "What is your LinkedIn profile?\n"
    "g1,Mia Keller,Mia,Keller,mia@acme.example,+49 30 1,2026-04-02T10:15:00.000Z,approved,"
    "2026-05-12T17:03:21.000Z,,https://luma.example/x,0,0,0,eur,,,,5,great,t1,Standard,"
    '"Acme, Inc.",Head of Ops,https://www.linkedin.com/in/miakeller/\n'
    "g2,Jörg Öz,,,joerg@gmail.com,,2026-04-02T10:15:00.000Z,approved,,,,,,,,,,,,,t1,Standard,"
    "Bolt,,n/a\n"
    "g3,Kim,,,kim@crux.example,,2026-04-02T10:15:00.000Z,pending_approval,,,,,,,,,,,,,t1,,Crux,,\n"
    "g4,Lea,,,lea@crux.example,,2026-04-02T10:15:00.000Z,declined,,,,,,,,,,,,,t1,,Crux,,\n"
    "g5,Max,,,max@crux.example,,2026-04-02T10:15:00.000Z,waitlist,,,,,,,,,,,,,t1,,Crux,,\n"
    "g6,Ida,,,ida@crux.example,,2026-04-02T10:15:00.000Z,invited,,,,,,,,,,,,,t1,,Crux,,\n"
    "g7,,Pat,Ash,pat@gmail.com,,2026-04-02T10:15:00.000Z,approved,,,,,,,,,,,,,t1,,Self employed,,"
    "https://linkedin.com/company/acme\n"
)


def test_luma_guests(tmp_path: Path) -> None:
    name = "AI Night - Guests - 2026-05-13-08-40-11.csv"
    report, told = load(tmp_path, "\N{BYTE ORDER MARK}" + LUMA, name)
    file = report.files[0]
    assert file.loader == "luma"
    assert (file.rows_read, file.accepted) == (7, 3)
    assert file.skipped == {
        f"people with the status '{status}'": 1
        for status in ("pending_approval", "declined", "waitlist", "invited")
    }
    assert not file.rejected
    assert not file.notes
    day, mia = "2026-05-12", "email:mia@acme.example"
    assert facts(told) == {
        ("JOINED", mia, "ai-night", day, "", "attended", ""),
        ("JOINED", "email:joerg@gmail.com", "ai-night", "", "", "registered", ""),
        ("JOINED", "email:pat@gmail.com", "ai-night", "", "", "registered", ""),
        ("ATTENDED", "domain:acme.example", "ai-night", day, "", "attended", ""),
        ("ATTENDED", "name:bolt|", "ai-night", "", "", "registered", ""),
        ("WORKS_AT", mia, "domain:acme.example", "", "", "Head of Ops", ""),
        ("WORKS_AT", "email:joerg@gmail.com", "name:bolt|", "", "", "", ""),
    }
    assert owners(told)["profile:linkedin.com/in/miakeller"] == mia
    assert set(people(told)) == {
        *(mia, "email:joerg@gmail.com", "email:pat@gmail.com"),
        "profile:linkedin.com/in/miakeller",
    }
    assert told["property"] == []


def test_luma_guests_who_write_nonsense_for_their_profile_still_count(tmp_path: Path) -> None:
    report, told = load(tmp_path, LUMA.replace(",n/a\n", ",@joerg on X\n"), "luma-ai-night.csv")
    assert report.files[0].accepted == 3
    assert report.files[0].notes.total() == 1
    assert "email:joerg@gmail.com" in people(told)


CVENT = (
    "First Name,Last Name,Company,Title,Email Address,Registration Type,Status\n"
    "Mia,Keller,Acme GmbH,Head of Ops,mia@acme.example,Speaker,Attended\n"
    "Jörg,Öz,Bolt Ltd,CTO,joerg@gmail.com,,Accepted\n"
    "Kim,Roe,Dyne,,,Attendee,Registered\n"
    "Sam,Poe,Crux,,sam@crux.example,Attendee,Cancelled\n"
    "Lea,Fox,Crux,,lea@crux.example,Attendee,Declined\n"
    "Max,Fox,Crux,,max@crux.example,Attendee,No-Show\n"
    "Ida,Fox,Crux,,ida@crux.example,Attendee,No Response\n"
)


def test_cvent_registrations(tmp_path: Path) -> None:
    report, told = load(tmp_path, CVENT, "cvent_Expo_2026 (1).csv")
    file = report.files[0]
    assert file.loader == "cvent"
    assert (file.accepted, file.skipped.total()) == (3, 4)
    assert file.skipped["people with the status 'No-Show'"] == 1
    assert not file.rejected
    kim = "name:kim roe@name:dyne|"
    assert facts(told) == {
        ("JOINED", "email:mia@acme.example", "expo-2026", "", "", "Speaker", ""),
        ("JOINED", "email:joerg@gmail.com", "expo-2026", "", "", "registered", ""),
        ("JOINED", kim, "expo-2026", "", "", "Attendee", ""),
        ("ATTENDED", "domain:acme.example", "expo-2026", "", "", "Speaker", ""),
        ("ATTENDED", "name:bolt|", "expo-2026", "", "", "registered", ""),
        ("ATTENDED", "name:dyne|", "expo-2026", "", "", "Attendee", ""),
        ("WORKS_AT", "email:mia@acme.example", "domain:acme.example", "", "", "Head of Ops", ""),
        ("WORKS_AT", "email:joerg@gmail.com", "name:bolt|", "", "", "CTO", ""),
        ("WORKS_AT", kim, "name:dyne|", "", "", "", ""),
    }


@pytest.mark.parametrize(
    ("file", "event"),
    [
        ("eventbrite-railsconf-2026.csv", "railsconf-2026"),
        ("exports.zip/railsconf 2026 attendees.xlsx", "railsconf-2026"),
        ("C:\\Users\\ann\\Luma_AI Night.csv.gz", "ai-night"),
        ("Cloud City - Guests - 2026-10-03-18-40-11.csv", "cloud-city"),
        ("devops-report-launch (2).csv", "devops-report-launch"),
        ("node.js conf.json", "node.js-conf"),
        ("Zürich \N{EN DASH} Größe 2026.CSV", "zürich-grösse-2026"),
        ("Attendees-1371019757.csv", ""),
        ("report-2026-06-15T0830.csv", ""),
        ("guest list.csv", ""),
    ],
)
def test_the_event_after_which_a_file_is_named(file: str, event: str) -> None:
    assert named_after(file) == event


@pytest.mark.parametrize("text", [EVENTBRITE, LUMA, CVENT], ids=["eventbrite", "luma", "cvent"])
def test_a_file_of_no_event_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError, match="does not say which event it is of"):
        load(tmp_path, text, "attendees.csv")


SPEAKERS = (
    "Speaker,Job title,Company,Email,Event,Role,Date\n"
    "Mia Keller,Head of Ops,Acme GmbH,mia@acme.example,Expo 2026,Speaker,15 Jun 2026\n"
    "Jörg Öz,CTO,Bolt Ltd,,Expo 2026,Panelist,15 Jun 2026\n"
    "Kim Roe,CEO,Crux,,Expo 2026,Cancelled,15 Jun 2026\n"
    "Sam Poe,,Crux,,Expo 2026,no-show,\n"
)
SPONSORS = (
    "Company,Website,Event,Role,Date\n"
    "Acme GmbH,acme.example,Expo 2026,Gold,2026-06-15\n"
    "Bolt Ltd,bolt.example,Expo 2026,Speaker,2026-06-15\n"
    "Crux,crux.example,Expo 2026,Speaker Dinner Sponsor,2026-06-15\n"
    "Dyne,dyne.example,Expo 2026,Exhibitor,2026-06-15\n"
    "Flux,flux.example,Expo 2026,Speakers,2026-06-15\n"
    "Echo,echo.example,Expo 2026,Cancelled,2026-06-15\n"
    "Öz & Söhne,,Expo 2026,Visitor,\n"
)


def test_speakers(tmp_path: Path) -> None:
    report, told = load(tmp_path, SPEAKERS, "speakers.csv")
    assert report.files[0].loader == "person-event"
    assert report.files[0].skipped == {"people who did not come": 2}
    joerg = "name:jorg oz@name:bolt|"
    day = "2026-06-15"
    assert facts(told) == {
        ("JOINED", "email:mia@acme.example", "expo-2026", day, "", "Speaker", ""),
        ("JOINED", joerg, "expo-2026", day, "", "Panelist", ""),
        ("ATTENDED", "domain:acme.example", "expo-2026", day, "", "Speaker", ""),
        ("ATTENDED", "name:bolt|", "expo-2026", day, "", "Panelist", ""),
        ("WORKS_AT", "email:mia@acme.example", "domain:acme.example", "", "", "Head of Ops", ""),
        ("WORKS_AT", joerg, "name:bolt|", "", "", "CTO", ""),
    }


def test_parts_of_companies_are_known_in_several_languages(tmp_path: Path) -> None:
    parts = {
        "ATTENDED": ("Besucher", "Ponente", "来場者", "Visiteur", "Partecipante", "Spreker"),
        "SPONSORED": ("Aussteller", "Partenaire", "Patrocinador", "Standhouder", "出展", "Or"),
        "": ("nicht erschienen", "Annulé", "欠席", "Cancelado"),
    }
    rows = [(kind, part) for kind, some in parts.items() for part in some]
    text = "".join(f"c{at}.example,expo,{part}\n" for at, (_, part) in enumerate(rows))
    report, told = load(tmp_path, f"domain,event,role\n{text}", "parts.csv")
    assert report.files[0].skipped == {"people who did not come": 4}
    found = {(kind, role) for kind, _, _, _, _, role, _ in facts(told)}
    assert found == {each for each in rows if each[0]}


def test_sponsors(tmp_path: Path) -> None:
    report, told = load(tmp_path, SPONSORS, "sponsors.csv")
    assert report.files[0].loader == "company-event"
    assert report.files[0].accepted == 6
    day = "2026-06-15"
    assert facts(told) == {
        ("SPONSORED", "domain:acme.example", "expo-2026", day, "", "Gold", ""),
        ("ATTENDED", "domain:bolt.example", "expo-2026", day, "", "Speaker", ""),
        ("SPONSORED", "domain:crux.example", "expo-2026", day, "", "Speaker Dinner Sponsor", ""),
        ("SPONSORED", "domain:dyne.example", "expo-2026", day, "", "Exhibitor", ""),
        ("SPONSORED", "domain:flux.example", "expo-2026", day, "", "Speakers", ""),
        ("ATTENDED", "name:ozsohne|", "expo-2026", "", "", "Visitor", ""),
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [*zip(NAMES, [EVENTBRITE, LUMA, CVENT, SPEAKERS, SPONSORS], strict=True)],
    ids=NAMES,
)
def test_however_they_are_written(tmp_path: Path, name: str, text: str) -> None:
    check_variants(tmp_path, text.replace("🚀", ""), "expo-2026.csv", name)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_loads(tmp_path: Path, name: str) -> None:
    text = as_csv(dict(loaders()[name].example))
    report, told = load(tmp_path, text, "expo-2026.csv")
    file = report.files[0]
    assert (file.loader, file.accepted) == (name, 1)
    assert not file.rejected
    assert not file.notes
    assert told["fact"]


TITO = (
    "Number,Ticket,Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Email,"
    "Ticket Company Name,Event,Void Status,Ticket Reference,Order Name,Order Email,Country,"
    "Job title\n"
    "1,Early bird,Mia Keller,Mia,Keller,mia@acme.example,Acme GmbH,Forum 2026,,A-1,Office,"
    "office@acme.example,Germany,COO\n"
    "2,Early bird,Lin Roe,Lin,Roe,lin@bolt.example,Bolt Ltd,Forum 2026,Void,A-2,Lin,,,CTO\n"
    "3,Early bird,,,,,,Forum 2026,,A-3,Office,office@acme.example,,\n"
)


def test_tito_tickets(tmp_path: Path) -> None:
    report, told = load(tmp_path, TITO, "railsmeet.csv")
    file = report.files[0]
    assert (file.loader, file.accepted) == ("tito", 1)
    assert file.skipped == {
        "people with the status 'Void'": 1,
        "tickets that nobody holds yet": 1,
    }
    mia = "email:mia@acme.example"
    assert facts(told) == {
        ("JOINED", mia, "forum-2026", "", "", "registered", ""),
        ("ATTENDED", "domain:acme.example", "forum-2026", "", "", "registered", ""),
        ("WORKS_AT", mia, "domain:acme.example", "", "", "COO", ""),
    }


ZOOM = (
    "Attendee Report\n"
    '"Report Generated:","Mar 13, 2026 09:00 AM"\n'
    "Attendee Details\n"
    "Attended,User Name (Original Name),First Name,Last Name,Email,Organization,Job Title,"
    "Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,"
    "Country/Region Name\n"
    'Yes,Mia (iPad),Mia,Keller,mia@acme.example,Acme,COO,"Mar 1, 2026 10:00 AM",approved,'
    '"Mar 12, 2026 02:58 PM","Mar 12, 2026 03:58 PM",60,No,Germany\n'
    'No,Lin,Lin,Roe,lin@bolt.example,Bolt,CTO,"Mar 1, 2026 10:00 AM",approved,,,,No,Germany\n'
    'No,Jo,Jo,Poe,jo@crux.example,Crux,CTO,"Mar 1, 2026 10:00 AM",denied,,,,No,Germany\n'
)


def test_zoom_webinar_of_an_event_that_the_user_names(tmp_path: Path) -> None:
    report, told = load(
        *(tmp_path, ZOOM, "attendee_82312345678_2026_03_13.csv"),
        event="Retail Ops Forum 2026",
        event_day=datetime.date(2026, 3, 12),
    )
    assert (report.files[0].loader, report.files[0].accepted) == ("zoom", 2)
    event, mia, lin = "retail-ops-forum-2026", "email:mia@acme.example", "email:lin@bolt.example"
    assert facts(told, "JOINED") == {
        ("JOINED", mia, event, "2026-03-12", "", "attended", ""),
        ("JOINED", lin, event, "2026-03-12", "", "registered", ""),
    }
    with pytest.raises(FileError, match='say it with --event "Retail Ops Forum 2026"'):
        load(tmp_path, ZOOM, "attendee_82312345678_2026_03_13.csv")


def test_a_files_name_may_end_with_the_events_day(tmp_path: Path) -> None:
    for name in ("Retail Ops Forum 2026-03-12.csv", "retail-ops-forum-2026-20260312.csv"):
        _, told = load(tmp_path, CVENT, name)
        joined = facts(told, "JOINED")
        assert {each[2] for each in joined} == {"retail-ops-forum-2026"}
        assert {each[3] for each in joined} == {"2026-03-12"}


ATTENDEES = "First Name,Last Name,Email,Company,Attendee Status,Event,Event Date\n"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("{who},Roe,{who}@acme.example,Acme,Attending,{event},{day}\n", ATTENDEES),
        ("{who} Roe,{who}@acme.example,Acme,{event},{day}\n", "Person,Email,Company,Event,Date\n"),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_this_years_list_ends_nothing_of_last_years(
    tmp_path: Path, text: str, header: str, *, dated: bool
) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    file = tmp_path / "attendees.csv"
    for year, guests in ((2025, "abc"), (2026, "de"), (2026, "d")):
        day = datetime.date(year, 3, 12)
        rows = [text.format(who=who, event="Forum", day=day if dated else "") for who in guests]
        file.write_text(header + "".join(rows), encoding="utf-8")
        market.load(file, replace=2, as_of=day)
    with market.store() as store:
        open_still = {fact for fact in facts(dump(store), "JOINED") if not fact[4]}
    assert {fact[1][6] for fact in open_still} == set("abcd")
