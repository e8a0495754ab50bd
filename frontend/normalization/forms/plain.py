"""Fractions, scores, ranges, years, and whatever numbers are left."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Form, Language, context
from frontend.normalization.rule import Rule, alternatives
from frontend.normalization.written_number import WRITTEN_NUMBER, parse_number


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for bare numbers."""
    if language.fractions:
        yield Rule(
            re.compile(rf"(?<![\w.,/-]){alternatives(language.fractions)}(?![\w/]|[.,]\d)"),
            lambda match: language.fractions[match.group()],
        )

    yield Rule(
        re.compile(r"(?<![\w.,/-])(?P<first>\d{1,4})/(?=\d{1,4}(?![\w/-]|[.,]\d))"), lambda match: f"{match['first']} "
    )

    def score(match: re.Match[str]) -> str | None:
        if "-" in match.group() and int(match["first"]) <= int(match["last"]):
            return None
        last = int(match["last"])
        return language.score.format(
            first=language.cardinal(int(match["first"]), Form()),
            last=language.cardinal(last, Form()),
            last_genitive=language.cardinal(last, Form("", "gen")),
        )

    def between(match: re.Match[str]) -> str:
        ends = (match["first"], match["last"])
        years = all(re.fullmatch(r"[12]\d{3}", end) for end in ends)
        spoken = [(_year(language, end, match) if years else None) or _number(language, end, match) for end in ends]
        return f" {language.to} ".replace("  ", " ").join(spoken)

    def number(match: re.Match[str]) -> str:
        sign = f"{signs[match['sign']]} " if match["sign"] else ""
        year = None if sign else _year(language, match["number"], match)
        before = " " if re.search(r"\w$", match.string[: match.start()]) else ""
        after = " " if re.match(r"\w", match.string[match.end() :]) else ""
        if before or after:  # A7, 5G
            return f"{before}{language.number(parse_number(match['number'], language.decimal_mark), Form())}{after}"
        return sign + (year or _number(language, match["number"], match))

    if "×" in language.symbols:
        yield Rule(re.compile(r"(?<=\d)\s?[x×х]\s?(?=\d)"), lambda _: f" {language.symbols['×']} ")
    yield Rule(re.compile(r"(?<![\w.,:/-])(?P<first>\d{1,2})(?::|-)(?P<last>\d{1,2})(?![\w:/]|[.,-]?\d)"), score)
    yield Rule(
        re.compile(rf"(?<![\w.,/-])(?P<first>{WRITTEN_NUMBER})\s?[-–—]\s?(?P<last>{WRITTEN_NUMBER})(?!\w|-\d)"), between
    )
    signs = {"-": language.minus, **{sign: language.symbols[sign] for sign in "+±" if sign in language.symbols}}
    yield Rule(
        re.compile(rf"(?P<sign>(?<![\w.,)])[{re.escape(''.join(signs))}](?=\d))?(?P<number>{WRITTEN_NUMBER})"), number
    )


def _year(language: Language, written: str, match: re.Match[str]) -> str | None:
    if not re.fullmatch(r"[12]\d{3}", written):
        return None
    return language.year(int(written), context(match))


def _number(language: Language, written: str, match: re.Match[str]) -> str:
    number = parse_number(written, language.decimal_mark)
    form = language.agreement(int(number.whole), context(match))
    return language.number(number, Form("", form.case) if number.fraction else form)
