"""Lists of words in text files of a package, under headings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_lists(package: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of a file by its headings, in their order.

    Parameters
    ----------
    package : str
        In whose folder the file is.
    file : str
        Its name. It has headings such as [pricing], entries with | between, and comments (#).
    """
    lists: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in files(package).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            more = (each.strip() for each in line.split("|"))
            lists[heading] = (*lists.get(heading, ()), *filter(None, more))
    return lists
