"""The profile, the back-test and the runs as pages."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest
from web_client import Served, served, shops, words

import graph_icp
from graph_icp.web.remarks import on_page

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(shops(tmp_path_factory.mktemp("shops"), ["<b>Acme</b> & Sons"]))


def follow(page: Served, answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return page.text(answer.headers["location"])


def fields_of(text: str, action: str) -> dict[str, str]:
    """Return the hidden fields of a form on a page."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', text, re.DOTALL)
    assert form
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form[0])
    return {html.unescape(name): html.unescape(value) for name, value in found}


def undo(page: Served, text: str) -> str:
    return follow(page, page.post("/undo", **fields_of(text, "/undo")))


def previewed(page: Served, address: str) -> str:
    """Return the words of a preview, once it is made."""
    for _ in range(60):
        told = page.text(address)
        if "Working out" not in told:
            return told
    raise AssertionError(told)


# The profile


def test_the_profile_says_what_the_command_says(page: Served) -> None:
    told = page.text("/profile")
    found = page.market.customers.profile()
    for sentence in (*found.sentences, *found.rarer, found.compares):
        assert sentence in told
    assert "12 of 12" in told
    assert page.text("/profile?view=weights").count("Preview") == 1


def test_a_preview_says_who_would_move_and_changes_nothing(page: Served) -> None:
    runs = page.market.runs.last_number()
    told = previewed(page, "/profile?view=weights&w.industry=0.1")
    app: Any = page.browser.app
    ranked = app._app.state.held.ranked()
    expected = page.market.preview(ranked, {"industry": 0.1})
    assert f"Of the first 25 companies {len(expected.leaving)} would leave" in told
    for table in (expected.entering, expected.leaving, expected.risen, expected.fallen):
        for name in table["account"]:
            assert name in told
    assert page.market.runs.last_number() == runs
    assert not page.market.icp.file.exists()


def test_addresses_hold_what_differs_from_the_file_alone(page: Served) -> None:
    told = page.get("/profile?view=weights&w.uses=1&w.industry=0.5&w.maturity=1.0")
    assert told.status_code == 303
    assert told.headers["location"] == "/profile?view=weights&w.industry=0.5"
    slider = r'name="w.industry" min="0" max="3" step="0.05" value="0.5"'
    assert slider in page.get("/profile?view=weights&w.industry=0.5").text
    fine = page.get("/profile?view=weights&w.industry=0.33").text
    assert 'name="w.industry" min="0" max="3" step="0.01" value="0.33"' in fine


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/profile?view=all", 404, "There is no view 'all'"),
        ("/profile?view=weights&w.uses=much", 400, "'much' of 'w.uses' is no number from 0 to 10"),
        ("/profile?view=weights&w.uses=11", 400, "no number from 0 to 10"),
        ("/profile?view=weights&w.nothing=1", 404, "There is no relation with a weight 'nothing'"),
        ("/profile/save?w.nothing=2", 404, "There is no relation 'nothing'"),
        ("/profile/save?w.uses=-1", 400, "no number"),
        ("/runs?old=1", 400, "Two runs are compared"),
        ("/runs?old=1&new=99", 404, "There is no run '99'"),
        ("/runs?old=/etc/passwd&new=/etc/passwd", 404, "There is no run '/etc/passwd'"),
    ],
)
def test_wrong_addresses_are_told(address: str, status: int, says: str, page: Served) -> None:
    found = page.get(address)
    assert found.status_code == status
    assert says in words(found.text)


def test_switching_everything_off_is_said_beside_the_sliders(page: Served) -> None:
    off = "&".join(f"w.{name}=0" for name in ("uses", "industry", "maturity"))
    told = previewed(page, f"/profile?view=weights&{off}")
    assert "leave one on" in told or "share nothing that sets them apart" in told
    assert "Save as icp.toml" not in told


def test_weights_are_shown_saved_and_undone(page: Served) -> None:
    file = page.market.icp.file
    shown = page.get("/profile/save?w.uses=1.5")
    assert "There is no" in words(shown.text)
    assert "+uses = { weight = 1.5 }" in words(shown.text)
    assert "@@" not in shown.text
    assert not file.exists()
    fields = fields_of(shown.text, "/profile/save")
    answer = page.post("/profile/save", **fields)
    told = page.get(answer.headers["location"]).text
    assert f"Wrote {file}." in words(told)
    assert "icp.toml has changed since the list was made." in words(told)
    assert 'name="w.uses" min="0" max="3" step="0.05" value="1.5"' in told
    assert page.market.icp.read()[0].constraints.weights == {"uses": 1.5}
    assert "gone again" in undo(page, told)
    assert not file.exists()


def test_a_file_that_was_changed_by_hand_is_neither_overwritten_nor_undone(page: Served) -> None:
    file = page.market.icp.file
    file.write_bytes(b"# Ours\r\n[relations]\r\nuses = 'off' # no\r\n")
    try:
        fields = fields_of(page.get("/profile/save?w.uses=2").text, "/profile/save")
        saved = page.get(page.post("/profile/save", **fields).headers["location"]).text
        assert file.read_bytes() == b"# Ours\r\n[relations]\r\nuses = { weight = 2 } # no\r\n"
        again = page.post("/profile/save", **fields)
        assert again.status_code == 409
        assert "changed meanwhile" in words(again.text)
        assert "is as it was" in undo(page, saved)
        assert file.read_bytes() == b"# Ours\r\n[relations]\r\nuses = 'off' # no\r\n"
        saved = page.get(page.post("/profile/save", **fields).headers["location"]).text
        file.write_text("# by hand\n")
        refused = page.post("/undo", **fields_of(saved, "/undo"))
        assert refused.status_code == 409
        assert "was changed since, so it stays as it is" in words(refused.text)
        assert file.read_text() == "# by hand\n"
        file.write_text("[relations\n")
        assert "is not TOML" in words(page.get("/profile/save?w.uses=2").text)
    finally:
        file.unlink()


# The back-test


def test_a_back_test_is_made_in_the_background_and_kept(page: Served) -> None:
    assert "No back-test has been made yet" in page.text("/backtest")
    assert page.browser.post("/backtest").status_code == 403
    assert page.post("/backtest").headers["location"] == "/backtest"
    app: Any = page.browser.app
    work = app._app.state.held.tested.last()
    work.join(120)
    found = work.made
    told = page.text("/backtest")
    assert found.verdict.answer in told
    assert found.hid in told
    for warning in found.warnings:
        assert " ".join(on_page(warning).split()) in told
    for tier in found.tiers["tier"]:
        assert tier in told
    assert page.market.runs.table()["verdict"].iloc[-1] == str(found.verdict)
    again = served(page.market)
    assert "Kept with run 1" in again.text("/backtest")
    assert f"Back-test : {found.verdict}" in page.text("/")
    assert found.verdict.answer in again.text("/backtest")
    assert found.verdict.answer in page.text("/runs")


# Runs


def test_two_runs_are_compared_by_tiers_and_places(page: Served) -> None:
    assert "There is one run" in page.text("/runs")
    page.market.discover(without=["industry"], limit=0)
    page.market.runs.name(2, 'odd "<name>"')
    assert "with run 1; the list is of run 2 by now, so test again" in page.text("/backtest")
    told = page.text("/runs?old=1&new=2")
    assert "without Industry" in told
    changes, moved = page.market.diff(1, 2), page.market.runs.compare(1, 2)
    assert changes.summary in told
    assert len(moved) > 0
    for name in (*moved["account"].head(25), *changes.table["account"]):
        assert name in told
    assert "Places are those by fit" in told
    assert "What changed in icp.toml" not in told
    page.market.icp.file.write_text("[relations]\nuses = { weight = 2 }\n")
    page.market.discover(limit=0)
    page.market.icp.file.unlink()
    told = page.text("/runs?old=1&new=3")
    assert "What changed in icp.toml" in told
    assert "+uses = { weight = 2 }" in told
    assert "<name>" not in page.get("/runs").text
    assert page.text('/runs?old=2&new=odd "<name>"').count("No company moved") == 1


# What there is not


def test_a_market_without_customers_says_how_to_name_them(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text("domain,name,industry\na.example,A,Steel\n")
    market = graph_icp.open(tmp_path / "market.duckdb")
    assert "There is no market yet" in words(served(market).get("/profile").text)
    market.load(tmp_path / "companies.csv")
    page = served(market)
    for address in ("/profile", "/profile?view=weights"):
        found = page.get(address)
        assert found.status_code == 409
        assert "graph-icp customers set" in words(found.text)
    assert "No run is kept yet" in page.text("/runs")
    page.post("/backtest")
    page.browser.app._app.state.held.tested.last().join()  # type: ignore[attr-defined]
    assert "customers" in page.text("/backtest")
