"""Bad input: one sentence, an exit code other than 0, no traceback, and nothing stored is lost."""

from __future__ import annotations

import ctypes
import gzip
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError
from graph_icp.graph.open_store import open_store
from graph_icp.graph.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

STORE = Path("graph-icp.duckdb")
COMMAND = (sys.executable, "-m", "graph_icp.cli")

COMPANIES = """\
company,domain,country,employees
Acme,acme.com,US,120
Apex,apex.com,US,80
Apex,apex.io,DE,30
Bolt,bolt.com,US,5000
Cinder,cinder.com,FR,lots
Dune,dune@dune.com,FR,10
"""
USES = """\
domain,technology
acme.com,Elixir
apex.com,Elixir
apex.io,Go
bolt.com,Rust
cinder.com,Elixir
"""
HEADER = "company,domain,country,employees\n"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Case:
    """Bad input: what makes it, and what the sentence must hold.

    Attributes
    ----------
    phrase : str
        Which bad input it is.
    arrange : callable
        Makes it in the current folder and returns the command to run.
    says : tuple of str
        Parts of the sentence; empty where nothing at all shall be said.
    begins : str
        How the sentence begins.
    """

    phrase: str
    arrange: Callable[[], Callable[[], Ended]]
    says: tuple[str, ...] = field(default=())
    begins: str = "Error: "


CASES: list[Case] = []


def case(
    phrase: str, *says: str, begins: str = "Error: "
) -> Callable[[Callable[[], Callable[[], Ended]]], Callable[[], Callable[[], Ended]]]:
    def keep(arrange: Callable[[], Callable[[], Ended]]) -> Callable[[], Callable[[], Ended]]:
        CASES.append(Case(phrase, arrange, says, begins))
        return arrange

    return keep


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a loaded store: facts, refused rows, a customer and a kept run."""
    folder = tmp_path_factory.mktemp("market")
    (folder / "companies.csv").write_text(COMPANIES)
    (folder / "uses.csv").write_text(USES)
    loaded = graph_icp.open(folder / STORE)
    loaded.load(folder / "companies.csv", folder / "uses.csv")
    (folder / "customers.txt").write_text("acme.com\n")
    loaded.customers.set(folder / "customers.txt")
    loaded.discover()
    return folder


@pytest.fixture
def here(market: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a copy of the market."""
    folder = tmp_path / "here"
    shutil.copytree(market, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    return folder


def dump(store: Path = STORE) -> dict[str, list[str]]:
    """Return all rows of all tables of a store."""
    opened = open_store(store)
    try:
        return {table: sorted(map(repr, opened.dump(table).to_pylist())) for table in TABLES}
    finally:
        opened.close()


def beside(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the size and time of change of every file but the store and its (empty) log."""
    own = (STORE.name, f"{STORE.name}.wal")
    files = [each for each in folder.rglob("*") if each.is_file() and each.name not in own]
    return {str(each): (each.stat().st_size, each.stat().st_mtime_ns) for each in files}


def run(*arguments: str | Path) -> Ended:
    """Run a command in this process; what it raises beside its exit fails the test."""
    result = CliRunner(catch_exceptions=False).invoke(main, [str(each) for each in arguments])
    return Ended(result.exit_code, result.stdout, result.stderr)


def run_apart(*arguments: str | Path, before: Callable[[], object] | None = None) -> Ended:
    """Run a command in a process of its own, after calling `before` in it."""
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, preexec_fn=before, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def load(name: str, content: str | bytes) -> Callable[[], Ended]:
    """Write a file and return the command that loads it."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return partial(run, "load", name)


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.phrase)
def test_bad_input_is_told_in_one_sentence_and_loses_nothing(bad: Case, here: Path) -> None:
    command = bad.arrange()
    stored, files = dump(), beside(here)

    ended = command()

    assert ended.exit_code != 0
    assert "Traceback" not in ended.stderr
    if bad.says:
        (line,) = ended.stderr.splitlines()
        assert line.startswith(bad.begins)
        assert line.endswith((".", "?"))
        for part in bad.says:
            assert part in line
    else:
        assert ended.stderr == ""
    assert dump() == stored
    assert beside(here) == files


# Files


@case("missing file", "'nowhere.csv'", "check its name")
def _() -> Callable[[], Ended]:
    return partial(run_apart, "load", "nowhere.csv")


@case("missing file of customers", "'nowhere.csv'", "check its name")
def _() -> Callable[[], Ended]:
    return partial(run, "customers", "set", "nowhere.csv")


@case("missing file among good ones", "'nowhere.csv'", "check its name")
def _() -> Callable[[], Ended]:
    Path("more.csv").write_text(f"{HEADER}More,more.com,US,5\n")
    return partial(run, "load", "more.csv", "nowhere.csv")


@case("empty file", "'empty.csv' is empty", "export it again")
def _() -> Callable[[], Ended]:
    return load("empty.csv", "")


@case("file of blank lines", "'blank.csv' holds only blank lines", "export it again")
def _() -> Callable[[], Ended]:
    return load("blank.csv", "\n\r\n  \n,,,\n")


@case("folder without any file to read", "'papers'", ".csv", ".xlsx", "name another one")
def _() -> Callable[[], Ended]:
    Path("papers").mkdir()
    Path("papers", "letter.pdf").write_bytes(b"%PDF-1.7")
    return partial(run, "load", "papers")


@case("folder without any known file", "papers/poems.csv", "verse, rhyme", "graph-icp sources")
def _() -> Callable[[], Ended]:
    Path("papers").mkdir()
    Path("papers", "poems.csv").write_text("verse,rhyme\n1,ab\n")
    return partial(run, "load", "papers")


@case("unknown headers", "poems.csv", "verse, rhyme", "graph-icp sources")
def _() -> Callable[[], Ended]:
    return load("poems.csv", "verse,rhyme\n1,ab\n")


@case(
    "headers near a loader's",
    *("stack.csv", "technology, colour", "nearest is company-technology", "needs one of domain"),
)
def _() -> Callable[[], Ended]:
    return load("stack.csv", "technology,colour\nGo,blue\n")


@case("unknown loader", "no loader 'companys'", "Did you mean companies")
def _() -> Callable[[], Ended]:
    return partial(run, "load", "companies.csv", "--as", "companys")


@case("headers that lack what the named loader needs", "uses.csv", "people", "needs one of name")
def _() -> Callable[[], Ended]:
    return partial(run, "load", "uses.csv", "--as", "people")


@case("row that is too long", "ragged.csv", "row 2", "has 5 cells where the header has 4")
def _() -> Callable[[], Ended]:
    return load("ragged.csv", f"{HEADER}More,more.com,US,5,surplus\n")


@case("row that is too short", "ragged.csv", "row 2", "has 2 cells where the header has 4")
def _() -> Callable[[], Ended]:
    return load("ragged.csv", f"{HEADER}More,more.com\n")


@case("quote that is never closed", "quote.csv", "line 2", "close it")
def _() -> Callable[[], Ended]:
    return load("quote.csv", f'{HEADER}"More,more.com,US,5\n')


@case("binary .xlsx", "'noise.xlsx' is not a whole .xlsx", "save it again")
def _() -> Callable[[], Ended]:
    return load("noise.xlsx", bytes(range(256)) * 40)


@case("truncated .xlsx", "'cut.xlsx' is not a whole .xlsx", "save it again")
def _() -> Callable[[], Ended]:
    whole = workbook()
    return load("cut.xlsx", whole[: len(whole) // 2])


@case("binary .csv", "'picture.csv' does not hold text", "export it again")
def _() -> Callable[[], Ended]:
    return load("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


@case("binary .gz", "'noise.csv.gz' is not a whole gzip file", "download or compress it again")
def _() -> Callable[[], Ended]:
    return load("noise.csv.gz", bytes(range(256)) * 40)


@case("truncated .gz", "'cut.csv.gz' is not a whole gzip file", "download or compress it again")
def _() -> Callable[[], Ended]:
    rows = "".join(f"Company {n},company{n}.com,US,{n}\n" for n in range(1, 5_000))
    whole = gzip.compress(f"{HEADER}{rows}".encode())
    return load("cut.csv.gz", whole[: len(whole) // 2])


@case("100 MB cell", "cell.csv", "row 2", "cell larger than 1 MB")
def _() -> Callable[[], Ended]:
    return load("cell.csv", f"{HEADER}{'x' * 100_000_000},more.com,US,5\n")


@case("100 MB cell in quotes", "cell.csv", "row 2", "cell larger than 1 MB")
def _() -> Callable[[], Ended]:
    return load("cell.csv", f'{HEADER}"{"x" * 100_000_000}",more.com,US,5\n')


@case("NUL bytes", "nul.csv", "row 2", "NUL byte")
def _() -> Callable[[], Ended]:
    return load("nul.csv", f"{HEADER}Mo\0re,more.com,US,5\n")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in csv_rows(COMPANIES):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def csv_rows(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.splitlines()]


# Values


def only_row(name: str, header: str, row: str) -> Callable[[], Callable[[], Ended]]:
    return partial(load, name, f"{header}\n{row}\n")


for phrase, domain, why in (
    ("domain that is an e-mail", "me@acme.com", "'me@acme.com' is an e-mail address; write the"),
    (
        "domain that is an URL on a shared host",
        "https://github.com/acme",
        "many companies share it",
    ),
    ("domain that is an IP address", "192.168.0.1", "'192.168.0.1' is an IP address; write a"),
    ("domain that is an URL of an IP address", "http://10.0.0.1/x", "is an IP address; write a"),
    ("domain that is an IPv6 address", "[2001:db8::1]", "is an IP address; write a"),
    ("domain that is free mail", "gmail.com", "many companies share it"),
    ("domain that is no domain", "not a domain", "'not a domain' is not a domain; write one"),
):
    case(phrase, "uses2.csv", "row 2", "domain", why)(
        only_row("uses2.csv", "domain,technology", f"{domain},Go")
    )
case(
    "domain that is n/a", "uses2.csv", "row 2", "no domain, id, LinkedIn page or name of a company"
)(only_row("uses2.csv", "domain,technology", "n/a,Go"))
for phrase, value in (("above 1", "7"), ("of nothing", "0")):
    case(f"worth of a customer {phrase}", "worth.csv", "row 2", "value", "above 0 and at most 1")(
        only_row("worth.csv", "domain,value", f"acme.com,{value}")
    )


@case("list of customers with a wrong worth", "worth.csv, row 2", "at most 1")
def _() -> Callable[[], Ended]:
    Path("worth.csv").write_text("domain,value\nacme.com,7\n")
    return partial(run, "customers", "set", "worth.csv")


@case("list of unknown customers", "strangers.txt", "nobody.com", "load the companies first")
def _() -> Callable[[], Ended]:
    Path("strangers.txt").write_text("nobody.com\n")
    return partial(run, "customers", "set", "strangers.txt")


@case("load as of the year 0202", "0202-01-31", "1970", "2100")
def _() -> Callable[[], Ended]:
    return partial(run, "load", "uses.csv", "--as-of", "0202-01-31")


# Names


for command in ("explain", "similar", "neighbourhood"):
    case(f"account that does not exist: {command}", "'acmee.com'", "Did you mean Acme")(
        partial(partial, run, command, "acmee.com")
    )
    case(f"account that is ambiguous: {command}", "'Apex'", "domain:apex.com", "domain:apex.io")(
        partial(partial, run, command, "Apex")
    )
case("trait that does not exist", "no technology 'Elixr'", "Did you mean Elixir?")(
    partial(partial, run, "discover", "--without", "technology:Elixr")
)
case("relation that does not exist", "no relation 'usess'", "uses")(
    partial(partial, run, "customers", "set", "--where", "usess=Elixir")
)
case("method that does not exist", "no method 'cosin'", "Did you mean cosine?")(
    partial(partial, run, "discover", "--method", "cosin")
)
case("customers of whom there are none", "uses=Go", "uses=Elixir")(
    partial(partial, run, "customers", "set", "--where", "uses=Go", "--where", "uses=Elixir")
)


# Questions that the data cannot answer


@case("discover with no customers", "no customers", "graph-icp customers set FILE")
def _() -> Callable[[], Ended]:
    graph_icp.open(STORE).customers.remove("customers.txt")
    return partial(run, "discover")


@case("discover with all accounts being customers", "Every account is a customer", "nobody to rank")
def _() -> Callable[[], Ended]:
    graph_icp.open(STORE).customers.set(where=["uses"])
    return partial(run, "discover")


@case("discover with no shared trait", "share nothing that sets them apart", "load more")
def _() -> Callable[[], Ended]:
    Path("bolt.txt").write_text("bolt.com\n")
    graph_icp.open(STORE).customers.set("bolt.txt")
    options = [f"--without={name}" for name in ("size", "country", "region")]
    return partial(run, "discover", "--method", "jaccard", *options)


@case("discover with everything left out", "share nothing that sets them apart")
def _() -> Callable[[], Ended]:
    options = [f"--without={name}" for name in ("uses", "size", "country", "region", "maturity")]
    return partial(run, "discover", *options)


# Stores and disks


@case("store that is missing", "no store at none.duckdb", "graph-icp load FILE")
def _() -> Callable[[], Ended]:
    return partial(run, "discover", "--store", "none.duckdb")


@case("store that is not DuckDB", "uses.csv is not a DuckDB file", "--store")
def _() -> Callable[[], Ended]:
    return partial(run, "load", "companies.csv", "--store", "uses.csv")


@case("store that is cut", "cut.duckdb", "damaged", "bring back a copy")
def _() -> Callable[[], Ended]:
    Path("cut.duckdb").write_bytes(STORE.read_bytes()[:50_000])
    return partial(run, "discover", "--store", "cut.duckdb")


@case("store that is another DuckDB database", "other.duckdb", "not a graph-icp store", "--store")
def _() -> Callable[[], Ended]:
    with duckdb.connect("other.duckdb") as other:
        other.execute("create table poem (verse text)")
    return partial(run, "load", "companies.csv", "--store", "other.duckdb")


@case("store that is a folder", "papers is a folder", "--store")
def _() -> Callable[[], Ended]:
    Path("papers").mkdir()
    return partial(run, "load", "companies.csv", "--store", "papers")


@case("store in a missing folder", "the folder nowhere does not exist", "make it")
def _() -> Callable[[], Ended]:
    return partial(run, "load", "companies.csv", "--store", "nowhere/market.duckdb")


@case("store that is locked: load", f"{STORE} is in use by another process", "try again")
def _() -> Callable[[], Ended]:
    return partial(while_locked, "load", "uses.csv")


@case("store that is locked: discover", f"{STORE} is in use by another process", "try again")
def _() -> Callable[[], Ended]:
    return partial(while_locked, "discover")


@case("store that is read-only: load", f"{STORE} may not be written", "permissions")
def _() -> Callable[[], Ended]:
    return partial(while_read_only, "load", "uses.csv")


@case("store that is read-only: customers", f"{STORE} may not be written", "permissions")
def _() -> Callable[[], Ended]:
    return partial(while_read_only, "customers", "set", "--where", "uses=Go")


@case("full disk", f"{STORE}: the disk is full", "nothing of this command was kept", "Free some")
def _() -> Callable[[], Ended]:
    Path("many.csv").write_text(many_uses())
    return partial(run_apart, "load", "many.csv", before=partial(no_file_beyond, 100_000))


@case("full disk at the first load", "new.duckdb: the disk is full", "Free some space")
def _() -> Callable[[], Ended]:
    Path("many.csv").write_text(many_uses())
    command = partial(run_apart, "load", "many.csv", "--store", "new.duckdb")
    return partial(command, before=partial(no_file_beyond, 100_000))


@case("full disk under a list", "list.csv cannot be written", "no room left", "free some space")
def _() -> Callable[[], Ended]:
    return partial(run_apart, "accounts", "-o", "list.csv", before=partial(no_file_beyond, 100))


@case("list into a missing folder", "nowhere/list.csv", "no folder nowhere", "make it first")
def _() -> Callable[[], Ended]:
    return partial(run, "accounts", "-o", "nowhere/list.csv")


@case("list of an unknown format", "list.pdf", ".xlsx", "--format")
def _() -> Callable[[], Ended]:
    return partial(run, "accounts", "-o", "list.pdf")


@case("Ctrl-C", "nothing of this command was kept", begins="Interrupted")
def _() -> Callable[[], Ended]:
    Path("first.csv").write_text(f"{HEADER}More,more.com,US,5\n")
    Path("second.csv").write_text(many_companies(25_000))
    return partial(interrupted_after, "first.csv", "load", "first.csv", "second.csv")


@case("closed pipe")
def _() -> Callable[[], Ended]:
    Path("many.csv").write_text(many_companies(1_500))
    graph_icp.open(STORE).load("many.csv")
    return partial(cut_after_a_line, "accounts", "--format", "csv")


def many_companies(number: int) -> str:
    return HEADER + "".join(f"Company {n},company{n}.com,US,{n}\n" for n in range(1, number + 1))


def many_uses() -> str:
    rows = "".join(f"acme.com,Tool {n}\n" for n in range(4_000))
    return f"domain,technology\n{rows}"


HOLD = """
import sys
from graph_icp.graph.open_store import open_store
store = open_store(sys.argv[1], write=True)
print("held", flush=True)
sys.stdin.read()
"""


def while_locked(*arguments: str) -> Ended:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(STORE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        ended = run(*arguments)
        holder.communicate()
    return ended


def while_read_only(*arguments: str) -> Ended:
    folder = Path.cwd()
    STORE.chmod(0o444)
    folder.chmod(0o555)
    try:
        return run_apart(*arguments, before=obey_permissions)
    finally:
        folder.chmod(0o755)
        STORE.chmod(0o644)


# linux/prctl.h and linux/capability.h
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def obey_permissions() -> None:
    """Make the program that runs next heed permissions even where root runs it."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None)
        for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if system.prctl(PR_CAPBSET_DROP, right, 0, 0, 0):
                raise OSError("root cannot give up its rights here")


def heed_ctrl_c() -> None:
    """Let Ctrl-C end the program that runs next, even where what started the tests ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def no_file_beyond(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def interrupted_after(shown: str, *arguments: str) -> Ended:
    """Press Ctrl-C once the progress bar on the terminal shows a text."""
    screen, terminal = os.openpty()
    command = subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
        preexec_fn=heed_ctrl_c,
    )
    os.close(terminal)
    written = b""
    with command, os.fdopen(screen, "rb", buffering=0) as reading:
        while shown.encode() not in written and (piece := read_terminal(reading)):
            written += piece
        written = b""
        command.send_signal(signal.SIGINT)
        while piece := read_terminal(reading):
            written += piece
        stdout, _ = command.communicate()
    without_bar = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", written.decode())
    return Ended(command.returncode, stdout, without_bar.splitlines()[-1])


def read_terminal(reading: Any) -> bytes:
    """Return what was written to a terminal; nothing once nobody has it open any more."""
    try:
        return bytes(reading.read(4_096))
    except OSError:
        return b""


def cut_after_a_line(*arguments: str) -> Ended:
    """Read one line of what a command writes and close the pipe, as `| head -1` does."""
    command = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with command:
        assert command.stdout is not None
        assert command.stderr is not None
        line = command.stdout.readline()
        command.stdout.close()
        stderr = command.stderr.read()
    assert line.startswith(b"account,")
    return Ended(command.returncode, line.decode(), stderr.decode())


# What looks bad and is not


@pytest.mark.usefixtures("here")
def test_an_address_of_a_page_on_a_companys_own_site_names_the_company() -> None:
    ended = load("uses2.csv", "domain,technology\nhttps://www.acme.com/about?x=1,Zig\n")()

    assert ended.exit_code == 0
    assert list(graph_icp.open(STORE).similar("acme.com", without=["size"]).table["domain"])
    assert "acme.com" in run("accounts", "acme.com", "--format", "csv").stdout
    assert not [row for row in dump()["node"] if "about" in row]


@pytest.mark.usefixtures("here")
def test_a_shared_host_as_domain_is_no_matter_where_the_row_has_a_name() -> None:
    ended = load("uses2.csv", "company,domain,technology\nFerry,https://github.com/ferry,Zig\n")()

    assert ended.exit_code == 0
    assert "left out 1 x domain: github.com is a host of many pages" in ended.stderr
    found = graph_icp.open(STORE).accounts("ferry")
    assert list(found["key"]) == ["name:ferry|"]


@pytest.mark.usefixtures("here")
def test_bad_rows_among_good_ones_are_kept_aside_and_told() -> None:
    rows = "More,more.com,US,5\nBad,bad@bad.com,US,5\nWorse,worse.com,US,-5\n"
    ended = load("mixed.csv", HEADER + rows)()

    assert ended.exit_code == 0
    assert "mixed.csv: companies, 3 rows, 2 accepted, 1 rejected" in ended.stderr
    assert "row 3: domain: 'bad@bad.com' is an e-mail address" in ended.stderr
    assert "left out 1 x employees is negative (-5)" in ended.stderr
    refused = graph_icp.open(STORE).rejects()
    assert list(refused[refused["file"] == "mixed.csv"]["row"]) == [3]


@pytest.mark.usefixtures("here")
def test_one_customer_is_enough_to_discover_and_is_said_to_be_a_hint() -> None:
    ended = run("discover")

    assert ended.exit_code == 0
    assert "acme.com" not in ended.stdout
    assert "apex.com" in ended.stdout
    assert "Learned from 1 customer: a hint, not a ranking." in ended.stderr
    assert "companies of the market have fewer points" in ended.stderr


@pytest.mark.usefixtures("here")
def test_a_read_only_store_is_still_ranked_and_the_run_not_kept() -> None:
    stored = dump()

    ended = while_read_only("discover", "--format", "csv")

    assert ended.exit_code == 0
    assert ended.stdout.startswith("rank,")
    assert "Warning: The run is not kept for 'explain'" in ended.stderr
    assert dump() == stored


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["nowhere.csv", "poems.csv"])
def test_a_first_load_that_fails_leaves_no_store(name: str) -> None:
    Path("poems.csv").write_text("verse,rhyme\n1,ab\n")

    ended = run("load", name, "--store", "new.duckdb")

    assert ended.exit_code == 1
    assert not list(Path().glob("new.duckdb*"))


def test_a_file_of_separators_alone_is_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "uses.csv"
    file.write_text("domain,technology\n;,Go\n;;,Go\n")

    with pytest.raises(FileError, match="no row could be used"):
        graph_icp.open(":memory:").load(file)


def test_too_little_memory_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def all_of_it(*_: object, **__: object) -> None:
        np.empty(1 << 55)

    monkeypatch.setattr("graph_icp.market.Market.discover", all_of_it)
    ended = run("discover", "--store", tmp_path / "some.duckdb")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("Error: There is too little memory: 256 PiB are needed at once.")
    assert "--engine disk" in ended.stderr
