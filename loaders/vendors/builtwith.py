"""BuiltWith: lists of the websites that use a technology, and answers of the Domain API.

A list is one file per technology, and only the file's name says which: "Shopify.csv",
"builtwith-shopify-current.csv". The name also says its kind: current and recently added lists
are alike; "no longer detected" (removed, dropped, former, lost) is a list of ended use. A
competitor's product needs the word "competitor" in the file's name or a column `Competitor`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT, COMPETITOR, CUSTOMER_OF, TECHNOLOGY, USES
from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.companies import COMPANY, company, subsidiary
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import yes_or_no
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import SkipValue, number
from graph_icp.ingest.values.identifiers import company_domain
from graph_icp.ingest.values.lists import items

# Columns of a list that hold technologies.
PLATFORMS = (
    *("ecommerce_platform", "cms_platform", "crm_platform"),
    *("marketing_automation_platform", "payment_platforms", "hosting_provider"),
)


def read_list(rows: Rows) -> None:
    """A row is a website that uses the file's technology, or used it until it was last found."""
    account = company(rows)
    firmographics(rows, account)
    rows.statements.add_property(
        account, "technology_spend", rows.value("spend", number, pa.float64())
    )
    names = _technology(rows)
    rows.reject(names.is_null(), "no technology; name the file after it, like Shopify.csv")
    technology = rows.statements.traits(TECHNOLOGY, names, rows.every)
    rows.statements.add_property(technology, "category", rows.text("category"))
    since, until = rows.day("since"), _until(rows)
    rows.statements.fact(USES, account, technology, since=since, until=until)
    competitor = rows.statements.traits(COMPETITOR, _competitor(rows), rows.every)
    rows.statements.fact(CUSTOMER_OF, account, competitor, since=since, until=until)
    for column in PLATFORMS:
        _platform(rows, account, technology, column)
    subsidiary(rows, account, _redirected(rows), "redirects to it")
    keep_unknown_columns(rows, account)


def read_domains(rows: Rows) -> None:
    """A row is a domain and a technology that was found there."""
    account = company(rows)
    firmographics(rows, account)
    rows.statements.add_property(
        account, "technology_spend", rows.value("spend", number, pa.float64())
    )
    technology = rows.trait(TECHNOLOGY, "technology")
    rows.statements.add_property(
        technology, "category", pc.coalesce(rows.text("category"), rows.text("tag"))
    )
    rows.statements.fact(USES, account, technology, since=rows.day("since"))


@dataclass(frozen=True)
class ListName:
    """The meaning of a list's file name."""

    technology: str
    ended: bool
    competitors: bool


@cache
def list_name(file: str) -> ListName:
    """Understand a file's name: "exports.zip/Shopify - no longer detected.csv"."""
    stem = re.split(r"[/\\]", file)[-1]
    stem = re.sub(r"\s*\(\d+\)$", "", _ENDINGS.sub("", stem))
    stem = re.sub(r"[_()\[\]\s]+", " ", stem).strip(" -,")
    whole, shorter = stem, _AT_AN_END.sub("", stem).strip(" -,")
    while shorter != stem:
        stem, shorter = shorter, _AT_AN_END.sub("", shorter).strip(" -,")
    return ListName(stem, bool(_ENDED.search(whole)), bool(_COMPETITOR.search(whole)))


def _words(*phrases: str) -> str:
    return "|".join(phrases).replace(" ", r"[\s-]+")


_ENDINGS = re.compile(r"(\.(csv|tsv|txt|xlsx|json|jsonl|ndjson|gz))+$", re.I)
_GONE = _words(
    *("no longer(?: (?:detected|using|used|live|in use))?", "removed", "removals?", "dropped"),
    *("former(?:ly)?(?: using)?", "lost", "churned"),
)
_SAYS_NO_TECHNOLOGY = _words(
    *("builtwith", "competitors?", "competing", "lists?", "report", "export", "download", "copy"),
    *("current(?:ly)?(?: (?:using|live|detected))?", "all live", "recently added", "added"),
    *("websites?(?: using)?", "(?:sites|customers|users|companies) using", "customers", "users"),
    *(r"usage statistics", r"\d{4}-?\d\d-?\d\d", r"part \d+"),
)
_ENDED = re.compile(rf"\b(?:{_GONE})\b", re.I)
_COMPETITOR = re.compile(r"\b(?:competitors?|competing)\b", re.I)
_AT_AN_END = re.compile(
    rf"^(?:{_GONE}|{_SAYS_NO_TECHNOLOGY})(?=[\s,-]|$)"
    rf"|(?:^|(?<=[\s,-]))(?:{_GONE}|{_SAYS_NO_TECHNOLOGY})$",
    re.I,
)


def _technology(rows: Rows) -> Array:
    """Return each row's technology: from its column, else from the file's name."""
    named = pa.scalar(list_name(rows.file).technology or None, pa.string())
    return pc.coalesce(rows.text("technology"), named)


def _until(rows: Rows) -> Array:
    """Return when each row's use ended, null where it goes on."""
    by_file = pa.scalar(list_name(rows.file).ended)
    ended = pc.coalesce(pc.match_substring_regex(rows.text("kind"), f"(?i){_GONE}"), by_file)
    last = pc.coalesce(rows.day("as_of"), pa.scalar(rows.as_of, pa.date32()))
    return pc.if_else(ended, last, pa.scalar(None, pa.date32()))


def _competitor(rows: Rows) -> Array:
    """Return the competitor whose customer each row is: the technology, or the column's."""
    if rows.has("competitor"):
        whose = rows.value("competitor", _whose)
        return pc.if_else(pc.equal(whose, "true"), _technology(rows), whose)
    if list_name(rows.file).competitors:
        return _technology(rows)
    return pa.nulls(len(rows), pa.string())


def _whose(text: str) -> str | None:
    """Return "true" where a cell says yes, None where it says no, else the name that it holds."""
    try:
        return "true" if yes_or_no(text) == "true" else None
    except SkipValue:
        return text


def _platform(rows: Rows, account: Nodes, technology: Nodes, column: str) -> None:
    """Add the technologies in a column of platforms; the row's own one is added already."""
    index, names = rows.split(column, _apart)
    found = rows.statements.traits(TECHNOLOGY, names, index)
    own = pc.equal(found.keys, technology.repeat_for(index).keys)
    keys = pc.if_else(own, pa.scalar(None, pa.string()), found.keys)
    rows.statements.fact(USES, account, Nodes(TECHNOLOGY, keys, index))


def _apart(cell: str) -> list[str]:
    # Not at commas, which are parts of names.
    return items(cell, separators=";|")


def _redirected(rows: Rows) -> Nodes:
    """Return the company to whose website each row's redirects."""
    own, primary = rows.text("domain"), rows.text("primary_domain")
    elsewhere = pc.if_else(pc.equal(own, primary), pa.scalar(None, pa.string()), primary)
    domain = rows.parse_distinct(elsewhere, company_domain)
    keys = pc.binary_join_element_wise("domain:", domain, "")
    return rows.statements.node(ACCOUNT, keys, domain, rows.every)


_SPEND = Column("spend", "what it spends on technology a month", ("Technology Spend",))

# Its tags and categories are those of technologies.
_FIRMOGRAPHICS = tuple(each for each in FIRMOGRAPHICS if each.name != "tags")

LOADERS = (
    Loader(
        name="builtwith",
        title="BuiltWith list of the websites that use a technology",
        columns=(
            *with_headers(COMPANY, domain=("Root Domain",), company=("Company",)),
            *with_headers(_FIRMOGRAPHICS, industry=("Vertical",), revenue=("Sales Revenue",)),
            _SPEND,
            Column("primary_domain", "the website to which it redirects", ("Primary Domain",)),
            Column("technology", "the technology, where not the file's name says it"),
            Column("category", "what the technology is for"),
            Column("kind", "current, recently added or no longer detected", ("status",)),
            Column("competitor", "yes, or the name, where it is a competitor's product"),
            Column("since", "when it was first seen in use", ("First Detected",)),
            *with_headers(PROVENANCE, as_of=("Last Found",)),
            *(
                Column(each, "technologies in use, separated by ;", (each.replace("_", " "),))
                for each in PLATFORMS
            ),
        ),
        needs=(("domain",), ("since", "as_of")),
        marks=(
            *("Root Domain", "Location on Site", "Primary Domain", "Technology Spend"),
            *("First Indexed", "Last Indexed", "CRuX Rank", "Cloudflare Rank"),
        ),
        replaces="its subjects",
        read=read_list,
        example={
            "Root Domain": "acme.example",
            "Location on Site": "acme.example;shop.acme.example/cart",
            "Primary Domain": "acme.example",
            "Country": "DE",
            "Company": "Acme GmbH",
            "Vertical": "Business And Industry",
            "City": "Berlin",
            "State": "BE",
            "Zip": "10115",
            "Technology Spend": "$2500",
            "Sales Revenue": "$125000",
            "Employees": "120",
            "Social": "",
            "SKU": "50",
            "Telephones": "",
            "Emails": "",
            "X": "",
            "Twitter": "",
            "Facebook": "",
            "LinkedIn": "https://www.linkedin.com/company/acme-example",
            "People": "",
            "Verified Profiles": "",
            "First Detected": "2023-04-01",
            "Last Found": "2026-06-15",
            "First Indexed": "2012-02-03",
            "Last Indexed": "2026-06-15",
            "eCommerce Platform": "Shopware",
            "CMS Platform": "WordPress",
            "CRM Platform": "Salesforce",
            "Marketing Automation Platform": "",
            "Payment Platforms": "PayPal;Stripe",
            "CRuX Rank": "500000",
            "Cloudflare Rank": "",
            "Agency": "",
            "Hosting Provider": "Hetzner",
            "AI": "",
            "Exclusion": "",
            "Compliance": "",
            "Technology": "Klaviyo",
        },
        found="a technology's report > Export, as CSV; name the file after the technology",
        unused=(
            *("Location on Site", "City", "State", "Zip", "Social", "SKU", "Telephones"),
            *("Emails", "X", "Twitter", "Facebook", "LinkedIn", "Google", "Pinterest", "GitHub"),
            *("Instagram", "Vk", "Vimeo", "Youtube", "TikTok", "Threads", "People"),
            *("Verified Profiles", "First Indexed", "Last Indexed", "CRuX Rank"),
            *("Cloudflare Rank", "Tranco", "Page Rank", "Majestic", "Umbrella", "Agency", "AI"),
            *("Exclusion", "Compliance"),
        ),
    ),
    Loader(
        name="builtwith-domain",
        title="BuiltWith Domain API: which technologies domains use",
        columns=(
            *with_headers(COMPANY, domain=("Domain",), company=("Company",)),
            *with_headers(_FIRMOGRAPHICS, industry=("Vertical",)),
            Column("technology", "the technology's name", ("Name",)),
            Column("tag", "what kind of technology it is, where no category says it"),
            Column("category", "what the technology is for", ("Categories",)),
            Column("since", "when it was first seen in use", ("First Detected",)),
            *with_headers(PROVENANCE, as_of=("Last Detected",)),
            _SPEND,
        ),
        needs=(("domain",), ("technology",), ("tag", "category"), ("as_of",)),
        marks=("Tag", "Categories"),
        read=read_domains,
        example={
            "Domain": "acme.example",
            "Company": "Acme GmbH",
            "Vertical": "Business And Industry",
            "City": "Berlin",
            "State": "BE",
            "Postcode": "10115",
            "Country": "DE",
            "Technology": "Klaviyo",
            "Tag": "mx",
            "Categories": "Marketing Automation",
            "First Detected": "1680307200000",
            "Last Detected": "1781481600000",
            "Spend": "2500",
        },
        found="api.builtwith.com: the Domain API's answers as JSON, one document or line each",
        unused=("City", "State", "Postcode"),
    ),
)
