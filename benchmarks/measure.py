"""One step at a time in a process of its own: how long it took, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

# The system counts memory in bytes on macOS and in kilobytes elsewhere.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """What a program took.

    Attributes
    ----------
    seconds : float
        As the program itself printed them last, without Python's start; `whole` where it
        printed nothing.
    whole : float
        Seconds from start to end.
    megabytes : float
        The most memory that it held.
    """

    seconds: float
    whole: float
    megabytes: float


def measure(*command: str) -> Measured:
    """Run a Python program and measure it; raises CalledProcessError if it fails."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True) as program:
        said = program.stdout.read().split() if program.stdout else []
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    whole = time.perf_counter() - begun
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    return Measured(_number(said) or whole, whole, used.ru_maxrss * _MEMORY_UNIT / 1e6)


def _number(said: list[str]) -> float | None:
    try:
        return float(said[-1])
    except (IndexError, ValueError):
        return None
