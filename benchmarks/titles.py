"""Speed and quality of titles as level and function.

    python benchmarks/titles.py
    python benchmarks/titles.py --titles 1000000 --distinct 200000

Titles are put together from those labelled by hand in tests/titles_by_hand.csv, with places and
endings of every kind; as in a CRM, few are frequent and many are rare. Beside it stands the plain
way: one regular expression for each phrase, tried in the order of the rules for each distinct
title; it is measured on a part and scaled. Seconds of the processor are those that other programs
on the machine do not change.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from importlib.resources import files
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd

from graph_icp.personas.titles import job_of, jobs_of
from graph_icp.personas.word_rules import words_of

LABELLED = Path(__file__).parents[1] / "tests" / "titles_by_hand.csv"
# The distinct titles on which the plain way is measured.
PART = 300
PLACES = ("Berlin", "Paris", "Madrid", "Utrecht", "Lisboa", "Leeds", "Boston", "Wien", "Lyon")


def main() -> None:
    """Print the seconds of both ways, and the parts of the labelled titles that are read right."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=200_000)
    asked = parser.parse_args()
    with LABELLED.open(encoding="utf-8", newline="") as file:
        labelled = list(csv.DictReader(file))
    titles = invented([row["title"] for row in labelled], asked.titles, asked.distinct)
    begun, busy = time.perf_counter(), time.process_time()
    jobs_of(titles)
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    print(f"{len(titles):,} titles, {titles.nunique():,} of them distinct: {took:.1f} s", end="")
    print(f" ({busy:.1f} s of the processor)")
    some = titles.drop_duplicates()[:PART]
    patterns = [plain_rules(file) for file in ("levels.txt", "functions.txt")]
    busy = time.process_time()
    for title in some:
        for rules in patterns:
            plainly(rules, title)
    each = (time.process_time() - busy) / len(some)
    print(f"one regular expression a phrase: {each * titles.nunique():,.0f} s of the processor")
    for held_out, name in (("", "tuned on"), ("yes", "held out")):
        rows = [row for row in labelled if row["held_out"] == held_out]
        right = np.mean([[*map(same, job_of(row["title"]), told(row))] for row in rows], axis=0)
        print(f"{name}, {len(rows)} titles: level {right[0]:.3f}, function {right[1]:.3f}")


def invented(known: list[str], many: int, distinct: int) -> pd.Series:
    """Return titles of which the n-th most frequent is 1/n as frequent as the first."""
    random = Random(1)  # noqa: S311 - titles to measure on
    begins = ["", "", "Interim ", "Global ", "Group "]
    ends = ["", " (m/w/d)", " EMEA", ", Payments", " II", " & Projects", " H/F"]
    places = ["", *(f" - {place} {part}" for place in PLACES for part in ("", "North", "South"))]
    pool = sorted(
        {
            "".join(map(random.choice, (begins, known, ends, places))).strip()
            for _ in range(distinct)
        }
    )
    weights = 1 / np.arange(1, len(pool) + 1)
    drawn = np.random.default_rng(1).choice(len(pool), many, p=weights / weights.sum())
    drawn[: len(pool)] = np.arange(len(pool))
    return pd.Series(np.array(pool, dtype=object)[drawn])


def plain_rules(file: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the phrases of a rule file as patterns with their names, in the file's order."""
    rules, heading = [], ""
    for line in files("graph_icp.personas").joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and line[0] not in "#-":
            for phrase in line.split("|"):
                words = re.escape(" ".join(words_of(phrase)))
                before = r"\w*" if phrase.strip().startswith("*") else ""
                behind = r"\w*" if phrase.strip().endswith("*") else ""
                rules.append((re.compile(rf"\b{before}{words}{behind}\b"), heading))
    return rules


def plainly(rules: list[tuple[re.Pattern[str], str]], title: str) -> str | None:
    """Return the name of the first pattern that a title holds."""
    text = " ".join(words_of(title))
    return next((name for pattern, name in rules if pattern.search(text)), None)


def told(row: dict[str, str]) -> tuple[str | None, str | None]:
    """Return the labels of a title."""
    return row["level"] or None, row["function"] or None


def same(read: str | None, label: str | None) -> bool:
    """Return whether a title is read as it is labelled."""
    return read == label


if __name__ == "__main__":
    main()
