"""Quality and speed of names as a sign that two accounts are one company.

    python benchmarks/names.py ../shared/data
    python benchmarks/names.py --scale 1000000

On a list of companies: how many become one account with another, and whom their bare names and
aliases join. On pairs of names of which it is known whether they are one company's: how well names
tell it. The weights of the names' model are fitted here, too; `name_similarity` holds them as
constants. Pairs that share a name stand in one fold, and what is printed of the model was found by
a model that never saw the pair's fold. Ends with 1 where the constants are not what is fitted, or
an automatic merge is not sure enough.

`--scale` proposes pairs among so many generated names, in a process of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from measure import measure
from rapidfuzz import fuzz
from scipy.optimize import minimize
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

import graph_icp
from graph_icp.identity import name_similarity
from graph_icp.identity.blocking import candidate_pairs
from graph_icp.identity.domains import registrable_domain
from graph_icp.identity.match_candidates import match_candidates
from graph_icp.identity.name_tokens import COMMON_WORDS, name_tokens
from graph_icp.identity.names import clean_company, joined_company

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.market import Market

FOLDS = 5
RIDGE = 1.0
THRESHOLDS = (0.5, 0.8, 0.95)
TOKEN_SET = 0.94
AUTOMATIC = 0.98
INITIALS_AT_MOST = 3.0


@dataclass(frozen=True)
class Pairs:
    """Pairs of names of which it is known whether they are one company's.

    Attributes
    ----------
    table : DataFrame
        name_a, name_b, one (whether they are), fold.
    seen : array of float
        Pairs x features.
    candidate : array of bool
        Whether the pair would be compared, in a market of all these names.
    same_clean : array of bool
        Whether the cleaned names are equal.
    """

    table: pd.DataFrame
    seen: NDArray[np.float64]
    candidate: NDArray[np.bool_]
    same_clean: NDArray[np.bool_]


def main() -> int:
    """Measure and print; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="?", help="the folder of real lists")
    parser.add_argument("--scale", type=int, help="propose among so many generated names")
    parser.add_argument("--propose", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.propose:
        return _propose(given.propose)
    if given.scale:
        _scale(given.scale)
    if given.data:
        _joins(given.data / "adopters" / "companies.csv")
    return _quality(given.data) if given.data else 0


def _joins(file: Path) -> None:
    """Load a list of companies, then their names and their aliases bare, and see who joins whom.

    What a name or an alias should join is the company that the list has it for.
    """
    listed = pd.read_csv(file, dtype=str).fillna("")
    known = listed[listed["domain"] != ""]
    aliases = known.assign(company=known["aliases"].str.split("|")).explode("company")
    aliases = aliases[aliases["company"].str.strip() != ""]
    with tempfile.TemporaryDirectory() as folder:
        whole = graph_icp.open(Path(folder) / "whole.duckdb")
        accounts = whole.load(file).accounts
        print(f"{len(listed):,} companies of the adopters' list are {accounts:,} accounts")
        market = graph_icp.open(Path(folder) / "market.duckdb")
        files = {
            "known": known[["company", "domain", "country"]],
            "names": known[["company"]].assign(technology="One"),
            "aliases": aliases[["company"]].assign(technology="Other"),
        }
        for name, table in files.items():
            table.to_csv(Path(folder) / f"{name}.csv", index=False)
        market.load(*(Path(folder) / f"{name}.csv" for name in files))
        for name, table in (("names", known), ("aliases", aliases)):
            keys = [f"name:{joined_company(each)}|" for each in table["company"]]
            right, wrong = _joined(market, keys, table["domain"])
            print(f"bare {name}: {right:,} of {len(keys):,} join their company, {wrong:,} another")
    print()


def _joined(market: Market, keys: list[str], domains: pd.Series) -> tuple[int, int]:
    """Return how many mentions belong to the account of their domain, and to one of another."""
    with market.store() as store:
        owners = store.ask("identity/owners_of_keys", pa.table({"key": pa.array(keys)})).to_pandas()
        named = store.ask("read/accounts").to_pandas().set_index("id")["key"]
    owner = dict(zip(owners["key"], owners["id"].map(named), strict=True))
    right = wrong = 0
    for key, domain in zip(keys, domains, strict=True):
        account = owner.get(key, key)
        if account.startswith("domain:"):
            same = account == f"domain:{registrable_domain(domain)}"
            right, wrong = right + same, wrong + (not same)
    return right, wrong


def _quality(data: Path) -> int:
    pairs = read(data)
    one = pairs.table["one"].to_numpy()
    probability = out_of_fold(pairs)
    token_set = [
        fuzz.token_set_ratio(clean_company(a), clean_company(b)) / 100
        for a, b in zip(pairs.table["name_a"], pairs.table["name_b"], strict=True)
    ]
    print(f"{len(one):,} pairs, {one.sum():,} of one company; compared {pairs.candidate.sum():,}")
    print(f"\n{'':34} {'precision':>9} {'recall':>7} {'F1':>6}")
    _line("equal cleaned names (merged)", pairs.same_clean, one)
    _line(f"token-set ratio >= {TOKEN_SET}", np.array(token_set) >= TOKEN_SET, one)
    for least in THRESHOLDS:
        _line(f"proposals >= {least}", probability >= least, one)
    print(f"\n{'probability':>12} {'pairs':>6} {'mean':>6} {'of one company':>15}")
    for low in np.arange(10) / 10:
        within = (probability >= low) & (probability < low + 0.1 + (low == 0.9))
        if within.any():
            mean, observed = probability[within].mean(), one[within].mean()
            print(f"{low:6.1f} - {low + 0.1:3.1f} {within.sum():6} {mean:6.2f} {observed:15.2f}")
    wrong = pairs.table[pairs.same_clean & ~one]
    print("\nequal cleaned names that are said to be two companies':")
    print(wrong[["name_a", "name_b", "evidence"]].to_string(index=False, header=False))
    print(f"\n{'':14} {'fitted':>7} {'constant':>9}")
    for name, weight, constant in _weights(pairs):
        print(f"{name:14} {weight:7.2f} {constant:9.2f}")
    return int(not constants_hold(pairs) or precision(pairs.same_clean, one) < AUTOMATIC)


def read(data: Path) -> Pairs:
    """Read the pairs; the market in which words are counted is the names of all of them."""
    table = pd.read_csv(data / "names" / "company_name_pairs.csv", keep_default_na=False)
    table["one"] = table["label"] == 1
    written = sorted({*table["name_a"], *table["name_b"]})
    position = {name: place for place, name in enumerate(written)}
    names = name_tokens(written, [clean_company(name) or "" for name in written])
    a, b = (table[column].map(position).to_numpy(np.int64) for column in ("name_a", "name_b"))
    low, high = np.minimum(a, b), np.maximum(a, b)
    compared = {(one, other) for one, other in candidate_pairs(names).tolist()}
    candidate = np.array([each in compared for each in zip(low, high, strict=True)])
    cleaned = np.array([joined_company(name) or "" for name in written], dtype=object)
    alike = coo_array((np.ones(len(a)), (names.same[a], names.same[b])))
    side = max(alike.shape)
    alike.resize((side, side))
    _, group = connected_components(alike, directed=False)
    table["fold"] = _folds(group[names.same[a]])
    return Pairs(table, name_similarity.features(names, a, b), candidate, cleaned[a] == cleaned[b])


def _folds(group: NDArray[np.int32]) -> list[int]:
    """Deal groups to folds, the largest first, each to the fold that has fewest pairs."""
    sizes = pd.Series(group).value_counts()
    fold: dict[int, int] = {}
    filled = [0] * FOLDS
    for each in sorted(sizes.index, key=lambda each: (-sizes[each], each)):
        fold[each] = int(np.argmin(filled))
        filled[fold[each]] += int(sizes[each])
    return [fold[each] for each in group]


def out_of_fold(pairs: Pairs) -> NDArray[np.float64]:
    """Return each pair's probability by a model that never saw its fold; 0 if not compared."""
    one, fold = pairs.table["one"].to_numpy(), pairs.table["fold"].to_numpy()
    probability = np.zeros(len(one))
    for each in range(FOLDS):
        intercept, weights = fitted(pairs.seen[fold != each], one[fold != each])
        probability[fold == each] = _sigmoid(intercept + pairs.seen[fold == each] @ weights)
    return probability * pairs.candidate


def fitted(seen: NDArray[np.float64], one: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
    """Return intercept and weights of a logistic regression with a ridge on scaled features.

    Weights are not below 0, but for that of the length; initials count INITIALS_AT_MOST at most.
    """
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(seen)), (seen - mean) / spread])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = scaled @ weights
        ridge = RIDGE * np.concatenate(([0], weights[1:]))
        value = np.logaddexp(0, odds).sum() - odds[one].sum() + ridge @ weights / 2
        return value, scaled.T @ (_sigmoid(odds) - one) + ridge

    free = (None, None)
    most = {"initials": INITIALS_AT_MOST}
    bounds = [free] + [
        free if name == "letters" else (0, most[name] * spread[place] if name in most else None)
        for place, name in enumerate(name_similarity.WEIGHTS)
    ]
    start = np.zeros(scaled.shape[1])
    options = {"ftol": 1e-12, "gtol": 1e-8}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    weights = found[1:] / spread
    return float(found[0] - mean @ weights), weights


def precision(said: NDArray[np.bool_], one: NDArray[np.bool_]) -> float:
    return float(one[said].mean())


def recall(said: NDArray[np.bool_], one: NDArray[np.bool_]) -> float:
    return float(said[one].mean())


def _line(name: str, said: NDArray[np.bool_], one: NDArray[np.bool_]) -> None:
    exact, whole = precision(said, one), recall(said, one)
    print(f"{name:34} {exact:9.3f} {whole:7.3f} {2 * exact * whole / (exact + whole):6.3f}")


def constants_hold(pairs: Pairs) -> bool:
    """Tell whether the package's constants are what is fitted on all pairs."""
    return all(abs(weight - constant) <= 0.02 for _, weight, constant in _weights(pairs))


def _weights(pairs: Pairs) -> list[tuple[str, float, float]]:
    """Return name, fitted weight and constant of each feature."""
    intercept, weights = fitted(pairs.seen, pairs.table["one"].to_numpy())
    named = zip(name_similarity.WEIGHTS.items(), weights.tolist(), strict=True)
    found = [(name, weight, constant) for (name, constant), weight in named]
    return [("intercept", intercept, name_similarity.INTERCEPT), *found]


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    probability: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return probability


def _scale(accounts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "accounts.parquet"
        generated(accounts).to_parquet(file)
        took = measure(__file__, "--propose", str(file))
    print(f"{accounts:,} names: {took.seconds:.1f} seconds, {took.megabytes:,.0f} MB at most")


def _propose(file: Path) -> int:
    table = pd.read_parquet(file)
    begun = time.perf_counter()
    found = match_candidates(table)
    took = time.perf_counter() - begun
    print(f"{len(found):,} proposals", file=sys.stderr)
    print(took)
    return 0


def generated(accounts: int) -> pd.DataFrame:
    """Return accounts with distinct names; some one in twenty is another's in another spelling.

    A name is a word of its own, common words, or both. Words are made of syllables and are as
    unevenly common as words in texts are.
    """
    random = np.random.default_rng(0)
    syllables = np.array([c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"], dtype=object)
    made = 2 * accounts

    def word(count: int, size: int) -> NDArray[np.object_]:
        return np.sum([syllables[random.integers(90, size=size)] for _ in range(count)], axis=0)

    stock = np.concatenate((sorted(COMMON_WORDS), pd.unique(pd.Series(word(3, accounts)))))
    common = 1 / np.arange(1, len(stock) + 1) ** 0.8
    common /= common.sum()
    one, other = (" " + random.choice(stock, size=made, p=common) for _ in range(2))
    shape = random.integers(3, size=made)
    names = word(4, made) + np.where(shape > 0, one, "") + np.where(shape > 1, other, "")
    names[::5] = (one + other)[::5]
    distinct = pd.unique(pd.Series(names).str.strip())[:accounts].tolist()
    for place in range(0, len(distinct) - 1, 20):
        distinct[place] = _respelt(distinct[place + 1], place)
    columns = {"id": np.arange(len(distinct)), "name": distinct, "clean": distinct}
    countries = random.choice(["", "US", "DE", "FR"], size=len(distinct))
    industries = random.choice(["", "software", "banking"], size=len(distinct))
    domains = pd.Series(distinct).str.replace(" ", "-") + ".com"
    domains = domains.where(random.integers(2, size=len(distinct)) > 0, "")
    known = {"country": countries, "industry": industries, "domain": domains}
    return pd.DataFrame(columns | known)


def _respelt(name: str, place: int) -> str:
    spelt = (name.replace(" ", ""), f"{name} labs", f"{name[:3]}{name[4:]}", f"{name}group")
    return spelt[place // 20 % 4]


if __name__ == "__main__":
    sys.exit(main())
