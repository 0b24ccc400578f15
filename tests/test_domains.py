"""The short ways to a registrable domain and a bare name end where the libraries' long ones do."""

from __future__ import annotations

import random

import tldextract
from cleanco.clean import custom_basename, prepare_default_terms

from graph_icp.identity.domains import registrable_domain
from graph_icp.identity.names import clean_company, fold


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


def test_the_short_way_agrees_with_cleanco() -> None:
    terms = prepare_default_terms()
    forms = [" ".join(words) for _, words in terms]
    choose = random.Random(7)
    for _ in range(4000):
        name = choose.choice(["Acme", "Société Générale", "A. B. Sensors", "Ünï-Corp", "Co Op"])
        for _ in range(choose.randint(0, 3)):
            name += choose.choice([" ", ", ", " (", "  "]) + choose.choice(forms).upper()
            name += choose.choice(["", ".", " ", ") ", ". "])
        bare = custom_basename(name, terms, suffix=True, prefix=False, middle=False)
        assert clean_company(name) == (fold(bare) or fold(name)), name
