"""Hashes as Google Ads asks for them, by Google's own examples, and Salesforce's checks of ids.

https://developers.google.com/data-manager/api/devguides/concepts/formatting, and the tests of
https://github.com/googleads/data-manager-python
"""

from __future__ import annotations

import hashlib

import pytest

from graph_icp.market.delivery.first_and_last import first_and_last
from graph_icp.market.delivery.salesforce_id import whole_id
from graph_icp.output.exports.hashing import (
    hashed_email,
    hashed_name,
    hashed_phone,
    normalised_email,
    normalised_phone,
)


def test_googles_own_hashes() -> None:
    assert hashed_email("alexz@example.com") == (
        "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a"
    )
    assert hashed_phone("+18005550100") == (
        "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cloudy.sanfrancisco+shopping@gmail.com", "cloudysanfrancisco@gmail.com"),
        ("user.name+NYC@Example.com", "user.name+nyc@example.com"),
        (" QuinnY@example.com ", "quinny@example.com"),
        ("Cloudy.SanFrancisco@googlemail.com", "cloudysanfrancisco@googlemail.com"),
        ("no address", None),
        ("a@b", None),
        ("...@gmail.com", None),
        ("", None),
    ],
)
def test_addresses_as_google_compares_them(text: str, plain: str | None) -> None:
    assert normalised_email(text) == plain
    expected = hashlib.sha256(plain.encode()).hexdigest() if plain else None
    assert hashed_email(text) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("+1 (800) 555-0100", "+18005550100"),
        ("001 800 555 0100", "+18005550100"),
        ("+49 (0)30 901820", "+4930901820"),
        ("+44 20 7031 3000", "+442070313000"),
        ("(800)555-0100", None),
        ("030 901820", None),
        ("+0 800 5550100", None),
        ("call me", None),
    ],
)
def test_a_phone_without_its_country_is_none(text: str, plain: str | None) -> None:
    assert normalised_phone(text) == plain


def test_names_are_small_and_without_titles() -> None:
    joan = hashlib.sha256(b"joan").hexdigest()
    assert hashed_name(" Joan ") == joan
    assert hashed_name("Mrs. Joan") == joan
    assert hashed_name("Joan Jr.") == joan
    assert hashed_name("Zoë") == hashlib.sha256("zoë".encode()).hexdigest()
    assert hashed_name("  ") is None


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("0015e00000Ab1cd", "0015e00000Ab1cdAAB"),
        ("001A0000006Vm9r", "001A0000006Vm9rIAC"),
        ("0015e00000Ab1cdAAB", "0015e00000Ab1cdAAB"),
        ("12", "12"),
    ],
)
def test_ids_of_15_characters_become_those_of_18(short: str, whole: str) -> None:
    assert whole_id(short) == whole


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ann Lee", ("Ann", "Lee")),
        ("Ludwig van der Berg", ("Ludwig", "van der Berg")),
        ("Cher", ("", "Cher")),
        ("Mary Ann Lee", ("Mary Ann", "Lee")),
        ("van der Berg", ("van", "der Berg")),
    ],
)
def test_names_are_parted_so_that_they_join_again(name: str, parts: tuple[str, str]) -> None:
    assert first_and_last(name) == parts
    assert " ".join(filter(None, parts)) == name
