"""Abbreviations: words that are written short, everywhere or only before a number or a name."""

import re
from collections.abc import Iterator, Mapping

from frontend.normalization.languages.language import Language
from frontend.normalization.rule import Rule


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rules for the abbreviations of a language."""
    for table, follows in (
        (language.abbreviations, ""),
        (language.before_numbers, r"(?=,?\s?\d)"),
        (language.before_names, r"(?=\s?[^\W\d_a-zа-яёіїєґß-öø-ÿ])"),
    ):
        if table:
            yield _rule(table, follows)


def unfinished(language: Language) -> re.Pattern[str] | None:
    """Return a pattern of the abbreviations after which a sentence goes on, and of the beginnings of longer ones."""
    ends = {_key(written) for written in language.may_end.split("|")}
    written = (*language.abbreviations, *language.before_numbers, *language.before_names)
    beginnings = {
        beginning
        for one in map(_key, written)
        for beginning in (one[: dot.end()] for dot in re.finditer(r"\.", one))
        if beginning not in ends
    }
    if not beginnings:
        return None
    spaced = (r"\.\s?".join(map(re.escape, one.split("."))).removesuffix(r"\s?") for one in beginnings)
    return re.compile(rf"(?<![\w.])(?i:{'|'.join(sorted(spaced, key=len, reverse=True))})\s*$")


def _rule(table: Mapping[str, str], follows: str) -> Rule:
    spoken = {_key(written): words for written, words in table.items()}
    patterns = sorted(map(_pattern, table), key=len, reverse=True)

    def read(match: re.Match[str]) -> str:
        key = _key(match.group())
        words = spoken.get(key) or spoken.get(key[:1].lower() + key[1:]) or spoken[key[:1].upper() + key[1:]]
        ends = match.group().endswith(".") and not re.search(r"\w", match.string[match.end() :])
        glued = match.string[match.end() : match.end() + 1].isalnum()
        return words + "." * ends + " " * glued

    return Rule(re.compile(rf"(?<![\w.])(?:{'|'.join(patterns)}){follows}"), read)


def _key(written: str) -> str:
    return re.sub(r"\s", "", written)


def _pattern(written: str) -> str:
    """Spaces inside are optional, and the first letter may be a capital."""
    first, rest = written[0], written[1:]
    letters = (
        f"[{first.lower()}{first.upper()}]" if first.lower() != first.upper() and len(written) > 2 else re.escape(first)
    )
    return letters + r"\s?".join(map(re.escape, rest.split(" "))) + ("" if written[-1] in ".°º" else r"(?![\w.-])")
