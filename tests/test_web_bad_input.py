"""Bad input of the local page: no store or none any more, others at it, slow clients, the end."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from planted_cards import HOSTILE
from web_client import OWN, PORT, POSTED, Client, Served, served, shops, words

import graph_icp
from graph_icp.errors import ServingError
from graph_icp.output.node_labels import clean
from graph_icp.web.serving import listen_at, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_icp.market import Market

ACME = "/account/domain%3Ashop12.example"
PAGES = ("/", "/data", "/data/rejects", "/data/gaps", "/data/matches", "/search?q=shop", ACME)


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    found = shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons"])
    found.discover(limit=0)
    return found


@pytest.fixture(scope="module")
def page(market: Market) -> Served:
    return served(market)


def own(market: Market, folder: Path) -> Market:
    """Return a market of its own, to break."""
    return graph_icp.open(shutil.copy(market.path, folder / "own.duckdb"))


# No store, an empty one, nobody in it


def test_every_page_without_a_store_says_what_to_do(tmp_path: Path) -> None:
    page = served(graph_icp.open(tmp_path / "none.duckdb"))
    for address in PAGES:
        found = page.get(address)
        if address == "/data/gaps":
            assert "Find gaps" in words(found.text)
            continue
        assert found.status_code == 409
        assert "There is no market yet" in words(found.text)
        assert "graph-icp load FILES" in words(found.text)
    assert page.post("/feedback", account="x", status="taken").status_code == 409
    assert not (tmp_path / "none.duckdb").exists()


def test_every_page_of_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.duckdb").touch()
    page = served(graph_icp.open(tmp_path / "empty.duckdb"))
    for address in ("/", "/data", "/search?q=x"):
        found = page.get(address)
        assert found.status_code == 409
        assert "graph-icp load FILES" in words(found.text)


def test_a_market_without_customers_says_so_on_each_page(tmp_path: Path) -> None:
    file = tmp_path / "companies.csv"
    file.write_text("domain,name,industry\na.example,Ash,Retail\nb.example,Birch,Steel\n")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(file)
    page = served(market)
    for address in ("/", "/account/a.example"):
        page.browser.app._app.state.held.ranking.begin().join()  # type: ignore[attr-defined]
        found = page.get(address)
        assert found.status_code == 409
        assert "There are no customers to learn from" in words(found.text)
        assert "graph-icp customers set customers.csv" in words(found.text)
    assert "Nobody is a customer yet" in page.text("/data")
    assert "Nothing to decide" in page.text("/data/matches")
    assert "Ash" in page.text("/search?q=ash")


def test_what_else_hinders_a_list_is_not_said_to_be_customers(tmp_path: Path) -> None:
    file = tmp_path / "companies.csv"
    file.write_text("domain,name,status\na.example,Ash,customer\nb.example,Birch,customer\n")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(file)
    found = words(served(market).get("/").text)
    assert "Every account is a customer or left out" in found
    assert "customers set" not in found
    assert "Look again" in found


# Texts


def test_hostile_texts_in_every_field_are_words(tmp_path: Path) -> None:
    texts = [each.encode("utf-8", "replace").decode() for each in HOSTILE if each.strip()]
    market = shops(tmp_path, texts[:10])
    columns = "domain,name,industry,city,owner,Favourite <b>colour</b>"
    rows = [
        f"shop{12 + at}.example," + ",".join('"' + text.replace('"', '""') + '"' for _ in range(5))
        for at, text in enumerate(texts[:10])
    ]
    files = tmp_path / "more.csv", tmp_path / "people.csv"
    for file, lines in zip(files, ([columns, *rows], _people(texts[:10])), strict=True):
        file.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    market.load(*files)
    page = served(market)
    views = [f"{ACME}?view={each}" for each in ("people", "sources", "graph")]
    for address in ("/", *views, "/data/rejects", "/data/matches", "/search?q=a"):
        text = page.get(address).text
        for tag in (
            "<script>document",
            "<img src=x",
            "<b id=broken",
            "<b>colour",
            " onerror=alert",
        ):
            assert tag not in re.sub(r"&lt;.*?&gt;", "", text), address
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), address
        assert " style=" not in text
    assert clean(texts[0]) in page.text("/search?q=shop12")


def _people(texts: list[str]) -> list[str]:
    lines = ["email,name,domain,title"]
    for at, text in enumerate(texts):
        quoted = '"' + text.replace('"', '""') + '"'
        lines.append(f"p{at}@shop12.example,{quoted},shop12.example,{quoted}")
    return lines


@pytest.mark.parametrize(
    ("address", "name"),
    [
        *(("/", name) for name in ("country", "start", "done")),
        *(("/search", "q"), ("/data", "start"), ("/data/rejects", "reason"), (ACME, "view")),
    ],
)
def test_long_texts_in_addresses_break_no_page(address: str, name: str, page: Served) -> None:
    found = page.get(address, params={name: "x" * 10_000})
    assert found.status_code in (200, 400, 404)
    assert len(found.text) < 200_000


def test_an_account_that_is_gone_is_said_and_so_is_what_was_said_of_it(
    market: Market, tmp_path: Path
) -> None:
    page = served(own(market, tmp_path))
    assert page.get(ACME).status_code == 200
    page.market.privacy.forget("shop12.example")
    for address in (ACME, f"{ACME}?view=sources"):
        found = page.get(address)
        assert found.status_code == 404
        assert "There is no account" in words(found.text)
    assert (
        page.post("/feedback", account="domain:shop12.example", status="taken").status_code == 404
    )
    assert "No name has" in page.text("/search?q=acme")


# The store while one serves


def test_a_store_that_is_deleted_or_replaced_is_noticed(market: Market, tmp_path: Path) -> None:
    page = served(own(market, tmp_path))
    store = tmp_path / "own.duckdb"
    assert "Acme & Sons" in page.text("/search?q=acme")
    kept = store.rename(tmp_path / "elsewhere.duckdb")
    for address in ("/", "/data", "/search?q=acme", ACME):
        found = page.get(address)
        assert found.status_code == 409
        assert "There is no market yet" in words(found.text)
    store.write_text("no store at all")
    for address in ("/", "/data", "/search?q=acme"):
        found = page.get(address)
        assert found.status_code == 409
        assert "is not a DuckDB file" in words(found.text)
    store.unlink()
    (tmp_path / "other").mkdir()
    shutil.copy(shops(tmp_path / "other", ["Replaced Ltd"]).path, store)
    assert "Replaced Ltd" in page.text("/search?q=replaced")
    assert "No name has" in page.text("/search?q=acme")
    store.unlink()
    kept.rename(store)
    assert page.get("/").status_code == 200


def test_a_store_that_another_process_changes_is_said_and_looked_at_again(
    market: Market, tmp_path: Path
) -> None:
    page = served(own(market, tmp_path))
    script = (
        "import sys, graph_icp\n"
        "with graph_icp.open(sys.argv[1]).store(write=True):\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, page.market.path]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == b"open\n"
        found = page.get("/data")
        assert found.status_code == 503
        assert "The store is in use" in words(found.text)
        assert found.headers["refresh"]
        said = page.post("/feedback", account="domain:shop12.example", status="taken")
        assert said.status_code == 503
        other.stdin.close()
    assert page.get("/data").status_code == 200


def test_two_servers_on_one_store_see_what_the_other_keeps(market: Market, tmp_path: Path) -> None:
    one = served(own(market, tmp_path))
    other = served(graph_icp.open(one.market.path))
    kept = one.post("/feedback", account="domain:shop12.example", status="taken")
    assert kept.status_code == 303
    assert "The team said" in other.text(ACME)
    assert other.post("/feedback/undo", account="domain:shop12.example").status_code == 303
    assert "The team said" not in one.text(ACME)


def test_a_second_tab_with_the_cookie_of_before_is_refused(page: Served) -> None:
    # The server was started again, on the same port: the name of the cookie is the same.
    before = Client(page.browser.app, OWN, httpx.Cookies({f"graph_icp_{PORT}": "of before"}))
    for found in (before.get("/"), before.post("/undo", data={"change": "x"}, headers=POSTED)):
        assert found.status_code == 403
        assert "Open the link" in found.text


# Slow clients, ports and the end


@contextmanager
def running(store: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start `graph-icp serve` and give it with the link that it prints."""
    command = [sys.executable, "-m", "graph_icp.cli", "serve", "--no-open", "--store", store]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, **pipes) as server:  # type: ignore[call-overload]
        try:
            yield (
                server,
                next(
                    match[0].decode()
                    for line in server.stdout
                    if (match := re.search(rb"http://\S+", line))
                ),
            )
        finally:
            server.kill()


def test_slow_clients_hold_up_nobody_and_ctrl_c_ends_it(market: Market, tmp_path: Path) -> None:
    with running(own(market, tmp_path).path) as (server, link):
        address = urlsplit(link)
        base = f"http://{address.netloc}"
        with httpx.Client(base_url=base, timeout=60) as client:
            assert client.get(link).status_code == 303
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            head = f"Host: {address.netloc}\r\nCookie: {cookie}\r\n"
            # One begins a form and says no more, one asks for a page and reads nothing of it.
            forms, readers = (socket.create_connection(_place(address.netloc)) for _ in range(2))
            origin = f"Origin: {base}\r\nContent-Length: 90\r\n"
            forms.sendall(f"POST /feedback HTTP/1.1\r\n{head}{origin}\r\naccount=".encode())
            readers.sendall(f"GET /card/vis-network.js HTTP/1.1\r\n{head}\r\n".encode())
            time.sleep(0.2)
            told = {"account": "domain:shop12.example", "status": "taken"}
            kept = client.post("/feedback", data=told, headers={**POSTED, "Origin": base})
            assert kept.status_code == 303
            assert client.get("/data").status_code == 200
        threading.Timer(0.1, server.send_signal, [signal.SIGINT]).start()
        assert server.wait(30) == 0
        assert server.stdout is not None
        said = server.stdout.read().decode()
        assert "The page is closed" in said
        assert "Traceback" not in said
        forms.close()
        readers.close()


def _place(netloc: str) -> tuple[str, int]:
    host, _, port = netloc.partition(":")
    return host, int(port)


def test_ctrl_c_ends_it_while_a_ranking_is_made(market: Market) -> None:
    with running(market.path) as (server, _):
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
        assert server.stdout is not None
        assert b"Traceback" not in server.stdout.read()


def test_a_port_in_use_is_said(market: Market) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=f"Port {port} is taken"):
            serve(market, port=port, ready=print, ended=sys.exit)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a port free at once")
def test_a_port_can_be_used_again_at_once() -> None:
    first = listen_at(0)
    port = first.getsockname()[1]
    client = socket.create_connection(("127.0.0.1", port))
    answered, _ = first.accept()
    # Who closes first keeps the port for a minute.
    for each in (answered, first, client):
        each.close()
    listen_at(port).close()


def test_a_change_waits_for_pages_that_are_made_and_later_pages_for_it(
    market: Market, tmp_path: Path
) -> None:
    page = served(own(market, tmp_path))
    held = page.browser.app._app.state.held  # type: ignore[attr-defined]
    answered: list[int] = []
    form = {"account": "domain:shop12.example", "status": "taken"}
    asked = [
        threading.Thread(
            target=lambda: answered.append(page.post("/feedback", **form).status_code)
        ),
        threading.Thread(target=lambda: answered.append(page.get("/data").status_code)),
    ]
    with held.reading():
        asked[0].start()
        time.sleep(0.5)
        asked[1].start()
        time.sleep(0.5)
        assert answered == []
    for each in asked:
        each.join(30)
    assert answered == [303, 200]
