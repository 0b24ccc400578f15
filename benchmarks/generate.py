"""A market of any size as CSV files; the same arguments give the same files.

`python benchmarks/generate.py FOLDER ACCOUNTS [LINKS_PER_ACCOUNT]`
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyarrow import csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Links = Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]
    Drawn = tuple[NDArray[np.int64], Links]

EDGES = 30
CUSTOMERS = 500

# Links that are written at a time: bounds the memory that it takes.
_TOGETHER = 1_000_000
# Use falls with a technology's rank: with 5,000 of them a third of all accounts have the first.
_STEEPNESS = 0.9
_FLAT_RANKS = 10
# Customers take so much of their links from so many technologies, so that there is something
# to find.
_FAVOURITES = 40
_FROM_FAVOURITES = 0.3

_SYLLABLES = np.array(
    [
        "ba",
        "co",
        "dri",
        "fel",
        "gan",
        "ho",
        "jin",
        "kor",
        "lum",
        "mer",
        "nov",
        "pra",
        "qui",
        "ros",
        "sta",
        "tel",
        "ur",
        "vex",
        "wol",
        "zen",
    ]
)
_FORMS = np.array(["Inc", "GmbH", "Ltd", "SAS", "BV"])
_COUNTRIES = np.array(["US", "DE", "GB", "FR", "NL", "CA", "IN", "BR", "JP", "AU"])
_INDUSTRIES = np.array(["Software", "Banking", "Retail", "Energy", "Media", "Health", "Travel"])
_SIZES = np.array(["1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000"])
_FIRST_DAY = np.datetime64("2020-01-01")
_DAYS = 1_500


@dataclass(frozen=True)
class Files:
    """The files of a market."""

    companies: Path
    links: Path
    customers: Path

    @classmethod
    def of(cls, folder: Path) -> Files:
        """Return the files of the market in a folder."""
        return cls(*(folder / f"{name}.csv" for name in ("companies", "links", "customers")))


def write_market(folder: Path, accounts: int, edges: int = EDGES, seed: int = 0) -> Files:
    """Write a market's companies, their technologies and its customers.

    Parameters
    ----------
    folder : Path
        Where the files go.
    accounts : int
        How many companies.
    edges : int
        How many links each has. Few are of one technology up to some 100; beyond, they differ
        in their dates.
    seed : int
        Of every random choice.

    Returns
    -------
    Files
    """
    folder.mkdir(parents=True)
    files = Files.of(folder)
    random = np.random.default_rng(seed)
    names = _names(accounts, random)
    domains = np.char.add(np.char.replace(names, " ", "-"), ".com")
    customers = random.choice(accounts, min(CUSTOMERS, accounts // 10), replace=False)
    csv.write_csv(_companies(names, domains, random), files.companies)
    csv.write_csv(
        pa.table({"domain": domains[customers], "value": [1] * len(customers)}), files.customers
    )
    _write_links(files.links, domains, customers, edges, random)
    return files


def name_and_domain(
    accounts: int, random: np.random.Generator
) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return names as people write them, with a legal form, and their domains."""
    names = _names(accounts, random)
    forms = random.choice(_FORMS, accounts)
    domains = np.char.add(np.char.replace(names, " ", "-"), ".com")
    return np.char.add(np.char.add(np.char.title(names), " "), forms), domains


def _names(accounts: int, random: np.random.Generator) -> NDArray[np.str_]:
    """Return names of two words: a random one, and the account's number in syllables."""
    number, words = np.arange(accounts), np.full(accounts, "")
    for _ in range(5):
        words = np.char.add(words, _SYLLABLES[number % len(_SYLLABLES)])
        number //= len(_SYLLABLES)
    first = np.char.add(*(random.choice(_SYLLABLES, accounts) for _ in range(2)))
    return np.char.add(np.char.add(first, " "), words)


def _companies(
    names: NDArray[np.str_], domains: NDArray[np.str_], random: np.random.Generator
) -> pa.Table:
    def drawn(words: NDArray[np.str_]) -> NDArray[np.str_]:
        return random.choice(words, len(names))

    return pa.table(
        {
            "company_id": np.arange(1, len(names) + 1),
            "name": np.char.add(np.char.add(np.char.title(names), " "), drawn(_FORMS)),
            "domain": domains,
            "country": drawn(_COUNTRIES),
            "industry": drawn(_INDUSTRIES),
            "size": drawn(_SIZES),
        }
    )


def _write_links(
    path: Path,
    domains: NDArray[np.str_],
    customers: NDArray[np.int64],
    edges: int,
    random: np.random.Generator,
) -> None:
    drawn = _technologies(len(domains), customers, edges, random)
    count = technologies(len(domains))
    names = pa.array([f"Technology {number}" for number in range(1, count + 1)])
    whole = pa.array(domains)
    schema = pa.schema(
        [("domain", pa.string()), ("technology", pa.string()), ("first_seen", pa.date32())]
    )
    with csv.CSVWriter(path, schema) as file:
        for account, technology in drawn:
            days = _FIRST_DAY + random.integers(0, _DAYS, len(account))
            columns = [whole.take(account), names.take(technology), pa.array(days, pa.date32())]
            file.write(pa.table(columns, schema=schema))


def drawn(accounts: int, edges: int, random: np.random.Generator) -> Drawn:
    """Return the customers of a market by their positions, and its links part by part.

    Returns
    -------
    array of int
    iterator of (array of int, array of int)
        The account and the technology of each link, by their positions.
    """
    customers = random.choice(accounts, min(CUSTOMERS, accounts // 10), replace=False)
    return customers, _technologies(accounts, customers, edges, random)


def technologies(accounts: int) -> int:
    """Return how many technologies there are in a market of so many accounts."""
    return int(5 * accounts**0.5)


def _technologies(
    accounts: int, customers: NDArray[np.int64], edges: int, random: np.random.Generator
) -> Links:
    """Give the account and the technology of each link, by their positions, a part at a time.

    The i-th of an account's links is drawn from the i-th of equal parts of all use, so that few
    are drawn twice.
    """
    count = technologies(accounts)
    use = random.permutation((_FLAT_RANKS + np.arange(count)) ** -_STEEPNESS)
    reach = np.cumsum(use) / use.sum()
    favourites = random.choice(count, min(_FAVOURITES, count), replace=False)
    is_customer = np.zeros(accounts, dtype=bool)
    is_customer[customers] = True
    for start in range(0, accounts, max(_TOGETHER // edges, 1)):
        some = np.arange(start, min(start + max(_TOGETHER // edges, 1), accounts))
        place = (np.arange(edges) + random.random((len(some), edges))) / edges
        technology = np.minimum(np.searchsorted(reach, place), count - 1).ravel()
        account = np.repeat(some, edges)
        favoured = is_customer[account] & (random.random(len(account)) < _FROM_FAVOURITES)
        technology[favoured] = random.choice(favourites, favoured.sum())
        yield account, technology


if __name__ == "__main__":
    write_market(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:]))
