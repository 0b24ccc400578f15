"""Listings: what people and programs read back is what was listed, and nothing runs."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graph_icp.errors import FileError, UnknownNameError
from graph_icp.output.cells import as_text, kept_rows
from graph_icp.output.lists import FORMATS, format_for, write_list
from graph_icp.output.sheets import workbook
from graph_icp.output.spreadsheet_escape import STARTS, UNSEEN, csv_escape, spreadsheet_escape
from graph_icp.output.text_files import write_csv

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).parents[1]
WHY = (
    "Uses Argo CD and Cilium like 14 of your customers, sponsored KubeCon EU 2023 "
    "like Acme and 3 more; most like Intuit"
)
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1+1", "\u00a0@x", "\ufeff=1"]
HOSTILE += ["\0=1", "\u200b=1", "＝1+1", "＋1", "－1", "＠x", "\t=1", "-"]  # noqa: RUF001
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001


def discovery_list() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": ["Shopify", "石油天然气集团公司", "[bold]Müller[/bold]", "Acme"],
            "domain": ["shopify.com", "cnpc.com.cn", "javascript:alert(1)", None],
            "fit": [87.4321, 0.1 + 0.2, -3.14159, np.nan],
            "coverage": [0.75, 1.0, 1 / 3, 0.0],
            "country": ["CA", "CN", None, "US"],
            "employees": [8000, None, 12, 40],
            "is_customer": [False, True, False, False],
            "first_seen": pd.to_datetime(["2024-05-01", "2023-01-31", "NaT", "2024-02-29"]),
            "customers_it_resembles": [["Intuit", "Zendesk"], ["Acme"], [], ["Société, SA"]],
            "why": [WHY, "", 'Says "hello"\nand, bye', None],
        }
    )


def written(frame: pd.DataFrame, path: Path, title: str = "") -> Path:
    write_list(frame, format=format_for(path, None), output=path, title=title)
    return path


def sheet_of(frame: pd.DataFrame, path: Path, title: str = "") -> Worksheet:
    return openpyxl.load_workbook(written(frame, path, title)).worksheets[0]


def printed(capfdbinary: pytest.CaptureFixture[bytes], frame: pd.DataFrame, format: str) -> str:
    write_list(frame, format=format, output=None)
    return capfdbinary.readouterr().out.decode()


class TestFormat:
    @pytest.mark.parametrize(
        ("name", "asked", "chosen"),
        [
            (None, None, "table"),
            (None, "json", "json"),
            ("list.csv", None, "csv"),
            ("LIST.XLSX", None, "xlsx"),
            ("list.jsonl", "jsonl", "jsonl"),
            ("list.txt", "table", "table"),
            ("/dev/stdout", "csv", "csv"),
        ],
    )
    def test_follows_the_user_then_the_ending(
        self, name: str | None, asked: str | None, chosen: str
    ) -> None:
        assert format_for(Path(name) if name else None, asked) == chosen

    @pytest.mark.parametrize("name", ["list.pdf", "list", "list.csv.gz"])
    def test_unknown_ending_names_the_known_ones(self, name: str) -> None:
        with pytest.raises(FileError, match=rf"{name} .*\.csv, \.json, \.jsonl, \.xlsx"):
            format_for(Path(name), None)

    def test_contradiction_is_refused(self) -> None:
        with pytest.raises(FileError, match=r"list\.xlsx ends in \.xlsx but .* csv"):
            format_for(Path("list.xlsx"), "csv")

    def test_unknown_format_suggests(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownNameError, match="Did you mean"):
            format_for(None, "jason")
        with pytest.raises(UnknownNameError, match="format 'odt'"):
            write_list(discovery_list(), format="odt", output=tmp_path / "list.odt")


class TestCSV:
    def test_reads_back_as_the_same_table(self, tmp_path: Path) -> None:
        frame = discovery_list()
        path = written(frame, tmp_path / "list.csv")
        back = pd.read_csv(path, keep_default_na=False)
        assert list(back.columns) == list(frame.columns)
        assert back["fit"].tolist() == ["87.4", "0.3", "-3.2", ""]
        assert back["coverage"].tolist() == [0.75, 1.0, 0.33, 0.0]
        assert back["is_customer"].tolist() == frame["is_customer"].tolist()
        assert back["account"].tolist() == frame["account"].tolist()
        assert back["why"].tolist() == [WHY, "", 'Says "hello"\nand, bye', ""]
        assert back["customers_it_resembles"][0] == "Intuit; Zendesk"
        assert back["first_seen"].tolist() == ["2024-05-01", "2023-01-31", "", "2024-02-29"]

    def test_whole_numbers_with_gaps_stay_whole(self, tmp_path: Path) -> None:
        rows = written(discovery_list(), tmp_path / "list.csv").read_text("utf-8-sig")
        employees = [row["employees"] for row in csv.DictReader(io.StringIO(rows))]
        assert employees == ["8000", "", "12", "40"]

    def test_file_opens_in_excel_and_a_pipe_has_no_mark(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        content = written(discovery_list(), tmp_path / "list.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfaccount,domain,")
        assert b'"Soci\xc3\xa9t\xc3\xa9, SA"' in content
        assert content.count(b"\r\n") == 5
        assert printed(capfdbinary, discovery_list(), "csv").encode() == content[3:]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_formulas_are_neutralised(self, tmp_path: Path, text: str) -> None:
        frame = pd.DataFrame({"account": [text], "also": [[text, "Acme"]], text: ["header"]})
        content = written(frame, tmp_path / "list.csv").read_bytes().decode("utf-8-sig")
        header, row = csv.reader(io.StringIO(content, newline=""))
        assert [cell[0] for cell in (row[0], row[1], header[2])] == ["'"] * 3

    def test_numbers_keep_their_sign(self, tmp_path: Path) -> None:
        frame = pd.DataFrame({"a": [-1, 2], "b": [-1.5, np.inf], "c": ["x", -3]})
        lines = written(frame, tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
        assert lines[1:] == ["-1,-1.5,x", "2,inf,-3"]

    def test_formula_behind_a_semicolon_or_line_break(self) -> None:
        assert csv_escape("Acme;=1+1;b") == "Acme;'=1+1;b"
        assert csv_escape("Acme\r\n =1+1") == "Acme\r\n '=1+1"
        assert csv_escape("Acme; 3 more; a-b = c") == "Acme; 3 more; a-b = c"
        assert csv_escape("\n" * 200_000) == "'" + "\n" * 200_000

    @given(text=st.text("a1;,= @-\t\r\n\u00a0\u200b|é", max_size=12))
    def test_nothing_behind_a_break_is_run(self, text: str) -> None:
        for part in re.split("[;\r\n]", csv_escape(text)):
            assert not re.match(rf"{UNSEEN}[{STARTS}]", part)

    def test_control_characters_are_left_out(self) -> None:
        assert csv_escape("A\0c\x1b[31mme\x9b") == "Ac[31mme"


class TestJSON:
    def test_types_are_real(self, tmp_path: Path) -> None:
        first, second, third, last = json.loads(
            written(discovery_list(), tmp_path / "list.json").read_bytes()
        )
        assert first == {
            "account": "Shopify",
            "domain": "shopify.com",
            "fit": 87.4,
            "coverage": 0.75,
            "country": "CA",
            "employees": 8000,
            "is_customer": False,
            "first_seen": "2024-05-01",
            "customers_it_resembles": ["Intuit", "Zendesk"],
            "why": WHY,
        }
        assert isinstance(first["employees"], int)
        assert (second["employees"], second["fit"]) == (None, 0.3)
        assert (third["country"], third["first_seen"], third["customers_it_resembles"]) == (
            None,
            None,
            [],
        )
        assert (last["fit"], last["domain"], last["why"]) == (None, None, None)

    def test_text_is_as_it_was(self, tmp_path: Path) -> None:
        frame = pd.DataFrame({"account": [*HOSTILE, "石油"]})
        path = written(frame, tmp_path / "list.json")
        assert [row["account"] for row in json.loads(path.read_bytes())] == [*HOSTILE, "石油"]
        assert "石油" in path.read_text("utf-8")

    def test_lines_hold_one_object_each(self, tmp_path: Path) -> None:
        array = json.loads(written(discovery_list(), tmp_path / "list.json").read_bytes())
        lines = written(discovery_list(), tmp_path / "list.jsonl").read_bytes().split(b"\n")
        assert lines.pop() == b""
        assert [json.loads(line) for line in lines] == array

    def test_what_json_has_no_word_for(self, tmp_path: Path) -> None:
        frame = pd.DataFrame(
            {
                "number": pd.array([np.inf, 1.5], dtype=object),
                "nested": [np.array([1.0, np.nan]), (np.int64(2), date(2024, 1, 2))],
                "at": pd.to_datetime(["2024-01-02T03:04:05Z", "NaT"]),
                "gap": pd.array([pd.NA, 3], dtype="Int64"),
            }
        )
        assert json.loads(written(frame, tmp_path / "list.json").read_bytes()) == [
            {
                "number": None,
                "nested": [1.0, None],
                "at": "2024-01-02T03:04:05+00:00",
                "gap": None,
            },
            {"number": 1.5, "nested": [2, "2024-01-02"], "at": None, "gap": 3},
        ]


class TestSheet:
    def test_holds_the_list_with_real_types(self, tmp_path: Path) -> None:
        sheet = sheet_of(discovery_list(), tmp_path / "list.xlsx", "Discovery list")
        header, first, second, *_ = sheet.iter_rows(values_only=True)
        assert sheet.title == "Discovery list"
        assert header[-2:] == ("Customers it resembles", "Why")
        expected = (
            "Shopify",
            "shopify.com",
            87.4,
            0.75,
            "CA",
            8000,
            False,
            datetime(2024, 5, 1),
            "Intuit; Zendesk",
            WHY,
        )
        assert list(first) == list(expected)
        assert second[5] is None

    def test_is_laid_out_for_reading(self, tmp_path: Path) -> None:
        sheet = sheet_of(discovery_list(), tmp_path / "list.xlsx")
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:J5"
        assert all(cell.font.bold for cell in sheet[1])
        assert [sheet[f"{column}2"].number_format for column in "CDFH"] == [
            "0.0",
            "0%",
            "0",
            "yyyy-mm-dd",
        ]
        assert sheet["J2"].alignment.wrap_text
        widths = [column.width for column in sheet.column_dimensions.values()]
        assert 60 <= max(widths) < 61
        assert min(widths) >= 8
        assert "of your customers" in sheet["C1"].comment.text

    def test_only_plain_domains_are_links(self, tmp_path: Path) -> None:
        domains = ["shopify.com", "javascript:alert(1)", "a.b/../c", "10.0.0.1", "x.com\n", None]
        frame = pd.DataFrame({"domain": [*domains, "xn--bcher-kva.example"], "account": "acme.com"})
        sheet = sheet_of(frame, tmp_path / "list.xlsx")
        targets = {
            cell.value: cell.hyperlink.target
            for row in sheet.iter_rows(min_row=2)
            for cell in row
            if cell.hyperlink
        }
        assert targets == {
            "shopify.com": "https://shopify.com",
            "xn--bcher-kva.example": "https://xn--bcher-kva.example",
        }
        assert [cell.value for cell in sheet["A"]][1:6] == [
            *domains[:4],
            "x.com\n",
        ]

    def test_links_stop_where_excel_stops(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workbook, "MOST_LINKS", 2)
        sheet = sheet_of(pd.DataFrame({"domain": ["acme.com"] * 4}), tmp_path / "list.xlsx")
        assert [bool(cell.hyperlink) for cell in sheet["A"]] == [False, True, True, False, False]
        assert sheet["A5"].value == "acme.com"

    @pytest.mark.parametrize("text", [*HOSTILE, "#N/A", "#REF!"])
    def test_text_is_never_a_formula(self, tmp_path: Path, text: str) -> None:
        frame = pd.DataFrame({"account": [text], text: [[text, "Acme"]]})
        for row in sheet_of(frame, tmp_path / "list.xlsx").iter_rows():
            for cell in row:
                assert cell.data_type == "s"
                assert cell.quotePrefix or not str(cell.value).startswith(DANGEROUS)
        with zipfile.ZipFile(tmp_path / "list.xlsx") as parts:
            assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")

    def test_what_excel_cannot_hold(self, tmp_path: Path) -> None:
        values = [
            "a\x00b\x0bc\uffffd\ud800",
            "x" * 40_000,
            "😀" * 20_000,
            "_x003D_1+1",
            12345678901234567,
            -np.inf,
            date(202, 1, 1),
            datetime(2024, 1, 2, 3, tzinfo=UTC),
        ]
        frame = pd.DataFrame({"value": pd.Series(values, dtype=object)})
        path = tmp_path / "list.xlsx"
        back = [cell.value for cell in sheet_of(frame, path)["A"]][1:]
        assert back[0] == "abcd"
        assert (len(back[1]), back[1][-1]) == (32_767, "…")
        assert len(back[2].encode("utf-16-le")) // 2 <= 32_767
        assert back[2].endswith("😀…")
        assert back[3] == "_x005F_x003D_1+1"
        assert back[4:] == ["12345678901234567", "-inf", "0202-01-01", "2024-01-02T03:00:00+00:00"]

    def test_more_rows_than_a_sheet_holds(self, tmp_path: Path) -> None:
        frame = pd.DataFrame({"account": range(1_048_576)})
        with pytest.raises(FileError, match=r"1,048,575 rows .* 1,048,576; write it as \.csv"):
            written(frame, tmp_path / "list.xlsx")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("", "List"),
            ("History", "List"),
            ("'a/b:c'", "a b c"),
            ("Accounts similar to shopify.com today", "Accounts similar to shopify.com"),
            ("Customers of competitors in a market", "Customers of competitors in a"),
            ("Rechtsschutzversicherungsgesellschaften", "Rechtsschutzversicherungsgesell"),
        ],
    )
    def test_sheet_name_is_one_that_excel_takes(
        self, tmp_path: Path, title: str, name: str
    ) -> None:
        assert sheet_of(pd.DataFrame({"a": [1]}), tmp_path / "list.xlsx", title).title == name

    def test_a_column_that_is_mostly_empty_is_as_wide_as_the_rest_asks_for(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        told = "Alder Retail; Birch Stores; Cedar"
        frame = pd.DataFrame({"tag": [f"tag {n}" for n in range(9)], "of": [told] + [""] * 8})
        write_list(frame, format="table", output=None)
        assert told in capfdbinary.readouterr().out.decode()

    def test_goes_through_a_pipe_but_not_to_a_terminal(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_list(discovery_list(), format="xlsx", output=None)
        book = openpyxl.load_workbook(io.BytesIO(capfdbinary.readouterr().out))
        assert book.worksheets[0]["A2"].value == "Shopify"
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        with pytest.raises(FileError, match="give -o FILE"):
            write_list(discovery_list(), format="xlsx", output=None)


class TestTable:
    @pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
    def test_fits_and_loses_nothing(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, width: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        table = printed(capfdbinary, discovery_list(), "table")
        assert max(map(cell_len, table.splitlines())) <= width
        squeezed = re.sub(r"\s", "", table)
        for text in ("Shopify", "shopify.com", "87", "75%", "8000", "Intuit;Zendesk"):
            assert text in squeezed
        words = set(re.split(r"\s+", table))
        assert set(WHY.split()) <= words

    def test_is_one_line_a_row_where_there_is_room(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "90")
        frame = discovery_list()[["account", "fit", "coverage", "employees", "is_customer"]]
        assert printed(capfdbinary, frame, "table").splitlines() == [
            "Account              Fit  Coverage  Employees  Is customer",
            "Shopify               87       75%       8000  no",
            "石油天然气集团公司     0      100%             yes",
            "[bold]Müller[/bold]   -4       33%         12  no",
            "Acme                            0%         40  no",
        ]

    def test_words_go_beneath_where_there_is_none(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        frame = discovery_list().loc[:1, ["account", "domain", "fit", "country", "why"]]
        assert printed(capfdbinary, frame, "table").splitlines() == [
            "Account             Domain       Fit  Country",
            "Shopify             shopify.com   87  CA",
            "  Why: Uses Argo CD and Cilium like 14 of your customers,",
            "    sponsored KubeCon EU 2023 like Acme and 3 more; most",
            "    like Intuit",
            "石油天然气集团公司  cnpc.com.cn    0  CN",
        ]

    def test_piped_output_is_plain(
        self, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        frame = pd.DataFrame(
            {"account": ["\x1b[31mred\x1b[0m", "[red]x[/red]", ":smile:", "a\u202eb"]}
        )
        table = printed(capfdbinary, frame, "table")
        assert table.splitlines()[1:] == ["�[31mred�[0m", "[red]x[/red]", ":smile:", "a�b"]

    def test_terminal_gets_the_title_and_a_bold_header(self) -> None:
        code = (
            "import pandas as pd; from graph_icp.output.lists import write_list;"
            "write_list(pd.DataFrame({'account': ['\\x1b[31mEvil[/]']}), format='table', "
            "output=None, title='Discovery list')"
        )
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "60"}
        environment.pop("NO_COLOR", None)
        ours, theirs = pty.openpty()
        subprocess.run([sys.executable, "-c", code], stdout=theirs, env=environment, check=True)
        os.close(theirs)
        shown = os.read(ours, 10_000).decode()
        os.close(ours)
        assert shown.splitlines() == [
            "\x1b[1mDiscovery list\x1b[0m",
            "\x1b[1mAccount\x1b[0m",
            "�[31mEvil[/]",
        ]

    def test_goes_to_a_file_too(self, tmp_path: Path) -> None:
        path = tmp_path / "list.txt"
        write_list(discovery_list(), format="table", output=path)
        assert path.read_text("utf-8").startswith("Account ")


NUMBERS = st.one_of(st.floats(-1e15, 1e15), st.sampled_from([-0.0, np.nan, np.inf, -np.inf]))
CELLS = st.one_of(
    *(st.none(), st.text(), st.booleans(), st.integers(-(2**70), 2**70), NUMBERS, st.dates()),
    st.lists(st.one_of(st.text(), st.just("a; b"), st.none(), st.integers())),
)


def by_the_csv_module(frame: pd.DataFrame) -> bytes:
    """Return a listing as the csv module writes its cells one by one."""
    lines = io.StringIO(newline="")
    rows = [[*frame.columns], *kept_rows(frame)]
    csv.writer(lines).writerows(
        [cell if isinstance(cell, int | float) else csv_escape(as_text(cell)) for cell in row]
        for row in rows
    )
    return lines.getvalue().encode()


class TestAnyText:
    @given(st.lists(st.text(), min_size=1, max_size=5))
    @settings(max_examples=150, deadline=None)
    def test_no_cell_is_a_formula_and_json_is_exact(
        self, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
    ) -> None:
        folder = tmp_path_factory.getbasetemp()
        frame = pd.DataFrame(
            {"account": pd.Series(texts, dtype=object), "names": [texts] * len(texts)}
        )
        content = written(frame, folder / "any.csv").read_bytes().decode("utf-8-sig")
        _, *rows = csv.reader(io.StringIO(content, newline=""))
        assert len(rows) == len(texts)
        assert not any(cell.lstrip().startswith(DANGEROUS) for row in rows for cell in row)

        cells = [cell for row in sheet_of(frame, folder / "any.xlsx").iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        starting = [cell for cell in cells if str(cell.value).lstrip().startswith(DANGEROUS)]
        assert all(cell.quotePrefix for cell in starting)

        objects = json.loads(written(frame, folder / "any.json").read_bytes())
        assert [row["account"] for row in objects] == texts
        assert objects[0]["names"] == texts

    @given(st.lists(CELLS, min_size=1, max_size=5), st.lists(NUMBERS, min_size=1, max_size=5))
    @settings(max_examples=150, deadline=None)
    def test_a_csv_file_is_as_the_csv_module_writes_it(
        self, cells: list[Any], numbers: list[float]
    ) -> None:
        for column in (cells, [each for each in cells if isinstance(each, list)], numbers):
            frame = pd.DataFrame({"a, b": pd.Series(column, dtype=object), "b": range(len(column))})
            frame["c"] = pd.Series([each for each in column if isinstance(each, float)] or [0.5])
            for names in (["a, b"], ["c"], ["b", "a, b", "c"]):
                content = io.BytesIO()
                write_csv(frame[names], content)
                assert content.getvalue() == by_the_csv_module(frame[names])

    def test_columns_of_several_tables_are_written_as_of_one(self) -> None:
        """Pandas holds them in as many pieces."""
        one = pd.DataFrame({"name": pd.Series(["Acme", "=1"], dtype="str"), "n": [1, 2]})
        other = pd.DataFrame({"name": pd.Series(["Bolt", None], dtype="str"), "n": [3, 4]})
        content = io.BytesIO()
        write_csv(pd.concat([one, other]), content)
        assert content.getvalue() == by_the_csv_module(pd.concat([one, other]))
        assert content.getvalue().count(b"\r\n") == 5

    @given(st.text())
    def test_safe_text_is_stable_and_keeps_what_is_harmless(self, text: str) -> None:
        assert spreadsheet_escape(spreadsheet_escape(text)) == spreadsheet_escape(text)
        assert spreadsheet_escape(text) in (text, f"'{text}")
        assert spreadsheet_escape(f"Acme {text}") == f"Acme {text}"


class TestFiles:
    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("rows", [0, 1])
    def test_every_format_takes_a_short_list(self, tmp_path: Path, format: str, rows: int) -> None:
        write_list(discovery_list().head(rows), format=format, output=tmp_path / "list")
        assert (tmp_path / "list").exists()

    def test_no_rows(self, tmp_path: Path) -> None:
        none = discovery_list().head(0)
        assert json.loads(written(none, tmp_path / "list.json").read_bytes()) == []
        assert written(none, tmp_path / "list.jsonl").read_bytes() == b""
        assert len(pd.read_csv(written(none, tmp_path / "list.csv"))) == 0

    @pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "xlsx"])
    def test_a_full_disk_keeps_the_old_file(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"list.{ending}"
        path.write_text("old")
        code = f"""
import resource, pandas as pd
from pathlib import Path
from graph_icp.errors import FileError
from graph_icp.output.lists import write_list
frame = pd.DataFrame({{"account": [f"Company {{i * i}}" for i in range(20_000)]}})
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_list(frame, format={ending!r}, output=Path({str(path)!r}))
except FileError as error:
    print(error)
"""
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "no room left" in run.stdout
        assert run.stderr == ""
        assert path.read_text() == "old"
        assert os.listdir(tmp_path) == [path.name]

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_full_device_is_one_sentence(self, format: str) -> None:
        with pytest.raises(FileError, match="no room left"):
            write_list(discovery_list(), format=format, output=Path("/dev/full"))

    @pytest.mark.parametrize("format", FORMATS)
    def test_standard_output_on_a_full_device(
        self,
        monkeypatch: pytest.MonkeyPatch,
        format: str,
    ) -> None:
        with open("/dev/full", "wb", buffering=0) as full:
            monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full))
            with pytest.raises(FileError, match="standard output: No space left"):
                write_list(discovery_list(), format=format, output=None)

    def test_a_failure_on_the_way_keeps_the_old_file(self, tmp_path: Path) -> None:
        class Unspeakable:
            def __str__(self) -> str:
                raise RuntimeError("no words")

        path = tmp_path / "list.csv"
        path.write_text("old")
        frame = pd.DataFrame({"account": ["Acme", Unspeakable()]})
        with pytest.raises(RuntimeError, match="no words"):
            written(frame, path)
        assert path.read_text() == "old"
        assert os.listdir(tmp_path) == ["list.csv"]

    def test_replaces_a_file_and_keeps_its_permissions_and_links(self, tmp_path: Path) -> None:
        path = tmp_path / "list.json"
        path.write_text("old")
        path.chmod(0o640)
        link = tmp_path / "latest.json"
        link.symlink_to(path)
        written(pd.DataFrame({"account": ["Acme"]}), link)
        assert link.is_symlink()
        assert json.loads(path.read_bytes()) == [{"account": "Acme"}]
        assert path.stat().st_mode & 0o777 == 0o640

    def test_writes_into_a_pipe_that_has_a_name(self, tmp_path: Path) -> None:
        pipe = tmp_path / "list.csv"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        written(pd.DataFrame({"account": ["Acme"]}), pipe)
        assert os.read(reader, 100) == b"\xef\xbb\xbfaccount\r\nAcme\r\n"
        os.close(reader)
        assert pipe.is_fifo()

    def test_says_why_it_cannot_write(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        frame = discovery_list()
        with pytest.raises(FileError, match=r"no folder .*missing; make it first"):
            written(frame, tmp_path / "missing" / "list.csv")
        (tmp_path / "folder.csv").mkdir()
        with pytest.raises(FileError, match=r"folder\.csv is a folder"):
            written(frame, tmp_path / "folder.csv")
        (tmp_path / "file").write_text("")
        with pytest.raises(FileError, match="no folder"):
            written(frame, tmp_path / "file" / "list.csv")
        with pytest.raises(FileError, match=r"cannot be written: File name too long"):
            written(frame, tmp_path / f"{'x' * 300}.csv")
        (tmp_path / "list.csv").write_text("old")
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(FileError, match=r"list\.csv cannot be written: permission denied"):
            written(frame, tmp_path / "list.csv")
        assert (tmp_path / "list.csv").read_text() == "old"

    def test_a_closed_pipe_reaches_the_caller(self) -> None:
        code = """
import sys, pandas as pd
from graph_icp.output.lists import write_list
for format in ("table", "csv", "json", "jsonl", "xlsx"):
    try:
        write_list(pd.DataFrame({"account": ["x" * 99] * 9999}), format=format, output=None)
    except BrokenPipeError:
        print(format, file=sys.stderr)
sys.stdout = None
"""
        reader, writer = os.pipe()
        os.close(reader)
        run = subprocess.run(
            [sys.executable, "-u", "-c", code],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        os.close(writer)
        assert run.stderr.split() == list(FORMATS)
