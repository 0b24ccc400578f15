"""The list: whom it shows and in which order, and that what it says of them is true."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.ranking.filters import Filters, having_status, let_through
from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.discovery.ranking.lookalikes import lookalikes
from graph_icp.discovery.ranking.phrases import again, described, predicate
from graph_icp.discovery.ranking.points import net_points
from graph_icp.discovery.ranking.ranking import NOTHING_KNOWN, Ranking, listed, rank
from graph_icp.discovery.ranking.sentences import NOTHING
from graph_icp.discovery.ranking.similarity import likeness
from graph_icp.discovery.selectors import having_trait, without
from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.relations import RELATIONS, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector

METHODS = sorted(scorers())

COMPANIES = """
name    status      country industry         size   uses                sponsored   attended
Acme    customer    DE      Retail           51-200 Elixir,Phoenix      KubeCon     -
Bolt    customer    DE      Retail;Fintech   51-200 Elixir,Phoenix      KubeCon     DevDay
Coil    customer    FR      Fintech          1-10   Elixir,C++          -           -
Dyno    prospect    DE      Retail           1-10   Elixir,Phoenix      -           DevDay
Echo    prospect    FR      Fintech          51-200 Elixir,C++          KubeCon     -
Flux    prospect    FR      -                -      Java,C              -           -
Gear    prospect    US      Retail           1-10   Java                -           KubeCon
Halo    prospect    US      -                -      Java                -           KubeCon
Iris    prospect    US      Fintech          -      -                   -           -
Juno    competitor  US      Retail           1-10   Elixir,Phoenix      KubeCon     -
Kite    open_deal   US      Fintech          1-10   Elixir              -           -
Lima    churned     US      Fintech          1-10   Java                -           DevDay
Mega    partner     DE      Retail           1-10   Elixir,Phoenix      -           DevDay
"""


@pytest.fixture
def graph() -> Graph:
    header, *rows = (line.split() for line in COMPANIES.strip().splitlines())
    table = pd.DataFrame(rows, columns=header).replace("-", None)
    accounts = table[["name", "status", "country", "industry", "size"]].assign(
        id=np.arange(len(table)) * 3 + 5,
        key="domain:" + table["name"].str.lower() + ".example",
        domain=table["name"].str.lower() + ".example",
        status=table["status"].str.replace("_", " "),
        industry=table["industry"].str.replace(";", "; "),
        employees=pd.array([None] * len(table), dtype="Int64"),
        owner="Ada",
        value=np.nan,
    )
    linked = {name: table[name].str.split(",") for name in ("uses", "sponsored", "attended")}
    return Graph(accounts, {name: matrix(name, cells) for name, cells in linked.items()})


def matrix(relation: str, cells: pd.Series) -> Matrix:
    """One relation, each account's traits given as a list of names or nothing."""
    cells = cells.map(lambda names: names if isinstance(names, list) else [])
    names = sorted({name for row in cells for name in row}, key=str.casefold)
    X = csr_array([[float(name in row) for name in names] for row in cells])
    traits = {"id": range(len(names)), "key": [name.casefold() for name in names], "name": names}
    return Matrix(relation, X, pd.DataFrame(traits))


def names(graph: Graph, marked: np.ndarray) -> str:
    """The first letters of the marked accounts' names."""
    return "".join(name[0] for name in graph.accounts["name"][marked])


def planted(seed: int, customers: int = 14) -> Graph:
    """A market of 50 in which customers share traits more than others do."""
    random = np.random.default_rng(seed)
    status = np.array(["customer"] * customers + ["prospect"] * (48 - customers) + ["churned"] * 2)
    accounts = pd.DataFrame(
        {
            "id": random.permutation(50) + 100,
            "key": [f"domain:c{place:02}.example" for place in range(50)],
            "name": [f"Firm {place}" for place in range(50)],
            "domain": [f"c{place:02}.example" for place in range(50)],
            "status": random.permutation(status),
            "value": np.nan,
        }
    )
    accounts[["country", "industry", "size", "employees", "owner"]] = None
    matrices = {}
    for each, traits in (("uses", 12), ("sponsored", 6), ("people", 9), ("region", 3)):
        likely = np.full((50, traits), 0.12)
        mine = (accounts["status"] == "customer").to_numpy()
        likely[np.ix_(mine, np.arange(traits // 3))] = 0.6
        X = (random.uniform(size=likely.shape) < likely).astype(float)
        trait_names = [f"{each.title()}{place}" for place in range(traits)]
        table = {"id": range(traits), "key": [*map(str.lower, trait_names)], "name": trait_names}
        matrices[each] = Matrix(each, csr_array(X), pd.DataFrame(table))
    return Graph(accounts, matrices)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, "DEFGHI"),
        ({"statuses": ("customer", "churned")}, "ABCL"),
        ({"statuses": ()}, ""),
        ({"country": ("de",)}, "D"),
        ({"country": ("DE", "fr")}, "DEF"),
        ({"industry": ("fintech",), "statuses": ("customer",)}, "BC"),
        ({"size": ("1-10",)}, "DG"),
        ({"size": ("1-10",), "country": ("US",)}, "G"),
        ({"where": ("uses=Elixir",)}, "DE"),
        ({"where": ("technology:elixir", "sponsored")}, "E"),
        ({"where": ("event:kubecon",)}, "EGH"),
        ({"where": ("events",)}, "DEGH"),
        ({"where": ("technologies = C++",)}, "E"),
        ({"min_fit": 3.0}, "GHI"),
    ],
)
def test_a_list_shows_whom_the_user_chose(
    graph: Graph, choice: dict[str, Any], expected: str
) -> None:
    fits = np.array([9.0, 9, 9, 1, 2, 2.9, 3, 4, 5, 9, 9, 9, 9])
    assert names(graph, chosen(graph, fits, Filters(**choice))) == expected


def chosen(graph: Graph, fits: Vector, filters: Filters) -> NDArray[np.bool_]:
    tiers = np.full(len(fits), "Good fit", dtype=object)
    passing = (each for _, each in let_through(graph, fits, tiers, filters))
    return np.logical_and.reduce([having_status(graph, filters), *passing])


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"country": ("GB",)}, "There is no country 'GB'. There is DE, FR, US."),
        ({"industry": ("Fintec",)}, "There is no industry 'Fintec'. Did you mean Fintech"),
        ({"size": ("11-50",)}, "There is no size '11-50'."),
        ({"where": ("uses=Elixr",)}, "There is no technology 'Elixr'. Did you mean Elixir"),
        ({"where": ("use=Elixir",)}, "There is no relation 'use'. Did you mean uses"),
        ({"where": ("",)}, "There is no relation ''."),
        ({"where": ("investor:Sequoia",)}, "There is no investor 'Sequoia'."),
    ],
)
def test_an_unknown_choice_is_answered_with_what_there_is(
    graph: Graph, choice: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(said)):
        chosen(graph, np.zeros(len(graph.accounts)), Filters(**choice))


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        ([], {"uses": "C C++ Elixir Java Phoenix", "sponsored": "KubeCon"}),
        (["uses"], {"sponsored": "KubeCon"}),
        (["technology:C"], {"uses": "C++ Elixir Java Phoenix", "sponsored": "KubeCon"}),
        (["uses=c++", "Technology : ELIXIR"], {"uses": "C Java Phoenix", "sponsored": "KubeCon"}),
        (["uses=Java", "uses", "uses=Java"], {"sponsored": "KubeCon"}),
        (["sponsored=KubeCon"], {"uses": "C C++ Elixir Java Phoenix"}),
        (["region"], {"uses": "C C++ Elixir Java Phoenix", "sponsored": "KubeCon"}),
    ],
)
def test_what_is_left_out_is_gone_and_nothing_else(
    graph: Graph, texts: list[str], left: dict[str, str]
) -> None:
    rest = without(graph, texts).matrices
    for name, trait_names in left.items():
        assert rest[name].traits["name"].to_list() == trait_names.split()
        kept = graph.matrices[name].traits["name"].isin(trait_names.split())
        before = graph.matrices[name].values.toarray()
        assert (rest[name].values.toarray() == before[:, kept]).all()
    assert set(rest) == {*left, "attended"}


def test_an_event_is_left_out_of_all_that_companies_do_there(graph: Graph) -> None:
    rest = without(graph, ["event:KubeCon"]).matrices
    assert "sponsored" not in rest
    assert rest["attended"].traits["name"].to_list() == ["DevDay"]
    assert set(without(graph, ["events"]).matrices) == {"uses"}


def test_who_has_a_trait_is_known_by_its_name_or_key(graph: Graph) -> None:
    assert names(graph, having_trait(graph, "uses=c")) == "F"
    assert names(graph, having_trait(graph, "event:devday")) == "BDLM"


def test_equal_fits_are_in_the_order_of_keys_and_the_unknown_are_not_ranked(graph: Graph) -> None:
    ranking = rank(without(graph, ["event", "technology:C"]), "cosine")
    everybody = ranking.order(np.ones(len(graph.accounts), dtype=bool))
    listed_names = "".join(graph.accounts["name"].iloc[everybody].str[0])
    assert "I" not in listed_names
    assert [each for each in listed_names if each in "FGH"] == ["F", "G", "H"]
    assert (np.diff(ranking.points[everybody]) <= 0).all()


def test_the_list_holds_what_is_known_of_each_account(graph: Graph) -> None:
    ranking = rank(graph, "cosine")
    places = ranking.order(chosen(graph, ranking.fits, Filters()))
    table = listed(ranking, places, np.arange(1, len(places) + 1), LinkDates.unknown)
    assert table["rank"].to_list() == [1, 2, 3, 4, 5]
    assert set(table["account"][:2]) == {"Dyno", "Echo"}
    about = graph.accounts.set_index("name").loc[table["account"]]
    for column in ("domain", "status", "country", "industry", "size", "owner", "key"):
        assert table[column].to_list() == about[column].to_list()
    assert (table["fit"] == ranking.fits[places]).all()
    assert table["customers_it_resembles"][0]
    assert listed(ranking, places[:0], np.arange(0), LinkDates.unknown).columns.to_list() == [
        *table.columns
    ]


def test_reasons_are_said_as_a_salesperson_would(graph: Graph) -> None:
    ranking = rank(graph, "jaccard")
    places = np.array([3, 4, 5, 8])
    why = listed(ranking, places, np.zeros(4), LinkDates.unknown)["why"].to_list()
    assert why[0] == (
        "Uses Phoenix, as 2 of your 3 customers do (1 of 6 prospects), and Elixir, as 3 do (3 "
        "prospects); attended DevDay, as one customer, Bolt, did (1 of 3 prospects); of your "
        "customers most like Bolt"
    )
    assert why[2:4] == [NOTHING, NOTHING_KNOWN]  # the last has a trait of its own alone


COUNTS = r"as (\d+)(?: of (?:your )?(\d+) customers)? (?:do|did|are)"
ALONE = r"as one customer, (Firm \d+), (?:does|did|is)"
WHO = rf"(?:{COUNTS}|{ALONE}) \((\d+)(?: of (\d+))? prospects\)"
TRAIT = re.compile(rf"(?:(uses|sponsored|based in) |and )(\w+), {WHO}(?:, |; |$)")
PERSON = re.compile(
    r"(\w+ ?\w*) has worked at (?:(Firm \d+)|(\d+) of your customers) too(?: and |; |$)"
)
VERBS = {"uses": "uses", "sponsored": "sponsored", "based in": "region"}


@pytest.mark.parametrize("customers", [3, 14, 24])
@pytest.mark.parametrize("method", METHODS)
def test_every_reason_is_true(method: str, customers: int) -> None:
    ranking = rank(planted(0, customers), method)
    closest = most_like(ranking)
    places = ranking.order(np.ones(50, dtype=bool))
    table = listed(ranking, places, np.zeros(len(places)), LinkDates.unknown)
    clauses = [
        assert_true(ranking, int(place), why, closest[place])
        for place, why in zip(places, table["why"], strict=True)
    ]
    assert sum(clauses) > 25


def assert_true(ranking: Ranking, place: int, why: str, nearest: list[str]) -> int:
    """Hold a sentence against the matrices, and return how many traits it names."""
    if why == NOTHING:
        return 0
    said, _, closest = why.partition("; of your customers most like ")
    assert closest in ("", nearest[0] if nearest else "")
    if not said.startswith("People"):
        said = said[0].lower() + said[1:]
    verb = ""
    count = 0
    while said:
        if found := TRAIT.match(said):
            verb = found[1] or verb
            assert_counted(ranking, place, VERBS[verb], *found.groups()[1:])
        else:
            found = PERSON.match(said)
            assert found, said
            person, at, several = found.groups()
            assert_counted(ranking, place, "people", person, several, None, at, None, None)
        said = said[found.end() :]
        count += 1
    assert count <= 3
    return count


def assert_counted(ranking: Ranking, place: int, name: str, trait: str, *said: str | None) -> None:
    """Hold the numbers said of one trait against the matrices."""
    some, of_customers, alone, prospects, of_prospects = said
    X = ranking.graph.matrices[name].values.toarray() != 0
    column = ranking.graph.matrices[name].traits["name"].to_list().index(trait)
    assert X[place, column]
    known, market = X.any(axis=1), ranking.labels.market
    others = [each for each in ranking.labels.customers if each != place]
    having = [each for each in others if X[each, column]]
    if alone:
        assert [alone] == ranking.graph.accounts["name"].iloc[having].to_list()
    else:
        assert int(some or 0) == len(having) > 1
    assert of_customers is None or int(of_customers) == sum(known[others])
    assert prospects is None or int(prospects) == (X[:, column] & market).sum()
    assert of_prospects is None or int(of_prospects) == (known & market).sum()
    fold = int(ranking.labels.fold[place])
    net = net_points(ranking.fit, ranking.links(np.array([place])), fold)[name].toarray()[0]
    assert net[column] > 0
    assert net.sum() > 0


def most_like(ranking: Ranking) -> list[list[str]]:
    """For each account the customers in the order of their cosines with it."""
    cosines = dense_cosines(ranking.graph).round(12)
    customers = ranking.labels.customers
    names = ranking.graph.accounts["name"].to_list()
    found = []
    for place, row in enumerate(cosines):
        order = sorted(customers, key=lambda each: (-row[each], each))
        found.append([names[each] for each in order if row[each] > 0 and each != place])
    return found


def dense_cosines(graph: Graph) -> np.ndarray:
    """Each account's cosines with all, the mean over the relations in which it is known."""
    count = len(graph.accounts)
    total, known = np.zeros((count, count)), np.zeros(count)
    for matrix in graph.matrices.values():
        X = matrix.values.toarray()
        known += (X != 0).any(axis=1)
        X = X * np.log((1 + len(X)) / (1 + (X != 0).sum(axis=0)))
        length = np.linalg.norm(X, axis=1)
        length[length == 0] = 1
        total += (X @ X.T) / np.outer(length, length)
    return total / np.maximum(known, 1)[:, None]


@pytest.mark.parametrize(
    ("kind", "traits", "said"),
    [
        ("industry", ["Professional Services"], "in the Professional Services industry"),
        ("industry", ["Fintech", "Payments"], "in the Fintech and Payments industries"),
        ("region", ["americas"], "based in the Americas"),
        ("region", ["emea"], "based in EMEA"),
        ("region", ["UK and Ireland"], "based in the UK and Ireland"),
        ("region", ["Benelux"], "based in Benelux"),
        ("region", ["americas-europe"], "based in the Americas-Europe"),
        ("region", ["middle east and africa"], "based in the Middle East and Africa"),
        ("region", ["worldwide"], "active worldwide"),
        ("size", ["enterprise"], "an enterprise"),
        ("size", ["51-200"], "51-200 employees"),
        ("investors", ["Sequoia", "Index", "Accel"], "backed by Sequoia, Index and Accel"),
    ],
)
def test_traits_are_said_in_plain_words(kind: str, traits: list[str], said: str) -> None:
    assert described(kind, traits) == said


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("each", RELATIONS, ids=lambda each: each.name)
def test_every_relation_has_words_for_one_account_and_for_several(
    each: Relation, number: int
) -> None:
    said = predicate(each.name, "Thing", number)
    assert "Thing" in said
    assert described(each.name, ["Thing"])
    first = said.split()[0]
    verb = again(each.name, "Thing", number)
    assert verb in ("did", first, "does" if number == 1 else "do")


def test_a_customer_is_never_its_own_reason() -> None:
    ranking = rank(planted(4), "cosine")
    table = listed(ranking, ranking.labels.customers, np.zeros(14), LinkDates.unknown)
    for name, alike, why in table[["account", "customers_it_resembles", "why"]].itertuples(
        index=False
    ):
        assert name not in alike
        assert not re.search(rf"{name}\b", why)


def test_the_customers_it_resembles_are_the_three_closest() -> None:
    ranking = rank(planted(5), "jaccard")
    places = np.arange(50)
    table = listed(ranking, places, places, LinkDates.unknown)
    closest = [names[:3] for names in most_like(ranking)]
    assert table["customers_it_resembles"].to_list() == closest


def test_likeness_is_the_mean_cosine_over_what_is_known_of_the_one() -> None:
    graph = planted(6)
    links = {name: each.values for name, each in graph.matrices.items()}
    idf = {name: inverse_frequency(X) for name, X in links.items()}
    expected = dense_cosines(graph)
    np.testing.assert_allclose(likeness(links, links, idf), expected, rtol=1e-9, atol=1e-12)


def alike(graph: Graph, account: int, limit: int | None = None) -> pd.DataFrame:
    """Return the lookalikes of an account in a graph that is the whole market."""
    idf = {name: inverse_frequency(each.values) for name, each in graph.matrices.items()}
    about = graph.accounts.sort_values("key")
    return lookalikes(graph, account, idf, lambda ids: about[about["id"].isin(ids)], limit)


def test_lookalikes_are_alike_both_ways_where_as_much_is_known() -> None:
    graph = planted(7)
    ids, keys = (graph.accounts[column].to_list() for column in ("id", "key"))
    known = np.stack([np.diff(each.values.indptr) > 0 for each in graph.matrices.values()])
    expected = dense_cosines(graph)
    np.fill_diagonal(expected, 0)
    found = np.zeros_like(expected)
    for place in np.flatnonzero(known.any(axis=0)):
        table = alike(graph, ids[place])
        assert table["likeness"].is_monotonic_decreasing
        found[place, [keys.index(key) for key in table["key"]]] = table["likeness"]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)
    mutual = (known[:, :, None] == known[:, None, :]).all(axis=0)
    assert mutual.sum() > 200
    np.testing.assert_allclose(found[mutual], found.T[mutual])


def test_lookalikes_name_the_rarest_traits_that_both_have(graph: Graph) -> None:
    echo = int(graph.accounts["id"][4])
    table = alike(graph, echo).set_index("account")
    assert table["shares"]["Coil"] == ["C++", "Elixir"]
    assert table["shares"]["Acme"] == ["KubeCon", "Elixir"]
    assert set(table.index) == {"Acme", "Bolt", "Coil", "Dyno", "Juno", "Kite", "Mega"}
    first = alike(graph, echo, limit=3)
    assert first["account"].to_list() == [*table.index[:3]]


def test_of_equal_lookalikes_the_first_by_key_are_listed_whatever_their_places(
    graph: Graph,
) -> None:
    echo = int(graph.accounts["id"][4])
    backwards = replace(
        graph,
        accounts=graph.accounts[::-1].reset_index(drop=True),
        matrices={
            name: replace(each, values=each.values[::-1]) for name, each in graph.matrices.items()
        },
    )
    for limit in (1, 2, 3, 4, None):
        here, there = (alike(each, echo, limit) for each in (graph, backwards))
        pd.testing.assert_frame_equal(here, there)


def test_nobody_is_like_an_account_of_which_nothing_is_known(graph: Graph) -> None:
    with pytest.raises(RankingError, match="Too little is known of Iris"):
        alike(graph, int(graph.accounts["id"][8]))
