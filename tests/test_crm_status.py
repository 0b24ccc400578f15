"""How a company relates to us, in the words of CRMs."""

from __future__ import annotations

import pytest

from graph_icp.ingest.values.cells import UnknownWord
from graph_icp.ingest.values.crm_status import status

SAID = {
    "customer": [
        *("Customer", "Kunde", "Cliente", "Client", "Current Customer", "Customer - Expansion"),
        *("Key Customer", "CUSTOMER", "customer_direct", "Customer (Tier 1)", "1 - Customer"),
        *("Klant", "Kund", "Asiakas", "Клиент", "Müşteri", "顧客", "客户", "고객", "Klient"),
        *("Aktiver Kunde", "Client actif", "Cliente activo", "Bestandskunde", "Closed Won"),
        "Customer: at risk",
    ],
    "churned": [
        *("Customer (Churned)", "Former Customer", "Ex-Customer", "Customer - Lost", "Churned"),
        *("Ehemaliger Kunde", "Ancien client", "Ex cliente", "Бывший клиент", "Eski müşteri"),
        *("Inactive Client", "Customer / Former", "Churned Customer (2023)"),
    ],
    "prospect": [
        *("Prospect", "Lead", "Potential Customer", "Interessent", "Potenzieller Kunde", "MQL"),
        *(
            "Prospect - Tier 1",
            "Cliente potencial",
            "Client potentiel",
            "見込み客",
            "潜在客户",
            "Лид",
        ),
        *("Not a customer", "Non-Customer"),
    ],
    "open deal": ["Opportunity", "Open Deal", "Oportunidad", "商談中"],
    "partner": ["Partner", "Channel Partner / Reseller", "Partenaire", "Partner - Gold"],
    "competitor": ["Competitor", "Wettbewerber", "Concurrent"],
    "bad fit": ["Unqualified", "Bad fit"],
}


@pytest.mark.parametrize(
    ("text", "said"), [(text, said) for said, texts in SAID.items() for text in texts]
)
def test_a_status(text: str, said: str) -> None:
    assert status(text) == said


@pytest.mark.parametrize("text", ["Supplier", "Lieferant", "Other", "n/a", ""])
def test_what_says_nothing_of_it(text: str) -> None:
    assert status(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Active", "Customer/Prospect", "Customer of a customer", "Customer service", "Phase 2"),
        *("Partner - Customer", "Customerly", "Customer - lost deal"),
    ],
)
def test_what_is_no_status_for_certain(text: str) -> None:
    with pytest.raises(UnknownWord, match="not a status"):
        status(text)
