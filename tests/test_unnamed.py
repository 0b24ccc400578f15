"""Customers that may not be named: known in texts however they are spelled."""

from __future__ import annotations

import time

import pytest

from graph_icp.market.delivery.spellings import any_of
from graph_icp.market.delivery.unnamed import Unnamed


def unnamed(*names: str) -> Unnamed:
    return Unnamed(frozenset({1}), any_of(names))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("三井物産", "三井物産担当部長"),
        ("ガス会社", "東京ガス会社員"),
        ("삼성", "삼성전자 담당"),
        ("ปูนซิเมนต์", "ผู้จัดการปูนซิเมนต์ไทย"),
        ("أرامكو", "مدير لأرامكو"),
        ("أرامكو", "أر\u0640\u0640امكو"),  # noqa: RUF001
        ("Weyland", "Weyland担当"),
        ("SAP", "SAP担当"),
        ("Weyland", "Weylands Key Account"),
        ("Weyland", "Weyland's Key Account"),
        ("Weyland", "weyland2024"),
        ("Weyland", "2024weyland"),
        ("Weyland", "Wey\u200bland"),
        ("Weyland", "Wey\u00adland"),
        ("Weyland", "\u2060W\ufeffeyland"),
        ("Procter & Gamble", "Procter&amp;Gamble"),
        ("Procter & Gamble", "Procter &#38; Gamble"),
        ("The Weyland Company", "Weyland Company"),
        ("Weyland Company", "The Weyland Company"),
        ("SAP", "Head of SAP"),
        ("3M", "3M account"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelled(name: str, text: str) -> None:
    assert unnamed(name).named_in(text)
    said = unnamed(name).hidden(text)
    assert "a customer" in said
    assert not unnamed(name).named_in(said)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Weyland", "Weylander"),
        ("Weyland", "Neweyland"),
        ("SAP", "sapling, SAPs and SAP2"),
        ("3M", "13M and 3Ms"),
        ("Studio 54", "Studio 541"),
        ("Go", "go to market"),
        ("The Gap", "Gap Analyst"),
        ("Apex", "Apexes"),
        ("井", "三井物産"),
    ],
)
def test_other_words_stay(name: str, text: str) -> None:
    assert not unnamed(name).named_in(text)
    assert unnamed(name).hidden(text) == text


def test_many_names_are_looked_for_in_no_time() -> None:
    many = unnamed(*(f"Company Number {number}" for number in range(500)), "The Weyland Company")
    begun = time.monotonic()
    assert many.named_in("x " * 3000 + "Weyland Companys")
    assert not many.named_in("Head of Sales " * 500)
    assert time.monotonic() - begun < 5
