"""Quality of each method at finding hidden customers, on real lists, by the product's own door.

    python benchmarks/quality.py ../shared/data      # some minutes
    python benchmarks/quality.py ../shared/data --splits 1 --sets market --methods auto jaccard

Customers are the companies with one technology; it, and those that give it away, are left out,
and so are companies of which nothing else is known. Among start-ups customers are the companies
with one keyword, which is taken from their keywords, and nobody is left out. 30% of the
customers are hidden, and all companies that are not shown as customers are ranked. "2 customers"
shows so many, hides the same and ranks the other customers nowhere. Means and standard errors over
technologies and splits. Ends with 1 where `auto` misses an aim.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from collections import namedtuple
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import graph_icp
from graph_icp.discovery.backtest.metrics import MEASURES, Found
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = 0.3
# Numbers of customers with which `auto` is tried besides.
FEW = (2, 3, 4)
RANDOM = "random"
METHODS = ("auto", *sorted(scorers()), RANDOM)
Quality = namedtuple("Quality", MEASURES)


@dataclass(frozen=True)
class Set:
    """A set of markets: who has what, and whose customers are looked for.

    Attributes
    ----------
    folder, kind : str
        The folder, and where it has several kinds of lists, which.
    least : int
        Traits that a company must have apart from what is left out.
    targets : dict of str to tuple of str
        The technologies or keywords, each with those that give it away.
    auc, precision : float
        What is aimed at.
    events : bool
        Whether companies' events count too.
    few : tuple of float
        The average precision that is aimed at with FEW customers.
    texts : tuple of str
        Where companies describe themselves, the columns in which they do.
    """

    folder: str
    kind: str
    least: int
    targets: dict[str, tuple[str, ...]] = field(repr=False)
    auc: float = 0.0
    precision: float = 0.0
    events: bool = False
    texts: tuple[str, ...] = ()
    few: tuple[float, ...] = ()


def alone(*names: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(names, ())


ADOPTED = alone("Apache Airflow", "Argo CD", "Argo Workflows", "Apache Druid", "Cilium")
ADOPTED |= {"Flux v2": ("Flux v1", "Flagger")} | alone("Crossplane", "Thanos")
TOLD = alone("Kubernetes", "Terraform", "AWS", "Kafka", ".NET")
TOLD |= {"Ruby on Rails": ("Ruby",), "Django": ("Python",), "Docker": ("Kubernetes",)}
TOLD |= {"WordPress": ("PHP", "WooCommerce"), "React": ("React Native",)}
REMOTE = alone("Argo CD", "Elixir", "Terraform", "PostgreSQL") | {"Kubernetes": ("Docker",)}
BEGINNERS = alone("Developer Tools", "Open Source", "Marketplace", "E-commerce", "Analytics")
BOTH = ("Keywords", "Description")
SETS = {
    "B1": Set("adopters", "adopters", 1, ADOPTED, 0.811, 0.080, few=(0.035, 0.039, 0.038)),
    "B2": Set("adopters", "profile", 1, TOLD, 0.790, 0.244, few=(0.117, 0.127, 0.133)),
    "market": Set("market", "", 2, REMOTE, 0.847, 0.165, few=(0.083, 0.091, 0.094)),
    "market with events": Set(
        *("market", "", 2, REMOTE, 0.848, 0.178), events=True, few=(0.083, 0.098, 0.098)
    ),
    "startups, keywords": Set("startups", "", 0, BEGINNERS, texts=BOTH[:1]),
    "startups, words": Set("startups", "", 0, BEGINNERS, texts=BOTH[1:]),
    "startups": Set("startups", "", 0, BEGINNERS, 0.89, 0.235, texts=BOTH),
}


def main() -> int:
    """Measure and print; 1 where an aim of `auto` is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of real lists")
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    given = parser.parse_args()
    missed = 0
    print(f"{'':19} {'method':20} {'AUC':>13} {'AP':>13} {'P@20':>6} {'R@100':>6} {'lift':>6}")
    for name in given.sets:
        found: dict[str, list[Quality]] = {method: [] for method in given.methods}
        for method, each in measured(SETS[name], given.data, given.splits, given.methods):
            found[method].append(each)
        for method, each in found.items():
            auc, precision = (_mean(each, place) for place in (0, 1))
            print(f"{name:19} {method:20} {auc} {precision} {_rest(each)}", flush=True)
        if "auto" in found and SETS[name].auc:
            missed += _aims(SETS[name], found["auto"])
            missed += _with_few(name, given.data, given.splits)
    return int(missed > 0)


def _with_few(name: str, data: Path, splits: int) -> int:
    """Measure and print what few customers give, and return how many aims are missed by far."""
    missed = 0
    for count, aim in zip(FEW, SETS[name].few, strict=False):
        found = [each for _, each in measured(SETS[name], data, splits, ["auto"], count)]
        precisions = [each.average_precision for each in found]
        error = statistics.stdev(precisions) / math.sqrt(len(found))
        reached = statistics.mean(precisions) >= aim - error
        auc, precision = (_mean(found, place) for place in (0, 1))
        said = f"aim {aim:.3f} " + ("reached" if reached else "MISSED")
        print(f"{name:19} {f'auto, {count} customers':20} {auc} {precision} {said}", flush=True)
        missed += not reached
    return missed


def measured(
    of: Set, data: Path, splits: int, methods: list[str], shown: int | None = None
) -> Iterator[tuple[str, Quality]]:
    """Give the quality of every method on every split of every market of a set.

    Of the customers that are not hidden only so many are shown, all where `shown` is not given.
    """
    for customers, companies, tables in (_described if of.texts else _linked)(of, data):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            market = graph_icp.open(folder / "market.duckdb")
            market.load(*(_written(folder / file, table) for file, table in tables.items()))
            known = [each for each in companies if each in customers]
            for seed in range(splits):
                mixed = np.random.default_rng(seed).permutation(known)
                hidden = set(mixed[: round(HIDDEN * len(mixed))])
                seen = mixed[round(HIDDEN * len(mixed)) :][:shown]
                (folder / "shown.txt").write_text("\n".join(sorted(seen)))
                market.customers.set(folder / "shown.txt")
                others = [each for each in companies if each in hidden or each not in customers]
                wanted = np.array([each in hidden for each in others])
                for method in methods:
                    scores = _scores(market, method, others, seed)
                    yield method, Quality(*Found.of(scores, wanted).parts().mean(axis=0))


def _linked(of: Set, data: Path) -> Iterator[tuple[set[str], list[str], dict[str, pd.DataFrame]]]:
    """Give the customers, the companies and the files of each market of lists."""
    technologies = _links(data / of.folder / "company_technology.csv", of.kind, "technology")
    events = _links(data / of.folder / "company_event.csv", "", "event") if of.events else None
    for target, coupled in of.targets.items():
        customers = set(technologies[technologies["technology"] == target]["domain"])
        kept = technologies[~technologies["technology"].isin([target, *coupled])]
        tables = {"technologies.csv": kept} | ({} if events is None else {"sponsors.csv": events})
        counts = pd.concat([each["domain"] for each in tables.values()]).value_counts()
        companies = sorted(counts[counts >= of.least].index)
        tables = {name: each[each["domain"].isin(companies)] for name, each in tables.items()}
        yield customers, companies, tables


def _described(
    of: Set, data: Path
) -> Iterator[tuple[set[str], list[str], dict[str, pd.DataFrame]]]:
    """Give the customers, the companies and the file of each market of start-ups."""
    told = pd.read_csv(data / of.folder / "companies.csv", dtype=str, keep_default_na=False)
    domains = [f"c{place:05}.example" for place in range(len(told))]
    keywords = told["Keywords"].str.split("; ")
    for target in of.targets:
        customers = {
            domain for domain, each in zip(domains, keywords, strict=True) if target in each
        }
        rest = keywords.map(lambda each, target=target: "; ".join(w for w in each if w != target))
        table = told.assign(domain=domains, Keywords=rest)
        table = table[["domain", "Company", "Location", "Employees", "Industry", *of.texts]]
        yield customers, domains, {"companies.csv": table}


def _links(path: Path, kind: str, trait: str) -> pd.DataFrame:
    """Return who has what: domain (made up, by the company's id) and the trait."""
    table = pd.read_csv(path)
    if kind:
        table = table[table["kind"] == kind]
    numbers = {each: f"c{place:05}.example" for place, each in enumerate(_ids(path.parent))}
    table = table.assign(domain=table["company_id"].map(numbers))
    return table[["domain", trait]].drop_duplicates()


def _ids(folder: Path) -> list[str]:
    files = folder.glob("company_*.csv")
    return sorted({each for file in files for each in pd.read_csv(file)["company_id"]})


def _written(path: Path, table: pd.DataFrame) -> Path:
    table.to_csv(path, index=False)
    return path


def _scores(market: graph_icp.Market, method: str, companies: list[str], seed: int) -> np.ndarray:
    if method == RANDOM:
        return np.random.default_rng(seed).uniform(size=len(companies))
    try:
        listed = market.discover(method=method).table
    except RankingError:  # nothing sets customers apart: all stand alike
        return np.zeros(len(companies))
    return listed.set_index("domain")["points"].reindex(companies).to_numpy()


def _mean(found: list[Quality], place: int) -> str:
    values = [each[place] for each in found]
    error = statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return f"{statistics.mean(values):6.3f} ±{error:5.3f}"


def _rest(found: list[Quality]) -> str:
    rest = [(each.precision, each.recall_100, each.lift) for each in found]
    return " ".join(f"{statistics.mean(values):6.2f}" for values in zip(*rest, strict=True))


def _aims(of: Set, found: list[Quality]) -> int:
    auc = statistics.mean(each.auc for each in found)
    precision = statistics.mean(each.average_precision for each in found)
    reached = auc >= of.auc and precision >= of.precision
    print(
        f"{'':19} {'aim':20} {of.auc:6.3f}        {of.precision:6.3f}        "
        f"{'reached' if reached else 'MISSED'}"
    )
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main())
