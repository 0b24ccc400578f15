"""Ticks: words, numbers and signs by which a cell says yes or no."""

from __future__ import annotations

from graph_icp.identity.folding import fold

_YES = (
    *("true", "yes", "y", "t", "1", "1.0", "x", "on", "checked", "wahr", "ja", "j", "vrai", "oui"),
    *("verdadero", "si", "s", "waar", "vero", "sim", "verdadeiro", "tak", "ano", "kylla", "evet"),
    *("да", "так", "はい", "有", "是", "예", "✓", "✔", "☑"),
)
_NO = (
    *("false", "no", "n", "f", "0", "0.0", "off", "unchecked", "falsch", "nein", "faux", "non"),
    *("falso", "onwaar", "nee", "nao", "nej", "nei", "nie", "ne", "ei", "hayir", "нет", "ні"),
    *("いいえ", "無", "なし", "否", "아니요", "✗", "✘", "☐"),
)


def ticked(text: str) -> bool | None:
    """Return whether a cell says yes; None where it says neither yes nor no.

    Parameters
    ----------
    text : str
        Such as "TRUE", "Ja", "x", "0", "Não".
    """
    plain = fold(text) or text.strip()
    if plain in _YES_FOLDED:
        return True
    return False if plain in _NO_FOLDED else None


_YES_FOLDED = frozenset(fold(each) or each for each in _YES)
_NO_FOLDED = frozenset(fold(each) or each for each in _NO)
