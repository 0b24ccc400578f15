"""The tags of the accounts of a market: which a list hides, and which filters let through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.hygiene.tags import TAGS, tag_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.filters import Filters

    Marked = NDArray[np.bool_]

ALL = "all"
# A tag that so large a part of a market has is told, where the market is no handful of companies.
MUCH, SOME = 0.5, 20


@dataclass(frozen=True)
class Tagged:
    """The tags of the accounts of a graph.

    Attributes
    ----------
    table : DataFrame
        place (the account's position), tag, reason, of_status (whether it says only what the
        account's status says), in the order of places and tags.
    accounts : int
        How many accounts there are.
    hide : tuple of str
        The tags that `[hygiene]` of icp.toml hides.
    """

    table: pd.DataFrame
    accounts: int
    hide: tuple[str, ...]

    def having(self, tags: Iterable[str]) -> Marked:
        """Return which accounts have one of some tags."""
        return self._marked(self.table["tag"].isin([*tags]))

    def hidden(self, filters: Filters) -> Marked:
        """Return which accounts stay out of a list for a tag."""
        return self._marked(self._hiding(filters))

    def counted(self, marked: Marked, filters: Filters) -> dict[str, int]:
        """Return how many of some accounts are hidden for which tag, each for its first."""
        hiding = self.table[self._hiding(filters).to_numpy() & marked[self.table["place"]]]
        counts = Counter(hiding.drop_duplicates("place")["tag"].tolist())
        return {tag: counts[tag] for tag in TAGS if counts[tag]}

    def unlisted(self, filters: Filters, keys: pd.Series) -> dict[str, str]:
        """Return by key for which tag each account is hidden."""
        hiding = self.table[self._hiding(filters)].drop_duplicates("place")
        return dict(sorted(zip(keys.to_numpy()[hiding["place"]], hiding["tag"], strict=True)))

    def first_hidden(self, filters: Filters) -> NDArray[np.object_]:
        """Return for which tag each account is hidden, "" where it is not."""
        first = np.full(self.accounts, "", dtype=object)
        hiding = self.table[self._hiding(filters)].drop_duplicates("place")
        first[hiding["place"]] = hiding["tag"].to_numpy()
        return first

    def shown_in_vain(self, marked: Marked, filters: Filters) -> tuple[str, ...]:
        """Return which tags are to be shown and hide none of some accounts."""
        asked = dict.fromkeys(tag_called(each) for each in filters.shown_tags if each != ALL)
        usual = self._hiding(replace(filters, shown_tags=(), tags=())).to_numpy()
        hiding = {*self.table["tag"][usual & marked[self.table["place"]]]}
        return tuple(tag for tag in asked if tag not in hiding)

    def let_through(self, filters: Filters) -> Iterator[tuple[str, Marked]]:
        """Give the accounts that its filters let through; see `filters.let_through`."""
        if filters.tags:
            tags = [*dict.fromkeys(map(tag_called, filters.tags))]
            one = f"not tagged {tags[0]}"
            yield one if len(tags) == 1 else "with none of these tags", self.having(tags)
        for tag in dict.fromkeys(map(tag_called, filters.without_tags)):
            yield f"tagged {tag}", ~self.having([tag])

    def added_to(self, table: pd.DataFrame, places: NDArray[np.intp]) -> pd.DataFrame:
        """Return a list of the accounts at some positions with their tags and the reasons."""
        columns = list(table.columns)
        behind = columns.index("feedback") + 1
        told = table.reset_index(drop=True).join(self.columns(places))
        return told[[*columns[:behind], *_COLUMNS, *columns[behind:]]]

    def columns(self, places: NDArray[np.intp]) -> pd.DataFrame:
        """Return tags and tag_reasons, lists, of the accounts at some positions, in their order."""
        mine = self.table[self._marked_at(places)[self.table["place"]]]
        told = mine.groupby("place", sort=False)[["tag", "reason"]].agg(list)
        # Most accounts have no tag.
        rows = np.flatnonzero(np.isin(places, told.index)).tolist()
        columns: dict[str, list[list[str]]] = {}
        for name, each in zip(_COLUMNS, ("tag", "reason"), strict=True):
            lists = dict(zip(told.index, told[each], strict=True))
            columns[name] = [[] for _ in places]
            for row in rows:
                columns[name][row] = lists[places[row]]
        return pd.DataFrame(columns)

    def in_words(self, place: int) -> tuple[str, ...]:
        """Return the tags of an account, each with its reason: "investor (domain ends in .vc)"."""
        mine = self.table[self.table["place"] == place]
        return tuple(f"{tag} ({why})" for tag, why in zip(mine["tag"], mine["reason"], strict=True))

    def too_many(self) -> list[str]:
        """Return a warning of each tag that half of the market has."""
        return [self._much(tag) for tag in self._large()]

    def too_many_hidden(self) -> list[str]:
        """Return of those warnings the ones of tags that are hidden."""
        return [self._much(tag) for tag in self._large() if tag in self.hide]

    def _large(self) -> list[str]:
        counts = self._counts()
        return [tag for tag in TAGS if counts[tag] >= max(MUCH * self.accounts, SOME)]

    def _much(self, tag: str) -> str:
        return (
            f"{self._counts()[tag]:,} of {self.accounts:,} companies are tagged {tag}, so the tag "
            f"says little; 'graph-icp hygiene show \"{tag}\"' says why they are."
        )

    def _counts(self) -> Counter[str]:
        """Return how many accounts have a tag that says more than their status."""
        return Counter(self.table["tag"][~self.table["of_status"]].tolist())

    def _hiding(self, filters: Filters) -> pd.Series:
        """Return which tags hide their accounts; those that are asked for do not."""
        shown = {*map(tag_called, filters.tags)}
        shown |= {tag_called(each) for each in filters.shown_tags if each != ALL}
        hide = [] if ALL in filters.shown_tags else [tag for tag in self.hide if tag not in shown]
        asked = self._marked(self.table["tag"].isin(shown))[self.table["place"]]
        of_list = self.table["tag"].isin(hide) & ~self.table["of_status"]
        return of_list & ~asked

    def _marked(self, rows: pd.Series) -> Marked:
        return self._marked_at(self.table["place"].to_numpy()[rows.to_numpy(dtype=bool)])

    def _marked_at(self, places: NDArray[np.intp]) -> Marked:
        marked = np.zeros(self.accounts, dtype=bool)
        marked[places] = True
        return marked


_COLUMNS = ("tags", "tag_reasons")
