"""A correction: a written form, and the words it is read as."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

_DIGIT = re.compile(r"\d")


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


@dataclass(frozen=True)
class DigitRule:
    """A rule whose regular expression matches nothing without a digit in it, and is compiled when first there is one.

    A language has many: compiling them all takes longer than reading a sentence.
    """

    expression: str
    reading: Callable[[re.Match[str]], str | None]

    def apply(self, text: str) -> str:
        """Return the text with every match read."""
        return self.compiled.apply(text) if _DIGIT.search(text) else text

    @cached_property
    def compiled(self) -> Rule:
        """The rule that does it."""
        return Rule(re.compile(self.expression), self.reading)


def apply_rules(rules: Iterable[Rule | DigitRule], text: str) -> str:
    """Return the text with one rule after another applied."""
    for rule in rules:
        text = rule.apply(text)
    return text


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
