"""Domains by which rows name a company: its website's, those of work addresses, and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT
from graph_icp.identity.domains import FREE_MAIL, HOSTED_PAGES, NotADomainError, registrable_domain
from graph_icp.identity.rules import ADDITIONAL
from graph_icp.ingest.records.company_keys import prefixed
from graph_icp.ingest.values.cells import RejectRow, blank
from graph_icp.ingest.values.identifiers import SEVERAL, bare_address, company_domain, work_domain
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows

_FREE_MAIL = pa.array(sorted(FREE_MAIL))
_HOSTED_PAGES = pa.array(sorted(HOSTED_PAGES))


def own_domain(rows: Rows, names: Array, clean: Array) -> tuple[Array, Array]:
    """Return the rows' domains that name a company, and which rows give one that does not.

    Parameters
    ----------
    rows : Rows
        With the columns `domain` and `website`.
    names, clean : array of str
        The companies' names as they stand and cleaned: a host of many pages names the company that
        has its name, and a host alone also the one that has a word behind it ("Upwork Pro").
    """
    domain = pc.coalesce(rows.value("domain", _registrable), rows.value("website", _registrable))
    coded = domain.dictionary_encode()
    free = pc.or_(_among(coded, _FREE_MAIL), _among(coded, _said_to_be_shared(rows)))
    hosted = _among(coded, _HOSTED_PAGES)
    if not pc.any(pc.or_(free, hosted)).as_py():
        return domain, free
    columns = (hosted, domain, clean, names)
    told = zip(*(each.to_pylist() for each in columns), _cells(rows), strict=True)
    owner = pa.array(
        [
            bool(asked) and (_is_owner(host, short) or (cell == host and _begins(host, name)))
            for asked, host, short, name, cell in told
        ]
    )
    shared = pc.or_(free, pc.and_not(hosted, owner))
    _note(rows, "free mail or shared", domain, free)
    _note(rows, "a host of many pages", domain, pc.and_not(shared, free))
    return pc.if_else(shared, pa.scalar(None, pa.string()), domain), shared


def _cells(rows: Rows) -> list[str]:
    """Return the host of each row's cell, "" of the address of a page below it."""
    told = rows.value("domain", _bare_host), rows.value("website", _bare_host)
    return [host or "" for host in pc.coalesce(*told).to_pylist()]


def _note(rows: Rows, what: str, domains: Array, where: Array) -> None:
    """Note of each of these domains how often it was left out."""
    for each in pc.value_counts(domains.filter(pc.fill_null(where, fill_value=False))).to_pylist():
        rows.notes[f"domain: {each['values']} is {what}, and names no company"] += each["counts"]


def _said_to_be_shared(rows: Rows) -> Array:
    """Return the domains that the user says to name no company."""
    return pa.array(sorted(rows.audit.options.shared_domains), pa.string())


def _among(coded: Array, domains: Array) -> Array:
    """Return which rows, as numbers in a dictionary, have one of some domains."""
    return pc.fill_null(pc.is_in(coded.dictionary, domains).take(coded.indices), fill_value=False)


def _is_owner(host: str, name: str | None) -> bool:
    """Return whether a company has a host's name: "slack technologies" and "slack.com"."""
    label, _, ending = host.partition(".")
    joined = (name or "").replace(" ", "")
    return joined.startswith(label) and joined[len(label) :] in {"", ending, *_COMPANY_WORDS}


def _begins(host: str, name: str | None) -> bool:
    """Return whether a name is the host's with a word behind it: "Upwork Pro" and "upwork.com"."""
    first, *more = (name or "").casefold().split() or [""]
    return first == host.partition(".")[0] and len(more) < _MORE_WORDS


# As many words make another name of it: "facebook page of bob".
_MORE_WORDS = 2

# Words that companies named after their website add to it.
_COMPANY_WORDS = ("technologies", "technology", "software", "labs", "group", "holdings", "systems")


def mail_domain(rows: Rows, column: str, where: Array | None) -> Array:
    """Return the domain of each work address, null for free mail.

    Parameters
    ----------
    rows : Rows
    column : str
        The column of addresses; "" for none.
    where : array of bool, optional
        The rows in which the address counts; all where it is not given.
    """
    domain = rows.value(column, _mailed)
    shared = _said_to_be_shared(rows)
    domain = pc.if_else(pc.is_in(domain, shared), pa.scalar(None, pa.string()), domain)
    if rows.has(column):
        addresses = pc.count_substring(rows.raw(column), "@").cast(pa.bool_())
        rows.audit.free_mail += pc.sum(pc.and_(addresses, domain.is_null())).as_py() or 0
    return domain if where is None else pc.if_else(where, domain, pa.scalar(None, pa.string()))


def propose_more_domains(rows: Rows, keys: Array) -> None:
    """Propose that the further domains of a row are also its company's.

    Parameters
    ----------
    rows : Rows
    keys : array of str
        The key of each row's company.
    """
    if rows.has("domain") and rows.has("website"):
        site = rows.value("website", company_domain)
        other = pc.if_else(pc.equal(site, rows.value("domain", _registrable)), None, site)
        _propose(rows, rows.every, keys, other, site)
    if not rows.has("domain"):
        return
    several = pc.match_substring_regex(rows.coded("domain").dictionary, SEVERAL.pattern)
    if not pc.any(several).as_py():
        return
    index, texts = rows.listed("domain")
    further = np.diff(index, prepend=-1) == 0
    index, texts = index[further], texts.filter(pa.array(further))
    others = rows.parse_distinct(texts, company_domain)
    _propose(rows, index, keys.take(pa.array(index)), others, texts)


def more_domains(rows: Rows, keys: Array, column: str) -> None:
    """Say which other domains belong to each row's company, in a column for nothing else.

    Parameters
    ----------
    rows : Rows
    keys : array of str
        The key of each row's company.
    column : str
        Of lists of domains.
    """
    index, texts = rows.listed(column)
    domains = rows.parse_distinct(texts, company_domain)
    _propose(rows, index, keys.take(pa.array(index)), domains, texts, ADDITIONAL)


def _propose(
    rows: Rows,
    index: NDArray[np.int64],
    keys: Array,
    domains: Array,
    names: Array,
    reason: str = "another domain of the row",
) -> None:
    """Propose that domains and keys name the same companies."""
    others = prefixed("domain", domains)
    rows.statements.node(ACCOUNT, others, names, index)
    rows.statements.same_as(ACCOUNT, index, keys, others, reason)


def _registrable(text: str) -> str | None:
    """Return the first domain of a cell."""
    if blank(text):
        return None
    first = next(iter(items(text)), text) if SEVERAL.search(text) else text
    try:
        return registrable_domain(first)
    except NotADomainError as error:
        raise RejectRow(str(error)) from error


def _bare_host(text: str) -> str | None:
    """Return a web address without its "https://www.": of one without a path, the host."""
    if blank(text):
        return None
    bare = text.strip().casefold().partition("://")
    return (bare[2] or bare[0]).rstrip("/").removeprefix("www.")


def _mailed(text: str) -> str | None:
    found = bare_address(text)
    return work_domain(found.rpartition("@")[2]) if "@" in found else None
