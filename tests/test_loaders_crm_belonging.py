"""What a CRM says of who belongs to whom: primary companies, parents, domains, leads' accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dumps import owners
from test_loaders_crm import accounts, load_all
from variants import facts, people, properties

if TYPE_CHECKING:
    from pathlib import Path

HUBSPOT = (
    "Record ID,Company name,Company Domain Name\n1,Acme,acme.example\n2,Agency,agency.example\n"
)


def test_a_partner_on_a_deal_is_no_customer(tmp_path: Path) -> None:
    _, told = load_all(
        tmp_path,
        companies=HUBSPOT,
        deals="Record ID,Deal Name,Deal Stage,Amount in company currency,Associated Company IDs,"
        "Associated Company,Associated Company IDs (Primary),Associated Company (Primary)\n"
        "7,Plan,Closed Won,50000,2;1,Agency;Acme,1,Acme\n"
        "8,Other,Contract sent,9,2,Agency,,\n",
    )
    assert accounts(told, "name", "status") == {
        "domain:acme.example": ("Acme", "customer"),
        "domain:agency.example": ("Agency", "open deal"),
    }
    assert {each[6] for each in facts(told, "HAS_DEAL")} == {50000.0, 9.0}


def test_several_companies_of_a_deal_without_a_primary_one_are_told(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        companies=HUBSPOT,
        deals="Record ID,Deal Name,Deal Stage,Associated Company IDs,Associated Company\n"
        "7,Plan,Closed Won,2;1,Agency;Acme\n",
    )
    assert any("(Primary)" in remark for remark in report.files[1].audit.remarks)
    assert {each: name for each, (name,) in accounts(told, "name").items()} == {
        "domain:acme.example": "Acme",
        "domain:agency.example": "Agency",
    }


def test_contacts_work_at_their_primary_company(tmp_path: Path) -> None:
    _, told = load_all(
        tmp_path,
        companies=HUBSPOT,
        contacts="Record ID,First Name,Last Name,Email,Contact owner,"
        "Associated Company IDs (Primary),Associated Company (Primary)\n"
        "5,Mia,Roe,mia@gmail.com,Ann,1,Acme\n6,Pau,Ray,pau@other.example,Ann,2,Agency\n",
    )
    assert accounts(told).keys() == {"domain:acme.example", "domain:agency.example"}
    assert {(each[1], each[2]) for each in facts(told, "WORKS_AT")} == {
        ("email:mia@gmail.com", "hubspot:1"),
        ("email:pau@other.example", "hubspot:2"),
    }


def test_additional_domains_belong_unless_another_company_has_them(tmp_path: Path) -> None:
    _, told = load_all(
        tmp_path,
        companies="Record ID,Company name,Company Domain Name,Additional Domains\n"
        "1,Acme,acme.example,acme-shop.example;bolt.example;gmail.com\n2,Bolt,bolt.example,\n",
        contacts="Record ID,First Name,Last Name,Email,Contact owner\n"
        "5,Mia,Roe,mia@acme-shop.example,Ann\n",
    )
    owner_of = owners(told)
    assert owner_of["domain:acme-shop.example"] == owner_of["hubspot:1"]
    assert owner_of["domain:bolt.example"] == owner_of["hubspot:2"]
    assert len(accounts(told)) == 2


PARENTS = {
    "hubspot": "Record ID,Company name,Company Domain Name,Parent Company\n"
    "1,Acme,acme.example,\n2,Acme Shop,shop.example,Acme\n",
    "hubspot by id": "Record ID,Company name,Company Domain Name,Parent Company\n"
    "1,Acme,acme.example,\n2,Acme Shop,shop.example,1\n",
    "pipedrive": "Organization - Name,Organization - Website,Organization - Parent\n"
    "Acme,acme.example,\nAcme Shop,shop.example,Acme\n",
    "salesforce": "Account ID,Account Name,Website,Account Owner,Parent Account\n"
    "0015e00000Ab1cd,Acme,acme.example,Ann,\n0015e00000Ab1ce,Acme Shop,shop.example,Ann,Acme\n",
    "zoho": "Record Id,Account Name,Website,Account Owner.id,Parent Account.id,Parent Account\n"
    "zcrm_1,Acme,acme.example,u,,\nzcrm_2,Acme Shop,shop.example,u,1,Acme\n",
    "dynamics": "(Do Not Modify) Account,Account Name,Website,Parent Account\n"
    "0A-1,Acme,acme.example,\n0A-2,Acme Shop,shop.example,Acme\n",
}


@pytest.mark.parametrize("system", PARENTS)
def test_parents_are_linked_by_id_or_name(tmp_path: Path, system: str) -> None:
    report, told = load_all(tmp_path, companies=PARENTS[system])
    assert report.files[0].loader.startswith(system.partition(" ")[0])
    [(child, parent)] = [(each[1], each[2]) for each in facts(told, "SUBSIDIARY_OF")]
    owner_of = owners(told)
    assert (owner_of[child], owner_of[parent]) == ("domain:shop.example", "domain:acme.example")
    assert len(accounts(told)) == 2


def test_zoho_accounts_and_deals(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        accounts="Record Id,Account Owner.id,Account Owner,Account Name,Website,Account Type,"
        "Employees,Billing Country\n"
        "zcrm_11,zcrm_9,Ann Lee,Acme,www.acme.example,Customer,120,Germany\n"
        "zcrm_12,zcrm_9,Ann Lee,Bolt,www.bolt.example,Prospect,,UK\n",
        deals="Record Id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,"
        "Stage\nzcrm_21,Ann,24000,Plan,2025-11-30,12,Bolt,Closed Won\n",
        contacts="Record Id,Contact Owner.id,First Name,Last Name,Account Name.id,Account Name,"
        "Email,Title,Email Opt Out\nzcrm_31,zcrm_9,Mia,Roe,zcrm_11,Acme,mia@gmail.com,CFO,true\n",
    )
    assert [file.loader for file in report.files] == [
        *("zoho-accounts", "zoho-deals", "zoho-contacts")
    ]
    assert accounts(told, "name", "status", "country", "size", "owner") == {
        "domain:acme.example": ("Acme", "customer", "DE", "51-200", "Ann Lee"),
        "domain:bolt.example": ("Bolt", "customer", "GB", None, "Ann Lee"),
    }
    assert properties(told, "email:mia@gmail.com") == {"opted_out": "true"}


def test_zoho_leads(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        leads="Record Id,Lead Owner.id,Company,First Name,Last Name,Email,Website,Industry,"
        "No. of Employees,Country\n"
        "zcrm_41,zcrm_9,Acme,Mia,Roe,mia@acme.example,acme.example,Retail,120,Germany\n",
    )
    assert report.files[0].loader == "zoho-leads"
    assert accounts(told, "name", "country", "industry", "size") == {
        "domain:acme.example": ("Acme", "DE", "Retail", "51-200")
    }
    assert [(each[1], each[2]) for each in facts(told, "WORKS_AT")] == [
        ("email:mia@acme.example", "domain:acme.example")
    ]


def test_dynamics_accounts_contacts_and_opportunities(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        accounts="(Do Not Modify) Account,Account Name,Address 1: Country/Region,Primary Contact,"
        "Website,Relationship Type,Owner,Annual Revenue,Status\n"
        '0a-01,Acme,Indonesia,Mia Roe,https://acme.example,Customer,Ann,"$1,200,000.00",Active\n'
        "0a-02,Bolt,Germany,,https://bolt.example,Supplier,Ann,,Active\n"
        "0a-03,Crux,Germany,,https://crux.example,Prospect,Ann,,Active\n",
        contacts="(Do Not Modify) Contact,Full Name,Email,Company Name,Do not allow Bulk Emails\n"
        "0c-01,Mia Roe,mia@acme.example,Acme,Do Not Allow\n"
        "0c-02,Lin Ray,lin@acme.example,Acme,Allow\n",
        opportunities="(Do Not Modify) Opportunity,Topic,Potential Customer,Est. Close Date,"
        "Actual Close Date,Actual Revenue,Status,Status Reason\n"
        '0d-01,Plan,Crux,2025-12-15,2025-11-30,"$24,000.00",Won,Won\n'
        "0d-02,Other,Bolt,2025-12-15,2025-11-30,,Lost,Out-Sold\n",
    )
    assert [file.loader for file in report.files] == [
        *("dynamics-accounts", "dynamics-contacts", "dynamics-opportunities")
    ]
    assert accounts(told, "status", "country", "revenue") == {
        "domain:acme.example": ("customer", "ID", 1_200_000.0),
        "domain:bolt.example": ("prospect", "DE", None),
        "domain:crux.example": ("customer", "DE", None),
    }
    assert {each[2]: each[4:] for each in facts(told, "HAS_DEAL")} == {
        "dynamics:0d-01": ("2025-11-30", "won", 24000.0),
        "dynamics:0d-02": ("2025-11-30", "lost", ""),
    }
    assert properties(told, "email:mia@acme.example") == {"opted_out": "true"}
    assert properties(told, "email:lin@acme.example") == {"opted_out": "false"}


def test_crunchbase(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        companies="Organization Name,Organization Name URL,Industries,Headquarters Location,"
        "CB Rank (Company),Operating Status,Website,LinkedIn,Number of Employees,"
        "Estimated Revenue Range,Top 5 Investors\n"
        'Acme,https://cb.example/acme,"Logistics, SaaS","Walldorf, Baden-Wurttemberg, Germany",1,'
        "Active,https://acme.example,https://www.linkedin.com/company/acme,10001+,$10B+,"
        '"Point Nine, Ridge"\n'
        'Bolt,https://cb.example/bolt,,"Boston, Massachusetts, United States",2,Closed,'
        "https://bolt.example,,1-10,Less than $1M,\n",
    )
    assert report.files[0].loader == "crunchbase"
    assert not report.files[0].notes
    assert accounts(told, "status", "country", "size") == {
        "domain:acme.example": ("prospect", "DE", "10001-50000"),
        "domain:bolt.example": ("bad fit", "US", "1-10"),
    }
    assert properties(told, "domain:acme.example")["revenue_band"] == "10B+"
    assert "linkedin:acme" in owners(told)
    assert {each[2] for each in facts(told, "BACKED_BY")} == {"point-nine", "ridge"}


def test_leads_tell_of_their_companies_and_accounts(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        accounts="Account ID,Account Name,Website,Account Owner\n"
        "0015e00000Do001,Dornfeld,dornfeld.example,Ann\n",
        leads="Id,LastName,FirstName,Title,Company,Country,Email,Website,Industry,"
        "NumberOfEmployees,IsConverted,ConvertedAccountId,HasOptedOutOfEmail\n"
        "00Q1,Roe,Mia,COO,Acme GmbH,Germany,mia@acme.example,www.acme.example,Retail,120,false,,"
        "false\n"
        "00Q2,Ray,Lin,CTO,Dornfeld Ltd,UK,lin@gmail.com,,Finance,40,true,0015e00000Do001AAA,true\n",
    )
    assert [file.loader for file in report.files] == ["salesforce-accounts", "salesforce-leads"]
    assert accounts(told, "name", "country", "industry", "size") == {
        "domain:acme.example": ("Acme GmbH", "DE", "Retail", "51-200"),
        "domain:dornfeld.example": ("Dornfeld", "GB", "Financial Services", "11-50"),
    }
    assert {each[2] for each in facts(told, "WORKS_AT")} == {
        *("domain:acme.example", "salesforce:0015e00000Do001")
    }
    assert properties(told, "email:lin@gmail.com") == {"opted_out": "true"}
    assert people(told)["email:lin@gmail.com"] == "Lin Ray"


def test_pipedrive_tells_won_deals_and_reads_addresses_of_its_own(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        organizations="Organization - Name,Organization - Owner,Organization - Won deals,"
        "Organization - Full/combined address of Company Address\n"
        'Acme,Ann,2,"1 High St, London EC1A 1BB, UK"\nBolt,Ann,0,"3 Low St, Leeds, UK"\n',
    )
    assert {each for (each,) in accounts(told, "country").values()} == {"GB"}
    [note] = report.files[0].notes
    assert note.startswith("won deals: load the export of deals")


def test_pipedrive_deals_of_bare_organizations_in_german(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        deals="Deal - Titel,Deal - Wert,Deal - Status,Deal - Phase,Organisation\n"
        "Plan,24000,won,Angebot,Acme\n",
    )
    assert report.files[0].loader == "pipedrive-deals"
    assert accounts(told, "name", "status") == {"name:acme|": ("Acme", "customer")}
