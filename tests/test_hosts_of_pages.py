"""Hosts of many pages: they name their owner alone, and the load names those that it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graph_icp

if TYPE_CHECKING:
    from pathlib import Path

COMPANIES = """\
name,domain
Upwork Pro,upwork.com
Facebook,https://www.facebook.com/
Facebook Page of Bob,facebook.com
Etsy Bob,https://etsy.com/bob
Gmailer,gmail.com
"""


def test_a_host_names_its_owner_and_others_are_told(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(COMPANIES)
    market = graph_icp.open(":memory:")
    [file] = market.load(tmp_path / "companies.csv").files
    assert file.notes == {
        "domain: facebook.com is a host of many pages, and names no company": 1,
        "domain: etsy.com is a host of many pages, and names no company": 1,
        "domain: gmail.com is free mail or shared, and names no company": 1,
    }
    with market.store() as store:
        nodes = store.dump("node").to_pandas()
    keys = set(nodes["key"][nodes["kind"] == "Account"])
    assert {each for each in keys if each.startswith("domain:")} == {
        *("domain:upwork.com", "domain:facebook.com"),
    }
