"""A file without owner leaves the others alone; visits by count; kinds of files by their titles."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from variants import write

import graph_icp
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.ingest.load.registry import named

if TYPE_CHECKING:
    from pathlib import Path

COMPANIES = "Record ID,Company name,Company Domain Name\n1,Acme,acme.example\n2,Bolt,bolt.example\n"
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Marc,Stein,https://www.linkedin.com/in/marc,,Acme,Head of Finance,12 Jun 2019
"""
VISITS = "Domain,Page,Date,Visits\nacme.example,/pricing,2026-06-15,3\n"


def test_a_file_without_owner_leaves_the_others_alone(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    connections = write(tmp_path, CONNECTIONS, "Connections.csv")
    report = market.load(
        write(tmp_path, COMPANIES, "companies.csv"),
        connections,
        write(tmp_path, VISITS, "visits.csv"),
    )
    assert (report.accounts, len(report.files)) == (2, 2)
    [sentence] = report.passed_over
    assert "Connections.csv" in sentence
    assert '--owner "Ann Lee"' in sentence
    shown = market.signals("acme.example", as_of=datetime.date(2026, 7, 1)).table
    assert shown["times"].tolist() == [3]
    with pytest.raises(FileError, match="--owner"):
        market.load(connections)


@pytest.mark.parametrize("name", ["linkedin-connections", "Connections.csv", "linkedin"])
def test_a_kind_of_file_is_found_by_its_title(name: str) -> None:
    assert named(name).name == "linkedin"


def test_what_begins_alike_is_suggested_first() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean linkedin, "):
        named("linkedin-connexions")


MOVED = """name,email,domain,title,since,until
Ines Silva,ines@pied.example,pied.example,Dev,2018-01-01,2020-01-01
Ines Silva,ines@pied.example,crux.example,CTO,2020-02-01,
Bo Marsh,bo@pied.example,pied.example,Dev,2018-01-01,2024-01-01
Bo Marsh,bo@pied.example,crux.example,COO,2024-02-01,
"""
CUSTOMERS = "domain,customer_since\npied.example,2022-01-01\n"


def test_moves_are_of_those_who_knew_us(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    market.load(write(tmp_path, MOVED, "people.csv"), write(tmp_path, CUSTOMERS, "customers.csv"))
    assert market.signals.moves()["person"].tolist() == ["Bo Marsh"]
    every = market.signals.moves(everybody=True)
    told = every[["person", "status", "knew_us"]].to_numpy().tolist()
    assert told == [["Bo Marsh", "prospect", True], ["Ines Silva", "prospect", False]]
