"""The user's pronunciation file."""

import pytest

from frontend.phones.ipa import parse_phones
from frontend.phones.lexicon import Lexicon, LexiconError, read_lexicon


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "lexicon.txt"
    path.write_bytes(text.encode(encoding))
    return path


def test_comments_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "\ufeff# mine\n\ngif  dʒ ɪ f\n"))
    assert list(lexicon.entries) == ["gif"]


def test_the_last_of_several_entries_counts(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "gif  ɡ ɪ f\ngif  dʒ ɪ f\n"))
    assert str(lexicon.pronunciation("gif")[0]) == "dʒ"


def test_small_letters_match_any_case_and_capitals_only_themselves(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "us  ʌ s\nUS  j uː ɛ s\n"))
    assert len(lexicon.pronunciation("US")) == 4
    assert len(lexicon.pronunciation("Us")) == 2
    assert lexicon.pronunciation("USA") is None


def test_a_curly_apostrophe_is_an_apostrophe(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "o’clock  ə k l ˈɑː k\n"))
    assert lexicon.pronunciation("o'clock") == lexicon.pronunciation("o’clock")


def test_entries_with_symbols_are_marked_in_the_text_as_whole_words(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "c++  s iː\n3M  θ ɹ iː\n"))
    assert lexicon.mark("C++ and 3M, not 3m or c+++") == "[[s iː]] and [[θ ɹ iː]], not 3m or c+++"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("gif\n", "line 1: 'gif' has no phones"),
        ("ok  ə\ngif  dʒ 5 f\n", "line 2: '5' in '5' is not a phone"),
    ],
)
def test_a_bad_line_is_named(tmp_path, content, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, content))


def test_a_missing_file_or_another_encoding_is_named(tmp_path):
    with pytest.raises(LexiconError, match="No such file"):
        read_lexicon(tmp_path / "none.txt")
    with pytest.raises(LexiconError, match="not UTF-8"):
        read_lexicon(write(tmp_path, "café  k", encoding="latin-1"))


def test_an_empty_lexicon_changes_nothing():
    assert Lexicon().pronunciation("word") is None
    assert Lexicon().mark("C++") == "C++"


def test_a_large_dictionary_is_read_without_making_out_the_phones_of_words_that_nobody_says(tmp_path, monkeypatch):
    path = write(tmp_path, "".join(f"word{number}  w ɜː d\n" for number in range(50_000)))
    made_out = []
    monkeypatch.setattr(
        "frontend.phones.lexicon.parse_phones", lambda phones: made_out.append(phones) or parse_phones(phones)
    )
    lexicon = read_lexicon(path)
    assert len(lexicon.entries) == 50_000
    assert len(made_out) < 10  # the letters there are
    assert [str(phone) for phone in lexicon.pronunciation("word49999")] == ["w", "ɜː", "d"]
    assert lexicon.mark("Say word7.") == "Say [[w ɜː d]]."


def test_a_line_of_phonetic_letters_that_make_no_phone_is_named_when_its_word_is_said(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "fine  f aɪ n\nodd  ˈ\n"))
    assert lexicon.pronunciation("fine")
    with pytest.raises(LexiconError, match="line 2: no phone in 'ˈ'"):
        lexicon.pronunciation("odd")
