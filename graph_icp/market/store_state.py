"""The state of a store: what is another one once something was written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.market.runs.stored import seen

if TYPE_CHECKING:
    from collections.abc import Hashable

    from graph_icp.market.store_opener import StoreOpener


def state_of(opener: StoreOpener) -> Hashable:
    """Return what changes whenever something is written to a store.

    Of one without files that is what was written by this opener, and what others loaded and said.
    """
    files = opener.files()
    if files is not None:
        return files
    with opener() as store:
        said = [store.ask(each).to_pylist() for each in _COUNTED]
        return opener.changes, seen(store), repr(said)


# What people say without a load, and how many of each kind there are.
_COUNTED = ("summary/counts", "reach/introductions")
