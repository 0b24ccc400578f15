"""A Neo4j server that is away, refuses, restarts, is starved or shared: one sentence, no loss."""

from __future__ import annotations

import datetime
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import neo4j
import pytest
from click.testing import CliRunner
from dumps import Dump, doubled, dump

import graph_icp
from graph_icp.cli.main import main
from graph_icp.errors import StoreError
from graph_icp.graph import model, neo4j_connection, neo4j_store, neo4j_turn
from graph_icp.graph.store import open_store, remove_store, store_exists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from click.testing import Result

DAY = datetime.date(2024, 6, 1)
# What nobody may read anywhere.
SECRET = "not-the-pa55word"  # noqa: S105
LABELS = ("GraphICP", "Account", "Mention", "Source", "Industry", "Run")
# A certificate that the server itself has signed, and little memory for transactions.
ENCRYPTED = {
    "server.bolt.tls_level": "REQUIRED",
    "dbms.ssl.policy.bolt.enabled": "true",
    "dbms.ssl.policy.bolt.base_directory": "certificates/bolt",
    "dbms.ssl.policy.bolt.private_key": "private.key",
    "dbms.ssl.policy.bolt.public_certificate": "public.crt",
    "dbms.ssl.policy.bolt.client_auth": "NONE",
}
STARVED = {"dbms.memory.transaction.total.max": "24m"}


class Files(NamedTuple):
    """Files to load, and what a store holds after each of them."""

    first: Path
    jobs: Path
    uses: Path
    after_first: Dump
    after_jobs: Dump
    after_uses: Dump
    after_all: Dump


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("files")
    first, jobs, uses = (folder / f"{name}.csv" for name in ("first", "jobs", "uses"))
    chosen = random.Random(1)
    with first.open("w") as file:
        file.write("domain,name,industry,status\n")
        file.writelines(f"c{n}.example,Company {n},Software,\n" for n in range(12))
    with jobs.open("w") as file:
        file.write("name,email,company,domain,title\n")
        for n in range(60):
            file.write(f"Ann{n} Lee,a{n}@c{n % 20}.example,Company {n % 20},,Head\n")
    with uses.open("w") as file:
        file.write("domain,company_id,company,technology\n")
        for _ in range(240):
            n = chosen.randrange(40)
            moved = chosen.randrange(40) if n % 9 == 0 else n
            domain = f"c{n}.example" if n % 4 else ""
            file.write(f"{domain},{moved if n % 3 else ''},Company {n},T{chosen.randrange(30)}\n")
    after = [undisturbed(*each) for each in ([first], [first, jobs], [first, uses])]
    return Files(first, jobs, uses, *after, undisturbed(first, jobs, uses))


def undisturbed(*files: Path) -> Dump:
    """Return what a store holds when nothing goes wrong."""
    market = graph_icp.open(":memory:")
    for file in files:
        market.load(file, as_of=DAY)
    with market.store() as store:
        return dump(store)


@pytest.fixture(scope="module")
def server(own_neo4j: Any) -> Iterator[Any]:
    """Give a server of our own, to be killed."""
    with own_neo4j(plugins=False, heap="600m") as server:
        yield server


@pytest.fixture
def address(server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of the server, with who may enter in the environment."""
    return entered(server, monkeypatch)


@pytest.fixture
def store(address: str, files: Files) -> str:
    """Return the address of a store that holds the first file."""
    told(address, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")
    graph_icp.open(address).load(files.first, as_of=DAY)
    return address


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less than people would."""
    monkeypatch.setattr(neo4j_connection, "ANSWERED", 2.0)
    monkeypatch.setattr(neo4j_connection, "PAUSE", 1.0)
    monkeypatch.setattr(neo4j_turn, "LOOK", 0.05)
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)


@pytest.fixture(params=["at once", "in parts"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make every load one transaction, or many."""
    if request.param == "in parts":
        in_parts(monkeypatch)
    return str(request.param)


def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_store, "AT_ONCE", -1)
    monkeypatch.setattr(neo4j_store, "ROWS", 60)


def entered(server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    address: str = server.address
    return address


@contextmanager
def driver(address: str) -> Iterator[neo4j.Driver]:
    login = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=login) as opened:
        yield opened


def told(address: str, cypher: str, database: str | None = None, **given: Any) -> list[Any]:
    """Tell a server something behind the store's back, and return the first column."""
    with driver(address) as opened, opened.session(database=database) as session:
        return list(session.run(cypher, given).value())


def dumped(address: str) -> Dump:
    """Return what a store holds, which must hold nothing twice."""
    store = open_store(address)
    try:
        assert doubled(store) == {}
        return dump(store)
    finally:
        store.close()


def unfinished(address: str) -> bool:
    store = open_store(address)
    store.close()
    return store.unfinished


def loaded(address: str, *files: Path) -> None:
    graph_icp.open(address).load(*files, as_of=DAY)


def said(*words: object) -> str:
    """Return the one sentence that ends a command."""
    return sentence(CliRunner().invoke(main, list(map(str, words))))


def sentence(result: Result | subprocess.CompletedProcess[str]) -> str:
    code = result.exit_code if hasattr(result, "exit_code") else result.returncode
    assert code == 1, result
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert SECRET not in line
    assert os.environ.get("NEO4J_PASSWORD", SECRET) not in line
    return line.removeprefix("Error: ")


def apart(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as people do."""
    command = [sys.executable, "-m", "graph_icp.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# Nobody there


@contextmanager
def listener(answer: Callable[[socket.socket], object]) -> Iterator[int]:
    """Listen on a port and do one thing with all who come."""
    taken: list[socket.socket] = []

    def listen() -> None:
        while True:
            try:
                taken.append(listening.accept()[0])
                answer(taken[-1])
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=listen)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()
    for each in taken:
        each.close()


def answers_as_http(taken: socket.socket) -> None:
    taken.recv(20)
    taken.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    taken.close()


def answers_as_neo4j_4(taken: socket.socket) -> None:
    """Agree on Bolt 4.4, and greet."""
    taken.recv(20)
    taken.sendall(b"\x00\x00\x04\x04")
    taken.recv(2000)
    greeting = b"\xb1\x70\xa1\x86server\x8bNeo4j/4.4.0"
    taken.sendall(len(greeting).to_bytes(2, "big") + greeting + b"\x00\x00")


STRANGERS: dict[str, tuple[Callable[[socket.socket], object], str]] = {
    "says nothing": (lambda taken: None, "does not answer; see whether the server is well"),
    "closes": (lambda taken: taken.close(), "does not answer as Neo4j does over Bolt"),
    "is a web server": (answers_as_http, "does not answer as Neo4j does over Bolt"),
    "is something else": (lambda taken: taken.sendall(b"SSH-2.0-x\r\n"), "is no Neo4j, or a very"),
    "is Neo4j 4.4": (answers_as_neo4j_4, "runs an older Neo4j than 5.7"),
}


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_listens_and_is_no_neo4j_is_told_of(stranger: str, scheme: str) -> None:
    answer, sentence = STRANGERS[stranger]
    with listener(answer) as port:
        assert sentence in said("summary", "--store", f"{scheme}://127.0.0.1:{port}")


def test_a_web_page_is_no_neo4j_when_encrypted_either() -> None:
    with listener(lambda taken: taken.close()) as port:
        line = said("summary", "--store", f"neo4j+s://127.0.0.1:{port}")
    assert line == f"neo4j+s://127.0.0.1:{port} is not encrypted; write neo4j:// for neo4j+s://."


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "bolt"])
def test_where_nobody_listens_it_ends_at_once(scheme: str, files: Files) -> None:
    with listener(lambda taken: None) as port:
        pass
    address = f"{scheme}://127.0.0.1:{port}"
    since = time.monotonic()
    for words in (["summary"], ["load", files.first], ["discover"]):
        line = said(*words, "--store", address)
        assert line.startswith(f"No Neo4j server answers at {address}; start it, or give another")
    assert time.monotonic() - since < 10


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_host_that_does_not_exist_is_told_of(scheme: str) -> None:
    line = said("summary", "--store", f"{scheme}://no-such-host.invalid")
    assert line.startswith(f"There is no host of that name: {scheme}://no-such-host.invalid:7687;")


def test_in_a_process_of_its_own_the_driver_is_not_heard() -> None:
    with listener(lambda taken: None) as port:
        pass
    line = sentence(apart("summary", "--store", f"neo4j://127.0.0.1:{port}"))
    assert line.startswith("No Neo4j server answers at")


# Who may enter, and where


@pytest.mark.parametrize(
    "address",
    [
        "neo4j://neo4j:{0}@127.0.0.1:1",
        "neo4j://neo4j:{0}",
        "neo4j://127.0.0.1/?password={0}",
        "neo4j://127.0.0.1/#{0}",
        "neo4j://127.0.0.1:1/a/{0}",
        "https://127.0.0.1/{0}",
        "neo4j://:1/{0}",
    ],
)
def test_an_address_with_a_password_is_refused_and_not_repeated(
    address: str, monkeypatch: pytest.MonkeyPatch, files: Files
) -> None:
    monkeypatch.delattr(neo4j.GraphDatabase, "driver")  # nothing connects
    for words in (["summary"], ["load", files.first]):
        line = said(*words, "--store", address.format(SECRET))
        assert "NEO4J_PASSWORD" in line or "begin with neo4j, neo4j+s" in line


def test_without_a_password_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    line = said("summary", "--store", "neo4j://127.0.0.1:1")
    assert "asks for a password; set NEO4J_PASSWORD in the environment" in line


def test_who_may_not_enter_is_told_where_the_password_comes_from(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told(address, "CREATE USER bob IF NOT EXISTS SET PASSWORD $word", "system", word=SECRET)
    monkeypatch.setenv("NEO4J_USERNAME", "bob")
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    line = sentence(apart("summary", "--store", address))
    assert "was meant for the first login only; change it there" in line
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET + "!")
    caplog.set_level(logging.DEBUG)
    for _ in range(3):
        line = said("summary", "--store", address)
        assert "refuses the user 'bob' with the password in NEO4J_PASSWORD" in line
    assert "too many wrong passwords; wait some seconds" in said("summary", "--store", address)
    assert SECRET not in caplog.text


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_database_that_is_not_there_is_told_of(address: str, scheme: str) -> None:
    place = address.replace("neo4j:", f"{scheme}:")
    assert f"There is no database 'sales' on {place};" in said(
        "summary", "--store", f"{place}/sales"
    )
    assert "the server's own" in said("summary", "--store", f"{place}/system")


@pytest.mark.parametrize(
    ("agent", "sentence"),
    [
        ("Neo4j/4.4.12", "runs an older Neo4j than 5.7, which graph-icp needs; upgrade it"),
        ("Neo4j/5.6.0", "runs an older Neo4j than 5.7"),
        ("Neo4j/v5.2.0 compatible graph database server - Memgraph", "is no Neo4j server (it"),
    ],
)
def test_another_server_or_an_old_one_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, agent: str, sentence: str
) -> None:
    monkeypatch.setattr(neo4j_connection.Connection, "agent", lambda self: agent)
    assert sentence in said("summary", "--store", address)


@pytest.mark.parametrize("scheme", ["neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"])
def test_a_server_that_is_not_encrypted_is_told_of(address: str, scheme: str) -> None:
    place = address.replace("neo4j:", f"{scheme}:")
    line = said("summary", "--store", place)
    assert line == f"{place} is not encrypted; write {scheme[:5].strip('+')}:// for {scheme}://."


# Loads that are disturbed


class Stop:
    """Stops the first of all loads that comes to a change before it, until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
        self.reached, self.gone_on = threading.Event(), threading.Event()
        tell = neo4j_store.Neo4jStore.tell

        def stopping(store: Any, name: str, *given: Any, **named: Any) -> Any:
            if name == change and not self.reached.is_set():
                self.reached.set()
                assert self.gone_on.wait(60)
            return tell(store, name, *given, **named)

        monkeypatch.setattr(neo4j_store.Neo4jStore, "tell", stopping)

    def wait(self) -> None:
        assert self.reached.wait(60)

    def go_on(self) -> None:
        self.gone_on.set()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Return threads for what goes on at the same time."""
    with ThreadPoolExecutor() as pool:
        yield pool


def test_a_load_survives_that_its_server_is_killed_and_started_again(
    store: str,
    server: Any,
    size: str,
    files: Files,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = Stop(monkeypatch, "add_facts" if size == "at once" else "derive_accounts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    server.kill()
    stop.go_on()
    server.start()
    load.result()
    assert dumped(store) == files.after_uses
    assert not unfinished(store)
    ours = [each.message for each in caplog.records if each.name.startswith("graph_icp")]
    assert ours == [f"{store} does not answer; trying again for a while."]


CHILD = """
import datetime, sys
from graph_icp.cli.main import main
from graph_icp.graph import neo4j_store, neo4j_turn
change, size, *words = sys.argv[1:]
neo4j_turn.TURN, neo4j_store.ROWS = 1, 60
if size == "in parts":
    neo4j_store.AT_ONCE = -1
tell = neo4j_store.Neo4jStore.tell
def stopping(store, name, *given, **named):
    if name == change:
        print("there", flush=True)
        sys.stdin.readline()
    return tell(store, name, *given, **named)
neo4j_store.Neo4jStore.tell = stopping
main(words)
"""


@contextmanager
def child(change: str, size: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a process of its own that is about to make a change."""
    command = [sys.executable, "-c", CHILD, change, size, *map(str, words)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        yield process
        process.kill()


def test_a_load_that_was_killed_is_completed_by_the_next(
    store: str, size: str, files: Files
) -> None:
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with child("derive_accounts", size, *load) as process:
        process.kill()
    if size == "at once":
        assert dumped(store) == files.after_first
    else:
        assert unfinished(store)
    for words in (["summary"], ["accounts"], ["similar", "c1.example"], ["rejects"]):
        result = CliRunner().invoke(main, [*words, "--store", store])
        assert result.exit_code == 0, result
    loaded(store, files.uses)
    assert dumped(store) == files.after_uses
    assert not unfinished(store)


def test_what_completes_need_not_be_as_large_as_what_was_cut_off(
    store: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with child("derive_accounts", "in parts", *load) as process:
        process.kill()
    graph_icp.open(store).label("set", where=["uses=T3"])
    assert unfinished(store)  # a label does not work out what was cut off
    loaded(store, files.uses)
    assert not unfinished(store)
    graph_icp.open(store).label("remove", where=["uses=T3"])
    told(store, "MATCH (m:Mention) REMOVE m.label_status, m.label_value, m.labelled_on")
    loaded(store, files.first)
    assert dumped(store) == files.after_uses


def test_ctrl_c_ends_a_load_that_waits_for_the_server(store: str, size: str, files: Files) -> None:
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with (
        child("add_facts", size, *load) as process,
        driver(store) as other,
        other.session() as session,
        session.begin_transaction() as transaction,
    ):
        transaction.run("MATCH (a:Account) SET a.held = true").consume()
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(0.5)  # until it waits for these accounts
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=20)
    assert process.returncode == 130
    if size == "at once":
        assert words == "Interrupted; nothing of this command was kept.\n"
        assert dumped(store) == files.after_first
    else:
        assert words.startswith("Interrupted; what was loaded so far is kept, and loading the")
    assert unfinished(store) == (size == "in parts")
    loaded(store, files.uses)
    assert dumped(store) == files.after_uses
    assert not unfinished(store)


def test_loads_labels_and_joins_at_once_are_as_one_after_the_other(
    address: str, size: str, files: Files, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    for name in told(address, "SHOW CONSTRAINTS YIELD name"):
        told(address, f"DROP CONSTRAINT {name}")
    told(address, "MATCH (n) DETACH DELETE n")
    customers = tmp_path / "customers.csv"
    customers.write_text("domain,value\nc1.example,0.5\nc3.example,1\n")

    def decided(place: str) -> None:
        market = graph_icp.open(place)
        market.label("set", customers)
        market.join("domain:c1.example", "domain:c2.example")

    def alone(file: Path) -> Future[None]:
        return pool.submit(loaded, address, file)

    # All three make the store.
    for each in [alone(files.first), alone(files.uses), alone(files.jobs)]:
        each.result()
    assert dumped(address) == files.after_all
    for each in [alone(files.uses), pool.submit(decided, address), alone(files.jobs)]:
        each.result()
    market = graph_icp.open(":memory:")
    market.load(files.first, files.jobs, files.uses, as_of=DAY)
    market.label("set", customers)
    market.join("domain:c1.example", "domain:c2.example")
    with market.store() as embedded:
        assert dumped(address) == dump(embedded)
    assert len(told(address, "MATCH (g:GraphICP) RETURN g")) == 1


def test_who_stood_still_for_long_loses_the_turn_and_nothing_else(
    store: str, files: Files, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    monkeypatch.setattr(neo4j_turn, "TURN", 1)
    monkeypatch.setattr(neo4j_turn, "HEARTBEAT", 60.0)
    stop = Stop(monkeypatch, "add_facts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    loaded(store, files.jobs)
    stop.go_on()
    with pytest.raises(StoreError, match=r"Another program began to write .* run this again.*kept"):
        load.result()
    assert unfinished(store)
    loaded(store, files.uses)
    assert dumped(store) == files.after_all
    assert not unfinished(store)


def test_who_is_slow_between_two_parts_keeps_the_turn(
    store: str, files: Files, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    monkeypatch.setattr(neo4j_turn, "TURN", 1)
    monkeypatch.setattr(neo4j_turn, "HEARTBEAT", 0.2)
    stop = Stop(monkeypatch, "add_facts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    other = pool.submit(loaded, store, files.jobs)
    time.sleep(2)
    assert not other.done()
    stop.go_on()
    load.result()
    other.result()
    assert dumped(store) == files.after_all


def test_a_deadlock_with_a_third_party_is_got_over(
    store: str, files: Files, size: str, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Stop(monkeypatch, "add_facts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    with driver(store) as other, other.session() as session:
        transaction = session.begin_transaction()
        transaction.run("MATCH (a:Account) SET a.seen = true").consume()
        stop.go_on()
        time.sleep(0.5)  # until the load, which has the marker, waits for these accounts
        with suppress(neo4j.exceptions.TransientError):  # one of the two is the victim
            transaction.run("MATCH (g:GraphICP) SET g.seen = true").consume()
            transaction.commit()
    load.result()
    assert dumped(store) == files.after_uses


def test_reading_works_while_a_load_in_parts_is_under_way(
    store: str, files: Files, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph_icp.open(store).label("set", where=["industry=Software"])
    in_parts(monkeypatch)
    stop = Stop(monkeypatch, "derive_links_of_properties")
    load = pool.submit(loaded, store, files.jobs, files.uses)
    stop.wait()
    market = graph_icp.open(store)
    assert len(market.accounts("company")) >= 12
    assert len(market.similar("c1.example"))
    assert market.summary()["nodes"]["number"].sum() > 12
    stop.go_on()
    load.result()


def test_a_file_without_a_usable_row_keeps_nothing_or_says_what_it_kept(
    store: str, size: str, files: Files, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("domain,technology\n,Kafka\n")
    line = said("load", bad, "--store", store)
    assert "no row could be used" in line
    line = said("load", files.uses, bad, "--as-of", DAY, "--store", store)
    assert "no row could be used" in line
    assert ("What was written so far is kept;" in line) == (size == "in parts")
    assert unfinished(store) == (size == "in parts")
    if size == "at once":
        assert dumped(store) == files.after_first
    loaded(store, files.uses)
    assert dumped(store) == files.after_uses


# Databases that hold something else


@pytest.mark.parametrize("label", ["Account", "Mention", "Person", "Technology", "Event"])
def test_nodes_of_others_that_are_called_as_ours_are_left_alone(
    address: str, files: Files, label: str
) -> None:
    told(address, "MATCH (n) DETACH DELETE n")
    told(address, f"CREATE (:{label} {{name: 'theirs'}})")
    line = said("load", files.first, "--store", address)
    assert f"holds {label} nodes that graph-icp did not make; give a database of its own" in line
    assert not store_exists(address)
    remove_store(address)
    assert told(address, "MATCH (n) RETURN n.name") == ["theirs"]


def test_other_nodes_live_beside_a_store(address: str, files: Files) -> None:
    told(address, "MATCH (n) DETACH DELETE n")
    told(address, "CREATE (:Planet {name: 'Mars'})-[:NEAR]->(:Planet {name: 'Earth'})")
    loaded(address, files.first)
    assert dumped(address) == files.after_first
    remove_store(address)
    assert not store_exists(address)
    assert told(address, "MATCH (n)-[:NEAR]->(m) RETURN n.name + m.name") == ["MarsEarth"]
    assert told(address, "MATCH (n) RETURN count(n)") == [2]


def test_a_store_of_a_newer_version_is_refused(store: str, files: Files) -> None:
    told(store, "MATCH (g:GraphICP) SET g.schema_version = 99")
    for words in (["summary"], ["load", files.uses]):
        assert "its schema is 99" in said(*words, "--store", store)
    told(store, "MATCH (g:GraphICP) SET g.schema_version = $now", now=model.SCHEMA_VERSION)
    assert dumped(store) == files.after_first


# Values that a server does not take


def test_what_is_no_text_for_a_server_ends_with_a_sentence(store: str) -> None:
    line = said("accounts", "caf\udce9", "--store", store)
    assert "cannot keep a value" in line


def test_a_number_that_a_server_does_not_take_ends_with_a_sentence(store: str) -> None:
    opened = open_store(store)
    with pytest.raises(StoreError, match="cannot keep a value"):
        opened.ask("edges_of", account=2**63)
    assert opened.ask("counts")["accounts"].to_pylist() == [12]
    opened.close()
