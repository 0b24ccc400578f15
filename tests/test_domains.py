"""Domains, pages and addresses: what names a company, and what does not."""

from __future__ import annotations

import random

import pytest
import tldextract

from graph_icp.identity.domains import HOSTED_PAGES, registrable_domain
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import company_domain, company_page, page, work_domain


def test_the_short_way_agrees_with_the_public_suffix_list() -> None:
    extract = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )
    choose = random.Random(7)
    endings = [ending for rule in extract.tlds if (ending := rule.strip("*!.")).isascii()]
    for ending in choose.sample(endings, 3000):
        for front in ("", "acme.", "www.acme.", "a.b.acme."):
            host = f"{front}{ending}"
            listed = extract(host).top_domain_under_public_suffix
            if listed and len(host) > 3:
                assert registrable_domain(host) == listed, host


def test_a_host_below_which_others_register_is_a_company_s_own() -> None:
    assert registrable_domain("jpn.com") == "jpn.com"
    assert registrable_domain("https://www.jpn.com/about") == "www.jpn.com"
    assert registrable_domain("acme.jpn.com") == "acme.jpn.com"


def test_a_site_below_a_host_of_many_is_one_of_its_own() -> None:
    for address, site in {
        "alderbakery.wordpress.com": "alderbakery.wordpress.com",
        "https://birch.business.site/?m=true": "birch.business.site",
        "ivy.en.alibaba.com": "ivy.en.alibaba.com",
        "http://www.dogwood.squarespace.com": "dogwood.squarespace.com",
        "acme.my.salesforce.com": "acme.my.salesforce.com",
        "www.wordpress.com": "wordpress.com",
        "wordpress.com": "wordpress.com",
        "de.wordpress.com": "wordpress.com",
        "help.zendesk.com": "zendesk.com",
        "www.alibaba.com": "alibaba.com",
    }.items():
        assert registrable_domain(address) == site
    assert {"wordpress.com", "alibaba.com", "www.gov.uk", "yelp.com"} <= HOSTED_PAGES


def test_addresses_of_access_providers_relays_and_disposable_mail_name_no_company() -> None:
    for host in ("sbcglobal.net", "telenet.be", "privaterelay.appleid.com", "mailinator.com"):
        assert work_domain(host) is None
    assert work_domain("etsy.com") == "etsy.com"
    assert company_domain("https://www.etsy.com/shop/gum") is None


def test_a_company_s_page_on_linkedin_is_one_however_it_is_reached() -> None:
    for address in (
        "https://www.linkedin.com/company/1234567/",
        "https://www.linkedin.com/sales/company/1234567?_ntb=x",
        "linkedin.com/sales/accounts/1234567,NAME",
        "/company/1234567",
        "urn:li:fs_salesCompany:1234567",
        "urn:li:organization:1234567",
    ):
        assert company_page(address) == "1234567", address
    assert company_page("https://jp.linkedin.com/company/%E6%9E%B6%E7%A9%BA/about") == "架空"


@pytest.mark.parametrize("name", ["unavailable", "UNAVAILABLE", "undefined", "null"])
def test_an_address_on_linkedin_without_a_page_names_nobody(name: str) -> None:
    assert company_page(f"https://www.linkedin.com/company/{name}/") is None


def test_a_company_s_page_is_no_person_s() -> None:
    assert page("https://www.linkedin.com/sales/company/1234567") is None
    assert page("https://www.linkedin.com/in/UNAVAILABLE") is None
    with pytest.raises(SkipValue):
        company_page("https://www.linkedin.com/in/mia-madeup/")
