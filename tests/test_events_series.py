"""Series and editions from titles and days, and the parts that files tell."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from graph_icp.discovery.events.edition_names import edition_name, series_key
from graph_icp.discovery.events.series import Editions, editions
from graph_icp.ingest.records.event_roles import role_of


@pytest.mark.parametrize(
    ("title", "series", "year"),
    [
        ("Web Summit 2025", "Web Summit", 2025),
        ("12th Annual Logistics Forum", "Logistics Forum", None),
        ("Second Annual Data Day", "Data Day", None),
        ("Second Home Expo", "Second Home Expo", None),
        ("KubeCon EU '24", "KubeCon EU", 2024),
        ("KubeCon EU \N{RIGHT SINGLE QUOTATION MARK}24", "KubeCon EU", 2024),
        ("kubecon-eu-2024", "kubecon-eu", 2024),
        ("RailsConf2025", "RailsConf", 2025),
        ("5G World - 2025 Edition", "5G World", 2025),
        ("Industry 4.0 Summit", "Industry 4.0 Summit", None),
        ("12. Jahreskongress Logistik", "Jahreskongress Logistik", None),
        ("3\N{LATIN SMALL LETTER E WITH GRAVE}me Salon du Vin 2024", "Salon du Vin", 2024),
        ("12\N{MASCULINE ORDINAL INDICATOR} Congresso Anual 2024/25", "Congresso", 2024),
        ("3e Jaarlijkse Vakbeurs", "Vakbeurs", None),
        ("第12回 物流展 2025年", "物流展", 2025),
        ("Retail Ops Forum 12 March 2026", "Retail Ops Forum", 2026),
        ("MWC Barcelona 24-27 Feb 2025", "MWC Barcelona", 2025),
        ("retail-ops-forum-2026-03-12", "retail-ops-forum", 2026),
        ("Vision 2030 Summit 2025", "Vision 2030 Summit", 2025),
        ("2025", "2025", 2025),
    ],
)
def test_a_series_is_a_name_without_year_and_ordinal(
    title: str, series: str, year: int | None
) -> None:
    found = edition_name(title)
    assert (found.label, found.year) == (series, year)


def test_a_year_far_from_that_of_the_event_belongs_to_the_name() -> None:
    assert edition_name("Vision 2030", 2025).label == "Vision 2030"
    assert edition_name("Catalyst 25", 2025).label == "Catalyst"
    assert edition_name("Catalyst 25", 2019).label == "Catalyst 25"


def test_spellings_of_one_name_are_one_series() -> None:
    keys = {
        series_key(each) for each in ("The Web Summit", "WebSummit", "web-summit", "Wéb summit")
    }
    assert keys == {"websummit"}
    assert series_key("KubeCon EU") != series_key("KubeCon NA")


def held(*titles: str, days: dict[str, str] | None = None, told: str | None = None) -> Editions:
    """Return events of these titles as editions."""
    dated = days or {}
    return editions(
        pd.DataFrame(
            {
                "id": range(len(titles)),
                "key": [each.lower().replace(" ", "-") for each in titles],
                "title": titles,
                "series": told,
                "day": pd.to_datetime(pd.Series([dated.get(each) for each in titles])),
            }
        )
    )


def series_of(found: Editions) -> dict[str, str]:
    return dict(zip(found.table["title"], found.table["label"], strict=True))


def test_numbers_at_the_end_count_editions_only_beside_others() -> None:
    found = series_of(held("Sales Day III", "Sales Day IV", "Expo X", "Expo", "Area 51"))
    assert found == {
        "Sales Day III": "Sales Day",
        "Sales Day IV": "Sales Day",
        "Expo X": "Expo X",
        "Expo": "Expo",
        "Area 51": "Area 51",
    }
    assert set(series_of(held("DevOps Vol. 3", "DevOps Vol. 4")).values()) == {"DevOps"}
    assert set(series_of(held("III Congreso", "IV Congreso")).values()) == {"Congreso"}


def test_the_word_of_a_file_goes_before_the_title() -> None:
    found = held("Bath Ruby 2016", "A Day by the Sea", told="bathruby")
    assert found.table["series"].unique().tolist() == ["bathruby"]
    assert set(found.table["label"]) == {"Bath Ruby"}


def test_editions_are_told_apart() -> None:
    days = {"Ops Night": "2025-03-01", "ops night": "2025-09-01"}
    found = held("Ops Night", "ops night", "Ops Night 2026", days=days)
    assert found.table["edition"].tolist() == ["2025-03-01", "2025-09-01", "2026"]
    assert found.upcoming(datetime.date(2025, 6, 1))["title"].tolist() == [
        "ops night",
        "Ops Night 2026",
    ]


def test_events_are_found_in_any_spelling() -> None:
    found = held("Web Summit 2024", "Web Summit 2025", "Data Day")
    assert found.called("WEBSUMMIT")["edition"].tolist() == ["2024", "2025"]
    assert found.called("web summit 2025")["edition"].tolist() == ["2025"]
    assert found.called("web-summit-2025")["edition"].tolist() == ["2025"]
    assert found.called("Web Summit 2031")["edition"].tolist() == ["2024", "2025"]
    assert found.called("the data day")["title"].tolist() == ["Data Day"]
    assert found.called("Nothing").empty


@pytest.mark.parametrize("text", ["Edge & Sensor Days", "edge and sensor days", "Edge&Sensor Days"])
def test_and_is_written_in_two_ways(text: str) -> None:
    found = held("Edge & Sensor Days 2024", "Edge and Sensor Days 2025")
    assert found.called(text)["edition"].tolist() == ["2024", "2025"]


@pytest.mark.parametrize(
    ("kind", "told", "role"),
    [
        ("SPONSORED", "Gold", "sponsor"),
        ("SPONSORED", None, "sponsor"),
        ("SPONSORED", "Speakers", "sponsor"),
        ("SPONSORED", "Guest WiFi Sponsor", "sponsor"),
        ("SPONSORED", "Exhibitor", "exhibitor"),
        ("SPONSORED", "Aussteller", "exhibitor"),
        ("SPONSORED", "出展社", "exhibitor"),
        ("SPONSORED", "Besucher", "attendee"),
        ("SPONSORED", "Ponente", "speaker"),
        ("ATTENDED", "Speaker", "speaker"),
        ("JOINED", "Keynote", "speaker"),
        ("JOINED", "registered", "attendee"),
        ("ATTENDED", None, "attendee"),
    ],
)
def test_a_part_is_read_from_what_a_file_says(kind: str, told: str | None, role: str) -> None:
    assert role_of(kind, told) == role
