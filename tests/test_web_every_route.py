"""Every route of the local page, as the application has them: who may change, and what may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from dumps import exact_dump
from web_client import OWN, PORT, POSTED, RIVAL, Client, Served, served, shops, with_pools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.market import Market

ACME = "domain:shop12.example"
# What addresses with a part of their own, or of which one asks more, are asked.
ASKED = {
    "/account/{key:path}": [f"/account/{ACME}", f"/account/{ACME}?view=sources"],
    "/card/{name}": ["/card/account_card.css"],
    "/download": ["/download?as=hubspot"],
    "/search": ["/search?q=shop"],
    "/profile": ["/profile?view=weights&w.industry=0.1"],
    "/profile/save": ["/profile/save?w.industry=0.1"],
    "/runs": ["/runs?old=1&new=1"],
    "/customers": ["/customers?q=shop", "/customers?view=outliers"],
    "/events": ["/events?event=trade+%3Cfair%3E"],
    "/competitors/list": [f"/competitors/list?{urlencode({'competitor': RIVAL})}&as=xlsx"],
    "/competitors/research": [f"/competitors/research?{urlencode({'competitor': RIVAL})}&as=csv"],
    "/introducers": ["/introducers?person=Ann+Lee"],
    "/api/explain": [f"/api/explain?account={ACME}"],
    "/api/similar": [f"/api/similar?account={ACME}"],
    "/api/paths": [f"/api/paths?account={ACME}"],
    "/api/search": ["/api/search?text=shop", "/api/search?text=rita"],
    "/api/diff": ["/api/diff?since=7d"],
}
NAMES = ("Rita", "Rossi", "Ann Lee", "Bo Marsh", "Ines", "Silva", "Noa")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("shops")
    return served(with_pools(shops(folder, ["Acme & Sons"]), folder))


def routes(page: Served, method: str) -> list[str]:
    """Return the paths of the application that take a method."""
    app: Any = page.browser.app
    return [path for path, methods in _walked(app._app.routes) if method in methods]


def _walked(routes: Any, before: str = "") -> Iterator[tuple[str, set[str]]]:
    for route in routes:
        if getattr(route, "routes", None):
            yield from _walked(route.routes, before + route.path)
        elif getattr(route, "methods", None):
            yield before + route.path, route.methods


def stored(market: Market) -> Any:
    with market.store() as store:
        return exact_dump(store)


def test_every_change_needs_the_cookie_and_a_page_of_ours(page: Served) -> None:
    posted, before = routes(page, "POST"), stored(page.market)
    assert {"/renew", "/feedback", "/profile/save", "/api/rank"} < set(posted)
    stranger = Client(page.browser.app, OWN)
    foreign = (
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}", "Sec-Fetch-Site": "same-site"},
        {"Origin": OWN, "Host": "evil.example"},
    )
    fields = {"account": ACME, "status": "taken", "verb": "remove", "w.industry": "0"}
    for address in posted:
        assert stranger.post(address, data=fields, headers=POSTED).status_code == 403, address
        for headers in foreign:
            found = page.browser.post(address, data=fields, headers=headers)
            assert found.status_code == 403, (address, headers)
    assert stored(page.market) == before


def test_no_page_changes_the_store_or_asks_by_another_method(page: Served) -> None:
    before = stored(page.market)
    for path in routes(page, "GET"):
        for address in ASKED.get(path, [path]):
            assert page.get(address).status_code == 200, address
            assert page.browser.request("DELETE", address, headers=POSTED).status_code == 405
    assert stored(page.market) == before


def test_no_answer_for_scripts_names_people_unless_that_is_wanted(page: Served) -> None:
    for path in routes(page, "GET"):
        if path.startswith("/api/"):
            for address in ASKED.get(path, [path]):
                told = page.get(address).text
                assert not [each for each in NAMES if each in told], address
    assert "Ann Lee" in page.text("/introducers")
