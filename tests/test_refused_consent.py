"""Refusals: columns about consent whose yes is a no, in loaded files and in lists of consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graph_icp
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.ingest.values.opt_outs import about_agreement, about_mail
from graph_icp.market.delivery.consent import consents_in

if TYPE_CHECKING:
    from pathlib import Path

REFUSALS = (
    *("No consent", "Consent withdrawn", "Consent revoked", "consent_withdrawn_at", "Not opted in"),
    *("Without marketing consent", "Consent not given", "Never consented", "Email consent denied"),
    *("Keine Einwilligung", "Sans consentement", "Consentement retiré", "同意撤回"),
)


@pytest.mark.parametrize("header", REFUSALS)
def test_a_header_that_denies_consent_turns_its_tick_round(header: str) -> None:
    assert about_mail(header) == "against"
    assert not about_agreement(header)


@pytest.mark.parametrize("header", ["Consent", "Consent (yes/no)", "Consent given (Y/N)", "Opt-in"])
def test_a_header_that_asks_for_either_is_no_refusal(header: str) -> None:
    assert about_agreement(header)


@pytest.mark.parametrize("header", ["Unsubscribed", "Consent withdrawn", "No consent"])
def test_an_opt_out_in_a_list_of_consents_counts_before_a_yes(tmp_path: Path, header: str) -> None:
    (tmp_path / "c.csv").write_text(
        f"email,Consent,{header}\nann@acme.io,yes,yes\nbo@acme.io,yes,no\ncy@acme.io,,yes\n"
    )
    assert consents_in(tmp_path / "c.csv") == {
        "ann@acme.io": False,
        "bo@acme.io": True,
        "cy@acme.io": False,
    }


@pytest.mark.parametrize("header", ["No consent", "Consent withdrawn"])
def test_who_refused_is_in_no_delivery(tmp_path: Path, header: str) -> None:
    (tmp_path / "companies.csv").write_text(
        "name,domain,industry\nApex,apex.io,Software\nArgo,argo.io,Software\n"
        "Brio,brio.io,Software\nCora,cora.io,Retail\nDune,dune.io,Retail\n"
    )
    (tmp_path / "contacts.csv").write_text(
        f"name,email,company,domain,{header}\n"
        "Ann Lee,ann@brio.io,Brio,brio.io,yes\nBo Li,bo@brio.io,Brio,brio.io,no\n"
    )
    market = graph_icp.open(tmp_path / "x.duckdb")
    market.load(tmp_path / "companies.csv", tmp_path / "contacts.csv")
    (tmp_path / "customers.csv").write_text("domain\napex.io\nargo.io\n")
    market.customers.set(tmp_path / "customers.csv")
    tiers = ("Best fit", "Good fit", "Bad fit", "Insufficient data")
    delivery = market.deliver(filters=Filters(tiers=tiers), preview=True)
    assert [*delivery.contacts["email"]] == ["bo@brio.io"]
    assert delivery.opted_out == 1
