"""A correction: a written form, and the words it is read as."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Replace what `pattern` matches by what `reading` makes of it; None leaves the match as it is."""

    pattern: re.Pattern[str]
    reading: Callable[[re.Match[str]], str | None]

    def apply(self, text: str) -> str:
        """Return the text with every match read."""

        def read(match: re.Match[str]) -> str:
            words = self.reading(match)
            return match.group() if words is None else words

        return self.pattern.sub(read, text)


def apply_rules(rules: Iterable[Rule], text: str) -> str:
    """Return the text with one rule after another applied."""
    for rule in rules:
        text = rule.apply(text)
    return text


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
