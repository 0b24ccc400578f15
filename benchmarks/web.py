"""The local page at several sizes: its first list, a filter, an account, searches, and memory.

    python benchmarks/web.py --accounts 1000 100000
    python benchmarks/web.py --store market.duckdb

Every market has 30 links an account and a contact for a third of them, and is generated into a
temporary folder; generating, loading and serving run in processes of their own. A page is asked for
several times over HTTP, as a browser does; the median is told, and the most. *First askings* are of
as many addresses, each asked for once and never before; the others are of one address, again and
again. *Ready* is the time from the start of the server to its first list, *ready to search* to its
first search, *worked out* the time until a page is there that is made in the background.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import duckdb
from measure import measure

HERE = Path(__file__).parent
TIMES = 7
# Seconds at 1,000,000 accounts, and megabytes; at 1,000 a tenth.
AIMS = {"first page": 1.0, "filter": 1.0, "account": 1.0, "search": 0.1}
MEMORY = 4_000
# What stands on a page that is worked out in the background.
WAITS = "Look again now"


@dataclass
class Browser:
    """A browser that opened the link."""

    host: str
    cookie: str = ""

    def get(self, address: str) -> tuple[float, str]:
        """Return the seconds that a page took, and its text."""
        begun = time.perf_counter()
        asked = http.client.HTTPConnection(self.host, timeout=600)
        asked.request("GET", address, headers={"Cookie": self.cookie})
        answer = asked.getresponse()
        text = answer.read().decode()
        took = time.perf_counter() - begun
        self.cookie = (answer.getheader("set-cookie") or self.cookie).split(";")[0]
        asked.close()
        return took, text

    def until(self, address: str, there: str) -> None:
        """Ask for a page until it has a text."""
        while there not in self.get(address)[1]:
            time.sleep(0.2)


def main() -> None:
    """Measure each size and print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--store", help="measure a store that is there")
    asked = parser.parse_args()
    print(f"{'accounts':>9} {'page':24} {'median s':>9} {'most':>7} {'aim':>6}")
    if asked.store:
        measure_store(asked.store)
        return
    for accounts in asked.accounts:
        with tempfile.TemporaryDirectory() as folder:
            measure_store(made(Path(folder), accounts))


def made(folder: Path, accounts: int) -> str:
    """Generate a market and load it; return its store."""
    # Not in this process: what it holds at its peak would count as its children's.
    measure(str(HERE / "generate.py"), str(folder / "files"), str(accounts))
    files = [folder / "files" / f"{name}.csv" for name in ("companies", "links", "customers")]
    contacts = folder / "files" / "contacts.csv"
    # A third of the companies have one, whose first name is theirs.
    read = f"read_csv('{files[0]}')"
    duckdb.sql(
        f"copy (select 'p' || company_id || '@' || domain as email, "  # noqa: S608 - own file
        f"split_part(name, ' ', 1) || ' Miller' || company_id as name, domain, "
        f"'Head of Data' as title from {read} where company_id % 3 = 0) to '{contacts}'"
    )
    store = str(folder / "market.duckdb")
    measure(str(HERE / "steps.py"), "load", store, *map(str, files), str(contacts))
    return store


def measure_store(store: str) -> None:
    """Serve a store, measure its pages, and print them."""
    with duckdb.connect(store, read_only=True) as opened:
        [(accounts,)] = opened.sql("select count(*) from account").fetchall()
        (domain, name), *others = opened.execute(
            "select domain, split_part(name, ' ', 2) from account where status = 'prospect' "
            "order by key limit 1 + ? offset 7",
            [TIMES],
        ).fetchall()
        filters = opened.execute(
            "select country, industry from account where status = 'prospect' "
            "group by all order by count(*) desc, country, industry limit ?",
            [TIMES],
        ).fetchall()
    command = [sys.executable, "-m", "graph_icp.cli", "serve", "--no-open", "--store", store]
    begun = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        link = next(
            urlsplit(match[0].decode())
            for line in server.stdout
            if (match := re.search(rb"http://\S+", line))
        )
        browser = Browser(link.netloc)
        browser.get(f"{link.path}?{link.query}")
        browser.until("/", 'class="accounts"')
        tell(accounts, "ready", [time.perf_counter() - begun])
        browser.until("/search?q=qqqq", "No name has")
        tell(accounts, "ready to search", [time.perf_counter() - begun])
        firsts = {
            "filter, first askings": [
                f"/?{urlencode({'country': country or '', 'industry': industry or ''})}"
                for country, industry in filters
            ],
            "account, first askings": [account(each) for each, _ in others],
        }
        for page, addresses in firsts.items():
            tell(accounts, page, [browser.get(address)[0] for address in addresses])
        pages = {
            "first page": "/",
            "filter": "/?country=DE&industry=Banking",
            "filter, by fit": "/?sort=fit&size=11-50",
            "account": account(domain),
            "search of a name": f"/search?{urlencode({'q': name.lower()})}",
            "search of a domain": f"/search?{urlencode({'q': domain[3:]})}",
            "search of two letters": "/search?q=ba",
            "search of a person": "/search?q=miller7",
            "search without a hit": "/search?q=qqqqq",
        }
        for page, address in pages.items():
            tell(accounts, page, [browser.get(address)[0] for _ in range(TIMES)])
        for address in ("/profile", "/customers", "/events", "/competitors", "/map", "/data"):
            begun = time.perf_counter()
            while WAITS in browser.get(address)[1]:
                time.sleep(0.2)
            tell(accounts, f"{address}, worked out", [time.perf_counter() - begun])
            tell(accounts, address, [browser.get(address)[0] for _ in range(TIMES)])
        server.terminate()
        _, _, used = os.wait4(server.pid, 0)
        server.returncode = 0
    megabytes = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"{accounts:>9,} {'memory, MB':24} {'':9} {megabytes:7.0f} {MEMORY:6,}", flush=True)


def account(domain: str) -> str:
    """Return the address of the page of an account."""
    return f"/account/{quote(f'domain:{domain}', safe='')}"


def tell(accounts: int, page: str, took: list[float]) -> None:
    """Print one line; the aim is that of 1,000,000 accounts, and a tenth of it at 1,000."""
    aim = next((aim for name, aim in AIMS.items() if page.startswith(name)), None)
    if aim is not None and accounts <= 1_000:
        aim /= 10
    shown = f"{aim:6.2f}" if aim else ""
    print(
        f"{accounts:>9,} {page:24} {statistics.median(took):9.3f} {max(took):7.3f} {shown}",
        flush=True,
    )


if __name__ == "__main__":
    main()
