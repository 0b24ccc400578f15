"""Pairs of accounts that may be one, or belong to one another, for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.matrix import read_graph
from graph_icp.identity.folding import fold
from graph_icp.identity.match_candidates import match_candidates
from graph_icp.identity.names import clean_company
from graph_icp.identity.parent_candidates import parent_candidates
from graph_icp.market.lookup import owners_of
from graph_icp.name_order import without_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scipy.sparse import csr_array

    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress

# The least probability of a pair that is shown by default.
LEAST = 0.8
SAME, BELONGS = "same", "belongs to"
COLUMNS = (
    *("account", "domain", "other_account", "other_domain", "proposal", "probability", "why"),
    *("decision", "key", "other_key"),
)


def proposals(
    opener: StoreOpener, least: float = LEAST, progress: Progress | None = None
) -> pd.DataFrame:
    """Return the pairs of accounts that a person may decide on, the likeliest first.

    These are pairs that names, sources and rows of one file suggest, and pairs with nearly equal
    names; pairs that a person has decided are left out. The store is open while it is read alone,
    so that others can change it meanwhile.

    Parameters
    ----------
    opener : StoreOpener
    least : float
        The least probability of pairs that only their names suggest.
    progress : Progress, optional

    Returns
    -------
    DataFrame
        COLUMNS: proposal ("same", "belongs to": the first to the other), probability (missing
        where names say nothing and a source does), why (list), decision ("" to be filled in).
    """
    with opener() as store:
        graph = read_graph(store, progress)
        told = store.ask("decisions/proposals").to_pandas()
        settled = _settled(store)
    if progress:
        progress("reading names", 0)
    accounts = described(graph)
    near = match_candidates(
        accounts,
        least,
        people=_links(graph, "people"),
        technologies=_links(graph, "uses"),
        progress=progress,
    )
    found = [_by_name(near), _told(told, near)]
    families = parent_candidates(accounts)
    found.append(
        families.rename(columns={"child": "a", "parent": "b"}).assign(
            proposal=BELONGS, why=_lists(families["reason"])
        )
    )
    pairs = pd.concat(found, ignore_index=True)
    if pairs.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    pairs = _merged(pairs)
    ends = [frozenset(pair) for pair in pairs[["a", "b"]].itertuples(index=False)]
    open_ones = np.array([each not in settled for each in ends], dtype=bool)
    return _listed(pairs[open_ones], accounts.set_index("id"))


def still_open(store: Store, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return which pairs of `proposals` are a question still: neither decided, nor settled by it.

    Parameters
    ----------
    store : Store
    pairs : DataFrame
        With key and other_key.
    """
    owners = owners_of(store, {*pairs["key"], *pairs["other_key"]})
    decided = store.ask("decisions/decisions").to_pylist()
    told = {frozenset((row["a"], row["b"])) for row in decided}
    settled = _settled(store)
    keep = [
        frozenset((one, other)) not in told
        and {one, other} <= owners.keys()
        and len(ends := frozenset((owners[one], owners[other]))) > 1
        and ends not in settled
        for one, other in zip(pairs["key"], pairs["other_key"], strict=True)
    ]
    still: pd.DataFrame = pairs[np.array(keep, dtype=bool)]
    return still


def described(graph: Graph) -> pd.DataFrame:
    """Return id, name, clean, country, industry, domain, as `match_candidates` takes them."""
    table = graph.accounts
    clean = [clean_company(name) or fold(name) for name in table["name"]]
    industry = table["industry"].fillna("").str.casefold().str.replace("; ", "|")
    return pd.DataFrame(
        {
            "id": table["id"],
            "key": table["key"],
            "name": table["name"],
            "clean": clean,
            "country": table["country"].fillna(""),
            "industry": industry,
            "domain": table["domain"].fillna(""),
            "customer": table["status"] == "customer",
        }
    )


def evidence(row: pd.Series) -> list[str]:
    """Return in words the evidence for and against two accounts being one."""
    said = [f"names {row['names']:.0%} alike"]
    said += [
        f"{column} {'differs' if row[column] == 'differs' else 'the same'}"
        for column in ("country", "industry")
        if row[column] != "unknown"
    ]
    if row["domains"] != "unknown":
        said.append(_DOMAINS[row["domains"]])
    for column, noun in (("shared_people", "people"), ("shared_technologies", "technologies")):
        if row[column]:
            said.append(f"{row[column]} {noun} shared")
    return said


_DOMAINS = {
    "differ": "two domains",
    "same label": "one name under two endings",
    "is the name": "the domain spells the name",
}


def _by_name(near: pd.DataFrame) -> pd.DataFrame:
    why = pd.Series([evidence(row) for _, row in near.iterrows()], near.index, dtype=object)
    return near[["a", "b", "probability"]].assign(proposal=SAME, why=why)


def _lists(words: Iterable[str]) -> pd.Series:
    """Return each word as a list of one."""
    return pd.Series([[each] for each in words], dtype=object)


def _told(told: pd.DataFrame, near: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that rows and sources suggest, with the probability of their names."""
    words = [
        f"{reason}: {name}" if name else str(reason)
        for reason, name in zip(told["reason"], told["name"], strict=True)
    ]
    likely = near.set_index(["a", "b"])["probability"]
    probability = likely.reindex(pd.MultiIndex.from_frame(told[["a", "b"]])).to_numpy()
    pairs: pd.DataFrame = told[["a", "b"]]
    return pairs.assign(probability=probability, proposal=SAME, why=_lists(words))


def _merged(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return each pair once, with all its evidence."""
    same = (pairs["proposal"] == SAME) & ~(pairs["probability"] < _LIKELIER_ONE)
    ends = np.sort(pairs[["a", "b"]].to_numpy(np.int64), axis=1)
    low, high = pd.Series(ends[:, 0], pairs.index), pd.Series(ends[:, 1], pairs.index)
    # One company or a subsidiary is one question.
    also_same = pd.MultiIndex.from_arrays([low, high]).isin(
        pd.MultiIndex.from_arrays([low[same], high[same]])
    )
    pairs = pairs.assign(
        a=pairs["a"].where(~also_same, low),
        b=pairs["b"].where(~also_same, high),
        proposal=pairs["proposal"].where(~also_same, SAME),
    )
    pairs = pairs[~_less_likely_one(pairs)]
    grouped = pairs.groupby(["a", "b", "proposal"], sort=False, as_index=False)
    merged: pd.DataFrame = grouped.agg(
        probability=("probability", "max"),
        why=("why", lambda lists: list(dict.fromkeys(each for why in lists for each in why))),
    )
    return merged


# The probability from which a pair is more likely one company than a family.
_LIKELIER_ONE = 0.5


def _less_likely_one(pairs: pd.DataFrame) -> pd.Series:
    """Return which pairs, unlikely to be one company, are proposed as a family too."""
    ends = [frozenset(pair) for pair in pairs[["a", "b"]].itertuples(index=False)]
    belongs = set(pd.Series(ends, pairs.index)[pairs["proposal"] == BELONGS])
    doubtful = (pairs["proposal"] == SAME) & (pairs["probability"] < _LIKELIER_ONE)
    return doubtful & pd.Series([each in belongs for each in ends], pairs.index)


def _settled(store: Store) -> set[frozenset[int]]:
    """Return the pairs that are linked already, or marked as two."""
    linked = store.ask("read/subsidiaries").to_pandas()
    apart = store.ask("identity/accounts_parted").to_pandas()
    return {
        frozenset(pair)
        for table, columns in ((linked, ["child", "parent"]), (apart, ["a", "b"]))
        for pair in table[columns].itertuples(index=False)
    }


def _listed(pairs: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return pairs as people read them, customers' first among equals."""
    one, other = accounts.loc[pairs["a"]], accounts.loc[pairs["b"]]
    table = pd.DataFrame(
        {
            "account": one["name"].to_numpy(),
            "domain": one["domain"].replace("", None).to_numpy(),
            "other_account": other["name"].to_numpy(),
            "other_domain": other["domain"].replace("", None).to_numpy(),
            "proposal": pairs["proposal"].to_numpy(),
            "probability": pairs["probability"].to_numpy(dtype=np.float64).round(4),
            "why": pairs["why"].to_numpy(),
            "decision": "",
            "key": one["key"].to_numpy(),
            "other_key": other["key"].to_numpy(),
            "customer": one["customer"].to_numpy() | other["customer"].to_numpy(),
        }
    )
    order = ["sure", "customer", "account", "other_account", "key", "other_key"]
    ordered: pd.DataFrame = table.assign(sure=table["probability"].fillna(0.5)).sort_values(
        order,
        ascending=[False, False, True, True, True, True],
        ignore_index=True,
        key=without_case,
    )
    listed: pd.DataFrame = ordered[list(COLUMNS)]
    return listed


def _links(graph: Graph, name: str) -> csr_array | None:
    """Return the links of a relation, None where there are none."""
    matrix = graph.matrices.get(name)
    return None if matrix is None else matrix.values
