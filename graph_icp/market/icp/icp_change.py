"""A change of icp.toml: shown before it is made, made, and taken back."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.market.icp.icp_toml import read_icp
from graph_icp.market.icp.weights_written import with_weights
from graph_icp.output.atomic_write import atomic_write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def lines_changed(before: str, after: str) -> list[str]:
    """Return what differs in two texts, line by line, each after "+", "-" or a blank."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="")
    return [*lines][2:]


@dataclass(frozen=True)
class IcpChange:
    """A change of the file of a profile.

    Attributes
    ----------
    file : Path
    before, after : bytes
        What it holds, None where there is no file, and what it would hold.
    """

    file: Path
    before: bytes | None
    after: bytes

    @classmethod
    def of_weights(cls, file: Path, weights: Mapping[str, float]) -> IcpChange:
        """Return the change that gives relations other weights; raises FileError."""
        if file.exists():
            read_icp(file)  # says what is wrong with it, whatever that is
        before = _content(file)
        text = (before or b"").decode()
        return cls(file, before, with_weights(text, weights, str(file)).encode())

    @property
    def diff(self) -> list[str]:
        """What changes, line by line, each with what it begins by: "+", "-" or a blank."""
        return lines_changed((self.before or b"").decode(), self.after.decode())

    @property
    def seen(self) -> str:
        """By which it is told whether the file is still the one that was seen."""
        kept = b"" if self.before is None else b"\0" + self.before
        return hashlib.blake2b(kept, digest_size=16).hexdigest()

    def make(self, seen: str) -> None:
        """Write the file; raises FileError where it is not the one that was seen any more."""
        if seen != self.seen or _content(self.file) != self.before:
            raise FileError(f"{self.file} was changed meanwhile; look at the difference again.")
        self._write(self.after)

    def take_back(self) -> None:
        """Let the file be as it was; raises FileError where it was changed since."""
        if _content(self.file) != self.after:
            raise FileError(
                f"{self.file} was changed since, so it stays as it is; 'graph-icp icp history' "
                "lists runs, and 'graph-icp icp restore RUN' brings back the file of one."
            )
        if self.before is None:
            self.file.unlink()
        else:
            self._write(self.before)

    def _write(self, content: bytes) -> None:
        with atomic_write(self.file) as stream:
            stream.write(content)


def _content(file: Path) -> bytes | None:
    """Return what a file holds, None where it is missing or cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None
