"""Punctuation to breaks."""

import pytest

from frontend.breaks import between, final
from frontend.utterance import Break, BreakKind, BreakStrength


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        (",", BreakKind.COMMA),
        ('",', BreakKind.COMMA),
        (";", BreakKind.SEMICOLON),
        ("...", BreakKind.ELLIPSIS),
        ("—", BreakKind.DASH),
        ("(", BreakKind.BRACKET),
        ("?!", BreakKind.QUESTION),
        (".)", BreakKind.PERIOD),
    ],
)
def test_the_strongest_mark_between_two_words_counts(marks, kind):
    (found,) = between(marks, 3)
    assert (found.after_word, found.kind) == (3, kind)


@pytest.mark.parametrize("marks", ["", '"', "'"])
def test_quotes_alone_make_no_break(marks):
    assert between(marks, 3) == []


def test_marks_before_the_first_word_make_no_break():
    assert between("(...", -1) == []


def test_an_utterance_ends_as_strongly_as_the_text_there():
    assert final("?", 1, True, False) == Break(1, BreakKind.QUESTION, BreakStrength.SENTENCE)
    assert final("", 1, True, True) == Break(1, BreakKind.PERIOD, BreakStrength.PARAGRAPH)
    assert final(",", 1, False, False) == Break(1, BreakKind.COMMA, BreakStrength.MEDIUM)
    assert final("", 1, False, False) == Break(1, BreakKind.CLAUSE, BreakStrength.MEDIUM)


def test_a_breath_that_ends_at_a_bracket_is_still_a_pause():
    assert final(")", 1, False, False) == Break(1, BreakKind.BRACKET, BreakStrength.MEDIUM)
