"""Whom a colleague knows too little for a path, and who an introducer is: told in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from graph_icp.output.path_blocks import weakest_shown
from graph_icp.reach import words
from graph_icp.reach.near_misses import ASKED, JOB, PERSONA, TIE
from graph_icp.reach.people.evidence import CONNECTION, MAIL

NAMES = words.Names({1: "Ann Lee", 2: "Marc Stein", 3: "Bo Marsh"}, {7: "Acme"})
DAY = 18_059.0  # 12 June 2019


def sentence(reason: str, *, kind: str = CONNECTION, by_name: bool = False) -> str:
    evidence = SimpleNamespace(one=1, other=2, kind=kind, day=DAY, number=2.0, more=1.0)
    told = words.Told(2, "CFO", "Acme", DAY, 1.0, by_name=by_name)
    return words.near_miss(reason, evidence, told, NAMES)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (TIE, ", too long ago to count: ask Ann Lee whether they still talk"),
        (ASKED, ", but was asked before and did not introduce you"),
        (JOB, ", but their job there was last told on 12 Jun 2019: ask Ann Lee whether it is so"),
        (PERSONA, ", who is none of your personas: ask Ann Lee whom else they know there"),
    ],
)
def test_each_reason_is_told(reason: str, said: str) -> None:
    begin = "Ann Lee is connected to Marc Stein, CFO, since 12 Jun 2019"
    assert sentence(reason) == begin + said


def test_mail_is_too_little_and_a_name_alone_is_asked_about() -> None:
    assert "1 meeting, the last on 12 Jun 2019), too little to count" in sentence(TIE, kind=MAIL)
    assert sentence(JOB, by_name=True).endswith(
        "known by name alone: ask Ann Lee whether it is them"
    )


def test_a_job_says_what_the_company_is_to_us() -> None:
    assert words.job("COO", "Alderhaven", "prospect") == "COO at Alderhaven, a prospect"
    assert words.job(None, "Alderhaven", "bad fit") == "at Alderhaven"


def test_a_direct_path_repeats_no_weakest_link() -> None:
    link = "Ann Lee and Marc Stein: Good (0.40)"
    assert weakest_shown(("Ann Lee", "", "Marc Stein"), link) == ""
    told = "that Marc Stein works there was last told on 12 Jun 2019"
    assert weakest_shown(("Ann Lee", "", "Marc Stein"), told) == told
    assert "weaker than each" in weakest_shown(("Bo Marsh", "Ann Lee", "Marc Stein"), link)
