"""What pages keep: work done in the background, and answers, until the data changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from web_client import Served, served, shops, with_pools, words

from graph_icp.web.answers import Answers
from graph_icp.web.background import Background

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.progress import Progress
    from graph_icp.web.held import Held

SECONDS = 60


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("kept")
    return served(with_pools(shops(folder), folder))


def held_of(page: Served) -> Held:
    return page.browser.app._app.state.held  # type: ignore[attr-defined, no-any-return]


def test_each_question_is_answered_once_of_one_state_of_the_data() -> None:
    made: list[str] = []

    def make(text: str, _: Progress) -> str:
        made.append(text)
        return text.upper()

    background = Background(make, 2)

    def of(text: str, as_of: int) -> str | None:
        return background.made(text, question=text, as_of=as_of, patience=SECONDS)

    assert [of(each, 1) for each in ("a", "b", "a", "b")] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    assert of("a", 2) == "A"
    assert made == ["a", "b", "a"]
    # Two are kept, the latest.
    assert [of(each, 2) for each in ("b", "c", "b", "a")] == ["B", "C", "B", "A"]
    assert made == ["a", "b", "a", "b", "c", "a"]


def test_what_was_made_stays_until_the_new_one_is_made_also_if_that_fails() -> None:
    go_on, made = threading.Event(), [1]

    def make(_: Progress) -> int:
        go_on.wait(SECONDS)
        if made == [2]:
            raise ValueError("No.")
        return made[0]

    background = Background(make)
    go_on.set()
    assert background.made(patience=SECONDS) == 1
    go_on.clear()
    made[0] = 2
    work = background.begin()
    assert background.begin() is work
    assert background.under_way()
    assert background.made(patience=0) == 1
    go_on.set()
    work.join(SECONDS)
    assert isinstance(work.failed, ValueError)
    assert background.made(patience=SECONDS) == 1
    assert background.last() is work
    assert background.kept() is not work


def test_of_work_that_shares_a_turn_one_waits_for_the_other_and_says_so() -> None:
    go_on, begun, alone = threading.Event(), [], threading.Lock()

    def make(name: str, _: Progress) -> str:
        begun.append(name)
        go_on.wait(SECONDS)
        return name

    one, other = (Background(make, turn=alone) for _ in range(2))
    works = [background.begin(name) for background, name in ((one, "a"), (other, "b"))]
    other.begin("b").join(0.05)
    waiting = next(each for each in works if "waiting" in each.doing)
    assert len(begun) == 1
    assert waiting.under_way
    go_on.set()
    for work in works:
        work.join(SECONDS)
    assert [work.made for work in works] == ["a", "b"]


def test_answers_are_kept_until_the_data_changes_the_latest_of_them() -> None:
    asked: list[str] = []
    answers = Answers(2)

    def of(question: str, as_of: int) -> str:
        return answers.of(question, lambda: asked.append(question) or question.upper(), as_of)

    assert [of(each, 1) for each in ("a", "b", "a", "c", "a")] == ["A", "B", "A", "C", "A"]
    assert asked == ["a", "b", "c"]
    assert [of("b", 1), of("a", 2)] == ["B", "A"]
    assert asked == ["a", "b", "c", "b", "a"]
    with pytest.raises(ZeroDivisionError):
        answers.of("d", lambda: 1 // 0, 2)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/events", "Comparing customers and market at events"),
        ("/events?event=Open Days", "Looking who is at Open Days"),
        ("/competitors", "Looking for customers of competitors"),
        ("/introducers", "Looking who opens doors"),
        ("/customers?view=outliers", "Comparing customers with each other"),
        ("/profile", "Comparing your best customers"),
    ],
)
def test_pages_that_take_long_say_so_and_ask_again(
    address: str, says: str, page: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Background.made, "__kwdefaults__", _without_patience())
        found = page.browser.get(address)
        assert (found.status_code, found.headers["refresh"]) == (200, "2")
        assert says in words(found.text)
    found = page.get(address)
    assert found.status_code == 200
    assert says not in words(found.text)
    # It is not worked out again, and read from the store neither.
    work = held_of(page)._worked_out
    before = dict(work._answers._kept)
    page.get(address)
    assert dict(work._answers._kept) == before


def _without_patience() -> dict[str, object]:
    told = Background.made.__kwdefaults__
    assert told
    return {**told, "patience": -1}


def test_a_list_is_not_read_again_before_something_is_said(
    page: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = held_of(page).ranked(SECONDS)
    asked: list[object] = []
    page.get("/")
    plain = type(ranked).page

    def counted(*args: object, **named: object) -> object:
        asked.append(named)
        return plain(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(ranked), "page", counted)
    page.get("/")
    assert asked == []
    page.post("/feedback", account="domain:shop12.example", status="taken")
    page.get("/")
    page.get("/")
    assert len(asked) == 1


def test_a_page_opens_the_store_once(tmp_path: Path) -> None:
    market = shops(tmp_path)
    opened: list[object] = []
    plain = market.store._opened

    def counted(*args: object, **named: bool) -> object:
        opened.append(named)
        return plain(*args, **named)  # type: ignore[arg-type]

    market.store._opened = counted  # type: ignore[method-assign, assignment]
    with market.store.once():
        market.accounts("shop")
        market.summary()
        with market.store() as one, market.store() as other:
            assert one is other
        assert len(opened) == 1
        # Who writes closes it before, and it is opened again.
        market.feedback.say("shop12.example", "taken")
        assert market.feedback.table()["feedback"].tolist() == ["taken"]
        writing = len(opened)
        market.summary()
        assert len(opened) == writing
    market.summary()
    assert len(opened) == writing + 1


def test_another_process_may_write_behind_a_page(tmp_path: Path) -> None:
    market = shops(tmp_path)
    with market.store.once():
        market.summary()
    market.feedback.say("shop12.example", "taken")
    with market.store.once():
        assert market.feedback.table()["feedback"].tolist() == ["taken"]
