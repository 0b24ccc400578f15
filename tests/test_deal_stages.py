# ruff: noqa: RUF001 - letters of other languages look like English ones
"""What the stage of a deal says of its outcome."""

from __future__ import annotations

import pytest

from graph_icp.ingest.values.cells import UnknownWord
from graph_icp.ingest.values.deal_stages import outcome_of_stage

WON = [
    *("Closed Won", "closedwon", "Closed Won (Sales Pipeline)", "Closed/Won", "(Won)", "Won!"),
    *("CLOSED-WON", "closed_won", "7 - Won", "Won 100%", "🎉 Won", "Won: renewal", "Sales | Won"),
    *("Closed Won - Upsell", "Closed (Won)", "Closed Won Renewal", "won ✅", "Deal won"),
    *("Abgeschlossen und gewonnen", "Gewonnen", "Geschlossen, gewonnen", "Fermé gagné"),
    *("Transaction gagnée", "Clôturée et gagnée", "Cierre ganado", "Cerrada ganada", "GANADO"),
    *("Chiuso vinto", "Chiusa/Vinta", "Fechado ganho", "Negócio fechado", "Ganha"),
    *("Gesloten en gewonnen", "Gewonnen deal", "Stängd vunnen", "Lukket vundet", "Vunnet"),
    *("Suljettu ja voitettu", "Zamknięte - wygrane", "Wygrana", "Закрыто и выиграно"),
    *("Успешно реализовано", "Kazanıldı", "KAZANILDI", "Kapandı - kazanıldı", "成約", "受注済み"),
    *("クローズ（成約）", "赢单", "已成交", "贏單", "수주", "Câștigat", "Vyhráno", "Megnyert"),
]
LOST = [
    *("Closed Lost", "closedlost", "Closed/Lost", "(Lost)", "Lost!", "Lost - price", "Not won"),
    *("Closed - not won", "Disqualified", "Abandoned", "Closed Lost (No budget)", "Deal lost"),
    *("Closed lost due to price", "Abgeschlossen und verloren", "Fermé perdu", "Perdue"),
    *("Cierre perdido", "Chiuso perso", "Persa", "Negócio perdido", "Gesloten en verloren"),
    *("Deal verloren", "Förlorad", "Tapt", "Lukket tabt", "Hävitty", "Przegrana", "Stracone"),
    *("Закрыто и не реализовано", "Проиграна", "Сделка провалена", "Kaybedildi", "失注"),
    *("クローズ失注", "输单", "輸單", "실주", "Pierdut", "Prohráno", "Elveszett", "Nicht gewonnen"),
]
OPEN = [
    *("", "n/a", "Open", "Contract sent", "contractsent", "appointmentscheduled", "Proposal Made"),
    *("Id. Decision Makers", "Proposal/Price Quote", "Vertrag gesendet", "Contrat envoyé"),
    *("Contract sent (Sales Pipeline)", "Decision Maker Bought-In", "Переговоры", "交渉中"),
    "Proposal (Win-Back Pipeline)",
]
UNCERTAIN = [
    *("Verbally won", "Verbal - won", "Never won", "To be won", "Won't buy", "Wonder", "Won/Lost"),
    *(
        "Almost won",
        "Win/Loss review",
        "Won by competitor",
        "Won (pending signature)",
        "Lostwithiel",
    ),
    *(
        "Lost contact",
        "Almost lost",
        "Bald gewonnen",
        "Fast gewonnen",
        "Presque gagné",
        "受注見込み",
    ),
    *("未成約", "Casi ganado", "Closed", "Phase 3", "1234567", "Win back lost customers", "Unwon"),
    *("Contract sent (lost pipeline)", "Not lost", "Почти выиграна", "Nie wygrana", "Gastroperso"),
]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        *((stage, "won") for stage in WON),
        *((stage, "lost") for stage in LOST),
        *((stage, "open") for stage in OPEN),
    ],
)
def test_stages_that_say_it(stage: str, outcome: str) -> None:
    assert outcome_of_stage(stage) == outcome


@pytest.mark.parametrize("stage", UNCERTAIN)
def test_stages_that_leave_it_open(stage: str) -> None:
    with pytest.raises(UnknownWord, match="not certain"):
        outcome_of_stage(stage)
