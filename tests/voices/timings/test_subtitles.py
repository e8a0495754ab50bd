"""Subtitles: cues that can be read, in both formats."""

import itertools

import pytest

from voices.timings.subtitles import LINE_CHARACTERS, LINES, LONGEST_SECONDS, cues, srt, vtt

LONG = (
    "The third sentence is so long that it has to be split over several cues, because nobody could ever read the "
    "whole of it in passing on one screen of two lines; that is the rule."
)


def test_srt_counts_the_cues_and_gives_the_written_text(timed):
    sentences = [timed("It costs $5.", "It costs five dollars"), timed("Yes <b>?", "Yes b", start=3661.5)]
    assert srt(sentences) == (
        "1\n00:00:00,500 --> 00:00:02,500\nIt costs $5.\n\n2\n01:01:02,000 --> 01:01:03,000\nYes <b>?\n"
    )


def test_vtt_has_its_header_points_and_escapes(timed):
    assert vtt([timed("A & <b>", "A and b")]) == "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nA &amp; &lt;b&gt;\n"


def test_a_long_sentence_is_shown_in_parts_that_fit_and_end_at_clauses(timed):
    found = list(cues([timed(LONG, LONG, each=0.25)]))
    assert " ".join(line for cue in found for line in cue.lines) == LONG
    assert len(found) > 2
    assert any(cue.lines[-1].endswith((",", ";")) for cue in found[:-1])
    for cue in found:
        assert len(cue.lines) <= LINES
        assert all(len(line) <= LINE_CHARACTERS for line in cue.lines)
        assert cue.end - cue.start <= LONGEST_SECONDS
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_slow_speech_is_shown_in_parts_too(timed):
    found = list(cues([timed("one two three four", "one two three four", each=3.0)]))
    assert [cue.lines for cue in found] == [("one two",), ("three four",)]


def test_lines_of_a_cue_are_about_as_long_as_each_other(timed):
    text = "Somebody once told me that the world is going to roll"
    (cue,) = cues([timed(text, text, each=0.1)])
    first, second = cue.lines
    assert abs(len(first) - len(second)) <= 8


@pytest.mark.parametrize("word", ["x" * 200, "字" * 100])
def test_a_word_longer_than_a_screen_is_still_shown(timed, word):
    found = list(cues([timed(f"a {word} b", f"a {word} b")]))
    assert "".join(line for cue in found for line in cue.lines).replace(" ", "") == f"a{word}b"
