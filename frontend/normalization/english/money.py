"""Amounts of money: symbols before or after, magnitudes, cents, spans and rates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from frontend.normalization.english.numbers import MAGNITUDES, NUMBER, is_adjective, is_one, number
from frontend.normalization.english.rule import DigitRule, alternatives
from frontend.normalization.english.units import singular_unit


@dataclass(frozen=True)
class Currency:
    """The names of a currency and of its hundredth part (empty where it has none in use)."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


_DOLLAR = Currency("dollar", "dollars", "cent", "cents")
_EURO = Currency("euro", "euros", "cent", "cents")
_POUND = Currency("pound", "pounds", "penny", "pence")
_YEN = Currency("yen", "yen")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")
_ZLOTY = Currency("zloty", "zlotys", "grosz", "groszy")
_HRYVNIA = Currency("hryvnia", "hryvnias", "kopiyka", "kopiykas")


def _dollar_of(country: str) -> Currency:
    return Currency(f"{country} dollar", f"{country} dollars", "cent", "cents")


SYMBOLS = {
    "$": _DOLLAR,
    "€": _EURO,
    "£": _POUND,
    "¥": _YEN,
    "₹": _RUPEE,
    "₴": _HRYVNIA,
    "₽": Currency("ruble", "rubles", "kopeck", "kopecks"),
    "₩": Currency("won", "won"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₺": Currency("lira", "liras", "kurus", "kurus"),
    "₫": Currency("dong", "dong"),
    "₱": Currency("peso", "pesos", "centavo", "centavos"),
    "฿": Currency("baht", "baht", "satang", "satang"),
    "₦": Currency("naira", "naira", "kobo", "kobo"),
    "₿": Currency("bitcoin", "bitcoins"),
    "kr": Currency("krona", "kronor"),
    "zł": _ZLOTY,
    "Kč": Currency("koruna", "korunas"),
    "Rs.": _RUPEE,
    "Rs": _RUPEE,
    "US$": _dollar_of("US"),
    "A$": _dollar_of("Australian"),
    "AU$": _dollar_of("Australian"),
    "C$": _dollar_of("Canadian"),
    "CA$": _dollar_of("Canadian"),
    "NZ$": _dollar_of("New Zealand"),
    "HK$": _dollar_of("Hong Kong"),
    "S$": _dollar_of("Singapore"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
}
CODES = {
    "USD": _dollar_of("US"),
    "AUD": SYMBOLS["A$"],
    "CAD": SYMBOLS["C$"],
    "NZD": SYMBOLS["NZ$"],
    "HKD": SYMBOLS["HK$"],
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": Currency("yuan", "yuan"),
    "RMB": Currency("yuan", "yuan"),
    "INR": _RUPEE,
    "UAH": _HRYVNIA,
    "RUB": SYMBOLS["₽"],
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
    "SEK": Currency("Swedish krona", "Swedish kronor"),
    "NOK": Currency("Norwegian krone", "Norwegian kroner"),
    "DKK": Currency("Danish krone", "Danish kroner"),
    "PLN": _ZLOTY,
    "CZK": Currency("Czech koruna", "Czech korunas"),
    "MXN": Currency("Mexican peso", "Mexican pesos"),
    "BRL": SYMBOLS["R$"],
    "BTC": SYMBOLS["₿"],
}
_CURRENCIES = {**SYMBOLS, **CODES}

_SIGN = alternatives(SYMBOLS)
_CODE = alternatives(CODES)
# Of these, an amount in front says how much they are: "the $2 million home".
_BEFORE_NOUN = re.compile(
    r"\s(?:bill|home|house|mansion|deal|fund|budget|project|plan|loan|contract|company|business|market|industry|package|"
    r"program|investment|lawsuit|settlement|fine|prize|ticket|grant|gift|stake|bid|offer|acquisition|bonus|jackpot|coin|"
    r"note|check|cheque|fee|question)\b"
)
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d\d")
_MAGNITUDE = (
    r"(?:\s?(?P<magnitude>[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|bn|mn|mln|bln|tn|trn|[kKmMbBT]|MM)(?![\w']))?"
)
_AMOUNT = rf"(?:\d{{1,3}}(?:\.\d{{3}})+,\d\d(?!\d)|\d+,\d\d(?![\d,])|{NUMBER})"  # 12,99, 1.234,56 as on the continent
_RANGE = (
    rf"(?P<amount>{_AMOUNT})(?:(?P<first_magnitude>[kKmMbBT])?(?P<join>\s?[-–]\s?|\sto\s){_SIGN}?(?P<upper>{NUMBER}))?"
)
_RATE = r"(?:\s?/\s?(?P<rate>[A-Za-z]{1,6})\b)?"


def _money(match: re.Match[str]) -> str:
    parts = match.groupdict()
    currency = _CURRENCIES[match["currency"]]
    if is_adjective(match.string, match.start()) or parts.get("noun") or _BEFORE_NOUN.match(match.string, match.end()):
        currency = Currency(currency.one, currency.one, currency.cent, currency.cent)
    spoken = _amount(parts["upper"] or parts["amount"], _named(parts["magnitude"]), currency)
    if parts["upper"]:
        lower = parts["amount"]
        in_full = re.search(r"[.,]\d\d$", lower) and currency.cent and not parts["magnitude"]
        spoken = f"{_amount(lower, '', currency) if in_full else _lower(parts)} to {spoken}"
    if parts.get("noun"):
        spoken += f" {parts['noun']}"
    if parts.get("rate"):
        spoken += f" per {singular_unit(parts['rate']) or parts['rate']}"
    return f"minus {spoken}" if parts.get("minus") else spoken


def _lower(parts: Mapping[str, str | None]) -> str:
    """The lower end of a span, without the currency that follows its upper end."""
    return f"{number(parts['amount'] or '')} {_named(parts['first_magnitude'])}"


def _named(magnitude: str | None) -> str:
    return MAGNITUDES[magnitude.lower()] if magnitude else ""


def _amount(written: str, magnitude: str, currency: Currency) -> str:
    if magnitude:
        return f"{number(written)} {magnitude} {currency.many}"
    if _CONTINENTAL.fullmatch(written):
        written = written.replace(".", "")
    whole, _, hundredths = re.sub(r",(?=\d\d$)", ".", written).partition(".")
    if len(hundredths) != 2 or not currency.cent:
        return f"{number(written)} {currency.one if is_one(written) else currency.many}"
    spoken = []
    whole = whole or "0"  # $.50
    if int(whole.replace(",", "")) or hundredths == "00":
        spoken.append(f"{number(whole)} {currency.one if is_one(whole) else currency.many}")
    if int(hundredths):
        spoken.append(f"{number(str(int(hundredths)))} {currency.cent if int(hundredths) == 1 else currency.cents}")
    return " and ".join(spoken)


def _cents(match: re.Match[str]) -> str:
    spoken = f"{number(match['amount'])} {'cent' if is_one(match['amount']) else 'cents'}"
    return f"{spoken} per {singular_unit(match['rate']) or match['rate']}" if match["rate"] else spoken


RULES = (
    DigitRule(
        rf"(?:(?<![\w])(?P<minus>-))?(?<!\w)(?P<currency>{_SIGN})\s?{_RANGE}{_MAGNITUDE}(?:-(?P<noun>[a-z]{{3,}}))?{_RATE}",
        _money,
    ),
    DigitRule(rf"(?<!\w)(?P<currency>{_CODE})\s?{_RANGE}{_MAGNITUDE}(?!\w)", _money),
    DigitRule(rf"(?<![\w.,-]){_RANGE}{_MAGNITUDE}\s?(?P<currency>{_SIGN}|{_CODE})(?!\w)", _money),
    DigitRule(rf"(?<![\w.,-])(?P<amount>{NUMBER})\s?¢{_RATE}", _cents),
)
