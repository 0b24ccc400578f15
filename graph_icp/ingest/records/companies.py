"""The company that a row names: its mentions, their names, and the edges between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT, SUBSIDIARY_OF
from graph_icp.identity.names import joined_company, written_out
from graph_icp.ingest.records.company_domains import (
    mail_domain,
    own_domain,
    propose_more_domains,
)
from graph_icp.ingest.records.company_keys import company_keys, prefixed
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.shown_text import has_umlauts
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import country
from graph_icp.ingest.values.identifiers import company_page, id_in
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.company_keys import CompanyKeys
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


# The columns that name a company: files about companies have at least one of them.
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
    and the strongest gets the row's name.

    Parameters
    ----------
    rows : Rows
        With the columns of COMPANY.
    system : str
        The system of the ids in `company_id`: "hubspot". Ids of one system tie its files together.
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
        One per row; null where the row names no company.
    """
    keys, shared = _keys(rows, system, email, email_where)
    rows.company = keys
    if not email and not optional:
        _reject_nameless(rows, keys, shared)
        _tell_shared_ids(rows, keys)
    _count(rows, keys)
    account = rows.statements.mention(ACCOUNT, keys.tied, keys.strongest, keys.called)
    propose_more_domains(rows, keys.strongest)
    name = _one_name(rows)
    rows.statements.name(account, name, keys.clean, keys.place, alias=keys.by_mail)
    if has_umlauts(name):
        also = rows.parse_distinct(name, partial(written_out, joined_company))
        rows.statements.name(account, name, also, keys.place, alias=keys.by_mail)
    return account


def _keys(
    rows: Rows, system: str, email: str, email_where: Array | None
) -> tuple[CompanyKeys, Array]:
    """Return the keys of each row's company, and which rows give a domain that names none."""
    name = _one_name(rows)
    clean = rows.parse_distinct(name, joined_company)
    place = rows.value("country", country)
    domain, shared = own_domain(rows, name, clean)
    keys = company_keys(
        system=system,
        domain=domain,
        mail_domain=mail_domain(rows, email, email_where),
        number=rows.value("company_id", id_in(system)),
        page=rows.value("company_page", company_page),
        name=name,
        clean=clean,
        country=place,
    )
    return keys, shared


def _one_name(rows: Rows) -> Array:
    """Return each row's name of a company, null where a CRM joins those of several ("A;B")."""
    name = rows.text("company")
    if not rows.has("company_ids"):
        return name
    return pc.if_else(pc.match_substring(name, ";"), pa.scalar(None, pa.string()), name)


def companies_with_ids(rows: Rows, column: str, system: str) -> Nodes:
    """Return the companies whose ids a column holds, one or several per cell.

    Parameters
    ----------
    rows : Rows
    column : str
    system : str
        The system of the ids.
    """
    index, texts = rows.listed(column)
    ids = rows.parse_distinct(texts, id_in(system), index=index)
    keys = prefixed(system, ids)
    return rows.statements.node(ACCOUNT, keys, ids, index)


def several_or(first: Nodes, second: Nodes) -> Nodes:
    """Return each row's nodes among the first, or among the second where the first has none."""
    known = first.keys.is_valid().to_numpy(False)
    rest = ~np.isin(second.index, first.index[known])
    keys = pa.concat_arrays(
        [first.keys.filter(pa.array(known)), second.keys.filter(pa.array(rest))]
    )
    return Nodes(first.kind, keys, np.concatenate([first.index[known], second.index[rest]]))


def either(several: Nodes, one: Nodes) -> Nodes:
    """Return each row's several nodes, or its single one where it has none.

    Parameters
    ----------
    several : Nodes
        Any number per row.
    one : Nodes
        One per row.
    """
    rest = np.setdiff1d(one.index, several.index[several.keys.is_valid().to_numpy(False)])
    keys = pa.concat_arrays([several.keys, one.keys.take(pa.array(rest))])
    return Nodes(one.kind, keys, np.concatenate([several.index, rest]))


def parents(rows: Rows, companies: Nodes, system: str, how: str) -> None:
    """Link companies, one per row, to the parents that a CRM gives by id, else by name.

    Parameters
    ----------
    rows : Rows
        With any of PARENT; a name that is a number is an id.
    companies : Nodes
    system : str
        The system of the ids.
    how : str
        How it is known: "parent in Salesforce".
    """
    subsidiary(rows, companies, companies_with_ids(rows, "parent_id", system), how)
    named = pc.if_else(rows.text("parent_id").is_valid(), None, rows.text("parent"))
    number = pc.fill_null(pc.match_substring_regex(named, r"^\d+(\.0)?$"), False)
    ids = rows.parse_distinct(pc.if_else(number, named, None), id_in(system))
    names = pc.if_else(number, None, named)
    clean = rows.parse_distinct(names, joined_company)
    # A name alone means the only company that has it, whatever its country.
    keys = pc.coalesce(prefixed(system, ids), pc.binary_join_element_wise("name:", clean, "|", ""))
    parent = rows.statements.node(ACCOUNT, keys, named, rows.every)
    nowhere, own = (pa.repeat(pa.scalar(each), len(rows)) for each in ("", False))
    rows.statements.name(parent, names, clean, nowhere, alias=own)
    subsidiary(rows, companies, parent, how)


# Columns of a CRM that say to which company another belongs.
PARENT = (
    Column("parent_id", "the id of the company to which it belongs"),
    Column("parent", "the name of that company, which counts where there is no id"),
)


def subsidiary(rows: Rows, companies: Nodes, parents: Nodes, how: str) -> None:
    """Link companies, one per row, to their parents.

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
    clean = rows.parse_distinct(names, joined_company)
    place = pc.fill_null(rows.value("country", country), "").take(pa.array(index))
    rows.statements.name(named, names, clean, place, alias=pa.repeat(pa.scalar(True), len(index)))


def _apart(cell: str) -> list[str]:
    # Not at commas, which are parts of names: "Adobe, Inc".
    return items(cell, separators="|;")


def _count(rows: Rows, keys: CompanyKeys) -> None:
    """Count the strongest keys by which rows name their companies."""
    names = {"mail": "e-mail", "page": "LinkedIn page"}
    unnamed = np.ones(len(rows), dtype=bool)
    for kind, values in keys.by_kind.items():
        here = unnamed & values.is_valid().to_numpy(zero_copy_only=False)
        rows.audit.named_by[names.get(kind, kind)] += int(here.sum())
        unnamed &= ~here
    rows.audit.named_by["nothing"] += int(unnamed.sum())


def _reject_nameless(rows: Rows, keys: CompanyKeys, shared: Array) -> None:
    none = keys.strongest.is_null()
    named = rows.text("company").is_valid()
    rows.reject(pc.and_(none, shared), "domain: many companies share it, so it names none")
    rows.reject(pc.and_(none, named), "company: this is not the name of a company")
    rows.reject(none, "no domain, id, LinkedIn page or name of a company")


def _tell_shared_ids(rows: Rows, keys: CompanyKeys) -> None:
    """Report ids on rows of several companies, by domain or else by name."""
    if keys.id.null_count == len(keys.id):
        return
    columns = (keys.id, pc.coalesce(keys.domain, keys.clean))
    ids, companies = (pc.replace_substring_regex(each, "^[^:]*:", "") for each in columns)
    told = pa.table({"id": ids, "company": companies, "called": keys.called}).drop_null()
    counted = told.group_by("id").aggregate(
        [("company", "count_distinct"), ("called", "min"), ("called", "max")]
    )
    several = counted.filter(pc.greater(counted["company_count_distinct"], 1)).sort_by("id")
    if len(several):
        first = several.slice(0, 1).to_pylist()[0]
        more = f" (and {len(several) - 1} more ids so)" if len(several) > 1 else ""
        rows.audit.remarks[
            f"{rows.places['company_id']} {first['id']} is on rows of several companies, "
            f"{first['called_min']} and {first['called_max']}{more}: correct the file, or "
            "'graph-icp resolve refuse' says that they are two"
        ] = None
