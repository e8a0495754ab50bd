"""Rules that wait for a digit: they match nothing without one, and are compiled when it comes."""

import importlib
import sys

import pytest

from frontend.normalization.english.normalize import _RULES
from frontend.normalization.rule import DigitRule

parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")

WAITING = [rule for rule in _RULES if isinstance(rule, DigitRule)]


def needs_a_digit(nodes) -> bool:
    """Whether whatever matches a parsed expression, or what it looks ahead or back at, holds a digit."""
    return any(node_needs_a_digit(str(kind), value) for kind, value in nodes)


def node_needs_a_digit(kind, value) -> bool:
    if kind == "LITERAL":
        return chr(value).isdecimal()
    if kind == "IN":
        return all(is_of_digits(str(of), part) for of, part in value)
    if kind == "BRANCH":
        return all(needs_a_digit(branch) for branch in value[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return value[0] > 0 and needs_a_digit(value[2])
    if kind in ("SUBPATTERN", "ASSERT"):
        return needs_a_digit(value[-1])
    return False


def is_of_digits(kind, part) -> bool:
    if kind == "LITERAL":
        return chr(part).isdecimal()
    if kind == "RANGE":
        return all(chr(code).isdecimal() for code in range(part[0], part[1] + 1))
    return kind == "CATEGORY" and str(part) == "CATEGORY_DIGIT"


@pytest.mark.parametrize("rule", WAITING, ids=lambda rule: rule.expression[:40])
def test_a_rule_that_waits_for_a_digit_matches_nothing_without_one(rule):
    assert needs_a_digit(parser.parse(rule.expression))


@pytest.mark.parametrize("expression", ["a", r"\d*", "[0-9a]", "[^0-9]", r"1|a", r"(?:\d)?", r"(?!\d)"])
def test_what_may_match_without_a_digit_is_told_from_what_may_not(expression):
    assert not needs_a_digit(parser.parse(expression))
    assert needs_a_digit(parser.parse(rf"(?:{expression})(?:[1-3]\d?|7)"))


def test_a_rule_is_compiled_when_a_text_has_a_digit():
    rule = DigitRule(r"(?P<count>\d)x", lambda match: f"{match['count']} times")
    assert rule.apply("an x") == "an x"
    assert "compiled" not in vars(rule)
    assert rule.apply("3x") == "3 times"
    assert "compiled" in vars(rule)
