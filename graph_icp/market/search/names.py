"""The names of a market in memory, by which its accounts and people are found at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold
from graph_icp.market.search.text_index import TextIndex

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.market.personas.persona_list import PersonaList
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress

# So many hits are counted; of a part of nearly all names nobody reads the number.
COUNTED = 1_000


@dataclass(frozen=True)
class Hits:
    """What a search found.

    Attributes
    ----------
    table : DataFrame
        The first of them.
    more : int
        How many more there are, as far as they were counted.
    uncounted : bool
        Whether there may be more than these.
    """

    table: pd.DataFrame
    more: int
    uncounted: bool


class Names:
    """The names of a market's accounts and contacts, as of a state of its store.

    Parameters
    ----------
    opener : StoreOpener
    personas : PersonaList
    progress : Progress, optional
    """

    def __init__(
        self, opener: StoreOpener, personas: PersonaList, progress: Progress | None = None
    ) -> None:
        if progress:
            progress("reading names", 0)
        with opener() as store:
            accounts = store.ask("search/accounts").to_pandas()
        self._texts = TextIndex([_words(each) for each in accounts.pop("text")])
        self._accounts = accounts
        if progress:
            progress("reading names of people", 0.5)
        people = personas.of_contacts()[["person", "title", "account"]]
        people = people.rename(columns={"account": "key"})
        names = accounts.set_index("key")["account"]
        self._people = people.assign(account=people["key"].map(names))
        self._people_texts = TextIndex([_words(each) for each in people["person"]])

    def accounts(self, text: str, limit: int) -> Hits:
        """Return the accounts that have a text in a name, an alias, a domain or another key.

        The text begins where a word begins; if none has it, those are found of which each of its
        words begins one. Case, accents and punctuation do not count.

        Columns: account (name), domain, status, country, industry, key; by name, those first whose
        name begins with the text.
        """
        return _hits(self._accounts, self._texts, text, limit)

    def people(self, text: str, limit: int) -> Hits:
        """Return the contacts with a text in their name, where a word begins, by name.

        Columns: person, title, account (name), key (the account's).
        """
        return _hits(self._people, self._people_texts, text, limit)


def _hits(table: pd.DataFrame, texts: TextIndex, text: str, limit: int) -> Hits:
    part = _words(text)
    # Some scripts, of Thai to Chinese, divide no words.
    part = part.strip() if any(char >= "\u0e00" for char in part) else part
    places = texts.find(part, COUNTED) if part.strip() else []
    words = [_words(each) for each in fold(text).split()]
    if not places and len(words) > 1:
        # In another order, such as "Nair Priya"; among those with the longest of the words.
        places = texts.find(max(words, key=len), COUNTED)
        places = [each for each in places if all(texts.holds(each, word) for word in words)]
    first = table.iloc[texts.order[places[:limit]]].reset_index(drop=True)
    return Hits(first, max(0, len(places) - limit), len(places) == COUNTED)


def _words(text: str) -> str:
    """Return a text folded, with a blank before each word."""
    return f" {fold(text)}"
