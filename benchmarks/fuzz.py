"""Do small files of any kind load, or end in a sentence?

    python benchmarks/fuzz.py --files 3000 --seed 14
    python benchmarks/fuzz.py --seed 14 --only 1234 --keep .      # one of them again, kept

Each file is an export of one of our loaders, with values, encoding, delimiters, rows and bytes
changed at random; the same seed makes the same files. Every file is loaded into a market in memory.
Ends with 1 where one raises anything but a GraphICPError, takes 10 seconds of processor, or takes
the process beyond 1 GB.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

import graph_icp
from graph_icp.errors import GraphICPError
from graph_icp.ingest.load.registry import loaders

if TYPE_CHECKING:
    from collections.abc import Callable

    Table = list[list[str]]
    Chosen = random.Random

SECONDS = 10
MEGABYTES = 1_000

VALUES = """\
|-5|0|1e999|1E5|999999999999999999999999|0x1F|NaN|inf
-inf|1.234,50|24.000|(512.00)|12k|$10M-$50M|1_000|१२३|½|50%
1900-01-01|00/00/0000|9999-12-31|31.02.2024|2024-02-30|45292
1e5|03/04/24|29 février 2023|12:30|2024-13-45T99:99|Q3 2024
0001-01-01|-2024-01-01|20240101|1704067200000|2024-01-01T00:00:00+99:00|now
TRUE|FALSE|null|None|#N/A|#REF!|undefined
=1+1|=cmd()|+1|@SUM(A1)|-|'|"|""|,|;|;;;
{}|[]|["a"|[1,{"b":null}]|<b>&amp;</b>|&#0;|&#x110000;|\\n|\\|%s%n|../../x
acme|acme.com|https://|http://[::1|http://user@host:99999/|@|a@b|a@
xn--|xn--ls8h.com|.com|..|a..b|1.2.3.4|localhost|co.uk
株式会社|Ärzte|ǅ|ﬁ|İ|ß|\u0301|\u200b
\u202eevil|\ufeff|\U0001f1e9\U0001f1ea|\x00|\x1b[31m|\x85|\u2028|\ud7ff|\U0010ffff
customer|Closed Won|Never won|unsubscribed|yes|no|maybe
Kunde|US|Deutschland|Berlin, Germany|XX|Series A|1-10|10,000+"""
POOL = [value for line in VALUES.split("\n") for value in line.split("|")]
ENCODINGS = (
    *["utf-8"] * 30,
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "cp1252"),
    *("cp1251", "cp1250", "gb18030", "cp932", "euc_jp", "big5", "cp949", "koi8_r", "cp437"),
    *("mac_roman", "iso2022_jp", "cp037"),
)


def main() -> None:
    """Load the files, tell what became of them, and end with 1 where one did worse."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--only", type=int, help="the number of one file")
    parser.add_argument("--keep", type=Path, help="a folder for the files that did worse")
    asked = parser.parse_args()
    some = range(asked.first, asked.first + asked.files)
    numbers = some if asked.only is None else [asked.only]
    signal.signal(signal.SIGPROF, _too_long)
    became: collections.Counter[str] = collections.Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            name, content = file_of(_chosen(asked.seed, number))
            path = Path(folder, name)
            path.write_bytes(content)
            begun = time.process_time()
            end = _load(path)
            slowest = max(slowest, time.process_time() - begun)
            became[end.partition(":")[0]] += 1
            if end.startswith("FAULT"):
                print(f"file {number} ({name}, {len(content):,} bytes) {end}", flush=True)
            if asked.keep and (asked.only is not None or end.startswith("FAULT")):
                (asked.keep / f"{number}-{name}").write_bytes(content)
            path.unlink()
    told = ", ".join(f"{times:,} {end}" for end, times in became.most_common())
    print(f"{told}; slowest {slowest:.1f} s; peak {_peak():,.0f} MB")
    sys.exit(1 if became["FAULT"] else 0)


class TooLongError(BaseException):
    """A file that takes too long; no `except Exception` stops it."""


def _too_long(_signal: int, _frame: object) -> None:
    raise TooLongError


def _load(path: Path) -> str:
    before = _peak()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of processor, whatever else it has to do
    try:
        graph_icp.open(":memory:").load(path)
        end = "loaded"
    except GraphICPError as error:
        end = "FAULT: several lines" if "\n" in str(error) else "refused"
    except (Exception, TooLongError):  # noqa: BLE001 - any of them is a fault to tell
        end = f"FAULT: {traceback.format_exc(limit=-3)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return f"FAULT: {_peak():,.0f} MB" if _peak() > max(before, MEGABYTES) else end


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _chosen(seed: int, number: int) -> Chosen:
    return random.Random(f"{seed} {number}")  # noqa: S311 - nothing here is secret


def file_of(chosen: Chosen) -> tuple[str, bytes]:
    """Make a file: its name and its bytes."""
    table = _changed(_table(chosen), chosen)
    ending, write = chosen.choice(KINDS)
    content = _damaged(write(table, chosen), chosen)
    if ending != ".xlsx" and chosen.random() < 0.08:
        return f"fuzz{ending}.gz", gzip.compress(content, mtime=0)
    if chosen.random() < 0.05:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"fuzz{ending}", content)
        return "fuzz.zip", packed.getvalue()
    return f"fuzz{ending}", content


def _table(chosen: Chosen) -> Table:
    """Take the example of a loader, with rows in which some values are odd."""
    examples = [dict(each.example) for each in loaders().values() if each.example]
    example = chosen.choice(examples)
    odd = chosen.choice([0, 0.1, 0.4, 1])
    rows = [list(example)]
    rows += (
        [
            chosen.choice(POOL) if chosen.random() < odd else _variant(value, chosen)
            for value in example.values()
        ]
        for _ in range(chosen.choice([0, 1, 2, 5, 20, 60]))
    )
    return rows


def _variant(value: str, chosen: Chosen) -> str:
    kind = chosen.random()
    if kind < 0.7:
        return value
    if kind < 0.8:
        return f"{value}{chosen.randrange(9)}"
    if kind < 0.9:
        return chosen.choice([value.upper(), value.lower(), f"  {value} ", value * 3, value[::-1]])
    return chosen.choice([str(chosen.randrange(-(10**9), 10**9)), f"{chosen.random():.9f}", ""])


def _changed(table: Table, chosen: Chosen) -> Table:
    """Change the form of a table: its header, the widths of its rows, its columns."""
    for change, share in CHANGES:
        if chosen.random() < share:
            table = change(table, chosen)
    return table


def _ragged(table: Table, chosen: Chosen) -> Table:
    return [row[: chosen.randrange(len(row) + 1)] + ["x"] * chosen.randrange(3) for row in table]


def _one_ragged(table: Table, chosen: Chosen) -> Table:
    place = chosen.randrange(len(table))
    return [*table[:place], [*table[place], "beyond"], *table[place + 1 :]]


def _wide(table: Table, chosen: Chosen) -> Table:
    number = chosen.choice([300, 2_000, 10_000])
    header = [chosen.choice(["", "x", f"more {n}"]) for n in range(number)]
    value = chosen.choice(["", "1", "text"])
    return [table[0] + header] + [row + [value] * number for row in table[1:]]


def _other_header(table: Table, chosen: Chosen) -> Table:
    return [
        [chosen.choice([cell, cell.upper(), chosen.choice(POOL)]) for cell in table[0]],
        *table[1:],
    ]


def _twice(table: Table, _chosen: Chosen) -> Table:
    return [[*row, *row] for row in table]


def _lines_above(table: Table, chosen: Chosen) -> Table:
    return [[chosen.choice(POOL)] for _ in range(chosen.randrange(30))] + table


def _put_together(table: Table, chosen: Chosen) -> Table:
    return [*table, [], *_table(chosen)]


def _long_cell(table: Table, chosen: Chosen) -> Table:
    return [*table, [chosen.choice("a,\"'é\n株 ") * chosen.choice([1_000, 1_100_000])] * 2]


CHANGES: list[tuple[Callable[[Table, Chosen], Table], float]] = [
    (_other_header, 0.1),
    (_twice, 0.03),
    (_ragged, 0.1),
    (_one_ragged, 0.1),
    (_wide, 0.03),
    (_lines_above, 0.05),
    (_put_together, 0.05),
    (_long_cell, 0.03),
]


def _csv(table: Table, chosen: Chosen) -> bytes:
    delimiter = chosen.choice(",,,,,,,,;;\t\t|:^ ")
    quoting = chosen.choice(["where needed", "where needed", "always", "never", "odd"])
    end = chosen.choice(["\n", "\n", "\r\n", "\r", "\n\n", "\n\r"])
    lines = [delimiter.join(_quoted(cell, delimiter, quoting) for cell in row) for row in table]
    return _encoded(end.join(lines) + chosen.choice([end, ""]), chosen)


def _quoted(cell: str, delimiter: str, quoting: str) -> str:
    needed = any(sign in cell for sign in (delimiter, '"', "\n", "\r"))
    if quoting == "always" or (quoting == "where needed" and needed):
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}' if quoting == "odd" and len(cell) == 3 else cell


def _encoded(text: str, chosen: Chosen) -> bytes:
    return text.encode(chosen.choice(ENCODINGS), chosen.choice(["replace", "ignore"]))


def _json(table: Table, chosen: Chosen) -> bytes:
    said = [
        {key: _any_json(value, chosen) for key, value in zip(table[0], row, strict=False)}
        for row in table[1:]
    ]
    form = chosen.choice(["list", "lines", "one", "nested"])
    if form == "lines":
        text = "\n".join(json.dumps(each, ensure_ascii=chosen.random() < 0.5) for each in said)
    elif form == "nested":
        deep = chosen.choice([10, 900, 100_000])
        text = '[{"domain": ' + "[" * deep + "]" * deep + "}]"
    else:
        text = json.dumps(said if form == "list" else {"Results": said, "rows": said})
    return _encoded(text, chosen)


def _any_json(value: str, chosen: Chosen) -> object:
    odd: list[object] = [
        None,
        True,
        1e308,
        -1,
        10**40,
        [],
        {},
        [value, None],
        {"a": [value]},
        float("nan"),
    ]
    return chosen.choice([value, value, value, value, value, chosen.choice(odd)])


def _xlsx(table: Table, chosen: Chosen) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table[:200]:
        sheet.append([_sheet_value(cell, chosen) for cell in row])
    for _ in range(chosen.choice([0, 0, 0, 1, 3])):
        place = (chosen.choice([1, 9, 300, 1_048_576]), chosen.choice([1, 9, 300, 16_384]))
        sheet.cell(*place, value="far")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet_value(cell: str, chosen: Chosen) -> object:
    text = "".join(char for char in cell if char.isprintable())[:32_000]
    if chosen.random() < 0.1:
        return chosen.choice([1, -1, 1e300, True, None, 45292.5, "=1+1", "=NOW()"])
    return text


KINDS: list[tuple[str, Callable[[Table, Chosen], bytes]]] = [
    *[(".csv", _csv)] * 10,
    (".tsv", _csv),
    (".txt", _csv),
    *[(".json", _json)] * 2,
    (".jsonl", _json),
    *[(".xlsx", _xlsx)] * 3,
]


def _damaged(content: bytes, chosen: Chosen) -> bytes:
    """Change or cut some bytes of a fifth of the files."""
    kind = chosen.random()
    if kind > 0.2 or not content:
        return content
    place = chosen.randrange(len(content))
    if kind < 0.06:
        return content[:place]
    if kind < 0.12:
        return content[:place] + chosen.randbytes(chosen.choice([1, 1, 5])) + content[place + 1 :]
    if kind < 0.16:
        return content[:place] + b"\xff" + content[place:]
    return content + chosen.choice([b"\x00", b"\xc3", b'"', b"\x1a", b"\n" * 1_000, content])


if __name__ == "__main__":
    main()
