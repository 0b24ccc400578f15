"""What chose the customers does not count, nor what icp.toml and a question leave out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.left_out import ASKED, CHOSE, WRITTEN, LeftOut, sentences
from graph_icp.errors import FileError, RankingError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

CHOSEN = LeftOut("uses=Elixir", CHOSE)
BACK = (
    "Left out, because it chose your customers: uses=Elixir (and maturity, which sums up uses). "
    "--with uses=Elixir brings it back."
)
OF_RUN = (
    "Left out, because it chose your customers: uses=Elixir (and maturity, which sums up uses). "
    "'graph-icp discover --with uses=Elixir' brings it back."
)


def told(folder: Path) -> Path:
    """Write 40 companies, of which every fifth uses Elixir, and those Go, and their events."""
    companies, uses, events = ["domain,name,industry"], ["domain,technology"], ["domain,event"]
    for place in range(40):
        domain, elixir = f"c{place}.example", place % 5 == 0
        companies.append(f"{domain},C{place},{'Software' if place % 3 else 'Retail'}")
        uses += [f"{domain},Elixir"] if elixir else []
        uses.append(f"{domain},{'Go' if elixir or place % 7 == 0 else 'Java'}")
        uses += [f"{domain},Rust"] if place % 4 == 0 else []
        events += [f"{domain},Beam Day"] if place % 10 == 0 or place == 3 else []
    for name, lines in (("companies", companies), ("uses", uses), ("sponsors", events)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    """A market in each kind of store, its customers those that use Elixir."""
    market = graph_icp.open(anywhere, icp=tmp_path / "icp.toml")
    market.icp.file.write_text("")
    market.load(*sorted(told(tmp_path).glob("*.csv")))
    market.customers.set(where="uses=Elixir")
    return market


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store whose customers are those that use Elixir, to be copied."""
    folder = told(tmp_path_factory.mktemp("made"))
    market = graph_icp.open(folder / "graph-icp.duckdb")
    market.load(*sorted(folder.glob("*.csv")))
    market.customers.set(where="technology:elixir")
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a store whose customers are those that use Elixir."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    return tmp_path


def said(*line: str, code: int = 0) -> str:
    ended = CliRunner().invoke(main, list(line))
    assert ended.exit_code == code, ended.output
    return ended.stderr


def test_every_question_leaves_it_out(market: Market, tmp_path: Path) -> None:
    found = market.discover()
    assert found.left_out == (CHOSEN,)
    explained = market.explain("c0.example")
    assert explained.run.left_out == (CHOSEN,)
    assert "Elixir" not in explained.explanation.points["name"].to_list()
    alike = market.similar("c0.example")
    assert alike.left_out == (CHOSEN,)
    assert "Elixir" not in set(alike.table["shares"].explode())
    profile = market.customers.profile()
    assert profile.left_out == (CHOSEN,)
    assert "Elixir" not in set(profile.traits["name"])
    assert market.customers.outliers().left_out == (CHOSEN,)
    tested = market.backtest(repeats=1)
    assert tested.left_out == (CHOSEN,)
    assert not any("uses=Elixir" in each for each in tested.warnings)
    assert market.icp.propose().left_out == (CHOSEN,)
    (tmp_path / "inbound.csv").write_text("domain\nc1.example\n")
    assert market.qualify(tmp_path / "inbound.csv").left_out == (CHOSEN,)


def test_it_can_be_brought_back_for_one_question(market: Market) -> None:
    found = market.discover(with_="technology:elixir")
    assert found.left_out == ()
    assert "Elixir" in market.explain("c0.example").explanation.points["name"].to_list()
    assert market.similar("c0.example").left_out == ()
    assert "Elixir" in set(market.customers.profile(with_=["uses"]).traits["name"])
    assert market.customers.profile().left_out == (CHOSEN,)
    assert market.backtest(repeats=1, with_=["uses=Elixir"]).left_out == ()
    assert market.customers.outliers(with_=["uses=Elixir"]).left_out == ()
    assert market.icp.propose(with_=["uses=Elixir"]).left_out == ()
    market.discover(without=["industry"])
    assert market.runs.table()["without"].iloc[-1] == ["uses=Elixir", "industry"]
    assert market.similar("c0.example", with_=["uses=Elixir"]).left_out == (
        LeftOut("industry", ASKED),
    )


def test_what_is_not_left_out_cannot_be_brought_back(market: Market) -> None:
    with pytest.raises(RankingError, match=r"left out: uses=Elixir \(chose the customers\)\.$"):
        market.discover(with_=["uses=Go"])
    with pytest.raises(UnknownNameError, match="Did you mean Elixir"):
        market.discover(with_=["uses=Elixr"])
    with pytest.raises(RankingError, match="both left out and brought back"):
        market.discover(with_=["uses=Elixir"], without=["uses=Elixir"])


def test_it_is_forgotten_with_the_customers_that_it_chose(market: Market, tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text("c0.example\nc5.example\nc10.example\n")
    market.customers.remove(tmp_path / "some.txt")
    assert market.customers.chosen_by() == ["uses=Elixir"]
    market.customers.add(tmp_path / "some.txt")
    assert market.customers.chosen_by() == ["uses=Elixir"]
    market.customers.add(where=["sponsored", "industry=Retail"])
    assert set(market.customers.chosen_by()) == {"uses=Elixir", "sponsored", "industry=Retail"}
    market.discover(limit=0)
    market.customers.set(tmp_path / "some.txt")
    assert market.customers.chosen_by() == []
    assert market.explain("c1.example").run.changed
    assert market.discover().left_out == ()
    with pytest.raises(RankingError, match="nothing is left out"):
        market.discover(with_=["uses=Elixir"])


def test_a_run_is_out_of_date_when_the_same_customers_are_told_otherwise(
    market: Market, tmp_path: Path
) -> None:
    market.discover(limit=0)
    assert not market.explain("c1.example").run.changed
    domains = market.customers.table()["domain"]
    (tmp_path / "same.txt").write_text("\n".join(domains) + "\n")
    market.customers.set(tmp_path / "same.txt")
    assert market.explain("c1.example").run.changed


def test_a_copy_remembers_it(here: Path) -> None:
    graph_icp.open(here / "graph-icp.duckdb").copy(here / "copy.duckdb")
    assert graph_icp.open(here / "copy.duckdb").customers.chosen_by() == ["uses=Elixir"]


def test_icp_toml_leaves_out_for_good(market: Market) -> None:
    market.icp.file.write_text(
        '[leave_out]\ntraits = ["technology:Rust", "industry", "industry=Retail", "uses=Nope"]\n'
    )
    found = market.discover()
    assert found.left_out == (CHOSEN, LeftOut("uses=Rust", WRITTEN), LeftOut("industry", WRITTEN))
    warning = "icp.toml leaves out what the market does not have: There is no technology 'Nope'."
    assert any(each.startswith(warning) for each in found.warnings)
    assert any(each.startswith(warning) for each in market.customers.profile().warnings)
    assert any(each.startswith(warning) for each in market.icp.check())
    assert market.discover(with_=["uses=Rust", "industry"]).left_out == (CHOSEN,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('traits = ["tehcnology=Go"]', "line 2: traits: There is no relation 'tehcnology'"),
        ("traits = 3", "line 2: traits: must be a list of texts"),
        ('trait = ["uses=Go"]', "line 2: trait: is not an option of .leave_out."),
    ],
)
def test_what_icp_toml_gets_wrong_is_told_with_its_line(
    here: Path, text: str, message: str
) -> None:
    (here / "icp.toml").write_text(f"[leave_out]\n{text}\n")
    with pytest.raises(FileError, match=message):
        graph_icp.open().discover()


def test_a_hypothesis_about_what_is_left_out_counts_nothing(here: Path) -> None:
    (here / "icp.toml").write_text('[hypothesis]\nuses = ["Elixir", "Go"]\n')
    warnings = graph_icp.open().discover().warnings
    assert "Your hypothesis names what is left out, which counts nothing: uses=Elixir." in warnings
    assert not any("No company has" in each for each in warnings)


def test_where_nothing_else_is_known_it_says_what_to_do(tmp_path: Path) -> None:
    lines = [f"c{i}.example,{'Elixir' if i < 5 else f'Java {i % 3}'}" for i in range(20)]
    (tmp_path / "uses.csv").write_text("\n".join(["domain,technology", *lines]) + "\n")
    market = graph_icp.open(tmp_path / "store.duckdb")
    market.load(tmp_path / "uses.csv")
    market.customers.set(where="uses=Elixir")
    for ask in (market.discover, market.customers.profile, market.backtest):
        with pytest.raises(RankingError, match=r"Load more .* --with uses=Elixir\.$"):
            ask()
    assert market.customers.profile(with_=["uses=Elixir"]).left_out == ()


@pytest.mark.usefixtures("here")
def test_every_command_says_so_and_brings_it_back() -> None:
    commands = (
        ("discover",),
        ("icp", "profile"),
        ("customers", "outliers"),
        ("backtest", "--repeats", "1"),
        ("similar", "c1.example"),
        ("icp", "init", "--force"),
    )
    for command in commands:
        assert BACK in said(*command), command
        if command[0] != "discover":
            assert "Left out" not in said(*command, "--with", "uses=Elixir"), command
    assert OF_RUN in said("explain", "c1.example")
    assert OF_RUN in said("customers", "add", "--where", "uses=Elixir")
    assert "Left out" not in said("discover", "--with", "uses=Elixir")
    assert "Left out" not in said("explain", "c1.example")
    wrong = said("discover", "--with", "uses=Go", code=1)
    assert "uses=Go is not left out, so it cannot be brought back; left out: uses=Elixir" in wrong


def test_pages_say_so(here: Path) -> None:
    said("icp", "profile", "--page", "profile.html")
    said("backtest", "--repeats", "1", "--page", "backtest.html")
    for name in ("profile.html", "backtest.html"):
        text = (here / name).read_text(encoding="utf-8")
        assert "Left out: <bdi>uses=Elixir</bdi> (chose the customers)." in text


def test_several_are_told_together() -> None:
    left_out = [CHOSEN, LeftOut("attended=Beam Day", CHOSE), LeftOut("region", ASKED)]
    assert sentences(left_out) == [
        "Left out, because they chose your customers: uses=Elixir, attended=Beam Day "
        "(and maturity, which sums up uses). "
        '--with uses=Elixir --with "attended=Beam Day" brings them back.'
    ]
    assert sentences(left_out[1:2], "graph-icp discover")[0].endswith(
        """'graph-icp discover --with "attended=Beam Day"' brings it back."""
    )
    assert sentences(left_out, "graph-icp discover")[1] == (
        "Left out by the last 'graph-icp discover': region."
    )


def test_rules_of_icp_toml_see_what_does_not_count(market: Market) -> None:
    market.icp.file.write_text('[exclude]\nuses = ["Go"]\n')
    ruled_out = market.discover(without=["uses=Go"]).disqualified
    assert ruled_out == market.discover().disqualified
    assert sum(ruled_out.values()) == 4
    market.icp.file.write_text('[require]\nuses = ["Java", "Rust"]\n')
    found = market.discover(without=["uses=Java"])
    assert found.disqualified == market.discover().disqualified
    first = market.explain(found.table["domain"][0]).explanation
    assert not first.broken


def test_what_is_part_of_what_is_left_out_cannot_be_brought_back(market: Market) -> None:
    cannot = "uses=Elixir cannot be brought back while all of uses is left out"
    with pytest.raises(RankingError, match=cannot):
        market.discover(with_=["uses=Elixir"], without=["uses"])
    with pytest.raises(RankingError, match="maturity sums up what is left out, uses=Elixir"):
        market.discover(with_=["maturity"])
    market.icp.file.write_text('[leave_out]\ntraits = ["uses"]\n')
    with pytest.raises(RankingError, match=cannot):
        market.discover(with_=["uses=Elixir"])
    with pytest.raises(RankingError, match="uses=Go cannot be brought back"):
        market.discover(with_=["uses=Go"])
    assert market.discover(with_=["uses"]).left_out == (CHOSEN,)


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_events_of_one_title_are_told_apart(market: Market, tmp_path: Path) -> None:
    lines = ["event,domain"] + [f"w{place % 2},c{place}.example" for place in range(0, 40, 3)]
    (tmp_path / "webinars.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "titles.csv").write_text("event_id,title\nw0,Webinar\nw1,Webinar\n")
    market.load(tmp_path / "webinars.csv", tmp_path / "titles.csv")
    one, other = (market.discover(without=[f"sponsored={each}"]) for each in ("w0", "w1"))
    assert one.left_out == (CHOSEN, LeftOut("sponsored=w0", ASKED))
    assert one.run != other.run
    both = market.discover(without=["sponsored=webinar"]).left_out
    assert {each.selector for each in both} == {"uses=Elixir", "sponsored=w0", "sponsored=w1"}


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_a_file_says_the_standing_of_those_that_a_condition_chooses_too(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text("domain,value,status\nc0.example,0.2,\nc5.example,,churned\n")
    market.customers.set(tmp_path / "own.csv", where="uses=Elixir")
    table = market.customers.table().set_index("domain")
    assert table.loc["c0.example", "value"] == 0.2
    assert table.loc["c5.example", "status"] == "churned"
    assert market.customers.chosen_by() == ["uses=Elixir"]


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_who_files_call_a_customer_and_is_a_prospect_now_is_told(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "crm.csv").write_text("domain,name,status\nc1.example,C1,customer\n")
    market.load(tmp_path / "crm.csv")
    assert market.customers.set(where="uses=Elixir").overruled == ["C1"]
    assert market.customers.add(where="uses=Rust").overruled == []


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_conditions_are_understood_as_files_are(market: Market, tmp_path: Path) -> None:
    text = "domain,country,account tier\n" + "".join(
        f"c{place}.example,Germany,Gold\n" for place in range(7)
    )
    (tmp_path / "crm.csv").write_text(text)
    market.load(tmp_path / "crm.csv")
    assert market.customers.set(where="country=Berlin, Germany").customers == 7
    with pytest.raises(UnknownNameError, match='"account tier" = true under'):
        market.customers.set(where="account tier=Gold")


@pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)
def test_a_band_that_has_moved_leaves_out_its_column(market: Market, tmp_path: Path) -> None:
    market.icp.file.write_text('[traits]\n"Seats" = true\n')

    def seats(start: int, least: int) -> Path:
        path = tmp_path / f"seats{start}.csv"
        lines = [f"s{start + place}.example,{least + place}" for place in range(60)]
        path.write_text("domain,seats\n" + "\n".join(lines) + "\n")
        return path

    market.load(seats(0, 1))
    bands = [each for each in _bands(market) if "more" in each]
    market.customers.set(where=f"seats={bands[0]}")
    market.load(seats(100, 500))
    assert bands[0] not in _bands(market)
    (tmp_path / "more.csv").write_text("domain,technology\ns59.example,Java\ns58.example,Go\n")
    market.load(tmp_path / "more.csv")
    assert LeftOut("seats", CHOSE) in market.discover(limit=0).left_out


def _bands(market: Market) -> list[str]:
    from graph_icp.graph.matrix import read_graph
    from graph_icp.market.traits.columns import with_columns

    icp, _ = market.icp.read()
    with market.store() as store:
        return list(with_columns(store, read_graph(store), icp).matrices["Seats"].traits["name"])
