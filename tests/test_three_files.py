"""A CRM's export, a colleague's connections and visits say whom to ask what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from graph_icp.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

COMPANIES = (
    "Record ID,Company name,Company Domain Name,Industry,Country/Region,Number of Employees,"
    "Lifecycle Stage\n"
)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ines,Silva,https://www.linkedin.com/in/ines-silva,,Company 17,COO,03 Feb 2026\n"
)
VISITS = (
    "domain,page,visited_at\n"
    "company17.example,https://ours.example/pricing,2026-06-29\n"
    "company17.example,https://ours.example/vs/others,2026-06-29\n"
    "company17.example,https://ours.example/demo,2026-06-30\n"
    "company40.example,https://ours.example/,2026-06-30\n"
)
OTHERS = (("Retail", "France"), ("Software", "Spain"), ("Banking", "Italy"))


def test_three_files_lead_to_a_sentence_to_act_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    alike = [company(i, "Logistics", "Germany", 150 + i) for i in range(25)]
    others = [company(i, *OTHERS[i % 3], 10 * i) for i in range(25, 60)]
    (tmp_path / "hubspot-companies.csv").write_text(COMPANIES + "".join(alike + others))
    (tmp_path / "linkedin" / "ann-lee").mkdir(parents=True)
    (tmp_path / "linkedin" / "ann-lee" / "Connections.csv").write_text(CONNECTIONS)
    (tmp_path / "visits.csv").write_text(VISITS)
    as_of = ("--as-of", "2026-07-01")

    done("load", "hubspot-companies.csv", "linkedin", "visits.csv", *as_of)
    listed = done("discover", *as_of)

    first = listed.split("\n\n")[0]
    assert "Company 17" in first
    assert "It visited the page for a demo, trial or quote on 2026-06-30. Door: Ann Lee" in first
    said = "A1, weak path: ask Ann Lee to introduce you to Ines Silva, COO, this week.\n"
    assert said in done("explain", "company17.example", *as_of)


def company(i: int, industry: str, country: str, employees: int) -> str:
    stage = "Customer" if i < 15 else "Lead"
    where = f"company{i}.example,{industry},{country}"
    return f"{i},Company {i},{where},{employees},{stage}\n"


def done(*words: str) -> str:
    around = {"COLUMNS": "120", "GRAPH_ICP_STORE": "market.duckdb"}
    ended = CliRunner().invoke(main, [*words], env=around)
    assert ended.exit_code == 0, ended.output
    return ended.stdout
