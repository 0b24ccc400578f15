"""What the store tells of customers of competitors: files, technologies, deals and signals."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from graph_icp.discovery.competitors.states import FRESH, PAIR
from graph_icp.graph.model import slug
from graph_icp.identity.folding import fold
from graph_icp.ingest.values.lists import items
from graph_icp.reach.listed_words import has_word
from graph_icp.reach.signal_kinds import COMPARISON, REVIEW, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_icp.graph.store import Store
    from graph_icp.market.competitors.names import CompetitorNames

KINDS = TECHNOLOGY, DEAL, SIGNAL = "technology list", "deal", "comparison signal"
# The columns of files about a customer of a competitor; see the loader.
WORDS = ("use case", "buyer", "problem", "contract end", "evidence", "link", "note")
_STATE = "state"
_TOLD = (*PAIR, "day", "since", "until", "satisfaction", "source", "kind")
_EVALUATIONS = (*PAIR, "day", "lasts", "source", "kind")
_DAYS = ("day", "since", "until")


@dataclass(frozen=True)
class Told:
    """What is told until a day.

    Attributes
    ----------
    customers : DataFrame
        As `states.states` takes it, and kind: "" of lists of customers, or TECHNOLOGY.
    evaluations : DataFrame
        Likewise, with kind: "" of lists, DEAL or SIGNAL.
    words : DataFrame
        By account and competitor the newest text of each of WORDS, and the newest's day and source.
    unused : tuple of str
        Technologies of icp.toml that no account uses or used, as they are written there; not
        of competitors whose customers a list tells.
    """

    customers: pd.DataFrame
    evaluations: pd.DataFrame
    words: pd.DataFrame
    unused: tuple[str, ...]


def read_told(store: Store, competitors: CompetitorNames, as_of: datetime.date) -> Told:
    """Return what the store tells until a day: what was first told later does not count."""
    listed = _until(store.ask("competitors/told").to_pandas(), as_of)
    by_list = {*listed["competitor"]}
    technologies = pa.table({"key": pa.array(sorted(competitors.technologies), pa.string())})
    uses = store.ask("competitors/technologies", technologies).to_pandas()
    seen = {*uses["technology"]}
    uses = _until(uses, as_of)
    uses["competitor"] = uses["technology"].map(competitors.technologies)
    words = _until(store.ask("competitors/words").to_pandas(), as_of)
    stated = words[words["what"] == _STATE].assign(lasts=False, kind="")
    evaluations = [
        _typed(stated, _EVALUATIONS),
        *(_typed(each, _EVALUATIONS) for each in _in_deals(competitors, as_of)),
        _typed(_in_signals(store, competitors, as_of), _EVALUATIONS),
    ]
    customers = [
        _typed(listed.assign(kind=""), _TOLD),
        _typed(uses.assign(kind=TECHNOLOGY, satisfaction=None), _TOLD),
    ]
    return Told(
        _joined(customers),
        _joined(evaluations),
        _newest(words),
        tuple(
            name
            for key, name in competitors.written.items()
            if key not in seen and competitors.technologies[key] not in by_list
        ),
    )


def _until(words: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    """Return the words that were first told by a day, with the day on which they were true."""
    known = words[pd.to_datetime(words["first_seen"]) <= pd.Timestamp(as_of)]
    told: pd.DataFrame = known.assign(day=_at_most(known["last_seen"], as_of))
    return told


def _in_deals(competitors: CompetitorNames, as_of: datetime.date) -> Iterator[pd.DataFrame]:
    """Give who names a competitor in an open deal, in its column or in a note."""
    listed, noted = competitors.deals, competitors.notes
    by_text = _naming(noted["text"].unique(), competitors)
    for deals, named in (
        (listed, listed["text"].map(lambda text: [slug(each) for each in items(text)])),
        (noted, noted["text"].map(by_text)),
    ):
        opened = pd.to_datetime(deals["opened"])
        begun = opened.isna() | (opened <= pd.Timestamp(as_of))
        day = _at_most(deals["last_seen"], as_of)
        told = deals.assign(competitor=named, day=day, lasts=True, kind=DEAL)[begun]
        yield told.explode("competitor").dropna(subset="competitor")


def _naming(texts: Iterable[str], competitors: CompetitorNames) -> dict[str, list[str]]:
    """Return by text the keys of the competitors whose names stand in it, as whole words."""
    words = {key: fold(name) for key, name in competitors.names.items() if fold(name)}
    return {
        text: [key for key, word in words.items() if has_word(fold(text), (word,))]
        for text in texts
    }


def _at_most(days: pd.Series, as_of: datetime.date) -> pd.Series:
    """Return days as datetimes, those after a day as that day."""
    told = pd.to_datetime(days)
    return told.mask(told > pd.Timestamp(as_of), pd.Timestamp(as_of))


def _in_signals(store: Store, competitors: CompetitorNames, as_of: datetime.date) -> pd.DataFrame:
    """Return who lately looked at a comparison, or read on a review site, with a competitor."""
    since = as_of - datetime.timedelta(days=min(FRESH, (as_of - datetime.date.min).days))
    shown = store.ask("signals/shown", since=since, account=None).to_pandas()
    shown["day"] = pd.to_datetime(shown["day"])
    shown = shown[shown["day"] <= pd.Timestamp(as_of)]
    compared = [each for each in shown["signal"].unique() if kind_of(each) in (COMPARISON, REVIEW)]
    about = _naming(compared, competitors)
    told = shown.assign(competitor=shown["signal"].map(about), lasts=False, kind=SIGNAL)
    named: pd.DataFrame = told.explode("competitor").dropna(subset="competitor")
    return named


def _newest(words: pd.DataFrame) -> pd.DataFrame:
    """Return by pair the newest text of each of WORDS; of equally late ones the smallest."""
    ordered = words.sort_values(["day", "value"], ascending=[False, True], kind="stable")
    first = ordered.drop_duplicates([*PAIR, "what"])
    table: pd.DataFrame = first.pivot(index=PAIR, columns="what", values="value")
    newest = ordered.drop_duplicates(PAIR).set_index(PAIR)[["day", "source"]]
    return table.reindex(columns=[*WORDS]).join(newest)


def _typed(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return some columns, with days as datetimes."""
    found = table[[*columns]].reset_index(drop=True)
    days = {
        name: pd.to_datetime(found[name]).astype("datetime64[us]")
        for name in _DAYS
        if name in found
    }
    return found.astype({"account": "int64"}).assign(**days)


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([each for each in parts if len(each)] or parts[:1], ignore_index=True)
