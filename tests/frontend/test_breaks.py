"""Punctuation to breaks."""

import pytest

from frontend.breaks import between, final, with_asides
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


def test_a_full_stop_before_a_small_letter_is_an_abbreviations():
    assert between(".", 3, goes_on=True) == []
    assert between(".", 3) == [Break(3, BreakKind.PERIOD, BreakStrength.SENTENCE)]


def test_a_question_that_the_sentence_goes_on_after_is_a_little_pause():
    assert between('?"', 3, goes_on=True) == [Break(3, BreakKind.QUESTION, BreakStrength.MEDIUM)]


def test_brackets_pause_where_they_hold_several_words():
    found = [Break(place, BreakKind.BRACKET, BreakStrength.MINOR) for place in (1, 2, 5, 9)]
    paused = with_asides(found, {1: "(", 2: ")", 5: "(", 9: ")"})
    assert [one.strength for one in paused] == [BreakStrength.MINOR] * 2 + [BreakStrength.MEDIUM] * 2
    assert with_asides(found, {}) == found


def test_an_utterance_ends_as_strongly_as_the_text_there():
    assert final("?", 1, True, False) == Break(1, BreakKind.QUESTION, BreakStrength.SENTENCE)
    assert final("", 1, True, True) == Break(1, BreakKind.PERIOD, BreakStrength.PARAGRAPH)
    assert final(",", 1, False, False) == Break(1, BreakKind.COMMA, BreakStrength.MEDIUM)
    assert final("", 1, False, False) == Break(1, BreakKind.CLAUSE, BreakStrength.MEDIUM)


def test_a_breath_that_ends_at_a_bracket_is_still_a_pause():
    assert final(")", 1, False, False) == Break(1, BreakKind.BRACKET, BreakStrength.MEDIUM)
