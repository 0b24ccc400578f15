"""Threads in which pages are made, which do not keep the process from ending."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

# The name of each thread that works for the page.
_NAME = "graph-icp page"


def begin(work: Callable[[], None]) -> threading.Thread:
    """Begin work in a thread of its own, which is not waited for when the process ends."""
    thread = threading.Thread(target=work, name=_NAME, daemon=True)
    thread.start()
    return thread


def are_left() -> bool:
    """Return whether a thread still works for the page."""
    return any(each.name == _NAME for each in threading.enumerate())


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what work returns that is done in a thread of its own; raises what it raises.

    The threads of a pool would be waited for when the process ends: after Ctrl-C it would stay
    until the last page is made.
    """
    future: Future[T] = Future()

    def run() -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(work(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - it is raised where the work is awaited
            future.set_exception(error)

    begin(run)
    return await asyncio.wrap_future(future)
