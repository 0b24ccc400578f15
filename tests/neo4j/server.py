"""A real Neo4j server for tests: a folder, a port and a password of its own, and no trace after.

Its jars are fetched by Maven the first time and kept in the user's cache folder.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import neo4j

if TYPE_CHECKING:
    from collections.abc import Mapping

POM = Path(__file__).with_name("pom.xml")
OLDEST_JAVA = 17
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class ServerError(RuntimeError):
    """The server does not run; the text holds the end of what it, or Maven, had to say."""


class Server:
    """A server on this computer, to be used in a `with` block.

    Parameters
    ----------
    settings
        Lines of neo4j.conf, which win over the server's own.
    plugins
        Whether it has the Graph Data Science plugin.
    heap
        The most memory for its objects, as Java writes it.
    limit
        The seconds that it may take to start.
    """

    user = "neo4j"

    def __init__(
        self,
        settings: Mapping[str, str] | None = None,
        *,
        plugins: bool = True,
        heap: str = "1g",
        limit: float = 120,
    ) -> None:
        if lacking := missing():
            raise ServerError(lacking)
        self.password = secrets.token_urlsafe(24)
        self.home = Path(tempfile.mkdtemp(prefix="graph-icp-neo4j-"))
        self.logs = self.home / "logs"
        self._port = free_port()
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._has_password = False
        atexit.register(self.close)
        try:
            self._command = command(self.home, plugins=plugins, heap=heap)
            configure(self.home, self._port, settings or {}, plugins=plugins)
        except BaseException:
            self.close()
            raise

    @property
    def address(self) -> str:
        return f"neo4j://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, or start again on the same data and port; raise ServerError where it fails."""
        log, console = self.logs / "neo4j.log", self.logs / "console.log"
        read = log.stat().st_size if log.exists() else 0
        with console.open("wb") as said:
            # A session of its own, so that Ctrl-C reaches pytest alone, which stops the server.
            self._process = subprocess.Popen(
                self._command,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + self._limit
        while not (log.exists() and b" Started." in log.read_bytes()[read:]):
            if self._process.poll() is not None or time.monotonic() > end:
                ended = self._process.returncode
                self.kill()
                why = f"did not start in {self._limit:g} seconds" if ended is None else "stopped"
                raise ServerError(f"Neo4j {why}:\n{last_lines(log)}\n{last_lines(console)}")
            time.sleep(0.1)
        if not self._has_password:
            self._set_password()

    def stop(self) -> None:
        """End as an administrator would end it; what it holds stays for the next `start`."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End with no time for goodbye (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End for good and leave no file behind."""
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _set_password(self) -> None:
        first = (self.user, "neo4j")
        with (
            neo4j.GraphDatabase.driver(self.address, auth=first) as driver,
            driver.session(database="system") as session,
        ):
            session.run(
                "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                {"old": first[1], "new": self.password},
            ).consume()
        self._has_password = True


def missing() -> str:
    """Say in one sentence what a server needs and this computer lacks; empty if nothing."""
    if java() is None:
        return f"Neo4j needs Java {OLDEST_JAVA} or newer, in JAVA_HOME or on the PATH."
    if not jar_folder().exists() and shutil.which("mvn") is None:
        return "Fetching Neo4j needs Maven (mvn) on the PATH."
    return ""


@cache
def java() -> str | None:
    """Find a Java that is new enough."""
    home = os.environ.get("JAVA_HOME")
    for found in (home and shutil.which("java", path=Path(home, "bin")), shutil.which("java")):
        if found:
            said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)
            version = re.search(r'version "(\d+)', said.stderr)
            if version is not None and int(version[1]) >= OLDEST_JAVA:
                return found
    return None


def jar_folder() -> Path:
    """Name the folder for the jars of this pom."""
    pom = POM.read_bytes()
    version = re.search(rb"<neo4j.version>(.+)</neo4j.version>", pom)
    assert version is not None
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = f"neo4j-{version[1].decode()}-{hashlib.sha256(pom).hexdigest()[:12]}"
    return caches / "graph-icp-tests" / name


def jars() -> Path:
    """Return the folder of the jars, `lib` and `plugins` in it; have Maven fill it if need be."""
    folder = jar_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one fetches, and the others wait for it
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="half-") as half:
                fetch(Path(half, "jars")).rename(folder)
    return folder


def fetch(folder: Path) -> Path:
    """Have Maven fetch the jars into a new folder."""
    quiet = ("--batch-mode", "--no-transfer-progress")
    maven = ["mvn", *quiet, "--file", str(POM), f"-Djars={folder}", "package"]
    done = subprocess.run(maven, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerError(f"Maven could not fetch Neo4j:\n{done.stdout[-3000:]}")
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def configure(home: Path, port: int, settings: Mapping[str, str], *, plugins: bool) -> None:
    """Write neo4j.conf into a new home."""
    for name in ("conf", "logs"):
        (home / name).mkdir()
    own = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.memory.pagecache.size": "128m",
        "dbms.usage_report.enabled": "false",
        "dbms.cypher.min_replan_interval": "1h",
        # Else its logs take half a gigabyte from the start, and it stops in ten seconds.
        "db.tx_log.preallocate": "false",
        "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    }
    if plugins:
        own["server.directories.plugins"] = str(jars() / "plugins")
        own["dbms.security.procedures.unrestricted"] = "gds.*"
    lines = [f"{name}={value}\n" for name, value in (own | dict(settings)).items()]
    (home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")


def command(home: Path, *, plugins: bool, heap: str) -> list[str]:
    """Return the words that start the server, which ends when whoever started it does."""
    found, setpriv = java(), shutil.which("setpriv")
    assert found is not None
    return [
        *([setpriv, "--pdeathsig", "KILL"] if setpriv else []),
        found,
        f"-Xmx{heap}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
        "--class-path",
        os.pathsep.join(f"{jars() / name}/*" for name in ("lib", "plugins")[: 1 + plugins]),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]


def last_lines(log: Path, count: int = 30) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
