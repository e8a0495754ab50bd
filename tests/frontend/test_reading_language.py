"""The language that a passage is read in."""

import pytest

from frontend.reading_language import language_warnings, reading_language
from frontend.script import Passage, Script


@pytest.mark.parametrize(
    ("marked", "own", "read"),
    [
        (None, "en-us", "en-us"),
        ("en-GB", "en-us", "en-us"),  # a voice keeps its accent
        ("de", "en-us", "de"),
        ("de-AT", "en-us", "de-AT"),
        ("uk_UA", "en-us", "uk_UA"),
        ("xx", "en-us", "en-us"),
        ("", "en-us", "en-us"),
    ],
)
def test_a_passage_is_read_in_the_language_it_is_marked_as_where_there_is_one(marked, own, read):
    assert reading_language(marked, own) == read


def test_each_language_that_is_not_the_voices_is_named_once():
    script = Script(tuple(Passage("x", language=language) for language in ("de", "en-GB", "xx", "de", None)))
    first, second = language_warnings(script, "en-us")
    assert first.startswith("the voice speaks en-us; what is marked as de is said")
    assert second.startswith("there is no pronunciation of 'xx'")
