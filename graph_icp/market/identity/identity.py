"""The attribute `market.identity`: the mentions of accounts, and accounts that are one company."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import KNOWN_PROPERTIES
from graph_icp.identity.match_candidates import match_candidates
from graph_icp.market.accounts.contacts import contacts
from graph_icp.market.identity.decisions import (
    Decision,
    Verdict,
    decide,
    decided,
    decisions_in,
    key_meant,
    meant,
)
from graph_icp.market.identity.merge_candidates import (
    LEAST,
    described,
    evidence,
    proposals,
    still_open,
)
from graph_icp.market.identity.several_companies import several_companies
from graph_icp.market.identity.told_of_accounts import told_of_accounts
from graph_icp.market.lookup import find_account, owners_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Identity:
    """The mentions of a market, and the accounts that they make up.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def mentions(self, account: str) -> dict[str, pd.DataFrame]:
        """Return the mentions of one account, and proposals for more.

        Returns
        -------
        dict of str to DataFrame
            mentions: mention (key), why, names, sources, first_seen, last_seen.
            proposals: reason, name, key, account: other accounts that it may be.
        """
        with self.store() as store:
            number = int(str(find_account(store, account)["id"]))
            edges = store.ask("identity/same_as_of_account", account=number).to_pylist()
            mentions = store.ask("identity/mentions_of", account=number).to_pandas()
            others = store.ask("decisions/proposals_of", account=number).to_pandas()
        mentions["why"] = [
            _why(mention, why, edges)
            for mention, why in zip(mentions["mention"], mentions["why"], strict=True)
        ]
        return {"mentions": mentions, "proposals": others}

    def known(self, account: str) -> dict[str, pd.DataFrame]:
        """Return what is known of one account apart from the columns of every account.

        Returns
        -------
        dict of str to DataFrame
            properties: property, value: columns of files that loaders do not know, and numbers of
            its deals. signals: signal, count, last (day). family: account, key, and how it is
            related ("belongs to it", "it belongs to"). people: person, title, known_by
            (colleagues), for people who work there and may be contacted.
        """
        with self.store() as store:
            number = int(str(find_account(store, account)["id"]))
            rows = rows_of([number])
            besides = store.ask("read/extra_properties", rows, known=",".join(KNOWN_PROPERTIES))
            signals = store.ask("signals/of_account", account=number).to_pandas()
            people = contacts(store, [number])
            family = store.ask("read/subsidiaries").to_pandas()
            family = family[(family["child"] == number) | (family["parent"] == number)]
            ids = [*family["child"], *family["parent"]]
            others = store.ask("read/accounts_by_id", rows_of(ids))
        named = {row["id"]: row for row in others.to_pylist()}
        related = [
            (
                *(named[other]["name"], named[other]["key"]),
                *("belongs to it" if parent == number else "it belongs to", f"{role} ({source})"),
            )
            for child, parent, role, source in family.itertuples(index=False)
            for other in (child if parent == number else parent,)
        ]
        return {
            "properties": besides.to_pandas()[["property", "value"]],
            "signals": signals,
            "people": people[["person", "title", "known_by"]],
            "family": pd.DataFrame(related, columns=["account", "key", "related", "known_by"]),
        }

    def proposals(self, least: float = LEAST, progress: Progress | None = None) -> pd.DataFrame:
        """Return the pairs of accounts to decide on; see `merge_candidates.proposals`."""
        return proposals(self.store, least, progress)

    def still_open(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """Return which pairs of `proposals` nobody decided since, and no decision settled."""
        with self.store() as store:
            return still_open(store, pairs)

    def told(self, accounts: Sequence[str]) -> pd.DataFrame:
        """Return what is told of accounts, by keys, to compare them; see `told_of_accounts`."""
        with self.store() as store:
            return told_of_accounts(store, accounts)

    def several_companies(self) -> list[str]:
        """Return a sentence for each address at which several companies stand, or may."""
        with self.store() as store:
            return several_companies(store)

    def decide(self, one: str, other: str, verdict: Verdict) -> list[str]:
        """Decide that two accounts, by key, domain or name, are one or two.

        Parameters
        ----------
        one, other : str
        verdict : "same", "different", "belongs to" (the first to the other) or "undo"

        Returns
        -------
        list of str
            The decisions without effect, as others contradict them.

        Raises
        ------
        UnknownNameError
            If one is not known, or there is nothing to undo.
        """
        with self.store(write=True) as store:
            return decide(store, [meant(store, one, other, verdict)])

    def decide_all(
        self, decisions: Sequence[Decision], progress: Progress | None = None
    ) -> list[str]:
        """Keep several decisions, all or none; return those without effect."""
        if not decisions:
            return []
        with self.store(write=True) as store:
            return decide(store, decisions, progress)

    def decide_by(
        self, file: str | Path, progress: Progress | None = None
    ) -> tuple[list[Decision], list[str]]:
        """Keep the decisions in a file; return them, and why rows of it were passed over.

        Raises
        ------
        FileError
            If the file is not a list of proposals, or holds a word that is not a decision;
            nothing is kept then.
        """
        with self.store(write=True) as store:
            decisions, passed_over = decisions_in(store, Path(file))
            if decisions:
                passed_over += decide(store, decisions, progress)
        return decisions, passed_over

    def decided(self) -> pd.DataFrame:
        """Return people's decisions: key, other_key, decision, decided_on."""
        with self.store() as store:
            return decided(store)

    def explain(self, one: str, other: str) -> tuple[bool, list[str]]:
        """Return whether two accounts are one, and why, step by step.

        Parameters
        ----------
        one, other : str
            Keys of mentions, domains or names.
        """
        with self.store() as store:
            first_key, second_key = key_meant(store, one), key_meant(store, other)
            if first_key == second_key:
                return True, [f"both mean {first_key}, as rows name it"]
            pair = Decision(first_key, second_key, "same")
            owner = owners_of(store, (pair.one, pair.other))
            first, second = owner[pair.one], owner[pair.other]
            if first == second:
                return True, _joined(store, pair, first)
            return False, _apart(store, pair, first, second)


def _joined(store: Store, pair: Decision, account: int) -> list[str]:
    """Return the steps from one mention of an account to another."""
    import networkx as nx  # takes a while

    graph: nx.Graph[str] = nx.Graph()
    for edge in store.ask("identity/same_as_of_account", account=account).to_pylist():
        who = "a person" if edge["decided"] else edge["source"]
        graph.add_edge(edge["a"], edge["b"], said=f"{edge['reason']} ({who})")
    mentions = store.ask("identity/mentions_of", account=account).to_pylist()
    own = next(row["mention"] for row in mentions if row["why"] == "key")
    for row in mentions:
        if row["why"] not in ("key", "edge"):
            graph.add_edge(row["mention"], own, said=f"{row['why']}: {row['names']}")
    path = nx.shortest_path(graph, pair.one, pair.other)
    return [f"{a} is {b}: {graph[a][b]['said']}" for a, b in pairwise(path)]


def _apart(store: Store, pair: Decision, first: int, second: int) -> list[str]:
    """Return the evidence for and against two accounts being one."""
    ends = {first, second}
    reasons = [
        f"a person decided that {row['a']} and {row['b']} are two"
        for row in store.ask("decisions/decisions").to_pylist()
        if not row["same"] and {row["a"], row["b"]} == {pair.one, pair.other}
    ]
    for row in store.ask("read/subsidiaries").to_pylist():
        if {row["child"], row["parent"]} == ends:
            child = pair.one if row["child"] == first else pair.other
            reasons.append(f"{child} belongs to the other ({row['role']}; {row['source']})")
    for row in store.ask("decisions/proposals").to_pylist():
        if {row["a"], row["b"]} == ends:
            about = f": {row['name']}" if row["name"] else ""
            reasons.append(f"they may be one ({row['reason']}{about})")
    accounts = described(read_graph(store))
    near = match_candidates(accounts, 0.0)
    for _, row in near[near["a"].isin(ends) & near["b"].isin(ends)].iterrows():
        said = "; ".join(evidence(row))
        reasons.append(
            f"their names make it {row['probability']:.0%} likely that they are one ({said})"
        )
        return reasons
    return [*reasons, "their names have no rare word, beginning or spelling in common"]


def _why(mention: str, why: str, edges: list[dict[str, Any]]) -> str:
    if why == "key":
        return "names the account"
    if why != "edge":
        return f"the {why}"
    reasons = []
    for edge in edges:
        if mention in (edge["a"], edge["b"]):
            other = edge["b"] if mention == edge["a"] else edge["a"]
            who = "a person's decision" if edge["decided"] else edge["source"]
            reasons.append(f"{edge['reason']} as {other} ({who})")
    return "; ".join(reasons)
