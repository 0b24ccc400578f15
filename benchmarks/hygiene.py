"""The rules of tags on many generated companies: how long they take, and how many they tag.

    python benchmarks/hygiene.py --companies 200000

Every name and domain differs, a third of the companies have an industry, and a third say what they
are; the store, which each command reads besides, is left out.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from generate import name_and_domain

from graph_icp.hygiene.rules import tagged_by_rules

_INDUSTRIES = (None, None, None, None, "Software", "Retail; Banking", "Management Consulting")
_SAYS = (None, None, "Software for shops that want to sell more", "A digital agency from Lyon")


def main() -> None:
    """Tag the companies and print the seconds and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=200_000)
    many = parser.parse_args().companies
    random = np.random.default_rng(0)
    names, domains = (texts.tolist() for texts in name_and_domain(many, random))
    industries = [_INDUSTRIES[each] for each in random.integers(0, len(_INDUSTRIES), many)]
    says = [_SAYS[each] for each in random.integers(0, len(_SAYS), many)]
    begun, used = time.perf_counter(), time.process_time()
    found = tagged_by_rules(names, domains, industries, says)
    seconds, own = time.perf_counter() - begun, time.process_time() - used
    print(f"{many:,} companies: {seconds:.1f} s ({own:.1f} s of this process)")
    print(found["tag"].value_counts().to_string())


if __name__ == "__main__":
    main()
