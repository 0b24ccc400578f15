"""The local page as Chromium shows it: nothing from elsewhere, nothing cut, nobody else let in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from web_client import shops, with_pools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ACME = "/account/domain%3Ashop12.example"
PAGES = (
    "/",
    "/?country=DE&sort=fit",
    "/?feedback=won",
    ACME,
    *(f"{ACME}?view={each}" for each in ("signals", "people", "sources", "graph")),
    "/map",
    "/profile",
    "/profile?view=weights&w.industry=0.1",
    "/profile/save?w.industry=0.1",
    "/backtest",
    "/runs?old=1&new=1",
    "/search?q=shop",
    *("/data", "/data/gaps", "/data/rejects", "/data/matches"),
    "/account/nobody.example",
    "/customers",
    "/customers?q=shop",
    "/customers?view=outliers",
    "/events",
    "/events?all=1",
    "/events?event=trade+%3Cfair%3E",
    "/competitors",
    "/competitors?state=leaving",
    "/introducers",
)
SIZES = ((1400, 900), (390, 844))
LONG = "A company whose name never ends, Incorporated and Sons " * 3
SANDBOX = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start `graph-icp serve`, and give the link that it prints."""
    folder = tmp_path_factory.mktemp("shops")
    market = with_pools(shops(folder, ["Acme & Sons", LONG, "W" * 90]), folder)
    command = [sys.executable, "-m", "graph_icp.cli", "serve", "--no-open", "--store", market.path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        assert server.stdout is not None
        found = next(
            match[0] for line in server.stdout if (match := re.search(r"http://\S+", line.decode()))
        )
        yield found
        server.terminate()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as play:
        rebinding = "--host-resolver-rules=MAP evil.example 127.0.0.1"
        shown = play.chromium.launch(executable_path=chromium, args=[*SANDBOX, rebinding])
        yield shown
        shown.close()


@pytest.fixture(scope="module")
def state(link: str, browser: Browser) -> Any:
    """Open the link once, and give the cookie that it leaves."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 200, answer.text()
    page.wait_for_selector(".accounts", timeout=60_000)
    again = browser.new_context().new_page().goto(link)
    assert again is not None
    assert again.status == 403
    return context.storage_state()


def base(link: str) -> str:
    return link.split("/open")[0]


def watched(page: Page) -> list[str]:
    """Gather what a page asks of elsewhere, and what its policy or scripts complain about."""
    wrong: list[str] = []
    page.on("request", lambda sent: wrong.append(sent.url) if not _is_own(sent.url) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda told: wrong.append(told.text) if "Content Security" in told.text else None,
    )
    return wrong


def _is_own(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "data:"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_nothing_comes_from_elsewhere_and_axe_finds_nothing(
    scheme: Any, link: str, state: Any, browser: Browser
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_context(storage_state=state, color_scheme=scheme).new_page()
    wrong = watched(page)
    for address in PAGES:
        page.goto(base(link) + address)
        # A page that is worked out asks again by itself, which would cut the next one short.
        page.get_by_text("Look again now").wait_for(state="detached", timeout=60_000)
        page.wait_for_load_state()
        if address.endswith("graph"):
            page.wait_for_selector("#picture[data-drawn]")
        if address == "/map":
            page.wait_for_selector("#map[data-drawn]")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wide), (address, width)
        found = axe.run(page).response["violations"]
        serious = [
            (address, each["id"], [node["html"] for node in each["nodes"]][:3])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == []
    assert wrong == []


def test_everything_but_the_drawing_works_without_javascript(
    link: str, state: Any, browser: Browser
) -> None:
    page = browser.new_context(storage_state=state, java_script_enabled=False).new_page()
    page.goto(base(link) + "/")
    page.locator("summary", has_text="Country").click()
    page.locator('input[name="country"][value="DE"]').check()
    page.get_by_role("button", name="Show", exact=True).click()
    assert "country=DE" in page.url
    assert page.get_by_role("link", name="Remove Country: Germany").is_visible()
    page.goto(base(link) + ACME)
    page.get_by_role("button", name="Taken").click()
    assert page.get_by_role("status").inner_text().startswith("Acme & Sons is marked “taken”.")
    page.get_by_role("button", name="Undo").click()
    assert "Taken back" in page.get_by_role("status").inner_text()
    page.goto(base(link) + "/customers")
    page.get_by_role("button", name="Remove Shop 3", exact=True).click()
    assert page.get_by_role("status").inner_text().startswith("Removed: Shop 3. 11 customers now.")
    page.get_by_role("button", name="Undo").click()
    assert "Taken back. 12 customers now." in page.get_by_role("status").inner_text()


def test_the_map_finds_a_company_and_its_table_needs_no_javascript(
    link: str, state: Any, browser: Browser
) -> None:
    page = browser.new_context(storage_state=state, has_touch=True).new_page()
    page.goto(base(link) + "/map")
    page.wait_for_selector("#map[data-drawn='72']")
    page.get_by_label("Find a company on the map").fill("acme")
    page.get_by_role("button", name="Find", exact=True).click()
    assert page.get_by_role("status").inner_text() == "Found Acme & Sons."
    assert "Customers most like it: Shop" in page.locator("#company").inner_text()
    # A tap shows the company in the middle; only its link leads away.
    page.wait_for_timeout(600)
    page.locator("#map").tap()
    page.locator("#company a").click()
    assert page.url == base(link) + ACME
    plain = browser.new_context(storage_state=state, java_script_enabled=False).new_page()
    plain.goto(base(link) + "/map?country=DE")
    assert plain.get_by_text("The drawing needs JavaScript").is_visible()
    assert plain.get_by_role("region", name="Companies on the map").locator("tr").count() == 33


def test_a_filter_swaps_the_results_and_the_address(
    link: str, state: Any, browser: Browser
) -> None:
    page = browser.new_context(storage_state=state).new_page()
    page.goto(base(link) + "/?sort=fit")
    page.locator("summary", has_text="Country").click()
    page.locator('input[name="country"][value="DE"]').check()
    page.wait_for_selector(".active")
    assert "country=DE" in page.url
    assert "20 in this list" in page.locator("#results").inner_text()
    assert page.locator('input[name="country"][value="DE"]').is_visible()
    page.go_back()
    page.wait_for_selector("header.top")
    assert "60 in this list" in page.locator("#results").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_sliders_preview_by_themselves_and_by_a_button(
    javascript: bool, link: str, state: Any, browser: Browser
) -> None:
    context = browser.new_context(storage_state=state, java_script_enabled=javascript)
    page = context.new_page()
    wrong = watched(page)
    page.goto(base(link) + "/profile?view=weights")
    slider = page.locator('input[name="w.industry"]')
    slider.press("ArrowRight")
    if not javascript:
        page.get_by_role("button", name="Preview").click()
    page.get_by_text("Of the first 25 companies").wait_for(timeout=60_000)
    assert page.url.endswith("/profile?view=weights&w.industry=1.05")
    assert slider.input_value() == "1.05"
    assert page.locator("output").filter(has_text="1.05").count() == 1
    assert wrong == []


class Foreign(BaseHTTPRequestHandler):
    """Another site, with a form and a picture that lead to the local page."""

    target = ""

    def do_GET(self) -> None:
        page = (
            f'<form method="post" action="{self.target}/feedback"><button>Go</button>'
            '<input name="account" value="domain:shop12.example">'
            f'<input name="status" value="taken"></form><img src="{self.target}/">'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_other_sites_and_other_names_are_refused(link: str, state: Any, browser: Browser) -> None:
    Foreign.target = base(link)
    site = HTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    page = browser.new_context(storage_state=state).new_page()
    answers: dict[str, int] = {}
    page.on("response", lambda got: answers.update({f"{got.request.method} {got.url}": got.status}))
    # Of an answer that is not for other sites, Chromium gives none at all.
    page.on("requestfailed", lambda sent: answers.update({f"{sent.method} {sent.url}": 403}))
    page.goto(f"http://localhost:{site.server_port}/")
    page.get_by_role("button").click()
    page.wait_for_url("**/feedback")
    assert answers[f"POST {base(link)}/feedback"] == 403
    assert answers[f"GET {base(link)}/"] == 403
    rebound = page.goto(base(link).replace("127.0.0.1", "evil.example") + "/")
    assert rebound is not None
    assert rebound.status == 403
    site.shutdown()
    site.server_close()


def test_an_open_filter_closes_by_escape_by_a_click_outside_and_by_tab(
    link: str, state: Any, browser: Browser
) -> None:
    page = browser.new_context(storage_state=state).new_page()
    page.goto(base(link) + "/?sort=fit")
    country = page.locator("summary", has_text="Country")
    choice = page.locator('input[name="country"][value="DE"]')

    def leave(how: str) -> None:
        if how == "click":
            page.locator("h1").click()
            return
        for _ in range(4 if how == "Tab" else 1):
            page.keyboard.press(how)

    for how in ("Escape", "click", "Tab"):
        country.click()
        choice.focus()
        assert choice.is_visible()
        leave(how)
        choice.wait_for(state="hidden", timeout=5_000)
        if how == "Escape":
            assert country.evaluate("each => each === document.activeElement")


def test_the_menu_of_a_phone_keeps_its_order_and_shows_the_present_page(
    link: str, state: Any, browser: Browser
) -> None:
    context = browser.new_context(storage_state=state, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(base(link) + "/data")
    left, right = (
        page.locator(".top nav a", has_text=each).evaluate(
            "each => each.getBoundingClientRect().left"
        )
        for each in ("List", "Data")
    )
    assert left < 0 < right < 390


def test_paper_shows_no_controls_and_what_is_closed_on_the_screen(
    link: str, state: Any, browser: Browser
) -> None:
    page = browser.new_context(storage_state=state).new_page()
    page.goto(base(link) + "/?sort=fit&country=DE")
    page.emulate_media(media="print")
    for each in (".top", ".filters", ".clear", "button >> nth=0", ".active [aria-hidden]"):
        assert page.locator(each).is_hidden(), each
    assert page.locator(".active").inner_text().strip().endswith("Country: Germany")
    assert page.locator("details.notice li").first.is_visible()


def test_filters_of_the_map_stand_above_it(link: str, state: Any, browser: Browser) -> None:
    page = browser.new_context(storage_state=state).new_page()
    page.goto(base(link) + "/map")
    page.wait_for_selector("#map[data-drawn]")
    page.locator("summary", has_text="Country").click()
    page.locator('input[name="country"][value="DE"]').check()
    pill = page.get_by_role("link", name="Remove Country: Germany")
    pill.wait_for()
    above, below = pill.bounding_box(), page.locator("#map").bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    assert page.locator(".active").count() == 1
