"""Encodings: recognised, refused by name, or read but for the letters that are damaged."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest

import graph_icp
from graph_icp.encodings import encoding
from graph_icp.encodings.encoding import Encoding
from graph_icp.encodings.legacy_encoding import legacy_encoding
from graph_icp.errors import FileError
from graph_icp.ingest.files import limits
from graph_icp.ingest.files.open_table import open_table

if TYPE_CHECKING:
    from pathlib import Path

WESTERN = "company,domain\nZürich AG,zurich.example\nCafé,cafe.example\nLodz,lodz.example\n"
NAMES = {
    "gb18030": ["北京字节跳动科技有限公司", "上海汽车集团", "中国平安保险", "深圳市腾讯计算机系统"],
    "cp932": ["株式会社日立製作所", "トヨタ自動車", "ソニー株式会社", "有限会社サクラ"],
    "euc_jp": ["株式会社日立製作所", "トヨタ自動車", "ソニー株式会社", "有限会社サクラ"],
    "iso2022_jp": ["株式会社日立製作所", "トヨタ自動車"],
    "big5": ["台灣積體電路製造", "鴻海精密工業", "統一企業股份有限公司"],
    "cp949": ["삼성전자 주식회사", "현대자동차", "한국전력공사"],
    "cp1251": ["Газпром нефть", "ООО Ромашка", "Московский завод"],  # noqa: RUF001
    "koi8_r": ["Газпром нефть", "ООО Ромашка", "Московский завод"],  # noqa: RUF001
    "cp1253": ["Εθνική Τράπεζα", "Ελληνικά Πετρέλαια", "Τσιμέντα Αθηνών"],
    "cp1255": ["בנק הפועלים", "טבע תעשיות", "אלביט מערכות"],
    "cp1256": ["شركة الاتصالات", "البنك الأهلي", "أرامكو السعودية"],
    "cp1254": ["Türkiye İş Bankası", "Yıldız Holding", "Çağdaş Gıda"],  # noqa: RUF001
    "mac_roman": ["Müller & Söhne", "Société Générale", "Größe Möbel", "Zürich Café"],
}


def read(file: Path) -> tuple[list[str | None], list[str]]:
    """Return the first column, and what is to be said of the file."""
    names: list[str | None] = []
    remarks: list[str] = []
    with open_table(file) as table:
        for batch in table.batches():
            names += batch.rows[table.header[0]].to_pylist()
            remarks += batch.remarks
    return names, remarks


@pytest.mark.parametrize("codec", NAMES)
@pytest.mark.parametrize("packed", [False, True])
def test_an_encoding_is_recognised_and_said(codec: str, packed: bool, tmp_path: Path) -> None:
    text = "name,domain\n" + "".join(f"{name},a.example\n" for name in NAMES[codec])
    file = tmp_path / ("a.csv.gz" if packed else "a.csv")
    content = text.encode(codec)
    file.write_bytes(gzip.compress(content) if packed else content)
    names, remarks = read(file)
    assert names == NAMES[codec]
    assert ["as it is not UTF-8" in each for each in remarks] == [True] * (codec != "iso2022_jp")


@pytest.mark.parametrize("text", [WESTERN, "会社,domain\nトヨタ,a.example\n日立,b.example\n"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"])
def test_unicode_of_any_width_needs_no_mark(codec: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode(codec))
    names, remarks = read(file)
    assert names == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert remarks == []


def test_one_bad_byte_leaves_the_rest_and_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(WESTERN.encode() + b"K\xfcln,koln.example\nAcme,acme.example\n")
    names, remarks = read(file)
    assert names == ["Zürich AG", "Café", "Lodz", "K\ufffdln", "Acme"]
    assert remarks == [
        "line 5: letters that are not UTF-8 were read as \ufffd; correct them in the file"
    ]


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    good = "Zürich,a.example\n" * 100
    file.write_bytes(f"name,domain\n{good}".encode() + b"K\xfcln,a.example\n" * 13)
    _, remarks = read(file)
    assert remarks[0].startswith(
        "lines 102, 103, 104, 105, 106, 107, 108, 109, 110, 111 and 3 more"
    )


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_that_is_cut_inside_a_letter_leaves_the_rest(cut: int, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((WESTERN + "Acme,acme.example\nEuro,€").encode()[:-cut])
    names, remarks = read(file)
    assert names == ["Zürich AG", "Café", "Lodz", "Acme", "Euro"]
    assert remarks[0].startswith("line 6: ")


def test_a_load_says_so(tmp_path: Path) -> None:
    file = tmp_path / "companies.csv"
    file.write_bytes(WESTERN.encode() + b"K\xfcln,koln.example\n")
    report = graph_icp.open(":memory:").load(file)
    assert [each for each in report.files[0].audit.remarks if each.startswith("line 5: ")]


def test_json_names_its_lines_too(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes('{"name": "Zürich"}\n'.encode() + b'{"name": "K\xfcln"}\n')
    names, remarks = read(file)
    assert names == ["Zürich", "K\ufffdln"]
    assert remarks[0].startswith("line 2: ")


def test_a_replacement_character_that_was_written_is_no_damage(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,domain\nK\ufffdln,a.example\nB\ufffdn,b.example\n", encoding="utf-8")
    names, _ = read(file)
    assert names == ["K\ufffdln", "B\ufffdn"]


WORDS = """
Zürich Café Société Générale Müller Söhne Peña São Ørsted Malmö Straßenbau Größe Åäö ÅÄÖ Œuvre
Französisch Þórður Ñandú Łódź €100 … © ® ½ éé ÉÉ Ça «Bonjour» ¿Qué? Überöl L\u2019Oréal \u2013
""".split()  # noqa: SIM905


@pytest.mark.parametrize("seed", range(50))
def test_western_names_are_never_taken_for_another_script(seed: int) -> None:
    chosen = random.Random(seed)
    names = [" ".join(chosen.choices(WORDS, k=2)) for _ in range(chosen.choice([1, 2, 3, 30]))]
    names = [chosen.choice([name, name.upper(), name.lower()]) for name in names]
    content = "\n".join(f"{name},a.example" for name in names).encode("cp1252", "replace")
    if not content.isascii():
        assert legacy_encoding(content) == Encoding("cp1252", "Windows-1252", guessed=True)


def test_letters_too_few_to_tell_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("name,domain\n대한,a.example\n".encode("cp949"))
    with pytest.raises(FileError, match=r"a\.csv' is not UTF-8, and .* save it as UTF-8"):
        read(file)


def test_a_big_file_of_another_encoding_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("Société Générale,a.example\n".encode("cp1252") * 200_000)
    with file.open("rb") as stream:
        found = encoding.encoding_of(stream.read(encoding.CHUNK), stream)
        assert isinstance(found, bytes)
        assert stream.tell() < file.stat().st_size / 2


def test_a_gzipped_file_that_grows_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv.gz"
    file.write_bytes(gzip.compress(b"name,domain\n" + b"Acme,acme.example\n" * 200_000))
    assert len(read(file)[0]) == 200_000
    monkeypatch.setattr(limits, "SMALL", 100_000)
    with pytest.raises(FileError, match=r"a\.csv\.gz' unpacks to more than 100 times its size"):
        read(file)
