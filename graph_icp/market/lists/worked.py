"""What the team knows of accounts: what they said of them last, and whom they lack there."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.filters import Filters, one_of
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import FEEDBACK, RANKED, TAKEN
from graph_icp.market.accounts.contacts import staff
from graph_icp.market.feedback.keeping import holding, said_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona


@dataclass(frozen=True)
class Worked:
    """What the team knows of the accounts of a graph, each by position.

    Attributes
    ----------
    feedback : array of str
        What they said last that holds on the day of the list, "" for nothing.
    ranked : array of bool
        Whose status is one that is sold to: others are listed only where they are asked for.
    made : array of bool
        Whose status is what they said: customers that are won, and bad fits.
    missing : mapping of str to array of bool
        By the persona that is asked for, where nobody of it is known.
    """

    feedback: NDArray[np.object_]
    ranked: NDArray[np.bool_]
    made: NDArray[np.bool_]
    missing: Mapping[str, NDArray[np.bool_]]

    def hidden(self, filters: Filters) -> NDArray[np.bool_]:
        """Return which accounts stay out of a list as they are no fit, lost, won or for later."""
        if filters.feedback:
            return np.zeros(len(self.feedback), dtype=bool)
        return self.ranked & ~one_of(self.feedback, ("", TAKEN))

    def of(self, filters: Filters) -> NDArray[np.bool_]:
        """Return of which accounts the feedback is one that is asked for; all where none is."""
        every = np.ones(len(self.feedback), dtype=bool)
        return one_of(self.feedback, filters.feedback) if filters.feedback else every

    def unlisted(self, keys: pd.Series) -> dict[str, str]:
        """Return by key what was said of each account that no list of prospects has for it."""
        out = self.hidden(Filters()) | self.made
        return dict(sorted(zip(keys[out], self.feedback[out], strict=True)))

    def counted(self, marked: NDArray[np.bool_]) -> dict[str, int]:
        """Return how many of some accounts the team said what of."""
        counts = Counter(self.feedback[marked].tolist())
        return {word: counts[word] for word in FEEDBACK if counts[word]}

    def let_through(self, filters: Filters) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """Give the accounts that its filters let through; see `filters.let_through`."""
        for word in filters.feedback:
            if word not in FEEDBACK:
                raise UnknownNameError("feedback", word, FEEDBACK)
        if filters.feedback:
            yield "of other feedback", self.of(filters)
        if filters.untaken:
            yield "taken", ~one_of(self.feedback, [TAKEN])
        for persona, missing in self.missing.items():
            yield f"where {persona} is known", missing

    def added_to(self, table: pd.DataFrame, places: NDArray[np.intp]) -> pd.DataFrame:
        """Return a list of the accounts at some positions with a column `feedback`."""
        columns = list(table.columns)
        behind = columns.index("status") + 1
        told = table.assign(feedback=self.feedback[places])
        return told[[*columns[:behind], "feedback", *columns[behind:]]]


def read_worked(
    store: Store,
    accounts: pd.DataFrame,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
    missing: Iterable[str] = (),
) -> Worked:
    """Return what the team of a store knows of accounts.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        id, status.
    day : date, optional
        The day until which something is for later; today if it is not given.
    personas : sequence of Persona
        Those of icp.toml.
    missing : iterable of str
        The names of those of whom it is asked where they are missing.

    Raises
    ------
    UnknownNameError
        If there is no such persona.
    """
    said = said_last(store)
    today = day or datetime.datetime.now().astimezone().date()
    holds = holding(said, today)
    last = said["status"].where(holds, "")
    return Worked(
        last.reindex(accounts["id"]).fillna("").to_numpy(dtype=object),
        np.isin(accounts["status"].to_numpy(), RANKED),
        (said["makes"].notna() & holds)
        .reindex(accounts["id"], fill_value=False)
        .to_numpy(dtype=np.bool_),
        _missing(store, accounts["id"], personas, list(missing)),
    )


def _missing(
    store: Store, accounts: pd.Series, personas: Sequence[Persona], asked: Sequence[str]
) -> dict[str, NDArray[np.bool_]]:
    names = {each.name.casefold(): each.name for each in personas}
    for name in asked:
        if name.casefold() not in names:
            hint = "" if names else "icp.toml has none; 'graph-icp icp personas' proposes some."
            raise UnknownNameError("persona", name, names.values(), hint)
    if not asked:
        return {}
    people, _ = staff(store, accounts.tolist(), personas)
    known = people.groupby("persona")["account"].agg(set).to_dict()
    wanted = dict.fromkeys(names[each.casefold()] for each in asked)
    return {each: ~accounts.isin(known.get(each, ())).to_numpy(dtype=bool) for each in wanted}
