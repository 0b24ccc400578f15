"""A client of the local page that asks the application itself, and a small market to ask about."""

from __future__ import annotations

import asyncio
import datetime
import html
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

import graph_icp
from graph_icp.web.app import application
from graph_icp.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from graph_icp.market import Market


@dataclass
class Client:
    """Requests of one browser, or of a script; it follows no redirect."""

    app: ASGIApp
    base_url: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def request(self, method: str, address: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._request(method, address, **options))

    def get(self, address: str, **options: Any) -> httpx.Response:
        return self.request("GET", address, **options)

    def post(self, address: str, **options: Any) -> httpx.Response:
        return self.request("POST", address, **options)

    async def _request(self, method: str, address: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(
            transport=transport, base_url=self.base_url, cookies=self.cookies
        ) as client:
            found = await client.request(method, address, **options)
            self.cookies.update(client.cookies)
            return found


PORT = 18_081
OWN = f"http://127.0.0.1:{PORT}"
POSTED = {"Origin": OWN, "Sec-Fetch-Site": "same-origin"}


@dataclass
class Served:
    """A market, and a browser that opened its page."""

    market: Market
    browser: Client

    def get(self, address: str, **options: Any) -> httpx.Response:
        """Ask for a page, again while it says that it is being worked out."""
        until = time.monotonic() + 120
        while True:
            found = self.browser.get(address, **options)
            if not (found.is_success and "refresh" in found.headers) or time.monotonic() > until:
                return found
            time.sleep(0.05)

    def post(self, address: str, **fields: str) -> httpx.Response:
        return self.browser.post(address, data=fields, headers=POSTED)

    def text(self, address: str) -> str:
        """Return the words of a page that is there."""
        found = self.get(address)
        assert found.status_code == 200, found.text
        return words(found.text)


def served(market: Market) -> Served:
    """Open the page of a market, once it is ranked."""
    app = application(market)
    guard = Guard(app, PORT)
    browser = Client(guard, OWN)
    assert browser.get(guard.link).status_code == 303
    if market.store.exists():
        app.state.held.ranking.begin().join()
        app.state.held.names(60)
    return Served(market, browser)


def words(page: str) -> str:
    """Return the text of a page, as one reads it."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def shops(folder: Path, names: Sequence[str] = ()) -> Market:
    """Load a market of 12 customers and 60 others, of which the first have these names."""
    rows = ["domain,name,industry,country,size,status"]
    for place in range(72):
        name = names[place - 12] if 12 <= place < 12 + len(names) else f"Shop {place}"
        quoted = '"' + name.replace('"', '""') + '"'
        industry = "Retail" if place < 12 or place % 3 == 0 else "Banking"
        country = ("Germany", "France", "Japan")[place % 3]
        status = "customer" if place < 12 else "prospect"
        rows.append(f"shop{place}.example,{quoted},{industry},{country},51-200,{status}")
    companies = folder / "companies.csv"
    companies.write_text("\n".join(rows), encoding="utf-8", errors="replace")
    uses = ["domain,technology"]
    for place in range(72):
        uses += [
            f"shop{place}.example,{tool}" for tool in ("Kafka", "Looker", "Adyen")[: place % 4]
        ]
        uses += [f"shop{place}.example,Datadog"] if place < 20 else []
    (folder / "company_technology.csv").write_text("\n".join(uses), encoding="utf-8")
    people = ["email,name,domain,title,Email Opt Out"]
    people += ["rita@shop12.example,Rita Rossi,shop12.example,Head of Retail,false"]
    people += ["noa@shop12.example,Noa Outram,shop12.example,CEO,true"]
    (folder / "contacts.csv").write_text("\n".join(people), encoding="utf-8")
    market = graph_icp.open(folder / "shops.duckdb")
    market.load(companies, folder / "company_technology.csv", folder / "contacts.csv")
    return market


RIVAL = 'Rival & Sons "GmbH" <b>'


def with_pools(market: Market, folder: Path) -> Market:
    """Load events, customers of a competitor and colleagues of whom people know, into shops."""
    today = datetime.date.today()
    soon, later = today + datetime.timedelta(60), today + datetime.timedelta(900)
    name = RIVAL.replace('"', '""')
    fairs = [(each, f"Trade <Fair> {today.year - 1}") for each in (*range(10), 12, 13, 15)]
    others = [(each, f"Open Days {today.year - 1}") for each in range(5, 72)]
    files = {
        "since.csv": "domain,value,since\n"
        + "".join(f"shop{each}.example,{1 - each / 20},{today}\n" for each in range(12)),
        "sponsors.csv": "domain,event,tier,date\n"
        + "".join(
            f"shop{each}.example,{event},Gold,{today.year - 1}-05-04\n"
            for each, event in (*fairs, *others)
        ),
        "rivals.csv": "domain,competitor,since,contract end,problems,source day\n"
        + "".join(
            f'shop{each}.example,"{name}",2020-01-01,{end},{problem},{today}\n'
            for each, end, problem in ((12, soon, "no API"), (13, later, ""), (14, later, ""))
        ),
        "words.csv": "colleague,person,email,strength,domain,title,date\n"
        f"Ann Lee,Rita Rossi,rita@shop12.example,strong,shop12.example,Head of Retail,{today}\n"
        f"Ann Lee,Bo Marsh,bo@piper.example,strong,piper.example,CTO,{today}\n",
        "employers.csv": "domain,name,employees\npiper.example,Pied Piper,12\n",
        "jobs.csv": "name,email,company,domain,title,since,until\n"
        f"Bo Marsh,bo@piper.example,Pied Piper,piper.example,CTO,{today.year - 4}-01-01,\n"
        f"Ines Silva,ines@shop15.example,Pied Piper,piper.example,PM,{today.year - 4}-02-01,"
        f"{today.year - 1}-12-01\n"
        f"Ines Silva,ines@shop15.example,,shop15.example,COO,{today.year}-01-01,\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    market.load(*(folder / name for name in files))
    return market
