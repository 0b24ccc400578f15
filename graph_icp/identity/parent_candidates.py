"""Accounts that may be parts of another: to be linked, not merged, if a person says so."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from graph_icp.identity.match_candidates import SHORT_LABEL, domain_label
from graph_icp.identity.name_tokens import COMMON_WORDS, name_tokens

# The least rarity and length of the first word of a parent's name; less where the further words
# are a country's or common ones.
RARE, RARE_LETTERS = 0.7, 6
RARE_BEFORE_KNOWN, LETTERS_BEFORE_KNOWN = 0.5, 4
# A label under different endings of more accounts than this belongs to none of them.
LABELS_AT_MOST = 20

COLUMNS = ["parent", "child", "reason"]


def parent_candidates(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts that may belong to another, each with the nearest that may own it.

    An account is a child where its cleaned name is another's distinctive name and further words
    ("siemens", "siemens healthineers"), or where it shares its first word, and its domain except
    the ending (acme.com, acme.de), with an account whose name the domain spells; of equal names
    the one under .com is the parent.

    Parameters
    ----------
    accounts : DataFrame
        id, name, clean, domain, as for `match_candidates`.

    Returns
    -------
    DataFrame
        parent, child (ids), reason ("further words: healthineers", "same domain label: acme"),
        by child, once each.
    """
    names = name_tokens(accounts["name"], accounts["clean"])
    about = pd.DataFrame(
        {
            "id": accounts["id"].to_numpy(),
            "bare": names.bare,
            "joined": names.joined,
            "first": names.first,
            "rarity": np.where(names.first >= 0, names.rarity[names.first], 0),
            "letters": names.letters,
            "domain": accounts["domain"].to_numpy(),
        }
    )
    # The part of a web address without its ending is not a name.
    starts = zip(accounts["clean"], names.bare, strict=True)
    about["whole"] = np.array([_same_start(*each) for each in starts], dtype=bool)
    # Parents come before their children, by either rule, so that no account is its own ancestor.
    domain = about["domain"].astype(str)
    about = about.assign(ending=np.select([domain.str.endswith(".com"), domain != ""], [0, 1], 2))
    about = about.sort_values(["letters", "ending", "domain", "id"], ignore_index=True)
    found = pd.concat([_by_words(about), _by_label(about)], ignore_index=True)
    return found.drop_duplicates("child").sort_values("child", ignore_index=True)


def _same_start(clean: str, bare: str) -> bool:
    return bare != "" and clean.split()[0] == bare.split()[0]


def _by_label(about: pd.DataFrame) -> pd.DataFrame:
    """Return accounts that share first word and domain label, the name of the first of them."""
    labelled = about[(about["domain"] != "") & (about["first"] >= 0)]
    labelled = labelled.assign(label=labelled["domain"].map(domain_label))
    labelled = labelled[labelled["label"].str.len() >= SHORT_LABEL]
    groups = labelled.groupby(["label", "first"], sort=False)
    size = groups["domain"].transform("nunique")
    head = groups[["id", "domain", "joined"]].transform("first")
    child = (size > 1) & (size <= LABELS_AT_MOST) & (labelled["domain"] != head["domain"])
    child &= head["joined"] == labelled["label"]
    said = "same domain label: " + labelled["label"]
    return pd.DataFrame({"parent": head["id"], "child": labelled["id"], "reason": said})[child]


def _by_words(about: pd.DataFrame) -> pd.DataFrame:
    """Return accounts whose name begins with another's, each with the longest such name's first."""
    bearer = about[about["whole"]].drop_duplicates("bare").set_index("bare")
    own = bearer[["id", "letters", "rarity"]].to_dict("index")
    rows = []
    for child, name in zip(about["id"], about["bare"], strict=True):
        words = name.split()
        for kept in range(len(words) - 1, 0, -1):
            parent = own.get(" ".join(words[:kept]))
            if parent and _distinctive(parent["rarity"], parent["letters"], words[kept:]):
                rows.append((parent["id"], child, f"further words: {' '.join(words[kept:])}"))
                break
    return pd.DataFrame(rows, columns=COLUMNS)


def _distinctive(rarity: float, letters: int, further: list[str]) -> bool:
    if all(word in COMMON_WORDS or word in _countries() for word in further):
        return rarity >= RARE_BEFORE_KNOWN and letters >= LETTERS_BEFORE_KNOWN
    return rarity >= RARE and letters >= RARE_LETTERS


@cache
def _countries() -> frozenset[str]:
    """Return the words of countries' names."""
    import pycountry

    from graph_icp.identity.folding import fold

    return frozenset(word for each in pycountry.countries for word in fold(each.name).split())
