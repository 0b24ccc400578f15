"""The session of Spark: one that is there, or one that is begun; and its errors in a sentence."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_icp.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

# The first version whose sessions give their results as Arrow tables.
LEAST = 4
_ADDRESS = "SPARK_REMOTE"
_SHOWN = 300
# How PySpark warns of a version of pandas.
_OF_PANDAS = "PySpark does not yet fully support pandas"


def spark_session() -> SparkSession:
    """Return the session of Spark that is there, or begin one as Spark's own settings say.

    The address in the variable SPARK_REMOTE names a Spark Connect server ("sc://host:15002"),
    spark-defaults.conf or `spark-submit` a cluster; without them it runs on this machine.

    Raises
    ------
    StoreError
        If Spark is not installed, too old, has no Java, or cannot be reached.
    """
    try:
        import pyspark
    except ImportError as error:
        raise StoreError(
            "Spark is not installed; install it with: pip install 'graph-icp[spark]'."
        ) from error
    if _major(pyspark.__version__) < LEAST:
        raise _too_old("pyspark", pyspark.__version__)
    if not os.environ.get(_ADDRESS, "").startswith("sc://") and not _java():
        raise StoreError(
            f"Spark on this machine needs Java 17 or newer; install it, or name a Spark Connect "
            f"server in {_ADDRESS}, such as sc://host:15002."
        )
    # Else workers on this machine take any python3, which lacks what this one has.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Tables come and go as Arrow; nothing is asked of pandas there.
    warnings.filterwarnings("ignore", _OF_PANDAS, FutureWarning)
    from pyspark.sql import SparkSession

    with told("Spark could not be started or reached"):
        session = SparkSession.builder.getOrCreate()
        version = session.version
    if _major(version) < LEAST:
        raise _too_old("the Spark server", version)
    return session


@contextmanager
def told(what: str = "Spark stopped") -> Iterator[None]:
    """Raise what Spark raises in a `with` block as StoreError of one sentence."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise StoreError(f"{what}: {_cause(str(error))}") from error


def _cause(text: str) -> str:
    """Return the line of Spark's report that says what happened, on one line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if "Error: " in line or line.startswith("[")]
    return " ".join((named or lines or ["no reason was given"])[-1 if named else 0].split())[
        :_SHOWN
    ]


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=os.path.join(home, "bin")) if home else shutil.which("java")


def _too_old(what: str, version: str) -> StoreError:
    return StoreError(f"{what} is of version {version}; graph-icp needs {LEAST}.0 or newer.")


def _major(version: str) -> int:
    return int(version.partition(".")[0])
