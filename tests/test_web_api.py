"""What programs are answered under /api, and the document that describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import openapi_spec_validator
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from web_client import OWN, PORT, Client, shops

import graph_icp
from graph_icp.errors import ServingError
from graph_icp.web.api import api
from graph_icp.web.app import application
from graph_icp.web.guard import Guard
from graph_icp.web.serving import serve

if TYPE_CHECKING:
    from httpx import Response

    from graph_icp.market import Market

TOKEN = "a-token-for-scripts"  # noqa: S105 - of a test
SENT = {"Authorization": f"Bearer {TOKEN}"}
ASKED = {
    "/api/discover": "?country=DE&country=FR&limit=3",
    "/api/explain": "?account=shop12.example",
    "/api/similar": "?account=Acme+%26+Sons",
    "/api/paths": "?account=shop12.example",
    "/api/search": "?text=shop",
    "/api/summary": "",
    "/api/runs": "",
    "/api/diff": "",
    "/api/openapi.json": "",
}
INBOUND = {"companies": [{"domain": "shop12.example"}, {"company": "New", "industry": "Retail"}]}


class Script:
    """A script with its token."""

    def __init__(self, market: Market) -> None:
        self.market, self.app = market, application(market)
        self.client = Client(Guard(self.app, PORT, TOKEN), OWN)
        if market.store.exists():
            self.app.state.held.ranking.begin().join()

    def get(self, address: str, **options: Any) -> Response:
        return self.client.get(address, headers=SENT, **options)

    def post(self, address: str, **options: Any) -> Response:
        return self.client.post(address, headers=SENT, **options)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    return Script(shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons", "<b>\u202eevil\x1b[31m"]))


@pytest.fixture(scope="module")
def document(script: Script) -> dict[str, Any]:
    found: dict[str, Any] = script.get("/api/openapi.json").json()
    return found


def routes(app: Starlette) -> set[tuple[str, str]]:
    """Return the ways and addresses that are answered under /api."""
    (mount,) = (each for each in app.routes if isinstance(each, Mount) and each.path == "/api")
    return {
        (way, mount.path + each.path)
        for each in mount.routes
        if isinstance(each, Route)
        for way in (each.methods or set()) - {"HEAD"}
    }


def answers_as_said(found: Response, document: dict[str, Any]) -> bool:
    """Return whether an answer is as the document says, which is asserted."""
    path, way = found.request.url.path, found.request.method.lower()
    said = document["paths"][path][way]["responses"][str(found.status_code)]
    (kind,) = said["content"]
    assert found.headers["content-type"] == kind
    schema = {**said["content"][kind]["schema"], "components": document["components"]}
    jsonschema.validate(found.json(), schema)
    return True


# The document


def test_the_document_is_openapi_of_every_route(script: Script, document: dict[str, Any]) -> None:
    openapi_spec_validator.validate(document)
    described = {(way.upper(), path) for path, ways in document["paths"].items() for way in ways}
    assert described == routes(script.app)
    assert {path for way, path in described if way == "GET"} == {*ASKED}


@pytest.mark.parametrize("address", ASKED)
def test_answers_are_as_the_document_says(
    address: str, script: Script, document: dict[str, Any]
) -> None:
    found = script.get(address + ASKED[address])
    assert found.status_code == 200, found.text
    assert answers_as_said(found, document)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/discover?limit=0", 400, "'limit' is from 1 to 200"),
        ("/api/discover?limit=x", 400, "'limit' is a number"),
        ("/api/discover?has_door=perhaps", 400, "'has_door' is true or false"),
        ("/api/discover?tiers=Best+fit", 400, "There is no parameter 'tiers'"),
        ("/api/discover?owner=Ann", 400, "--people"),
        ("/api/discover?tier=Great", 404, "There is no tier 'Great'"),
        ("/api/discover?country=Atlantis", 404, "There is no country"),
        ("/api/discover?has_door=true", 409, "No file of a colleague is loaded"),
        ("/api/explain", 400, "'account' is not given"),
        ("/api/explain?account=nobody.example", 404, "There is no account"),
        ("/api/search?text=" + "x" * 10_000, 400, "at most 200 characters"),
        ("/api/diff?old=1", 400, "Give two runs"),
        ("/api/diff?old=1&new=/etc/hosts", 404, "There is no run"),
    ],
)
def test_errors_are_json_with_a_code(
    address: str, status: int, says: str, script: Script, document: dict[str, Any]
) -> None:
    found = script.get(address)
    assert found.status_code == status
    assert says in found.json()["error"]
    assert answers_as_said(found, document)


def test_addresses_and_ways_that_there_are_not(script: Script) -> None:
    assert script.get("/api/nothing").status_code == 404
    assert "openapi.json" in script.get("/api/nothing").json()["error"]
    assert script.post("/api/discover").status_code == 405
    assert "error" in script.get("/api/qualify").json()


# Questions


def test_the_list_is_that_of_the_page(script: Script) -> None:
    found = script.get("/api/discover?country=DE&sort=fit&limit=5&start=5").json()
    page = script.market.discover(filters=None, sort="fit", preview=True).table
    keys = page[page["country"] == "DE"]["key"].tolist()
    assert [each["key"] for each in found["companies"]] == keys[5:10]
    assert found["matching"] == len(keys)
    assert "40 in other countries" in found["left_out"]


def test_inbound_companies_are_judged_and_not_stored(
    script: Script, document: dict[str, Any]
) -> None:
    found = script.post("/api/qualify", json=INBOUND)
    assert answers_as_said(found, document)
    assert [each["was"] for each in found.json()["companies"]] == ["in the market", "new"]
    assert script.get("/api/search?text=new").json()["companies"] == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (b"{", "not JSON"),
        (b"[" * 30_000, "not JSON"),
        (b"[]", "no object"),
        (b'{"companies": [{"country": "DE"}]}', "Number 1 of 'companies' has neither"),
        (b'{"companies": "' + b"x" * 70_000 + b'"}', "longer than 65,536 bytes"),
        (b'{"companies": [{"domain": "\xff"}]}', "not JSON"),
    ],
)
def test_what_cannot_be_read_is_told(sent: bytes, says: str, script: Script) -> None:
    found = script.post("/api/qualify", content=sent)
    assert found.status_code == 400
    assert says in found.json()["error"]


def test_names_steer_no_terminal(script: Script) -> None:
    sent = script.get("/api/search?text=evil").content.decode()
    assert "\u202e" not in sent
    assert "\x1b" not in sent
    assert "<b>evil" in json.loads(sent)["companies"][0]["account"]


def test_people_are_told_where_that_is_allowed(script: Script) -> None:
    asked = "/api/explain?account=shop12.example"
    told = script.get(asked)
    assert "Rita" not in told.text
    assert "contacts" not in told.json()
    allowed = Client(Starlette(routes=[api(script.app.state.held, people=True)]), OWN)
    assert [each["person"] for each in allowed.get(asked).json()["contacts"]] == ["Rita Rossi"]


def test_a_new_ranking_is_begun_by_who_asks_for_it(
    script: Script, document: dict[str, Any]
) -> None:
    found = script.post("/api/rank")
    assert found.status_code == 202
    assert answers_as_said(found, document)
    script.app.state.held.ranking.begin().join()


def test_a_ranking_under_way_is_told_with_when_to_ask_again(
    script: Script, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.app.state.held, "ranked", lambda: None)
    found = script.get("/api/discover")
    assert (found.status_code, found.headers["retry-after"]) == (503, "2")
    assert answers_as_said(found, document)
    assert script.get("/api/discover?limit=0").status_code == 400
    assert script.get("/api/summary").status_code == 200


# Who is answered


def test_the_token_or_the_browsers_cookie_opens_it(script: Script) -> None:
    stranger = script.client.get("/api/summary")
    assert stranger.status_code == 403
    assert "GRAPH_ICP_API_TOKEN" in stranger.json()["error"]
    wrong = {"Authorization": "Bearer a-token-for-scriptz"}
    assert script.client.get("/api/summary", headers=wrong).status_code == 403
    assert script.client.get("/apiary", headers=SENT).status_code == 403
    foreign = {**SENT, "Origin": "https://evil.example"}
    assert script.client.get("/api/summary", headers=foreign).json()["error"]
    assert script.client.post("/feedback", headers=SENT, data={"account": "x"}).status_code == 403
    guard = Guard(script.app, PORT, TOKEN)
    browser = Client(guard, OWN)
    browser.get(guard.link)
    assert browser.get("/api/runs").status_code == 200
    assert browser.post("/api/rank").status_code == 403


@pytest.mark.parametrize(
    "token", ["short", "with a blank in it, too", "ünïcödé-ünïcödé-ü", " " * 20]
)
def test_a_token_that_is_guessed_or_cannot_be_sent_is_refused(token: str, script: Script) -> None:
    with pytest.raises(ServingError, match="at least 16"):
        serve(script.market, script_token=token, ready=print, ended=print)


def test_a_market_that_is_not_there_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("none")
    script = Script(graph_icp.open(folder / "none.duckdb"))
    found = script.get("/api/summary")
    assert found.status_code == 409
    assert "none.duckdb" in found.json()["error"]
    assert script.get("/api/discover").status_code in (409, 503)
