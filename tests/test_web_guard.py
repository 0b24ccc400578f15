"""The guard of the local page: one browser of this computer, and scripts with their token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from web_client import Client

from graph_icp.web.guard import Guard

if TYPE_CHECKING:
    from httpx import Response
    from starlette.requests import Request

PORT = 18_080
OWN = f"http://127.0.0.1:{PORT}"
FOREIGN = "https://evil.example"
TOKEN = "a-token-for-scripts"  # noqa: S105 - of a test
SEEN: list[str] = []


def answer(request: Request) -> PlainTextResponse:
    SEEN.append(request.method)
    return PlainTextResponse("the list")


@pytest.fixture
def guard() -> Guard:
    SEEN.clear()
    app = Starlette(
        routes=[
            Route("/", answer, methods=["GET", "POST", "PUT", "DELETE"]),
            Route("/api/list", answer, methods=["GET", "POST"]),
        ]
    )
    return Guard(app, PORT, TOKEN)


@pytest.fixture
def stranger(guard: Guard) -> Client:
    return Client(guard, base_url=OWN)


@pytest.fixture
def browser(guard: Guard, stranger: Client) -> Client:
    """A browser that opened the link."""
    assert stranger.get(guard.link).status_code == 303
    return stranger


def is_refused(found: Response) -> bool:
    return found.status_code == 403 and not SEEN


# Who comes in


def test_nobody_comes_in_without_the_link(stranger: Client) -> None:
    assert is_refused(stranger.get("/"))
    assert is_refused(stranger.get("/", headers={"Cookie": f"graph_icp_{PORT}=guessed"}))
    assert is_refused(stranger.get("/", headers={"Cookie": "\x7f;;=="}))


def test_the_link_opens_the_page_once(guard: Guard, stranger: Client) -> None:
    first = stranger.get(guard.link)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"graph_icp_{PORT}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert stranger.get("/").text == "the list"
    other = Client(guard, base_url=OWN)
    assert other.get(guard.link).status_code == 403
    assert other.get("/").status_code == 403


def test_a_wrong_token_leaves_the_link_as_it_is(guard: Guard, stranger: Client) -> None:
    for wrong in ("", "?token=", "?token=guess", "?other=1", "?token=%00&token=x"):
        assert is_refused(stranger.get(f"/open{wrong}"))
    assert is_refused(stranger.post(guard.link, headers={"Origin": OWN}))
    assert stranger.get(guard.link).status_code == 303


def test_links_of_two_servers_are_apart(guard: Guard) -> None:
    other = Guard(Starlette(), PORT)
    assert urlsplit(guard.link).query != urlsplit(other.link).query
    assert Client(guard, base_url=OWN).get(other.link).status_code == 403


# Who asks


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", "", "[::1]"],
)
def test_other_hosts_are_refused_also_of_the_link(host: str, guard: Guard, browser: Client) -> None:
    assert is_refused(browser.get("/", headers={"Host": host}))
    again = Guard(Starlette(), PORT)
    asked = Client(again, base_url=OWN)
    assert asked.get(again.link, headers={"Host": host}).status_code == 403
    assert asked.get(again.link).status_code == 303


def test_this_computer_has_two_names(browser: Client) -> None:
    assert browser.get("/", headers={"Host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    ],
)
def test_other_sites_neither_read_nor_write(headers: dict[str, str], browser: Client) -> None:
    assert is_refused(browser.get("/", headers=headers))
    assert is_refused(browser.post("/", headers=headers))


def test_a_page_opened_from_another_site_is_shown_and_its_form_is_not_taken(
    browser: Client,
) -> None:
    opened = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert is_refused(browser.post("/", headers=opened))
    assert browser.get("/", headers=opened).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_changes_need_a_page_of_ours(method: str, browser: Client) -> None:
    assert is_refused(browser.request(method, "/"))
    assert is_refused(browser.request(method, "/", headers={"Sec-Fetch-Site": "none"}))
    assert browser.request(method, "/", headers={"Origin": OWN}).status_code == 200


# Scripts


def test_scripts_ask_with_their_token_under_api_alone(stranger: Client) -> None:
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert is_refused(stranger.get("/", headers=right))
    assert is_refused(stranger.get("/api/list"))
    assert is_refused(stranger.get("/api/list", headers={"Authorization": "Bearer guess"}))
    assert is_refused(stranger.get("/api/list", headers={**right, "Origin": FOREIGN}))
    assert is_refused(stranger.get("/api/list", headers={**right, "Host": "evil.example"}))
    assert stranger.get("/api/list", headers=right).status_code == 200


def test_without_a_token_no_script_asks() -> None:
    app = Starlette(routes=[Route("/api/list", answer)])
    client = Client(Guard(app, PORT), base_url=OWN)
    for sent in ("Bearer ", "Bearer None", ""):
        assert client.get("/api/list", headers={"Authorization": sent}).status_code == 403


# What every answer has


def test_every_answer_has_the_headers(guard: Guard, stranger: Client) -> None:
    for found in (stranger.get("/"), stranger.get(guard.link), stranger.get("/")):
        policy = found.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert found.headers["referrer-policy"] == "same-origin"
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in found.headers
