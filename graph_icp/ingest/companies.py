"""The company that a row names: its mentions, their names, and what makes them one."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT
from graph_icp.identity.domains import FREE_MAIL, HOSTED_PAGES, NotADomainError, registrable_domain
from graph_icp.identity.names import clean_company
from graph_icp.ingest.loader import Column
from graph_icp.ingest.rows import Array, Nodes, Rows
from graph_icp.ingest.values import Refused, blank, country, items

# The columns by which any file may name a company.
COMPANY = (
    Column(
        "domain",
        "the company's web domain or address",
        (
            *("website", "website url", "web", "url", "homepage", "company domain"),
            *("company domain name", "account domain", "root domain", "company website"),
        ),
    ),
    Column("company_id", "its id in your system", ("account id", "associated company ids")),
    Column(
        "company",
        "its name",
        ("company name", "account name", "organization", "organisation", "account", "employer"),
    ),
    Column(
        "country", "its country, name or code", ("country/region", "billing country", "hq country")
    ),
)


def company(rows: Rows, *, email: str = "", email_where: Array | None = None) -> Nodes:
    """Return the company that each row names by domain, id or name.

    The keys are the strongest that each row has; further keys of a row become SAME_AS edges,
    and the strongest bears the row's name.

    Parameters
    ----------
    rows : Rows
        With the columns of COMPANY.
    email : str
        A column of people's addresses, in files about people: a work address names the
        company where no domain does, the row's name is then an alias (people write many names
        for one employer), and a row may name no company.
    email_where : array of bool, optional
        The rows in which the address counts; all where it is not given.

    Returns
    -------
    Nodes
        One a row; null where the row names no company.
    """
    name = rows.text("company")
    clean = rows.understood(name, clean_company)
    place = pc.fill_null(rows.value("country", country), "")
    own, shared = _domain(rows, clean)
    mailed = _mail_domain(rows, email, email_where)
    by_mail = pc.and_(pc.and_(own.is_null(), mailed.is_valid()), rows.text("company_id").is_null())
    domain = pc.coalesce(own, mailed)
    keys = {
        "domain": _prefixed("domain:", own),
        "id": _prefixed("id:", rows.text("company_id")),
        "mail": _prefixed("domain:", mailed),
        "name": pc.binary_join_element_wise("name:", clean, "|", pc.utf8_lower(place), ""),
    }
    strongest = pc.coalesce(*keys.values())
    if not email:
        _reject_nameless(rows, strongest, name, shared)
    _add_mentions(rows, keys, strongest, pc.coalesce(name, domain, rows.text("company_id")))
    rows.add(
        "naming",
        rows.every,
        kind=ACCOUNT.label,
        key=strongest,
        name=name,
        clean=clean,
        place=place,
        alias=by_mail,
    )
    return Nodes(ACCOUNT, strongest, rows.every)


def aliases(rows: Rows, companies: Nodes, column: str) -> None:
    """Add the other names of each company, a list in one cell."""
    index, names = rows.split(column, _apart)
    rows.add(
        "naming",
        index,
        kind=ACCOUNT.label,
        key=companies.keys.take(pa.array(index)),
        name=names,
        clean=rows.understood(names, clean_company),
        place=pc.fill_null(rows.value("country", country), "").take(pa.array(index)),
        alias=True,
    )


_FREE_MAIL = pa.array(sorted(FREE_MAIL))
_HOSTED_PAGES = pa.array(sorted(HOSTED_PAGES))


def _apart(cell: str) -> list[str]:
    # Not at commas, which stand in names: "Adobe, Inc".
    return items(cell, separators="|;")


def _domain(rows: Rows, clean: Array) -> tuple[Array, Array]:
    """Return the rows' domains that name a company, and which rows give one that names none."""
    domain = rows.value("domain", _registrable)
    free = pc.is_in(domain, _FREE_MAIL)
    hosted = pc.is_in(domain, _HOSTED_PAGES)
    if not pc.any(pc.or_(free, hosted)).as_py():
        return domain, free
    label = pc.replace_substring_regex(domain, r"\..*", "")
    owner = pc.fill_null(pc.equal(label, pc.replace_substring(clean, " ", "")), False)
    shared = pc.or_(free, pc.and_not(hosted, owner))
    if used := pc.sum(shared).as_py():
        rows.notes["domain: free mail or a page on a shared host names no company"] += used
    return pc.if_else(shared, pa.scalar(None, pa.string()), domain), shared


def _registrable(text: str) -> str | None:
    if blank(text):
        return None
    try:
        return registrable_domain(text)
    except NotADomainError as error:
        raise Refused(str(error)) from error


def _mail_domain(rows: Rows, column: str, where: Array | None) -> Array:
    """Return the domain of each work address, null for free mail."""
    domain = rows.value(column, _mailed)
    return domain if where is None else pc.if_else(where, domain, pa.scalar(None, pa.string()))


def _mailed(address: str) -> str | None:
    if "@" not in address:
        return None
    domain = _registrable(address.rpartition("@")[2])
    return None if domain in FREE_MAIL or domain in HOSTED_PAGES else domain


def _prefixed(prefix: str, values: Array) -> Array:
    return pc.binary_join_element_wise(prefix, values, "")


def _reject_nameless(rows: Rows, strongest: Array, name: Array, shared: Array) -> None:
    none = strongest.is_null()
    rows.reject(pc.and_(none, shared), "domain: it is shared by many and names no company")
    rows.reject(pc.and_(none, name.is_valid()), "company: the name stands for no company")
    rows.reject(none, "no domain, id or name of a company")


def _add_mentions(rows: Rows, keys: dict[str, Array], strongest: Array, label: Array) -> None:
    """Add the rows' mentions, and the edges between a row's id and its domain."""
    rows.add("node", rows.every, kind=ACCOUNT.label, key=strongest, name=label)
    both = pc.and_(keys["domain"].is_valid(), keys["id"].is_valid())
    if not pc.any(both).as_py():
        return
    nothing = pa.scalar(None, pa.string())
    ids = pc.if_else(both, keys["id"], nothing)
    rows.add("node", rows.every, kind=ACCOUNT.label, key=ids, name=label)
    rows.add(
        "same_as",
        rows.every,
        kind=ACCOUNT.label,
        a=strongest,
        b=ids,
        reason="same row",
        score=1.0,
        decided=False,
    )
