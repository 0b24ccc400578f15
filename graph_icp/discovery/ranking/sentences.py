"""Reasons in words, as a salesperson would say them aloud, the most particular ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.discovery.ranking.phrases import again, described, shown
from graph_icp.graph.relations import relation as relation_named
from graph_icp.joined_texts import TEXT, joined, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.link_dates import LinkDates
    from graph_icp.discovery.ranking.named_reasons import Named, Reason

    Places = NDArray[np.intp]

# The phrase for traits that only the hypothesis supports.
AS_THOUGHT = "as your hypothesis says"
# What is said of people who tie an account to customers, and of them where nobody is named.
_WORKED = "has worked at"
_PEOPLE_ALONE = "People who worked at your customers have worked there"
NOTHING = "No clear reason: it looks like any company of the market"
# The accounts whose sentences are made at a time.
_TOGETHER = 50_000
# Where a reason stands: first in its sentence, first in a later clause, or behind another reason of
# its clause, told in full or, behind what several customers have, in brief.
_FIRST, _LEADS, _FOLLOWS, _BRIEF = range(4)
_STANDS = 4


def sentences(named: Named, dates: LinkDates, like: Sequence[str]) -> pa.Array:
    """Return the reasons of each account as a sentence.

    Parameters
    ----------
    named : Named
    dates : LinkDates
        Those of the reasons' links.
    like : sequence of str
        The customer most like each account, "" where none is.

    Returns
    -------
    array of str
        "Uses Argo CD, as 14 of your 59 customers do (22 of 891 prospects); sponsored KubeCon EU
        2023 (3 years ago), as 4 of 22 customers did (9 of 310 prospects); of your customers most
        like Intuit"
    """
    order, stands = _arranged(named, dates)
    row, notes = named.row[order], dates.notes()[order]
    pairs, each = np.unique(named.kind[order] * _STANDS + stands, return_inverse=True)
    words = [_words(named.kinds[pair // _STANDS], pair % _STANDS) for pair in pairs.tolist()]
    heads, tails = (pa.array([word[end] for word in words], TEXT) for end in range(2))
    most = {name: f"; of your customers most like {_inline(name)}" for name in {*like} - {""}}
    most[""] = ""
    told = [pa.array([], TEXT)]
    for start in range(0, len(named.accounts), _TOGETHER):
        some = like[start : start + _TOGETHER]
        ends = np.searchsorted(row, np.arange(start, start + len(some) + 1))
        mine = slice(ends[0], ends[-1])
        clauses = joined(
            heads.take(each[mine]),
            _in_brackets(pa.array(notes[mine], TEXT)),
            tails.take(each[mine]),
        )
        said = pc.binary_join(pa.LargeListArray.from_arrays(ends - ends[0], clauses), text(""))
        whole = joined(said, pa.array([most[name] for name in some], TEXT))
        told.append(pc.if_else(pa.array(np.diff(ends) > 0), whole, text(NOTHING)))
    return pa.concat_arrays(told)


def without_people(said: str) -> str:
    """Return a sentence of reasons without the clauses that name people.

    No name holds a semicolon in it, so that clauses are apart.
    """
    kept = [each for each in said.split("; ") if f" {_WORKED} " not in each]
    told = "; ".join(kept)
    return told[:1].upper() + told[1:] or _PEOPLE_ALONE


def _inline(name: str) -> str:
    """Return a name in which nothing looks like the end of a clause or line."""
    return " ".join(name.replace(";", ",").split())


def _arranged(named: Named, dates: LinkDates) -> tuple[Places, Places]:
    """Return the order of reasons in their sentences, and where each of these stands.

    What is over for years, or without a date, stands behind the rest, and what one customer has
    behind that; those of one relation stand together.
    """
    relations = {each.link.relation: place for place, each in enumerate(named.kinds)}
    relation_of = np.array([relations[each.link.relation] for each in named.kinds], dtype=np.intp)
    customers = np.array([each.customers for each in named.kinds], dtype=np.intp)
    order = np.lexsort((dates.past(), customers[named.kind] == 1, named.row))
    row, kind = named.row[order], named.kind[order]
    clause = row * len(named.kinds) + relation_of[kind]
    _, first, each = np.unique(clause, return_index=True, return_inverse=True)
    lead = first[each]
    together = np.argsort(lead, kind="stable")
    begins = np.append(True, row[together][1:] != row[together][:-1])[: len(row)]
    stands = np.select(
        [begins, lead[together] == together, customers[kind[lead[together]]] > 1],
        [_FIRST, _LEADS, _BRIEF],
        _FOLLOWS,
    )
    return order[together], stands


def _in_brackets(notes: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(notes, ""), notes, joined(text(" ("), notes, text(")")))


def _words(reason: Reason, stands: int) -> tuple[str, str]:
    """Return what is said of a reason before and behind the note about its date."""
    relation, trait = reason.link.relation, _inline(reason.trait)
    leads = stands in (_FIRST, _LEADS)
    if relation_named(relation).of_people():
        at = reason.alone or f"{reason.customers:,} of your customers"
        head, tail, joint = f"{trait} {_WORKED} {_inline(at)} too", "", " and "
    else:
        head = described(relation, [trait]) if leads else shown(relation, trait)
        tail, joint = f", {_who(reason, brief=stands == _BRIEF)}", ", and "
    if stands == _FIRST:
        return head[:1].upper() + head[1:], tail
    return f"{'; ' if leads else joint}{head}", tail


def _who(reason: Reason, *, brief: bool = False) -> str:
    """Return who else has a trait: "as 14 of your 59 customers do (22 of 891 prospects)"."""
    behind = _prospects(reason.prospects, reason.of_prospects, brief)
    if not reason.customers:
        return f"{AS_THOUGHT}{behind}"
    verb = again(reason.link.relation, reason.trait, reason.customers)
    if reason.alone:
        return f"as one customer, {_inline(reason.alone)}, {verb}{behind}"
    your = "your " if reason.of_all else ""
    of = "" if brief else f" of {your}{reason.of_customers:,} customers"
    return f"as {reason.customers:,}{of} {verb}{behind}"


def _prospects(prospects: float, of_prospects: float, brief: bool) -> str:
    if prospects != prospects:
        return ""
    of = "" if brief else f" of {of_prospects:,.0f}"
    return f" ({prospects:,.0f}{of} prospects)"
