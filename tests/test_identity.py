"""Mentions to accounts and people, names and domains: the rules one by one, without a store."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph_icp.identity.domains import (
    FREE_MAIL,
    HOSTED_PAGES,
    SITE_HOSTS,
    NotADomainError,
    registrable_domain,
)
from graph_icp.identity.folding import fold
from graph_icp.identity.names import clean_company, clean_person
from graph_icp.identity.resolve import resolve
from graph_icp.identity.rules import ACCOUNTS, PEOPLE, Rules
from graph_icp.identity.shared_addresses import unrelated

if TYPE_CHECKING:
    from collections.abc import Sequence

JANUARY, MARCH = datetime.date(2024, 1, 1), datetime.date(2024, 3, 1)

Edge = tuple[str, str, dict[str, Any]]
Naming = tuple[str, str, str]  # mention, cleaned name, place; "~name" is an alias


def resolved(
    keys: list[str],
    edges: list[Edge],
    namings: list[Naming],
    rules: Rules = ACCOUNTS,
    parents: Sequence[tuple[str, str]] = (),
) -> tuple[dict[str, str], set[tuple[str, ...]], dict[str, str]]:
    """Resolve mentions given by their keys.

    Returns
    -------
    owner : dict
        Each mention's owner.
    proposals : set
        one, other, reason, name.
    why : dict
        Each mention's reason.
    """
    number = {key: place for place, key in enumerate(keys, start=10)}
    usual = {"reason": "same row", "score": 1.0, "decided": False, "last_seen": JANUARY}
    drawn = [{"a": number[a], "b": number[b], **usual, **said} for a, b, said in edges]
    borne = [
        {
            "mention": number[mention],
            "name": name,
            "clean": name.removeprefix("~"),
            "place": place,
            "alias": name.startswith("~"),
        }
        for mention, name, place in namings
    ]
    found = resolve(
        pd.DataFrame({"id": list(number.values()), "key": keys}),
        pd.DataFrame(drawn, columns=["a", "b", *usual]),
        pd.DataFrame(borne, columns=["mention", "name", "clean", "place", "alias"]).astype(
            {"alias": bool}
        ),
        rules,
        pd.DataFrame(
            [(number[a], number.get(b, 99), b) for a, b in parents],
            columns=["child", "parent", "key"],
        ),
    )
    key = {place: each for each, place in number.items()}
    owner = {key[row.mention]: key[row.owner] for row in found.belongs.itertuples()}
    why = {key[row.mention]: row.why for row in found.belongs.itertuples()}
    proposals = {
        (key[row.a], key[row.b], row.reason, row.name)
        for row in found.proposals.itertuples(index=False, name="Pair")
    }
    return owner, proposals, why


A, B, C = "domain:a.com", "domain:b.com", "domain:c.com"


def test_a_row_with_id_and_domain_makes_them_one_account_named_by_the_domain() -> None:
    owner, proposals, why = resolved(["id:1", A], [("id:1", A, {})], [])
    assert owner == {A: A, "id:1": A}
    assert why == {A: "key", "id:1": "edge"}
    assert not proposals


def test_an_edge_that_would_join_two_domains_is_refused_and_proposed() -> None:
    owner, proposals, _ = resolved(["id:1", A, B], [("id:1", A, {}), ("id:1", B, {})], [])
    assert owner == {A: A, B: B, "id:1": A}
    assert proposals == {(B, "id:1", "two domains", "")}


def test_the_newer_of_two_equal_edges_wins() -> None:
    edges: list[Edge] = [("id:1", A, {}), ("id:1", B, {"last_seen": MARCH})]
    owner, proposals, _ = resolved(["id:1", A, B], edges, [])
    assert owner == {A: A, B: B, "id:1": B}
    assert proposals == {(A, "id:1", "two domains", "")}


def test_of_edges_equal_in_all_the_smaller_pair_of_keys_wins() -> None:
    for keys in ([A, B, "id:1"], ["id:1", B, A]):
        edges: list[Edge] = [("id:1", B, {}), ("id:1", A, {})]
        assert resolved(keys, edges, [])[0]["id:1"] == A


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ({"decided": True}, {"last_seen": MARCH}),
        ({"reason": "same row"}, {"reason": "same id", "last_seen": MARCH}),
        ({"score": 0.9}, {"score": 0.8, "last_seen": MARCH}),
    ],
    ids=["a decision", "the reason's rank", "the score"],
)
def test_what_counts_before_the_day(strong: dict[str, Any], weak: dict[str, Any]) -> None:
    owner, _, _ = resolved(["id:1", A, B], [("id:1", A, weak), ("id:1", B, strong)], [])
    assert owner["id:1"] == B


def test_a_chain_over_three_domains_breaks_at_its_weakest_edges() -> None:
    chain: list[Edge] = [
        (A, "id:1", {"last_seen": MARCH}),
        ("id:1", B, {}),
        (B, "id:2", {}),
        ("id:2", C, {"last_seen": MARCH}),
    ]
    owner, proposals, _ = resolved([A, B, C, "id:1", "id:2"], chain, [])
    assert owner == {A: A, B: B, C: C, "id:1": A, "id:2": C}
    assert proposals == {(B, "id:1", "two domains", ""), (B, "id:2", "two domains", "")}


def test_a_person_may_join_two_domains() -> None:
    owner, proposals, _ = resolved([B, A], [(A, B, {"decided": True, "reason": "decided"})], [])
    assert owner == {A: A, B: A}
    assert not proposals


def test_a_decision_joins_what_else_hangs_on_either_side() -> None:
    edges: list[Edge] = [
        ("id:1", A, {}),
        ("id:2", B, {}),
        ("id:1", "id:2", {"decided": True, "reason": "decided"}),
    ]
    owner, proposals, _ = resolved([A, B, "id:1", "id:2"], edges, [])
    assert owner == {A: A, "id:1": A, "id:2": A, B: B}
    assert proposals == {(B, "id:2", "two domains", "")}


def test_a_reason_without_a_rank_only_proposes() -> None:
    owner, proposals, _ = resolved(["id:1", "id:2"], [("id:1", "id:2", {"reason": "parent"})], [])
    assert owner == {"id:1": "id:1", "id:2": "id:2"}
    assert proposals == {("id:1", "id:2", "parent", "")}


@pytest.mark.parametrize(
    ("bare", "place", "joins"),
    [("us", "US", True), ("", "", True), ("de", "DE", False)],
    ids=["same country", "unknown country", "another country"],
)
def test_a_bare_name_joins_the_only_domain_that_bears_it(
    bare: str, place: str, joins: bool
) -> None:
    mention = f"name:acme|{bare}"
    owner, proposals, why = resolved(
        [A, mention], [], [(A, "acme", "US"), (mention, "acme", place)]
    )
    assert owner[mention] == (A if joins else mention)
    assert why[mention] == ("only account of that name" if joins else "key")
    assert not proposals


def test_a_bare_name_that_two_domains_bear_joins_neither_and_is_proposed() -> None:
    namings = [(A, "acme", ""), (B, "acme", ""), ("name:acme|", "acme", "")]
    owner, proposals, _ = resolved([A, B, "name:acme|"], [], namings)
    assert owner["name:acme|"] == "name:acme|"
    assert {(A, "name:acme|", "same name", "acme"), (B, "name:acme|", "same name", "acme")} == {
        each for each in proposals if "name:acme|" in each
    }


def test_the_country_tells_two_domains_of_one_name_apart() -> None:
    namings = [(A, "acme", "US"), (B, "acme", "DE"), ("name:acme|de", "acme", "DE")]
    owner, _, _ = resolved([A, B, "name:acme|de"], [], namings)
    assert owner["name:acme|de"] == B


def test_an_alias_adds_no_name_and_only_proposes() -> None:
    namings = [(A, "big", ""), (A, "~acme", ""), ("name:acme|", "acme", "")]
    owner, proposals, _ = resolved([A, "name:acme|"], [], namings)
    assert owner["name:acme|"] == "name:acme|"
    assert proposals == {(A, "name:acme|", "alias", "acme")}


def test_an_alias_that_the_domain_spells_is_a_name() -> None:
    spelled = "domain:acme-labs.com"
    keys = [spelled, B, "name:acmelabs|"]
    namings = [(spelled, "~acmelabs", ""), (B, "~acmelabs", ""), ("name:acmelabs|", "acmelabs", "")]
    owner, _, _ = resolved(keys, [], namings)
    assert owner["name:acmelabs|"] == spelled


def test_names_are_not_passed_on_by_a_link_of_names() -> None:
    """`big` joins A by its name; A does not become a bearer of the other names that join it."""
    namings = [(A, "acme", ""), ("id:1", "acme", ""), ("id:1", "big", ""), ("name:big|", "big", "")]
    owner, _, _ = resolved([A, "id:1", "name:big|"], [], namings)
    assert owner["id:1"] == A
    assert owner["name:big|"] == "name:big|"


def test_an_account_takes_one_id_of_a_system_by_name() -> None:
    namings = [(A, "acme", ""), ("id:1", "acme", ""), ("id:2", "acme", "")]
    owner, proposals, _ = resolved([A, "id:1", "id:2"], [], namings)
    assert owner == {A: A, "id:1": "id:1", "id:2": "id:2"}
    assert {(A, "id:1", "same name", "acme"), (A, "id:2", "same name", "acme")} <= proposals


def test_a_name_without_a_place_joins_the_only_place_it_has() -> None:
    one = [("name:acme|", "acme", ""), ("name:acme|us", "acme", "US")]
    owner, _, why = resolved([each[0] for each in one], [], one)
    assert set(owner.values()) == {"name:acme|"}
    assert why["name:acme|us"] == "only place of that name"
    two = [*one, ("name:acme|de", "acme", "DE")]
    owner, _, _ = resolved([each[0] for each in two], [], two)
    assert len(set(owner.values())) == 3


def test_every_owner_belongs_to_itself_after_decisions_about_names() -> None:
    """Decisions can make groups of names, each of which would join the next."""
    pairs = [("a", "b"), ("c", "a"), ("d", "c"), ("e", "d")]
    keys, edges, namings = [], [], []
    for bare, placed in pairs:
        ends = (f"name:{bare}|", f"name:{placed}|us")
        keys += ends
        edges.append((*ends, {"decided": True, "reason": "decided"}))
        namings += [(ends[0], bare, ""), (ends[1], placed, "US")]
    owner, _, _ = resolved(keys, edges, namings)
    assert all(owner[each] == each for each in owner.values())


JO = "profile:pages.example/jo"


ONE, TWO, THREE = "crm:1", "crm:2", "crm:3"
AT_ONE_DOMAIN: list[Edge] = [(each, A, {}) for each in (ONE, TWO, THREE)]


def test_ids_of_several_names_at_one_domain_are_companies_and_the_domain_is_the_parents() -> None:
    namings = [(ONE, "bolt", ""), (TWO, "a logistics", ""), (THREE, "crux", "")]
    parents = [(ONE, THREE), (TWO, THREE)]
    owner, proposals, _ = resolved([A, ONE, TWO, THREE], AT_ONE_DOMAIN, namings, ACCOUNTS, parents)
    assert owner == {A: A, THREE: A, ONE: ONE, TWO: TWO}
    assert proposals == set()


def test_without_a_parent_the_domain_is_whose_name_it_spells() -> None:
    namings = [(ONE, "bolt", ""), (TWO, "a", ""), (THREE, "a", "")]
    owner, proposals, _ = resolved([A, ONE, TWO, THREE], AT_ONE_DOMAIN, namings)
    assert owner == {A: A, TWO: A, THREE: A, ONE: ONE}
    assert proposals == {(ONE, TWO, "one address", "a.com")}


def test_a_domain_that_is_nobodys_stays_with_the_first_unless_it_has_a_name() -> None:
    namings = [(ONE, "bolt", "DE"), (TWO, "bolt", "PL"), (THREE, "crux", "")]
    owner, _, _ = resolved([A, ONE, TWO, THREE], AT_ONE_DOMAIN, namings)
    assert owner == {A: A, ONE: A, TWO: TWO, THREE: THREE}
    named = [*namings, (A, "dyne", "")]
    owner, proposals, _ = resolved([A, ONE, TWO, THREE], AT_ONE_DOMAIN, named)
    assert set(owner.values()) == {A, ONE, TWO, THREE}
    assert (A, TWO, "one address", "a.com") in proposals


def test_a_company_twice_in_a_system_is_one_where_name_country_and_domain_are_the_same() -> None:
    namings = [(ONE, "bolt", ""), (TWO, "bolt", "US"), (THREE, "bolt", "US")]
    owner, _, _ = resolved([A, ONE, TWO, THREE], AT_ONE_DOMAIN, namings)
    assert set(owner.values()) == {A}
    apart = {"decided": True, "score": 0.0}
    owner, _, _ = resolved([A, ONE, TWO], [*AT_ONE_DOMAIN[:2], (ONE, TWO, apart)], namings[:2])
    assert owner[ONE] != owner[TWO]


def test_a_third_id_makes_no_two_companies_one() -> None:
    keys = [A, ONE, TWO, THREE]
    namings = [(ONE, "bolt", "US"), (TWO, "bolt", "DE"), (THREE, "bolt", "")]
    owner, _, _ = resolved(keys, AT_ONE_DOMAIN, namings)
    assert len({owner[each] for each in (ONE, TWO, THREE)}) == 3
    nowhere = [(ONE, "bolt", ""), (TWO, "bolt", ""), (THREE, "bolt", "")]
    owner, _, _ = resolved(keys, AT_ONE_DOMAIN, nowhere, ACCOUNTS, [(TWO, ONE)])
    assert owner[ONE] != owner[TWO]


def test_a_parent_by_name_owns_the_domain_and_sisters_are_not_proposed() -> None:
    namings = [(ONE, "bolt", ""), (TWO, "crux", "")]
    owner, proposals, _ = resolved(
        [A, ONE, TWO], AT_ONE_DOMAIN[:2], namings, ACCOUNTS, [(ONE, "name:crux|")]
    )
    assert (owner[TWO], owner[ONE], proposals) == (A, ONE, set())
    sisters = [(ONE, "crm:9"), (TWO, "crm:9")]
    _, proposals, _ = resolved([A, ONE, TWO], AT_ONE_DOMAIN[:2], namings, ACCOUNTS, sisters)
    assert proposals == set()


def test_other_systems_follow_the_owner_s_name() -> None:
    keys = [A, ONE, TWO, "erp:1", "erp:2", "law:1"]
    namings = [
        *((ONE, "bolt", ""), (TWO, "crux", "")),
        *(("erp:1", "crux", ""), ("erp:2", "dyne", ""), ("law:1", "crux", "")),
    ]
    edges: list[Edge] = [(each, A, {}) for each in keys[1:]]
    owner, _, _ = resolved(keys, edges, namings, ACCOUNTS, [(TWO, ONE)])
    assert owner[ONE] == A
    assert {owner[each] for each in ("erp:1", "erp:2", "law:1", TWO)}.isdisjoint({A})


def test_an_additional_domain_is_that_of_the_row_that_has_it_as_its_own() -> None:
    added = {"reason": "additional domain"}
    edges: list[Edge] = [(ONE, A, {}), (ONE, B, added), (TWO, B, {})]
    owner, _, _ = resolved([A, B, ONE, TWO], edges, [(ONE, "bolt", ""), (TWO, "crux", "")])
    assert owner == {A: A, ONE: A, B: B, TWO: B}
    nameless: list[Edge] = [(ONE, A, added), (ONE, B, added)]
    owner, _, _ = resolved([A, B, ONE], nameless, [(A, "alpha", ""), (B, "beta", "")])
    assert owner[A] != owner[B]


def test_many_ids_at_one_domain_are_proposed_with_the_first_alone() -> None:
    ids = [f"crm:{each}" for each in range(300)]
    edges: list[Edge] = [(each, A, {}) for each in ids]
    namings = [(each, f"name{place}", "") for place, each in enumerate(ids)]
    _, proposals, _ = resolved([A, *ids], edges, namings)
    assert len(proposals) == len(ids) - 1


def test_a_person_makes_ids_at_one_domain_one() -> None:
    namings = [(ONE, "bolt", ""), (TWO, "crux", "")]
    edges = [*AT_ONE_DOMAIN[:2], (ONE, TWO, {"decided": True})]
    owner, _, _ = resolved([A, ONE, TWO], edges, namings)
    assert set(owner.values()) == {A}


def test_ids_of_several_systems_at_one_domain_are_one_company() -> None:
    edges: list[Edge] = [(ONE, A, {}), ("erp:1", A, {})]
    owner, _, _ = resolved([A, ONE, "erp:1"], edges, [(ONE, "bolt", ""), ("erp:1", "crux", "")])
    assert set(owner.values()) == {A}


@pytest.mark.parametrize(
    ("names", "several"),
    [
        (["bakery alder", "florist birch"], True),
        (["acme", "acme logistics"], False),
        (["international business machines", "ibm"], False),
        (["weave", "weaveworks"], False),
        (["thoughtworks", "thougthworks"], False),
        (["acme", "acme labs", "bolt"], True),
    ],
)
def test_names_that_have_nothing_in_common(names: list[str], *, several: bool) -> None:
    assert unrelated(names) is several


def test_two_profiles_never_become_one_person() -> None:
    kim = "profile:pages.example/kim"
    mail = "email:jo@a.com"
    owner, proposals, _ = resolved([JO, kim, mail], [(mail, JO, {}), (mail, kim, {})], [], PEOPLE)
    assert owner == {JO: mail, mail: mail, kim: kim}
    assert proposals == {(mail, kim, "two profiles", "")}


def test_a_name_at_a_company_is_the_only_person_of_that_name_there() -> None:
    namings = [
        ("email:jo@a.com", "jo li", "7"),
        ("name:jo li@domain:a.com", "jo li", "7"),
        ("name:jo li@domain:b.com", "jo li", "8"),
        ("name:jo li@id:1", "jo li", ""),
    ]
    keys = [each[0] for each in namings]
    owner, _, _ = resolved(keys, [], namings, PEOPLE)
    assert owner["name:jo li@domain:a.com"] == "email:jo@a.com"
    assert owner["name:jo li@domain:b.com"] == "name:jo li@domain:b.com"
    assert owner["name:jo li@id:1"] == "name:jo li@id:1"


def test_two_people_of_one_name_at_one_company_stay_two() -> None:
    namings = [
        ("email:jo@a.com", "jo li", "7"),
        ("email:jo.li@a.com", "jo li", "7"),
        ("name:jo li@domain:a.com", "jo li", "7"),
    ]
    owner, proposals, _ = resolved([each[0] for each in namings], [], namings, PEOPLE)
    assert len(set(owner.values())) == 3
    assert ("email:jo@a.com", "name:jo li@domain:a.com", "same name", "jo li") in proposals


LI, LEE = "profile:linkedin.com/in/jo-li", "profile:linkedin.com/in/jo-lee"


def people_at(*keys: str, edges: list[Edge] | None = None, place: str = "7") -> dict[str, str]:
    """Return the owners of mentions of people who are all named Jo Li at one account."""
    return resolved(list(keys), edges or [], [(key, "jo li", place) for key in keys], PEOPLE)[0]


@pytest.mark.parametrize(
    "keys",
    [
        ("email:jo@a.com", LI),
        ("email:jo@a.com", "email:jo@gmail.com", LI, "name:jo li@domain:a.com"),
        ("email:jo@a.com", "email:jo@a.de"),
        ("email:jo@a.com", LI, "hubspot:5"),
    ],
)
def test_people_of_one_name_at_one_company_are_one(keys: tuple[str, ...]) -> None:
    assert set(people_at(*keys).values()) == {"email:jo@a.com"}
    assert set(people_at(*reversed(keys)).values()) == {"email:jo@a.com"}


@pytest.mark.parametrize(
    ("keys", "people"),
    [
        (("email:jo@a.com", "email:jo.li@a.com", LI), 3),
        (("email:jo@gmail.com", "email:li@yahoo.com"), 2),
        (("email:jo@a.com", LI, LEE), 3),
    ],
)
def test_people_of_one_name_stay_apart_where_they_have_two_of_a_thing(
    keys: tuple[str, ...], people: int
) -> None:
    assert len(set(people_at(*keys).values())) == people


def test_people_of_one_name_are_parted_by_a_person_by_ids_or_by_their_companies() -> None:
    mail = "email:jo@a.com"
    refused: list[Edge] = [(mail, LI, {"decided": True, "score": 0.0, "reason": "decided"})]
    assert people_at(mail, LI, edges=refused) == {mail: mail, LI: LI}
    ids: list[Edge] = [(mail, "hubspot:5", {}), (LI, "hubspot:6", {})]
    assert len(set(people_at(mail, LI, "hubspot:5", "hubspot:6", edges=ids).values())) == 2
    assert people_at(mail, LI, place="") == {mail: mail, LI: LI}


def test_people_tied_over_several_companies_are_joined_all_or_not_at_all() -> None:
    one, other = "email:jo@a.com", "email:jo.li@a.com"
    namings = [(one, "jo li", "7"), (LI, "jo li", "7"), (LI, "jo li", "8"), (other, "jo li", "8")]
    owner, proposals, _ = resolved([one, other, LI], [], namings, PEOPLE)
    assert owner == {one: one, other: other, LI: LI}
    assert (one, LI, "same name", "jo li") in proposals


def test_names_of_one_person_at_two_mentions_of_one_company_are_one() -> None:
    namings = [("name:jo li@domain:a.com", "jo li", "7"), ("name:jo li@id:1", "jo li", "7")]
    owner, _, _ = resolved([each[0] for each in namings], [], namings, PEOPLE)
    assert set(owner.values()) == {"name:jo li@domain:a.com"}


KEYS = [A, B, C, ONE, TWO, "id:1", "id:2", "id:3", "name:acme|", "name:acme|us", "name:bolt|de"]
DRAWN = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(KEYS),
        st.fixed_dictionaries(
            {
                "last_seen": st.sampled_from((JANUARY, MARCH)),
                "reason": st.sampled_from(("same row", "same id", "parent")),
                "score": st.sampled_from((1.0, 0.9)),
                "decided": st.sampled_from((False, False, False, True)),
            }
        ),
    ).filter(lambda edge: edge[0] != edge[1]),
    max_size=12,
)
BORNE = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from(("acme", "bolt", "~acme", "~bolt")),
        st.sampled_from(("", "US", "DE")),
    ),
    max_size=8,
)
repeatably = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


@repeatably
@given(edges=DRAWN, namings=BORNE, keys=st.permutations(KEYS), choice=st.data())
def test_neither_numbers_nor_order_matter(
    edges: list[Edge], namings: list[Naming], keys: list[str], choice: st.DataObject
) -> None:
    expected = resolved(KEYS, edges, namings)
    shuffled = choice.draw(st.permutations(edges)), choice.draw(st.permutations(namings))
    assert resolved(keys, *shuffled) == expected


@repeatably
@given(edges=DRAWN, namings=BORNE)
def test_every_mention_has_one_owner_and_domains_stay_apart(
    edges: list[Edge], namings: list[Naming]
) -> None:
    by_sources = [(a, b, said | {"decided": False}) for a, b, said in edges]
    owner, proposals, _ = resolved(KEYS, by_sources, namings)
    assert set(owner) == set(KEYS)
    assert all(owner[each] == each for each in owner.values())
    assert owner[A] == A
    assert owner[B] == B
    assert owner[C] == C
    assert all(owner[one] != owner[other] for one, other, _, _ in proposals)


@repeatably
@given(edges=DRAWN, namings=BORNE)
def test_a_decision_always_holds(edges: list[Edge], namings: list[Naming]) -> None:
    owner, _, _ = resolved(KEYS, edges, namings)
    assert all(owner[a] == owner[b] for a, b, said in edges if said["decided"])


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Acme, Inc.", "acme"),
        ("ACME  GmbH", "acme"),
        ("Ünï-Corp Ltd", "uni corp"),
        ("Levi's", "levis"),
        ("AT&T", "at t"),
        ("U.S. Steel", "us steel"),
        ("株式会社ソニー", "ソニー"),
        ("GmbH", "gmbh"),
        ("Self-Employed", None),
        ("STEALTH startup", None),
        ("Confidential", None),
        ("n/a", None),
        ("-", None),
        ("", None),
    ],
)
def test_clean_company(text: str, clean: str | None) -> None:
    assert clean_company(text) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [("José Núñez", "JOSE NUNEZ"), ("O\u2019Neil, Ann", "oneil ann"), ("Ann-Marie", "Ann Marie")],
)
def test_people_are_folded_alike(one: str, other: str) -> None:
    assert clean_person(one) == clean_person(other)


def test_a_person_named_like_a_stopped_word_is_a_person() -> None:
    assert clean_person("Test") == "test"
    assert clean_person("--") is None


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("acme.com", "acme.com"),
        ("HTTPS://www.Shop.Acme.co.uk/about?x=1#top", "acme.co.uk"),
        ("//acme.com:8080", "acme.com"),
        ("acme.com.", "acme.com"),
        ("acme.github.io", "acme.github.io"),
        ("shop.acme.example", "acme.example"),
        ("bücher.de", "xn--bcher-kva.de"),
        ("https://medium.com/@acme", "medium.com"),
    ],
)
def test_registrable_domain(text: str, domain: str) -> None:
    assert registrable_domain(text) == domain


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("jo@acme.com", "is an e-mail address"),
        ("mailto:jo@acme.com", "is an e-mail address"),
        ("192.168.0.1", "is an IP address"),
        ("http://[::1]/", "is an IP address"),
        ("acme", "is not a domain"),
        ("acme inc.com", "is not a domain"),
        ("co.uk", "is not a domain"),
        ("x" * 300 + ".com", "is not a domain"),
        ("https://", "is not a domain"),
    ],
)
def test_what_is_not_a_domain(text: str, says: str) -> None:
    with pytest.raises(NotADomainError, match=says):
        registrable_domain(text)


def test_lists_hold_registrable_domains() -> None:
    """The lists are compared with registrable domains, so nothing else in them could match."""
    for domain in FREE_MAIL | (HOSTED_PAGES - SITE_HOSTS):
        assert registrable_domain(domain) == domain
    for host in SITE_HOSTS:
        assert registrable_domain(f"https://www.acme.{host}/about") == f"acme.{host}"
