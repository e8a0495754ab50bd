"""Telephone numbers, in groups as written."""

import re
from collections.abc import Iterator

from frontend.normalization.languages.language import Language
from frontend.normalization.rule import Rule

_ANYWHERE = (
    r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}",
    r"\(0?\d{2,4}\)\s?\d{2,4}(?:[ -]\d{2,4}){1,3}",
    r"0\d{1,4}[ /-]\d{4,9}",
    r"0\d{1,4}(?:[ .-]\d{2,4}){2,5}",
    r"(?:\d[ -])?\d{2,4}[ -]\d{3}[ -]\d{2}[ -]\d{2}",
    r"\d{3}-\d{3}-\d{3,4}",
)


def rules(language: Language) -> Iterator[Rule]:
    """Yield the rule for telephone numbers."""
    patterns = "|".join((*language.telephones, *_ANYWHERE))

    def read(match: re.Match[str]) -> str:
        groups = re.findall(r"\d+", match.group())
        spoken = ", ".join(
            language.telephone(language, one) if language.telephone else language.digits(one) for one in groups
        )
        return f"{language.symbols['+']} {spoken}" if match.group().startswith("+") else spoken

    yield Rule(re.compile(rf"(?<![\w.,/(+-])(?:{patterns})(?![\w-]|[.,]\d)"), read)
