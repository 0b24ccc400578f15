"""What the local page says: keys in words, countries by name, and names that never end cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from web_client import Served, served, shops, with_pools

from graph_icp.ingest.values.country_names import country_named
from graph_icp.output import backtest_tables
from graph_icp.output.node_labels import LONGEST, LONGEST_NAME, shown, shown_name
from graph_icp.web.columns import written
from graph_icp.web.facts import facts, size_named, trait_named
from graph_icp.web.keys import in_words, reason_in_words
from graph_icp.web.remarks import on_page

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS, UNBROKEN = "Endless " * 1_250, "Unbroken" * 1_250
PAGES = (
    *("/?sort=fit", "/map", "/profile", "/profile?view=weights", "/customers?q=e"),
    *("/customers?view=outliers", "/events?all=1", "/competitors", "/introducers", "/search?q=e"),
    *("/search?q=u", "/search?q=a", "/data", "/data/rejects"),
    *("/account/shop12.example", "/account/shop13.example", "/account/shop0.example"),
    *(f"/account/shop13.example?view={each}" for each in ("people", "sources", "graph", "signals")),
)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("domain:acme.com", "Domain acme.com"),
        ("hubspot:1234", "HubSpot 1234"),
        ("linkedin:acme", "LinkedIn page acme"),
        ("name:acme|us", "Name acme, US"),
        ("name:acme|", "Name acme"),
        ("mailserver:7", "mailserver 7"),
    ],
)
def test_keys_are_told_in_words(key: str, said: str) -> None:
    assert in_words(key) == said


def test_the_keys_in_a_reason_are_words_too() -> None:
    reason = "same row as domain:acme.com (hubspot-companies); same id as hubspot:7 (zoho)"
    said = "same row as Domain acme.com (hubspot-companies); same id as HubSpot 7 (zoho)"
    assert reason_in_words(reason) == said
    assert reason_in_words("see https://name.example") == "see https://name.example"


def test_countries_have_names_and_sizes_a_unit() -> None:
    assert country_named("DE; AT") == "Germany; Austria"
    assert country_named(None) == ""
    sizes = [size_named(each) for each in ("51-200", "10001+", "small", None)]
    assert sizes == ["51-200 employees", "10001+ employees", "small", ""]
    row = {"domain": "acme.com", "country": "DE", "size": "51-200", "industry": None}
    assert facts(row) == ["acme.com", "Germany", "51-200 employees"]


def test_relations_have_titles_and_negative_numbers_a_minus() -> None:
    told = [trait_named(each) for each in ("uses", "uses=Go=1", "life_stage", "Account manager")]
    assert told == ["Technologies", "Technologies: Go=1", "Life stage", "Account manager"]
    shown = [written(each, "number") for each in ("-0.005", "+0.058", "0.81 (0.79-0.83)", -3)]
    assert shown == ["\N{MINUS SIGN}0.005", "+0.058", "0.81 (0.79-0.83)", "\N{MINUS SIGN}3"]
    assert backtest_tables.in_words(pd.Series([-0.0004, 0.0004, -0.0006]), "+.3f").tolist() == [
        *("0.000", "0.000", "-0.001")
    ]


def test_what_is_too_long_to_read_is_cut_in_its_middle() -> None:
    assert shown_name("Acme & Sons") == shown("Acme & Sons") == "Acme & Sons"
    sentence = f"All of your 12 customers use {UNBROKEN}; so does 1 of 47 prospects."
    assert shown(sentence).startswith("All of your 12 customers use Unbroken")
    assert shown(sentence).endswith("so does 1 of 47 prospects.")
    for text in (ENDLESS, UNBROKEN, sentence, f"{ENDLESS}{UNBROKEN}"):
        assert len(shown(text)) <= LONGEST
        assert len(shown_name(text)) <= LONGEST_NAME


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder: Path = tmp_path_factory.mktemp("endless")
    market = with_pools(shops(folder, [UNBROKEN, ENDLESS, f"A {UNBROKEN}"]), folder)
    uses = "".join(f"shop{each}.example,{UNBROKEN}\n" for each in range(14))
    (folder / "uses.csv").write_text(f"domain,technology\n{uses}", encoding="utf-8")
    staff = f"x@shop13.example,{ENDLESS},shop13.example,{ENDLESS}\n"
    (folder / "staff.csv").write_text(f"email,name,domain,title\n{staff}", encoding="utf-8")
    alone = "domain,name,country\nlonely.example,Lonely,Iceland\n"
    (folder / "alone.csv").write_text(alone, encoding="utf-8")
    market.load(*(folder / f"{each}.csv" for each in ("uses", "staff", "alone")))
    return served(market)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_a_name_that_never_ends(address: str, page: Served) -> None:
    text = page.text(address)
    # Sentences and lists hold several such names, each of them cut.
    assert "Endless " * 130 not in text
    assert "Unbroken" * 60 not in text


def test_the_head_of_an_account_names_its_country_as_the_list_does(page: Served) -> None:
    assert "lonely.example Iceland" in page.text("/account/lonely.example")


def test_the_list_and_its_filters_name_relations_as_pages_do(page: Served) -> None:
    text = page.text("/?sort=fit&where=uses&where=uses=Kafka")
    assert "Technologies 5" in text or "Technologies 6" in text
    assert "Has: Technologies" in text
    assert "Has: Technologies: Kafka" in text


def test_the_list_and_its_filters_name_countries_and_say_what_sizes_count(page: Served) -> None:
    text = page.text("/?sort=fit&country=DE")
    assert "Country: Germany" in text
    assert "Retail Germany 51-200 employees" in text


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        (
            "Load it of prospects, or leave it out: --without size",
            "Load it of prospects, or leave it out: give it the weight 0 under Profile, “What "
            "counts, and who would move”.",
        ),
        (
            'If so, leave them out: --without uses=Go --without "uses=A B"',
            "If so, leave them out: [leave_out] in icp.toml does.",
        ),
        (
            "It may be chance. 'graph-icp backtest' tests this list; load more.",
            "It may be chance. Back-test tests this list; load more.",
        ),
        (
            "The tag says little; 'graph-icp hygiene show \"investor\"' says why they are.",
            "The tag says little; the filter Tag lists them.",
        ),
        (
            "Left out, because it chose your customers: uses=Go. 'graph-icp customers outliers "
            "--with uses=Go' brings it back.",
            "Left out, because it chose your customers: uses=Go.",
        ),
        (
            "The nearest is A. --all lists the rest.",
            "The nearest is A. “All that was tested” lists the rest.",
        ),
        (
            "There is no account 'x'. 'graph-icp accounts TEXT' searches.",
            "There is no account 'x'. The search at the top of the page finds others.",
        ),
        ("'graph-icp load FILE' makes one.", "'graph-icp load FILE' makes one."),
    ],
)
def test_remarks_name_the_controls_of_the_page(remark: str, said: str) -> None:
    assert on_page(remark) == said


def test_the_remarks_of_a_list_name_no_option(page: Served) -> None:
    text = page.text("/?sort=fit")
    assert "leave it out" in text or "leave them out" in text
    assert "--" not in text.split("Not in this list")[0]


@pytest.mark.parametrize("address", ["/customers", "/events", "/profile?view=weights"])
def test_that_the_data_changed_is_told_below_the_tabs(
    address: str, page: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = page.browser.app._app.state.held  # type: ignore[attr-defined]
    monkeypatch.setattr(type(held), "changed", "The data changed")
    text = page.get(address).text
    assert text.index('class="views"') < text.index("The data changed since the list was made")
