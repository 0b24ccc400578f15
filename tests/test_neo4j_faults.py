"""A Neo4j server that is away, refuses, restarts, is starved or shared: one sentence, no loss."""

from __future__ import annotations

import datetime
import logging
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import neo4j
import pyarrow as pa
import pytest
from click.testing import CliRunner
from dumps import Dump, doubled, dump
from neo4j.exceptions import IncompleteCommit, Neo4jError, TransientError

import graph_icp
from graph_icp.cli.main import main
from graph_icp.errors import StoreError
from graph_icp.graph import model
from graph_icp.graph.neo4j import connection as neo4j_connection
from graph_icp.graph.neo4j import lease as neo4j_lease
from graph_icp.graph.neo4j import store as neo4j_store
from graph_icp.graph.open_store import open_store, remove_store, store_exists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from click.testing import Result

DAY = datetime.date(2024, 6, 1)
# What nobody may read anywhere.
SECRET = "not-the-pa55word"  # noqa: S105
SETTINGS = {
    # A certificate that the server itself has signed.
    "server.bolt.tls_level": "REQUIRED",
    "dbms.ssl.policy.bolt.enabled": "true",
    "dbms.ssl.policy.bolt.base_directory": "certificates/bolt",
    "dbms.ssl.policy.bolt.private_key": "private.key",
    "dbms.ssl.policy.bolt.public_certificate": "public.crt",
    "dbms.ssl.policy.bolt.client_auth": "NONE",
    # Little memory for transactions.
    "dbms.memory.transaction.total.max": "12m",
    # To save time: plans are kept however much the stores of two tests differ.
    "dbms.cypher.min_replan_interval": "1h",
    "db.transaction.monitor.check.interval": "200ms",
}


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
        status = ["customer", "customer", *[""] * 10]
        file.writelines(f"c{n}.example,Company {n},Software,{status[n]}\n" for n in range(12))
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
    """Give a server of our own that speaks encrypted and has little memory, to be killed."""

    class Encrypted(own_neo4j):  # type: ignore[misc]
        @property
        def address(self) -> str:
            return str(super().address).replace("neo4j:", "neo4j+ssc:")

    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("making a certificate needs openssl on the PATH")
    server = Encrypted(SETTINGS, plugins=False, heap="600m")
    folder = server.home / "certificates" / "bolt"
    folder.mkdir(parents=True)
    files = ("-keyout", folder / "private.key", "-out", folder / "public.crt")
    words = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=here")
    subprocess.run([openssl, *words, *files], check=True, capture_output=True)
    with server:
        yield server


@pytest.fixture
def address(server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of the server, with who may enter in the environment."""
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    return str(server.address)


@pytest.fixture
def store(address: str, files: Files) -> str:
    """Return the address of a store that holds the first file."""
    emptied(address)
    graph_icp.open(address).load(files.first, as_of=DAY)
    return address


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less than people would."""
    monkeypatch.setattr(neo4j_connection, "ANSWERED", 2.0)
    monkeypatch.setattr(neo4j_connection, "PAUSE", 1.0)
    monkeypatch.setattr(neo4j_lease, "POLL", 0.2)
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
    monkeypatch.setattr(neo4j_store, "ROWS", 120)


@contextmanager
def driver(address: str) -> Iterator[neo4j.Driver]:
    login = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=login) as opened:
        yield opened


def told(address: str, cypher: str, database: str | None = None, **given: Any) -> list[Any]:
    """Tell a server something behind the store's back, and return the first column."""
    with driver(address) as opened, opened.session(database=database) as session:
        return list(session.run(cypher, given).value())


def emptied(address: str) -> None:
    told(address, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 500 ROWS")


def dumped(address: str) -> Dump:
    """Return what a store holds."""
    store = open_store(address)
    try:
        return dump(store)
    finally:
        store.close()


def nothing_twice(address: str) -> bool:
    store = open_store(address)
    try:
        return not doubled(store)
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


def hangs_up(taken: socket.socket) -> None:
    taken.recv(20)
    taken.close()


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
    "says nothing": (lambda taken: None, "does not answer; check that the server runs"),
    "hangs up": (hangs_up, "does not answer as Neo4j does over Bolt"),
    "is a web server": (answers_as_http, "does not answer as Neo4j does over Bolt"),
    "is something else": (lambda taken: taken.sendall(b"SSH-2.0-x\r\n"), "is not Neo4j, or is a"),
    "is Neo4j 4.4": (answers_as_neo4j_4, "runs an older Neo4j than 5.7"),
}


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_listens_and_is_no_neo4j_is_told_of(stranger: str, scheme: str) -> None:
    answer, sentence = STRANGERS[stranger]
    with listener(answer) as port:
        assert sentence in said("summary", "--store", f"{scheme}://127.0.0.1:{port}")


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "bolt"])
def test_where_nobody_listens_it_ends_at_once(
    scheme: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=waited.append)
    monkeypatch.setattr(neo4j_connection, "time", clock)
    with listener(lambda taken: None) as port:
        pass
    address = f"{scheme}://127.0.0.1:{port}"
    for words in (["summary"], ["load", files.first], ["discover"]):
        line = said(*words, "--store", address)
        assert line.startswith(f"No Neo4j server answers at {address}; start it, or give another")
    assert waited == []


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


@pytest.mark.parametrize("scheme", ["neo4j+ssc", "bolt+ssc"])
def test_a_database_that_is_not_there_is_told_of(address: str, scheme: str) -> None:
    place = address.replace("neo4j+ssc:", f"{scheme}:")
    assert f"There is no database 'sales' on {place};" in said(
        "summary", "--store", f"{place}/sales"
    )
    assert "the server's own" in said("summary", "--store", f"{place}/system")


@pytest.mark.parametrize(
    ("agent", "sentence"),
    [
        ("Neo4j/4.4.12", "runs an older Neo4j than 5.7, which graph-icp needs; upgrade it"),
        ("Neo4j/5.6.0", "runs an older Neo4j than 5.7"),
        ("Neo4j/v5.2.0 compatible graph database server - Memgraph", "is not a Neo4j server (it"),
    ],
)
def test_another_server_or_an_old_one_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, agent: str, sentence: str
) -> None:
    monkeypatch.setattr(neo4j_connection.Connection, "agent", lambda self: agent)
    assert sentence in said("summary", "--store", address)


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_server_that_wants_it_encrypted_is_told_of(address: str, scheme: str) -> None:
    plain = address.replace("neo4j+ssc:", f"{scheme}:")
    assert f"(or wants it encrypted: {scheme}+s://)" in said("summary", "--store", plain)
    line = said("summary", "--store", plain.replace(":", "+s:", 1))
    assert "does not trust the certificate of" in line
    assert "write +ssc for +s if the server signed it itself" in line


@pytest.mark.parametrize("much", [20, 2_000], ids=["with a reset", "with an end"])
@pytest.mark.parametrize("scheme", ["neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"])
def test_a_server_that_is_not_encrypted_is_told_of(scheme: str, much: int) -> None:
    def hangs_up(taken: socket.socket) -> None:  # as Neo4j does
        taken.recv(much)
        taken.close()

    with listener(hangs_up) as port:
        line = said("summary", "--store", f"{scheme}://127.0.0.1:{port}")
    assert line.endswith(f"is not encrypted; write {scheme.partition('+')[0]}:// for {scheme}://.")


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


def test_loads_labels_and_joins_at_once_are_as_one_after_the_other(
    address: str,
    files: Files,
    pool: ThreadPoolExecutor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    emptied(address)
    customers = tmp_path / "customers.csv"
    customers.write_text("domain,value\nc1.example,0.5\nc3.example,1\n")

    def decided(place: str) -> None:
        market = graph_icp.open(place)
        market.customers.set(customers)
        market.identity.decide("domain:c1.example", "domain:c2.example", "same")

    def alone(file: Path) -> Future[None]:
        return pool.submit(loaded, address, file)

    # They make the store, and on the new server what it needs.
    for each in [alone(files.first), alone(files.uses), alone(files.jobs)]:
        each.result()
    assert dumped(address) == files.after_all
    assert nothing_twice(address)
    in_parts(monkeypatch)
    emptied(address)
    loaded(address, files.first)
    for each in [alone(files.uses), pool.submit(decided, address), alone(files.jobs)]:
        each.result()
    market = graph_icp.open(":memory:")
    market.load(files.first, files.jobs, files.uses, as_of=DAY)
    market.customers.set(customers)
    market.identity.decide("domain:c1.example", "domain:c2.example", "same")
    with market.store() as embedded:
        assert dumped(address) == dump(embedded)
    assert nothing_twice(address)
    assert len(told(address, "MATCH (g:GraphICP) RETURN g")) == 1


class Line:
    """A line to a server that can be cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near = self._listening.accept()[0]
                far = socket.create_connection(("127.0.0.1", self._port))
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, start: socket.socket, end: socket.socket) -> None:
        with suppress(OSError):
            while carried := start.recv(1 << 16):
                end.sendall(carried)
            end.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("moment", ["load/merge_facts", "before it is kept", "after it is kept"])
def test_a_load_at_once_survives_that_the_line_is_cut(
    store: str, files: Files, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(int(store.rpartition(":")[2]))
    told_all, cuts = [], []
    tell, commit = neo4j_store.Neo4jStore.tell, neo4j.Transaction.commit

    def cut() -> None:
        if not cuts:
            cuts.append(moment)
            line.cut()

    def telling(store: Any, name: str, *given: Any, **named: Any) -> Any:
        if name == moment:
            cut()
        if named.get("label") == "Load":  # the only commit after it is that of the load
            told_all.append(name)
        return tell(store, name, *given, **named)

    def committing(transaction: neo4j.Transaction) -> None:
        if told_all and moment == "before it is kept":
            cut()
        commit(transaction)
        if told_all and moment == "after it is kept" and not cuts:
            cut()
            raise IncompleteCommit("as the driver says then")

    monkeypatch.setattr(neo4j_store.Neo4jStore, "tell", telling)
    monkeypatch.setattr(neo4j.Transaction, "commit", committing)
    loaded(f"bolt+ssc://127.0.0.1:{line.port}", files.uses)
    line.close()
    assert cuts == [moment]
    assert dumped(store) == files.after_uses
    assert nothing_twice(store)


CHILD = """
import datetime, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what started the tests may ignore it
from graph_icp.cli.main import main
from graph_icp.graph.neo4j import lease as neo4j_lease, store as neo4j_store
change, size, *words = sys.argv[1:]
neo4j_lease.LEASE, neo4j_lease.RELEASE, neo4j_store.ROWS = 1, 0.5, 120
if size == "in parts":
    neo4j_store.AT_ONCE = -1
tell = neo4j_store.Neo4jStore.tell
def stopping(store, told, /, *given, **named):
    if told == change:
        print("there", flush=True)
        sys.stdin.readline()
    return tell(store, told, *given, **named)
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
        reached = process.stdout.readline()
        assert reached == "there\n", process.communicate()
        yield process
        process.kill()


def test_a_load_that_was_killed_is_completed_by_the_next(
    store: str, size: str, files: Files
) -> None:
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with child("derive/accounts", size, *load) as process:
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


def test_the_first_load_of_all_that_is_cut_off_in_parts_stays_to_be_completed(
    address: str, files: Files
) -> None:
    emptied(address)
    load = ("load", files.uses, "--as-of", DAY, "--store", address)
    with child("derive/accounts", "in parts", *load) as process:
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=30)
    assert words.startswith("Interrupted; what was loaded so far is kept, and loading the")
    assert unfinished(address)
    assert told(address, "MATCH (:Account)-[u:USES]->() RETURN count(u)")[0] > 0
    loaded(address, files.uses)
    assert dumped(address) == undisturbed(files.uses)


def test_only_what_works_out_everything_completes_what_was_cut_off(
    store: str, files: Files, tmp_path: Path
) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("domain\nc1.example\n")
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with child("derive/accounts", "in parts", *load) as process:
        process.kill()
    graph_icp.open(store).customers.set(customers)
    assert unfinished(store)
    loaded(store, files.jobs)  # at once
    assert not unfinished(store)
    loaded(store, files.uses)
    reference = graph_icp.open(":memory:")
    reference.load(files.first, files.jobs, files.uses, as_of=DAY)
    reference.customers.set(customers)
    with reference.store() as embedded:
        assert dumped(store) == dump(embedded)


def test_ctrl_c_ends_a_load_that_waits_for_the_server(store: str, size: str, files: Files) -> None:
    load = ("load", files.uses, "--as-of", DAY, "--store", store)
    with (
        child("load/merge_facts", size, *load) as process,
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


def test_who_stood_still_for_long_loses_the_turn_and_nothing_else(
    store: str, files: Files, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts(monkeypatch)
    monkeypatch.setattr(neo4j_lease, "LEASE", 1)
    monkeypatch.setattr(neo4j_lease, "RENEWAL", 60.0)
    stop = Stop(monkeypatch, "load/merge_facts")
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
    monkeypatch.setattr(neo4j_lease, "LEASE", 1)
    monkeypatch.setattr(neo4j_lease, "RENEWAL", 0.2)
    stop = Stop(monkeypatch, "load/merge_facts")
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
    stop = Stop(monkeypatch, "load/merge_facts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    with driver(store) as other, other.session() as session:
        transaction = session.begin_transaction()
        transaction.run("MATCH (a:Account) SET a.seen = true").consume()
        stop.go_on()
        time.sleep(0.5)  # until the load, which has the marker, waits for these accounts
        with suppress(TransientError):  # one of the two is the victim
            transaction.run("MATCH (g:GraphICP) SET g.seen = true").consume()
            transaction.commit()
    load.result()
    assert dumped(store) == files.after_uses


def test_reading_works_while_a_load_in_parts_is_under_way(
    store: str, files: Files, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph_icp.open(store).customers.set(where=["industry=Software"])
    in_parts(monkeypatch)
    stop = Stop(monkeypatch, "derive/links_of_attendance")
    load = pool.submit(loaded, store, files.jobs, files.uses)
    stop.wait()
    market = graph_icp.open(store)
    assert len(market.accounts("company")) >= 12
    assert len(market.similar("c1.example").table)
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


@pytest.mark.parametrize("label", ["Account", "Person", "Name", "Source", "Industry", "Run"])
def test_nodes_of_others_that_are_called_as_ours_are_left_alone(
    address: str, files: Files, label: str
) -> None:
    emptied(address)
    told(address, f"CREATE (:{label} {{name: 'theirs'}})")
    line = said("load", files.first, "--store", address)
    assert f"holds {label} nodes that graph-icp did not make; give a database of its own" in line
    assert not store_exists(address)
    remove_store(address)
    assert told(address, "MATCH (n) RETURN n.name") == ["theirs"]


def test_other_nodes_live_beside_a_store(address: str, files: Files) -> None:
    emptied(address)
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
        opened.ask("identity/same_as_of_account", account=2**63)
    assert opened.ask("summary/counts")["accounts"].to_pylist() == [12]
    opened.close()


def test_a_key_that_an_index_does_not_take_ends_with_a_sentence(store: str) -> None:
    opened = open_store(store, write=True)
    row = {"id": [1000], "key": ["k" * 10_000], "name": ["K"]}
    with pytest.raises(StoreError, match="takes no name or key of more than 8,000 bytes"):
        opened.tell("tables/insert_traits", pa.table(row), kind="Technology")
    opened.close()


# A server that dies, has little memory, or may only be read


def test_a_load_survives_that_its_server_is_killed_and_started_again(
    store: str,
    server: Any,
    files: Files,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    in_parts(monkeypatch)
    stop = Stop(monkeypatch, "derive/accounts")
    load = pool.submit(loaded, store, files.uses)
    stop.wait()
    server.kill()
    stop.go_on()
    server.start()
    load.result()
    assert dumped(store) == files.after_uses
    assert nothing_twice(store)
    assert not unfinished(store)
    ours = [each.message for each in caplog.records if each.name.startswith("graph_icp")]
    assert ours == [f"{store} does not answer; trying again for a while."]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that is too large for one transaction on the address server."""
    file = tmp_path_factory.mktemp("large") / "large.csv"
    rows = [f"c{n % 2000}.example,T{n // 7 % 50}\n" for n in range(6_000)]
    file.write_text("domain,technology\n" + "".join(rows))
    return file


def test_what_is_too_large_for_a_server_is_written_in_smaller_and_smaller_parts(
    address: str, files: Files, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_connection, "PATIENCE", 0.0)  # it is not tried again as it stands
    emptied(address)
    loaded(address, files.first)
    line = said("load", large, "--dry-run", "--store", address)
    assert "too little memory for this; raise dbms.memory.transaction.total.max" in line
    assert dumped(address) == files.after_first
    rows: list[int] = []
    taken = neo4j_store.taken

    def watched(asked: Any, part: Any) -> Any:
        rows.append(len(part))
        return taken(asked, part)

    monkeypatch.setattr(neo4j_store, "taken", watched)
    loaded(address, large)
    assert max(rows[-20:]) < max(rows) / 3
    assert dumped(address) == undisturbed(files.first, large)
    assert not unfinished(address)


def test_what_is_too_large_only_when_it_is_kept_is_not_tried_again(address: str) -> None:
    connection = neo4j_connection.Connection(neo4j_store.address(address))
    steps: list[str] = []

    def make(number: int) -> None:
        def work(transaction: neo4j.Transaction) -> None:
            steps.append("asked")
            cypher = "UNWIND range(1, $n) AS i CREATE (:Name {clean: $n + ' ' + i})"
            transaction.run(cypher, n=number).consume()
            steps.append("answered")

        steps.clear()
        connection.write(work)

    def make_more_and_more() -> None:
        number = 1_000
        while True:
            make(number)
            number += number // 8

    with pytest.raises(Neo4jError) as error:
        make_more_and_more()
    connection.close()
    assert neo4j_store.is_too_large(error.value)
    assert steps == ["asked", "answered"]
    emptied(address)


@contextmanager
def read_only(server: Any) -> Iterator[None]:
    """Let a server be read only in the block."""
    settings = server.home / "conf" / "neo4j.conf"
    before = settings.read_text(encoding="utf-8")
    server.stop()
    settings.write_text(f"{before}server.databases.default_to_read_only=true\n", encoding="utf-8")
    server.start()
    try:
        yield
    finally:
        server.stop()
        settings.write_text(before, encoding="utf-8")
        server.start()


def test_a_store_that_may_only_be_read_is_read(server: Any, store: str, files: Files) -> None:
    market = graph_icp.open(store)
    market.load(files.uses, as_of=DAY)
    market.discover(limit=1)
    assert server.password not in repr(told(store, "MATCH (n) RETURN properties(n)"))
    with read_only(server):
        for words in (["summary"], ["accounts"]):
            result = CliRunner().invoke(main, [*words, "--store", store])
            assert result.exit_code == 0, result
        result = CliRunner().invoke(main, ["discover", "--store", store])
        assert result.exit_code == 0
        assert "not kept for 'explain'" in result.stderr
        assert "is read-only; ask its administrator" in result.stderr
        line = said("load", files.jobs, "--store", store)
        assert "is read-only; ask its administrator to let it be written" in line
