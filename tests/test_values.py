"""What a cell's text means, on values as files really hold them."""

from __future__ import annotations

import datetime as dt
import timeit
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_icp.ingest.values import cells
from graph_icp.ingest.values.cells import RejectRow, SkipValue
from graph_icp.ingest.values.currencies import currency, currency_beside, currency_in
from graph_icp.ingest.values.dates import order_told
from graph_icp.ingest.values.lists import items
from graph_icp.ingest.values.numbers import decimal_told, lower_end

if TYPE_CHECKING:
    from collections.abc import Callable

READERS = [
    cells.number,
    cells.employees,
    cells.size_band,
    cells.country,
    cells.day,
]

NOTHING = ["", "  ", "n/a", "N/A", "NA", "na", "None", "NULL", "-", "Unknown", "#N/A", "NaN", "—"]


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("read", READERS)
def test_nothing_is_none(read: Callable[[str], object], text: str) -> None:
    assert cells.blank(text)
    assert read(text) is None


@pytest.mark.parametrize("read", READERS)
@settings(deadline=None)
@given(text=st.text())
def test_any_text_is_read_or_refused_with_a_sentence(
    read: Callable[[str], object], text: str
) -> None:
    try:
        read(text)
    except (SkipValue, RejectRow) as error:
        assert str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42", 42),
        ("1,234", 1234),
        ("1.234", 1.234),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("12,34,567", 1234567),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1 234", 1234),
        ("1\N{NO-BREAK SPACE}234", 1234),
        ("1'234", 1234),
        ("12k", 12_000),
        ("3.5M", 3_500_000),
        ("$1.2M", 1_200_000),
        ("US$ 4bn", 4e9),
        ("€ 3 Mio", 3_000_000),
        ("3,5 Mio. €", 3_500_000),
        ("1.2E+05", 120_000),
        ("-5", -5),
        ("\N{MINUS SIGN}5", -5),
        ("-$5.50", -5.5),
        ("(512.00)", -512),
        ("$(1,512.50)", -1512.5),
        ("512-", -512),
        ("A$1,200", 1200),
        ("R$ 1.234,50", 1234.5),
        ("12 500 kr", 12500),
        ("kr. 500", 500),
        ("500,-", 500),
        ("CHF 500.--", 500),
        ("1 200 zł", 1200),
        ("NZ$2k", 2000),
        ("512.77", 512.77),
    ],
)
def test_number(text: str, expected: float) -> None:
    assert cells.number(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("column", "decimal", "unsure"),
    [
        (["1.234,50 €", "24.000"], ",", None),
        (["512,77", "24.000"], ",", None),
        (["1.234.567", "24.000"], ",", None),
        (["1,234.50", "24.000"], ".", None),
        (["24.5", "24.000"], ".", None),
        (["1,234,567", "24.000"], ".", None),
        (["24.000", "18.500", "500"], None, "18.500"),
        (["1.234,50", "1,234.50", "24.000"], None, "24.000"),
        (["1,234", "500", "n/a"], None, None),
        (["1.234M"], None, None),
    ],
)
def test_a_column_says_what_its_dots_and_commas_mean(
    column: list[str], decimal: str | None, unsure: str | None
) -> None:
    assert decimal_told(column) == (decimal, unsure)


def test_numbers_by_the_mark_of_decimals() -> None:
    assert cells.number("24.000", ",") == 24000
    assert cells.number("24.000", ".") == 24
    assert cells.number("1,234", ",") == 1.234
    assert cells.number("1.234,50", ".") == 1234.5


def test_the_lower_end_of_a_range() -> None:
    ends = ["$10M-$50M", "10-50M", "10k to 20k", "512", "-5", "a-b"]
    assert [lower_end(each) for each in ends] == ["$10m", "10m", "10k", None, None, None]


@pytest.mark.parametrize(
    "text", ["abc", "1-10", "1.2.3", "12,", "1e999", "5 apples", "1,23,4", "k"]
)
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(SkipValue, match="not a number"):
        cells.number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,200", 1200), ("1.200", 1200), ("120.0", 120), ("12k", 12_000), ("350 employees", 350)],
)
def test_employees(text: str, expected: int) -> None:
    assert cells.employees(text) == expected


@pytest.mark.parametrize("text", ["11-50", "12.5", "many", "99999999999999999999"])
def test_employees_not_understood(text: str) -> None:
    with pytest.raises(SkipValue, match="employees"):
        cells.employees(text)


@pytest.mark.parametrize("read", [cells.employees, cells.size_band])
def test_negative_employees_are_left_out(read: Callable[[str], object]) -> None:
    with pytest.raises(SkipValue, match=r"employees is negative \(-5\)"):
        read("-5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", "51-200"),
        ("10", "1-10"),
        ("11", "11-50"),
        ("50,000", "10001-50000"),
        ("50001", "50001+"),
        ("11-50", "11-50"),
        ("11 \N{EN DASH} 50 employees", "11-50"),
        ("51 to 200", "51-200"),
        ("501-1,000", "501-1000"),
        ("10,001+", "10001-50000"),
        ("50001+", "50001+"),
        ("100+", "51-200"),
        ("1000+", "1001-5000"),
        ("0-1", "1-10"),
        ("2-10", "1-10"),
        ("50-200", "51-200"),
        ("1K-5K", "1001-5000"),
        ("10-Jan", "1-10"),
        ("Nov-50", "11-50"),
        ("51-200 employees", "51-200"),
        ("tiny", "1-10"),
        ("small", "11-50"),
        ("Medium", "51-200"),
        ("SMB", "51-200"),
        ("mid-market", "201-500"),
        ("Large", "1001-5000"),
        ("enterprise", "5001-10000"),
    ],
)
def test_size_band(text: str, expected: str) -> None:
    assert cells.size_band(text) == expected


@pytest.mark.parametrize("text", ["huge", "50-11", "<50", "1-2-3", "a-b", "10-n/a"])
def test_size_band_not_understood(text: str) -> None:
    with pytest.raises(SkipValue):
        cells.size_band(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany", "DE"),
        ("germany ", "DE"),
        ("DE", "DE"),
        ("deu", "DE"),
        ("Deutschland", "DE"),
        ("Federal Republic of Germany", "DE"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("u.s.a.", "US"),
        ("The United States", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Russia", "RU"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Holland", "NL"),
        ("the netherlands", "NL"),
        ("UAE", "AE"),
        ("Vietnam", "VN"),
        ("Iran", "IR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CI"),
        ("Hong Kong", "HK"),
        ("Bosnia & Herzegovina", "BA"),
        ("Palestine", "PS"),
        ("Macedonia", "MK"),
        ("Brasil", "BR"),
        ("Berlin, Germany", "DE"),
        ("San Francisco, CA, USA", "US"),
        ("Austin, TX", "US"),
        ("Lagos, LA, Nigeria", "NG"),
        ("Walldorf, Baden-Wurttemberg, Germany", "DE"),
        ("Paris (France)", "FR"),
        ("Germany (DE)", "DE"),
        ("US - United States", "US"),
        ("Korea", "KR"),
        ("Royaume-Uni", "GB"),
        ("Reino Unido", "GB"),
        ("Vereinigtes Königreich", "GB"),
        ("Estados Unidos", "US"),
        ("Stati Uniti", "US"),
        ("Verenigde Staten", "US"),
        ("アメリカ", "US"),
        ("日本", "JP"),
        ("中国", "CN"),
        ("대한민국", "KR"),
        ("Россия", "RU"),
        ("Германия", "DE"),
        ("Almanya", "DE"),
        ("Niemcy", "DE"),
        ("Tyskland", "DE"),
        ("Duitsland", "DE"),
        ("Germania", "DE"),
        ("KSA", "SA"),
        ("Kosovo", "XK"),
    ],
)
def test_country(text: str, expected: str) -> None:
    assert cells.country(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Remote", "Europe", "Worldwide", "Man", "Fremont, CA", "Atlanta, Georgia"],
)
def test_country_not_understood(text: str) -> None:
    with pytest.raises(SkipValue, match="country"):
        cells.country(text)


def test_a_country_seen_before_is_found_at_once() -> None:
    cells.country("Germany")
    assert min(timeit.repeat(lambda: cells.country("Germany"), number=1000, repeat=5)) < 0.005


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01", (2024, 3, 1)),
        ("2024/3/1", (2024, 3, 1)),
        ("01.03.2024", (2024, 3, 1)),
        ("03/04/2024", (2024, 3, 4)),
        ("13/04/2024", (2024, 4, 13)),
        ("3/14/2024 10:15 PM", (2024, 3, 14)),
        ("15 Jun 2026", (2026, 6, 15)),
        ("15-Jun-2026", (2026, 6, 15)),
        ("Jun 15, 2026", (2026, 6, 15)),
        ("September 3rd, 2024", (2024, 9, 3)),
        ("Sept 3 2024", (2024, 9, 3)),
        ("June 2026", (2026, 6, 1)),
        ("2024-03-01T10:00:00Z", (2024, 3, 1)),
        ("2024-03-01T23:30:00.123+02:00", (2024, 3, 1)),
        ("2024-03-01 10:00:00 UTC", (2024, 3, 1)),
        ("2024-03", (2024, 3, 1)),
        ("03/2024", (2024, 3, 1)),
        ("2024", (2024, 1, 1)),
        ("20240301", (2024, 3, 1)),
        ("1709251200", (2024, 3, 1)),
        ("1709251200000", (2024, 3, 1)),
        ("1709251200.0", (2024, 3, 1)),
        ("1970-01-01", (1970, 1, 1)),
        ("2100-12-31", (2100, 12, 31)),
    ],
)
def test_day(text: str, expected: tuple[int, int, int]) -> None:
    assert cells.day(text) == dt.date(*expected)


@pytest.mark.parametrize("text", ["0202-03-01", "9999-12-31", "31.12.9999", "1969", "00/00/0000"])
def test_a_day_in_no_possible_year_is_left_out(text: str) -> None:
    with pytest.raises(SkipValue, match="1970 to 2100"):
        cells.day(text)


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2024-02-30", "2024-13-01", "31/31/2024", "12", "1.2", "15 Foo 2024", "Q1 2024"],
)
def test_day_not_understood(text: str) -> None:
    with pytest.raises(SkipValue, match="date"):
        cells.day(text)


def test_a_database_s_zero_date_is_nothing() -> None:
    assert cells.day("0000-00-00 00:00:00") is None


@pytest.mark.parametrize(
    ("text", "separators", "expected"),
    [
        ("Go; Rust;Go", ";|,", ["Go", "Rust"]),
        ("Go|Rust", ";|,", ["Go", "Rust"]),
        ("Go, Rust", ";|,", ["Go", "Rust"]),
        ("Adobe, Inc; SAP", ";|,", ["Adobe, Inc", "SAP"]),
        ("Adobe, Inc", ";|", ["Adobe, Inc"]),
        (" ; n/a ;", ";|,", []),
        ("", ";|,", []),
        ("a^b]c", "^]", ["a", "b", "c"]),
        ('["Google Analytics","HubSpot"]', ";|,", ["Google Analytics", "HubSpot"]),
        ('["Acme; Inc"]', ";|", ["Acme; Inc"]),
        ("['Go', 'Rust']", ";|,", ["Go", "Rust"]),
        ('[{"name": "Go"}, {"name": "Rust"}, null, 3]', ";|,", ["Go", "Rust", "3"]),
        ("[]", ";|,", []),
        ("[Go, Rust]", ";|,", ["[Go, Rust]"]),
        ("Go\nRust\r\nSegment.io", ";|,", ["Go", "Rust", "Segment.io"]),
        ("- Go\n- Rust", ";|", ["Go", "Rust"]),
        ("• Go • Rust\n• C", ";|,", ["Go", "Rust", "C"]),
        ("1. Go,\n2. Rust", ";|,", ["Go", "Rust"]),
        ("AWS (Amazon Web Services, Inc.), SAP", ";|,", ["AWS (Amazon Web Services, Inc.)", "SAP"]),
        ("AWS (EC2; S3); SAP", ";|,", ["AWS (EC2; S3)", "SAP"]),
        ("Go :), Rust (lang", ";|,", ["Go :)", "Rust (lang"]),
        ('"Adobe, Inc", SAP', ";|,", ["Adobe, Inc", "SAP"]),
        ("Adobe, Inc., SAP, Sequoia, LLC", ";|,", ["Adobe, Inc.", "SAP", "Sequoia, LLC"]),
        ("C++, C#, C, .NET, Go", ";|,", ["C++", "C#", "C", ".NET", "Go"]),
    ],
)
def test_items(text: str, separators: str, expected: list[str]) -> None:
    assert items(text, separators) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("1.234,50 €", "EUR"), ("$12k", "USD"), ("A$ 1.2M", "AUD"), ("R$ 1.234,50", "BRL")),
        *(("USD 80,000.00", "USD"), ("12 kr", "KR"), ("1200 SEK", "SEK"), ("CHF 1'200", "CHF")),
        *(("US$ 5", "USD"), ("(512.00)", None), ("12 Mio", None), ("12,000,000", None)),
        *(("£5m", "GBP"), ("1 200 Kč", "CZK"), ("500 zł", "PLN"), ("¥12,000", "JPY")),
    ],
)
def test_the_currency_beside_an_amount(text: str, code: str | None) -> None:
    assert currency_beside(text) == code


def test_a_currency_by_code_name_or_sign() -> None:
    texts = ["eur", "Euro", "EUR - Euro", "US Dollar", "$", "Swiss Franc", "Gold", "", "n/a"]
    assert [currency(text) for text in texts] == [
        *("EUR", "EUR", "EUR", "USD", "USD", "CHF", "GOLD", None, None)
    ]
    assert (currency_in("Amount (GBP)"), currency_in("Montant FR")) == ("GBP", None)


@pytest.mark.parametrize(
    "text",
    [
        *("12. März 2026", "12 mars 2026", "12 de marzo de 2026", "12 de março de 2026"),
        *("12 marzo 2026", "12 maart 2026", "March 12, 2026", "12. Mrz. 2026", "12-Mar-26"),
        *("12.03.26", "3/12/26", "12 Mar '26", "Thu, 12 Mar 2026", "Donnerstag, 12. März 2026"),
        *("jeudi 12 mars 2026", "12 mrt. 2026", "12. marts 2026", "12 marca 2026"),
        *("12. März 2026 um 14:30 Uhr", "12 mars 2026 à 14:30", "Mar 12, 2026 at 2:58 PM"),
        *("2026年3月12日", "2026. 3. 12.", "quinta-feira, 12 de março de 2026", "12 MAR 2026"),
        *("Mar 12, 26", "12 Mär 2026", "12.3.2026, 14:30", "Thursday March 12, 2026"),
    ],
)
def test_a_day_in_words_or_with_a_year_of_two_digits(text: str) -> None:
    assert cells.day(text) == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er août 2025", dt.date(2025, 8, 1)),
        ("1º de maio de 2025", dt.date(2025, 5, 1)),
        ("15. Mai 2025", dt.date(2025, 5, 15)),
        ("2 juil. 2025", dt.date(2025, 7, 2)),
        ("2 giu 2025", dt.date(2025, 6, 2)),
        ("Dez 2025", dt.date(2025, 12, 1)),
        ("diciembre de 2025", dt.date(2025, 12, 1)),
        ("Mar-26", dt.date(2026, 3, 1)),
        ("31.12.98", dt.date(1998, 12, 31)),
    ],
)
def test_months_in_words(text: str, expected: dt.date) -> None:
    assert cells.day(text) == expected


@pytest.mark.parametrize("text", ["2 jui 2025", "12 Monday 2026", "30 février 2026", "31/02/26"])
def test_no_day_in_words(text: str) -> None:
    with pytest.raises(SkipValue):
        cells.day(text)


def test_years_of_two_digits_have_an_order() -> None:
    assert order_told(["03/04/26", "25/04/26"]) == ("day", None)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        *(("<10", "1-10"), ("< 11", "1-10"), ("under 10", "1-10"), ("up to 10", "1-10")),
        *((">1000", "1001-5000"), ("over 500 employees", "501-1000"), ("10 or more", "11-50")),
        *(("1000 plus", "1001-5000"), (">= 51", "51-200"), ("<1", "1-10")),
    ],
)
def test_open_bands_of_employees(text: str, band: str) -> None:
    assert cells.size_band(text) == band


def test_what_contradicts_itself_is_decided_by_the_greater_part_without_units() -> None:
    assert decimal_told(["1.234,50", "24.000", "1.2M"]) == (",", None)
    assert decimal_told(["1.234,50", "99,5", "7.25", "24.000"]) == (",", None)
    assert decimal_told(["1.2M", "24.000"]) == (".", "24.000")
