"""The company that a row names: its mentions, their names, and what makes them one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT, SUBSIDIARY_OF
from graph_icp.identity.domains import FREE_MAIL, HOSTED_PAGES, NotADomainError, registrable_domain
from graph_icp.identity.names import clean_company
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import RejectRow, blank, country, items
from graph_icp.ingest.values.identifiers import SEVERAL, bare_address, company_page, id_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.ingest.files.arrow import Array
    from graph_icp.ingest.records.rows import Rows

# The columns by which any file may name a company.
COMPANY = (
    Column(
        "domain",
        "the company's web domain or address",
        ("company domain", "company domain name", "account domain", "root domain"),
    ),
    Column(
        "website",
        "its website, which counts where there is no domain",
        ("website url", "company website", "web", "url", "homepage"),
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
    Column(
        "company_page",
        "its page on LinkedIn",
        ("company linkedin url", "company linkedin", "linkedin company url"),
    ),
)


# What names a company: files about companies have at least one of these.
NAMED_BY = ("domain", "website", "company_id", "company_page", "company")


def company(
    rows: Rows,
    *,
    system: str = "id",
    email: str = "",
    email_where: Array | None = None,
    optional: bool = False,
) -> Nodes:
    """Return the company that each row names by domain, id, LinkedIn page or name.

    The keys are the strongest that each row has; further keys of a row become SAME_AS edges,
    and the strongest bears the row's name.

    Parameters
    ----------
    rows : Rows
        With the columns of COMPANY.
    system : str
        Whose ids `company_id` holds: "hubspot". Ids of one system tie its files together.
    email : str
        A column of people's addresses, in files about people: a work address names the
        company where no domain does, the row's name is then an alias (people write many names
        for one employer), and a row may name no company.
    email_where : array of bool, optional
        The rows in which the address counts; all where it is not given.
    optional : bool
        Whether a row may name no company, in files about other things too.

    Returns
    -------
    Nodes
        One a row; null where the row names no company.
    """
    name = rows.text("company")
    clean = rows.parse_distinct(name, clean_company)
    place = pc.fill_null(rows.value("country", country), "")
    own, shared = _domain(rows, clean)
    mailed = _mail_domain(rows, email, email_where)
    number = rows.value("company_id", id_in(system))
    by_mail = pc.and_(pc.and_(own.is_null(), mailed.is_valid()), number.is_null())
    domain = pc.coalesce(own, mailed)
    keys = {
        "domain": _prefixed("domain:", own),
        "id": _prefixed(f"{system}:", number),
        "mail": _prefixed("domain:", mailed),
        "page": _prefixed("linkedin:", rows.value("company_page", company_page)),
        "name": pc.binary_join_element_wise("name:", clean, "|", pc.utf8_lower(place), ""),
    }
    strongest = pc.coalesce(*keys.values())
    if not email and not optional:
        _reject_nameless(rows, strongest, name, shared)
        _tell_shared_ids(rows, number, pc.coalesce(own, clean))
    _count(rows, keys)
    tied = {kind: keys[kind] for kind in ("domain", "id", "page")}
    account = rows.statements.mention(ACCOUNT, tied, strongest, pc.coalesce(name, domain, number))
    _propose_more_domains(rows, strongest)
    rows.statements.name(account, name, clean, place, alias=by_mail)
    return account


def companies_with_ids(rows: Rows, column: str, system: str) -> Nodes:
    """Return the companies whose ids stand in a column, one or several in a cell.

    Parameters
    ----------
    rows : Rows
    column : str
    system : str
        Whose ids they are.
    """
    index, texts = rows.listed(column)
    ids = rows.parse_distinct(texts, id_in(system), column="")
    keys = _prefixed(f"{system}:", ids)
    return rows.statements.node(ACCOUNT, keys, ids, index)


def either(several: Nodes, one: Nodes) -> Nodes:
    """Return of each row the several nodes that it has, and where it has none the one.

    Parameters
    ----------
    several : Nodes
        Any number a row.
    one : Nodes
        One a row.
    """
    rest = np.setdiff1d(one.index, several.index[several.keys.is_valid().to_numpy(False)])
    keys = pa.concat_arrays([several.keys, one.keys.take(pa.array(rest))])
    return Nodes(one.kind, keys, np.concatenate([several.index, rest]))


def subsidiary(rows: Rows, companies: Nodes, parents: Nodes, how: str) -> None:
    """Link companies, one a row, to those that they belong to.

    Parameters
    ----------
    rows : Rows
    companies, parents : Nodes
    how : str
        How it is known: "parent in Salesforce".
    """
    own = companies.repeat_for(parents.index).keys
    other = pc.if_else(pc.equal(own, parents.keys), pa.scalar(None, pa.string()), parents.keys)
    role = pa.repeat(pa.scalar(how), len(rows))
    rows.statements.fact(SUBSIDIARY_OF, companies, Nodes(ACCOUNT, other, parents.index), role=role)


def aliases(rows: Rows, companies: Nodes, column: str) -> None:
    """Add the other names of each company, a list in one cell."""
    index, names = rows.split(column, _apart)
    named = companies.repeat_for(index)
    clean = rows.parse_distinct(names, clean_company)
    place = pc.fill_null(rows.value("country", country), "").take(pa.array(index))
    rows.statements.name(named, names, clean, place, alias=pa.repeat(pa.scalar(True), len(index)))


_FREE_MAIL = pa.array(sorted(FREE_MAIL))
_HOSTED_PAGES = pa.array(sorted(HOSTED_PAGES))


def _apart(cell: str) -> list[str]:
    # Not at commas, which stand in names: "Adobe, Inc".
    return items(cell, separators="|;")


def _domain(rows: Rows, clean: Array) -> tuple[Array, Array]:
    """Return the rows' domains that name a company, and which rows give one that names none."""
    domain = pc.coalesce(rows.value("domain", _registrable), rows.value("website", _registrable))
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
    """Return the first domain of a cell."""
    if blank(text):
        return None
    first = next(iter(items(text)), text) if SEVERAL.search(text) else text
    try:
        return registrable_domain(first)
    except NotADomainError as error:
        raise RejectRow(str(error)) from error


def _propose_more_domains(rows: Rows, strongest: Array) -> None:
    """Propose that the further domains of a cell are the row's company too."""
    if rows.has("domain") and rows.has("website"):
        site = rows.value("website", _named_or_none)
        other = pc.if_else(pc.equal(site, rows.value("domain", _registrable)), None, site)
        _propose(rows, rows.every, strongest, other, site)
    if not rows.has("domain"):
        return
    several = pc.match_substring_regex(rows.raw("domain"), SEVERAL.pattern)
    if not pc.any(several).as_py():
        return
    index, texts = rows.listed("domain")
    further = np.append(False, np.diff(index) == 0)
    index, texts = index[further], texts.filter(pa.array(further))
    others = rows.parse_distinct(texts, _named_or_none)
    _propose(rows, index, strongest.take(pa.array(index)), others, texts)


def _propose(
    rows: Rows, index: NDArray[np.int64], keys: Array, domains: Array, names: Array
) -> None:
    """Propose that domains name what keys name."""
    others = _prefixed("domain:", domains)
    rows.statements.node(ACCOUNT, others, names, index)
    rows.statements.same_as(ACCOUNT, index, keys, others, "another domain of the row")


def _named_or_none(text: str) -> str | None:
    try:
        domain = registrable_domain(text)
    except NotADomainError:
        return None
    return None if domain in FREE_MAIL or domain in HOSTED_PAGES else domain


def _count(rows: Rows, keys: dict[str, Array]) -> None:
    """Count by what rows name their company: the strongest key that each has."""
    names = {"mail": "e-mail", "page": "LinkedIn page"}
    unnamed = np.ones(len(rows), dtype=bool)
    for kind, values in keys.items():
        here = unnamed & values.is_valid().to_numpy(zero_copy_only=False)
        rows.audit.named_by[names.get(kind, kind)] += int(here.sum())
        unnamed &= ~here
    rows.audit.named_by["nothing"] += int(unnamed.sum())


def _mail_domain(rows: Rows, column: str, where: Array | None) -> Array:
    """Return the domain of each work address, null for free mail."""
    domain = rows.value(column, _mailed)
    if rows.has(column):
        addresses = pc.count_substring(rows.raw(column), "@").cast(pa.bool_())
        rows.audit.free_mail += pc.sum(pc.and_(addresses, domain.is_null())).as_py() or 0
    return domain if where is None else pc.if_else(where, domain, pa.scalar(None, pa.string()))


def _mailed(text: str) -> str | None:
    found = bare_address(text)
    return _named_or_none(found.rpartition("@")[2]) if "@" in found else None


def _prefixed(prefix: str, values: Array) -> Array:
    return pc.binary_join_element_wise(prefix, values, "")


def _reject_nameless(rows: Rows, strongest: Array, name: Array, shared: Array) -> None:
    none = strongest.is_null()
    rows.reject(pc.and_(none, shared), "domain: it is shared by many and names no company")
    rows.reject(pc.and_(none, name.is_valid()), "company: the name stands for no company")
    rows.reject(none, "no domain, id or name of a company")


def _tell_shared_ids(rows: Rows, ids: Array, companies: Array) -> None:
    """Tell of ids that stand on rows of several companies, by domain or else by name."""
    told = pa.table({"id": ids, "company": companies}).drop_null()
    counted = told.group_by("id").aggregate(
        [("company", "count_distinct"), ("company", "min"), ("company", "max")]
    )
    several = counted.filter(pc.greater(counted["company_count_distinct"], 1)).sort_by("id")
    if len(several):
        first = several.slice(0, 1).to_pylist()[0]
        more = f" (and {len(several) - 1} more ids so)" if len(several) > 1 else ""
        rows.audit.remarks[
            f"{rows.places['company_id']} {first['id']} stands on rows of several companies, "
            f"{first['company_min']} and {first['company_max']}{more}: correct the file, or "
            "'graph-icp resolve refuse' says that they are two"
        ] = None
