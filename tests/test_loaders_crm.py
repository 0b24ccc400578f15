"""Loaders of CRM exports: HubSpot, Salesforce, Pipedrive, Attio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dumps import dump, owners
from variants import DAY, check_variants, facts, links, load, people, properties

import graph_icp
from graph_icp.graph import tables
from graph_icp.ingest.load.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from dumps import Dump

    from graph_icp.market.loading import Report


def load_all(folder: Path, **texts: str) -> tuple[Report, Dump]:
    """Load several files together, in the order given."""
    paths = [folder / f"{name}.csv" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    market = graph_icp.open(":memory:")
    report = market.load(*paths, as_of=DAY)
    with market.store() as opened:
        return report, dump(opened)


def accounts(told: Dump, *columns: str) -> dict[str, tuple[Any, ...]]:
    """Return columns of every account, by its key."""
    places = [list(tables.TABLES["account"]).index(name) for name in ("key", *columns)]
    return {row[places[0]]: tuple(row[each] for each in places[1:]) for row in told["account"]}


def worked_out(told: Dump, key: str) -> dict[str, str]:
    """Return what was worked out of an account, by property."""
    return {name: value for owner, name, value in told["account_property"] if owner[1] == key}


HUBSPOT_COMPANIES = """\
Record ID,Company name,Company Domain Name,Industry,Number of employees,Annual revenue,City,\
State/Region,Country/Region,Company owner,Lifecycle Stage,Create Date,Last Activity Date,\
Website URL,Parent Company ID,Ideal Customer Profile Tier,Phone Number
9001,"Müller & Söhne, GmbH",mueller.example,COMPUTER_SOFTWARE,"1,200",12000000,Köln,NRW,Germany,\
Ann Lee,Customer,2024-03-01 09:30,2026-06-15 14:02,https://www.mueller.example,,tier_1,+49 1
9002,Bolt,bolt.example,SAAS,Nov-50,,Berlin,,Atlantis,Ann Lee,Marketing Qualified Lead,\
2024-03-01 09:30,,,9001.0,,
9003,Crux,,,,,,,,,Evangelist,,,crux.example,,Tier 3,
9004,,,,,,,,,,Wobbly,,,,,,
9.00E+03,Dyne,,,,,,,,,,,,,,,
9.87654E+09,Elm,,,,,,,,,,,,,,,
,,gmail.com,,,,,,,,Lead,,,,,,
,,,,,,,,,Bob,Lead,,,,,,
"""


def test_hubspot_companies(tmp_path: Path) -> None:
    report, told = load(tmp_path, HUBSPOT_COMPANIES, "companies.csv")
    [file] = report.files
    assert file.loader == "hubspot-companies"
    assert accounts(
        told, "name", "country", "industry", "size", "employees", "status", "owner"
    ) == {
        "domain:mueller.example": (
            *("Müller & Söhne, GmbH", "DE", "Software", "1001-5000", 1200),
            *("customer", "Ann Lee"),
        ),
        "domain:bolt.example": ("Bolt", None, "SAAS", "11-50", None, "prospect", "Ann Lee"),
        "domain:crux.example": ("Crux", None, None, None, None, "customer", None),
        "hubspot:9004": ("9004", None, None, None, None, "prospect", None),
    }
    assert file.accepted == 4
    assert file.rejected == {
        "company_id: '9.00E+03' is an id that a spreadsheet program has rounded; "
        "export it again": 1,
        "company_id: '9.87654E+09' is an id that a spreadsheet program has rounded; "
        "export it again": 1,
        "domain: many companies share it, so it names none": 1,
        "no domain, id, LinkedIn page or name of a company": 1,
    }
    assert file.notes["country is not known (Atlantis)"] == 1
    assert file.notes["status: 'Wobbly' is not a status"] == 1
    assert facts(told) == {
        (
            *("SUBSIDIARY_OF", "hubspot:9002", "hubspot:9001", "", ""),
            *("parent in HubSpot", ""),
        )
    }
    assert owners(told)["hubspot:9001"] == "domain:mueller.example"
    mueller = properties(told, "hubspot:9001")
    assert mueller["ideal_customer_profile_tier"] == "Tier 1"
    assert (mueller["city"], mueller["revenue"]) == ("Köln", "12000000")
    assert properties(told, "hubspot:9003")["ideal_customer_profile_tier"] == "Tier 3"
    assert "phone_number" not in mueller


HUBSPOT_CONTACTS = '''\
Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company name,Lifecycle Stage,\
Lead status,Contact owner,Country/Region,Create Date,Last Activity Date,Associated Company IDs,\
Unsubscribed from all email
501,Mia,Keller,Mia@Mueller.example,+49 1,"Head of
Logistics",Müller & Söhne GmbH,Lead,Open,Ann,Austria,2024-03-01 09:30,,9001;9002,false
502,Jörg,O'Neil,"""jörg.o'neil""@gmail.com",,CTO,Bolt,,,,,,,,true
503,Kim,,,,,,,,,,,,9003,
504,Lea,Roe,lea@dyne.example,,CFO,,,,,,,,,maybe
,,,not an address,,,,,,,,,,,
'''


def test_hubspot_contacts(tmp_path: Path) -> None:
    report, told = load(tmp_path, HUBSPOT_CONTACTS, "contacts.csv")
    [file] = report.files
    assert file.loader == "hubspot-contacts"
    mia, joerg = "email:mia@mueller.example", 'email:"jörg.o\'neil"@gmail.com'
    lea = "email:lea@dyne.example"
    assert facts(told) == {
        ("WORKS_AT", mia, "hubspot:9001", "", "", "Head of\nLogistics", ""),
        ("WORKS_AT", mia, "hubspot:9002", "", "", "Head of\nLogistics", ""),
        ("WORKS_AT", joerg, "name:bolt|", "", "", "CTO", ""),
        ("WORKS_AT", "hubspot:503", "hubspot:9003", "", "", "", ""),
        ("WORKS_AT", lea, "domain:dyne.example", "", "", "CFO", ""),
    }
    assert properties(told, joerg) == {"opted_out": "true"}
    assert properties(told, mia) == {"opted_out": "false"}
    # In doubt nobody is written to.
    assert properties(told, lea) == {"opted_out": "true"}
    assert people(told)[joerg] == "Jörg O'Neil"
    assert owners(told)["hubspot:501"] == mia
    assert file.accepted == 4
    assert file.rejected == {"email: 'not an address' is not an e-mail address": 1}
    assert not file.notes


HUBSPOT_DEALS = """\
Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Create Date,\
Associated Company IDs,Associated Contact IDs,Associated Company
700,Plan A,Closed Won (Sales Pipeline),Sales,"$24,000.25",2025-11-30 12:00,Ann,,9001,501,\
Müller & Söhne
701,Plan B,Closed won,Sales,1000,6/15/2026,Ann,,9001;9002,,
702,Plan C,closedlost,Sales,,2024-05-01,Ann,,9002,,
703,Plan D,Contract sent,Sales,,2026-12-24,Ann,,9003,,
704,Plan E,Contract sent,Sales,9,,Ann,,,,Dyne Ltd
705,Plan F,Closed won,Sales,9,,Ann,,,501,
"""


def test_hubspot_deals_make_customers_and_numbers(tmp_path: Path) -> None:
    report, told = load_all(tmp_path, deals=HUBSPOT_DEALS, companies=HUBSPOT_COMPANIES)
    file = report.files[0]
    assert file.loader == "hubspot-deals"
    assert (file.accepted, file.skipped) == (5, {"deals without a company": 1})
    deals = {(each[2], each[1]): each[4:] for each in facts(told, "HAS_DEAL")}
    assert deals == {
        ("hubspot:700", "hubspot:9001"): ("2025-11-30", "won", 24000.25),
        ("hubspot:701", "hubspot:9001"): ("2026-06-15", "won", 1000.0),
        ("hubspot:701", "hubspot:9002"): ("2026-06-15", "won", 1000.0),
        ("hubspot:702", "hubspot:9002"): ("2024-05-01", "lost", ""),
        ("hubspot:703", "hubspot:9003"): ("2026-12-24", "open", ""),
        ("hubspot:704", "name:dyne|"): ("", "open", 9.0),
    }
    mueller = worked_out(told, "domain:mueller.example")
    numbers = {"won_deals": "2", "won_amount": "25000.25", "won_2025": "24000.25"}
    assert numbers.items() <= mueller.items()
    bolt = worked_out(told, "domain:bolt.example")
    assert (bolt["won_deals"], bolt["lost_deals"]) == ("1", "1")
    assert "open_deals" not in bolt
    assert accounts(told, "status") == {
        "domain:mueller.example": ("customer",),
        "domain:bolt.example": ("customer",),
        "domain:crux.example": ("customer",),
        "hubspot:9004": ("prospect",),
        "name:dyne|": ("open deal",),
    }


def test_a_refused_row_refuses_no_other(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        deals="Record ID,Deal Name,Deal Stage,Associated Company IDs\n"
        "1,A,Closed Won,11;12;13\n2,B,Closed Won,1.1E+11\n3,C,Closed Won,14\n",
    )
    (file,) = report.files
    assert (file.accepted, list(file.first_rejected.values())) == (2, [3])
    assert {each[1] for each in facts(told)} == {f"hubspot:{number}" for number in (11, 12, 13, 14)}


def test_a_column_of_amounts_says_what_a_dot_means(tmp_path: Path) -> None:
    header = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs\n"
    row = '{0},D{0},Closed Won,"{1}",2025-11-30,10{0}\n'
    texts = ["1.234,50 €", "24.000", "18.500", "512,77", "$10M-$50M", "(512,00)", "abc"]
    report, told = load_all(
        tmp_path,
        deals=header + "".join(row.format(place, text) for place, text in enumerate(texts)),
    )
    place = list(tables.TABLES["fact"]).index("amount")
    amounts = {each[2][1]: each[place] for each in told["fact"]}
    assert list(dict(sorted(amounts.items())).values()) == [
        *(1234.5, 24000, 18500, 512.77, 1e7, -512, None)
    ]
    assert report.files[0].notes == {"amount: number is not a number (abc)": 1}
    report, _ = load_all(tmp_path, deals=header + row.format(1, "24.000"))
    assert any("24.000 may be thousands" in remark for remark in report.files[0].audit.remarks)


def test_stages_in_doubt_leave_a_deal_open_and_are_told(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        deals="Record ID,Deal Name,Deal Stage,Is Closed Won,Amount,Close Date,"
        "Associated Company IDs,Associated Company\n"
        "1,A,Cierre perdido,,5,2025-11-30,100,A\n"
        "2,B,Chiuso vinto,,5,2025-11-30,101,B\n"
        "3,C,Verbally won,,5,2027-11-30,102,C\n"
        "4,D,Phase 7,true,5,2025-11-30,103,D\n",
    )
    status = {key: each for key, (each,) in accounts(told, "status").items()}
    assert status == {
        "hubspot:100": "prospect",
        "hubspot:101": "customer",
        "hubspot:102": "open deal",
        "hubspot:103": "customer",
    }
    (file,) = report.files
    assert list(file.notes) == [
        "stage: 'Verbally won' is not certain to be won or lost, so the deal counts as open"
    ]
    assert file.audit.unknown_words == set(file.notes)
    assert any("--map is_won=COLUMN" in remark for remark in file.audit.remarks)


def test_hubspot_by_the_names_of_its_api(tmp_path: Path) -> None:
    report, told = load_all(
        tmp_path,
        companies="hs_object_id,name,domain,industry,numberofemployees,annualrevenue,city,state,"
        "country,lifecyclestage,hs_ideal_customer_profile\n"
        "1,Acme,acme.example,RETAIL,120,1.2E7,Ulm,,Germany,salesqualifiedlead,tier_2\n",
        contacts="hs_object_id,firstname,lastname,email,jobtitle,company,associatedcompanyid,"
        "hs_email_optout\n5,Mia,Keller,mia@acme.example,CFO,Acme,1,true\n",
        deals="hs_object_id,dealname,dealstage,amount,closedate,associatedcompanyids,"
        "hs_is_closed_won,hs_is_closed\n"
        "7,Plan,1234567,10,2025-11-30T12:00:00Z,1,true,true\n"
        "8,Other,closedwon,10,2025-11-30T12:00:00Z,1,false,true\n"
        "9,Third,1234568,10,1767139200000,1,,\n",
    )
    assert [file.loader for file in report.files] == [
        "hubspot-companies",
        "hubspot-contacts",
        "hubspot-deals",
    ]
    assert accounts(told, "name", "industry", "revenue", "status") == {
        "domain:acme.example": ("Acme", "Retail", 12_000_000.0, "customer")
    }
    assert worked_out(told, "domain:acme.example")["ideal_customer_profile_tier"] == "Tier 2"
    assert {(each[2], each[4], each[5]) for each in facts(told, "HAS_DEAL")} == {
        ("hubspot:7", "2025-11-30", "won"),
        ("hubspot:8", "2025-11-30", "lost"),
        ("hubspot:9", "2025-12-31", ""),
    }
    assert properties(told, "email:mia@acme.example") == {"opted_out": "true"}


SALESFORCE_ACCOUNTS = """\
Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,\
BillingPostalCode,BillingCountry,Phone,Fax,AccountNumber,Website,Sic,Industry,AnnualRevenue,\
NumberOfEmployees,Ownership,TickerSymbol,Description,Rating,Site,OwnerId,CreatedDate,\
LastModifiedDate,LastActivityDate,AccountSource,DunsNumber,NaicsCode,YearStarted
0015e00000Ab1cdAAB,false,,"Müller, GmbH",Customer - Direct,,"Ringstr. 1
Hof 2",Köln,,50667,Germany,+49 1,,CC1,https://www.mueller.example,,Technology,1.2E7,120,,,\
"Says ""hi""
twice",Hot,,0055e00000Xy9zwAAC,2024-03-01T09:30:00.000Z,2026-06-15T14:02:00.000Z,,Web,,,2011
0015e00000Ab1ceAAB,false,,Bolt,Prospect,0015e00000Ab1cd,,,,,,,,,bolt.example,,,,,,,,,,Ann,,,,,,,
0015e00000Ab1cfAAB,true,,Gone Ltd,Prospect,,,,,,,,,,gone.example,,,,,,,,,,,,,,,,,
0015e00000Ab1cgAAB,true,0015e00000Ab1cdAAB,Mueller (old),,,,,,,,,,,,,,,,,,,,,,,,,,,,
0015e00000Ab1chAAB,0,,Crux,Channel Partner / Reseller,0015e00000Ab1chAAB,,,,,,,,,,,,,,,,,,,,,,,,,,
"""


def test_salesforce_accounts(tmp_path: Path) -> None:
    report, told = load(tmp_path, SALESFORCE_ACCOUNTS, "Account.csv")
    [file] = report.files
    assert file.loader == "salesforce-accounts"
    assert file.accepted == 3
    assert file.skipped == {"deleted rows": 1, "rows merged into another record": 1}
    assert not file.rejected
    assert accounts(told, "name", "country", "revenue", "employees", "status", "owner") == {
        "domain:mueller.example": (
            *("Müller, GmbH", "DE", 12_000_000.0, 120, "customer", "0055e00000Xy9zwAAC"),
        ),
        "domain:bolt.example": ("Bolt", None, None, None, "prospect", "Ann"),
        "salesforce:0015e00000Ab1ch": ("Crux", None, None, None, "partner", None),
    }
    assert {each[1:3] for each in facts(told, "SUBSIDIARY_OF")} == {
        ("salesforce:0015e00000Ab1ce", "salesforce:0015e00000Ab1cd")
    }
    mueller = properties(told, "salesforce:0015e00000Ab1cd")
    assert (mueller["description"], mueller["rating"]) == ('Says "hi"\ntwice', "Hot")
    assert not {"phone", "billingstreet", "isdeleted", "lastmodifieddate"} & set(mueller)


SALESFORCE_CONTACTS = """\
Id,AccountId,LastName,FirstName,Salutation,Name,MailingStreet,MailingCity,MailingState,\
MailingPostalCode,MailingCountry,Phone,MobilePhone,ReportsToId,Email,Title,Department,LeadSource,\
OwnerId,CreatedDate,LastActivityDate,HasOptedOutOfEmail,DoNotCall,IsEmailBounced
0035e00000Kl2mnAAD,0015e00000Ab1cd,Öz,Mia,Ms.,Mia Öz,"Hof 1
Köln",,,,,+49,,,'mia@mueller.example',"Head, IT",,,,,,1,0,false
0035e00000Kl2moAAD,,Li,Jo,,Jo Li,,,,,France,,,,jo@gmail.com,,,,,,,false,true,false
0035e00000Kl2mpAAD,0015e00000Ab1ceAAB,Roe,,,,,,,,,,,,,CEO,,,,,,FALSE,,
"""


def test_salesforce_contacts(tmp_path: Path) -> None:
    report, told = load(tmp_path, SALESFORCE_CONTACTS, "Contact.csv")
    [file] = report.files
    assert file.loader == "salesforce-contacts"
    assert (file.accepted, dict(file.rejected)) == (3, {})
    mia = "email:mia@mueller.example"
    assert facts(told) == {
        ("WORKS_AT", mia, "salesforce:0015e00000Ab1cd", "", "", "Head, IT", ""),
        ("WORKS_AT", "salesforce:0035e00000Kl2mp", "salesforce:0015e00000Ab1ce", "", "", "CEO", ""),
    }
    assert owners(told)["salesforce:0035e00000Kl2mn"] == mia
    assert properties(told, mia) == {"opted_out": "true"}
    assert properties(told, "email:jo@gmail.com") == {"opted_out": "false"}
    assert people(told)["salesforce:0035e00000Kl2mp"] == "Roe"


SALESFORCE_OPPORTUNITIES = """\
Id,IsDeleted,AccountId,Name,Description,StageName,Amount,Probability,ExpectedRevenue,CloseDate,\
Type,NextStep,LeadSource,IsClosed,IsWon,ForecastCategory,CampaignId,OwnerId,CreatedDate,\
LastActivityDate,FiscalQuarter,FiscalYear
0065e00000Op3qrAAE,false,0015e00000Ab1cdAAB,Plan,,Signed,24000.0,100.0,,2025-11-30,,,,true,true,\
Closed,,,,,4,2025
0065e00000Op3qsAAE,false,0015e00000Ab1ceAAB,Plan,,Parked,"1,000",0,,2025-10-30,,,,true,false,\
Omitted,,,,,4,2025
0065e00000Op3qtAAE,false,0015e00000Ab1ceAAB,More,,Closed Won,5,0,,2026-10-30,,,,false,false,,,,,,,
0065e00000Op3quAAE,true,0015e00000Ab1ceAAB,Bin,,Closed Won,9999,0,,2026-10-30,,,,true,true,,,,,,,
0065e00000Op3qvAAE,false,,Nobody's,,Closed Won,9999,0,,2026-10-30,,,,true,true,,,,,,,
0065e00000Op3qwAAE,false,0015e00000Ab1chAAB,Words,,Closed Lost,7,0,,2026-10-30,,,,,,,,,,,,
"""


def test_salesforce_opportunities(tmp_path: Path) -> None:
    report, told = load_all(tmp_path, accounts=SALESFORCE_ACCOUNTS, deals=SALESFORCE_OPPORTUNITIES)
    file = report.files[1]
    assert file.loader == "salesforce-opportunities"
    assert file.accepted == 4
    assert file.skipped == {"deleted rows": 1, "deals without a company": 1}
    assert {each[1:3] + each[4:] for each in facts(told, "HAS_DEAL")} == {
        ("salesforce:0015e00000Ab1cd", "salesforce:0065e00000Op3qr", "2025-11-30", "won", 24000.0),
        ("salesforce:0015e00000Ab1ce", "salesforce:0065e00000Op3qs", "2025-10-30", "lost", 1000.0),
        ("salesforce:0015e00000Ab1ce", "salesforce:0065e00000Op3qt", "2026-10-30", "open", 5.0),
        ("salesforce:0015e00000Ab1ch", "salesforce:0065e00000Op3qw", "2026-10-30", "lost", 7.0),
    }
    assert accounts(told, "status") == {
        "domain:mueller.example": ("customer",),
        "domain:bolt.example": ("open deal",),
        "salesforce:0015e00000Ab1ch": ("partner",),
    }
    assert worked_out(told, "domain:mueller.example")["won_2025"] == "24000"


FOOTER = '\n"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2026 salesforce"\n'
REPORTS = {
    "accounts": "Account Name,Account ID,Billing Country,Type,Industry,Annual Revenue,Employees,"
    "Website,Account Owner,Parent Account ID\n"
    '"Müller, GmbH",0015e00000Ab1cd,Germany,Customer - Channel,Technology,"EUR 12,000,000",120,'
    "mueller.example,Ann Lee,\n"
    "Bolt,0015e00000Ab1ce,,,,,,,Ann Lee,0015e00000Ab1cd\n",
    "contacts": "First Name,Last Name,Email,Title,Account Name,Account ID,Contact ID,"
    "Email Opt Out\n"
    'Mia,Öz,mia@mueller.example,CFO,"Müller, GmbH",0015e00000Ab1cdAAB,0035e00000Kl2mn,1\n',
    "opportunities": "Opportunity Name,Stage,Amount,Close Date,Opportunity ID,Account ID,"
    "Account Name,Won,Closed\n"
    'Plan,Signed,"EUR 24,000.00",11/30/2025,0065e00000Op3qr,0015e00000Ab1cd,"Müller, GmbH",1,1\n'
    "More,Signed,,12/1/2026,0065e00000Op3qs,0015e00000Ab1ce,Bolt,0,0\n",
}


def test_salesforce_reports_with_their_footers(tmp_path: Path) -> None:
    texts = {name: text + FOOTER for name, text in REPORTS.items()}
    report, told = load_all(tmp_path, **texts)
    assert [file.loader for file in report.files] == [f"salesforce-{name}" for name in REPORTS]
    assert [file.accepted for file in report.files] == [2, 1, 2]
    assert not any(file.rejected for file in report.files)
    assert accounts(told, "country", "revenue", "employees", "status", "owner") == {
        "domain:mueller.example": ("DE", 12_000_000.0, 120, "customer", "Ann Lee"),
        "salesforce:0015e00000Ab1ce": (None, None, None, "open deal", "Ann Lee"),
    }
    assert facts(told) == {
        (
            *("SUBSIDIARY_OF", "salesforce:0015e00000Ab1ce", "salesforce:0015e00000Ab1cd"),
            *("", "", "parent in Salesforce", ""),
        ),
        (
            *("WORKS_AT", "email:mia@mueller.example", "salesforce:0015e00000Ab1cd"),
            *("", "", "CFO", ""),
        ),
        (
            *("HAS_DEAL", "salesforce:0015e00000Ab1cd", "salesforce:0065e00000Op3qr"),
            *("", "2025-11-30", "won", 24000.0),
        ),
        (
            *("HAS_DEAL", "salesforce:0015e00000Ab1ce", "salesforce:0065e00000Op3qs"),
            *("", "2026-12-01", "open", ""),
        ),
    }
    assert properties(told, "email:mia@mueller.example") == {"opted_out": "true"}


PIPEDRIVE_ORGANIZATIONS = """\
Organization - ID,Organization - Name,Organization - Address,Organization - Owner,\
Organization - Label,Organization - Website,Organization - Won deals
77,Müller GmbH,"Ringstr. 1, 50667 Köln, Germany",Ann Lee,"Hot lead, Customer",mueller.example,2
78,Bolt Inc,"1 Main St, Fremont, CA",Ann Lee,Cold lead,,
79,Crux,Remote,,,https://crux.example/,
,,,,,,1
"""


def test_pipedrive_organizations(tmp_path: Path) -> None:
    report, told = load(tmp_path, PIPEDRIVE_ORGANIZATIONS, "orgs.csv")
    [file] = report.files
    assert file.loader == "pipedrive-organizations"
    assert accounts(told, "name", "country", "status", "owner") == {
        "domain:mueller.example": ("Müller GmbH", "DE", "customer", "Ann Lee"),
        "pipedrive:78": ("Bolt Inc", None, "prospect", "Ann Lee"),
        "domain:crux.example": ("Crux", None, "prospect", None),
    }
    assert properties(told, "pipedrive:78") == {"label": "Cold lead", "owner": "Ann Lee"}
    assert properties(told, "pipedrive:77")["organization_won_deals"] == "2"
    assert file.accepted == 3
    assert file.rejected == {"no domain, id, LinkedIn page or name of a company": 1}


PIPEDRIVE_PEOPLE = """\
Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,\
Person - Email - Home
501,Mia Öz,Müller GmbH,Mia@mueller.example,+49 1,mia@gmail.com
502,Jo Li,Bolt Inc,,,
503,Kim Roe,,kim@gmail.com,,
"""


def test_pipedrive_people(tmp_path: Path) -> None:
    report, told = load_all(tmp_path, people=PIPEDRIVE_PEOPLE, orgs=PIPEDRIVE_ORGANIZATIONS)
    file = report.files[0]
    assert file.loader == "pipedrive-people"
    assert (file.accepted, dict(file.rejected)) == (3, {})
    assert {each[:3] for each in facts(told)} == {
        ("WORKS_AT", "email:mia@mueller.example", "domain:mueller.example"),
        ("WORKS_AT", "pipedrive:502", "name:bolt|"),
    }
    assert {owners(told)[key] for key in people(told)} == {
        "email:mia@mueller.example",
        "pipedrive:502",
        "email:kim@gmail.com",
    }


PIPEDRIVE_DEALS = """\
Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,\
Deal - Organization ID,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,\
Deal - Expected close date
700,Plan A,24000,EUR,Müller GmbH,77,Negotiations,Won,2025-11-30 12:00:00,,2025-12-15
701,Plan B,"1,000",EUR,Bolt Inc,78,Proposal,Lost,,2025-06-15 08:00:00,2025-07-01
702,Plan C,5,EUR,Crux,79,Proposal,Open,,,2026-12-15
703,Plan D,5,EUR,Crux,79,Proposal,Deleted,,,2026-12-15
704,Plan E,5,EUR,Dyne Ltd,,Closed Won,,,,2026-01-15
705,Plan F,5,EUR,,,Proposal,Open,,,
"""


def test_pipedrive_deals(tmp_path: Path) -> None:
    report, told = load_all(tmp_path, deals=PIPEDRIVE_DEALS, orgs=PIPEDRIVE_ORGANIZATIONS)
    file = report.files[0]
    assert file.loader == "pipedrive-deals"
    assert file.accepted == 4
    assert file.skipped == {"deleted rows": 1, "deals without a company": 1}
    assert {each[1:3] + each[4:] for each in facts(told)} == {
        ("pipedrive:77", "pipedrive:700", "2025-11-30", "won", 24000.0),
        ("pipedrive:78", "pipedrive:701", "2025-06-15", "lost", 1000.0),
        ("pipedrive:79", "pipedrive:702", "2026-12-15", "open", 5.0),
        ("name:dyne|", "pipedrive:704", "2026-01-15", "won", 5.0),
    }
    assert accounts(told, "status") == {
        "domain:mueller.example": ("customer",),
        "pipedrive:78": ("prospect",),
        "domain:crux.example": ("open deal",),
        "name:dyne|": ("customer",),
    }


def test_pipedrive_deals_without_ids_are_known_by_title_and_company(tmp_path: Path) -> None:
    text = (
        "Deal - Title,Deal - Value,Deal - Stage,Deal - Organization\n"
        "Plan,10,Lost,Acme\nPlan,20,Proposal,Bolt\n"
    )
    report, told = load(tmp_path, text, "deals.csv")
    assert report.files[0].loader == "pipedrive-deals"
    assert {each[1:3] + each[5:] for each in facts(told)} == {
        ("name:acme|", "pipedrive:plan@name:acme|", "lost", 10.0),
        ("name:bolt|", "pipedrive:plan@name:bolt|", "open", 20.0),
    }


ATTIO_COMPANIES = """\
Record ID,Domains,Name,Description,Categories,Primary location,Estimated ARR,Funding raised,\
Foundation date,Employee range,Connection strength,Associated deals
3f0a-1,"mueller.example,mueller-cloud.example",Müller,"Plans
lorries","B2B,SAAS,Logistics","Köln, Germany",$10M-$50M,12000000,2011-05-01,251-1K,Strong,Plan A
3f0a-2,bolt.example,Bolt,,,"Fremont, CA",1500000,,,10-Feb,,
3f0a-3,,Crux,,"E-commerce",France,,,,many,Weak,
,,,"left over",,,,,,,,
"""


def test_attio_companies(tmp_path: Path) -> None:
    report, told = load(tmp_path, ATTIO_COMPANIES, "attio.csv")
    [file] = report.files
    assert file.loader == "attio-companies"
    assert accounts(told, "name", "country", "industry", "size", "revenue") == {
        "domain:mueller.example": (
            "Müller",
            "DE",
            "B2B; Logistics and Supply Chain; SAAS",
            "201-500",
            None,
        ),
        "domain:mueller-cloud.example": ("mueller-cloud.example", *[None] * 4),
        "domain:bolt.example": ("Bolt", None, None, "1-10", 1_500_000.0),
        "attio:3f0a-3": ("Crux", "FR", "E-commerce", None, None),
    }
    mueller = properties(told, "attio:3f0a-1")
    assert mueller["revenue_band"] == "10M-50M"
    assert mueller["connection_strength"] == "Strong"
    assert mueller["description"] == "Plans\nlorries"
    assert {frozenset(end[1] for end in row[:2]) for row in told["proposal"]} == {
        frozenset({"attio:3f0a-1", "domain:mueller-cloud.example"})
    }
    assert links(told, "industry") >= {("domain:mueller.example", "saas", 1.0)}
    assert file.accepted == 3
    assert file.rejected == {"no domain, id, LinkedIn page or name of a company": 1}
    assert file.notes == {"size: employees is not a number (many)": 1}


FILES = {
    "hubspot-companies": HUBSPOT_COMPANIES,
    "hubspot-contacts": HUBSPOT_CONTACTS,
    "hubspot-deals": HUBSPOT_DEALS,
    "salesforce-accounts": SALESFORCE_ACCOUNTS,
    "salesforce-contacts": SALESFORCE_CONTACTS,
    "salesforce-opportunities": SALESFORCE_OPPORTUNITIES,
    "pipedrive-organizations": PIPEDRIVE_ORGANIZATIONS,
    "pipedrive-people": PIPEDRIVE_PEOPLE,
    "pipedrive-deals": PIPEDRIVE_DEALS,
    "attio-companies": ATTIO_COMPANIES,
}


@pytest.mark.parametrize("name", FILES)
def test_however_it_is_written_it_says_the_same(tmp_path: Path, name: str) -> None:
    check_variants(tmp_path, FILES[name], "file.csv", name)


# Tables of one's own that use some of the same words.
OWN = {
    "company_id,company,domain,employees,owner": "companies",
    "id,name,website,industry": "companies",
    "Account ID,Account Name,Website,Industry": "companies",
    "person_id,name,email,title,company": "people",
    "id,name,domain,parent_id": "companies",
}


@pytest.mark.parametrize("header", OWN)
def test_a_table_of_ones_own_is_not_taken_for_a_system(header: str) -> None:
    assert recognise("file.csv", header.split(",")).name == OWN[header]


PARTS = {
    "Record ID,Company name,Company Domain Name": "hubspot-companies",
    "Id,Name,Website,Industry,BillingCountry,OwnerId": "salesforce-accounts",
    "Account Name,Account ID,Account Owner": "salesforce-accounts",
    "Id,AccountId,FirstName,LastName,Email": "salesforce-contacts",
    "Id,AccountId,Name,StageName,Amount": "salesforce-opportunities",
    "Organization - Name,Organization - Website": "pipedrive-organizations",
    "Person - Name,Person - Email (Work)": "pipedrive-people",
    "Record ID,Domains,Name,Employee range": "attio-companies",
}


@pytest.mark.parametrize("header", PARTS)
def test_an_export_of_some_columns_is_recognised(header: str) -> None:
    assert recognise("file.csv", header.split(",")).name == PARTS[header]
