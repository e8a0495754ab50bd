"""No number, price or punctuation breaks the reading of any language, and none leaves a digit unread."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.analysis import Frontend

LANGUAGES = ("en-us", "de", "uk", "fr-fr", "es", "it", "nl", "pl", "ru", "pt", "cs", "sv", "tr", "hu", "fa", "vi")
NUMBERS = st.one_of(
    st.integers(0, 10**15).map(str),
    st.integers(0, 10**13).map("{:,}".format),
    st.integers(0, 10**13).map(lambda value: f"{value:,}".replace(",", ".")),
    st.integers(0, 10**9).map(lambda value: f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False).map(str),
    st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(lambda value: f"{value:,}"),
    st.text("0123456789.,' ", max_size=12),
)
MARKS = st.text(" .,:;-–/%‰°$€£₴₽zł'\"()№#+=xhHVXI", max_size=3)
TEXTS = st.lists(st.tuples(MARKS, NUMBERS, MARKS).map("".join), min_size=1, max_size=4).map(" ".join)


def spoken(text, language):
    return " ".join(sentence.spoken for sentence in Frontend(language).sentences(text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["$.00", "£.00", "-£.00", "$.5", "1,000,000", "1,000,000.50", "-1,000,000", "-.5", "0,0", "7" * 47 + ",888"]
)
def test_hostile_amounts_are_read(text, language):
    assert any(map(str.isalpha, spoken(text, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_text_of_numbers_is_read_without_a_digit_left(language, text):
    assert not any(map(str.isdigit, spoken(text, language)))


@settings(deadline=None, max_examples=60)
@given(text=TEXTS, language=st.sampled_from(["am", "hi", "ar", "zh", "ja", "ko", "te", "he", "id", "bn", "ia"]))
def test_a_text_of_numbers_is_read_in_any_language(language, text):
    assert any(map(str.isalnum, spoken(text, language))) or not any(map(str.isalnum, text))


@settings(deadline=None, max_examples=40)
@given(value=st.integers(0, 10**12), language=st.sampled_from(LANGUAGES[:9]))
def test_a_number_marked_as_another_language_is_read_there(value, language):
    from frontend.ssml.read import read_ssml

    script = read_ssml(f'<speak>So <lang xml:lang="{language}">{value:,}</lang> it is.</speak>')
    words = " ".join(sentence.spoken for sentence in Frontend().sentences(script))
    assert not any(map(str.isdigit, words))
