"""Units of measurement: symbol to name, singular and plural, with SI prefixes and "per"."""

from functools import lru_cache

from frontend.normalization.english.wetext_grammar import library_unit

_PREFIXES = {
    "p": "pico",
    "n": "nano",
    "µ": "micro",
    "μ": "micro",
    "u": "micro",
    "m": "milli",
    "c": "centi",
    "d": "deci",
    "h": "hecto",
    "k": "kilo",
    "K": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
}
_PREFIXED = {
    "m": ("meter", "pnµμucdkM"),
    "g": ("gram", "nµμumkKM"),
    "L": ("liter", "µμumcdh"),
    "l": ("liter", "µμumcdh"),
    "s": ("second", "pnµμum"),
    "Hz": ("hertz", "mkKMGT"),
    "W": ("watt", "µμumkKMGT"),
    "Wh": ("watt hour", "mkKMGT"),
    "V": ("volt", "µμumkKM"),
    "A": ("amp", "nµμumkK"),
    "Ah": ("amp hour", "mk"),
    "J": ("joule", "mkKMG"),
    "N": ("newton", "mkKM"),
    "Pa": ("pascal", "hkKMG"),
    "B": ("byte", "kKMGTP"),
    "b": ("bit", "kKMGT"),
    "bit": ("bit", "kKMGT"),
    "bps": ("bit per second", "kKMGT"),  # alone they are basis points
    "cal": ("calorie", "kK"),
    "Ω": ("ohm", "mkKM"),
    "eV": ("electron volt", "kKMGT"),
    "mol": ("mole", "nµμum"),
    "F": ("farad", "pnµμum"),
    "bar": ("bar", "m"),
    "t": ("ton", "kM"),
}
_NEVER_BARE = {"bps", "B", "b", "bit", "t", "F", "A", "N", "J", "bar"}
_NAMED = {
    "ft": "foot",
    "ft.": "foot",
    "in": "inch",
    "in.": "inch",
    "yd": "yard",
    "yds": "yard",
    "yd.": "yard",
    "mi": "mile",
    "lb": "pound",
    "lbs": "pound",
    "lb.": "pound",
    "lbs.": "pound",
    "oz": "ounce",
    "oz.": "ounce",
    "gal": "gallon",
    "pt": "pint",
    "qt": "quart",
    "tsp": "teaspoon",
    "tsp.": "teaspoon",
    "tbsp": "tablespoon",
    "tbsp.": "tablespoon",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "hr.": "hour",
    "hrs.": "hour",
    "min": "minute",
    "mins": "minute",
    "min.": "minute",
    "sec": "second",
    "secs": "second",
    "sec.": "second",
    "yr": "year",
    "yrs": "year",
    "yr.": "year",
    "yrs.": "year",
    "mo": "month",
    "mos": "month",
    "wk": "week",
    "wks": "week",
    "mph": "mile per hour",
    "kph": "kilometer per hour",
    "kmh": "kilometer per hour",
    "rpm": "revolution per minute",
    "fps": "frame per second",
    "bpm": "beat per minute",
    "mpg": "mile per gallon",
    "dpi": "dot per inch",
    "ppi": "pixel per inch",
    "ppm": "part per million",
    "ppb": "part per billion",
    "psi": "pound per square inch",
    "px": "pixel",
    "bps": "basis point",
    "pts": "point",
    "ly": "light year",
    "dB": "decibel",
    "kt": "knot",
    "kts": "knot",
    "hp": "horsepower",
    "bhp": "brake horsepower",
    "ha": "hectare",
    "atm": "atmosphere",
    "mmHg": "millimeter of mercury",
    "mAh": "milliamp hour",
    "lm": "lumen",
    "lx": "lux",
    "cc": "cubic centimeter",
    "sqft": "square foot",
    "sq ft": "square foot",
    "sq. ft.": "square foot",
    "sq. ft": "square foot",
    "sq mi": "square mile",
    "sq m": "square meter",
    "sq km": "square kilometer",
    "cu ft": "cubic foot",
    "fl oz": "fluid ounce",
    "fl. oz.": "fluid ounce",
    "°": "degree",
    "°C": "degree Celsius",
    "° C": "degree Celsius",
    "°F": "degree Fahrenheit",
    "° F": "degree Fahrenheit",
    "%": "percent",
    "‰": "per mille",
    "′": "foot",
    "″": "inch",
}
PERIODS = {word: word for word in ("second", "minute", "hour", "day", "night", "week", "month", "year")}
_UNCHANGED_IN_PLURAL = ("horsepower", "percent", "per mille", "hertz", "lux")
_POWERS = {"^2": "square", "^3": "cubic", "2": "square", "3": "cubic"}


def singular_unit(symbol: str) -> str | None:
    """Return the singular name of a unit symbol, `"km/h"` -> "kilometer per hour"; None if it is no unit."""
    return _unit(symbol, "1")


def plural_unit(symbol: str) -> str | None:
    """Return the plural name of a unit symbol, `"m/s^2"` -> "meters per second squared"; None if it is no unit."""
    return _unit(symbol, "2")


@lru_cache(maxsize=1024)
def _unit(symbol: str, amount: str) -> str | None:
    if "/" in symbol and symbol != "/":
        above, _, below = symbol.partition("/")
        name, per = _unit(above, amount), PERIODS.get(below) or _unit(below, "1")
        if per and below[:1] == "s" and len(below) > 1 and per.split()[0] in _POWERS.values():
            per = f"second {'squared' if per.startswith('square') else 'cubed'}"
        return f"{name} per {per}" if name and per else None
    for suffix, power in _POWERS.items():
        base = symbol.removesuffix(suffix)
        if base != symbol and base in ("m", "cm", "mm", "km", "ft", "in", "mi", "yd", "s"):
            return f"{power} {_unit(base, amount)}"
    one = _NAMED.get(symbol) or _si_unit(symbol)
    if one:
        return one if amount == "1" else _pluralise(one)
    return library_unit(symbol, amount)


def _si_unit(symbol: str) -> str | None:
    for unit, (name, prefixes) in _PREFIXED.items():
        if symbol == unit and unit not in _NEVER_BARE:
            return name
        prefix = symbol.removesuffix(unit)
        if len(prefix) == 1 and prefix in prefixes and prefix + unit == symbol:
            return _PREFIXES[prefix] + name
    return None


def _pluralise(one: str) -> str:
    if one.endswith(_UNCHANGED_IN_PLURAL):
        return one
    head, of, rest = one.partition(" of ") if " of " in one else one.partition(" per ")
    if head.startswith("degree"):
        return one.replace("degree", "degrees", 1)
    irregular = {"foot": "feet", "inch": "inches"}
    *before, last = head.split(" ")
    return " ".join([*before, irregular.get(last, f"{last}s")]) + of + rest
