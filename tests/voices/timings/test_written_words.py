"""When the words of the written sentence are heard."""

from voices.timings.written_words import written_words


def times(sentence):
    return [(word.text, word.start, word.end) for word in written_words(sentence)]


def test_words_that_are_said_as_they_are_written_have_their_own_times(timed):
    assert times(timed("Hello, World!", "Hello World")) == [("Hello,", 0.5, 1.0), ("World!", 1.0, 1.5)]


def test_a_written_word_lasts_as_long_as_all_it_is_read_as(timed):
    found = times(timed("It costs $5.50 now.", "It costs five dollars fifty now"))
    assert found[2] == ("$5.50", 1.5, 3.0)
    assert found[3] == ("now.", 3.0, 3.5)


def test_several_written_words_share_what_they_are_read_as(timed):
    found = times(timed("on Jan. 5, we", "on January fifth we"))
    assert found[1:3] == [("Jan.", 1.0, 1.5), ("5,", 1.5, 2.0)]


def test_what_is_not_said_takes_no_time_and_what_is_not_written_belongs_to_the_word_before(timed):
    assert times(timed("one — two", "one two")) == [("one", 0.5, 1.0), ("—", 1.0, 1.0), ("two", 1.0, 1.5)]
    assert times(timed("one two", "one and two")) == [("one", 0.5, 1.5), ("two", 1.5, 2.0)]


def test_no_written_word_is_lost_whatever_is_said(timed):
    for text, spoken in [("a b c d e", "x"), ("x", "a b c d e"), ("[[ə b]] x?", "[[ə x"), ("1 2", "one two three")]:
        found = times(timed(text, spoken))
        assert " ".join(word for word, _, _ in found) == text
        assert all(0.5 <= start <= end <= 3.0 for _, start, end in found)
        assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
