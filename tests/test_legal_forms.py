# ruff: noqa: RUF001 - names of one kind stand in one line, in letters of many languages
"""Which parts of a name are its legal form, and which texts name no company."""

from __future__ import annotations

import pytest

from graph_icp.identity.legal_forms import without_legal_form
from graph_icp.identity.names import clean_company

SAME = {
    "架空電機": [
        "株式会社架空電機",
        "架空電機株式会社",
        "架空電機(株)",
        "㈱架空電機",
        "有限会社架空電機",
    ],
    "василек тест": [
        "ООО «Василёк Тест»",
        'ПАО "Василёк Тест"',
        "Василёк Тест, ООО",
        "АО Василёк Тест",
    ],
    "astra rekaan": ["PT Astra Rekaan Tbk", "PT. Astra Rekaan", "Astra Rekaan Tbk PT"],
    "rimi izdoma": ["SIA Rimi Izdoma", 'SIA "Rimi Izdoma"', "Rimi Izdoma SIA", "Rimi Izdoma, SIA"],
    "dacira": [
        "S.C. Dacira S.R.L.",
        "SC Dacira SRL",
        "Dacira S.R.L.",
        "Dacira srl",
        "Dacira s. r. l.",
    ],
    "北京虚构科技": [
        "北京虚构科技有限公司",
        "北京虚构科技股份有限公司",
        "北京虚构科技（有限合伙）",
    ],
    "가상소프트": [
        "주식회사 가상소프트",
        "(주)가상소프트",
        "㈜가상소프트",
        "가상소프트(주)",
        "가상소프트 주식회사",
    ],
    "wattlebird trading": [
        *(
            "Wattlebird Trading Pty Limited",
            "Wattlebird Trading Pty Ltd",
            "Wattlebird Trading Ltd.",
        ),
        *(
            "Wattlebird Trading (Pty) Ltd",
            "WATTLEBIRD TRADING PTY. LTD.",
            "wattlebird trading pty ltd",
        ),
    ],
    "harbin lantern": [
        "Harbin Lantern Co. Ltd",
        "Harbin Lantern Co., Ltd.",
        "Harbin Lantern Co Limited",
    ],
    "acme": [
        *(
            "Acme",
            "ACME Inc.",
            "Acme, Inc",
            "Acme GmbH & Co. KG",
            "Acme AG",
            "acme ag",
            "Acme S.A.",
        ),
        *(
            "Acme S.p.A.",
            "Acme SpA",
            "Acme, SpA",
            "Acme SPA",
            "Acme a.s.",
            "Acme A/S",
            "Acme s.r.o.",
        ),
        *(
            "Acme Sp. z o.o.",
            "Acme Sdn. Bhd.",
            "Acme Pvt. Ltd.",
            "Acme Private Limited",
            "UAB Acme",
        ),
        *("Acme S.A. de C.V.", "Acme AB (publ)", 'AB "Acme"', "Oy Acme Ab", "AS „Acme”", "Acme OÜ"),
        *("Acme A.Ş.", "Acme Ltd. Şti.", "Acme W.L.L.", "Acme LLC", "LLC Acme", "JSC Acme"),
        *("Acme Kabushiki Kaisha", "Acme K.K.", "Acme Public Company Limited", "Công ty TNHH Acme"),
        *("บริษัท Acme จำกัด", "Acme B.V.", "Acme N.V.", "Acme d.o.o.", "Acme Kft.", "Acme & Co"),
        *("Acme, L.P.", "Acme UG (haftungsbeschränkt)", "Acme S. A.", "Acme Ltda."),
    ],
}


@pytest.mark.parametrize(
    ("written", "clean"), [(name, clean) for clean, names in SAME.items() for name in names]
)
def test_a_legal_form_falls_away(written: str, clean: str) -> None:
    assert clean_company(written) == clean


@pytest.mark.parametrize(
    "name",
    [
        *("Blue Spa", "blue spa", "GRAND SPA", "Grand Spa", "Moto GP", "Gaming PC", "Acme UK"),
        *("Acme NL", "Acme EU", "SIA Partners", "PT Solutions", "CV Library", "SAS Institute"),
        *("Sports Unlimited", "Go Private", "The Coop", "Save As", "Nutrien Ag", "Ltd", "GmbH"),
        *(
            "株式会社",
            "Fashion Nova",
            "Studio PA",
            "AS Roma",
            "AB InBev",
            "SIA Engineering",
            "NV Energy",
        ),
    ],
)
def test_a_word_of_the_name_stays(name: str) -> None:
    assert clean_company(name) == name.lower()


@pytest.mark.parametrize(
    "name",
    [
        *("Freiberufler", "Selbständig", "selbstständig", "Career Break", "Self-Employed", "n/a"),
        *("Seeking new opportunities", "Self-Employed (Consultant)", "Home", "University"),
        *(
            "My Company",
            "Freelance Web Designer",
            "Actively looking for a new role",
            "Open to Work",
        ),
        *("Auto-entrepreneur", "À la recherche de nouvelles opportunités", "Autónomo", "ZZP'er"),
        *("Libero Professionista", "Egenföretagare", "Własna działalność gospodarcza"),
        *(
            "Фрилансер",
            "フリーランス",
            "自由职业者",
            "프리랜서",
            "Stealth Startup",
            "Stealth AI Startup",
        ),
    ],
)
def test_what_names_no_company(name: str) -> None:
    assert clean_company(name) is None


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Freelancer.com",
            "Home Depot",
            "University of Jena",
            "Independent News",
            "Seeking Alpha",
        ),
        *("Open Text", "Student Universe", "Work Day", "Looking Glass", "Stealth Monitoring"),
        *("Company 3", "Career Builder"),
    ],
)
def test_what_names_one_all_the_same(name: str) -> None:
    assert clean_company(name)


@pytest.mark.parametrize("name", ["Zenba Coho GmbH", "zenba coho inc", "Group Ltd", "A B Inc"])
def test_a_plain_name_is_read_as_one_with_punctuation(name: str) -> None:
    *rest, form = name.split()
    assert without_legal_form(name) == without_legal_form(f"{' '.join(rest)}; {form}")
