"""Texts in letters that a voice's language is not written in."""

import pytest

from frontend.analysis import Frontend
from frontend.phones.ipa import parse_phones
from frontend.phones.lexicon import Lexicon
from frontend.writing_systems import borrowed_phones, foreign_script


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("Привіт, світе!", "en-us", "Cyrillic"),
        ("你好世界", "en-us", "Chinese"),
        ("こんにちは", "en-us", "Japanese"),
        ("안녕하세요", "de", "Korean"),
        ("Γειά σου", "uk", "Greek"),
        ("Hello there", "uk", "Latin"),
        ("Hello there", "en-us", ""),
        ("Naïve façade, Łódź", "en-us", ""),
        ("Київ is Kyiv", "en-us", ""),
        ("Привіт, Kyiv!", "uk", ""),
        ("日本の新聞", "ja", ""),
        ("42 ... ?! €", "en-us", ""),
        ("", "uk", ""),
    ],
)
def test_a_script_is_foreign_where_most_letters_are_in_one_the_language_does_not_use(text, language, script):
    assert foreign_script(text, language) == script


def test_a_word_in_other_letters_is_read_as_in_a_language_that_is_written_in_them():
    assert "".join(map(str, borrowed_phones("Привіт", "en-us"))) == "prɪβˈiːt̪"
    assert borrowed_phones("объект", "en-us") == borrowed_phones("объект", "de")  # Russian, by its hard sign
    assert borrowed_phones("Kyiv", "en-us") is None
    assert borrowed_phones("Київ", "ru") is None


@pytest.mark.parametrize(
    "word", ["Київ", "Москвы", "Αθήνα", "Երևան", "თბილისი", "ירושלים", "القاهرة", "서울", "とうきょう", "北京"]
)
def test_an_english_text_may_hold_words_in_other_letters_which_are_said_not_spelt(word):
    (utterance,) = Frontend("en-us").utterances(f"They live in {word}.")
    assert [said.text for said in utterance.words[:3]] == ["They", "live", "in"]
    assert 2 <= sum(len(said.phones) for said in utterance.words[3:]) <= 2 * len(word) + 4


def test_the_users_own_pronunciation_of_such_a_word_wins():
    lexicon = Lexicon({"київ": parse_phones("k ˈiː j ɪ v")})
    (utterance,) = Frontend("en-us", lexicon).utterances("Київ")
    assert "".join(map(str, utterance.words[0].phones)) == "kˈiːjɪv"
