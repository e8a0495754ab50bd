"""The frontend as a whole: what it finds, and that no text breaks it."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.analysis import Frontend
from frontend.errors import TtsError
from frontend.phones.ipa import articulation
from frontend.phones.lexicon import Lexicon, read_lexicon
from frontend.utterance import BreakKind

LONGEST_TEXT = 100_000


def phones(text, frontend=None):
    (utterance,) = (frontend or Frontend()).utterances(text)
    return {word.text: "".join(map(str, word.phones)) for word in utterance.words}


def test_a_sentence_becomes_words_with_phones_and_breaks():
    (utterance,) = Frontend().utterances("Well, hello (there)!")
    assert [word.text for word in utterance.words] == ["Well", "hello", "there"]
    assert ["".join(map(str, word.phones)) for word in utterance.words] == ["wˈɛl", "həlˈoʊ", "ðˈɛɹ"]
    kinds = [(one.after_word, one.kind) for one in utterance.breaks]
    assert kinds == [(0, BreakKind.COMMA), (1, BreakKind.BRACKET), (2, BreakKind.EXCLAMATION)]


def test_two_hyphens_part_words_and_pause():
    (utterance,) = Frontend().utterances("She left--and never came back.")
    assert [word.text for word in utterance.words][:3] == ["She", "left", "and"]
    assert (utterance.breaks[0].after_word, utterance.breaks[0].kind) == (1, BreakKind.DASH)


def test_words_know_their_parts_of_speech_and_where_their_phones_come_from():
    (utterance,) = Frontend().utterances("He read [[b ˈʊ k]] by Nguyen.")
    assert [word.tag for word in utterance.words][:2] == ["PRP", "VBD"]
    assert [word.source.value for word in utterance.words] == ["espeak", "heteronym", "given", "espeak", "dictionary"]
    assert not any(word.tag for one in Frontend("de").utterances("Er las es.") for word in one.words)


def test_american_phones_are_not_put_into_british_mouths():
    (utterance,) = Frontend("en-gb").utterances("He read about a lieutenant named Nguyen.")
    assert {word.source.value for word in utterance.words} == {"espeak"}
    assert utterance.words[1].tag == "VBD"


def test_offsets_point_into_the_original_text():
    text = "  One  is here.\n\nTwo “quotes”…  Three?"
    for utterance in Frontend().utterances(text):
        assert text[utterance.start : utterance.end] == utterance.text


def test_acronyms_are_letters_or_words_as_people_say_them():
    found = phones("The FBI, NASA, NATO, the USA and the UN")
    assert found["FBI"] == "ˌɛfbˌiːˈaɪ"
    assert found["NASA"] == "nˈæsɐ"
    assert found["NATO"] == "nˈeɪɾoʊ"
    assert found["USA"] == "jˌuːˌɛsˈeɪ"
    assert found["UN"] == "jˌuːˈɛn"


def test_mixed_case_names_are_read_in_their_parts():
    assert phones("AIUkraine")["AIUkraine"] == "ˌeɪˈaɪjuːkɹˈeɪn"
    assert phones("iPhone")["iPhone"] == "ˈaɪfˈoʊn"


def test_am_and_pm_are_letters():
    assert phones("at ten AM")["AM"] == "ˌeɪˈɛm"


def test_inline_phones_are_spoken_as_written():
    assert phones("Say [[t ə m ˈɑː t oʊ]], please")["[[t ə m ˈɑː t oʊ]]"] == "təmˈɑːtoʊ"


def test_a_word_before_inline_phones_hears_them():
    assert phones("the [[ˈæ p əl]]")["the"] == "ðɪ"
    assert phones("the [[t ˈɛ s t]]")["the"] == "ðə"


def test_inline_phones_that_are_not_ipa_are_one_clear_error():
    with pytest.raises(TtsError, match="'5' in 'q5' is not a phone"):
        list(Frontend().utterances("Say [[q5]]."))


def test_the_lexicon_follows_its_case_rules(tmp_path):
    path = tmp_path / "lexicon.txt"
    path.write_text("# mine\npolish  p ˈɑː l ɪ ʃ\nPolish  p ˈoʊ l ɪ ʃ\nc++  s ˈiː p l ˈʌ s\n", encoding="utf-8")
    frontend = Frontend(lexicon=read_lexicon(path))
    assert phones("polish POLISH", frontend) == {"polish": "pˈɑːlɪʃ", "POLISH": "pˈɑːlɪʃ"}
    assert phones("the Polish", frontend)["Polish"] == "pˈoʊlɪʃ"
    assert phones("in C++ now", frontend)["[[s ˈiː p l ˈʌ s]]"] == "sˈiːplˈʌs"


def test_the_lexicon_reaches_words_that_normalisation_makes():
    frontend = Frontend(lexicon=Lexicon({"kilograms": read_phones("k ˈɪ l oʊ z")}))
    assert phones("5 kg", frontend)["kilograms"] == "kˈɪloʊz"


def read_phones(text):
    from frontend.phones.ipa import parse_phones

    return parse_phones(text)


@pytest.mark.parametrize("language", ["uk", "de"])
def test_other_languages_are_spoken(language):
    text = {"uk": "Привіт, як справи? У мене 5 яблук.", "de": "Guten Tag, wie geht's? Ich habe 5 Äpfel."}[language]
    first, second = Frontend(language).utterances(text)
    assert first.breaks[-1].kind == BreakKind.QUESTION
    assert len(second.words) == 4


def assert_whole(utterances):
    for utterance in utterances:
        assert utterance.words
        assert utterance.breaks[-1].after_word == len(utterance.words) - 1
        for word in utterance.words:
            assert word.phones
            for phone in word.phones:
                articulation(phone.symbol)


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300))
def test_any_text_ends_in_whole_utterances_or_one_error(text):
    with suppress(TtsError):  # inline phones that are not IPA
        assert_whole(Frontend().utterances(text))


@settings(deadline=None, max_examples=150)
@given(st.text("0123456789.,:/-$%€ '\"()[]kgmXIVJan@#+=ap\n", max_size=120))
def test_any_mixture_of_digits_and_signs_is_read_without_a_digit_left(text):
    try:
        spoken = " ".join(sentence.spoken for sentence in Frontend().sentences(text))
    except TtsError:
        return
    outside_phones = "".join(spoken.split("[[")[0])
    assert not any(character.isdigit() for character in outside_phones)


LONG_TEXTS = {
    "one word": "a" * LONGEST_TEXT,
    "one number": "7" * LONGEST_TEXT,
    "prose": ("The quick brown fox jumps over it. " * LONGEST_TEXT)[:LONGEST_TEXT],
    "no full stop": ("of the " * LONGEST_TEXT)[:LONGEST_TEXT],
    "punctuation": "?!.,;\"'(-" * (LONGEST_TEXT // 9),
    "quotes": "“" * LONGEST_TEXT,
    "brackets": "[[" * (LONGEST_TEXT // 2),
    "lone surrogates": "\ud800" * LONGEST_TEXT,
    "control characters": "\x00\x1b\x07" * (LONGEST_TEXT // 3),
    "zalgo": ("a" + "\u0301" * 19) * (LONGEST_TEXT // 20),
    "right to left": "\u202eשלום مرحبا " * (LONGEST_TEXT // 14),
    "emoji": "😀👩‍👩‍👧 " * (LONGEST_TEXT // 20),
    "mail": "a@b.c" * (LONGEST_TEXT // 5),
    "paths": "/a" * (LONGEST_TEXT // 2),
    "dates": "Jan. 5, 1984 " * (LONGEST_TEXT // 13),
}


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_long_text_is_read_in_time_linear_in_its_length(name):
    text = LONG_TEXTS[name]
    assert_whole(Frontend().utterances(text[:2000]))  # warm
    short, long = (_seconds(text[: len(text) // parts]) for parts in (10, 1))
    assert long < 30 * short + 0.5  # ten times the text; quadratic would be a hundred times the time


def _seconds(text):
    start = time.process_time()
    assert_whole(Frontend().utterances(text))
    return time.process_time() - start


def test_no_word_is_lost_where_a_long_sentence_is_split_at_a_bracket():
    text = "(house) (mouse) " * 40 + "left"
    utterances = list(Frontend().utterances(text))
    assert len(utterances) > 1
    assert_whole(utterances)
    assert [word.text for one in utterances for word in one.words] == text.replace("(", "").replace(")", "").split()


@pytest.mark.parametrize(
    ("text", "word"), [("Das sind 50 % davon.", "Prozent"), ("Nur 5 € heute", "Euro"), ("A & B", "und")]
)
def test_symbols_in_other_languages_are_said(text, word):
    assert phones(text, Frontend("de"))[word]
