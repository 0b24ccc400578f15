"""Currencies: by code, by name, or by the sign beside an amount."""

from __future__ import annotations

import re
from functools import lru_cache

from graph_icp.identity.folding import fold
from graph_icp.ingest.values.cells import blank

CODES = frozenset(
    re.findall(
        r"[A-Z]+",
        """
        USD EUR GBP CHF CAD AUD NZD INR JPY CNY SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH TRY
        ILS AED SAR QAR KWD EGP ZAR NGN KES BRL MXN ARS CLP COP PEN SGD HKD TWD KRW THB MYR IDR
        PHP VND PKR BDT LKR MAD TND GHS UGX TZS RSD HRK BAM MKD GEL AMD AZN KZT UZS BYN MDL OMR
        BHD JOD LBP IQD IRR UYU PYG BOB VES CRC GTQ DOP PAB JMD TTD
        """,
    )
)
# The sign or word before each currency for which it stands; a word alone may be several ("kr").
_SIGNS: dict[str, str] = dict(
    re.findall(
        r"([^\s,]+) ([A-Z]{2,3})\b",
        """
        $ USD, US$ USD, A$ AUD, AU$ AUD, C$ CAD, CA$ CAD, NZ$ NZD, HK$ HKD, S$ SGD, R$ BRL,
        MX$ MXN, NT$ TWD, CL$ CLP, CO$ COP, AR$ ARS, € EUR, £ GBP, ¥ JPY, ₹ INR, ₽ RUB, ₩ KRW,
        ₺ TRY, ₪ ILS, ₫ VND, ₱ PHP, ฿ THB, ₦ NGN, ₴ UAH, ₸ KZT, 円 JPY, 元 CNY, 원 KRW, KČ CZK,
        ZŁ PLN, FT HUF, LEI RON, SFR CHF, FR CHF, TL TRY, RS INR, RP IDR, RM MYR, RMB CNY, KR KR
        """,
    )
)
_NAMES = {
    **dict.fromkeys(("us dollar", "us dollars", "dollar", "dollars", "dolar"), "USD"),
    **dict.fromkeys(("united states dollar", "american dollar"), "USD"),
    **dict.fromkeys(("euro", "euros", "eur euro"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "pound sterling", "british pound", "sterling"), "GBP"),
    **dict.fromkeys(("swiss franc", "swiss francs", "schweizer franken", "franken"), "CHF"),
    **dict.fromkeys(("yen", "japanese yen"), "JPY"),
    **dict.fromkeys(("canadian dollar", "canadian dollars"), "CAD"),
    **dict.fromkeys(("australian dollar", "australian dollars"), "AUD"),
    **dict.fromkeys(("swedish krona", "svensk krona"), "SEK"),
    **dict.fromkeys(("norwegian krone", "norsk krone"), "NOK"),
    **dict.fromkeys(("danish krone", "dansk krone"), "DKK"),
    **dict.fromkeys(("indian rupee", "rupee", "rupees"), "INR"),
    **dict.fromkeys(("brazilian real", "real", "reais"), "BRL"),
    **dict.fromkeys(("zloty", "polish zloty"), "PLN"),
}
_CODE = re.compile(r"(?<![A-Z])([A-Z]{3})(?![A-Z])")
_SIGN = re.compile(r"(?:US|AU|CA|NZ|HK|MX|NT|CL|CO|AR|[ACSR])?\$|[€£¥₹₽₩₺₪₫₱฿₦₴₸円元원]")
_WORD = re.compile(r"(?<!\w)(?:KČ|ZŁ|FT|LEI|SFR|FR|TL|RS|RP|RM|RMB|KR)(?!\w)")


@lru_cache(1 << 12)
def currency(text: str) -> str | None:
    """Return the currency that a cell names.

    Parameters
    ----------
    text : str
        Such as "EUR", "Euro", "US Dollar", "EUR - Euro", "$".

    Returns
    -------
    str or None
        Its ISO code, or the word in capitals where it is not known; None where nothing is named.
    """
    if blank(text):
        return None
    return _NAMES.get(fold(text)) or currency_beside(text) or text.strip().upper()[:_LONGEST]


def currency_beside(text: str) -> str | None:
    """Return the currency whose code, sign or word stands beside a number.

    Parameters
    ----------
    text : str
        Such as "1.234,50 €", "A$ 12k", "USD 80,000.00", "12 kr".

    Returns
    -------
    str or None
        Its ISO code, "KR" for kr alone; None where there is none.
    """
    word = _WORD.search(_without_numbers(text).replace(".", " "))
    return currency_in(text) or (_SIGNS[word[0]] if word else None)


def currency_in(header: str) -> str | None:
    """Return the currency whose code or sign stands in a header: EUR of "Amount (EUR)"."""
    plain = _without_numbers(header)
    codes: list[str] = [code for code in _CODE.findall(plain) if code in CODES]
    if codes:
        return codes[0]
    sign = _SIGN.search(plain.replace(" ", ""))
    return _SIGNS[sign[0]] if sign else None


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", " ", text).upper()


# The most letters of a currency that is not known.
_LONGEST = 20
