"""Files that somebody has open, which are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path

# What Excel and LibreOffice put beside a workbook while it is open.
_LOCKS = {"~${}": "Excel", ".~lock.{}#": "LibreOffice"}


def refuse_if_in_use(path: Path) -> None:
    """Raise FileError for a file that a spreadsheet program has open, by any of its names."""
    for name in dict.fromkeys((path, path.resolve())):
        for pattern, program in _LOCKS.items():
            lock = name.with_name(pattern.format(name.name))
            if lock.exists():
                raise FileError(
                    f"{path} is open in {program}, so it stays as it is; close it there and try "
                    f"again (if nobody has it open, delete {lock.name} beside {name})."
                )
