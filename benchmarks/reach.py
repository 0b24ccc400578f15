"""Who can open the door: seconds and memory at full size, and how good the first paths are.

    python benchmarks/reach.py --people 1000000
    python benchmarks/reach.py --worlds 5 --people 0

The market at full size has three jobs a person and a connection for every second one, in a store
that is written for it; reading it is part of the time. In the planted worlds people meet at work,
some forty of each employer, and forget in time; the constants are not ours. Three in ten of a
colleague's connections are acquaintances. A path is right where each of its steps is between people
who are acquainted. Beside ours stand the shortest path, connections alone, overlap alone, and the
paths of the best-connected colleague, the shortest first.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from measure import measure

from graph_icp.graph.open_store import open_store
from graph_icp.market.reach.account_paths import account_paths
from graph_icp.market.reach.reach_of import reach_of
from graph_icp.reach.paths import NOBODY, each_of, find, targets
from graph_icp.reach.people.acquaintances import YEAR, Acquaintances
from graph_icp.reach.people.shared_jobs import MONTH, spells

DAY = datetime.date(2026, 7, 1)
TODAY = float(DAY.toordinal() - datetime.date(1970, 1, 1).toordinal())
COLLEAGUES = 20
# The first paths that are looked at in a planted world.
FIRST = 50


def main() -> None:
    """Measure what is asked for, or one step in a process of its own."""
    if len(sys.argv) > 2 and sys.argv[1] in STEPS:
        print(STEPS[sys.argv[1]](*sys.argv[2:]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--worlds", type=int, default=5)
    asked = parser.parse_args()
    if asked.people:
        with tempfile.TemporaryDirectory() as folder:
            full_size(Path(folder) / "market.duckdb", asked.people)
    if asked.worlds:
        compare(asked.worlds)


def full_size(store: Path, people: int) -> None:
    """Measure the reach of all accounts, and the paths to one."""
    measure(__file__, "write", str(store), str(people))
    print(f"{'step':34} {'seconds':>8} {'peak MB':>8}")
    for step, name in (("reach", "reach of all accounts"), ("paths", "paths to one account")):
        took = measure(__file__, step, str(store))
        print(f"{name:34} {took.seconds:8.1f} {took.megabytes:8.0f}", flush=True)


def write(store: str, people: str) -> float:
    """Write a market of so many people into a new store."""
    begun = time.perf_counter()
    market = open_store(store, write=True, create=True)
    for table, rows in tables(int(people)).items():
        market.insert(table, pa.Table.from_pandas(rows, preserve_index=False))
    market.close()
    return time.perf_counter() - begun


def reach(store: str) -> float:
    """Return the seconds that the reach of all accounts takes."""
    market = open_store(store)
    ids = market.ask("read/accounts")["id"].to_numpy().astype(np.int64)
    begun = time.perf_counter()
    found = reach_of(market, ids, DAY)
    took = time.perf_counter() - begun
    print(f"{(found['reach'] > 0).mean():.0%} of {len(found):,} accounts are reached")
    return took


def paths(store: str) -> float:
    """Return the seconds that the paths to one account take."""
    market = open_store(store)
    begun = time.perf_counter()
    account_paths(market, "domain:a7.example", day=DAY)
    return time.perf_counter() - begun


STEPS = {"write": write, "reach": reach, "paths": paths}


def tables(people: int) -> dict[str, pd.DataFrame]:
    """Return the rows of a store: accounts first, then people, then colleagues."""
    random = np.random.default_rng(0)
    accounts = people // 5
    size = np.exp(random.normal(4.5, 1.6, accounts)).round().clip(1, 300_000)
    ids = np.arange(accounts + people + COLLEAGUES)
    keys = [
        *(f"domain:a{i}.example" for i in range(accounts)),
        *(f"email:p{i}@mail.example" for i in range(people)),
        *(f"colleague:c{i}" for i in range(COLLEAGUES)),
    ]
    kinds = np.repeat(["Account", "Person"], [accounts, people + COLLEAGUES])
    account = {"id": ids[:accounts], "key": keys[:accounts], "name": keys[:accounts]}
    return {
        "node": pd.DataFrame({"id": ids, "kind": kinds, "key": keys, "name": keys}),
        "belongs": pd.DataFrame({"mention": ids, "owner": ids, "why": "key"}),
        "account": pd.DataFrame(account | {"status": "prospect", "employees": size.astype(int)}),
        "fact": pd.concat(
            [_jobs(random, size, people), _connections(random, accounts, people)],
            ignore_index=True,
        ).assign(source="made up", ended=False, last_seen=DAY),
    }


def _jobs(random: np.random.Generator, size: np.ndarray, people: int) -> pd.DataFrame:
    """Return three jobs of each person, one after the other, and of colleagues."""
    workers = people + COLLEAGUES
    chance = np.sqrt(size) / np.sqrt(size).sum()
    kinds = np.repeat([["WORKED_AT", "WORKED_AT", "WORKS_AT"]], workers, axis=0)
    kinds[people:] = "HELD_JOB_AT"
    lasting = random.integers(200, 2_000, (workers, 3))
    ended = TODAY - np.cumsum(lasting[:, ::-1], axis=1)[:, ::-1] + lasting
    until = pd.to_datetime(ended.ravel(), unit="D").to_series(index=range(3 * workers))
    until[np.arange(2, 3 * workers, 3)] = pd.NaT
    return pd.DataFrame(
        {
            "kind": kinds.ravel(),
            "mention": np.repeat(np.arange(workers) + len(size), 3),
            "other": random.choice(len(size), 3 * workers, p=chance),
            "since": pd.to_datetime((ended - lasting).ravel(), unit="D"),
            "until": until,
        }
    )


def _connections(random: np.random.Generator, accounts: int, people: int) -> pd.DataFrame:
    """Return a connection for every second person, over the last ten years."""
    many = people // 2
    return pd.DataFrame(
        {
            "kind": "KNOWS",
            "mention": accounts + people + random.integers(0, COLLEAGUES, many),
            "other": accounts + random.permutation(people)[:many],
            "since": pd.to_datetime(TODAY - random.integers(1, 3_650, many), unit="D"),
        }
    )


# Planted worlds


def compare(worlds: int) -> None:
    """Print how many of the first paths are right, by each way to order them."""
    shares: dict[str, list[float]] = {}
    for seed in range(worlds):
        for name, share in first_right(np.random.default_rng(seed)).items():
            shares.setdefault(name, []).append(share)
    print(f"{'order':26} right of the first {FIRST}, mean of {worlds} worlds")
    for name, found in shares.items():
        print(f"{name:26} {np.mean(found):6.1%}")


def first_right(random: np.random.Generator) -> dict[str, float]:
    """Return the share of right paths among the first, by order, in one world."""
    known, met = world(random)
    people = targets(known, np.unique(known.jobs["account"]))
    ours = find(known, people).sort_values("strength", ascending=False).head(FIRST)
    every = all_paths(known, people)
    orders = {
        "shortest path": -every["steps"],
        "connections alone": every["connected"],
        "overlap alone": every["months"],
        "best-connected colleague": every["friends"] - every["steps"],
    }
    shares = {"ours": right(ours, met).mean()}
    for name, score in orders.items():
        order = np.lexsort([random.random(len(every)), -score.to_numpy(np.float64)])
        shares[name] = right(every.iloc[order[:FIRST]], met).mean()
    return shares


def world(random: np.random.Generator) -> tuple[Acquaintances, set[tuple[int, int]]]:
    """Return what is known of a world, and the pairs of people who are acquainted in it."""
    size = np.exp(random.normal(4.5, 1.6, ACCOUNTS)).round().clip(3, 50_000)
    jobs = _jobs(random, size, PEOPLE)
    ours = np.arange(COLLEAGUES) + ACCOUNTS + PEOPLE
    days = {each: (jobs[each] - pd.Timestamp(0)) / pd.Timedelta(days=1) for each in SPAN}
    table = pd.DataFrame({"person": jobs["mention"], "account": jobs["other"]} | days)
    table = table.assign(told=TODAY, present=(jobs["kind"] == "WORKS_AT").to_numpy())
    met = acquainted(random, table, size)
    none = pd.DataFrame({"one": [], "other": []}, dtype=np.int64)
    known = Acquaintances(
        today=TODAY,
        colleagues=ours,
        told=linked(random, met, ours),
        deals=none.assign(day=0.0),
        jobs=table,
        employees=pd.Series(size, index=np.arange(ACCOUNTS)),
        guests=pd.DataFrame({"person": [], "event": [], "day": []}),
        nobody=np.empty(0, np.int64),
        by_name=np.empty(0, np.int64),
        apart=none,
        asked=none.assign(factor=1.0),
        asks={},
        declined=none.assign(account=0, day=0.0),
        later=0,
    )
    return known, met


def acquainted(
    random: np.random.Generator, jobs: pd.DataFrame, size: np.ndarray
) -> set[tuple[int, int]]:
    """Return who knows whom: of those who worked together each may have met some forty."""
    both = coworkers(jobs)
    met = np.minimum(1, 40 / size[both["account"]]) * (1 - np.exp(-both["months"] / 9))
    remembered = np.exp(-(TODAY - both["until"]) / YEAR / 6)
    friends = both[random.random(len(both)) < met * remembered]
    strangers = random.integers(ACCOUNTS, ACCOUNTS + PEOPLE + COLLEAGUES, (PEOPLE, 2))
    pairs = np.concatenate([friends[["one", "other"]].to_numpy(), strangers])
    return {tuple(pair) for pair in [*pairs.tolist(), *pairs[:, ::-1].tolist()]}


def coworkers(jobs: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of people who were somewhere at once, whatever the size."""
    times = spells(jobs, TODAY)
    both = times.merge(times, on="account", suffixes=("", "_other"))
    both = both[both["person"] < both["person_other"]]
    since = both[["since", "since_other"]].max(axis=1)
    until = both[["until", "until_other"]].min(axis=1)
    found = both.assign(months=(until - since) / MONTH, until=until)[until > since]
    return found.rename(columns={"person": "one", "person_other": "other"})


def linked(
    random: np.random.Generator, met: set[tuple[int, int]], ours: np.ndarray
) -> pd.DataFrame:
    """Return colleagues' connections: half of whom they know, KNOWN of all the connections."""
    friends = [pair for pair in sorted(met) if pair[0] in ours and pair[1] not in ours]
    some = [pair for pair in friends if random.random() < 0.5]
    many = round(len(some) * (1 - KNOWN) / KNOWN)
    strangers = np.stack(
        [random.choice(ours, many), random.integers(ACCOUNTS, ACCOUNTS + PEOPLE, many)], axis=1
    )
    pairs = np.concatenate([np.array(some), strangers])
    told = pd.DataFrame(pairs, columns=["one", "other"])
    days = TODAY - random.integers(1, 3_650, len(told)).astype(float)
    return told.assign(kind="KNOWS", day=days, number=np.nan, word=None)


def all_paths(known: Acquaintances, people: pd.DataFrame) -> pd.DataFrame:
    """Return the paths over any connection and any shared employer, over one person at most."""
    both = coworkers(known.jobs)[["one", "other", "months"]]
    both = pd.concat([both, both.rename(columns={"one": "other", "other": "one"})])
    links = known.told[["one", "other", "day"]]
    first = pd.concat([both[both["one"].isin(known.colleagues)], links])
    first = first.groupby(["one", "other"], as_index=False).max().fillna(-1.0)
    first = first[~first["other"].isin(known.colleagues)].rename(columns={"one": "starter"})
    second = both[~both["one"].isin(known.colleagues) & ~both["other"].isin(known.colleagues)]
    over = first.merge(second, left_on="other", right_on="one", suffixes=("", "_last"))
    least = over[["months", "months_last"]].min(axis=1)
    over = over.assign(months=least, first=over["other"], target=over["other_last"], steps=2)
    direct = first.assign(first=NOBODY, target=first["other"], steps=1, day_direct=first["day"])
    paths = pd.concat([direct, over], ignore_index=True).merge(
        people, left_on="target", right_on="person"
    )
    paths = paths.assign(second=NOBODY, connected=paths["day_direct"].fillna(-1.0), strength=0.0)
    return paths.assign(friends=paths["starter"].map(links["one"].value_counts()).fillna(0) * 10)


def right(paths: pd.DataFrame, met: set[tuple[int, int]]) -> np.ndarray:
    """Return of which paths each step is between people who are acquainted."""
    return np.array([all(step in met for step in path.steps) for path in each_of(paths)])


ACCOUNTS, PEOPLE = 300, 3_000
# The share of connections that are acquaintances.
KNOWN = 0.3
SPAN = ("since", "until")


if __name__ == "__main__":
    main()
