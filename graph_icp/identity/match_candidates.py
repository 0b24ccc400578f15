"""Pairs of accounts that may be one company, for a person to decide: names nearly alike.

Proposals only: nothing here merges. Names are weighted by `name_similarity`, everything else by the
log-odds below. There are no labelled pairs of accounts with countries, industries, people or
technologies, so these are judgements, small beside the weights of names, and not measured. Two
different web addresses speak most against a pair: equal names with two domains come to about two
in three, as with the handful of such pairs in public lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from graph_icp.identity.blocking import candidate_pairs
from graph_icp.identity.name_similarity import log_odds
from graph_icp.identity.name_tokens import NameTokens, name_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.progress import Progress

# Log-odds of what is known apart from the names.
COUNTRY = {"same": 0.5, "differs": -1.0, "unknown": 0.0}
INDUSTRY = {"same": 0.3, "differs": -0.5, "unknown": 0.0}
DOMAINS = {
    "differ": -4.5,  # acme.com and acmegroup.com: as a rule, two companies
    "same label": -3.5,  # acme.com and acme.de, acme-corp.com and acmecorp.io
    # One has no domain, but its name is what the other's domain spells; this is so by chance for
    # Weave and weave.works, the domain of Weaveworks.
    "is the name": 0.8,
    "unknown": 0.0,
}
# For the first person in common, and the same again for the second and third together.
PEOPLE, PEOPLE_AT_MOST = 1.0, 2.0
# For each technology in common: most are common to many companies.
TECHNOLOGY, TECHNOLOGIES_AT_MOST = 0.1, 1.0

# Labels shorter than this are taken under every ending, mostly by strangers (nav.no, nav.com).
SHORT_LABEL = 5

_CHUNK = 200_000


def match_candidates(
    accounts: pd.DataFrame,
    least: float = 0.5,
    people: csr_array | None = None,
    technologies: csr_array | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the pairs of accounts that may be one company, the likeliest first.

    Parameters
    ----------
    accounts : DataFrame
        id (int, each once), name (as written), clean (by `clean_company`, "" where there is
        none), country (two letters), industry (keys joined by "|"), domain (registrable);
        "" where unknown.
    least : float
        The probability from which a pair is returned.
    people, technologies : sparse array, optional
        Accounts, in the order of the table, x people or technologies; what is not 0 counts.
    progress : Progress, optional

    Returns
    -------
    DataFrame
        a, b (ids, the lower first), probability, names (0-1: the token-set ratio of the cleaned
        names), country and industry ("same", "differs", "unknown"), domains ("differ", "same
        label", "is the name", "unknown"), shared_people, shared_technologies (numbers; 0 without
        the matrix).

    Notes
    -----
    Not all pairs are compared, see `candidate_pairs`; names that share no word, beginning or
    spelling are not found, whatever else the accounts have in common.
    """
    accounts = accounts.reset_index(drop=True)
    names = name_tokens(accounts["name"], accounts["clean"])
    pairs = candidate_pairs(names)
    known = _Known(accounts, names, _ones(people), _ones(technologies))
    found = []
    for start in range(0, max(len(pairs), 1), _CHUNK):
        if progress:
            progress("comparing names", start / max(len(pairs), 1))
        a, b = pairs[start : start + _CHUNK].T
        found.append(known.scored(a, b, least))
    table = pd.concat(found, ignore_index=True)
    order = ["probability", "names", "a", "b"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


class _Known:
    """The known properties of the accounts, by position."""

    def __init__(
        self,
        accounts: pd.DataFrame,
        names: NameTokens,
        people: csr_array | None,
        technologies: csr_array | None,
    ) -> None:
        self.names = names
        self.clean = accounts["clean"].tolist()
        self.ids = accounts["id"].to_numpy(np.int64)
        self.country = accounts["country"].to_numpy(object)
        self.industry = accounts["industry"].to_numpy(object)
        self.domain = accounts["domain"].to_numpy(object)
        self.label = np.array([domain_label(each) for each in self.domain], dtype=object)
        self.joined = np.array(names.joined, dtype=object)
        self.people, self.technologies = people, technologies

    def scored(self, a: NDArray[np.int64], b: NDArray[np.int64], least: float) -> pd.DataFrame:
        """Return the pairs that reach `least`, with what speaks for and against each."""
        odds = log_odds(self.names, a, b)
        hopeful = odds + _at_most() >= _odds(least)
        a, b, odds = a[hopeful], b[hopeful], odds[hopeful]
        table = pd.DataFrame(
            {
                "a": np.minimum(self.ids[a], self.ids[b]),
                "b": np.maximum(self.ids[a], self.ids[b]),
                "country": _compared(self.country[a], self.country[b]),
                "industry": _met(self.industry[a], self.industry[b]),
                "domains": self.domains(a, b),
                "shared_people": _shared(self.people, a, b),
                "shared_technologies": _shared(self.technologies, a, b),
            }
        )
        table.insert(2, "probability", 1 / (1 + np.exp(-(odds + _beside(table)))))
        reached = (table["probability"] >= least).to_numpy()
        one, other = ([self.clean[row] for row in rows[reached].tolist()] for rows in (a, b))
        alike = process.cpdist(one, other, scorer=fuzz.token_set_ratio, dtype=np.float64)
        table = table[reached]
        table.insert(3, "names", alike / 100)
        return table

    def domains(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return what the domains of each pair say."""
        one, other = self.domain[a], self.domain[b]
        both = (one != "") & (other != "") & (one != other)
        long = np.array([len(each) >= SHORT_LABEL for each in self.label], dtype=bool)
        alike = both & (self.label[a] == self.label[b]) & long[a]
        spelt = (one != "") & (other == "") & (self.label[a] == self.joined[b])
        spelt |= (one == "") & (other != "") & (self.label[b] == self.joined[a])
        said = np.select([alike, both, spelt], ["same label", "differ", "is the name"], "unknown")
        return said.astype(object)


def domain_label(domain: str) -> str:
    """Return a domain without its ending and hyphens: acmecorp of acme-corp.io."""
    return domain.partition(".")[0].replace("-", "")


def _ones(values: csr_array | None) -> csr_array | None:
    return None if values is None else values.tocsr().astype(np.bool_).astype(np.int32)


def _odds(probability: float) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(probability) - np.log1p(-np.float64(probability)))


def _at_most() -> float:
    said = sum(max(each.values()) for each in (COUNTRY, INDUSTRY, DOMAINS))
    return said + PEOPLE_AT_MOST + TECHNOLOGIES_AT_MOST


def _beside(table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the log-odds of all that is known apart from the names."""
    odds = np.zeros(len(table))
    for column, said in (("country", COUNTRY), ("industry", INDUSTRY), ("domains", DOMAINS)):
        odds += table[column].map(said).to_numpy(np.float64)
    odds += np.minimum(PEOPLE * np.log2(1 + table["shared_people"]), PEOPLE_AT_MOST)
    odds += np.minimum(TECHNOLOGY * table["shared_technologies"], TECHNOLOGIES_AT_MOST)
    return odds


def _compared(one: NDArray[np.object_], other: NDArray[np.object_]) -> NDArray[np.object_]:
    said = np.select([(one == "") | (other == ""), one == other], ["unknown", "same"], "differs")
    return said.astype(object)


def _met(one: NDArray[np.object_], other: NDArray[np.object_]) -> NDArray[np.object_]:
    """Compare keys joined by "|": the same where one is in both."""
    said = _compared(one, other)
    for place in np.flatnonzero(said == "differs"):
        if not set(one[place].split("|")).isdisjoint(other[place].split("|")):
            said[place] = "same"
    return said


def _shared(
    values: csr_array | None, a: NDArray[np.int64], b: NDArray[np.int64]
) -> NDArray[np.int64]:
    if values is None or not len(a):
        return np.zeros(len(a), dtype=np.int64)
    shared: NDArray[np.int64] = values[a].multiply(values[b]).sum(axis=1).astype(np.int64)
    return shared
